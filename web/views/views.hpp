// The views: each draws one part of the window from State and asks for changes through Requests.
#pragma once

#include "state/state.hpp"

namespace touchstone::app {

// The parts of the window round the view (frame.cpp).
void draw_top_bar(const State&, UiState&, Requests&, ui::Rect);
void draw_navigation(const State&, UiState&, ui::Rect);
void draw_view_tabs(UiState&, ui::Rect);  // the navigation of a narrow page
void draw_status_line(const State&, ui::Rect);

// The views in the middle, in the order of the navigation (view_list.cpp).
struct ViewEntry {
  // When the inspector stands beside the view, on a page wide enough for both.
  enum class Inspector { always, with_selection, never };
  // What is said over the view where it holds: that the audit cannot be edited here; that and that
  // it is an example; nothing.
  enum class Note { none, keeping, sample };

  View view;
  ui::Icon icon;
  std::string_view name;
  std::string_view key;         // goes to the view
  std::string_view short_name;  // where there is little room
  Inspector inspector;
  Note note;
  void (*draw)(const State&, UiState&, Requests&);
  // Whether it takes all the room there is and scrolls within; null: it scrolls as a whole.
  bool (*fills)(const UiState&) = nullptr;
};

std::span<const ViewEntry> views();
const ViewEntry& entry_of(View view);
void go_to(UiState&, View);

// The view that is shown: its region, the notes over it, its content.
void draw_view(const State&, UiState&, Requests&, ui::Rect);

// A part of a view behind a tab.
struct ViewTab {
  std::string_view name;
  void (*draw)(const State&, UiState&, Requests&);
  bool edits = false;  // its controls are frozen where the audit cannot be edited
  bool fills = false;  // as ViewEntry::fills
};

// The row of tabs, and what stands behind the one that is chosen. True when another was chosen.
bool draw_tabs(std::string_view label, std::span<const ViewTab> tabs, int& chosen, const State&,
               UiState&, Requests&);

void draw_overview(const State&, UiState&, Requests&);
void draw_map(const State&, UiState&, Requests&);
void draw_touchpoints(const State&, UiState&, Requests&);
// What Ctrl+C takes from the touchpoint table: the chosen rows, or of one row the cell with the
// focus; nothing while the table has not got it.
std::optional<std::string> copied_cells(const State&, const UiState&);
void draw_diagnostics(const State&, UiState&, Requests&);
void draw_compare(const State&, UiState&, Requests&);
void draw_priorities(const State&, UiState&, Requests&);
void draw_ownership(const State&, UiState&, Requests&);
void draw_workshop(const State&, UiState&, Requests&);
void draw_report(const State&, UiState&, Requests&);
void draw_import(const State&, UiState&, Requests&);
void draw_setup(const State&, UiState&, Requests&);
void draw_model(const State&, UiState&, Requests&);
void draw_help(const State&, UiState&, Requests&);
bool ownership_fills(const UiState&);
bool model_fills(const UiState&);

// "Read-only", "another window edits this": shown over each view where it holds.
void draw_keeping_note(const State&, Requests&);

// "This is an example": shown over each view while a sample is open.
void draw_sample_note(const State&, UiState&, Requests&);

// Right: what is selected, its score explained; the journey when nothing is.
void draw_inspector(const State&, UiState&, Requests&, ui::Rect);

// What the audit is for, and how far the business is: parts of the set-up that priorities rest on.
void draw_goals(const State&, Requests&);
void draw_business_stage(const State&, Requests&);

// The set-up's tabs, in the order of UiState::setup_tab.
std::span<const ViewTab> setup_tabs();

// "60 of 412 shown" with a button for more, where a long list ends.
void draw_rest_of_list(std::size_t& listed, std::size_t total);

// Finds views, actions, settings and touchpoints by name (Ctrl+K).
void draw_palette(const State&, UiState&, Requests&);

// Dialogs over the window: a file's problems, a question, the keys.
void draw_dialogs(const State&, UiState&, Requests&);

// The keys and what they do, as a list.
void draw_key_list();

// Asks what a new audit is to start from.
void draw_new_audit(UiState&, Requests&);

// Dialogs about keeping (library.cpp): the library, setting and asking for a passphrase.
void draw_keeping_dialogs(const State&, UiState&, Requests&);

// The ?debug panel: frames, reasons, times.
void draw_debug_panel(const State&);

// Keys that work everywhere.
void handle_keys(const State&, UiState&, Requests&);

}  // namespace touchstone::app
