#include "state/compared.hpp"

#include <algorithm>
#include <numeric>

#include "words/words.hpp"

namespace touchstone::app {
namespace {

std::string name_at(const Audit& audit, std::size_t place) {
  return shown_name(audit.touchpoints[place]);
}

// The rules' names for their ids.
std::vector<std::string> rule_names(const std::vector<std::string>& ids, const Model& model) {
  std::vector<std::string> names;
  for (const std::string& id : ids) {
    if (const auto at = model.rule_index(id))
      names.push_back(words::sentence_case(model.rules[*at].name));
  }
  return names;
}

std::string label_of(const Snapshot& snapshot) {
  if (!snapshot.label.empty()) return snapshot.label;
  return snapshot.date ? words::long_date(*snapshot.date) : std::string("Snapshot");
}

}  // namespace

std::size_t Compared::count(Change wanted) const {
  return static_cast<std::size_t>(
      std::ranges::count(touchpoints, wanted, &ComparedTouchpoint::change));
}

Compared compare_with(const FrozenScores& snapshot, const Audit& audit, const Model& model,
                      const Scores& scores) {
  const FrozenScores now = frozen_scores(audit, scores);
  const FrozenComparison found = compare(snapshot, now, model.thresholds);
  Compared compared;
  if (snapshot.journey) compared.before = snapshot.journey->friction;
  if (now.journey) compared.after = now.journey->friction;
  compared.change = found.journey;
  // Both lists follow the open audit's order.
  std::size_t place = 0;
  for (const FrozenChange& each : found.touchpoints) {
    while (audit.touchpoints[place].id.text != each.id) ++place;
    compared.touchpoints.push_back({.name = name_at(audit, place),
                                    .place = place,
                                    .before = each.before,
                                    .after = each.after,
                                    .change = each.change});
  }
  place = 0;
  for (const std::string& id : found.added) {
    while (audit.touchpoints[place].id.text != id) ++place;
    compared.added.push_back(name_at(audit, place));
  }
  compared.removed = found.removed;
  return compared;
}

Compared compare_with(const OtherAudit& other, const Audit& audit, const Model& model,
                      const Scores& scores) {
  const Comparison found = compare({other.document.audit(), other.document.model(), other.scores},
                                   {audit, model, scores});
  Compared compared{
      .before = found.before, .after = found.after, .change = found.change, .whole = true};
  for (const TouchpointChange& each : found.touchpoints) {
    compared.touchpoints.push_back({.name = name_at(audit, each.new_place),
                                    .place = each.new_place,
                                    .before = each.before,
                                    .after = each.after,
                                    .change = each.change,
                                    .ranks = Ranks{each.rank_before, each.rank_after},
                                    .gaps_opened = rule_names(each.gaps_opened, model),
                                    .gaps_closed = rule_names(each.gaps_closed, model)});
  }
  for (const std::size_t place : found.added) compared.added.push_back(name_at(audit, place));
  for (const std::size_t place : found.removed)
    compared.removed.push_back(name_at(other.document.audit(), place));
  return compared;
}

std::vector<std::size_t> snapshots_by_date(const Audit& audit) {
  std::vector<std::size_t> places(audit.snapshots.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::ranges::stable_sort(places, {}, [&](std::size_t i) { return audit.snapshots[i].date; });
  return places;
}

std::vector<TrendPoint> trend(const Audit& audit, const Scores& scores,
                              const std::vector<FrozenScores>& snapshots,
                              const std::optional<TouchpointId>& touchpoint) {
  const auto friction_in = [&](const FrozenScores& frozen) {
    if (!touchpoint) return frozen.journey;
    const auto found =
        std::ranges::find(frozen.touchpoints, touchpoint->text, &FrozenTouchpoint::id);
    return found == frozen.touchpoints.end() ? std::nullopt : std::optional(found->friction);
  };
  std::vector<TrendPoint> points;
  for (const std::size_t i : snapshots_by_date(audit)) {
    const Snapshot& snapshot = audit.snapshots[i];
    points.push_back({label_of(snapshot), snapshot.date, friction_in(snapshots[i])});
  }
  points.push_back({"Now", audit.header.as_of, friction_in(frozen_scores(audit, scores))});
  return points;
}

std::optional<Change> last_change(const std::vector<TrendPoint>& points,
                                  const Thresholds& thresholds) {
  const FrozenFriction* before = nullptr;
  for (std::size_t i = 0; i + 1 < points.size(); ++i)
    if (points[i].friction) before = &*points[i].friction;
  if (before == nullptr || !points.back().friction) return std::nullopt;
  const FrozenFriction& now = *points.back().friction;
  return change_of(before->friction, before->sd(thresholds.interval_z), now.friction,
                   now.sd(thresholds.interval_z), thresholds.change_z);
}

}  // namespace touchstone::app
