// The cells of the touchpoint table, as they are shown and edited in place.
#pragma once

#include <cstddef>

#include "state/state.hpp"

namespace touchstone::app {

// What stands in a column for one touchpoint, by place in the audit; asks for what is edited.
void draw_touchpoint_cell(const State&, Requests&, std::size_t i, TouchpointField);

}  // namespace touchstone::app
