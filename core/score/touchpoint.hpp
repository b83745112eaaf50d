// The friction of one touchpoint: items -> factors -> F with its interval, bounds and coverage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "audit/audit.hpp"
#include "score/evidence.hpp"
#include "score/scores.hpp"

namespace touchstone {

// A touchpoint's evidence on the friction scale. Kept and refilled, to spare allocations.
struct TouchpointEvidence {
  std::vector<EvidenceItem> items;      // by factor rising; within a factor measures, then ratings
  std::optional<EvidenceItem> overall;  // the pooled overall vote

  // Those of one factor.
  std::span<const EvidenceItem> of(std::size_t factor) const;
};

// Evidence of the factors in `applicable` (bit k: factor k). `ratings` as RatingTable gives them.
void collect_evidence(const EvidenceContext& context, const Touchpoint& touchpoint,
                      std::span<const CountedRating> ratings, std::uint32_t applicable,
                      TouchpointEvidence& evidence);

// One factor from its items, or from the overall vote where it has none.
struct JudgedFactor {
  double x = 50;
  double rho = 0;
  std::optional<Pool> pool;  // none: no evidence
  bool from_overall = false;
};

JudgedFactor judge_factor(std::span<const EvidenceItem> items,
                          const std::optional<EvidenceItem>& overall);

// Sets everything of `score` that depends on this touchpoint's evidence alone: friction, interval,
// bounds, coverage, the parts of the sd, evidence level, one_rater and factors. The rest stays.
void score_friction(const Model& model, const TouchpointEvidence& evidence,
                    std::span<const CountedRating> ratings, std::uint32_t applicable,
                    TouchpointScore& score);

}  // namespace touchstone
