// What is painted, as an SVG besides: a picture that is seen on the page can be taken along.
//
//   ui::Sketch sketch{wanted};      // records if wanted, until it is taken or ends
//   ... draw as always ...
//   if (wanted) save(sketch.take("Effort and gain"));
//
// While one records, everything is drawn, also what is scrolled out of sight; grids draw all their
// rows from the first. Sizes are css px, colours the theme's, texts are texts; letters come out in
// the viewer's font. Recording takes one frame.
#pragma once

#include <string>
#include <string_view>

#include "ui/painter.hpp"

namespace touchstone::ui {

class Sketch {
public:
  explicit Sketch(bool wanted);
  ~Sketch();
  Sketch(const Sketch&) = delete;
  Sketch& operator=(const Sketch&) = delete;

  // The SVG round all that was painted, with this title above it; "" if nothing was.
  std::string take(std::string_view title);

  // For Painter. Those of a line have a thickness in device px; 0 fills.
  void rect(Rect r, float radius, Colour c, float thickness);
  void circle(Vec2 centre, float radius, Colour c, float thickness);
  // `align`: which end of the text stays where it is if the viewer's letters are wider.
  void text(Vec2 top_left, TextStyle style, Colour c, std::string_view s, Align align);
  // A path, piece by piece; then its end.
  void move_to(Vec2 p);
  void line_to(Vec2 p);
  void curve_to(Vec2 a, Vec2 b, Vec2 p);
  void end_path(Colour c, float thickness, bool closed = false);

private:
  void extend(Vec2 p);
  void end_shape(Colour c, float thickness);

  std::string shapes_, path_;
  Rect bounds_;  // css px
  bool is_empty_ = true;
  bool records_ = false;
};

namespace detail {
// The one that records now, or null.
Sketch* sketch();
}  // namespace detail

}  // namespace touchstone::ui
