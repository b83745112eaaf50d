// Hand-offs as lines with an arrow head: one look wherever they are drawn. Those that do not arrive
// are dashed.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "state/handoff_graph.hpp"
#include "ui/painter.hpp"

namespace touchstone::app {

struct HandoffLook {
  std::string_view words;
  bool dashed;
};

// By HandoffState.
inline constexpr std::array<HandoffLook, k_handoff_states> k_handoff_looks = {
    HandoffLook{"settled", false}, HandoffLook{"with gaps", false},
    HandoffLook{"received by nobody", true}, HandoffLook{"not recorded", true}};

using HandoffCounts = std::array<std::size_t, k_handoff_states>;  // by HandoffState

// "7 settled, 2 not recorded"; empty when there are none.
std::string spoken(const HandoffCounts&);

ui::Colour colour_of(HandoffState);

// A cubic curve: its ends first and last.
using Curve = std::array<ui::Vec2, 4>;
ui::Vec2 point_on(const Curve&, float t);  // t: 0 the beginning, 1 the end
void draw_curve(ui::Painter&, const Curve&, HandoffState);

// Pointing to the left where `side` is 1, to the right where it is -1.
void draw_arrow_head(ui::Painter&, ui::Vec2 tip, float side, HandoffState);

}  // namespace touchstone::app
