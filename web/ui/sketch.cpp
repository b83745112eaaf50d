#include "ui/sketch.hpp"

#include <algorithm>
#include <array>

#include "draw/html_text.hpp"
#include "draw/svg_draw.hpp"
#include "draw/svg_text.hpp"
#include "text/concat.hpp"
#include "text/figure.hpp"
#include "ui/core.hpp"

namespace touchstone::ui {
namespace {

Sketch*& recording() {
  static Sketch* sketch = nullptr;
  return sketch;
}

double css(float device) {
  return static_cast<double>(device / px(1));
}

std::string at(float device) {
  return draw::coordinate(css(device));
}

std::uint32_t rgb(Colour c) {
  return std::uint32_t{c.r} << 16U | std::uint32_t{c.g} << 8U | std::uint32_t{c.b};
}

std::string hex(Colour c) {
  return draw::colour(rgb(c));
}

std::string path_step(char command, Vec2 p) {
  return concat(std::string_view(&command, 1), at(p.x), " ", at(p.y));
}

}  // namespace

Sketch* detail::sketch() {
  return recording();
}

Sketch::Sketch(bool wanted) : records_(wanted && recording() == nullptr) {
  if (records_) recording() = this;
}

Sketch::~Sketch() {
  if (records_) recording() = nullptr;
}

std::string Sketch::take(std::string_view title) {
  if (!records_) return {};
  recording() = nullptr;
  records_ = false;
  if (is_empty_) return {};
  constexpr double k_margin = 12, k_heading = 32;
  const double x = static_cast<double>(bounds_.x) - k_margin;
  const double y = static_cast<double>(bounds_.y) - k_margin - k_heading;
  const double width = static_cast<double>(bounds_.w) + 2 * k_margin;
  const double height = static_cast<double>(bounds_.h) + 2 * k_margin + k_heading;
  const draw::TextStyle heading{.size = 16, .fill = rgb(theme().text), .bold = true};
  return concat(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"", draw::coordinate(width), "\" height=\"",
      draw::coordinate(height), "\" viewBox=\"", draw::coordinate(x), " ", draw::coordinate(y), " ",
      draw::coordinate(width), " ", draw::coordinate(height), "\" role=\"img\" font-family=\"",
      draw::k_font_family, "\"><title>", draw::html(title), "</title>",
      draw::svg_rect(x, y, width, height, 0, concat(" fill=\"", hex(theme().surface), "\"")),
      draw::svg_text(x + k_margin, y + 28, title, heading), shapes_, "</svg>\n");
}

void Sketch::rect(Rect r, float radius, Colour c, float thickness) {
  extend({r.x, r.y});
  extend({r.right(), r.bottom()});
  shapes_ += concat("<rect x=\"", at(r.x), "\" y=\"", at(r.y), "\" width=\"", at(r.w),
                    "\" height=\"", at(r.h), "\"");
  if (radius > 0) shapes_ += concat(" rx=\"", at(std::min({radius, r.w / 2, r.h / 2})), "\"");
  end_shape(c, thickness);
}

void Sketch::circle(Vec2 centre, float radius, Colour c, float thickness) {
  extend({centre.x - radius, centre.y - radius});
  extend({centre.x + radius, centre.y + radius});
  shapes_ +=
      concat("<circle cx=\"", at(centre.x), "\" cy=\"", at(centre.y), "\" r=\"", at(radius), "\"");
  end_shape(c, thickness);
}

void Sketch::text(Vec2 top_left, TextStyle style, Colour c, std::string_view s, Align align) {
  constexpr std::array<std::string_view, 3> k_anchors = {"", " text-anchor=\"middle\"",
                                                         " text-anchor=\"end\""};
  constexpr float k_base_of_em = 0.36F;  // the base line below the middle of a line of text
  const float line = detail::font_px(style);
  extend(top_left);
  const float width = detail::text_width(style, s);
  extend({top_left.x + width, top_left.y + line});
  const auto place = static_cast<std::size_t>(align);
  const float x = top_left.x + width * static_cast<float>(place) / 2;
  const float base = top_left.y + line / 2 + px(text_size(style)) * k_base_of_em;
  shapes_ += concat("<text x=\"", at(x), "\"", k_anchors[place], " y=\"", at(base),
                    "\" font-size=\"", draw::coordinate(static_cast<double>(text_size(style))),
                    "\"", is_bold(style) ? " font-weight=\"600\"" : "", " fill=\"", hex(c), "\">",
                    draw::html(s), "</text>");
}

void Sketch::move_to(Vec2 p) {
  extend(p);
  path_ += path_step('M', p);
}

void Sketch::line_to(Vec2 p) {
  extend(p);
  path_ += path_step('L', p);
}

void Sketch::curve_to(Vec2 a, Vec2 b, Vec2 p) {
  extend(p);
  path_ += concat(path_step('C', a), " ", at(b.x), " ", at(b.y), " ", at(p.x), " ", at(p.y));
}

void Sketch::end_path(Colour c, float thickness, bool closed) {
  if (path_.empty()) return;
  shapes_ += concat("<path d=\"", path_, closed ? "Z\"" : "\"");
  path_.clear();
  end_shape(c, thickness);
}

void Sketch::extend(Vec2 p) {
  const auto x = static_cast<float>(css(p.x));
  const auto y = static_cast<float>(css(p.y));
  if (is_empty_) bounds_ = {x, y, 0, 0};
  is_empty_ = false;
  const float right = std::max(bounds_.right(), x);
  const float bottom = std::max(bounds_.bottom(), y);
  bounds_.x = std::min(bounds_.x, x);
  bounds_.y = std::min(bounds_.y, y);
  bounds_.w = right - bounds_.x;
  bounds_.h = bottom - bounds_.y;
}

void Sketch::end_shape(Colour c, float thickness) {
  const std::string_view what = thickness > 0 ? "stroke" : "fill";
  if (thickness > 0) shapes_ += concat(" fill=\"none\" stroke-width=\"", at(thickness), "\"");
  shapes_ += concat(" ", what, "=\"", hex(c), "\"");
  constexpr std::uint8_t k_opaque = 255;
  if (c.a < k_opaque)
    shapes_ += concat(" ", what, "-opacity=\"", short_number(c.a / 255.0, 2), "\"");
  shapes_ += "/>";
}

}  // namespace touchstone::ui
