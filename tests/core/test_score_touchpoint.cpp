// One touchpoint's friction and the journey above it: what the formulas promise.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "score/journey.hpp"
#include "score/ranking.hpp"
#include "support/scoring.hpp"

using namespace touchstone;
using namespace touchstone::test;

namespace {

// A ux touchpoint all of whose seven factors get the same rating by each of `raters`.
AuditBuilder rated_everywhere(int raters, double score) {
  AuditBuilder it = audit();
  it.as_of("2026-11-01").touchpoint("pay").discipline(Discipline::ux);
  for (const Factor& factor : shipped_model().factors) {
    if (factor.discipline != Discipline::ux) continue;
    for (int rater = 1; rater <= raters; ++rater) {
      it.rated(factor.id.text, score, "rater " + std::to_string(rater));
    }
  }
  return it;
}

TouchpointScore only(const Audit& audit) {
  return scored(audit).touchpoints.at(0);
}

double journey_of(const Audit& audit) {
  return scored(audit).journey->friction;
}

}  // namespace

TEST_CASE("one expert who sees catastrophe everywhere gives about 81") {
  CHECK_THAT(only(rated_everywhere(1, 4)).friction, within(81.25, .01));
}

TEST_CASE("three who agree on catastrophe give 96") {
  CHECK_THAT(only(rated_everywhere(3, 4)).friction, within(96.4, .5));
}

TEST_CASE("nobody gives 50, with a third of the scale either way and no coverage") {
  const TouchpointScore score = only(rated_everywhere(0, 4));
  CHECK_THAT(score.friction, about(50));
  CHECK(score.coverage == 0);
  CHECK(score.low < 3);
  CHECK(score.high > 97);
}

TEST_CASE("missing evidence is never zero friction") {
  CHECK(only(rated_everywhere(3, 0)).friction < 10);
  CHECK_THAT(only(rated_everywhere(0, 0)).friction, about(50));
}

TEST_CASE(
    "a factor without evidence of its own takes the overall vote, with an own item it does not") {
  const TouchpointScore score = only(
      audit().touchpoint("pay").discipline(Discipline::ux).rated("overall", 4).rated("speed", 0));
  CHECK(factor_of(score, "clarity").from_overall);
  CHECK(factor_of(score, "clarity").items == 0);
  CHECK_THAT(factor_of(score, "clarity").x, about(800.0 / 11));  // (.6 * 50 + .5 * 100) / 1.1
  CHECK_FALSE(factor_of(score, "speed").from_overall);
  CHECK(factor_of(score, "speed").x < 50);
}

TEST_CASE("overall has no row among the factors") {
  CHECK(only(audit().touchpoint("pay").discipline(Discipline::ux).rated("overall", 4))
            .factors.size() == 7);
}

TEST_CASE("the overall vote is one shared error: the interval stays wider than with own items") {
  const TouchpointScore vote =
      only(audit().touchpoint("pay").discipline(Discipline::ux).rated("overall", 4));
  const TouchpointScore own = only(rated_everywhere(1, 4));
  CHECK(vote.independent_sd == 0);
  CHECK(own.shared_sd == 0);
  CHECK(vote.shared_sd > 2 * own.independent_sd);
}

TEST_CASE("hard bounds leave factors with an overall vote where they are") {
  const TouchpointScore vote =
      only(audit().touchpoint("pay").discipline(Discipline::ux).rated("overall", 4));
  CHECK_THAT(vote.bound_low, about(vote.friction));
  const TouchpointScore nothing = only(audit().touchpoint("pay"));
  CHECK(nothing.bound_low == 0);
  CHECK_THAT(nothing.bound_high, about(100));
}

TEST_CASE("evidence is insufficient below .3 coverage, thin below .6, else enough") {
  CHECK(only(audit().touchpoint("pay")).evidence == EvidenceLevel::insufficient);
  CHECK(only(rated_everywhere(1, 2)).evidence == EvidenceLevel::enough);
  const TouchpointScore vote =
      only(audit().touchpoint("pay").discipline(Discipline::ux).rated("overall", 4));
  CHECK_THAT(vote.coverage, within(.4545, 1e-3));
  CHECK(vote.evidence == EvidenceLevel::thin);
}

TEST_CASE("all evidence by one rater is one person's judgement") {
  CHECK(only(rated_everywhere(1, 2)).one_rater);
  CHECK_FALSE(only(rated_everywhere(2, 2)).one_rater);
  CHECK_FALSE(only(rated_everywhere(1, 2).measure("sus", 70)).one_rater);
  CHECK_FALSE(only(audit().touchpoint("pay")).one_rater);
}

TEST_CASE("contributions of factors sum to F, those of touchpoints to J") {
  const Scores scores = scored(audit()
                                   .touchpoint("a")
                                   .measure("sus", 55)
                                   .measure("ces7", 2)
                                   .volume(10)
                                   .touchpoint("b")
                                   .rated("overall", 3)
                                   .touchpoint("c"));
  for (const TouchpointScore& touchpoint : scores.touchpoints) {
    double sum = 0;
    for (const FactorScore& factor : touchpoint.factors) sum += factor.contribution;
    CHECK_THAT(sum, about(touchpoint.friction));
  }
  double sum = 0;
  double shares = 0;
  for (const TouchpointScore& touchpoint : scores.touchpoints) {
    sum += touchpoint.journey_contribution;
    shares += touchpoint.journey_share;
  }
  CHECK_THAT(sum, about(scores.journey->friction));
  CHECK_THAT(shares, about(1));
}

TEST_CASE("a worse rating never lowers a friction") {
  double before = 0;
  for (const double rating : {0., 1., 2., 3., 4.}) {
    const double now = only(audit().touchpoint("pay").rated("clarity", rating)).friction;
    CHECK(now > before);
    before = now;
  }
}

TEST_CASE("stale evidence widens the interval and drifts towards 50, not towards zero") {
  TouchpointScore before;
  for (const std::string date : {"2026-11-01", "2026-06-01", "2025-06-01", "2020-01-01"}) {
    const TouchpointScore now = only(audit()
                                         .as_of("2026-11-01")
                                         .touchpoint("pay")
                                         .discipline(Discipline::ux)
                                         .measure("sus", 85)
                                         .n(50)
                                         .dated(date));
    const double x = factor_of(now, "clarity").x;
    if (!before.factors.empty()) {
      CHECK(x > factor_of(before, "clarity").x);
      CHECK(now.coverage < before.coverage);
      CHECK(now.sd() > before.sd());
    }
    CHECK(x <= 50);
    before = now;
  }
}

TEST_CASE("weights from overrides are normalised over the factors that apply") {
  const TouchpointScore score = only(audit()
                                         .overriding("/factors/clarity/weight", "3")
                                         .overriding("/factors/speed/weight", "0")
                                         .touchpoint("pay")
                                         .discipline(Discipline::ux)
                                         .not_applicable({"mobile", "errors"}));
  CHECK_THAT(factor_of(score, "clarity").weight, about(.5));
  CHECK(factor_of(score, "speed").weight == 0);
  CHECK_THAT(factor_of(score, "efficiency").weight, about(1.0 / 6));
}

TEST_CASE("measures and ratings of factors that do not apply change nothing") {
  const Scores plain =
      scored(audit().touchpoint("pay").discipline(Discipline::ux).rated("speed", 2));
  const Scores more = scored(audit()
                                 .touchpoint("pay")
                                 .discipline(Discipline::ux)
                                 .rated("speed", 2)
                                 .rated("effort", 4, "b")
                                 .rated("effort", 0, "c")
                                 .measure("ces7", 1)
                                 .n(100));
  CHECK(more.touchpoints[0].friction == plain.touchpoints[0].friction);
  CHECK(more.alpha == plain.alpha);
}

TEST_CASE("of one rater's ratings the last wins, and one without a score erases") {
  CHECK(only(audit().touchpoint("pay").rated("speed", 4).rated("speed", 0)).friction ==
        only(audit().touchpoint("pay").rated("speed", 0)).friction);
  CHECK(factor_of(only(audit().touchpoint("pay").rated("speed", 4).rated("speed", {})), "speed")
            .items == 0);
}

TEST_CASE("spectators count nowhere") {
  const Scores scores = scored(audit()
                                   .rater("guest", true)
                                   .touchpoint("pay")
                                   .rated("speed", 0, "ann")
                                   .rated("speed", 4, "guest"));
  CHECK(factor_of(scores.touchpoints[0], "speed").x < 50);
  CHECK_FALSE(scores.alpha.has_value());
}

TEST_CASE("agreement of .8 and more leaves ratings alone, .667 and less doubles their variance") {
  CHECK(scored(rated_everywhere(3, 2)).rating_variance_factor == 1);  // undefined: nothing differs
  const Scores at_odds = scored(audit()
                                    .touchpoint("pay")
                                    .rated("speed", 0, "a")
                                    .rated("speed", 4, "b")
                                    .rated("clarity", 4, "a")
                                    .rated("clarity", 0, "b"));
  CHECK(*at_odds.alpha < .667);
  CHECK(at_odds.rating_variance_factor == 2);
}

TEST_CASE("overall votes are units of the agreement") {
  const Scores scores = scored(audit()
                                   .touchpoint("pay")
                                   .rated("overall", 0, "a")
                                   .rated("overall", 0, "b")
                                   .touchpoint("call")
                                   .rated("overall", 4, "a")
                                   .rated("overall", 4, "b"));
  REQUIRE(scores.alpha.has_value());
  CHECK(*scores.alpha == 1);
}

TEST_CASE("nine good steps at 10 and one at 90 give 50.6 by the fourth power") {
  std::vector<TouchpointScore> steps(10);
  for (TouchpointScore& step : steps) step.friction = 10;
  steps[9].friction = 90;
  std::vector<std::uint32_t> order(10);
  std::iota(order.begin(), order.end(), 0U);
  const Thresholds& thresholds = shipped_model().thresholds;
  std::vector<JourneyPart> parts;
  for (const TouchpointScore& step : steps)
    parts.push_back(journey_part(step, 3, thresholds.journey_power));
  const auto journey = score_journey(parts, steps, order, thresholds);
  CHECK_THAT(journey->friction, within(50.6, .05));
  CHECK_THAT(journey->mean, about(18));
  CHECK_THAT(journey->peak_end, about(90));
}

TEST_CASE("reach is the volume, the median where it is missing, importance 3 where it is") {
  const Scores scores = scored(audit()
                                   .touchpoint("a")
                                   .volume(100)
                                   .touchpoint("b")
                                   .volume(300)
                                   .importance(1)
                                   .touchpoint("c")
                                   .touchpoint("d")
                                   .volume(500)
                                   .touchpoint("e")
                                   .volume(700));
  // median of 100, 300, 500, 700 is 400: 300 : 300 : 1200 : 1500 : 2100
  CHECK_THAT(scores.touchpoints[0].reach_weight, about(300.0 / 5400));
  CHECK_THAT(scores.touchpoints[1].reach_weight, about(300.0 / 5400));
  CHECK_THAT(scores.touchpoints[2].reach_weight, about(1200.0 / 5400));
  CHECK_THAT(scores.touchpoints[4].reach_weight, about(2100.0 / 5400));
}

TEST_CASE("where all reach is 0, or none is known, importance alone counts") {
  const Scores none = scored(audit().touchpoint("a").importance(1).touchpoint("b").importance(3));
  CHECK_THAT(none.touchpoints[0].reach_weight, about(.25));
  const Scores zero =
      scored(audit().touchpoint("a").importance(1).volume(0).touchpoint("b").importance(3));
  CHECK_THAT(zero.touchpoints[0].reach_weight, about(.25));
}

TEST_CASE("volumes near the largest double do not overflow") {
  const Scores scores =
      scored(audit().touchpoint("a").volume(1.5e308).touchpoint("b").volume(1e308));
  CHECK_THAT(scores.touchpoints[0].reach_weight, about(.6));
}

TEST_CASE("an audit without touchpoints has no journey") {
  const Scores scores = scored(audit());
  CHECK_FALSE(scores.journey.has_value());
  CHECK(scores.ranking.empty());
}

TEST_CASE("peak-end takes the last touchpoint by stage, not by the document") {
  AuditBuilder it = audit();
  it.stage("first").stage("last");
  it.touchpoint("end").in_stage("last").rated("overall", 0);
  it.touchpoint("start").in_stage("first").rated("overall", 4);
  it.touchpoint("nowhere").rated("overall", 2);
  const Scores scores = scored(it);
  CHECK(scores.journey_order == std::vector<std::uint32_t>{1, 0});
  CHECK_THAT(scores.journey->peak_end,
             about((scores.touchpoints[1].friction + scores.touchpoints[0].friction) / 2));
}

TEST_CASE("without any stage the document's order is the journey's") {
  const Scores scores = scored(audit().stage("unused").touchpoint("b").touchpoint("a"));
  CHECK(scores.journey_order == std::vector<std::uint32_t>{0, 1});
}

TEST_CASE("ranks fall with friction; equal frictions follow the ids' bytes") {
  AuditBuilder it = audit();
  for (const std::string id : {"b", "a", "Z", "worst"}) {
    it.touchpoint(id).discipline(Discipline::ux).rated("overall", id == "worst" ? 4 : 3);
  }
  const Scores scores = scored(it);
  CHECK(scores.ranking == std::vector<std::uint32_t>{3, 2, 1, 0});
}

TEST_CASE("frictions within 1e-9 are a tie") {
  std::vector<TouchpointScore> touchpoints(3);
  for (TouchpointScore& each : touchpoints) each.evidence = EvidenceLevel::enough;
  touchpoints[0].friction = 60;
  touchpoints[1].friction = 60 + 9e-10;
  touchpoints[2].friction = 60 + 3e-9;
  const Audit names = audit().touchpoint("a").touchpoint("b").touchpoint("c");
  const ExactOrder order(names, touchpoints);
  CHECK(rank_touchpoints(names, touchpoints, order) == std::vector<std::uint32_t>{2, 0, 1});
}

TEST_CASE("insufficient ones come last, by high, then friction, then id") {
  std::vector<TouchpointScore> touchpoints(4);
  touchpoints[0].evidence = EvidenceLevel::thin;
  touchpoints[0].friction = 5;
  touchpoints[1].friction = 70;
  touchpoints[1].high = 90;
  touchpoints[2].friction = 50;
  touchpoints[2].high = 95;
  touchpoints[3].friction = 80;
  touchpoints[3].high = 90 + 5e-10;
  const Audit names = audit().touchpoint("a").touchpoint("b").touchpoint("c").touchpoint("d");
  const ExactOrder order(names, touchpoints);
  CHECK(rank_touchpoints(names, touchpoints, order) == std::vector<std::uint32_t>{0, 2, 3, 1});
}

TEST_CASE("groups: stages, channels, owning teams, disciplines and personas of the document") {
  AuditBuilder it = audit();
  it.stage("buy").stage("empty").channel("web").team("shop").person("kim", "shop");
  it.persona("new").persona("old");
  it.touchpoint("a").in_stage("buy").on_channel("web").owner("kim").met_by("new");
  it.discipline(Discipline::both);
  it.touchpoint("b").owner("shop").owner("kim");
  const Audit audit = it;
  const Scores scores = scored(audit);
  const auto members = [&](GroupBy by, std::size_t index) {
    for (const GroupScore& group : scores.groups) {
      if (group.by == by && group.index == index) return group.touchpoints;
    }
    return std::vector<std::uint32_t>{99};
  };
  CHECK(members(GroupBy::stage, 0) == std::vector<std::uint32_t>{0});
  CHECK(members(GroupBy::stage, 1).empty());
  CHECK(members(GroupBy::channel, 0) == std::vector<std::uint32_t>{0});
  CHECK(members(GroupBy::team, 0) == std::vector<std::uint32_t>{0, 1});
  CHECK(members(GroupBy::discipline, 0).empty());
  CHECK(members(GroupBy::discipline, 2) == std::vector<std::uint32_t>{0});
  CHECK(members(GroupBy::persona, 0) == std::vector<std::uint32_t>{0, 1});
  CHECK(members(GroupBy::persona, 1) == std::vector<std::uint32_t>{1});
}

TEST_CASE("a group that nobody reaches, or that is empty, has no friction") {
  AuditBuilder it = audit();
  it.stage("quiet").stage("empty").stage("busy");
  it.touchpoint("a").in_stage("quiet").volume(0).touchpoint("b").in_stage("busy").volume(10);
  const Scores scores = scored(it);
  CHECK_FALSE(scores.groups[0].score.has_value());
  CHECK_FALSE(scores.groups[1].score.has_value());
  REQUIRE(scores.groups[2].score.has_value());
  CHECK_THAT(scores.groups[2].score->friction, about(scores.touchpoints[1].friction));
}

TEST_CASE("the order of touchpoints, measures and ratings does not matter") {
  AuditBuilder it = audit();
  it.as_of("2026-11-01");
  std::mt19937 random(7);
  for (int i = 0; i < 12; ++i) {
    it.touchpoint("t" + std::to_string(i)).measure("sus", 40 + 4 * i).n(10).measure("seq", 5).n(8);
    it.measure("completion", .5).volume(10 * i);
    for (const char* rater : {"a", "b", "c"}) {
      it.rated("clarity", static_cast<double>(random() % 5), rater);
      it.rated("overall", static_cast<double>(random() % 5), rater);
    }
  }
  const Audit straight = it;
  Audit shuffled = straight;
  std::shuffle(shuffled.touchpoints.begin(), shuffled.touchpoints.end(), random);
  std::shuffle(shuffled.ratings.begin(), shuffled.ratings.end(), random);
  for (Touchpoint& touchpoint : shuffled.touchpoints) {
    std::reverse(touchpoint.measures->begin(), touchpoint.measures->end());
  }
  const Scores a = scored(straight);
  const Scores b = scored(shuffled);
  CHECK(a.alpha == b.alpha);
  CHECK_THAT(b.journey->friction, about(a.journey->friction));
  for (std::size_t rank = 0; rank < a.ranking.size(); ++rank) {
    const std::uint32_t one = a.ranking[rank];
    const std::uint32_t other = b.ranking[rank];
    CHECK(straight.touchpoints[one].id == shuffled.touchpoints[other].id);
    CHECK_THAT(b.touchpoints[other].friction, about(a.touchpoints[one].friction));
  }
}

TEST_CASE("raising one touchpoint's friction raises the journey's") {
  const auto with = [](double rating) {
    return journey_of(
        audit().touchpoint("a").rated("overall", 1).touchpoint("b").rated("overall", rating));
  };
  CHECK(with(3) > with(2));
  CHECK(with(4) > with(3));
}
