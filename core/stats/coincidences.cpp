#include "stats/coincidences.hpp"

#include <algorithm>
#include <cassert>

namespace touchstone::stats {
namespace {

// Squared distance of two categories, c < k, at a level; `middle` are the categories' middle ranks.
double squared_distance(Level level, std::size_t c, std::size_t k, std::span<const double> middle) {
  const double low = static_cast<double>(c);
  const double high = static_cast<double>(k);
  switch (level) {
    case Level::nominal:
      return 1;
    case Level::ordinal:
      return (middle[k] - middle[c]) * (middle[k] - middle[c]);
    case Level::interval:
      return (high - low) * (high - low);
    case Level::ratio:
      return (high - low) * (high - low) / ((high + low) * (high + low));
  }
  return 0;
}

}  // namespace

Coincidences::Coincidences(std::size_t categories)
    : categories_(categories), in_unit_(categories, 0), counts_(categories, 0) {}

void Coincidences::add(std::span<const int> ratings) {
  change(ratings, 1);
}

void Coincidences::remove(std::span<const int> ratings) {
  change(ratings, -1);
}

void Coincidences::change(std::span<const int> ratings, std::int64_t sign) {
  if (ratings.size() < 2) return;
  std::fill(in_unit_.begin(), in_unit_.end(), 0);
  for (const int rating : ratings) {
    const auto category = static_cast<std::size_t>(rating);
    assert(category < categories_);
    ++in_unit_[category];
  }
  auto& pairs = pairs_[ratings.size()];
  pairs.resize(categories_ * categories_, 0);
  for (std::size_t c = 0; c < categories_; ++c) {
    if (in_unit_[c] == 0) continue;
    counts_[c] += sign * in_unit_[c];
    total_ += sign * in_unit_[c];
    for (std::size_t k = c + 1; k < categories_; ++k) {
      pairs[c * categories_ + k] += sign * in_unit_[c] * in_unit_[k];
    }
  }
}

std::optional<double> Coincidences::alpha(Level level) const {
  std::vector<double> middle(categories_, 0.0);
  double before = 0;
  for (std::size_t c = 0; c < categories_; ++c) {
    const double count = static_cast<double>(counts_[c]);
    middle[c] = before + count / 2;
    before += count;
  }
  double observed = 0;
  double expected = 0;
  for (std::size_t c = 0; c < categories_; ++c) {
    for (std::size_t k = c + 1; k < categories_; ++k) {
      const double distance = squared_distance(level, c, k, middle);
      expected += static_cast<double>(counts_[c]) * static_cast<double>(counts_[k]) * distance;
      for (const auto& [ratings, pairs] : pairs_) {
        observed += static_cast<double>(pairs[c * categories_ + k]) * distance /
                    static_cast<double>(ratings - 1);
      }
    }
  }
  if (!(expected > 0)) return std::nullopt;
  return 1 - (static_cast<double>(total_) - 1) * observed / expected;
}

}  // namespace touchstone::stats
