#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "document/document.hpp"
#include "document/edits.hpp"
#include "document/read.hpp"
#include "document/write.hpp"
#include "support/audit_builder.hpp"
#include "support/documents.hpp"

using namespace touchstone;
using namespace touchstone::test;

namespace {

// Two touchpoints with all that can hang on them.
Audit tangled() {
  return audit()
      .as_of("2026-11-01")
      .stage("help")
      .led_by("care")
      .channel("phone", ChannelKind::human)
      .person("ann", "care")
      .persona("newcomer")
      .touchpoint("call")
      .in_stage("help")
      .on_channel("phone")
      .met_by("newcomer")
      .owner("ann")
      .responsible("care")
      .contributor("care")
      .crosses({"care", "billing"})
      .deputy("ann")
      .rated("effort", 3, "bob")
      .rated("overall", 2, "eve")
      .touchpoint("refund")
      .in_stage("help")
      .rated("effort", 1, "bob")
      .handoff("call", "refund")
      .giver("care")
      .receiver("billing")
      .kpi("speed")
      .of_team("care")
      .kpi("quality")
      .conflicts_with("speed")
      .fix("script", 2)
      .done_by("ann")
      .reduces("call", .4)
      .reduces("refund", .1)
      .fix("training", 5)
      .requires_fix("script")
      .fix("outsource", 1)
      .excludes("script")
      .accept("call", "O1")
      .accept("call -> refund", "O16")
      .accept("help", "O26")
      .accept(std::nullopt, "O21");
}

Document open(Audit audit) {
  return Document(std::move(audit), shipped_model());
}

// Applies the command, checks that the result is a valid document and that undoing gives the bytes
// there were, and leaves it applied.
void apply_and_check(Document& document, const Command& command) {
  const std::string before = write_audit(document.audit());
  REQUIRE_FALSE(command.empty());
  REQUIRE(pointers_of(document.apply(command)).empty());
  const std::string after = write_audit(document.audit());
  CHECK(after != before);
  const Result<Audit> back = read(after);
  for (const Problem& problem : back.problems()) UNSCOPED_INFO(problem.pointer + problem.message);
  REQUIRE(back);
  REQUIRE(document.apply(inverse(command)).empty());
  CHECK(write_audit(document.audit()) == before);
  REQUIRE(document.apply(command).empty());
}

template <class T, class TypedId>
std::size_t at(const std::vector<T>& list, const TypedId& id) {
  const auto place = place_of(list, id);
  REQUIRE(place);
  return *place;
}

using Pointers = std::vector<std::string>;

}  // namespace

TEST_CASE("an element is added at its place, and its list is known from then on") {
  Document document = open(audit().touchpoint("a").touchpoint("c"));
  Touchpoint added;
  added.id = TouchpointId("b");
  apply_and_check(document, insert_element(document, added, "Add touchpoint b", 1));
  CHECK(document.audit().touchpoints[1].id.text == "b");
  CHECK(document.audit().header.known.touchpoints);
}

TEST_CASE("an element with an id that is taken is refused and nothing changes") {
  Document document = open(audit().team("care").touchpoint("a"));
  const Audit before = document.audit();
  Touchpoint twin;
  twin.id = TouchpointId("a");
  CHECK(pointers_of(document.apply(insert_element(document, twin, "Add"))) ==
        Pointers{"/touchpoints/1/id"});
  Person person;
  person.id = OwnerId("care");
  CHECK(pointers_of(document.apply(insert_element(document, person, "Add"))) ==
        Pointers{"/people/0/id"});
  CHECK(document.audit() == before);
}

TEST_CASE("a change that would leave the document invalid is refused and nothing changes") {
  Document document = open(tangled());
  const Audit before = document.audit();
  const auto refused = [&](Command command) { return pointers_of(document.apply(command)); };

  Touchpoint lost = before.touchpoints[0];
  lost.stage = StageId("nowhere");
  CHECK(refused(replace_element(document, 0, lost, "")) == Pointers{"/touchpoints/0/stage"});
  Touchpoint negative = before.touchpoints[0];
  negative.volume = -1;
  CHECK(refused(replace_element(document, 0, negative, "")) == Pointers{"/touchpoints/0/volume"});
  Touchpoint renamed = before.touchpoints[1];
  renamed.id = TouchpointId("other");
  CHECK_FALSE(refused(replace_element(document, 1, renamed, "")).empty());
  Fix circular = before.fixes[0];
  circular.requires_fixes.emplace_back("training");
  CHECK(refused(replace_element(document, 0, circular, "")) == Pointers{"/fixes/1/requires/0"});
  Handoff loop = before.handoffs[0];
  loop.to = loop.from;
  CHECK(refused(replace_element(document, 0, loop, "")) == Pointers{"/handoffs/0/to"});
  Header goals = before.header;
  goals.goals = {GoalId("world_peace")};
  CHECK(refused(change_header(document, goals, "")) == Pointers{"/goals/0"});
  const Command bare{"", {ListEdit<Stage>{0, before.stages[0], std::nullopt}}, ""};
  CHECK(refused(bare) == Pointers{"/stages/0"});

  CHECK(document.audit() == before);
  CHECK(document.index().is_consistent());
}

TEST_CASE("a command made for another state of the audit is refused and nothing changes") {
  Document document = open(tangled());
  const Command rename = [&] {
    Touchpoint after = document.audit().touchpoints[0];
    after.name = "Phone call";
    return replace_element(document, 0, after, "Rename");
  }();
  REQUIRE(document.apply(rename).empty());
  const Audit before = document.audit();
  CHECK(pointers_of(document.apply(rename)) == Pointers{"/touchpoints/0"});
  const Command far{"", {ListEdit<Stage>{9, before.stages[0], std::nullopt}}, ""};
  CHECK(pointers_of(document.apply(far)) == Pointers{"/stages/9"});
  CHECK(document.audit() == before);
}

TEST_CASE("overrides change the model, and bad ones leave it as it was") {
  Document document = open(tangled());
  Header header = document.audit().header;
  header.overrides = {{"/factors/trust/weight", "3"}};
  apply_and_check(document, change_header(document, header, "Weigh trust"));
  CHECK(document.model().factor(FactorId("trust"))->weight == 3);
  header.overrides = {{"/factors/happiness/weight", "3"}};
  CHECK(pointers_of(document.apply(change_header(document, header, ""))) ==
        Pointers{"/overrides/~1factors~1happiness~1weight"});
  CHECK(document.model().factor(FactorId("trust"))->weight == 3);
  header.overrides.clear();
  apply_and_check(document, change_header(document, header, "Weigh as shipped"));
  CHECK(document.model().factor(FactorId("trust"))->weight == 1);
}

TEST_CASE("an erased touchpoint takes its ratings, hand-offs, effects and accepted gaps along") {
  Document document = open(tangled());
  const Audit& audit = document.audit();
  apply_and_check(document,
                  erase_element<Touchpoint>(document, at(audit.touchpoints, TouchpointId("call")),
                                            "Delete call"));
  CHECK(audit.touchpoints.size() == 1);
  CHECK(audit.ratings.size() == 1);
  CHECK(audit.handoffs.empty());
  CHECK(audit.fixes[0].effects.size() == 1);
  REQUIRE(audit.accepted_gaps.size() == 2);
  CHECK(audit.accepted_gaps[0].target == "help");
  CHECK_FALSE(audit.accepted_gaps[1].target);
}

TEST_CASE(
    "touchpoints of an erased stage or channel have none, and the stage's accepted gap goes") {
  Document document = open(tangled());
  const Audit& audit = document.audit();
  apply_and_check(document, erase_element<Stage>(document, 0, "Delete stage"));
  CHECK_FALSE(audit.touchpoints[0].stage);
  CHECK_FALSE(audit.touchpoints[1].stage);
  CHECK(audit.accepted_gaps.size() == 3);
  apply_and_check(document, erase_element<Channel>(document, 0, "Delete channel"));
  CHECK_FALSE(audit.touchpoints[0].channel);
}

TEST_CASE("an erased team is named nowhere any more") {
  Document document = open(tangled());
  const Audit& audit = document.audit();
  apply_and_check(document,
                  erase_element<Team>(document, at(audit.teams, OwnerId("care")), "Delete team"));
  const Ownership& ownership = *audit.touchpoints[0].ownership;
  CHECK_FALSE(audit.stages[0].lead);
  CHECK_FALSE(audit.people[0].team);
  CHECK(ownership.responsible->empty());
  CHECK(ownership.contributors->empty());
  CHECK(ownership.teams_crossed->size() == 1);
  CHECK(ownership.accountable->size() == 1);
  CHECK_FALSE(audit.handoffs[0].giver);
  CHECK(audit.handoffs[0].receiver);
  CHECK_FALSE(audit.kpis[0].team);
}

TEST_CASE("an erased person owns nothing any more") {
  Document document = open(tangled());
  const Audit& audit = document.audit();
  apply_and_check(document, erase_element<Person>(document, 0, "Delete person"));
  CHECK(audit.touchpoints[0].ownership->accountable->empty());
  CHECK_FALSE(audit.touchpoints[0].ownership->deputy);
  CHECK_FALSE(audit.fixes[0].owner);
}

TEST_CASE("erased raters, personas, KPIs, fixes and hand-offs leave no trace") {
  Document document = open(tangled());
  const Audit& audit = document.audit();
  apply_and_check(document,
                  erase_element<Rater>(document, at(audit.raters, RaterId("bob")), "Delete rater"));
  CHECK(audit.ratings.size() == 1);
  apply_and_check(document, erase_element<Persona>(document, 0, "Delete persona"));
  CHECK(audit.touchpoints[0].personas->empty());
  apply_and_check(document, erase_element<Kpi>(document, 0, "Delete KPI"));
  CHECK(audit.kpis[0].conflicts_with.empty());
  apply_and_check(document, erase_element<Fix>(document, 0, "Delete fix"));
  CHECK(audit.fixes[0].requires_fixes.empty());
  CHECK(audit.fixes[1].excludes.empty());
  apply_and_check(document, erase_element<Handoff>(document, 0, "Delete hand-off"));
  CHECK(audit.accepted_gaps.size() == 3);
}

TEST_CASE("several elements are erased in one step") {
  Document document = open(tangled());
  const std::vector<std::size_t> both = {1, 0};
  apply_and_check(document, erase_elements<Touchpoint>(document, both, "Delete 2 touchpoints"));
  CHECK(document.audit().touchpoints.empty());
  CHECK(document.audit().ratings.empty());
  CHECK(document.audit().handoffs.empty());
}

TEST_CASE("an accepted gap stays while a hand-off keeps the id that an erased touchpoint had") {
  Document document =
      open(*read(test::document({{"touchpoints", R"([{"id":"a"},{"id":"b"},{"id":"h"}])"},
                                 {"accepted_gaps", R"([{"target":"h","rule":"O16"}])"}})));
  apply_and_check(document, erase_element<Touchpoint>(document, 2, "Delete touchpoint"));
  CHECK(document.audit().accepted_gaps.size() == 1);
  apply_and_check(document, erase_element<Handoff>(document, 0, "Delete hand-off"));
  CHECK(document.audit().accepted_gaps.empty());
}

TEST_CASE("an element moves and keeps what refers to it") {
  Document document =
      open(audit().stage("one").stage("two").stage("three").touchpoint("a").in_stage("one"));
  apply_and_check(document, move_element<Stage>(document, 0, 2, "Move stage"));
  CHECK(document.audit().stages[2].id.text == "one");
  CHECK(document.audit().touchpoints[0].stage == StageId("one"));
  apply_and_check(document, move_element<Stage>(document, 2, 1, "Move stage"));
  CHECK(document.audit().stages[1].id.text == "one");
}

TEST_CASE("a rating is added, changed and taken back") {
  Document document = open(audit().touchpoint("call").rater("bob"));
  const Audit& audit = document.audit();
  const auto rate = [&](std::optional<double> score) {
    return set_rating(document, RaterId("bob"), TouchpointId("call"), FactorId("effort"), score,
                      day("2026-11-22"), "Rate effort of call");
  };
  apply_and_check(document, rate(3));
  REQUIRE(audit.ratings.size() == 1);
  CHECK(audit.ratings[0].score == 3);
  CHECK(audit.ratings[0].date == day("2026-11-22"));
  apply_and_check(document, rate(1));
  REQUIRE(audit.ratings.size() == 1);
  CHECK(audit.ratings[0].score == 1);
  CHECK(rate(1).empty());
  apply_and_check(document, rate(std::nullopt));
  CHECK(audit.ratings.empty());
  CHECK(rate(std::nullopt).empty());
}

TEST_CASE("a rating changes where the last word was spoken, and all words are taken back") {
  Document document = open(audit().touchpoint("call").rated("effort", 1).rated("effort", 2));
  const auto rate = [&](std::optional<double> score) {
    return set_rating(document, RaterId("rater 1"), TouchpointId("call"), FactorId("effort"), score,
                      std::nullopt, "Rate");
  };
  apply_and_check(document, rate(4));
  CHECK(document.audit().ratings[0].score == 1);
  CHECK(document.audit().ratings[1].score == 4);
  apply_and_check(document, rate(std::nullopt));
  CHECK(document.audit().ratings.empty());
}

TEST_CASE("a new id comes from the name and is free") {
  const Document document = open(audit().touchpoint("refund-call").team("care").stage("use"));
  const AuditIndex& index = document.index();
  CHECK(new_id(index, IdSpace::touchpoint, "Sign-up form (mobile)") == "sign-up-form-mobile");
  CHECK(new_id(index, IdSpace::touchpoint, "Refund call") == "refund-call-2");
  CHECK(new_id(index, IdSpace::owner, "Care") == "care-2");
  CHECK(new_id(index, IdSpace::team, "Care") == "care-2");
  CHECK(new_id(index, IdSpace::touchpoint, "\xE2\x82\xAC") == "touchpoint");
  CHECK(new_id(index, IdSpace::touchpoint, "use") == "use-2");
  CHECK(new_id(index, IdSpace::channel, "use") == "use");
}

TEST_CASE("new ids stay free among many of the same name") {
  Document document = open(Audit{});
  for (int i = 0; i < 200; ++i) {
    Touchpoint touchpoint;
    touchpoint.id = TouchpointId(new_id(document.index(), IdSpace::touchpoint, "New touchpoint"));
    REQUIRE(document.apply(insert_element(document, touchpoint, "Add touchpoint")).empty());
  }
  CHECK(document.audit().touchpoints.size() == 200);
}
