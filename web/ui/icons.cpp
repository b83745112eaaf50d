// Icons as data: strokes on a grid of 16 by 16 units, drawn at any size.
//
// A path is a row of commands, each a letter and its numbers:
//   M x y  begin a stroke     L x y  straight on     Z  close it     F  close and fill it
//   B x1 y1 x2 y2 x y  cubic curve     O x y r  circle     D x y r  filled dot
#include <array>
#include <string_view>
#include <vector>

#include "ui/core.hpp"
#include "ui/sketch.hpp"

namespace touchstone::ui {

namespace {

constexpr std::array<const char*, static_cast<std::size_t>(Icon::fit) + 1> k_paths{
    "",                                               // none
    "M8 3 L8 13 M3 8 L13 8",                          // add
    "M3 8 L13 8",                                     // remove
    "M4 4 L12 12 M12 4 L4 12",                        // close
    "M3 8.5 L6.5 12 L13 4.5",                         // check
    "O7 7 4.2 M10.2 10.2 L13.5 13.5",                 // search
    "M2 12.5 L2 4 L6 4 L7.5 5.5 L14 5.5 L14 12.5 Z",  // open
    "M3 3 L11 3 L13 5 L13 13 L3 13 Z M5.5 3 L5.5 6.5 L10 6.5 L10 3 M5 13 L5 9.5 L11 9.5 L11 13",  // save
    "M8 2.5 L8 10 M4.8 7 L8 10.2 L11.2 7 M3 13 L13 13",                            // download
    "M8 10.5 L8 3 M4.8 6 L8 2.8 L11.2 6 M3 13 L13 13",                             // upload
    "M6 4 L3 7 L6 10 M3 7 L9.5 7 B12 7 13 8.6 13 10 B13 11.6 12 13 9.5 13 L7 13",  // undo
    "M10 4 L13 7 L10 10 M13 7 L6.5 7 B4 7 3 8.6 3 10 B3 11.6 4 13 6.5 13 L9 13",   // redo
    "M4 6 L8 10 L12 6",                                                            // chevron_down
    "M6 4 L10 8 L6 12",                                                            // chevron_right
    "M10 4 L6 8 L10 12",                                                           // chevron_left
    "M4 10 L8 6 L12 10",                                                           // chevron_up
    "D3.5 8 1.2 D8 8 1.2 D12.5 8 1.2",                                             // more
    "M2.5 4 L13.5 4 M2.5 8 L13.5 8 M2.5 12 L13.5 12",                              // menu
    "M2 3 L14 3 L14 13 L2 13 Z M2 6.5 L14 6.5 M2 9.75 L14 9.75 M6.5 6.5 L6.5 13",  // table
    "M2 4 L6 2.5 L10 4 L14 2.5 L14 12 L10 13.5 L6 12 L2 13.5 Z M6 2.5 L6 12 M10 4 L10 13.5",  // map
    "M6 4 L14 4 M6 8 L14 8 M6 12 L14 12 D3 4 1 D3 8 1 D3 12 1",                          // list
    "M2.5 2.5 L2.5 13.5 L13.5 13.5 M5.5 11 L5.5 8 M8.5 11 L8.5 4.5 M11.5 11 L11.5 6.5",  // chart
    ("O6 5.5 2.3 M2 13 B2 10.5 3.6 9.4 6 9.4 B8.4 9.4 10 10.5 10 13 M10.4 3.4 B12.6 3.6 12.6 7.4 "
     "10.4 7.6 M11.6 9.7 B13.2 10.1 14 11.2 14 13"),                               // people
    "O8 5.2 2.6 M3 13.5 B3 10.6 5 9.5 8 9.5 B11 9.5 13 10.6 13 13.5",              // person
    "M8 2.5 L14.2 13.2 L1.8 13.2 Z M8 6.4 L8 9.4 D8 11.4 0.85",                    // warning
    "O8 8 6 M8 7.4 L8 11 D8 5.2 0.9",                                              // info
    "O8 8 6 M6.2 6.3 B6.4 4.4 9.8 4.5 9.7 6.6 B9.6 7.9 8 7.8 8 9.3 D8 11.3 0.85",  // question
    ("M3 4.5 L13 4.5 M6 4.5 L6 2.8 L10 2.8 L10 4.5 M4.2 4.5 L4.9 13.4 L11.1 13.4 L11.8 4.5 M6.8 7 "
     "L7 11 M9.2 7 L9 11"),                                                        // trash
    "M3 13 L3.6 10.2 L10.8 3 L13 5.2 L5.8 12.4 Z M9.2 4.6 L11.4 6.8",              // edit
    "M5.5 5.5 L13 5.5 L13 13 L5.5 13 Z M10.5 5.5 L10.5 3 L3 3 L3 10.5 L5.5 10.5",  // copy
    "M2.5 3.5 L13.5 3.5 L9.5 8.5 L9.5 13 L6.5 11.5 L6.5 8.5 Z",                    // filter
    "M8 13 L8 3.5 M4.5 7 L8 3.5 L11.5 7",                                          // sort_up
    "M8 3 L8 12.5 M4.5 9 L8 12.5 L11.5 9",                                         // sort_down
    ("O8 8 2.2 M8 1.8 L8 3.8 M8 12.2 L8 14.2 M1.8 8 L3.8 8 M12.2 8 L14.2 8 M3.6 3.6 L5 5 M11 11 "
     "L12.4 12.4 M12.4 3.6 L11 5 M5 11 L3.6 12.4"),  // settings
    ("O8 8 2.8 M8 1.5 L8 3 M8 13 L8 14.5 M1.5 8 L3 8 M13 8 L14.5 8 M3.4 3.4 L4.5 4.5 M11.5 11.5 "
     "L12.6 12.6 M12.6 3.4 L11.5 4.5 M4.5 11.5 L3.4 12.6"),                            // sun
    "M13 9.8 B9.6 11.4 5.4 8.4 6.6 3 B3.6 4 2.2 7 3.4 10 B5 13.8 10.8 14.2 13 9.8 Z",  // moon
    "M8 2.2 L9.8 6 L14 6.5 L10.9 9.4 L11.7 13.6 L8 11.5 L4.3 13.6 L5.1 9.4 L2 6.5 L6.2 6 Z",  // star
    ("M3.5 7.5 L12.5 7.5 L12.5 13.5 L3.5 13.5 Z M5.3 7.5 L5.3 5.5 B5.3 1.8 10.7 1.8 10.7 5.5 L10.7 "
     "7.5"),  // lock
    ("M7 9 B8 10 9 10 10 9 L12.5 6.5 B15 4 12 1 9.5 3.5 L8.5 4.5 M9 7 B8 6 7 6 6 7 L3.5 9.5 B1 12 "
     "4 15 6.5 12.5 L7.5 11.5"),                                   // link
    "M5 3 L13 8 L5 13 F",                                          // play
    "M5.5 3.5 L5.5 12.5 M10.5 3.5 L10.5 12.5",                     // pause
    "O8 8 6 M8 4.5 L8 8 L10.5 9.8",                                // clock
    "M3.5 14 L3.5 2.5 L12.5 2.5 L10.5 5.7 L12.5 9 L3.5 9",         // flag
    "O8 8 6 O8 8 3 D8 8 0.9",                                      // target
    "M3 8 L13 8 M9 4 L13 8 L9 12",                                 // arrow_right
    "M1.5 8 B4 3 12 3 14.5 8 B12 13 4 13 1.5 8 Z O8 8 2",          // eye
    "M4 2 L9.5 2 L12.5 5 L12.5 14 L4 14 Z M9.5 2 L9.5 5 L12.5 5",  // file
    ("M2.5 8 B2.5 0.5 13.5 0.5 13.5 8 B13.5 15 4.5 15 3 10.5 M2.5 5 L2.5 8 L5.5 8 M8 5 L8 8.2 "
     "L10.2 9.6"),                                        // history
    "M8 2.5 L14 5.8 L8 9.1 L2 5.8 Z M2 9 L8 12.3 L14 9",  // layers
    "M9 1.8 L3.5 9 L7.5 9 L7 14.2 L12.5 7 L8.5 7 Z",      // bolt
    "M8 13.5 B1 8.6 1.8 3 5 3 B6.8 3 7.6 4.2 8 5.2 B8.4 4.2 9.2 3 11 3 B14.2 3 15 8.6 8 13.5 Z",  // heart
    ("M2.5 6 L2.5 2.5 L6 2.5 M10 2.5 L13.5 2.5 L13.5 6 M13.5 10 L13.5 13.5 L10 13.5 M6 13.5 L2.5 "
     "13.5 "
     "L2.5 10"),  // fit
};

class PathReader {
public:
  explicit PathReader(const char* path) : at_(path) {}

  char command() {
    while (*at_ == ' ') ++at_;
    return *at_ == '\0' ? '\0' : *at_++;
  }

  // Digits with or without a fraction: all there is in the paths.
  float number() {
    while (*at_ == ' ') ++at_;
    float value = 0;
    for (; is_digit(); ++at_) value = 10 * value + static_cast<float>(*at_ - '0');
    if (*at_ != '.') return value;
    float place = 0.1F;
    for (++at_; is_digit(); ++at_, place *= 0.1F) value += place * static_cast<float>(*at_ - '0');
    return value;
  }

private:
  bool is_digit() const { return *at_ >= '0' && *at_ <= '9'; }

  const char* at_;
};

}  // namespace

void Painter::icon(Icon icon, Rect box, Colour c) {
  auto* list = static_cast<ImDrawList*>(list_);
  Sketch* const sketch = detail::sketch();
  const float unit = std::min(box.w, box.h) / 16;
  const float ox = std::round(box.x + (box.w - 16 * unit) / 2);
  const float oy = std::round(box.y + (box.h - 16 * unit) / 2);
  const float stroke = std::max(1.4F * unit, 1.0F);
  const ImU32 colour = detail::pack(c);
  PathReader in(k_paths[static_cast<std::size_t>(icon)]);
  const auto point = [&] {
    const float x = in.number();
    const float y = in.number();
    return Vec2{ox + x * unit, oy + y * unit};
  };
  const auto end_stroke = [&](bool closed) {
    list->PathStroke(colour, closed ? ImDrawFlags_Closed : ImDrawFlags_None, stroke);
    if (sketch != nullptr) sketch->end_path(c, stroke, closed);
  };
  list->PathClear();
  for (char command = in.command(); command != '\0'; command = in.command()) {
    switch (command) {
      case 'M': {
        end_stroke(false);
        const Vec2 p = point();
        list->PathLineTo(detail::im(p));
        if (sketch != nullptr) sketch->move_to(p);
        break;
      }
      case 'L': {
        const Vec2 p = point();
        list->PathLineTo(detail::im(p));
        if (sketch != nullptr) sketch->line_to(p);
        break;
      }
      case 'B': {
        const Vec2 a = point();
        const Vec2 b = point();
        const Vec2 p = point();
        list->PathBezierCubicCurveTo(detail::im(a), detail::im(b), detail::im(p));
        if (sketch != nullptr) sketch->curve_to(a, b, p);
        break;
      }
      case 'Z':
        end_stroke(true);
        break;
      case 'F':
        list->PathFillConvex(colour);
        if (sketch != nullptr) sketch->end_path(c, 0, true);
        break;
      case 'O':
      case 'D': {
        end_stroke(false);
        const Vec2 centre = point();
        const float radius = in.number() * unit;
        if (command == 'O') {
          ring(centre, radius, c, stroke);
        } else {
          circle(centre, radius, c);
        }
        break;
      }
      default:
        return;
    }
  }
  end_stroke(false);
}

}  // namespace touchstone::ui
