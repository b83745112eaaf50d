#include "support/workbook.hpp"

#include "text/concat.hpp"

namespace touchstone::test {
namespace {

void append_number(std::string& out, std::size_t value, int size) {
  for (int i = 0; i < size; ++i, value >>= 8U) out += static_cast<char>(value & 0xFFU);
}

// What the local head and the list of entries have in common.
void append_facts(std::string& out, const ZipEntry& entry) {
  append_number(out, 20, 2);  // version
  append_number(out, entry.is_sealed ? 1 : 0, 2);
  append_number(out, entry.size == 0 ? 0 : 8, 2);  // stored or deflated
  append_number(out, 0, 4);                        // time and day
  append_number(out, 0, 4);                        // checksum
  append_number(out, entry.bytes.size(), 4);
  append_number(out, entry.size == 0 ? entry.bytes.size() : entry.size, 4);
  append_number(out, entry.name.size(), 2);
}

}  // namespace

std::string zip_archive(const std::vector<ZipEntry>& entries) {
  std::string out;
  std::string list;
  for (const ZipEntry& entry : entries) {
    const std::size_t at = out.size();
    append_number(out, 0x04034B50, 4);
    append_facts(out, entry);
    append_number(out, 0, 2);
    out += entry.name + entry.bytes;
    append_number(list, 0x02014B50, 4);
    append_number(list, 20, 2);
    append_facts(list, entry);
    append_number(list, 0, 12);  // no more names, remarks, disks, attributes
    append_number(list, at, 4);
    list += entry.name;
  }
  const std::size_t at = out.size();
  out += list;
  append_number(out, 0x06054B50, 4);
  append_number(out, 0, 4);
  append_number(out, entries.size(), 2);
  append_number(out, entries.size(), 2);
  append_number(out, list.size(), 4);
  append_number(out, at, 4);
  append_number(out, 0, 2);
  return out;
}

std::string workbook(const std::vector<std::pair<std::string, std::string>>& sheets,
                     std::string_view shared, std::string_view styles,
                     std::string_view properties) {
  std::string list;
  std::string relations;
  std::vector<ZipEntry> entries;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    const bool is_hidden = sheets[i].first.starts_with('-');
    list += concat("<sheet name=\"", sheets[i].first.substr(is_hidden ? 1 : 0), "\"",
                   is_hidden ? " state=\"hidden\"" : "", " sheetId=\"", number, "\" r:id=\"rId",
                   number, "\"/>");
    relations += concat("<Relationship Id=\"rId", number, "\" Target=\"worksheets/sheet", number,
                        ".xml\"/>");
    entries.push_back(
        {concat("xl/worksheets/sheet", number, ".xml"),
         concat("<worksheet><sheetData>", sheets[i].second, "</sheetData></worksheet>")});
  }
  entries.push_back({"xl/workbook.xml", concat("<?xml version=\"1.0\"?>\n<workbook>", properties,
                                               "<sheets>", list, "</sheets></workbook>")});
  entries.push_back(
      {"xl/_rels/workbook.xml.rels", concat("<Relationships>", relations, "</Relationships>")});
  if (!shared.empty())
    entries.push_back({"xl/sharedStrings.xml", concat("<sst>", shared, "</sst>")});
  if (!styles.empty())
    entries.push_back({"xl/styles.xml", concat("<styleSheet>", styles, "</styleSheet>")});
  return zip_archive(entries);
}

std::string deflated_run(char character, std::size_t times) {
  std::string out;
  unsigned bits = 0;
  int filled = 0;
  const auto put = [&](unsigned bit) {
    bits |= bit << filled;
    if (++filled < 8) return;
    out += static_cast<char>(bits);
    bits = 0;
    filled = 0;
  };
  const auto put_code = [&](unsigned code, int size) {  // the highest bit first
    while (size-- > 0) put(code >> size & 1U);
  };
  put(1);  // the last block,
  put(1);  // with fixed codes (lowest bit first)
  put(0);
  put_code(0x30U + static_cast<unsigned char>(character), 8);
  for (std::size_t i = 0; i < times; ++i) {
    put_code(0xC5, 8);  // 258 bytes ...
    put_code(0, 5);     // ... of what stood one before
  }
  put_code(0, 7);  // the end
  while (filled != 0) put(0);
  return out;
}

std::string rows_of(const std::vector<std::vector<std::string>>& rows) {
  std::string xml;
  for (const std::vector<std::string>& row : rows) {
    xml += "<row>";
    for (const std::string& text : row)
      xml += concat("<c t=\"inlineStr\"><is><t>", text, "</t></is></c>");
    xml += "</row>";
  }
  return xml;
}

}  // namespace touchstone::test
