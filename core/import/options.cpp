#include "import/options.hpp"

#include <algorithm>
#include <cmath>

#include "text/concat.hpp"

namespace touchstone::importing {
namespace {

// One option: its row, and how its value is taken; false if the value is none of those listed.
struct Option {
  OptionRow row;
  bool (*take)(ImportOptions& options, std::string_view value);
};

std::optional<double> positive(std::string_view value) {
  const auto number = tables::parse_number(value, tables::DecimalMark::point);
  return number && *number > 0 && *number <= 1e9 ? number : std::nullopt;
}

template <class T, std::size_t N>
bool take_word(const std::array<std::pair<std::string_view, T>, N>& words, std::string_view value,
               T& out) {
  const auto found =
      std::find_if(words.begin(), words.end(), [&](const auto& it) { return it.first == value; });
  if (found == words.end()) return false;
  out = found->second;
  return true;
}

bool take_encoding(ImportOptions& options, std::string_view value) {
  options.encoding = tables::encoding_named(value);
  return options.encoding.has_value();
}

bool take_delimiter(ImportOptions& options, std::string_view value) {
  constexpr std::array<std::pair<std::string_view, char>, 3> k_words = {
      {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}}};
  char delimiter = ',';
  if (!take_word(k_words, value, delimiter)) return false;
  options.delimiter = delimiter;
  return true;
}

bool take_decimal(ImportOptions& options, std::string_view value) {
  if (value != "point" && value != "comma") return false;
  options.decimal = value == "point" ? tables::DecimalMark::point : tables::DecimalMark::comma;
  return true;
}

bool take_dates(ImportOptions& options, std::string_view value) {
  constexpr std::array<std::pair<std::string_view, tables::DateOrder>, 2> k_words = {
      {{"mdy", tables::DateOrder::month_first}, {"dmy", tables::DateOrder::day_first}}};
  return take_word(k_words, value, options.dates);
}

bool take_by(ImportOptions& options, std::string_view value) {
  constexpr std::array<std::pair<std::string_view, SplitBy>, 5> k_words = {
      {{"touchpoint", SplitBy::touchpoint},
       {"channel", SplitBy::channel},
       {"group", SplitBy::group},
       {"tag", SplitBy::tag},
       {"none", SplitBy::none}}};
  return take_word(k_words, value, options.by);
}

bool take_ces_scale(ImportOptions& options, std::string_view value) {
  constexpr std::array<std::pair<std::string_view, int>, 3> k_words = {
      {{"5", 5}, {"7", 7}, {"10", 10}}};
  int scale = 0;
  if (!take_word(k_words, value, scale)) return false;
  options.ces_scale = scale;
  return true;
}

bool take_csat_scale(ImportOptions& options, std::string_view value) {
  const auto scale = positive(value);
  if (!scale || *scale < 3 || *scale > 10 || *scale != std::trunc(*scale)) return false;
  options.csat_scale = *scale;
  return true;
}

bool take_time_unit(ImportOptions& options, std::string_view value) {
  constexpr std::array<std::pair<std::string_view, double>, 3> k_words = {
      {{"ms", .001}, {"s", 1}, {"min", 60}}};
  return take_word(k_words, value, options.time_unit);
}

bool take_expert_seconds(ImportOptions& options, std::string_view value) {
  options.expert_seconds = positive(value);
  return options.expert_seconds.has_value();
}

bool take_loop(ImportOptions& options, std::string_view value) {
  const std::size_t colon = value.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == value.size()) return false;
  options.loops.emplace_back(tables::trimmed(value.substr(0, colon)),
                             tables::trimmed(value.substr(colon + 1)));
  return true;
}

bool take_yes_no(std::string_view value, bool& out) {
  if (value != "yes" && value != "no") return false;
  out = value == "yes";
  return true;
}

bool take_effort(ImportOptions& options, std::string_view value) {
  std::array<double, 3> days{};
  for (std::size_t i = 0; i < days.size(); ++i) {
    const std::size_t comma = value.find(',');
    const auto number = positive(value.substr(0, comma));
    if (!number || (comma == std::string_view::npos) != (i == 2)) return false;
    days[i] = *number;
    value.remove_prefix(comma == std::string_view::npos ? value.size() : comma + 1);
  }
  options.effort_days = days;
  return true;
}

bool take_quotes(ImportOptions& options, std::string_view value) {
  const auto number = tables::parse_number(value, tables::DecimalMark::point);
  if (!number || *number < 0 || *number > 1000 || *number != std::trunc(*number)) return false;
  options.quotes = static_cast<std::size_t>(*number);
  return true;
}

constexpr std::array k_options = {
    Option{{"encoding", "utf-8, utf-16le, utf-16be or windows-1252",
            "How the file's characters are stored; detected but for windows-1252."},
           take_encoding},
    Option{{"delimiter", "comma, semicolon or tab", "What separates the cells; detected."},
           take_delimiter},
    Option{{"decimal", "point or comma",
            "What 1,234 and 1.234 mean; a decimal comma where semicolons separate the cells."},
           take_decimal},
    Option{{"dates", "mdy or dmy", "Whether 3/4/2026 is in March or in April."}, take_dates},
    Option{{"touchpoint", "a name", "The touchpoint of rows that name none."},
           [](ImportOptions& options, std::string_view value) {
             options.touchpoint = value;
             return !value.empty();
           }},
    Option{{"by", "touchpoint, channel, group, tag or none",
            "By which column answers or tickets are put together."},
           take_by},
    Option{{"ces_scale", "5, 7 or 10", "The highest answer of the effort question; never guessed."},
           take_ces_scale},
    Option{{"ces_high", "easy or hard", "What the highest answer of the effort question means."},
           [](ImportOptions& options, std::string_view value) {
             if (value != "easy" && value != "hard") return false;
             options.ces_high_is_easy = value == "easy";
             return true;
           }},
    Option{{"csat_scale", "3 to 10", "The highest answer of the satisfaction question; 5."},
           take_csat_scale},
    Option{{"time_unit", "ms, s or min", "What a time without a unit is in; seconds."},
           take_time_unit},
    Option{{"expert_seconds", "a number of seconds",
            "What an expert needs for the task; with it times become a time ratio."},
           take_expert_seconds},
    Option{{"loop", "number:name", "What loop 1 of a Qualtrics survey is about; once a loop."},
           take_loop},
    Option{{"fill_down", "yes or no", "Whether a blank stage is the stage of the row above; no."},
           [](ImportOptions& options, std::string_view value) {
             return take_yes_no(value, options.fill_down_stage);
           }},
    Option{
        {"effort", "three numbers of days", "Person-days of low, medium and high effort: 2,8,30."},
        take_effort},
    Option{{"handoffs", "yes or no", "Whether proposed hand-offs enter the audit; no."},
           [](ImportOptions& options, std::string_view value) {
             return take_yes_no(value, options.accept_handoffs);
           }},
    Option{{"quotes", "0 to 1000", "Most free texts kept a touchpoint; 10, the newest."},
           take_quotes},
};

constexpr auto k_option_rows = [] {
  std::array<OptionRow, k_options.size()> rows{};
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = k_options[i].row;
  return rows;
}();

}  // namespace

std::span<const OptionRow> import_options() {
  return k_option_rows;
}

std::string set_option(ImportOptions& options, std::string_view text) {
  const std::size_t equals = text.find('=');
  const std::string_view key = tables::trimmed(text.substr(0, equals));
  for (const Option& option : k_options) {
    if (option.row.key != key) continue;
    const std::string_view value = equals == std::string_view::npos
                                       ? std::string_view()
                                       : tables::trimmed(text.substr(equals + 1));
    if (option.take(options, value)) return "";
    return concat("The option ", key, " is \"", value, "\"; expected ", option.row.values, ".");
  }
  std::string known;
  for (const Option& option : k_options) known += concat(known.empty() ? "" : ", ", option.row.key);
  return concat("There is no option \"", key, "\"; options: ", known, ".");
}

}  // namespace touchstone::importing
