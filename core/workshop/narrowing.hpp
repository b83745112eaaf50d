// How the scores narrow as people vote: the audit as it would be with the votes of the first rater,
// of the first two, and so on.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone {

struct ScoreInterval {
  double friction = 0, low = 0, high = 0;  // 0..100; low and high of the 90 % interval
  friend bool operator==(const ScoreInterval&, const ScoreInterval&) = default;
};

struct NarrowingStep {
  std::size_t voters = 0;  // whose votes count, of those who voted, in the order of the raters
  std::optional<ScoreInterval> journey;
  std::vector<ScoreInterval> touchpoints;  // in the document's order
};

// From no vote to all of them: one evaluation of the audit for each step. Beyond `most` steps only
// the first and the last. Votes are ratings with a counter; spectators' are none.
std::vector<NarrowingStep> narrowing(const Audit& audit, const Model& model, std::size_t most);

}  // namespace touchstone
