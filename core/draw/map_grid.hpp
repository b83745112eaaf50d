// Who stands in which cell of the journey map: stages across, lanes (by channel, team or discipline) down.
//
// Pure; a plain value of one audit, stale once the audit has changed. What the cells look like is map_layout.hpp's.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "audit/audit.hpp"

namespace touchstone::draw {

enum class Lanes { none, channel, team, discipline };

struct MapStage {
  std::optional<StageId> id;  // none: gathers touchpoints without a stage
  std::string name;           // never empty: the id where there is none
  std::size_t touchpoints = 0;
};

struct MapLane {
  std::string
      id;  // of a channel or team, or "ux", "cx", "both"; "" gathers touchpoints without one
  std::string name;  // "": all there is, without grouping
};

// Places in MapGrid::stages and MapGrid::lanes.
struct MapCell {
  std::size_t stage = 0;
  std::size_t lane = 0;

  friend bool operator==(const MapCell&, const MapCell&) = default;
};

struct MapGrid {
  // The audit's stages, at their places in the audit; a last one "No stage yet" only when some touchpoint has none.
  std::vector<MapStage> stages;
  // A single nameless one without grouping. Else in the audit's order, those without a touchpoint left out; the lane
  // for touchpoints without the property stands last. None when an audit without touchpoints is grouped.
  std::vector<MapLane> lanes;
  // Where each touchpoint of the audit stands. One of several teams stands in the lane of its first accountable one.
  std::vector<MapCell> cells;
};

MapGrid grid_of(const Audit& audit, Lanes by = Lanes::none);

// Makes the touchpoint one of the stage and of the lane. The lane of those without a team takes no owner away: that
// nobody answers is not said by moving a card.
void move_touchpoint(Touchpoint& touchpoint, const MapStage& stage, const MapLane& lane, Lanes by);

}  // namespace touchstone::draw
