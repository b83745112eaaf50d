#include "ui/painter.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "ui/core.hpp"
#include "ui/shaping.hpp"
#include "ui/sketch.hpp"

namespace touchstone::ui {

using detail::beginning;
using detail::im;
using detail::k_most_of_a_line;
using detail::k_most_of_a_paragraph;
using detail::pack;

namespace {

ImDrawList* drawing(void* list) {
  return static_cast<ImDrawList*>(list);
}

float thick(float thickness) {
  return thickness > 0 ? thickness : px(1);
}

Vec2 snapped(Vec2 p) {
  return {std::round(p.x), std::round(p.y)};
}

const char* begin_of(std::string_view s) {
  return s.data();
}

const char* end_of(std::string_view s) {
  return s.data() + s.size();
}

// As the page writes colours.
std::uint32_t ink_of(Colour c) {
  return std::uint32_t{c.r} << 16 | std::uint32_t{c.g} << 8 | std::uint32_t{c.b};
}

void draw_line_of_text(ImDrawList* list, TextStyle style, Vec2 at, Colour c, std::string_view s,
                       Align align = Align::start) {
  if (s.empty()) return;
  if (Sketch* sketch = detail::sketch()) sketch->text(at, style, c, s, align);
  const std::string_view line = shaper().drawable(s, ink_of(c));
  list->AddText(detail::font_of(style), detail::font_px(style), im(snapped(at)), pack(c),
                begin_of(line), end_of(line));
}

// How many bytes of a text that needs pictures fit into the width, in whole characters. Letters
// that join are as wide as their neighbours make them, so beginnings of the text are measured.
std::size_t fitting_characters(TextStyle style, std::string_view s, float width) {
  std::vector<std::size_t> ends;
  for (std::size_t at = 0; at < s.size(); ends.push_back(at)) at = Shaper::character_end(s, at);
  const auto too_wide = std::ranges::partition_point(
      ends, [&](std::size_t end) { return detail::text_width(style, s.substr(0, end)) <= width; });
  return too_wide == ends.begin() ? 0 : *(too_wide - 1);
}

std::size_t fitting_letters(TextStyle style, std::string_view s, float width) {
  const char* rest = begin_of(s);
  detail::font_of(style)->CalcTextSizeA(detail::font_px(style), width, 0, begin_of(s), end_of(s),
                                        &rest);
  return static_cast<std::size_t>(rest - begin_of(s));
}

// The text, or as much of it as fits with an ellipsis. `width` is the text's own, `room` what there
// is.
void draw_shortened(ImDrawList* list, TextStyle style, Vec2 at, Colour c, std::string_view s,
                    float width, float room, Align align = Align::start) {
  if (width <= room) {
    draw_line_of_text(list, style, at, c, s, align);
    return;
  }
  const float rest = std::max(room - detail::text_width(style, "…"), 0.0F);
  std::size_t kept = Shaper::needs_pictures(s) ? fitting_characters(style, s, rest)
                                               : fitting_letters(style, s, rest);
  while (kept > 0 && s[kept - 1] == ' ') --kept;
  // One text: where letters run from right to left, the ellipsis belongs on the left.
  draw_line_of_text(list, style, at, c, std::string(s.substr(0, kept)) + "…");
}

// Where a line of a text without newlines ends that needs pictures: at the last space that fits, or
// after the last character where there is none.
std::size_t wrap_characters(TextStyle style, std::string_view s, float width) {
  const std::size_t fits = fitting_characters(style, s, width);
  if (fits == s.size()) return fits;
  const std::size_t space = s.substr(0, fits + 1).rfind(' ');
  if (space != std::string_view::npos && space > 0) return space;
  return std::max(fits, Shaper::character_end(s, 0));
}

std::size_t wrap_letters(TextStyle style, std::string_view s, float width) {
  const char* const stop = detail::font_of(style)->CalcWordWrapPosition(
      detail::font_px(style), begin_of(s), end_of(s), width);
  if (stop == begin_of(s)) return Shaper::character_end(s, 0);
  return static_cast<std::size_t>(stop - begin_of(s));
}

// Calls line(text) for every wrapped line.
template <typename Line>
void for_each_line(TextStyle style, std::string_view s, float width, Line line) {
  const bool pictures = Shaper::needs_pictures(s);
  while (!s.empty()) {
    const std::string_view paragraph = s.substr(0, s.find('\n'));
    const std::size_t end =
        pictures ? wrap_characters(style, paragraph, width) : wrap_letters(style, paragraph, width);
    std::string_view text = s.substr(0, end);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    if (!line(text, s, end == s.size())) return;
    std::size_t next = end;
    while (next < s.size() && s[next] == ' ') ++next;
    if (next == paragraph.size() && next < s.size()) ++next;
    s.remove_prefix(next);
  }
}

}  // namespace

Rect Rect::inset(float dx, float dy) const {
  return {x + dx, y + dy, std::max(0.0F, w - 2 * dx), std::max(0.0F, h - 2 * dy)};
}

Rect Rect::cut_left(float width) {
  const float cut = std::clamp(width, 0.0F, w);
  const Rect strip{x, y, cut, h};
  x += cut;
  w -= cut;
  return strip;
}

Rect Rect::cut_right(float width) {
  const float cut = std::clamp(width, 0.0F, w);
  w -= cut;
  return {x + w, y, cut, h};
}

Rect Rect::cut_top(float height) {
  const float cut = std::clamp(height, 0.0F, h);
  const Rect strip{x, y, w, cut};
  y += cut;
  h -= cut;
  return strip;
}

Rect Rect::cut_bottom(float height) {
  const float cut = std::clamp(height, 0.0F, h);
  h -= cut;
  return {x, y + h, w, cut};
}

void Painter::fill(Rect r, Colour c, float radius) {
  if (c.a == 0) return;
  if (Sketch* sketch = detail::sketch()) sketch->rect(r, radius, c, 0);
  drawing(list_)->AddRectFilled({r.x, r.y}, {r.right(), r.bottom()}, pack(c), radius);
}

void Painter::outline(Rect r, Colour c, float thickness, float radius) {
  if (c.a == 0) return;
  // ImGui centres the stroke on pixel centres for odd widths only: draw just inside the rectangle.
  const float t = thick(thickness);
  const float in = t / 2 - 0.5F;
  if (Sketch* sketch = detail::sketch()) sketch->rect(r.inset(t / 2), radius, c, t);
  drawing(list_)->AddRect({r.x + in, r.y + in}, {r.right() - in, r.bottom() - in}, pack(c), radius,
                          ImDrawFlags_None, t);
}

void Painter::line(Vec2 a, Vec2 b, Colour c, float thickness) {
  const float t = thick(thickness);
  if (a.y == b.y) {  // crisp, whatever the thickness
    fill({std::min(a.x, b.x), std::round(a.y - t / 2), std::abs(b.x - a.x), t}, c);
  } else if (a.x == b.x) {
    fill({std::round(a.x - t / 2), std::min(a.y, b.y), t, std::abs(b.y - a.y)}, c);
  } else {
    if (Sketch* sketch = detail::sketch()) {
      sketch->move_to(a);
      sketch->line_to(b);
      sketch->end_path(c, t);
    }
    drawing(list_)->AddLine(im(a), im(b), pack(c), t);
  }
}

void Painter::dashed_line(Vec2 a, Vec2 b, Colour c, float thickness, float dash) {
  const float dx = b.x - a.x;
  const float dy = b.y - a.y;
  const float length = std::hypot(dx, dy);
  if (length <= 0 || dash <= 0) return;
  for (float at = 0; at < length; at += 2 * dash) {
    const float to = std::min(at + dash, length);
    line({a.x + dx * at / length, a.y + dy * at / length},
         {a.x + dx * to / length, a.y + dy * to / length}, c, thickness);
  }
}

void Painter::polyline(std::span<const Vec2> points, Colour c, float thickness) {
  std::vector<ImVec2> path;
  path.reserve(points.size());
  for (const Vec2 p : points) path.push_back(im(p));
  if (Sketch* sketch = detail::sketch(); sketch != nullptr && !points.empty()) {
    sketch->move_to(points.front());
    for (const Vec2 p : points.subspan(1)) sketch->line_to(p);
    sketch->end_path(c, thick(thickness));
  }
  drawing(list_)->AddPolyline(path.data(), static_cast<int>(path.size()), pack(c), ImDrawFlags_None,
                              thick(thickness));
}

void Painter::bezier(Vec2 a, Vec2 control_a, Vec2 control_b, Vec2 b, Colour c, float thickness) {
  if (Sketch* sketch = detail::sketch()) {
    sketch->move_to(a);
    sketch->curve_to(control_a, control_b, b);
    sketch->end_path(c, thick(thickness));
  }
  drawing(list_)->AddBezierCubic(im(a), im(control_a), im(control_b), im(b), pack(c),
                                 thick(thickness));
}

void Painter::band(std::span<const Vec2> upper, std::span<const Vec2> lower, Colour c) {
  const std::size_t n = std::min(upper.size(), lower.size());
  if (Sketch* sketch = detail::sketch(); sketch != nullptr && n > 0) {
    sketch->move_to(upper[0]);
    for (std::size_t i = 1; i < n; ++i) sketch->line_to(upper[i]);
    for (std::size_t i = n; i > 0; --i) sketch->line_to(lower[i - 1]);
    sketch->end_path(c, 0, true);
  }
  for (std::size_t i = 1; i < n; ++i) {
    drawing(list_)->AddQuadFilled(im(upper[i - 1]), im(upper[i]), im(lower[i]), im(lower[i - 1]),
                                  pack(c));
  }
}

void Painter::triangle(Vec2 a, Vec2 b, Vec2 c, Colour colour) {
  if (Sketch* sketch = detail::sketch()) {
    sketch->move_to(a);
    sketch->line_to(b);
    sketch->line_to(c);
    sketch->end_path(colour, 0, true);
  }
  drawing(list_)->AddTriangleFilled(im(a), im(b), im(c), pack(colour));
}

void Painter::circle(Vec2 centre, float radius, Colour c) {
  if (Sketch* sketch = detail::sketch()) sketch->circle(centre, radius, c, 0);
  drawing(list_)->AddCircleFilled(im(centre), radius, pack(c));
}

void Painter::ring(Vec2 centre, float radius, Colour c, float thickness) {
  if (Sketch* sketch = detail::sketch()) sketch->circle(centre, radius, c, thick(thickness));
  drawing(list_)->AddCircle(im(centre), radius, pack(c), 0, thick(thickness));
}

float Painter::text(Vec2 top_left, TextStyle style, Colour c, std::string_view s) {
  s = beginning(s, k_most_of_a_line);
  draw_line_of_text(drawing(list_), style, top_left, c, s);
  return detail::text_width(style, s);
}

void Painter::text_fit(Rect r, TextStyle style, Colour c, std::string_view s, Align align) {
  s = beginning(s, k_most_of_a_line);
  const float width = detail::text_width(style, s);
  float x = r.x;
  if (width < r.w && align == Align::centre) x += (r.w - width) / 2;
  if (width < r.w && align == Align::end) x += r.w - width;
  draw_shortened(drawing(list_), style, {x, r.y + (r.h - detail::font_px(style)) / 2}, c, s, width,
                 r.w, align);
}

float Painter::text_wrap(Rect r, TextStyle style, Colour c, std::string_view s) {
  s = beginning(s, k_most_of_a_paragraph);
  const float step = line_height(style);
  const float lead = (step - detail::font_px(style)) / 2;  // half of it above the line, half below
  float y = r.y;
  for_each_line(style, s, r.w, [&](std::string_view line, std::string_view rest, bool last) {
    const bool no_room = !last && y + 2 * step > r.bottom() + 0.5F;
    const std::string_view shown = no_room ? rest : line;
    draw_shortened(drawing(list_), style, {r.x, y + lead}, c, shown,
                   detail::text_width(style, shown), r.w);
    y += step;
    return !no_room;
  });
  return y - r.y;
}

void Painter::push_clip(Rect r) {
  drawing(list_)->PushClipRect({r.x, r.y}, {r.right(), r.bottom()}, true);
}

void Painter::pop_clip() {
  drawing(list_)->PopClipRect();
}

Vec2 measure(TextStyle style, std::string_view s, float wrap_width) {
  const float step = line_height(style);
  if (wrap_width <= 0) return {detail::text_width(style, beginning(s, k_most_of_a_line)), step};
  s = beginning(s, k_most_of_a_paragraph);
  Vec2 size;
  for_each_line(style, s, wrap_width, [&](std::string_view line, std::string_view, bool) {
    size.x = std::max(size.x, detail::text_width(style, line));
    size.y += step;
    return true;
  });
  return size;
}

float line_height(TextStyle style) {
  // A little air between the lines of a paragraph.
  return std::round(detail::font_px(style) * 1.16F);
}

}  // namespace touchstone::ui
