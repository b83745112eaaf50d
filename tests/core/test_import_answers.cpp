// Answers in any table: scales, counts, mapping by hand, touchpoints and channels.
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

TEST_CASE("Answers: touchpoints whose names differ in case or blanks are one",
          "[import][answers]") {
  const Imported it = imported("a.csv",
                               "Touchpoint,Channel,NPS\nRefund call,Phone,10\n"
                               "refund  CALL,phone,9\nRefund call,PHONE ,0\n");
  REQUIRE(it.audit.touchpoints.size() == 1);
  CHECK(it.audit.touchpoints[0].name == "Refund call");
  const Measure& nps = measure_of(it.audit, "Refund call", "nps");
  CHECK(nps.n == 3);
  CHECK_THAT(nps.value.value(), WithinAbs(100.0 / 3, 1e-12));
}

TEST_CASE("Answers: rows without a touchpoint join the touchpoint of the same name",
          "[import][answers]") {
  const Imported it =
      imported("a.csv", "Touchpoint,NPS\nHelp,10\n,0\n", {.options = {"touchpoint=help"}});
  REQUIRE(it.audit.touchpoints.size() == 1);
  CHECK(it.audit.touchpoints[0].measures.value().at(0).n == 2);
}

TEST_CASE("Answers: the order of rows changes nothing", "[import][answers]") {
  const std::string header = "Touchpoint,CSAT,Comment,Date\n";
  const std::string a = "Help,5,good,2026-01-02\n", b = "HELP,1,bad,2026-01-03\n",
                    c = "help,4,,2026-01-01\n";
  const Imported one = imported("a.csv", header + a + b + c);
  const Imported other = imported("a.csv", header + c + b + a);
  CHECK(one.audit == other.audit);
  CHECK(one.audit.touchpoints.at(0).name == "HELP");
}

TEST_CASE("Answers: effort is turned to the direction of its metric", "[import][answers]") {
  // 5 and 4 of 5 points. ces5 counts effort: where 5 is easy they are 1 and 2.
  const std::string csv = "CES\n5\n4\n";
  const auto ces = [&](const char* scale, const char* high) {
    return imported("a.csv", csv, {.options = {scale, high}})
        .audit.touchpoints.at(0)
        .measures.value()
        .at(0);
  };
  CHECK(ces("ces_scale=5", "ces_high=hard").value == 4.5);
  CHECK(ces("ces_scale=5", "ces_high=easy").value == 1.5);
  // ces7 counts ease: 5 and 4 of 7, or 3 and 4.
  CHECK(ces("ces_scale=7", "ces_high=easy").value == 4.5);
  CHECK(ces("ces_scale=7", "ces_high=hard").value == 3.5);
  CHECK(ces("ces_scale=10", "ces_high=hard").metric.text == "effort10");
}

TEST_CASE("Answers: counts of promoters, passives and detractors are an NPS", "[import][answers]") {
  const Imported it = imported("a.csv", "Promoters,Passives,Detractors\n40,30,20\n10,0,0\n");
  const Measure& nps = measure_of(it.audit, "a", "nps");
  CHECK(nps.value == 30);  // (50 - 20) / 100
  CHECK(nps.n == 100);
  CHECK(nps.promoters == 50);
  CHECK(nps.detractors == 20);
}

TEST_CASE("Answers: satisfaction on a wider scale counts its two highest answers",
          "[import][answers]") {
  const Imported it = imported("a.csv", "CSAT\n7\n6\n5\n8\n", {.options = {"csat_scale=7"}});
  const Measure& csat = measure_of(it.audit, "a", "csat_top2");
  CHECK(csat.successes == 2);
  CHECK(csat.n == 3);
  CHECK(problem_places(it.preview) == Strings{"5|CSAT|8"});
}

TEST_CASE("Answers: repeated and empty headers are columns of their own", "[import][answers]") {
  const Imported it =
      imported("a.csv", "x,x,\n10,1,hello\n", {.maps = {"x=nps", "x#2=csat", "column 3=comment"}});
  CHECK(measure_of(it.audit, "a", "nps").value == 100);
  CHECK(measure_of(it.audit, "a", "csat_top2").value == 0);
  CHECK(touchpoint_of(it.audit, "a").evidence.at(0).text == "hello");
}

TEST_CASE("Answers: every column has a label of its own, whatever its header says",
          "[import][answers]") {
  const Imported it =
      imported("a.csv", "x,x#2,x,column 4,,x\n0,1,2,hello,bye,10\n", {.maps = {"#6=nps"}});
  Strings labels;
  for (const importing::MappedColumn& column : it.preview.mapping)
    labels.push_back(column.column.label);
  CHECK(labels == Strings{"x", "x#2", "x#3", "column 4", "column 5", "x#4"});
  CHECK(importing::remembered_changes(it.preview.mapping) == Strings{"x#4=nps"});
}

TEST_CASE("Answers: a header that looks like a column's number is remembered by its own number",
          "[import][answers]") {
  const Imported it =
      imported("a.csv", "#2,score,#71\n0,1,10\n", {.maps = {"#1=comment", "score=csat", "#3=nps"}});
  CHECK(importing::remembered_changes(it.preview.mapping) ==
        Strings{"#1=comment", "score=csat", "#3=nps"});
  const Imported again = imported("a.csv", "#2,score,#71\n0,1,10\n",
                                  {.maps = importing::remembered_changes(it.preview.mapping)});
  CHECK(again.audit == it.audit);
}

TEST_CASE("Answers: a file of which nothing is understood is refused with a reason",
          "[import][answers]") {
  const Document document(Audit(), shipped_model());
  for (const char* bytes : {"", "a,b\n1,2\n", "\n\n\n", "NPS\nmany\n"}) {
    CAPTURE(bytes);
    const auto result = importing::carry_out(importing::read_import("a.csv", bytes), {}, document);
    REQUIRE_FALSE(result.ok());
    CHECK(result.problems().at(0).message.starts_with("Nothing in the file was understood."));
  }
}

TEST_CASE("Answers: a mapping to a column that is not there is refused", "[import][answers]") {
  const Document document(Audit(), shipped_model());
  importing::ImportSettings settings;
  settings.changes = {"Q9=nps"};
  const auto result =
      importing::carry_out(importing::read_import("a.csv", "NPS\n10\n"), settings, document);
  REQUIRE_FALSE(result.ok());
  CHECK(result.problems().at(0).message == "There is no column \"Q9\".");
}
