#include "draw/svg_draw.hpp"

#include <cmath>
#include <numbers>

#include "draw/friction_scale.hpp"
#include "draw/html_text.hpp"
#include "draw/svg_text.hpp"
#include "text/concat.hpp"
#include "text/figure.hpp"
#include "words/words.hpp"

namespace touchstone::draw {

std::string coordinate(double value) {
  return short_number(value, 1);
}

std::string colour(std::uint32_t rgb) {
  constexpr std::string_view k_digits = "0123456789abcdef";
  std::string text = "#";
  for (unsigned shift = 24; shift > 0; shift -= 4) text += k_digits[rgb >> (shift - 4) & 0xFU];
  return text;
}

std::string svg_text(double x, double y, std::string_view text, const TextStyle& style) {
  std::string out = concat("<text x=\"", coordinate(x), "\" y=\"", coordinate(y), "\" font-size=\"",
                           coordinate(style.size), "\" fill=\"", colour(style.fill), "\"");
  if (style.bold) out += " font-weight=\"600\"";
  if (style.anchor != "start") add(out, " text-anchor=\"", style.anchor, "\"");
  add(out, ">", html(text), "</text>");
  return out;
}

std::string svg_rect(double x, double y, double width, double height, double radius,
                     std::string_view more) {
  std::string out = concat("<rect x=\"", coordinate(x), "\" y=\"", coordinate(y), "\" width=\"",
                           coordinate(width), "\" height=\"", coordinate(height), "\"");
  if (radius > 0) add(out, " rx=\"", coordinate(radius), "\"");
  add(out, more, "/>");
  return out;
}

std::string svg_line(double x1, double y1, double x2, double y2, std::string_view more) {
  return concat("<line x1=\"", coordinate(x1), "\" y1=\"", coordinate(y1), "\" x2=\"",
                coordinate(x2), "\" y2=\"", coordinate(y2), "\"", more, "/>");
}

std::string friction_badge(double x, double y, double friction, bool insufficient, bool with_word) {
  constexpr double k_height = 20;
  const std::string number = words::points(friction) + (insufficient ? "?" : "");
  const double width = insufficient ? 36 : 30;
  const std::string fill = insufficient ? concat(" fill=\"#ffffff\" stroke=\"", colour(k_dim_ink),
                                                 "\" stroke-dasharray=\"3 2\"")
                                        : concat(" fill=\"", colour(friction_rgb(friction)),
                                                 "\" stroke=\"#18202c\" stroke-opacity=\"0.25\"");
  const std::uint32_t ink = insufficient || takes_black_text(friction) ? 0x000000 : 0xFFFFFF;
  std::string out = svg_rect(x, y, width, k_height, 4, fill);
  out += svg_text(x + width / 2, y + 14.5, number, {12.5, ink, true, "middle"});
  if (with_word) {
    out += svg_text(x + width + 6, y + 14, friction_word(friction), {10, k_dim_ink});
  }
  return out;
}

std::string svg_star(double x, double y, double radius) {
  std::string path;
  for (int i = 0; i < 10; ++i) {
    const double r = i % 2 == 0 ? radius : radius * 0.42;
    const double angle = std::numbers::pi * (i / 5.0 - 0.5);
    add(path, i == 0 ? "M" : "L", coordinate(x + r * std::cos(angle)), " ",
        coordinate(y + r * std::sin(angle)));
  }
  return concat("<path d=\"", path, "Z\" fill=\"", colour(k_ink), "\"/>");
}

}  // namespace touchstone::draw
