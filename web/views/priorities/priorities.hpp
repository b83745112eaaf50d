// The parts of the priorities view, a tab each.
#pragma once

#include <string>
#include <vector>

#include "state/state.hpp"

namespace touchstone::app {

void draw_plan_tab(const State&, UiState&, Requests&);
void draw_certainty_tab(const State&, UiState&, Requests&);
void draw_worth_tab(const State&, UiState&, Requests&);
void draw_focus_tab(const State&, UiState&, Requests&);

// Where each open fix of known effort stands by effort and gain; and the details of the chosen one.
void draw_quadrants(const State&, UiState&, Requests&);
void draw_fix(const State&, UiState&, Requests&);

// "Call back within a day", or that it has no title yet.
std::string shown_title(const Fix& fix);

// What a fix does to a touchpoint while nobody has said how much: takes off a third of its
// friction.
Effect effect_on(const TouchpointId& touchpoint);

// The height of a grid of so many rows: all of them up to `most` CSS px.
float grid_height(std::size_t rows, float most);

// The budget the plan is made for, person-days.
double budget_of(const State&, const UiState&);

}  // namespace touchstone::app
