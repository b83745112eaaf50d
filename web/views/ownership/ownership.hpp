// The parts of the ownership view, one per tab, and what they share.
#pragma once

#include <string_view>

#include "state/state.hpp"

namespace touchstone::app {

// Teams by stages, coloured by friction or ownership gap; the touchpoints of the chosen cell below.
void draw_heat_tab(const State&, UiState&, Requests&);
// Who does what at each touchpoint, edited in place.
void draw_raci_tab(const State&, UiState&, Requests&);
// Every gap with what would close it, the most severe first; accepted ones at the end.
void draw_gaps_tab(const State&, UiState&, Requests&);
// How much each team and person answers for.
void draw_load_tab(const State&, UiState&, Requests&);
// Hand-offs between teams: a picture, those nobody wrote down, and the list to edit.
void draw_handoffs_tab(const State&, UiState&, Requests&);

// Touchpoints to select, under a heading.
void draw_touchpoint_list(const State&, UiState&, std::string_view heading, const TouchpointList&);

// Who hands over to whom, as a picture whose ends can be pressed to see only their hand-offs.
void draw_handoff_graph(const HandoffGraph&, HandoffNodes, OwnershipUi&, Requests&);

}  // namespace touchstone::app
