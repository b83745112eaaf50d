// The views there are, as the navigation, the palette and the keys offer them.
#include <algorithm>
#include <array>
#include <vector>

#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

using Beside = ViewEntry::Inspector;
using Note = ViewEntry::Note;

bool always(const UiState&) {
  return true;
}

constexpr std::array k_views = {
    ViewEntry{View::overview, ui::Icon::eye, "Overview", "O", "Overview", Beside::with_selection,
              Note::sample, draw_overview},
    ViewEntry{View::map, ui::Icon::map, "Journey map", "M", "Map", Beside::always, Note::sample,
              draw_map, always},
    ViewEntry{View::touchpoints, ui::Icon::table, "Touchpoints", "T", "Touchpoints", Beside::always,
              Note::sample, draw_touchpoints, always},
    ViewEntry{View::ownership, ui::Icon::people, "Ownership", "W", "Ownership",
              Beside::with_selection, Note::sample, draw_ownership, ownership_fills},
    ViewEntry{View::priorities, ui::Icon::target, "Priorities", "P", "Priorities",
              Beside::with_selection, Note::sample, draw_priorities},
    ViewEntry{View::diagnostics, ui::Icon::search, "Diagnostics", "D", "Diagnostics",
              Beside::with_selection, Note::sample, draw_diagnostics},
    ViewEntry{View::workshop, ui::Icon::play, "Workshop", "V", "Workshop", Beside::with_selection,
              Note::sample, draw_workshop},
    ViewEntry{View::compare, ui::Icon::history, "Compare", "C", "Compare", Beside::with_selection,
              Note::sample, draw_compare},
    ViewEntry{View::report, ui::Icon::file, "Report", "R", "Report", Beside::never, Note::sample,
              draw_report, always},
    ViewEntry{View::importing, ui::Icon::upload, "Import", "I", "Import", Beside::never,
              Note::keeping, draw_import},
    ViewEntry{View::setup, ui::Icon::settings, "Audit set-up", "S", "Set-up", Beside::never,
              Note::keeping, draw_setup},
    ViewEntry{View::model, ui::Icon::chart, "Scoring model", "F", "Model", Beside::never,
              Note::keeping, draw_model, model_fills},
    ViewEntry{View::help, ui::Icon::question, "Help", "H", "Help", Beside::never, Note::none,
              draw_help},
};

}  // namespace

std::span<const ViewEntry> views() {
  return k_views;
}

const ViewEntry& entry_of(View view) {
  return *std::ranges::find(k_views, view, &ViewEntry::view);
}

void draw_view(const State& state, UiState& ui_state, Requests& requests, ui::Rect rect) {
  constexpr float k_narrow = 640, k_narrow_padding = 10, k_padding = 16;
  const ViewEntry& entry = entry_of(ui_state.view);
  const bool fills = entry.fills != nullptr && entry.fills(ui_state);
  const ui::Region region{
      entry.name,
      rect,
      {.landmark = ui::Landmark::main,
       .fill = ui::Surface::page,
       .padding = ui::screen_width_css() < k_narrow ? k_narrow_padding : k_padding,
       .scroll_y = !fills}};
  if (!region) return;
  if (entry.note == ViewEntry::Note::keeping) draw_keeping_note(state, requests);
  if (entry.note == ViewEntry::Note::sample) draw_sample_note(state, ui_state, requests);
  entry.draw(state, ui_state, requests);
}

bool draw_tabs(std::string_view label, std::span<const ViewTab> tabs, int& chosen,
               const State& state, UiState& ui_state, Requests& requests) {
  std::vector<ui::Option> names;
  for (const ViewTab& tab : tabs) names.emplace_back(tab.name);
  const auto wanted = ui::tabs(label, names, chosen);
  if (wanted) chosen = *wanted;
  const ViewTab& tab = tabs[static_cast<std::size_t>(chosen)];
  const ui::TabPanel panel{tab.name};
  const ui::Scope scope{tab.name};
  const ui::Frozen frozen{tab.edits && !state.can_edit()};
  tab.draw(state, ui_state, requests);
  return wanted.has_value();
}

void draw_rest_of_list(std::size_t& listed, std::size_t total) {
  if (listed >= total) return;
  ui::Row row;
  ui::text(concat(figure(static_cast<double>(listed), 0), " of ",
                  figure(static_cast<double>(total), 0), " shown"),
           ui::TextStyle::small, ui::Tone::dimmed);
  if (ui::button("Show more", {.icon = ui::Icon::chevron_down})) listed += k_list_page;
}

void go_to(UiState& ui_state, View view) {
  ui_state.view = view;
  ui_state.inspector_open = false;
}

}  // namespace touchstone::app
