// Hand-offs that are written down, from wherever one is seen to be missing.
#pragma once

#include <string>

#include "state/state.hpp"

namespace touchstone::app {

// "Order page → Parcel".
std::string name_of_handoff(const Audit&, const Handoff&);

// Adds it under an id of its own.
void insert_handoff(const State&, Requests&, Handoff, std::string label);

// Writes the hand-off down that nobody had recorded.
void draw_record_button(const State&, Requests&, const UnrecordedHandoff&);

}  // namespace touchstone::app
