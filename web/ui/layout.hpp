// Where things go: regions of the screen, and the flow of items within them.
//
// A screen is cut into rectangles (Rect::cut_left ...), each becomes a Region: a landmark with its
// own background and scrolling. Inside a region items flow from top to bottom at full width; a Row
// makes them flow from left to right, Columns side by side, a Panel draws a bordered box round
// them. All of these are scopes: they begin at construction and end with the C++ block.
//
//   ui::Rect screen = ui::screen();
//   const ui::Rect side = screen.cut_left(ui::px(220));
//   if (ui::Region nav{"Views", side, {.landmark = ui::Landmark::navigation}}) {
//     ui::heading(2, "Views");
//     ...
//   }
//
// Lengths are device pixels; write them as ui::px(css pixels).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "ui/painter.hpp"

namespace touchstone::ui {

// Device pixels for a length in css px, rounded to whole pixels (at least 1 for anything positive).
float px(float css);

// The whole page.
Rect screen();
// Page width in css px: below 640 it is a phone, below 1000 a tablet.
float screen_width_css();

// Identity.
// An item's identity is its label (or the `key` of its options) within the enclosing scopes. Two
// items with one label in one scope need a Scope each; a list's rows need Scope{row id}. Identity
// must stay the same from frame to frame, whatever moves: it carries focus, scroll position and
// half-typed text.

class Scope {
public:
  explicit Scope(std::string_view key);
  explicit Scope(std::uint64_t key);
  ~Scope();
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
};

// While it lives and `holds`, fields, choices and buttons can be read but not used.
class Frozen {
public:
  explicit Frozen(bool holds);
  ~Frozen();
  Frozen(const Frozen&) = delete;
  Frozen& operator=(const Frozen&) = delete;

private:
  bool holds_;
};

// Regions.

enum class Landmark {
  none,    // a nameless area that only scrolls or clips
  region,  // a named part
  main,
  navigation,
  complementary,
  contentinfo,
  banner,
  search
};

enum class Surface { none, page, surface, raised, sunken };

// The sides on which a region draws a hairline to its neighbour.
enum Edge : unsigned {
  edge_none = 0,
  edge_left = 1,
  edge_right = 2,
  edge_top = 4,
  edge_bottom = 8
};

struct RegionOptions {
  Landmark landmark = Landmark::region;
  Surface fill = Surface::surface;
  unsigned edges = edge_none;
  float padding = 16;     // css px on all sides
  bool scroll_x = false;  // content wider than the region scrolls sideways; else it is cut
  bool scroll_y = true;
  bool drag_to_pan = false;  // dragging the background scrolls (the journey map)
};

class Region {
public:
  // Always end what was begun: the destructor does. False when nothing of it is visible (skip
  // drawing).
  Region(std::string_view name, Rect rect, const RegionOptions& options = {});
  ~Region();
  Region(const Region&) = delete;
  Region& operator=(const Region&) = delete;

  explicit operator bool() const { return visible_; }

  // The inside, padding taken off, not scrolled: what the eye sees.
  Rect view() const;
  // Top left of the content: moves as the region scrolls. Draw a map relative to this.
  Vec2 origin() const;
  // Declares the content's size for regions whose content is drawn by hand (device px from
  // origin()).
  void set_content_size(float w, float h);
  // Ctrl+wheel or pinch over this region in this frame: factor to zoom by (1 when none) and the
  // point that should stay put. The caller owns the zoom.
  float zoom_factor() const;
  Vec2 zoom_centre() const;

private:
  bool visible_ = false;
  float padding_ = 0;
  Rect rect_;
};

// Flow.

// Width left for the next item, and the height left in the visible part of the region (for a grid
// or a picture that should fill the rest).
float available_width();
float available_height();

// Empty space of that height (in a Row: width).
void space(float css);
void separator();

// Takes a rectangle out of the flow for drawing by hand or for a Region; w <= 0 means all that is
// left.
Rect take(float w, float h);

// Painter of the current area.
Painter painter();

struct RowOptions {
  float gap = 8;               // css px between items
  float height = 32;           // css px: lower items are centred in it
  bool wrap = true;            // continue on a next line when the width is used up
  Align align = Align::start;  // end: items stand at the right, known from the previous frame
};

class Row {
public:
  explicit Row(const RowOptions& options = {});
  ~Row();
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;
  // Pushes what follows to the right end of the row (a second group, such as a panel's buttons).
  void push_right();
};

// Equal or weighted columns; stacked when a column would be narrower than min_width (css px).
//   ui::Columns cols(2);  ...first...  cols.next();  ...second...
// next() after the last column begins a new line of columns below the tallest.
class Columns {
public:
  explicit Columns(int count, float min_width = 160, float gap = 16);
  Columns(std::initializer_list<float> weights, float min_width = 160, float gap = 16);
  ~Columns();
  Columns(const Columns&) = delete;
  Columns& operator=(const Columns&) = delete;
  void next();
};

struct PanelOptions {
  Surface fill = Surface::raised;
  bool border = true;
  float padding = 16;
  Colour stripe = {0, 0, 0, 0};  // a 4 px bar at the left edge when not transparent
};

// A box round its items. With a name it is announced as a group.
class Panel {
public:
  explicit Panel(std::string_view name = {}, const PanelOptions& options = {});
  ~Panel();
  Panel(const Panel&) = delete;
  Panel& operator=(const Panel&) = delete;
};

// Items that belong together for the screen reader (role group, or list with ui::ListItem inside).
class Group {
public:
  explicit Group(std::string_view name);
  ~Group();
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;
};

class List {
public:
  explicit List(std::string_view name);
  ~List();
  List(const List&) = delete;
  List& operator=(const List&) = delete;
};

class ListItem {
public:
  ListItem();
  ~ListItem();
  ListItem(const ListItem&) = delete;
  ListItem& operator=(const ListItem&) = delete;
};

// The gap between items of the flow while it lives (css px): small for a list of buttons that
// belong together. Otherwise 12 in a region, 10 in a panel.
class Spacing {
public:
  explicit Spacing(float css);
  ~Spacing();
  Spacing(const Spacing&) = delete;
  Spacing& operator=(const Spacing&) = delete;

private:
  float before_;
};

// Moves everything inside to the right by that much (css px).
class Indent {
public:
  explicit Indent(float css = 16);
  ~Indent();
  Indent(const Indent&) = delete;
  Indent& operator=(const Indent&) = delete;

private:
  float amount_;
};

}  // namespace touchstone::ui
