#include "score/journey.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace touchstone {
namespace {

constexpr double k_default_importance = 3;

// x^p and its root; the shipped power of 4, and 3 for its slopes, without pow.
double powered(double x, double power) {
  if (power == 4) return (x * x) * (x * x);
  if (power == 3) return x * x * x;
  return std::pow(x, power);
}

double root(double x, double power) {
  return power == 4 ? std::sqrt(std::sqrt(x)) : std::pow(x, 1 / power);
}

std::optional<double> median_of_known(std::span<const std::optional<double>> values) {
  std::vector<double> known;
  known.reserve(values.size());
  for (const std::optional<double>& value : values) {
    if (value) known.push_back(*value);
  }
  if (known.empty()) return std::nullopt;
  const auto half = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
  std::nth_element(known.begin(), half, known.end());
  if (known.size() % 2 == 1) return *half;
  return std::midpoint(*std::max_element(known.begin(), half), *half);
}

// Sums over touchpoints i of a group, u normalised within it.
struct Sums {
  double power = 0;     // u F^p
  double mean = 0;      // u F
  double coverage = 0;  // u coverage
  double max = 0;       // of F
};

// What u has to be multiplied by is 1 / weight_sum.
template <class Each>
Sums sum_up(std::span<const JourneyPart> parts, std::size_t count, Each touchpoint_at,
            std::span<const double> weights, double weight_sum, double power) {
  Sums sums;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = touchpoint_at(i);
    const JourneyPart& touchpoint = parts[at];
    const double u = weights[at] / weight_sum;
    sums.power += u * powered(touchpoint.friction, power);
    sums.mean += u * touchpoint.friction;
    sums.coverage += u * touchpoint.coverage;
    sums.max = std::max(sums.max, touchpoint.friction);
  }
  return sums;
}

template <class Each>
JourneyScore score_members(std::span<const JourneyPart> parts, std::size_t count,
                           Each touchpoint_at, std::span<const double> weights, double weight_sum,
                           const Thresholds& thresholds) {
  const double power = thresholds.journey_power;
  const Sums sums = sum_up(parts, count, touchpoint_at, weights, weight_sum, power);
  JourneyScore score;
  score.friction = root(sums.power, power);
  score.coverage = sums.coverage;
  score.mean = sums.mean;
  score.max = sums.max;
  double independent = 0;
  double shared = 0;
  if (score.friction > 0) {
    const double inverse = 1 / score.friction;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t at = touchpoint_at(i);
      const double u = weights[at] / weight_sum;
      const double g = u * powered(parts[at].friction * inverse, power - 1);
      const double own = g * parts[at].independent_sd;
      independent += own * own;
      shared += g * parts[at].shared_sd;
    }
  }
  score.sd = std::sqrt(independent) + shared;
  constexpr double k_blocked = 100;
  score.low = std::max(0.0, score.friction - thresholds.interval_z * score.sd);
  score.high = std::min(k_blocked, score.friction + thresholds.interval_z * score.sd);
  return score;
}

}  // namespace

JourneyPart journey_part(const TouchpointScore& touchpoint) {
  return {touchpoint.friction, touchpoint.coverage, touchpoint.independent_sd,
          touchpoint.shared_sd};
}

double importance_of(const Touchpoint& touchpoint) {
  return touchpoint.importance.value_or(k_default_importance);
}

std::vector<double> reach_by_importance(std::span<const std::optional<double>> volumes,
                                        std::span<const double> importances) {
  std::vector<double> weights(importances.begin(), importances.end());
  const std::optional<double> median = median_of_known(volumes);
  if (!median) return weights;
  double most = 0;
  for (const std::optional<double>& volume : volumes)
    most = std::max(most, volume.value_or(*median));
  if (most == 0) return weights;
  // Divided by the largest, so that sums stay finite whatever the volumes.
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights[i] *= volumes[i].value_or(*median) / most;
  }
  return weights;
}

std::optional<JourneyScore> score_group(std::span<const JourneyPart> parts,
                                        std::span<const std::uint32_t> members,
                                        std::span<const double> weights,
                                        const Thresholds& thresholds) {
  double weight_sum = 0;
  for (const std::uint32_t member : members) weight_sum += weights[member];
  if (weight_sum == 0) return std::nullopt;
  const auto member_at = [&](std::size_t i) { return std::size_t{members[i]}; };
  return score_members(parts, members.size(), member_at, weights, weight_sum, thresholds);
}

std::optional<JourneyScore> score_journey(std::span<const JourneyPart> parts,
                                          std::span<TouchpointScore> touchpoints,
                                          std::span<const std::uint32_t> order,
                                          std::span<const double> weights,
                                          const Thresholds& thresholds) {
  if (touchpoints.empty()) return std::nullopt;
  const double weight_sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  const auto itself = [](std::size_t i) { return i; };
  JourneyScore journey =
      score_members(parts, parts.size(), itself, weights, weight_sum, thresholds);
  journey.peak_end = (journey.max + touchpoints[order.back()].friction) / 2;
  const double inverse = journey.friction > 0 ? 1 / journey.friction : 0;
  for (std::size_t i = 0; i < touchpoints.size(); ++i) {
    TouchpointScore& touchpoint = touchpoints[i];
    touchpoint.reach_weight = weights[i] / weight_sum;
    touchpoint.journey_share =
        touchpoint.reach_weight * powered(parts[i].friction * inverse, thresholds.journey_power);
    touchpoint.journey_contribution = touchpoint.journey_share * journey.friction;
  }
  return journey;
}

std::vector<std::uint32_t> journey_order(const Audit& audit, const Directory& directory) {
  const std::size_t stages = audit.stages.size();
  const std::size_t touchpoints = audit.touchpoints.size();
  std::vector<std::size_t> stage_of(touchpoints, stages);
  std::vector<std::uint32_t> starts(stages + 2, 0);
  for (std::size_t i = 0; i < touchpoints; ++i) {
    const std::optional<StageId>& stage = audit.touchpoints[i].stage;
    if (stage) stage_of[i] = directory.stage(audit, *stage).value_or(stages);
    ++starts[stage_of[i] + 1];
  }
  for (std::size_t stage = 0; stage <= stages; ++stage) starts[stage + 1] += starts[stage];
  std::vector<std::uint32_t> order(touchpoints);
  const std::uint32_t with_stage = starts[stages];
  for (std::size_t i = 0; i < touchpoints; ++i) {
    order[starts[stage_of[i]]++] = static_cast<std::uint32_t>(i);
  }
  if (with_stage > 0) order.resize(with_stage);
  return order;
}

std::vector<GroupScore> empty_groups(const Audit& audit) {
  std::vector<GroupScore> groups;
  const auto add = [&](GroupBy by, std::size_t count) {
    for (std::size_t index = 0; index < count; ++index) groups.push_back({by, index, {}, {}});
  };
  add(GroupBy::stage, audit.stages.size());
  add(GroupBy::channel, audit.channels.size());
  add(GroupBy::team, audit.teams.size());
  add(GroupBy::discipline, k_names<Discipline>.size());
  add(GroupBy::persona, audit.personas.size());
  return groups;
}

void find_groups(const Audit& audit, const Directory& directory, std::size_t touchpoint,
                 std::span<const std::uint32_t> owners, std::vector<std::uint32_t>& groups) {
  const Touchpoint& it = audit.touchpoints[touchpoint];
  groups.clear();
  std::size_t first = 0;
  const auto add = [&](std::optional<std::size_t> index) {
    if (index) groups.push_back(static_cast<std::uint32_t>(first + *index));
  };
  if (it.stage) add(directory.stage(audit, *it.stage));
  first += audit.stages.size();
  if (it.channel) add(directory.channel(audit, *it.channel));
  first += audit.channels.size();
  for (const std::uint32_t owner : owners) add(directory.team_of(owner));
  first += audit.teams.size();
  if (it.discipline) add(static_cast<std::size_t>(*it.discipline));
  first += k_names<Discipline>.size();
  if (it.personas) {
    for (const PersonaId& id : *it.personas) add(directory.persona(audit, id));
  } else {
    for (std::size_t persona = 0; persona < audit.personas.size(); ++persona) add(persona);
  }
  std::sort(groups.begin(), groups.end());
  groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
}

}  // namespace touchstone
