// How robust is a ranking to the weights? SMAA-2 (Lahdelma and Salminen 2001): draw the weights at
// random and count how often each alternative takes each rank.
//
// The value of an alternative is the weighted sum of its criteria, higher is better. Its rank is 1
// plus the number of alternatives with a larger value, so equal values share the better rank.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "stats/random.hpp"

namespace touchstone::stats {

// Counts of ranks, added to draw by draw: a page runs it in slices and may stop at any time.
class RankCounts {
public:
  explicit RankCounts(std::size_t alternatives);

  // One ranking: the values of all alternatives, higher is better.
  void add(std::span<const double> values);

  [[nodiscard]] std::size_t alternatives() const { return alternatives_; }

  [[nodiscard]] std::uint64_t draws() const { return draws_; }

  // Share of draws in which the alternative took the rank (0 is the first). 0 before any draw.
  [[nodiscard]] double acceptability(std::size_t alternative, std::size_t rank) const;

private:
  std::size_t alternatives_;
  std::uint64_t draws_ = 0;
  std::vector<std::uint32_t> counts_;  // alternatives x ranks
  std::vector<std::uint32_t> order_;
};

// Draws `draws` weight vectors from Dirichlet(alpha) and adds a ranking for each. `values` holds
// alternatives x criteria row by row; criteria = alpha.size() >= 1.
void smaa_draw(std::span<const double> values, std::span<const double> alpha, std::uint64_t draws,
               Random& random, RankCounts& counts);

}  // namespace touchstone::stats
