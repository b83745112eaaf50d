#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "intake/limits.hpp"
#include "tables/csv_read.hpp"
#include "tables/csv_write.hpp"

using namespace touchstone::tables;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const Table& table) {
  Rows rows;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    rows.emplace_back();
    for (std::size_t i = 0; i < table.cells(row); ++i) rows.back().emplace_back(table.cell(row, i));
  }
  return rows;
}

Rows read(const std::string& text, char delimiter = ',') {
  return rows_of(read_csv(text, delimiter).table);
}

std::vector<std::uint32_t> lines_of(const Table& table) {
  std::vector<std::uint32_t> lines;
  for (std::size_t row = 0; row < table.rows(); ++row) lines.push_back(table.line(row));
  return lines;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("cells are split by the delimiter and rows by any line end", "[import][csv]") {
  const Rows expected = {{"a", "b"}, {"c", ""}, {"", "d"}};
  CHECK(read("a,b\nc,\n,d\n") == expected);
  CHECK(read("a,b\r\nc,\r\n,d") == expected);
  CHECK(read("a,b\rc,\r,d\r") == expected);
}

TEST_CASE("quoted cells hold delimiters, line breaks and doubled quotes", "[import][csv]") {
  CHECK(read("\"a,\"\"b\"\"\r\nc\",\"\",d\n") == Rows{{"a,\"b\"\r\nc", "", "d"}});
}

TEST_CASE("rows know the line they begin on, line breaks in cells counted", "[import][csv]") {
  const CsvContent content = read_csv("a\n\n\"b\r\nb\nb\"\rc\r\nd", ',');
  CHECK(lines_of(content.table) == std::vector<std::uint32_t>{1, 3, 6, 7});
}

TEST_CASE("ragged rows keep their own length and read as empty beyond it", "[import][csv]") {
  const CsvContent content = read_csv("a,b,c\nd\ne,f,g,h\n", ',');
  CHECK(content.table.columns() == 4);
  CHECK(content.table.cells(1) == 1);
  CHECK(content.table.cell(1, 2).empty());
  CHECK(content.table.cell(2, 3) == "h");
  CHECK(content.problems.total() == 0);
}

TEST_CASE("blank lines are no rows, rows of empty cells are", "[import][csv]") {
  CHECK(read("a,b\n\n\r\n,\nc,d\n\n") == Rows{{"a", "b"}, {"", ""}, {"c", "d"}});
  CHECK(read("").empty());
  CHECK(read("\n\r\n\r").empty());
}

TEST_CASE("a quote that never closes is an ordinary character and reported", "[import][csv]") {
  const CsvContent content = read_csv("a,b\n\"c,d\ne,\"\"f\n", ',');
  CHECK(rows_of(content.table) == Rows{{"a", "b"}, {"\"c", "d"}, {"e", "f"}});
  REQUIRE(content.problems.total() == 2);
  CHECK(content.problems.sorted()[0].line == 2);
}

TEST_CASE("a quote that never closes is shown cut between characters", "[import][csv]") {
  const std::string begin = "\"" + std::string(78, 'x');
  const CsvContent content = read_csv(begin + "\xC3\xA9 and more", ',');
  REQUIRE(content.problems.total() == 1);
  CHECK(content.problems.sorted()[0].value == begin + "...");
}

TEST_CASE("text after a closing quote belongs to the cell and is reported", "[import][csv]") {
  const CsvContent content = read_csv("\"a\"b,c\nd\"e\"\n", ',');
  CHECK(rows_of(content.table) == Rows{{"ab", "c"}, {"d\"e\""}});
  CHECK(content.problems.total() == 1);
}

TEST_CASE("the delimiter is the one that splits the first line and the next alike",
          "[import][csv]") {
  CHECK(detect_delimiter("a,b\n1,2\n") == ',');
  CHECK(detect_delimiter("a;b\n1,5;2,5\n2,5;3,5\n") == ';');
  CHECK(detect_delimiter("a\tb\n1, 2; 3\t4\n") == '\t');
  CHECK(detect_delimiter("\"What, if; anything\"\t\"b\"\n1\t2\n") == '\t');
  CHECK(detect_delimiter("name;title, or rank,stage\na,b,c\n") == ',');
  CHECK(detect_delimiter("touchpoint\nSign up\n") == ',');
  CHECK(detect_delimiter("") == ',');
}

TEST_CASE("a first line that names the separator is believed and is no row", "[import][csv]") {
  const CsvContent content = read_csv("sep=;\r\na;b,c\r\n");
  CHECK(content.delimiter == ';');
  CHECK(rows_of(content.table) == Rows{{"a", "b,c"}});
  CHECK(content.table.line(0) == 2);
}

TEST_CASE("reading in steps of any size gives the same table", "[import][csv]") {
  const std::string text = "a,\"b\nb\",c\r\n\r\n1,,\"\"\"3\"\n\"x\",y";
  const Rows whole = read(text);
  for (std::size_t step = 0; step < 9; ++step) {
    CsvReader reader(text, ',');
    double progress = 0;
    while (reader.step(step)) {
      CHECK(reader.progress() >= progress);
      progress = reader.progress();
    }
    CHECK(reader.progress() == 1);
    CHECK(rows_of(reader.take().table) == whole);
  }
}

TEST_CASE("cells of 40,000 characters and formulas are read as they are", "[import][csv]") {
  const std::string text(40'000, 'x');
  const Rows rows = read("=SUM(A1:A9),+1,-2,@x\n\"" + text + "\n" + text + "\"," + text + "\n");
  CHECK(rows[0] == std::vector<std::string>{"=SUM(A1:A9)", "+1", "-2", "@x"});
  CHECK(rows[1][0].size() == 80'001);
  CHECK(rows[1][1] == text);
}

TEST_CASE("100,000 rows are read to the last", "[import][csv]") {
  std::string text = "id,name\n";
  for (int i = 1; i <= 100'000; ++i)
    text += std::to_string(i) + ",\"row, " + std::to_string(i) + "\"\n";
  const Table table = read_csv(text).table;
  REQUIRE(table.rows() == 100'001);
  CHECK(table.cell(100'000, 1) == "row, 100000");
  CHECK(table.line(100'000) == 100'001);
}

TEST_CASE("hostile quotes are read in linear time", "[import][csv]") {
  // Each of these would take hours if a quote were searched anew from every cell.
  constexpr std::size_t k_times = 400'000;
  CHECK(read_csv("\"a" + repeated(",\"\"b", k_times), ',').table.rows() == 1);
  CHECK(read_csv(repeated("\"a\"\"\n", k_times), ',').table.rows() > 0);
  CHECK(read_csv(repeated("\"\"\"\"", k_times), ',').table.rows() == 1);
  CHECK(read_csv(repeated("\"a\"b,", k_times), ',').table.rows() == 1);
  CHECK(read_csv(repeated("\"", 2 * k_times + 1), ',').table.rows() == 1);
}

TEST_CASE("columns beyond a spreadsheet's are left out and reported", "[import][csv]") {
  const CsvContent content = read_csv(std::string(20'000, ',') + "\nx\n", ',');
  CHECK(content.table.columns() == touchstone::k_most_columns);
  CHECK(content.table.cell(1, 0) == "x");
  CHECK(content.problems.total() == 1);
}

TEST_CASE("problems are counted to the last but only the first are kept", "[import][csv]") {
  const CsvContent content = read_csv(repeated("\"a\"b\n", 20'000), ',');
  CHECK(content.problems.total() == 20'000);
  CHECK(content.problems.sorted().size() == ProblemLog::k_most_kept);
}

TEST_CASE("what the CSV writer writes is read back", "[import][csv]") {
  const std::vector<std::string> texts = {"plain", "a,b",     "say \"so\"", "two\r\nlines",
                                          "=1+1",  "'quoted", "'=x",        " blank ",
                                          "",      "\t",      "\xC3\xA4"};
  CsvWriter writer({"text", "number"});
  for (const std::string& text : texts) writer.text(text).exact(-2.5).end_row();
  std::string bytes = writer.take();
  REQUIRE(bytes.starts_with("\xEF\xBB\xBF"));
  const Table table = read_csv(bytes.substr(3), ',').table;
  REQUIRE(table.rows() == texts.size() + 1);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CHECK(csv_plain(table.cell(i + 1, 0)) == texts[i]);
    CHECK(table.cell(i + 1, 1) == "-2.5");
  }
}
