#include <array>
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "stats/questionnaires.hpp"

using namespace touchstone::stats;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("SUS refuses nine or eleven answers, an answer off the scale and a half answer",
          "[stats]") {
  CHECK(!sus_score(std::vector<double>(9, 3)));
  CHECK(!sus_score(std::vector<double>(11, 3)));
  std::vector<double> answers(10, 3);
  answers[4] = 6;
  CHECK(!sus_score(answers));
  answers[4] = 2.5;
  CHECK(!sus_score(answers));
  answers[4] = 2;
  CHECK(sus_score(answers));
}

TEST_CASE("SUS answers count upwards on odd items and downwards on even ones", "[stats]") {
  std::vector<double> answers(10, 3);
  answers[0] = 5;
  CHECK(sus_score(answers)->score == 55);
  answers[0] = 3;
  answers[1] = 5;
  CHECK(sus_score(answers)->score == 45);
}

TEST_CASE("the SUS percentile meets its anchors and never falls", "[stats]") {
  CHECK(sus_percentile(0) == 0);
  CHECK(sus_percentile(68) == 50);
  CHECK(sus_percentile(80.8) == 90);
  CHECK(sus_percentile(100) == 100);
  for (double score = 0; score < 100; score += 0.5) {
    CHECK(sus_percentile(score) < sus_percentile(score + 0.5));
  }
}

TEST_CASE("a SUS grade begins at its lower bound", "[stats]") {
  const auto grades = sus_grades();
  CHECK(sus_grade(80.8, grades) == "A");
  CHECK(sus_grade(80.7, grades) == "A-");
  CHECK(sus_grade(51.7, grades) == "D");
  CHECK(sus_grade(51.6, grades) == "F");
}

TEST_CASE("a score below every grade has none, and the order of grades does not matter",
          "[stats]") {
  const std::vector<Grade> grades = {{"pass", 50}, {"fine", 80}, {"poor", 20}};
  CHECK(!sus_grade(10, grades));
  CHECK(sus_grade(60, grades) == "pass");
  CHECK(sus_grade(95, grades) == "fine");
}

TEST_CASE("NPS answers fall into promoters from 9, passives from 7 and detractors", "[stats]") {
  const auto counts = nps_counts(std::array{10.0, 9.0, 8.0, 7.0, 6.0, 0.0});
  REQUIRE(counts);
  CHECK(counts->promoters == 2);
  CHECK(counts->passives == 2);
  CHECK(counts->detractors == 2);
  CHECK(!nps_counts(std::array{11.0}));
  CHECK(!nps_counts(std::array{8.5}));
}

TEST_CASE("NPS comes with n and an interval within -100..100 that holds it", "[stats]") {
  for (std::uint64_t promoters = 0; promoters <= 6; ++promoters) {
    const ScoreOfSample score = nps_score({promoters, 0, 6 - promoters}, 1.96);
    CHECK(score.n == 6);
    REQUIRE(score.interval);
    CHECK(score.interval->low >= -100);
    CHECK(score.interval->high <= 100);
    CHECK(score.interval->low <= score.value);
    CHECK(score.interval->high >= score.value);
  }
}

TEST_CASE("CSAT counts the two highest boxes of its scale", "[stats]") {
  const auto five = top_two_share(std::array{5.0, 4.0, 3.0, 1.0}, 5, 1.96);
  REQUIRE(five);
  CHECK(five->value == 0.5);
  CHECK(five->n == 4);
  const auto seven = top_two_share(std::array{7.0, 6.0, 5.0, 4.0}, 7, 1.96);
  CHECK(seven->value == 0.5);
  CHECK(!top_two_share(std::array{6.0}, 5, 1.96));
  CHECK(!top_two_share({}, 5, 1.96));
}

TEST_CASE("a mean score keeps its interval on the scale", "[stats]") {
  const ScoreOfSample high = mean_score(std::array{5.0, 5.0, 4.0}, 1, 5, 0.95);
  REQUIRE(high.interval);
  CHECK(high.interval->high == 5);
  CHECK(high.interval->low < high.value);
  CHECK(!mean_score(std::array{5.0}, 1, 5, 0.95).interval);
}

TEST_CASE("completion by everybody still has an interval below 1", "[stats]") {
  const ScoreOfSample share = share_score(5, 5, 1.96);
  CHECK(share.value == 1);
  REQUIRE(share.interval);
  CHECK(share.interval->high == 1);
  CHECK(share.interval->low < 0.6);
}

TEST_CASE("the straight way has no lostness", "[stats]") {
  CHECK(lostness(4, 4, 4) == 0);
  CHECK(lostness(4, 8, 4) == 0.5);
}

TEST_CASE("churn compounds to what is left after twelve months", "[stats]") {
  CHECK_THAT(churn_compound(0.05, 12), WithinRel(1 - 0.5403600876626365, 1e-13));
  CHECK(churn_compound(0, 12) == 0);
  CHECK(churn_compound(1, 12) == 1);
  CHECK_THAT(churn_compound(0.2, 1), WithinAbs(0.2, 1e-15));
}
