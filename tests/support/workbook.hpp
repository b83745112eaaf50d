// Workbooks for tests: a ZIP archive of the parts that are given, stored or deflated by whoever
// calls.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchstone::test {

struct ZipEntry {
  std::string name, bytes;  // packed, if `size` says so
  std::size_t size = 0;     // unpacked; 0: stored as it is
  bool is_sealed = false;
};

// Without checksums, which nothing here looks at.
std::string zip_archive(const std::vector<ZipEntry>& entries);

// A workbook of sheets by name, each the XML of its rows; a name that begins with "-" is hidden.
std::string workbook(const std::vector<std::pair<std::string, std::string>>& sheets,
                     std::string_view shared = "", std::string_view styles = "",
                     std::string_view properties = "");

// `times` 258 times the character, and once more, as RFC 1951 packs it: 13 bits for each 258.
std::string deflated_run(char character, std::size_t times);

// <c> elements of texts, as rows: {{"Touchpoint", "Severity"}, {"Refund call", "5"}}.
std::string rows_of(const std::vector<std::vector<std::string>>& rows);

}  // namespace touchstone::test
