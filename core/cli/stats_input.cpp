#include "cli/stats_input.hpp"

#include <cmath>

namespace touchstone::cli {
namespace {

const InputJson k_nothing = nullptr;

bool is_bounded(double end) {
  return std::isfinite(end) && std::fabs(end) < k_largest_whole;
}

// What was expected of a value that is outside its range.
std::string expectation(const InputJson& found, const Range& range) {
  if (found.is_number() && !(std::fabs(found.get<double>()) <= k_largest_number)) {
    return range.words() + ", at most 1e100 in size";
  }
  return range.words();
}

}  // namespace

std::string plain_number(double value) {
  if (value == std::floor(value) && std::fabs(value) < k_largest_whole) {
    return Json(static_cast<long long>(value)).dump();
  }
  return Json(value).dump();
}

bool Range::holds(double value) const {
  if (!std::isfinite(value)) return false;
  if (is_whole && value != std::floor(value)) return false;
  return is_open ? value > low && value < high : value >= low && value <= high;
}

std::string Range::words() const {
  std::string kind = is_whole ? "a whole number" : "a number";
  if (is_bounded(low) && is_bounded(high)) {
    return is_open ? kind + " between " + plain_number(low) + " and " + plain_number(high) +
                         ", neither included"
                   : kind + " from " + plain_number(low) + " to " + plain_number(high);
  }
  if (is_bounded(low)) {
    return is_open ? kind + " above " + plain_number(low)
                   : kind + " from " + plain_number(low) + " up";
  }
  return kind;
}

std::string in_quotes(std::string_view key) {
  std::string text = "\"";
  text += key;
  return text + "\"";
}

std::string row_of(const std::string& path, std::size_t index) {
  return path + " row " + std::to_string(index + 1);
}

std::string describe(const InputJson& json) {
  constexpr std::size_t k_longest_text = 40;
  switch (json.type()) {
    case InputJson::value_t::null:
      return "nothing";
    case InputJson::value_t::array:
      return json.empty() ? "an empty list" : "a list of " + std::to_string(json.size());
    case InputJson::value_t::object:
      return "an object";
    case InputJson::value_t::string:
      if (json.get_ref<const std::string&>().size() > k_longest_text) return "a long text";
      return "the text " + json.dump(-1, ' ', false, InputJson::error_handler_t::replace);
    default:
      return json.dump();
  }
}

StatsInput::StatsInput(const InputJson& root) : root_(root) {
  if (!root.is_object()) refuse_value("the input", root, "a JSON object");
}

bool StatsInput::has(std::string_view key) const {
  return !value(key).is_null();
}

const InputJson& StatsInput::value(std::string_view key) const {
  if (!root_.is_object()) return k_nothing;
  const auto found = root_.find(std::string(key));
  return found == root_.end() ? k_nothing : *found;
}

double StatsInput::number(std::string_view key, const Range& range,
                          std::optional<double> fallback) {
  const InputJson& json = value(key);
  if (json.is_null() && fallback) return *fallback;
  return element(in_quotes(key), json, range);
}

double StatsInput::confidence() {
  return number("confidence", k_share_open, 0.95);
}

double StatsInput::element(const std::string& path, const InputJson& json, const Range& range) {
  if (json.is_number()) {
    const double number = json.get<double>();
    if (range.holds(number)) return number;
  }
  refuse_value(path, json, expectation(json, range));
  return 0;
}

std::vector<double> StatsInput::list(const std::string& path, const InputJson& json,
                                     const Range& range, Missing missing) {
  if (!json.is_array() || json.empty()) {
    refuse_value(path, json, "a list of at least one value");
    return {};
  }
  std::vector<double> values;
  values.reserve(json.size());
  for (std::size_t i = 0; i < json.size() && !failed(); ++i) {
    if (missing == Missing::allowed && json[i].is_null()) {
      values.push_back(std::numeric_limits<double>::quiet_NaN());
    } else if (json[i].is_number() && range.holds(json[i].get<double>())) {
      values.push_back(json[i].get<double>());
    } else {
      refuse_value(path + " value " + std::to_string(i + 1), json[i], expectation(json[i], range));
    }
  }
  return values;
}

std::vector<double> StatsInput::numbers(std::string_view key, const Range& range) {
  return list(in_quotes(key), value(key), range, Missing::refused);
}

Table StatsInput::table(std::string_view key, const Range& range, Missing missing) {
  const InputJson& json = value(key);
  Table table;
  if (!json.is_array() || json.empty()) {
    refuse_value(in_quotes(key), json, "a list of rows of numbers");
    return table;
  }
  for (std::size_t i = 0; i < json.size() && !failed(); ++i) {
    const std::string path = row_of(in_quotes(key), i);
    const std::vector<double> row = list(path, json[i], range, missing);
    if (i == 0) table.columns = row.size();
    if (!failed() && row.size() != table.columns) {
      refuse_value(path, json[i],
                   "as many values as in the first row, " + std::to_string(table.columns));
    }
    table.values.insert(table.values.end(), row.begin(), row.end());
    ++table.rows;
  }
  return table;
}

void StatsInput::refuse(const std::string& path, const std::string& found,
                        const std::string& expected) {
  if (problem_) return;
  problem_ = path + ": found " + found + ", expected " + expected + ".";
}

void StatsInput::refuse_value(const std::string& path, const InputJson& found,
                              const std::string& expected) {
  refuse(path, describe(found), expected);
}

}  // namespace touchstone::cli
