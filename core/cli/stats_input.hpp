// Reading the small JSON inputs of `touchstone stats`: typed getters that keep the first problem.
//
// A getter returns a harmless value (0, an empty list) once something was refused, so a method
// reads all it needs, asks failed() once, and only then computes. Missing and null are the same.
// Problems are one sentence: the key, what was found, what was expected.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace touchstone::cli {

// Results keep the order their keys are written in. Input must not be an ordered_json: that copies
// its values, one call a level, whenever an object grows, and deep nesting exhausts the stack.
using Json = nlohmann::ordered_json;
using InputJson = nlohmann::json;

inline constexpr double k_largest_whole = 9007199254740992.0;  // 2^53
// Far beyond any measurement, and its products and squares are still numbers.
inline constexpr double k_largest_number = 1e100;

// Which numbers a key takes.
struct Range {
  double low = -k_largest_number;
  double high = k_largest_number;
  bool is_open = false;  // the ends themselves are not allowed
  bool is_whole = false;

  [[nodiscard]] bool holds(double value) const;
  // "a whole number from 1 to 5", "a number above 0", ...
  [[nodiscard]] std::string words() const;
};

inline constexpr Range k_any_number{};
inline constexpr Range k_positive{.low = 0, .is_open = true};
inline constexpr Range k_not_negative{.low = 0};
inline constexpr Range k_share{.low = 0, .high = 1};
inline constexpr Range k_share_open{.low = 0, .high = 1, .is_open = true};
inline constexpr Range k_count{.low = 0, .high = k_largest_whole, .is_whole = true};
inline constexpr Range k_count_of_some{.low = 1, .high = k_largest_whole, .is_whole = true};

// Rows of equal length, one after the other; a missing value is NaN.
struct Table {
  std::vector<double> values;
  std::size_t rows = 0;
  std::size_t columns = 0;
};

enum class Missing { refused, allowed };

class StatsInput {
public:
  // `root` must outlive this. Anything but an object is refused.
  explicit StatsInput(const InputJson& root);

  [[nodiscard]] bool failed() const { return problem_.has_value(); }

  [[nodiscard]] const std::optional<std::string>& problem() const { return problem_; }

  [[nodiscard]] bool has(std::string_view key) const;
  // The value, or null where it is missing.
  [[nodiscard]] const InputJson& value(std::string_view key) const;

  double number(std::string_view key, const Range& range,
                std::optional<double> fallback = std::nullopt);
  // "confidence" in (0, 1); .95 where it is missing.
  double confidence();
  // At least one number.
  std::vector<double> numbers(std::string_view key, const Range& range);
  // At least one row and one column; all rows of the same length.
  Table table(std::string_view key, const Range& range, Missing missing);
  // The same for a list that is not a key's whole value; `path` names it in problems.
  std::vector<double> list(const std::string& path, const InputJson& json, const Range& range,
                           Missing missing);
  double element(const std::string& path, const InputJson& json, const Range& range);

  // Keeps the first problem; later ones are dropped.
  void refuse(const std::string& path, const std::string& found, const std::string& expected);
  void refuse_value(const std::string& path, const InputJson& found, const std::string& expected);

private:
  const InputJson& root_;
  std::optional<std::string> problem_;
};

// "key" with its quotes, and "key" row 2.
[[nodiscard]] std::string in_quotes(std::string_view key);
[[nodiscard]] std::string row_of(const std::string& path, std::size_t index);

// What stands there, in a few words: 3, "a list of 4", "nothing".
[[nodiscard]] std::string describe(const InputJson& json);

[[nodiscard]] std::string plain_number(double value);

}  // namespace touchstone::cli
