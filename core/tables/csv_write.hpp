// Tables as CSV for spreadsheets: RFC 4180, UTF-8 with byte order mark, lines ending in CR LF.
//
//   CsvWriter csv({"Touchpoint", "Friction"});
//   csv.text("Refund call").number(61.25, 1).end_row();
//   const std::string file = csv.take();
//
// A text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a carriage
// return, or with apostrophes before one of these) gets one apostrophe in front; csv_plain() takes
// it off again, so every text reads back as it was. Numbers are written bare.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "text/figure.hpp"

namespace touchstone::tables {

class CsvWriter {
public:
  explicit CsvWriter(std::initializer_list<std::string_view> header);
  explicit CsvWriter(std::span<const std::string> header);

  CsvWriter& text(std::string_view text);
  // `decimals`: the most places after the point; trailing zeros are left out. None: an empty cell.
  CsvWriter& number(std::optional<double> value, int decimals);
  // As many digits as it takes to read the same number back.
  CsvWriter& exact(std::optional<double> value);
  CsvWriter& empty();

  // Misuse: a row with more or fewer cells than the header.
  void end_row();

  std::string take();

private:
  void cell(std::string_view written);

  std::size_t columns_;
  std::size_t cells_ = 0;  // of the row being written
  std::string out_;
};

// `text` as it stands between the commas: with the apostrophe and the quotes it needs.
std::string csv_cell(std::string_view text);

// The text a cell stood for before csv_cell put an apostrophe in front.
std::string_view csv_plain(std::string_view cell);

}  // namespace touchstone::tables
