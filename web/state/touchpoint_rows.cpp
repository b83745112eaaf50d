// Which rows the touchpoint table shows, in which order and groups.
#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "state/edits.hpp"
#include "state/owner_names.hpp"
#include "state/touchpoint_table.hpp"
#include "text/lower.hpp"

namespace touchstone::app {
namespace {

using Field = TouchpointField;

bool passes(const Scored& scored, const TouchpointFilter& filter, const std::string& wanted,
            std::size_t i) {
  const Touchpoint& touchpoint = scored.audit.touchpoints[i];
  const TouchpointScore& score = scored.scores.touchpoints[i];
  if (filter.stage && touchpoint.stage != filter.stage) return false;
  if (filter.gaps_only && score.ownership_gap <= 0) return false;
  if (filter.thin_only && score.evidence == EvidenceLevel::enough) return false;
  return wanted.empty() || lower(touchpoint.name).find(wanted) != std::string::npos ||
         lower(touchpoint.notes).find(wanted) != std::string::npos ||
         lower(owner_name(scored.audit, touchpoint)).find(wanted) != std::string::npos;
}

// What a row is sorted by in one column.
struct SortKey {
  bool unknown = false;
  double number = 0;
  std::string text;

  auto value() const { return std::tie(number, text); }
};

SortKey by_number(std::optional<double> value) {
  return {.unknown = !value, .number = value.value_or(0), .text = {}};
}

template <class T, class IdType>
SortKey by_place(const std::vector<T>& list, const std::optional<IdType>& id) {
  const auto place = id ? place_of(list, *id) : std::nullopt;
  return {.unknown = !place, .number = static_cast<double>(place.value_or(0)), .text = {}};
}

template <class Enum>
SortKey by_word(const std::optional<Enum>& value) {
  return {.unknown = !value,
          .number = value ? static_cast<double>(static_cast<int>(*value)) : 0,
          .text = {}};
}

SortKey sort_key(const Scored& scored, std::size_t i, Field field) {
  const Touchpoint& touchpoint = scored.audit.touchpoints[i];
  const TouchpointScore& score = scored.scores.touchpoints[i];
  switch (field) {
    case Field::friction:  // by rank, which breaks ties as the report does
      return by_number(-static_cast<double>(score.rank));
    case Field::gap:
      return by_number(score.ownership_gap);
    case Field::evidence:
      return by_number(score.coverage);
    case Field::share:
      return by_number(score.journey_share);
    case Field::stage:
      return by_place(scored.audit.stages, touchpoint.stage);
    case Field::channel:
      return by_place(scored.audit.channels, touchpoint.channel);
    case Field::discipline:
      return by_word(touchpoint.discipline);
    case Field::level:
      return by_word(touchpoint.level);
    case Field::volume:
      return by_number(touchpoint.volume);
    case Field::importance:
      return by_number(touchpoint.importance);
    default: {
      std::string text = lower(text_of(scored, i, field));
      const bool unknown = text.empty();
      return {.unknown = unknown, .number = 0, .text = std::move(text)};
    }
  }
}

void sort_by(const Scored& scored, Field field, bool descending, std::vector<std::size_t>& places) {
  std::vector<std::pair<SortKey, std::size_t>> keyed;
  keyed.reserve(places.size());
  for (const std::size_t place : places) keyed.emplace_back(sort_key(scored, place, field), place);
  std::ranges::stable_sort(keyed, [&](const auto& a, const auto& b) {
    if (a.first.unknown != b.first.unknown) return b.first.unknown;
    return descending ? b.first.value() < a.first.value() : a.first.value() < b.first.value();
  });
  std::ranges::transform(keyed, places.begin(), [](const auto& pair) { return pair.second; });
}

// Levels of evidence are gathered as named, not by how much of it there is.
std::string group_title(const Scored& scored, std::size_t touchpoint, Field field) {
  std::string text = text_of(scored, touchpoint, field);
  if (!text.empty()) return text;
  return field == Field::owner ? "Not asked yet" : "Not known";
}

void gather(const Scored& scored, const std::vector<std::size_t>& places, const TableOrder& order,
            TableRows& result) {
  // Groups stand in the order of the column they are made by.
  std::vector<std::size_t> by_group = places;
  sort_by(scored, *order.grouped_by, false, by_group);
  std::map<std::string, std::size_t> known;
  for (const std::size_t place : by_group) {
    std::string title = group_title(scored, place, *order.grouped_by);
    if (known.emplace(title, result.groups.size()).second)
      result.groups.push_back({.title = std::move(title), .worst = {}});
  }
  std::vector<std::vector<std::size_t>> members(result.groups.size());
  for (const std::size_t place : places) {
    const std::size_t group = known.at(group_title(scored, place, *order.grouped_by));
    const TouchpointScore& score = scored.scores.touchpoints[place];
    TableGroup& told = result.groups[group];
    ++told.touchpoints;
    if (score.evidence != EvidenceLevel::insufficient)
      told.worst = std::max(told.worst.value_or(0), score.friction);
    members[group].push_back(place);
  }
  for (std::size_t group = 0; group < members.size(); ++group) {
    result.rows.push_back({.is_group = true, .at = group});
    if (order.closed.contains(result.groups[group].title)) continue;
    for (const std::size_t place : members[group]) result.rows.push_back({.at = place});
  }
}

}  // namespace

TableRows rows_of(const Scored& scored, const TouchpointFilter& filter, const TableOrder& order) {
  std::vector<std::size_t> places;
  const std::string wanted = lower(filter.text);
  for (std::size_t i = 0; i < scored.audit.touchpoints.size(); ++i) {
    if (passes(scored, filter, wanted, i)) places.push_back(i);
  }
  if (order.sorted_by) sort_by(scored, *order.sorted_by, order.descending, places);
  TableRows result;
  result.touchpoints = places.size();
  if (order.grouped_by) {
    gather(scored, places, order, result);
  } else {
    for (const std::size_t place : places) result.rows.push_back({.at = place});
  }
  return result;
}

}  // namespace touchstone::app
