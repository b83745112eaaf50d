// Scores for tests of what builds on scores, without evaluating an audit.
#pragma once

#include <cmath>
#include <numeric>

#include "audit/audit.hpp"
#include "score/scores.hpp"

namespace touchstone::test {

// A touchpoint's friction is its `contacts`, its reach its volume (1 if none); evidence is enough.
inline Scores scores_with_frictions(const Audit& audit) {
  Scores scores;
  double reach = 0;
  for (const Touchpoint& touchpoint : audit.touchpoints) reach += touchpoint.volume.value_or(1);
  double mass = 0;
  for (const Touchpoint& touchpoint : audit.touchpoints) {
    TouchpointScore score;
    score.friction = touchpoint.contacts.value_or(50);
    score.low = std::fmax(0, score.friction - 5);
    score.high = std::fmin(100, score.friction + 5);
    score.coverage = 1;
    score.evidence = EvidenceLevel::enough;
    score.reach_weight = touchpoint.volume.value_or(1) / reach;
    mass += score.reach_weight * std::pow(score.friction, 4);
    scores.touchpoints.push_back(score);
  }
  for (TouchpointScore& score : scores.touchpoints)
    score.journey_share = mass > 0 ? score.reach_weight * std::pow(score.friction, 4) / mass : 0;
  if (!audit.touchpoints.empty()) {
    scores.journey.emplace();
    scores.journey->friction = std::pow(mass, 0.25);
  }
  scores.ranking.resize(scores.touchpoints.size());
  std::iota(scores.ranking.begin(), scores.ranking.end(), 0U);
  return scores;
}

}  // namespace touchstone::test
