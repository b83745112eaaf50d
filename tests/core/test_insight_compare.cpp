// Two audits side by side, and two measures.
#include <cmath>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "insight/compare.hpp"
#include "score/score.hpp"
#include "score/scores_json.hpp"
#include "support/audit_builder.hpp"

using namespace touchstone;
using namespace touchstone::test;
using Catch::Matchers::WithinAbs;

namespace {

Comparison compared(const Audit& before, const Audit& after) {
  const Model& model = shipped_model();
  const Scores old_scores = evaluate(before, model);
  const Scores new_scores = evaluate(after, model);
  return compare(AuditSide{before, model, old_scores}, AuditSide{after, model, new_scores});
}

AuditBuilder completing(double share, double n) {
  AuditBuilder builder = audit();
  builder.touchpoint("pay")
      .discipline(Discipline::ux)
      .not_applicable({"efficiency", "errors", "clarity", "speed", "accessibility", "mobile"});
  builder.measure("completion", share).n(n);
  return builder;
}

Measure measure(std::string metric, double value, double n) {
  Measure m;
  m.metric = MetricId(std::move(metric));
  m.value = value;
  m.n = n;
  return m;
}

}  // namespace

TEST_CASE("Compare: a change beyond the noise is better or worse, within it none", "[compare]") {
  const Comparison better = compared(completing(0.5, 500), completing(0.9, 500));
  REQUIRE(better.touchpoints.size() == 1);
  CHECK(better.touchpoints[0].change == Change::better);
  CHECK(better.change == Change::better);
  CHECK(compared(completing(0.9, 500), completing(0.5, 500)).change == Change::worse);
  CHECK(compared(completing(0.7, 5), completing(0.8, 5)).change == Change::none);
  CHECK(compared(completing(0.7, 500), completing(0.7, 500)).change == Change::none);
}

TEST_CASE("Compare: the noise is 1.645 times the root of both variances", "[compare]") {
  CHECK(change_of(50, 3, 49.999 + 1.645 * 5, 4, 1.645) == Change::none);
  CHECK(change_of(50, 3, 50.001 + 1.645 * 5, 4, 1.645) == Change::worse);
  CHECK(change_of(50, 3, 49.999 - 1.645 * 5, 4, 1.645) == Change::better);
}

TEST_CASE("Compare: touchpoints match by id, then by name, the first unmatched", "[compare]") {
  AuditBuilder before = audit();
  before.touchpoint("a").touchpoint("b").touchpoint("c").touchpoint("gone");
  before.raw().touchpoints[1].name = before.raw().touchpoints[2].name = "same";
  AuditBuilder after = audit();
  after.touchpoint("new").touchpoint("x").touchpoint("a").touchpoint("y").touchpoint("z");
  for (const std::size_t i : {1U, 3U, 4U}) after.raw().touchpoints[i].name = "same";
  const Comparison comparison = compared(before, after);
  REQUIRE(comparison.touchpoints.size() == 3);
  CHECK(comparison.touchpoints[0].new_place == 1);  // x
  CHECK(comparison.touchpoints[0].old_place == 1);  // b
  CHECK(comparison.touchpoints[1].old_place == 0);  // a
  CHECK(comparison.touchpoints[2].old_place == 2);  // y and c
  CHECK(comparison.added == std::vector<std::size_t>{0, 4});
  CHECK(comparison.removed == std::vector<std::size_t>{3});
}

TEST_CASE("Compare: touchpoints without a name do not match by it", "[compare]") {
  AuditBuilder before = audit();
  before.touchpoint("a").raw().touchpoints[0].name.clear();
  AuditBuilder after = audit();
  after.touchpoint("b").raw().touchpoints[0].name.clear();
  CHECK(compared(before, after).touchpoints.empty());
}

TEST_CASE("Compare: gaps opened and closed, in byte order, accepted ones apart", "[compare]") {
  AuditBuilder before = audit();
  before.touchpoint("t").no_owner().nobody_responsible().no_measures();
  AuditBuilder after = audit();
  after.touchpoint("t").owner("team").responsible("team").measure("completion", 0.9).n(500);
  const Comparison comparison = compared(before, after);
  const TouchpointChange& change = comparison.touchpoints.front();
  CHECK(change.gaps_closed == std::vector<std::string>{"O1", "O4", "O7"});
  CHECK(change.gaps_opened == std::vector<std::string>{"O10", "O11", "O3"});
  AuditBuilder accepted = before;
  accepted.accept("t", "O1");
  CHECK(compared(before, accepted).touchpoints[0].gaps_closed == std::vector<std::string>{"O1"});
}

TEST_CASE("Compare: a side without touchpoints leaves the change open", "[compare]") {
  const Comparison comparison = compared(audit(), completing(0.5, 10));
  CHECK_FALSE(comparison.before);
  CHECK(comparison.after);
  CHECK_FALSE(comparison.change);
}

TEST_CASE("Compare: ranks move", "[compare]") {
  AuditBuilder before = completing(0.5, 100);
  before.touchpoint("other").discipline(Discipline::ux);
  AuditBuilder after = completing(0.99, 100);
  after.touchpoint("other").discipline(Discipline::ux).rated("overall", 4);
  after.rated("overall", 4, "r2").rated("overall", 4, "r3");
  const Comparison comparison = compared(before, after);
  CHECK(comparison.touchpoints[0].rank_before == 1);
  CHECK(comparison.touchpoints[0].rank_after == 2);
}

TEST_CASE("Compare: a snapshot's frictions are read from its scores", "[compare]") {
  const Audit a = completing(0.5, 500);
  const Scores scores = evaluate(a, shipped_model());
  const FrozenScores written = frozen_scores(write_scores(a, shipped_model(), scores));
  REQUIRE(written.journey);
  REQUIRE(written.touchpoints.size() == 1);
  CHECK(written.journey->friction == scores.journey->friction);
  CHECK(written.touchpoints[0].friction.high == scores.touchpoints[0].high);
  CHECK_THAT(written.touchpoints[0].friction.sd(1.645),
             WithinAbs(scores.touchpoints[0].sd(), 1e-9));
  CHECK(frozen_scores("[]").touchpoints.empty());
  CHECK(frozen_scores("{\"touchpoints\":[1,{\"id\":\"a\"}],\"journey\":null}").touchpoints.empty());
  CHECK(frozen_scores("not JSON").touchpoints.empty());
}

TEST_CASE("Compare: two snapshots tell change from noise", "[compare]") {
  FrozenScores before;
  before.journey = {50, 45, 55};
  before.touchpoints = {{"a", {80, 75, 85}}, {"b", {40, 20, 60}}, {"c", {1, 0, 5}}};
  FrozenScores after;
  after.journey = {30, 25, 35};
  after.touchpoints = {{"b", {50, 30, 70}}, {"a", {90, 85, 95}}, {"d", {1, 0, 5}}};
  const FrozenComparison comparison = compare(before, after, shipped_model().thresholds);
  CHECK(comparison.journey == Change::better);
  REQUIRE(comparison.touchpoints.size() == 2);
  CHECK(comparison.touchpoints[0].change == Change::none);
  CHECK(comparison.touchpoints[1].change == Change::worse);
  CHECK(comparison.added == std::vector<std::string>{"d"});
  CHECK(comparison.removed == std::vector<std::string>{"c"});
}

TEST_CASE("Compare: proportions by Newcombe's method 10", "[compare]") {
  // Newcombe (1998b), table II: 56/70 - 48/80 has .0524 to .3339 by method 10.
  Measure after = measure("completion", 56.0 / 70, 70);
  Measure before = measure("completion", 48.0 / 80, 80);
  const auto change = compare_measures(shipped_model(), before, after);
  REQUIRE(change);
  CHECK_THAT(change->effect.low, WithinAbs(0.0524, 5e-5));
  CHECK_THAT(change->effect.high, WithinAbs(0.3339, 5e-5));
  CHECK(change->change == Change::better);
  CHECK(change->p);
  after.metric = before.metric = MetricId("abandonment");
  CHECK(compare_measures(shipped_model(), before, after)->change == Change::worse);
}

TEST_CASE("Compare: times on the log scale, other figures by square and add", "[compare]") {
  const auto times = compare_measures(shipped_model(), measure("time_ratio", 2, 40),
                                      measure("time_ratio", 1.2, 40));
  REQUIRE(times);
  CHECK(times->as_ratio);
  CHECK_THAT(times->effect.value, WithinAbs(0.6, 1e-9));
  CHECK(times->change == Change::better);
  const auto sus =
      compare_measures(shipped_model(), measure("sus", 60, 40), measure("sus", 62, 40));
  REQUIRE(sus);
  CHECK_FALSE(sus->as_ratio);
  CHECK(sus->change == Change::none);
  // Equal samples: the interval of the difference is root two times wider than that of one mean.
  CHECK_THAT(sus->effect.high - 2,
             WithinAbs(std::sqrt(2.0) * 2.022691 * 20 / std::sqrt(40.0), 1e-4));
}

TEST_CASE("Compare: measures of different metrics or without a value are not compared",
          "[compare]") {
  const Model& model = shipped_model();
  CHECK_FALSE(compare_measures(model, measure("sus", 60, 9), measure("seq", 5, 9)));
  CHECK_FALSE(compare_measures(model, measure("page_views", 6, 9), measure("page_views", 5, 9)));
  Measure empty = measure("sus", 60, 9);
  empty.value.reset();
  CHECK_FALSE(compare_measures(model, empty, measure("sus", 60, 9)));
  CHECK_FALSE(compare_measures(model, measure("time_ratio", 0, 9), measure("time_ratio", 2, 9)));
}
