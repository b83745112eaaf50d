// Diagnostics of the planned work.
#include <algorithm>
#include <optional>

#include "insight/facts.hpp"

namespace touchstone {
namespace {

struct VisualShare {
  double visual = 0;
  double total = 0;
};

// By cost if every open fix has one, else by effort.
VisualShare visual_share(const Facts& facts) {
  VisualShare by_cost;
  VisualShare by_effort;
  bool all_have_cost = true;
  for (const Fix& fix : facts.audit.fixes) {
    if (!is_open(fix)) continue;
    const bool visual = fix.category == FixCategory::visual;
    by_cost.total += fix.cost.value_or(0);
    by_effort.total += fix.effort.value_or(0);
    if (visual) by_cost.visual += fix.cost.value_or(0);
    if (visual) by_effort.visual += fix.effort.value_or(0);
    all_have_cost = all_have_cost && fix.cost;
  }
  return all_have_cost && by_cost.total > 0 ? by_cost : by_effort;
}

std::optional<double> factor_friction(const Facts& facts, std::size_t i, std::string_view id) {
  const auto factor = facts.model.factor_index(id);
  for (const FactorScore& score : facts.scores.touchpoints[i].factors)
    if (factor && score.factor == *factor) return score.x;
  return std::nullopt;
}

// Somebody who uses or buys was watched, counted or heard here.
bool has_user_evidence(const Facts& facts, std::size_t i) {
  const Touchpoint& touchpoint = facts.touchpoint(i);
  if (!touchpoint.evidence.empty()) return true;
  if (!touchpoint.measures) return false;
  return std::any_of(
      touchpoint.measures->begin(), touchpoint.measures->end(), [&](const Measure& measure) {
        if (!facts.is_item(i, measure)) return false;
        const EvidenceKind kind = measure.kind.value_or(facts.model.metric(measure.metric)->kind);
        return kind == EvidenceKind::behavioural || kind == EvidenceKind::survey;
      });
}

}  // namespace

Finding find_one_touchpoint_focus(const Facts& facts) {
  const auto& t = facts.model.thresholds.one_touchpoint_focus;
  const Work work = open_work(facts);
  Finding finding;
  if (!(work.total > 0) || work.at.empty()) return finding;
  const auto most =
      static_cast<std::size_t>(std::max_element(work.at.begin(), work.at.end()) - work.at.begin());
  finding.value = work.share(most);
  finding.other = facts.scores.touchpoints[most].journey_share;
  finding.state =
      fired_if(*finding.value >= t.effort_share_min && *finding.other < t.journey_share_below);
  if (finding.state == DiagnosticState::fired) finding.touchpoints = {most};
  return finding;
}

Finding find_one_problem_only(const Facts& facts) {
  const auto& t = facts.model.thresholds.one_problem_only;
  std::vector<bool> touched(facts.size(), false);
  for (const Fix& fix : facts.audit.fixes) {
    if (!is_open(fix) && fix.status != FixStatus::doing) continue;
    for (const std::size_t i : facts.touched_by(fix)) touched[i] = true;
  }
  const auto count = std::count(touched.begin(), touched.end(), true);
  Finding finding;
  if (count == 0) return finding;
  finding.touchpoints = facts.those([&](std::size_t i) {
    return !touched[i] && facts.scores.touchpoints[i].journey_share >= t.journey_share_min;
  });
  finding.value = static_cast<double>(finding.touchpoints.size());
  finding.state = fired_if(count == 1 && *finding.value >= t.others_min);
  if (finding.state == DiagnosticState::clear) finding.touchpoints.clear();
  return finding;
}

Finding find_edge_cases(const Facts& facts) {
  const auto& t = facts.model.thresholds.edge_cases;
  const std::vector<double> reach = facts.reach_shares();
  const Work work =
      open_work(facts, [](const Fix& fix) { return fix.category != FixCategory::accessibility; });
  Finding finding;
  if (reach.empty() || !(work.total > 0)) return finding;
  const Touchpoints edges = facts.those([&](std::size_t i) {
    return reach[i] < t.reach_share_below && facts.is_assessable(i) &&
           facts.friction(i) < t.friction_below;
  });
  finding.value = work.share(edges);
  finding.state = fired_if(*finding.value >= t.effort_share_min);
  if (finding.state == DiagnosticState::fired)
    for (const std::size_t i : edges)
      if (work.at[i] > 0) finding.touchpoints.push_back(i);
  return finding;
}

Finding find_polish_over_function(const Facts& facts) {
  const auto& t = facts.model.thresholds.polish_over_function;
  const auto& fixes = facts.audit.fixes;
  const bool knows_categories = std::any_of(
      fixes.begin(), fixes.end(), [](const Fix& fix) { return is_open(fix) && fix.category; });
  const VisualShare share = visual_share(facts);
  Finding finding;
  if (!knows_categories || !(share.total > 0)) return finding;
  finding.value = share.visual / share.total;
  const Touchpoints broken = facts.those([&](std::size_t i) {
    const bool core = facts.touchpoint(i).core_task &&
                      factor_friction(facts, i, "effectiveness").value_or(0) >= t.effectiveness_min;
    return core || (facts.is_cx(i) && facts.is_assessable(i) && facts.friction(i) >= t.cx_max_min);
  });
  finding.state = fired_if(*finding.value >= t.cost_share_min && !broken.empty());
  if (finding.state == DiagnosticState::fired) finding.touchpoints = broken;
  return finding;
}

Finding find_stage_mismatch(const Facts& facts) {
  const auto& t = facts.model.thresholds.stage_mismatch;
  const Work work = open_work(facts);
  const auto stage = facts.audit.header.business_stage;
  Finding finding;
  if (!stage || !(work.total > 0)) return finding;
  const Touchpoints cx = facts.those([&](std::size_t i) { return facts.is_cx(i); });
  finding.value = work.share(cx);
  const bool too_much = stage == BusinessStage::early && *finding.value > t.early_cx_share_above;
  const bool too_little =
      stage == BusinessStage::scaling && *finding.value < t.scaling_cx_share_below;
  finding.state = fired_if(too_much || too_little);
  if (finding.state == DiagnosticState::fired)
    finding.touchpoints =
        facts.those([&](std::size_t i) { return work.at[i] > 0 && facts.is_cx(i) == too_much; });
  return finding;
}

Finding find_copying(const Facts& facts) {
  Finding finding;
  double copied = 0;
  bool knows_rationales = false;
  std::vector<bool> concerned(facts.size(), false);
  for (const Fix& fix : facts.audit.fixes) {
    knows_rationales = knows_rationales || fix.rationale;
    if (fix.rationale != Rationale::competitor) continue;
    const Touchpoints touched = facts.touched_by(fix);
    if (std::any_of(touched.begin(), touched.end(),
                    [&](std::size_t i) { return has_user_evidence(facts, i); }))
      continue;
    ++copied;
    for (const std::size_t i : touched) concerned[i] = true;
  }
  if (!knows_rationales) return finding;
  finding.value = copied;
  finding.state = fired_if(copied > 0);
  finding.touchpoints = facts.those([&](std::size_t i) { return concerned[i]; });
  return finding;
}

}  // namespace touchstone
