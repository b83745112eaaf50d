// Krippendorff's alpha for whole ratings 0..K-1, kept up to date one unit at a time.
//
// All sums are whole numbers: adding and removing units in any order gives the same alpha to the
// last bit as counting everything afresh. A change costs O(ratings of the unit + K^2), alpha itself
// O(K^2 x different numbers of raters). Same definition as krippendorff_alpha.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "stats/agreement.hpp"

namespace touchstone::stats {

class Coincidences {
public:
  // Ratings are 0 .. categories - 1.
  explicit Coincidences(std::size_t categories);

  // The ratings one unit received, in any order. A unit with fewer than two changes nothing.
  void add(std::span<const int> ratings);
  // Takes back a unit that was added with the same ratings.
  void remove(std::span<const int> ratings);

  // Empty where alpha is undefined, as in Agreement.
  [[nodiscard]] std::optional<double> alpha(Level level) const;

  [[nodiscard]] std::int64_t comparable_values() const { return total_; }

private:
  void change(std::span<const int> ratings, std::int64_t sign);

  std::size_t categories_;
  std::int64_t total_ = 0;
  std::vector<std::int64_t> in_unit_;  // kept to spare allocations
  std::vector<std::int64_t> counts_;   // of each category, in units with at least two ratings
  // By number of ratings in the unit: K x K sums of count_c x count_k, c < k used. Kept apart
  // because each is divided by a different (ratings - 1).
  std::map<std::size_t, std::vector<std::int64_t>> pairs_;
};

}  // namespace touchstone::stats
