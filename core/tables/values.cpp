#include "tables/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>
#include <unordered_set>

#include "intake/limits.hpp"
#include "text/number.hpp"

namespace touchstone::tables {
namespace {

constexpr std::string_view k_no_break_space = "\xC2\xA0";
constexpr std::string_view k_narrow_space = "\xE2\x80\xAF";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

struct Label {
  std::string_view words;
  double value;
};

constexpr std::array<Label, 8> k_agreement = {{{"strongly disagree", 1},
                                               {"disagree", 2},
                                               {"neutral", 3},
                                               {"neither agree nor disagree", 3},
                                               {"undecided", 3},
                                               {"agree", 4},
                                               {"strongly agree", 5},
                                               {"neither disagree nor agree", 3}}};

constexpr std::array<Label, 9> k_satisfaction = {{{"very dissatisfied", 1},
                                                  {"very unsatisfied", 1},
                                                  {"dissatisfied", 2},
                                                  {"unsatisfied", 2},
                                                  {"neutral", 3},
                                                  {"neither satisfied nor dissatisfied", 3},
                                                  {"neither satisfied nor unsatisfied", 3},
                                                  {"satisfied", 4},
                                                  {"very satisfied", 5}}};

std::optional<double> labelled(std::span<const Label> labels, std::string_view text) {
  const std::string words = plain_words(text);
  for (const Label& label : labels)
    if (label.words == words) return label.value;
  return std::nullopt;
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view text) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// The text in lower case with signs kept, for short words such as "n/a" and "-".
std::string lowered(std::string_view text) {
  std::string out(trimmed(text));
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

// Takes the blanks and apostrophes out that stand between a digit and exactly three digits.
std::string without_group_blanks(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t skip = 0;
    if (text[i] == ' ' || text[i] == '\'') skip = 1;
    if (text.substr(i).starts_with(k_no_break_space)) skip = k_no_break_space.size();
    if (text.substr(i).starts_with(k_narrow_space)) skip = k_narrow_space.size();
    const std::string_view next = text.substr(std::min(text.size(), i + skip));
    const bool three = next.size() >= 3 && is_digit(next[0]) && is_digit(next[1]) &&
                       is_digit(next[2]) && (next.size() == 3 || !is_digit(next[3]));
    if (skip > 0 && !out.empty() && is_digit(out.back()) && three) {
      i += skip;
    } else {
      out += text[i++];
    }
  }
  return out;
}

// "1,234" or "1,234,567": one to three digits, then groups of three; no leading zero.
bool is_grouped(std::string_view text, char mark) {
  std::size_t run = 0;
  std::size_t groups = 0;
  for (const char c : text) {
    if (c == mark) {
      if (groups == 0 ? run == 0 || run > 3 : run != 3) return false;
      ++groups;
      run = 0;
    } else if (is_digit(c)) {
      ++run;
    } else {
      return false;
    }
  }
  return groups > 0 && run == 3 && text[0] != '0';
}

std::string without(std::string_view text, char mark) {
  std::string out(text);
  std::erase(out, mark);
  return out;
}

// Unsigned digits with marks as digits with at most one decimal point.
std::optional<std::string> plain_decimal(std::string_view text, DecimalMark mark) {
  const std::size_t comma = text.rfind(',');
  const std::size_t point = text.rfind('.');
  const bool has_comma = comma != std::string_view::npos;
  const bool has_point = point != std::string_view::npos;
  if (!has_comma && !has_point) return std::string(text);
  if (has_comma && has_point) {
    const char decimal = comma > point ? ',' : '.';
    const char group = decimal == ',' ? '.' : ',';
    const std::size_t at = std::max(comma, point);
    const std::string_view whole = text.substr(0, at);
    if (!is_grouped(whole, group)) return std::nullopt;
    return without(whole, group) + "." + std::string(text.substr(at + 1));
  }
  const char found = has_comma ? ',' : '.';
  const char decimal = mark == DecimalMark::comma ? ',' : '.';
  if (found != decimal && is_grouped(text, found)) return without(text, found);
  if (std::count(text.begin(), text.end(), found) > 1) {
    if (is_grouped(text, found)) return without(text, found);
    return std::nullopt;
  }
  std::string out(text);
  out[has_comma ? comma : point] = '.';
  return out;
}

std::optional<int> whole(std::string_view text) {
  int value = 0;
  const auto done = std::from_chars(text.data(), text.data() + text.size(), value);
  if (done.ec != std::errc() || done.ptr != text.data() + text.size() || text.empty() ||
      !is_digit(text[0]))
    return std::nullopt;
  return value;
}

// The three numbers of a date and the mark between them; nothing if it is none.
struct DateParts {
  std::array<int, 3> numbers;
  std::array<std::size_t, 3> digits;
  char mark;
};

std::optional<DateParts> date_parts(std::string_view text) {
  text = trimmed(text);
  DateParts parts{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at]) && at - begin < 5) ++at;
    const std::optional<int> number = whole(text.substr(begin, at - begin));
    if (!number) return std::nullopt;
    parts.numbers[i] = *number;
    parts.digits[i] = at - begin;
    if (i == 2) break;
    if (at >= text.size()) return std::nullopt;
    if (i == 0) parts.mark = text[at];
    if (text[at] != parts.mark) return std::nullopt;
    ++at;
  }
  if (parts.mark != '-' && parts.mark != '/' && parts.mark != '.') return std::nullopt;
  if (at < text.size() && text[at] != 'T' && text[at] != ' ' && text[at] != ',')
    return std::nullopt;
  // What follows is a time of day and perhaps a zone: digits, marks and few letters.
  const std::string_view rest = text.substr(at);
  if (rest.size() > 40 ||
      (rest.size() > 1 && rest.find_first_of("0123456789") == std::string_view::npos))
    return std::nullopt;
  return parts;
}

std::optional<Date> day_of(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
    return std::nullopt;
  std::string iso = std::to_string(year);
  iso.insert(0, 4 - iso.size(), '0');
  for (const int part : {month, day}) {
    iso += part < 10 ? "-0" : "-";
    iso += std::to_string(part);
  }
  return parse_date(iso);
}

constexpr std::array<std::string_view, 9> k_yes = {"yes", "y",   "true", "x",   "1",
                                                   "ja",  "mot", "t",    "wahr"};
constexpr std::array<std::string_view, 8> k_no = {"no",   "n", "false", "0",
                                                  "nein", "-", "f",     "falsch"};
constexpr std::array<std::string_view, 7> k_marks_for_yes = {
    "*",           "\xE2\x98\x85", "\xE2\xAD\x90", "\xE2\x9C\x93", "\xE2\x9C\x94", "\xE2\x97\x8F",
    "\xE2\x98\x91"};
constexpr std::array<std::string_view, 3> k_marks_for_no = {"\xE2\x98\x86", "\xE2\x9C\x97",
                                                            "\xE2\x98\x90"};
constexpr std::array<std::string_view, 9> k_passed = {
    "pass",     "passed",         "success",          "successful", "completed",
    "complete", "direct success", "indirect success", "done"};
constexpr std::array<std::string_view, 10> k_failed = {
    "fail",    "failed",  "failure", "incomplete",         "not completed",
    "give up", "gave up", "bounce",  "mission unfinished", "abandoned"};
constexpr std::array<std::string_view, 5> k_maze = {"direct success", "indirect success",
                                                    "mission unfinished", "give up", "bounce"};
constexpr std::array<std::string_view, 8> k_nobody = {
    "none", "nobody", "no one", "noone", "no owner", "unowned", "niemand", "not owned"};
constexpr std::array<std::string_view, 12> k_unknown = {"?",   "??",      "tbd",       "tbc",
                                                        "n/a", "na",      "unknown",   "-",
                                                        "--",  "unclear", "not known", "unbekannt"};

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty()) {
    if (is_blank(text.front()))
      text.remove_prefix(1);
    else if (text.starts_with(k_no_break_space))
      text.remove_prefix(k_no_break_space.size());
    else
      break;
  }
  while (!text.empty()) {
    if (is_blank(text.back()))
      text.remove_suffix(1);
    else if (text.ends_with(k_no_break_space))
      text.remove_suffix(k_no_break_space.size());
    else
      break;
  }
  return text;
}

std::string plain_words(std::string_view text) {
  std::string out;
  for (const char c : trimmed(text)) {
    const char small = lower(c);
    const bool kept = is_digit(c) || (small >= 'a' && small <= 'z') || (c & 0x80) != 0;
    if (kept)
      out += small;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::optional<double> parse_number(std::string_view text, DecimalMark mark) {
  text = trimmed(text);
  double factor = 1;
  if (text.ends_with('%')) {
    factor = 100;
    text = trimmed(text.substr(0, text.size() - 1));
  }
  double sign = 1;
  if (text.starts_with('-') || text.starts_with('+')) {
    if (text[0] == '-') sign = -1;
    text.remove_prefix(1);
  } else if (text.starts_with("\xE2\x88\x92")) {
    sign = -1;
    text.remove_prefix(3);
  }
  if (text.empty() || text.size() > 40 || !(is_digit(text[0]) || text[0] == '.' || text[0] == ','))
    return std::nullopt;
  const std::optional<std::string> plain = plain_decimal(without_group_blanks(text), mark);
  if (!plain) return std::nullopt;
  if (plain->find_first_not_of("0123456789.") != std::string::npos ||
      plain->find_first_of("0123456789") == std::string::npos)
    return std::nullopt;
  const std::optional<double> value = number_in(*plain);
  if (!value) return std::nullopt;
  return sign * *value / factor;
}

std::optional<double> parse_answer(std::string_view text, DecimalMark mark) {
  text = trimmed(text);
  if (const auto number = parse_number(text, mark)) {
    if (text.ends_with('%') || *number != std::trunc(*number)) return std::nullopt;
    return number;
  }
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  if (digits == 0 || digits > 3) return std::nullopt;
  const std::string_view label = trimmed(text.substr(digits));
  constexpr std::array<std::string_view, 6> k_links = {"-",           "=", ":", "(", "\xE2\x80\x93",
                                                       "\xE2\x80\x94"};
  const auto link = std::find_if(k_links.begin(), k_links.end(),
                                 [&](std::string_view it) { return label.starts_with(it); });
  if (link == k_links.end()) return std::nullopt;
  // "4-5" is a range, not an answer.
  const std::string_view words = trimmed(label.substr(link->size()));
  if (words.empty() || is_digit(words[0])) return std::nullopt;
  return static_cast<double>(*whole(text.substr(0, digits)));
}

std::optional<double> agreement_of(std::string_view label) {
  return labelled(k_agreement, label);
}

std::optional<double> satisfaction_of(std::string_view label) {
  return labelled(k_satisfaction, label);
}

std::optional<bool> parse_yes_no(std::string_view text) {
  const std::string word = lowered(text);
  if (is_one_of(k_yes, word) || is_one_of(k_marks_for_yes, word)) return true;
  if (is_one_of(k_no, word) || is_one_of(k_marks_for_no, word)) return false;
  return std::nullopt;
}

std::optional<bool> parse_outcome(std::string_view text) {
  const std::string words = plain_words(text);
  if (is_one_of(k_passed, words)) return true;
  if (is_one_of(k_failed, words)) return false;
  return parse_yes_no(text);
}

bool is_maze_outcome(std::string_view text) {
  return is_one_of(k_maze, plain_words(text));
}

std::optional<Date> parse_day(std::string_view text, DateOrder order) {
  const std::optional<DateParts> parts = date_parts(text);
  if (!parts) return std::nullopt;
  const auto& [a, b, c] = parts->numbers;
  if (parts->digits[0] == 4) return parts->mark == '.' ? std::nullopt : day_of(a, b, c);
  if (parts->digits[2] != 4) return std::nullopt;
  if (parts->mark == '.') return day_of(c, b, a);
  if (order == DateOrder::month_first) return day_of(c, a, b);
  if (order == DateOrder::day_first) return day_of(c, b, a);
  if (a == b || b > 12) return day_of(c, a, b);
  if (a > 12) return day_of(c, b, a);
  return std::nullopt;
}

bool is_ambiguous_day(std::string_view text) {
  return !parse_day(text, DateOrder::unknown) && parse_day(text, DateOrder::month_first) &&
         parse_day(text, DateOrder::day_first);
}

std::optional<double> parse_seconds(std::string_view text, DecimalMark mark, double unit_seconds) {
  text = trimmed(text);
  if (text.find(':') != std::string_view::npos) {
    double seconds = 0;
    std::size_t parts = 0;
    while (true) {
      const std::size_t colon = text.find(':');
      const auto part = parse_number(text.substr(0, colon), mark);
      ++parts;
      if (!part || *part < 0 || parts > 3 || (parts > 1 && *part >= 60)) return std::nullopt;
      seconds = seconds * 60 + *part;
      if (colon == std::string_view::npos) return seconds;
      text.remove_prefix(colon + 1);
    }
  }
  if (const auto number = parse_number(text, mark))
    return text.ends_with('%') ? std::nullopt : std::optional<double>(*number * unit_seconds);

  // In milliseconds, whole numbers all, so that "350 ms" is the double nearest .35.
  struct TimeUnit {
    std::string_view word;
    double milliseconds;
  };

  constexpr std::array<TimeUnit, 12> k_units = {{{"ms", 1},
                                                 {"s", 1000},
                                                 {"sec", 1000},
                                                 {"secs", 1000},
                                                 {"seconds", 1000},
                                                 {"second", 1000},
                                                 {"m", 60'000},
                                                 {"min", 60'000},
                                                 {"mins", 60'000},
                                                 {"minutes", 60'000},
                                                 {"minute", 60'000},
                                                 {"h", 3'600'000}}};
  double milliseconds = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.size(), text.find_first_not_of("0123456789.,"));
    const auto number = parse_number(text.substr(0, end), mark);
    text = trimmed(text.substr(end));
    std::size_t word = 0;
    while (word < text.size() && lower(text[word]) >= 'a' && lower(text[word]) <= 'z') ++word;
    const std::string name = lowered(text.substr(0, word));
    const auto unit = std::find_if(k_units.begin(), k_units.end(),
                                   [&](const TimeUnit& it) { return it.word == name; });
    if (!number || unit == k_units.end()) return std::nullopt;
    milliseconds += *number * unit->milliseconds;
    text = trimmed(text.substr(word));
  }
  return milliseconds / 1000;
}

std::vector<std::string> split_names(std::string_view text) {
  std::vector<std::string> names;
  std::unordered_set<std::string_view> seen;
  const auto add = [&](std::string_view name) {
    name = trimmed(name);
    if (!name.empty() && seen.insert(name).second) names.emplace_back(name);
  };
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool slash = c == '/' && i > begin && text[i - 1] == ' ' && text.substr(i + 1, 1) == " ";
    if (c != ';' && c != ',' && c != '|' && c != '\n' && c != '\r' && !slash) continue;
    if (names.size() == k_most_names) return names;
    add(text.substr(begin, i - begin));
    begin = i + 1;
  }
  add(text.substr(begin));
  return names;
}

bool says_nobody(std::string_view text) {
  return is_one_of(k_nobody, lowered(text));
}

bool says_unknown(std::string_view text) {
  return is_one_of(k_unknown, lowered(text));
}

}  // namespace touchstone::tables
