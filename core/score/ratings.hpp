// The ratings that count, by touchpoint, and the raters' agreement over all of them.
//
// Of one rater's ratings of one factor at one touchpoint the last in the audit's list wins, and a
// rating without a score erases; spectators' ratings count nowhere. Agreement is Krippendorff's
// ordinal alpha over units (touchpoint, factor) of factors that apply, overall votes among them; it
// is kept as whole numbers, so that following edits gives the same alpha to the last bit as
// counting afresh.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/buckets.hpp"
#include "score/directory.hpp"
#include "score/evidence.hpp"
#include "stats/coincidences.hpp"

namespace touchstone {

class RatingTable {
public:
  RatingTable(const Audit& audit, const Model& model, const Directory& directory);

  // Counted ratings of a touchpoint by factor (overall votes last), then by rater.
  std::span<const CountedRating> of(std::size_t touchpoint) const { return ratings_[touchpoint]; }

  // Those of one factor or k_overall_factor.
  std::span<const CountedRating> of(std::size_t touchpoint, std::uint16_t factor) const;

  // Factors that apply to a touchpoint: bit k is factor k.
  std::uint32_t applicable(std::size_t touchpoint) const { return applicable_[touchpoint]; }

  std::optional<double> alpha() const { return units_.alpha(stats::Level::ordinal); }

  // Reads one touchpoint's ratings again. Linear in the audit's ratings.
  void reread(const Audit& audit, const Model& model, std::size_t touchpoint);

  // After a change of which factors apply to a touchpoint.
  void reapply(const Model& model, const Touchpoint& touchpoint, std::size_t place);

private:
  void count_units(std::span<const CountedRating> ratings, std::uint32_t applicable, bool add);

  Buckets<CountedRating> ratings_;
  std::vector<std::uint32_t> applicable_;  // by touchpoint: bit k is set if factor k applies
  stats::Coincidences units_;
  std::vector<int> unit_scores_;  // kept to spare allocations
};

// One touchpoint's counted ratings, as RatingTable::of gives them. Linear in the audit's ratings.
std::vector<CountedRating> counted_ratings(const Audit& audit, const Model& model,
                                           std::size_t touchpoint);

// Bit k is set if model.factors[k] applies to the touchpoint.
std::uint32_t applicable_factors(const Model& model, const Touchpoint& touchpoint);

// What agreement does to the variance of ratings: 1 from alpha_rely up (and where alpha is
// undefined), alpha_variance_factor from alpha_tentative down, linear between.
double rating_variance_factor(const std::optional<double>& alpha, const Thresholds& thresholds);

}  // namespace touchstone
