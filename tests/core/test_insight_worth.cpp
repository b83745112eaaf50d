// Money, priorities, and where to look next.
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "insight/evidence_plan.hpp"
#include "insight/priorities.hpp"
#include "insight/worth.hpp"
#include "score/score.hpp"
#include "support/audit_builder.hpp"
#include "support/insight_scores.hpp"

using namespace touchstone;
using namespace touchstone::test;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using Keys = std::vector<std::string>;

namespace {

Economics economics(double margin, double retention, double discount, double contact) {
  Economics result;
  result.margin_per_month = margin;
  result.retention_monthly = retention;
  result.discount_monthly = discount;
  result.cost_per_contact = contact;
  return result;
}

}  // namespace

TEST_CASE("Worth: a customer is worth m r / (1 + i - r)", "[worth]") {
  CHECK_THAT(*customer_value(economics(10, 0.9, 0.01, 5)).value, WithinRel(9 / 0.11, 1e-12));
  CHECK(customer_value(economics(10, 0, 0.01, 5)).value == 0);
}

TEST_CASE("Worth: missing figures are named, never taken as zero", "[worth]") {
  CHECK(customer_value({}).missing ==
        Keys{"margin_per_month", "retention_monthly", "discount_monthly"});
  Economics half = economics(10, 0.9, 0.01, 5);
  half.discount_monthly.reset();
  half.cost_per_contact.reset();
  Touchpoint touchpoint;
  touchpoint.volume = 100;
  touchpoint.contacts = 3;
  const AtStake stake = at_stake(half, touchpoint);
  CHECK_FALSE(stake.total.value);
  CHECK(stake.total.missing == Keys{"lost_share", "discount_monthly", "cost_per_contact"});
  CHECK(stake.contacts.missing == Keys{"cost_per_contact"});
}

TEST_CASE("Worth: a customer kept for ever without discount has no figure", "[worth]") {
  const Amount value = customer_value(economics(10, 1, 0, 5));
  CHECK_FALSE(value.value);
  CHECK(value.missing.empty());
}

TEST_CASE("Worth: at stake are customers lost and contacts caused", "[worth]") {
  Touchpoint touchpoint;
  touchpoint.volume = 1000;
  touchpoint.lost_share = 0.02;
  touchpoint.contacts = 30;
  const AtStake stake = at_stake(economics(11, 0.9, 0, 5), touchpoint);
  CHECK_THAT(*stake.leaving.value, WithinRel(1000 * 0.02 * 99, 1e-12));
  CHECK_THAT(*stake.contacts.value, WithinRel(150.0, 1e-12));
  CHECK_THAT(*stake.total.value, WithinRel(2130.0, 1e-12));
}

TEST_CASE("Worth: a fix brings its effect's share of what is at stake, and pays back", "[worth]") {
  AuditBuilder builder = audit();
  builder.economics(economics(11, 0.9, 0, 5));
  builder.touchpoint("t").volume(1000).lost_share(0.02).contacts(30);
  builder.fix("f", 1).reduces("t", 0.5).confidence(0.5).cost(5325);
  builder.raw().fixes.back().effects.back().low = 0.2;
  builder.raw().fixes.back().effects.back().high = 0.8;
  builder.fix("no range", 1).reduces("t", 0.5);
  builder.touchpoint("u").fix("unknown", 1).reduces("u", 0.5).cost(10);
  const std::vector<FixWorth> worths = fix_worths(builder);
  CHECK_THAT(*worths[0].benefit.value, WithinRel(532.5, 1e-12));
  CHECK_THAT(*worths[0].low, WithinRel(213.0, 1e-12));
  CHECK_THAT(*worths[0].high, WithinRel(852.0, 1e-12));
  CHECK_THAT(*worths[0].payback.value, WithinRel(10.0, 1e-12));
  CHECK_FALSE(worths[1].low);
  CHECK(worths[1].payback.missing == Keys{"cost"});
  CHECK(worths[2].benefit.missing == Keys{"volume", "lost_share", "contacts"});
  CHECK_FALSE(worths[2].payback.value);
}

TEST_CASE("Priorities: quadrants split at the medians of value and effort", "[priorities]") {
  AuditBuilder builder = audit();
  builder.touchpoint("t").contacts(80).volume(100);
  builder.fix("quick", 1).reduces("t", 0.6).fix("major", 9).reduces("t", 0.7);
  builder.fix("small", 2).reduces("t", 0.1).fix("later", 8).reduces("t", 0.05);
  builder.fix("done", 1).reduces("t", 0.5).status(FixStatus::done);
  const Audit a = builder;
  const FixValues values(a, shipped_model(), scores_with_frictions(a));
  const std::vector<Priority> priorities = prioritise(a, shipped_model(), values);
  CHECK(priorities[0].quadrant == Quadrant::quick_win);
  CHECK(priorities[1].quadrant == Quadrant::major_project);
  CHECK(priorities[2].quadrant == Quadrant::fill_in);
  CHECK(priorities[3].quadrant == Quadrant::not_now);
  CHECK_FALSE(priorities[4].quadrant);
  CHECK_THAT(priorities[0].journey_drop, WithinRel(80 * 0.6, 1e-12));
}

TEST_CASE("Priorities: RICE is reach times impact times confidence by person-months",
          "[priorities]") {
  AuditBuilder builder = audit();
  builder.touchpoint("t").volume(100).touchpoint("u");
  builder.fix("f", 10).reduces("t", 0.5).confidence(0.8);
  builder.fix("no volume", 10).reduces("u", 0.5).fix("no effort").reduces("t", 1);
  builder.fix("free", 0).reduces("t", 0.1);
  const Audit a = builder;
  const FixValues values(a, shipped_model(), scores_with_frictions(a));
  const std::vector<Priority> priorities = prioritise(a, shipped_model(), values);
  CHECK_THAT(*priorities[0].rice, WithinRel(300 * 1 * 0.8 / 0.5, 1e-12));
  CHECK_FALSE(priorities[1].rice);
  CHECK_FALSE(priorities[2].rice);
  CHECK(priorities[2].impact == 3);
  CHECK_FALSE(priorities[3].rice);
  CHECK(priorities[3].impact == 0.25);
}

TEST_CASE("Evidence plan: names the widest factor, a method and how many people",
          "[evidence plan]") {
  AuditBuilder builder = audit();
  builder.touchpoint("known")
      .discipline(Discipline::ux)
      .not_applicable({"efficiency", "errors", "clarity", "speed", "accessibility", "mobile"});
  builder.measure("completion", 0.8).n(5000);
  builder.touchpoint("open").discipline(Discipline::cx).level(Level::journey);
  builder.not_applicable({"resolution", "promise", "continuity", "reliability", "responsiveness"});
  builder.touchpoint("flow")
      .discipline(Discipline::ux)
      .not_applicable({"efficiency", "errors", "clarity", "speed", "accessibility", "mobile"});
  const Model& model = shipped_model();
  const Scores scores = evaluate(builder, model);
  const std::vector<EvidenceAdvice> plan = plan_evidence(model, scores);
  REQUIRE(plan.size() == 2);
  for (const EvidenceAdvice& advice : plan) {
    CHECK(advice.width > k_wide_interval);
    CHECK_FALSE(advice.has_items);
    const Method& method = model.methods[advice.method];
    if (advice.touchpoint == 1) {
      CHECK(model.factors[advice.factor].id.text == "effort");
      CHECK(method.id == "survey_24h");
      CHECK(advice.people == 97);  // +- 10 points of a share
      CHECK_THAT(*advice.margin, WithinAbs(0.0995, 1e-4));
    } else {
      CHECK(model.factors[advice.factor].id.text == "effectiveness");
      CHECK(method.id == "usability_test");
      CHECK(advice.people == 6);  // 5 show 84 % of the problems
      CHECK_THAT(*advice.discovered, WithinAbs(0.892, 1e-3));
    }
  }
}

TEST_CASE("Evidence plan: every factor of the model has a method", "[evidence plan]") {
  const Model& model = shipped_model();
  for (std::size_t i = 0; i < model.factors.size(); ++i) {
    INFO(model.factors[i].id.text);
    CHECK(method_for(model, i));
  }
  CHECK(model.methods[*method_for(model, *model.factor_index("trust"))].id == "interviews");
}
