// Agreement of an audit's raters, and what to discuss first.
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "insight/agreement.hpp"
#include "support/audit_builder.hpp"

using namespace touchstone;
using namespace touchstone::test;
using Catch::Matchers::WithinAbs;

namespace {

constexpr auto ordinal = static_cast<std::size_t>(stats::Level::ordinal);

AuditBuilder workshop() {
  AuditBuilder builder = audit();
  builder.touchpoint("b").discipline(Discipline::ux);
  builder.rated("clarity", 4, "ann").rated("clarity", 0, "bob").rated("speed", 1, "ann");
  builder.rated("speed", 1, "bob");
  builder.touchpoint("a").discipline(Discipline::ux);
  builder.rated("clarity", 4, "ann").rated("clarity", 0, "bob").rated("overall", 2, "ann");
  builder.rated("overall", 3, "bob");
  return builder;
}

}  // namespace

TEST_CASE("Agreement: the most disputed unit comes first, ties by id, agreed ones not at all",
          "[agreement]") {
  const Audit a = workshop();
  const AgreementReport report = report_agreement(a, shipped_model());
  REQUIRE(report.units.size() == 3);
  CHECK(a.touchpoints[report.units[0].touchpoint].id.text == "a");
  CHECK(a.touchpoints[report.units[1].touchpoint].id.text == "b");
  CHECK(report.units[0].share == report.units[1].share);
  CHECK(factor_id(shipped_model(), report.units[2].factor) == "overall");
  CHECK_THAT(report.units[0].share + report.units[1].share + report.units[2].share,
             WithinAbs(1, 1e-12));
}

TEST_CASE("Agreement: factors stand in the model's order with overall last", "[agreement]") {
  const AgreementReport report = report_agreement(workshop(), shipped_model());
  REQUIRE(report.per_factor.size() == 3);
  CHECK(factor_id(shipped_model(), report.per_factor[0].factor) == "clarity");
  CHECK(factor_id(shipped_model(), report.per_factor[1].factor) == "speed");
  CHECK(report.per_factor[2].factor == k_overall_factor);
  // All of one value: nothing could have differed.
  CHECK_FALSE(report.per_factor[1].figures.alpha[ordinal]);
  REQUIRE(report.per_touchpoint.size() == 2);
  CHECK(report.per_touchpoint[0].touchpoint == 0);
}

TEST_CASE("Agreement: equal ratings of different things are full agreement", "[agreement]") {
  AuditBuilder builder = audit();
  builder.touchpoint("t").discipline(Discipline::ux);
  for (const char* rater : {"ann", "bob", "cy"})
    builder.rated("clarity", 1, rater).rated("speed", 3, rater).rated("errors", 4, rater);
  const AgreementReport report = report_agreement(builder, shipped_model());
  for (const auto& alpha : report.overall.alpha) CHECK(alpha == 1);
  CHECK_THAT(*report.overall.w, WithinAbs(1, 1e-12));
  CHECK(report.units.empty());
  CHECK(trust_in(report.overall.alpha[ordinal], shipped_model().thresholds) == Trust::rely);
}

TEST_CASE("Agreement: W is null as long as one rater has not rated two units", "[agreement]") {
  AuditBuilder builder = workshop();
  CHECK(report_agreement(builder, shipped_model()).overall.w);
  builder.touchpoint("c").discipline(Discipline::ux).rated("clarity", 1, "late");
  CHECK_FALSE(report_agreement(builder, shipped_model()).overall.w);
  builder.rater("late", true);  // only watches
  CHECK(report_agreement(builder, shipped_model()).overall.w);
}

TEST_CASE("Agreement: ratings of factors that do not apply count nowhere", "[agreement]") {
  AuditBuilder builder = workshop();
  const AgreementReport before = report_agreement(builder, shipped_model());
  builder.touchpoint("a").rated("effort", 0, "ann").rated("effort", 4, "bob");
  const AgreementReport after = report_agreement(builder, shipped_model());
  CHECK(before.overall == after.overall);
  CHECK(after.per_factor.size() == 3);
}

TEST_CASE("Agreement: one rater or none gives no figure", "[agreement]") {
  AuditBuilder builder = audit();
  CHECK_FALSE(report_agreement(builder, shipped_model()).overall.alpha[ordinal]);
  builder.touchpoint("t").rated("clarity", 1).rated("speed", 2);
  const AgreementReport alone = report_agreement(builder, shipped_model());
  CHECK_FALSE(alone.overall.alpha[ordinal]);
  CHECK_FALSE(alone.overall.w);
  CHECK(alone.raters == 1);
  CHECK(trust_in({}, shipped_model().thresholds) == Trust::unknown);
  CHECK(trust_in(0.7, shipped_model().thresholds) == Trust::tentative);
  CHECK(trust_in(0.5, shipped_model().thresholds) == Trust::doubtful);
}
