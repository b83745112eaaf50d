// Everything a view needs to draw: include this one header.
//
// touchstone::ui is a thin layer over Dear ImGui which draws and describes in one call: every item
// appears on the canvas and, with the same call, in the accessibility mirror (platform/mirror.hpp).
// Views never call ImGui; pictures of their own are drawn with ui::Painter.
//
//   theme.hpp    colours, friction scale, text sizes, as data
//   painter.hpp  rectangles and free drawing
//   layout.hpp   regions, rows, columns, panels; identity
//   items.hpp    text, buttons, fields, choices, cards, dialogs, shortcuts
//   grid.hpp     the table
//
// Called by the platform only: begin_frame and end_frame, round app_frame().
#pragma once

#include "ui/grid.hpp"
#include "ui/items.hpp"
#include "ui/layout.hpp"
#include "ui/painter.hpp"
#include "ui/theme.hpp"

namespace touchstone::ui {

// Which palette to use: by default what the system prefers.
enum class SchemeChoice { system, light, dark, high_contrast };
void choose_scheme(SchemeChoice choice);
SchemeChoice chosen_scheme();

}  // namespace touchstone::ui
