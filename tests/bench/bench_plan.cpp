// How long a plan takes, and how close to proof it gets.
//
// One table: fixes and how they are tied, milliseconds of one best_plan() (the median of five),
// whether the plan is proven, and the proven gap. The limits the engine sets itself: 60 fixes
// within 50 ms, 500 within a second.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "insight/plan.hpp"
#include "stats/random.hpp"

namespace {

using namespace touchstone;

struct Shape {
  std::string_view name;
  std::size_t fixes;
  std::size_t touchpoints;
  std::size_t effects;  // of each fix
  bool tied;            // every fifth fix requires or excludes another
};

struct Case {
  Audit audit;
  Scores scores;
  double budget;
};

Case make_case(const Shape& shape, std::uint64_t seed) {
  stats::Random random(seed);
  Case result;
  result.scores.touchpoints.resize(shape.touchpoints);
  for (std::size_t t = 0; t < shape.touchpoints; ++t) {
    Touchpoint touchpoint;
    touchpoint.id = TouchpointId("t" + std::to_string(t));
    result.audit.touchpoints.push_back(touchpoint);
    result.scores.touchpoints[t].friction = 20 + 70 * random.uniform();
    result.scores.touchpoints[t].reach_weight = 1 / static_cast<double>(shape.touchpoints);
  }
  const auto any = [&](std::size_t n) {
    return static_cast<std::size_t>(random.uniform() * static_cast<double>(n));
  };
  double effort = 0;
  for (std::size_t f = 0; f < shape.fixes; ++f) {
    Fix fix;
    fix.id = FixId("f" + std::to_string(1000 + f));
    fix.effort = 0.5 * static_cast<double>(1 + any(60));
    fix.confidence = 0.4 + 0.6 * random.uniform();
    effort += *fix.effort;
    for (std::size_t e = 0; e < shape.effects; ++e) {
      Effect effect;
      const std::size_t at = shape.effects == 1 ? f % shape.touchpoints : any(shape.touchpoints);
      effect.touchpoint = TouchpointId("t" + std::to_string(at));
      effect.reduces = 0.05 + 0.5 * random.uniform();
      fix.effects.push_back(effect);
    }
    if (shape.tied && f % 5 == 4)
      (f % 2 == 0 ? fix.requires_fixes : fix.excludes).push_back(result.audit.fixes[any(f)].id);
    result.audit.fixes.push_back(fix);
  }
  result.budget = effort / 4;
  return result;
}

void measure(const Shape& shape) {
  double worst = 0;
  double typical = 0;
  double gap = 0;
  int proven = 0;
  constexpr int k_rounds = 5;
  std::vector<double> times;
  for (int round = 0; round < k_rounds; ++round) {
    const Case it = make_case(shape, 1 + static_cast<std::uint64_t>(round));
    const auto start = std::chrono::steady_clock::now();
    const Plan plan = best_plan(it.audit, shipped_model(), it.scores, it.budget);
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
    times.push_back(time.count());
    gap = std::max(gap, plan.gap);
    if (plan.optimal) ++proven;
  }
  std::sort(times.begin(), times.end());
  typical = times[k_rounds / 2];
  worst = times.back();
  std::printf("%-44.*s %6zu %10.2f %10.2f %4d of %d %12.6f\n", static_cast<int>(shape.name.size()),
              shape.name.data(), shape.fixes, typical, worst, proven, k_rounds, gap);
}

}  // namespace

int main() {
  std::printf("%-44s %6s %10s %10s %9s %12s\n", "plans", "fixes", "median ms", "worst ms", "proven",
              "largest gap");
  for (const Shape& shape : {
           Shape{"one fix a touchpoint", 60, 60, 1, false},
           Shape{"one fix a touchpoint", 500, 500, 1, false},
           Shape{"two touchpoints a fix, overlapping", 25, 12, 2, false},
           Shape{"the same with requires and excludes", 25, 12, 2, true},
           Shape{"two touchpoints a fix, overlapping", 60, 25, 2, false},
           Shape{"the same with requires and excludes", 60, 25, 2, true},
           Shape{"two touchpoints a fix, overlapping", 500, 150, 2, false},
           Shape{"the same with requires and excludes", 500, 150, 2, true},
       })
    measure(shape);
  return 0;
}
