// Hand-offs as a graph: who gives to whom, or which stage leads to which, and how well it is
// settled. Insights keeps it until the audit changes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "audit/audit.hpp"
#include "score/scores.hpp"

namespace touchstone::app {

// From good to bad.
enum class HandoffState : std::uint8_t { settled, gaps, no_receiver, unrecorded };
inline constexpr std::size_t k_handoff_states = 4;

HandoffState state_of(const Handoff& handoff, const HandoffScore& score);

struct HandoffNode {
  std::string name;
  std::size_t gives = 0, receives = 0;
  std::size_t open = 0;  // of both: not settled
};

// All hand-offs of one state from one node to another.
struct HandoffEdge {
  std::size_t from, to;
  HandoffState state;
  std::size_t count = 0;
};

struct HandoffGraph {
  using Ends = std::pair<std::size_t, std::size_t>;  // nodes: from, to

  std::vector<HandoffNode> nodes;  // those that take part, in the audit's order; "Nobody" last
  std::vector<HandoffEdge> edges;  // sorted by from, to, state
  std::vector<Ends> recorded;      // by place in Audit::handoffs
  std::vector<Ends> unrecorded;    // by place in Scores::unrecorded_handoffs
};

enum class HandoffNodes : std::uint8_t { teams, stages };

// Between teams an unrecorded hand-off leads from the team that answers for its first touchpoint to
// that of its second.
HandoffGraph handoff_graph(const Audit&, const Scores&, HandoffNodes);

// A hand-off from one touchpoint to another, as places in the audit; recorded ones first.
struct TouchpointHandoff {
  std::size_t from, to;
  HandoffState state;
};

std::vector<TouchpointHandoff> touchpoint_handoffs(const Audit&, const Scores&);

// The team that answers for a touchpoint: the first accountable owner's. None: nobody, not asked,
// or a person without a team.
std::optional<OwnerId> owning_team(const Audit&, const Touchpoint&);

// The hand-off that nobody wrote down, to be written down: from the team that answers for the one
// touchpoint to that of the other. What is passed on and by when stays open.
Handoff recorded_handoff(const Audit&, const UnrecordedHandoff&);

}  // namespace touchstone::app
