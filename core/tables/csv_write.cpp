#include "tables/csv_write.hpp"

#include <cassert>
#include <utility>

#include "json/text.hpp"
#include "json/utf8.hpp"

namespace touchstone::tables {
namespace {

// Whether an apostrophe in front tells text from formula, or from a text that got one.
bool looks_like_formula(std::string_view text) {
  const std::size_t first = text.find_first_not_of('\'');
  if (first == std::string_view::npos) return false;
  return std::string_view("=+-@\t\r").find(text[first]) != std::string_view::npos;
}

}  // namespace

std::string csv_cell(std::string_view text) {
  std::string plain = valid_utf8(text);
  if (looks_like_formula(plain)) plain.insert(0, 1, '\'');
  if (plain.find_first_of(",\"\r\n") == std::string::npos) return plain;
  std::string quoted = "\"";
  for (const char c : plain) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string_view csv_plain(std::string_view cell) {
  return cell.starts_with('\'') && looks_like_formula(cell) ? cell.substr(1) : cell;
}

CsvWriter::CsvWriter(std::initializer_list<std::string_view> header) : columns_(header.size()) {
  out_ = "\xEF\xBB\xBF";
  for (const std::string_view name : header) text(name);
  end_row();
}

CsvWriter::CsvWriter(std::span<const std::string> header) : columns_(header.size()) {
  out_ = "\xEF\xBB\xBF";
  for (const std::string& name : header) text(name);
  end_row();
}

void CsvWriter::cell(std::string_view written) {
  if (cells_++ > 0) out_ += ',';
  out_ += written;
}

CsvWriter& CsvWriter::text(std::string_view text) {
  cell(csv_cell(text));
  return *this;
}

CsvWriter& CsvWriter::number(std::optional<double> value, int decimals) {
  cell(value ? short_number(*value, decimals) : std::string());
  return *this;
}

CsvWriter& CsvWriter::exact(std::optional<double> value) {
  cell(value ? number_text(*value) : std::string());
  return *this;
}

CsvWriter& CsvWriter::empty() {
  cell("");
  return *this;
}

void CsvWriter::end_row() {
  assert(cells_ == columns_);
  cells_ = 0;
  out_ += "\r\n";
}

std::string CsvWriter::take() {
  return std::move(out_);
}

}  // namespace touchstone::tables
