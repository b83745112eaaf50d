// The best plan under a budget, compared with looking at every set.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "insight/plan.hpp"
#include "stats/random.hpp"
#include "support/audit_builder.hpp"
#include "support/insight_scores.hpp"

using namespace touchstone;
using namespace touchstone::test;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

std::vector<std::string> ids_of(const Audit& audit, const std::vector<std::size_t>& fixes) {
  std::vector<std::string> ids;
  for (const std::size_t fix : fixes) ids.push_back(audit.fixes[fix].id.text);
  return ids;
}

Plan plan_for(const Audit& audit, double budget) {
  return best_plan(audit, shipped_model(), scores_with_frictions(audit), budget);
}

std::vector<std::string> planned(const Audit& audit, double budget) {
  return ids_of(audit, plan_for(audit, budget).fixes);
}

// A second opinion, straight from the definition: every subset of all fixes.
struct Exhaustive {
  const Audit& audit;
  FixValues values;
  double tolerance;

  Exhaustive(const Audit& it, const Scores& scores)
      : audit(it), values(it, shipped_model(), scores), tolerance(0) {
    std::vector<std::size_t> all(audit.fixes.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    tolerance = 1e-11 * values.of(all);
  }

  const Fix& fix(std::size_t i) const { return audit.fixes[i]; }

  bool under_way(std::size_t i) const {
    return fix(i).status == FixStatus::done || fix(i).status == FixStatus::doing;
  }

  std::size_t place(const FixId& id) const {
    return static_cast<std::size_t>(std::find_if(audit.fixes.begin(), audit.fixes.end(),
                                                 [&](const Fix& each) { return each.id == id; }) -
                                    audit.fixes.begin());
  }

  bool feasible(std::uint32_t set, double budget) const {
    double effort = 0;
    for (std::size_t i = 0; i < audit.fixes.size(); ++i) {
      if (((set >> i) & 1U) == 0) continue;
      if (fix(i).status && fix(i).status != FixStatus::open) return false;
      if (!fix(i).effort) return false;
      effort += *fix(i).effort;
      for (const FixId& id : fix(i).requires_fixes)
        if (!under_way(place(id)) && ((set >> place(id)) & 1U) == 0) return false;
    }
    if (effort > budget + 1e-9) return false;
    for (std::size_t i = 0; i < audit.fixes.size(); ++i) {
      for (const FixId& id : fix(i).excludes) {
        const std::size_t j = place(id);
        const bool in_i = ((set >> i) & 1U) != 0;
        const bool in_j = ((set >> j) & 1U) != 0;
        if ((in_i && (in_j || under_way(j))) || (in_j && under_way(i))) return false;
      }
    }
    return true;
  }

  std::vector<std::size_t> members(std::uint32_t set) const {
    std::vector<std::size_t> fixes;
    for (std::size_t i = 0; i < audit.fixes.size(); ++i)
      if (((set >> i) & 1U) != 0) fixes.push_back(i);
    std::sort(fixes.begin(), fixes.end(),
              [&](std::size_t a, std::size_t b) { return audit.fixes[a].id < audit.fixes[b].id; });
    return fixes;
  }

  double effort(const std::vector<std::size_t>& fixes) const {
    double sum = 0;
    for (const std::size_t i : fixes) sum += *fix(i).effort;
    return sum;
  }

  bool better(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) const {
    const double value = values.of(a) - values.of(b);
    if (std::fabs(value) > tolerance) return value > 0;
    const double effort_more = effort(a) - effort(b);
    if (std::fabs(effort_more) > 1e-9) return effort_more < 0;
    return ids_of(audit, a) < ids_of(audit, b);
  }

  std::vector<std::size_t> best(double budget) const {
    std::vector<std::size_t> winner;
    for (std::uint32_t set = 1; set < (1U << audit.fixes.size()); ++set) {
      if (!feasible(set, budget)) continue;
      std::vector<std::size_t> candidate = members(set);
      if (better(candidate, winner)) winner = std::move(candidate);
    }
    return winner;
  }
};

// Dice for small cases full of ties, overlaps and contradictions.
struct Dice {
  stats::Random random;

  std::size_t below(std::size_t n) {
    return static_cast<std::size_t>(random.uniform() * static_cast<double>(n));
  }

  double one_of(std::initializer_list<double> values) {
    return *(values.begin() + below(values.size()));
  }
};

struct Kind {
  bool overlaps, ties, coarse;  // `ties`: requires and excludes
};

Audit random_case(Dice& dice, Kind kind) {
  AuditBuilder builder = audit();
  const std::size_t touchpoints = kind.overlaps ? 2 + dice.below(3) : 12;
  for (std::size_t i = 0; i < touchpoints; ++i) {
    builder.touchpoint("t" + std::to_string(i))
        .discipline(dice.below(2) == 0 ? Discipline::ux : Discipline::cx)
        .emotion(0);
    builder.raw().touchpoints.back().volume =
        kind.coarse ? dice.one_of({10, 20, 40}) : 10 + 90 * dice.random.uniform();
    builder.raw().touchpoints.back().contacts =  // stands for the friction in these tests
        kind.coarse ? dice.one_of({0, 25, 50, 50, 75}) : 100 * dice.random.uniform();
  }
  if (dice.below(2) == 0) builder.business_stage(BusinessStage::early).goal("reduce_churn");
  const std::size_t fixes = 3 + dice.below(kind.overlaps ? 7 : 8);
  for (std::size_t i = 0; i < fixes; ++i) {
    // Ids in another order than the list.
    const std::string id = std::string(1, static_cast<char>('a' + (i * 7) % 11));
    builder.fix(
        id, kind.coarse ? dice.one_of({0, 0.1, 0.2, 0.5, 1, 1, 2, 3}) : 5 * dice.random.uniform());
    const std::size_t effects = kind.overlaps ? dice.below(3) : 1;
    for (std::size_t e = 0; e < effects; ++e) {
      const std::size_t at = kind.overlaps ? dice.below(touchpoints) : i;
      builder.reduces("t" + std::to_string(at),
                      kind.coarse ? dice.one_of({0, 0.25, 0.5, 0.5, 1}) : dice.random.uniform());
    }
    if (dice.below(3) == 0) builder.confidence(kind.coarse ? 0.5 : dice.random.uniform());
    if (dice.below(8) == 0) builder.raw().fixes.back().effort.reset();
    if (dice.below(6) == 0) builder.status(static_cast<FixStatus>(dice.below(4)));
  }
  if (kind.ties) {
    auto& list = builder.raw().fixes;
    for (std::size_t i = 1; i < list.size(); ++i) {
      if (dice.below(3) == 0) list[i].requires_fixes.push_back(list[dice.below(i)].id);
      if (dice.below(4) == 0) {
        const std::size_t other = dice.below(list.size());
        if (other != i) list[i].excludes.push_back(list[other].id);
      }
    }
  }
  return builder;
}

void compare_with_all_sets(Kind kind, std::uint64_t seed, int cases) {
  Dice dice{stats::Random(seed)};
  for (int i = 0; i < cases; ++i) {
    const Audit a = random_case(dice, kind);
    const double budget =
        kind.coarse ? dice.one_of({0, 0.3, 1, 2, 3.5, 6}) : 10 * dice.random.uniform();
    const Scores scores = scores_with_frictions(a);
    const Plan plan = best_plan(a, shipped_model(), scores, budget);
    const Exhaustive all(a, scores);
    const std::vector<std::size_t> best = all.best(budget);
    INFO("case " << i << ", budget " << budget);
    REQUIRE(plan.optimal);
    REQUIRE(plan.gap == 0);
    REQUIRE(ids_of(a, plan.fixes) == ids_of(a, best));
    REQUIRE_THAT(plan.value, WithinAbs(all.values.of(best), 1e-9 * all.values.mass()));
  }
}

}  // namespace

TEST_CASE("Plan: the best set equals looking at every set, one fix a touchpoint", "[plan]") {
  compare_with_all_sets({.overlaps = false, .ties = false, .coarse = false}, 1, 300);
}

TEST_CASE("Plan: ties in value go to less effort, then to the smaller ids", "[plan]") {
  compare_with_all_sets({.overlaps = false, .ties = false, .coarse = true}, 2, 400);
}

TEST_CASE("Plan: the best set equals looking at every set, fixes overlapping", "[plan]") {
  compare_with_all_sets({.overlaps = true, .ties = false, .coarse = false}, 3, 300);
  compare_with_all_sets({.overlaps = true, .ties = false, .coarse = true}, 4, 400);
}

TEST_CASE("Plan: the best set equals looking at every set, with requires and excludes", "[plan]") {
  compare_with_all_sets({.overlaps = true, .ties = true, .coarse = false}, 5, 400);
  compare_with_all_sets({.overlaps = true, .ties = true, .coarse = true}, 6, 600);
  compare_with_all_sets({.overlaps = false, .ties = true, .coarse = true}, 7, 300);
}

TEST_CASE("Plan: 25 overlapping fixes are planned with proof", "[plan]") {
  Dice dice{stats::Random(11)};
  for (int round = 0; round < 5; ++round) {
    AuditBuilder builder = audit();
    for (int t = 0; t < 6; ++t)
      builder.touchpoint("t" + std::to_string(t)).contacts(30 + 70 * dice.random.uniform());
    for (int f = 0; f < 25; ++f) {
      builder.fix("f" + std::to_string(10 + f), 0.5 * static_cast<double>(1 + dice.below(20)));
      for (int e = 0; e < 2; ++e)
        builder.reduces("t" + std::to_string(dice.below(6)), 0.05 + 0.4 * dice.random.uniform());
    }
    const Plan plan = plan_for(builder, 25);
    CHECK(plan.optimal);
    CHECK(plan.effort <= 25);
  }
}

TEST_CASE("Plan: beyond the exact limit the gap is true and greedy is never better", "[plan]") {
  Dice dice{stats::Random(12)};
  AuditBuilder builder = audit();
  for (int t = 0; t < 12; ++t)
    builder.touchpoint("t" + std::to_string(t)).contacts(30 + 70 * dice.random.uniform());
  for (int f = 0; f < 60; ++f) {
    builder.fix("f" + std::to_string(10 + f), 0.5 * static_cast<double>(1 + dice.below(20)));
    for (int e = 0; e < 2; ++e)
      builder.reduces("t" + std::to_string(dice.below(12)), 0.05 + 0.4 * dice.random.uniform());
  }
  const Audit a = builder;
  const Scores scores = scores_with_frictions(a);
  PlanStudy hurried(a, shipped_model(), scores, 60, 1);
  hurried.step(1);
  PlanStudy patient(a, shipped_model(), scores, 60, 100'000'000);
  patient.step(100'000'000);
  const Plan quick = hurried.plan();
  const Plan slow = patient.plan();
  CHECK_FALSE(quick.optimal);
  CHECK(quick.gap > 0);
  CHECK(quick.value <= slow.value);
  CHECK(slow.value <= quick.bound);
  CHECK(slow.gap <= quick.gap);
  const FixValues values(a, shipped_model(), scores);
  CHECK_THAT(quick.gap, WithinRel((quick.bound - quick.value) / values.mass(), 1e-12));
}

TEST_CASE("Plan: the greedy set is not the answer", "[plan]") {
  // Best per day is the small one, which then blocks the large one.
  const Audit a = audit()
                      .touchpoint("small")
                      .contacts(50)
                      .touchpoint("large")
                      .contacts(80)
                      .fix("quick", 1)
                      .reduces("small", 1)
                      .fix("big", 10)
                      .reduces("large", 0.9);
  CHECK(planned(a, 10) == std::vector<std::string>{"big"});
  CHECK(planned(a, 11) == std::vector<std::string>{"big", "quick"});
}

TEST_CASE("Plan: a fix of unknown effort or another status is left out", "[plan]") {
  const Audit a = audit()
                      .touchpoint("t")
                      .contacts(80)
                      .fix("unknown effort")
                      .reduces("t", 0.9)
                      .fix("done", 1)
                      .reduces("t", 0.9)
                      .status(FixStatus::done)
                      .fix("doing", 1)
                      .reduces("t", 0.9)
                      .status(FixStatus::doing)
                      .fix("dropped", 1)
                      .reduces("t", 0.9)
                      .status(FixStatus::dropped)
                      .fix("no status", 1)
                      .reduces("t", 0.1);
  CHECK(planned(a, 100) == std::vector<std::string>{"no status"});
}

TEST_CASE("Plan: a fix under way meets a need and forbids what it excludes", "[plan]") {
  const Audit a = audit()
                      .touchpoint("t")
                      .contacts(80)
                      .fix("base", 5)
                      .status(FixStatus::doing)
                      .excludes("rival")
                      .fix("house", 1)
                      .reduces("t", 0.2)
                      .requires_fix("base")
                      .fix("rival", 1)
                      .reduces("t", 0.9);
  CHECK(planned(a, 1) == std::vector<std::string>{"house"});
}

TEST_CASE("Plan: a fix that needs a dropped one is never chosen", "[plan]") {
  const Audit a = audit()
                      .touchpoint("t")
                      .contacts(80)
                      .fix("base", 1)
                      .status(FixStatus::dropped)
                      .fix("house", 1)
                      .reduces("t", 0.9)
                      .requires_fix("base");
  CHECK(planned(a, 10).empty());
}

TEST_CASE("Plan: what a fix needs is paid for", "[plan]") {
  const Audit a = audit()
                      .touchpoint("t")
                      .contacts(80)
                      .fix("base", 3)
                      .fix("house", 1)
                      .reduces("t", 0.9)
                      .requires_fix("base");
  CHECK(planned(a, 3.9).empty());
  CHECK(planned(a, 4) == std::vector<std::string>{"base", "house"});
  CHECK_THAT(plan_for(a, 4).effort, WithinAbs(4, 1e-12));
}

TEST_CASE("Plan: fractions of days add up", "[plan]") {
  const Audit a = audit()
                      .touchpoint("t")
                      .contacts(80)
                      .touchpoint("u")
                      .contacts(80)
                      .fix("a", 0.1)
                      .reduces("t", 0.5)
                      .fix("b", 0.2)
                      .reduces("u", 0.5)
                      .reduces("t", 0.1);
  CHECK(planned(a, 0.3) == std::vector<std::string>{"a", "b"});
}

TEST_CASE("Plan: the journey after has confidence and no multiplier", "[plan]") {
  const Audit a = audit()
                      .business_stage(BusinessStage::early)
                      .touchpoint("t")
                      .discipline(Discipline::ux)
                      .contacts(80)
                      .fix("f", 1)
                      .reduces("t", 0.5)
                      .confidence(0.5);
  const Plan plan = plan_for(a, 1);
  const double mass = 80.0 * 80 * 80 * 80;
  CHECK_THAT(*plan.journey_before, WithinRel(80.0, 1e-12));
  CHECK_THAT(*plan.journey_after, WithinRel(60.0, 1e-12));
  CHECK_THAT(plan.value, WithinRel(1.5 * (mass - 60.0 * 60 * 60 * 60), 1e-12));
}

TEST_CASE("Plan: an audit without fixes or touchpoints has the empty plan", "[plan]") {
  const Plan plan = plan_for(audit(), 10);
  CHECK(plan.fixes.empty());
  CHECK(plan.optimal);
  CHECK(plan.gap == 0);
  CHECK_FALSE(plan.journey_before);
  CHECK_FALSE(plan.journey_after);
}

TEST_CASE("Multiplier: stage and goals multiply, both takes the larger side, the cap holds",
          "[plan]") {
  const Model& model = shipped_model();
  Header header;
  Touchpoint touchpoint;
  touchpoint.discipline = Discipline::cx;
  CHECK(multiplier(header, model, touchpoint, {}) == 1);
  header.business_stage = BusinessStage::early;
  CHECK(multiplier(header, model, touchpoint, {}) == 0.67);
  touchpoint.discipline = Discipline::both;
  CHECK(multiplier(header, model, touchpoint, {}) == 1.5);
  touchpoint.discipline.reset();
  CHECK(multiplier(header, model, touchpoint, {}) == 1.5);
  header.goals = {GoalId("launch"), GoalId("redesign")};
  CHECK(multiplier(header, model, touchpoint, {}) == 2);  // 2.25, one bonus only
  header.business_stage = BusinessStage::scaling;
  touchpoint.discipline = Discipline::cx;
  CHECK(multiplier(header, model, touchpoint, StageRole::billing) == 1.5);
  CHECK(multiplier(header, model, touchpoint, StageRole::use) == 1.25);
}
