#include "stats/smaa.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace touchstone::stats {

RankCounts::RankCounts(std::size_t alternatives)
    : alternatives_(alternatives), counts_(alternatives * alternatives, 0), order_(alternatives) {}

void RankCounts::add(std::span<const double> values) {
  assert(values.size() == alternatives_);
  std::iota(order_.begin(), order_.end(), std::uint32_t{0});
  std::sort(order_.begin(), order_.end(),
            [&](std::uint32_t a, std::uint32_t b) { return values[a] > values[b]; });
  std::size_t rank = 0;
  for (std::size_t i = 0; i < order_.size(); ++i) {
    if (values[order_[i]] != values[order_[rank]]) rank = i;
    ++counts_[order_[i] * alternatives_ + rank];
  }
  ++draws_;
}

double RankCounts::acceptability(std::size_t alternative, std::size_t rank) const {
  if (draws_ == 0) return 0;
  return static_cast<double>(counts_[alternative * alternatives_ + rank]) /
         static_cast<double>(draws_);
}

void smaa_draw(std::span<const double> values, std::span<const double> alpha, std::uint64_t draws,
               Random& random, RankCounts& counts) {
  const std::size_t criteria = alpha.size();
  assert(criteria > 0 && values.size() == criteria * counts.alternatives());
  std::vector<double> weights(criteria);
  std::vector<double> totals(counts.alternatives());
  for (std::uint64_t draw = 0; draw < draws; ++draw) {
    random.dirichlet(alpha, weights);
    for (std::size_t a = 0; a < totals.size(); ++a) {
      const auto row = values.subspan(a * criteria, criteria);
      totals[a] = std::inner_product(row.begin(), row.end(), weights.begin(), 0.0);
    }
    counts.add(totals);
  }
}

}  // namespace touchstone::stats
