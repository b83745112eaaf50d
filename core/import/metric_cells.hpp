// Measures as lists of touchpoints state them: a metric's name and its value, target and so on in
// cells side by side, or a column for each metric.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "import/content.hpp"

namespace touchstone::importing {

// Why a text is no date: "Expected a date such as 2026-03-01.", or that its order is not known.
std::string_view day_refusal(std::string_view text);

// The measure that an effort answer on the scale the options tell stands for, and whether answers
// have to be turned round for it: 7 points "easy" is ces7, 5 points "hard" ces5, 10 points "hard"
// effort10. Nothing without both options.
struct CesMetric {
  std::string_view metric;
  double scale;
  bool turned;  // the answer that counts is scale + 1 - answer

  double value(double answer) const { return turned ? scale + 1 - answer : answer; }
};

std::optional<CesMetric> ces_metric(const ImportOptions& options);

inline constexpr std::string_view k_ces_refusal =
    "An effort score says nothing without its scale and direction, which differ between surveys; "
    "say both: ces_scale=5, 7 or 10 and ces_high=easy or hard.";

class MetricCells {
public:
  // Both outlive this.
  MetricCells(const ConvertInput& input, ImportContent& content);

  // Adds the measures of a row to the touchpoint.
  void read(std::size_t row, Touchpoint& touchpoint);

private:
  // Columns that tell about one measure, the k-th of each field.
  struct Group {
    std::optional<std::size_t> metric, value, n, baseline, target;
    std::string named;  // the metric of a column of values
  };

  void read_group(const Group& group, std::size_t row, Touchpoint& touchpoint);
  const Metric* metric_of_group(const Group& group, std::size_t row, bool& turn);
  std::optional<double> value(const Metric& metric, std::optional<std::size_t> column,
                              std::size_t row, bool turned);
  std::optional<Date> date_of(std::size_t row);
  std::string_view cell(std::optional<std::size_t> column, std::size_t row) const;
  void refuse(std::size_t column, std::size_t row, std::string_view reason);

  const ConvertInput& input_;
  ImportContent& content_;
  std::vector<Group> groups_;
  std::optional<std::size_t> date_;
  std::unordered_set<std::string> seen_;  // measures by touchpoint and content
};

}  // namespace touchstone::importing
