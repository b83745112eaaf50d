// Lists of fixes: Touchstone's own, which come back as they went out, and Jira's.
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "report/csv.hpp"
#include "report/jira.hpp"
#include "score/score.hpp"
#include "support/documents.hpp"
#include "support/import_files.hpp"

using namespace touchstone;
using namespace touchstone::test;
using importing::ImportKind;
using report::CsvPart;
using Strings = std::vector<std::string>;

namespace {

std::string exported(const Audit& audit, CsvPart part) {
  return report::report_csv(audit, shipped_model(), evaluate(audit, shipped_model()), part);
}

const Fix& fix_of(const Audit& audit, std::string_view title) {
  const auto found = std::find_if(audit.fixes.begin(), audit.fixes.end(),
                                  [&](const Fix& it) { return it.title == title; });
  INFO("fix " << title);
  REQUIRE(found != audit.fixes.end());
  return *found;
}

Strings titles_of(const Audit& audit, const std::vector<FixId>& ids) {
  Strings titles;
  for (const FixId& id : ids)
    for (const Fix& fix : audit.fixes)
      if (fix.id == id) titles.push_back(fix.title);
  return titles;
}

Strings touchpoints_of(const Audit& audit, const Fix& fix) {
  Strings names;
  for (const Effect& effect : fix.effects)
    for (const Touchpoint& touchpoint : audit.touchpoints)
      if (touchpoint.id == effect.touchpoint) names.push_back(touchpoint.name);
  return names;
}

// Every column says something, and some of it looks like something else.
Audit every_column() {
  return *read(document({
      {"teams", R"([{"id":"t","name":"Billing"}])"},
      {"people", R"([{"id":"p","name":"Ann","team":"t"}])"},
      {"touchpoints",
       R"([{"id":"a","name":"Refund call, second line"},{"id":"b","name":"=Letter"}])"},
      {"fixes",
       R"([{"id":"f1","title":"+1 on a clearer letter","effort":2.5,"cost":900,"owner":"p",)"
       R"("due":"2026-12-01","status":"doing","confidence":0.8,"category":"content",)"
       R"("requires":["f3","f2"],"effects":[{"touchpoint":"b"},{"touchpoint":"a"}]},)"
       R"({"id":"f2","title":"Merge the queues","owner":"t","status":"dropped",)"
       R"("excludes":["f3"]},)"
       R"({"id":"f3","title":"A second line; paid","effort":0,"confidence":0}])"},
  }));
}

// What a file was refused for, "line|column|value".
Strings refused(const std::string& rows) {
  return problem_places(imported("fixes.csv",
                                 "Fix,Fix id,Status,Category,Effort,Confidence,Due "
                                 "date,Requires,Excludes\n" +
                                     rows)
                            .preview);
}

}  // namespace

TEST_CASE("fixes come back as they were exported", "[import][fixes]") {
  const Audit audit = every_column();
  Audit without = audit;
  without.fixes.clear();
  const Imported it = imported_into(without, "fixes.csv", exported(audit, CsvPart::fixes));
  CHECK(it.preview.kind == ImportKind::fixes);
  CHECK(it.preview.recognised.confidence == 1);
  CHECK(it.preview.problems.empty());
  CHECK(it.preview.fixes == 3);
  CHECK(it.merged.added == 3);
  REQUIRE(it.audit.fixes.size() == 3);
  CHECK(it.audit.touchpoints == audit.touchpoints);
  CHECK(it.audit.teams == audit.teams);
  for (const Fix& known : audit.fixes) {
    CAPTURE(known.title);
    const Fix& fix = fix_of(it.audit, known.title);
    CHECK(fix.effort == known.effort);
    CHECK(fix.cost == known.cost);
    CHECK(fix.owner == known.owner);
    CHECK(fix.due == known.due);
    CHECK(fix.status == known.status);
    CHECK(fix.confidence == known.confidence);
    CHECK(fix.category == known.category);
    CHECK(touchpoints_of(it.audit, fix) == touchpoints_of(audit, known));
    CHECK(titles_of(it.audit, fix.requires_fixes) == titles_of(audit, known.requires_fixes));
    CHECK(titles_of(it.audit, fix.excludes) == titles_of(audit, known.excludes));
  }
}

TEST_CASE("an audit's own list of fixes changes nothing of it", "[import][fixes]") {
  for (const char* sample : {"retail", "saas", "neobank"}) {
    CAPTURE(sample);
    const Audit audit = *read(
        file_text(std::string(TOUCHSTONE_SOURCE_DIR) + "/assets/samples/" + sample + ".json"));
    REQUIRE(audit.fixes.size() == 14);
    const Imported it = imported_into(audit, "fixes.csv", exported(audit, CsvPart::fixes));
    CHECK(it.preview.rows_used == 14);
    CHECK(it.preview.problems.empty());
    CHECK(it.merged.changes == Strings());
    CHECK(it.merged.command.empty());
  }
}

TEST_CASE("what was changed in the list of fixes is changed in the audit", "[import][fixes]") {
  const Imported it = imported_into(
      every_column(), "fixes.csv",
      "Fix,Fix id,Status,Due date,Touchpoints\nMerge the queues,f2,done,2027-01-31,=Letter\n");
  const Fix& fix = fix_of(it.audit, "Merge the queues");
  CHECK(fix.id.text == "f2");
  CHECK(fix.status == FixStatus::done);
  CHECK(fix.due == parse_date("2027-01-31"));
  CHECK(touchpoints_of(it.audit, fix) == Strings{"=Letter"});
  CHECK(fix.excludes.size() == 1);
  CHECK(it.merged.changes == Strings{R"(Fix "Merge the queues": status was dropped, is done.)"});
}

TEST_CASE("a list of fixes makes touchpoints and teams that nobody knows yet", "[import][fixes]") {
  const Imported it = imported("fixes.csv", exported(every_column(), CsvPart::fixes));
  CHECK(it.preview.touchpoints == 2);
  CHECK(touchpoints_of(it.audit, fix_of(it.audit, "+1 on a clearer letter")) ==
        Strings{"=Letter", "Refund call, second line"});
  // Nobody is known as a person.
  REQUIRE(it.audit.teams.size() == 2);
  CHECK(it.audit.teams[0].name == "Ann");
  CHECK(fix_of(it.audit, "+1 on a clearer letter").owner == it.audit.teams[0].id);
}

TEST_CASE("fixes of one title are told apart by their ids", "[import][fixes]") {
  const Imported it =
      imported("fixes.csv", "Fix,Fix id,Effort,Requires\nTrain,a,1,b\nTrain,b,2,\nTrain,b,3,\n");
  REQUIRE(it.audit.fixes.size() == 2);
  CHECK(it.audit.fixes[0].effort == 1);
  CHECK(it.audit.fixes[0].requires_fixes == std::vector<FixId>{it.audit.fixes[1].id});
  CHECK(it.audit.fixes[1].effort == 2);
  // The second row about b says otherwise.
  CHECK(problem_places(it.preview) == Strings{"4|Effort|3"});
}

TEST_CASE("lists of fixes tell where they are not understood", "[import][fixes]") {
  CHECK(refused("Train,a,maybe,,,,,,\n") == Strings{"2|Status|maybe"});
  CHECK(refused("Train,a,,paint,,,,,\n") == Strings{"2|Category|paint"});
  CHECK(refused("Train,a,,,-1,,,,\n") == Strings{"2|Effort|-1"});
  CHECK(refused("Train,a,,,,1.5,,,\n") == Strings{"2|Confidence|1.5"});
  CHECK(refused("Train,a,,,,80%,,,\n") == Strings());
  CHECK(refused("Train,a,,,,,soon,,\n") == Strings{"2|Due date|soon"});
  CHECK(refused("Train,a,,,,,,,\n,b,open,,,,,,\n") == Strings{"3||open"});
  CHECK(refused("Train,a,,,,,,b; train,c\n") ==
        Strings{"2|Requires|b", "2|Excludes|c", "2|Requires|train"});
}

TEST_CASE("fixes that wait for each other are refused where the circle closes", "[import][fixes]") {
  CHECK(refused("A,a,,,,,,b,\nB,b,,,,,,c;d,\nC,c,,,,,,a,\nD,d,,,,,,,\n") ==
        Strings{"4|Requires|a"});
  CHECK(refused("A,a,,,,,,a;b,\nB,b,,,,,,a;b,\n") ==
        Strings{"2|Requires|a", "3|Requires|b", "3|Requires|a"});
  const Imported it = imported("fixes.csv", "Fix,Fix id,Requires\nA,a,a;b\nB,b,c\nC,c,b; a\n");
  CHECK(titles_of(it.audit, it.audit.fixes[0].requires_fixes) == Strings{"B"});
  CHECK(titles_of(it.audit, it.audit.fixes[1].requires_fixes) == Strings{"C"});
  CHECK(it.audit.fixes[2].requires_fixes.empty());
}

TEST_CASE("a circle that only the audit closes is refused as a whole", "[import][fixes]") {
  Document document(every_column(), shipped_model());
  const Audit before = document.audit();
  const auto result = importing::carry_out(
      importing::read_import(
          "fixes.csv", "Fix,Fix id,Requires\nMerge the queues,f2,f1\n+1 on a clearer letter,f1,\n"),
      {}, document);
  REQUIRE(result.ok());
  const Problems problems = document.apply(result->merged.command);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].message.find("closes a circle") != std::string::npos);
  CHECK(document.audit() == before);
}

TEST_CASE("Jira: what was exported for it is read as fixes", "[import][fixes]") {
  const Audit audit = every_column();
  const Strings jira =
      report::report_jira(audit, shipped_model(), evaluate(audit, shipped_model()));
  REQUIRE(jira.size() == 1);
  const Imported it = imported_into(audit, "jira.csv", jira[0]);
  CHECK(it.preview.kind == ImportKind::fixes);
  CHECK(it.preview.rows_used == 2);
  CHECK(it.preview.problems.empty());
  CHECK(personal_columns(it.preview) == Strings{"Assignee"});
  CHECK(it.merged.command.empty());
}

TEST_CASE("Jira: its own list of issues brings back how far the fixes are", "[import][fixes]") {
  const Imported it =
      imported_into(every_column(), "Jira.csv",
                    "Summary,Issue key,Issue Type,Status,Priority,Assignee,Due date\n"
                    "+1 on a clearer letter,SHOP-7,Task,Done,High,Somebody,2026-12-05 00:00\n"
                    "Find out why,SHOP-8,Task,In Progress,Low,,\n");
  CHECK(it.preview.kind == ImportKind::fixes);
  CHECK(it.preview.problems.empty());
  REQUIRE(it.audit.fixes.size() == 4);
  CHECK(it.audit.fixes[0].status == FixStatus::done);
  CHECK(it.audit.fixes[0].due == parse_date("2026-12-05"));
  CHECK(it.audit.fixes[3].title == "Find out why");
  CHECK(it.audit.fixes[3].status == FixStatus::doing);
}

TEST_CASE("a list of gaps is told to be worked out, and changes nothing", "[import][fixes]") {
  const Document document(every_column(), shipped_model());
  const importing::ImportSource source =
      importing::read_import("gaps.csv", exported(every_column(), CsvPart::gaps));
  CHECK(source.recognised.kind == ImportKind::gaps);
  const auto result = importing::carry_out(source, {}, document);
  REQUIRE(!result.ok());
  CHECK(result.problems()[0].message.starts_with("Gaps are worked out from the audit"));
}
