// Teams by stages: where friction and gaps are, and whose they are.
#include <algorithm>

#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/ownership/ownership.hpp"
#include "views/shared/pictures.hpp"

namespace touchstone::app {
namespace {

constexpr float k_row = 46, k_header = 48;  // css px

std::string what_it_says(const HeatCell& cell, bool by_gap) {
  if (cell.touchpoints.empty()) return "No touchpoint";
  return concat(by_gap ? "Ownership gap " : "Friction ", points(by_gap ? cell.gap : cell.friction),
                ", ", count_of(cell.touchpoints.size(), "touchpoint", "touchpoints"));
}

void draw_heat(ui::Painter& painter, ui::Rect box, const HeatCell& cell, bool by_gap,
               bool selected) {
  if (cell.touchpoints.empty()) {
    painter.text_fit(box, ui::TextStyle::small, ui::theme().dimmed, "–", ui::Align::centre);
  } else {
    const double value = by_gap ? cell.gap : cell.friction;
    const ui::Colour text = ui::on_friction(value);
    painter.fill(box, ui::friction_colour(value), ui::px(4));
    ui::Rect upper = box.inset(0, ui::px(3));
    const ui::Rect lower = upper.cut_bottom(ui::line_height(ui::TextStyle::small));
    painter.text_fit(upper, ui::TextStyle::strong, text, points(value), ui::Align::centre);
    painter.text_fit(lower, ui::TextStyle::small, text,
                     concat("of ", std::to_string(cell.touchpoints.size())), ui::Align::centre);
  }
  if (selected)
    painter.outline(box.inset(ui::px(-2)), ui::theme().accent_text, ui::px(2), ui::px(6));
}

void draw_row_name(const HeatRow& row) {
  switch (row.kind) {
    case HeatRow::Kind::nobody:
      ui::cell_badge(row.name, ui::Tone::danger, ui::Icon::flag);
      break;
    case HeatRow::Kind::not_asked:
      ui::cell_badge(row.name, ui::Tone::warning, ui::Icon::question);
      break;
    case HeatRow::Kind::all:
    case HeatRow::Kind::several:
      ui::cell_text(row.name);
      break;
    case HeatRow::Kind::team:
    case HeatRow::Kind::person:
      ui::cell_strong(row.name);
      break;
  }
}

// Wide enough for a stage's name on two lines, within reason.
float width_for(std::string_view name) {
  constexpr float k_least = 78, k_most = 130, k_step = 4, k_around = 21;
  const float two_lines = 2.5F * ui::line_height(ui::TextStyle::small);
  float longest_word = 0;
  for (std::string_view rest = name; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    longest_word = std::max(longest_word, ui::measure(ui::TextStyle::small, rest.substr(0, end)).x);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  float width = k_least;
  while (width < k_most) {
    const float room = ui::px(width - k_around);
    if (longest_word <= room && ui::measure(ui::TextStyle::small, name, room).y <= two_lines) break;
    width += k_step;
  }
  return width;
}

std::vector<ui::Column> columns_of(const HeatMap& map) {
  std::vector<ui::Column> columns = {
      {.title = "Who answers", .width = 184, .stretch = false, .sortable = false}};
  for (const std::string& name : map.columns) {
    columns.push_back({.title = name,
                       .width = width_for(name),
                       .stretch = true,
                       .sortable = false,
                       .align = ui::Align::start,
                       .description = name});
  }
  return columns;
}

void draw_map(const HeatMap& map, OwnershipUi& own) {
  const std::vector<ui::Column> columns = columns_of(map);
  const auto rows = static_cast<float>(map.rows.size());
  const float wanted = ui::px(k_header) + ui::px(k_row) * rows + ui::px(18);
  const ui::GridOptions options = {
      .height = std::min(wanted, std::max(ui::px(260), ui::screen().h * 0.6F)),
      .row_height = k_row,
      .header_height = k_header,
      .is_selected = [](int) { return false; },
  };
  const int row_before = own.heat_grid.row, column_before = own.heat_grid.column;
  ui::grid("Teams by stages", columns, static_cast<int>(map.rows.size()), own.heat_grid, options,
           [&](int row, int column) {
             if (column == 0) {
               draw_row_name(map.rows[static_cast<std::size_t>(row)]);
               return;
             }
             const HeatCell& cell =
                 map.at(static_cast<std::size_t>(row), static_cast<std::size_t>(column - 1));
             const bool selected = own.heat_grid.row == row && own.heat_grid.column == column;
             ui::cell_custom(what_it_says(cell, own.heat_by_gap),
                             [&](ui::Painter& painter, ui::Rect inner) {
                               draw_heat(painter, inner.inset(ui::px(-6), ui::px(4)), cell,
                                         own.heat_by_gap, selected);
                             });
           });
  if (own.heat_grid.row != row_before || own.heat_grid.column != column_before)
    own.listed = k_list_page;
}

}  // namespace

void draw_heat_tab(const State& state, UiState& ui_state, Requests& requests) {
  OwnershipUi& own = ui_state.ownership;
  const HeatMap& map = state.insights.heat_map();
  {
    ui::Row row;
    if (const auto chosen =
            ui::choice("What the colours show", {"Friction", "Ownership gap"},
                       own.heat_by_gap ? 1 : 0, {.label_hidden = true, .width = ui::px(260)})) {
      own.heat_by_gap = *chosen == 1;
    }
    ui::help(
        "the heat map",
        "Each field is the plain mean over the touchpoints that a team answers for in a stage; "
        "the small figure says how many they are. A person counts for their team. 0 is "
        "harmless, 100 the worst.");
  }
  savable_picture(
      requests, own.heat_by_gap ? "Ownership gaps of teams by stage" : "Friction of teams by stage",
      "-teams-by-stages", [&] { draw_map(map, own); });
  const auto at = static_cast<std::size_t>(std::max(own.heat_grid.row, 0));
  if (at >= map.rows.size()) return;
  // The first column is the row's name: it stands for the whole row.
  const std::size_t column = own.heat_grid.column == 0
                                 ? map.columns.size() - 1
                                 : static_cast<std::size_t>(own.heat_grid.column - 1);
  const HeatCell& cell = map.at(at, std::min(column, map.columns.size() - 1));
  draw_touchpoint_list(state, ui_state,
                       concat(map.rows[at].name, " · ", map.columns[column], ": ",
                              count_of(cell.touchpoints.size(), "touchpoint", "touchpoints")),
                       cell.touchpoints);
}

}  // namespace touchstone::app
