// How much each team and person answers for, and who has too much of it.
#include <algorithm>
#include <array>

#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/ownership/ownership.hpp"

namespace touchstone::app {
namespace {

enum class Field { name, accountable, overload, share, friction, responsible, team };

struct FieldColumn {
  Field field;
  ui::Column column;
};

constexpr std::array k_fields = {
    FieldColumn{Field::name, {.title = "Team or person", .width = 180, .stretch = true}},
    FieldColumn{Field::accountable,
                {.title = "Answers for",
                 .width = 160,
                 .description = "Touchpoints they are accountable for"}},
    FieldColumn{Field::overload, {.title = "Load", .width = 112}},
    FieldColumn{Field::share,
                {.title = "Of the friction",
                 .width = 106,
                 .align = ui::Align::end,
                 .description = "Share of the journey's friction at those touchpoints"}},
    FieldColumn{
        Field::friction,
        {.title = "Friction", .width = 90, .description = "Plain mean at those touchpoints"}},
    FieldColumn{Field::responsible,
                {.title = "Does the work",
                 .width = 110,
                 .align = ui::Align::end,
                 .description = "Touchpoints they are responsible for"}},
    FieldColumn{Field::team, {.title = "Team", .width = 140}},
};

const std::vector<std::size_t>& rows_of(const State& state, const Loads& loads, OwnershipUi& own) {
  KeptRows& kept = own.load_rows;
  const ui::GridState& grid = own.load_grid;
  if (kept.version == state.version && kept.sort_column == grid.sort_column &&
      kept.sort_descending == grid.sort_descending) {
    return kept.rows;
  }
  kept.version = state.version;
  kept.sort_column = grid.sort_column;
  kept.sort_descending = grid.sort_descending;
  kept.rows.resize(loads.owners.size());
  for (std::size_t i = 0; i < kept.rows.size(); ++i) kept.rows[i] = i;
  if (grid.sort_column < 0) return kept.rows;
  const auto sort = [&](auto&& key_of) {
    std::ranges::stable_sort(kept.rows, [&](std::size_t a, std::size_t b) {
      const auto key_a = key_of(loads.owners[a]), key_b = key_of(loads.owners[b]);
      return grid.sort_descending ? key_b < key_a : key_a < key_b;
    });
  };
  switch (k_fields[static_cast<std::size_t>(grid.sort_column)].field) {
    case Field::name:
      sort([](const OwnerLoad& load) { return std::string_view(load.name); });
      break;
    case Field::accountable:
      sort([](const OwnerLoad& load) { return load.accountable.size(); });
      break;
    case Field::overload:
      sort([](const OwnerLoad& load) { return load.overloaded; });
      break;
    case Field::share:
      sort([](const OwnerLoad& load) { return load.share; });
      break;
    case Field::friction:
      sort([](const OwnerLoad& load) { return load.friction; });
      break;
    case Field::responsible:
      sort([](const OwnerLoad& load) { return load.responsible.size(); });
      break;
    case Field::team:
      sort([](const OwnerLoad& load) { return std::string_view(load.team); });
      break;
  }
  return kept.rows;
}

void draw_bar(const OwnerLoad& load, std::size_t most) {
  const std::string count = std::to_string(load.accountable.size());
  ui::cell_custom(count, [&](ui::Painter& painter, ui::Rect box) {
    const ui::Theme& theme = ui::theme();
    ui::Rect bar = box.inset(0, ui::px(12));
    const ui::Rect number = bar.cut_right(ui::px(30));
    painter.fill(bar, theme.sunken, ui::px(4));
    if (!load.accountable.empty() && most > 0) {
      bar.w *= static_cast<float>(load.accountable.size()) / static_cast<float>(most);
      painter.fill(bar, load.overloaded ? theme.danger : theme.accent, ui::px(4));
    }
    painter.text_fit({number.x, box.y, number.w, box.h}, ui::TextStyle::strong, theme.text, count,
                     ui::Align::end);
  });
}

void draw_cell(const OwnerLoad& load, std::size_t most, Field field) {
  switch (field) {
    case Field::name:
      ui::cell_strong(load.name);
      break;
    case Field::accountable:
      draw_bar(load, most);
      break;
    case Field::overload:
      if (load.overloaded) {
        ui::cell_badge("Too much", ui::Tone::danger, ui::Icon::warning);
      } else {
        ui::cell_text(load.accountable.empty() ? "–" : "Fits", ui::Tone::dimmed);
      }
      break;
    case Field::share:
      ui::cell_text(load.accountable.empty() ? "–" : percent(load.share));
      break;
    case Field::friction:
      ui::cell_friction(load.accountable.empty() ? std::nullopt : std::optional(load.friction));
      break;
    case Field::responsible:
      ui::cell_text(std::to_string(load.responsible.size()));
      break;
    case Field::team:
      ui::cell_text(!load.is_person     ? "A team"
                    : load.team.empty() ? "Not known"
                                        : load.team,
                    ui::Tone::dimmed);
      break;
  }
}

std::string summary(const State& state, const Loads& loads) {
  const Thresholds& thresholds = state.model.thresholds;
  const auto overloaded = static_cast<std::size_t>(
      std::ranges::count_if(loads.owners, [](const OwnerLoad& load) { return load.overloaded; }));
  return concat(
      overloaded == 0   ? std::string("Nobody answers for too much")
      : overloaded == 1 ? std::string("One owner answers for too much")
                        : concat(std::to_string(overloaded), " owners answer for too much"),
      ": that begins above ", figure(thresholds.overload_count), " touchpoints, and above ",
      figure(thresholds.overload_median_factor), " times what the owner in the middle has.");
}

void draw_ownerless(const State& state, UiState& ui_state, std::string_view heading,
                    const TouchpointList& touchpoints) {
  if (touchpoints.empty()) return;
  const ui::Disclosure open{
      heading, {.trailing = std::to_string(touchpoints.size()), .icon = ui::Icon::flag}};
  if (open) draw_touchpoint_list(state, ui_state, heading, touchpoints);
}

}  // namespace

void draw_load_tab(const State& state, UiState& ui_state, Requests&) {
  OwnershipUi& own = ui_state.ownership;
  const Loads& loads = state.insights.loads();
  ui::note(summary(state, loads));
  draw_ownerless(state, ui_state, "Touchpoints nobody answers for", loads.nobody);
  draw_ownerless(state, ui_state, "Touchpoints whose owner nobody has asked for", loads.not_asked);
  if (loads.owners.empty()) return;
  const std::vector<std::size_t>& rows = rows_of(state, loads, own);
  std::array<ui::Column, k_fields.size()> columns;
  std::ranges::transform(k_fields, columns.begin(), &FieldColumn::column);
  const float wanted = ui::px(36) * static_cast<float>(rows.size() + 1) + ui::px(18);
  const auto owner_at = [&](int row) -> const OwnerLoad& {
    return loads.owners[rows[static_cast<std::size_t>(row)]];
  };
  const ui::GridEvent event = ui::grid(
      "Load per owner", columns, static_cast<int>(rows.size()), own.load_grid,
      {.height = std::min(wanted, std::max(ui::px(220), ui::screen().h * 0.5F))},
      [&](int row, int column) {
        draw_cell(owner_at(row), loads.most, k_fields[static_cast<std::size_t>(column)].field);
      });
  if (event.clicked_row) own.listed = k_list_page;
  if (own.load_grid.row < 0) return;
  const OwnerLoad& load = owner_at(own.load_grid.row);
  draw_touchpoint_list(state, ui_state, concat(load.name, " answers for"), load.accountable);
}

}  // namespace touchstone::app
