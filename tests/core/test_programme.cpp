// The six steps of a joint UX and CX programme, each open, begun and taken.
#include <array>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "insight/programme.hpp"
#include "score/score.hpp"

namespace touchstone {
namespace {

constexpr Date k_today{20000};

// An element of a list with an id and nothing else.
template <class T>
T named(const std::string& id) {
  T made;
  made.id.text = id;
  return made;
}

Team team(const std::string& id, Discipline discipline) {
  Team made = named<Team>(id);
  made.discipline = discipline;
  return made;
}

Rater rater(const std::string& id, const std::string& of_team) {
  Rater made = named<Rater>(id);
  made.team = OwnerId(of_team);
  return made;
}

Audit with_touchpoints(std::size_t count) {
  Audit audit;
  audit.header.as_of = k_today;
  audit.stages.push_back(named<Stage>("s"));
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
  audit.raters = {named<Rater>("r")};
  const auto vote = [&](std::size_t touchpoint) {
    for (const Factor& factor : shipped_model().factors) {
      Rating rating;
      rating.rater = RaterId("r");
      rating.touchpoint = audit.touchpoints[touchpoint].id;
      rating.factor = factor.id;
      rating.score = 2;
      audit.ratings.push_back(rating);
    }
  };
  vote(0);
  CHECK(state_of(audit, 1) == StepState::begun);
  vote(1);
  CHECK(state_of(audit, 1) == StepState::taken);
}

TEST_CASE("a team is joint when it rates from both sides") {
  Audit audit = with_touchpoints(1);
  audit.teams = {team("a", Discipline::ux), team("b", Discipline::ux), team("c", Discipline::cx)};
  audit.raters = {rater("1", "a"), rater("2", "b"), rater("3", "c")};
  audit.raters[2].spectator = true;
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
    Snapshot before;
    before.date = Date{k_today.days - days};
    audit.snapshots = {before};
    return state_of(audit, 6);
  };
  CHECK(earlier(0) == StepState::open);
  CHECK(earlier(1) == StepState::taken);
  CHECK(earlier(91) == StepState::taken);
  CHECK(earlier(92) == StepState::begun);
}

}  // namespace
}  // namespace touchstone
