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
#include <optional>
#include <string>

#include "audit/audit.hpp"
#include "insight/certainty.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone::files {

inline constexpr std::size_t k_long_text = 900;

struct ReportOptions {
  std::optional<double> budget;  // person-days, >= 0: the best plan it allows
  // How sure the ranking is, by rank_options(); without it the report does not say.
  std::optional<RankReport> certainty;
};

std::string report_html(const Audit& audit, const Model& model, const Scores& scores,
                        const ReportOptions& options = {});

}  // namespace touchstone::files
