#include "tables/workbook.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "intake/limits.hpp"
#include "tables/workbook_cells.hpp"
#include "tables/xml_tags.hpp"
#include "tables/zip_archive.hpp"
#include "text/concat.hpp"
#include "text/figure.hpp"

namespace touchstone::tables {
namespace {

constexpr std::string_view k_in_parts = "Save its table as CSV, in parts.";

std::string too_large() {
  return concat("The spreadsheet holds more than ",
                std::to_string(k_most_workbook_bytes / k_megabyte), " MB. ", k_in_parts);
}

}  // namespace

// Part by part: which sheets there are, where they stand, what they share, then each of them.
struct WorkbookReader::Work {
  enum class Reading : std::uint8_t { book, relations, shared, styles, sheet };

  struct Named {
    std::string name, relation, part;
  };

  explicit Work(std::string_view bytes) : archive(ZipArchive::open(bytes)) {
    if (!archive)
      refuse(archive.problems().front().message);
    else if (!archive->has("xl/workbook.xml"))
      refuse("The archive is no Excel workbook (XLSX). Save the table as XLSX or CSV.");
  }

  void refuse(std::string message) {
    if (problem.empty()) problem = std::move(message);
  }

  // The part to be read now; "" behind the last one.
  std::string_view part_name() const {
    switch (reading) {
      case Reading::book:
        return "xl/workbook.xml";
      case Reading::relations:
        return "xl/_rels/workbook.xml.rels";
      case Reading::shared:
        return "xl/sharedStrings.xml";
      case Reading::styles:
        return "xl/styles.xml";
      case Reading::sheet:
        break;
    }
    return sheet < named.size() ? std::string_view(named[sheet].part) : std::string_view();
  }

  void go_on() {
    if (reading == Reading::sheet)
      ++sheet;
    else
      reading = static_cast<Reading>(static_cast<int>(reading) + 1);
    if (reading == Reading::shared && sheet == 0) keep_first_of_each_part();
  }

  void keep_first_of_each_part() {
    std::unordered_set<std::string_view> seen;
    std::vector<Named> first;
    for (Named& it : named)
      if (!it.part.empty() && seen.insert(it.part).second) first.push_back(it);
    named = std::move(first);
  }

  void read_tag() {
    switch (reading) {
      case Reading::book:
        read_book_tag();
        break;
      case Reading::relations:
        read_relation_tag();
        break;
      case Reading::shared:
        book.shared.read(tags);
        if (book.shared.size() > k_most_cells) refuse(too_large());
        break;
      case Reading::styles:
        book.styles.read(tags);
        break;
      case Reading::sheet:
        if (!sheet_reader->read(tags))
          refuse(concat("The workbook has more than ", in_groups(std::to_string(k_most_rows)),
                        " rows, ", in_groups(std::to_string(k_most_cells)), " cells or ",
                        std::to_string(k_most_workbook_bytes / k_megabyte),
                        " MB of text; the sheet \"", named[sheet].name, "\" is too much. ",
                        k_in_parts));
        break;
    }
  }

  void read_book_tag() {
    if (!tags.opens()) return;
    if (tags.name() == "workbookPr") {
      const std::string value = tags.attribute("date1904");
      book.from_1904 = value == "1" || value == "true";
    }
    if (tags.name() != "sheet") return;
    const std::string state = tags.attribute("state");
    if (!state.empty() && state != "visible") return;
    if (named.size() == k_most_sheets) {
      refuse(concat("The workbook has more than ", std::to_string(k_most_sheets),
                    " visible sheets. Save those that matter as a workbook of their own."));
      return;
    }
    named.push_back({tags.attribute("name"), tags.attribute("id"), ""});
  }

  void read_relation_tag() {
    if (tags.name() != "Relationship" || !tags.opens()) return;
    const std::string id = tags.attribute("Id");
    for (Named& it : named) {
      if (it.relation != id) continue;
      const std::string target = tags.attribute("Target");
      it.part = target.starts_with('/') ? target.substr(1) : concat("xl/", target);
    }
  }

  void begin_part() {
    tags = XmlTags(text);
    if (reading != Reading::sheet) return;
    sheet_reader.reset();
    sheets.push_back({named[sheet].name, {}});
    sheet_reader.emplace(book, room, sheets.back().table);
  }

  void end_part() {
    tags = XmlTags();
    text = std::string();
    if (reading == Reading::sheet) {
      sheet_reader.reset();
      if (sheets.back().table.rows() == 0) sheets.pop_back();
    }
    go_on();
  }

  Result<ZipArchive> archive;
  std::string problem;  // "": none
  Reading reading = Reading::book;
  std::size_t sheet = 0;  // of `named`, while sheets are read
  std::vector<Named> named;
  std::size_t left = k_most_workbook_bytes;  // to be unpacked
  std::string text;                          // of the part that is read
  XmlTags tags;
  Book book;
  SheetRoom room{k_most_rows, k_most_cells, k_most_workbook_bytes};
  std::optional<SheetReader> sheet_reader;
  std::vector<Sheet> sheets;
};

std::string damaged_part(std::string_view name) {
  return concat("The spreadsheet file is damaged: ", name,
                " cannot be read. Open and save it anew in the spreadsheet program.");
}

std::string sheet_name(std::string_view file, const Sheet& sheet, std::size_t sheets) {
  return sheets > 1 ? concat(file, ", ", sheet.name) : std::string(file);
}

bool looks_like_workbook(std::string_view bytes) {
  return looks_like_zip(bytes);
}

WorkbookReader::WorkbookReader(std::string_view bytes) : work_(std::make_unique<Work>(bytes)) {
  work_->sheets.reserve(k_most_sheets);  // readers refer to them
}

WorkbookReader::~WorkbookReader() = default;

std::optional<WorkbookReader::Part> WorkbookReader::next_part() {
  Work& it = *work_;
  while (it.problem.empty()) {
    const std::string_view name = it.part_name();
    if (name.empty()) return std::nullopt;
    if (!it.archive->has(name)) {
      it.go_on();
      continue;
    }
    const PackedPart part = it.archive->part(name);
    if (part.is_sealed)
      it.refuse("The spreadsheet is sealed with a password. Save it without one.");
    else if (!part.is_whole)
      it.refuse(damaged_part(name));
    else
      return Part{part.packed, part.is_deflated, it.left};
  }
  return std::nullopt;
}

void WorkbookReader::take(std::optional<std::string> text) {
  Work& it = *work_;
  if (!text) {
    it.refuse(damaged_part(it.part_name()));
    return;
  }
  if (text->size() > it.left) {
    it.refuse(too_large());
    return;
  }
  it.left -= text->size();
  it.text = std::move(*text);
  it.begin_part();
}

bool WorkbookReader::step(std::size_t bytes) {
  Work& it = *work_;
  if (!it.problem.empty()) return false;
  const std::size_t begin = it.tags.at();
  while (it.tags.next()) {
    it.read_tag();
    if (!it.problem.empty()) return false;
    if (it.tags.at() - begin >= bytes) return true;
  }
  it.end_part();
  return false;
}

double WorkbookReader::progress() const {
  const Work& it = *work_;
  const double parts = static_cast<double>(it.named.size()) + 4;
  const double in_part =
      it.text.empty() ? 0 : static_cast<double>(it.tags.at()) / static_cast<double>(it.text.size());
  return std::min(1.0, (static_cast<double>(static_cast<int>(it.reading)) +
                        static_cast<double>(it.sheet) + in_part) /
                           parts);
}

Result<std::vector<Sheet>> WorkbookReader::sheets() {
  if (!work_->problem.empty()) return Problems{{"", work_->problem}};
  if (work_->sheets.empty())
    return Problems{{"", "The workbook has no visible sheet with cells in it."}};
  return std::move(work_->sheets);
}

Result<std::vector<Sheet>> read_workbook(std::string_view bytes, const Inflate& inflate) {
  WorkbookReader reader(bytes);
  while (const std::optional<WorkbookReader::Part> part = reader.next_part()) {
    reader.take(part->is_deflated ? inflate(part->packed, part->most)
                                  : std::optional(std::string(part->packed)));
    while (reader.step(part->most)) {
    }
  }
  return reader.sheets();
}

}  // namespace touchstone::tables
