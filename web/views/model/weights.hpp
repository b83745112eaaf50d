// The part of the scoring model's view in which weights follow from comparing factors in pairs.
#pragma once

#include "state/state.hpp"

namespace touchstone::app {

void draw_pairwise_weights(const State&, UiState&, Requests&);

}  // namespace touchstone::app
