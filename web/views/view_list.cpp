// The views there are, as the navigation, the palette and the keys offer them.
#include <algorithm>
#include <array>

#include "views/views.hpp"

namespace touchstone::app {
namespace {

using Beside = ViewEntry::Inspector;

constexpr std::array k_views = {
    ViewEntry{View::overview, ui::Icon::eye, "Overview", "O", "Overview", Beside::with_selection,
              draw_overview},
    ViewEntry{View::map, ui::Icon::map, "Journey map", "M", "Map", Beside::always, draw_map},
    ViewEntry{View::touchpoints, ui::Icon::table, "Touchpoints", "T", "Touchpoints", Beside::always,
              draw_touchpoints},
    ViewEntry{View::ownership, ui::Icon::people, "Ownership", "W", "Ownership",
              Beside::with_selection, draw_ownership},
    ViewEntry{View::priorities, ui::Icon::target, "Priorities", "P", "Priorities",
              Beside::with_selection, draw_priorities},
    ViewEntry{View::diagnostics, ui::Icon::search, "Diagnostics", "D", "Diagnostics",
              Beside::with_selection, draw_diagnostics},
    ViewEntry{View::workshop, ui::Icon::play, "Workshop", "V", "Workshop", Beside::with_selection,
              draw_workshop},
    ViewEntry{View::compare, ui::Icon::history, "Compare", "C", "Compare", Beside::with_selection,
              draw_compare},
    ViewEntry{View::report, ui::Icon::file, "Report", "R", "Report", Beside::never, draw_report},
    ViewEntry{View::importing, ui::Icon::upload, "Import", "I", "Import", Beside::never,
              draw_import},
    ViewEntry{View::setup, ui::Icon::settings, "Audit set-up", "S", "Set-up", Beside::never,
              draw_setup},
    ViewEntry{View::model, ui::Icon::chart, "Scoring model", "F", "Model", Beside::never,
              draw_model},
    ViewEntry{View::help, ui::Icon::question, "Help", "H", "Help", Beside::never, draw_help},
};

}  // namespace

std::span<const ViewEntry> views() {
  return k_views;
}

const ViewEntry& entry_of(View view) {
  return *std::ranges::find(k_views, view, &ViewEntry::view);
}

void go_to(UiState& ui_state, View view) {
  ui_state.view = view;
  ui_state.inspector_open = false;
}

}  // namespace touchstone::app
