// The report for the client: one HTML file that needs nothing else. No script, no resource from
// elsewhere (a strict Content-Security-Policy says so), every text escaped; made to be read on a
// screen and to be printed on A4 or Letter. docs/reports.md tells what stands in it.
//
//   Scores scores = evaluate(audit, model);
//   scores.diagnostics = diagnose(audit, model, scores);   // or the report says nothing of them
//   const std::string file = report_html(audit, model, scores, {.budget = 40});
//
// Pure: the same input gives the same bytes. Texts longer than k_long_text characters are cut, and
// marked as cut; everything else of the audit that the report speaks of stands in it whole.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "audit/audit.hpp"
#include "insight/certainty.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone::report {

inline constexpr std::size_t k_long_text = 900;

struct ReportOptions {
  std::optional<double> budget;  // person-days, >= 0: the best plan it allows
  // How sure the ranking is, by rank_options(); without it the report does not say.
  std::optional<RankReport> certainty;
};

std::string report_html(const Audit& audit, const Model& model, const Scores& scores,
                        const ReportOptions& options = {});

struct ReportPage;

// The same, a section at a time, for whoever draws in between:
//   while (!writer.step()) show(writer.progress());
//   std::string file = writer.take();
// The audit, model and scores must outlive it unchanged.
class ReportWriter {
public:
  ReportWriter(const Audit& audit, const Model& model, const Scores& scores,
               const ReportOptions& options);
  ~ReportWriter();
  ReportWriter(const ReportWriter&) = delete;
  ReportWriter& operator=(const ReportWriter&) = delete;

  bool step();              // true when all is written
  double progress() const;  // 0..1

  std::string take() { return std::move(out_); }

private:
  std::unique_ptr<ReportPage> page_;
  std::string out_;
  std::size_t at_ = 0;      // of the sections there may be
  std::size_t number_ = 0;  // of those written
};

}  // namespace touchstone::report
