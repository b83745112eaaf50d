#include "import/answer_cells.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "text/concat.hpp"

namespace touchstone::importing {
namespace {

using F = ImportField;

constexpr double k_most_people = 1e12;

constexpr std::array k_scales = {
    AnswerScale{F::nps, 0, 10, true, "a whole answer 0 to 10"},
    AnswerScale{F::nps_group, 0, 0, false, "Promoter, Passive or Detractor"},
    AnswerScale{F::promoters, 0, k_most_people, true, "a whole number of people"},
    AnswerScale{F::passives, 0, k_most_people, true, "a whole number of people"},
    AnswerScale{F::detractors, 0, k_most_people, true, "a whole number of people"},
    AnswerScale{F::csat, 1, 0, true, "a whole answer 1 to "},
    AnswerScale{F::ces, 1, 0, true, "a whole answer 1 to "},
    AnswerScale{F::seq, 1, 7, true, "a whole answer 1 to 7"},
    AnswerScale{F::sus_score, 0, 100, false, "a score 0 to 100"},
    AnswerScale{F::usability_score, 0, 100, false, "a score 0 to 100"},
    AnswerScale{F::feeling, 1, 5, true, "a whole answer 1 to 5"},
};

constexpr std::array<std::string_view, 15> k_other_states = {"survey preview",
                                                             "survey test",
                                                             "imported",
                                                             "spam",
                                                             "possible spam",
                                                             "preview spam",
                                                             "imported spam",
                                                             "offline",
                                                             "offline app",
                                                             "1",
                                                             "2",
                                                             "4",
                                                             "8",
                                                             "9",
                                                             "16"};

double highest(const AnswerScale& scale, const ImportOptions& options) {
  if (scale.field == F::csat) return options.csat_scale;
  if (scale.field == F::ces) return options.ces_scale.value_or(0);
  return scale.high;
}

double nps_side(double answer) {
  return answer >= 9 ? 1 : answer >= 7 ? 0 : -1;
}

bool is_answer_field(ImportField field) {
  return field >= F::sus_item && field <= F::comment;
}

std::string loop_name(const std::string& number, const ImportOptions& options) {
  for (const auto& [loop, name] : options.loops)
    if (loop == number) return name;
  return concat("Loop ", number);
}

// Puts a column into a block; false if the block has one for this question.
bool take_column(AnswerBlock& block, std::set<ImportField>& taken, const MappedColumn& column,
                 std::size_t at) {
  if (column.field == F::sus_item) {
    auto& item = block.sus[static_cast<std::size_t>(column.item - 1)];
    if (item) return false;
    item = at;
    block.has_sus = true;
    return true;
  }
  if (column.field != F::comment && !taken.insert(column.field).second) return false;
  if (column.field == F::completion)
    block.completion = at;
  else if (column.field == F::seconds)
    block.seconds = at;
  else
    block.columns.push_back(at);
  return true;
}

}  // namespace

std::vector<AnswerBlock> answer_blocks(const Mapping& mapping, const ImportOptions& options) {
  std::map<std::string, std::vector<std::size_t>> by_name;
  std::vector<std::string> order;
  std::map<std::pair<std::string, std::pair<ImportField, int>>, std::size_t> times;
  const auto name_of = [&](const MappedColumn& column) {
    return column.loop ? loop_name(column.block, options) : column.block;
  };
  const auto question = [&](const MappedColumn& column) {
    return std::pair(name_of(column), std::pair(column.field, column.item));
  };
  for (const MappedColumn& column : mapping)
    if (is_answer_field(column.field)) ++times[question(column)];
  for (std::size_t i = 0; i < mapping.size(); ++i) {
    const MappedColumn& column = mapping[i];
    if (!is_answer_field(column.field)) continue;
    const bool repeated = column.field != F::comment && times[question(column)] > 1;
    const std::string name = repeated ? column.column.label : name_of(column);
    std::vector<std::size_t>& columns = by_name[name];
    if (columns.empty()) order.push_back(name);
    columns.push_back(i);
  }
  std::vector<AnswerBlock> blocks;
  for (const std::string& name : order) {
    AnswerBlock& block = blocks.emplace_back();
    block.name = name;
    std::set<ImportField> taken;
    for (const std::size_t column : by_name[name])
      take_column(block, taken, mapping[column], column);
  }
  return blocks;
}

const AnswerScale* answer_scale(ImportField field) {
  const auto found = std::find_if(k_scales.begin(), k_scales.end(),
                                  [&](const AnswerScale& it) { return it.field == field; });
  return found == k_scales.end() ? nullptr : &*found;
}

std::optional<Answer> read_answer(const AnswerScale& scale, std::string_view text,
                                  const ImportOptions& options, tables::DecimalMark mark) {
  if (scale.field == F::nps_group) {
    const std::string words = tables::plain_words(text);
    if (words == "promoter" || words == "promoters") return Answer{1, 1};
    if (words == "passive" || words == "passives" || words == "neutral") return Answer{0, 1};
    if (words == "detractor" || words == "detractors") return Answer{-1, 1};
  }
  auto number = scale.whole ? tables::parse_answer(text, mark) : tables::parse_number(text, mark);
  if (!number && scale.field == F::csat && options.csat_scale == 5)
    number = tables::satisfaction_of(text);
  // Some exports number the groups: 1 detractor, 2 passive, 3 promoter.
  if (scale.field == F::nps_group)
    return number && (*number == 1 || *number == 2 || *number == 3)
               ? std::optional(Answer{*number - 2, 1})
               : std::nullopt;
  if (!number || *number < scale.low || *number > highest(scale, options)) return std::nullopt;
  if (scale.field == F::nps) return Answer{nps_side(*number), 1};
  const auto people = [&](double side) {
    return Answer{side, static_cast<std::uint64_t>(*number)};
  };
  if (scale.field == F::promoters) return people(1);
  if (scale.field == F::passives) return people(0);
  if (scale.field == F::detractors) return people(-1);
  return Answer{*number, 1};
}

std::string answer_refusal(const AnswerScale& scale, const ImportOptions& options) {
  if (scale.field == F::csat)
    return concat("Expected ", scale.expected, std::to_string(static_cast<int>(options.csat_scale)),
                  " (csat_scale=NUMBER for another scale).");
  if (scale.field == F::ces)
    return concat("Expected ", scale.expected, std::to_string(options.ces_scale.value_or(0)), ".");
  return concat("Expected ", scale.expected, ".");
}

bool is_known_status(std::string_view words) {
  return std::find(k_other_states.begin(), k_other_states.end(), words) != k_other_states.end();
}

std::optional<bool> is_phone(std::string_view device) {
  const std::string words = tables::plain_words(device);
  if (words == "phone" || words == "mobile" || words == "smartphone" || words == "mobile phone")
    return true;
  if (words == "desktop" || words == "tablet" || words == "laptop" || words == "computer")
    return false;
  return std::nullopt;
}

std::string page_name(std::string_view text) {
  const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  if (scheme == 0) return std::string(text);
  text.remove_prefix(scheme);
  text = text.substr(0, text.find_first_of("?#"));
  while (text.size() > 1 && text.ends_with('/')) text.remove_suffix(1);
  return std::string(text);
}

}  // namespace touchstone::importing
