#include "insight/next_steps.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_set>
#include <utility>

#include "document/edits.hpp"
#include "insight/facts.hpp"
#include "insight/finding.hpp"
#include "insight/value.hpp"
#include "score/gap_text.hpp"
#include "text/concat.hpp"

namespace touchstone {
namespace {

constexpr int k_nobody_answers = 1, k_nobody_asked = 19;  // O1, O19
constexpr double k_least_drop = 0.05;  // points of the journey: less shows as none
constexpr double k_least_gap = 0.5;

// "3.5", "12".
std::string in_tenths(double value) {
  const long long tenths = std::llround(value * 10);
  const std::string whole = std::to_string(tenths / 10);
  return tenths % 10 == 0 ? whole : concat(whole, ".", std::to_string(tenths % 10));
}

class Steps {
public:
  Steps(const Audit& audit, const Model& model, const Scores& scores)
      : audit_(audit), model_(model), scores_(scores) {}

  std::vector<NextStep> find() {
    add_evidence();
    add_rule(NextStepKind::owner, k_nobody_answers, "Name one person who answers for ", ".");
    add_rule(NextStepKind::ask, k_nobody_asked, "Ask who owns ", ".");
    add_fix();
    add_handoff();
    return std::move(steps_);
  }

private:
  template <class Asked>
  std::vector<std::size_t> by_rank(Asked asked) const {
    std::vector<std::size_t> found;
    for (const std::uint32_t i : scores_.ranking)
      if (asked(scores_.touchpoints[i])) found.push_back(i);
    return found;
  }

  void add_evidence() {
    std::vector<std::size_t> unsure = by_rank(
        [](const TouchpointScore& score) { return score.evidence == EvidenceLevel::insufficient; });
    if (unsure.empty()) return;
    std::string what = concat("Vote on or measure ", named(audit_, scores_, unsure),
                              " before deciding anything about ",
                              unsure.size() == 1 ? "it" : "them", ": too little is known there.");
    steps_.push_back({NextStepKind::evidence, std::move(what), std::move(unsure)});
  }

  void add_rule(NextStepKind kind, int rule, std::string_view before, std::string_view after) {
    std::vector<std::size_t> firing = by_rank(
        [rule](const TouchpointScore& score) { return contains(score.rules.listed(), rule); });
    if (firing.empty()) return;
    std::string what = concat(before, named(audit_, scores_, firing), after);
    steps_.push_back({kind, std::move(what), std::move(firing)});
  }

  // Points of the journey, a person-day where the effort is known and not nothing.
  struct Worth {
    bool for_effort;
    double drop;

    bool operator<(const Worth& other) const {
      return std::pair(for_effort, drop) < std::pair(other.for_effort, other.drop);
    }
  };

  void add_fix() {
    const FixValues values(audit_, model_, scores_);
    const std::vector<bool> can_begin = fixes_that_can_begin(audit_);
    std::optional<std::size_t> best;
    Worth most{};
    bool any_open = false;
    for (std::size_t i = 0; i < audit_.fixes.size(); ++i) {
      const Fix& fix = audit_.fixes[i];
      const double drop = values.journey_drop(i);
      if (!is_open(fix) || drop < k_least_drop) continue;
      any_open = true;
      if (!can_begin[i]) continue;
      const double effort = fix.effort.value_or(0);
      const Worth worth{effort > 0, effort > 0 ? drop / effort : drop};
      if (best && !(most < worth)) continue;
      best = i;
      most = worth;
    }
    if (best) {
      add_begin(*best, values.journey_drop(*best));
    } else if (!any_open) {
      add_plan();
    }
  }

  void add_begin(std::size_t at, double drop) {
    const Fix& fix = audit_.fixes[at];
    std::string effort;
    if (fix.effort) {
      effort =
          concat(" (", in_tenths(*fix.effort), *fix.effort == 1 ? " person-day)" : " person-days)");
    }
    std::vector<std::size_t> there;
    for (const Effect& effect : fix.effects) {
      const auto place = place_of(audit_.touchpoints, effect.touchpoint);
      if (place && std::ranges::find(there, *place) == there.end()) there.push_back(*place);
    }
    steps_.push_back(
        {NextStepKind::fix,
         concat("Begin with the fix \"", shown_name(fix), "\"", effort, ": it is expected to take ",
                in_tenths(drop), " points off the journey's friction."),
         std::move(there)});
  }

  void add_plan() {
    if (scores_.touchpoints.empty()) return;
    const auto most = std::ranges::max_element(
        scores_.touchpoints, {}, [](const auto& score) { return score.journey_share; });
    if (most->evidence == EvidenceLevel::insufficient) return;
    const auto at = static_cast<std::size_t>(most - scores_.touchpoints.begin());
    steps_.push_back({NextStepKind::plan,
                      concat("Write down a fix for ", shown_name(audit_.touchpoints[at]),
                             ", where most of the journey's friction is: no open fix is known to "
                             "help."),
                      {at}});
  }

  void add_handoff() {
    const auto worst = std::ranges::max_element(scores_.handoffs, {}, &HandoffScore::gap);
    if (worst == scores_.handoffs.end() || worst->gap < k_least_gap) return;
    const auto at = static_cast<std::size_t>(worst - scores_.handoffs.begin());
    const std::vector<Gap> gaps = listed_gaps(worst->rules, model_);
    const auto severest = std::ranges::max_element(gaps, {}, &Gap::severity);
    const GapText text = handoff_gap_text(audit_, model_, at, severest->rule);
    NextStep step{
        NextStepKind::handoff, concat("Mend a hand-off. ", text.message, " ", text.remedy), {}};
    for (const TouchpointId& id : {audit_.handoffs[at].from, audit_.handoffs[at].to})
      if (const auto place = place_of(audit_.touchpoints, id)) step.touchpoints.push_back(*place);
    steps_.push_back(std::move(step));
  }

  const Audit& audit_;
  const Model& model_;
  const Scores& scores_;
  std::vector<NextStep> steps_;
};

}  // namespace

std::vector<bool> fixes_that_can_begin(const Audit& audit) {
  std::unordered_set<FixId> under_way;
  std::unordered_set<FixId> ruled_out;
  for (const Fix& fix : audit.fixes) {
    if (!is_under_way(fix)) continue;
    under_way.insert(fix.id);
    ruled_out.insert(fix.excludes.begin(), fix.excludes.end());
  }
  const auto goes_on = [&](const FixId& id) { return under_way.contains(id); };
  std::vector<bool> can_begin;
  for (const Fix& fix : audit.fixes)
    can_begin.push_back(is_open(fix) && !ruled_out.contains(fix.id) &&
                        std::ranges::all_of(fix.requires_fixes, goes_on) &&
                        std::ranges::none_of(fix.excludes, goes_on));
  return can_begin;
}

std::vector<NextStep> next_steps(const Audit& audit, const Model& model, const Scores& scores) {
  return Steps(audit, model, scores).find();
}

}  // namespace touchstone
