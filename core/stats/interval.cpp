#include "stats/interval.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <vector>

#include "stats/distributions.hpp"
#include "stats/special.hpp"

namespace touchstone::stats {

MeanAndSd mean_and_sd(std::span<const double> values) {
  assert(!values.empty());
  const double n = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += value;
  const double mean = sum / n;
  if (values.size() < 2) return {mean, std::nullopt};
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, std::sqrt(squares / (n - 1))};
}

double median(std::span<const double> values) {
  assert(!values.empty());
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const std::size_t half = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[half] : std::midpoint(sorted[half - 1], sorted[half]);
}

AdjustedWald adjusted_wald(double successes, double n, double z) {
  assert(n >= 1 && successes >= 0 && successes <= n);
  const double n_adj = n + z * z;
  const double p_adj = (successes + z * z / 2) / n_adj;
  const double half = z * std::sqrt(p_adj * (1 - p_adj) / n_adj);
  return {p_adj, p_adj - half, p_adj + half};
}

Interval wilson(double successes, double n, double z) {
  assert(n >= 1 && successes >= 0 && successes <= n);
  const double z2 = z * z;
  const double failures = n - successes;
  const double centre = (successes + z2 / 2) / (n + z2);
  const double half = z / (n + z2) * std::sqrt(successes * failures / n + z2 / 4);
  // At the edges the formula's end is exactly 0 or 1; rounding must not step over it.
  return {successes == 0 ? 0.0 : std::max(0.0, centre - half),
          failures == 0 ? 1.0 : std::min(1.0, centre + half)};
}

Difference newcombe_method_10(double successes1, double n1, double successes2, double n2,
                              double z) {
  const double p1 = successes1 / n1;
  const double p2 = successes2 / n2;
  const Interval first = wilson(successes1, n1, z);
  const Interval second = wilson(successes2, n2, z);
  const double diff = p1 - p2;
  return {diff, diff - std::hypot(p1 - first.low, second.high - p2),
          diff + std::hypot(first.high - p1, p2 - second.low)};
}

TwoProportions n_minus_1_two_proportion(double successes1, double n1, double successes2, double n2,
                                        double interval_z) {
  assert(n1 >= 1 && n2 >= 1);
  const double n = n1 + n2;
  const double diff = successes1 / n1 - successes2 / n2;
  const double pooled = (successes1 + successes2) / n;
  const double variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2) * n / (n - 1);
  const double z = variance > 0 ? diff / std::sqrt(variance) : 0;

  const double extra = interval_z * interval_z / 2;
  const double n1_adj = n1 + extra;
  const double n2_adj = n2 + extra;
  const double p1_adj = (successes1 + extra / 2) / n1_adj;
  const double p2_adj = (successes2 + extra / 2) / n2_adj;
  const double centre = p1_adj - p2_adj;
  const double half =
      interval_z * std::sqrt(p1_adj * (1 - p1_adj) / n1_adj + p2_adj * (1 - p2_adj) / n2_adj);
  return {z, 2 * normal_cdf(-std::fabs(z)), diff, centre - half, centre + half};
}

std::optional<Interval> t_interval(double mean, double sd, double n, double confidence) {
  if (!(n >= 2)) return std::nullopt;
  const double half = t_two_sided(confidence, n - 1) * sd / std::sqrt(n);
  return Interval{mean - half, mean + half};
}

std::optional<Interval> log_t_interval(double geometric_mean, double log_sd, double n,
                                       double confidence) {
  const auto half = t_interval(0, log_sd, n, confidence);
  if (!half) return std::nullopt;
  return Interval{geometric_mean * std::exp(half->low), geometric_mean * std::exp(half->high)};
}

double log_sd_from_units(double value, double sd) {
  const double cv = sd / value;
  return std::sqrt(std::log1p(cv * cv));
}

Interval median_log_interval(double median, double log_sd, double n, double z) {
  // The standard error of a normal sample's median is sqrt(pi/2), 1.2533, times the mean's.
  constexpr double k_median_to_mean = 1.2533;
  const double half = z * k_median_to_mean * log_sd / std::sqrt(n);
  return {median * std::exp(-half), median * std::exp(half)};
}

GeometricMean geometric_mean(std::span<const double> times, double confidence) {
  assert(!times.empty());
  std::vector<double> logs;
  logs.reserve(times.size());
  // Relative to the first time, so that equal times give that time to the last bit.
  for (const double time : times) {
    assert(time > 0);
    logs.push_back(std::log(time / times[0]));
  }
  const MeanAndSd on_log = mean_and_sd(logs);
  GeometricMean result{times[0] * std::exp(on_log.mean), on_log.sd, std::nullopt, times.size()};
  if (on_log.sd) {
    result.interval =
        log_t_interval(result.value, *on_log.sd, static_cast<double>(times.size()), confidence);
  }
  return result;
}

std::optional<MedianInterval> median_binomial(std::span<const double> values, double z) {
  if (values.size() < 2) return std::nullopt;
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const double n = static_cast<double>(sorted.size());
  const double half = z * std::sqrt(n) / 2;
  const double low = std::clamp(std::ceil(n / 2 - half), 1.0, n);
  const double high = std::clamp(std::ceil(n / 2 + half), 1.0, n);
  const auto rank_low = static_cast<std::size_t>(low);
  const auto rank_high = static_cast<std::size_t>(high);
  const double coverage = binomial_cdf(high - 1, n, 0.5) - binomial_cdf(low - 1, n, 0.5);
  return MedianInterval{median(sorted),        rank_low, rank_high, sorted[rank_low - 1],
                        sorted[rank_high - 1], coverage};
}

std::optional<Difference> ratio_of_geometric_means(double mean1, double log_sd1, double n1,
                                                   double mean2, double log_sd2, double n2,
                                                   double confidence) {
  if (!(n1 >= 2) || !(n2 >= 2)) return std::nullopt;
  const double v1 = log_sd1 * log_sd1 / n1;
  const double v2 = log_sd2 * log_sd2 / n2;
  const double variance = v1 + v2;
  if (!(variance > 0)) return std::nullopt;
  const double df = variance * variance / (v1 * v1 / (n1 - 1) + v2 * v2 / (n2 - 1));
  const double half = t_two_sided(confidence, df) * std::sqrt(variance);
  const double ratio = mean1 / mean2;
  return Difference{ratio, ratio * std::exp(-half), ratio * std::exp(half)};
}

Interval poisson_exact(double events, double confidence) {
  assert(events >= 0);
  const double tail = (1 - confidence) / 2;
  return {events == 0 ? 0.0 : gamma_quantile(events, tail), gamma_quantile_upper(events + 1, tail)};
}

NpsInterval nps_adjusted_wald(double promoters, double detractors, double n, double z) {
  assert(n >= 1 && promoters >= 0 && detractors >= 0 && promoters + detractors <= n);
  const double n_adj = n + 3;
  const double p = (promoters + 0.75) / n_adj;
  const double d = (detractors + 0.75) / n_adj;
  const double half = z * std::sqrt((p + d - (p - d) * (p - d)) / n_adj);
  // Whole counts are subtracted before dividing: no rounding where the two are equal.
  const double centre = (promoters - detractors) / n_adj;
  return {(promoters - detractors) / n, centre, centre - half, centre + half};
}

double nps_half_width(double n, double z) {
  return z * std::sqrt(0.75 / (n + 3));
}

double sample_size_proportion(double margin, double p, double z) {
  assert(margin > 0);
  return std::max(1.0, std::ceil(z * z * p * (1 - p) / (margin * margin)));
}

double problem_discovery(double p, double n) {
  if (n == 0 || p == 0) return 0;
  if (p == 1) return 1;
  return -std::expm1(n * std::log1p(-p));
}

std::optional<double> people_to_discover(double p, double goal) {
  if (goal <= 0) return 0.0;
  if (p >= 1) return 1.0;
  if (p <= 0 || goal >= 1) return std::nullopt;
  // The 1e-12 keeps a goal that n people meet exactly from asking for one more by rounding.
  return std::ceil(std::log1p(-goal) / std::log1p(-p) - 1e-12);
}

}  // namespace touchstone::stats
