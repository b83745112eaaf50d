// The parts of the inspector, one per tab.
#pragma once

#include "state/state.hpp"

namespace touchstone::app {

// A selected touchpoint with where it stands; what every tab is about.
struct Selected {
  std::size_t index;
  const Touchpoint& touchpoint;
  const TouchpointScore& score;
};

// How the friction came about: the overall vote first, then factor by factor down to the evidence.
void draw_friction_tab(const State&, UiState&, Requests&, const Selected&);
// Who answers for it, the gaps with their remedies, the hand-offs from and to here.
void draw_ownership_tab(const State&, UiState&, Requests&, const Selected&);
// Measures: the list, and the one being edited.
void draw_measures_tab(const State&, UiState&, Requests&, const Selected&);
// Stage, channel, discipline, reach, notes.
void draw_details_tab(const State&, UiState&, Requests&, const Selected&);
// The whole journey, when no touchpoint is selected.
void draw_journey_summary(const State&, UiState&, Requests&);

}  // namespace touchstone::app
