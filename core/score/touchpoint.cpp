#include "score/touchpoint.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace touchstone {
namespace {

bool is_in(std::uint32_t set, std::size_t k) {
  return ((set >> k) & 1U) != 0;
}

EvidenceLevel level_for(double coverage, const Thresholds& thresholds) {
  if (coverage < thresholds.coverage_insufficient) return EvidenceLevel::insufficient;
  return coverage < thresholds.coverage_thin ? EvidenceLevel::thin : EvidenceLevel::enough;
}

// Whether one person's ratings are all there is.
bool rests_on_one_rater(const TouchpointEvidence& evidence, std::span<const CountedRating> ratings,
                        std::uint32_t applicable, bool overall_used) {
  const bool measured =
      std::any_of(evidence.items.begin(), evidence.items.end(),
                  [](const EvidenceItem& item) { return item.source == ItemSource::measure; });
  if (measured) return false;
  std::optional<std::uint32_t> rater;
  for (const CountedRating& rating : ratings) {
    const bool used =
        rating.factor == k_overall_factor ? overall_used : is_in(applicable, rating.factor);
    if (!used) continue;
    if (rater && *rater != rating.rater) return false;
    rater = rating.rater;
  }
  return rater.has_value();
}

}  // namespace

std::span<const EvidenceItem> TouchpointEvidence::of(std::size_t factor) const {
  auto begin = items.begin();
  while (begin != items.end() && begin->factor < factor) ++begin;
  auto end = begin;
  while (end != items.end() && end->factor == factor) ++end;
  return {begin, end};
}

void collect_evidence(const EvidenceContext& context, const Touchpoint& touchpoint,
                      std::span<const CountedRating> ratings, std::uint32_t applicable,
                      TouchpointEvidence& evidence) {
  evidence.items.clear();
  evidence.overall.reset();
  if (touchpoint.measures) {
    for (std::size_t place = 0; place < touchpoint.measures->size(); ++place) {
      const auto item = measure_item(context, (*touchpoint.measures)[place], place);
      if (item && is_in(applicable, item->factor)) evidence.items.push_back(*item);
    }
  }
  for (std::size_t begin = 0; begin < ratings.size();) {
    std::size_t end = begin;
    while (end < ratings.size() && ratings[end].factor == ratings[begin].factor) ++end;
    const std::uint16_t factor = ratings[begin].factor;
    const auto of_factor = ratings.subspan(begin, end - begin);
    begin = end;
    if (factor == k_overall_factor) {
      evidence.overall = rating_item(context, of_factor);
    } else if (is_in(applicable, factor)) {
      evidence.items.push_back(rating_item(context, of_factor));
    }
  }
  std::ranges::stable_sort(evidence.items, [](const EvidenceItem& a, const EvidenceItem& b) {
    return a.factor < b.factor;
  });
}

JudgedFactor judge_factor(std::span<const EvidenceItem> items,
                          const std::optional<EvidenceItem>& overall) {
  constexpr double k_middle = 50;
  JudgedFactor factor;
  factor.from_overall = items.empty() && overall.has_value();
  if (factor.from_overall) items = {&*overall, 1};
  if (items.empty()) return factor;
  factor.pool = pool(items);
  factor.rho = reliability(factor.pool->variance);
  factor.x = k_middle + factor.rho * (factor.pool->mean - k_middle);
  return factor;
}

void score_friction(const Model& model, const TouchpointEvidence& evidence,
                    std::span<const CountedRating> ratings, std::uint32_t applicable,
                    TouchpointScore& score) {
  double weight_sum = 0;
  for (std::size_t k = 0; k < model.factors.size(); ++k) {
    if (is_in(applicable, k)) weight_sum += model.factors[k].weight;
  }
  score.factors.resize(static_cast<std::size_t>(std::popcount(applicable)));
  double square = 0;        // F squared
  double known_square = 0;  // the part of factors somebody looked at
  double unknown_weight = 0;
  double coverage = 0;
  std::size_t next = 0;
  auto item = evidence.items.begin();
  for (std::size_t k = 0; k < model.factors.size(); ++k) {
    if (!is_in(applicable, k)) continue;
    const auto begin = item;
    while (item != evidence.items.end() && item->factor == k) ++item;
    const JudgedFactor judged = judge_factor({begin, item}, evidence.overall);
    FactorScore& factor = score.factors[next++];
    factor.factor = static_cast<std::uint16_t>(k);
    factor.weight = weight_sum > 0 ? model.factors[k].weight / weight_sum : 0;
    factor.x = judged.x;
    factor.rho = judged.rho;
    factor.items = static_cast<std::uint32_t>(item - begin);
    factor.from_overall = judged.from_overall;
    const double part = factor.weight * factor.x * factor.x;
    square += part;
    if (judged.pool) {
      known_square += part;
    } else {
      unknown_weight += factor.weight;
    }
    coverage += factor.weight * factor.rho;
  }

  constexpr double k_blocked = 100;
  score.friction = std::sqrt(square);
  score.bound_low = std::sqrt(known_square);
  const double worst = std::sqrt(known_square + unknown_weight * k_blocked * k_blocked);
  score.bound_high = std::min(k_blocked, worst);
  score.coverage = coverage;
  score.evidence = level_for(coverage, model.thresholds);
  double independent = 0;
  double shared = 0;
  bool overall_used = false;
  for (FactorScore& factor : score.factors) {
    const double slope = score.friction > 0 ? factor.weight * factor.x / score.friction : 0;
    factor.contribution = slope * factor.x;
    if (factor.items > 0) {
      independent += slope * slope * factor.variance();
    } else {
      shared += slope * factor.sd();
    }
    overall_used = overall_used || factor.from_overall;
  }
  score.independent_sd = std::sqrt(independent);
  score.shared_sd = shared;
  const double half = model.thresholds.interval_z * score.sd();
  score.low = std::max(0.0, score.friction - half);
  score.high = std::min(k_blocked, score.friction + half);
  score.one_rater = rests_on_one_rater(evidence, ratings, applicable, overall_used);
}

}  // namespace touchstone
