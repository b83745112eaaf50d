// Which program a table comes from, and where its columns' names and its rows begin.
//
// Recognition looks at headers and, for Maze, at outcome words; never at localised question texts.
// What each tool writes is told in docs/import.md.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "import/fields.hpp"
#include "tables/table.hpp"

namespace touchstone::importing {

struct Recognised {
  ImportKind kind = ImportKind::answers;
  double confidence = 0;  // 0 nothing known .. 1 certain
  std::string why;        // one sentence
};

// `file_name` only breaks ties ("tickets.csv").
Recognised recognise(const tables::Table& table, std::string_view file_name);

// One column of a table as its kind lays it out.
struct Column {
  std::string label;     // names it: its header, made unique by "#2", "#3"; "column 5" without one
  std::string header;    // as in the file; of two header rows the one that names
  std::string question;  // the other header row's text, or the question above; may be ""
};

struct Layout {
  std::size_t first_row = 0;       // of the data
  std::size_t header_row = 0;      // the row of names
  std::vector<Column> columns;     // as many as the longest row has
  std::vector<std::string> above;  // text in rows above the header, which is left out
};

Layout layout_of(const tables::Table& table, ImportKind kind);

}  // namespace touchstone::importing
