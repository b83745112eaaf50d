// What reports are made of: harmless text, CSV cells, wrapped lines, the friction scale, figures.
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "draw/friction_scale.hpp"
#include "draw/html_text.hpp"
#include "draw/svg_text.hpp"
#include "report/facts.hpp"
#include "tables/csv_read.hpp"
#include "tables/csv_write.hpp"

using namespace touchstone;
using namespace touchstone::draw;
using namespace touchstone::tables;
using namespace touchstone::words;

TEST_CASE("markup characters become references") {
  CHECK(html("</script><!-- \"a\" & 'b'") ==
        "&lt;/script&gt;&lt;!-- &quot;a&quot; &amp; &#39;b&#39;");
}

TEST_CASE("control characters, noncharacters and broken bytes become the replacement character") {
  CHECK(clean_text(std::string("a\0b\x1B", 4)) == "a\uFFFDb\uFFFD");
  CHECK(clean_text("\u0085\uFFFE") == "\uFFFD\uFFFD");
  CHECK(clean_text("\xC3(") == "\uFFFD(");
}

TEST_CASE("every kind of line end becomes one") {
  CHECK(clean_text("a\r\nb\rc\u2028d\u2029e\tf") == "a\nb\nc\nd\ne f");
}

TEST_CASE("marks that turn the writing direction are left out, Arabic itself is not") {
  CHECK(clean_text("abc\u202Edcb\u202C \u2066x\u2069") == "abcdcb x");
  CHECK(clean_text("مرحبا") == "مرحبا");
}

TEST_CASE("a long text is cut at a character's edge and marked") {
  CHECK(excerpt("äöü", 3) == "äöü");
  CHECK(excerpt("äöüß", 3) == "äöü […]");
}

TEST_CASE("a cell is quoted only where CSV needs it") {
  CHECK(csv_cell("plain") == "plain");
  CHECK(csv_cell("a,b") == "\"a,b\"");
  CHECK(csv_cell("say \"so\"\nnow") == "\"say \"\"so\"\"\nnow\"");
}

TEST_CASE("a text that a spreadsheet would run gets an apostrophe in front") {
  CHECK(csv_cell("=1+1") == "'=1+1");
  CHECK(csv_cell("+49 30") == "'+49 30");
  CHECK(csv_cell("-2") == "'-2");
  CHECK(csv_cell("@user") == "'@user");
  CHECK(csv_cell("\tx") == "'\tx");
  CHECK(csv_cell("\rx") == "\"'\rx\"");
  CHECK(csv_cell("'quoted'") == "'quoted'");
}

TEST_CASE("taking the apostrophe off gives every text back") {
  for (const std::string text :
       {"=x", "'=x", "''=x", "'x", "x", "", "'", "-", "'-", "a=b", "\tx", "@", "'tis"}) {
    std::string cell = csv_cell(text);
    CHECK(std::string(csv_plain(cell)) == text);
  }
}

TEST_CASE("a table begins with a byte order mark and its lines end with CR LF") {
  CsvWriter csv({"A", "B"});
  csv.text("x").number(-0.5, 2).end_row();
  CHECK(csv.take() ==
        "\xEF\xBB\xBF"
        "A,B\r\nx,-0.5\r\n");
}

TEST_CASE("what the writer writes the reader reads") {
  const std::string hostile = "a,\"b\"\r\nc;d\te";
  CsvWriter csv({"One", "Two"});
  csv.text(hostile).text("=sum").end_row();
  std::string file = csv.take();
  file.erase(0, 3);
  const CsvContent content = read_csv(file);
  REQUIRE(content.problems.total() == 0);
  REQUIRE(content.table.rows() == 2);
  CHECK(content.table.cell(1, 0) == hostile);
  CHECK(csv_plain(content.table.cell(1, 1)) == "=sum");
}

TEST_CASE(
    "exact numbers are written without exponent or trailing zeros, unknown ones as empty cells") {
  CsvWriter csv({"n"});
  csv.exact(12000.0).end_row();
  csv.exact(0.1).end_row();
  csv.exact(std::nullopt).end_row();
  CHECK(csv.take() == "\xEF\xBB\xBFn\r\n12000\r\n0.1\r\n\r\n");
}

TEST_CASE("a wrapped text keeps within its width and loses no word while there is room") {
  const std::string text = "Statement and export page of the everyday account";
  const std::vector<std::string> lines = wrap_text(text, 11, true, 100, 9);
  std::string joined;
  for (const std::string& line : lines) {
    CHECK(text_width(line, 11, true) <= 100);
    joined += (joined.empty() ? "" : " ") + line;
  }
  CHECK(joined == text);
}

TEST_CASE("a word wider than the line is broken within") {
  const std::vector<std::string> lines =
      wrap_text("Donaudampfschifffahrtsgesellschaft", 11, false, 60, 9);
  REQUIRE(lines.size() > 2);
  for (const std::string& line : lines) CHECK(text_width(line, 11) <= 60);
}

TEST_CASE("a text that needs more lines than there are ends in an ellipsis within the width") {
  const std::vector<std::string> lines =
      wrap_text(std::string(40'000, 'x') + " end", 11, true, 100, 3);
  REQUIRE(lines.size() == 3);
  CHECK(lines.back().ends_with("…"));
  CHECK(text_width(lines.back(), 11, true) <= 100);
}

TEST_CASE("a blank text has no lines") {
  CHECK(wrap_text(" \n ", 11, true, 100, 3).empty());
}

TEST_CASE("square scripts are measured wider than Latin letters, combining marks not at all") {
  CHECK(text_width("漢字", 10) > text_width("ab", 10));
  CHECK(text_width("e\u0301", 10) == text_width("e", 10));
}

TEST_CASE("the friction scale grows darker with every point") {
  for (int friction = 1; friction <= 100; ++friction)
    CHECK(luminance_of(friction_rgb(friction)) < luminance_of(friction_rgb(friction - 1)));
}

TEST_CASE("the colour of the scale's ends is the colour of its stops, beyond them too") {
  CHECK(friction_rgb(0) == 0xD8E9F8);
  CHECK(friction_rgb(45) == 0xEBC65A);
  CHECK(friction_rgb(100) == 0x7A1526);
  CHECK(friction_rgb(-5) == 0xD8E9F8);
  CHECK(friction_rgb(500) == 0x7A1526);
}

TEST_CASE("the number on a friction's colour has a contrast of at least 4.5") {
  for (int friction = 0; friction <= 100; ++friction) {
    const double ground = luminance_of(friction_rgb(friction)) + 0.05;
    const double contrast = takes_black_text(friction) ? ground / 0.05 : 1.05 / ground;
    CHECK(contrast >= 4.5);
  }
}

TEST_CASE("the word of a friction follows its shown whole number") {
  CHECK(friction_word(0) == "very low");
  CHECK(friction_word(19.4) == "very low");
  CHECK(friction_word(19.6) == "low");
  CHECK(friction_word(50) == "medium");
  CHECK(friction_word(79.5) == "very high");
  CHECK(friction_word(100) == "very high");
}

TEST_CASE("figures are grouped, shares are percentages, dates are written out") {
  CHECK(figure(1234567.5, 1) == "1,234,567.5");
  CHECK(figure(-1000, 0) == "-1,000");
  CHECK(figure(999, 0) == "999");
  CHECK(percent(0.004) == "0.4 %");
  CHECK(percent(0.0996) == "10 %");
  CHECK(percent(0.35) == "35 %");
  CHECK(long_date(*parse_date("2026-02-09")) == "9 February 2026");
}

TEST_CASE("a list of names is shortened after the number asked for") {
  CHECK(listed({}, 3).empty());
  CHECK(listed({"A"}, 3) == "A");
  CHECK(listed({"A", "B"}, 3) == "A and B");
  CHECK(listed({"A", "B", "C"}, 3) == "A, B and C");
  CHECK(listed({"A", "B", "C", "D"}, 2) == "A, B and 2 more");
}
