#include "tables/workbook_cells.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "audit/date.hpp"
#include "intake/limits.hpp"
#include "text/concat.hpp"
#include "text/number.hpp"

namespace touchstone::tables {
namespace {

// Excel's own limit; a row that says it stands behind it stands behind the one before.
constexpr std::uint32_t k_last_row = 1'048'576;
// Of number formats; Excel takes some hundred.
constexpr std::uint32_t k_most_formats = 65'536;

// Whether a number format shows days or times: it names a year, month, day, hour or second outside
// of quoted text and of what stands in brackets.
bool is_time_format(std::string_view format) {
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    if (c == '"' || c == '[') {
      const std::size_t end = format.find(c == '"' ? '"' : ']', i + 1);
      // [h]:mm is a duration: its letters count.
      if (c == '[' && end == i + 2 && std::string_view("hms").find(format[i + 1]) < 3) return true;
      if (end == std::string_view::npos) return false;
      i = end;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (std::string_view("ymdhsYMDHS").find(c) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

// The number of a day of spreadsheets as a date, and a time behind it. They count from 1 January
// 1900, and take that year for a leap year; or from 1 January 1904. "" for what is no such day.
std::string day_text(double serial, bool from_1904) {
  constexpr double k_last = 2958466;  // the year 10000
  constexpr int k_seconds_a_day = 86400;
  if (!(serial >= 0 && serial < k_last)) return "";
  auto seconds = static_cast<std::int64_t>(std::llround(serial * k_seconds_a_day));
  const auto day = static_cast<std::int32_t>(seconds / k_seconds_a_day);
  seconds %= k_seconds_a_day;
  std::string text;
  if (day > 0 || from_1904) {
    constexpr std::int32_t k_1904 = -24107, k_1899 = -25569;  // days from 1970
    text = format_date({day + (from_1904 ? k_1904 : k_1899 + (day < 60 ? 1 : 0))});
  }
  if (seconds == 0 && !text.empty()) return text;
  const auto two = [](std::int64_t value) {
    return concat(value < 10 ? "0" : "", std::to_string(value));
  };
  return concat(text, text.empty() ? "" : " ", two(seconds / 3600), ":", two(seconds / 60 % 60),
                ":", two(seconds % 60));
}

// 0 of "A1", 27 of "AB12"; nothing when it names no column.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
    if (column > k_most_columns) return std::nullopt;
  }
  return column == 0 ? std::nullopt : std::optional(column - 1);
}

}  // namespace

std::uint32_t number_of(std::string_view text) {
  std::uint32_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// What sheets share.

void SharedTexts::read(const XmlTags& tags) {
  if (tags.name() == "si" && tags.opens())
    ends_.push_back(static_cast<std::uint32_t>(text_.size()));
  if (tags.name() == "rPh") is_hint_ = tags.opens();
  if (tags.name() != "t" || tags.opens() || is_hint_ || ends_.empty()) return;
  text_ += tags.text();
  ends_.back() = static_cast<std::uint32_t>(text_.size());
}

std::string_view SharedTexts::at(std::size_t number) const {
  const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(text_).substr(begin, ends_[number] - begin);
}

void CellStyles::read(const XmlTags& tags) {
  if (tags.name() == "cellXfs") is_cell_ = tags.opens();
  if (!tags.opens()) return;
  if (tags.name() == "numFmt" && is_time_format(tags.attribute("formatCode"))) {
    const std::uint32_t id = number_of(tags.attribute("numFmtId"));
    if (id >= k_most_formats) return;
    if (id >= formats_.size()) formats_.resize(id + 1);
    formats_[id] = true;
  }
  if (tags.name() != "xf" || !is_cell_) return;
  const std::uint32_t id = number_of(tags.attribute("numFmtId"));
  // 14 to 22 and 45 to 47 are those that every workbook has.
  styles_.push_back((id >= 14 && id <= 22) || (id >= 45 && id <= 47) ||
                    (id < formats_.size() && formats_[id]));
}

// One sheet.

bool SheetReader::read(const XmlTags& tags) {
  const std::string_view name = tags.name();
  if (name == "row") {
    if (tags.opens()) begin_row(tags.attribute("r"));
  } else if (name == "c") {
    if (tags.opens()) begin_cell(tags);
    if (!tags.opens() || tags.is_empty()) return end_cell();
  } else if (name == "rPh") {
    is_hint_ = tags.opens();
  } else if (name == "v" || name == "t") {
    if (!tags.opens() && is_value_ && !is_hint_) value_ += tags.text();
    is_value_ = tags.opens() && !tags.is_empty();
  }
  return true;
}

void SheetReader::begin_row(std::string_view number) {
  const std::uint32_t row = number_of(number);
  row_ = std::max(row <= k_last_row ? row : 0, row_ + 1);
  has_begun_ = false;
  filled_ = next_ = 0;
}

void SheetReader::begin_cell(const XmlTags& tags) {
  type_ = tags.attribute("t");
  style_ = tags.attribute("s");
  value_.clear();
  const std::optional<std::size_t> named = column_of(tags.attribute("r"));
  column_ = named ? std::max(*named, next_) : next_;
  next_ = column_ + 1;
}

bool SheetReader::end_cell() {
  const std::string text = text_of_cell();
  const bool is_outside = row_ == 0;  // of any row
  if (text.empty() || is_outside || column_ >= k_most_columns) return true;
  // Blank cells in front count: a row may hold one far out. A text that stands once in the file may
  // be that of each cell.
  const std::size_t cells = column_ + 1 - filled_;
  const std::size_t rows = has_begun_ ? 0 : 1;
  if (cells > room_.cells || rows > room_.rows || text.size() > room_.bytes) return false;
  room_.cells -= cells;
  room_.rows -= rows;
  room_.bytes -= text.size();
  if (!std::exchange(has_begun_, true)) table_.begin_row(row_);
  for (; filled_ < column_; ++filled_) table_.add_text("");
  table_.add_text(text);
  ++filled_;
  return true;
}

std::string SheetReader::text_of_cell() const {
  if (type_ == "s") {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(value_.data(), value_.data() + value_.size(), number);
    const bool is_known = error == std::errc() && number < book_.shared.size();
    return std::string(is_known ? book_.shared.at(number) : "");
  }
  if (type_ == "b") return value_ == "1" ? "yes" : "no";
  if (type_ == "e") return "";  // #N/A and the like
  if (!type_.empty() && type_ != "n") return value_;
  if (style_.empty() || !book_.styles.shows_time(number_of(style_))) return value_;
  const std::optional<double> serial = number_in(value_);
  const std::string day = serial ? day_text(*serial, book_.from_1904) : "";
  return day.empty() ? value_ : day;
}

}  // namespace touchstone::tables
