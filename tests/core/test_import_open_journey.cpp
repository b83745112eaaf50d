// OpenJourney maps in two dialects.
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "support/import_files.hpp"

using namespace touchstone;
using namespace touchstone::test;
using importing::ImportKind;
using Strings = std::vector<std::string>;

namespace {

// The score that the file's severity gives a touchpoint, if any.
std::optional<double> severity_of(const Audit& audit, std::string_view name) {
  for (const Rating& rating : audit.ratings)
    if (rating.touchpoint == touchpoint_of(audit, name).id) return rating.score;
  return std::nullopt;
}

const Stage& stage_of(const Audit& audit, std::string_view name) {
  for (const Stage& stage : audit.stages)
    if (stage.id == touchpoint_of(audit, name).stage) return stage;
  FAIL("no such stage");
  return audit.stages.front();
}

}  // namespace

TEST_CASE("OpenJourney: nodes become touchpoints of their stages", "[import][ojf]") {
  const Imported it = imported_file("journey.ojf");
  CHECK(it.preview.kind == ImportKind::open_journey);
  CHECK(it.preview.rows == 4);
  CHECK(it.preview.rows_used == 3);
  CHECK(it.audit.header.title == "A first order");
  REQUIRE(it.audit.personas.size() == 1);
  CHECK(it.audit.personas[0].name == "Ann");
  CHECK(stage_of(it.audit, "Pay").name == "Purchase");
  CHECK(stage_of(it.audit, "Pay").phase == Phase::purchase);
  CHECK(stage_of(it.audit, "Call").name == "Support");
}

TEST_CASE("OpenJourney: what a node says is kept", "[import][ojf]") {
  const Imported it = imported_file("journey.ojf");
  const Touchpoint& pay = touchpoint_of(it.audit, "Pay");
  CHECK(pay.description == "Pays by card");
  CHECK(pay.moment_of_truth);
  CHECK(pay.emotion == -2);  // -5 x 0.4
  CHECK(pay.notes == "Swimlane: Actions\nPurpose: Own it\nTags: card, risk");
  const Touchpoint& call = touchpoint_of(it.audit, "Call");
  CHECK(call.emotion == 1);  // 2.5 x 0.4
  CHECK(call.notes == "Swimlane: Actions\nScore: 7");
}

TEST_CASE("OpenJourney: severity becomes a rating by the file", "[import][ojf]") {
  const Imported it = imported_file("journey.ojf");
  CHECK(severity_of(it.audit, "Pay") == 3);
  CHECK(severity_of(it.audit, "Call") == 2);
  CHECK_FALSE(severity_of(it.audit, "Write").has_value());
  REQUIRE(it.audit.raters.size() == 1);
  CHECK(it.audit.raters[0].name == "Severity in journey");
}

TEST_CASE("OpenJourney: nodes without a title and odd values are listed by their number",
          "[import][ojf]") {
  const Imported it = imported_file("journey.ojf");
  CHECK(problem_places(it.preview) == Strings{"3||", "4|sentiment|9", "4|severity|terrible"});
  CHECK_FALSE(touchpoint_of(it.audit, "Write").emotion.has_value());
}

TEST_CASE("OpenJourney: the dialect with metadata and stages by name is read as well",
          "[import][ojf]") {
  const Imported it = imported_file("journey_other.ojf");
  CHECK(it.preview.kind == ImportKind::open_journey);
  CHECK(it.audit.header.title == "Second dialect");
  CHECK(it.audit.personas.at(0).name == "Ben");
  CHECK(stage_of(it.audit, "Ad").name == "Awareness");
  CHECK(severity_of(it.audit, "Ad") == 1);
  CHECK(it.preview.problems.empty());
}
