// What is not known: a rule is open where an unknown field could change its result, and only there.
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "score/gap_text.hpp"
#include "support/scoring.hpp"

using namespace touchstone;
using namespace touchstone::test;

namespace {

// All answers known and in order; each test forgets something.
AuditBuilder sound() {
  AuditBuilder it = audit();
  it.as_of("2026-11-01").team("shop", Discipline::ux).team("care", Discipline::cx);
  it.person("kim", "shop").person("loner");
  it.touchpoint("pay").discipline(Discipline::ux).level(Level::interaction);
  it.owner("kim").responsible("shop").contributor("care").crosses({"shop", "care"});
  it.authority(true).deputy("shop").feedback_route(true).support_topic(true);
  it.last_sync("2026-10-20").last_review("2026-10-01");
  it.measure("completion", .8).n(50).dated("2026-10-20").baseline(.7).target(.9);
  it.raw().header.known.kpis = true;
  return it;
}

Touchpoint& pay(AuditBuilder& it) {
  return it.raw().touchpoints[0];
}

Ownership& own(AuditBuilder& it) {
  return *pay(it).ownership;
}

// "accountable: O1 O2; authority: O6"
std::string open(const Audit& audit) {
  std::string text;
  for (const NotAsked& field : not_asked(audit, shipped_model(), 0)) {
    text += (text.empty() ? "" : "; ") + field.field + ":";
    for (const int rule : field.rules) text += " O" + std::to_string(rule);
  }
  return text;
}

std::string fired(const Audit& audit) {
  return rules(scored(audit).touchpoints[0].rules.fired);
}

// A pair of KPIs of shop and care that contradict each other.
void contradict(AuditBuilder& it) {
  it.kpi("a").of_team("shop").counts("calls", KpiDirection::down);
  it.kpi("b").of_team("care").counts("calls", KpiDirection::up);
}

}  // namespace

TEST_CASE("with all answers known nothing is open") {
  CHECK(open(sound()).empty());
}

TEST_CASE("unknown accountable: no rule about owners fires, all that could are open") {
  AuditBuilder it = sound();
  own(it).accountable.reset();
  CHECK(fired(it).empty());
  CHECK(open(it) == "accountable: O1 O2 O3 O5 O14 O23");
  own(it).deputy.reset();
  CHECK(open(it) == "accountable: O1 O2 O3 O5 O14 O23 O24");
}

TEST_CASE("an unknown owner does not matter to O5 where the touchpoint is of both disciplines") {
  AuditBuilder it = sound();
  own(it).accountable.reset();
  pay(it).discipline = Discipline::both;
  CHECK(open(it) == "accountable: O1 O2 O3 O14 O23");
}

TEST_CASE("rules silenced by one that fires are not open") {
  AuditBuilder it = sound();
  own(it).accountable->clear();
  own(it).authority.reset();
  CHECK(open(it).empty());
}

TEST_CASE("an unknown rule silences nothing") {
  AuditBuilder it = sound();
  own(it).accountable.reset();
  own(it).authority = false;
  CHECK(fired(it) == "O6");
}

TEST_CASE("unknown responsible, authority") {
  AuditBuilder it = sound();
  own(it).responsible.reset();
  own(it).authority.reset();
  CHECK(open(it) == "responsible: O4; authority: O6");
}

TEST_CASE(
    "O5: a person without a team, a team without discipline, a touchpoint without discipline") {
  AuditBuilder it = sound();
  own(it).accountable = {OwnerId("loner")};
  CHECK(open(it) == "team: O5 O14");
  own(it).accountable = {OwnerId("kim")};
  it.raw().teams[0].discipline.reset();
  CHECK(open(it) == "discipline: O5");
  it.raw().teams[0].discipline = Discipline::ux;
  pay(it).discipline.reset();
  CHECK(open(it) == "discipline: O5");
  it.raw().teams[0].discipline = Discipline::both;
  CHECK(open(it).empty());
}

TEST_CASE("O5 fires on one wrong owner whatever is unknown of another") {
  AuditBuilder it = sound();
  own(it).accountable = {OwnerId("care"), OwnerId("loner")};
  CHECK(fired(it) == "O2 O5 O14");
}

TEST_CASE("unknown measures: O7 to O13 are open, with the level if that is unknown too") {
  AuditBuilder it = sound();
  pay(it).measures.reset();
  CHECK(open(it) == "measures: O7 O8 O9 O10 O11 O12 O13");
  pay(it).level.reset();
  CHECK(open(it) == "level: O8; measures: O7 O8 O9 O10 O11 O12 O13");
}

TEST_CASE("O8: an unknown level or discipline is open only where it could change the result") {
  AuditBuilder it = sound();
  pay(it).level.reset();
  CHECK(open(it) == "level: O8");
  it.measure("ces7").measure("nps");
  // All three families are there, but nps and ces do not belong on a ux interaction.
  CHECK(open(it) == "level: O8");
  pay(it).discipline = Discipline::cx;
  it.raw().teams[0].discipline = Discipline::both;
  CHECK(open(it).empty());
  CHECK(fired(it).empty());
  pay(it).discipline.reset();
  CHECK(open(it) == "discipline: O8; level: O8");
}

TEST_CASE("O8: silenced by vanity metrics alone, an unknown level does not matter") {
  AuditBuilder it = sound();
  (*pay(it).measures)[0].metric = MetricId("clicks");
  pay(it).level.reset();
  CHECK(open(it).empty());
}

TEST_CASE("O12: no dated measure, or no date of the audit") {
  AuditBuilder it = sound();
  (*pay(it).measures)[0].date.reset();
  CHECK(open(it) == "date: O12");
  it.raw().header.as_of.reset();
  CHECK(open(it) == "date: O12; as_of: O12 O25 O27");
}

TEST_CASE("without as_of O25 and O27 are open even where there is no date at all") {
  AuditBuilder it = sound();
  it.raw().header.as_of.reset();
  own(it).last_sync.reset();
  own(it).last_review.reset();
  CHECK(open(it) == "as_of: O12 O25 O27");
  CHECK(fired(it).empty());
}

TEST_CASE("O14: who contributes matters only if teams are crossed") {
  AuditBuilder it = sound();
  own(it).contributors.reset();
  CHECK(open(it) == "contributors: O14");
  own(it).teams_crossed->pop_back();
  CHECK(open(it).empty());
}

TEST_CASE("O14: which teams are crossed matters only if nobody else contributes") {
  AuditBuilder it = sound();
  own(it).teams_crossed.reset();
  CHECK(open(it).empty());
  own(it).contributors->clear();
  CHECK(open(it) == "teams_crossed: O14");
}

TEST_CASE("O14: an unknown owner matters only if somebody contributes") {
  AuditBuilder it = sound();
  own(it).accountable.reset();
  own(it).contributors->clear();
  CHECK(fired(it) == "O14");
}

TEST_CASE("O14: an owner without a team could be of the one team that contributes, not of two") {
  AuditBuilder it = sound();
  pay(it).discipline = Discipline::both;
  own(it).accountable = {OwnerId("loner")};
  CHECK(open(it) == "team: O14");
  own(it).contributors->emplace_back("shop");
  CHECK(open(it).empty());
  CHECK(fired(it).empty());
}

TEST_CASE("O15: a known half may settle it") {
  AuditBuilder it = sound();
  own(it).support_topic.reset();
  CHECK(open(it).empty());
  own(it).feedback_route.reset();
  CHECK(open(it) == "feedback_route: O15; support_topic: O15");
  own(it).support_topic = true;
  CHECK(open(it) == "feedback_route: O15");
  own(it).support_topic = false;
  CHECK(open(it).empty());
}

TEST_CASE("O20: a list of KPIs that is missing is open, one that is empty is clear") {
  AuditBuilder it = sound();
  it.raw().header.known.kpis = false;
  CHECK(open(it) == "kpis: O20");
  own(it).accountable->clear();
  own(it).contributors->clear();
  own(it).teams_crossed->clear();
  CHECK(open(it).empty());
}

TEST_CASE("O20: who takes part matters only if KPIs contradict each other") {
  AuditBuilder it = sound();
  own(it).contributors.reset();
  own(it).teams_crossed->clear();
  CHECK(open(it).empty());
  contradict(it);
  CHECK(open(it) == "contributors: O20");
}

TEST_CASE("O20: a person without a team could complete a conflict") {
  AuditBuilder it = sound();
  pay(it).discipline = Discipline::both;
  own(it).teams_crossed->clear();
  own(it).accountable = {OwnerId("loner")};
  contradict(it);
  CHECK(open(it) == "team: O20");
  own(it).contributors->clear();  // then one person would have to be in two teams
  CHECK(open(it).empty());
}

TEST_CASE("O20: a KPI without team, quantity or direction leaves nothing open") {
  AuditBuilder it = sound();
  it.kpi("a").of_team("shop").counts("calls", KpiDirection::down);
  it.kpi("b").of_team("care").counts("calls", std::nullopt);
  it.kpi("c").counts("calls", KpiDirection::up);
  CHECK(fired(it).empty());
  CHECK(open(it).empty());
}

TEST_CASE("O25: which teams are crossed matters only if the sync is late") {
  AuditBuilder it = sound();
  own(it).teams_crossed.reset();
  CHECK(open(it).empty());
  own(it).last_sync.reset();
  CHECK(open(it) == "teams_crossed: O25");
}

TEST_CASE("where nobody asked, the rules it stands for are not open") {
  AuditBuilder it = sound();
  pay(it).ownership.reset();
  pay(it).discipline.reset();
  it.raw().header.known.kpis = false;
  it.raw().header.as_of.reset();
  CHECK(fired(it) == "O19");
  CHECK(open(it) == "as_of: O12");
}

TEST_CASE("accepting that nobody asked changes nothing in what is open") {
  AuditBuilder it = sound();
  pay(it).ownership.reset();
  it.accept("pay", "O19");
  CHECK(open(it).empty());
}

TEST_CASE("unknown KPIs keep the rules of the audit level from firing") {
  AuditBuilder it = sound();
  it.touchpoint("call").discipline(Discipline::cx);
  CHECK(scored(it).audit_gaps.size() == 1);
  it.raw().header.known.kpis = false;
  CHECK(scored(it).audit_gaps.empty());
}

TEST_CASE("the scores keep which rules are open") {
  AuditBuilder it = sound();
  own(it).authority.reset();
  CHECK(rules(scored(it).touchpoints[0].rules.unknown) == "O6");
}
