// Compare: the audit beside a snapshot or another audit, with "no detectable change" as an answer;
// and its trends (compare_trends.cpp).
#include <algorithm>
#include <array>
#include <ranges>

#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/compare/trends.hpp"
#include "views/help/help.hpp"
#include "views/views.hpp"
#include "words/words.hpp"

namespace touchstone::app {
namespace {

constexpr std::size_t k_names_shown = 30;

std::string label_of(const Snapshot& snapshot) {
  const std::string date = snapshot.date ? words::long_date(*snapshot.date) : std::string();
  if (snapshot.label.empty()) return date.empty() ? "A snapshot" : date;
  return date.empty() ? snapshot.label : concat(snapshot.label, ", ", date);
}

// What to compare with.

void draw_choice(const State& state, UiState& ui_state) {
  std::vector<std::string> names;
  std::vector<ComparedWith> sides;
  for (const std::size_t place : std::views::reverse(snapshots_by_date(state.audit))) {
    names.push_back(label_of(state.audit.snapshots[place]));
    sides.push_back({.snapshot = place});
  }
  if (state.other != nullptr) {
    names.push_back(state.other->name);
    sides.push_back({.other = state.other->number});
  }
  const std::vector<ui::Option> options(names.begin(), names.end());
  const auto now = std::ranges::find(sides, compared_with(state, ui_state));
  const auto chosen = ui::select("Compare with", options,
                                 now == sides.end() ? -1 : static_cast<int>(now - sides.begin()),
                                 {.description = "A snapshot of this audit, or another audit",
                                  .width = std::min(ui::px(320), ui::available_width())});
  if (chosen) ui_state.compare.with = sides[static_cast<std::size_t>(*chosen)];
}

void draw_sources(const State& state, Requests& requests) {
  if (ui::button("Another file ...",
                 {.icon = ui::Icon::open,
                  .description = "Read an audit's file to compare with; the open one stays"})) {
    requests.act(CompareWithFile{});
  }
  std::vector<const KeptAudit*> kept;
  for (const KeptAudit& each : state.library.audits())
    if (each.id != state.kept_id && !each.sealed) kept.push_back(&each);
  if (kept.empty()) return;
  const auto items = [&] {
    std::vector<ui::MenuItem> made;
    for (const KeptAudit* each : kept)
      made.push_back({.label = each->title.empty() ? "Untitled audit" : each->title});
    return made;
  };
  if (const auto chosen =
          ui::menu_button("Of the library", items,
                          {.icon = ui::Icon::history,
                           .description = "Compare with another audit this browser keeps"})) {
    requests.act(CompareWithKept{kept[static_cast<std::size_t>(*chosen)]->id});
  }
}

void draw_toolbar(const State& state, UiState& ui_state, Requests& requests) {
  ui::Row row{{.height = 56}};
  if (!state.audit.snapshots.empty() || state.other != nullptr) draw_choice(state, ui_state);
  draw_sources(state, requests);
  draw_take_snapshot(state, requests);
}

// The journey.

struct Verdict {
  std::string_view word;
  ui::Tone tone;
};

Verdict verdict_of(Change change) {
  switch (change) {
    case Change::better:
      return {"Better", ui::Tone::good};
    case Change::worse:
      return {"Worse", ui::Tone::danger};
    case Change::none:
      break;
  }
  return {"No detectable change", ui::Tone::dimmed};
}

std::string in_words(const Compared& compared) {
  const std::string figures = concat("Journey friction was ", tenths(*compared.before), " and is ",
                                     tenths(*compared.after), ". ");
  switch (*compared.change) {
    case Change::better:
      return concat(figures, "That is better, and more than chance explains.");
    case Change::worse:
      return concat(figures, "That is worse, and more than chance explains.");
    case Change::none:
      break;
  }
  return concat(
      figures,
      "No detectable change: with the evidence there is, such a difference can come about "
      "by chance.");
}

void draw_journey(const Compared& compared) {
  ui::Panel panel{"The journey"};
  ui::heading(3, "The journey");
  if (!compared.change) {
    ui::note("One of the two has no friction of the whole journey.");
    return;
  }
  const Verdict verdict = verdict_of(*compared.change);
  {
    ui::Row row;
    ui::friction_badge(compared.before, "Before");
    ui::text("→");
    ui::friction_badge(compared.after, "Now");
    ui::badge(verdict.word, verdict.tone);
    ui::help("No detectable change",
             "The difference of two frictions is smaller than its own 90 % uncertainty: both "
             "figures may be the same in truth. More votes or measures make smaller changes "
             "visible.",
             "Change beyond 1.645 times the root of both variances");
  }
  ui::paragraph(in_words(compared));
  ui::Columns columns(3, 110, 8);
  ui::fact("Touchpoints better", std::to_string(compared.count(Change::better)));
  columns.next();
  ui::fact("Touchpoints worse", std::to_string(compared.count(Change::worse)));
  columns.next();
  ui::fact("No detectable change", std::to_string(compared.count(Change::none)));
}

void draw_names(std::string_view title, const std::vector<std::string>& names) {
  if (names.empty()) return;
  ui::text(concat(title, " (", std::to_string(names.size()), ")"), ui::TextStyle::strong);
  ui::paragraph(words::listed(names, k_names_shown));
}

// The touchpoints.

enum class Field { name, before, after, change, rank, gaps };

struct FieldColumn {
  Field field;
  ui::Column column;
  bool of_whole = false;  // only where another audit is compared whole
};

constexpr std::array k_fields = {
    FieldColumn{Field::name, {.title = "Touchpoint", .width = 200, .stretch = true}},
    FieldColumn{Field::before, {.title = "Before", .width = 96}},
    FieldColumn{Field::after, {.title = "Now", .width = 96}},
    FieldColumn{Field::change, {.title = "Change", .width = 210}},
    FieldColumn{Field::rank,
                {.title = "Rank",
                 .width = 100,
                 .description = "Place by friction before and now, 1 the worst"},
                true},
    FieldColumn{
        Field::gaps,
        {.title = "Ownership gaps",
         .width = 260,
         .sortable = false,
         .description = "Rules that fire now and did not before, and those that no longer do"},
        true},
};

std::string gaps_in_words(const ComparedTouchpoint& touchpoint) {
  std::string text;
  if (!touchpoint.gaps_closed.empty())
    text = concat("Closed: ", words::listed(touchpoint.gaps_closed, 4));
  if (!touchpoint.gaps_opened.empty())
    text += concat(text.empty() ? "" : ". ", "Opened: ", words::listed(touchpoint.gaps_opened, 4));
  return text;
}

void draw_cell(const ComparedTouchpoint& touchpoint, Field field) {
  switch (field) {
    case Field::name:
      ui::cell_strong(touchpoint.name);
      break;
    case Field::before:
      ui::cell_friction(touchpoint.before);
      break;
    case Field::after:
      ui::cell_friction(touchpoint.after);
      break;
    case Field::change: {
      const Verdict verdict = verdict_of(touchpoint.change);
      const double rise = touchpoint.after - touchpoint.before;
      ui::cell_badge(touchpoint.change == Change::none
                         ? std::string(verdict.word)
                         : concat(verdict.word, " by ", tenths(rise < 0 ? -rise : rise)),
                     verdict.tone);
      break;
    }
    case Field::rank:
      ui::cell_text(touchpoint.ranks ? concat(std::to_string(touchpoint.ranks->before), " → ",
                                              std::to_string(touchpoint.ranks->after))
                                     : std::string());
      break;
    case Field::gaps:
      ui::cell_text(gaps_in_words(touchpoint));
      break;
  }
}

// What a row is sorted by; smaller stands first.
double key_of(const ComparedTouchpoint& touchpoint, Field field) {
  switch (field) {
    case Field::before:
      return touchpoint.before;
    case Field::after:
      return touchpoint.after;
    case Field::rank:
      return touchpoint.ranks ? touchpoint.ranks->after : 0;
    case Field::name:
    case Field::change:
    case Field::gaps:
      break;
  }
  return touchpoint.after - touchpoint.before;
}

std::vector<std::size_t> rows_of(const Compared& compared, const UiState::Compare& shown,
                                 const std::vector<FieldColumn>& fields) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < compared.touchpoints.size(); ++i) {
    if (!shown.only_detectable || compared.touchpoints[i].change != Change::none) rows.push_back(i);
  }
  if (shown.grid.sort_column < 0) return rows;
  const Field field = fields[static_cast<std::size_t>(shown.grid.sort_column)].field;
  std::ranges::stable_sort(rows, [&](std::size_t a, std::size_t b) {
    const ComparedTouchpoint& first = compared.touchpoints[shown.grid.sort_descending ? b : a];
    const ComparedTouchpoint& second = compared.touchpoints[shown.grid.sort_descending ? a : b];
    if (field == Field::name) return first.name < second.name;
    return key_of(first, field) < key_of(second, field);
  });
  return rows;
}

void draw_touchpoints_compared(const State& state, UiState& ui_state, const Compared& compared) {
  UiState::Compare& shown = ui_state.compare;
  if (const auto on = ui::check_box("Only detectable changes", shown.only_detectable))
    shown.only_detectable = *on;
  std::vector<FieldColumn> fields;
  std::ranges::copy_if(k_fields, std::back_inserter(fields),
                       [&](const FieldColumn& field) { return compared.whole || !field.of_whole; });
  if (shown.grid.sort_column >= static_cast<int>(fields.size())) shown.grid.sort_column = -1;
  std::vector<ui::Column> columns;
  std::ranges::transform(fields, std::back_inserter(columns), &FieldColumn::column);
  const std::vector<std::size_t> rows = rows_of(compared, shown, fields);
  const auto touchpoint_at = [&](int row) -> const ComparedTouchpoint& {
    return compared.touchpoints[rows[static_cast<std::size_t>(row)]];
  };
  const auto id_at = [&](int row) -> const TouchpointId& {
    return state.audit.touchpoints[touchpoint_at(row).place].id;
  };
  const float most = ui::px(44 + 36 * static_cast<float>(std::max<std::size_t>(rows.size(), 2)));
  const ui::GridOptions options = {
      .height = std::min(most, ui::px(460)),
      .is_selected = [&](int row) { return ui_state.selected == id_at(row); },
      .row_key = [&](int row) { return std::hash<TouchpointId>{}(id_at(row)); },
      .empty_text = "No touchpoint has changed detectably.",
  };
  const ui::GridEvent event =
      ui::grid("Touchpoints compared", columns, static_cast<int>(rows.size()), shown.grid, options,
               [&](int row, int column) {
                 draw_cell(touchpoint_at(row), fields[static_cast<std::size_t>(column)].field);
               });
  if (event.clicked_row) ui_state.selected = id_at(*event.clicked_row);
  if (event.activated_row) ui_state.inspector_open = true;
}

void draw_comparison(const State& state, UiState& ui_state, Requests& requests) {
  draw_toolbar(state, ui_state, requests);
  const std::optional<ComparedWith> with = compared_with(state, ui_state);
  if (!with) {
    ui::empty_state(ui::Icon::history, "Nothing to compare with yet",
                    "Take a snapshot of the audit as it is, score again in a quarter, and see here "
                    "what has changed. Or read the file of an earlier audit.");
    return;
  }
  const Compared& compared = state.insights.compared(*with, state.other);
  draw_journey(compared);
  ui::space(12);
  draw_touchpoints_compared(state, ui_state, compared);
  draw_names("Only in the audit now", compared.added);
  draw_names("Only before", compared.removed);
}

}  // namespace

std::optional<ComparedWith> compared_with(const State& state, const UiState& ui_state) {
  const std::optional<ComparedWith>& wanted = ui_state.compare.with;
  const bool is_there =
      wanted && (wanted->snapshot ? *wanted->snapshot < state.audit.snapshots.size()
                                  : state.other != nullptr && wanted->other == state.other->number);
  if (is_there) return wanted;
  if (state.audit.snapshots.empty()) return std::nullopt;
  return ComparedWith{.snapshot = snapshots_by_date(state.audit).back()};
}

void draw_compare(const State& state, UiState& ui_state, Requests& requests) {
  heading_with_help(ui_state, 2, "Compare", "snapshot");
  static constexpr std::array k_tabs = {ViewTab{"Then and now", draw_comparison},
                                        ViewTab{"Trends and snapshots", draw_trends}};
  draw_tabs("Compare", k_tabs, ui_state.compare.tab, state, ui_state, requests);
}

}  // namespace touchstone::app
