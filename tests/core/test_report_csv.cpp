// Tables for spreadsheets and Jira.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "report/csv.hpp"
#include "report/jira.hpp"
#include "score/score.hpp"
#include "support/audit_builder.hpp"
#include "tables/csv_read.hpp"
#include "tables/csv_write.hpp"

using namespace touchstone;
using namespace touchstone::report;
using namespace touchstone::tables;
using namespace touchstone::test;

namespace {

// Rows of cells, apostrophes off.
using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string file) {
  REQUIRE(file.starts_with("\xEF\xBB\xBF"));
  CsvContent content = read_csv(file.substr(3));
  REQUIRE(content.problems.total() == 0);
  Rows rows;
  for (std::size_t r = 0; r < content.table.rows(); ++r) {
    rows.emplace_back();
    for (std::size_t c = 0; c < content.table.columns(); ++c)
      rows.back().emplace_back(csv_plain(content.table.cell(r, c)));
  }
  return rows;
}

std::string cell(const Rows& rows, std::size_t row, const std::string& column) {
  const auto at = std::find(rows[0].begin(), rows[0].end(), column);
  REQUIRE(at != rows[0].end());
  return rows[row][static_cast<std::size_t>(at - rows[0].begin())];
}

Rows table(const Audit& audit, CsvPart part) {
  return rows_of(report_csv(audit, shipped_model(), evaluate(audit, shipped_model()), part));
}

std::vector<Rows> jira(const Audit& audit) {
  std::vector<Rows> files;
  for (const std::string& file :
       report_jira(audit, shipped_model(), evaluate(audit, shipped_model())))
    files.push_back(rows_of(file));
  return files;
}

}  // namespace

TEST_CASE("the touchpoint table has a row for each touchpoint, with names instead of ids") {
  const Rows rows = table(audit()
                              .touchpoint("refund call")
                              .in_stage("help")
                              .on_channel("phone")
                              .volume(1200)
                              .owner("care")
                              .no_contributors()
                              .touchpoint("letter")
                              .build(),
                          CsvPart::touchpoints);
  REQUIRE(rows.size() == 3);
  CHECK(cell(rows, 1, "Touchpoint") == "refund call");
  CHECK(cell(rows, 1, "Stage") == "help");
  CHECK(cell(rows, 1, "Channel") == "phone");
  CHECK(cell(rows, 1, "Volume a month") == "1200");
  CHECK(cell(rows, 1, "Accountable") == "care");
  CHECK(cell(rows, 1, "Contributors") == "nobody");
  CHECK(cell(rows, 1, "Responsible").empty());
  CHECK(cell(rows, 2, "Touchpoint") == "letter");
  CHECK(cell(rows, 2, "Friction score") == "50");
  CHECK(cell(rows, 2, "Evidence level") == "insufficient");
}

TEST_CASE("hostile texts of a touchpoint stay in their cells and run no formula") {
  const std::string hostile = "=HYPERLINK(\"http://x\")\r\n,;\"";
  const std::string file = report_csv(
      audit().touchpoint(hostile).quote("-1").notes("@a").build(), shipped_model(),
      evaluate(audit().touchpoint(hostile).quote("-1").notes("@a").build(), shipped_model()),
      CsvPart::touchpoints);
  CHECK(file.find("\"'=HYPERLINK") != std::string::npos);
  const Rows rows = rows_of(file);
  REQUIRE(rows.size() == 2);
  CHECK(cell(rows, 1, "Touchpoint") == hostile);
  CHECK(cell(rows, 1, "Quote") == "-1");
  CHECK(cell(rows, 1, "Notes") == "@a");
}

TEST_CASE("a negative number is a number, not a text with an apostrophe") {
  const Audit sad = audit().touchpoint("call").emotion(-1.5).build();
  const std::string file =
      report_csv(sad, shipped_model(), evaluate(sad, shipped_model()), CsvPart::touchpoints);
  CHECK(file.find(",-1.5,") != std::string::npos);
}

TEST_CASE(
    "the gap table lists gaps of touchpoints and hand-offs, accepted ones with their reason") {
  Audit broken = audit()
                     .touchpoint("call")
                     .no_owner()
                     .touchpoint("letter")
                     .handoff("call", "letter")
                     .accept("call", "O1", "until spring")
                     .build();
  const Rows rows = table(broken, CsvPart::gaps);
  const auto row_of = [&](const std::string& place, const std::string& rule) {
    for (std::size_t r = 1; r < rows.size(); ++r)
      if (cell(rows, r, "Place") == place && cell(rows, r, "Rule") == rule) return r;
    return std::size_t{0};
  };
  const std::size_t accepted = row_of("call", "O1");
  REQUIRE(accepted > 0);
  CHECK(cell(rows, accepted, "Accepted") == "yes");
  CHECK(cell(rows, accepted, "Reason") == "until spring");
  CHECK(cell(rows, accepted, "Severity") == "80");
  const std::size_t unasked = row_of("letter", "O19");
  REQUIRE(unasked > 0);
  CHECK(cell(rows, unasked, "Accepted") == "no");
  CHECK(row_of("call to letter", "O16") > 0);
}

TEST_CASE("the fix table tells what each fix takes off the journey") {
  const Rows rows = table(audit()
                              .touchpoint("call")
                              .rated("resolution", 4)
                              .fix("train", 3)
                              .reduces("call", 0.5)
                              .fix("paint", 1)
                              .build(),
                          CsvPart::fixes);
  REQUIRE(rows.size() == 3);
  CHECK(cell(rows, 1, "Fix") == "train");
  CHECK(cell(rows, 1, "Effort (person-days)") == "3");
  CHECK(cell(rows, 1, "Touchpoints") == "call");
  // One touchpoint: J is its friction, and half of it goes.
  const Audit same = audit().touchpoint("call").rated("resolution", 4).build();
  const double friction = evaluate(same, shipped_model()).journey->friction;
  CHECK(std::abs(std::stod(cell(rows, 1, "Points off the journey")) - friction / 2) < 0.001);
  CHECK(cell(rows, 2, "Points off the journey") == "0");
}

TEST_CASE("only the parts that exist have names") {
  CHECK(csv_part_named("touchpoints") == CsvPart::touchpoints);
  CHECK(csv_part_named("gaps") == CsvPart::gaps);
  CHECK(csv_part_named("fixes") == CsvPart::fixes);
  CHECK_FALSE(csv_part_named("Fixes"));
}

TEST_CASE("Jira gets open fixes and those being done, not the others") {
  const std::vector<Rows> files = jira(audit()
                                           .fix("open", 1)
                                           .fix("doing", 1)
                                           .status(FixStatus::doing)
                                           .fix("done", 1)
                                           .status(FixStatus::done)
                                           .fix("dropped", 1)
                                           .status(FixStatus::dropped)
                                           .build());
  REQUIRE(files.size() == 1);
  REQUIRE(files[0].size() == 3);
  CHECK(cell(files[0], 1, "Summary") == "open");
  CHECK(cell(files[0], 2, "Summary") == "doing");
}

TEST_CASE("Jira's label column stands once for each label of the fix that has most") {
  const std::vector<Rows> files = jira(audit()
                                           .touchpoint("call")
                                           .in_stage("get help")
                                           .touchpoint("bill")
                                           .in_stage("pay")
                                           .fix("train", 3)
                                           .category(FixCategory::service)
                                           .reduces("call", 0.5)
                                           .reduces("bill", 0.1)
                                           .fix("paint", 1)
                                           .build());
  const std::vector<std::string> header = {"Summary",  "Description", "Priority",
                                           "Due date", "Assignee",    "Labels",
                                           "Labels",   "Labels",      "Labels"};
  CHECK(files[0][0] == header);
  CHECK(std::vector<std::string>(files[0][1].begin() + 5, files[0][1].end()) ==
        std::vector<std::string>{"touchstone", "service", "get-help", "pay"});
  CHECK(std::vector<std::string>(files[0][2].begin() + 5, files[0][2].end()) ==
        std::vector<std::string>{"touchstone", "", "", ""});
}

TEST_CASE("251 fixes become two files with the same columns, and none is lost") {
  Audit many = audit().touchpoint("call").in_stage("help").build();
  for (int i = 0; i < 251; ++i) {
    Fix fix;
    fix.id = FixId("f" + std::to_string(i));
    if (i == 250) fix.effects.push_back({TouchpointId("call"), 0.5, {}, {}, {}, 0});
    many.fixes.push_back(fix);
  }
  const std::vector<Rows> files = jira(many);
  REQUIRE(files.size() == 2);
  CHECK(files[0].size() == 251);
  CHECK(files[1].size() == 2);
  CHECK(files[0][0] == files[1][0]);
  CHECK(cell(files[1], 1, "Summary") == "f250");
}

TEST_CASE(
    "the fix that takes most off the journey is the most urgent, one without effect the least") {
  const std::vector<Rows> files = jira(audit()
                                           .touchpoint("call")
                                           .rated("resolution", 4)
                                           .fix("small", 1)
                                           .reduces("call", 0.1)
                                           .fix("large", 1)
                                           .reduces("call", 0.9)
                                           .fix("none", 1)
                                           .build());
  CHECK(cell(files[0], 2, "Priority") == "Highest");
  CHECK(cell(files[0], 1, "Priority") == "High");
  CHECK(cell(files[0], 3, "Priority") == "Lowest");
}

TEST_CASE("only an e-mail address is an assignee; another owner stands in the description") {
  const std::vector<Rows> files = jira(audit()
                                           .person("ann@example.org")
                                           .fix("a", 1)
                                           .done_by("ann@example.org")
                                           .fix("b", 1)
                                           .done_by("support team")
                                           .build());
  CHECK(cell(files[0], 1, "Assignee") == "ann@example.org");
  CHECK(cell(files[0], 2, "Assignee").empty());
  CHECK(cell(files[0], 2, "Description").find("Owner: support team.") != std::string::npos);
}

TEST_CASE("a summary is one line of at most 255 characters") {
  const std::vector<Rows> files =
      jira(audit().fix("line one\nline two " + std::string(400, 'x'), 1).build());
  const std::string summary = cell(files[0], 1, "Summary");
  CHECK(summary.size() <= 260);  // the mark of the cut has a character of three bytes
  CHECK(summary.starts_with("line one line two"));
}

TEST_CASE("an audit without fixes gives Jira a header alone") {
  const std::vector<Rows> files = jira(audit().build());
  REQUIRE(files.size() == 1);
  CHECK(files[0].size() == 1);
}
