#include "views/map/plan.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "state/handoff_graph.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/shared/handoff_lines.hpp"

namespace touchstone::app {
namespace {

// A single place is no curve.
bool has_curve(const Scores& scores) {
  return std::ranges::count_if(scores.groups, [](const GroupScore& group) {
           return group.by == GroupBy::stage && group.score;
         }) > 1;
}

}  // namespace

MapPlan make_map_plan(const State& state, Lanes lanes, float zoom) {
  // Every length is a whole number of px, so that the layout's sums are whole, too: cards stand sharp on the screen.
  const double card_height = ui::px(k_card_height * zoom);
  const draw::MapSizes sizes{
      .card_width = ui::px(k_card_width * zoom),
      .card_gap = ui::px(k_card_gap),
      .padding = ui::px(k_least_padding + (k_column_padding - k_least_padding) * zoom),
      .header = ui::px(k_stage_header),
      .curve = has_curve(state.scores) ? ui::px(k_friction_curve) : 0,
      .lane_title = ui::px(k_lane_title),
      .lane_gap = ui::px(6)};
  MapPlan plan{draw::grid_of(state.audit, lanes), {}};
  plan.layout = draw::lay_out(plan.grid, sizes, [card_height](std::size_t) { return card_height; });
  return plan;
}

float zoom_to_fit(const State& state, Lanes lanes, ui::Vec2 room) {
  const MapPlan none = make_map_plan(state, lanes, 0);
  const MapPlan full = make_map_plan(state, lanes, 1);
  return static_cast<float>(draw::zoom_to_fit(none.band(), full.band(), room.x, room.y));
}

float MapPlan::column_width() const {
  const draw::MapColumn& column = band().columns.front();
  return static_cast<float>(column.right - column.left);
}

ui::Rect on_page(const draw::MapRect& place, ui::Vec2 origin) {
  return {static_cast<float>(place.x) + origin.x, static_cast<float>(place.y) + origin.y,
          static_cast<float>(place.width), static_cast<float>(place.height)};
}

namespace {

struct CurveStrip {
  ui::Rect rect;

  float y(double friction) const {
    return rect.bottom() - rect.h * static_cast<float>(friction / 100);
  }
};

// Neighbouring stages that have a score, as one line with its band.
void draw_run(ui::Painter& painter, const CurveStrip& strip, std::span<const float> middles,
              std::span<const JourneyScore* const> scores) {
  std::vector<ui::Vec2> line, high, low;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    line.push_back({middles[i], strip.y(scores[i]->friction)});
    high.push_back({middles[i], strip.y(scores[i]->high)});
    low.push_back({middles[i], strip.y(scores[i]->low)});
  }
  const ui::Theme& theme = ui::theme();
  painter.band(high, low, ui::with_alpha(theme.dimmed, 56));
  painter.polyline(line, theme.dimmed, ui::px(2));
  for (std::size_t i = 0; i < scores.size(); ++i) {
    painter.circle(line[i], ui::px(5.5F), theme.text);
    painter.circle(line[i], ui::px(4.5F), ui::friction_colour(scores[i]->friction));
  }
}

}  // namespace

void draw_friction_curve(const State& state, const MapPlan& plan, ui::Vec2 origin) {
  const draw::MapBand& band = plan.band();
  if (band.curve.height == 0) return;
  const ui::Rect whole = on_page(band.curve, origin);
  std::vector<const JourneyScore*> scores;
  std::vector<float> middles;
  std::string name = "Friction over the stages:";
  for (const draw::MapSpan& span : band.spans) {
    const draw::MapStage& stage = plan.grid.stages[span.stage];
    scores.push_back(stage.id ? group_score(state.scores, GroupBy::stage, span.stage) : nullptr);
    middles.push_back(origin.x + static_cast<float>(span.middle()));
    if (const JourneyScore* score = scores.back())
      name += concat(scores.size() == 1 ? " " : ", ", stage.name, " ", points(score->friction),
                     " (", points(score->low), " to ", points(score->high), ")");
  }
  ui::picture(name, whole, [&](ui::Painter& painter) {
    const CurveStrip strip{whole.inset(0, ui::px(8))};
    const float room = plan.column_width() / 2;  // up to the first stage's mark
    if (room >= ui::px(60)) {
      painter.text_fit({whole.x + plan.padding(), whole.y + ui::px(9), room, ui::px(18)},
                       ui::TextStyle::small, ui::theme().dimmed, "Friction");
    }
    for (const double mark : {0.0, 50.0, 100.0})
      painter.line({whole.x, strip.y(mark)}, {whole.right(), strip.y(mark)}, ui::theme().grid_line);
    for (std::size_t begin = 0; begin < scores.size();) {
      std::size_t end = begin;
      while (end < scores.size() && scores[end] != nullptr) ++end;
      draw_run(painter, strip, std::span(middles).subspan(begin, end - begin),
               std::span(scores).subspan(begin, end - begin));
      begin = std::max(end, begin + 1);
    }
  });
}

namespace {

// From side to side where there is a way to the right or the left; within a column out and back in.
Curve way_between(ui::Rect from, ui::Rect to, float& side) {
  const bool to_the_right = to.x > from.right(), to_the_left = to.right() < from.x;
  side = to_the_right ? -1.0F : 1.0F;
  const float begin = to_the_left ? from.x : from.right();
  const float tip = to_the_right ? to.x : to.right();
  const float head = ui::px(7) * side;
  const float reach = ui::px(to_the_right || to_the_left ? 28 : 16) * (to_the_left ? -1.0F : 1.0F);
  const float y = from.centre().y, tip_y = to.centre().y;
  return {ui::Vec2{begin, y},
          {begin + reach, y},
          {tip + side * std::abs(reach), tip_y},
          {tip + head, tip_y}};
}

void draw_line(ui::Painter& painter, const MapPlan& plan, ui::Vec2 origin,
               const TouchpointHandoff& handoff) {
  float side = 0;
  const Curve way = way_between(on_page(plan.layout.card_of(handoff.from).rect, origin),
                                on_page(plan.layout.card_of(handoff.to).rect, origin), side);
  draw_curve(painter, way, handoff.state);
  draw_arrow_head(painter, {way[3].x - ui::px(7) * side, way[3].y}, side, handoff.state);
}

}  // namespace

void draw_map_handoffs(const State& state, const MapPlan& plan, ui::Vec2 origin) {
  const std::vector<TouchpointHandoff>& handoffs = state.insights.touchpoint_handoffs();
  if (handoffs.empty()) return;
  HandoffCounts counts{};
  for (const TouchpointHandoff& handoff : handoffs)
    ++counts[static_cast<std::size_t>(handoff.state)];
  const draw::MapBand& band = plan.band();
  ui::picture(concat("Hand-offs: ", spoken(counts)),
              on_page({0, 0, band.width, band.height}, origin), [&](ui::Painter& painter) {
                for (const TouchpointHandoff& handoff : handoffs)
                  draw_line(painter, plan, origin, handoff);
              });
}

void draw_handoffs_of(const State& state, const MapPlan& plan, ui::Vec2 origin,
                      std::size_t touchpoint) {
  ui::Painter painter = ui::painter();
  for (const TouchpointHandoff& handoff : state.insights.touchpoint_handoffs())
    if (handoff.from == touchpoint || handoff.to == touchpoint)
      draw_line(painter, plan, origin, handoff);
}

}  // namespace touchstone::app
