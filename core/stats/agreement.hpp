// Do raters agree? Krippendorff's alpha with missing values, and Kendall's W.
//
// Alpha works on units (what was rated) and the values they received; which rater gave which value
// does not matter. A unit with fewer than two values cannot be compared and is left out. Everything
// is computed from the counts of distinct values: nominal, ordinal and interval take O(values log
// values) in all; ratio also compares every pair of distinct values.
//
// Values must be finite.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace touchstone::stats {

enum class Level { nominal, ordinal, interval, ratio };

inline constexpr std::array k_levels = {Level::nominal, Level::ordinal, Level::interval,
                                        Level::ratio};

// The values of all units one after the other; missing ones are simply not there.
class UnitValues {
public:
  void add_unit(std::span<const double> values);
  void reserve(std::size_t units, std::size_t values);

  [[nodiscard]] std::size_t size() const { return ends_.size(); }

  [[nodiscard]] std::span<const double> unit(std::size_t index) const;

private:
  std::vector<double> values_;
  std::vector<std::size_t> ends_;
};

struct Agreement {
  // 1 - observed / expected disagreement. Empty where it is undefined: no unit with two values (one
  // rater), all comparable values equal (nothing could have differed), or ratio with a value < 0.
  std::optional<double> alpha;
  std::size_t comparable_values;  // values in units with at least two
  // Each unit's part of the observed disagreement, in the order given; they sum to 1, or are all 0
  // where nobody differs or the level does not fit the values.
  std::vector<double> shares;
};

// Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability".
[[nodiscard]] Agreement krippendorff_alpha(const UnitValues& units, Level level);

struct Concordance {
  std::optional<double> w;     // 0..1; empty for fewer than 2 raters or complete subjects, or when
                               // every rater ranks everything equal (tie-corrected)
  std::optional<double> chi2;  // raters (subjects - 1) W
  std::optional<double> p;     // upper tail of chi-square with subjects - 1 degrees of freedom
  double sum_d2;               // squared deviations of the subjects' rank sums from their mean
  std::size_t subjects;        // complete ones, used here
  std::size_t left_out;        // subjects that some rater did not rate
  std::size_t raters;
};

// Kendall and Babington Smith (1939); Siegel (1956). `table` holds subjects x raters row by row,
// NaN for a missing value, in any units: each rater's values are ranked, ties share the mean rank.
// Only subjects rated by every rater are used. With `correct_for_ties` the denominator is lessened
// by raters x sum(t^3 - t) over groups of t equal values.
[[nodiscard]] Concordance kendall_w(std::span<const double> table, std::size_t raters,
                                    bool correct_for_ties);

}  // namespace touchstone::stats
