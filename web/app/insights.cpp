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

}  // namespace touchstone::app
