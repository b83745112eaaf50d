#include "insight/certainty.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

#include "insight/plan_search.hpp"
#include "insight/value.hpp"
#include "json/text.hpp"
#include "text/concat.hpp"

namespace touchstone {
namespace {

// A plan among the draws may stop earlier than one on the screen.
constexpr std::uint64_t k_work_of_a_plan = 30'000;
constexpr std::uint64_t k_draws_worth_a_plan = 20;

std::vector<double> dirichlet_parameters(const Model& model, const RankOptions& options) {
  std::vector<double> weights = options.weights;
  if (weights.empty())
    for (const Factor& factor : model.factors) weights.push_back(factor.weight);
  assert(weights.size() == model.factors.size());
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (double& weight : weights) {
    if (options.uniform) {
      weight = weight > 0 ? 1 : 0;
    } else {
      weight *= options.kappa / sum;
    }
  }
  return weights;
}

std::vector<std::uint32_t> in_order_of_ids(const Audit& audit) {
  std::vector<std::uint32_t> order(audit.touchpoints.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return audit.touchpoints[a].id < audit.touchpoints[b].id;
  });
  return order;
}

std::uint32_t factor_mask(const TouchpointScore& score) {
  std::uint32_t mask = 0;
  for (const FactorScore& factor : score.factors) mask |= 1U << factor.factor;
  return mask;
}

}  // namespace

RankOptions rank_options(const Header& header, const Model& model) {
  const Thresholds& t = model.thresholds;
  RankOptions options;
  options.draws = static_cast<std::uint64_t>(t.rank_draws);
  options.kappa = t.rank_kappa_sure;
  options.top = static_cast<std::size_t>(t.rank_top);
  options.plan_draws = static_cast<std::uint64_t>(t.rank_plan_draws);
  // A seed beyond 2^63 is as good as its remainder.
  options.seed = static_cast<std::uint64_t>(std::fmod(header.seed.value_or(1), 0x1p63));
  return options;
}

std::uint64_t draws_for(std::uint64_t wished, std::size_t touchpoints) {
  constexpr std::uint64_t k_most_frictions = 60'000'000;
  return std::min(wished, k_most_frictions / std::max<std::uint64_t>(touchpoints, 1));
}

std::size_t counted_ranks(std::size_t touchpoints) {
  constexpr std::size_t k_most_counts = 4'000'000;
  constexpr std::size_t k_fewest_ranks = 100;
  if (touchpoints == 0) return 0;
  return std::min(touchpoints, std::max(k_fewest_ranks, k_most_counts / touchpoints));
}

std::string_view name_of(Certainty certainty) {
  switch (certainty) {
    case Certainty::robust:
      return "robust";
    case Certainty::contested:
      return "contested";
    case Certainty::unlikely:
      break;
  }
  return "unlikely";
}

Certainty certainty_of(double p_top, const Thresholds& thresholds) {
  if (p_top >= thresholds.rank_robust) return Certainty::robust;
  return p_top >= thresholds.rank_contested ? Certainty::contested : Certainty::unlikely;
}

RankStudy::RankStudy(const Audit& audit, const Model& model, const Scores& scores,
                     const RankOptions& options)
    : options_(options),
      thresholds_(model.thresholds),
      random_(options.seed),
      size_(audit.touchpoints.size()),
      ranks_(counted_ranks(size_)),
      alpha_(dirichlet_parameters(model, options)),
      by_id_(in_order_of_ids(audit)),
      power_(model.thresholds.journey_power),
      exact_items_(static_cast<std::size_t>(model.thresholds.plan_exact_limit)) {
  assert(model.factors.size() <= 32);
  group_touchpoints(scores);
  id_place_.resize(size_);
  for (std::uint32_t place = 0; place < size_; ++place) id_place_[by_id_[place]] = place;
  for (std::size_t i = 0; i < std::min(scores.ranking.size(), k_most_leading); ++i)
    leading_.push_back(scores.ranking[i]);
  weights_.resize(alpha_.size());
  squares_.resize(size_);
  keys_.resize(size_);
  sorted_keys_.resize(size_);
  bucket_of_.resize(size_);
  rank_.resize(size_);
  counts_.assign(size_ * ranks_, 0);
  top_counts_.assign(size_, 0);
  wins_.assign(leading_.size() * leading_.size(), 0);
  if (!options_.budget) return;
  problem_ = plan_problem(audit, FixValues(audit, model, scores), *options_.budget);
  mass_factor_ = multipliers(audit, model);
  for (std::size_t i = 0; i < size_; ++i) mass_factor_[i] *= scores.touchpoints[i].reach_weight;
  planned_.assign(audit.fixes.size(), 0);
}

void RankStudy::group_touchpoints(const Scores& scores) {
  std::vector<std::uint32_t> masks;
  for (const TouchpointScore& score : scores.touchpoints) masks.push_back(factor_mask(score));
  touchpoint_at_.resize(size_);
  std::iota(touchpoint_at_.begin(), touchpoint_at_.end(), 0U);
  std::ranges::stable_sort(touchpoint_at_,
                           [&](std::uint32_t a, std::uint32_t b) { return masks[a] < masks[b]; });
  std::size_t largest = 0;
  for (std::size_t first = 0; first < size_;) {
    const std::uint32_t mask = masks[touchpoint_at_[first]];
    std::size_t end = first;
    while (end < size_ && masks[touchpoint_at_[end]] == mask) ++end;
    Block block{{}, first, end - first, {}, {}};
    const auto& factors = scores.touchpoints[touchpoint_at_[first]].factors;
    for (std::size_t k = 0; k < factors.size(); ++k) {
      block.factors.push_back(factors[k].factor);
      for (std::size_t at = first; at < end; ++at) {
        const FactorScore& factor = scores.touchpoints[touchpoint_at_[at]].factors[k];
        block.x.push_back(factor.x);
        block.sd.push_back(factor.sd());
      }
    }
    largest = std::max(largest, block.count);
    blocks_.push_back(std::move(block));
    first = end;
  }
  normals_.resize(largest);
}

// One draw of all frictions, squared.
void RankStudy::draw_frictions() {
  random_.dirichlet(alpha_, weights_);
  for (const Block& block : blocks_) {
    double sum = 0;
    for (const std::uint32_t factor : block.factors) sum += weights_[factor];
    // Tiny parameters may leave all of a touchpoint's factors without weight.
    const double even = sum > 0 ? 0 : 1 / static_cast<double>(block.factors.size());
    double* const squares = squares_.data() + block.first;
    std::fill_n(squares, block.count, 0.0);
    for (std::size_t k = 0; k < block.factors.size(); ++k) {
      random_.fill_normal(std::span(normals_).first(block.count));
      const double weight = sum > 0 ? weights_[block.factors[k]] / sum : even;
      const double* const x = block.x.data() + k * block.count;
      const double* const sd = block.sd.data() + k * block.count;
      for (std::size_t i = 0; i < block.count; ++i) {
        const double drawn = x[i] + sd[i] * normals_[i];
        const double clipped = drawn < 0 ? 0 : (drawn > 100 ? 100 : drawn);
        squares[i] += weight * clipped * clipped;
      }
    }
  }
}

// Sorts keys_ into sorted_keys_. Frictions of one draw lie fairly evenly between the least and the
// most: shared out among as many buckets as there are keys, hardly anything is left to sort.
void RankStudy::sort_keys(std::uint64_t low_bits) {
  const auto [least, most] = std::minmax_element(squares_.begin(), squares_.end());
  const auto last = static_cast<double>(size_ - 1);
  const double high = *most;
  const double evenly = last / (*most - *least);
  const double scale = std::isfinite(evenly) ? evenly : 0;
  bucket_ends_.assign(size_ + 1, 0);
  for (std::size_t at = 0; at < size_; ++at) {
    // From what the key has of the number, or two that are equal there could change places.
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(squares_[at]) & ~low_bits;
    const double share = (high - std::bit_cast<double>(bits)) * scale;
    bucket_of_[at] = static_cast<std::uint32_t>(std::min(share, last));
    ++bucket_ends_[bucket_of_[at] + 1];
  }
  for (std::size_t bucket = 0; bucket < size_; ++bucket)
    bucket_ends_[bucket + 1] += bucket_ends_[bucket];
  for (std::size_t at = 0; at < size_; ++at)
    sorted_keys_[bucket_ends_[bucket_of_[at]]++] = keys_[at];
  // Each entry has moved on from its bucket's begin to its end.
  std::size_t begin = 0;
  for (std::size_t bucket = 0; bucket < size_; ++bucket) {
    const std::size_t end = bucket_ends_[bucket];
    if (end - begin > 1)
      std::sort(sorted_keys_.begin() + static_cast<std::ptrdiff_t>(begin),
                sorted_keys_.begin() + static_cast<std::ptrdiff_t>(end));
    begin = end;
  }
}

// Sorts by falling friction. The bits of a positive double rise with it: inverted, and with the
// lowest ones given to the place in the order of ids, they are the whole comparison in one number.
void RankStudy::add_ranks() {
  const std::uint64_t low_bits = std::bit_ceil(std::max<std::size_t>(size_, 1)) - 1;
  for (std::size_t at = 0; at < size_; ++at) {
    const std::uint64_t bits = ~std::bit_cast<std::uint64_t>(squares_[at]);
    keys_[at] = (bits & ~low_bits) | id_place_[touchpoint_at_[at]];
  }
  if (size_ > 0) sort_keys(low_bits);
  for (std::uint32_t rank = 0; rank < size_; ++rank) {
    const auto place = static_cast<std::size_t>(sorted_keys_[rank] & low_bits);
    const std::uint32_t touchpoint = by_id_[place];
    rank_[touchpoint] = rank;
    if (rank < ranks_) ++counts_[touchpoint * ranks_ + rank];
    if (rank < options_.top) ++top_counts_[touchpoint];
  }
  for (std::size_t a = 0; a < leading_.size(); ++a)
    for (std::size_t b = 0; b < leading_.size(); ++b)
      wins_[a * leading_.size() + b] += rank_[leading_[a]] < rank_[leading_[b]] ? 1U : 0U;
}

void RankStudy::add_plan() {
  for (std::size_t at = 0; at < size_; ++at) {
    const std::uint32_t touchpoint = touchpoint_at_[at];
    problem_.masses[touchpoint] = mass_factor_[touchpoint] * std::pow(squares_[at], power_ / 2);
  }
  PlanSearch search(problem_, {exact_items_, k_work_of_a_plan});
  search.step(std::numeric_limits<std::uint64_t>::max());
  for (const std::uint32_t item : search.best()) ++planned_[problem_.items[item].fix];
  ++plans_;
}

bool RankStudy::step(std::uint64_t draws) {
  std::uint64_t spent = 0;
  while (spent < draws && !done()) {
    draw_frictions();
    if (drawn_ < options_.draws) {
      add_ranks();
      ++drawn_;
      ++spent;
    }
    if (options_.budget && plans_ < options_.plan_draws) {
      add_plan();
      spent += k_draws_worth_a_plan;
    }
  }
  return done();
}

bool RankStudy::done() const {
  return drawn_ >= options_.draws && (!options_.budget || plans_ >= options_.plan_draws);
}

double RankStudy::progress() const {
  const std::uint64_t plans = options_.budget ? options_.plan_draws * k_draws_worth_a_plan : 0;
  const std::uint64_t all = options_.draws + plans;
  if (all == 0) return 1;
  return static_cast<double>(drawn_ + plans_ * k_draws_worth_a_plan) / static_cast<double>(all);
}

RankReport RankStudy::report() const {
  RankReport report;
  report.draws = drawn_;
  report.plan_draws = plans_;
  const auto share = [](std::uint32_t count, std::uint64_t of) {
    return of == 0 ? 0 : static_cast<double>(count) / static_cast<double>(of);
  };
  for (std::size_t i = 0; i < size_; ++i) {
    TouchpointCertainty it{{}, share(top_counts_[i], drawn_), Certainty::unlikely};
    it.label = certainty_of(it.p_top, thresholds_);
    for (std::size_t rank = 0; rank < ranks_; ++rank)
      it.acceptability.push_back(share(counts_[i * ranks_ + rank], drawn_));
    report.touchpoints.push_back(std::move(it));
  }
  report.leading = leading_;
  for (const std::uint32_t wins : wins_) report.win_rates.push_back(share(wins, drawn_));
  for (const std::uint32_t count : planned_) report.p_in_plan.push_back(share(count, plans_));
  return report;
}

std::vector<double> weights_after_comparison(const Model& model,
                                             const std::vector<std::size_t>& compared,
                                             const stats::AhpWeights& ahp) {
  assert(compared.size() == ahp.weights.size());
  std::vector<double> weights;
  for (const Factor& factor : model.factors) weights.push_back(factor.weight);
  double sum = 0;
  for (const std::size_t factor : compared) sum += weights[factor];
  for (std::size_t i = 0; i < compared.size(); ++i) weights[compared[i]] = sum * ahp.weights[i];
  return weights;
}

std::vector<Override> weight_overrides(const Model& model, const std::vector<double>& weights) {
  assert(weights.size() == model.factors.size());
  std::vector<Override> overrides;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] == model.factors[i].weight) continue;
    overrides.push_back({concat("/factors/", model.factors[i].id.text, "/weight"), ""});
    append_json_number(overrides.back().json, weights[i]);
  }
  return overrides;
}

}  // namespace touchstone
