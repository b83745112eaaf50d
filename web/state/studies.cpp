#include "state/studies.hpp"

#include <utility>

#include "insight/facts.hpp"
#include "platform/platform.hpp"

namespace touchstone::app {
namespace {

constexpr double k_ms_a_frame = 12;
constexpr std::uint64_t k_plan_work = 10'000;  // looks at a fix between two looks at the clock
constexpr std::uint64_t k_curve_plan_work = 30'000;  // at most for one budget of the curve
constexpr std::uint64_t k_draws = 20;
constexpr int k_budgets = 24;

// Works until `step` is done or the frame's time is over; then asks for another frame.
template <class Step>
bool work_on(Step step) {
  const double until = platform::now_ms() + k_ms_a_frame;
  do {
    if (step()) return true;
  } while (platform::now_ms() < until);
  platform::request_frames(1, "a study goes on");
  return false;
}

}  // namespace

FixFacts::FixFacts(const Audit& audit, const Model& model, const Scores& scores)
    : values(audit, model, scores),
      priorities(prioritise(audit, model, values)),
      worths(fix_worths(audit)),
      stakes(at_stake(audit)) {
  for (const Fix& fix : audit.fixes)
    if (is_open(fix)) all_effort += fix.effort.value_or(0);
}

bool Studies::is_stale(std::uint64_t& made_for) const {
  return std::exchange(made_for, version_) != version_;
}

const FixFacts& Studies::fixes() {
  if (is_stale(fixes_of_))
    fixes_ = std::make_unique<FixFacts>(document_.audit(), document_.model(), scores_);
  return *fixes_;
}

const PlanStudied& Studies::plan(double budget) {
  if (is_stale(plan_of_) || plan_.budget != budget) {
    plan_study_ =
        std::make_unique<PlanStudy>(document_.audit(), document_.model(), scores_, budget);
    plan_ = {.budget = budget, .plan = plan_study_->plan(), .is_done = false};
  }
  if (plan_.is_done) return plan_;
  plan_.is_done = work_on([this] { return plan_study_->step(k_plan_work); });
  plan_.plan = plan_study_->plan();
  return plan_;
}

const CurveStudied& Studies::curve() {
  const FixFacts& facts = fixes();
  if (is_stale(curve_of_)) {
    curve_ = {};
    curve_study_.reset();
  }
  if (curve_.is_done) return curve_;
  curve_.is_done = work_on([&] {
    const double budget = facts.all_effort * static_cast<double>(curve_.points.size()) / k_budgets;
    if (!curve_study_) {
      curve_study_ = std::make_unique<PlanStudy>(document_.audit(), document_.model(), scores_,
                                                 budget, k_curve_plan_work);
    }
    if (!curve_study_->step(k_plan_work)) return false;
    if (const auto journey = curve_study_->plan().journey_after)
      curve_.points.push_back({budget, *journey});
    curve_study_.reset();
    return curve_.points.empty() || curve_.points.size() > k_budgets;
  });
  return curve_;
}

const CertaintyStudied& Studies::certainty(std::optional<double> budget) {
  if (is_stale(certainty_of_) || certainty_budget_ != budget) {
    RankOptions options = rank_options(document_.audit().header, document_.model());
    options.draws = draws_for(options.draws, document_.audit().touchpoints.size());
    options.budget = certainty_budget_ = budget;
    rank_study_ =
        std::make_unique<RankStudy>(document_.audit(), document_.model(), scores_, options);
    certainty_ = {};
  }
  if (certainty_.is_done) return certainty_;
  certainty_.is_done = work_on([this] { return rank_study_->step(k_draws); });
  certainty_.progress = rank_study_->progress();
  if (certainty_.is_done) certainty_.report = rank_study_->report();
  return certainty_;
}

void Studies::stop_certainty() {
  if (!rank_study_ || certainty_.is_done) return;
  certainty_.report = rank_study_->report();
  certainty_.is_done = true;
}

}  // namespace touchstone::app
