#include "state/insights.hpp"

#include <map>

namespace touchstone::app {

const std::vector<DiagnosticResult>& Insights::diagnostics() {
  return diagnostics_.at(
      version_, [this] { return diagnose(document_.audit(), document_.model(), scores_); });
}

const std::array<ProgrammeStep, 6>& Insights::programme() {
  return programme_.at(version_,
                       [this] { return touchstone::programme(document_.audit(), scores_); });
}

const std::vector<NextStep>& Insights::next_steps() {
  return next_steps_.at(version_, [this] {
    return touchstone::next_steps(document_.audit(), document_.model(), scores_);
  });
}

const std::vector<ModelRow>& Insights::model_rows() {
  return model_rows_.at(version_, [this] {
    std::map<std::string, double> shipped;
    for (const ModelValue& value : model_values(shipped_model()))
      shipped.emplace(value.pointer, value.value);
    std::vector<ModelRow> rows;
    for (ModelValue& value : model_values(document_.model())) {
      const auto found = shipped.find(value.pointer);
      // A list that an override made longer has places that were not shipped.
      const double before = found == shipped.end() ? value.value : found->second;
      rows.push_back({std::move(value.pointer), std::move(value.group), std::move(value.label),
                      std::move(value.source), value.value, before});
    }
    return rows;
  });
}

const std::vector<FrozenScores>& Insights::snapshots() {
  return snapshots_.at(version_, [this] {
    std::vector<FrozenScores> frozen;
    for (const Snapshot& snapshot : document_.audit().snapshots)
      frozen.push_back(frozen_scores(snapshot.scores));
    return frozen;
  });
}

const Compared& Insights::compared(const ComparedWith& with, const OtherAudit* other) {
  if (compared_with_ != with) compared_.forget();
  compared_with_ = with;
  return compared_.at(version_, [&] {
    const Audit& audit = document_.audit();
    return with.snapshot
               ? compare_with(snapshots()[*with.snapshot], audit, document_.model(), scores_)
               : compare_with(*other, audit, document_.model(), scores_);
  });
}

const std::vector<TrendPoint>& Insights::trend(const std::optional<TouchpointId>& touchpoint) {
  const auto make = [&] {
    return touchstone::app::trend(document_.audit(), scores_, snapshots(), touchpoint);
  };
  if (!touchpoint) return journey_trend_.at(version_, make);
  if (trend_of_ != touchpoint) touchpoint_trend_.forget();
  trend_of_ = touchpoint;
  return touchpoint_trend_.at(version_, make);
}

const WorkshopFigures& Insights::workshop() {
  return workshop_.at(version_,
                      [&] { return workshop_figures(document_.audit(), document_.model()); });
}

const HeatMap& Insights::heat_map() {
  return heat_map_.at(
      version_, [this] { return app::heat_map(document_.audit(), document_.model(), scores_); });
}

const Loads& Insights::loads() {
  return loads_.at(version_,
                   [this] { return app::loads(document_.audit(), document_.model(), scores_); });
}

const GapList& Insights::gaps() {
  return gaps_.at(version_, [this] { return all_gaps(document_.model(), scores_); });
}

GapText Insights::gap_text(const PlacedGap& gap) {
  if (gap.place == PlacedGap::Place::audit)
    return audit_gap_text(document_.audit(), document_.model(), scores_.audit_gaps[gap.index]);
  GapTexts& texts = *gap_texts_.at(version_, [this] {
    return std::make_unique<GapTexts>(document_.audit(), document_.model());
  });
  return gap.place == PlacedGap::Place::touchpoint ? texts.touchpoint(gap.index, gap.gap.rule)
                                                   : texts.handoff(gap.index, gap.gap.rule);
}

const HandoffGraph& Insights::handoffs(HandoffNodes by) {
  auto& kept = by == HandoffNodes::teams ? handoffs_of_teams_ : handoffs_of_stages_;
  return kept.at(version_, [&] { return handoff_graph(document_.audit(), scores_, by); });
}

const std::vector<EvidenceAdvice>& Insights::evidence_plan() {
  return evidence_plan_.at(version_, [&] { return plan_evidence(document_.model(), scores_); });
}

const std::vector<TouchpointHandoff>& Insights::touchpoint_handoffs() {
  return touchpoint_handoffs_.at(
      version_, [&] { return app::touchpoint_handoffs(document_.audit(), scores_); });
}

const ReportDraft& Insights::report(const ReportWishes& wishes) {
  if (report_.begin(version_, wishes))
    report_.start(document_.audit(), document_.model(), scores_, diagnostics());
  report_.work();
  return report_;
}

}  // namespace touchstone::app
