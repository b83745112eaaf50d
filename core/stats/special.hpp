// Incomplete gamma and beta functions, regularised, both tails, and the inverse of the first.
//
// Each function returns both tails because the small one must not be computed as 1 - the large one:
// callers pick the tail they need and lose no digits. Prefactors use Loader's deviance form (C.
// Loader 2000, "Fast and accurate computation of binomial probabilities"), which stays accurate for
// arguments in the millions, where the textbook exp(lgamma - ...) loses digits.
//
// Relative accuracy about 1e-13 for parameters from 1/2 to about 10,000; incomplete_gamma keeps it
// to 1e9, incomplete_beta falls to about 1e-11 at 50,000.
// Arguments outside the stated ranges give NaN in both tails.
#pragma once

namespace touchstone::stats {

struct Tails {
  double lower;  // probability at or below
  double upper;  // probability above; lower + upper = 1
};

// P(a, x) and Q(a, x): the gamma distribution with shape a > 0 and scale 1 at x >= 0.
[[nodiscard]] Tails incomplete_gamma(double a, double x);

// The x with incomplete_gamma(a, x).lower = p. p in 0..1; 0 gives 0, 1 gives infinity.
[[nodiscard]] double gamma_quantile(double a, double p);

// The x with incomplete_gamma(a, x).upper = q: the same for a small upper tail, without 1 - q.
[[nodiscard]] double gamma_quantile_upper(double a, double q);

// I_x(a, b) and 1 - I_x(a, b): the beta distribution, a > 0, b > 0, at x in 0..1.
[[nodiscard]] Tails incomplete_beta(double a, double b, double x);

// The same where 1 - x is known more exactly than a subtraction would give it. y = 1 - x.
[[nodiscard]] Tails incomplete_beta(double a, double b, double x, double y);

// x^a y^b / B(a, b) with y = 1 - x: x y times the beta density, the slope of I_x in logit(x).
[[nodiscard]] double beta_kernel(double a, double b, double x, double y);

}  // namespace touchstone::stats
