#include "draw/map_grid.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "words/words.hpp"

namespace touchstone::draw {
namespace {

constexpr std::array<std::string_view, 3> k_discipline_ids = {"ux", "cx", "both"};

// The team a touchpoint's first accountable owner is or belongs to; "" when unknown or nobody.
std::string_view team_of(const Audit& audit, const Touchpoint& touchpoint) {
  if (!touchpoint.ownership || !touchpoint.ownership->accountable ||
      touchpoint.ownership->accountable->empty()) {
    return {};
  }
  const OwnerId& owner = touchpoint.ownership->accountable->front();
  const auto person = std::ranges::find(audit.people, owner, &Person::id);
  if (person == audit.people.end()) return owner.text;
  return person->team ? std::string_view(person->team->text) : std::string_view();
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

std::vector<MapLane> all_lanes(const Audit& audit, Lanes by) {
  std::vector<MapLane> lanes;
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
        lanes.push_back({std::string(k_discipline_ids[i]),
                         std::string(words::discipline_word(static_cast<Discipline>(i)))});
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

void put_into_stages(const Audit& audit, MapGrid& grid) {
  Numbers numbers;
  for (const Stage& stage : audit.stages) {
    numbers.emplace(stage.id.text, grid.stages.size());
    grid.stages.push_back({stage.id, shown(stage.name, stage.id.text), 0});
  }
  for (std::size_t i = 0; i < audit.touchpoints.size(); ++i) {
    const std::optional<StageId>& stage = audit.touchpoints[i].stage;
    const auto at = stage ? numbers.find(stage->text) : numbers.end();
    const std::size_t place = at == numbers.end() ? audit.stages.size() : at->second;
    if (place == grid.stages.size()) grid.stages.push_back({std::nullopt, "No stage yet", 0});
    grid.cells[i].stage = place;
    ++grid.stages[place].touchpoints;
  }
}

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
  std::vector<MapLane> lanes = all_lanes(audit, by);
  lanes.push_back({"", std::string(nameless_lane(by))});
  std::vector<std::size_t> place(used.size(), 0);
  for (MapLane& lane : lanes) {
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
  put_into_stages(audit, grid);
  put_into_lanes(audit, by, grid);
  return grid;
}

void move_touchpoint(Touchpoint& touchpoint, const MapStage& stage, const MapLane& lane, Lanes by) {
  touchpoint.stage = stage.id;
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

}  // namespace touchstone::draw
