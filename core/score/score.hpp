// The evaluation of a whole audit, from nothing: evidence -> factors -> touchpoints -> journey, and
// the ownership rules. docs/engine.md has the formulas.
//
//   const Result<Model> model = effective_model(shipped_model(), audit.header.overrides);
//   const Scores scores = evaluate(audit, *model);
//
// The audit must be valid against the model (read_audit and commands see to it): references
// resolve, values lie in their ranges, every touchpoint has a factor with weight. Pure,
// deterministic, linear in the audit but for the sorting of ranks. For a program that edits,
// Evaluation (score/evaluation.hpp) gives the same numbers to the last bit and redoes only what an
// edit touched.
#pragma once

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone {

// Everything but `diagnostics`.
Scores evaluate(const Audit& audit, const Model& model);

}  // namespace touchstone
