// Touchstone's own audits, and what every kind of file has in common: how it joins an audit.
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "document/history.hpp"
#include "document/write.hpp"
#include "support/documents.hpp"
#include "support/import_files.hpp"

using namespace touchstone;
using namespace touchstone::test;
using importing::ImportKind;
using Strings = std::vector<std::string>;

namespace {

Audit known() {
  return *read(document({
      {"as_of", R"("2026-02-01")"},
      {"stages", R"([{"id":"s","name":"Support"}])"},
      {"touchpoints",
       R"([{"id":"a","name":"Refund call","stage":"s","importance":3},{"id":"b","name":"Bill"}])"},
      {"fixes", R"([{"id":"f","title":"Merge the queues"}])"},
  }));
}

}  // namespace

TEST_CASE("an audit imported into nothing is the same audit", "[import][audit]") {
  for (const char* sample : {"retail", "saas", "neobank"}) {
    CAPTURE(sample);
    const std::string bytes =
        file_text(std::string(TOUCHSTONE_SOURCE_DIR) + "/assets/samples/" + sample + ".json");
    const Imported it = imported("copy.json", bytes);
    CHECK(it.preview.kind == ImportKind::audit);
    CHECK(write_audit(it.audit) == write_audit(*read(bytes)));
  }
}

TEST_CASE("an audit imported into itself changes nothing", "[import][audit]") {
  const std::string bytes =
      file_text(std::string(TOUCHSTONE_SOURCE_DIR) + "/assets/samples/retail.json");
  const Imported it = imported_into(*read(bytes), "copy.json", bytes);
  CHECK(it.merged.command.empty());
  CHECK(it.merged.added == 0);
  CHECK(it.merged.changed == 0);
}

TEST_CASE("an audit that is not valid is refused with its problems", "[import][audit]") {
  const Document document(Audit(), shipped_model());
  const auto result = importing::carry_out(
      importing::read_import(
          "a.json",
          R"({"format":"touchstone-audit","version":1,"stages":[{"id":"s"},{"id":"s"}]})"),
      {}, document);
  REQUIRE_FALSE(result.ok());
  CHECK(result.problems().at(0).pointer == "/stages/1/id");
}

TEST_CASE("a file that is no JSON is refused as an audit", "[import][audit]") {
  const Document document(Audit(), shipped_model());
  const auto result = importing::carry_out(
      importing::read_import("a.csv", "Touchpoint\nA\n", ImportKind::audit), {}, document);
  REQUIRE_FALSE(result.ok());
  CHECK(result.problems().at(0).message ==
        "The file cannot be read as \"Touchstone audit\": it is no JSON.");
}

TEST_CASE("two elements of an imported audit stay two, whatever their names", "[import][audit]") {
  // Both fixes are called as the one that is known; one requires the other.
  const Imported it = imported_into(
      known(), "a.json",
      R"({"format":"touchstone-audit","version":1,"fixes":[{"id":"x","title":"Merge the queues",
          "requires":["y"]},{"id":"y","title":"merge the QUEUES"}]})");
  REQUIRE(it.audit.fixes.size() == 2);
  CHECK(it.audit.fixes[0].id.text == "f");
  CHECK(it.audit.fixes[0].requires_fixes == std::vector<FixId>{it.audit.fixes[1].id});
}

TEST_CASE("an import is one step of undo, which leaves the same bytes", "[import][merge]") {
  Document document(known(), shipped_model());
  const std::string before = write_audit(document.audit());
  History history;
  const auto source = importing::read_import(
      "new.csv",
      "Touchpoint,Stage,Importance,Owner,Severity,NPS,Recommendation\n"
      "refund call,support,5,Billing,4,30,Merge the queues\nLetter,Support,2,,,,\n");
  const auto result = importing::carry_out(source, {}, document);
  REQUIRE(result.ok());
  CHECK(write_audit(document.audit()) == before);  // nothing enters before it is said so
  REQUIRE(history.perform(document, result->merged.command));
  const std::string after = write_audit(document.audit());
  CHECK(names_of(document.audit()) == Strings{"Refund call", "Bill", "Letter"});
  CHECK(history.undo_label() == "Import new.csv");
  history.undo(document);
  CHECK_FALSE(history.can_undo());
  CHECK(write_audit(document.audit()) == before);
  history.redo(document);
  CHECK(write_audit(document.audit()) == after);
}

TEST_CASE("the file wins where it says something, and each change is listed", "[import][merge]") {
  const Imported it = imported_into(known(), "new.csv",
                                    "Touchpoint,Stage,Importance,Recommendation,Effort\n"
                                    "refund call,support,5,Merge the queues,3\n");
  CHECK(it.merged.changes == Strings{"Touchpoint \"Refund call\": importance was 3, is 5."});
  const Touchpoint& call = touchpoint_of(it.audit, "Refund call");
  CHECK(call.id.text == "a");
  CHECK(call.importance == 5);
  REQUIRE(it.audit.fixes.size() == 1);
  CHECK(it.audit.fixes[0].effort == 3);
  CHECK(it.audit.fixes[0].effects.at(0).touchpoint.text == "a");
  CHECK(it.audit.stages.size() == 1);
}

TEST_CASE("a second import of the same file changes nothing", "[import][merge]") {
  for (const char* file : {"touchpoints_semicolon.csv", "hotjar.csv", "maze.csv", "zendesk.csv",
                           "surveymonkey.csv", "journey.ojf"}) {
    CAPTURE(file);
    const Imported first = imported_file(file);
    const Imported second = imported_into(first.audit, file, import_file(file));
    CHECK(second.merged.command.empty());
    CHECK(second.preview.touchpoints == first.preview.touchpoints);
  }
}

TEST_CASE("touchpoints of one name find their own again: first those that agree in stage",
          "[import][merge]") {
  const std::string csv = "Touchpoint,Stage,Channel\nCall,Support,Phone\nCall,,\nCall,Support,\n";
  const Imported first = imported("t.csv", csv);
  REQUIRE(first.audit.touchpoints.size() == 3);
  CHECK(imported_into(first.audit, "t.csv", csv).merged.command.empty());
  // Turned round, the one that agrees is found whatever comes before it.
  const Imported turned =
      imported_into(imported("t.csv", "Touchpoint,Stage\nCall,Support\n").audit, "t.csv",
                    "Touchpoint,Stage,Importance\nCall,,1\nCall,Support,5\n");
  REQUIRE(turned.audit.touchpoints.size() == 2);
  CHECK(turned.audit.touchpoints[0].importance == 5);
  CHECK(turned.audit.touchpoints[1].importance == 1);
}

TEST_CASE("a newer day becomes the audit's date only when it is wanted", "[import][merge]") {
  const Document document(known(), shipped_model());
  const auto source = importing::read_import("a.csv", "NPS,Date\n10,2026-05-05\n");
  const auto as_of = [&](bool raise) {
    Document changed = document;
    const auto result = importing::carry_out(source, {}, changed, raise);
    REQUIRE(result.ok());
    REQUIRE(changed.apply(result->merged.command).empty());
    return changed.audit().header.as_of;
  };
  CHECK(as_of(false) == parse_date("2026-02-01"));
  CHECK(as_of(true) == parse_date("2026-05-05"));
}
