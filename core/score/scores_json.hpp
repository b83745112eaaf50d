// Scores as the JSON object that `touchstone score` prints and snapshots keep.
#pragma once

#include <string>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone {

// The object of docs/engine.md, "Scores": ids instead of indices, gaps and open questions in words,
// accepted gaps left out, touchpoints in the document's order. Numbers read back as the same
// doubles. One line a touchpoint, a line break at the end.
std::string write_scores(const Audit& audit, const Model& model, const Scores& scores);

}  // namespace touchstone
