#include "views/lanes.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "app/edits.hpp"
#include "app/wording.hpp"
#include "text/concat.hpp"

namespace touchstone::app {
namespace {

constexpr std::array<std::string_view, 3> k_discipline_ids = {"ux", "cx", "both"};

// The team a touchpoint's first accountable owner is or belongs to; "" when unknown or nobody.
std::string team_of(const Audit& audit, const Touchpoint& touchpoint) {
  if (!touchpoint.ownership || !touchpoint.ownership->accountable ||
      touchpoint.ownership->accountable->empty()) {
    return {};
  }
  const OwnerId& owner = touchpoint.ownership->accountable->front();
  if (const Person* person = find(audit.people, owner)) {
    return person->team ? person->team->text : std::string();
  }
  return owner.text;
}

std::string lane_id(const Audit& audit, const Touchpoint& touchpoint, Lanes by) {
  switch (by) {
    case Lanes::none:
      return {};
    case Lanes::channel:
      return touchpoint.channel ? touchpoint.channel->text : std::string();
    case Lanes::team:
      return team_of(audit, touchpoint);
    case Lanes::discipline:
      return touchpoint.discipline
                 ? std::string(k_discipline_ids[static_cast<std::size_t>(*touchpoint.discipline)])
                 : std::string();
  }
  return {};
}

std::string shown(const std::string& name, const std::string& id) {
  return name.empty() ? id : name;
}

std::vector<Lane> all_lanes(const Audit& audit, Lanes by) {
  std::vector<Lane> lanes;
  switch (by) {
    case Lanes::none:
      break;
    case Lanes::channel:
      for (const Channel& c : audit.channels)
        lanes.push_back({c.id.text, shown(c.name, c.id.text)});
      break;
    case Lanes::team:
      for (const Team& t : audit.teams) lanes.push_back({t.id.text, shown(t.name, t.id.text)});
      break;
    case Lanes::discipline:
      for (std::size_t i = 0; i < k_discipline_ids.size(); ++i) {
        lanes.push_back({std::string(k_discipline_ids[i]), std::string(words(Discipline::ux)[i])});
      }
      break;
  }
  return lanes;
}

std::string_view nameless_lane(Lanes by) {
  switch (by) {
    case Lanes::none:
      return "";
    case Lanes::channel:
      return "No channel yet";
    case Lanes::team:
      return "No team answers";
    case Lanes::discipline:
      return "Discipline not known";
  }
  return "";
}

}  // namespace

std::vector<StageColumn> stage_columns(const Audit& audit) {
  std::vector<StageColumn> columns;
  std::unordered_map<StageId, std::size_t> place;
  for (const Stage& stage : audit.stages) {
    place.emplace(stage.id, columns.size());
    columns.push_back({stage.id, shown(stage.name, stage.id.text), 0});
  }
  std::size_t without = 0;
  for (const Touchpoint& touchpoint : audit.touchpoints) {
    if (touchpoint.stage) {
      ++columns[place.at(*touchpoint.stage)].touchpoints;
    } else {
      ++without;
    }
  }
  if (without > 0) columns.push_back({std::nullopt, "No stage yet", without});
  return columns;
}

std::vector<Lane> lanes_of(const Audit& audit, Lanes by) {
  if (by == Lanes::none) return {{"", ""}};
  std::unordered_set<std::string> used;
  for (const Touchpoint& touchpoint : audit.touchpoints)
    used.insert(lane_id(audit, touchpoint, by));
  std::vector<Lane> lanes = all_lanes(audit, by);
  lanes.push_back({"", std::string(nameless_lane(by))});
  std::erase_if(lanes, [&](const Lane& lane) { return !used.contains(lane.id); });
  return lanes;
}

std::vector<CellOf> cells_of(const Audit& audit, const std::vector<StageColumn>& columns,
                             const std::vector<Lane>& lanes, Lanes by) {
  std::unordered_map<std::string, std::size_t> column_of, lane_of;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    column_of.emplace(columns[c].stage ? columns[c].stage->text : std::string(), c);
  }
  for (std::size_t l = 0; l < lanes.size(); ++l) lane_of.emplace(lanes[l].id, l);
  std::vector<CellOf> cells;
  cells.reserve(audit.touchpoints.size());
  for (const Touchpoint& t : audit.touchpoints) {
    cells.push_back(
        {column_of.at(t.stage ? t.stage->text : std::string()), lane_of.at(lane_id(audit, t, by))});
  }
  return cells;
}

std::optional<double> group_friction(const Scores& scores, GroupBy by, std::size_t index) {
  for (const GroupScore& group : scores.groups) {
    if (group.by == by && group.index == index && group.score) return group.score->friction;
  }
  return std::nullopt;
}

std::string name_of_owner(const Audit& audit, const OwnerId& id) {
  if (const Team* team = find(audit.teams, id)) return shown(team->name, id.text);
  if (const Person* person = find(audit.people, id)) return shown(person->name, id.text);
  return id.text;
}

std::string owner_name(const Audit& audit, const Touchpoint& touchpoint) {
  if (!touchpoint.ownership || !touchpoint.ownership->accountable) return "Not asked";
  const std::vector<OwnerId>& owners = *touchpoint.ownership->accountable;
  if (owners.empty()) return "Nobody";
  std::string name = name_of_owner(audit, owners.front());
  if (owners.size() > 1) name += concat(" +", std::to_string(owners.size() - 1));
  return name;
}

}  // namespace touchstone::app
