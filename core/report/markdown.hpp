// The report as Markdown: for a client to read, and for a text editor to change.
#pragma once

#include <string>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone::report {

// Summary, table of touchpoints with interval and evidence, ownership gaps with what would close
// them, hand-offs, diagnostics (where `scores` has them), accepted gaps, open questions, method and
// limits. The same input gives the same bytes. Frictions and gaps are rounded to whole points.
// Names cannot break the layout: what Markdown would read as markup is escaped.
std::string report_markdown(const Audit& audit, const Model& model, const Scores& scores);

}  // namespace touchstone::report
