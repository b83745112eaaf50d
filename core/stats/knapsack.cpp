#include "stats/knapsack.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>

namespace touchstone::stats {
namespace {

using Whole = std::int64_t;

// Decimal scales keep sums below 2^52, where multiplying by a power of ten rounds less than a unit.
// The binary grid goes to 2^61: multiplying by a power of two is exact, and so fine a grid holds
// every bit of values down to a hundredth of the sum.
constexpr double k_largest_decimal_sum = 4503599627370496.0;
constexpr int k_grid_bits = 61;

// A factor 10^k that makes all values whole, or 0 if there is none with k <= 9.
double decimal_scale(std::span<const double> values, double sum) {
  double scale = 1;
  for (int k = 0; k <= 9; ++k, scale *= 10) {
    if (sum * scale >= k_largest_decimal_sum) return 0;
    const bool whole = std::all_of(values.begin(), values.end(), [&](double value) {
      const double scaled = value * scale;
      return std::fabs(scaled - std::round(scaled)) <= 1e-15 * scaled;
    });
    if (whole) return scale;
  }
  return 0;
}

struct Scaled {
  std::vector<Whole> values;
  double scale;
};

Scaled scale_to_whole(std::span<const double> values) {
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  Scaled result{{}, decimal_scale(values, sum)};
  if (result.scale == 0) {
    int exponent = 0;
    std::frexp(sum, &exponent);
    result.scale = std::ldexp(1.0, std::min(k_grid_bits - exponent, 1000));
  }
  for (const double value : values) {
    result.values.push_back(static_cast<Whole>(std::llround(value * result.scale)));
  }
  return result;
}

// A capacity in the scale of the weights. A sum of weights may exceed it by the rounding its own
// additions would have brought: otherwise a set that just fits would not.
Whole scale_capacity(double capacity, const Scaled& weights) {
  constexpr double k_rounding = 1e-12;
  const Whole sum = std::accumulate(weights.values.begin(), weights.values.end(), Whole{0});
  const double scaled = capacity * weights.scale * (1 + k_rounding);
  return scaled >= static_cast<double>(sum) ? sum : static_cast<Whole>(std::floor(scaled));
}

struct Item {
  std::size_t index;
  Whole profit;
  Whole weight;

  [[nodiscard]] double ratio() const {
    return weight == 0 ? std::numeric_limits<double>::infinity()
                       : static_cast<double>(profit) / static_cast<double>(weight);
  }
};

// A set of items as bits, index 0 in the highest bit of the first word: the larger word sequence
// has the smallest index in which two sets differ.
using Bits = std::vector<std::uint64_t>;

void set_bit(std::span<std::uint64_t> bits, std::size_t index) {
  bits[index / 64] |= std::uint64_t{1} << (63 - index % 64);
}

bool has_bit(std::span<const std::uint64_t> bits, std::size_t index) {
  return (bits[index / 64] >> (63 - index % 64) & 1) != 0;
}

// States by rising weight and rising profit, none dominated; sets in one array, `words` each.
struct States {
  std::vector<Whole> profits;
  std::vector<Whole> weights;
  Bits sets;

  [[nodiscard]] std::size_t size() const { return profits.size(); }

  void clear() {
    profits.clear();
    weights.clear();
    sets.clear();
  }
};

class Search {
public:
  Search(std::vector<Item> items, Whole capacity, std::size_t item_count, std::size_t max_states)
      : items_(std::move(items)),
        capacity_(capacity),
        words_(item_count / 64 + 1),
        max_states_(max_states) {}

  // False if the states outgrew the limit.
  bool run();

  [[nodiscard]] const Bits& best() const { return best_; }

  // Whole profit no set can exceed; meaningful after run() returned false.
  [[nodiscard]] double bound() const { return bound_; }

private:
  void extend(const Item& item);
  void append(Whole profit, Whole weight, const States& from, std::size_t state, const Item* added);
  void cut(std::size_t next_item);

  [[nodiscard]] std::span<const std::uint64_t> set_of(const States& states,
                                                      std::size_t state) const {
    return std::span(states.sets).subspan(state * words_, words_);
  }

  std::vector<Item> items_;
  Whole capacity_;
  std::size_t words_;
  std::size_t max_states_;
  std::vector<Whole> profit_before_;
  std::vector<Whole> weight_before_;
  States states_;
  States next_;
  Bits scratch_;
  Bits best_;
  Whole best_profit_ = -1;
  double bound_ = 0;
};

bool Search::run() {
  std::ranges::stable_sort(items_, [](const Item& a, const Item& b) {
    const double left = a.ratio();
    const double right = b.ratio();
    return left != right ? left > right : a.index < b.index;
  });
  profit_before_.assign(1, 0);
  weight_before_.assign(1, 0);
  for (const Item& item : items_) {
    profit_before_.push_back(profit_before_.back() + item.profit);
    weight_before_.push_back(weight_before_.back() + item.weight);
  }
  states_.profits.assign(1, 0);
  states_.weights.assign(1, 0);
  states_.sets.assign(words_, 0);
  cut(0);
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (states_.size() > max_states_) return false;
    extend(items_[i]);
    cut(i + 1);
  }
  // Everything that could still win was kept, so the last state is the answer with its ties broken.
  const auto winner = set_of(states_, states_.size() - 1);
  best_.assign(winner.begin(), winner.end());
  return true;
}

// Adds a state at the end of next_, unless the last one is as good; a last one no better goes.
void Search::append(Whole profit, Whole weight, const States& from, std::size_t state,
                    const Item* added) {
  const auto set = set_of(from, state);
  scratch_.assign(set.begin(), set.end());
  if (added != nullptr) set_bit(scratch_, added->index);
  if (next_.size() > 0) {
    const Whole last_profit = next_.profits.back();
    const bool same_weight = next_.weights.back() == weight;
    if (last_profit > profit || (last_profit == profit && !same_weight)) return;
    if (same_weight) {
      const auto last = set_of(next_, next_.size() - 1);
      if (last_profit == profit && !std::ranges::lexicographical_compare(last, scratch_)) return;
      next_.profits.pop_back();
      next_.weights.pop_back();
      next_.sets.resize(next_.sets.size() - words_);
    }
  }
  next_.profits.push_back(profit);
  next_.weights.push_back(weight);
  next_.sets.insert(next_.sets.end(), scratch_.begin(), scratch_.end());
}

// Merges the states with themselves plus the item, by weight.
void Search::extend(const Item& item) {
  next_.clear();
  std::size_t without = 0;
  std::size_t with = 0;
  const std::size_t count = states_.size();
  while (without < count || with < count) {
    const bool with_fits = with < count && states_.weights[with] + item.weight <= capacity_;
    if (!with_fits) with = count;
    if (without == count && with == count) break;
    if (with == count ||
        (without < count && states_.weights[without] <= states_.weights[with] + item.weight)) {
      append(states_.profits[without], states_.weights[without], states_, without, nullptr);
      ++without;
    } else {
      append(states_.profits[with] + item.profit, states_.weights[with] + item.weight, states_,
             with, &item);
      ++with;
    }
  }
  std::swap(states_, next_);
}

// Fills each state greedily with the items from next_item on, which gives a set to beat and, with a
// part of the first item that does not fit, a bound; drops states whose bound is below the set.
void Search::cut(std::size_t next_item) {
  std::vector<double> bounds(states_.size());
  std::size_t stop = items_.size();  // first item that does not fit; moves down as weights rise
  for (std::size_t s = 0; s < states_.size(); ++s) {
    const Whole room = capacity_ - states_.weights[s];
    while (stop > next_item && weight_before_[stop] - weight_before_[next_item] > room) --stop;
    const Whole filled = states_.profits[s] + profit_before_[stop] - profit_before_[next_item];
    bounds[s] = static_cast<double>(filled);
    if (stop < items_.size()) {
      const Whole rest = room - (weight_before_[stop] - weight_before_[next_item]);
      bounds[s] += static_cast<double>(rest) * static_cast<double>(items_[stop].profit) /
                   static_cast<double>(items_[stop].weight);
    }
    if (filled > best_profit_) {
      best_profit_ = filled;
      const auto set = set_of(states_, s);
      best_.assign(set.begin(), set.end());
      for (std::size_t i = next_item; i < stop; ++i) set_bit(best_, items_[i].index);
    }
  }
  // A shade below the best, so that rounding of the bound never cuts a winner or a tie.
  const double least = static_cast<double>(best_profit_) * (1 - 1e-14);
  std::size_t kept = 0;
  bound_ = 0;
  for (std::size_t s = 0; s < states_.size(); ++s) {
    if (bounds[s] < least) continue;
    bound_ = std::max(bound_, bounds[s]);
    if (kept != s) {
      states_.profits[kept] = states_.profits[s];
      states_.weights[kept] = states_.weights[s];
      std::copy_n(states_.sets.begin() + static_cast<std::ptrdiff_t>(s * words_), words_,
                  states_.sets.begin() + static_cast<std::ptrdiff_t>(kept * words_));
    }
    ++kept;
  }
  states_.profits.resize(kept);
  states_.weights.resize(kept);
  states_.sets.resize(kept * words_);
}

}  // namespace

KnapsackChoice knapsack(std::span<const double> profits, std::span<const double> weights,
                        double capacity, std::size_t max_states) {
  assert(profits.size() == weights.size());
  // Only what could be taken at all decides the scales.
  std::vector<std::size_t> candidates;
  std::vector<double> candidate_profits;
  std::vector<double> candidate_weights;
  constexpr double k_slack = 1 + 1e-12;
  for (std::size_t i = 0; i < profits.size(); ++i) {
    if (!(profits[i] > 0) || weights[i] > capacity * k_slack) continue;
    candidates.push_back(i);
    candidate_profits.push_back(profits[i]);
    candidate_weights.push_back(weights[i]);
  }
  const Scaled whole_profits = scale_to_whole(candidate_profits);
  const Scaled whole_weights = scale_to_whole(candidate_weights);
  std::vector<Item> items;
  for (std::size_t c = 0; c < candidates.size(); ++c) {
    items.push_back({candidates[c], whole_profits.values[c], whole_weights.values[c]});
  }
  Search search(std::move(items), scale_capacity(capacity, whole_weights), profits.size(),
                max_states);
  KnapsackChoice choice{std::vector<bool>(profits.size(), false), 0, 0, search.run(), 0};
  for (std::size_t i = 0; i < profits.size(); ++i) {
    if (!has_bit(search.best(), i)) continue;
    choice.selection[i] = true;
    choice.profit += profits[i];
    choice.weight += weights[i];
  }
  choice.bound = choice.optimal ? choice.profit : search.bound() / whole_profits.scale;
  return choice;
}

}  // namespace touchstone::stats
