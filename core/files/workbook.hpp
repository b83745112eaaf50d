// The tables of spreadsheet files (XLSX): texts, numbers and days of the visible sheets, as they
// stand; no formulas, no formats, no pictures.
//
//   Result<std::vector<PackedPart>> parts = workbook_parts(bytes);
//   for (const PackedPart& part : *parts) texts[part.name] = ...;  // unpacked by the caller
//   Result<std::vector<Sheet>> sheets = read_workbook(texts);
//
// An XLSX file is a ZIP archive of XML parts (ECMA-376; the archive: PKWARE's APPNOTE). Unpacking
// is the caller's: browsers have it, and natively zlib does. A cell that holds a formula has its
// last result; days are told from numbers by the cell's number format and become 2026-03-01, with
// 10:30:00 behind where there is a time. Linear in the file. Malformed XML is read as far as it
// goes; nothing in it is followed: no entities but the five of XML and numbered ones, no references
// outside the archive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "audit/result.hpp"
#include "files/table.hpp"

namespace touchstone::files {

// Of all parts together, unpacked.
inline constexpr std::size_t k_most_workbook_bytes = std::size_t{256} * 1024 * 1024;

// Whether the bytes begin as a ZIP archive does.
bool looks_like_workbook(std::string_view bytes);

// A part that the tables need.
struct PackedPart {
  std::string name;         // "xl/worksheets/sheet1.xml"
  std::string_view packed;  // within the file's bytes
  std::size_t size = 0;     // unpacked
  bool is_deflated = true;  // RFC 1951; else `packed` is the part itself
};

// Problems if the bytes are no ZIP archive, the archive no workbook, sealed with a password, or too
// large.
Result<std::vector<PackedPart>> workbook_parts(std::string_view bytes);

// What to say of a part that does not unpack.
std::string damaged_part(std::string_view name);

struct Sheet {
  std::string name;
  Table table;  // lines are the sheet's rows
};

// The visible sheets that hold cells, in the workbook's order; problems if there are none. `parts`:
// texts by name.
Result<std::vector<Sheet>> read_workbook(const std::map<std::string, std::string>& parts);

// What the sheet is called beside the other files: its file's name, and its own if the workbook has
// several.
std::string sheet_name(std::string_view file, const Sheet& sheet, std::size_t sheets);

}  // namespace touchstone::files
