// The best plan a budget allows: which open fixes to do.
//
//   const Plan plan = best_plan(audit, model, scores, 40);        // 40 person-days
//   PlanStudy study(audit, model, scores, 40);                     // the same in slices
//   while (!study.step(20'000)) { ... study.plan() is the best so far ... }
//
// Candidates are fixes with status open (or none) and a known effort. `requires` is met by a fix
// that is done, doing or in the plan; `excludes` holds both ways and against done and doing.
// Largest value first (value.hpp), ties by less effort, then by the smaller list of ids in byte
// order. Exact where every touchpoint has one candidate at most and nothing is tied (0/1 knapsack),
// and up to the model's plan_exact_limit candidates otherwise; beyond, at least the better of the
// ratio greedy and the best single fix, improved by a limited search, with a proven bound. Budget
// >= 0 and finite.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "audit/audit.hpp"
#include "insight/plan_search.hpp"
#include "insight/value.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone {

struct Plan {
  std::vector<std::size_t> fixes;        // indices into Audit::fixes, by id in byte order
  double effort = 0;                     // person-days
  double value = 0;                      // in units of S (value.hpp), multipliers included
  std::optional<double> journey_before;  // none without touchpoints
  std::optional<double> journey_after;
  bool optimal = false;  // proven
  double bound = 0;      // no plan has a larger value; the value itself where optimal
  double gap = 0;        // (bound - value) / S, can exceed 1; 0 where optimal or S is 0
};

// The same problem in slices, to show progress and to be stopped at any time.
class PlanStudy {
public:
  PlanStudy(const Audit& audit, const Model& model, const Scores& scores, double budget,
            std::uint64_t most_work = k_most_plan_work);

  // About `work` looks at a fix; 20,000 are about a millisecond natively. True when done.
  bool step(std::uint64_t work) { return search_.step(work); }

  bool done() const { return search_.done(); }

  // The best so far; may be asked at any time.
  Plan plan() const;

private:
  FixValues values_;
  std::optional<double> journey_before_;
  PlanSearch search_;
};

Plan best_plan(const Audit& audit, const Model& model, const Scores& scores, double budget);

}  // namespace touchstone
