// Who answers for what, over the audit as a whole: teams by stages, the load of each owner, every
// gap in one list. Insights keeps them until the audit changes.
//
// Indices count into the audit's touchpoints, hand-offs and Scores::audit_gaps. Lists of
// touchpoints stand in the order of the ranking, the worst first.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone::app {

using TouchpointList = std::vector<std::uint32_t>;

// Teams by stages.

struct HeatRow {
  enum class Kind : std::uint8_t { team, person, several, nobody, not_asked, all };
  Kind kind;
  std::string name;
};

struct HeatCell {
  TouchpointList touchpoints;
  double friction = 0;  // plain mean over them
  double gap = 0;       // the same of their ownership gaps
};

// A touchpoint counts for the team of its accountable owner; for the person, where that is one
// without a team; in the row "Several teams" where its owners are of more than one.
struct HeatMap {
  std::vector<HeatRow> rows;         // every team, then whoever else is needed; all of them last
  std::vector<std::string> columns;  // the stages; "No stage yet" if need be; all of them last
  std::vector<HeatCell> cells;       // row by row

  const HeatCell& at(std::size_t row, std::size_t column) const {
    return cells[row * columns.size() + column];
  }
};

HeatMap heat_map(const Audit&, const Model&, const Scores&);

// Load.

struct OwnerLoad {
  std::string name;
  std::string team = {};  // of a person; "" for a team, and for a person without one
  bool is_person = false;
  TouchpointList accountable = {};  // answers for them
  TouchpointList responsible = {};  // does the work there
  double share = 0;                 // of the journey's friction, of those it answers for
  double friction = 0;              // mean of those
  bool overloaded = false;          // as rule O23 sees it
};

struct Loads {
  std::vector<OwnerLoad> owners;  // teams and people, who answers for most first
  std::size_t most = 0;           // touchpoints of the first
  TouchpointList nobody;          // asked, and nobody answers for them
  TouchpointList not_asked;
};

Loads loads(const Audit&, const Model&, const Scores&);

// Gaps.

struct PlacedGap {
  enum class Place : std::uint8_t { touchpoint, handoff, audit };
  Place place;
  std::size_t index;
  Gap gap;
};

struct GapList {
  std::vector<PlacedGap> gaps;                          // most severe first; accepted ones left out
  std::array<std::size_t, k_rule_count + 1> by_rule{};  // how many, by the rule's number
};

GapList all_gaps(const Model&, const Scores&);

}  // namespace touchstone::app
