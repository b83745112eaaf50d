// Priorities: which fixes there are, what each is worth, and which to do with the days there are.
#include "views/priorities/priorities.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "insight/facts.hpp"
#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

enum class Field { title, gain, effort, confidence, quadrant, rice, reach, status };

struct FieldColumn {
  Field field;
  ui::Column column;
};

constexpr std::array k_fields = {
    FieldColumn{Field::title, {.title = "Fix", .width = 220, .stretch = true}},
    FieldColumn{Field::gain,
                {.title = "Takes off",
                 .width = 92,
                 .align = ui::Align::end,
                 .description = "Points of the journey's friction, if this were the only fix"}},
    FieldColumn{
        Field::effort,
        {.title = "Effort", .width = 88, .align = ui::Align::end, .description = "Person-days"}},
    FieldColumn{Field::confidence,
                {.title = "Confidence",
                 .width = 100,
                 .align = ui::Align::end,
                 .description = "How sure it is that the fix helps as it says; unknown counts as "
                                "100 %"}},
    FieldColumn{Field::quadrant,
                {.title = "Quadrant",
                 .width = 128,
                 .description = "Gain and effort beside those of the fix in the middle"}},
    FieldColumn{Field::rice,
                {.title = "RICE",
                 .width = 88,
                 .align = ui::Align::end,
                 .description = "Customers a quarter x impact x confidence / person-months"}},
    FieldColumn{
        Field::reach,
        {.title = "Reach",
         .width = 88,
         .align = ui::Align::end,
         .description = "Customers a quarter; none while a touchpoint's volume is unknown"}},
    FieldColumn{Field::status, {.title = "Status", .width = 100}},
};

// What a row is sorted by; smaller stands first, what is unknown last of all.
double key_of(const Fix& fix, const Priority& priority, Field field) {
  constexpr double k_unknown = -1;
  switch (field) {
    case Field::gain:
      return priority.journey_drop;
    case Field::effort:
      return fix.effort.value_or(k_unknown);
    case Field::confidence:
      return fix.confidence.value_or(1);
    case Field::quadrant:
      return priority.quadrant ? static_cast<double>(*priority.quadrant) : 4;
    case Field::rice:
      return priority.rice.value_or(k_unknown);
    case Field::reach:
      return priority.reach.value_or(k_unknown);
    case Field::status:
      return static_cast<double>(fix.status.value_or(FixStatus::open));
    case Field::title:
      break;
  }
  return 0;
}

// The fixes as shown; until a column is chosen the greatest gain stands first.
std::vector<std::size_t> rows_of(const Audit& audit, const FixFacts& facts,
                                 const ui::GridState& grid) {
  std::vector<std::size_t> rows(audit.fixes.size());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
  const bool falling = grid.sort_column < 0 || grid.sort_descending;
  const Field field = grid.sort_column < 0
                          ? Field::gain
                          : k_fields[static_cast<std::size_t>(grid.sort_column)].field;
  std::ranges::stable_sort(rows, [&](std::size_t a, std::size_t b) {
    if (falling) std::swap(a, b);
    if (field == Field::title) return audit.fixes[a].title < audit.fixes[b].title;
    return key_of(audit.fixes[a], facts.priorities[a], field) <
           key_of(audit.fixes[b], facts.priorities[b], field);
  });
  return rows;
}

void cell_figure(std::optional<double> value) {
  ui::cell_text(value ? figure(*value, 0) : std::string("–"),
                value ? ui::Tone::normal : ui::Tone::dimmed);
}

void draw_cell(const State& state, Requests& requests, std::size_t at, Field field) {
  const Fix& fix = state.audit.fixes[at];
  const Priority& priority = state.studies.fixes().priorities[at];
  const auto change = [&](std::string_view what, auto&& mutate) {
    requests.edit(
        edit_element(state, state.audit.fixes, at, concat(what, " of ", shown_title(fix)), mutate));
  };
  switch (field) {
    case Field::title:
      if (const auto edit = ui::cell_text_edit(fix.title, "What would be done"))
        change("Title", [&](Fix& changed) { changed.title = edit.text; });
      break;
    case Field::gain:
      ui::cell_text(tenths(priority.journey_drop));
      break;
    case Field::effort:
      if (const auto edit = ui::cell_number_edit(fix.effort, {.min = 0, .unit = "days"}))
        change("Effort", [&](Fix& changed) { changed.effort = edit.value; });
      break;
    case Field::confidence: {
      const auto shown = fix.confidence ? std::optional(*fix.confidence * 100) : std::nullopt;
      if (const auto edit = ui::cell_number_edit(shown, {.min = 0, .max = 100, .unit = "%"})) {
        change("Confidence", [&](Fix& changed) {
          changed.confidence = edit.value ? std::optional(*edit.value / 100) : std::nullopt;
        });
      }
      break;
    }
    case Field::quadrant:
      if (priority.quadrant) {
        constexpr std::array k_tones = {ui::Tone::good, ui::Tone::accent, ui::Tone::normal,
                                        ui::Tone::dimmed};
        ui::cell_badge(name_of(*priority.quadrant),
                       k_tones.at(static_cast<std::size_t>(*priority.quadrant)));
      } else {
        ui::cell_text(is_open(fix) ? "Effort unknown" : "–", ui::Tone::dimmed);
      }
      break;
    case Field::rice:
      cell_figure(priority.rice);
      break;
    case Field::reach:
      cell_figure(priority.reach);
      break;
    case Field::status: {
      const std::span<const std::string_view> names = words(FixStatus{});
      const std::vector<ui::Option> options(names.begin(), names.end());
      const auto chosen =
          ui::cell_select(options, static_cast<int>(fix.status.value_or(FixStatus::open)));
      if (chosen)
        change("Status", [&](Fix& changed) { changed.status = static_cast<FixStatus>(*chosen); });
      break;
    }
  }
}

void draw_add_fix(const State& state, UiState& ui_state, Requests& requests) {
  if (!ui::button("Add a fix", {.icon = ui::Icon::add,
                                .enabled = state.can_edit(),
                                .description = "For the selected touchpoint, if there is one"})) {
    return;
  }
  Fix fix;
  fix.id = FixId(new_id(state.document.index(), IdSpace::fix, "fix"));
  fix.title = "New fix";
  fix.status = FixStatus::open;
  if (ui_state.selected) fix.effects.push_back(effect_on(*ui_state.selected));
  ui_state.priorities.fix = fix.id;
  requests.edit(insert_element(state.document, std::move(fix), "Add a fix"));
}

void draw_fixes_tab(const State& state, UiState& ui_state, Requests& requests) {
  UiState::Priorities& shown = ui_state.priorities;
  const std::vector<Fix>& fixes = state.audit.fixes;
  const std::vector<std::size_t> rows = rows_of(state.audit, state.studies.fixes(), shown.fixes);
  const auto place = [&](int row) { return rows[static_cast<std::size_t>(row)]; };
  std::array<ui::Column, k_fields.size()> columns;
  std::ranges::transform(k_fields, columns.begin(), &FieldColumn::column);
  const ui::GridOptions options = {
      .height = grid_height(rows.size(), 420),
      .is_selected = [&](int row) { return shown.fix == fixes[place(row)].id; },
      .row_key = [&](int row) { return std::hash<FixId>{}(fixes[place(row)].id); },
  };
  const ui::GridEvent event = ui::grid(
      "Fixes", columns, static_cast<int>(rows.size()), shown.fixes, options,
      [&](int row, int column) {
        draw_cell(state, requests, place(row), k_fields[static_cast<std::size_t>(column)].field);
      });
  if (event.clicked_row) shown.fix = fixes[place(*event.clicked_row)].id;
  if (event.delete_row && state.can_edit()) {
    requests.edit(erase_element<Fix>(state.document, place(*event.delete_row), "Delete a fix"));
    ui::toast("Deleted the fix. Undo brings it back.");
  }
  draw_add_fix(state, ui_state, requests);
  draw_fix(state, ui_state, requests);
  draw_quadrants(state, ui_state, requests);
}

void draw_no_fix_yet(const State& state, UiState& ui_state, Requests& requests) {
  ui::empty_state(ui::Icon::target, "No fix yet",
                  "A fix says what would be done, how many days it takes and which touchpoints "
                  "it helps. Select a touchpoint that hurts and add the first one for it.");
  draw_add_fix(state, ui_state, requests);
}

void draw_fixes_if_any(const State& state, UiState& ui_state, Requests& requests) {
  (state.audit.fixes.empty() ? draw_no_fix_yet : draw_fixes_tab)(state, ui_state, requests);
}

void draw_plan_if_any(const State& state, UiState& ui_state, Requests& requests) {
  (state.audit.fixes.empty() ? draw_no_fix_yet : draw_plan_tab)(state, ui_state, requests);
}

constexpr std::array k_tabs = {
    ViewTab{.name = "Fixes", .draw = draw_fixes_if_any, .edits = true},
    ViewTab{.name = "Plan", .draw = draw_plan_if_any, .edits = true},
    ViewTab{.name = "How sure", .draw = draw_certainty_tab, .edits = true},
    ViewTab{.name = "Worth", .draw = draw_worth_tab, .edits = true},
    ViewTab{.name = "UX or CX first?", .draw = draw_focus_tab, .edits = true},
};

}  // namespace

std::string shown_title(const Fix& fix) {
  return fix.title.empty() ? std::string("Fix without a title") : fix.title;
}

float grid_height(std::size_t rows, float most) {
  constexpr float k_row = 36, k_scroll_bar = 18;
  return ui::px(std::min(
      most, k_row * static_cast<float>(std::max<std::size_t>(rows, 1) + 1) + k_scroll_bar));
}

double budget_of(const State& state, const UiState& ui_state) {
  return ui_state.priorities.budget.value_or(std::round(state.studies.fixes().all_effort / 2));
}

void draw_priorities(const State& state, UiState& ui_state, Requests& requests) {
  ui::heading(2, "Priorities");
  draw_tabs("Priorities", k_tabs, ui_state.priorities.tab, state, ui_state, requests);
}

}  // namespace touchstone::app
