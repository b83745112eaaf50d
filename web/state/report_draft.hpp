// The client's report in the making. A large audit's takes seconds, most of them for how sure the
// ranking is: so it is made in slices, between frames.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "insight/certainty.hpp"
#include "model/model.hpp"
#include "report/html/html.hpp"
#include "score/scores.hpp"

namespace touchstone::app {

// What the user decides about the report.
struct ReportWishes {
  std::optional<double> budget;  // person-days
  bool certainty = true;         // say how sure the ranking is

  friend bool operator==(const ReportWishes&, const ReportWishes&) = default;
};

class ReportDraft {
public:
  // True when what there is was made for another state of the audit or other wishes: start() anew.
  // What was begun is dropped without a look at the audit.
  bool begin(std::uint64_t version, const ReportWishes& wishes);
  void start(const Audit& audit, const Model& model, const Scores& scores,
             std::vector<DiagnosticResult> diagnostics);
  void work();

  bool is_ready() const { return work_ == nullptr; }

  double progress() const;  // 0..1

  const std::string& html() const { return html_; }

  // Of the text: another for each.
  std::uint64_t number() const { return number_; }

private:
  struct Work {
    const Audit& audit;
    const Model& model;
    Scores scores;
    std::optional<RankStudy> study;
    std::optional<report::ReportWriter> writer;
  };

  std::uint64_t version_ = 0, number_ = 0;
  ReportWishes wishes_;
  std::unique_ptr<Work> work_;
  std::string html_;
};

}  // namespace touchstone::app
