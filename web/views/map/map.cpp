// The journey map: stages across, lanes down, a card per touchpoint.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "draw/map_svg.hpp"
#include "state/edits.hpp"
#include "state/owner_names.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/help/help.hpp"
#include "views/map/plan.hpp"
#include "views/shared/pictures.hpp"
#include "views/shared/touchpoint_actions.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

constexpr float k_zoom_min = 0.12F, k_zoom_max = 1.6F;
// Below these a card has no room for its owner, for its name.
constexpr float k_zoom_with_owner = 0.7F, k_zoom_with_name = 0.4F;

std::string spoken_name(const State& state, std::size_t i) {
  const Touchpoint& touchpoint = state.audit.touchpoints[i];
  const TouchpointScore& score = state.scores.touchpoints[i];
  std::string spoken = concat(touchpoint.name, ", friction ", points(score.friction));
  if (score.evidence == EvidenceLevel::insufficient) spoken += ", insufficient evidence";
  if (score.ownership_gap > 0) spoken += concat(", ownership gap ", points(score.ownership_gap));
  if (touchpoint.moment_of_truth) spoken += ", moment of truth";
  return spoken;
}

void draw_gap_mark(ui::Painter& painter, ui::Rect& line, double gap, double wide_gap) {
  if (gap <= 0) return;
  const ui::Theme& theme = ui::theme();
  const bool severe = gap >= wide_gap;
  const ui::Colour colour = severe ? ui::danger_text(theme) : theme.dimmed;
  const std::string text = concat("Gap ", points(gap));
  const float width = ui::measure(ui::TextStyle::small, text).x + ui::px(18);
  ui::Rect mark = line.cut_right(width);
  const ui::Rect icon = {mark.x, mark.y + (mark.h - ui::px(14)) / 2, ui::px(14), ui::px(14)};
  painter.icon(ui::Icon::flag, icon, colour);
  painter.text_fit({mark.x + ui::px(17), mark.y, mark.w - ui::px(17), mark.h}, ui::TextStyle::small,
                   colour, text);
}

void draw_card(const State& state, std::size_t i, float zoom, ui::Painter& painter, ui::Rect rect) {
  const ui::Theme& theme = ui::theme();
  const Touchpoint& touchpoint = state.audit.touchpoints[i];
  const TouchpointScore& score = state.scores.touchpoints[i];
  const bool unsure = score.evidence == EvidenceLevel::insufficient;
  const ui::Colour colour = ui::friction_colour(score.friction);
  const ui::Colour on_colour = ui::on_friction(score.friction);

  const std::string number = concat(unsure ? "~" : "", points(score.friction));
  if (zoom < k_zoom_with_name) {
    painter.fill(rect, colour, ui::px(4));
    painter.text_fit(rect, ui::TextStyle::small, on_colour, number, ui::Align::centre);
    return;
  }
  ui::Rect swatch = rect.cut_left(ui::px(46 * std::max(zoom, 0.8F)));
  painter.fill(swatch, colour, ui::px(6));
  const float line = ui::line_height(ui::TextStyle::strong);
  painter.text_fit({swatch.x, swatch.centre().y - line, swatch.w, line}, ui::TextStyle::strong,
                   on_colour, number, ui::Align::centre);
  const int pips = ui::friction_band(score.friction).pips;
  const float radius = ui::px(2);
  const float first = swatch.centre().x - static_cast<float>(pips - 1) * radius * 1.6F;
  for (int pip = 0; pip < pips; ++pip) {
    painter.circle({first + static_cast<float>(pip) * radius * 3.2F, swatch.centre().y + ui::px(8)},
                   radius, on_colour);
  }

  ui::Rect body = rect.inset(ui::px(8), ui::px(7));
  if (zoom < k_zoom_with_owner) {
    painter.text_wrap(body, ui::TextStyle::small, theme.text, touchpoint.name);
    return;
  }
  ui::Rect foot = body.cut_bottom(ui::px(18));
  if (touchpoint.moment_of_truth) {
    ui::Rect star = body.cut_right(ui::px(16));
    star.h = ui::px(14);
    painter.icon(ui::Icon::star, star, theme.accent_text);
  }
  painter.text_wrap(body, ui::TextStyle::strong, theme.text, touchpoint.name);
  draw_gap_mark(painter, foot, score.ownership_gap, state.model.thresholds.wide_gap);
  painter.text_fit(foot, ui::TextStyle::small, theme.dimmed, owner_name(state.audit, touchpoint));
}

void draw_column_lines(const MapPlan& plan, ui::Painter& painter, ui::Vec2 origin) {
  const draw::MapBand& band = plan.band();
  const float bottom = origin.y + static_cast<float>(band.height);
  for (std::size_t i = 1; i < band.spans.size(); ++i) {
    const float x = origin.x + static_cast<float>(band.spans[i].left);
    painter.line({x, origin.y}, {x, bottom}, ui::theme().grid_line);
  }
}

void draw_stage_header(const draw::MapStage& stage, std::optional<double> friction, ui::Rect head,
                       ui::Painter& p) {
  const ui::Theme& theme = ui::theme();
  const bool narrow = head.w < ui::px(110);  // the figure stands below the name, for the count
  if (friction) {
    const float width = std::min(ui::px(36), head.w);
    ui::Rect pill = narrow ? ui::Rect{head.x, head.y + ui::px(22), width, ui::px(20)}
                           : head.cut_right(ui::px(40));
    if (!narrow) {
      pill.y += ui::px(2);
      pill.h = ui::px(24);
    }
    p.fill(pill, ui::friction_colour(*friction), ui::px(12));
    p.text_fit(pill, ui::TextStyle::strong, ui::on_friction(*friction), points(friction),
               ui::Align::centre);
  }
  const ui::Rect title = head.cut_top(ui::px(22));
  p.text_fit(title, narrow ? ui::TextStyle::small : ui::TextStyle::strong, theme.text, stage.name);
  if (narrow) return;
  p.text_fit(head, ui::TextStyle::small, theme.dimmed,
             count_of(stage.touchpoints, "touchpoint", "touchpoints"));
}

void draw_stage_headers(const State& state, const MapPlan& plan, ui::Painter& painter,
                        ui::Vec2 origin, ui::Rect view) {
  painter.fill({view.x, view.y, view.w, ui::px(k_stage_header) - ui::px(4)}, ui::theme().page);
  for (const draw::MapSpan& span : plan.band().spans) {
    const draw::MapStage& stage = plan.grid.stages[span.stage];
    const draw::MapRect place{span.left, 0, span.right - span.left, plan.band().header.height};
    const ui::Rect head = on_page(place, {origin.x, view.y}).inset(plan.padding(), ui::px(8));
    const JourneyScore* score =
        stage.id ? group_score(state.scores, GroupBy::stage, span.stage) : nullptr;
    const std::optional<double> friction = score ? std::optional(score->friction) : std::nullopt;
    const std::string name =
        concat(stage.name, ": ", count_of(stage.touchpoints, "touchpoint", "touchpoints"),
               friction ? concat(", friction ", points(friction)) : std::string());
    ui::picture(name, head, [&](ui::Painter& p) { draw_stage_header(stage, friction, head, p); });
  }
}

void draw_lane_titles(const MapPlan& plan, ui::Painter& painter, ui::Vec2 origin, float left) {
  const ui::Theme& theme = ui::theme();
  const float right = origin.x + static_cast<float>(plan.band().width);
  for (std::size_t lane = 0; lane < plan.grid.lanes.size(); ++lane) {
    const std::string& name = plan.grid.lanes[lane].name;
    if (name.empty()) continue;
    const float y = origin.y + static_cast<float>(plan.band().rows[lane].top);
    painter.line({origin.x, y}, {right, y}, theme.grid_line);
    painter.text_fit({left + plan.padding(), y, ui::px(320), ui::px(k_lane_title)},
                     ui::TextStyle::small, theme.dimmed, name);
  }
}

void select(UiState& ui_state, const Touchpoint& touchpoint, bool open) {
  ui_state.selected = touchpoint.id;
  if (open || ui::screen_width_css() < 1000) ui_state.inspector_open = true;
}

// The card in the direction of an arrow key; the nearest centre on that side.
std::optional<std::size_t> neighbour(const MapPlan& plan, std::size_t from, int dx, int dy) {
  const std::vector<draw::MapCard>& cards = plan.band().cards;
  const ui::Vec2 here = on_page(cards[from].rect, {}).centre();
  std::optional<std::size_t> best;
  float best_distance = 0;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    const ui::Vec2 there = on_page(cards[i].rect, {}).centre();
    const float across = there.x - here.x, down = there.y - here.y;
    const bool same_column = std::abs(across) < plan.column_width() / 2;
    if (dx != 0 && (same_column || across * static_cast<float>(dx) <= 0)) continue;
    if (dy != 0 && (!same_column || down * static_cast<float>(dy) <= 0)) continue;
    const float distance = dx != 0 ? std::abs(across) * 8 + std::abs(down) : std::abs(down);
    if (!best || distance < best_distance) {
      best = i;
      best_distance = distance;
    }
  }
  return best;
}

void move_by_keys(const State& state, UiState& ui_state, const MapPlan& plan, ui::Vec2 origin) {
  const std::vector<draw::MapCard>& cards = plan.band().cards;
  if (cards.empty()) return;
  constexpr std::array<std::pair<std::string_view, std::pair<int, int>>, 4> k_arrows = {
      {{"Left", {-1, 0}}, {"Right", {1, 0}}, {"Up", {0, -1}}, {"Down", {0, 1}}}};
  for (const auto& [key, direction] : k_arrows) {
    if (!ui::shortcut(key)) continue;
    const auto at = std::ranges::find_if(cards, [&](const draw::MapCard& card) {
      return ui_state.selected == state.audit.touchpoints[card.touchpoint].id;
    });
    const std::optional<std::size_t> next =
        at == cards.end() ? std::optional<std::size_t>(0)
                          : neighbour(plan, static_cast<std::size_t>(at - cards.begin()),
                                      direction.first, direction.second);
    if (!next) return;
    ui_state.selected = state.audit.touchpoints[cards[*next].touchpoint].id;
    ui_state.card_wanted = true;
    const float header = ui::px(k_stage_header);
    ui::Rect rect = on_page(cards[*next].rect, {origin.x, origin.y - header});
    rect.h += header;
    ui::reveal(rect);
    platform::announce(spoken_name(state, cards[*next].touchpoint));
  }
}

void draw_zoom_buttons(UiState& ui_state) {
  constexpr float k_step = 0.15F;
  const bool can_shrink = ui_state.map_zoom > k_zoom_min, can_grow = ui_state.map_zoom < k_zoom_max;
  const bool shrink = ui::button("Smaller", {.variant = ui::Variant::quiet,
                                             .icon = ui::Icon::remove,
                                             .icon_only = true,
                                             .enabled = can_shrink,
                                             .shortcut = "-"}) ||
                      ui::shortcut("-");
  const bool grow = ui::button("Larger", {.variant = ui::Variant::quiet,
                                          .icon = ui::Icon::add,
                                          .icon_only = true,
                                          .enabled = can_grow,
                                          .shortcut = "+"}) ||
                    ui::shortcut("+");
  if (shrink) ui_state.map_zoom = std::max(k_zoom_min, ui_state.map_zoom - k_step);
  if (grow) ui_state.map_zoom = std::min(k_zoom_max, ui_state.map_zoom + k_step);
  if (ui::button("Whole map", {.variant = ui::Variant::quiet,
                               .icon = ui::Icon::fit,
                               .icon_only = true,
                               .shortcut = "0"}) ||
      ui::shortcut("0")) {
    ui_state.map_fit_wanted = true;
  }
}

// `room` is the width of the view: a narrow one has no place for all five words.
void draw_legend(float room) {
  static constexpr std::array<std::string_view, 5> k_narrow_words = {"low", "", "", "", "high"};
  const bool narrow = room < 5 * ui::px(62);
  const float width = narrow ? std::floor(room / 5) : ui::px(62);
  const ui::Rect strip = ui::take(5 * width, ui::px(32));
  ui::picture("Colours: friction from very low to very high", strip, [&](ui::Painter& p) {
    ui::Rect box = strip;
    for (std::size_t band = 0; band < k_narrow_words.size(); ++band) {
      const double middle = 10 + 20 * static_cast<double>(band);
      const ui::Rect cell = box.cut_left(width).inset(ui::px(1), ui::px(7));
      p.fill(cell, ui::friction_colour(middle), ui::px(3));
      const std::string_view word = narrow ? k_narrow_words[band] : ui::friction_band(middle).word;
      p.text_fit(cell, ui::TextStyle::small, ui::on_friction(middle), word, ui::Align::centre);
    }
  });
  ui::text("~ too little evidence", ui::TextStyle::small, ui::Tone::dimmed);
}

// Side by side where there is room for all of them, else behind one box.
void draw_lane_choice(UiState& ui_state, float room) {
  const std::vector<ui::Option> lanes = {"No lanes", "Channel", "Team", "Discipline"};
  const int now = static_cast<int>(ui_state.lanes);
  const std::optional<int> chosen =
      room < ui::px(350)
          ? ui::select("Lanes", lanes, now, {.label_hidden = true, .width = ui::px(160)})
          : ui::choice("Lanes", lanes, now, {.label_hidden = true});
  if (chosen) ui_state.lanes = static_cast<Lanes>(*chosen);
}

void draw_picture_menu(const State& state, Requests& requests) {
  if (state.audit.touchpoints.empty()) return;
  std::optional<SaveOutput> wanted = picture_menu("-map");
  if (!wanted) return;
  wanted->bytes = draw::map_svg(state.audit, state.model, state.scores);
  requests.act(*std::move(wanted));
}

void draw_toolbar(const State& state, UiState& ui_state, Requests& requests) {
  {
    ui::Row row{{.gap = 8}};
    ui::heading(2, "Journey map");
    explain(ui_state, "touchpoint");
    row.push_right();
    draw_zoom_buttons(ui_state);
    draw_picture_menu(state, requests);
    if (ui::button("Add touchpoint", {.icon = ui::Icon::add})) {
      add_touchpoint(state, ui_state, requests);
    }
  }
  if (state.audit.touchpoints.empty()) return;
  const float room = ui::available_width();
  ui::Row row{{.gap = 12}};
  draw_lane_choice(ui_state, room);
  draw_legend(room);
  if (!state.insights.touchpoint_handoffs().empty())
    if (const auto on = ui::check_box("Hand-offs", ui_state.map_handoffs))
      ui_state.map_handoffs = *on;
}

struct Drag {
  std::size_t touchpoint;
  ui::Vec2 pointer;
  bool dropped;
};

void draw_drag(const State& state, const UiState& ui_state, Requests& requests, const MapPlan& plan,
               ui::Vec2 origin, const Drag& drag) {
  const Touchpoint& touchpoint = state.audit.touchpoints[drag.touchpoint];
  const std::optional<draw::MapCell> cell =
      draw::cell_at(plan.band(), drag.pointer.x - origin.x, drag.pointer.y - origin.y);
  if (cell && drag.dropped) {
    const draw::MapStage& stage = plan.grid.stages[cell->stage];
    const draw::MapLane& lane = plan.grid.lanes[cell->lane];
    const std::string place = concat(stage.name, lane.name.empty() ? "" : ", ", lane.name);
    Command move = edit_touchpoint(
        state, touchpoint.id, concat("Move ", touchpoint.name, " to ", place),
        [&](Touchpoint& it) { draw::move_touchpoint(it, stage, lane, ui_state.lanes); });
    if (!move.empty()) ui::toast(concat(touchpoint.name, " stands in ", place, " now."));
    requests.edit(std::move(move));
  }
  if (drag.dropped) return;
  ui::Painter painter = ui::painter();
  if (cell) {
    const ui::Rect target = on_page(draw::rect_of(plan.band(), *cell), origin);
    painter.fill(target.inset(ui::px(3)), ui::with_alpha(ui::theme().accent, 40), ui::px(6));
    painter.outline(target.inset(ui::px(3)), ui::theme().accent, ui::px(2), ui::px(6));
  }
  ui::Rect card = on_page(plan.layout.card_of(drag.touchpoint).rect, {});
  card.x = drag.pointer.x - card.w / 2;
  card.y = drag.pointer.y - card.h / 2;
  painter.fill(card, ui::theme().raised, ui::px(6));
  painter.outline(card, ui::theme().accent, ui::px(2), ui::px(6));
  draw_card(state, drag.touchpoint, ui_state.map_zoom, painter, card);
}

void draw_canvas(const State& state, UiState& ui_state, Requests& requests, ui::Rect canvas) {
  if (std::exchange(ui_state.map_fit_wanted, false)) {
    const float bars = ui::px(14);
    ui_state.map_zoom = std::clamp(
        zoom_to_fit(state, ui_state.lanes, {canvas.w - bars, canvas.h - bars}), k_zoom_min, 1.0F);
  }
  const MapPlan plan = make_map_plan(state, ui_state.lanes, ui_state.map_zoom);
  ui::Region region{
      "Map of the journey",
      canvas,
      {.fill = ui::Surface::page, .padding = 0, .scroll_x = true, .drag_to_pan = true}};
  if (!region) return;
  region.set_content_size(static_cast<float>(plan.band().width),
                          static_cast<float>(plan.band().height));
  ui_state.map_zoom = std::clamp(ui_state.map_zoom * region.zoom_factor(), k_zoom_min, k_zoom_max);
  const ui::Vec2 origin = region.origin();
  ui::Painter painter = ui::painter();
  draw_column_lines(plan, painter, origin);
  draw_lane_titles(plan, painter, origin, region.view().x);
  draw_friction_curve(state, plan, origin);
  if (ui_state.map_handoffs) draw_map_handoffs(state, plan, origin);
  const bool is_tiny = ui_state.map_zoom < k_zoom_with_name;  // pointing tells the name
  std::optional<Drag> drag;
  std::optional<std::size_t> selected_place;
  for (const draw::MapCard& place : plan.band().cards) {
    const Touchpoint& touchpoint = state.audit.touchpoints[place.touchpoint];
    const ui::Rect rect = on_page(place.rect, origin);
    const bool selected = ui_state.selected == touchpoint.id;
    if (selected) selected_place = place.touchpoint;
    if (selected && std::exchange(ui_state.card_wanted, false)) ui::focus_next();
    const ui::CardEvent event = ui::card(
        touchpoint.id.text, rect,
        {.selected = selected,
         .description = is_tiny ? std::string_view(touchpoint.name) : std::string_view{},
         .tooltip = is_tiny,
         .version = state.version,
         .draggable = state.can_edit()},
        [&] { return spoken_name(state, place.touchpoint); },
        [&](ui::Painter& p, const ui::ItemState& item) {
          draw_card(state, place.touchpoint, ui_state.map_zoom, p, item.rect);
        });
    if (event.dragged) drag = {place.touchpoint, *event.dragged, event.dropped};
    if (event.clicked) select(ui_state, touchpoint, event.activated);
    touchpoint_menu(state, ui_state, requests, touchpoint);
  }
  if (ui_state.map_handoffs && selected_place)
    draw_handoffs_of(state, plan, origin, *selected_place);
  if (drag) draw_drag(state, ui_state, requests, plan, origin, *drag);
  // Last and over the cards: the stages' names stay when the map scrolls down.
  draw_stage_headers(state, plan, painter, origin, region.view());
  move_by_keys(state, ui_state, plan, origin);
}

}  // namespace

void draw_map(const State& state, UiState& ui_state, Requests& requests) {
  draw_toolbar(state, ui_state, requests);
  if (state.audit.touchpoints.empty()) {
    ui::empty_state(ui::Icon::map, "No touchpoint yet",
                    "Add the first place where customers meet you: a page, a call, an invoice.");
    if (ui_state.first_step_wanted) ui::focus_next();
    ui_state.first_step_wanted = false;
    if (ui::button("Add the first touchpoint",
                   {.variant = ui::Variant::primary, .icon = ui::Icon::add})) {
      add_touchpoint(state, ui_state, requests);
    }
    if (ui::button("Import a list", {.icon = ui::Icon::upload})) go_to(ui_state, View::importing);
    return;
  }
  draw_canvas(state, ui_state, requests, ui::take(0, ui::available_height()));
}

}  // namespace touchstone::app
