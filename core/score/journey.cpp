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

template <class Each>
JourneyPart sum_of(std::span<const JourneyPart> parts, std::size_t count, Each touchpoint_at) {
  JourneyPart sum;
  for (std::size_t i = 0; i < count; ++i) {
    const JourneyPart& part = parts[touchpoint_at(i)];
    sum.weight += part.weight;
    sum.power += part.power;
    sum.mean += part.mean;
    sum.coverage += part.coverage;
    sum.independent += part.independent;
    sum.shared += part.shared;
    sum.friction = std::max(sum.friction, part.friction);
  }
  return sum;
}

std::optional<JourneyScore> score_of(const JourneyPart& sum, const Thresholds& thresholds) {
  if (sum.weight == 0) return std::nullopt;
  JourneyScore score;
  score.friction = root(sum.power / sum.weight, thresholds.journey_power);
  score.coverage = sum.coverage / sum.weight;
  score.mean = sum.mean / sum.weight;
  score.max = sum.friction;
  if (score.friction > 0) {
    const double slope = powered(score.friction, thresholds.journey_power - 1);
    score.sd = (std::sqrt(sum.independent) + sum.shared) / sum.weight / slope;
  }
  constexpr double k_blocked = 100;
  score.low = std::max(0.0, score.friction - thresholds.interval_z * score.sd);
  score.high = std::min(k_blocked, score.friction + thresholds.interval_z * score.sd);
  return score;
}

}  // namespace

JourneyPart journey_part(const TouchpointScore& touchpoint, double weight, double power) {
  const double friction = touchpoint.friction;
  const double slope = weight * powered(friction, power - 1);
  const double own = slope * touchpoint.independent_sd;
  return {weight,
          slope * friction,
          weight * friction,
          weight * touchpoint.coverage,
          own * own,
          slope * touchpoint.shared_sd,
          friction};
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
                                        const Thresholds& thresholds) {
  const auto member_at = [&](std::size_t i) { return std::size_t{members[i]}; };
  return score_of(sum_of(parts, members.size(), member_at), thresholds);
}

std::optional<JourneyScore> score_journey(std::span<const JourneyPart> parts,
                                          std::span<TouchpointScore> touchpoints,
                                          std::span<const std::uint32_t> order,
                                          const Thresholds& thresholds) {
  const JourneyPart sum = sum_of(parts, parts.size(), [](std::size_t i) { return i; });
  std::optional<JourneyScore> journey = score_of(sum, thresholds);
  if (!journey) return std::nullopt;
  journey->peak_end = (journey->max + touchpoints[order.back()].friction) / 2;
  for (std::size_t i = 0; i < touchpoints.size(); ++i) {
    TouchpointScore& touchpoint = touchpoints[i];
    touchpoint.reach_weight = parts[i].weight / sum.weight;
    touchpoint.journey_share = sum.power > 0 ? parts[i].power / sum.power : 0;
    touchpoint.journey_contribution = touchpoint.journey_share * journey->friction;
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
