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

#include "app/handoff_graph.hpp"
#include "app/ownership_facts.hpp"
#include "audit/document.hpp"
#include "insight/diagnostics.hpp"
#include "insight/programme.hpp"
#include "score/gap_text.hpp"
#include "score/scores.hpp"

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

private:
  std::uint64_t version_ = 0;  // 0: not made yet
  T value_ = {};
};

class Insights {
public:
  // `version` of the audit and its scores, above 0; all three are those of App.
  Insights(const Document& document, const Scores& scores, const std::uint64_t& version)
      : document_(document), scores_(scores), version_(version) {}

  const std::vector<DiagnosticResult>& diagnostics();
  const std::array<ProgrammeStep, 6>& programme();

  // Who answers for what.
  const HeatMap& heat_map();
  const Loads& loads();
  const GapList& gaps();
  GapText gap_text(const PlacedGap& gap);
  const HandoffGraph& handoffs(HandoffNodes by);

private:
  const Document& document_;
  const Scores& scores_;
  const std::uint64_t& version_;
  Lazy<std::vector<DiagnosticResult>> diagnostics_;
  Lazy<std::array<ProgrammeStep, 6>> programme_;
  Lazy<HeatMap> heat_map_;
  Lazy<Loads> loads_;
  Lazy<GapList> gaps_;
  Lazy<std::unique_ptr<GapTexts>> gap_texts_;
  Lazy<HandoffGraph> handoffs_of_teams_, handoffs_of_stages_;
};

}  // namespace touchstone::app
