// What grid.cpp and cells.cpp share: the grid being drawn, and its current cell.
#pragma once

#include "ui/core.hpp"

namespace touchstone::ui::detail {

struct GridContext {
  Id id = 0;
  std::span<const Column> columns;
  int row_count = 0;
  GridState* state = nullptr;
  const GridOptions* options = nullptr;
  GridEvent event;
  // The current cell.
  Id cell = 0;
  Rect rect;
  int row = 0, column = 0;
  int page_rows = 1;
};

GridContext& grid_context();
// Moves the focus to another cell; rows out of view are scrolled to by the grid.
void move_to_cell(int row, int column);
Id row_id_of(int row);
Id cell_id_of(Id row, int column);

}  // namespace touchstone::ui::detail
