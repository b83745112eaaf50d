// Formulas that combine several numbers into one and say how much each contributed: the weighted
// power mean, the noisy-or, and RICE.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace touchstone::stats {

struct Combined {
  double value;
  std::vector<double> contributions;  // same order as the input; they sum to value
};

// (sum w_i x_i^p)^(1/p), weights normalised to sum 1. x_i >= 0, w_i >= 0, any finite p; p = 0 is
// the geometric mean. Contributions are Euler's w_i x_i^p / M^(p-1). Empty for no values, different
// lengths, or weights that are all 0.
[[nodiscard]] std::optional<Combined> weighted_power_mean(std::span<const double> x,
                                                          std::span<const double> w, double p);

// 100 (1 - prod(1 - s_i/100)) for severities s_i in 0..100; nothing severe gives 0. Contribution of
// i: value ln(1 - s_i/100) / sum ln(1 - s/100). A severity of 100 leaves nothing for lesser ones:
// the limit, shared equally among those at 100.
[[nodiscard]] Combined noisy_or(std::span<const double> severities);

// reach x impact x confidence / effort. effort > 0.
[[nodiscard]] double rice(double reach, double impact, double confidence, double effort);

}  // namespace touchstone::stats
