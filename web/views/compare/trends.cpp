#include "views/compare/trends.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/shared/pictures.hpp"
#include "words/words.hpp"

namespace touchstone::app {
namespace {

std::string in_words(const TrendPoint& point) {
  return point.friction ? concat(point.label, " ", points(point.friction->friction), " (",
                                 interval(point.friction->low, point.friction->high), ")")
                        : concat(point.label, " not scored");
}

std::string in_words(std::string_view what, const std::vector<TrendPoint>& trend) {
  std::string text = concat(what, ": ");
  for (const TrendPoint& point : trend)
    text += concat(&point == &trend.front() ? "" : ", ", in_words(point));
  return text;
}

// Where each point stands from left (0) to right (1): by its date where all are known and differ,
// else evenly.
std::vector<float> places_in_time(const std::vector<TrendPoint>& trend) {
  const auto is_dated = [](const TrendPoint& point) { return point.date.has_value(); };
  const std::size_t steps = trend.size() - 1;
  const bool by_date =
      std::ranges::all_of(trend, is_dated) && trend.front().date->days < trend.back().date->days &&
      std::ranges::is_sorted(trend, {}, [](const TrendPoint& point) { return point.date->days; });
  std::vector<float> places;
  for (std::size_t i = 0; i < trend.size(); ++i) {
    const auto from_start = [&](std::size_t at) {
      return static_cast<float>(trend[at].date->days - trend.front().date->days);
    };
    places.push_back(by_date      ? from_start(i) / from_start(steps)
                     : steps == 0 ? 0.5F
                                  : static_cast<float>(i) / static_cast<float>(steps));
  }
  return places;
}

class Chart {
public:
  Chart(ui::Painter& painter, ui::Rect rect) : painter_(painter), plot_(rect) {
    plot_.cut_top(ui::px(14));
    foot_ = plot_.cut_bottom(ui::px(24));
    axis_ = plot_.cut_left(ui::px(30));
    plot_.cut_right(ui::px(30));
    plot_.cut_left(ui::px(30));
  }

  void draw(const std::vector<TrendPoint>& trend) {
    draw_axis();
    const std::vector<float> places = places_in_time(trend);
    std::vector<ui::Vec2> middle, low, high;
    for (std::size_t i = 0; i < trend.size(); ++i) {
      if (!trend[i].friction) continue;
      middle.push_back(at(places[i], trend[i].friction->friction));
      low.push_back(at(places[i], trend[i].friction->low));
      high.push_back(at(places[i], trend[i].friction->high));
    }
    const ui::Theme& theme = ui::theme();
    painter_.band(high, low, ui::with_alpha(theme.accent, 48));
    painter_.polyline(middle, theme.accent, ui::px(2));
    for (std::size_t i = 0; i < trend.size(); ++i) draw_point(trend[i], places[i]);
  }

private:
  ui::Vec2 at(float place, double friction) const {
    return {plot_.x + place * plot_.w,
            plot_.bottom() - static_cast<float>(friction / 100) * plot_.h};
  }

  void draw_axis() {
    const ui::Theme& theme = ui::theme();
    for (const int value : {0, 20, 40, 60, 80, 100}) {
      const float y = at(0, value).y;
      painter_.line({axis_.right(), y}, {plot_.right() + ui::px(30), y}, theme.grid_line);
      painter_.text_fit({axis_.x, y - ui::px(8), axis_.w - ui::px(6), ui::px(16)},
                        ui::TextStyle::small, theme.dimmed, std::to_string(value), ui::Align::end);
    }
  }

  void draw_point(const TrendPoint& point, float place) {
    const ui::Theme& theme = ui::theme();
    const float x = plot_.x + place * plot_.w;
    const ui::Rect label{x - ui::px(60), foot_.y, ui::px(120), foot_.h};
    painter_.text_fit(label, ui::TextStyle::small, theme.dimmed, point.label, ui::Align::centre);
    if (!point.friction) return;
    const ui::Vec2 centre = at(place, point.friction->friction);
    painter_.line(at(place, point.friction->low), at(place, point.friction->high), theme.accent,
                  ui::px(1));
    painter_.circle(centre, ui::px(5), ui::friction_colour(point.friction->friction));
    painter_.ring(centre, ui::px(5), theme.text, ui::px(1.5F));
    painter_.text_fit({centre.x - ui::px(30), centre.y - ui::px(24), ui::px(60), ui::px(16)},
                      ui::TextStyle::strong, theme.text, points(point.friction->friction),
                      ui::Align::centre);
  }

  ui::Painter& painter_;
  ui::Rect plot_, axis_, foot_;
};

std::string_view change_in_words(std::optional<Change> change) {
  if (!change) return "Scored once only: no change to tell of.";
  switch (*change) {
    case Change::better:
      return "Since the snapshot before it has become better, by more than chance explains.";
    case Change::worse:
      return "Since the snapshot before it has become worse, by more than chance explains.";
    case Change::none:
      break;
  }
  return "No detectable change since the snapshot before.";
}

void draw_trend(const State& state, Requests& requests, std::string_view title,
                const std::optional<TouchpointId>& touchpoint) {
  const std::vector<TrendPoint>& shown = state.insights.trend(touchpoint);
  ui::Panel panel{title};
  savable_picture(requests, title, "-trend", [&] {
    const ui::Rect rect = ui::take(0, ui::px(220));
    ui::picture(in_words(title, shown), rect,
                [&](ui::Painter& painter) { Chart(painter, rect).draw(shown); });
  });
  ui::note(change_in_words(last_change(shown, state.model.thresholds)));
}

// Snapshots.

void draw_snapshot(const State& state, UiState& ui_state, Requests& requests, std::size_t at) {
  const Snapshot& snapshot = state.audit.snapshots[at];
  const auto change = [&](std::string_view what, auto&& mutate) {
    requests.edit(
        edit_element(state, state.audit.snapshots, at, concat(what, " of a snapshot"), mutate));
  };
  ui::ListItem item;
  ui::Scope scope{static_cast<std::uint64_t>(at)};
  const std::string number = std::to_string(at + 1);
  ui::Columns columns({4, 2, 3}, 120, 12);
  if (const auto edit = ui::text_field(concat("Name of snapshot ", number), snapshot.label))
    change("Name", [&](Snapshot& changed) { changed.label = edit.text; });
  columns.next();
  const bool is_wrong = ui_state.compare.wrong_date_of == at;
  if (const auto edit = ui::text_field(
          concat("Date of snapshot ", number),
          snapshot.date ? format_date(*snapshot.date) : std::string(),
          {.placeholder = "YYYY-MM-DD",
           .problem = is_wrong ? "No such day. Write it as 2026-11-01." : std::string_view{}})) {
    const std::optional<Date> date = parse_date(edit.text);
    const bool is_fine = date || edit.text.empty();
    ui_state.compare.wrong_date_of = is_fine ? std::nullopt : std::optional(at);
    if (is_fine) change("Date", [&](Snapshot& changed) { changed.date = date; });
  }
  columns.next();
  ui::space(20);
  ui::Row row;
  if (ui::button("Compare", {.description = concat("Compare with snapshot ", number)})) {
    ui_state.compare.with = ComparedWith{.snapshot = at};
    ui_state.compare.tab = 0;
  }
  if (ui::button("Delete", {.variant = ui::Variant::quiet,
                            .icon = ui::Icon::trash,
                            .icon_only = true,
                            .description = concat("Delete snapshot ", number, ". Undo restores."),
                            .key = "delete"})) {
    requests.edit(erase_element<Snapshot>(state.document, at, "Delete a snapshot"));
    ui::toast("Deleted the snapshot. Undo brings it back.");
  }
}

void draw_snapshots(const State& state, UiState& ui_state, Requests& requests) {
  ui::Panel panel{"Snapshots"};
  ui::heading(3, "Snapshots");
  ui::note(
      "A snapshot keeps the friction of each touchpoint as it was on a day. It stays in the "
      "audit's file.");
  ui::Frozen frozen{!state.can_edit()};
  {
    ui::List list{"Snapshots"};
    for (const std::size_t at : snapshots_by_date(state.audit))
      draw_snapshot(state, ui_state, requests, at);
  }
  draw_take_snapshot(state, requests);
}

}  // namespace

void draw_take_snapshot(const State& state, Requests& requests) {
  if (!ui::button("Take a snapshot",
                  {.icon = ui::Icon::add,
                   .enabled = state.can_edit() && state.scores.journey.has_value(),
                   .description = "Keep today's frictions in the audit, to compare with later"})) {
    return;
  }
  Snapshot snapshot;
  snapshot.date = state.audit.header.as_of;
  snapshot.label =
      snapshot.date ? concat("Audit of ", words::long_date(*snapshot.date)) : "Snapshot";
  snapshot.scores = write_frozen(frozen_scores(state.audit, state.scores));
  requests.edit(insert_element(state.document, std::move(snapshot), "Take a snapshot"));
  ui::toast("Kept today's frictions as a snapshot. Undo takes it out.");
}

void draw_trends(const State& state, UiState& ui_state, Requests& requests) {
  if (state.audit.snapshots.empty()) {
    ui::empty_state(ui::Icon::chart, "No trend yet",
                    "A trend needs snapshots: take one now and one after each round of scoring.");
    draw_take_snapshot(state, requests);
    return;
  }
  draw_trend(state, requests, "Journey friction", std::nullopt);
  ui::space(12);
  const Touchpoint* selected =
      ui_state.selected ? find(state.audit.touchpoints, *ui_state.selected) : nullptr;
  if (selected != nullptr) {
    draw_trend(state, requests, shown_name(*selected), selected->id);
  } else {
    ui::note("Select a touchpoint, in the table of \"Then and now\" say, to see its trend here.");
  }
  ui::space(12);
  draw_snapshots(state, ui_state, requests);
}

}  // namespace touchstone::app
