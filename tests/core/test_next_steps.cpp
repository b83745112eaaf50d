// What an audit says is to be done next: each kind of step, and when it is left out.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "insight/next_steps.hpp"
#include "score/score.hpp"
#include "support/audit_builder.hpp"

using namespace touchstone;
using namespace touchstone::test;

namespace {

std::optional<NextStep> step_of(const Audit& audit, NextStepKind kind) {
  const std::vector<NextStep> steps =
      next_steps(audit, shipped_model(), evaluate(audit, shipped_model()));
  const auto found = std::ranges::find(steps, kind, &NextStep::kind);
  return found == steps.end() ? std::nullopt : std::optional(*found);
}

std::vector<std::string> names(const Audit& audit, const std::optional<NextStep>& step) {
  std::vector<std::string> names;
  if (!step) return names;
  for (const std::size_t i : step->touchpoints) names.push_back(audit.touchpoints[i].id.text);
  return names;
}

// Rated so that it is judged, with a friction that grows with the score.
AuditBuilder& judged(AuditBuilder& audit, const std::string& name, double score) {
  audit.touchpoint(name);
  for (const Factor& factor : shipped_model().factors)
    for (const char* rater : {"rater 1", "rater 2", "rater 3"})
      audit.rated(factor.id.text, score, rater);
  return audit;
}

using Names = std::vector<std::string>;

TEST_CASE("an audit without touchpoints has nothing to do next but what it says itself") {
  CHECK(next_steps(Audit(), shipped_model(), evaluate(Audit(), shipped_model())).empty());
}

TEST_CASE("touchpoints of which too little is known are to be looked at first") {
  AuditBuilder builder;
  judged(builder, "call", 3).touchpoint("parcel");
  const Audit audit = builder;
  const auto step = step_of(audit, NextStepKind::evidence);
  REQUIRE(step);
  CHECK(names(audit, step) == Names{"parcel"});
  CHECK(step->what.find("parcel before deciding anything about it") != std::string::npos);

  AuditBuilder known;
  const Audit complete = judged(known, "call", 3);
  CHECK_FALSE(step_of(complete, NextStepKind::evidence));
}

TEST_CASE("for touchpoints that nobody answers for somebody is to be named, the worst first") {
  AuditBuilder builder;
  judged(builder, "mild", 1).no_owner();
  judged(builder, "bad", 4).no_owner();
  judged(builder, "owned", 4).person("Ann").owner("Ann");
  const Audit audit = builder;
  CHECK(names(audit, step_of(audit, NextStepKind::owner)) == Names{"bad", "mild"});
}

TEST_CASE("an owner that nobody has asked for is to be asked for") {
  AuditBuilder builder;
  judged(builder, "call", 3);
  const Audit audit = builder;
  CHECK(names(audit, step_of(audit, NextStepKind::ask)) == Names{"call"});
  CHECK_FALSE(step_of(audit, NextStepKind::owner));
}

TEST_CASE("the fix to begin with takes most off for its effort") {
  AuditBuilder builder;
  judged(builder, "call", 4);
  judged(builder, "parcel", 4);
  builder.fix("large", 100).reduces("call", .9);
  builder.fix("small", 2).reduces("parcel", .3);
  const Audit audit = builder;
  const auto step = step_of(audit, NextStepKind::fix);
  REQUIRE(step);
  CHECK(step->what.find("\"small\" (2 person-days)") != std::string::npos);
  CHECK(names(audit, step) == Names{"parcel"});
}

TEST_CASE("a fix that waits for another one is not begun with") {
  AuditBuilder builder;
  judged(builder, "call", 4);
  builder.fix("first", 50).reduces("call", .1);
  builder.fix("second", 1).reduces("call", .5);
  builder.raw().fixes[1].requires_fixes = {FixId("first")};
  const auto step = step_of(builder, NextStepKind::fix);
  REQUIRE(step);
  CHECK(step->what.find("\"first\"") != std::string::npos);

  builder.raw().fixes[0].status = FixStatus::doing;
  const auto then = step_of(builder, NextStepKind::fix);
  REQUIRE(then);
  CHECK(then->what.find("\"second\"") != std::string::npos);
}

TEST_CASE("what a fix under way rules out cannot begin, whichever of the two says so") {
  AuditBuilder builder;
  builder.fix("mend", 1).fix("replace", 1).status(FixStatus::doing);
  CHECK(fixes_that_can_begin(builder.raw())[0]);
  builder.raw().fixes[0].excludes = {FixId("replace")};
  CHECK_FALSE(fixes_that_can_begin(builder.raw())[0]);
  builder.raw().fixes[0].excludes = {};
  builder.raw().fixes[1].excludes = {FixId("mend")};
  CHECK_FALSE(fixes_that_can_begin(builder.raw())[0]);
}

TEST_CASE("without a fix that helps one is to be written down for the largest share") {
  AuditBuilder builder;
  judged(builder, "mild", 1);
  judged(builder, "bad", 4);
  const Audit audit = builder;
  CHECK(names(audit, step_of(audit, NextStepKind::plan)) == Names{"bad"});

  builder.fix("mend", 3).reduces("mild", .5);
  CHECK_FALSE(step_of(builder, NextStepKind::plan));
}

TEST_CASE("the hand-off with the widest gap is to be mended") {
  AuditBuilder builder;
  judged(builder, "shop", 1);
  judged(builder, "call", 1);
  builder.handoff("shop", "call").giver("sales").passes_on_nothing();
  const Audit audit = builder;
  const auto step = step_of(audit, NextStepKind::handoff);
  REQUIRE(step);
  CHECK(names(audit, step) == Names{"shop", "call"});
  CHECK(step->what.starts_with("Mend a hand-off. "));
}

}  // namespace
