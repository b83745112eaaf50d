#include "insight/priorities.hpp"

#include <algorithm>
#include <array>

#include "insight/facts.hpp"
#include "stats/combine.hpp"
#include "stats/interval.hpp"

namespace touchstone {
namespace {

constexpr double k_months_a_quarter = 3;
constexpr double k_days_a_month = 20;  // working days, as RICE's person-months are counted

std::optional<double> reach_of(const Audit& audit, std::span<const Reduction> reductions) {
  double sum = 0;
  for (const Reduction& each : reductions) {
    const auto& volume = audit.touchpoints[each.touchpoint].volume;
    if (!volume) return std::nullopt;
    sum += *volume;
  }
  return k_months_a_quarter * sum;
}

// The effect itself, without confidence, which RICE has a factor of its own for.
double impact_of(const Fix& fix, const std::vector<double>& steps) {
  double largest = 0;
  for (const Effect& effect : fix.effects) largest = std::max(largest, effect.reduces.value_or(0));
  if (!(largest > 0)) return 0;
  const auto step = static_cast<std::size_t>(largest * static_cast<double>(steps.size()));
  return steps[std::min(step, steps.size() - 1)];
}

}  // namespace

std::string_view name_of(Quadrant quadrant) {
  constexpr std::array<std::string_view, 4> names = {"Quick win", "Major project", "Fill-in",
                                                     "Not now"};
  return names[static_cast<std::size_t>(quadrant)];
}

std::vector<Priority> prioritise(const Audit& audit, const Model& model, const FixValues& values) {
  std::vector<Priority> result(audit.fixes.size());
  std::vector<double> all_values;
  std::vector<double> all_efforts;
  for (std::size_t i = 0; i < audit.fixes.size(); ++i) {
    const Fix& fix = audit.fixes[i];
    Priority& it = result[i];
    it.value = values.of(std::array{i});
    it.journey_drop = values.journey_drop(i);
    it.reach = reach_of(audit, values.of_fix(i));
    it.impact = impact_of(fix, model.thresholds.rice_impacts);
    if (it.reach && fix.effort && *fix.effort > 0)
      it.rice = stats::rice(*it.reach, it.impact, fix.confidence.value_or(1),
                            *fix.effort / k_days_a_month);
    if (!is_open(fix) || !fix.effort) continue;
    all_values.push_back(it.value);
    all_efforts.push_back(*fix.effort);
  }
  if (all_values.empty()) return result;
  const double value_split = stats::median(all_values);
  const double effort_split = stats::median(all_efforts);
  for (std::size_t i = 0; i < audit.fixes.size(); ++i) {
    const Fix& fix = audit.fixes[i];
    if (!is_open(fix) || !fix.effort) continue;
    const bool valuable = result[i].value >= value_split;
    const bool cheap = *fix.effort <= effort_split;
    result[i].quadrant = valuable ? (cheap ? Quadrant::quick_win : Quadrant::major_project)
                                  : (cheap ? Quadrant::fill_in : Quadrant::not_now);
  }
  return result;
}

}  // namespace touchstone
