#include "views/map/plan.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>

#include "state/handoff_graph.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/shared/handoff_lines.hpp"

namespace touchstone::app {
namespace {

// The score of a stage; none where nobody is known to reach it.
const JourneyScore* score_of_stage(const Scores& scores, std::size_t stage) {
  for (const GroupScore& group : scores.groups)
    if (group.by == GroupBy::stage && group.index == stage && group.score) return &*group.score;
  return nullptr;
}

// A single place is no curve.
bool has_curve(const Scores& scores) {
  return std::ranges::count_if(scores.groups, [](const GroupScore& group) {
           return group.by == GroupBy::stage && group.score;
         }) > 1;
}

}  // namespace

// ---- Where everything stands -------------------------------------------------------------------

MapPlan make_map_plan(const State& state, Lanes lanes, float zoom) {
  MapPlan plan;
  MapGrid grid = grid_of(state.audit, lanes);
  plan.columns = std::move(grid.columns);
  plan.lanes = std::move(grid.lanes);
  plan.card_w = ui::px(k_card_width * zoom);
  plan.card_h = ui::px(k_card_height * zoom);
  const float gap = ui::px(k_card_gap);
  plan.padding = ui::px(k_least_padding + (k_column_padding - k_least_padding) * zoom);
  plan.column_w = plan.card_w + 2 * plan.padding;

  // cell[column][lane]: touchpoints in the document's order
  std::vector<std::vector<std::vector<std::size_t>>> cells(
      plan.columns.size(), std::vector<std::vector<std::size_t>>(plan.lanes.size()));
  for (std::size_t i = 0; i < grid.cells.size(); ++i) {
    cells[grid.cells[i].column][grid.cells[i].lane].push_back(i);
  }

  float top = ui::px(k_stage_header);
  if (has_curve(state.scores)) {
    plan.curve_height = ui::px(k_friction_curve);
    top += plan.curve_height;
  }
  for (std::size_t lane = 0; lane < plan.lanes.size(); ++lane) {
    plan.lane_top.push_back(top);
    if (!plan.lanes[lane].name.empty()) top += ui::px(k_lane_title);
    std::size_t tallest = 1;
    for (const auto& column : cells) tallest = std::max(tallest, column[lane].size());
    for (std::size_t c = 0; c < plan.columns.size(); ++c) {
      float y = top;
      const float x = static_cast<float>(c) * plan.column_w + plan.padding;
      for (const std::size_t touchpoint : cells[c][lane]) {
        plan.cards.push_back({touchpoint, {x, y, plan.card_w, plan.card_h}});
        y += plan.card_h + gap;
      }
    }
    top += static_cast<float>(tallest) * (plan.card_h + gap) + ui::px(6);
  }
  plan.width = plan.column_w * static_cast<float>(plan.columns.size());
  plan.height = top;
  return plan;
}

float zoom_to_fit(const State& state, Lanes lanes, ui::Vec2 room) {
  // Width and height grow evenly with the zoom.
  const MapPlan none = make_map_plan(state, lanes, 0);
  const MapPlan full = make_map_plan(state, lanes, 1);
  return std::min((room.x - none.width) / (full.width - none.width),
                  (room.y - none.height) / (full.height - none.height));
}

std::optional<MapGrid::Cell> MapPlan::cell_at(ui::Vec2 place) const {
  if (place.x < 0 || place.x >= width || place.y < lane_top.front() || place.y >= height) return {};
  const auto below = std::ranges::upper_bound(lane_top, place.y);
  return MapGrid::Cell{static_cast<std::size_t>(place.x / column_w),
                       static_cast<std::size_t>(below - lane_top.begin()) - 1};
}

ui::Rect MapPlan::rect_of(MapGrid::Cell cell) const {
  const float top = lane_top[cell.lane];
  const float bottom = cell.lane + 1 < lane_top.size() ? lane_top[cell.lane + 1] : height;
  return {static_cast<float>(cell.column) * column_w, top, column_w, bottom - top};
}

// ---- The friction curve -------------------------------------------------------------------------

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
  if (plan.curve_height == 0) return;
  const ui::Rect whole{origin.x, origin.y + ui::px(k_stage_header), plan.width, plan.curve_height};
  std::vector<const JourneyScore*> scores;
  std::vector<float> middles;
  std::string name = "Friction over the stages:";
  for (std::size_t c = 0; c < plan.columns.size(); ++c) {
    const StageColumn& column = plan.columns[c];
    scores.push_back(column.stage ? score_of_stage(state.scores, c) : nullptr);
    middles.push_back(origin.x + (static_cast<float>(c) + 0.5F) * plan.column_w);
    if (const JourneyScore* score = scores.back())
      name += concat(c == 0 ? " " : ", ", column.name, " ", points(score->friction), " (",
                     points(score->low), " to ", points(score->high), ")");
  }
  ui::picture(name, whole, [&](ui::Painter& painter) {
    const CurveStrip strip{whole.inset(0, ui::px(8))};
    const float room = plan.column_w / 2;  // up to the first stage's mark
    if (room >= ui::px(60)) {
      painter.text_fit({whole.x + plan.padding, whole.y + ui::px(9), room, ui::px(18)},
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

// ---- Hand-offs ----------------------------------------------------------------------------------

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

std::vector<ui::Rect> places_of_cards(const State& state, const MapPlan& plan, ui::Vec2 origin) {
  std::vector<ui::Rect> places(state.audit.touchpoints.size());
  for (const MapPlan::Place& place : plan.cards) {
    const ui::Rect& card = place.rect;
    places[place.touchpoint] = {card.x + origin.x, card.y + origin.y, card.w, card.h};
  }
  return places;
}

void draw_line(ui::Painter& painter, std::span<const ui::Rect> cards,
               const TouchpointHandoff& handoff) {
  float side = 0;
  const Curve way = way_between(cards[handoff.from], cards[handoff.to], side);
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
  const std::vector<ui::Rect> cards = places_of_cards(state, plan, origin);
  ui::picture(concat("Hand-offs: ", spoken(counts)), {origin.x, origin.y, plan.width, plan.height},
              [&](ui::Painter& painter) {
                for (const TouchpointHandoff& handoff : handoffs)
                  draw_line(painter, cards, handoff);
              });
}

void draw_handoffs_of(const State& state, const MapPlan& plan, ui::Vec2 origin,
                      std::size_t touchpoint) {
  const std::vector<ui::Rect> cards = places_of_cards(state, plan, origin);
  ui::Painter painter = ui::painter();
  for (const TouchpointHandoff& handoff : state.insights.touchpoint_handoffs())
    if (handoff.from == touchpoint || handoff.to == touchpoint) draw_line(painter, cards, handoff);
}

}  // namespace touchstone::app
