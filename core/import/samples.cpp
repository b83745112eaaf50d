#include "import/samples.hpp"

#include <algorithm>
#include <cmath>

#include "json/text.hpp"
#include "stats/questionnaires.hpp"
#include "text/concat.hpp"

namespace touchstone::importing {
namespace {

constexpr double k_confidence = .95;
constexpr double k_z = 1.96;  // as the engine judges measures without an interval of their own

Measure begin_measure(std::string_view metric, const Sample& sample, std::string_view file_name) {
  Measure measure;
  measure.metric = MetricId(std::string(metric));
  measure.n = static_cast<double>(sample.n());
  measure.date = sample.newest();
  measure.source = source_text(file_name, sample.first(), sample.newest());
  return measure;
}

void take_interval(Measure& measure, const std::optional<stats::Interval>& interval) {
  if (!interval) return;
  measure.low = interval->low;
  measure.high = interval->high;
}

void take_score(Measure& measure, const stats::ScoreOfSample& score) {
  measure.value = score.value;
  measure.sd = score.sd;
  take_interval(measure, score.interval);
}

}  // namespace

void Sample::add(double value, std::uint64_t times, std::optional<Date> date) {
  if (times == 0) return;
  if (times == 1)
    values_.push_back(value);
  else
    many_.push_back({value, times});
  n_ += times;
  if (!date) return;
  if (!first_ || *date < *first_) first_ = date;
  if (!newest_ || *newest_ < *date) newest_ = date;
}

std::vector<double> Sample::values() const {
  std::vector<double> values = values_;
  std::sort(values.begin(), values.end());
  return values;
}

std::uint64_t Sample::count(double value) const {
  auto count = static_cast<std::uint64_t>(std::count(values_.begin(), values_.end(), value));
  for (const Many& many : many_)
    if (many.value == value) count += many.times;
  return count;
}

std::string source_text(std::string_view file_name, std::optional<Date> first,
                        std::optional<Date> newest) {
  if (!first || !newest) return std::string(file_name);
  if (*first == *newest) return concat(file_name, ", ", format_date(*first));
  return concat(file_name, ", ", format_date(*first), " to ", format_date(*newest));
}

Measure mean_measure(std::string_view metric, const Sample& sample, double low, double high,
                     std::string_view file_name) {
  Measure measure = begin_measure(metric, sample, file_name);
  take_score(measure, stats::mean_score(sample.values(), low, high, k_confidence));
  return measure;
}

Measure share_measure(std::string_view metric, const Sample& sample, std::string_view file_name) {
  Measure measure = begin_measure(metric, sample, file_name);
  const std::uint64_t successes = sample.count(1);
  take_score(measure, stats::share_score(successes, sample.n(), k_z));
  measure.successes = static_cast<double>(successes);
  return measure;
}

Measure nps_measure(const Sample& sample, std::string_view file_name) {
  Measure measure = begin_measure("nps", sample, file_name);
  const stats::NpsCounts counts{sample.count(1), sample.count(0), sample.count(-1)};
  take_score(measure, stats::nps_score(counts, k_z));
  measure.promoters = static_cast<double>(counts.promoters);
  measure.detractors = static_cast<double>(counts.detractors);
  return measure;
}

Measure time_ratio_measure(const Sample& seconds, double expert_seconds,
                           std::string_view file_name) {
  Measure measure = begin_measure("time_ratio", seconds, file_name);
  std::vector<double> ratios = seconds.values();
  for (double& ratio : ratios) ratio /= expert_seconds;
  const stats::GeometricMean mean = stats::geometric_mean(ratios, k_confidence);
  measure.value = mean.value;
  measure.log_sd = mean.log_sd;
  take_interval(measure, mean.interval);
  return measure;
}

Measure median_measure(std::string_view metric, const Sample& sample, std::string_view file_name) {
  Measure measure = begin_measure(metric, sample, file_name);
  const std::vector<double> values = sample.values();
  measure.value = stats::median(values);
  std::vector<double> logs;
  for (const double value : values)
    if (value > 0) logs.push_back(std::log(value));
  if (logs.size() == values.size()) measure.log_sd = stats::mean_and_sd(logs).sd;
  constexpr std::size_t k_enough = 6;
  if (values.size() < k_enough) return measure;
  const auto ranks = stats::median_binomial(values, k_z);
  if (ranks) take_interval(measure, stats::Interval{ranks->low, ranks->high});
  return measure;
}

std::string rounded_text(double value, int decimals) {
  const double scale = std::pow(10, decimals);
  return number_text(std::round(value * scale) / scale);
}

std::string time_text(const Sample& seconds) {
  const stats::GeometricMean mean = stats::geometric_mean(seconds.values(), k_confidence);
  std::string text = concat(rounded_text(mean.value, 1), " s (n = ", std::to_string(mean.n));
  if (mean.interval)
    text += concat(", 95% interval ", rounded_text(mean.interval->low, 1), " to ",
                   rounded_text(mean.interval->high, 1));
  return text + ")";
}

}  // namespace touchstone::importing
