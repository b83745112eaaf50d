// A plan as a bare optimisation problem: candidates, what each leaves of which mass, what ties them
// together. Made from an audit once; with other masses it can be solved again (certainty.hpp).
//
// Value of a set = sum over places of mass (1 - product of the set's keeps there).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "audit/audit.hpp"
#include "insight/value.hpp"

namespace touchstone {

struct PlanEffect {
  PlanEffect(std::uint32_t touchpoint, double share)
      : place(touchpoint), keep(share), decay(-std::log(std::max(share, 1e-30))) {}

  std::uint32_t place;  // touchpoint
  double keep;          // what the fix leaves of the place's mass: (1 - c e)^p, 0..1, below 1
  double decay;         // -ln keep; of a keep of 0 still a number
};

struct PlanItem {
  std::size_t fix;  // index into Audit::fixes
  double effort;    // person-days, >= 0, within the budget
  std::vector<PlanEffect> effects;
  std::vector<std::uint32_t> needs;      // items that must be in the set, all of them, itself not
  std::vector<std::uint32_t> conflicts;  // items that must not; symmetric
};

struct PlanProblem {
  std::vector<PlanItem> items;  // by id in byte order
  std::vector<double> masses;   // m u F^p by touchpoint
  double budget = 0;            // person-days, >= 0

  // No place is touched by two items, nothing needs or excludes anything: values simply add up.
  bool is_separable() const;
};

// Two sums of efforts closer than this (in days) are equal: .1 + .2 fits into .3.
inline constexpr double k_effort_tolerance = 1e-9;

// Where an item is asked for and there is none.
inline constexpr std::uint32_t k_no_item = 0xFFFFFFFF;

// The fixes that can stand in a plan: status open or none, effort known and within the budget, not
// excluded by a fix that is done or doing, and with everything they require (done, doing, or
// another such fix) affordable and free of contradictions. `needs` holds what is still to be
// chosen, indirect needs included.
PlanProblem plan_problem(const Audit& audit, const FixValues& values, double budget);

// Summed in rising order of items.
double effort_of(const PlanProblem& problem, std::span<const std::uint32_t> items);

}  // namespace touchstone
