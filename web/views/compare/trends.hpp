// The part of the compare view that tells how frictions went over time.
#pragma once

#include <optional>

#include "state/state.hpp"

namespace touchstone::app {

// The choice the view shows; without one the latest snapshot, none if there is nothing.
std::optional<ComparedWith> compared_with(const State&, const UiState&);

// "Take a snapshot": keeps today's frictions in the audit.
void draw_take_snapshot(const State&, Requests&);

void draw_trends(const State&, UiState&, Requests&);

}  // namespace touchstone::app
