// How sure is the ranking? SMAA-2 over factor weights and measurement errors.
//
//   RankStudy study(audit, model, scores, options);
//   while (!study.step(200)) show(study.progress());     // stop calling it to cancel
//   const RankReport report = study.report();            // of the draws made so far
//
// Lahdelma and Salminen (2001): each draw takes one weight vector over all factors from
// Dirichlet(kappa w0), w0 the model's weights (or others given here) normalised, and renormalises
// it over each touchpoint's own factors; redraws every factor's friction from N(x, var x), clipped
// to 0..100; and ranks all touchpoints by F. Kappa 50 is "roughly sure" of the weights, 10
// "unsure". Frictions are kept to 36 bits for sorting; ties go by id. With a budget, the plan is
// made again for some of the draws.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "audit/audit.hpp"
#include "insight/plan_problem.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"
#include "stats/ahp.hpp"
#include "stats/random.hpp"

namespace touchstone {

// How many ranks are counted one by one: all up to 2,000 touchpoints; beyond, so many that memory
// stays in bounds, but at least 100.
std::size_t counted_ranks(std::size_t touchpoints);

// Touchpoints among which every pair is compared.
inline constexpr std::size_t k_most_leading = 24;

struct RankOptions {
  std::uint64_t draws = 10'000;
  double kappa = 50;     // > 0
  bool uniform = false;  // every weight vector equally likely (factors of weight 0 stay out)
  std::size_t top = 5;   // k of P(top k), >= 1
  std::uint64_t seed = 1;
  std::vector<double> weights;   // by factor, >= 0, not all 0; empty: the model's
  std::optional<double> budget;  // person-days: also P(in the best plan)
  std::uint64_t plan_draws = 200;
};

// Draws, kappa, top and plan draws of the model, the audit's seed.
RankOptions rank_options(const Header& header, const Model& model);

// Draws for an audit of so many touchpoints: `wished`, but beyond 6,000 touchpoints no more than
// some seconds natively (60 million frictions drawn in all).
std::uint64_t draws_for(std::uint64_t wished, std::size_t touchpoints);

enum class Certainty : std::uint8_t { robust, contested, unlikely };

// "robust", "contested", "unlikely".
std::string_view name_of(Certainty certainty);

// P(top k) from .8 up robust, from .2 up contested (the model's thresholds).
Certainty certainty_of(double p_top, const Thresholds& thresholds);

struct TouchpointCertainty {
  std::vector<double> acceptability;  // P(rank 1), P(rank 2), ...; sums to 1 unless cut
  double p_top;
  Certainty label;
};

struct RankReport {
  std::uint64_t draws = 0;
  std::vector<TouchpointCertainty> touchpoints;  // in the document's order
  // Touchpoints compared pair by pair: the first of the ranking, k_most_leading at most.
  // win_rates[a * leading.size() + b]: share of draws in which leading[a] was worse off (ranked
  // before) leading[b]; 0 on the diagonal.
  std::vector<std::size_t> leading;
  std::vector<double> win_rates;
  std::uint64_t plan_draws = 0;
  std::vector<double> p_in_plan;  // by fix; empty without a budget
};

class RankStudy {
public:
  RankStudy(const Audit& audit, const Model& model, const Scores& scores,
            const RankOptions& options);

  // Makes up to `draws` more draws (a draw with a plan counts as 20). True when done.
  bool step(std::uint64_t draws);

  bool done() const;

  double progress() const;  // 0..1

  RankReport report() const;

private:
  // Touchpoints with the same applicable factors, side by side.
  struct Block {
    std::vector<std::uint32_t> factors;
    std::size_t first;  // place of its first touchpoint in the study's own order
    std::size_t count;
    std::vector<double> x;  // factor by factor, `count` each
    std::vector<double> sd;
  };

  void group_touchpoints(const Scores& scores);
  void draw_frictions();
  void sort_keys(std::uint64_t low_bits);
  void add_ranks();
  void add_plan();

  RankOptions options_;
  Thresholds thresholds_;
  stats::Random random_;
  std::size_t size_;           // touchpoints
  std::size_t ranks_;          // counted ones
  std::vector<double> alpha_;  // of the Dirichlet distribution, by factor
  std::vector<Block> blocks_;
  std::vector<std::uint32_t> touchpoint_at_;  // by place in the study's order
  std::vector<std::uint32_t> id_place_;       // by touchpoint: its place in the order of ids
  std::vector<std::uint32_t> by_id_;          // touchpoints in the order of ids
  std::vector<std::size_t> leading_;

  std::vector<double> weights_, normals_;
  std::vector<double> squares_;  // F squared by place in the study's order
  std::vector<std::uint64_t> keys_, sorted_keys_;
  std::vector<std::uint32_t> bucket_of_;    // by place in the study's order
  std::vector<std::uint32_t> bucket_ends_;  // in sorted_keys_
  std::vector<std::uint32_t> rank_;         // by touchpoint, of the last draw
  std::vector<std::uint32_t> counts_;       // touchpoints x ranks
  std::vector<std::uint32_t> top_counts_;   // by touchpoint
  std::vector<std::uint32_t> wins_;         // leading x leading
  std::uint64_t drawn_ = 0;

  PlanProblem problem_;              // masses are set anew by each draw
  std::vector<double> mass_factor_;  // m u by touchpoint
  double power_;
  std::size_t exact_items_;
  std::vector<std::uint32_t> planned_;  // by fix
  std::uint64_t plans_ = 0;
};

// Weights of all factors after comparing some of them pairwise: `compared` (indices into
// Model::factors) share the sum of their present weights as `ahp` says, the others keep theirs.
std::vector<double> weights_after_comparison(const Model& model,
                                             const std::vector<std::size_t>& compared,
                                             const stats::AhpWeights& ahp);

// The overrides that put such weights into an audit. Those equal to the model's are left out.
std::vector<Override> weight_overrides(const Model& model, const std::vector<double>& weights);

}  // namespace touchstone
