#include "stats/special.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "stats/distributions.hpp"
#include "stats/solve.hpp"

namespace touchstone::stats {
namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
constexpr double k_infinity = std::numeric_limits<double>::infinity();
constexpr double k_epsilon = std::numeric_limits<double>::epsilon();
constexpr double k_tiny = 1e-300;
constexpr double k_two_pi = 2 * std::numbers::pi;
// ln of the largest and smallest double: no quantile lies outside.
constexpr double k_log_high = 709.7;
constexpr double k_log_low = -745.1;

// ln n! minus Stirling's (n + 1/2) ln n - n + ln(2 pi)/2. The series is short of 1e-16 from 16 up.
double stirling_error(double n) {
  if (n < 16) {
    return std::lgamma(n + 1) - (n + 0.5) * std::log(n) + n - 0.5 * std::log(k_two_pi);
  }
  const double r = 1 / (n * n);
  const double series =
      1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188))));
  return series / n;
}

// x ln(x/m) + m - x, without cancellation where x is near m. `difference` is x - m.
double deviance(double x, double m, double difference) {
  if (std::fabs(difference) >= 0.1 * (x + m)) return x * std::log(x / m) - difference;
  const double v = difference / (x + m);
  const double v2 = v * v;
  double sum = difference * v;
  double power = 2 * x * v;
  for (int j = 1; j < 100; ++j) {
    power *= v2;
    const double next = sum + power / (2 * j + 1);
    if (next == sum) break;
    sum = next;
  }
  return sum;
}

// x^a e^-x / Gamma(a + 1)
double poisson_kernel(double a, double x) {
  return std::exp(-stirling_error(a) - deviance(a, x, a - x)) / std::sqrt(k_two_pi * a);
}

int most_terms(double size) {
  return static_cast<int>(std::min(1000 + 60 * std::sqrt(size), 2e9));
}

// P by its power series: quick below the mean.
double gamma_series(double a, double x) {
  double term = 1;
  double sum = 1;
  for (int k = 1; k < most_terms(a); ++k) {
    term *= x / (a + k);
    sum += term;
    if (term < sum * k_epsilon * 0.1) break;
  }
  return poisson_kernel(a, x) * sum;
}

// Q by its continued fraction (modified Lentz): quick above the mean.
double gamma_fraction(double a, double x) {
  double b = x + 1 - a;
  double c = 1 / k_tiny;
  double d = 1 / b;
  double h = d;
  for (int i = 1; i < most_terms(a); ++i) {
    const double numerator = -i * (i - a);
    b += 2;
    d = numerator * d + b;
    if (std::fabs(d) < k_tiny) d = k_tiny;
    c = b + numerator / c;
    if (std::fabs(c) < k_tiny) c = k_tiny;
    d = 1 / d;
    const double factor = d * c;
    h *= factor;
    if (std::fabs(factor - 1) < k_epsilon) break;
  }
  return poisson_kernel(a, x) * a * h;
}

// The continued fraction of I_x(a, b) after its prefactor (modified Lentz), for x below the mean.
double beta_fraction(double a, double b, double x) {
  double c = 1;
  double d = 1 - (a + b) * x / (a + 1);
  if (std::fabs(d) < k_tiny) d = k_tiny;
  d = 1 / d;
  double h = d;
  const auto advance = [&](double numerator) {
    d = 1 + numerator * d;
    if (std::fabs(d) < k_tiny) d = k_tiny;
    c = 1 + numerator / c;
    if (std::fabs(c) < k_tiny) c = k_tiny;
    d = 1 / d;
    h *= d * c;
    return d * c;
  };
  for (int m = 1; m < most_terms(std::max(a, b)); ++m) {
    const double two_m = 2.0 * m;
    advance(m * (b - m) * x / ((a + two_m - 1) * (a + two_m)));
    const double factor = advance(-(a + m) * (a + b + m) * x / ((a + two_m) * (a + two_m + 1)));
    if (std::fabs(factor - 1) < k_epsilon) break;
  }
  return h;
}

// Starting value by Wilson and Hilferty (1931); near 0 by the first term of the series.
double gamma_start(double a, double p, double q) {
  const double z = p < q ? normal_quantile(p) : -normal_quantile(q);
  const double root = 1 - 1 / (9 * a) + z / (3 * std::sqrt(a));
  if (root > 0.3) return std::log(a * root * root * root);
  return (std::log(p) + std::lgamma(a + 1)) / a;
}

// Works on ln x and the logarithm of the smaller tail, where the curve is nearly straight.
double gamma_solve(double a, double p, double q) {
  const bool from_below = p < q;
  const double log_target = std::log(from_below ? p : q);
  const double u = solve_increasing(
      [&](double log_x) -> CurvePoint {
        const double x = std::exp(log_x);
        const Tails tails = incomplete_gamma(a, x);
        const double tail = from_below ? tails.lower : tails.upper;
        if (tail <= 0) return {from_below ? -k_infinity : k_infinity, 1.0};
        const double slope = poisson_kernel(a, x) * a / tail;
        const double difference = std::log(tail) - log_target;
        return {from_below ? difference : -difference, slope};
      },
      gamma_start(a, p, q), k_log_low, k_log_high);
  return std::exp(u);
}

}  // namespace

Tails incomplete_gamma(double a, double x) {
  if (!(a > 0) || !(x >= 0)) return {k_nan, k_nan};
  if (x == 0) return {0, 1};
  if (x == k_infinity) return {1, 0};
  if (x < a + 1) {
    const double lower = std::min(gamma_series(a, x), 1.0);
    return {lower, 1 - lower};
  }
  const double upper = std::min(gamma_fraction(a, x), 1.0);
  return {1 - upper, upper};
}

double gamma_quantile(double a, double p) {
  if (!(a > 0) || !(p >= 0 && p <= 1)) return k_nan;
  if (p == 0) return 0;
  if (p == 1) return k_infinity;
  return gamma_solve(a, p, 1 - p);
}

double gamma_quantile_upper(double a, double q) {
  if (!(a > 0) || !(q >= 0 && q <= 1)) return k_nan;
  if (q == 1) return 0;
  if (q == 0) return k_infinity;
  return gamma_solve(a, 1 - q, q);
}

double beta_kernel(double a, double b, double x, double y) {
  const double n = a + b;
  // a - n x and b - n y are each other's negative; taken from the smaller of x and y, whose
  // rounding is not multiplied by a large parameter.
  const double difference = y < x ? n * y - b : a - n * x;
  const double exponent = stirling_error(n) - stirling_error(a) - stirling_error(b) -
                          deviance(a, n * x, difference) - deviance(b, n * y, -difference);
  return std::exp(exponent) * std::sqrt(a / n * b / k_two_pi);
}

Tails incomplete_beta(double a, double b, double x) {
  return incomplete_beta(a, b, x, 1 - x);
}

Tails incomplete_beta(double a, double b, double x, double y) {
  if (!(a > 0) || !(b > 0) || !(x >= 0 && x <= 1) || !(y >= 0 && y <= 1)) return {k_nan, k_nan};
  if (x == 0) return {0, 1};
  if (y == 0) return {1, 0};
  const double kernel = beta_kernel(a, b, x, y);
  if (x < (a + 1) / (a + b + 2)) {
    const double lower = std::min(kernel * beta_fraction(a, b, x) / a, 1.0);
    return {lower, 1 - lower};
  }
  const double upper = std::min(kernel * beta_fraction(b, a, y) / b, 1.0);
  return {1 - upper, upper};
}

}  // namespace touchstone::stats
