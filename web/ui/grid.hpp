// A table to read, sort, select from and edit in place. Only rows on the screen are drawn: 10,000
// rows cost as much as 30. The header stays; a frozen first column stays too.
//
//   static constexpr ui::Column k_columns[] = {
//       {.title = "Touchpoint", .width = 240},
//       {.title = "Friction", .width = 110, .align = ui::Align::end}};
//   const auto draw_cell = [&](int row, int column) {
//     switch (column) {
//       case 0:
//         if (auto t = ui::cell_text_edit(touchpoint.name)) commands.rename(..., t.text);
//         break;
//       case 1:
//         ui::cell_friction(score.friction);
//         break;
//     }
//   };
//   const ui::GridEvent e = ui::grid("Touchpoints", k_columns, rows.size(), state, {}, draw_cell);
//
// Keys: arrows, Home, End, Ctrl+Home, Ctrl+End, PageUp, PageDown move; Enter or F2 edits the cell
// (or activates the row where the cell has no editor); Escape leaves the editor; Delete reports
// delete_row; Shift+Up and Shift+Down extend a many-row selection, Ctrl+Up and Ctrl+Down move
// without selecting, Space toggles the row in it; typing does nothing by itself.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ui/items.hpp"

namespace touchstone::ui {

struct Column {
  std::string_view title;
  float width = 120;     // css px; the least width of a stretching column
  bool stretch = false;  // shares what is left
  bool sortable = true;
  Align align = Align::start;
  std::string_view description = {};  // tooltip of the header
};

// What the grid remembers between frames; the caller owns it (one per grid, in the UI state).
struct GridState {
  int sort_column = -1;  // -1: the caller's own order
  bool sort_descending = false;
  int row = 0, column = 0;  // the cell with the focus; row -1 is the header
  bool editing = false;
  bool reveal_row = false;  // set it to scroll `row` into view at the next frame
};

struct GridOptions {
  float height = 0;          // device px; 0 is all that is left in the region
  float row_height = 36;     // css px
  float header_height = 36;  // css px; from 44 up titles wrap
  bool freeze_first_column = true;
  std::function<bool(int row)> is_selected =
      {};  // none: the row with the focus is the selected one
  std::function<std::uint64_t(int row)> row_key = {};  // stable identity of a row; none: its number
  std::function<void(int row)> row_menu = {};  // calls ui::context_menu for the row, if anything
  // A row that heads others: it has one cell across all columns, to be drawn with cell_group.
  std::function<bool(int row)> is_group = {};
  std::string_view empty_text = "Nothing here yet.";
};

struct GridEvent {
  std::optional<int> clicked_row;    // pressed, or reached by the keys: select it
  bool extend = false;               // with Shift: select from the anchor to it
  bool toggle = false;               // with Ctrl, or Space: add or remove it
  std::optional<int> activated_row;  // double click or Enter on a cell without editor
  std::optional<int> delete_row;     // Delete pressed
  bool sort_changed = false;         // sort_column and sort_descending were changed: sort your rows
  bool has_focus = false;            // one of the cells has it
};

GridEvent grid(std::string_view name, std::span<const Column> columns, int row_count,
               GridState& state, const GridOptions& options,
               FunctionRef<void(int row, int column)> draw_cell);

// Cells: call exactly one per draw_cell.

void cell_text(std::string_view text, Tone tone = Tone::normal);
void cell_strong(std::string_view text);
void cell_badge(std::string_view text, Tone tone, Icon icon = Icon::none);
void cell_friction(std::optional<double> friction, std::string_view interval = {});
// `shown` is drawn right-aligned by the column's align; empty is shown as a dimmed dash.
void cell_number(std::optional<double> value, int decimals = 0, std::string_view unit = {});
// Drawn by hand; `name` is what a screen reader reads.
void cell_custom(std::string_view name, FunctionRef<void(Painter&, Rect)> draw);

// Editors in place: shown as text until the cell is edited.
TextEdit cell_text_edit(std::string_view value, std::string_view placeholder = {});
NumberEdit cell_number_edit(std::optional<double> value, const NumberRange& range = {});
std::optional<int> cell_select(Options options, int selected);
// Shows `shown` and opens a list of what can be done to it (add, take out ...): for a cell that
// holds several things at once. `options` is asked for only while the list is open.
std::optional<int> cell_menu(std::string_view shown, Tone tone,
                             FunctionRef<const std::vector<Option>&()> options);
RatingEdit cell_rating(std::optional<int> value, std::span<const std::string_view> words);
std::optional<bool> cell_check(bool value);

// The cell of a row that heads others: a title, a remark, a friction with what it is. True when it
// shall open or close: by a press, Enter or Space, Left and Right.
bool cell_group(std::string_view title, std::string_view remark, std::optional<double> friction,
                std::string_view friction_label, bool open);

}  // namespace touchstone::ui
