#include "score/explain.hpp"

#include <algorithm>
#include <cmath>

#include "score/ratings.hpp"
#include "score/touchpoint.hpp"

namespace touchstone {
namespace {

// Who stands behind a pooled item. `own` are the places of this touchpoint's ratings, in the list's
// order; of several by one rater the last counts.
std::vector<RaterScore> raters_behind(const Audit& audit, const Model& model,
                                      std::span<const CountedRating> ratings,
                                      std::span<const std::size_t> own, std::uint16_t factor) {
  const std::string_view id =
      factor == k_overall_factor ? k_overall : std::string_view(model.factors[factor].id.text);
  std::vector<RaterScore> raters;
  for (const CountedRating& counted : ratings) {
    if (counted.factor != factor) continue;
    const RaterId& rater = audit.raters[counted.rater].id;
    const auto last = std::find_if(own.rbegin(), own.rend(), [&](std::size_t place) {
      return audit.ratings[place].rater == rater && audit.ratings[place].factor.text == id;
    });
    raters.push_back({counted.rater, static_cast<double>(counted.score), counted.date, *last});
  }
  return raters;
}

std::optional<NotCounted> why_not_counted(const Model& model, const Measure& measure,
                                          std::uint32_t applicable) {
  const Metric* metric = model.metric(measure.metric);
  if (metric == nullptr || !metric->factor) return NotCounted::vanity;
  if (((applicable >> *metric->factor) & 1U) == 0) return NotCounted::not_applicable;
  if (!measured_value(*metric, measure)) return NotCounted::no_value;
  return std::nullopt;
}

std::vector<UncountedMeasure> uncounted_measures(const Model& model, const Touchpoint& touchpoint,
                                                 std::uint32_t applicable) {
  std::vector<UncountedMeasure> uncounted;
  if (!touchpoint.measures) return uncounted;
  for (std::size_t place = 0; place < touchpoint.measures->size(); ++place) {
    const auto why = why_not_counted(model, (*touchpoint.measures)[place], applicable);
    if (why) uncounted.push_back({place, *why});
  }
  return uncounted;
}

// A factor's own numbers, and its part of the touchpoint's sd.
ExplainedFactor explain_factor(const FactorScore& score, double friction,
                               const JudgedFactor& judged) {
  ExplainedFactor factor;
  factor.factor = score.factor;
  factor.x = judged.x;
  factor.rho = judged.rho;
  factor.variance = k_ignorance_variance * (1 - judged.rho);
  if (judged.pool) {
    factor.pooled = judged.pool->mean;
    factor.pooled_variance = judged.pool->variance;
    factor.contradiction = judged.pool->contradiction;
  }
  const double slope = friction > 0 ? score.weight * judged.x / friction : 0;
  factor.independent = score.items > 0;
  factor.sd_term =
      factor.independent ? slope * slope * factor.variance : slope * std::sqrt(factor.variance);
  return factor;
}

}  // namespace

TouchpointExplanation explain_touchpoint(const Audit& audit, const Model& model,
                                         const Scores& scores, std::size_t touchpoint) {
  const Touchpoint& it = audit.touchpoints[touchpoint];
  const TouchpointScore& score = scores.touchpoints[touchpoint];
  QuantileCache quantiles;
  const EvidenceContext context{model, audit.header.as_of, scores.rating_variance_factor,
                                quantiles};
  const std::vector<CountedRating> ratings = counted_ratings(audit, model, touchpoint);
  const std::uint32_t applicable = applicable_factors(model, it);
  TouchpointEvidence evidence;
  collect_evidence(context, it, ratings, applicable, evidence);

  std::vector<std::size_t> own;
  for (std::size_t place = 0; place < audit.ratings.size(); ++place) {
    if (audit.ratings[place].touchpoint == it.id) own.push_back(place);
  }
  TouchpointExplanation explanation;
  if (evidence.overall) {
    explanation.overall = ExplainedItem{
        *evidence.overall, 1, raters_behind(audit, model, ratings, own, k_overall_factor)};
  }
  for (const FactorScore& factor_score : score.factors) {
    const auto items = evidence.of(factor_score.factor);
    const JudgedFactor judged = judge_factor(items, evidence.overall);
    ExplainedFactor factor = explain_factor(factor_score, score.friction, judged);
    double weights = 0;
    for (const EvidenceItem& item : items) weights += 1 / item.variance;
    for (const EvidenceItem& item : items) {
      ExplainedItem explained{item, 1 / item.variance / weights, {}};
      if (item.source == ItemSource::ratings) {
        explained.raters = raters_behind(audit, model, ratings, own, item.factor);
      }
      factor.items.push_back(std::move(explained));
    }
    if (judged.from_overall) factor.items.push_back(*explanation.overall);
    explanation.factors.push_back(std::move(factor));
  }
  explanation.not_counted = uncounted_measures(model, it, applicable);
  return explanation;
}

}  // namespace touchstone
