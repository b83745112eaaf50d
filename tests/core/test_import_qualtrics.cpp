// The three forms of Qualtrics's files. Of qualtrics.csv five rows count: R_1, R_2, R_3, R_7 and
// R_9; the others are a preview, a test, an unfinished response and one of unknown status. The
// intervals were worked out with an independent script from the formulas in docs/engine.md.
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

namespace {

const Say k_mapped = {.maps = {"Q2=sus", "Q3=csat", "1_Q5=nps", "2_Q5=nps"},
                      .options = {"loop=1:Refund call"}};

const std::string k_source = "qualtrics.csv, 2026-03-01 to 2026-03-07";

void check_interval(const Measure& measure, double low, double high) {
  REQUIRE(measure.low.has_value());
  REQUIRE(measure.high.has_value());
  CHECK_THAT(measure.low.value(), WithinAbs(low, 1e-3));
  CHECK_THAT(measure.high.value(), WithinAbs(high, 1e-3));
}

}  // namespace

TEST_CASE(
    "Qualtrics is recognised by its row of import ids, whatever language the questions are in",
    "[import][qualtrics]") {
  const Imported it = imported_file("qualtrics.csv");
  CHECK(it.preview.recognised.kind == ImportKind::qualtrics);
  CHECK(it.preview.recognised.confidence == 1);
  CHECK(it.preview.rows == 9);
}

TEST_CASE("Qualtrics: only finished answers of customers count, and the others are told",
          "[import][qualtrics]") {
  const Imported it = imported_file("qualtrics.csv");
  CHECK(left_out(it.preview, "rows with status Survey Preview") == 1);
  CHECK(left_out(it.preview, "rows with status Survey Test") == 1);
  CHECK(left_out(it.preview, "unfinished responses") == 1);
  // A status in the survey's language is not guessed; 11 is no answer to the NPS question. Lines
  // count the line breaks within the question and an answer.
  CHECK(problem_places(it.preview) == Strings{"13|Status|Umfragetest", "14|Q1|11"});
  CHECK(it.preview.rows_used == 4);
}

TEST_CASE("Qualtrics: the question with an NPS group is the NPS question", "[import][qualtrics]") {
  // 10, 9, 7 and 3: two promoters, a passive, a detractor.
  const Imported it = imported_file("qualtrics.csv");
  const Measure& nps = measure_of(it.audit, "qualtrics", "nps");
  CHECK(nps.value == 25);
  CHECK(nps.n == 4);
  CHECK(nps.promoters == 2);
  CHECK(nps.detractors == 1);
  check_interval(nps, -44.161, 72.732);
  CHECK(nps.date == parse_date("2026-03-07"));
  CHECK(nps.source == k_source);
}

TEST_CASE("Qualtrics: ten numbered columns become SUS when they are said to be",
          "[import][qualtrics]") {
  // 100, 75, 50 and 75; R_7 has no answer to the fifth.
  const Imported it = imported_file("qualtrics.csv", k_mapped);
  const Measure& sus = measure_of(it.audit, "qualtrics", "sus");
  CHECK(sus.value == 75);
  CHECK(sus.n == 4);
  CHECK_THAT(sus.sd.value(), WithinAbs(20.412, 1e-3));
  check_interval(sus, 42.519, 100);
  bool told = false;
  for (const tables::ImportProblem& problem : it.preview.problems)
    told = told || (problem.line == 12 &&
                    problem.reason == "SUS needs all ten answers; there is none to 5.");
  CHECK(told);
}

TEST_CASE("Qualtrics: of two columns of one name each can be mapped", "[import][qualtrics]") {
  // 5, 4, 2 and 5; the 6 is listed.
  const Imported it = imported_file("qualtrics.csv", k_mapped);
  const Measure& csat = measure_of(it.audit, "qualtrics", "csat_top2");
  CHECK(csat.value == .75);
  CHECK(csat.n == 4);
  CHECK(csat.successes == 3);
  check_interval(csat, .289135, .965915);
  const Strings places = problem_places(it.preview);
  CHECK(std::find(places.begin(), places.end(), "12|Q3|6") != places.end());
  CHECK(it.preview.mapping[30].column.label == "Q3#2");
}

TEST_CASE("Qualtrics: loops are touchpoints of their own, by name or by number",
          "[import][qualtrics]") {
  const Imported it = imported_file("qualtrics.csv", k_mapped);
  const Measure& call = measure_of(it.audit, "Refund call", "nps");  // 9, 10, 10
  CHECK(call.value == 100);
  CHECK(call.n == 3);
  const Measure& loop = measure_of(it.audit, "Loop 2", "nps");  // 2, 3, 8
  CHECK_THAT(loop.value.value(), WithinAbs(-200.0 / 3, 1e-9));
  check_interval(loop, -88.320, 21.653);
}

TEST_CASE("Qualtrics: free text becomes evidence, the newest first", "[import][qualtrics]") {
  const Imported it = imported_file("qualtrics.csv");
  const std::vector<Evidence>& evidence = touchpoint_of(it.audit, "qualtrics").evidence;
  REQUIRE(evidence.size() == 2);
  CHECK(evidence[0].text == "Zeile 1\nZeile 2");
  CHECK(evidence[0].date == parse_date("2026-03-03"));
  CHECK(evidence[1].text == "Alles gut, \"wirklich\"");
  CHECK(evidence[1].type == EvidenceType::quote);
}

TEST_CASE("Qualtrics: columns that tell who answered are left out", "[import][qualtrics]") {
  const Imported it = imported_file("qualtrics.csv");
  CHECK(personal_columns(it.preview) ==
        Strings{"ExternalReference", "IPAddress", "LocationLatitude", "LocationLongitude",
                "RecipientEmail", "RecipientFirstName", "RecipientLastName", "ResponseId"});
}

TEST_CASE("Qualtrics: an anonymised export gives the same measures", "[import][qualtrics]") {
  Imported named = imported_file("qualtrics.csv", k_mapped);
  const Imported anonymous =
      imported("qualtrics.csv", import_file("qualtrics_anonymous.csv"), k_mapped);
  CHECK(personal_columns(anonymous.preview) == Strings{"ResponseId"});
  CHECK(anonymous.audit == named.audit);
}

TEST_CASE("Qualtrics: tab-separated UTF-16 gives the same as UTF-8", "[import][qualtrics]") {
  const Imported utf8 = imported_file("qualtrics.csv", k_mapped);
  for (const char* file : {"qualtrics_utf16.tsv", "qualtrics_utf16_no_mark.tsv"}) {
    CAPTURE(file);
    const Imported it = imported("qualtrics.csv", import_file(file), k_mapped);
    CHECK(it.audit == utf8.audit);
    CHECK(problem_places(it.preview) == problem_places(utf8.preview));
  }
}

TEST_CASE("Qualtrics: the legacy export has two rows of names, beginning V1",
          "[import][qualtrics]") {
  // 10 and 4 count: R_3 has status 1 (a preview), R_4 did not finish.
  const Imported it = imported_file("qualtrics_legacy.csv", {.maps = {"Q1=nps"}});
  CHECK(it.preview.kind == ImportKind::qualtrics);
  CHECK(it.preview.rows == 4);
  const Measure& nps = measure_of(it.audit, "qualtrics_legacy", "nps");
  CHECK(nps.value == 0);
  CHECK(nps.n == 2);
  check_interval(nps, -73.336, 73.336);
  CHECK(nps.source == "qualtrics_legacy.csv, 2013-05-01 to 2013-05-02");
  CHECK(touchpoint_of(it.audit, "qualtrics_legacy").evidence.at(0).text == "fine");
  CHECK(left_out(it.preview, "rows with status 1") == 1);
  CHECK(left_out(it.preview, "unfinished responses") == 1);
  CHECK(personal_columns(it.preview) == Strings{"V1", "V3", "V4", "V5", "V6"});
}

TEST_CASE("Qualtrics: an effort question without scale and direction is refused, once",
          "[import][qualtrics]") {
  const Say say = {.maps = {"1_Q5=ces"}};
  const Imported it = imported_file("qualtrics.csv", say);
  std::size_t refusals = 0;
  for (const tables::ImportProblem& problem : it.preview.problems)
    if (problem.column == "1_Q5" && problem.line == 0) ++refusals;
  CHECK(refusals == 1);
  CHECK(left_out(it.preview, "answers to the effort question") == 3);
}
