// Root of an increasing curve by Newton's method kept inside a bracket.
#pragma once

#include <cmath>

namespace touchstone::stats {

struct CurvePoint {
  double value;
  double slope;
};

// The u in (low, high) where curve(u).value crosses 0. `curve` maps a double to a CurvePoint and
// never falls. A Newton step that leaves the bracket is replaced by bisection, so any start works;
// convergence is quadratic, so the step after one below 1e-9 would be below rounding.
template <typename Curve>
[[nodiscard]] double solve_increasing(Curve&& curve, double start, double low, double high) {
  constexpr int k_most_steps = 200;
  double u = start > low && start < high ? start : 0.5 * (low + high);
  for (int i = 0; i < k_most_steps; ++i) {
    const CurvePoint at = curve(u);
    if (at.value == 0) return u;
    (at.value > 0 ? high : low) = u;
    double next = u - at.value / at.slope;
    const bool is_newton = next > low && next < high;
    if (!is_newton) next = 0.5 * (low + high);
    const double step = std::fabs(next - u);
    u = next;
    const double scale = std::fmax(1.0, std::fabs(u));
    if (step <= (is_newton ? 1e-9 : 1e-15) * scale) break;
  }
  return u;
}

}  // namespace touchstone::stats
