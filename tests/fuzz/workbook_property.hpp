// What must hold for any bytes given as a workbook; for the fuzzer and for the replay of its
// corpus.
//
// An input that begins with "PK" is an archive. Any other is the texts of the parts themselves,
// separated by lines "==": workbook, relations, shared texts, styles, sheet.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "audit/document.hpp"
#include "files/import.hpp"
#include "files/inflate.hpp"
#include "files/workbook.hpp"

namespace touchstone::test {

inline std::string fault_with_parts(const std::map<std::string, std::string>& parts) {
  Result<std::vector<files::Sheet>> sheets = files::read_workbook(parts);
  if (!sheets) return sheets.problems().empty() ? "refused without a reason" : "";
  for (files::Sheet& sheet : *sheets) {
    std::uint32_t last = 0;
    for (std::size_t row = 0; row < sheet.table.rows(); ++row) {
      if (sheet.table.line(row) <= last) return "rows out of order";
      last = sheet.table.line(row);
      if (sheet.table.cells(row) == 0) return "a row without cells";
    }
    Document document({}, shipped_model());
    const files::ImportSource source = files::import_table("book", std::move(sheet.table));
    const Result<files::ImportResult> result = files::carry_out(source, {}, document);
    if (result && !document.apply(result->merged.command).empty()) return "an invalid command";
  }
  return "";
}

inline std::string fault_with_workbook(std::string_view input) {
  std::map<std::string, std::string> parts;
  if (!input.starts_with("PK")) {
    constexpr std::array<std::string_view, 5> k_names = {
        "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml",
        "xl/worksheets/sheet1.xml"};
    for (const std::string_view name : k_names) {
      const std::size_t end = std::min(input.find("==\n"), input.size());
      parts[std::string(name)] = input.substr(0, end);
      input.remove_prefix(std::min(end + 3, input.size()));
    }
    return fault_with_parts(parts);
  }
  const Result<std::vector<files::PackedPart>> packed = files::workbook_parts(input);
  if (!packed) return packed.problems().empty() ? "refused without a reason" : "";
  std::size_t whole = 0;
  for (const files::PackedPart& part : *packed) {
    const char* begin = part.packed.data();
    if (begin < input.data() || begin + part.packed.size() > input.data() + input.size())
      return "a part outside of the file";
    whole += part.size;
    if (whole > files::k_most_workbook_bytes) return "more than it says it takes";
    if (part.size > 1'000'000) continue;  // not for every input
    const auto text = part.is_deflated ? files::inflate(part.packed, part.size)
                                       : std::optional(std::string(part.packed));
    if (text) parts[part.name] = *text;
  }
  return fault_with_parts(parts);
}

}  // namespace touchstone::test
