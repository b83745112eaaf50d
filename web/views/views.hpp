// The views: each draws one part of the window from State and asks for changes through Requests.
#pragma once

#include "app/state.hpp"

namespace touchstone::app {

// The parts of the window round the view (frame.cpp).
void draw_top_bar(const State&, UiState&, Requests&, ui::Rect);
void draw_navigation(const State&, UiState&, ui::Rect);
void draw_view_tabs(UiState&, ui::Rect);  // the navigation of a narrow page
void draw_status_line(const State&, ui::Rect);

// What the navigation offers, in its order.
struct ViewEntry {
  View view;
  ui::Icon icon;
  std::string_view name;
};

std::span<const ViewEntry> views();

// The views in the middle.
void draw_map(const State&, UiState&, Requests&, ui::Rect);
void draw_touchpoints(const State&, UiState&, Requests&, ui::Rect);
void draw_setup(const State&, UiState&, Requests&, ui::Rect);

// "This is an example": shown over each view while a sample is open.
void draw_sample_note(const State&, UiState&, Requests&);

// Right: what is selected, its score explained; the journey when nothing is.
void draw_inspector(const State&, UiState&, Requests&, ui::Rect);

// Names of the set-up's tabs, in the order of UiState::setup_tab.
std::span<const std::string_view> setup_tabs();

// Finds views, actions, settings and touchpoints by name (Ctrl+K).
void draw_palette(const State&, UiState&, Requests&);

// Dialogs over the window: a file's problems, a question, the keys.
void draw_dialogs(const State&, UiState&, Requests&);

// The ?debug panel: frames, reasons, times.
void draw_debug_panel(const State&);

// Keys that work everywhere.
void handle_keys(const State&, UiState&, Requests&);

}  // namespace touchstone::app
