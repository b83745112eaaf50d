// The journey map on the screen: draw::MapLayout in device px from the map's origin, and what is drawn on it besides
// the cards.
#pragma once

#include <cstddef>

#include "draw/map_layout.hpp"
#include "state/state.hpp"
#include "ui/painter.hpp"

namespace touchstone::app {

// In css px, cards as they are at a zoom of 1.
inline constexpr float k_card_width = 212, k_card_height = 86, k_card_gap = 10, k_stage_header = 58,
                       k_friction_curve = 64, k_lane_title = 26, k_column_padding = 14,
                       k_least_padding = 5;  // of a column, however small its cards

struct MapPlan {
  draw::MapGrid grid;
  draw::MapLayout layout;  // in one band, its columns of one width

  const draw::MapBand& band() const { return layout.bands.front(); }

  float padding() const { return static_cast<float>(layout.sizes.padding); }

  float column_width() const;
};

// Cards keep the order of the layout, which is that of the keyboard.
MapPlan make_map_plan(const State& state, Lanes lanes, float zoom);
// The zoom at which the whole map just fits into so much room, whatever zooms there are.
float zoom_to_fit(const State& state, Lanes lanes, ui::Vec2 room);

// The place on the page of what stands there in the map.
ui::Rect on_page(const draw::MapRect& place, ui::Vec2 origin);

// As far as friction is known, over the stages, with its band; for a plan that has a curve.
void draw_friction_curve(const State& state, const MapPlan& plan, ui::Vec2 origin);

// A line for each hand-off from card to card, to be drawn below the cards; and those of one
// touchpoint, to be drawn over them.
void draw_map_handoffs(const State& state, const MapPlan& plan, ui::Vec2 origin);
void draw_handoffs_of(const State& state, const MapPlan& plan, ui::Vec2 origin,
                      std::size_t touchpoint);

}  // namespace touchstone::app
