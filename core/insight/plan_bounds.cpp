// The bounds of a node of the plan search.
#include <algorithm>
#include <cmath>

#include "insight/plan_search.hpp"

namespace touchstone {
double PlanSearch::gain_of(std::uint32_t item) const {
  double gain = 0;
  for (const PlanEffect& effect : problem_.items[item].effects)
    gain += problem_.masses[effect.place] * keep_[effect.place] * (1 - effect.keep);
  return gain;
}

bool PlanSearch::fits_with_needs(std::uint32_t item) const {
  double effort = effort_ + problem_.items[item].effort;
  for (const std::uint32_t need : problem_.items[item].needs)
    if (status_[need] == Status::open) effort += problem_.items[need].effort;
  return effort <= problem_.budget + k_effort_tolerance;
}

PlanSearch::Candidate PlanSearch::candidate(std::uint32_t item) const {
  const double gain = gain_of(item);
  const double effort = problem_.items[item].effort;
  return {effort > 0 ? gain / effort : (gain > 0 ? k_infinite : 0), gain, effort, item};
}

void PlanSearch::sort_by_ratio(std::vector<Candidate>& candidates) {
  std::ranges::stable_sort(candidates, [](const Candidate& a, const Candidate& b) {
    return a.ratio != b.ratio ? a.ratio > b.ratio : a.item < b.item;
  });
}

// The open items that could still be taken, by falling marginal value per day, then by id.
void PlanSearch::collect_candidates() {
  candidates_.clear();
  for (std::uint32_t item = 0; item < status_.size(); ++item) {
    if (status_[item] != Status::open || !fits_with_needs(item)) continue;
    candidates_.push_back(candidate(item));
  }
  work_ += status_.size();
  sort_by_ratio(candidates_);
}

double PlanSearch::fractional_bound() {
  double room = problem_.budget + k_effort_tolerance - effort_;
  double bound = value_;
  for (const Candidate& each : candidates_) {
    if (each.effort > room) return bound + each.gain * room / each.effort;
    room -= each.effort;
    bound += each.gain;
  }
  return bound;
}

double PlanSearch::everything_bound() {
  double bound = value_;
  touched_.clear();
  for (const Candidate& each : candidates_) {
    for (const PlanEffect& effect : problem_.items[each.item].effects) {
      double& left = remaining_[effect.place];
      if (left == k_infinite) {
        left = 1;
        touched_.push_back(effect.place);
      }
      left *= effect.keep;
    }
  }
  for (const std::uint32_t place : touched_) {
    bound += problem_.masses[place] * keep_[place] * (1 - remaining_[place]);
    remaining_[place] = k_infinite;
  }
  return bound;
}

// Puts each place's tangent where the fractional filling of `sloped_` leads.
void PlanSearch::set_totals_from_fill() {
  double room = problem_.budget + k_effort_tolerance - effort_;
  for (const std::uint32_t place : touched_) remaining_[place] = 0;
  for (const Candidate& each : sloped_) {
    const double share = each.effort > room ? room / each.effort : 1;
    for (const PlanEffect& effect : problem_.items[each.item].effects)
      if (overlaps_[effect.place]) remaining_[effect.place] += share * effect.decay;
    if (share < 1) break;
    room -= each.effort;
  }
}

// Where several fixes meet, 1 - e^-a is held under its tangent at the total a that the last filling
// reached; elsewhere the marginal value is exact. `rounds` fillings, each moving the totals part of
// the way; any totals give a true bound, and the least one counts.
double PlanSearch::tangent_bound(int rounds) {
  touched_.clear();
  for (const Candidate& each : candidates_)
    for (const PlanEffect& effect : problem_.items[each.item].effects)
      if (overlaps_[effect.place] && totals_[effect.place] == k_infinite) {
        totals_[effect.place] = 0;
        touched_.push_back(effect.place);
      }
  sloped_ = candidates_;
  double least = k_infinite;
  for (int round = 1; round <= rounds; ++round) {
    set_totals_from_fill();
    double bound = value_;
    for (const std::uint32_t place : touched_) {
      double& total = totals_[place];
      total += (remaining_[place] - total) * 2 / (round + 1);
      const double mass = problem_.masses[place] * keep_[place];
      const double left = std::exp(-total);
      bound += mass * (1 - left * (1 + total));
      remaining_[place] = mass * left;  // from here on the tangent's slope
    }
    for (Candidate& each : sloped_) {
      each.gain = 0;
      for (const PlanEffect& effect : problem_.items[each.item].effects) {
        const std::uint32_t place = effect.place;
        each.gain += overlaps_[place] ? remaining_[place] * effect.decay
                                      : problem_.masses[place] * keep_[place] * (1 - effect.keep);
      }
      each.ratio = each.effort > 0 ? each.gain / each.effort : k_infinite;
    }
    work_ += sloped_.size();
    sort_by_ratio(sloped_);
    double room = problem_.budget + k_effort_tolerance - effort_;
    for (const Candidate& each : sloped_) {
      bound += each.gain * (each.effort > room ? room / each.effort : 1);
      if (each.effort > room) break;
      room -= each.effort;
    }
    least = std::min(least, bound);
  }
  for (const std::uint32_t place : touched_) totals_[place] = remaining_[place] = k_infinite;
  return least;
}

// Least effort, split fixes allowed, with which this node could reach `value`.
double PlanSearch::effort_to_reach(double value) const {
  double missing = value - value_;
  double effort = effort_;
  for (const Candidate& each : candidates_) {
    if (missing <= 0 || each.gain <= 0) break;
    if (each.gain > missing) return effort + each.effort * missing / each.gain;
    missing -= each.gain;
    effort += each.effort;
  }
  return effort;
}

// Whether a set below this node could stand before the incumbent in the order of id lists.
bool PlanSearch::could_have_smaller_ids() const {
  std::size_t at = 0;  // in best_
  for (std::uint32_t item = 0; item < status_.size(); ++item) {
    if (at == best_.size()) return false;  // a longer list is not smaller
    const bool in_best = best_[at] == item;
    if (in_best) ++at;
    if (in_best && status_[item] == Status::out) {
      // Worse, unless the list could end here.
      for (std::uint32_t later = item + 1; later < status_.size(); ++later)
        if (status_[later] == Status::in) return false;
      return true;
    }
    if (!in_best && status_[item] != Status::out) return true;
  }
  return false;
}

bool PlanSearch::can_win(double bound) const {
  if (bound > best_value_ + tolerance_) return true;
  if (bound < best_value_ - tolerance_) return false;
  const double effort = effort_to_reach(best_value_ - tolerance_);
  if (effort > best_effort_ + k_effort_tolerance) return false;
  if (effort < best_effort_ - k_effort_tolerance) return true;
  return could_have_smaller_ids();
}

double PlanSearch::bound_here() {
  double bound = std::min(fractional_bound(), everything_bound());
  if (has_overlaps_ && bound > best_value_ + tolerance_) {
    const bool is_root = frames_.empty();
    bound = std::min(bound, tangent_bound(is_root ? 40 : 2));
  }
  return bound;
}

}  // namespace touchstone
