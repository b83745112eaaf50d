// Maze: outcomes, times and usability scores, a mission a touchpoint. "Pay a bill" has two
// successes of four, after 10 and 40 seconds; "Block a card" one of two, after 20 seconds, and an
// outcome that is none.
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "support/import_files.hpp"

using namespace touchstone;
using namespace touchstone::test;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using importing::ImportKind;
using Strings = std::vector<std::string>;

TEST_CASE("Maze is recognised by its words for outcomes, with less certainty", "[import][maze]") {
  const Imported it = imported_file("maze.csv");
  CHECK(it.preview.kind == ImportKind::maze);
  CHECK(it.preview.recognised.confidence == .7);
}

TEST_CASE("Maze: direct and indirect success count, other outcomes are failures",
          "[import][maze]") {
  const Imported it = imported_file("maze.csv");
  const Measure& pay = measure_of(it.audit, "Pay a bill", "completion");
  CHECK(pay.value == .5);
  CHECK(pay.n == 4);
  CHECK_THAT(pay.low.value(), WithinAbs(.150036, 1e-6));
  CHECK_THAT(pay.high.value(), WithinAbs(.849964, 1e-6));
  const Measure& block = measure_of(it.audit, "Block a card", "completion");
  CHECK(block.value == .5);
  CHECK(block.n == 2);
  CHECK(problem_places(it.preview) == Strings{"8|Path status|lost"});
}

TEST_CASE("Maze: the time on task is the geometric mean of those who finished", "[import][maze]") {
  // The square root of 10 x 40 is 20. Three times of others are left out: 90, 30 and 5.
  const Imported it = imported_file("maze.csv");
  const std::vector<Evidence>& pay = touchpoint_of(it.audit, "Pay a bill").evidence;
  REQUIRE(pay.size() == 2);
  CHECK(pay[0].text == "Time on task 20 s (n = 2, 95% interval 0 to 133653), from maze.csv");
  CHECK(touchpoint_of(it.audit, "Block a card").evidence.at(0).text ==
        "Time on task 20 s (n = 1), from maze.csv");
  CHECK(left_out(it.preview, "times of people who did not finish") == 3);
}

TEST_CASE("Maze: with an expert's time, times become a ratio", "[import][maze]") {
  const Imported it = imported_file("maze.csv", {.options = {"expert_seconds=8"}});
  const Measure& ratio = measure_of(it.audit, "Pay a bill", "time_ratio");
  CHECK_THAT(ratio.value.value(), WithinRel(2.5, 1e-12));  // 20 of 8
  CHECK(ratio.n == 2);
  // The logarithms of 10 and 40 lie log 2 to either side of their mean.
  CHECK_THAT(ratio.log_sd.value(), WithinRel(std::log(2.) * std::sqrt(2.), 1e-12));
  CHECK_THAT(ratio.high.value(), WithinRel(16706.6266, 1e-6));
}

TEST_CASE("Maze: its usability score is kept in words, for it is not SUS", "[import][maze]") {
  const Imported it = imported_file("maze.csv");
  // (90 + 70 + 20 + 10) / 4 and (95 + 0 + 50) / 3.
  CHECK(touchpoint_of(it.audit, "Pay a bill").evidence.at(1).text ==
        "Maze usability score 47.5 of 100 (n = 4), from maze.csv");
  CHECK(touchpoint_of(it.audit, "Block a card").evidence.at(1).text ==
        "Maze usability score 48.3 of 100 (n = 3), from maze.csv");
  for (const Touchpoint& touchpoint : it.audit.touchpoints)
    for (const Measure& measure : touchpoint.measures.value()) CHECK(measure.metric.text != "sus");
}

TEST_CASE("Maze: headers that nobody knows are mapped by hand", "[import][maze]") {
  const Imported it = imported("study.csv", "a,b,c\nDirect success,12,90\nGive up,50,10\n",
                               {.maps = {"a=completion", "b=seconds", "c=usability_score"}});
  CHECK(it.preview.kind == ImportKind::maze);
  CHECK(measure_of(it.audit, "study", "completion").value == .5);
  CHECK(touchpoint_of(it.audit, "study").evidence.at(0).text ==
        "Time on task 12 s (n = 1), from study.csv");
  CHECK(importing::remembered_changes(it.preview.mapping) ==
        Strings{"a=completion", "b=seconds", "c=usability_score"});
}
