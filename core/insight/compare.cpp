#include "insight/compare.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <unordered_map>

#include "json/tree.hpp"
#include "score/json_writer.hpp"

namespace touchstone {
namespace {

std::vector<std::string> gap_ids(const RuleFindings& rules, const Model& model) {
  std::vector<std::string> ids;
  for (const Gap& gap : listed_gaps(rules, model)) ids.push_back(model.rule(gap.rule).id.text);
  std::ranges::stable_sort(ids, std::less{});
  return ids;
}

// Of two sorted lists.
std::vector<std::string> without(const std::vector<std::string>& list,
                                 const std::vector<std::string>& less) {
  std::vector<std::string> result;
  std::set_difference(list.begin(), list.end(), less.begin(), less.end(),
                      std::back_inserter(result));
  return result;
}

TouchpointChange change_at(const AuditSide& before, const AuditSide& after, std::size_t old_place,
                           std::size_t new_place, double z) {
  const TouchpointScore& old_score = before.scores.touchpoints[old_place];
  const TouchpointScore& new_score = after.scores.touchpoints[new_place];
  const auto old_gaps = gap_ids(old_score.rules, before.model);
  const auto new_gaps = gap_ids(new_score.rules, after.model);
  return {old_place,
          new_place,
          old_score.friction,
          new_score.friction,
          change_of(old_score.friction, old_score.sd(), new_score.friction, new_score.sd(), z),
          old_score.rank,
          new_score.rank,
          without(new_gaps, old_gaps),
          without(old_gaps, new_gaps)};
}

std::vector<std::size_t> not_in(std::size_t size, const std::vector<bool>& matched) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < size; ++i)
    if (!matched[i]) places.push_back(i);
  return places;
}

std::optional<double> number_at(JsonValue object, std::string_view key) {
  const auto value = object.find(key);
  if (!value || value->type() != JsonType::number) return std::nullopt;
  return value->number();
}

std::optional<FrozenFriction> frozen_friction(JsonValue value) {
  if (value.type() != JsonType::object) return std::nullopt;
  const auto friction = number_at(value, "friction");
  const auto low = number_at(value, "low");
  const auto high = number_at(value, "high");
  if (!friction || !low || !high) return std::nullopt;
  return FrozenFriction{*friction, *low, *high};
}

}  // namespace

std::string_view name_of(Change change) {
  switch (change) {
    case Change::better:
      return "better";
    case Change::worse:
      return "worse";
    case Change::none:
      break;
  }
  return "none";
}

Change change_of(double before, double sd_before, double after, double sd_after, double z) {
  const double rise = after - before;
  const double noise = z * std::sqrt(sd_before * sd_before + sd_after * sd_after);
  if (rise > noise) return Change::worse;
  return -rise > noise ? Change::better : Change::none;
}

std::vector<std::pair<std::size_t, std::size_t>> match_touchpoints(const Audit& before,
                                                                   const Audit& after) {
  constexpr std::size_t k_unmatched = static_cast<std::size_t>(-1);
  std::vector<std::size_t> partner(after.touchpoints.size(), k_unmatched);
  std::vector<bool> taken(before.touchpoints.size(), false);
  std::unordered_map<std::string_view, std::size_t> by_id;
  for (std::size_t i = 0; i < before.touchpoints.size(); ++i)
    by_id.emplace(before.touchpoints[i].id.text, i);
  for (std::size_t i = 0; i < partner.size(); ++i) {
    const auto found = by_id.find(after.touchpoints[i].id.text);
    if (found == by_id.end()) continue;
    partner[i] = found->second;
    taken[found->second] = true;
  }
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_name;  // last first
  for (std::size_t i = before.touchpoints.size(); i-- > 0;)
    if (!taken[i] && !before.touchpoints[i].name.empty())
      by_name[before.touchpoints[i].name].push_back(i);
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < partner.size(); ++i) {
    if (partner[i] == k_unmatched) {
      const auto found = by_name.find(after.touchpoints[i].name);
      if (found == by_name.end() || found->second.empty()) continue;
      partner[i] = found->second.back();
      found->second.pop_back();
    }
    pairs.emplace_back(partner[i], i);
  }
  return pairs;
}

Comparison compare(const AuditSide& before, const AuditSide& after) {
  const double z = after.model.thresholds.change_z;
  Comparison result;
  if (before.scores.journey) result.before = before.scores.journey->friction;
  if (after.scores.journey) result.after = after.scores.journey->friction;
  if (result.before && result.after)
    result.change = change_of(*result.before, before.scores.journey->sd, *result.after,
                              after.scores.journey->sd, z);
  std::vector<bool> old_matched(before.audit.touchpoints.size(), false);
  std::vector<bool> new_matched(after.audit.touchpoints.size(), false);
  for (const auto& [old_place, new_place] : match_touchpoints(before.audit, after.audit)) {
    old_matched[old_place] = true;
    new_matched[new_place] = true;
    result.touchpoints.push_back(change_at(before, after, old_place, new_place, z));
  }
  result.added = not_in(new_matched.size(), new_matched);
  result.removed = not_in(old_matched.size(), old_matched);
  return result;
}

double FrozenFriction::sd(double z) const {
  return std::max({friction - low, high - friction, 0.0}) / z;
}

FrozenScores frozen_scores(std::string_view scores_json) {
  FrozenScores result;
  JsonTree tree;
  if (!parse_json(scores_json, tree).empty() || !tree.complete()) return result;
  if (tree.root().type() != JsonType::object) return result;
  if (const auto journey = tree.root().find("journey")) result.journey = frozen_friction(*journey);
  const auto list = tree.root().find("touchpoints");
  if (!list || list->type() != JsonType::array) return result;
  for (const JsonValue each : *list) {
    const auto friction = frozen_friction(each);
    if (!friction) continue;
    const auto id = each.find("id");
    if (id && id->type() == JsonType::string) result.touchpoints.push_back({id->text(), *friction});
  }
  return result;
}

FrozenScores frozen_scores(const Audit& audit, const Scores& scores) {
  FrozenScores result;
  if (scores.journey)
    result.journey = {scores.journey->friction, scores.journey->low, scores.journey->high};
  for (std::size_t i = 0; i < scores.touchpoints.size(); ++i) {
    const TouchpointScore& score = scores.touchpoints[i];
    result.touchpoints.push_back(
        {audit.touchpoints[i].id.text, {score.friction, score.low, score.high}});
  }
  return result;
}

std::string write_frozen(const FrozenScores& frozen) {
  JsonWriter json;
  const auto write = [&](const FrozenFriction& friction) {
    json.key("friction").number(friction.friction).key("low").number(friction.low);
    json.key("high").number(friction.high);
  };
  json.object();
  if (frozen.journey) {
    json.key("journey").object();
    write(*frozen.journey);
    json.end();
  }
  json.key("touchpoints").array();
  for (const FrozenTouchpoint& touchpoint : frozen.touchpoints) {
    json.object().key("id").text(touchpoint.id);
    write(touchpoint.friction);
    json.end();
  }
  json.end().end();
  return json.take();
}

FrozenComparison compare(const FrozenScores& before, const FrozenScores& after,
                         const Thresholds& thresholds) {
  const auto judge = [&](const FrozenFriction& a, const FrozenFriction& b) {
    return change_of(a.friction, a.sd(thresholds.interval_z), b.friction,
                     b.sd(thresholds.interval_z), thresholds.change_z);
  };
  FrozenComparison result;
  if (before.journey && after.journey) result.journey = judge(*before.journey, *after.journey);
  std::unordered_map<std::string_view, const FrozenTouchpoint*> old;
  for (const FrozenTouchpoint& each : before.touchpoints) old.emplace(each.id, &each);
  for (const FrozenTouchpoint& each : after.touchpoints) {
    const auto found = old.find(each.id);
    if (found == old.end()) {
      result.added.push_back(each.id);
      continue;
    }
    const FrozenFriction& was = found->second->friction;
    result.touchpoints.push_back(
        {each.id, was.friction, each.friction.friction, judge(was, each.friction)});
    old.erase(found);
  }
  for (const FrozenTouchpoint& each : before.touchpoints)
    if (old.contains(each.id)) result.removed.push_back(each.id);
  return result;
}

}  // namespace touchstone
