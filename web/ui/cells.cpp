// The cells of a grid: showing values, and editing them in place.
#include <algorithm>
#include <cmath>
#include <string>

#include "text/concat.hpp"
#include "text/figure.hpp"
#include "ui/grid_inside.hpp"

namespace touchstone::ui {

using namespace detail;

namespace {

constexpr std::uint32_t k_cell_keys =
    mirror::keys_activate | mirror::keys_arrows | mirror::keys_home_end | mirror::keys_pages |
    mirror::keys_delete | mirror::keys_f2 | mirror::keys_ctrl_vertical;

enum class Editor { none, in_cell };

// Keys that move between cells.
void move_by_keys(Id id) {
  GridContext& g = grid_context();
  const int row = g.row;
  const int column = g.column;
  const int last_column = static_cast<int>(g.columns.size()) - 1;
  const auto go = [&](int to_row, int to_column) {
    to_row = std::clamp(to_row, -1, g.row_count - 1);
    move_to_cell(to_row, to_column);
    if (to_row >= 0 && to_row != row) g.event.clicked_row = to_row;
  };
  if (key_pressed(id, platform::key_up)) go(row - 1, column);
  if (key_pressed(id, platform::key_down)) go(row + 1, column);
  if (key_pressed(id, platform::key_left)) go(row, column - 1);
  if (key_pressed(id, platform::key_right)) go(row, column + 1);
  // The focus alone: what is chosen stays.
  if (key_pressed(id, platform::key_up, platform::mod_ctrl)) move_to_cell(row - 1, column);
  if (key_pressed(id, platform::key_down, platform::mod_ctrl)) move_to_cell(row + 1, column);
  if (key_pressed(id, platform::key_up, platform::mod_shift)) {
    go(row - 1, column);
    g.event.extend = true;
  }
  if (key_pressed(id, platform::key_down, platform::mod_shift)) {
    go(row + 1, column);
    g.event.extend = true;
  }
  if (key_pressed(id, platform::key_home)) go(row, 0);
  if (key_pressed(id, platform::key_end)) go(row, last_column);
  if (key_pressed(id, platform::key_home, platform::mod_ctrl)) go(0, 0);
  if (key_pressed(id, platform::key_end, platform::mod_ctrl)) go(g.row_count - 1, last_column);
  if (key_pressed(id, platform::key_page_up)) go(std::max(0, row - g.page_rows), column);
  if (key_pressed(id, platform::key_page_down)) go(row + g.page_rows, column);
}

struct Cell {
  Item item;
  Rect inner;
  bool wants_edit = false;  // Enter, F2, double click, or a click on the cell with the focus
};

Cell begin_cell(Editor editor, std::uint32_t more_keys = 0) {
  GridContext& g = grid_context();
  GridState& s = *g.state;
  Cell cell;
  Interaction how;
  how.keys = k_cell_keys | more_keys;
  how.tab_stop = s.row == g.row && s.column == g.column;
  const bool was_focused = state().focus == g.cell;
  const bool activate_key = was_focused && (key_pressed(g.cell, platform::key_enter) ||
                                            key_pressed(g.cell, platform::key_f2));
  const bool space_key = was_focused && key_pressed(g.cell, ' ');
  cell.item = interact(g.cell, g.rect, how);
  g.event.has_focus = g.event.has_focus || cell.item.focused;
  cell.inner = g.rect.inset(px(10), 0);
  const ImGuiIO& io = ImGui::GetIO();
  if (cell.item.pressed || (cell.item.clicked && !cell.item.by_pointer)) {
    cell.wants_edit = was_focused && editor == Editor::in_cell && cell.item.pressed &&
                      !io.KeyShift && !io.KeyCtrl;
    s.row = g.row;
    s.column = g.column;
    g.event.clicked_row = g.row;
    g.event.extend = io.KeyShift;
    g.event.toggle = io.KeyCtrl || io.KeySuper;
  }
  if (space_key) {
    g.event.clicked_row = g.row;
    g.event.toggle = true;
  }
  if (activate_key || cell.item.double_clicked) {
    if (editor == Editor::in_cell) {
      cell.wants_edit = true;
    } else {
      g.event.activated_row = g.row;
    }
  }
  if (key_pressed(g.cell, platform::key_delete)) g.event.delete_row = g.row;
  move_by_keys(g.cell);
  return cell;
}

mirror::Node& end_cell(const Cell& cell, std::string_view name) {
  GridContext& g = grid_context();
  if (cell.item.focus_ring) {
    current_painter().outline(g.rect.inset(px(1)), theme().focus, px(2), px(4));
  }
  mirror::Node& node =
      annotate(cell.item, g.column == 0 ? mirror::Role::row_header : mirror::Role::grid_cell, name);
  node.column = g.column + 1;
  return node;
}

Align align_of_cell() {
  const GridContext& g = grid_context();
  return g.columns[static_cast<std::size_t>(g.column)].align;
}

std::string_view title_of_cell() {
  const GridContext& g = grid_context();
  return g.columns[static_cast<std::size_t>(g.column)].title;
}

void draw_cell_text(const Cell& cell, std::string_view s, TextStyle style, Colour c) {
  if (cell.item.visible) current_painter().text_fit(cell.inner, style, c, s, align_of_cell());
}

bool is_editing_here() {
  const GridContext& g = grid_context();
  return g.state->editing && g.state->row == g.row && g.state->column == g.column;
}

void start_editing() {
  GridContext& g = grid_context();
  g.state->editing = true;
  g.state->row = g.row;
  g.state->column = g.column;
  state().focus_when_drawn = derive(g.cell, 5);
  platform::request_frames(3, "cell editor");
}

// A cell that opens a list; draws its value, names its node, opens the popup.
Cell begin_list_cell(std::string_view value, Tone tone, std::string_view name) {
  const Cell cell = begin_cell(Editor::in_cell);
  Painter p = current_painter();
  Rect inner = cell.inner;
  if (cell.item.hovered || cell.item.focused) {
    const Rect box = inner.cut_right(px(16));
    p.icon(Icon::chevron_down, {box.x + px(2), box.centre().y - px(7), px(14), px(14)},
           theme().dimmed);
  }
  if (cell.item.visible) p.text_fit(inner, TextStyle::body, tone_colour(tone), value);
  const Id popup = derive(cell.item.id, 1);
  end_cell(cell, name).flags |= mirror::popup_list;
  if (cell.wants_edit && !is_popup_open(popup)) open_popup(popup);
  return cell;
}

// Opens the cell's node as the field's parent; the caller draws the field, then calls leave_editor.
NativeField enter_editor() {
  GridContext& g = grid_context();
  mirror::Node& node = annotate(
      g.cell, g.column == 0 ? mirror::Role::row_header : mirror::Role::grid_cell, g.rect, {});
  node.column = g.column + 1;
  open_node({g.rect.x, g.rect.y});
  NativeField field;
  field.rect = g.rect.inset(px(2), px(2));
  field.pad_left = field.pad_right = px(8);
  field.align = align_of_cell();
  return field;
}

void leave_editor() {
  GridContext& g = grid_context();
  State& s = state();
  close_node();
  const FieldOutcome outcome = s.field_outcome;
  if (outcome == FieldOutcome::none) return;
  g.state->editing = false;
  // Enter and Escape lead back to the cell; leaving the field led elsewhere already.
  if (outcome != FieldOutcome::left) s.focus_when_drawn = g.cell;
  platform::request_frames(3, "cell editor closed");
}

}  // namespace

void cell_text(std::string_view text, Tone tone) {
  const Cell cell = begin_cell(Editor::none);
  draw_cell_text(cell, text, TextStyle::body, tone_colour(tone));
  end_cell(cell, text);
}

void cell_strong(std::string_view text) {
  const Cell cell = begin_cell(Editor::none);
  draw_cell_text(cell, text, TextStyle::strong, theme().text);
  end_cell(cell, text);
}

void cell_badge(std::string_view text, Tone tone, Icon icon) {
  const Cell cell = begin_cell(Editor::none);
  if (cell.item.visible && !text.empty()) {
    const float mark = icon == Icon::none ? 0 : px(16);
    const float w =
        std::min(std::ceil(text_width(TextStyle::small, text)) + px(16) + mark, cell.inner.w);
    Rect pill{cell.inner.x, cell.inner.centre().y - px(11), w, px(22)};
    Painter p = current_painter();
    p.fill(pill, tone_soft(tone), px(11));
    pill = pill.inset(px(8), 0);
    if (mark > 0) {
      const Rect box = pill.cut_left(mark);
      p.icon(icon, {box.x - px(1), box.centre().y - px(6), px(13), px(13)}, tone_colour(tone));
    }
    p.text_fit(pill, TextStyle::small, tone_colour(tone), text);
  }
  end_cell(cell, text);
}

void cell_friction(std::optional<double> friction, std::string_view interval) {
  const Cell cell = begin_cell(Editor::none);
  std::string name = friction_name(title_of_cell(), friction);
  if (cell.item.visible) {
    Painter p = current_painter();
    Rect inner = cell.inner;
    const Rect box = align_of_cell() == Align::end && interval.empty() ? inner.cut_right(px(60))
                                                                       : inner.cut_left(px(60));
    draw_friction(p, {box.x, box.centre().y - px(11), box.w, px(22)}, friction);
    inner.cut_left(px(8));
    if (!interval.empty()) p.text_fit(inner, TextStyle::small, theme().dimmed, interval);
  }
  if (!interval.empty()) name += ", " + std::string(interval);
  end_cell(cell, name);
}

void cell_number(std::optional<double> value, int decimals, std::string_view unit) {
  const Cell cell = begin_cell(Editor::none);
  std::string s = value ? in_groups(number_text(*value, decimals)) : std::string("–");
  if (value && !unit.empty()) s += " " + std::string(unit);
  draw_cell_text(cell, s, TextStyle::body, value ? theme().text : theme().dimmed);
  end_cell(cell, value ? std::string_view(s) : std::string_view("not known"));
}

void cell_custom(std::string_view name, FunctionRef<void(Painter&, Rect)> draw) {
  const Cell cell = begin_cell(Editor::none);
  if (cell.item.visible) {
    Painter p = current_painter();
    draw(p, cell.inner);
  }
  end_cell(cell, name);
}

// Editors.

TextEdit cell_text_edit(std::string_view value, std::string_view placeholder) {
  if (is_editing_here()) {
    const NativeField field = enter_editor();
    const TextEdit edit =
        native_field(field, derive(grid_context().cell, 5), title_of_cell(), value, {});
    leave_editor();
    return edit;
  }
  const Cell cell = begin_cell(Editor::in_cell);
  const bool empty = value.empty();
  draw_cell_text(cell, empty ? placeholder : value,
                 grid_context().column == 0 ? TextStyle::strong : TextStyle::body,
                 empty ? theme().dimmed : theme().text);
  end_cell(cell, value);
  if (cell.wants_edit) start_editing();
  return {};
}

NumberEdit cell_number_edit(std::optional<double> value, const NumberRange& range) {
  if (is_editing_here()) {
    const NativeField field = enter_editor();
    const NumberEdit edit =
        number_in(field, derive(grid_context().cell, 5), title_of_cell(), value, range, {});
    leave_editor();
    return edit;
  }
  const Cell cell = begin_cell(Editor::in_cell);
  std::string s = value ? in_groups(number_text(*value, range.decimals)) : std::string("–");
  if (value && !range.unit.empty()) s += " " + std::string(range.unit);
  draw_cell_text(cell, s, TextStyle::body, value ? theme().text : theme().dimmed);
  end_cell(cell, value ? std::string_view(s) : std::string_view("not known"));
  if (cell.wants_edit) start_editing();
  return {};
}

std::optional<int> cell_select(Options options, int selected) {
  const std::span<const Option> list = options.items();
  const bool has = selected >= 0 && selected < static_cast<int>(list.size());
  const std::string_view value = has ? list[static_cast<std::size_t>(selected)].label : "–";
  const Cell cell = begin_list_cell(value, has ? Tone::normal : Tone::dimmed,
                                    has ? value : std::string_view("none"));
  return select_popup(cell.item.id, cell.item.rect, title_of_cell(), list, selected);
}

std::optional<int> cell_menu(std::string_view shown, Tone tone,
                             FunctionRef<const std::vector<Option>&()> options) {
  const Cell cell = begin_list_cell(shown, tone, shown);
  if (!is_popup_open(derive(cell.item.id, 1))) return std::nullopt;
  return select_popup(cell.item.id, cell.item.rect, title_of_cell(), options(), -1);
}

RatingEdit cell_rating(std::optional<int> value, std::span<const std::string_view> words) {
  GridContext& g = grid_context();
  const Theme& t = theme();
  const Cell cell = begin_cell(Editor::in_cell, mirror::keys_digits);
  const int count = static_cast<int>(words.size());
  const float size =
      std::min(px(22), std::floor(cell.inner.w / static_cast<float>(std::max(count, 1))));
  RatingEdit edit;
  const auto set = [&](std::optional<int> v) {
    if (v == value) return;
    edit.changed = true;
    edit.value = v;
  };
  Painter p = current_painter();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  for (int i = 0; i < count; ++i) {
    const Rect box{cell.inner.x + size * static_cast<float>(i), cell.inner.centre().y - px(11),
                   size, px(22)};
    const bool over = cell.item.hovered && box.contains({mouse.x, mouse.y});
    const bool on = value == i;
    if (cell.item.visible && (on || cell.item.hovered || cell.item.focused)) {
      const Rect body = box.inset(px(1));
      if (on || over) p.fill(body, on ? t.accent : t.pressed, px(4));
      if (!on) p.outline(body, soft_border(), 0, px(4));
    }
    if (cell.item.visible) {
      p.text_fit(box, on ? TextStyle::strong : TextStyle::small, on ? t.on_accent : t.dimmed,
                 std::to_string(i), Align::centre);
    }
    if (over && cell.item.clicked && cell.item.by_pointer)
      set(on ? std::nullopt : std::optional(i));
    if (i < 10 && key_pressed(g.cell, static_cast<std::uint32_t>('0' + i))) set(i);
  }
  if (key_pressed(g.cell, platform::key_backspace)) set(std::nullopt);
  std::string name(title_of_cell());
  name += value && *value < count ? ": " + std::to_string(*value) + " " +
                                        std::string(words[static_cast<std::size_t>(*value)])
                                  : ": not rated";
  end_cell(cell, name);
  return edit;
}

std::optional<bool> cell_check(bool value) {
  const Cell cell = begin_cell(Editor::in_cell);
  const Theme& t = theme();
  Painter p = current_painter();
  const Rect box{cell.inner.x, cell.inner.centre().y - px(9), px(18), px(18)};
  if (value) {
    p.fill(box, t.accent, px(4));
    p.icon(Icon::check, box.inset(px(1)), t.on_accent);
  } else {
    p.fill(box, t.raised, px(4));
    p.outline(box, t.control_border, 0, px(4));
  }
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool on_box =
      cell.item.clicked && (!cell.item.by_pointer || box.contains({mouse.x, mouse.y}));
  end_cell(cell, value ? "yes" : "no");
  if (on_box || (cell.wants_edit && !cell.item.pressed)) return !value;
  return std::nullopt;
}

bool cell_group(std::string_view title, std::string_view remark, std::optional<double> friction,
                std::string_view friction_label, bool open) {
  const Id id = grid_context().cell;
  const bool by_arrow = key_pressed(id, open ? platform::key_left : platform::key_right);
  const bool by_key = key_pressed(id, platform::key_enter) || key_pressed(id, ' ');
  const Cell cell = begin_cell(Editor::none);
  std::string name(title);
  if (friction) name += concat(", ", friction_name(friction_label, friction));
  name += concat(", ", remark);
  if (cell.item.visible) {
    Painter p = current_painter();
    Rect inner = cell.inner;
    const Rect arrow = inner.cut_left(px(22));
    p.icon(open ? Icon::chevron_down : Icon::chevron_right,
           {arrow.x, arrow.centre().y - px(8), px(16), px(16)}, theme().dimmed);
    const float width = std::min(text_width(TextStyle::strong, title), inner.w * 0.6F);
    p.text_fit(inner.cut_left(width + px(10)), TextStyle::strong, theme().text, title);
    if (friction) {
      const Rect box = inner.cut_left(px(68));
      draw_friction(p, {box.x, box.centre().y - px(11), px(60), px(22)}, friction);
    }
    p.text_fit(inner, TextStyle::small, theme().dimmed, remark);
  }
  mirror::Node& node = end_cell(cell, name);
  node.flags |= mirror::expandable | (open ? mirror::expanded : 0U);
  return by_arrow || by_key || cell.item.clicked;
}

}  // namespace touchstone::ui
