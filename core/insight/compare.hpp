// What has changed between two audits, and whether it can be told from noise.
//
// A change of friction is detectable beyond 1.645 sqrt(var before + var after), the model's
// change_z; var is sd squared, with sd = a + b (errors and ignorance) as for the interval. "No
// detectable change" is an answer. Touchpoints are matched by id, then by name: exactly equal, of
// several the first unmatched.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"
#include "stats/interval.hpp"

namespace touchstone {

enum class Change : std::uint8_t { better, worse, none };

// "better", "worse", "none".
std::string_view name_of(Change change);

// Lower friction is better.
Change change_of(double before, double sd_before, double after, double sd_after, double z);

// One side of a comparison.
struct AuditSide {
  const Audit& audit;
  const Model& model;
  const Scores& scores;
};

struct TouchpointChange {
  std::size_t old_place;  // index into the old audit's touchpoints
  std::size_t new_place;
  double before;
  double after;
  Change change;
  std::uint32_t rank_before;
  std::uint32_t rank_after;
  std::vector<std::string> gaps_opened;  // rule ids in byte order; accepted gaps are not gaps
  std::vector<std::string> gaps_closed;
};

struct Comparison {
  std::optional<double> before;  // J; none where a side has no touchpoints
  std::optional<double> after;
  std::optional<Change> change;               // none where a side has none
  std::vector<TouchpointChange> touchpoints;  // as in the new document
  std::vector<std::size_t> added;             // places in the new audit
  std::vector<std::size_t> removed;           // places in the old audit
};

// Pairs (old place, new place), by new place.
std::vector<std::pair<std::size_t, std::size_t>> match_touchpoints(const Audit& before,
                                                                   const Audit& after);

// The new side's change_z decides.
Comparison compare(const AuditSide& before, const AuditSide& after);

// What a snapshot kept of one friction: enough to judge a change, nothing else.
struct FrozenFriction {
  double friction;
  double low;  // 90 % interval
  double high;

  // Of the wider side, since the other may have been cut at 0 or 100. `z`: the interval's.
  double sd(double z) const;
};

struct FrozenTouchpoint {
  std::string id;
  FrozenFriction friction;
};

struct FrozenScores {
  std::optional<FrozenFriction> journey;
  std::vector<FrozenTouchpoint> touchpoints;
};

// The frictions in a snapshot's scores (a scores object or part of one); whatever is missing or of
// another shape is left out.
FrozenScores frozen_scores(std::string_view scores_json);
FrozenScores frozen_scores(const Audit& audit, const Scores& scores);

// What a snapshot keeps of them, as JSON; frozen_scores() reads the same numbers back.
std::string write_frozen(const FrozenScores& frozen);

struct FrozenChange {
  std::string id;
  double before;
  double after;
  Change change;
};

struct FrozenComparison {
  std::optional<Change> journey;          // none where a side has no journey
  std::vector<FrozenChange> touchpoints;  // on both sides, as in `after`
  std::vector<std::string> added;
  std::vector<std::string> removed;
};

FrozenComparison compare(const FrozenScores& before, const FrozenScores& after,
                         const Thresholds& thresholds);

// Two measures of one metric, in the metric's own unit.
struct MeasureChange {
  double before;
  double after;
  bool as_ratio;             // `effect` is after / before (times, waits), else after - before
  stats::Difference effect;  // with its 95 % interval
  std::optional<double> p;   // N-1 two-proportion test; proportions only
  Change change;             // by the interval and by what the metric calls better
};

// Proportions by Newcombe's method 10 (1998), with the N-1 two-proportion p (Campbell 2007); times
// and medians on the log scale; everything else by square-and-add of the two intervals (Zou and
// Donner 2008). Unknown spreads and n as in scoring. None if a value is missing, the metrics differ
// or count traffic, or the numbers admit no interval (a time of 0).
std::optional<MeasureChange> compare_measures(const Model& model, const Measure& before,
                                              const Measure& after);

}  // namespace touchstone
