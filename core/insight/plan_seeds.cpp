// Good plans for the search to begin with: the greedy one, and each fix alone with what it needs.
#include <algorithm>

#include "insight/plan_search.hpp"

namespace touchstone {

// The next piece of work before the search itself; about how many fixes were looked at.
std::uint64_t PlanSearch::seed() {
  switch (stage_) {
    case Stage::start:
      collect_candidates();
      waiting_ = candidates_;
      std::ranges::make_heap(waiting_, comes_later);
      stage_ = Stage::greedy;
      return status_.size() + 1;
    case Stage::greedy:
      if (add_greedily()) return 1;
      consider_incumbent();
      take_all_out();
      stage_ = Stage::singles;
      return status_.size() + 1;
    case Stage::singles:
      if (next_single_ == status_.size())
        stage_ = Stage::root;
      else
        try_alone(next_single_++);
      return 1;
    case Stage::root:
      collect_candidates();
      root_bound_ = bound_here();
      stage_ = Stage::search;
      return status_.size() + 1;
    case Stage::search:
      break;
  }
  return 0;
}

bool PlanSearch::comes_later(const Candidate& a, const Candidate& b) {
  return a.ratio != b.ratio ? a.ratio < b.ratio : a.item > b.item;
}

void PlanSearch::wait(std::uint32_t item) {
  waiting_.push_back(candidate(item));
  std::ranges::push_heap(waiting_, comes_later);
}

// Looks at the first fix that waits; false when none waits any more. It joins the others if it
// fits, gains something and all it needs is in. Each gain can only fall while others join, so a fix
// whose ratio is still the one it waited with comes before all others; one whose ratio has fallen
// waits again, and one that lacks a need is called when that joins. What does not fit now never
// will.
bool PlanSearch::add_greedily() {
  if (waiting_.empty()) return false;
  std::ranges::pop_heap(waiting_, comes_later);
  const Candidate waited = waiting_.back();
  waiting_.pop_back();
  const std::uint32_t item = waited.item;
  if (status_[item] != Status::open || !fits_with_needs(item)) return true;
  const Candidate now = candidate(item);
  if (now.gain <= 0) return true;
  const auto is_in = [&](std::uint32_t need) { return status_[need] == Status::in; };
  if (!std::ranges::all_of(problem_.items[item].needs, is_in)) return true;
  if (now.ratio != waited.ratio) {
    wait(item);
    return true;
  }
  // Larger gains make a better plan anyway; the last set of them is looked at in the end.
  if (now.gain <= tolerance_) consider_incumbent();
  include(item);
  for (const std::uint32_t dependent : dependents_[item])
    if (status_[dependent] == Status::open) wait(dependent);
  return true;
}

// One fix with what it needs, and nothing else.
void PlanSearch::try_alone(std::uint32_t item) {
  if (status_[item] != Status::open) return;
  if (include(item)) consider_incumbent();
  take_all_out();
}

void PlanSearch::take_all_out() {
  undo(0, 0);
  effort_ = value_ = 0;
}

}  // namespace touchstone
