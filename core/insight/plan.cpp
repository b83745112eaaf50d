#include "insight/plan.hpp"

#include <algorithm>
#include <limits>

namespace touchstone {

PlanStudy::PlanStudy(const Audit& audit, const Model& model, const Scores& scores, double budget,
                     std::uint64_t most_work)
    : values_(audit, model, scores),
      search_(plan_problem(audit, values_, budget),
              {static_cast<std::size_t>(model.thresholds.plan_exact_limit), most_work}) {
  if (scores.journey) journey_before_ = scores.journey->friction;
}

Plan PlanStudy::plan() const {
  Plan plan;
  const std::vector<std::uint32_t> items = search_.best();
  for (const std::uint32_t item : items) plan.fixes.push_back(search_.problem().items[item].fix);
  plan.effort = effort_of(search_.problem(), items);
  plan.value = values_.of(plan.fixes);
  plan.journey_before = journey_before_;
  plan.journey_after = plan.fixes.empty() ? journey_before_ : values_.journey_after(plan.fixes);
  plan.optimal = search_.is_optimal();
  plan.bound = plan.optimal ? plan.value : std::max(plan.value, search_.bound());
  if (!plan.optimal && values_.mass() > 0) plan.gap = (plan.bound - plan.value) / values_.mass();
  return plan;
}

Plan best_plan(const Audit& audit, const Model& model, const Scores& scores, double budget) {
  PlanStudy study(audit, model, scores, budget);
  study.step(std::numeric_limits<std::uint64_t>::max());
  return study.plan();
}

}  // namespace touchstone
