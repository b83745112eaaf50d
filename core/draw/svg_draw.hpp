// The few SVG elements that pictures in reports are drawn with, as text. Coordinates are rounded to
// a tenth; colours are 0xRRGGBB. Texts are escaped here.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace touchstone::draw {

inline constexpr std::uint32_t k_ink = 0x18202C;
inline constexpr std::uint32_t k_dim_ink = 0x556071;
inline constexpr std::uint32_t k_line_grey = 0xC9D0DA;
inline constexpr std::uint32_t k_danger_ink = 0xA3231B;

// "12.3", "12".
std::string coordinate(double value);
// "#18202c".
std::string colour(std::uint32_t rgb);

struct TextStyle {
  double size = 11;
  std::uint32_t fill = k_ink;
  bool bold = false;
  std::string_view anchor = "start";  // "middle", "end"
};

// `y` is the base line.
std::string svg_text(double x, double y, std::string_view text, const TextStyle& style);

// `more`: further attributes, such as " stroke='#fff'".
std::string svg_rect(double x, double y, double width, double height, double radius,
                     std::string_view more);
std::string svg_line(double x1, double y1, double x2, double y2, std::string_view more);

// A rounded box in the colour of a friction with the number, and the word beside it if there is
// room for it; dashed and with a question mark where the evidence is insufficient.
std::string friction_badge(double x, double y, double friction, bool insufficient, bool with_word);

// A five-pointed star around a point.
std::string svg_star(double x, double y, double radius);

}  // namespace touchstone::draw
