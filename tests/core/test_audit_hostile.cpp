// Hostile input beyond what the reader's own tests try (test_audit_json.cpp and test_audit_read.cpp
// have the same for the bytes of a document): commands, the journal and imports.
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "document/document.hpp"
#include "document/edits.hpp"
#include "document/journal.hpp"
#include "document/write.hpp"
#include "import/import.hpp"
#include "support/documents.hpp"

using namespace touchstone;
using namespace touchstone::test;

namespace {

using Pointers = std::vector<std::string>;

// A line of a journal that adds a fix with these keys.
std::string adding_fix(std::string_view keys) {
  return R"({"edits":[{"list":"fixes","at":1,"after":{"id":"g",)" + std::string(keys) + "}}]}";
}

Pointers refused_line(std::string_view line) {
  return pointers_of(read_command(line).problems());
}

// Every kind of import says something about the bytes, and none makes an audit of them.
void check_no_import(const std::string& bytes) {
  const Document document(Audit(), shipped_model());
  for (const importing::KindRow& row : importing::import_kinds()) {
    CAPTURE(row.key);
    const importing::ImportSource source = importing::read_import("x.json", bytes, row.kind);
    const auto result = importing::carry_out(source, {}, document);
    REQUIRE_FALSE(result.ok());
    CHECK(result.problems().front().message.size() > 10);
    CHECK(result.problems().front().message.size() < 2000);
  }
}

Audit small() {
  return *read(document());
}

}  // namespace

TEST_CASE("100,000 levels of nesting are refused in a command and in every kind of import") {
  const std::string deep(100'000, '[');
  CHECK(refused_line(R"({"edits":)" + deep).size() == 2);
  CHECK_FALSE(read_command(R"({"edits":)" + deep + std::string(100'000, ']') + "}").ok());
  check_no_import(R"({"tickets":)" + deep);
  check_no_import(R"({"format":"touchstone-audit","nodes":)" + deep + std::string(100'000, ']') +
                  "}");
}

TEST_CASE("1e999 is refused in a command, in its place") {
  CHECK(refused_line(adding_fix(R"("effort":1e999,"cost":-1e999)")) ==
        Pointers{"/edits/0/after/effort", "/edits/0/after/cost"});
}

TEST_CASE("numbers that are not finite are refused in a change and nothing changes") {
  for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity(),
                           -std::numeric_limits<double>::infinity()}) {
    CAPTURE(bad);
    Document document(small(), shipped_model());
    Touchpoint changed = document.audit().touchpoints[0];
    changed.volume = bad;
    CHECK(pointers_of(document.apply(replace_element(document, 0, changed, ""))) ==
          Pointers{"/touchpoints/0/volume"});
    Fix added;
    added.id = FixId("g");
    added.effort = bad;
    CHECK(pointers_of(document.apply(insert_element(document, added, ""))) ==
          Pointers{"/fixes/1/effort"});
    Header header = document.audit().header;
    header.economics.emplace().margin_per_month = bad;
    CHECK(pointers_of(document.apply(change_header(document, header, ""))) ==
          Pointers{"/economics/margin_per_month"});
    CHECK(document.audit() == small());
    CHECK(document.index().is_consistent());
  }
}

TEST_CASE("a key that stands twice is refused in a command") {
  CHECK(refused_line(adding_fix(R"("title":"a","title":"b")")) == Pointers{"/edits/0/after/title"});
  CHECK(refused_line(R"({"edits":[],"edits":[]})") == Pointers{"/edits"});
}

TEST_CASE("invalid UTF-8 and NUL bytes are refused in a command") {
  CHECK_FALSE(read_command(adding_fix("\"title\":\"\xFF\"")).ok());
  CHECK_FALSE(read_command(adding_fix("\"title\":\"\xED\xA0\x80\"")).ok());
  CHECK_FALSE(read_command(adding_fix(std::string_view("\"title\":\"\0\"", 11))).ok());
}

TEST_CASE("an escaped NUL in a command survives being carried out, written and read") {
  Document document(small(), shipped_model());
  const auto command = read_command(adding_fix(R"("title":"a\u0000b")"));
  REQUIRE(command.ok());
  REQUIRE(document.apply(*command).empty());
  CHECK(document.audit().fixes[1].title == std::string("a\0b", 3));
  CHECK(*read(write_audit(document.audit())) == document.audit());
}

TEST_CASE("a byte order mark before a command is skipped, a second one is refused") {
  CHECK(read_command("\xEF\xBB\xBF" + adding_fix(R"("effort":0)")).ok());
  CHECK_FALSE(read_command("\xEF\xBB\xBF\xEF\xBB\xBF" + adding_fix(R"("effort":0)")).ok());
}

TEST_CASE("a text of 50 MB passes through an audit, a command and the table of an import") {
  const std::string text(50'000'000, 'x');
  Document document(small(), shipped_model());
  Touchpoint changed = document.audit().touchpoints[0];
  changed.notes = text;
  const Command command = replace_element(document, 0, changed, "Note");
  REQUIRE(document.apply(command).empty());
  CHECK(*read(write_audit(document.audit())) == document.audit());
  CHECK(read_command(write_command(command)).ok());
  const importing::ImportSource source =
      importing::read_import("x.csv", "Touchpoint,Notes\nA," + text);
  const auto result = importing::carry_out(source, {}, document);
  REQUIRE(result.ok());
  REQUIRE(document.apply(result->merged.command).empty());
  CHECK(document.audit().touchpoints.back().notes.size() == text.size());
}

TEST_CASE("dangling and duplicate ids are refused in a command from a journal") {
  Document document(small(), shipped_model());
  const auto refused = [&](std::string_view line) {
    return pointers_of(document.apply(*read_command(line)));
  };
  CHECK(refused(adding_fix(R"("owner":"nobody","effects":[{"touchpoint":"z"}])")) ==
        Pointers{"/fixes/1/owner", "/fixes/1/effects/0/touchpoint"});
  CHECK(refused(R"({"edits":[{"list":"touchpoints","at":0,"after":{"id":"b"}}]})") ==
        Pointers{"/touchpoints/0/id"});
  CHECK(document.audit() == small());
}

TEST_CASE("a command whose element lacks its ids is refused, and survives being written and read") {
  Document document(small(), shipped_model());
  const auto command = read_command(
      R"({"edits":[{"list":"handoffs","at":1,"after":{"to":"b"}},{"list":"fixes","at":1,"after":{}}]})");
  REQUIRE(command.ok());
  const auto back = read_command(write_command(*command));
  REQUIRE(back.ok());
  CHECK(*back == *command);
  CHECK(pointers_of(document.apply(*command)) ==
        Pointers{"/handoffs/1/id", "/handoffs/1/from", "/fixes/1/id"});
  CHECK(document.audit() == small());
}

TEST_CASE("requirements that an import would join to a circle are refused, nothing changes") {
  Audit known = small();
  known.fixes[0].title = "First";
  known.fixes.push_back(known.fixes[0]);
  known.fixes[1].id = FixId("g");
  known.fixes[1].title = "Second";
  known.fixes[1].requires_fixes = {FixId("f")};
  Document document(known, shipped_model());
  const importing::ImportSource source = importing::read_import(
      "a.json",
      R"({"format":"touchstone-audit","version":1,"fixes":[{"id":"x","title":"First",
          "requires":["y"]},{"id":"y","title":"Second"}]})");
  const auto result = importing::carry_out(source, {}, document);
  REQUIRE(result.ok());
  CHECK(document.apply(result->merged.command).size() == 1);
  CHECK(document.audit() == known);
}

TEST_CASE("an effort of 0 and a negative volume in a journal: the first is fine, not the second") {
  Document document(small(), shipped_model());
  CHECK(document.apply(*read_command(adding_fix(R"("effort":0)"))).empty());
  const auto negative = read_command(
      R"({"edits":[{"list":"touchpoints","at":0,"before":{"id":"a"},"after":{"id":"a","volume":-1}}]})");
  CHECK(pointers_of(document.apply(*negative)) == Pointers{"/touchpoints/0/volume"});
}

TEST_CASE("2026-02-30 is refused in a command, and listed by line in an import") {
  CHECK(refused_line(adding_fix(R"("due":"2026-02-30")")) == Pointers{"/edits/0/after/due"});
  const Document document(Audit(), shipped_model());
  const importing::ImportSource source =
      importing::read_import("x.csv", "Touchpoint,Recommendation,Due date\nA,Fix it,2026-02-30\n");
  const auto result = importing::carry_out(source, {}, document);
  REQUIRE(result.ok());
  REQUIRE(result->preview.problems.size() == 1);
  CHECK(result->preview.problems[0].line == 2);
  CHECK(result->preview.problems[0].column == "Due date");
  CHECK(result->preview.problems[0].value == "2026-02-30");
}
