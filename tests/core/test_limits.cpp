// What is too much is refused in words, by whichever way it comes (core/intake/limits.hpp), and
// costs no more than its length: a way that took time squared would not end within these tests.
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "document/document.hpp"
#include "document/edits.hpp"
#include "document/read.hpp"
#include "document/recovery.hpp"
#include "document/write.hpp"
#include "import/import.hpp"
#include "intake/limits.hpp"
#include "text/concat.hpp"

using namespace touchstone;

namespace {

std::string repeated(std::string_view element, std::size_t times) {
  std::string list;
  for (std::size_t i = 0; i < times; ++i) list += concat(i == 0 ? "" : ",", element);
  return list;
}

std::string audit_of(std::string_view keys) {
  return concat(R"({"format":"touchstone-audit","version":1,)", keys, "}");
}

Problems refused(const std::string& bytes) {
  return read_audit(bytes, shipped_model()).problems();
}

// Rows "name,stage" of a list of touchpoints.
importing::ConvertedImport list_of(std::size_t touchpoints, std::string_view name) {
  std::string csv = "Touchpoint,Stage\n";
  for (std::size_t i = 0; i < touchpoints; ++i)
    csv += name.empty() ? concat("Touchpoint ", std::to_string(i), ",Use\n")
                        : concat(name, ",Stage ", std::to_string(i), "\n");
  return importing::convert_import(importing::read_import("list.csv", csv), {}, shipped_model());
}

}  // namespace

TEST_CASE("A document's lists may be as long as an audit takes, and no longer", "[limits]") {
  for (const ListLimit& limit : k_list_limits) {
    CAPTURE(limit.key);
    const Problems problems =
        refused(audit_of(concat("\"", limit.key, "\":[", repeated("{}", limit.most + 1), "]")));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].pointer == concat("/", limit.key));
    CHECK(problems[0].message.find("which is as many as Touchstone takes") != std::string::npos);
  }
  std::string stages;
  for (std::size_t i = 0; i < k_most_stages; ++i)
    stages += concat(i == 0 ? "" : ",", R"({"id":"s)", std::to_string(i), "\"}");
  CHECK(read_audit(audit_of(concat("\"stages\":[", stages, "]")), shipped_model()).ok());
}

TEST_CASE("A document is refused for its bytes, values and entries", "[limits]") {
  const auto says = [](const Problems& problems, std::string_view what) {
    return !problems.empty() && problems.back().message.find(what) != std::string::npos;
  };
  CHECK(says(refused(std::string(k_most_document_bytes + 1, ' ')), "100,000,001 bytes"));
  CHECK(says(refused(audit_of(concat("\"x\":[", repeated("1", k_most_document_values), "]"))),
             "more than 4,000,000 values"));
  CHECK(says(refused(audit_of(concat(R"("touchpoints":[{"id":"t","measures":[)",
                                     repeated("{}", k_most_entries + 1), "]}]"))),
             "more than 500,000 entries"));
  CHECK(says(refused(concat("[", repeated("1", k_most_json_values), "]")), "8,000,000 values"));
}

TEST_CASE("Of a million problems the first are listed", "[limits]") {
  const Problems problems = refused(audit_of(concat(
      "\"ratings\":[", repeated(R"({"score":"x","rater":7,"date":0,"comment":1})", 200'000), "]")));
  CHECK(problems.size() == k_most_problems + 1);
  CHECK(problems.back().message.find("There may be more problems than these") != std::string::npos);
  const Problems same_key = refused(concat("{", repeated("\"a\":1e999", 1'000'000), "}"));
  CHECK(same_key.size() == k_most_problems + 1);
}

TEST_CASE("A command that makes a list too long is refused and changes nothing", "[limits]") {
  Audit audit;
  for (std::size_t i = 0; i < k_most_stages; ++i) {
    Stage stage;
    stage.id.text = concat("s", std::to_string(i));
    audit.stages.push_back(std::move(stage));
  }
  Document document(audit, shipped_model());
  Stage one_more;
  one_more.id.text = "one-more";
  const Problems problems = document.apply(insert_element(document, one_more, "Add a stage"));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].pointer == "/stages");
  CHECK(document.audit().stages.size() == k_most_stages);
  REQUIRE(document.apply(erase_element<Stage>(document, 0, "Erase")).empty());
  CHECK(document.apply(insert_element(document, one_more, "Add a stage")).empty());
}

TEST_CASE("An audit kept before there were limits is opened whole and edited, but does not grow",
          "[limits]") {
  std::string teams;
  for (std::size_t i = 0; i < most_elements("teams") + 1; ++i)
    teams += concat(i == 0 ? "" : ",", R"({"id":"t)", std::to_string(i), "\"}");
  const std::string base = audit_of(concat("\"teams\":[", teams, "]"));
  CHECK_FALSE(refused(base).empty());
  const Result<Recovered> kept = recover(base, {}, shipped_model());
  REQUIRE(kept);
  REQUIRE(kept->audit.teams.size() == most_elements("teams") + 1);
  Document document(kept->audit, shipped_model());
  Header header = document.audit().header;
  header.title = "Edited";
  CHECK(document.apply(change_header(document, std::move(header), "Title")).empty());
  Stage stage;
  stage.id = StageId("later");
  CHECK(document.apply(insert_element(document, stage, "Add a stage")).size() == 1);
  CHECK(document.audit().header.title == "Edited");
}

TEST_CASE("A file with more than an audit takes is refused whole, in words", "[limits][import]") {
  const importing::ConvertedImport many = list_of(300'000, "");
  CHECK(importing::gives_nothing(many));
  CHECK(many.preview.rows == k_most_touchpoints + 1);  // read no further
  REQUIRE_FALSE(many.preview.problems.empty());
  CHECK(many.preview.problems[0].reason.find("more than 20,000 touchpoints") != std::string::npos);
  const Document document({}, shipped_model());
  CHECK_FALSE(importing::carry_out(many, "list.csv", document).ok());

  const std::string rows = repeated("a\n", k_most_rows + 1);
  const importing::ImportSource source =
      importing::read_import("rows.csv", concat("Touchpoint\n", rows));
  CHECK(source.refusal.find("more than 1,000,000 rows") != std::string::npos);

  std::string answers = "Touchpoint,NPS\n";
  for (int i = 0; i < 30'000; ++i) answers += concat("Page ", std::to_string(i), ",9\n");
  CHECK(importing::gives_nothing(importing::convert_import(
      importing::read_import("answers.csv", answers, importing::ImportKind::answers), {},
      shipped_model())));
}

TEST_CASE("A cell of a million names gives the first thousand", "[limits][import]") {
  std::string names;
  for (int i = 0; i < 100'000; ++i) names += concat("Team ", std::to_string(i), ";");
  const importing::ConvertedImport converted = importing::convert_import(
      importing::read_import("list.csv", concat("Touchpoint,Owner\nCall,", names, "\n")), {},
      shipped_model());
  CHECK(converted.content.audit.teams.size() == k_most_names);
}

TEST_CASE("Touchpoints of one name are told apart without looking at each pair",
          "[limits][import]") {
  // Each of 20,000 could be any of as many.
  Audit known;
  Audit found;
  for (std::size_t i = 0; i < k_most_touchpoints; ++i) {
    Touchpoint touchpoint;
    touchpoint.name = "Call";
    touchpoint.id.text = concat("a", std::to_string(i));
    known.touchpoints.push_back(touchpoint);
    touchpoint.id.text = concat("b", std::to_string(i));
    touchpoint.notes = "again";
    found.touchpoints.push_back(std::move(touchpoint));
  }
  const Document document(known, shipped_model());
  const importing::Merged merged = importing::merge_content(document, found, "Import", {});
  CHECK(merged.added == 0);
  CHECK(merged.changed == k_most_touchpoints);
}

TEST_CASE("Tickets in JSON are read in steps", "[limits][import]") {
  const std::string tickets =
      concat(R"({"tickets":[)", repeated(R"({"id":1,"via":"web","reopens":0})", 5000), "]}");
  importing::ImportReader reader("tickets.json", tickets);
  std::size_t steps = 0;
  while (reader.step(10'000)) ++steps;
  CHECK(steps > 50);
  CHECK(reader.take().table.rows() == 5001);
}
