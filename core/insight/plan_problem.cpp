#include "insight/plan_problem.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "insight/facts.hpp"

namespace touchstone {
namespace {

// Ties between fixes, by place in the audit's list.
struct Ties {
  std::vector<std::vector<std::size_t>> requirements;
  std::vector<std::vector<std::size_t>> exclusions;  // both ways
};

Ties ties_of(const Audit& audit) {
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < audit.fixes.size(); ++i) places.emplace(audit.fixes[i].id.text, i);
  Ties ties{std::vector<std::vector<std::size_t>>(audit.fixes.size()),
            std::vector<std::vector<std::size_t>>(audit.fixes.size())};
  for (std::size_t i = 0; i < audit.fixes.size(); ++i) {
    for (const FixId& id : audit.fixes[i].requires_fixes)
      if (const auto at = places.find(id.text); at != places.end())
        ties.requirements[i].push_back(at->second);
    for (const FixId& id : audit.fixes[i].excludes) {
      const auto at = places.find(id.text);
      if (at == places.end()) continue;
      ties.exclusions[i].push_back(at->second);
      ties.exclusions[at->second].push_back(i);
    }
  }
  return ties;
}

// Everything a fix needs that is not under way, itself included; empty if something of it can never
// be chosen.
std::vector<std::size_t> closure(const Audit& audit, const Ties& ties,
                                 const std::vector<bool>& possible, std::size_t fix) {
  std::vector<std::size_t> members = {fix};
  for (std::size_t next = 0; next < members.size(); ++next) {
    if (!possible[members[next]]) return {};
    for (const std::size_t required : ties.requirements[members[next]]) {
      if (is_under_way(audit.fixes[required])) continue;
      if (std::find(members.begin(), members.end(), required) == members.end())
        members.push_back(required);
    }
  }
  return members;
}

bool contradicts_itself(const Ties& ties, const std::vector<std::size_t>& members) {
  for (const std::size_t member : members)
    for (const std::size_t excluded : ties.exclusions[member])
      if (std::find(members.begin(), members.end(), excluded) != members.end()) return true;
  return false;
}

// By fix: everything to be chosen with it, or empty if it is no candidate.
std::vector<std::vector<std::size_t>> closures(const Audit& audit, const Ties& ties,
                                               double budget) {
  std::vector<bool> possible(audit.fixes.size());
  for (std::size_t i = 0; i < audit.fixes.size(); ++i) {
    const Fix& fix = audit.fixes[i];
    const auto& excluded = ties.exclusions[i];
    possible[i] = is_open(fix) && fix.effort && *fix.effort <= budget + k_effort_tolerance &&
                  std::none_of(excluded.begin(), excluded.end(),
                               [&](std::size_t other) { return is_under_way(audit.fixes[other]); });
  }
  std::vector<std::vector<std::size_t>> result;
  for (std::size_t i = 0; i < audit.fixes.size(); ++i) {
    std::vector<std::size_t> members = closure(audit, ties, possible, i);
    std::sort(members.begin(), members.end());
    double effort = 0;
    for (const std::size_t member : members) effort += *audit.fixes[member].effort;
    if (effort > budget + k_effort_tolerance || contradicts_itself(ties, members)) members.clear();
    result.push_back(std::move(members));
  }
  return result;
}

std::vector<PlanEffect> effects_of(const FixValues& values, std::size_t fix) {
  std::vector<PlanEffect> effects;
  for (const Reduction& each : values.of_fix(fix)) {
    const double keep = std::pow(each.keep, values.power());
    if (keep < 1) effects.emplace_back(each.touchpoint, keep);
  }
  return effects;
}

}  // namespace

bool PlanProblem::is_separable() const {
  std::vector<bool> touched(masses.size(), false);
  for (const PlanItem& item : items) {
    if (!item.needs.empty() || !item.conflicts.empty()) return false;
    for (const PlanEffect& effect : item.effects) {
      if (touched[effect.place] && masses[effect.place] > 0) return false;
      touched[effect.place] = true;
    }
  }
  return true;
}

PlanProblem plan_problem(const Audit& audit, const FixValues& values, double budget) {
  PlanProblem problem;
  problem.masses = values.weighted_masses();
  problem.budget = budget;
  const Ties ties = ties_of(audit);
  const auto members = closures(audit, ties, budget);

  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < members.size(); ++i)
    if (!members[i].empty()) chosen.push_back(i);
  std::ranges::stable_sort(
      chosen, [&](std::size_t a, std::size_t b) { return audit.fixes[a].id < audit.fixes[b].id; });
  std::vector<std::uint32_t> item_of(audit.fixes.size(), k_no_item);
  for (std::size_t i = 0; i < chosen.size(); ++i)
    item_of[chosen[i]] = static_cast<std::uint32_t>(i);

  const auto as_items = [&](const std::vector<std::size_t>& fixes, std::size_t self) {
    std::vector<std::uint32_t> items;
    for (const std::size_t fix : fixes)
      if (fix != self && item_of[fix] != k_no_item) items.push_back(item_of[fix]);
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
    return items;
  };
  for (const std::size_t fix : chosen) {
    problem.items.push_back({fix, *audit.fixes[fix].effort, effects_of(values, fix),
                             as_items(members[fix], fix), as_items(ties.exclusions[fix], fix)});
  }
  return problem;
}

double effort_of(const PlanProblem& problem, std::span<const std::uint32_t> items) {
  std::vector<std::uint32_t> order(items.begin(), items.end());
  std::sort(order.begin(), order.end());
  return std::accumulate(order.begin(), order.end(), 0.0, [&](double sum, std::uint32_t item) {
    return sum + problem.items[item].effort;
  });
}

}  // namespace touchstone
