#include "insight/evidence_plan.hpp"

#include <algorithm>
#include <cmath>

#include "stats/interval.hpp"

namespace touchstone {
namespace {

double people_for(const Method& method, const EvidenceWish& wish, double z) {
  double people = method.people_low;
  if (method.size_by == SizeBy::discovery && method.discovery_p)
    people =
        stats::people_to_discover(*method.discovery_p, wish.discovery).value_or(method.people_high);
  if (method.size_by == SizeBy::interval)
    people = stats::sample_size_proportion(wish.margin, 0.5, z);
  return std::clamp(people, method.people_low, method.people_high);
}

// The factor with the largest part of the touchpoint's sd; the first of equal ones.
EvidenceAdvice widest_factor(const TouchpointScore& score) {
  EvidenceAdvice advice{};
  for (const FactorScore& factor : score.factors) {
    const double part = factor.weight * factor.x / score.friction * factor.sd();
    if (part <= advice.part) continue;
    advice.part = part;
    advice.factor = factor.factor;
    advice.has_items = factor.items > 0;
  }
  return advice;
}

}  // namespace

std::optional<std::size_t> method_for(const Model& model, std::size_t factor) {
  for (const bool best : {true, false}) {
    for (std::size_t i = 0; i < model.methods.size(); ++i) {
      const Method& method = model.methods[i];
      const auto& serves = best ? method.best_for : method.also_for;
      if (std::find(serves.begin(), serves.end(), factor) != serves.end()) return i;
    }
  }
  return std::nullopt;
}

std::vector<EvidenceAdvice> plan_evidence(const Model& model, const Scores& scores,
                                          const EvidenceWish& wish) {
  const double z = model.thresholds.measure_z;
  const double p = model.thresholds.journey_power;
  std::vector<EvidenceAdvice> plan;
  for (std::size_t i = 0; i < scores.touchpoints.size(); ++i) {
    const TouchpointScore& score = scores.touchpoints[i];
    if (score.high - score.low <= k_wide_interval || !(score.friction > 0)) continue;
    EvidenceAdvice advice = widest_factor(score);
    const auto method = method_for(model, advice.factor);
    if (!(advice.part > 0) || !method) continue;
    advice.touchpoint = i;
    advice.width = score.high - score.low;
    advice.method = *method;
    advice.journey_part = score.reach_weight *
                          std::pow(score.friction / scores.journey->friction, p - 1) * advice.part;
    const Method& how = model.methods[*method];
    advice.people = people_for(how, wish, z);
    if (how.size_by == SizeBy::discovery && how.discovery_p)
      advice.discovered = stats::problem_discovery(*how.discovery_p, advice.people);
    if (how.size_by == SizeBy::interval) advice.margin = z * std::sqrt(0.25 / advice.people);
    plan.push_back(advice);
  }
  std::ranges::stable_sort(plan, [&](const EvidenceAdvice& a, const EvidenceAdvice& b) {
    if (a.journey_part != b.journey_part) return a.journey_part > b.journey_part;
    return scores.touchpoints[a.touchpoint].rank < scores.touchpoints[b.touchpoint].rank;
  });
  return plan;
}

}  // namespace touchstone
