// The touchpoint table: find, filter, group, sort; edit in place, many rows at once, and by the
// clipboard; add, delete.
#include <algorithm>
#include <utility>

#include "state/edits.hpp"
#include "state/owner_names.hpp"
#include "state/touchpoint_table.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/shared/owners.hpp"
#include "views/shared/touchpoint_actions.hpp"
#include "views/touchpoints/cells.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

using Table = UiState::TouchpointTable;

// Rows that are chosen.

Scored scored(const State& state) {
  return {state.audit, state.scores};
}

const TableRow& row_at(const Table& table, int row) {
  return table.shown.rows[static_cast<std::size_t>(row)];
}

bool is_chosen(const UiState& ui_state, const TouchpointId& id) {
  return ui_state.table.chosen.size() > 1 ? ui_state.table.chosen.contains(id)
                                          : ui_state.selected == id;
}

// Of the rows shown, from the top, by place in the audit.
std::vector<std::size_t> chosen_places(const State& state, const UiState& ui_state) {
  std::vector<std::size_t> places;
  for (const TableRow& row : ui_state.table.shown.rows) {
    if (!row.is_group && is_chosen(ui_state, state.audit.touchpoints[row.at].id))
      places.push_back(row.at);
  }
  return places;
}

void choose_all(const State& state, Table& table) {
  table.chosen.clear();
  for (const TableRow& row : table.shown.rows)
    if (!row.is_group) table.chosen.insert(state.audit.touchpoints[row.at].id);
}

void choose_range(const State& state, Table& table, int from, int to) {
  if (from > to) std::swap(from, to);
  table.chosen.clear();
  for (int row = from; row <= to; ++row) {
    const TableRow& shown = row_at(table, row);
    if (!shown.is_group) table.chosen.insert(state.audit.touchpoints[shown.at].id);
  }
}

std::optional<int> row_of(const State& state, const Table& table, const TouchpointId& id) {
  const auto at = std::ranges::find_if(table.shown.rows, [&](const TableRow& row) {
    return !row.is_group && state.audit.touchpoints[row.at].id == id;
  });
  if (at == table.shown.rows.end()) return std::nullopt;
  return static_cast<int>(at - table.shown.rows.begin());
}

// What pressing a row, or reaching it by keys, does to what is chosen.
void follow_choice(const State& state, UiState& ui_state, const ui::GridEvent& event) {
  if (!event.clicked_row) return;
  Table& table = ui_state.table;
  const TableRow& row = row_at(table, *event.clicked_row);
  if (row.is_group) return;
  const TouchpointId& id = state.audit.touchpoints[row.at].id;
  if (event.extend) {
    const auto from = table.anchor ? row_of(state, table, *table.anchor) : std::nullopt;
    choose_range(state, table, from.value_or(*event.clicked_row), *event.clicked_row);
  } else if (event.toggle) {
    if (table.chosen.empty() && ui_state.selected) table.chosen.insert(*ui_state.selected);
    if (table.chosen.size() == 1 || table.chosen.erase(id) == 0) table.chosen.insert(id);
    table.anchor = id;
    if (table.chosen.size() == 1) {
      ui_state.selected = *table.chosen.begin();
      return;
    }
  } else {
    table.chosen.clear();
    table.anchor = id;
  }
  ui_state.selected = id;
}

// Many cells.

void carry_out(Requests& requests, Table& table, CellChanges changes, std::string_view done) {
  std::string passed;
  for (const TouchpointField field : changes.passed_over)
    passed += concat(passed.empty() ? "" : ", ", column_of(field).column.title);
  if (!passed.empty()) passed += " is worked out from the rest and stays as it is.";
  if (!changes.problems.empty()) {
    table.refused = std::move(changes.problems);
  } else if (changes.command.empty()) {
    ui::toast(passed.empty() ? "Nothing changed: it is so already." : passed, ui::Tone::warning);
  } else {
    std::string told(done);
    if (changes.added > 0)
      told += concat(" ", count_of(changes.added, "touchpoint", "touchpoints"), " added.");
    if (!passed.empty()) told += concat(" ", passed);
    ui::toast(told);
    requests.edit(std::move(changes.command));
  }
}

void fill_chosen(const State& state, UiState& ui_state, Requests& requests, TouchpointField field,
                 std::string_view text) {
  const std::vector<std::size_t> places = chosen_places(state, ui_state);
  carry_out(requests, ui_state.table, fill(state.document, places, field, text),
            concat(column_of(field).column.title, " set for ",
                   count_of(places.size(), "touchpoint", "touchpoints"), "."));
}

TouchpointField focused_field(const Table& table) {
  return table.columns[static_cast<std::size_t>(table.grid.column)];
}

// The focused column of the first chosen row goes into the others; with one row chosen, that of the
// row above goes into it.
void fill_down(const State& state, UiState& ui_state, Requests& requests) {
  Table& table = ui_state.table;
  std::vector<std::size_t> places = chosen_places(state, ui_state);
  if (places.size() == 1) {
    const auto row = row_of(state, table, state.audit.touchpoints[places.front()].id);
    if (!row || *row == 0 || row_at(table, *row - 1).is_group) return;
    places.insert(places.begin(), row_at(table, *row - 1).at);
  }
  if (places.size() < 2) return;
  const TouchpointField field = focused_field(table);
  CellChanges changes = fill(state.document, std::span(places).subspan(1), field,
                             text_of(scored(state), places.front(), field));
  carry_out(requests, table, std::move(changes),
            concat(column_of(field).column.title, " filled down into ",
                   count_of(places.size() - 1, "row", "rows"), "."));
}

void take_pasted(const State& state, UiState& ui_state, Requests& requests) {
  Table& table = ui_state.table;
  const Block block = block_of(*std::exchange(table.pasted, std::nullopt));
  if (block.empty()) return;
  const bool one_cell = block.size() == 1 && block.front().size() == 1;
  if (one_cell && chosen_places(state, ui_state).size() > 1) {
    fill_chosen(state, ui_state, requests, focused_field(table), block.front().front());
    return;
  }
  std::vector<std::size_t> places;
  for (std::size_t row = static_cast<std::size_t>(std::max(table.grid.row, 0));
       row < table.shown.rows.size(); ++row) {
    if (!table.shown.rows[row].is_group) places.push_back(table.shown.rows[row].at);
  }
  const std::span<const TouchpointField> columns(table.columns);
  carry_out(
      requests, table,
      paste_into(state.document,
                 {places, columns.subspan(static_cast<std::size_t>(table.grid.column))}, block),
      "Pasted.");
}

// Above the table.

void delete_chosen(const State& state, UiState& ui_state, Requests& requests) {
  const std::vector<std::size_t> places = chosen_places(state, ui_state);
  if (places.size() == 1) {
    delete_touchpoint(state, ui_state, requests, state.audit.touchpoints[places.front()].id);
  } else if (!places.empty()) {
    requests.edit(erase_elements<Touchpoint>(
        state.document, places, concat("Delete ", std::to_string(places.size()), " touchpoints")));
    ui::toast(concat("Deleted ", std::to_string(places.size()),
                     " touchpoints. Undo brings them back with all that hung on them."));
    ui_state.selected.reset();
  }
  ui_state.table.chosen.clear();
}

void draw_heading(const State& state, UiState& ui_state, Requests& requests) {
  ui::Row row;
  ui::heading(2, "Touchpoints");
  row.push_right();
  if (ui::button(
          "Delete",
          {.variant = ui::Variant::quiet,
           .icon = ui::Icon::trash,
           .enabled = ui_state.selected.has_value(),
           .description = "Delete what is chosen, with its ratings, hand-offs and effects"})) {
    delete_chosen(state, ui_state, requests);
  }
  if (ui::button("Add touchpoint", {.icon = ui::Icon::add}))
    add_touchpoint(state, ui_state, requests);
}

void draw_grouping(Table& table) {
  std::vector<ui::Option> options = {ui::Option("No groups")};
  std::vector<TouchpointField> fields = {TouchpointField::name};
  int selected = 0;
  for (const TouchpointColumn& column : touchpoint_columns()) {
    if (!column.groups) continue;
    if (table.order.grouped_by == column.field) selected = static_cast<int>(options.size());
    options.emplace_back(column.column.title);
    fields.push_back(column.field);
  }
  const auto chosen =
      ui::select("Group by", options, selected,
                 {.description = "Gather the rows, with the worst friction of each group",
                  .label_hidden = true,
                  .width = ui::px(150)});
  if (!chosen) return;
  table.order.grouped_by =
      *chosen == 0 ? std::nullopt : std::optional(fields[static_cast<std::size_t>(*chosen)]);
  table.order.closed.clear();
}

void draw_column_choice(Table& table) {
  const std::span<const TouchpointColumn> columns = touchpoint_columns().subspan(1);
  const auto is_shown = [&](TouchpointField field) {
    return std::ranges::find(table.columns, field) != table.columns.end();
  };
  const std::optional<int> chosen = ui::menu_button(
      "Columns",
      [&] {
        std::vector<ui::MenuItem> items;
        for (const TouchpointColumn& column : columns)
          items.push_back({.label = column.column.title, .checked = is_shown(column.field)});
        return items;
      },
      {.description = "Which columns to show"});
  if (!chosen) return;
  const TouchpointField changed = columns[static_cast<std::size_t>(*chosen)].field;
  std::vector<TouchpointField> now;
  for (const TouchpointColumn& column : touchpoint_columns())
    if (is_shown(column.field) != (column.field == changed)) now.push_back(column.field);
  table.columns = std::move(now);
  table.grid.column = 0;
}

void draw_filters(const State& state, UiState& ui_state) {
  ui::Row row;
  TouchpointFilter& filter = ui_state.filter;
  if (std::exchange(ui_state.table.find_wanted, false)) ui::focus_next();
  if (const ui::TextEdit edit = ui::search_field(
          "Find touchpoints", filter.text,
          {.placeholder = "Name, owner or note", .label_hidden = true, .width = ui::px(210)});
      edit.changed) {
    filter.text = edit.text;
  }
  std::vector<ui::Option> stages = {ui::Option("All stages")};
  int selected = 0;
  for (const Stage& stage : state.audit.stages) {
    if (filter.stage == stage.id) selected = static_cast<int>(stages.size());
    stages.emplace_back(stage.name);
  }
  if (const auto chosen =
          ui::select("Stage", stages, selected, {.label_hidden = true, .width = ui::px(150)})) {
    filter.stage =
        *chosen == 0 ? std::nullopt
                     : std::optional(state.audit.stages[static_cast<std::size_t>(*chosen - 1)].id);
  }
  draw_grouping(ui_state.table);
  draw_column_choice(ui_state.table);
  if (const auto on = ui::check_box("Only with ownership gaps", filter.gaps_only))
    filter.gaps_only = *on;
  if (const auto on = ui::check_box("Only with thin evidence", filter.thin_only))
    filter.thin_only = *on;
}

// A list to set a column of all chosen rows from: "Not known", then the names.
void draw_setter(const State& state, UiState& ui_state, Requests& requests, TouchpointField field,
                 const std::vector<std::string>& names) {
  std::vector<ui::Option> options;
  for (const std::string& name : names)
    options.emplace_back(name.empty() ? std::string_view("Not known") : std::string_view(name));
  const std::string_view title = column_of(field).column.title;
  if (const auto chosen =
          ui::select(concat("Set ", title), options, -1,
                     {.placeholder = title, .label_hidden = true, .width = ui::px(124)})) {
    fill_chosen(state, ui_state, requests, field, names[static_cast<std::size_t>(*chosen)]);
  }
}

template <class T>
std::vector<std::string> names_with_unknown(const std::vector<T>& list) {
  std::vector<std::string> names = {""};
  for (const T& element : list) names.push_back(element.name);
  return names;
}

// What can be done to several chosen rows; as high as the filters, whose place it takes.
void draw_choice_bar(const State& state, UiState& ui_state, Requests& requests) {
  ui::Group group{"Chosen touchpoints"};
  ui::Row row;
  draw_setter(state, ui_state, requests, TouchpointField::stage,
              names_with_unknown(state.audit.stages));
  draw_setter(state, ui_state, requests, TouchpointField::channel,
              names_with_unknown(state.audit.channels));
  std::vector<std::string> disciplines = {""};
  for (const std::string_view word : words(Discipline{})) disciplines.emplace_back(word);
  draw_setter(state, ui_state, requests, TouchpointField::discipline, disciplines);
  std::vector<std::string> owners = {"", "Nobody"};
  for (Candidate& candidate : teams_and_people(state.audit))
    owners.push_back(std::move(candidate.name));
  draw_setter(state, ui_state, requests, TouchpointField::owner, owners);
  if (ui::button("Fill down",
                 {.icon = ui::Icon::sort_down,
                  .description = concat("The first chosen row's ",
                                        column_of(focused_field(ui_state.table)).column.title,
                                        " into the others"),
                  .shortcut = "Ctrl+D"})) {
    fill_down(state, ui_state, requests);
  }
  if (ui::button("Choose none", {.variant = ui::Variant::quiet, .icon = ui::Icon::close}))
    ui_state.table.chosen.clear();
}

// The table.

// What is typed into a cell is taken whenever it rests: until the cell is left, its row stays where
// it is, sorted and filtered as it was.
void find_rows(const State& state, UiState& ui_state) {
  Table& table = ui_state.table;
  const bool is_current = table.shown_version == state.version &&
                          table.shown_filter == ui_state.filter && table.shown_order == table.order;
  const auto is_gone = [&](const TableRow& row) {
    return !row.is_group && row.at >= state.audit.touchpoints.size();
  };
  if (is_current || (table.grid.editing && std::ranges::none_of(table.shown.rows, is_gone))) return;
  table.shown = rows_of(scored(state), ui_state.filter, table.order);
  table.shown_version = state.version;
  table.shown_filter = ui_state.filter;
  table.shown_order = table.order;
}

void draw_group_row(Table& table, const TableGroup& group) {
  const bool open = !table.order.closed.contains(group.title);
  const std::string number = count_of(group.touchpoints, "touchpoint", "touchpoints");
  const bool is_worst = group.worst && group.touchpoints > 1;
  if (!ui::cell_group(group.title, is_worst ? concat("the worst of ", number) : number, group.worst,
                      "Friction", open))
    return;
  if (open) {
    table.order.closed.insert(group.title);
  } else {
    table.order.closed.erase(group.title);
  }
}

void tell_number(std::size_t shown, std::size_t all, std::size_t chosen) {
  std::string told = count_of(shown, "touchpoint", "touchpoints");
  if (shown != all) told += concat(" of ", figure(static_cast<double>(all), 0));
  if (chosen > 1) told += concat(", ", figure(static_cast<double>(chosen), 0), " chosen");
  ui::status(told);
}

void draw_grid(const State& state, UiState& ui_state, Requests& requests) {
  Table& table = ui_state.table;
  std::vector<ui::Column> columns;
  for (const TouchpointField field : table.columns) columns.push_back(column_of(field).column);
  if (ui::screen_width_css() < 640) columns.front().width = 150;  // leaves room beside it
  const auto sorted = table.order.sorted_by
                          ? std::ranges::find(table.columns, *table.order.sorted_by)
                          : table.columns.end();
  table.grid.sort_column =
      sorted == table.columns.end() ? -1 : static_cast<int>(sorted - table.columns.begin());
  table.grid.sort_descending = table.order.descending;
  const auto touchpoint_at = [&](int row) -> const Touchpoint& {
    return state.audit.touchpoints[row_at(table, row).at];
  };
  const auto id_at = [&](int row) {
    const TableRow& shown = row_at(table, row);
    return shown.is_group ? std::hash<std::string>{}(table.shown.groups[shown.at].title)
                          : std::hash<TouchpointId>{}(touchpoint_at(row).id);
  };
  const ui::GridOptions options = {
      .is_selected =
          [&](int row) {
            return !row_at(table, row).is_group && is_chosen(ui_state, touchpoint_at(row).id);
          },
      .row_key = id_at,
      .row_menu =
          [&](int row) {
            if (!row_at(table, row).is_group)
              touchpoint_menu(state, ui_state, requests, touchpoint_at(row));
          },
      .is_group = [&](int row) { return row_at(table, row).is_group; },
      .empty_text = "No touchpoint passes the filter. Clear it to see all.",
  };
  const ui::GridEvent event =
      ui::grid("Touchpoints", columns, static_cast<int>(table.shown.rows.size()), table.grid,
               options, [&](int row, int column) {
                 const TableRow& shown = row_at(table, row);
                 if (shown.is_group) {
                   draw_group_row(table, table.shown.groups[shown.at]);
                 } else {
                   draw_touchpoint_cell(state, requests, shown.at,
                                        table.columns[static_cast<std::size_t>(column)]);
                 }
               });
  table.has_focus = event.has_focus;
  if (event.sort_changed) {
    table.order.sorted_by = table.columns[static_cast<std::size_t>(table.grid.sort_column)];
    table.order.descending = table.grid.sort_descending;
  }
  follow_choice(state, ui_state, event);
  if (event.activated_row && !row_at(table, *event.activated_row).is_group) {
    ui_state.selected = touchpoint_at(*event.activated_row).id;
    ui_state.inspector_open = true;
  }
  if (event.delete_row) delete_chosen(state, ui_state, requests);
}

void handle_table_keys(const State& state, UiState& ui_state, Requests& requests) {
  Table& table = ui_state.table;
  if (!table.has_focus) return;
  if (ui::shortcut("Ctrl+A")) choose_all(state, table);
  if (ui::shortcut("Ctrl+D")) fill_down(state, ui_state, requests);
  if (table.chosen.size() > 1 && ui::shortcut("Escape")) table.chosen.clear();
}

}  // namespace

std::optional<std::string> copied_cells(const State& state, const UiState& ui_state) {
  const Table& table = ui_state.table;
  if (ui_state.view != View::touchpoints || !table.has_focus || table.grid.row < 0)
    return std::nullopt;
  const std::vector<std::size_t> places = chosen_places(state, ui_state);
  if (places.empty()) return std::nullopt;
  const TouchpointField field = focused_field(table);
  const std::span<const TouchpointField> one(&field, 1);
  return block_text(
      copy_of(scored(state),
              {places, places.size() > 1 ? std::span<const TouchpointField>(table.columns) : one}));
}

void draw_touchpoints(const State& state, UiState& ui_state, Requests& requests) {
  draw_heading(state, ui_state, requests);
  find_rows(state, ui_state);
  if (ui_state.table.pasted) take_pasted(state, ui_state, requests);
  if (state.audit.touchpoints.empty()) {
    ui::empty_state(ui::Icon::table, "No touchpoint yet",
                    "List every place where customers meet you, one row each. Or paste rows from a "
                    "spreadsheet whose first line names the columns: Touchpoint, Stage, Channel, "
                    "Owner, Volume ...");
    return;
  }
  if (ui::shortcut("Ctrl+F")) {
    ui_state.table.chosen.clear();
    ui_state.table.find_wanted = true;
  }
  // Looked for among all rows only when there are several.
  const std::size_t chosen =
      ui_state.table.chosen.size() > 1 ? chosen_places(state, ui_state).size() : 0;
  if (chosen > 1) {
    draw_choice_bar(state, ui_state, requests);
  } else {
    draw_filters(state, ui_state);
  }
  tell_number(ui_state.table.shown.touchpoints, state.audit.touchpoints.size(), chosen);
  draw_grid(state, ui_state, requests);
  handle_table_keys(state, ui_state, requests);
}

}  // namespace touchstone::app
