// Three touchpoints worked out by hand, number by number, from the formulas of docs/engine.md.
//
// As of 2026-11-01. V = 10000/12 = 833.333333; z = 1.645 for frictions, 1.96 for measures.
#include <catch2/catch_test_macros.hpp>

#include "support/audit_builder.hpp"
#include "support/scoring.hpp"

using namespace touchstone;
using namespace touchstone::test;

namespace {

Audit three_touchpoints() {
  AuditBuilder it = audit();
  it.as_of("2026-11-01");
  it.team("shop", Discipline::ux).team("care", Discipline::ux).person("kim", "care");
  it.stage("buy").led_by("shop").stage("help");

  it.touchpoint("checkout").in_stage("buy").discipline(Discipline::ux).level(Level::interaction);
  it.volume(1000).importance(4);
  it.not_applicable({"efficiency", "errors", "speed", "accessibility", "mobile"});
  it.owner("shop").responsible("shop").no_contributors().crosses({"shop", "care"});
  it.authority(true).support_topic(false).last_sync("2026-10-15").last_review("2026-07-01");
  it.measure("completion").n(50).successes(46).dated("2026-11-01").baseline(.7);
  it.rated("clarity", 1, "ann", "2026-11-01").rated("clarity", 2, "bob", "2026-11-01");

  it.touchpoint("call").in_stage("help").discipline(Discipline::cx).level(Level::journey);
  it.not_applicable({"resolution", "promise", "continuity", "reliability"});
  it.owner("kim").nobody_responsible().authority(false);
  it.measure("first_response_hours", 24).n(100).interval(12, 48).dated("2026-10-02");
  it.rated("overall", 4, "ann", "2026-08-02");

  it.touchpoint("mail");
  it.raw().header.known.handoffs = true;  // a list without hand-offs
  return it.build();
}

}  // namespace

TEST_CASE("three touchpoints by hand: the raters' agreement") {
  // One unit has two ratings, 1 and 2 (clarity of checkout); the overall vote stands alone. With a
  // single pair observed and expected disagreement are the same: alpha = 1 - 1 = 0, below .667, so
  // the variance of ratings is doubled.
  const Scores scores = scored(three_touchpoints());
  REQUIRE(scores.alpha.has_value());
  CHECK(*scores.alpha == 0);
  CHECK(scores.rating_variance_factor == 2);
}

TEST_CASE("three touchpoints by hand: checkout") {
  const Scores scores = scored(three_touchpoints());
  const TouchpointScore& checkout = scores.touchpoints[0];

  // effectiveness: completion 46/50 = .92, the anchor of 25.
  //   Adjusted Wald: n~ = 50 + 3.8416 = 53.8416; p~ = (46 + 1.9208)/53.8416 = .8900329856;
  //   half = 1.96 sqrt(p~ (1 - p~)/n~) = .0835663360; interval .8064666496 to .9735993217.
  //   y(.8064666496) = 50 - 25 (.0264666496/.14)  = 45.2738125679
  //   y(.9735993217) = 25 (1 - .9735993217)/.08   =  8.2502119770
  //   sigma = 37.0236005909/3.92 = 9.4447960691; fresh, behavioural: v = s = 1
  //   variance = 89.2041727869; rho = 833.3333333/(833.3333333 + 89.2041728) = .9033056410
  //   x = 50 + rho (25 - 50) = 27.4173589744
  const FactorScore& effectiveness = factor_of(checkout, "effectiveness");
  CHECK_THAT(effectiveness.rho, about(.9033056410225685));
  CHECK_THAT(effectiveness.x, about(27.41735897443579));
  CHECK(effectiveness.items == 1);

  // clarity: ratings 1 and 2: y = 25 x 1.5 = 37.5; sd = sqrt(.5) = .7071;
  //   sigma = 25 sd/sqrt(2) = 12.5
  //   variance = 156.25/.8 = 195.3125, doubled: 390.625; rho = 833.3333/1223.9583 = .6808510638
  //   x = 50 + rho (37.5 - 50) = 41.4893617021
  const FactorScore& clarity = factor_of(checkout, "clarity");
  CHECK_THAT(clarity.rho, about(.6808510638297872));
  CHECK_THAT(clarity.x, about(41.48936170212766));

  // Two factors of weight 1/2: F = sqrt((27.4173589744^2 + 41.4893617021^2)/2) = 35.1644615172
  //   contributions x^2/(2F): 10.6885125024 + 24.4759490147 = F
  CHECK(checkout.factors.size() == 2);
  CHECK(clarity.weight == .5);
  CHECK_THAT(checkout.friction, about(35.16446151715573));
  CHECK_THAT(effectiveness.contribution, about(10.688512502407242));
  CHECK_THAT(clarity.contribution, about(24.475949014748483));

  // Both factors have items: b = 0 and
  //   a = sqrt((.3898446^2) 80.5786325 + (.5899331^2) 265.9574468) = 10.2374339923
  //   interval F +- 1.645 a = 18.3238825998 to 52.0050404345; nothing is unknown: bounds are F.
  CHECK_THAT(checkout.independent_sd, about(10.23743399229477));
  CHECK(checkout.shared_sd == 0);
  CHECK_THAT(checkout.low, about(18.32388259983083));
  CHECK_THAT(checkout.high, about(52.00504043448063));
  CHECK_THAT(checkout.bound_low, about(checkout.friction));
  CHECK_THAT(checkout.bound_high, about(checkout.friction));
  // coverage (rho1 + rho2)/2 = .7920783524: enough.
  CHECK_THAT(checkout.coverage, about(.7920783524261779));
  CHECK(checkout.evidence == EvidenceLevel::enough);
  CHECK_FALSE(checkout.one_rater);
}

TEST_CASE("three touchpoints by hand: call") {
  const Scores scores = scored(three_touchpoints());
  const TouchpointScore& call = scores.touchpoints[1];

  // effort: no item of its own, so the overall vote: one rater, 4: y = 100, sigma 20, v = .4,
  //   91 days old: s = 1/2. variance = 400/(.4 x .5) = 2000, doubled 4000;
  //   rho = 833.3333/4833.3333 = .1724137931; x = 50 + rho 50 = 58.6206896552
  const FactorScore& effort = factor_of(call, "effort");
  CHECK(effort.from_overall);
  CHECK(effort.items == 0);
  CHECK_THAT(effort.x, about(58.62068965517241));

  // responsiveness: 24 h is 75, 12 h is 50, 48 h is 100: sigma = 50/3.92 = 12.7551020408; 30 days
  //   old at a cadence of 30: s = 1/2. variance = 162.6926281/.5 = 325.3852561; rho = .7191852628
  //   x = 50 + 25 rho = 67.9796315711
  const FactorScore& responsiveness = factor_of(call, "responsiveness");
  CHECK_FALSE(responsiveness.from_overall);
  CHECK_THAT(responsiveness.x, about(67.97963157106484));

  // F = sqrt((58.6206896552^2 + 67.9796315711^2)/2) = 63.4728901350
  //   a = x/(2F) sd(responsiveness) = 8.1918098361, b = x/(2F) sd(effort) = 12.1268680755
  //   interval F +- 1.645 (a + b) = 30.0486649704 to 96.8971152997; coverage .4457995280: thin.
  CHECK_THAT(call.friction, about(63.47289013502439));
  CHECK_THAT(call.independent_sd, about(8.191809836110341));
  CHECK_THAT(call.shared_sd, about(12.126868075525314));
  CHECK_THAT(call.low, about(30.04866497038374));
  CHECK_THAT(call.high, about(96.89711529966505));
  CHECK_THAT(call.coverage, about(.4457995279730211));
  CHECK(call.evidence == EvidenceLevel::thin);
}

TEST_CASE("three touchpoints by hand: a touchpoint nobody looked at") {
  // Thirteen factors (unknown discipline, no relationship) at 50, rho 0: F = 50, sd = sqrt(V)
  // = 28.8675, interval 50 +- 47.4871, bounds 0 and 100, coverage 0.
  const Scores scores = scored(three_touchpoints());
  const TouchpointScore& mail = scores.touchpoints[2];
  CHECK(mail.factors.size() == 13);
  CHECK_THAT(mail.friction, about(50));
  CHECK_THAT(mail.shared_sd, about(28.867513459481287));
  CHECK_THAT(mail.low, about(2.5129403591532984));
  CHECK_THAT(mail.high, about(97.4870596408467));
  CHECK(mail.bound_low == 0);
  CHECK_THAT(mail.bound_high, about(100));
  CHECK(mail.evidence == EvidenceLevel::insufficient);
}

TEST_CASE("three touchpoints by hand: the journey") {
  const Scores scores = scored(three_touchpoints());
  REQUIRE(scores.journey.has_value());
  const JourneyScore& journey = *scores.journey;

  // Reach: 1000 where known, the median 1000 elsewhere; importance 4, 3, 3: u = .4, .3, .3.
  CHECK_THAT(scores.touchpoints[0].reach_weight, about(.4));
  CHECK_THAT(scores.touchpoints[2].reach_weight, about(.3));
  // sum u F^4 = .4 x 1529029.5735 + .3 x 16231292.1451 + .3 x 6250000 = 7355999.4729
  // J = 52.0787344903; shares u F^4/J^4: .0831446266, .6619613910, .2548939824
  CHECK_THAT(journey.friction, about(52.078734490255755));
  CHECK_THAT(scores.touchpoints[0].journey_share, about(.08314462659259443));
  CHECK_THAT(scores.touchpoints[1].journey_share, about(.6619613910320434));
  CHECK_THAT(scores.touchpoints[2].journey_share, about(.2548939823753622));
  CHECK_THAT(scores.touchpoints[1].journey_contribution, about(34.47411152635816));
  // g = u F^3/J^3: .1231375868, .5431312715, .2654911206
  // sd = sqrt((.1231375868 x 10.2374339923)^2 + (.5431312715 x 8.1918098361)^2)
  //      + .5431312715 x 12.1268680755 + .2654911206 x 28.8675134595 = 18.8749173587
  CHECK_THAT(journey.sd, about(18.874917358671865));
  CHECK_THAT(journey.low, about(21.029495435240538));
  CHECK_THAT(journey.high, about(83.12797354527098));
  // coverage .4 x .7920783524 + .3 x .4457995280 = .4505711994; mean .4 x 35.164 + .3 x 63.473 + 15
  CHECK_THAT(journey.coverage, about(.4505711993623775));
  CHECK_THAT(journey.mean, about(48.10765164736961));
  CHECK_THAT(journey.max, about(63.47289013502439));
  // mail has no stage, so the call is the last: (63.47 + 63.47)/2.
  CHECK_THAT(journey.peak_end, about(63.47289013502439));
}

TEST_CASE("three touchpoints by hand: ranks put the one without evidence last") {
  const Scores scores = scored(three_touchpoints());
  CHECK(scores.touchpoints[0].rank == 2);
  CHECK(scores.touchpoints[1].rank == 1);
  CHECK(scores.touchpoints[2].rank == 3);
}

TEST_CASE("three touchpoints by hand: ownership gaps") {
  const Audit audit = three_touchpoints();
  const Scores scores = scored(audit);
  // checkout: a team owns it (O3, 25), no target (O11, 20), two teams crossed and nobody else
  // contributes (O14, 40), reviewed 123 days ago (O27, 15); synchronised 17 days ago, n 50 is
  // enough.
  //   G = 100 (1 - .75 x .8 x .6 x .85) = 69.4; contribution of O14: 69.4 ln .6/ln .306
  //   = 29.9376719470
  const TouchpointScore& checkout = scores.touchpoints[0];
  CHECK(rules(checkout.rules.fired) == "O3 O11 O14 O27");
  CHECK_THAT(checkout.ownership_gap, about(69.4));
  CHECK_THAT(listed_gaps(checkout.rules, shipped_model())[2].contribution,
             about(29.93767194701858));
  // call: nobody responsible (O4, 45), a ux team owns a cx touchpoint through kim (O5, 40), no
  // authority (O6, 30), neither baseline nor target (O10, O11, 20 each), kim has no deputy among
  // few people (O24, 10), never reviewed (O27, 15).
  //   G = 100 (1 - .55 x .6 x .7 x .8 x .8 x .9 x .85) = 88.69024
  const TouchpointScore& call = scores.touchpoints[1];
  CHECK(rules(call.rules.fired) == "O4 O5 O6 O10 O11 O24 O27");
  CHECK_THAT(call.ownership_gap, about(88.69024));
  // mail: nobody ever asked (O19, 30).
  CHECK(rules(scores.touchpoints[2].rules.fired) == "O19");
  CHECK_THAT(scores.touchpoints[2].ownership_gap, about(30));
  // Nobody leads the stage help; from shop's checkout to care's call no hand-off is recorded.
  REQUIRE(scores.audit_gaps.size() == 1);
  CHECK(scores.audit_gaps[0].rule == 26);
  CHECK(scores.audit_gaps[0].stage == 1);
  CHECK(scores.unrecorded_handoffs == std::vector<UnrecordedHandoff>{{0, 1}});
}
