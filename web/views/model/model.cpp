// The scoring model: every number it judges by, with its source; replaced with a reason, and reset.
#include <algorithm>
#include <array>
#include <set>

#include "json/text.hpp"
#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "text/lower.hpp"
#include "views/help/help.hpp"
#include "views/model/weights.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

// Overrides.

// Whether an override replaces the value at `pointer`, alone or with what stands round it.
bool replaces(const Override& change, std::string_view pointer) {
  return pointer.starts_with(change.pointer) &&
         (pointer.size() == change.pointer.size() || pointer[change.pointer.size()] == '/');
}

const Override* override_of(const Audit& audit, std::string_view pointer) {
  const auto found = std::ranges::find_if(
      audit.header.overrides, [&](const Override& change) { return replaces(change, pointer); });
  return found == audit.header.overrides.end() ? nullptr : &*found;
}

std::string reason_of(const Audit& audit, std::string_view pointer) {
  const auto found =
      std::ranges::find(audit.header.override_reasons, pointer, &OverrideReason::pointer);
  return found == audit.header.override_reasons.end() ? std::string() : found->reason;
}

void put_back(Header& header, std::string_view pointer) {
  std::erase_if(header.overrides,
                [&](const Override& change) { return replaces(change, pointer); });
  std::erase_if(header.override_reasons,
                [&](const OverrideReason& each) { return each.pointer == pointer; });
}

Command replace_value(const State& state, const ModelRow& row, double value) {
  return edit_header(state, concat("Change ", row.label, " of the scoring model"), [&](Header& h) {
    std::erase_if(h.overrides,
                  [&](const Override& change) { return change.pointer == row.pointer; });
    if (value == row.shipped) {
      put_back(h, row.pointer);
      return;
    }
    std::string json;
    append_json_number(json, value);
    h.overrides.push_back({row.pointer, json});
  });
}

Command give_reason(const State& state, const ModelRow& row, const std::string& reason) {
  return edit_header(state, concat("Reason for ", row.label), [&](Header& h) {
    std::erase_if(h.override_reasons,
                  [&](const OverrideReason& each) { return each.pointer == row.pointer; });
    if (reason.empty()) return;
    OverrideReason given;
    given.pointer = row.pointer;
    given.reason = reason;
    h.override_reasons.push_back(std::move(given));
  });
}

// The table.

constexpr std::array k_columns = {
    ui::Column{.title = "What", .width = 300, .stretch = true},
    ui::Column{.title = "Part", .width = 190},
    ui::Column{.title = "Value", .width = 110, .align = ui::Align::end},
    ui::Column{.title = "As shipped", .width = 110, .align = ui::Align::end},
    ui::Column{.title = "Reason for the change", .width = 220, .sortable = false},
    ui::Column{.title = "Source", .width = 420, .sortable = false},
};

std::vector<std::size_t> rows_of(const State& state, const UiState::ModelSettings& shown) {
  const std::vector<ModelRow>& all = state.insights.model_rows();
  const std::string wanted = lower(shown.wanted);
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (shown.only_changed && override_of(state.audit, all[i].pointer) == nullptr) continue;
    if (wanted.empty() ||
        lower(concat(all[i].group, " ", all[i].label)).find(wanted) != std::string::npos)
      rows.push_back(i);
  }
  if (shown.grid.sort_column < 0) return rows;
  std::ranges::stable_sort(rows, [&](std::size_t a, std::size_t b) {
    const ModelRow& first = all[shown.grid.sort_descending ? b : a];
    const ModelRow& second = all[shown.grid.sort_descending ? a : b];
    switch (shown.grid.sort_column) {
      case 0:
        return first.label < second.label;
      case 1:
        return first.group < second.group;
      case 2:
        return first.value < second.value;
      default:
        return first.shipped < second.shipped;
    }
  });
  return rows;
}

void draw_cell(const State& state, Requests& requests, const ModelRow& row, int column) {
  constexpr int k_decimals = 6;
  const bool is_changed = override_of(state.audit, row.pointer) != nullptr;
  switch (column) {
    case 0:
      is_changed ? ui::cell_strong(row.label) : ui::cell_text(row.label);
      break;
    case 1:
      ui::cell_text(row.group, ui::Tone::dimmed);
      break;
    case 2:
      if (const auto edit = ui::cell_number_edit(row.value, {.decimals = k_decimals});
          edit && edit.value) {
        requests.edit(replace_value(state, row, *edit.value));
      }
      break;
    case 3:
      ui::cell_number(row.shipped, k_decimals);
      break;
    case 4:
      if (!is_changed) {
        ui::cell_text("");
      } else if (const auto edit =
                     ui::cell_text_edit(reason_of(state.audit, row.pointer), "Say why")) {
        requests.edit(give_reason(state, row, edit.text));
      }
      break;
    default:
      ui::cell_text(row.source, ui::Tone::dimmed);
      break;
  }
}

void reset(const State& state, Requests& requests, const ModelRow& row) {
  requests.edit(edit_header(state, concat("Reset ", row.label),
                            [&](Header& header) { put_back(header, row.pointer); }));
}

void draw_model_toolbar(const State& state, UiState& ui_state, Requests& requests) {
  UiState::ModelSettings& shown = ui_state.model;
  ui::Row row;
  if (const ui::TextEdit edit = ui::search_field("Find a number", shown.wanted,
                                                 {.placeholder = "Trust, load time, severity ...",
                                                  .label_hidden = true,
                                                  .width = ui::px(250)});
      edit.changed) {
    shown.wanted = edit.text;
  }
  if (const auto on = ui::check_box("Only what was changed", shown.only_changed))
    shown.only_changed = *on;
  const std::vector<ModelRow>& all = state.insights.model_rows();
  const auto selected = std::ranges::find(all, shown.selected, &ModelRow::pointer);
  const bool can_reset = state.can_edit() && selected != all.end() &&
                         override_of(state.audit, selected->pointer) != nullptr;
  if (ui::button("Reset", {.icon = ui::Icon::undo,
                           .enabled = can_reset,
                           .description = "Put the selected number back to what was shipped"})) {
    reset(state, requests, *selected);
  }
  if (ui::button("Reset all", {.variant = ui::Variant::quiet,
                               .enabled = state.can_edit() && !state.audit.header.overrides.empty(),
                               .description = "Put every number back. Undo brings them again."})) {
    requests.edit(edit_header(state, "Reset the scoring model", [](Header& header) {
      header.overrides.clear();
      header.override_reasons.clear();
    }));
  }
}

void draw_numbers(const State& state, UiState& ui_state, Requests& requests) {
  UiState::ModelSettings& shown = ui_state.model;
  draw_model_toolbar(state, ui_state, requests);
  const std::vector<ModelRow>& all = state.insights.model_rows();
  // While a cell is edited its row stays where it is.
  if (!shown.grid.editing ||
      std::ranges::any_of(shown.rows, [&](std::size_t row) { return row >= all.size(); }))
    shown.rows = rows_of(state, shown);
  const std::size_t changed = state.audit.header.overrides.size();
  ui::status(concat(count_of(shown.rows.size(), "number", "numbers"),
                    changed == 0 ? ", all as shipped"
                                 : concat(", ", count_of(changed, "override", "overrides"))));
  const auto at = [&](int row) -> const ModelRow& {
    return all[shown.rows[static_cast<std::size_t>(row)]];
  };
  const ui::GridOptions options = {
      .is_selected = [&](int row) { return shown.selected == at(row).pointer; },
      .row_key = [&](int row) { return std::hash<std::string>{}(at(row).pointer); },
      .empty_text = "No number fits. Clear the search to see all.",
  };
  const ui::Frozen frozen{!state.can_edit()};
  const ui::GridEvent event = ui::grid(
      "Numbers of the scoring model", k_columns, static_cast<int>(shown.rows.size()), shown.grid,
      options, [&](int row, int column) { draw_cell(state, requests, at(row), column); });
  if (event.clicked_row) shown.selected = at(*event.clicked_row).pointer;
  if (event.delete_row && state.can_edit()) reset(state, requests, at(*event.delete_row));
}

constexpr std::array k_tabs = {
    ViewTab{.name = "Numbers and sources", .draw = draw_numbers, .fills = true},
    ViewTab{.name = "Weights by comparison", .draw = draw_pairwise_weights}};

}  // namespace

bool model_fills(const UiState& ui_state) {
  return k_tabs.at(static_cast<std::size_t>(ui_state.model.tab)).fills;
}

void draw_model(const State& state, UiState& ui_state, Requests& requests) {
  heading_with_help(ui_state, 2, "Scoring model", "override");
  ui::note(
      "What friction and ownership gaps are judged by. What you change here counts for this audit "
      "alone, stands in its file, and is named in its report.");
  draw_tabs("Scoring model", k_tabs, ui_state.model.tab, state, ui_state, requests);
}

}  // namespace touchstone::app
