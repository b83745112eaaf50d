#include "ui/grid.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/grid_inside.hpp"
#include "ui/sketch.hpp"

namespace touchstone::ui {

using namespace detail;

namespace detail {

GridContext& grid_context() {
  static GridContext context;
  return context;
}

Id cell_id_of(Id row, int column) {
  return derive(row, static_cast<std::uint32_t>(column) + 1);
}

Id row_id_of(int row) {
  const GridContext& g = grid_context();
  if (row < 0) return derive(g.id, 0xFFFFFFFFU);
  const std::uint64_t key =
      g.options->row_key ? g.options->row_key(row) : static_cast<std::uint64_t>(row);
  return ImHashData(&key, sizeof key, g.id);
}

void move_to_cell(int row, int column) {
  GridContext& g = grid_context();
  GridState& s = *g.state;
  row = std::clamp(row, -1, g.row_count - 1);
  column = std::clamp(column, 0, static_cast<int>(g.columns.size()) - 1);
  s.row = row;
  s.column = column;
  s.reveal_row = row >= 0;
  state().focus_when_drawn = cell_id_of(row_id_of(row), column);
  platform::request_frames(3, "grid");
}

}  // namespace detail

namespace {

constexpr float k_wrapping_header = 44;

struct Shape {
  Rect outer, body;  // body: below the header
  float header = 0, row = 0, total_width = 0, frozen = 0;
  std::vector<float> lefts, widths;  // relative to the content

  // Makes room for every row and column, for a picture of the grid.
  void show_all(int rows) {
    constexpr int k_most_pictured = 500;
    outer.w = std::max(outer.w, total_width);
    outer.h = header + row * static_cast<float>(std::min(rows, k_most_pictured));
    body = outer;
    body.cut_top(header);
  }
};

Shape measure_grid(Rect outer, const GridOptions& options, std::span<const Column> columns,
                   int rows) {
  Shape shape;
  shape.outer = outer;
  shape.header = px(options.header_height);
  shape.row = px(options.row_height);
  const float bar = ImGui::GetStyle().ScrollbarSize;
  const bool tall = shape.header + shape.row * static_cast<float>(rows) > outer.h;
  const float room = outer.w - (tall ? bar : 0);
  float fixed = 0;
  int stretching = 0;
  for (const Column& c : columns) {
    fixed += px(c.width);
    stretching += c.stretch ? 1 : 0;
  }
  const float extra =
      stretching > 0 ? std::max(0.0F, std::floor((room - fixed) / static_cast<float>(stretching)))
                     : 0.0F;
  for (const Column& c : columns) {
    shape.lefts.push_back(shape.total_width);
    shape.widths.push_back(px(c.width) + (c.stretch ? extra : 0));
    shape.total_width += shape.widths.back();
  }
  // On a small screen a frozen column would leave no room for the others.
  const bool freeze = options.freeze_first_column && !shape.widths.empty() &&
                      shape.total_width > room && shape.widths[0] < room * 0.5F;
  shape.frozen = freeze ? shape.widths[0] : 0;
  shape.body = outer;
  shape.body.cut_top(shape.header);
  return shape;
}

Rect cell_rect(const Shape& shape, std::size_t column, float y, float height, float scroll_x) {
  const float left = shape.lefts[column] - (column == 0 && shape.frozen > 0 ? 0 : scroll_x);
  return {shape.outer.x + left, y, shape.widths[column], height};
}

void push_column_clip(const Shape& shape, std::size_t column, Rect within) {
  if (shape.frozen > 0) {
    if (column == 0) {
      within.w = shape.frozen;
    } else {
      within.cut_left(shape.frozen);
    }
  }
  ImGui::PushClipRect({within.x, within.y}, {within.right(), within.bottom()}, true);
}

bool wants_header_key(Id id, GridContext& g, int column) {
  if (key_pressed(id, platform::key_left)) move_to_cell(-1, column - 1);
  if (key_pressed(id, platform::key_right)) move_to_cell(-1, column + 1);
  if (key_pressed(id, platform::key_home)) move_to_cell(-1, 0);
  if (key_pressed(id, platform::key_end)) move_to_cell(-1, static_cast<int>(g.columns.size()) - 1);
  if (key_pressed(id, platform::key_down) && g.row_count > 0) {
    move_to_cell(0, column);
    g.event.clicked_row = 0;
  }
  return false;
}

void draw_title(Rect room, const Column& column, Colour colour) {
  Painter p = current_painter();
  const float height = measure(TextStyle::small, column.title, room.w).y;
  if (grid_context().options->header_height < k_wrapping_header ||
      height <= line_height(TextStyle::small)) {
    p.text_fit(room, TextStyle::small, colour, column.title);
    return;
  }
  const float used = std::min(height, room.h);
  p.text_wrap({room.x, room.y + std::floor((room.h - used) / 2), room.w, used}, TextStyle::small,
              colour, column.title);
}

void draw_header_cell(const Shape& shape, std::size_t i, float scroll_x) {
  GridContext& g = grid_context();
  GridState& s = *g.state;
  const Theme& t = theme();
  const Column& c = g.columns[i];
  const int column = static_cast<int>(i);
  const Rect r = cell_rect(shape, i, shape.outer.y, shape.header, scroll_x);
  Interaction how;
  how.tab_stop = s.row < 0 && s.column == column;
  how.keys = mirror::keys_activate | mirror::keys_arrows | mirror::keys_home_end;
  const Item item = interact(cell_id_of(row_id_of(-1), column), r, how);
  const bool sorted = s.sort_column == column;
  Painter p = current_painter();
  if (item.hovered && c.sortable) p.fill(r, t.hover);
  if (item.focus_ring) p.outline(r.inset(px(1)), t.focus, px(2), px(4));
  Rect inner = r.inset(px(10), 0);
  const float arrow = sorted ? px(16) : 0;
  const float title = std::min(text_width(TextStyle::small, c.title), inner.w - arrow);
  if (c.align == Align::end) inner.cut_left(inner.w - title - arrow);
  draw_title({inner.x, inner.y, title + px(1), inner.h}, c, sorted ? t.text : t.dimmed);
  if (sorted) {
    p.icon(s.sort_descending ? Icon::sort_down : Icon::sort_up,
           {inner.x + title + px(4), r.y + (r.h - px(12)) / 2, px(12), px(12)}, t.text);
  }
  show_tooltip_for(item, c.description);
  mirror::Node& node = annotate(item, mirror::Role::column_header, c.title, c.description);
  node.row = 1;
  node.column = column + 1;
  if (c.sortable) node.flags |= mirror::sortable;
  if (sorted) node.flags |= s.sort_descending ? mirror::sort_descending : mirror::sort_ascending;
  wants_header_key(item.id, g, column);
  if (!item.clicked || !c.sortable) return;
  s.sort_descending = sorted ? !s.sort_descending : false;
  s.sort_column = column;
  s.row = item.by_pointer ? s.row : -1;
  g.event.sort_changed = true;
  platform::request_frames(2, "sorted");
}

void draw_header(const Shape& shape, float scroll_x) {
  const Theme& t = theme();
  Rect strip = shape.outer;
  strip.h = shape.header;
  Painter p = current_painter();
  p.fill(strip, t.sunken);
  annotate(row_id_of(-1), mirror::Role::row, strip, {}).row = 1;
  open_node({strip.x, strip.y});
  for (std::size_t i = 0; i < grid_context().columns.size(); ++i) {
    push_column_clip(shape, i, strip);
    draw_header_cell(shape, i, scroll_x);
    ImGui::PopClipRect();
  }
  close_node();
  p.fill({strip.x, strip.bottom() - px(1), strip.w, px(1)}, t.border);
}

void draw_row(const Shape& shape, int row, float y, float scroll_x,
              FunctionRef<void(int, int)> draw_cell) {
  GridContext& g = grid_context();
  const Theme& t = theme();
  const Rect strip{shape.outer.x, y, shape.outer.w, shape.row};
  const bool selected = g.options->is_selected ? g.options->is_selected(row) : g.state->row == row;
  const bool hovered =
      ImGui::GetCurrentContext()->HoveredWindow == ImGui::GetCurrentWindow() &&
      ImGui::IsMouseHoveringRect({strip.x, strip.y}, {strip.right(), strip.bottom()});
  Painter p = current_painter();
  const bool is_group = g.options->is_group && g.options->is_group(row);
  p.fill(strip, selected ? t.selected : hovered ? t.hover : is_group ? t.sunken : t.surface);
  p.fill({strip.x, strip.bottom() - px(1), strip.w, px(1)}, t.grid_line);
  const Id id = row_id_of(row);
  mirror::Node& node = annotate(id, mirror::Role::row, strip, {});
  node.row = row + 2;
  node.flags |= mirror::selectable | (selected ? mirror::selected : 0U);
  open_node({strip.x, strip.y});
  ImGui::PushID(static_cast<int>(id));
  g.row = row;
  if (is_group) {
    // Whichever column the focus comes from, this is the cell it comes to.
    g.column = g.state->column;
    g.cell = cell_id_of(id, g.column);
    g.rect = strip;
    draw_cell(row, g.column);
  } else {
    for (std::size_t i = 0; i < g.columns.size(); ++i) {
      push_column_clip(shape, i, shape.body);
      g.column = static_cast<int>(i);
      g.cell = cell_id_of(id, g.column);
      g.rect = cell_rect(shape, i, y, shape.row, scroll_x);
      draw_cell(row, g.column);
      ImGui::PopClipRect();
    }
  }
  if (g.options->row_menu) {
    // The menu belongs to the row's cell that has the focus, or would get it.
    State& ui = state();
    ui.last_id = cell_id_of(id, g.state->column);
    ui.last = {};
    ui.last.rect = strip;
    ui.last.hovered = hovered;
    g.options->row_menu(row);
  }
  ImGui::PopID();
  close_node();
}

void keep_in_view(const Shape& shape, ImGuiWindow* window) {
  GridState& s = *grid_context().state;
  if (!s.reveal_row || s.row < 0) return;
  s.reveal_row = false;
  const float top = shape.row * static_cast<float>(s.row);
  const float view = window->InnerRect.GetHeight() - shape.header;
  float scroll = window->Scroll.y;
  scroll = std::min(scroll, top);
  if (top + shape.row > scroll + view) scroll = top + shape.row - view;
  float scroll_x = window->Scroll.x;
  if (s.column > 0 && s.column < static_cast<int>(shape.lefts.size())) {
    const auto c = static_cast<std::size_t>(s.column);
    const float right = shape.lefts[c] + shape.widths[c] - window->InnerRect.GetWidth();
    scroll_x = std::clamp(scroll_x, right, std::max(right, shape.lefts[c] - shape.frozen));
  }
  if (scroll == window->Scroll.y && scroll_x == window->Scroll.x) return;
  // At once: the row that gets the focus must be drawn in this frame.
  window->Scroll = {std::max(0.0F, scroll_x), std::max(0.0F, scroll)};
  platform::request_frames(2, "grid");
}

void draw_rows(const Shape& shape, Vec2 scroll, FunctionRef<void(int, int)> draw_cell) {
  GridContext& g = grid_context();
  const int first = std::clamp(static_cast<int>(scroll.y / shape.row), 0, g.row_count);
  const int shown = static_cast<int>(std::ceil(shape.body.h / shape.row)) + 1;
  const int last = std::min(first + shown, g.row_count);
  g.page_rows = std::max(1, shown - 2);
  // The row with the focus stays in the mirror wherever it is, so the focus is not lost by
  // scrolling.
  const int kept = g.state->row;
  const auto y_of = [&](int row) {
    return shape.body.y + shape.row * static_cast<float>(row) - std::round(scroll.y);
  };
  if (kept >= 0 && kept < first) draw_row(shape, kept, y_of(kept), scroll.x, draw_cell);
  for (int row = first; row < last; ++row) {
    draw_row(shape, row, y_of(row), scroll.x, draw_cell);
  }
  if (kept >= last && kept < g.row_count) {
    draw_row(shape, kept, y_of(kept), scroll.x, draw_cell);
  }
}

}  // namespace

GridEvent grid(std::string_view name, std::span<const Column> columns, int row_count,
               GridState& grid_state, const GridOptions& options,
               FunctionRef<void(int row, int column)> draw_cell) {
  const float height = options.height > 0 ? options.height : std::max(available_height(), px(140));
  const Rect outer = place(-1, height);
  GridContext saved = grid_context();
  GridContext& g = grid_context();
  g = GridContext{};
  g.id = id_of(name);
  g.columns = columns;
  g.row_count = row_count;
  g.state = &grid_state;
  g.options = &options;
  grid_state.row = std::clamp(grid_state.row, -1, std::max(row_count - 1, -1));
  if (row_count > 0 && grid_state.row < 0 && !grid_state.editing &&
      state().focus != cell_id_of(row_id_of(-1), grid_state.column)) {
    grid_state.row = 0;  // Tab leads into the rows, not to the header
  }
  grid_state.column = std::clamp(grid_state.column, 0, static_cast<int>(columns.size()) - 1);

  Shape shape = measure_grid(outer, options, columns, row_count);
  current_painter().fill(outer, theme().surface);
  current_painter().fill({outer.x, outer.y, outer.w, shape.header}, theme().sunken);
  const auto& scrolled = platform::frame_input().scrolled;
  if (const auto it = scrolled.find(g.id); it != scrolled.end()) {
    ImGui::SetNextWindowScroll({it->second.first, it->second.second});
  }
  ImGui::SetCursorScreenPos({outer.x, outer.y});
  ImGui::BeginChild(g.id, {outer.w, outer.h}, ImGuiChildFlags_None,
                    ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoNav |
                        ImGuiWindowFlags_NoBackground);
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  extend_content({outer.x - window->Scroll.x, outer.y - window->Scroll.y, shape.total_width,
                  shape.header + shape.row * static_cast<float>(row_count)});
  keep_in_view(shape, window);
  mirror::Node& node = annotate(g.id, mirror::Role::grid, outer, name);
  node.rows = row_count + 1;
  node.columns = static_cast<std::int32_t>(columns.size());
  node.flags |= mirror::clips;
  if (options.is_selected) node.flags |= mirror::multi_select;
  open_node({outer.x, outer.y});
  Vec2 scroll{window->Scroll.x, window->Scroll.y};
  if (sketch() != nullptr) {
    scroll = {};
    shape.show_all(row_count);
  }
  draw_header(shape, scroll.x);
  ImGui::PushClipRect({shape.body.x, shape.body.y}, {shape.body.right(), shape.body.bottom()},
                      true);
  begin_flow(shape.body.x, shape.body.right(), shape.body.y, 0);
  if (row_count > 0) draw_rows(shape, scroll, draw_cell);
  end_flow();
  ImGui::PopClipRect();
  if (shape.frozen > 0 && window->Scroll.x > 0) {
    current_painter().fill({outer.x + shape.frozen, outer.y, px(1), outer.h}, theme().border);
  }
  close_node();
  // The frame lies where the window's own scroll bars do, but not beyond the region around it.
  ImGui::PushClipRect(window->OuterRectClipped.Min, window->OuterRectClipped.Max, false);
  current_painter().outline(shape.outer, theme().border);
  ImGui::PopClipRect();
  ImGui::EndChild();
  if (row_count == 0) {
    current_painter().text_fit(shape.body, TextStyle::body, theme().dimmed, options.empty_text,
                               Align::centre);
    annotate(text_id(), mirror::Role::text, shape.body, options.empty_text);
  }
  const GridEvent event = g.event;
  g = saved;
  return event;
}

}  // namespace touchstone::ui
