// Distribution functions and quantiles: normal, Student t, chi-square, binomial.
//
// Probabilities are 0..1. Outside its range an argument gives NaN. Relative accuracy is about 1e-13
// in the body and in tails down to 1e-300 (normal, chi-square) or as far as t^2 stays finite
// (Student t); t_cdf falls to 1e-11 for df of 100,000. Functions of a tail exist beside the plain
// ones so that no caller writes 1 - p.
#pragma once

namespace touchstone::stats {

[[nodiscard]] double normal_pdf(double z);

// Probability at or below z.
[[nodiscard]] double normal_cdf(double z);

// The z with normal_cdf(z) = p; 0 and 1 give -infinity and infinity.
[[nodiscard]] double normal_quantile(double p);

// z of an interval that holds the given share in the middle: .95 gives 1.959964. confidence in
// 0..1.
[[nodiscard]] double z_two_sided(double confidence);

// z of a bound on one side: .95 gives 1.644854.
[[nodiscard]] double z_one_sided(double confidence);

// Student t with df > 0, fractional allowed.
[[nodiscard]] double t_cdf(double t, double df);
[[nodiscard]] double t_quantile(double p, double df);

// t of an interval that holds the given share in the middle: (.95, 14) gives 2.144787.
[[nodiscard]] double t_two_sided(double confidence, double df);

// Probability above x >= 0 of chi-square with df > 0.
[[nodiscard]] double chi_square_upper(double x, double df);

// Probability of at most k successes among n trials of probability p. k and n whole, n >= 0.
[[nodiscard]] double binomial_cdf(double k, double n, double p);

}  // namespace touchstone::stats
