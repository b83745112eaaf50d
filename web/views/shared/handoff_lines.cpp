#include "views/shared/handoff_lines.hpp"

#include <algorithm>
#include <cmath>

#include "text/concat.hpp"
#include "ui/layout.hpp"

namespace touchstone::app {

std::string spoken(const HandoffCounts& counts) {
  std::string said;
  for (std::size_t i = 0; i < k_handoff_states; ++i) {
    if (counts[i] > 0)
      said += concat(said.empty() ? "" : ", ", std::to_string(counts[i]), " ",
                     k_handoff_looks[i].words);
  }
  return said;
}

ui::Colour colour_of(HandoffState state) {
  const ui::Theme& theme = ui::theme();
  switch (state) {
    case HandoffState::settled:
      return theme.good;
    case HandoffState::gaps:
      return theme.warning;
    case HandoffState::no_receiver:
      return ui::danger_text(theme);
    case HandoffState::unrecorded:
      return theme.dimmed;
  }
  return theme.dimmed;
}

ui::Vec2 point_on(const Curve& p, float t) {
  const float s = 1 - t;
  const std::array weights = {s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t};
  ui::Vec2 at;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    at.x += weights[i] * p[i].x;
    at.y += weights[i] * p[i].y;
  }
  return at;
}

void draw_curve(ui::Painter& painter, const Curve& p, HandoffState state) {
  const ui::Colour colour = colour_of(state);
  const float thickness = ui::px(2);
  if (!k_handoff_looks[static_cast<std::size_t>(state)].dashed) {
    painter.bezier(p[0], p[1], p[2], p[3], colour, thickness);
    return;
  }
  float length = 0;
  for (std::size_t i = 1; i < p.size(); ++i)
    length += std::hypot(p[i].x - p[i - 1].x, p[i].y - p[i - 1].y);
  const int dashes = std::clamp(static_cast<int>(length / ui::px(9)), 6, 120);
  for (int i = 0; i < dashes; i += 2) {
    const float from = static_cast<float>(i) / static_cast<float>(dashes);
    const float to = static_cast<float>(i + 1) / static_cast<float>(dashes);
    painter.line(point_on(p, from), point_on(p, to), colour, thickness);
  }
}

void draw_arrow_head(ui::Painter& painter, ui::Vec2 tip, float side, HandoffState state) {
  const float length = ui::px(8), half = ui::px(4.5F);
  const ui::Vec2 upper{tip.x + side * length, tip.y - half},
      lower{tip.x + side * length, tip.y + half};
  // The corners run one way round, whichever side it stands on.
  if (side > 0) {
    painter.triangle(tip, upper, lower, colour_of(state));
  } else {
    painter.triangle(tip, lower, upper, colour_of(state));
  }
}

}  // namespace touchstone::app
