// Free drawing inside a given rectangle: pictures, charts, the journey map's arrows.
//
// What is drawn here is for the eyes only; the item it belongs to (ui::card, ui::picture,
// ui::region) carries its name and description for everybody else. Coordinates are device pixels on
// the page, y downwards; use ui::px() for lengths. A Painter is valid within the frame that handed
// it out.
#pragma once

#include <span>
#include <string_view>

#include "ui/theme.hpp"

namespace touchstone::ui {

struct Vec2 {
  float x = 0, y = 0;
};

struct Rect {
  float x = 0, y = 0, w = 0, h = 0;

  float right() const { return x + w; }

  float bottom() const { return y + h; }

  Vec2 centre() const { return {x + w / 2, y + h / 2}; }

  bool contains(Vec2 p) const { return p.x >= x && p.y >= y && p.x < right() && p.y < bottom(); }

  // The same rectangle smaller by `d` on every side (never below zero size).
  Rect inset(float d) const { return inset(d, d); }

  Rect inset(float dx, float dy) const;
  // Slices a strip off and leaves the rest in *this: the way to lay out a screen.
  Rect cut_left(float width);
  Rect cut_right(float width);
  Rect cut_top(float height);
  Rect cut_bottom(float height);
};

enum class Icon {
  none,
  add,
  remove,
  close,
  check,
  search,
  open,
  save,
  download,
  upload,
  undo,
  redo,
  chevron_down,
  chevron_right,
  chevron_left,
  chevron_up,
  more,
  menu,
  table,
  map,
  list,
  chart,
  people,
  person,
  warning,
  info,
  question,
  trash,
  edit,
  copy,
  filter,
  sort_up,
  sort_down,
  settings,
  sun,
  moon,
  star,
  lock,
  link,
  play,
  pause,
  clock,
  flag,
  target,
  arrow_right,
  eye,
  file,
  history,
  layers,
  bolt,
  heart,
  fit
};

enum class Align { start, centre, end };

class Painter {
public:
  // For ui's own use: `list` is the ImDrawList of the current area.
  explicit Painter(void* list) : list_(list) {}

  void fill(Rect r, Colour c, float radius = 0);
  void outline(Rect r, Colour c, float thickness = 0, float radius = 0);  // 0: one device pixel
  void line(Vec2 a, Vec2 b, Colour c, float thickness = 0);
  void dashed_line(Vec2 a, Vec2 b, Colour c, float thickness, float dash);
  void polyline(std::span<const Vec2> points, Colour c, float thickness);
  void bezier(Vec2 a, Vec2 control_a, Vec2 control_b, Vec2 b, Colour c, float thickness);
  // A band between two curves with the same x positions (uncertainty around a line).
  void band(std::span<const Vec2> upper, std::span<const Vec2> lower, Colour c);
  void triangle(Vec2 a, Vec2 b, Vec2 c, Colour colour);
  void circle(Vec2 centre, float radius, Colour c);
  void ring(Vec2 centre, float radius, Colour c, float thickness);
  void icon(Icon icon, Rect box, Colour c);

  // One line from its top left corner; returns its width. text_fit shortens with an ellipsis and
  // aligns within the rectangle, centred vertically; text_wrap breaks lines at spaces, shortens the
  // last line that fits and returns the height used.
  float text(Vec2 top_left, TextStyle style, Colour c, std::string_view s);
  void text_fit(Rect r, TextStyle style, Colour c, std::string_view s, Align align = Align::start);
  float text_wrap(Rect r, TextStyle style, Colour c, std::string_view s);

  // Everything until pop_clip is cut at the rectangle (and at the enclosing ones).
  void push_clip(Rect r);
  void pop_clip();

private:
  void* list_;
};

// Size of text without drawing it; wrap_width 0 means one line.
Vec2 measure(TextStyle style, std::string_view s, float wrap_width = 0);
float line_height(TextStyle style);

}  // namespace touchstone::ui
