#include "stats/combine.hpp"

#include <algorithm>
#include <cmath>

namespace touchstone::stats {

std::optional<Combined> weighted_power_mean(std::span<const double> x, std::span<const double> w,
                                            double p) {
  if (x.empty() || x.size() != w.size()) return std::nullopt;
  double weight_sum = 0;
  double largest = 0;
  double smallest = x[0];
  for (std::size_t i = 0; i < x.size(); ++i) {
    weight_sum += w[i];
    if (w[i] == 0) continue;
    largest = std::max(largest, x[i]);
    smallest = std::min(smallest, x[i]);
  }
  if (!(weight_sum > 0)) return std::nullopt;

  Combined result{0, std::vector<double>(x.size(), 0.0)};
  // For p <= 0 a single 0 pulls the mean to 0.
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (p <= 0 && w[i] > 0 && x[i] == 0) return result;
  }
  if (largest == 0) return result;

  // Scaled by the value that dominates, so that no power overflows.
  const double scale = p < 0 ? smallest : largest;
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double share = w[i] / weight_sum;
    const double scaled = x[i] / scale;
    if (share == 0) continue;
    result.contributions[i] = share * (p == 0 ? 1 : std::pow(scaled, p));
    sum += p == 0 ? share * std::log(scaled) : result.contributions[i];
  }
  result.value = scale * (p == 0 ? std::exp(sum) : std::pow(sum, 1 / p));
  // Euler's contribution is the share of the sum of powers: w x^p / M^(p-1) = M w x^p / M^p.
  const double total = p == 0 ? 1 : sum;
  for (double& contribution : result.contributions) contribution *= result.value / total;
  return result;
}

Combined noisy_or(std::span<const double> severities) {
  Combined result{0, std::vector<double>(severities.size(), 0.0)};
  double log_sum = 0;
  const auto certain = std::count_if(severities.begin(), severities.end(),
                                     [](double severity) { return severity >= 100; });
  for (std::size_t i = 0; i < severities.size(); ++i) {
    if (certain > 0) {
      if (severities[i] >= 100) result.contributions[i] = 100 / static_cast<double>(certain);
      continue;
    }
    result.contributions[i] = std::log1p(-severities[i] / 100);
    log_sum += result.contributions[i];
  }
  if (certain > 0) {
    result.value = 100;
    return result;
  }
  if (log_sum == 0) return Combined{0, std::vector<double>(severities.size(), 0.0)};
  result.value = -100 * std::expm1(log_sum);
  for (double& contribution : result.contributions) contribution *= result.value / log_sum;
  return result;
}

double rice(double reach, double impact, double confidence, double effort) {
  return reach * impact * confidence / effort;
}

}  // namespace touchstone::stats
