// Where everything of the journey map stands: stages across, lanes down, a card per touchpoint.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "state/lanes.hpp"
#include "ui/painter.hpp"

namespace touchstone::app {

// In css px, cards as they are at a zoom of 1.
inline constexpr float k_card_width = 212, k_card_height = 86, k_card_gap = 10, k_stage_header = 58,
                       k_friction_curve = 64, k_lane_title = 26, k_column_padding = 14,
                       k_least_padding = 5;  // of a column, however small its cards

// Where everything of the map stands, in device px from the map's origin.
struct MapPlan {
  struct Place {
    std::size_t touchpoint;  // position in the audit
    ui::Rect rect;
  };

  std::vector<StageColumn> columns;
  std::vector<Lane> lanes;
  std::vector<float> lane_top;
  std::vector<Place> cards;  // column by column, lane by lane: the order of the keyboard
  float card_w = 0, card_h = 0, column_w = 0, width = 0, height = 0;
  float padding = 0;       // of a column, at either side of its cards
  float curve_height = 0;  // of the friction curve below the stages' names; 0: there is none

  // The column and lane at a place of the map; none beside them.
  std::optional<MapGrid::Cell> cell_at(ui::Vec2 place) const;
  ui::Rect rect_of(MapGrid::Cell cell) const;
};

MapPlan make_map_plan(const State& state, Lanes lanes, float zoom);
// The zoom at which the whole map just fits into so much room, whatever zooms there are.
float zoom_to_fit(const State& state, Lanes lanes, ui::Vec2 room);

// As far as friction is known, over the stages, with its band; for a plan that has a curve.
void draw_friction_curve(const State& state, const MapPlan& plan, ui::Vec2 origin);

// A line for each hand-off from card to card, to be drawn below the cards; and those of one
// touchpoint, to be drawn over them.
void draw_map_handoffs(const State& state, const MapPlan& plan, ui::Vec2 origin);
void draw_handoffs_of(const State& state, const MapPlan& plan, ui::Vec2 origin,
                      std::size_t touchpoint);

}  // namespace touchstone::app
