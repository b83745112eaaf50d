// What is found out about the open audit as a whole: each part when a view first asks for it, and
// again after the audit has changed.
//
//   for (const DiagnosticResult& result : state.insights.diagnostics()) ...
//
// The references stay good until the audit changes.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "document/document.hpp"
#include "insight/diagnostics.hpp"
#include "insight/evidence_plan.hpp"
#include "insight/next_steps.hpp"
#include "insight/programme.hpp"
#include "score/gap_text.hpp"
#include "score/scores.hpp"
#include "state/compared.hpp"
#include "state/handoff_graph.hpp"
#include "state/ownership_facts.hpp"
#include "state/report_draft.hpp"
#include "state/workshop_figures.hpp"

namespace touchstone::app {

// A value made on demand, once for each version of what it is made of.
template <class T>
class Lazy {
public:
  template <class Make>
  const T& at(std::uint64_t version, Make&& make) {
    if (version_ != version) {
      value_ = std::forward<Make>(make)();
      version_ = version;
    }
    return value_;
  }

  void forget() { version_ = 0; }

private:
  std::uint64_t version_ = 0;  // 0: not made yet
  T value_ = {};
};

// One number of the scoring model, as it counts for this audit and as it was shipped.
struct ModelRow {
  std::string pointer, group, label, source;
  double value, shipped;
};

class Insights {
public:
  // `version` of the audit and its scores, above 0; all three are those of OpenAudit.
  Insights(const Document& document, const Scores& scores, const std::uint64_t& version)
      : document_(document), scores_(scores), version_(version) {}

  const std::vector<DiagnosticResult>& diagnostics();
  const std::array<ProgrammeStep, 6>& programme();
  const std::vector<NextStep>& next_steps();

  // Every number an audit may replace, in the model's order.
  const std::vector<ModelRow>& model_rows();

  // What each snapshot kept, in the document's order.
  const std::vector<FrozenScores>& snapshots();
  // `other`: the audit that `with` names, if it names one.
  const Compared& compared(const ComparedWith& with, const OtherAudit* other);
  // Of the journey, or of a touchpoint (of one at a time it is kept).
  const std::vector<TrendPoint>& trend(const std::optional<TouchpointId>& touchpoint);

  // Where more evidence would narrow most.
  const std::vector<EvidenceAdvice>& evidence_plan();

  const WorkshopFigures& workshop();

  // Who answers for what.
  const HeatMap& heat_map();
  const Loads& loads();
  const GapList& gaps();
  GapText gap_text(const PlacedGap& gap);
  const HandoffGraph& handoffs(HandoffNodes by);
  const std::vector<TouchpointHandoff>& touchpoint_handoffs();

  // The report, as far as it is made; each call goes on with it for some milliseconds.
  const ReportDraft& report(const ReportWishes& wishes);

private:
  const Document& document_;
  const Scores& scores_;
  const std::uint64_t& version_;
  Lazy<std::vector<DiagnosticResult>> diagnostics_;
  Lazy<std::array<ProgrammeStep, 6>> programme_;
  Lazy<std::vector<NextStep>> next_steps_;
  Lazy<std::vector<ModelRow>> model_rows_;
  Lazy<std::vector<FrozenScores>> snapshots_;
  Lazy<Compared> compared_;
  ComparedWith compared_with_;
  Lazy<std::vector<TrendPoint>> journey_trend_, touchpoint_trend_;
  std::optional<TouchpointId> trend_of_;
  Lazy<std::vector<EvidenceAdvice>> evidence_plan_;
  Lazy<WorkshopFigures> workshop_;
  Lazy<HeatMap> heat_map_;
  Lazy<Loads> loads_;
  Lazy<GapList> gaps_;
  Lazy<std::unique_ptr<GapTexts>> gap_texts_;
  ReportDraft report_;
  Lazy<HandoffGraph> handoffs_of_teams_, handoffs_of_stages_;
  Lazy<std::vector<TouchpointHandoff>> touchpoint_handoffs_;
};

}  // namespace touchstone::app
