// What stands over the window: a file's problems, a question, the keys. And the keys themselves.
#include <algorithm>
#include <array>
#include <utility>

#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/shared/touchpoint_actions.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

// A dialog with all problems of something that was not done. True when it is closed.
bool show_problems(std::string_view title, std::string_view intro, const Problems& problems) {
  ui::Dialog dialog{title, true, {.width = 640}};
  if (!dialog) return false;
  ui::paragraph(intro);
  std::string all;
  {
    ui::List list{"Problems"};
    constexpr std::size_t k_shown = 200;
    for (std::size_t i = 0; i < problems.size(); ++i) {
      const Problem& problem = problems[i];
      const std::string place =
          problem.pointer.empty() ? std::string("Whole file") : problem.pointer;
      all += concat(place, "\t", problem.message, "\n");
      if (i >= k_shown) continue;
      ui::ListItem item;
      ui::text(place, ui::TextStyle::strong);
      ui::paragraph(problem.message);
      ui::space(4);
    }
    if (problems.size() > k_shown) {
      ui::note(concat("... and ", figure(static_cast<double>(problems.size() - k_shown), 0),
                      " more; the copied list has them all."));
    }
  }
  ui::Row row;
  if (ui::button("Copy the list", {.icon = ui::Icon::copy})) platform::copy_text(all);
  row.push_right();
  return ui::button("Close", {.variant = ui::Variant::primary}) || dialog.dismissed();
}

void draw_refusal(const State& state, Requests& requests) {
  if (state.refused == nullptr) return;
  const RefusedFile& refused = *state.refused;
  if (show_problems(
          concat("Cannot open ", refused.name),
          concat("The file has ", count_of(refused.problems.size(), "problem", "problems"),
                 ". Nothing was opened; your audit is as it was."),
          refused.problems)) {
    requests.act(DismissRefusal{});
  }
}

void draw_refused_cells(UiState& ui_state) {
  Problems& problems = ui_state.table.refused;
  if (!problems.empty() && show_problems("Nothing was pasted",
                                         concat(count_of(problems.size(), "cell is", "cells are"),
                                                " not understood. The table is as it was."),
                                         problems)) {
    problems.clear();
  }
}

void draw_refused_import(UiState& ui_state) {
  Problems& problems = ui_state.importing.refused;
  if (!problems.empty() &&
      show_problems("Nothing was imported",
                    "The audit is as it was. Change how the file is taken, or put it away.",
                    problems)) {
    problems.clear();
  }
}

// What of a kept audit could not be carried out again.
void draw_set_aside(const State& state, Requests& requests) {
  if (state.set_aside == nullptr) return;
  const std::vector<SetAside>& records = state.set_aside->records;
  const std::string& title = state.set_aside->title;
  const std::string name = title.empty() ? "an untitled audit" : concat("\"", title, "\"");
  ui::Dialog dialog{
      concat(count_of(records.size(), "edit", "edits"), " set aside"), true, {.width = 640}};
  if (!dialog) return;
  ui::paragraph(records.size() == 1
                    ? concat("One record of what this browser kept of ", name, " does not fit.")
                    : concat(figure(static_cast<double>(records.size()), 0),
                             " records of what this browser kept of ", name, " do not fit."));
  ui::paragraph(
      "All others were carried out. The audit is open as a copy, kept in the library beside the "
      "original.");
  {
    ui::List list{"Edits set aside"};
    constexpr std::size_t k_shown = 200;
    for (std::size_t i = 0; i < std::min(records.size(), k_shown); ++i) {
      ui::ListItem item;
      ui::text(records[i].label.empty() ? "A record" : records[i].label, ui::TextStyle::strong);
      ui::paragraph(records[i].why);
      ui::space(4);
    }
    if (records.size() > k_shown) {
      ui::note(concat("... and ", figure(static_cast<double>(records.size() - k_shown), 0),
                      " more; the file has them all."));
    }
  }
  ui::Row row;
  if (ui::button("Save them as a file", {.icon = ui::Icon::download})) requests.act(SaveSetAside{});
  row.push_right();
  if (ui::button("Close", {.variant = ui::Variant::primary}) || dialog.dismissed())
    requests.act(DismissSetAside{});
}

void draw_question(UiState& ui_state, Requests& requests) {
  if (!ui_state.question) return;
  ui::Dialog dialog{ui_state.question->title, true, {.alert = true}};
  if (!dialog) return;
  ui::paragraph(ui_state.question->text);
  ui::Row row;
  row.push_right();
  bool answered = ui::button(ui_state.question->without, {}) || dialog.dismissed();
  for (const Question::Answer& answer : ui_state.question->answers) {
    const ui::Variant variant = answer.loses_work ? ui::Variant::danger : ui::Variant::primary;
    if (!ui::button(answer.label, {.variant = variant})) continue;
    requests.act(answer.action);
    answered = true;
  }
  if (answered) ui_state.question.reset();
}

struct Key {
  std::string_view keys, does;
};

constexpr std::array k_keys = {
    Key{"Ctrl+K", "Find and go to a view, an action, a setting or a touchpoint"},
    Key{"Ctrl+O", "Open a file"},
    Key{"Ctrl+S", "Save"},
    Key{"Ctrl+Shift+S", "Save under another name"},
    Key{"Ctrl+Z", "Undo"},
    Key{"Ctrl+Shift+Z or Ctrl+Y", "Redo"},
    Key{"+, -, 0", "Make the map larger, smaller, show the whole map"},
    Key{"L", "Library: the audits this browser keeps"},
    Key{"N", "Add a touchpoint"},
    Key{"Arrows", "Move between cards, cells and rating steps"},
    Key{"Enter or F2", "Edit the cell of the table"},
    Key{"Shift+Up, Shift+Down", "Choose several rows of the table"},
    Key{"Ctrl+Up, Ctrl+Down, Space", "Go to a row of the table, and choose it besides the others"},
    Key{"Ctrl+A", "Choose all rows of the table"},
    Key{"Ctrl+D", "Fill the table's column down over the chosen rows"},
    Key{"Ctrl+C, Ctrl+V", "Copy rows of the table, paste cells of a spreadsheet"},
    Key{"Ctrl+F", "Find in the table"},
    Key{"0 to 4, Delete", "Set or clear the rating that has the focus"},
    Key{"Escape", "Leave a field, close a dialog, deselect"},
    Key{"?", "This list"},
};

void draw_key(std::string_view keys, std::string_view does) {
  ui::ListItem item;
  ui::Columns columns({2, 3}, 100);
  ui::text(keys, ui::TextStyle::strong);
  columns.next();
  ui::paragraph(does);
}

void draw_keys(UiState& ui_state) {
  if (!ui_state.show_keys) return;
  ui::Dialog dialog{"Keys", true, {.width = 520}};
  if (!dialog) return;
  draw_key_list();
  ui::Row row;
  row.push_right();
  if (ui::button("Close", {.variant = ui::Variant::primary}) || dialog.dismissed())
    ui_state.show_keys = false;
}

}  // namespace

void draw_key_list() {
  ui::List list{"Keys"};
  for (const Key& key : k_keys) draw_key(key.keys, key.does);
  for (const ViewEntry& entry : views()) draw_key(entry.key, concat("View: ", entry.name));
}

void draw_dialogs(const State& state, UiState& ui_state, Requests& requests) {
  draw_refusal(state, requests);
  draw_refused_cells(ui_state);
  draw_refused_import(ui_state);
  draw_set_aside(state, requests);
  draw_question(ui_state, requests);
  draw_keys(ui_state);
  draw_new_audit(ui_state, requests);
  draw_keeping_dialogs(state, ui_state, requests);
  draw_palette(state, ui_state, requests);
}

void handle_keys(const State& state, UiState& ui_state, Requests& requests) {
  if (ui::shortcut("Ctrl+O")) requests.act(OpenFile{});
  if (ui::shortcut("Ctrl+S")) requests.act(Save{});
  if (ui::shortcut("Ctrl+Shift+S")) requests.act(SaveAs{});
  if (ui::shortcut("Ctrl+Z") && state.history.can_undo()) requests.act(Undo{});
  if ((ui::shortcut("Ctrl+Shift+Z") || ui::shortcut("Ctrl+Y")) && state.history.can_redo())
    requests.act(Redo{});
  if (ui::shortcut("N")) add_touchpoint(state, ui_state, requests);
  for (const ViewEntry& entry : views())
    if (ui::shortcut(entry.key)) go_to(ui_state, entry.view);
  if (ui::shortcut("L")) ui_state.show_library = true;
  if (ui::shortcut("Ctrl+K")) ui_state.palette.emplace();
  if (ui::shortcut("?")) ui_state.show_keys = true;
  if (ui::shortcut("Escape") && std::exchange(ui_state.tour.step, 0) == 0) {
    ui_state.selected.reset();
    ui_state.inspector_open = false;
  }
}

}  // namespace touchstone::app
