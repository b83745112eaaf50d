// How sure the ranking is, with weights drawn and frictions redrawn.
#include <cmath>
#include <numeric>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "insight/certainty.hpp"
#include "score/score.hpp"
#include "support/audit_builder.hpp"

using namespace touchstone;
using namespace touchstone::test;
using Catch::Matchers::WithinAbs;

namespace {

RankReport ranked(const Audit& audit, RankOptions options) {
  const Scores scores = evaluate(audit, shipped_model());
  RankStudy study(audit, shipped_model(), scores, options);
  while (!study.step(100)) {
  }
  return study.report();
}

RankOptions default_options() {
  return rank_options(Header{}, shipped_model());
}

AuditBuilder three_steps() {
  AuditBuilder builder = audit();
  builder.touchpoint("good").discipline(Discipline::ux).measure("completion", 0.99).n(1000);
  builder.measure("sus", 85).n(200);
  builder.touchpoint("middle").discipline(Discipline::ux).measure("completion", 0.8).n(30);
  builder.touchpoint("bad").discipline(Discipline::ux).measure("completion", 0.2).n(1000);
  builder.measure("sus", 20).n(200).measure("time_ratio", 4).n(50).measure("load_seconds", 9).n(90);
  return builder;
}

}  // namespace

TEST_CASE("Certainty: beyond 6,000 touchpoints fewer draws are made", "[certainty]") {
  CHECK(draws_for(10'000, 0) == 10'000);
  CHECK(draws_for(10'000, 6'000) == 10'000);
  CHECK(draws_for(10'000, 20'000) == 3'000);
  CHECK(draws_for(100, 20'000) == 100);
}

TEST_CASE("Certainty: acceptabilities of a touchpoint and of a rank sum to 1", "[certainty]") {
  const RankReport report = ranked(three_steps(), default_options());
  CHECK(report.draws == 10'000);
  for (std::size_t i = 0; i < 3; ++i) {
    double of_touchpoint = 0;
    double of_rank = 0;
    for (std::size_t rank = 0; rank < 3; ++rank) {
      of_touchpoint += report.touchpoints[i].acceptability[rank];
      of_rank += report.touchpoints[rank].acceptability[i];
    }
    CHECK_THAT(of_touchpoint, WithinAbs(1, 1e-12));
    CHECK_THAT(of_rank, WithinAbs(1, 1e-12));
  }
}

TEST_CASE("Certainty: what is surely worst is robust, what is surely good unlikely",
          "[certainty]") {
  RankOptions options = default_options();
  options.top = 1;
  const RankReport report = ranked(three_steps(), options);
  CHECK(report.touchpoints[2].label == Certainty::robust);
  CHECK(report.touchpoints[0].label == Certainty::unlikely);
  CHECK(report.touchpoints[2].p_top == report.touchpoints[2].acceptability[0]);
}

TEST_CASE("Certainty: two touchpoints nobody knows share the ranks", "[certainty]") {
  AuditBuilder builder = audit();
  builder.touchpoint("a").discipline(Discipline::ux).touchpoint("b").discipline(Discipline::ux);
  RankOptions options = default_options();
  options.top = 1;
  const RankReport report = ranked(builder, options);
  CHECK_THAT(report.touchpoints[0].p_top, WithinAbs(0.5, 0.02));
  CHECK(report.touchpoints[0].label == Certainty::contested);
  REQUIRE(report.leading.size() == 2);
  CHECK_THAT(report.win_rates[1] + report.win_rates[2], WithinAbs(1, 1e-12));
  CHECK(report.win_rates[0] == 0);
}

TEST_CASE("Certainty: P(worse) of two touchpoints agrees with the normal distribution",
          "[certainty]") {
  // One factor each: F is the clipped normal itself, weights do not matter.
  AuditBuilder builder = audit();
  for (const char* name : {"a", "b"})
    builder.touchpoint(name)
        .discipline(Discipline::ux)
        .not_applicable({"efficiency", "errors", "clarity", "speed", "accessibility", "mobile"});
  builder.touchpoint("a").measure("completion", 0.80).n(50);
  builder.touchpoint("b").measure("completion", 0.86).n(50);
  const Scores scores = evaluate(builder, shipped_model());
  const FactorScore& a = scores.touchpoints[0].factors[0];
  const FactorScore& b = scores.touchpoints[1].factors[0];
  const double z = (a.x - b.x) / std::sqrt(a.variance() + b.variance());
  RankOptions options = default_options();
  options.top = 1;
  options.draws = 40'000;
  CHECK_THAT(ranked(builder, options).touchpoints[0].p_top,
             WithinAbs(0.5 * std::erfc(-z / std::sqrt(2.0)), 0.015));
}

TEST_CASE("Certainty: the seed decides and slices do not matter", "[certainty]") {
  const Audit a = three_steps();
  const Scores scores = evaluate(a, shipped_model());
  RankOptions options = default_options();
  options.draws = 500;
  RankStudy whole(a, shipped_model(), scores, options);
  RankStudy sliced(a, shipped_model(), scores, options);
  CHECK(whole.step(1'000'000));
  CHECK_FALSE(sliced.step(7));
  CHECK_THAT(sliced.progress(), WithinAbs(7.0 / 500, 1e-12));
  CHECK(sliced.report().draws == 7);  // cancelled here, this is what is known
  while (!sliced.step(13)) {
  }
  options.seed = 2;
  RankStudy other(a, shipped_model(), scores, options);
  other.step(1'000'000);
  CHECK(whole.report().touchpoints[1].acceptability ==
        sliced.report().touchpoints[1].acceptability);
  CHECK(whole.report().touchpoints[1].acceptability != other.report().touchpoints[1].acceptability);
}

TEST_CASE("Certainty: a factor of weight 0 never matters, uniform or not", "[certainty]") {
  AuditBuilder builder = audit();
  builder.touchpoint("slow").discipline(Discipline::ux).measure("load_seconds", 10).n(1000);
  builder.touchpoint("unclear").discipline(Discipline::ux).measure("sus", 20).n(1000);
  RankOptions options = default_options();
  options.top = 1;
  options.weights.assign(shipped_model().factors.size(), 0);
  options.weights[*shipped_model().factor_index("speed")] = 1;
  options.draws = 1000;
  CHECK(ranked(builder, options).touchpoints[0].p_top > 0.9);
  options.uniform = true;
  CHECK(ranked(builder, options).touchpoints[0].p_top > 0.9);
}

TEST_CASE("Certainty: a fix in every best plan has P 1, one that never fits 0", "[certainty]") {
  AuditBuilder builder = three_steps();
  builder.fix("cheap", 1).reduces("bad", 0.5).fix("dear", 100).reduces("bad", 0.9);
  RankOptions options = default_options();
  options.budget = 10;
  options.draws = 300;
  const RankReport report = ranked(builder, options);
  CHECK(report.plan_draws == 200);
  CHECK(report.p_in_plan == std::vector<double>{1, 0});
}

TEST_CASE("Certainty: an audit without touchpoints has an empty ranking", "[certainty]") {
  RankOptions options = default_options();
  options.budget = 1;
  const RankReport report = ranked(audit(), options);
  CHECK(report.touchpoints.empty());
  CHECK(report.leading.empty());
}

TEST_CASE("Certainty: ranks are counted one by one as far as memory allows", "[certainty]") {
  CHECK(counted_ranks(0) == 0);
  CHECK(counted_ranks(300) == 300);
  CHECK(counted_ranks(2000) == 2000);
  CHECK(counted_ranks(100'000) == 100);
}

TEST_CASE("Certainty: comparing factors pairwise moves weight among them only", "[certainty]") {
  const Model& model = shipped_model();
  const std::vector<double> matrix = {1, 3, 1.0 / 3, 1};
  const stats::AhpWeights ahp = stats::ahp_weights(matrix, 2, std::nullopt);
  const std::size_t clarity = *model.factor_index("clarity");
  const std::size_t speed = *model.factor_index("speed");
  const std::vector<double> weights = weights_after_comparison(model, {clarity, speed}, ahp);
  CHECK_THAT(weights[clarity], WithinAbs(1.5, 1e-9));
  CHECK_THAT(weights[speed], WithinAbs(0.5, 1e-9));
  const std::vector<Override> overrides = weight_overrides(model, weights);
  REQUIRE(overrides.size() == 2);
  CHECK(overrides[0].pointer == "/factors/clarity/weight");
  const auto changed = effective_model(model, overrides);
  REQUIRE(changed.ok());
  CHECK_THAT(changed->factors[speed].weight, WithinAbs(0.5, 1e-9));
}
