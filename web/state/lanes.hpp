// How touchpoints fall into the map's columns (stages) and lanes (channel, team or discipline).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "state/state.hpp"

namespace touchstone::app {

struct StageColumn {
  std::optional<StageId> stage;  // none: touchpoints without a stage
  std::string name;
  std::size_t touchpoints = 0;
};

struct Lane {
  std::string id;  // channel, team or discipline; "" gathers touchpoints without one
  std::string name;
};

struct MapGrid {
  struct Cell {
    std::size_t column = 0;
    std::size_t lane = 0;
  };

  // The stages in order; a last column "No stage yet" only when some touchpoint has none.
  std::vector<StageColumn> columns;
  // A single nameless one without grouping. A lane for touchpoints without the property stands
  // last, and only when there are such.
  std::vector<Lane> lanes;
  // Where each touchpoint of the audit stands. One of several teams stands in the lane of its first
  // accountable one.
  std::vector<Cell> cells;
};

MapGrid grid_of(const Audit& audit, Lanes by);

// Makes the touchpoint one of the column's stage and of the lane. The lane of those without a team
// takes no owner away: that nobody answers is said in the inspector.
void move_touchpoint(Touchpoint& touchpoint, const StageColumn& column, const Lane& lane, Lanes by);

// Friction of a group; none when it has no touchpoints that anybody reaches.
std::optional<double> group_friction(const Scores& scores, GroupBy by, std::size_t index);

// Who answers for a touchpoint, for a card: "Support", "Head of Support +1", "Nobody", "Not asked".
std::string owner_name(const Audit& audit, const Touchpoint& touchpoint);

// Name of a team or person; the id where it has none.
std::string name_of_owner(const Audit& audit, const OwnerId& id);

}  // namespace touchstone::app
