// The evidence behind one touchpoint's factors, made again by the functions that scored it.
//
//   const TouchpointExplanation why = explain_touchpoint(audit, model, scores, 3);
//   why.factors[k]           belongs to scores.touchpoints[3].factors[k]
//   why.factors[k].items     the evidence, each with its share of the pool
//   why.not_counted          measures that are no evidence, and why
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/evidence.hpp"
#include "score/scores.hpp"

namespace touchstone {

// One rater's word on one factor.
struct RaterScore {
  std::size_t rater;  // index into Audit::raters
  double score;       // 0..4
  std::optional<Date> date;
  std::size_t rating;  // index into Audit::ratings
};

struct ExplainedItem {
  EvidenceItem item;
  double share = 0;                // of the pooled mean, 0..1; the shares of a factor sum to 1
  std::vector<RaterScore> raters;  // of ratings and overall votes, in the order of Audit::raters
};

struct ExplainedFactor {
  std::size_t factor;  // index into Model::factors
  std::vector<ExplainedItem> items;
  std::optional<double> pooled;  // y of the pool, 0..100; none: no evidence
  double pooled_variance = 0;    // S, after the contradiction factor
  double contradiction = 1;      // Q/df where items contradict each other, else 1
  double x = 50;
  double variance = 0;
  double rho = 0;
  // Part of the touchpoint's sd: under the root of a, or in the sum b (docs/engine.md).
  double sd_term = 0;
  bool independent = false;  // a (own items) or b
};

enum class NotCounted : std::uint8_t {
  vanity,         // counts traffic
  no_value,       // neither a value nor counts to make one
  not_applicable  // its factor does not apply to this touchpoint
};

struct UncountedMeasure {
  std::size_t measure;  // place in the touchpoint's measures
  NotCounted why;
};

struct TouchpointExplanation {
  std::vector<ExplainedFactor> factors;  // as TouchpointScore::factors
  std::optional<ExplainedItem> overall;  // the pooled overall vote, used or not
  std::vector<UncountedMeasure> not_counted;
};

// `scores` is evaluate(audit, model) or equal to it; `touchpoint` an index into audit.touchpoints.
TouchpointExplanation explain_touchpoint(const Audit& audit, const Model& model,
                                         const Scores& scores, std::size_t touchpoint);

}  // namespace touchstone
