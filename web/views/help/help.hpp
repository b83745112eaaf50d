// Help at the terms themselves.
#pragma once

#include "state/state.hpp"

namespace touchstone::app {

// Opens Help at that term (an id of assets/help/terms.json).
void open_help(UiState&, std::string_view term);

// A small "?" that tells in place what the term (as in open_help) means, with a link to it in Help.
void explain(UiState&, std::string_view id);

// A heading with explain() behind it.
void heading_with_help(UiState&, int level, std::string_view text, std::string_view term);

// The tour: a bar under the view that leads through the program, one step at a time. It points at
// the part of the window it speaks of.
struct WindowParts {
  ui::Rect top_bar, view, inspector;  // inspector of no width: not shown
};

void start_tour(const State&, UiState&);
// How high its bar is, in device px; 0 while there is no tour.
float tour_height(const UiState&);
void draw_tour(const State&, UiState&, ui::Rect, const WindowParts&);

}  // namespace touchstone::app
