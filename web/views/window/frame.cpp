#include <algorithm>
#include <array>
#include <vector>

#include "state/samples.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/help/help.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

std::string audit_title(const State& state) {
  return state.audit.header.title.empty() ? "Untitled audit" : state.audit.header.title;
}

// The menu's entries, above the examples.
struct FileEntry {
  ui::MenuItem item;
  void (*run)(UiState&, Requests&);
};

template <class A>
void act(UiState&, Requests& requests) {
  requests.act(A{});
}

const std::array k_file_entries = {
    FileEntry{{.label = "New audit", .icon = ui::Icon::add},
              [](UiState& ui_state, Requests&) { ui_state.new_audit.open = true; }},
    FileEntry{{.label = "Open a file ...", .icon = ui::Icon::open, .shortcut = "Ctrl+O"},
              act<OpenFile>},
    FileEntry{{.label = "Import ...", .icon = ui::Icon::upload, .shortcut = "I"},
              [](UiState& ui_state, Requests&) { go_to(ui_state, View::importing); }},
    FileEntry{{.label = "Library ...", .icon = ui::Icon::history, .shortcut = "L"},
              [](UiState& ui_state, Requests&) { ui_state.show_library = true; }},
    FileEntry{
        {.label = "Save", .icon = ui::Icon::save, .shortcut = "Ctrl+S", .separator_before = true},
        act<Save>},
    FileEntry{{.label = "Save as ...", .icon = ui::Icon::download, .shortcut = "Ctrl+Shift+S"},
              act<SaveAs>},
    FileEntry{{.label = "Save as web page ...", .icon = ui::Icon::file},
              [](UiState&, Requests& requests) { requests.act(SavePage{false}); }},
    FileEntry{{.label = "Save read-only page ...", .icon = ui::Icon::eye},
              [](UiState&, Requests& requests) { requests.act(SavePage{true}); }},
    FileEntry{{.label = "Passphrase ...", .icon = ui::Icon::lock},
              [](UiState& ui_state, Requests&) { ui_state.show_passphrase = true; }},
};

std::vector<ui::MenuItem> file_menu_items() {
  std::vector<ui::MenuItem> items;
  for (const FileEntry& entry : k_file_entries) items.push_back(entry.item);
  for (const std::string& title : sample_titles()) {
    items.push_back({.label = title,
                     .icon = ui::Icon::layers,
                     .separator_before = items.size() == k_file_entries.size()});
  }
  return items;
}

void draw_file_menu(UiState& ui_state, Requests& requests) {
  const auto chosen = ui::menu_button("Audit", [] { return file_menu_items(); },
                                      {.variant = ui::Variant::quiet,
                                       .icon = ui::Icon::file,
                                       .description = "New, open, library, save, examples"});
  if (!chosen) return;
  const auto at = static_cast<std::size_t>(*chosen);
  if (at < k_file_entries.size()) {
    k_file_entries[at].run(ui_state, requests);
  } else {
    requests.act(OpenSample{at - k_file_entries.size()});
  }
}

void draw_history_buttons(const State& state, Requests& requests) {
  const std::string undo = state.history.can_undo() ? concat("Undo: ", state.history.undo_label())
                                                    : std::string("Nothing to undo");
  const std::string redo = state.history.can_redo() ? concat("Redo: ", state.history.redo_label())
                                                    : std::string("Nothing to redo");
  if (ui::button("Undo", {.variant = ui::Variant::quiet,
                          .icon = ui::Icon::undo,
                          .icon_only = true,
                          .enabled = state.history.can_undo(),
                          .description = undo,
                          .shortcut = "Ctrl+Z"})) {
    requests.act(Undo{});
  }
  if (ui::button("Redo", {.variant = ui::Variant::quiet,
                          .icon = ui::Icon::redo,
                          .icon_only = true,
                          .enabled = state.history.can_redo(),
                          .description = redo,
                          .shortcut = "Ctrl+Shift+Z"})) {
    requests.act(Redo{});
  }
}

}  // namespace

void draw_top_bar(const State& state, UiState& ui_state, Requests& requests, ui::Rect rect) {
  const bool narrow = ui::screen_width_css() < 640;
  ui::Region bar{"Touchstone",
                 rect,
                 {.landmark = ui::Landmark::banner,
                  .edges = ui::edge_bottom,
                  .padding = narrow ? 6.0F : 8.0F,
                  .scroll_y = false}};
  if (!bar) return;
  ui::Row row{{.gap = narrow ? 2.0F : 6.0F, .wrap = false}};
  draw_file_menu(ui_state, requests);
  draw_history_buttons(state, requests);
  if (!narrow) {
    ui::space(8);
    const float rest = state.unsaved ? 640 : 520;  // what the other things of the bar take
    ui::heading(1, audit_title(state), ui::screen_width_css() - rest);
    if (state.unsaved) ui::badge("Not in a file", ui::Tone::warning);
  }
  if (state.read_only) ui::badge("Read-only", ui::Tone::normal, ui::Icon::eye);
  row.push_right();
  if (ui::button("Find", {.variant = ui::Variant::quiet,
                          .icon = ui::Icon::search,
                          .icon_only = true,
                          .description = "Go to a view or touchpoint, or do something",
                          .shortcut = "Ctrl+K"})) {
    ui_state.palette.emplace();
  }
  if (const auto& journey = state.scores.journey) {
    ui::friction_badge(journey->friction, narrow ? "Journey" : "Journey friction");
    if (!narrow) {
      ui::text(concat(tenths(journey->friction), " (", interval(journey->low, journey->high), ")"),
               ui::TextStyle::small, ui::Tone::dimmed);
    }
  }
  if (ui::button("Save", {.variant = state.unsaved ? ui::Variant::primary : ui::Variant::normal,
                          .icon = ui::Icon::save,
                          .description = state.unsaved
                                             ? "Save the audit as a file: it has changes in no file"
                                             : "Save the audit as a file",
                          .shortcut = "Ctrl+S"})) {
    requests.act(Save{});
  }
  if (!narrow && ui::button("Keys", {.variant = ui::Variant::quiet,
                                     .icon = ui::Icon::question,
                                     .icon_only = true,
                                     .description = "Which keys do what",
                                     .shortcut = "?"})) {
    ui_state.show_keys = true;
  }
}

void draw_navigation(const State& state, UiState& ui_state, ui::Rect rect) {
  ui::Region nav{"Views",
                 rect,
                 {.landmark = ui::Landmark::navigation,
                  .fill = ui::Surface::sunken,
                  .edges = ui::edge_right,
                  .padding = 10}};
  if (!nav) return;
  const std::size_t all = state.audit.touchpoints.size();
  constexpr std::size_t k_roundly = 10'000;  // more digits would push the view's name aside
  const std::string count = all < k_roundly ? figure(static_cast<double>(all), 0)
                                            : concat(std::to_string(all / 1000), "k");
  for (const ViewEntry& entry : views()) {
    if (ui::button(entry.name,
                   {.variant = ui::Variant::quiet,
                    .icon = entry.icon,
                    .current = ui_state.view == entry.view,
                    .badge = entry.view == View::touchpoints ? count : std::string_view{},
                    .width = ui::k_fill,
                    .align_start = true})) {
      ui_state.view = entry.view;
    }
  }
}

void draw_view_tabs(UiState& ui_state, ui::Rect rect) {
  ui::Region nav{"Views",
                 rect,
                 {.landmark = ui::Landmark::navigation,
                  .edges = ui::edge_top,
                  .padding = 6,
                  .scroll_y = false}};
  if (!nav) return;
  constexpr std::size_t k_tabs = 3;
  const bool room_for_icons = ui::screen_width_css() >= 520;
  ui::Row row{{.gap = 4, .wrap = false}};
  for (const ViewEntry& entry : views().first(k_tabs)) {
    if (ui::button(entry.name, {.variant = ui::Variant::quiet,
                                .icon = room_for_icons ? entry.icon : ui::Icon::none,
                                .shown = entry.short_name,
                                .current = ui_state.view == entry.view})) {
      go_to(ui_state, entry.view);
    }
  }
  const std::span<const ViewEntry> others = views().subspan(k_tabs);
  const auto items = [others, view = ui_state.view] {
    std::vector<ui::MenuItem> made;
    for (const ViewEntry& entry : others) {
      made.push_back({.label = entry.name, .icon = entry.icon, .checked = entry.view == view});
    }
    return made;
  };
  const bool among_them =
      std::ranges::find(others, ui_state.view, &ViewEntry::view) != others.end();
  const auto chosen = ui::menu_button(
      "More", items,
      {.variant = ui::Variant::quiet, .current = among_them, .description = "The other views"});
  if (chosen) go_to(ui_state, others[static_cast<std::size_t>(*chosen)].view);
}

void draw_status_line(const State& state, ui::Rect rect) {
  ui::Region bar{"Status",
                 rect,
                 {.landmark = ui::Landmark::contentinfo,
                  .edges = ui::edge_top,
                  .padding = 6,
                  .scroll_y = false}};
  if (!bar) return;
  ui::Row row{{.gap = 12, .wrap = false}};
  ui::space(4);
  if (!state.keeping.trouble.empty()) {
    ui::status(state.keeping.trouble, ui::Tone::danger);
  } else {
    ui::status(state.keeping.kept);
  }
  row.push_right();
  ui::text("All data stays on this machine.", ui::TextStyle::small, ui::Tone::dimmed);
}

void draw_sample_note(const State& state, UiState& ui_state, Requests& requests) {
  draw_keeping_note(state, requests);
  // The tour needs the room on a narrow page.
  if (!state.keeping.is_sample() || !ui_state.show_about_sample || ui_state.tour.step > 0) return;
  {
    ui::Panel panel{"About this example",
                    {.fill = ui::Surface::raised, .padding = 12, .stripe = ui::theme().accent}};
    ui::paragraph(
        "This is a filled example. Select a touchpoint to see where its friction comes from, and "
        "change what you like: every score follows.");
    ui::Row row;
    if (ui::button("Start your own audit",
                   {.variant = ui::Variant::primary, .icon = ui::Icon::add})) {
      ui_state.new_audit.open = true;
    }
    if (ui::button("Take the tour", {.icon = ui::Icon::play})) start_tour(state, ui_state);
    if (ui::button("Open a file", {.icon = ui::Icon::open})) requests.act(OpenFile{});
    if (ui::button("Import a list", {.icon = ui::Icon::upload})) go_to(ui_state, View::importing);
    if (ui::button("Hide this", {.variant = ui::Variant::quiet}))
      ui_state.show_about_sample = false;
  }
  ui::space(12);
}

}  // namespace touchstone::app
