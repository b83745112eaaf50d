// The command palette: one field that finds every view, action, setting and touchpoint by a word of
// its name, and goes there.
#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "state/samples.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "text/lower.hpp"
#include "views/shared/touchpoint_actions.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

constexpr std::size_t k_most_shown = 12;

struct Entry {
  std::string label;
  std::string note;
  ui::Icon icon;
  std::function<void(const State&, UiState&, Requests&)> run;
};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : lower(text) + ' ') {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  return words;
}

// How well `text` (folded) holds all the words: 0 it begins with the first, 1 a word of it does,
// 2 they are within; nothing if one is missing.
std::optional<int> match(std::string_view text, const std::vector<std::string>& words) {
  int worst = 0;
  for (const std::string& word : words) {
    const std::size_t at = text.find(word);
    if (at == std::string_view::npos) return std::nullopt;
    const bool begins_word = at == 0 || text.find(' ' + word) != std::string_view::npos;
    worst = std::max(worst, begins_word ? 1 : 2);
  }
  return !words.empty() && text.starts_with(words.front()) ? 0 : worst;
}

template <class A>
Entry action(std::string label, std::string note, ui::Icon icon, A what) {
  return {std::move(label), std::move(note), icon,
          [what](const State&, UiState&, Requests& requests) { requests.act(what); }};
}

Entry change(std::string label, std::string note, ui::Icon icon,
             std::function<void(UiState&)> change_it) {
  return {std::move(label), std::move(note), icon,
          [change_it = std::move(change_it)](const State&, UiState& ui_state, Requests&) {
            change_it(ui_state);
          }};
}

void add_actions(const State& state, std::vector<Entry>& entries) {
  if (state.history.can_undo()) {
    entries.push_back(
        action(concat("Undo: ", state.history.undo_label()), "Ctrl+Z", ui::Icon::undo, Undo{}));
  }
  if (state.history.can_redo()) {
    entries.push_back(action(concat("Redo: ", state.history.redo_label()), "Ctrl+Shift+Z",
                             ui::Icon::redo, Redo{}));
  }
  entries.push_back(action("Save", "Ctrl+S", ui::Icon::save, Save{}));
  entries.push_back(
      action("Save under another name", "Ctrl+Shift+S", ui::Icon::download, SaveAs{}));
  entries.push_back(action("Open a file", "Ctrl+O", ui::Icon::open, OpenFile{}));
  entries.push_back(change("New audit", "", ui::Icon::add,
                           [](UiState& ui_state) { ui_state.new_audit.open = true; }));
  entries.push_back(change("Library of audits", "L", ui::Icon::history,
                           [](UiState& ui_state) { ui_state.show_library = true; }));
  entries.push_back(
      action("Save as web page", "", ui::Icon::download, SavePage{.read_only = false}));
  entries.push_back(action("Save read-only page", "", ui::Icon::eye, SavePage{.read_only = true}));
  entries.push_back(change("Passphrase", "Setting", ui::Icon::lock,
                           [](UiState& ui_state) { ui_state.show_passphrase = true; }));
  entries.push_back({"Add a touchpoint", "N", ui::Icon::add,
                     [](const State& now, UiState& ui_state, Requests& requests) {
                       add_touchpoint(now, ui_state, requests);
                     }});
  for (std::size_t i = 0; i < sample_titles().size(); ++i) {
    entries.push_back(
        action(concat("Example: ", sample_titles()[i]), "", ui::Icon::layers, OpenSample{i}));
  }
  entries.push_back(change("Which keys do what", "?", ui::Icon::question,
                           [](UiState& ui_state) { ui_state.show_keys = true; }));
}

void add_views(std::vector<Entry>& entries) {
  for (const ViewEntry& entry : views()) {
    entries.push_back(change(std::string(entry.name), "View", entry.icon,
                             [view = entry.view](UiState& ui_state) { go_to(ui_state, view); }));
  }
}

void add_settings(const State& state, std::vector<Entry>& entries) {
  for (std::size_t i = 0; i < setup_tabs().size(); ++i) {
    entries.push_back(change(concat("Audit set-up: ", setup_tabs()[i].name), "Setting",
                             ui::Icon::settings, [i](UiState& ui_state) {
                               ui_state.view = View::setup;
                               ui_state.setup_tab = static_cast<int>(i);
                             }));
  }
  constexpr std::array<std::string_view, 4> k_lanes = {
      "without lanes", "with lanes by channel", "with lanes by team", "with lanes by discipline"};
  for (std::size_t i = 0; i < k_lanes.size(); ++i) {
    entries.push_back(change(concat("Journey map ", k_lanes[i]), "Setting", ui::Icon::map,
                             [i](UiState& ui_state) {
                               ui_state.view = View::map;
                               ui_state.lanes = static_cast<Lanes>(i);
                             }));
  }
  entries.push_back(change("Touchpoints with ownership gaps only", "Filter", ui::Icon::table,
                           [](UiState& ui_state) {
                             ui_state.view = View::touchpoints;
                             ui_state.filter = {.text = {}, .stage = {}, .gaps_only = true};
                           }));
  entries.push_back(change("Touchpoints with thin evidence only", "Filter", ui::Icon::table,
                           [](UiState& ui_state) {
                             ui_state.view = View::touchpoints;
                             ui_state.filter = {.text = {}, .stage = {}, .thin_only = true};
                           }));
  entries.push_back(
      change("All touchpoints, without a filter", "Filter", ui::Icon::table, [](UiState& ui_state) {
        ui_state.view = View::touchpoints;
        ui_state.filter = {};
      }));
  for (const Rater& rater : state.audit.raters) {
    if (rater.name.empty()) continue;
    entries.push_back(change(concat("Rate as ", rater.name), "Setting", ui::Icon::none,
                             [id = rater.id](UiState& ui_state) { ui_state.rater = id; }));
  }
}

std::string place_of(const State& state, const Touchpoint& touchpoint) {
  for (const Stage& stage : state.audit.stages)
    if (touchpoint.stage == stage.id) return stage.name;
  return "Touchpoint";
}

Entry touchpoint_entry(const State& state, const Touchpoint& touchpoint) {
  return change(touchpoint.name, place_of(state, touchpoint), ui::Icon::none,
                [id = touchpoint.id](UiState& ui_state) {
                  if (ui_state.view == View::setup) ui_state.view = View::map;
                  ui_state.selected = id;
                  ui_state.inspector_open = true;
                });
}

struct Found {
  int rank;
  Entry entry;
};

// The best first; of equals as they stand: actions, views, settings, touchpoints.
std::vector<Entry> entries_matching(const State& state, std::string_view query) {
  const std::vector<std::string> words = words_of(query);
  std::vector<Entry> all;
  add_views(all);
  add_actions(state, all);
  add_settings(state, all);
  std::vector<Found> found;
  for (Entry& entry : all) {
    if (const auto rank = match(lower(entry.label), words))
      found.push_back({*rank, std::move(entry)});
  }
  for (const Touchpoint& touchpoint : state.audit.touchpoints) {
    if (words.empty() || found.size() >= 10 * k_most_shown) break;
    if (const auto rank = match(lower(touchpoint.name), words))
      found.push_back({*rank, touchpoint_entry(state, touchpoint)});
  }
  std::ranges::stable_sort(found, [](const Found& a, const Found& b) { return a.rank < b.rank; });
  if (found.size() > k_most_shown) found.resize(k_most_shown);
  std::vector<Entry> entries;
  for (Found& one : found) entries.push_back(std::move(one.entry));
  return entries;
}

}  // namespace

void draw_palette(const State& state, UiState& ui_state, Requests& requests) {
  if (!ui_state.palette) return;
  ui::Dialog dialog{"Go to or do", true, {.width = 560}};
  if (!dialog) return;
  const std::vector<Entry> entries = entries_matching(state, *ui_state.palette);
  std::vector<ui::Option> options;
  for (const Entry& entry : entries) options.emplace_back(entry.label, entry.note, entry.icon);
  const ui::FinderEdit edit =
      ui::finder("Find", *ui_state.palette, options,
                 {.placeholder = "View, action, setting or touchpoint", .label_hidden = true});
  if (entries.empty()) {
    ui::empty_state(ui::Icon::search, "Nothing found",
                    "Try a word of the touchpoint's name, or \"save\", \"lanes\", \"raters\".");
  }
  if (edit.changed) ui_state.palette = edit.text;
  std::optional<Entry> chosen;
  if (edit.chosen) chosen = entries[static_cast<std::size_t>(*edit.chosen)];
  if (edit.entered) {
    // What was just typed may not have been looked up yet.
    const std::vector<Entry> now = entries_matching(state, edit.text);
    if (!now.empty()) chosen = now.front();
  }
  if (chosen || edit.escaped || dialog.dismissed()) ui_state.palette.reset();
  if (chosen) chosen->run(state, ui_state, requests);
}

}  // namespace touchstone::app
