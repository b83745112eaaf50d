#include "insight/plan_search.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "stats/knapsack.hpp"

namespace touchstone {
namespace {

// Rounding of sums and products stays well below this share of everything that could be gained.
constexpr double k_relative_tolerance = 1e-12;

// An order in which fixes that are the same in all but their ids stand beside each other.
bool stands_before(const PlanItem& a, const PlanItem& b) {
  if (a.effort != b.effort) return a.effort < b.effort;
  return std::ranges::lexicographical_compare(
      a.effects, b.effects, [](const PlanEffect& x, const PlanEffect& y) {
        return std::tie(x.place, x.keep) < std::tie(y.place, y.keep);
      });
}

}  // namespace

PlanSearch::PlanSearch(PlanProblem problem, PlanLimits limits)
    : problem_(std::move(problem)), limits_(limits) {
  const std::size_t items = problem_.items.size();
  const std::size_t places = problem_.masses.size();
  status_.assign(items, Status::open);
  keep_.assign(places, 1);
  totals_.assign(places, k_infinite);
  remaining_.assign(places, k_infinite);
  dependents_.resize(items);
  std::vector<std::uint8_t> touching(places, 0);
  double most = 0;
  for (std::uint32_t item = 0; item < items; ++item) {
    for (const std::uint32_t need : problem_.items[item].needs) dependents_[need].push_back(item);
    for (const PlanEffect& effect : problem_.items[item].effects) {
      most += problem_.masses[effect.place] * (1 - effect.keep);
      if (touching[effect.place] < 2) ++touching[effect.place];
    }
  }
  overlaps_.resize(places);
  for (std::size_t place = 0; place < places; ++place) {
    overlaps_[place] = touching[place] > 1;
    has_overlaps_ = has_overlaps_ || overlaps_[place];
  }
  tolerance_ = most * k_relative_tolerance;
  root_bound_ = most;
  find_useless();
  consider_incumbent();  // the empty plan
  if (!problem_.is_separable()) find_twins();
}

// What gains nothing and is needed by nothing stays out: for good if it costs anything; free and
// untied fixes are remembered for the order of ids (finish()).
void PlanSearch::find_useless() {
  for (std::uint32_t item = 0; item < status_.size(); ++item) {
    const PlanItem& it = problem_.items[item];
    if (!dependents_[item].empty() || gain_of(item) > 0) continue;
    if (it.effort > 0) {
      status_[item] = Status::out;
    } else if (it.needs.empty() && it.conflicts.empty()) {
      status_[item] = Status::out;
      free_extras_.push_back(item);
    }
  }
}

void PlanSearch::find_twins() {
  next_twin_.assign(status_.size(), k_no_item);
  std::vector<std::uint32_t> untied;
  for (std::uint32_t item = 0; item < status_.size(); ++item) {
    const PlanItem& it = problem_.items[item];
    const bool is_tied = !it.needs.empty() || !it.conflicts.empty() || !dependents_[item].empty();
    if (!is_tied && status_[item] == Status::open) untied.push_back(item);
  }
  std::ranges::stable_sort(untied, [&](std::uint32_t a, std::uint32_t b) {
    return stands_before(problem_.items[a], problem_.items[b]);
  });
  for (std::size_t i = 1; i < untied.size(); ++i)
    if (!stands_before(problem_.items[untied[i - 1]], problem_.items[untied[i]]))
      next_twin_[untied[i - 1]] = untied[i];
}

// Values add up: the exact knapsack of stats/knapsack.hpp.
bool PlanSearch::step_knapsack() {
  std::vector<double> profits;
  std::vector<double> weights;
  for (std::uint32_t item = 0; item < status_.size(); ++item) {
    profits.push_back(gain_of(item));
    weights.push_back(problem_.items[item].effort);
  }
  const stats::KnapsackChoice choice = stats::knapsack(profits, weights, problem_.budget);
  best_.clear();
  for (std::uint32_t item = 0; item < choice.selection.size(); ++item)
    if (choice.selection[item]) best_.push_back(item);
  best_value_ = choice.profit;
  best_effort_ = choice.weight;
  root_bound_ = choice.bound;
  proven_ = choice.optimal;
  finish();
  return true;
}

bool PlanSearch::step(std::uint64_t work) {
  if (done_) return true;
  if (problem_.is_separable()) return step_knapsack();
  const bool is_limited = status_.size() > limits_.exact_items;
  std::uint64_t seeded = 0;
  while (stage_ != Stage::search && seeded < work) seeded += seed();
  const std::uint64_t start = work_;
  while (stage_ == Stage::search && work_ - start < work) {
    if (is_limited && work_ >= limits_.most_work) {
      finish();
      return true;
    }
    if (entering_) {
      visit();
    } else if (frames_.empty()) {
      proven_ = true;
      finish();
      return true;
    } else {
      next_branch();
    }
  }
  return false;
}

// At a node just reached: its set counts, then the branch with the next fix opens.
void PlanSearch::visit() {
  entering_ = false;
  consider_incumbent();
  collect_candidates();
  const double bound = bound_here();
  if (!can_win(bound)) return;
  const std::uint32_t item = branch_item();
  if (item == k_no_item) return;
  frames_.push_back({item, false, item_trail_.size(), keep_trail_.size(), effort_, value_, bound});
  if (include(item)) {
    entering_ = true;
  } else {
    next_branch();
  }
}

// Back at the innermost frame: its second branch, or out of it.
void PlanSearch::next_branch() {
  Frame& frame = frames_.back();
  undo(frame.items, frame.keeps);
  effort_ = frame.effort;
  value_ = frame.value;
  // The incumbent may have grown since this branch was put aside.
  if (frame.left_out || frame.bound < best_value_ - tolerance_) {
    frames_.pop_back();
    return;
  }
  frame.left_out = true;
  exclude(frame.item);
  entering_ = true;
}

// The best candidate with a gain; then free ones that could only make the list of ids smaller.
std::uint32_t PlanSearch::branch_item() const {
  for (const Candidate& each : candidates_)
    if (each.gain > 0) return each.item;
  std::uint32_t last_in = 0;
  for (std::uint32_t item = 0; item < status_.size(); ++item)
    if (status_[item] == Status::in) last_in = item;
  for (const Candidate& each : candidates_)
    if (each.effort == 0 && each.item < last_in) return each.item;
  return k_no_item;
}

void PlanSearch::put_in(std::uint32_t item) {
  status_[item] = Status::in;
  item_trail_.push_back(item);
  effort_ += problem_.items[item].effort;
  value_ += gain_of(item);
  for (const PlanEffect& effect : problem_.items[item].effects) {
    keep_trail_.push_back({effect.place, keep_[effect.place]});
    keep_[effect.place] *= effect.keep;
  }
}

void PlanSearch::leave_out(std::uint32_t item) {
  if (status_[item] != Status::open) return;
  status_[item] = Status::out;
  item_trail_.push_back(item);
}

bool PlanSearch::include(std::uint32_t item) {
  if (!fits_with_needs(item)) return false;
  std::vector<std::uint32_t> added = {item};
  for (const std::uint32_t need : problem_.items[item].needs)
    if (status_[need] == Status::open) added.push_back(need);
  for (const std::uint32_t each : added) put_in(each);
  for (const std::uint32_t each : added) {
    for (const std::uint32_t rival : problem_.items[each].conflicts) {
      leave_out(rival);
      for (const std::uint32_t dependent : dependents_[rival]) leave_out(dependent);
    }
  }
  return true;
}

void PlanSearch::exclude(std::uint32_t item) {
  leave_out(item);
  for (const std::uint32_t dependent : dependents_[item]) leave_out(dependent);
  for (std::uint32_t twin = next_twin_[item]; twin != k_no_item; twin = next_twin_[twin])
    leave_out(twin);
}

void PlanSearch::undo(std::size_t items, std::size_t keeps) {
  for (; item_trail_.size() > items; item_trail_.pop_back())
    status_[item_trail_.back()] = Status::open;
  for (; keep_trail_.size() > keeps; keep_trail_.pop_back())
    keep_[keep_trail_.back().place] = keep_trail_.back().keep;
}

void PlanSearch::consider_incumbent() {
  if (value_ < best_value_ - tolerance_) return;
  std::vector<std::uint32_t> set;
  for (std::uint32_t item = 0; item < status_.size(); ++item)
    if (status_[item] == Status::in) set.push_back(item);
  const double effort = effort_of(problem_, set);
  if (value_ <= best_value_ + tolerance_) {
    if (effort > best_effort_ + k_effort_tolerance) return;
    const bool same_effort = effort >= best_effort_ - k_effort_tolerance;
    if (same_effort && !std::ranges::lexicographical_compare(set, best_)) return;
  }
  best_ = std::move(set);
  best_value_ = value_;
  best_effort_ = effort;
}

void PlanSearch::finish() {
  done_ = true;
  if (best_.empty()) return;
  // A free fix of no value makes the list of ids smaller where it stands before the last.
  const std::uint32_t last = best_.back();
  for (const std::uint32_t extra : free_extras_)
    if (extra < last) best_.push_back(extra);
  std::sort(best_.begin(), best_.end());
}

std::vector<std::uint32_t> PlanSearch::best() const {
  return best_;
}

double PlanSearch::bound() const {
  if (proven_) return best_value_;
  if (frames_.empty()) return std::max(best_value_, root_bound_);
  double bound = best_value_;
  for (std::size_t i = 0; i < frames_.size(); ++i)
    if (!frames_[i].left_out || i + 1 == frames_.size()) bound = std::max(bound, frames_[i].bound);
  return std::min(bound, std::max(best_value_, root_bound_));
}

bool PlanSearch::is_optimal() const {
  return proven_ || bound() <= best_value_ + tolerance_;
}

}  // namespace touchstone
