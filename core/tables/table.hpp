// Rows of text cells as they stand in a file: rows may have different lengths, and know their line.
//
// The cells are spans into one text, eight bytes each, so that a table costs little more than the
// file it came from. Cells beyond a row's end read as "".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchstone::tables {

class Table {
public:
  Table() = default;

  // A table whose cells are spans of `text`, for readers; its size fits 32 bits.
  explicit Table(std::string text) : text_(std::move(text)) {}

  std::size_t rows() const { return rows_.size(); }

  // The cells of the longest row.
  std::size_t columns() const { return columns_; }

  std::size_t cells(std::size_t row) const {
    const std::size_t end = row + 1 < rows_.size() ? rows_[row + 1].first : spans_.size();
    return end - rows_[row].first;
  }

  std::string_view cell(std::size_t row, std::size_t column) const {
    if (column >= cells(row)) return {};
    const Span& span = spans_[rows_[row].first + column];
    return std::string_view(text_).substr(span.at, span.size);
  }

  // The line of the file, from 1, on which the row begins.
  std::uint32_t line(std::size_t row) const { return rows_[row].line; }

  // For readers: a row, then its cells in order.
  void begin_row(std::uint32_t line);
  void add_span(std::size_t at, std::size_t size);
  void add_text(std::string_view text);
  // Forgets the last row if it is one empty cell: a blank line.
  void drop_blank_row();

  // The text behind the cells; a reader may change what no span covers yet.
  std::string& text() { return text_; }

  const std::string& text() const { return text_; }

private:
  struct Span {
    std::uint32_t at, size;
  };

  struct Row {
    std::uint32_t first, line;
  };

  std::string text_;
  std::vector<Span> spans_;
  std::vector<Row> rows_;
  std::size_t columns_ = 0;
};

}  // namespace touchstone::tables
