// The six steps of a joint UX and CX programme, each open, begun and taken.
#include <array>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "insight/programme.hpp"
#include "score/score.hpp"

namespace touchstone {
namespace {

constexpr Date k_today{20000};

Audit with_touchpoints(std::size_t count) {
  Audit audit;
  audit.header.as_of = k_today;
  audit.stages.push_back({.id = StageId("s"), .name = "Buy"});
  for (std::size_t i = 0; i < count; ++i) {
    Touchpoint touchpoint;
    touchpoint.id = TouchpointId("t" + std::to_string(i));
    touchpoint.discipline = i % 2 == 0 ? Discipline::ux : Discipline::cx;
    audit.touchpoints.push_back(touchpoint);
  }
  return audit;
}

Measure completion(std::int32_t days_ago) {
  Measure measure;
  measure.metric = MetricId("task_completion");
  measure.value = 80;
  measure.n = 2000;
  measure.date = Date{k_today.days - days_ago};
  return measure;
}

StepState state_of(const Audit& audit, std::size_t number) {
  return programme(audit, evaluate(audit, shipped_model())).at(number - 1).state;
}

TEST_CASE("an empty audit has taken no step, and each says what to do") {
  const Audit audit;
  for (const ProgrammeStep& step : programme(audit, evaluate(audit, shipped_model()))) {
    INFO(step.name);
    CHECK(step.state == StepState::open);
    CHECK_FALSE(step.shows.empty());
    CHECK_FALSE(step.next.empty());
  }
}

TEST_CASE("touchpoints are audited when each can be judged") {
  Audit audit = with_touchpoints(2);
  audit.raters.push_back({.id = RaterId("r"), .name = "R"});
  const auto vote = [&](std::size_t touchpoint) {
    for (const Factor& factor : shipped_model().factors)
      audit.ratings.push_back({.rater = RaterId("r"),
                               .touchpoint = audit.touchpoints[touchpoint].id,
                               .factor = factor.id,
                               .score = 2});
  };
  vote(0);
  CHECK(state_of(audit, 1) == StepState::begun);
  vote(1);
  CHECK(state_of(audit, 1) == StepState::taken);
}

TEST_CASE("a team is joint when it rates from both sides") {
  Audit audit = with_touchpoints(1);
  audit.teams = {{.id = OwnerId("a"), .name = "A", .discipline = Discipline::ux},
                 {.id = OwnerId("b"), .name = "B", .discipline = Discipline::ux},
                 {.id = OwnerId("c"), .name = "C", .discipline = Discipline::cx}};
  audit.raters = {{.id = RaterId("1"), .name = "1", .team = OwnerId("a")},
                  {.id = RaterId("2"), .name = "2", .team = OwnerId("b")},
                  {.id = RaterId("3"), .name = "3", .team = OwnerId("c"), .spectator = true}};
  CHECK(state_of(audit, 2) == StepState::begun);
  audit.raters[2].spectator = false;
  CHECK(state_of(audit, 2) == StepState::taken);
  audit.raters = {audit.raters[0]};
  CHECK(state_of(audit, 2) == StepState::open);
}

TEST_CASE("there is one map when every touchpoint has its stage") {
  Audit audit = with_touchpoints(2);
  CHECK(state_of(audit, 3) == StepState::open);
  audit.touchpoints[0].stage = StageId("s");
  CHECK(state_of(audit, 3) == StepState::begun);
  audit.touchpoints[1].stage = StageId("s");
  CHECK(state_of(audit, 3) == StepState::taken);
}

TEST_CASE("two or three KPIs are shared") {
  constexpr std::array k_expected = {StepState::open, StepState::begun, StepState::taken,
                                     StepState::taken, StepState::begun};
  Audit audit = with_touchpoints(1);
  for (std::size_t shared = 0; shared < k_expected.size(); ++shared) {
    INFO(shared);
    CHECK(state_of(audit, 4) == k_expected.at(shared));
    Kpi kpi;
    kpi.id = KpiId("k" + std::to_string(shared));
    kpi.shared = true;
    audit.kpis.push_back(kpi);
  }
}

TEST_CASE("testing is joint when both sides were measured within 91 days") {
  Audit audit = with_touchpoints(2);
  audit.touchpoints[0].measures = {completion(91)};
  CHECK(state_of(audit, 5) == StepState::begun);
  audit.touchpoints[1].measures = {completion(92)};
  CHECK(state_of(audit, 5) == StepState::begun);
  audit.touchpoints[1].measures = {completion(0)};
  CHECK(state_of(audit, 5) == StepState::taken);
}

TEST_CASE("the audit is repeated when the one before it is of the last quarter") {
  Audit audit = with_touchpoints(1);
  const auto earlier = [&](std::int32_t days) {
    audit.snapshots = {{.date = Date{k_today.days - days}, .label = "Before"}};
    return state_of(audit, 6);
  };
  CHECK(earlier(0) == StepState::open);
  CHECK(earlier(1) == StepState::taken);
  CHECK(earlier(91) == StepState::taken);
  CHECK(earlier(92) == StepState::begun);
}

}  // namespace
}  // namespace touchstone
