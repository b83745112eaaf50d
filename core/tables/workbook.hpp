// The tables of spreadsheet files (XLSX): texts, numbers and days of the visible sheets, as they
// stand; no formulas, no formats, no pictures.
//
//   WorkbookReader reader(bytes);
//   while (const auto part = reader.next_part()) {
//     reader.take(inflate(part->packed, part->most));   // unpacked by the caller
//     while (reader.step(1 << 20)) show(reader.progress());   // or drop the reader: stopped
//   }
//   Result<std::vector<Sheet>> sheets = reader.sheets();
//
// An XLSX file is a ZIP archive of XML parts (ECMA-376). Unpacking is the caller's: browsers have
// it, and natively zlib does. Only parts that the visible sheets need are asked for, each once, and
// of each no more than what is left of the workbook's limits (limits.hpp), whatever the archive
// says about its size. A part that several sheets name is the first one's.
//
// A cell that holds a formula has its last result; days are told from numbers by the cell's number
// format and become 2026-03-01, with 10:30:00 behind where there is a time. Linear in the file.
// Malformed XML is read as far as it goes; nothing in it is followed: no references outside the
// archive.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/result.hpp"
#include "tables/table.hpp"

namespace touchstone::tables {

// Whether the bytes begin as a ZIP archive does.
bool looks_like_workbook(std::string_view bytes);

// What to say of a part that does not unpack.
std::string damaged_part(std::string_view name);

struct Sheet {
  std::string name;
  Table table;  // lines are the sheet's rows
};

class WorkbookReader {
public:
  // A part to be unpacked.
  struct Part {
    std::string_view packed;  // within the file's bytes
    bool is_deflated = true;  // RFC 1951; else `packed` is the part itself
    std::size_t most = 0;     // bytes that are of use: of a longer one, most + 1 are enough
  };

  // `bytes` outlive it.
  explicit WorkbookReader(std::string_view bytes);
  ~WorkbookReader();
  WorkbookReader(const WorkbookReader&) = delete;
  WorkbookReader& operator=(const WorkbookReader&) = delete;

  // The next part that is needed; none: everything is read, or the workbook is refused.
  std::optional<Part> next_part();

  // The part that was asked for, unpacked; nothing: it is damaged.
  void take(std::optional<std::string> text);

  // Reads about `bytes` more of the part that was taken; whether there is more of it.
  bool step(std::size_t bytes);

  double progress() const;  // 0..1

  // The visible sheets that hold cells, in the workbook's order; problems if there are none, or if
  // the file is no workbook, damaged, sealed with a password, or too large. Once, after next_part()
  // returned nothing.
  Result<std::vector<Sheet>> sheets();

private:
  struct Work;
  std::unique_ptr<Work> work_;
};

// The whole workbook in one go. `inflate`: as inflate.hpp has it.
using Inflate =
    std::function<std::optional<std::string>(std::string_view packed, std::size_t most)>;
Result<std::vector<Sheet>> read_workbook(std::string_view bytes, const Inflate& inflate);

// What the sheet is called beside the other files: its file's name, and its own if the workbook has
// several.
std::string sheet_name(std::string_view file, const Sheet& sheet, std::size_t sheets);

}  // namespace touchstone::tables
