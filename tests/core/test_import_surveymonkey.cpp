// SurveyMonkey: two rows of names, questions with commas and line breaks, month first in dates.
// Three people: NPS 10, 8, 0; satisfaction 5, 4, 1; SUS 100, 75 (agree and disagree in turn: 3 x 10
// x 2.5) and 50 (neutral throughout). Intervals by an independent script.
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "support/import_files.hpp"

using namespace touchstone;
using namespace touchstone::test;
using Catch::Matchers::WithinAbs;
using importing::ImportKind;
using Strings = std::vector<std::string>;

TEST_CASE("SurveyMonkey: questions are found by their words, answers by their labels",
          "[import][surveymonkey]") {
  const Imported it = imported_file("surveymonkey.csv");
  CHECK(it.preview.kind == ImportKind::surveymonkey);
  CHECK(it.preview.rows == 3);
  CHECK(it.preview.rows_used == 3);
  CHECK(problem_places(it.preview).empty());

  const Measure& nps = measure_of(it.audit, "surveymonkey", "nps");
  CHECK(nps.value == 0);
  CHECK(nps.n == 3);
  CHECK_THAT(nps.low.value(), WithinAbs(-61.114, 1e-3));
  CHECK_THAT(nps.high.value(), WithinAbs(61.114, 1e-3));
  const Measure& csat = measure_of(it.audit, "surveymonkey", "csat_top2");
  CHECK_THAT(csat.value.value(), WithinAbs(2.0 / 3, 1e-12));
  CHECK_THAT(csat.low.value(), WithinAbs(.202438, 1e-6));
  CHECK_THAT(csat.high.value(), WithinAbs(.943727, 1e-6));
  const Measure& sus = measure_of(it.audit, "surveymonkey", "sus");
  CHECK(sus.value == 75);
  CHECK(sus.n == 3);
  CHECK_THAT(sus.low.value(), WithinAbs(12.897, 1e-3));
  CHECK(sus.high == 100);
}

TEST_CASE("SurveyMonkey: the month comes first in dates", "[import][surveymonkey]") {
  // 02/03/2026 is the third of February.
  const Imported it = imported_file("surveymonkey.csv");
  CHECK(it.preview.first == parse_date("2026-02-03"));
  CHECK(it.preview.newest == parse_date("2026-03-01"));
  CHECK(it.audit.header.as_of == parse_date("2026-03-01"));
  CHECK(measure_of(it.audit, "surveymonkey", "nps").source ==
        "surveymonkey.csv, 2026-02-03 to 2026-03-01");
}

TEST_CASE("SurveyMonkey: free text that looks like a formula stays a text",
          "[import][surveymonkey]") {
  const Imported it = imported_file("surveymonkey.csv");
  const std::vector<Evidence>& evidence = touchpoint_of(it.audit, "surveymonkey").evidence;
  REQUIRE(evidence.size() == 2);
  CHECK(evidence[0].text == "Slow, slow");
  CHECK(evidence[1].text == "=HYPERLINK(\"x\")");
}

TEST_CASE("SurveyMonkey: the question stands over the columns without one of their own",
          "[import][surveymonkey]") {
  const Imported it = imported_file("surveymonkey.csv");
  const importing::MappedColumn& fifth = it.preview.mapping.at(15);
  CHECK(fifth.column.header ==
        "I found the various functions in this website were well integrated.");
  CHECK(fifth.column.question == "Please say how much you agree:");
  CHECK(fifth.item == 5);
  const Imported said =
      imported_file("surveymonkey.csv", {.maps = {"Please say how much you agree:=sus@Web shop"}});
  CHECK(measure_of(said.audit, "Web shop", "sus").value == 75);
}

TEST_CASE("SurveyMonkey: names, addresses and ids of people are left out",
          "[import][surveymonkey]") {
  CHECK(personal_columns(imported_file("surveymonkey.csv").preview) ==
        Strings{"Collector ID", "Custom Data 1", "Email Address", "First Name", "IP Address",
                "Last Name", "Respondent ID"});
}

TEST_CASE("SurveyMonkey: the export with names in snake case is read as well",
          "[import][surveymonkey]") {
  const Imported it = imported_file("surveymonkey_snake.csv");
  CHECK(it.preview.kind == ImportKind::surveymonkey);
  const Measure& csat = measure_of(it.audit, "surveymonkey_snake", "csat_top2");
  CHECK(csat.value == 1);  // one answer: 4 of 5
  CHECK(csat.n == 1);
  CHECK_THAT(csat.low.value(), WithinAbs(.167494, 1e-6));
  CHECK(csat.date == parse_date("2026-02-02"));
  CHECK(personal_columns(it.preview) == Strings{"collector_id", "custom_1", "email_address",
                                                "first_name", "ip_address", "last_name",
                                                "respondent_id"});
}
