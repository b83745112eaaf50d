// What takes longer than a frame to find out about the fixes: the best plan for a budget, the
// journey for every budget, how sure the ranking is. Each works on whenever it is asked for, some
// milliseconds a frame, and asks for the next frame itself; what nobody looks at does not work.
//
//   const PlanStudied& plan = state.studies.plan(40);   // person-days
//   if (!plan.is_done) ui::progress(...);                // plan.plan is the best so far
//
// Begun anew when the audit or the question changes. The references stay good until then.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "document/document.hpp"
#include "insight/certainty.hpp"
#include "insight/plan.hpp"
#include "insight/priorities.hpp"
#include "insight/worth.hpp"
#include "score/scores.hpp"

namespace touchstone::app {

// What is known of the fixes at once, each list in the document's order.
struct FixFacts {
  FixFacts(const Audit& audit, const Model& model, const Scores& scores);

  FixValues values;
  std::vector<Priority> priorities;
  std::vector<FixWorth> worths;
  std::vector<AtStake> stakes;  // by touchpoint
  double all_effort = 0;        // of the open fixes whose effort is known, person-days
};

struct PlanStudied {
  double budget = 0;
  Plan plan;
  bool is_done = false;
};

// The journey's friction with the best plan for a budget.
struct BudgetPoint {
  double budget, journey;
};

struct CurveStudied {
  std::vector<BudgetPoint> points;  // rising budgets, from 0
  bool is_done = false;
};

struct CertaintyStudied {
  RankReport report;  // of the draws made so far
  double progress = 0;
  bool is_done = false;  // or stopped
};

class Studies {
public:
  // As Insights.
  Studies(const Document& document, const Scores& scores, const std::uint64_t& version)
      : document_(document), scores_(scores), version_(version) {}

  const FixFacts& fixes();
  const PlanStudied& plan(double budget);
  const CurveStudied& curve();
  const CertaintyStudied& certainty(std::optional<double> budget);

  void stop_plan() { plan_.is_done = true; }

  void stop_certainty();

private:
  // Whether what is kept is of another state of the audit; notes the present one.
  bool is_stale(std::uint64_t& made_for) const;

  const Document& document_;
  const Scores& scores_;
  const std::uint64_t& version_;
  std::uint64_t fixes_of_ = 0, plan_of_ = 0, curve_of_ = 0, certainty_of_ = 0;
  std::unique_ptr<FixFacts> fixes_;
  std::unique_ptr<PlanStudy> plan_study_, curve_study_;
  PlanStudied plan_;
  CurveStudied curve_;
  std::unique_ptr<RankStudy> rank_study_;
  std::optional<double> certainty_budget_;
  CertaintyStudied certainty_;
};

}  // namespace touchstone::app
