// Exact 0/1 knapsack for real profits and weights: the best set of fixes a budget allows.
//
// Method: dominance lists (Nemhauser and Ullmann 1969), items taken by falling profit per weight,
// with states cut that cannot reach the best set known (Dantzig's bound). For whole numbers the
// list never exceeds the capacity, so it is never worse than the table of dynamic programming.
//
// Sums are made exact, so that ties are ties and .1 + .2 fits into .3: numbers with at most nine
// decimals are scaled to whole ones, others to a binary grid that keeps their bits. A set may
// exceed the capacity by one part in 10^12, the rounding its sum may have brought.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace touchstone::stats {

struct KnapsackChoice {
  std::vector<bool> selection;  // one per item
  double profit;
  double weight;
  // False only if the list of states outgrew max_states: the set is then the best one found and
  // `bound` is a profit no set can exceed. Otherwise bound = profit.
  bool optimal;
  double bound;
};

// Ordinary instances of 500 items stay below a few thousand states. The limit (about 100 MB and
// half a second at 500 items) is met only by contrived ones, such as profit = weight in random
// reals.
inline constexpr std::size_t k_most_knapsack_states = 500'000;

// The set of largest profit with weight <= capacity. Ties: less weight, then smallest indices (of
// two sets the one that has the smallest index in which they differ). Items without profit are
// never taken. profits and weights have equal length; profits finite; weights and capacity finite,
// >= 0.
[[nodiscard]] KnapsackChoice knapsack(std::span<const double> profits,
                                      std::span<const double> weights, double capacity,
                                      std::size_t max_states = k_most_knapsack_states);

}  // namespace touchstone::stats
