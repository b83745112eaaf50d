// How the cells of sheets are read: shared texts, number formats, columns, days.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tables/table.hpp"
#include "tables/xml_tags.hpp"

namespace touchstone::tables {

// A number written in an attribute; 0 for what is none.
std::uint32_t number_of(std::string_view text);

// Texts that cells name by number, one behind the other: millions of short ones take little more
// room than their letters.
class SharedTexts {
public:
  void read(const XmlTags& tags);

  std::size_t size() const { return ends_.size(); }

  std::string_view at(std::size_t number) const;

private:
  std::string text_;
  std::vector<std::uint32_t> ends_;
  bool is_hint_ = false;  // how a text is pronounced, which is none of it
};

// Which cell styles show days or times.
class CellStyles {
public:
  void read(const XmlTags& tags);

  bool shows_time(std::size_t style) const { return style < styles_.size() && styles_[style]; }

private:
  std::vector<bool> formats_;  // of the workbook's own, by number
  std::vector<bool> styles_;
  bool is_cell_ = false;
};

// What the sheets of a workbook share.
struct Book {
  SharedTexts shared;
  CellStyles styles;
  bool from_1904 = false;
};

// How much the sheets may still hold, all together.
struct SheetRoom {
  std::size_t rows, cells, bytes;
};

// Fills a table, cell by cell.
class SheetReader {
public:
  // All outlive it.
  SheetReader(const Book& book, SheetRoom& room, Table& table)
      : book_(book), room_(room), table_(table) {}

  // False when there is no room for more.
  bool read(const XmlTags& tags);

private:
  void begin_row(std::string_view number);
  void begin_cell(const XmlTags& tags);
  bool end_cell();
  std::string text_of_cell() const;

  const Book& book_;
  SheetRoom& room_;
  Table& table_;
  std::string type_, style_, value_;  // of the cell
  std::uint32_t row_ = 0;
  // Of the cell; what the row holds so far; where the next cell stands that does not say.
  std::size_t column_ = 0, filled_ = 0, next_ = 0;
  bool has_begun_ = false, is_value_ = false, is_hint_ = false;
};

}  // namespace touchstone::tables
