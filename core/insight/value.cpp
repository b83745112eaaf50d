#include "insight/value.hpp"

#include <algorithm>
#include <cmath>

namespace touchstone {
namespace {

bool has_goal_on(const Header& header, const Model& model, Discipline side) {
  if (!header.goals) return false;
  return std::any_of(header.goals->begin(), header.goals->end(), [&](const GoalId& id) {
    const Goal* goal = model.goal(id);
    return goal != nullptr && goal->side == side;
  });
}

double side_multiplier(const Header& header, const Model& model, Discipline side,
                       std::optional<StageRole> role) {
  double value = 1;
  if (header.business_stage) {
    const StageMultiplier& stage =
        model.multipliers.stages[static_cast<std::size_t>(*header.business_stage)];
    value = side == Discipline::ux ? stage.ux : stage.cx;
    if (side == Discipline::cx && role)
      value = stage.cx_by_role[static_cast<std::size_t>(*role)].value_or(value);
  }
  return has_goal_on(header, model, side) ? value * model.multipliers.goal : value;
}

std::vector<std::size_t> sorted(std::span<const std::size_t> fixes) {
  std::vector<std::size_t> order(fixes.begin(), fixes.end());
  std::sort(order.begin(), order.end());
  return order;
}

}  // namespace

double multiplier(const Header& header, const Model& model, const Touchpoint& touchpoint,
                  std::optional<StageRole> role) {
  const Discipline discipline = touchpoint.discipline.value_or(Discipline::both);
  double value = 0;
  if (discipline != Discipline::cx) value = side_multiplier(header, model, Discipline::ux, role);
  if (discipline != Discipline::ux)
    value = std::max(value, side_multiplier(header, model, Discipline::cx, role));
  return std::clamp(value, model.multipliers.cap_low, model.multipliers.cap_high);
}

std::vector<double> multipliers(const Audit& audit, const Model& model) {
  const Directory directory(audit);
  std::vector<double> values;
  values.reserve(audit.touchpoints.size());
  for (const Touchpoint& touchpoint : audit.touchpoints) {
    std::optional<StageRole> role;
    if (touchpoint.stage) {
      if (const auto stage = directory.stage(audit, *touchpoint.stage))
        role = audit.stages[*stage].role;
    }
    values.push_back(multiplier(audit.header, model, touchpoint, role));
  }
  return values;
}

std::vector<Reduction> reductions(const Audit& audit, const Directory& directory, const Fix& fix) {
  std::vector<Reduction> result;
  const double confidence = fix.confidence.value_or(1);
  for (const Effect& effect : fix.effects) {
    const auto place = directory.touchpoint(audit, effect.touchpoint);
    if (!place) continue;
    const double keep = 1 - confidence * effect.reduces.value_or(0);
    const auto same = std::find_if(result.begin(), result.end(), [&](const Reduction& each) {
      return each.touchpoint == *place;
    });
    if (same == result.end()) {
      result.push_back({static_cast<std::uint32_t>(*place), keep});
    } else {
      same->keep *= keep;
    }
  }
  return result;
}

std::vector<std::size_t> touchpoints_of(const Audit& audit, const Directory& directory,
                                        const Fix& fix) {
  std::vector<std::size_t> places;
  for (const Reduction& each : reductions(audit, directory, fix)) places.push_back(each.touchpoint);
  return places;
}

FixValues::FixValues(const Audit& audit, const Model& model, const Scores& scores)
    : power_(model.thresholds.journey_power), multiplier_(multipliers(audit, model)) {
  for (const TouchpointScore& score : scores.touchpoints) {
    friction_.push_back(score.friction);
    reach_.push_back(score.reach_weight);
    mass_ += score.reach_weight * std::pow(score.friction, power_);
  }
  const Directory directory(audit);
  for (const Fix& fix : audit.fixes) reductions_.push_back(reductions(audit, directory, fix));
}

std::vector<double> FixValues::weighted_masses() const {
  std::vector<double> masses;
  for (std::size_t i = 0; i < friction_.size(); ++i)
    masses.push_back(multiplier_[i] * reach_[i] * std::pow(friction_[i], power_));
  return masses;
}

std::vector<double> FixValues::frictions_after(std::span<const std::size_t> fixes) const {
  std::vector<double> after = friction_;
  for (const std::size_t fix : sorted(fixes))
    for (const Reduction& each : reductions_[fix]) after[each.touchpoint] *= each.keep;
  return after;
}

double FixValues::of(std::span<const std::size_t> fixes) const {
  std::vector<Reduction> all;
  for (const std::size_t fix : sorted(fixes))
    all.insert(all.end(), reductions_[fix].begin(), reductions_[fix].end());
  std::ranges::stable_sort(all, {}, &Reduction::touchpoint);
  double value = 0;
  for (auto each = all.begin(); each != all.end();) {
    const std::uint32_t at = each->touchpoint;
    double after = friction_[at];
    for (; each != all.end() && each->touchpoint == at; ++each) after *= each->keep;
    value +=
        multiplier_[at] * reach_[at] * (std::pow(friction_[at], power_) - std::pow(after, power_));
  }
  return value;
}

std::optional<double> FixValues::journey_after(std::span<const std::size_t> fixes) const {
  if (friction_.empty()) return std::nullopt;
  const std::vector<double> after = frictions_after(fixes);
  double mass = 0;
  for (std::size_t i = 0; i < after.size(); ++i) mass += reach_[i] * std::pow(after[i], power_);
  return std::pow(mass, 1 / power_);
}

double FixValues::journey_drop(std::size_t fix) const {
  if (friction_.empty()) return 0;
  double change = 0;
  for (const Reduction& each : reductions_[fix]) {
    const double before = friction_[each.touchpoint];
    change +=
        reach_[each.touchpoint] * (std::pow(before, power_) - std::pow(before * each.keep, power_));
  }
  return std::pow(mass_, 1 / power_) - std::pow(std::max(0.0, mass_ - change), 1 / power_);
}

}  // namespace touchstone
