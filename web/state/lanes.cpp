#include "state/lanes.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"

namespace touchstone::app {
namespace {

constexpr std::array<std::string_view, 3> k_discipline_ids = {"ux", "cx", "both"};

// The team a touchpoint's first accountable owner is or belongs to; "" when unknown or nobody.
std::string_view team_of(const Audit& audit, const Touchpoint& touchpoint) {
  if (!touchpoint.ownership || !touchpoint.ownership->accountable ||
      touchpoint.ownership->accountable->empty()) {
    return {};
  }
  const OwnerId& owner = touchpoint.ownership->accountable->front();
  if (const Person* person = find(audit.people, owner)) {
    return person->team ? std::string_view(person->team->text) : std::string_view();
  }
  return owner.text;
}

std::string_view lane_id(const Audit& audit, const Touchpoint& touchpoint, Lanes by) {
  switch (by) {
    case Lanes::none:
      return {};
    case Lanes::channel:
      return touchpoint.channel ? std::string_view(touchpoint.channel->text) : std::string_view();
    case Lanes::team:
      return team_of(audit, touchpoint);
    case Lanes::discipline:
      return touchpoint.discipline
                 ? k_discipline_ids[static_cast<std::size_t>(*touchpoint.discipline)]
                 : std::string_view();
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

// The numbers 0, 1, 2 ... in the order in which names were first added.
using Numbers = std::unordered_map<std::string_view, std::size_t>;

// Columns in the order of the stages. A last one takes the touchpoints without a stage, when there
// are any.
void put_into_columns(const Audit& audit, MapGrid& grid) {
  Numbers numbers;
  for (const Stage& stage : audit.stages) {
    numbers.emplace(stage.id.text, grid.columns.size());
    grid.columns.push_back({stage.id, shown(stage.name, stage.id.text), 0});
  }
  for (std::size_t i = 0; i < audit.touchpoints.size(); ++i) {
    const std::optional<StageId>& stage = audit.touchpoints[i].stage;
    const std::string_view name = stage ? std::string_view(stage->text) : std::string_view();
    const auto [at, is_new] = numbers.emplace(name, grid.columns.size());
    if (is_new) grid.columns.push_back({std::nullopt, "No stage yet", 0});
    grid.cells[i].column = at->second;
    ++grid.columns[at->second].touchpoints;
  }
}

// Lanes in the order of their list, those without a touchpoint left out.
void put_into_lanes(const Audit& audit, Lanes by, MapGrid& grid) {
  if (by == Lanes::none) {
    grid.lanes = {{"", ""}};
    return;
  }
  Numbers used;
  std::vector<std::size_t> lane_used;
  for (const Touchpoint& touchpoint : audit.touchpoints) {
    lane_used.push_back(used.emplace(lane_id(audit, touchpoint, by), used.size()).first->second);
  }
  std::vector<Lane> lanes = all_lanes(audit, by);
  lanes.push_back({"", std::string(nameless_lane(by))});
  std::vector<std::size_t> place(used.size(), 0);
  for (Lane& lane : lanes) {
    const auto at = used.find(lane.id);
    if (at == used.end()) continue;
    place[at->second] = grid.lanes.size();
    grid.lanes.push_back(std::move(lane));
  }
  for (std::size_t i = 0; i < lane_used.size(); ++i) grid.cells[i].lane = place[lane_used[i]];
}

}  // namespace

MapGrid grid_of(const Audit& audit, Lanes by) {
  MapGrid grid;
  grid.cells.resize(audit.touchpoints.size());
  put_into_columns(audit, grid);
  put_into_lanes(audit, by, grid);
  return grid;
}

void move_touchpoint(Touchpoint& touchpoint, const StageColumn& column, const Lane& lane,
                     Lanes by) {
  touchpoint.stage = column.stage;
  const bool named = !lane.id.empty();
  if (by == Lanes::channel) {
    touchpoint.channel = named ? std::optional(ChannelId(lane.id)) : std::nullopt;
  } else if (by == Lanes::team && named) {
    if (!touchpoint.ownership) touchpoint.ownership.emplace();
    touchpoint.ownership->accountable = std::vector{OwnerId(lane.id)};
  } else if (by == Lanes::discipline) {
    const auto at = std::ranges::find(k_discipline_ids, lane.id);
    touchpoint.discipline =
        named ? std::optional(static_cast<Discipline>(at - k_discipline_ids.begin()))
              : std::nullopt;
  }
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
