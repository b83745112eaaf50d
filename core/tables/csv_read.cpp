#include "tables/csv_read.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <utility>

#include "intake/limits.hpp"
#include "text/concat.hpp"
#include "text/figure.hpp"

namespace touchstone::tables {
namespace {

constexpr std::array<char, 3> k_delimiters = {',', ';', '\t'};
constexpr std::size_t k_sample_bytes = 65'536;
constexpr std::size_t k_sample_rows = 50;

// "sep=;" on a line of its own, as some spreadsheets write it: its length, or 0.
std::size_t separator_line(std::string_view text) {
  if (!text.starts_with("sep=") || text.size() < 5) return 0;
  const std::size_t end = text.find_first_of("\r\n");
  if ((end == std::string_view::npos ? text.size() : end) != 5) return 0;
  return end == std::string_view::npos ? 5 : end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
}

struct Split {
  std::size_t columns = 0;  // of the first row
  double alike = 0;         // share of the rows that have as many
};

Split split_by(std::string_view sample, bool whole, char delimiter) {
  const CsvContent content = read_csv(std::string(sample), delimiter);
  // The last row of a cut sample may be cut as well.
  std::size_t rows = content.table.rows();
  if (!whole && rows > 1) --rows;
  rows = std::min(rows, k_sample_rows);
  if (rows == 0) return {};
  Split split{content.table.cells(0), 0};
  std::size_t alike = 0;
  for (std::size_t row = 0; row < rows; ++row)
    if (content.table.cells(row) == split.columns) ++alike;
  split.alike = static_cast<double>(alike) / static_cast<double>(rows);
  return split;
}

}  // namespace

char detect_delimiter(std::string_view text) {
  if (separator_line(text) > 0) return text[4];
  const std::string_view sample = text.substr(0, k_sample_bytes);
  char best = k_delimiters[0];
  Split best_split{1, 0};
  for (const char delimiter : k_delimiters) {
    const Split split = split_by(sample, sample.size() == text.size(), delimiter);
    if (split.columns < 2) continue;
    const bool better = best_split.columns < 2 || split.alike > best_split.alike ||
                        (split.alike == best_split.alike && split.columns > best_split.columns);
    if (!better) continue;
    best = delimiter;
    best_split = split;
  }
  return best;
}

CsvReader::CsvReader(std::string text, std::optional<char> delimiter) {
  content_.delimiter = delimiter ? *delimiter : detect_delimiter(text);
  size_ = text.size();
  at_ = separator_line(text);
  if (at_ > 0) line_ = row_line_ = 2;
  content_.table = Table(std::move(text));
}

bool CsvReader::step(std::size_t bytes) {
  const std::size_t end = bytes < size_ - at_ ? at_ + bytes : size_;
  do {
    if (at_ >= size_ && !in_row_) return false;
    const bool is_row_too_much = !in_row_ && content_.table.rows() >= k_most_rows;
    if (cells_ >= k_most_cells || is_row_too_much) {
      content_.refusal =
          concat("The file has more than ",
                 is_row_too_much ? concat(in_groups(std::to_string(k_most_rows)), " rows")
                                 : concat(in_groups(std::to_string(k_most_cells)), " cells"),
                 ". Split it, or leave out what is not needed.");
      at_ = size_;
      in_row_ = false;
      return false;
    }
    read_cell();
  } while (at_ < end);
  return at_ < size_ || in_row_;
}

double CsvReader::progress() const {
  return size_ == 0 ? 1 : static_cast<double>(at_) / static_cast<double>(size_);
}

CsvContent CsvReader::take() {
  return std::move(content_);
}

// Reads the cell at at_ and what ends it.
void CsvReader::read_cell() {
  if (!in_row_) {
    content_.table.begin_row(line_);
    row_line_ = line_;
    row_cells_ = 0;
    in_row_ = true;
  }
  const bool quoted = at_ < size_ && content_.table.text()[at_] == '"' && read_quoted();
  if (!quoted) read_plain(at_);
  if (at_ >= size_) {
    end_row();
    return;
  }
  const char ending = content_.table.text()[at_++];
  if (ending == content_.delimiter) return;
  if (ending == '\r' && at_ < size_ && content_.table.text()[at_] == '\n') ++at_;
  ++line_;
  end_row();
}

// Where the unquoted text at `from` ends: a delimiter, a line end or the end of all.
std::size_t CsvReader::find_end(std::size_t from) const {
  const std::string_view text = content_.table.text();
  const char delimiter = content_.delimiter;
  while (from < size_ && text[from] != delimiter && text[from] != '\n' && text[from] != '\r')
    ++from;
  return from;
}

void CsvReader::read_plain(std::size_t begin) {
  at_ = find_end(begin);
  add_cell(begin, at_);
}

// Reads the quoted cell at at_, or returns false if its quote never closes. That costs a look at
// all the text there is, but only once: afterwards quotes come in even runs only, and of an even
// run that begins a cell the second quote or a later one closes it.
bool CsvReader::read_quoted() {
  std::string& text = content_.table.text();
  const std::size_t begin = at_ + 1;
  std::size_t quotes = 0;
  std::size_t close = begin;
  while (true) {
    const void* const found =
        close < size_ ? std::memchr(text.data() + close, '"', size_ - close) : nullptr;
    if (found == nullptr) {
      // Longer than what is shown of it, which is cut at a character's edge.
      content_.problems.add(line_, "", std::string_view(text).substr(at_, 200),
                            "A quotation mark is opened here and never closed; it is read as an "
                            "ordinary character.");
      return false;
    }
    close = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    if (close + 1 >= size_ || text[close + 1] != '"') break;
    ++quotes;
    close += 2;
  }
  const std::size_t end = find_end(close + 1);
  if (end > close + 1)
    content_.problems.add(row_line_, "", std::string_view(text).substr(at_, end - at_),
                          "Text stands after the closing quotation mark; it is read as part of "
                          "the cell.");
  line_ += static_cast<std::uint32_t>(line_ends(begin, close));
  // Take the doubled quotes and the closing one out, in place.
  std::size_t to = begin;
  for (std::size_t from = begin; from < end; ++from) {
    if (quotes == 0 && end == close + 1) {
      to = close;
      break;
    }
    if (from == close) continue;
    text[to++] = text[from];
    if (from < close && text[from] == '"') ++from;
  }
  add_cell(begin, to);
  at_ = end;
  return true;
}

// Line ends within text[begin, end).
std::size_t CsvReader::line_ends(std::size_t begin, std::size_t end) const {
  const std::string_view text = content_.table.text();
  std::size_t count = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 >= end || text[i + 1] != '\n'))) ++count;
  }
  return count;
}

void CsvReader::add_cell(std::size_t begin, std::size_t end) {
  ++row_cells_;
  ++cells_;
  if (row_cells_ <= k_most_columns) {
    content_.table.add_span(begin, end - begin);
  } else if (row_cells_ == k_most_columns + 1) {
    content_.problems.add(row_line_, "", "",
                          "The row has more than 16,384 cells; those beyond are left out.");
  }
}

void CsvReader::end_row() {
  in_row_ = false;
  if (row_cells_ == 1) content_.table.drop_blank_row();
}

CsvContent read_csv(std::string text, std::optional<char> delimiter) {
  CsvReader reader(std::move(text), delimiter);
  while (reader.step(std::numeric_limits<std::size_t>::max())) {
  }
  return reader.take();
}

}  // namespace touchstone::tables
