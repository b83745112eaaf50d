// The touchpoint table: sort, filter, edit in place, add, delete.
#include <algorithm>
#include <array>
#include <cctype>
#include <numeric>

#include "app/edits.hpp"
#include "app/wording.hpp"
#include "text/concat.hpp"
#include "text/order.hpp"
#include "views/lanes.hpp"
#include "views/touchpoint_actions.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

enum class Field {
  name,
  friction,
  gap,
  evidence,
  share,
  stage,
  channel,
  discipline,
  volume,
  importance,
  owner
};

struct FieldColumn {
  Field field;
  ui::Column column;
};

constexpr std::array k_fields = {
    FieldColumn{Field::name, {.title = "Touchpoint", .width = 230, .stretch = true}},
    FieldColumn{Field::friction,
                {.title = "Friction",
                 .width = 150,
                 .description = "0 none, 100 blocked, with its 90 % interval"}},
    FieldColumn{
        Field::gap,
        {.title = "Ownership gap", .width = 122, .description = "0 none, 100 nobody cares for it"}},
    FieldColumn{Field::evidence,
                {.title = "Evidence",
                 .width = 116,
                 .description = "How much of the score rests on evidence"}},
    FieldColumn{Field::share,
                {.title = "Share",
                 .width = 76,
                 .align = ui::Align::end,
                 .description = "Share of the journey's friction"}},
    FieldColumn{Field::stage, {.title = "Stage", .width = 140}},
    FieldColumn{Field::channel, {.title = "Channel", .width = 130}},
    FieldColumn{Field::discipline, {.title = "Discipline", .width = 108}},
    FieldColumn{Field::volume,
                {.title = "Volume",
                 .width = 96,
                 .align = ui::Align::end,
                 .description = "Customers a month who meet it"}},
    FieldColumn{Field::importance,
                {.title = "Importance",
                 .width = 100,
                 .align = ui::Align::end,
                 .description = "1 to 5; counts as 3 when not known"}},
    FieldColumn{Field::owner,
                {.title = "Owner",
                 .width = 170,
                 .description = "Who answers for it; edit it in the inspector"}},
};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

bool passes(const State& state, const TouchpointFilter& filter, const std::string& wanted,
            std::size_t i) {
  const Touchpoint& touchpoint = state.audit.touchpoints[i];
  const TouchpointScore& score = state.scores.touchpoints[i];
  if (filter.stage && touchpoint.stage != filter.stage) return false;
  if (filter.gaps_only && score.ownership_gap <= 0) return false;
  if (filter.thin_only && score.evidence == EvidenceLevel::enough) return false;
  return wanted.empty() || lower(touchpoint.name).find(wanted) != std::string::npos ||
         lower(touchpoint.notes).find(wanted) != std::string::npos ||
         lower(owner_name(state.audit, touchpoint)).find(wanted) != std::string::npos;
}

std::string channel_name(const State& state, const Touchpoint& t) {
  const Channel* channel = t.channel ? find(state.audit.channels, *t.channel) : nullptr;
  return channel ? channel->name : std::string();
}

std::size_t stage_place(const State& state, const Touchpoint& t) {
  if (!t.stage) return state.audit.stages.size();
  return static_cast<std::size_t>(std::ranges::find(state.audit.stages, *t.stage, &Stage::id) -
                                  state.audit.stages.begin());
}

// Sorts by one key per row, made once; equal keys keep the audit's order. Unknown goes last.
template <class Key>
void sort_rows(std::vector<std::size_t>& rows, bool descending, Key key_of) {
  std::vector<std::pair<decltype(key_of(std::size_t{})), std::size_t>> keyed;
  keyed.reserve(rows.size());
  for (const std::size_t row : rows) keyed.emplace_back(key_of(row), row);
  put_in_order(keyed, [&](const auto& a, const auto& b) {
    return descending ? b.first < a.first : a.first < b.first;
  });
  std::ranges::transform(keyed, rows.begin(), [](const auto& pair) { return pair.second; });
}

void sort_by(const State& state, Field field, bool descending, std::vector<std::size_t>& rows) {
  const auto& touchpoints = state.audit.touchpoints;
  const auto& scores = state.scores.touchpoints;
  switch (field) {
    case Field::name:
      sort_rows(rows, descending, [&](std::size_t i) { return lower(touchpoints[i].name); });
      break;
    case Field::friction:
      sort_rows(rows, !descending, [&](std::size_t i) { return scores[i].rank; });
      break;
    case Field::gap:
      sort_rows(rows, descending, [&](std::size_t i) { return scores[i].ownership_gap; });
      break;
    case Field::evidence:
      sort_rows(rows, descending, [&](std::size_t i) { return scores[i].coverage; });
      break;
    case Field::share:
      sort_rows(rows, descending, [&](std::size_t i) { return scores[i].journey_share; });
      break;
    case Field::stage:
      sort_rows(rows, descending,
                [&](std::size_t i) { return stage_place(state, touchpoints[i]); });
      break;
    case Field::channel:
      sort_rows(rows, descending,
                [&](std::size_t i) { return channel_name(state, touchpoints[i]); });
      break;
    case Field::discipline:
      sort_rows(rows, descending, [&](std::size_t i) { return touchpoints[i].discipline; });
      break;
    case Field::volume:
      sort_rows(rows, descending, [&](std::size_t i) { return touchpoints[i].volume; });
      break;
    case Field::importance:
      sort_rows(rows, descending, [&](std::size_t i) { return touchpoints[i].importance; });
      break;
    case Field::owner:
      sort_rows(rows, descending,
                [&](std::size_t i) { return owner_name(state.audit, touchpoints[i]); });
      break;
  }
}

std::vector<std::size_t> rows_of(const State& state, const UiState& ui_state) {
  std::vector<std::size_t> rows;
  const std::string wanted = lower(ui_state.filter.text);
  for (std::size_t i = 0; i < state.audit.touchpoints.size(); ++i) {
    if (passes(state, ui_state.filter, wanted, i)) rows.push_back(i);
  }
  if (const int column = ui_state.touchpoint_grid.sort_column; column >= 0) {
    sort_by(state, k_fields[static_cast<std::size_t>(column)].field,
            ui_state.touchpoint_grid.sort_descending, rows);
  }
  return rows;
}

// "Not known" first, then the names; -1 never: index 0 is not known.
template <class T, class IdType>
std::optional<std::optional<IdType>> choose_cell(const std::vector<T>& list,
                                                 const std::optional<IdType>& current) {
  std::vector<ui::Option> options = {ui::Option("Not known")};
  int selected = 0;
  for (const T& element : list) {
    if (current == element.id) selected = static_cast<int>(options.size());
    options.emplace_back(element.name);
  }
  const std::optional<int> chosen = ui::cell_select(options, selected);
  if (!chosen) return std::nullopt;
  if (*chosen == 0) return std::optional<IdType>{};
  return std::optional<IdType>{list[static_cast<std::size_t>(*chosen - 1)].id};
}

void draw_discipline_cell(const State& state, Requests& requests, const Touchpoint& touchpoint) {
  const auto names = words(Discipline::ux);
  const int selected = touchpoint.discipline ? static_cast<int>(*touchpoint.discipline) + 1 : 0;
  const std::vector<ui::Option> options = {"Not known", names[0], names[1], names[2]};
  if (const auto chosen = ui::cell_select(options, selected)) {
    requests.edit(edit_touchpoint(
        state, touchpoint.id, concat("Discipline of ", touchpoint.name), [&](Touchpoint& t) {
          t.discipline =
              *chosen == 0 ? std::nullopt : std::optional(static_cast<Discipline>(*chosen - 1));
        }));
  }
}

void draw_evidence_cell(const TouchpointScore& score) {
  switch (score.evidence) {
    case EvidenceLevel::enough:
      ui::cell_badge("Enough", ui::Tone::good, ui::Icon::check);
      break;
    case EvidenceLevel::thin:
      ui::cell_badge("Thin", ui::Tone::warning);
      break;
    case EvidenceLevel::insufficient:
      ui::cell_badge("Insufficient", ui::Tone::danger);
      break;
  }
}

void draw_cell(const State& state, Requests& requests, std::size_t i, Field field) {
  const Touchpoint& touchpoint = state.audit.touchpoints[i];
  const TouchpointScore& score = state.scores.touchpoints[i];
  const auto change = [&](std::string_view what, auto&& mutate) {
    requests.edit(
        edit_touchpoint(state, touchpoint.id, concat(what, " of ", touchpoint.name), mutate));
  };
  switch (field) {
    case Field::name:
      if (const auto edit = ui::cell_text_edit(touchpoint.name, "Name it")) {
        change("Name", [&](Touchpoint& t) { t.name = edit.text; });
      }
      break;
    case Field::friction:
      ui::cell_friction(score.friction, interval(score.low, score.high));
      break;
    case Field::gap:
      if (score.ownership_gap > 0) {
        ui::cell_badge(points(score.ownership_gap),
                       score.ownership_gap >= 60 ? ui::Tone::danger : ui::Tone::warning,
                       ui::Icon::flag);
      } else {
        ui::cell_text("none", ui::Tone::dimmed);
      }
      break;
    case Field::evidence:
      draw_evidence_cell(score);
      break;
    case Field::share:
      ui::cell_text(percent(score.journey_share));
      break;
    case Field::stage:
      if (const auto chosen = choose_cell(state.audit.stages, touchpoint.stage)) {
        change("Stage", [&](Touchpoint& t) { t.stage = *chosen; });
      }
      break;
    case Field::channel:
      if (const auto chosen = choose_cell(state.audit.channels, touchpoint.channel)) {
        change("Channel", [&](Touchpoint& t) { t.channel = *chosen; });
      }
      break;
    case Field::discipline:
      draw_discipline_cell(state, requests, touchpoint);
      break;
    case Field::volume:
      if (const auto edit = ui::cell_number_edit(touchpoint.volume, {.min = 0, .decimals = 0})) {
        change("Volume", [&](Touchpoint& t) { t.volume = edit.value; });
      }
      break;
    case Field::importance:
      if (const auto edit =
              ui::cell_number_edit(touchpoint.importance, {.min = 1, .max = 5, .decimals = 1})) {
        change("Importance", [&](Touchpoint& t) { t.importance = edit.value; });
      }
      break;
    case Field::owner:
      ui::cell_text(owner_name(state.audit, touchpoint));
      break;
  }
}

void draw_toolbar(const State& state, UiState& ui_state, Requests& requests) {
  {
    ui::Row row;
    ui::heading(2, "Touchpoints");
    row.push_right();
    const bool has_selection = ui_state.selected.has_value();
    if (ui::button(
            "Delete",
            {.variant = ui::Variant::quiet,
             .icon = ui::Icon::trash,
             .enabled = has_selection,
             .description =
                 "Delete the selected touchpoint with its ratings, hand-offs and effects"})) {
      delete_touchpoint(state, ui_state, requests, *ui_state.selected);
    }
    if (ui::button("Add touchpoint", {.icon = ui::Icon::add}))
      add_touchpoint(state, ui_state, requests);
  }
  ui::Row row;
  TouchpointFilter& filter = ui_state.filter;
  if (const ui::TextEdit edit = ui::search_field(
          "Find touchpoints", filter.text,
          {.placeholder = "Name, owner or note", .label_hidden = true, .width = ui::px(230)});
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
          ui::select("Stage", stages, selected, {.label_hidden = true, .width = ui::px(170)})) {
    filter.stage =
        *chosen == 0 ? std::nullopt
                     : std::optional(state.audit.stages[static_cast<std::size_t>(*chosen - 1)].id);
  }
  if (const auto on = ui::check_box("Only with ownership gaps", filter.gaps_only))
    filter.gaps_only = *on;
  if (const auto on = ui::check_box("Only with thin evidence", filter.thin_only))
    filter.thin_only = *on;
}

void draw_grid(const State& state, UiState& ui_state, Requests& requests) {
  // What is typed into a cell is taken whenever it rests: until the cell is left, its row stays
  // where it is, sorted and filtered as it was.
  std::vector<std::size_t>& rows = ui_state.touchpoint_rows;
  const auto is_gone = [&](std::size_t i) { return i >= state.audit.touchpoints.size(); };
  if (!ui_state.touchpoint_grid.editing || std::ranges::any_of(rows, is_gone))
    rows = rows_of(state, ui_state);
  ui::status(
      concat(count_of(rows.size(), "touchpoint", "touchpoints"),
             rows.size() == state.audit.touchpoints.size()
                 ? std::string()
                 : concat(" of ", figure(static_cast<double>(state.audit.touchpoints.size()), 0))));
  std::array<ui::Column, k_fields.size()> columns;
  std::ranges::transform(k_fields, columns.begin(), &FieldColumn::column);
  const auto at = [&](int row) -> const Touchpoint& {
    return state.audit.touchpoints[rows[static_cast<std::size_t>(row)]];
  };
  const ui::GridOptions options = {
      .is_selected = [&](int row) { return ui_state.selected == at(row).id; },
      .row_key = [&](int row) { return std::hash<TouchpointId>{}(at(row).id); },
      .row_menu = [&](int row) { touchpoint_menu(state, ui_state, requests, at(row)); },
      .empty_text = "No touchpoint passes the filter. Clear it to see all.",
  };
  const ui::GridEvent event =
      ui::grid("Touchpoints", columns, static_cast<int>(rows.size()), ui_state.touchpoint_grid,
               options, [&](int row, int column) {
                 draw_cell(state, requests, rows[static_cast<std::size_t>(row)],
                           k_fields[static_cast<std::size_t>(column)].field);
               });
  if (event.clicked_row) ui_state.selected = at(*event.clicked_row).id;
  if (event.activated_row) {
    ui_state.selected = at(*event.activated_row).id;
    ui_state.inspector_open = true;
  }
  if (event.delete_row) delete_touchpoint(state, ui_state, requests, at(*event.delete_row).id);
}

}  // namespace

void draw_touchpoints(const State& state, UiState& ui_state, Requests& requests, ui::Rect rect) {
  ui::Region view{"Touchpoints",
                  rect,
                  {.landmark = ui::Landmark::main,
                   .fill = ui::Surface::page,
                   .padding = ui::screen_width_css() < 640 ? 10.0F : 16.0F,
                   .scroll_y = false}};
  if (!view) return;
  draw_sample_note(state, ui_state, requests);
  draw_toolbar(state, ui_state, requests);
  if (state.audit.touchpoints.empty()) {
    ui::empty_state(ui::Icon::table, "No touchpoint yet",
                    "List every place where customers meet you, one row each.");
    return;
  }
  draw_grid(state, ui_state, requests);
}

}  // namespace touchstone::app
