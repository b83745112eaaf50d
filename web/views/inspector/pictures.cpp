#include "views/inspector/pictures.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "score/evidence.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/shared/pictures.hpp"
#include "words/words.hpp"

namespace touchstone::app {
namespace {

constexpr float k_line = 24, k_number = 40;  // css px: height of a line, room for its number
constexpr double k_least_shown = 0.05;       // points: what would be written as 0.0

// Friction 0..100 across a rectangle.
float across(ui::Rect room, double friction) {
  return room.x + room.w * static_cast<float>(friction / 100);
}

struct Step {
  std::string_view name;
  double from, to;
  double friction;  // gives the colour
};

void draw_step(ui::Painter& painter, ui::Rect line, const Step& step, ui::TextStyle style) {
  const ui::Theme& theme = ui::theme();
  painter.text_fit(line.cut_left(std::floor(line.w * 0.42F)), style, theme.text, step.name);
  line.cut_left(ui::px(8));
  painter.text_fit(line.cut_right(ui::px(k_number)), style, theme.text, tenths(step.to - step.from),
                   ui::Align::end);
  line.cut_right(ui::px(4));
  const float from = across(line, step.from), to = across(line, step.to);
  painter.line({line.x, line.bottom()}, {line.right(), line.bottom()}, theme.grid_line);
  const ui::Rect bar{from, line.y + ui::px(5), std::max(to - from, ui::px(1)), line.h - ui::px(10)};
  painter.fill(bar, ui::friction_colour(step.friction), ui::px(2));
  painter.outline(bar, theme.control_border, 0, ui::px(2));
}

// The interval as a whisker, all that is possible as a thin line with ends.
void draw_certainty(ui::Painter& painter, ui::Rect line, const TouchpointScore& score) {
  const ui::Theme& theme = ui::theme();
  line.cut_left(std::floor(line.w * 0.42F) + ui::px(8));
  line.cut_right(ui::px(k_number) + ui::px(4));
  const float y = line.centre().y;
  const auto whisker = [&](double low, double high, ui::Colour colour, float thickness, float end) {
    const float from = across(line, low), to = across(line, high);
    painter.line({from, y}, {to, y}, colour, thickness);
    for (const float x : {from, to}) painter.line({x, y - end}, {x, y + end}, colour, thickness);
  };
  whisker(score.bound_low, score.bound_high, theme.dimmed, ui::px(1), ui::px(3));
  whisker(score.low, score.high, theme.text, ui::px(2), ui::px(6));
}

}  // namespace

namespace {

void draw_steps(const State& state, const Selected& selected) {
  const TouchpointScore& score = selected.score;
  std::vector<Step> steps;
  std::string name = "How it adds up:";
  double sum = 0;
  for (const FactorScore& factor : score.factors) {
    if (factor.contribution < k_least_shown) continue;
    const std::string& title = state.model.factors[factor.factor].name;
    name += concat(steps.empty() ? " " : ", ", title, " ", tenths(factor.contribution));
    steps.push_back({title, sum, sum + factor.contribution, factor.x});
    sum += factor.contribution;
  }
  steps.push_back({"Friction", 0, score.friction, score.friction});
  name += concat("; together ", tenths(score.friction), ", 90 % interval ", points(score.low),
                 " to ", points(score.high), ", possible ", points(score.bound_low), " to ",
                 points(score.bound_high));
  const ui::Rect whole =
      ui::take(ui::available_width(), ui::px(k_line) * static_cast<float>(steps.size() + 1));
  ui::picture(name, whole, [&](ui::Painter& painter) {
    ui::Rect rest = whole;
    for (const Step& step : steps)
      draw_step(painter, rest.cut_top(ui::px(k_line)), step,
                &step == &steps.back() ? ui::TextStyle::strong : ui::TextStyle::body);
    painter.text_fit({rest.x, rest.y, rest.w * 0.42F, rest.h}, ui::TextStyle::small,
                     ui::theme().dimmed, "90 %; possible at all");
    draw_certainty(painter, rest, score);
  });
  if (state.scores.journey && score.journey_contribution > 0)
    ui::note(concat("Of the journey's ", tenths(state.scores.journey->friction),
                    " points it carries ", tenths(score.journey_contribution), " (",
                    percent(score.journey_share), ")."));
}

}  // namespace

void draw_waterfall(const State& state, Requests& requests, const Selected& selected) {
  savable_picture(requests, "How it adds up", "-how-it-adds-up",
                  [&] { draw_steps(state, selected); });
}

// A measure on its scale.

namespace {

struct Mark {
  std::string_view word;
  double value;
};

// The scale runs over all that stands on it, as the metric is judged: evenly, or by the logarithm.
class Scale {
public:
  Scale(const Metric& metric, const std::vector<Mark>& marks) : log_(metric.log) {
    low_ = high_ = place(marks.front().value);
    for (const Mark& mark : marks) {
      low_ = std::min(low_, place(mark.value));
      high_ = std::max(high_, place(mark.value));
    }
  }

  float x(ui::Rect room, double value) const {
    const double share = high_ > low_ ? (place(value) - low_) / (high_ - low_) : 0.5;
    return room.x + room.w * static_cast<float>(share);
  }

  // At a share of the way along it.
  double value(double share) const {
    const double place = low_ + share * (high_ - low_);
    return log_ ? std::exp(place) : place;
  }

private:
  double place(double value) const { return log_ ? std::log(std::max(value, 1e-9)) : value; }

  bool log_;
  double low_ = 0, high_ = 0;
};

}  // namespace

void draw_metric_scale(const Metric& metric, const Measure& measure) {
  const std::optional<double> value = measured_value(metric, measure);
  if (metric.anchors.empty() || !value) return;
  std::vector<Mark> anchors;
  for (const Anchor& anchor : metric.anchors)
    anchors.push_back({{}, metric.complement ? 1 - anchor.value : anchor.value});
  std::vector<Mark> marks = {{"now", *value}};
  if (measure.baseline) marks.push_back({"baseline", *measure.baseline});
  if (measure.target) marks.push_back({"target", *measure.target});
  std::string name = concat(metric.name, ":");
  for (const Mark& mark : marks)
    name += concat(&mark == marks.data() ? " " : ", ", mark.word, " ",
                   words::measured(metric, mark.value));
  std::vector<Mark> all = anchors;
  all.insert(all.end(), marks.begin(), marks.end());
  const Scale scale(metric, all);
  const ui::Rect whole = ui::take(ui::available_width(), ui::px(62));
  ui::picture(name, whole, [&](ui::Painter& painter) {
    const ui::Theme& theme = ui::theme();
    const ui::Rect room = whole.inset(ui::px(28), 0);
    const ui::Rect bar{room.x, whole.y + ui::px(24), room.w, ui::px(8)};
    constexpr int k_pieces = 48;
    const float piece = bar.w / k_pieces;
    for (int i = 0; i < k_pieces; ++i) {
      const double there = scale.value((i + 0.5) / k_pieces);
      painter.fill({bar.x + piece * static_cast<float>(i), bar.y, piece + 1, bar.h},
                   ui::friction_colour(friction_of(metric, measure, there)));
    }
    for (const Mark& mark : marks) {
      const float x = scale.x(room, mark.value);
      const bool above = mark.word == "now";
      const ui::Rect text{x - ui::px(60), above ? whole.y : bar.bottom() + ui::px(10), ui::px(120),
                          ui::px(16)};
      const ui::Rect held{std::clamp(text.x, whole.x, std::max(whole.x, whole.right() - text.w)),
                          text.y, text.w, text.h};
      const ui::Align align = held.x > text.x   ? ui::Align::start
                              : held.x < text.x ? ui::Align::end
                                                : ui::Align::centre;
      painter.line({x, bar.y - ui::px(4)}, {x, bar.bottom() + ui::px(4)}, theme.text, ui::px(2));
      painter.text_fit(held, ui::TextStyle::small, above ? theme.text : theme.dimmed,
                       concat(mark.word, " ", words::measured(metric, mark.value)), align);
    }
  });
  std::string judged = "Judged by:";
  if (measure.baseline && measure.target) {
    judged += " its own baseline and target.";
  } else {
    for (std::size_t i = 0; i < anchors.size(); ++i)
      judged += concat(i == 0 ? " " : ", ", words::measured(metric, anchors[i].value), " is ",
                       points(metric.anchors[i].friction));
    judged += concat(". ", metric.source, ".");
  }
  ui::note(judged);
}

}  // namespace touchstone::app
