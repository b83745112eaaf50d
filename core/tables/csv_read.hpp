// Reads comma-, semicolon- and tab-separated text (RFC 4180, leniently) into a Table, in steps.
//
//   CsvReader reader(std::move(text));           // UTF-8; the delimiter is detected
//   while (reader.step(1 << 20)) show(reader.progress());   // or stop: drop the reader
//   CsvContent content = reader.take();
//
// Cells may be quoted and then hold delimiters, line breaks and "" for ". A line ends with LF, CR
// or CR LF. Blank lines are no rows. A first line "sep=;" names the delimiter. Every text is read:
// what RFC 4180 does not allow is reported by line and read in the nearest way:
//   text after a closing quote   belongs to the cell
//   a quote that never closes    is an ordinary character, as is one within an unquoted cell
// A text with more rows or cells than limits.hpp allows is read no further.
//
// Linear in the text whatever it holds; one step reads at least one cell, however long.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tables/import_problem.hpp"
#include "tables/table.hpp"

namespace touchstone::tables {

struct CsvContent {
  Table table;
  char delimiter = ',';
  ProblemLog problems;
  std::string refusal;  // why it is not read to its end: it is too large; "": it is
};

// Which of comma, semicolon and tab separates the cells of `text`: the one that splits the first
// line and splits most of the next lines alike. Looks at the first 64 KB; a comma if none does.
char detect_delimiter(std::string_view text);

class CsvReader {
public:
  // `text` is at most 1 GB. Without a delimiter it is detected.
  explicit CsvReader(std::string text, std::optional<char> delimiter = std::nullopt);

  // Reads about `bytes` more; returns whether there is more to read.
  bool step(std::size_t bytes);

  // 0..1.
  double progress() const;

  // What was read; once, after step() returned false.
  CsvContent take();

private:
  void read_cell();
  bool read_quoted();
  void read_plain(std::size_t begin);
  void add_cell(std::size_t begin, std::size_t end);
  void end_row();
  std::size_t find_end(std::size_t from) const;
  std::size_t line_ends(std::size_t begin, std::size_t end) const;

  CsvContent content_;
  std::size_t size_ = 0;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;      // of at_
  std::uint32_t row_line_ = 1;  // of the row being read
  std::size_t row_cells_ = 0;
  std::size_t cells_ = 0;
  bool in_row_ = false;
};

// The whole of `text` in one go.
CsvContent read_csv(std::string text, std::optional<char> delimiter = std::nullopt);

}  // namespace touchstone::tables
