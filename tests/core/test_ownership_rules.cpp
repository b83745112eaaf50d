// The ownership rules one by one: what makes each fire, what silences it.
#include <algorithm>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "score/gap_text.hpp"
#include "support/scoring.hpp"

using namespace touchstone;
using namespace touchstone::test;

namespace {

// A touchpoint where nothing fires: add or change one thing and see.
AuditBuilder sound() {
  AuditBuilder it = audit();
  it.as_of("2026-11-01").team("shop", Discipline::ux).team("care", Discipline::cx);
  for (const char* name : {"kim", "lee", "max", "noa", "oli", "pat"}) it.person(name, "shop");
  it.touchpoint("pay").discipline(Discipline::ux).level(Level::interaction);
  it.owner("kim").responsible("shop").contributor("care").crosses({"shop", "care"});
  it.authority(true).deputy("lee").feedback_route(true).support_topic(true);
  it.last_sync("2026-10-20").last_review("2026-10-01");
  it.measure("completion", .8).n(50).dated("2026-10-20").baseline(.7).target(.9);
  it.raw().header.known.kpis = true;
  return it;
}

Ownership& own(AuditBuilder& it) {
  return *it.raw().touchpoints[0].ownership;
}

std::vector<Measure>& measures(AuditBuilder& it) {
  return *it.raw().touchpoints[0].measures;
}

std::string fired(const Audit& audit, std::size_t touchpoint = 0) {
  return rules(scored(audit).touchpoints.at(touchpoint).rules.fired);
}

double severity(const Audit& audit, int rule) {
  return severity_of(rule, scored(audit).touchpoints[0].rules, shipped_model());
}

}  // namespace

TEST_CASE("a touchpoint in order has no gap") {
  const Scores scores = scored(sound());
  CHECK(fired(sound()).empty());
  CHECK(scores.touchpoints[0].ownership_gap == 0);
  CHECK(scores.touchpoints[0].rules.unknown == 0);
}

TEST_CASE("O1: an empty list of accountable") {
  AuditBuilder it = sound();
  own(it).accountable->clear();
  CHECK(fired(it) == "O1");
}

TEST_CASE("O1 silences O2, O3, O5, O6, O23 and O24") {
  AuditBuilder it = sound();
  own(it).accountable->clear();
  own(it).authority = false;
  own(it).deputy.reset();
  CHECK(fired(it) == "O1");
}

TEST_CASE("O2: more than one accountable, counted by distinct ids") {
  AuditBuilder it = sound();
  own(it).accountable->emplace_back("kim");
  CHECK(fired(it).empty());
  own(it).accountable->emplace_back("lee");
  CHECK(fired(it) == "O2");
}

TEST_CASE("O3: one accountable, and it is a team") {
  AuditBuilder it = sound();
  own(it).accountable = {OwnerId("shop")};
  CHECK(fired(it) == "O3");
  own(it).accountable->emplace_back("care");
  CHECK(fired(it) == "O2 O5 O14");
}

TEST_CASE("O4: nobody responsible") {
  AuditBuilder it = sound();
  own(it).responsible->clear();
  CHECK(fired(it) == "O4");
}

TEST_CASE("O5: an owner's team of the other discipline, a person counting as their team") {
  AuditBuilder it = sound();
  it.raw().teams[0].discipline = Discipline::cx;
  CHECK(fired(it) == "O5");
  it.raw().touchpoints[0].discipline = Discipline::cx;
  it.raw().teams[0].discipline = Discipline::ux;
  CHECK(fired(it).find("O5") != std::string::npos);
}

TEST_CASE("O5: teams of both disciplines, and touchpoints of both, are never wrong") {
  AuditBuilder it = sound();
  it.raw().teams[0].discipline = Discipline::both;
  CHECK(fired(it).empty());
  it.raw().teams[0].discipline = Discipline::cx;
  it.raw().touchpoints[0].discipline = Discipline::both;
  CHECK(fired(it).empty());
}

TEST_CASE("O5: one wrong owner among several is enough") {
  AuditBuilder it = sound();
  own(it).accountable->emplace_back("care");
  CHECK(fired(it) == "O2 O5 O14");
}

TEST_CASE("O6: an owner without authority") {
  AuditBuilder it = sound();
  own(it).authority = false;
  CHECK(fired(it) == "O6");
}

TEST_CASE("O7: no measures, which silences O8 to O13") {
  AuditBuilder it = sound();
  measures(it).clear();
  CHECK(fired(it) == "O7");
}

TEST_CASE("O8: no measure of the level's family; one that fits is enough") {
  AuditBuilder it = sound();
  it.raw().touchpoints[0].level = Level::journey;
  CHECK(fired(it) == "O8");
  it.measure("abandonment", .3);
  CHECK(fired(it).empty());
}

TEST_CASE("O8: loyalty, satisfaction and effort scores on a ux interaction") {
  for (const char* metric : {"nps", "csat_top2", "csat_mean", "ces7", "ces5", "effort10"}) {
    CAPTURE(metric);
    AuditBuilder it = sound();
    it.measure(metric);
    CHECK(fired(it) == "O8");
    it.raw().touchpoints[0].discipline = Discipline::both;
    CHECK(fired(it).empty());
  }
}

TEST_CASE("O8: sus on a cx touchpoint") {
  AuditBuilder it = sound();
  it.raw().touchpoints[0].discipline = Discipline::cx;
  it.raw().teams[0].discipline = Discipline::cx;
  CHECK(fired(it).empty());
  it.measure("sus");
  CHECK(fired(it) == "O8");
}

TEST_CASE("O9: only vanity metrics, which silences O8 and leaves too little data") {
  AuditBuilder it = sound();
  measures(it)[0].metric = MetricId("page_views");
  CHECK(fired(it) == "O9 O13");
  it.measure("seq").n(100);
  CHECK(fired(it).empty());
}

TEST_CASE("O10 and O11: no measure has a baseline, none a target") {
  AuditBuilder it = sound();
  measures(it)[0].baseline.reset();
  CHECK(fired(it) == "O10");
  measures(it)[0].target.reset();
  CHECK(fired(it) == "O10 O11");
  it.measure("seq").baseline(4).measure("seq").target(6);
  CHECK(fired(it).empty());
}

TEST_CASE("O12: older than the cadence, strictly, and more severe beyond twice of it") {
  AuditBuilder it = sound();
  measures(it)[0].date = day("2026-08-02");  // 91 days, the cadence of ux
  CHECK(fired(it).empty());
  measures(it)[0].date = day("2026-08-01");
  CHECK(fired(it) == "O12");
  CHECK(severity(it, 12) == 15);
  measures(it)[0].date = day("2026-05-03");  // 182 days
  CHECK(severity(it, 12) == 15);
  measures(it)[0].date = day("2026-05-02");
  CHECK(severity(it, 12) == 30);
}

TEST_CASE("O12: the newest dated measure decides, on one day the longest cadence") {
  AuditBuilder it = sound();
  measures(it)[0].date = day("2020-01-01");
  it.measure("page_views").dated("2026-10-01");  // 31 days at a cadence of 30
  CHECK(fired(it) == "O12");
  it.measure("seq").dated("2026-10-01");
  CHECK(fired(it).empty());
}

TEST_CASE("O12: severities the wrong way round still give the higher one") {
  AuditBuilder it = sound();
  it.overriding("/rules/O12/severity", "[40,20]");
  measures(it)[0].date = day("2020-01-01");
  const Audit audit = it;
  const Model model = *effective_model(shipped_model(), audit.header.overrides);
  CHECK(severity_of(12, scored(audit).touchpoints[0].rules, model) == 40);
}

TEST_CASE("O13: no measure reaches its least n; an unknown n does not") {
  AuditBuilder it = sound();
  measures(it)[0].n = 4;
  CHECK(fired(it) == "O13");
  measures(it)[0].n = 5;
  CHECK(fired(it).empty());
  measures(it)[0].n.reset();
  CHECK(fired(it) == "O13");
}

TEST_CASE("O14: two teams crossed and no contributor but the owner's team") {
  AuditBuilder it = sound();
  own(it).contributors = {OwnerId("shop")};
  CHECK(fired(it) == "O14");
  own(it).contributors->clear();
  CHECK(fired(it) == "O14");
  own(it).teams_crossed = {OwnerId("shop"), OwnerId("shop")};
  CHECK(fired(it).empty());
}

TEST_CASE("O14: without an owner any contributor clears it") {
  AuditBuilder it = sound();
  own(it).accountable->clear();
  own(it).contributors = {OwnerId("shop")};
  CHECK(fired(it) == "O1");
  own(it).contributors->clear();
  CHECK(fired(it) == "O1 O14");
}

TEST_CASE("O15: a support topic without a feedback route") {
  AuditBuilder it = sound();
  own(it).feedback_route = false;
  CHECK(fired(it) == "O15");
  own(it).support_topic = false;
  CHECK(fired(it).empty());
}

TEST_CASE("O16, O17, O18: hand-offs without receiver, context, response time") {
  AuditBuilder it = sound();
  it.handoff("pay", "call").receiver("care").passes_on("the order").answers_within(4);
  it.handoff("call", "pay").passes_on_nothing();
  it.handoff("pay", "mail").receiver("care");
  const Scores scores = scored(it);
  CHECK(rules(scores.handoffs[0].rules.fired).empty());
  CHECK(scores.handoffs[0].gap == 0);
  CHECK(rules(scores.handoffs[1].rules.fired) == "O16 O17 O18");
  CHECK_THAT(scores.handoffs[1].gap, about(100 * (1 - .45 * .6 * .65)));
  CHECK(rules(scores.handoffs[2].rules.fired) == "O17 O18");
}

TEST_CASE("O19: nobody asked; the rules of measures are still judged") {
  AuditBuilder it = sound();
  it.raw().touchpoints[0].ownership.reset();
  measures(it)[0].target.reset();
  CHECK(fired(it) == "O11 O19");
}

TEST_CASE("O20: two KPIs of teams that take part count the same in opposite directions") {
  AuditBuilder it = sound();
  it.kpi("speed").of_team("shop").counts("calls", KpiDirection::down);
  it.kpi("sales").of_team("care").counts("calls", KpiDirection::up);
  CHECK(fired(it) == "O20");
  own(it).contributors = {OwnerId("third")};
  it.team("third");
  CHECK(fired(it).empty());
}

TEST_CASE("O20: quantities are compared as exact text, and one team may contradict itself") {
  AuditBuilder it = sound();
  it.kpi("a").of_team("shop").counts("calls", KpiDirection::down);
  it.kpi("b").of_team("shop").counts("Calls", KpiDirection::up);
  CHECK(fired(it).empty());
  it.kpi("c").of_team("shop").counts("calls", KpiDirection::up);
  CHECK(fired(it) == "O20");
}

TEST_CASE("O20: a declared conflict counts, from either side, unless a KPI is incomplete") {
  AuditBuilder it = sound();
  it.kpi("a").of_team("shop").counts("calls", KpiDirection::down);
  it.kpi("b").of_team("care").counts("sales", KpiDirection::down).conflicts_with("a");
  CHECK(fired(it) == "O20");
  it.raw().kpis[0].direction.reset();
  CHECK(fired(it).empty());
}

TEST_CASE("O23: more than seven touchpoints, and more than twice the median owner") {
  AuditBuilder it = sound();
  it.touchpoint("lee has one").owner("lee").touchpoint("max has one").owner("max");
  for (int i = 0; i < 7; ++i) it.touchpoint("more " + std::to_string(i)).owner("kim");
  CHECK(fired(it) == "O23");
  it.raw().touchpoints.pop_back();
  CHECK(fired(it).empty());
}

TEST_CASE("O23: the median counts every id in any list of accountable") {
  AuditBuilder it = sound();
  for (int i = 0; i < 8; ++i) it.touchpoint("kim " + std::to_string(i)).owner("kim");
  for (int i = 0; i < 5; ++i) it.touchpoint("lee " + std::to_string(i)).owner("lee");
  // kim 9, lee 5: the median is 7, nobody has more than 14.
  CHECK(fired(it).empty());
  it.touchpoint("max").owner("max").touchpoint("noa").owner("noa");
  // 9, 5, 1, 1: the median is 3, so 7 is the most.
  CHECK(fired(it) == "O23");
}

TEST_CASE("O24: a person without a deputy, less severe among five people or fewer") {
  AuditBuilder it = sound();
  own(it).deputy.reset();
  CHECK(fired(it) == "O24");
  CHECK(severity(it, 24) == 25);
  it.raw().people.pop_back();
  CHECK(severity(it, 24) == 10);
}

TEST_CASE("O25: teams crossed and no sync, or one more than 31 days ago") {
  AuditBuilder it = sound();
  own(it).last_sync = day("2026-10-01");  // 31 days
  CHECK(fired(it).empty());
  own(it).last_sync = day("2026-09-30");
  CHECK(fired(it) == "O25");
  own(it).last_sync.reset();
  CHECK(fired(it) == "O25");
  own(it).teams_crossed->pop_back();
  CHECK(fired(it).empty());
}

TEST_CASE("O27: no review, or one more than 92 days ago") {
  AuditBuilder it = sound();
  own(it).last_review = day("2026-08-01");  // 92 days
  CHECK(fired(it).empty());
  own(it).last_review = day("2026-07-31");
  CHECK(fired(it) == "O27");
  own(it).last_review.reset();
  CHECK(fired(it) == "O27");
}

TEST_CASE("O21: ux and cx touchpoints, and no KPI is shared") {
  AuditBuilder it = sound();
  CHECK(scored(it).audit_gaps.empty());
  it.touchpoint("call").discipline(Discipline::cx);
  REQUIRE(scored(it).audit_gaps.size() == 1);
  CHECK(scored(it).audit_gaps[0].rule == 21);
}

TEST_CASE("O21: a touchpoint of both counts as either") {
  AuditBuilder it = sound();
  it.touchpoint("call").discipline(Discipline::both);
  CHECK(scored(it).audit_gaps.size() == 1);
  it.raw().touchpoints[1].discipline.reset();
  CHECK(scored(it).audit_gaps.empty());
}

TEST_CASE("O22: one shared KPI is too few, four are too many, two and three are right") {
  AuditBuilder it = sound();
  it.touchpoint("call").discipline(Discipline::cx);
  const double severities[] = {35, 15, 0, 0, 20};
  for (int shared = 0; shared <= 4; ++shared) {
    CAPTURE(shared);
    const std::vector<AuditGap> gaps = scored(it).audit_gaps;
    CHECK((gaps.empty() ? 0 : gaps[0].severity) == severities[shared]);
    it.kpi("kpi " + std::to_string(shared)).shared();
  }
}

TEST_CASE("O26: a stage nobody leads") {
  AuditBuilder it = sound();
  it.stage("led").led_by("shop").stage("orphan");
  const std::vector<AuditGap> gaps = scored(it).audit_gaps;
  REQUIRE(gaps.size() == 1);
  CHECK(gaps[0].rule == 26);
  CHECK(gaps[0].stage == 1);
}

TEST_CASE("an accepted gap leaves the list and G, and still silences") {
  AuditBuilder it = sound();
  own(it).accountable->clear();
  own(it).authority = false;
  own(it).responsible->clear();
  it.accept("pay", "O1");
  const Scores scores = scored(it);
  const RuleFindings& found = scores.touchpoints[0].rules;
  CHECK(rules(found.fired) == "O1 O4");
  CHECK(rules(found.listed()) == "O4");
  CHECK_THAT(scores.touchpoints[0].ownership_gap, about(45));
  CHECK(accepted_gaps(found, shipped_model()).size() == 1);
}

TEST_CASE("where an id names a touchpoint and a hand-off the rule decides which gap is accepted") {
  AuditBuilder it = sound();
  it.handoff("pay", "call");
  it.raw().handoffs[0].id = HandoffId("pay");
  own(it).responsible->clear();
  it.accept("pay", "O16");
  const Scores scores = scored(it);
  CHECK(rules(scores.handoffs[0].rules.listed()) == "O17 O18");
  CHECK(rules(scores.touchpoints[0].rules.listed()) == "O4");
}

TEST_CASE("gaps of the journey and of stages can be accepted") {
  AuditBuilder it = sound();
  it.stage("orphan").touchpoint("call").discipline(Discipline::cx);
  it.accept({}, "O21").accept("orphan", "O26");
  for (const AuditGap& gap : scored(it).audit_gaps) CHECK(gap.accepted);
  CHECK(scored(it).audit_gaps.size() == 2);
}

TEST_CASE("contributions of gaps sum to G") {
  AuditBuilder it = sound();
  own(it).responsible->clear();
  own(it).authority = false;
  own(it).deputy.reset();
  const TouchpointScore score = scored(it).touchpoints[0];
  double sum = 0;
  for (const Gap& gap : listed_gaps(score.rules, shipped_model())) sum += gap.contribution;
  CHECK_THAT(sum, about(score.ownership_gap));
  CHECK_THAT(score.ownership_gap, about(100 * (1 - .55 * .7 * .75)));
}

TEST_CASE("unrecorded hand-offs: neighbours of different teams, only where hand-offs are listed") {
  AuditBuilder it = audit();
  it.team("shop").team("care").person("kim", "care").stage("one").stage("two");
  it.touchpoint("c").in_stage("two").owner("kim");
  it.touchpoint("a").in_stage("one").owner("shop").touchpoint("b").in_stage("one").owner("shop");
  CHECK(scored(it).unrecorded_handoffs.empty());
  it.raw().header.known.handoffs = true;
  CHECK(scored(it).unrecorded_handoffs == std::vector<UnrecordedHandoff>{{2, 0}});
  it.handoff("c", "b");  // the wrong way round
  CHECK(scored(it).unrecorded_handoffs.size() == 1);
  it.handoff("b", "c");
  CHECK(scored(it).unrecorded_handoffs.empty());
}

TEST_CASE("unrecorded hand-offs: a team in common, or no known team, is no change of hands") {
  AuditBuilder it = audit();
  it.raw().header.known.handoffs = true;
  it.team("shop").team("care").person("loner");
  it.touchpoint("a").owner("shop").touchpoint("b").owner("care").owner("shop");
  it.touchpoint("c").owner("loner").touchpoint("d").owner("care");
  CHECK(scored(it).unrecorded_handoffs.empty());
}

TEST_CASE("every rule's sentence names its thing and leaves no placeholder") {
  AuditBuilder it = sound();
  own(it).accountable = {OwnerId("care"), OwnerId("kim")};
  own(it).responsible->clear();
  own(it).authority = false;
  own(it).deputy.reset();
  own(it).feedback_route = false;
  own(it).last_sync.reset();
  own(it).last_review.reset();
  measures(it)[0].date = day("2020-01-01");
  it.kpi("a").of_team("shop").counts("calls", KpiDirection::down);
  it.kpi("b").of_team("care").counts("calls", KpiDirection::up);
  for (int i = 0; i < 9; ++i) it.touchpoint("more " + std::to_string(i)).owner("kim");
  const Audit audit = it;
  const Scores scores = scored(audit);
  for (int rule = 1; rule <= k_rule_count; ++rule) {
    if (shipped_model().rule(rule).level != RuleLevel::touchpoint) continue;
    CAPTURE(rule);
    if (rule == 14 || rule == 19 || contains(scores.touchpoints[0].rules.fired, rule)) {
      const GapText text = touchpoint_gap_text(audit, shipped_model(), 0, rule);
      CHECK(text.message.find('{') == std::string::npos);
      CHECK(text.remedy.find('{') == std::string::npos);
      const std::string lower = text.message + text.remedy;
      CHECK((lower.find("pay") != std::string::npos || lower.find("Pay") != std::string::npos));
    }
  }
}

TEST_CASE("sentences carry names, numbers and days") {
  AuditBuilder it = sound();
  it.raw().touchpoints[0].name = "Refund call";
  measures(it)[0].date = day("2026-07-01");
  own(it).contributors->clear();
  const Audit audit = it;
  const Scores scores = scored(audit);
  CHECK(touchpoint_gap_text(audit, shipped_model(), 0, 12).message ==
        "The newest figure for Refund call is 123 days old.");
  CHECK(touchpoint_gap_text(audit, shipped_model(), 0, 14).message ==
        "Customers pass through 2 teams at Refund call, but only the owner's team works on it.");
}

TEST_CASE("a sentence that begins with a name begins with a capital, unless the name is mixed") {
  AuditBuilder it = sound();
  own(it).accountable = {OwnerId("shop")};
  it.raw().touchpoints[0].name = "checkout";
  const Scores scores = scored(it);
  CHECK(touchpoint_gap_text(it.build(), shipped_model(), 0, 3).message ==
        "Checkout belongs to the team shop, but to no person in it.");
  it.raw().touchpoints[0].name = "iPhone app";
  CHECK(touchpoint_gap_text(it.build(), shipped_model(), 0, 3).message.starts_with("iPhone"));
}
