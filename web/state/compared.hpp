// The open audit beside an earlier state of it, or beside another audit, as the screen shows it.
//
//   const Compared compared = compare_with(audit.snapshots[i], audit, model, scores);
//
// A snapshot holds frictions only; another audit is compared whole, with ranks and gaps.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "insight/compare.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone::app {

// Another audit, read to be compared with: nothing of it is edited.
struct OtherAudit {
  std::uint64_t number;  // another for each that was read in this page's life
  std::string name;
  Document document;
  Scores scores;
};

// What the open audit is compared with: one of its snapshots, or another audit.
struct ComparedWith {
  std::optional<std::size_t> snapshot = {};  // place in the audit's list
  std::uint64_t other = 0;                   // OtherAudit::number, without a snapshot

  friend bool operator==(const ComparedWith&, const ComparedWith&) = default;
};

struct Ranks {
  std::uint32_t before, after;
};

struct ComparedTouchpoint {
  std::string name;
  std::size_t place = 0;  // in the open audit
  double before = 0, after = 0;
  Change change = Change::none;
  std::optional<Ranks> ranks = {};
  std::vector<std::string> gaps_opened = {}, gaps_closed = {};  // names of rules
};

struct Compared {
  std::optional<double> before = {}, after = {};  // of the journey; none where a side has none
  std::optional<Change> change = {};
  bool whole = false;                                 // ranks and gaps are compared, too
  std::vector<ComparedTouchpoint> touchpoints = {};   // on both sides, in the open audit's order
  std::vector<std::string> added = {}, removed = {};  // names, or ids where only these are known

  std::size_t count(Change wanted) const;
};

Compared compare_with(const FrozenScores& snapshot, const Audit& audit, const Model& model,
                      const Scores& scores);
Compared compare_with(const OtherAudit& other, const Audit& audit, const Model& model,
                      const Scores& scores);

// How one friction went from snapshot to snapshot, to the audit as it is now; oldest first,
// snapshots without a date before those with one.
struct TrendPoint {
  std::string label;  // "Spring audit", "4 May 2026", "Now"
  std::optional<Date> date;
  std::optional<FrozenFriction> friction;  // none where it was not scored then
};

// Of the journey, or of the touchpoint with this id. `snapshots` are those of the audit.
std::vector<TrendPoint> trend(const Audit& audit, const Scores& scores,
                              const std::vector<FrozenScores>& snapshots,
                              const std::optional<TouchpointId>& touchpoint);

// The last point's change against the one before it that has a friction; none without two.
std::optional<Change> last_change(const std::vector<TrendPoint>& points,
                                  const Thresholds& thresholds);

// Places of the snapshots in the order of the trend.
std::vector<std::size_t> snapshots_by_date(const Audit& audit);

}  // namespace touchstone::app
