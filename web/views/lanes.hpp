// How touchpoints fall into the map's columns (stages) and lanes (channel, team or discipline).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/state.hpp"

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

struct CellOf {
  std::size_t column;
  std::size_t lane;
};

// The stages in order; a last column "No stage yet" only when some touchpoint has none.
std::vector<StageColumn> stage_columns(const Audit& audit);

// At least one; a single nameless lane without grouping. A lane for touchpoints without the
// property stands last, and only when there are such.
std::vector<Lane> lanes_of(const Audit& audit, Lanes by);

// For each touchpoint of the audit, where it stands. A touchpoint of several teams stands in the
// lane of its first accountable one.
std::vector<CellOf> cells_of(const Audit& audit, const std::vector<StageColumn>& columns,
                             const std::vector<Lane>& lanes, Lanes by);

// Friction of a group; none when it has no touchpoints that anybody reaches.
std::optional<double> group_friction(const Scores& scores, GroupBy by, std::size_t index);

// Who answers for a touchpoint, for a card: "Support", "Head of Support +1", "Nobody", "Not asked".
std::string owner_name(const Audit& audit, const Touchpoint& touchpoint);

// Name of a team or person; the id where it has none.
std::string name_of_owner(const Audit& audit, const OwnerId& id);

}  // namespace touchstone::app
