// Adding and deleting touchpoints, asked for by several views.
#pragma once

#include "app/state.hpp"

namespace touchstone::app {

// Asks for a new touchpoint in the given stage (none: the selected one's, else the first) and
// selects it with the inspector open, so that its name can be typed at once.
void add_touchpoint(const State&, UiState&, Requests&,
                    const std::optional<StageId>& stage = std::nullopt);

// Asks for the deletion with all that hangs on it: ratings, hand-offs, effects of fixes. Undo
// restores.
void delete_touchpoint(const State&, UiState&, Requests&, const TouchpointId&);

}  // namespace touchstone::app
