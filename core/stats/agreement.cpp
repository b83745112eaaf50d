#include "stats/agreement.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

#include "stats/distributions.hpp"

namespace touchstone::stats {
namespace {

// Distinct values among the comparable ones, ascending, with how often each occurs.
struct Counts {
  std::vector<double> values;
  std::vector<double> counts;
  double total = 0;
};

Counts counts_of_sorted(std::span<const double> sorted) {
  Counts result;
  for (const double value : sorted) {
    if (result.values.empty() || result.values.back() != value) {
      result.values.push_back(value);
      result.counts.push_back(0);
    }
    ++result.counts.back();
  }
  return result;
}

// Ratings have a handful of distinct values however many there are: find each in a short sorted
// list. Gives up (empty) when the values turn out to be many.
std::optional<Counts> count_few(const UnitValues& units) {
  constexpr std::size_t k_few = 64;
  Counts result;
  for (std::size_t u = 0; u < units.size(); ++u) {
    const auto unit = units.unit(u);
    if (unit.size() < 2) continue;
    for (const double value : unit) {
      const auto at = std::lower_bound(result.values.begin(), result.values.end(), value);
      const auto index = at - result.values.begin();
      if (at == result.values.end() || *at != value) {
        if (result.values.size() == k_few) return std::nullopt;
        result.values.insert(at, value);
        result.counts.insert(result.counts.begin() + index, 0.0);
      }
      ++result.counts[static_cast<std::size_t>(index)];
    }
  }
  return result;
}

Counts count_comparable(const UnitValues& units) {
  auto few = count_few(units);
  Counts result;
  if (few) {
    result = std::move(*few);
  } else {
    std::vector<double> all;
    for (std::size_t u = 0; u < units.size(); ++u) {
      const auto unit = units.unit(u);
      if (unit.size() >= 2) all.insert(all.end(), unit.begin(), unit.end());
    }
    std::sort(all.begin(), all.end());
    result = counts_of_sorted(all);
  }
  result.total = std::accumulate(result.counts.begin(), result.counts.end(), 0.0);
  return result;
}

// Positions on a line whose squared distances are the metric of the level. Krippendorff's ordinal
// distance, the counts from c to k less half of both ends, is the distance of their middle ranks.
// Interval values are centred, so that large values with small differences keep their digits.
std::vector<double> positions(const Counts& counts, Level level) {
  if (level == Level::ordinal) {
    std::vector<double> ranks;
    double before = 0;
    for (const double count : counts.counts) {
      ranks.push_back(before + count / 2);
      before += count;
    }
    return ranks;
  }
  std::vector<double> centred = counts.values;
  if (level == Level::interval && !centred.empty()) {
    const double middle = std::midpoint(centred.front(), centred.back());
    for (double& value : centred) value -= middle;
  }
  return centred;
}

// Sum over ordered pairs of the squared difference of `at`, weighted by counts: 2 n sum c (x -
// m)^2.
double squared_pairs(std::span<const double> at, std::span<const double> counts) {
  double total = 0;
  double sum = 0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    total += counts[i];
    sum += counts[i] * at[i];
  }
  const double mean = sum / total;
  double squares = 0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    squares += counts[i] * (at[i] - mean) * (at[i] - mean);
  }
  return 2 * total * squares;
}

double nominal_pairs(std::span<const double> counts) {
  double total = 0;
  double same = 0;
  for (const double count : counts) {
    total += count;
    same += count * count;
  }
  return total * total - same;
}

double ratio_pairs(std::span<const double> values, std::span<const double> counts) {
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = i + 1; j < values.size(); ++j) {
      const double relative = (values[j] - values[i]) / (values[j] + values[i]);
      sum += 2 * counts[i] * counts[j] * relative * relative;
    }
  }
  return sum;
}

// Sum over ordered pairs of the squared distance of the level.
double disagreement(std::span<const double> at, std::span<const double> counts, Level level) {
  // Without differences the sums below may leave rounding dust where 0 is meant.
  if (at.size() < 2) return 0;
  switch (level) {
    case Level::nominal:
      return nominal_pairs(counts);
    case Level::ratio:
      return ratio_pairs(at, counts);
    case Level::ordinal:
    case Level::interval:
      return squared_pairs(at, counts);
  }
  return 0;
}

// A unit's values as positions with counts.
void count_unit(std::span<const double> unit, const Counts& all, std::span<const double> at,
                std::vector<double>& unit_at, std::vector<double>& unit_counts,
                std::vector<double>& sorted) {
  sorted.assign(unit.begin(), unit.end());
  std::sort(sorted.begin(), sorted.end());
  unit_at.clear();
  unit_counts.clear();
  auto from = all.values.begin();
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i > 0 && sorted[i] == sorted[i - 1]) {
      ++unit_counts.back();
      continue;
    }
    from = std::lower_bound(from, all.values.end(), sorted[i]);
    unit_at.push_back(at[static_cast<std::size_t>(from - all.values.begin())]);
    unit_counts.push_back(1);
  }
}

struct Ranks {
  std::vector<double> of;  // mean ranks, 1 for the smallest
  double ties;             // sum of t^3 - t
};

Ranks mean_ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order,
                           [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  Ranks result{std::vector<double>(values.size()), 0};
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i + 1;
    while (end < order.size() && values[order[end]] == values[order[i]]) ++end;
    const double rank = static_cast<double>(i + 1 + end) / 2;
    for (std::size_t k = i; k < end; ++k) result.of[order[k]] = rank;
    const double tied = static_cast<double>(end - i);
    result.ties += tied * tied * tied - tied;
    i = end;
  }
  return result;
}

std::vector<std::size_t> complete_rows(std::span<const double> table, std::size_t raters) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.size() / raters; ++row) {
    const auto cells = table.subspan(row * raters, raters);
    if (std::none_of(cells.begin(), cells.end(), [](double v) { return std::isnan(v); })) {
      rows.push_back(row);
    }
  }
  return rows;
}

}  // namespace

void UnitValues::add_unit(std::span<const double> values) {
  values_.insert(values_.end(), values.begin(), values.end());
  ends_.push_back(values_.size());
}

void UnitValues::reserve(std::size_t units, std::size_t values) {
  ends_.reserve(units);
  values_.reserve(values);
}

std::span<const double> UnitValues::unit(std::size_t index) const {
  const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::span(values_).subspan(begin, ends_[index] - begin);
}

Agreement krippendorff_alpha(const UnitValues& units, Level level) {
  const Counts all = count_comparable(units);
  Agreement result{std::nullopt, static_cast<std::size_t>(all.total),
                   std::vector<double>(units.size(), 0.0)};
  if (all.values.empty()) return result;
  if (level == Level::ratio && all.values.front() < 0) return result;

  const std::vector<double> at = positions(all, level);
  std::vector<double> unit_at;
  std::vector<double> unit_counts;
  std::vector<double> scratch;
  double observed = 0;
  for (std::size_t u = 0; u < units.size(); ++u) {
    const auto unit = units.unit(u);
    if (unit.size() < 2) continue;
    count_unit(unit, all, at, unit_at, unit_counts, scratch);
    result.shares[u] =
        disagreement(unit_at, unit_counts, level) / static_cast<double>(unit.size() - 1);
    observed += result.shares[u];
  }
  if (observed > 0) {
    for (double& share : result.shares) share /= observed;
  }
  const double expected = disagreement(at, all.counts, level);
  if (expected > 0) result.alpha = 1 - (all.total - 1) * observed / expected;
  return result;
}

Concordance kendall_w(std::span<const double> table, std::size_t raters, bool correct_for_ties) {
  Concordance result{std::nullopt, std::nullopt, std::nullopt, 0, 0, 0, raters};
  if (raters == 0) return result;
  assert(table.size() % raters == 0);
  const std::vector<std::size_t> rows = complete_rows(table, raters);
  result.subjects = rows.size();
  result.left_out = table.size() / raters - rows.size();

  std::vector<double> rank_sums(rows.size(), 0.0);
  std::vector<double> column(rows.size());
  double ties = 0;
  for (std::size_t rater = 0; rater < raters; ++rater) {
    for (std::size_t i = 0; i < rows.size(); ++i) column[i] = table[rows[i] * raters + rater];
    const Ranks ranks = mean_ranks(column);
    ties += ranks.ties;
    for (std::size_t i = 0; i < rows.size(); ++i) rank_sums[i] += ranks.of[i];
  }
  const double m = static_cast<double>(raters);
  const double n = static_cast<double>(rows.size());
  const double mean = m * (n + 1) / 2;
  for (const double sum : rank_sums) result.sum_d2 += (sum - mean) * (sum - mean);

  if (raters < 2 || rows.size() < 2) return result;
  const double spread = m * m * (n * n * n - n) - (correct_for_ties ? m * ties : 0);
  if (!(spread > 0)) return result;
  result.w = 12 * result.sum_d2 / spread;
  result.chi2 = m * (n - 1) * *result.w;
  result.p = chi_square_upper(*result.chi2, n - 1);
  return result;
}

}  // namespace touchstone::stats
