#include "stats/distributions.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "stats/solve.hpp"
#include "stats/special.hpp"

namespace touchstone::stats {
namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
constexpr double k_infinity = std::numeric_limits<double>::infinity();
constexpr double k_log_high = 354.0;  // t^2 must stay finite
constexpr double k_log_low = -354.0;

template <std::size_t N>
double polynomial(const std::array<double, N>& descending, double x) {
  double sum = 0;
  for (const double coefficient : descending) sum = sum * x + coefficient;
  return sum;
}

// Rational approximation of the lower half of the normal quantile, |relative error| < 1.15e-9
// (P. J. Acklam 2003). p in (0, .5].
double normal_quantile_start(double p) {
  constexpr std::array k_centre_top = {-3.969683028665376e+01, 2.209460984245205e+02,
                                       -2.759285104469687e+02, 1.383577518672690e+02,
                                       -3.066479806614716e+01, 2.506628277459239e+00};
  constexpr std::array k_centre_bottom = {-5.447609879822406e+01, 1.615858368580409e+02,
                                          -1.556989798598866e+02, 6.680131188771972e+01,
                                          -1.328068155288572e+01, 1.0};
  constexpr std::array k_tail_top = {-7.784894002430293e-03, -3.223964580411365e-01,
                                     -2.400758277161838e+00, -2.549732539343734e+00,
                                     4.374664141464968e+00,  2.938163982698783e+00};
  constexpr std::array k_tail_bottom = {7.784695709041462e-03, 3.224671290700398e-01,
                                        2.445134137142996e+00, 3.754408661907416e+00, 1.0};
  constexpr double k_tail = 0.02425;
  if (p < k_tail) {
    const double q = std::sqrt(-2 * std::log(p));
    return polynomial(k_tail_top, q) / polynomial(k_tail_bottom, q);
  }
  const double q = p - 0.5;
  const double r = q * q;
  return q * polynomial(k_centre_top, r) / polynomial(k_centre_bottom, r);
}

// t x the density at t > 0, and both tails of |T|.
struct TAt {
  double kernel;
  double upper;    // P(T > t)
  double central;  // P(-t < T < t)
};

TAt student_at(double t, double df) {
  const double ratio = t / df * t;
  const double y = ratio / (1 + ratio);
  const double x = 1 / (1 + ratio);
  const Tails tails = incomplete_beta(df / 2, 0.5, x, y);
  return {beta_kernel(df / 2, 0.5, x, y), tails.lower / 2, tails.upper};
}

// Fisher and Cornish's expansion of t in powers of 1/df about the normal quantile z.
double t_expansion(double z, double df) {
  const double z2 = z * z;
  const std::array<double, 5> terms = {
      (z2 + 1) / 4, ((5 * z2 + 16) * z2 + 3) / 96, (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384,
      ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160,
      (((((27 * z2 + 339) * z2 + 930) * z2 - 1782) * z2 - 765) * z2 + 17955) / 368640};
  double sum = 0;
  for (std::size_t i = terms.size(); i > 0; --i) sum = (sum + terms[i - 1]) / df;
  return z * (1 + sum);
}

// t > 0 with P(T > t) = tail, tail in (0, .5).
double t_from_tail(double tail, double df) {
  if (df == 1) {
    return tail < 0.25 ? 1 / std::tan(std::numbers::pi * tail)
                       : std::tan(std::numbers::pi * (0.5 - tail));
  }
  if (df == 2) return (1 - 2 * tail) / std::sqrt(2 * tail * (1 - tail));
  const double z = -normal_quantile(tail);
  // From here on the sixth term of the expansion is below rounding.
  if (df >= 1000 && z <= 4) return t_expansion(z, df);
  const double guess = t_expansion(z, df);
  const double start = std::log(df > 2 * z * z && guess > 0 ? guess : z * (1 + z * z / (4 * df)));
  const bool by_tail = tail < 0.25;
  const double log_target = std::log(by_tail ? tail : 1 - 2 * tail);
  const double u = solve_increasing(
      [&](double log_t) -> CurvePoint {
        const TAt at = student_at(std::exp(log_t), df);
        if (by_tail) return {log_target - std::log(at.upper), at.kernel / at.upper};
        return {std::log(at.central) - log_target, 2 * at.kernel / at.central};
      },
      start, k_log_low, k_log_high);
  return std::exp(u);
}

}  // namespace

double normal_pdf(double z) {
  return std::exp(-0.5 * z * z) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
}

double normal_cdf(double z) {
  return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

double normal_quantile(double p) {
  if (!(p >= 0 && p <= 1)) return k_nan;
  if (p == 0) return -k_infinity;
  if (p == 1) return k_infinity;
  if (p > 0.5) return -normal_quantile(1 - p);
  const double z = normal_quantile_start(p);
  const double density = normal_pdf(z);
  // Below the normal doubles there are no digits left to gain.
  if (density < 1e-305) return z;
  // One step of Halley's method: the relative error of the start is cubed.
  // Near the middle the difference from one half keeps the digits.
  const double excess =
      p > 0.3 ? 0.5 * std::erf(z / std::numbers::sqrt2) - (p - 0.5) : normal_cdf(z) - p;
  const double newton = excess / density;
  return z - newton / (1 + 0.5 * z * newton);
}

double z_two_sided(double confidence) {
  return -normal_quantile((1 - confidence) / 2);
}

double z_one_sided(double confidence) {
  return -normal_quantile(1 - confidence);
}

double t_cdf(double t, double df) {
  if (!(df > 0) || std::isnan(t)) return k_nan;
  if (t == 0) return 0.5;
  if (std::isinf(t)) return t > 0 ? 1 : 0;
  const double upper = student_at(std::fabs(t), df).upper;
  return t > 0 ? 1 - upper : upper;
}

double t_quantile(double p, double df) {
  if (!(df > 0) || !(p >= 0 && p <= 1)) return k_nan;
  if (p == 0) return -k_infinity;
  if (p == 1) return k_infinity;
  if (p == 0.5) return 0;
  return p < 0.5 ? -t_from_tail(p, df) : t_from_tail(1 - p, df);
}

double t_two_sided(double confidence, double df) {
  return -t_quantile((1 - confidence) / 2, df);
}

double chi_square_upper(double x, double df) {
  return incomplete_gamma(df / 2, x / 2).upper;
}

double binomial_cdf(double k, double n, double p) {
  if (!(n >= 0) || !(p >= 0 && p <= 1) || std::isnan(k)) return k_nan;
  if (k < 0) return 0;
  if (k >= n) return 1;
  return incomplete_beta(n - k, k + 1, 1 - p, p).lower;
}

}  // namespace touchstone::stats
