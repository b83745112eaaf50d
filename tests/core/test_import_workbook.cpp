// Workbooks (XLSX). The archive and the XML are written here by hand (support/workbook.hpp), but
// for tests/golden/import/journey.xlsx, which Python's zipfile packed. Days were counted by
// Python's datetime: 1 March 2026 is 46082 days after 30 December 1899 and 44620 after 1 January
// 1904.
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "import/import.hpp"
#include "intake/limits.hpp"
#include "support/import_files.hpp"
#include "support/workbook.hpp"
#include "tables/inflate.hpp"
#include "tables/workbook.hpp"
#include "text/concat.hpp"

using namespace touchstone;
using namespace touchstone::test;
using tables::Sheet;

namespace {

Result<std::vector<Sheet>> sheets_of(const std::string& bytes) {
  return tables::read_workbook(bytes, tables::inflate);
}

// Cells of the first sheet, by row.
std::vector<std::vector<std::string>> cells_of(const std::string& bytes) {
  const Result<std::vector<Sheet>> sheets = sheets_of(bytes);
  REQUIRE(sheets.ok());
  const tables::Table& table = (*sheets)[0].table;
  std::vector<std::vector<std::string>> rows;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    rows.emplace_back();
    for (std::size_t i = 0; i < table.cells(row); ++i) rows.back().emplace_back(table.cell(row, i));
  }
  return rows;
}

std::string problem_of(const std::string& bytes) {
  const Result<std::vector<Sheet>> sheets = sheets_of(bytes);
  REQUIRE_FALSE(sheets.ok());
  return sheets.problems()[0].message;
}

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("Workbook: texts, numbers, truth and faults of cells are told", "[import][workbook]") {
  const std::string shared =
      "<si><t>Refund call</t></si><!-- <si><t>no text</t></si> -->"
      "<si><r><t>Price</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> list</t></r>"
      "<rPh sb=\"0\" eb=\"1\"><t>said so</t></rPh></si>"
      "<si><t>R&amp;D &lt;&#x41;&#66;&gt; &unknown; &#x1F600;</t></si><si/>";
  const std::string rows =
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
      "<c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\"><v>99</v></c></row>"
      "<row r=\"2\"><c r=\"A2\"><v>0.25</v></c><c r=\"B2\" t=\"b\"><v>1</v></c>"
      "<c r=\"C2\" t=\"e\"><v>#N/A</v></c><c r=\"D2\" "
      "t=\"str\"><f>A2&amp;1</f><v>a\nb</v></c></row>";
  CHECK(cells_of(workbook({{"Journey", rows}}, shared)) ==
        Rows{{"Refund call", "Price list", "R&D <AB> &unknown; \xF0\x9F\x98\x80"},
             {"0.25", "yes", "", "a\nb"}});
}

TEST_CASE("Workbook: cells stand where they say, rows know their numbers", "[import][workbook]") {
  const std::string rows =
      "<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>Touchpoint</t></is></c>"
      "<c r=\"AA3\"><v>1</v></c></row><row r=\"9\"><c><v>7</v></c><c/><c><v>8</v></c></row>"
      "<row r=\"12\"/>";
  const Result<std::vector<Sheet>> sheets = sheets_of(workbook({{"S", rows}}));
  REQUIRE(sheets.ok());
  const tables::Table& table = (*sheets)[0].table;
  REQUIRE(table.rows() == 2);
  CHECK(table.line(0) == 3);
  CHECK(table.line(1) == 9);
  CHECK(table.cells(0) == 27);
  CHECK(table.cell(0, 0).empty());
  CHECK(table.cell(0, 1) == "Touchpoint");
  CHECK(table.cell(0, 26) == "1");
  CHECK(table.cell(1, 0) == "7");
  CHECK(table.cell(1, 2) == "8");
}

TEST_CASE("Workbook: numbers are days where the format shows days", "[import][workbook]") {
  const std::string styles =
      "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yyyy\"/>"
      "<numFmt numFmtId=\"165\" formatCode=\"0.0 &quot;days&quot;\"/>"
      "<numFmt numFmtId=\"166\" formatCode=\"[h]:mm\"/>"
      "<numFmt numFmtId=\"167\" formatCode=\"[Red]0.00\"/></numFmts>"
      "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
      "<xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/></cellXfs>";
  const auto row = [](std::string_view day) {
    std::string cells = "<row>";
    for (int style = 0; style < 6; ++style)
      cells += concat("<c s=\"", std::to_string(style), "\"><v>", day, "</v></c>");
    return cells + "</row>";
  };
  CHECK(cells_of(workbook({{"S", row("46082") + row("46082.4375") + row("0.5") + row("-3")}}, "",
                          styles)) ==
        Rows{{"46082", "2026-03-01", "2026-03-01", "46082", "2026-03-01", "46082"},
             {"46082.4375", "2026-03-01 10:30:00", "2026-03-01 10:30:00", "46082.4375",
              "2026-03-01 10:30:00", "46082.4375"},
             {"0.5", "12:00:00", "12:00:00", "0.5", "12:00:00", "0.5"},
             {"-3", "-3", "-3", "-3", "-3", "-3"}});
  CHECK(cells_of(workbook({{"S", row("44620")}}, "", styles,
                          "<workbookPr date1904=\"1\"/>"))[0][1] == "2026-03-01");
}

TEST_CASE("Workbook: visible sheets are told one by one", "[import][workbook]") {
  const std::string some = rows_of({{"Touchpoint"}, {"Refund call"}});
  const Result<std::vector<Sheet>> sheets =
      sheets_of(workbook({{"A &amp; B", some}, {"-Hidden", some}, {"Empty", ""}, {"C", some}}));
  REQUIRE(sheets.ok());
  REQUIRE(sheets->size() == 2);
  CHECK(tables::sheet_name("book.xlsx", (*sheets)[0], 2) == "book.xlsx, A & B");
  CHECK((*sheets)[1].name == "C");
  CHECK(problem_of(workbook({{"-Hidden", some}, {"Empty", ""}})) ==
        "The workbook has no visible sheet with cells in it.");
}

TEST_CASE("Workbook: what spreadsheets pack is unpacked and imported", "[import][workbook]") {
  const Result<std::vector<Sheet>> sheets = sheets_of(import_file("journey.xlsx"));
  REQUIRE(sheets.ok());
  REQUIRE(sheets->size() == 1);
  const importing::ImportSource source =
      importing::import_table("journey.xlsx", (*sheets)[0].table);
  CHECK(source.recognised.kind == importing::ImportKind::touchpoint_list);
  Document document({}, shipped_model());
  const Result<importing::ImportResult> result = importing::carry_out(source, {}, document);
  REQUIRE(result.ok());
  REQUIRE(document.apply(result->merged.command).empty());
  const Measure& measure = measure_of(document.audit(), "Refund call", "csat_top2");
  CHECK(measure.value == .615);
  CHECK(measure.date == parse_date("2026-03-01"));
  // The sheet's own number of the row.
  REQUIRE(result->preview.problems.size() == 1);
  CHECK(result->preview.problems[0].line == 4);
  CHECK(result->preview.problems[0].value == "seven");
}

TEST_CASE("Workbook: damaged and sealed ones are refused, and say what to do",
          "[import][workbook]") {
  const std::string whole = workbook({{"S", rows_of({{"Touchpoint"}})}});
  CHECK(problem_of("PK\x03\x04 and nothing more").find("its end is missing") != std::string::npos);
  CHECK(problem_of(whole.substr(0, whole.size() - 30)).find("its end is missing") !=
        std::string::npos);
  CHECK(problem_of(zip_archive({{"word/document.xml", "<x/>"}})).find("no Excel workbook") !=
        std::string::npos);
  CHECK(problem_of(zip_archive({{.name = "xl/workbook.xml", .bytes = "x", .is_sealed = true}}))
            .find("sealed with a password") != std::string::npos);
  CHECK(problem_of(zip_archive({{"xl/workbook.xml", "no deflate at all", 5}})).find("damaged") !=
        std::string::npos);
  // The list of entries points behind the end.
  std::string astray = whole;
  astray[astray.size() - 6] = '\x7F';
  CHECK(problem_of(astray).find("damaged") != std::string::npos);
}

TEST_CASE("Workbook: unpacking stops behind what is of use, whatever the archive says",
          "[import][workbook][limits]") {
  const std::string packed = deflated_run('x', 1000);
  CHECK(packed.size() < 1700);
  CHECK(tables::inflate(packed, 300'000) == std::string(258'001, 'x'));
  CHECK(tables::inflate(packed, 258'001)->size() == 258'001);
  CHECK(tables::inflate(packed, 1000)->size() == 1001);
  CHECK_FALSE(tables::inflate(packed.substr(0, packed.size() / 2), 300'000).has_value());
  CHECK_FALSE(tables::inflate("no deflate at all", 5).has_value());
  // 12 KB of it say that they are 10 bytes, and stand for more than a workbook may hold.
  const std::string bomb = deflated_run('<', k_most_workbook_bytes / 258 + 1);
  CHECK(problem_of(zip_archive({{"xl/workbook.xml", bomb, 10}})).find("more than 200 MB") !=
        std::string::npos);
}

TEST_CASE("Workbook: a million signs that begin no reference are read as they stand",
          "[import][workbook][limits]") {
  // Looked for to the end of the text, each would cost a million steps.
  const std::string signs(3'000'000, '&');
  CHECK(cells_of(workbook({{"S", rows_of({{signs}})}})) == Rows{{signs}});
}

TEST_CASE("Workbook: only what the visible sheets need is asked for, each part once",
          "[import][workbook][limits]") {
  const std::string rows =
      concat("<worksheet><sheetData>", rows_of({{"Touchpoint"}, {"Refund call"}}),
             "</sheetData></worksheet>");
  std::string sheets;
  for (int i = 0; i < 50; ++i)
    sheets += concat("<sheet name=\"S", std::to_string(i), "\" id=\"r\"/>");
  std::vector<ZipEntry> entries = {
      {"xl/workbook.xml",
       concat("<workbook>", sheets, "<sheet name=\"H\" id=\"h\" state=\"hidden\"/></workbook>")},
      {"xl/_rels/workbook.xml.rels",
       "<R><Relationship Id=\"r\" Target=\"worksheets/sheet1.xml\"/>"
       "<Relationship Id=\"h\" Target=\"worksheets/hidden.xml\"/></R>"},
      {"xl/worksheets/sheet1.xml", rows},
      {"xl/worksheets/hidden.xml", rows}};
  for (int i = 0; i < 60'000; ++i)
    entries.push_back({concat("xl/worksheets/unused", std::to_string(i), ".xml"), rows});
  const std::string bytes = zip_archive(entries);
  tables::WorkbookReader reader(bytes);
  std::size_t parts = 0;
  while (const auto part = reader.next_part()) {
    ++parts;
    reader.take(std::string(part->packed));
    while (reader.step(10)) {
    }
  }
  CHECK(parts == 3);
  const Result<std::vector<Sheet>> read = reader.sheets();
  REQUIRE(read.ok());
  REQUIRE(read->size() == 1);
  CHECK((*read)[0].name == "S0");
  CHECK((*read)[0].table.rows() == 2);
}

TEST_CASE("Workbook: what its sheets hold is counted together", "[import][workbook][limits]") {
  // Each row's last cell stands in the last column, so that a row counts 16,384 cells.
  std::string far_out;
  for (int i = 0; i < 700; ++i) far_out += "<row><c r=\"XFD1\"><v>1</v></c></row>";
  CHECK(sheets_of(workbook({{"A", far_out}})).ok());
  CHECK(
      problem_of(workbook({{"A", far_out}, {"B", far_out}})).find("the sheet \"B\" is too much") !=
      std::string::npos);
  // A text that stands once in the file is that of each cell.
  const std::string shared = concat("<si><t>", std::string(1'000'000, 'x'), "</t></si>");
  std::string same;
  for (int i = 0; i < 120; ++i) same += "<row><c t=\"s\"><v>0</v></c></row>";
  CHECK(problem_of(workbook({{"A", same}, {"B", same}}, shared))
            .find("the sheet \"B\" is too much") != std::string::npos);
  std::vector<std::pair<std::string, std::string>> many(k_most_sheets + 1, {"S", "<row/>"});
  CHECK(problem_of(workbook(many)).find("more than 100 visible sheets") != std::string::npos);
}

TEST_CASE("Workbook: the last row of a sheet costs no more than its own cells",
          "[import][workbook][limits]") {
  const Result<std::vector<Sheet>> sheets =
      sheets_of(workbook({{"S",
                           "<row r=\"1048576\"><c r=\"C1048576\"><v>7</v></c></row>"
                           "<row r=\"4000000000\"><c r=\"ZZZZZZ9\"><v>8</v></c></row>"}}));
  REQUIRE(sheets.ok());
  const tables::Table& table = (*sheets)[0].table;
  CHECK(table.rows() == 2);
  CHECK(table.line(0) == 1'048'576);
  CHECK(table.columns() == 3);
}
