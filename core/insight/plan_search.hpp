// Branch and bound over the fixes of a plan, in steps, with a bound that is true whenever it stops.
//
//   PlanSearch search(problem, k_default_plan_limits);
//   while (!search.step(20'000)) { /* show search.best(), let the user stop */ }
//
// Each node takes the fix with the best marginal value per day (with all it still needs), then
// leaves it out (with all that needs it). A node is dropped when no set below it can win, by the
// least of three bounds, each ignoring requires and excludes:
//   - value so far + fractional knapsack of marginal values: true because the value is submodular;
//   - value with everything that still fits: true because it never falls;
//   - value so far + fractional knapsack under tangents: 1 - prod keep^y is concave in the total of
//     -y ln keep, so at each place the tangent at any total lies above it.
// Ties: less effort, then the smaller list of ids (items are in the order of ids).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "insight/plan_problem.hpp"

namespace touchstone {

struct PlanLimits {
  std::size_t exact_items;  // up to so many candidates the search goes on to the proof
  std::uint64_t most_work;  // beyond: fixes looked at, over all nodes, before it stops
};

// Fixes looked at before an unproven search stops: some tens of milliseconds natively.
inline constexpr std::uint64_t k_most_plan_work = 150'000;

// Of a place no item touches, and of a gain that costs nothing.
inline constexpr double k_infinite = std::numeric_limits<double>::infinity();

class PlanSearch {
public:
  PlanSearch(PlanProblem problem, PlanLimits limits);

  // Goes on until about `work` fixes have been looked at, or to the end. True when nothing is left
  // to do.
  bool step(std::uint64_t work);

  bool done() const { return done_; }

  const PlanProblem& problem() const { return problem_; }

  // The best set so far, rising; feasible at any time.
  std::vector<std::uint32_t> best() const;

  // No feasible set has a larger value; falls as the search goes on.
  double bound() const;

  // Proven: no set has a larger value (beyond 1e-12 of everything that could be gained).
  bool is_optimal() const;

private:
  enum class Status : std::uint8_t { open, in, out };

  // Good plans to begin with (the greedy one, each fix alone), the first bound, then the search.
  enum class Stage : std::uint8_t { start, greedy, singles, root, search };

  struct Frame {
    std::uint32_t item;
    bool left_out = false;     // the second branch is under way
    std::size_t items, keeps;  // lengths of the trails before the branch
    double effort, value, bound;
  };

  struct Candidate {
    double ratio;  // marginal value per day; infinite where nothing is to be paid
    double gain;
    double effort;
    std::uint32_t item;
  };

  struct OldKeep {
    std::uint32_t place;
    double keep;
  };

  void find_useless();
  void find_twins();
  std::uint64_t seed();
  static bool comes_later(const Candidate& a, const Candidate& b);  // of those that wait
  void wait(std::uint32_t item);
  bool add_greedily();
  void try_alone(std::uint32_t item);
  void take_all_out();
  bool step_knapsack();

  double gain_of(std::uint32_t item) const;
  bool fits_with_needs(std::uint32_t item) const;
  Candidate candidate(std::uint32_t item) const;
  static void sort_by_ratio(std::vector<Candidate>& candidates);  // falling, then by item
  void collect_candidates();
  double fractional_bound();
  double everything_bound();
  double tangent_bound(int rounds);
  void set_totals_from_fill();
  double effort_to_reach(double value) const;
  bool could_have_smaller_ids() const;
  bool can_win(double bound) const;
  std::uint32_t branch_item() const;
  double bound_here();

  void put_in(std::uint32_t item);
  void leave_out(std::uint32_t item);
  bool include(std::uint32_t item);  // with needs; false if it does not fit
  void exclude(std::uint32_t item);  // with dependents and twins
  void undo(std::size_t items, std::size_t keeps);

  void visit();
  void next_branch();
  void consider_incumbent();
  void finish();

  PlanProblem problem_;
  PlanLimits limits_;
  Stage stage_ = Stage::start;
  std::uint32_t next_single_ = 0;  // the fix that is tried alone next
  bool done_ = false;
  bool proven_ = false;
  double tolerance_ = 0;  // values closer than this are equal
  std::uint64_t work_ = 0;

  std::vector<std::vector<std::uint32_t>> dependents_;
  std::vector<std::uint32_t> next_twin_;    // the next item that is the same in all but id
  std::vector<std::uint32_t> free_extras_;  // neither value nor effort nor ties: ties by id only
  std::vector<bool> overlaps_;              // by place: two items or more
  bool has_overlaps_ = false;

  std::vector<Status> status_;
  std::vector<double> keep_;  // by place
  double effort_ = 0;
  double value_ = 0;
  bool entering_ = true;
  std::vector<std::uint32_t> item_trail_;
  std::vector<OldKeep> keep_trail_;
  std::vector<Frame> frames_;
  double root_bound_ = 0;

  std::vector<Candidate> waiting_;  // of the greedy plan: a heap, the largest ratio first
  std::vector<Candidate> candidates_;
  std::vector<Candidate> sloped_;  // scratch of the tangent bound
  std::vector<double> totals_;     // by place: where the tangent touches
  std::vector<double> remaining_;  // by place: scratch
  std::vector<std::uint32_t> touched_;

  std::vector<std::uint32_t> best_;
  double best_value_ = -1;
  double best_effort_ = 0;
};

}  // namespace touchstone
