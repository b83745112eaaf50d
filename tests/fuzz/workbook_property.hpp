// What must hold for any bytes given as a workbook; for the fuzzer and for the replay of its
// corpus.
//
// An input that begins with "PK" is an archive. Any other is the texts of the parts themselves,
// separated by lines "==": workbook, relations, shared texts, styles, sheet.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/document.hpp"
#include "import/import.hpp"
#include "intake/limits.hpp"
#include "support/workbook.hpp"
#include "tables/inflate.hpp"
#include "tables/workbook.hpp"

namespace touchstone::test {

inline std::string fault_with_sheets(Result<std::vector<tables::Sheet>> sheets) {
  if (!sheets) return sheets.problems().empty() ? "refused without a reason" : "";
  for (tables::Sheet& sheet : *sheets) {
    std::uint32_t last = 0;
    for (std::size_t row = 0; row < sheet.table.rows(); ++row) {
      if (sheet.table.line(row) <= last) return "rows out of order";
      last = sheet.table.line(row);
      if (sheet.table.cells(row) == 0) return "a row without cells";
    }
    Document document({}, shipped_model());
    const importing::ImportSource source = importing::import_table("book", std::move(sheet.table));
    const Result<importing::ImportResult> result = importing::carry_out(source, {}, document);
    if (result && !document.apply(result->merged.command).empty()) return "an invalid command";
  }
  return "";
}

inline std::string fault_with_workbook(std::string_view input) {
  if (!input.starts_with("PK")) {
    constexpr std::array<std::string_view, 5> k_names = {
        "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml",
        "xl/worksheets/sheet1.xml"};
    std::vector<ZipEntry> entries;
    for (const std::string_view name : k_names) {
      const std::size_t end = std::min(input.find("==\n"), input.size());
      entries.push_back({std::string(name), std::string(input.substr(0, end))});
      input.remove_prefix(std::min(end + 3, input.size()));
    }
    return fault_with_sheets(tables::read_workbook(zip_archive(entries), tables::inflate));
  }
  tables::WorkbookReader reader(input);
  std::size_t whole = 0;
  while (const auto part = reader.next_part()) {
    const char* begin = part->packed.data();
    if (begin < input.data() || begin + part->packed.size() > input.data() + input.size())
      return "a part outside of the file";
    constexpr std::size_t k_most = 1'000'000;  // not more for every input
    std::optional<std::string> text =
        part->is_deflated ? tables::inflate(part->packed, std::min(part->most, k_most))
                          : std::optional(std::string(part->packed));
    whole += text ? text->size() : 0;
    if (text && text->size() > k_most) text.reset();
    reader.take(std::move(text));
    while (reader.step(1000)) {
    }
  }
  if (whole > k_most_workbook_bytes) return "more than a workbook may hold";
  return fault_with_sheets(reader.sheets());
}

}  // namespace touchstone::test
