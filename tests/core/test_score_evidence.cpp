// From a measure or a rating to an evidence item: anchors, intervals, quality.
#include <cmath>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "score/evidence.hpp"
#include "support/scoring.hpp"

using namespace touchstone;
using namespace touchstone::test;

namespace {

const Metric& metric(const std::string& id) {
  return *shipped_model().metric(MetricId(id));
}

Measure measured(const std::string& id, std::optional<double> value = {},
                 std::optional<double> n = {}) {
  Measure measure;
  measure.metric = MetricId(id);
  measure.value = value;
  measure.n = n;
  return measure;
}

EvidenceItem item_of(const Measure& measure, std::string_view as_of = "2026-11-01") {
  QuantileCache quantiles;
  const EvidenceContext context{shipped_model(), parse_date(as_of), 1, quantiles};
  return measure_item(context, measure, 0).value();
}

EvidenceItem pooled(std::vector<CountedRating> ratings, double variance_factor = 1) {
  QuantileCache quantiles;
  const EvidenceContext context{shipped_model(), day("2026-11-01"), variance_factor, quantiles};
  return rating_item(context, ratings);
}

}  // namespace

TEST_CASE("anchors have their friction, values between them lie on the line") {
  CHECK(friction_of(metric("sus"), 68) == 50);
  CHECK_THAT(friction_of(metric("sus"), 69.55), about(45));
  CHECK_THAT(friction_of(metric("ces5"), 3), about(50));
}

TEST_CASE("beyond the ends the end value holds") {
  CHECK(friction_of(metric("load_seconds"), .1) == 0);
  CHECK(friction_of(metric("load_seconds"), 60) == 100);
  CHECK(friction_of(metric("mobile_gap"), -40) == 0);
}

TEST_CASE("metrics on the logarithm are linear in ln of the value") {
  // Halfway between 2 h (25) and 12 h (50) in ln: sqrt(24) hours.
  CHECK_THAT(friction_of(metric("first_response_hours"), std::sqrt(24.0)), about(37.5));
  CHECK(friction_of(metric("first_response_hours"), 0) == 0);
}

TEST_CASE("retention is judged as churn of one minus the value") {
  CHECK_THAT(friction_of(metric("retention_monthly"), .95), about(50));
  const EvidenceItem retention = item_of(measured("retention_monthly", .9, 200));
  const EvidenceItem churn = item_of(measured("churn_monthly", .1, 200));
  CHECK_THAT(retention.y, about(churn.y));
  CHECK_THAT(retention.sigma, about(churn.sigma));
}

TEST_CASE("baseline and target together replace the anchors, whatever the direction") {
  Measure measure = measured("sus", 60);
  measure.baseline = 50;
  measure.target = 70;
  CHECK_THAT(friction_of(metric("sus"), measure, 60), about(37.5));
  CHECK_THAT(friction_of(metric("sus"), measure, 40), about(62.5));
  CHECK(friction_of(metric("sus"), measure, 0) == 100);
  CHECK(friction_of(metric("sus"), measure, 95) == 0);
  measure.baseline = 70;
  measure.target = 50;
  CHECK_THAT(friction_of(metric("sus"), measure, 40), about(12.5));
  CHECK(item_of(measure).custom_anchors);
}

TEST_CASE("a baseline alone leaves the anchors as they are") {
  Measure measure = measured("sus", 68, 20);
  measure.baseline = 50;
  CHECK(item_of(measure).y == 50);
  CHECK_FALSE(item_of(measure).custom_anchors);
}

TEST_CASE("custom anchors of retention are linear in the retention") {
  Measure measure = measured("retention_monthly", .9);
  measure.baseline = .8;
  measure.target = .95;
  CHECK_THAT(item_of(measure).y, about(25 + 25 * .05 / .15));
}

TEST_CASE("a value is given, or counted from successes, or from promoters and detractors") {
  CHECK(measured_value(metric("sus"), measured("sus", 71)) == 71);
  Measure completion = measured("completion", {}, 8);
  completion.successes = 6;
  CHECK(measured_value(metric("completion"), completion) == .75);
  Measure nps = measured("nps", {}, 10);
  nps.promoters = 5;
  nps.detractors = 2;
  CHECK_THAT(*measured_value(metric("nps"), nps), about(30));
}

TEST_CASE("a value that is given stands against its counts") {
  Measure completion = measured("completion", .5, 8);
  completion.successes = 6;
  CHECK(item_of(completion).value == .5);
}

TEST_CASE("a measure without a value, and a vanity metric, are no evidence") {
  QuantileCache quantiles;
  const EvidenceContext context{shipped_model(), {}, 1, quantiles};
  CHECK_FALSE(measure_item(context, measured("sus"), 0).has_value());
  CHECK_FALSE(measure_item(context, measured("page_views", 1e6, 1000), 0).has_value());
  Measure half = measured("nps", {}, 10);
  half.promoters = 5;
  CHECK_FALSE(measure_item(context, half, 0).has_value());
}

TEST_CASE("proportions: adjusted Wald with z 1.96 on successes or the rounded share") {
  // n~ = 12 + 3.8416, p~ = (9 + 1.9208)/15.8416 = .6893748106
  // half = 1.96 sqrt(p~ (1 - p~)/n~) = .2278781004
  Measure measure = measured("completion", .75, 12);
  CHECK_THAT(item_of(measure).low, about(.46149671026));
  CHECK_THAT(item_of(measure).high, about(.91725291099));
  measure.successes = 11;
  CHECK(item_of(measure).low > .6);
}

TEST_CASE("proportions: half a person is rounded away from zero") {
  // 5 people at .5 are 3, not 2: centre (3 + 1.9208)/8.8416.
  const EvidenceItem item = item_of(measured("completion", .5, 5));
  CHECK_THAT((item.low + item.high) / 2, about(4.9208 / 8.8416));
}

TEST_CASE("proportions: an unknown n counts as 5") {
  const EvidenceItem unknown = item_of(measured("completion", .6));
  const EvidenceItem five = item_of(measured("completion", .6, 5));
  CHECK(unknown.n == 5);
  CHECK(unknown.unknown_n);
  CHECK(unknown.low == five.low);
  CHECK(unknown.v == five.v / 2);
}

TEST_CASE("intervals are clipped to the unit's range") {
  CHECK(item_of(measured("completion", 1, 5)).high == 1);
  CHECK(item_of(measured("sus", 99, 3)).high == 100);
  CHECK(item_of(measured("support_load", .1, 2)).low == 0);
  CHECK(item_of(measured("mobile_gap", -95, 2)).low == -100);
}

TEST_CASE("means: t of n - 1 degrees of freedom, the model's spread where none is given") {
  // t(.975, 15) = 2.131449545559; half = t x 20/4
  const EvidenceItem item = item_of(measured("sus", 50, 16));
  CHECK(item.default_spread);
  CHECK_THAT(item.high - item.low, within(2 * 2.131449545559 * 5, 1e-9));
  Measure given = measured("sus", 50, 16);
  given.sd = 10;
  CHECK_FALSE(item_of(given).default_spread);
  CHECK_THAT(item_of(given).high - item_of(given).low, within(2.131449545559 * 5, 1e-9));
}

TEST_CASE("means: one person counts as two, an unknown number as five") {
  CHECK(item_of(measured("seq", 4, 1)).n == 2);
  CHECK(item_of(measured("seq", 4, 1)).sigma == item_of(measured("seq", 4, 2)).sigma);
  CHECK(item_of(measured("seq", 4)).n == 5);
}

TEST_CASE("times: t on the logarithm, from log_sd, from sd in units, or from .5") {
  // t(.975, 8) = 2.306004135204; half = t x .5/3
  const double half = 2.306004135204 * .5 / 3;
  const EvidenceItem by_default = item_of(measured("time_ratio", 2, 9));
  CHECK_THAT(by_default.low, within(2 * std::exp(-half), 1e-9));
  CHECK_THAT(by_default.high, within(2 * std::exp(half), 1e-9));
  Measure in_units = measured("time_ratio", 2, 9);
  in_units.sd = 2 * std::sqrt(std::exp(.25) - 1);  // the sd whose log_sd is .5
  CHECK_THAT(item_of(in_units).low, within(by_default.low, 1e-9));
  in_units.log_sd = .1;  // log_sd goes before sd
  CHECK(item_of(in_units).low > by_default.low);
}

TEST_CASE("medians: 1.2533 times the mean's error, one person is one, unknown are five") {
  const double half = 1.96 * 1.2533 / std::sqrt(20.0);
  const EvidenceItem item = item_of(measured("hold_seconds", 300, 20));
  CHECK_THAT(item.low, about(300 * std::exp(-half)));
  CHECK(item_of(measured("hold_seconds", 300, 1)).n == 1);
  CHECK(item_of(measured("hold_seconds", 300)).n == 5);
}

TEST_CASE("a time of 0 has no width") {
  for (const std::string id : {"time_ratio", "hold_seconds"}) {
    const EvidenceItem item = item_of(measured(id, 0, 10));
    CHECK(item.low == 0);
    CHECK(item.high == 0);
    CHECK(item.sigma == 1);
  }
}

TEST_CASE("counts: Garwood's exact interval of the rounded events, divided by n") {
  // 10 events: 4.795389 to 18.390356 (Garwood 1936), over 20 attempts.
  const EvidenceItem item = item_of(measured("errors_per_attempt", .5, 20));
  CHECK_THAT(item.low, within(4.795389 / 20, 1e-6));
  CHECK_THAT(item.high, within(18.390356 / 20, 1e-6));
  // None seen on one page: up to 3.688879.
  const EvidenceItem none = item_of(measured("wcag_failures", 0));
  CHECK(none.n == 1);
  CHECK(none.low == 0);
  CHECK_THAT(none.high, within(3.688879454, 1e-8));
}

TEST_CASE("counts beyond all measure keep an interval") {
  const EvidenceItem item = item_of(measured("wcag_failures", 1e300, 1e9));
  CHECK(item.y == 100);
  CHECK(item.sigma == 1);
}

TEST_CASE("nps: adjusted Wald with counts, otherwise the widest spread around the value") {
  // 97 + 3 people: p = (37 + .75)/100, d = (17 + .75)/100
  Measure measure = measured("nps", {}, 97);
  measure.promoters = 37;
  measure.detractors = 17;
  const double half = 196 * std::sqrt((.3775 + .1775 - .2 * .2) / 100);
  CHECK_THAT(item_of(measure).low, about(20 - half));
  const EvidenceItem bare = item_of(measured("nps", 20, 97));
  CHECK_THAT(bare.low, about(20 - 196 * std::sqrt(.75 / 100)));
  CHECK_THAT(item_of(measured("nps", 0)).high, about(196 * std::sqrt(.75 / 8)));
}

TEST_CASE("an interval that is given is taken as it is") {
  Measure measure = measured("sus", 68, 2);
  measure.low = 65;
  measure.high = 71.1;
  const EvidenceItem item = item_of(measure);
  CHECK(item.interval_given);
  CHECK_THAT(item.sigma, about((59 - 40) / 3.92));
}

TEST_CASE("no measure is more exact than one point") {
  CHECK(item_of(measured("completion", 1, 1e7)).sigma == 1);
}

TEST_CASE("the kind of evidence weighs, and a measure may say its own") {
  Measure measure = measured("completion", .8, 50);
  CHECK(item_of(measure).v == 1);
  CHECK(item_of(measured("sus", 70, 20)).v == .8);
  measure.kind = EvidenceKind::anecdote;
  CHECK(item_of(measure).v == .2);
  CHECK_THAT(item_of(measure).variance, about(std::pow(item_of(measure).sigma, 2) / .2));
}

TEST_CASE("evidence loses half its weight in each cadence") {
  Measure measure = measured("csat_top2", .8, 50);
  measure.date = day("2026-10-02");  // 30 days
  CHECK(item_of(measure).s == .5);
  measure = measured("sus", 70, 50);
  measure.date = day("2026-05-03");  // 182 days
  CHECK(item_of(measure).s == .25);
}

TEST_CASE("evidence never loses all its weight") {
  Measure measure = measured("csat_top2", .8, 50);
  measure.date = day("1996-01-01");
  CHECK(item_of(measure).s == std::exp2(-20));
}

TEST_CASE("undated and future evidence, and an audit without a date, have no age") {
  Measure measure = measured("sus", 70, 50);
  CHECK(item_of(measure).age_days == 0);
  measure.date = day("2027-01-01");
  CHECK(item_of(measure).s == 1);
  measure.date = day("2020-01-01");
  CHECK(item_of(measure, "no date").s == 1);
}

TEST_CASE("one rater's word is uncertain by 20 points") {
  const EvidenceItem item = pooled({{0, 3, 4, {}}});
  CHECK(item.y == 100);
  CHECK(item.sigma == 20);
  CHECK_THAT(item.variance, about(400 / .8));
}

TEST_CASE("several raters are pooled with their spread, at least half a step") {
  const EvidenceItem agree = pooled({{0, 3, 2, {}}, {1, 3, 2, {}}, {2, 3, 2, {}}});
  CHECK_THAT(agree.sigma, about(12.5 / std::sqrt(3.0)));
  const EvidenceItem differ = pooled({{0, 3, 0, {}}, {1, 3, 4, {}}});
  CHECK_THAT(differ.sigma, about(25 * std::sqrt(8.0) / std::sqrt(2.0)));
  CHECK(differ.y == 50);
}

TEST_CASE("pooled ratings are as old as the newest of them") {
  const EvidenceItem item =
      pooled({{0, 3, 2, day("2020-01-01")}, {1, 3, 2, day("2026-08-02")}, {2, 3, 2, {}}});
  CHECK(item.age_days == 91);
  CHECK(item.s == .5);
  CHECK_FALSE(pooled({{0, 3, 2, {}}}).dated);
}

TEST_CASE("an overall vote counts half as much as a rating, and agreement weighs on both") {
  CHECK(pooled({{0, k_overall_factor, 2, {}}}).v == .4);
  CHECK_THAT(pooled({{0, 3, 2, {}}}, 2).variance, about(1000));
  CHECK_THAT(pooled({{0, k_overall_factor, 2, {}}}, 2).variance, about(2000));
}

TEST_CASE("a pool weighs by inverse variance") {
  EvidenceItem exact;
  exact.y = 40;
  exact.variance = 100;
  EvidenceItem vague;
  vague.y = 46;
  vague.variance = 200;
  const Pool both = pool(std::vector{exact, vague});
  CHECK_THAT(both.mean, about(42));
  CHECK_THAT(both.variance, about(200.0 / 3));
  CHECK(both.contradiction == 1);
}

TEST_CASE("items that contradict each other widen the pool by Q over its degrees of freedom") {
  EvidenceItem one;
  one.y = 0;
  one.variance = 100;
  EvidenceItem other = one;
  other.y = 100;
  // mean 50, Q = 2 x 2500/100 = 50, df 1
  const Pool both = pool(std::vector{one, other});
  CHECK_THAT(both.contradiction, about(50));
  CHECK_THAT(both.variance, about(50 * 50));
}
