#include "files/workbook.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "audit/date.hpp"
#include "files/csv_read.hpp"
#include "text/concat.hpp"
#include "text/number.hpp"

namespace touchstone::files {
namespace {

// ---- The archive --------------------------------------------------------------------------------

constexpr std::size_t k_end_size = 22, k_entry_size = 46, k_local_size = 30;
constexpr std::uint32_t k_end_mark = 0x06054B50, k_entry_mark = 0x02014B50,
                        k_local_mark = 0x04034B50;

// `size` bytes from `at`, lowest first; 0 beyond the end.
std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i > 0; --i) {
    const std::size_t place = at + i - 1;
    value = value << 8U | (place < bytes.size() ? static_cast<unsigned char>(bytes[place]) : 0U);
  }
  return value;
}

Problems problem(std::string message) {
  return {{"", std::move(message)}};
}

// Where the list of entries ends: behind it only a remark of at most 64 KB may follow.
std::optional<std::size_t> end_of_archive(std::string_view bytes) {
  if (bytes.size() < k_end_size) return std::nullopt;
  const std::size_t last = bytes.size() - k_end_size;
  for (std::size_t back = 0; back <= std::min<std::size_t>(last, 0xFFFF); ++back)
    if (number_at(bytes, last - back, 4) == k_end_mark) return last - back;
  return std::nullopt;
}

bool is_wanted(std::string_view name) {
  return name == "xl/workbook.xml" || name == "xl/sharedStrings.xml" || name == "xl/styles.xml" ||
         name == "xl/_rels/workbook.xml.rels" ||
         (name.starts_with("xl/worksheets/") && name.ends_with(".xml"));
}

std::optional<PackedPart> part_at(std::string_view bytes, std::size_t entry) {
  const std::size_t local = number_at(bytes, entry + 42, 4);
  const std::size_t packed_size = number_at(bytes, entry + 20, 4);
  const std::uint32_t method = number_at(bytes, entry + 10, 2);
  if (number_at(bytes, local, 4) != k_local_mark || (method != 0 && method != 8))
    return std::nullopt;
  const std::size_t begin =
      local + k_local_size + number_at(bytes, local + 26, 2) + number_at(bytes, local + 28, 2);
  if (begin > bytes.size() || packed_size > bytes.size() - begin) return std::nullopt;
  PackedPart part;
  part.packed = bytes.substr(begin, packed_size);
  part.size = number_at(bytes, entry + 24, 4);
  part.is_deflated = method == 8;
  if (!part.is_deflated && part.size != packed_size) return std::nullopt;
  return part;
}

// ---- XML ----------------------------------------------------------------------------------------

void append_utf8(std::string& out, std::uint32_t code) {
  const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = 0xFFFD;
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | code >> 6U);
    byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | code >> 12U);
    byte(0x80 | (code >> 6U & 0x3F));
    byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | code >> 18U);
    byte(0x80 | (code >> 12U & 0x3F));
    byte(0x80 | (code >> 6U & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

// What "&...;" stands for is appended; false when it is none that XML has.
bool append_reference(std::string& out, std::string_view name) {
  constexpr std::array<std::pair<std::string_view, char>, 5> k_named = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [known, character] : k_named) {
    if (name != known) continue;
    out += character;
    return true;
  }
  if (!name.starts_with('#')) return false;
  const bool is_hex = name.size() > 1 && name[1] == 'x';
  name.remove_prefix(is_hex ? 2 : 1);
  std::uint32_t code = 0;
  const auto [stop, error] =
      std::from_chars(name.data(), name.data() + name.size(), code, is_hex ? 16 : 10);
  if (error != std::errc() || stop != name.data() + name.size()) return false;
  append_utf8(out, code);
  return true;
}

std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t sign = std::min(text.find('&', at), text.size());
    out += text.substr(at, sign - at);
    if (sign == text.size()) break;
    const std::size_t end = text.find(';', sign);
    if (end == std::string_view::npos || end - sign > 12 ||
        !append_reference(out, text.substr(sign + 1, end - sign - 1))) {
      out += '&';
      at = sign + 1;
    } else {
      at = end + 1;
    }
  }
  return out;
}

// Goes through the tags of an XML text, one after the other.
class Tags {
public:
  explicit Tags(std::string_view xml) : xml_(xml) {}

  // False at the end. Remarks, declarations and the like are passed over.
  bool next() {
    for (;;) {
      const std::size_t open = xml_.find('<', at_);
      if (open == std::string_view::npos) return false;
      text_ = xml_.substr(at_, open - at_);
      const std::string_view rest = xml_.substr(open);
      if (rest.starts_with("<!--")) {
        at_ = behind(open, "-->");
        continue;
      }
      at_ = behind(open, ">");
      if (rest.starts_with("<?") || rest.starts_with("<!")) continue;
      take(xml_.substr(open + 1, at_ - open - 2));
      return true;
    }
  }

  // Without its namespace.
  std::string_view name() const { return name_; }

  bool opens() const { return !closes_; }

  // <name/>
  bool is_empty() const { return is_empty_; }

  // The text in front of the tag.
  std::string text() const { return plain(text_); }

  std::string attribute(std::string_view wanted) const {
    for (std::size_t at = 0; at < attributes_.size();) {
      const std::size_t equals = attributes_.find('=', at);
      if (equals == std::string_view::npos || equals + 1 >= attributes_.size()) break;
      std::string_view key = attributes_.substr(at, equals - at);
      while (!key.empty() && key.front() <= ' ') key.remove_prefix(1);
      while (!key.empty() && key.back() <= ' ') key.remove_suffix(1);
      const std::size_t begin = attributes_.find_first_of("\"'", equals);
      if (begin == std::string_view::npos) break;
      const std::size_t end = attributes_.find(attributes_[begin], begin + 1);
      if (end == std::string_view::npos) break;
      if (without_space(key) == wanted)
        return plain(attributes_.substr(begin + 1, end - begin - 1));
      at = end + 1;
    }
    return "";
  }

private:
  static std::string_view without_space(std::string_view name) {
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
  }

  std::size_t behind(std::size_t from, std::string_view mark) const {
    const std::size_t found = xml_.find(mark, from);
    return found == std::string_view::npos ? xml_.size() : found + mark.size();
  }

  void take(std::string_view tag) {
    closes_ = tag.starts_with('/');
    if (closes_) tag.remove_prefix(1);
    is_empty_ = tag.ends_with('/');
    if (is_empty_) tag.remove_suffix(1);
    const std::size_t end = std::min(tag.find_first_of(" \t\r\n"), tag.size());
    name_ = without_space(tag.substr(0, end));
    attributes_ = tag.substr(end);
  }

  std::string_view xml_, text_, name_, attributes_;
  std::size_t at_ = 0;
  bool closes_ = false, is_empty_ = false;
};

// ---- The workbook -------------------------------------------------------------------------------

// Texts that cells name by number.
std::vector<std::string> read_shared(std::string_view xml) {
  std::vector<std::string> texts;
  bool is_hint = false;  // how a text is pronounced, which is none of it
  for (Tags tags(xml); tags.next();) {
    if (tags.name() == "si" && tags.opens()) texts.emplace_back();
    if (tags.name() == "rPh") is_hint = tags.opens();
    if (tags.name() == "t" && !tags.opens() && !is_hint && !texts.empty())
      texts.back() += tags.text();
  }
  return texts;
}

// Whether a number format shows days or times: it names a year, month, day, hour or second outside
// of quoted text and of what stands in brackets.
bool shows_time(std::string_view format) {
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

// Which cell styles show days or times.
std::vector<bool> read_styles(std::string_view xml) {
  std::set<std::string> formats;  // of the workbook's own that do, by number
  std::vector<bool> styles;
  bool is_cell = false;
  for (Tags tags(xml); tags.next();) {
    if (tags.name() == "cellXfs") is_cell = tags.opens();
    if (!tags.opens()) continue;
    if (tags.name() == "numFmt" && shows_time(tags.attribute("formatCode")))
      formats.insert(tags.attribute("numFmtId"));
    if (tags.name() != "xf" || !is_cell) continue;
    const std::string id = tags.attribute("numFmtId");
    int number = 0;
    std::from_chars(id.data(), id.data() + id.size(), number);
    // 14 to 22 and 45 to 47 are those that every workbook has.
    styles.push_back((number >= 14 && number <= 22) || (number >= 45 && number <= 47) ||
                     formats.contains(id));
  }
  return styles;
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

struct Book {
  std::vector<std::string> shared;
  std::vector<bool> shows_time;  // by style
  bool from_1904 = false;
};

struct Cell {
  std::string type, style, value;

  std::string text(const Book& book) const {
    std::size_t number = 0;
    if (type == "s") {
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
      return error == std::errc() && number < book.shared.size() ? book.shared[number] : "";
    }
    if (type == "b") return value == "1" ? "yes" : "no";
    if (type == "e") return "";  // #N/A and the like
    if (!type.empty() && type != "n") return value;
    std::from_chars(style.data(), style.data() + style.size(), number);
    if (style.empty() || number >= book.shows_time.size() || !book.shows_time[number]) return value;
    const std::optional<double> serial = number_in(value);
    const std::string day = serial ? day_text(*serial, book.from_1904) : "";
    return day.empty() ? value : day;
  }
};

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

// Fills a table row by row.
// Excel's own limit; a row that says it stands behind it stands behind the one before.
constexpr std::uint32_t k_last_row = 1'048'576;

class SheetReader {
public:
  SheetReader(const Book& book, Table& table) : book_(book), table_(table) {}

  // False when there is more in it than a table here holds.
  bool read(std::string_view xml) {
    bool is_value = false;
    bool is_hint = false;
    for (Tags tags(xml); tags.next();) {
      const std::string_view name = tags.name();
      if (name == "row") {
        if (tags.opens()) begin_row(tags.attribute("r"));
      } else if (name == "c") {
        if (tags.opens()) begin_cell(tags);
        if (!tags.opens() || tags.is_empty()) end_cell();
      } else if (name == "rPh") {
        is_hint = tags.opens();
      } else if (name == "v" || name == "t") {
        if (!tags.opens() && is_value && !is_hint) cell_.value += tags.text();
        is_value = tags.opens() && !tags.is_empty();
      }
    }
    return !is_too_large_;
  }

private:
  void begin_row(const std::string& number) {
    std::uint32_t row = 0;
    std::from_chars(number.data(), number.data() + number.size(), row);
    row_ = std::max(row <= k_last_row ? row : 0, row_ + 1);
    has_begun_ = false;
    filled_ = next_ = 0;
  }

  void begin_cell(const Tags& tags) {
    cell_ = {tags.attribute("t"), tags.attribute("s"), ""};
    const std::optional<std::size_t> named = column_of(tags.attribute("r"));
    column_ = named ? std::max(*named, next_) : next_;
    next_ = column_ + 1;
  }

  void end_cell() {
    const std::string text = cell_.text(book_);
    const bool is_outside = row_ == 0;  // of any row
    if (text.empty() || is_outside || column_ >= k_most_columns) return;
    // A text that stands once in the file may be that of each cell.
    is_too_large_ = is_too_large_ || cells_ >= k_most_cells ||
                    table_.text().size() + text.size() > k_most_workbook_bytes;
    if (is_too_large_) return;
    if (!std::exchange(has_begun_, true)) table_.begin_row(row_);
    for (; filled_ < column_; ++filled_, ++cells_) table_.add_text("");
    table_.add_text(text);
    ++filled_;
    ++cells_;
  }

  const Book& book_;
  Table& table_;
  Cell cell_;
  std::uint32_t row_ = 0;
  // Of the cell; what the row holds so far; where the next cell stands that does not say; in all.
  std::size_t column_ = 0, filled_ = 0, next_ = 0, cells_ = 0;
  bool has_begun_ = false, is_too_large_ = false;
};

std::string_view text_of(const std::map<std::string, std::string>& parts, const std::string& name) {
  const auto found = parts.find(name);
  return found == parts.end() ? std::string_view() : found->second;
}

// Parts by the name under which the workbook refers to them.
std::map<std::string, std::string> read_relations(std::string_view xml) {
  std::map<std::string, std::string> targets;
  for (Tags tags(xml); tags.next();) {
    if (tags.name() != "Relationship" || !tags.opens()) continue;
    const std::string target = tags.attribute("Target");
    targets[tags.attribute("Id")] = target.starts_with('/') ? target.substr(1) : "xl/" + target;
  }
  return targets;
}

}  // namespace

std::string damaged_part(std::string_view name) {
  return concat("The spreadsheet file is damaged: ", name,
                " cannot be read. Open and save it anew in the spreadsheet program.");
}

std::string sheet_name(std::string_view file, const Sheet& sheet, std::size_t sheets) {
  return sheets > 1 ? concat(file, ", ", sheet.name) : std::string(file);
}

bool looks_like_workbook(std::string_view bytes) {
  return number_at(bytes, 0, 4) == k_local_mark;
}

Result<std::vector<PackedPart>> workbook_parts(std::string_view bytes) {
  const std::optional<std::size_t> end = end_of_archive(bytes);
  if (!end)
    return problem("The file is no whole spreadsheet file: its end is missing. Save it anew.");
  std::vector<PackedPart> parts;
  std::size_t whole = 0;
  std::size_t at = number_at(bytes, *end + 16, 4);
  for (std::uint32_t left = number_at(bytes, *end + 10, 2); left > 0; --left) {
    if (at >= *end || number_at(bytes, at, 4) != k_entry_mark)
      return problem("The spreadsheet file is damaged: its list of parts ends too soon.");
    const std::size_t name_size = number_at(bytes, at + 28, 2);
    const std::string_view name =
        bytes.substr(0, *end).substr(std::min(at + k_entry_size, *end), name_size);
    if (is_wanted(name)) {
      if ((number_at(bytes, at + 8, 2) & 1U) != 0)
        return problem("The spreadsheet is sealed with a password. Save it without one.");
      std::optional<PackedPart> part = part_at(bytes, at);
      if (!part) return problem(damaged_part(name));
      whole += part->size;
      if (whole > k_most_workbook_bytes)
        return problem("The spreadsheet holds more than 256 MB. Save its table as CSV, in parts.");
      part->name = name;
      parts.push_back(std::move(*part));
    }
    at += k_entry_size + name_size + number_at(bytes, at + 30, 2) + number_at(bytes, at + 32, 2);
  }
  const auto is_book = [](const PackedPart& part) { return part.name == "xl/workbook.xml"; };
  if (std::none_of(parts.begin(), parts.end(), is_book))
    return problem("The archive is no Excel workbook (XLSX). Save the table as XLSX or CSV.");
  return parts;
}

Result<std::vector<Sheet>> read_workbook(const std::map<std::string, std::string>& parts) {
  Book book{read_shared(text_of(parts, "xl/sharedStrings.xml")),
            read_styles(text_of(parts, "xl/styles.xml"))};
  const std::map<std::string, std::string> targets =
      read_relations(text_of(parts, "xl/_rels/workbook.xml.rels"));
  std::vector<std::pair<std::string, std::string>> sheets;  // name and part
  for (Tags tags(text_of(parts, "xl/workbook.xml")); tags.next();) {
    if (!tags.opens()) continue;
    if (tags.name() == "workbookPr") {
      const std::string value = tags.attribute("date1904");
      book.from_1904 = value == "1" || value == "true";
    }
    if (tags.name() != "sheet") continue;
    const std::string state = tags.attribute("state");
    const auto target = targets.find(tags.attribute("id"));
    if (target == targets.end() || (!state.empty() && state != "visible")) continue;
    sheets.emplace_back(tags.attribute("name"), target->second);
  }
  std::vector<Sheet> read;
  for (auto& [name, part] : sheets) {
    Sheet sheet{std::move(name), {}};
    if (!SheetReader(book, sheet.table).read(text_of(parts, part)))
      return problem(concat("The sheet ", sheet.name,
                            " holds more than 256 MB of text or 40 million cells. Save its table "
                            "as CSV, in parts."));
    if (sheet.table.rows() > 0) read.push_back(std::move(sheet));
  }
  if (read.empty()) return problem("The workbook has no visible sheet with cells in it.");
  return read;
}

}  // namespace touchstone::files
