// What can be done to a touchpoint, asked for by several views.
#pragma once

#include "state/state.hpp"

namespace touchstone::app {

// Asks for a new touchpoint in the given stage (none: the selected one's, else the first) and
// selects it with the inspector open, so that its name can be typed at once.
void add_touchpoint(const State&, UiState&, Requests&,
                    const std::optional<StageId>& stage = std::nullopt);

// Asks for a copy right behind it and selects that. Measures and votes stay with the original: they
// are evidence of it and of nothing else.
void duplicate_touchpoint(const State&, UiState&, Requests&, const TouchpointId&);

// Asks for the deletion with all that hangs on it: ratings, hand-offs, effects of fixes. Undo
// restores.
void delete_touchpoint(const State&, UiState&, Requests&, const TouchpointId&);

// The context menu of the card or row that was drawn last, which stands for this touchpoint.
void touchpoint_menu(const State&, UiState&, Requests&, const Touchpoint&);

// A line of a list of touchpoints: friction, name, gap, owner. The name selects it and opens the
// inspector; then the result is true.
bool draw_touchpoint_line(const State&, UiState&, std::size_t index);

}  // namespace touchstone::app
