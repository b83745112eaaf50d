#include "stats/random.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace touchstone::stats {
namespace {

// exp, ln and the square root for the compiler, which has none of its own at compile time. The
// arguments are those of the table: exp of -14..14, ln of (0, 1], roots of 0..14.
constexpr double exp_at_compile_time(double x) {
  const double small = x / 1024;
  double term = 1;
  double sum = 0;  // e^small - 1, so that squaring ten times does not lose digits
  for (int k = 1; k < 12; ++k) {
    term *= small / k;
    sum += term;
  }
  for (int i = 0; i < 10; ++i) sum *= 2 + sum;
  return 1 + sum;
}

constexpr double sqrt_at_compile_time(double x) {
  if (x <= 0) return 0;
  double root = x < 1 ? 1 : x;
  for (int i = 0; i < 40; ++i) root = 0.5 * (root + x / root);
  return root;
}

constexpr double log_at_compile_time(double y, double start) {
  double x = start;
  for (int i = 0; i < 30; ++i) {
    const double step = y / exp_at_compile_time(x) - 1;
    x += step;
    if (step < 1e-16 && step > -1e-16) break;
  }
  return x;
}

// Edge of the bottom layer and common area of 256 layers (solved anew from their definition).
constexpr double k_edge = 3.654152885361008771;
constexpr double k_area = 0.004928673233974655347;

constexpr detail::Ziggurat make_ziggurat() {
  detail::Ziggurat table{};
  double density = exp_at_compile_time(-0.5 * k_edge * k_edge);
  table.edges[0] = k_area / density;
  table.edges[1] = k_edge;
  double log_density = -0.5 * k_edge * k_edge;
  for (std::size_t i = 2; i < detail::k_layers; ++i) {
    density += k_area / table.edges[i - 1];
    log_density = log_at_compile_time(density, log_density);
    table.edges[i] = sqrt_at_compile_time(-2 * log_density);
  }
  table.edges[detail::k_layers] = 0;
  for (std::size_t i = 0; i < detail::k_layers; ++i) {
    table.ratios[i] = table.edges[i + 1] / table.edges[i];
  }
  return table;
}

std::uint64_t splitmix(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15U;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

}  // namespace

constexpr detail::Ziggurat detail::k_ziggurat = make_ziggurat();

bool detail::finish_normal(Random& random, std::size_t layer, double signed_uniform,
                           double& result) {
  if (layer == 0) {
    // Marsaglia's (1964) exact method for the tail beyond the last edge.
    double beyond = 0;
    double y = 0;
    do {
      beyond = -std::log(random.uniform_open()) / k_edge;
      y = -std::log(random.uniform_open());
    } while (2 * y < beyond * beyond);
    result = signed_uniform < 0 ? -(k_edge + beyond) : k_edge + beyond;
    return true;
  }
  result = signed_uniform * k_ziggurat.edges[layer];
  const double lower = k_ziggurat.edges[layer];
  const double upper = k_ziggurat.edges[layer + 1];
  const double below = std::exp(-0.5 * (lower * lower - result * result));
  const double above = std::exp(-0.5 * (upper * upper - result * result));
  return below + random.uniform() * (above - below) < 1;
}

Random::Random(std::uint64_t seed) {
  for (std::uint64_t& word : state_) word = splitmix(seed);
}

void Random::fill_normal(std::span<double> out) {
  State state = state_;  // a copy that nothing refers to stays in registers
  for (double& each : out) {
    const std::uint64_t draw = next(state);
    const std::size_t layer = draw & (detail::k_layers - 1);
    const double u = detail::signed_uniform(draw);
    each = u * detail::k_ziggurat.edges[layer];
    if (std::fabs(u) < detail::k_ziggurat.ratios[layer]) continue;
    state_ = state;
    if (!detail::finish_normal(*this, layer, u, each)) each = normal();
    state = state_;
  }
  state_ = state;
}

double Random::log_gamma(double shape) {
  assert(shape > 0);
  // A draw of shape a < 1 is one of shape a + 1 times U^(1/a).
  const double boost = shape < 1 ? std::log(uniform_open()) / shape : 0;
  const double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal();
    const double root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    const double u = uniform_open();
    const double log_v = std::log(v);
    const bool is_quick = u < 1 - 0.0331 * (x * x) * (x * x);
    if (is_quick || std::log(u) < 0.5 * x * x + d * (1 - v + log_v)) {
      return std::log(d) + log_v + boost;
    }
  }
}

void Random::dirichlet(std::span<const double> alpha, std::span<double> out) {
  assert(alpha.size() == out.size());
  double largest = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < alpha.size(); ++i) {
    out[i] = alpha[i] > 0 ? log_gamma(alpha[i]) : -std::numeric_limits<double>::infinity();
    largest = std::max(largest, out[i]);
  }
  assert(std::isfinite(largest));
  double sum = 0;
  for (double& value : out) {
    value = std::exp(value - largest);
    sum += value;
  }
  for (double& value : out) value /= sum;
}

}  // namespace touchstone::stats
