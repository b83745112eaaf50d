// The views there are, as the navigation, the palette and the keys offer them.
#include <algorithm>
#include <array>

#include "views/views.hpp"

namespace touchstone::app {
namespace {

constexpr std::array k_views = {
    ViewEntry{View::overview, ui::Icon::eye, "Overview", "O", "Overview", true, draw_overview},
    ViewEntry{View::map, ui::Icon::map, "Journey map", "M", "Map", true, draw_map},
    ViewEntry{View::touchpoints, ui::Icon::table, "Touchpoints", "T", "Touchpoints", true,
              draw_touchpoints},
    ViewEntry{View::ownership, ui::Icon::people, "Ownership", "W", "Ownership", true,
              draw_ownership},
    ViewEntry{View::setup, ui::Icon::settings, "Audit set-up", "S", "Set-up", false, draw_setup},
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
