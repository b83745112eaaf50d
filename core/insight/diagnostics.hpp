// The diagnostics: patterns that a whole audit shows, each fired, clear or not assessable.
//
//   scores.diagnostics = diagnose(audit, model, scores);
//
// When each fires is docs/engine.md, "Diagnostics"; thresholds and sentences are rows of the model.
// Throughout: friction means that of touchpoints whose evidence is not insufficient, and where
// fewer than half of the touchpoints concerned have it the diagnostic is not assessable; discipline
// `both` (and none) counts neither as ux nor as cx; open fixes are those with status open or none;
// a fix's effort is split evenly over its touchpoints; accepted ownership gaps still count.
#pragma once

#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone {

// One result per row of model.diagnostics, in that order. `scores` is evaluate(audit, model) or
// equal to it. `value` is what the row says it is, none where there is nothing to tell;
// `touchpoints`, rising, are those that prove a fired one and none otherwise. The message names up
// to three of them, worst friction first; of one that is not assessable it says what would settle
// it, and which touchpoints lack evidence where that is the reason. Linear in the audit.
std::vector<DiagnosticResult> diagnose(const Audit& audit, const Model& model,
                                       const Scores& scores);

}  // namespace touchstone
