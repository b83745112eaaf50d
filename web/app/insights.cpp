#include "app/insights.hpp"

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

}  // namespace touchstone::app
