// Touchpoint lists: a consultant's sheet with a title above, semicolons and decimal commas, a break
// in a cell, a ragged row, a row without a touchpoint; and cells pasted from a spreadsheet.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "import/fields.hpp"
#include "support/audit_builder.hpp"
#include "support/import_files.hpp"
#include "tables/values.hpp"

using namespace touchstone;
using namespace touchstone::test;
using importing::ImportKind;
using Strings = std::vector<std::string>;

namespace {

const std::string k_sheet = "touchpoints_semicolon.csv";

Strings teams_of(const Audit& audit, const std::optional<std::vector<OwnerId>>& ids) {
  Strings names;
  for (const OwnerId& id : ids.value())
    for (const Team& team : audit.teams)
      if (team.id == id) names.push_back(team.name);
  return names;
}

std::optional<double> rating_of(const Audit& audit, std::string_view touchpoint,
                                std::string_view rater) {
  for (const Rating& rating : audit.ratings) {
    const auto who = std::find_if(audit.raters.begin(), audit.raters.end(),
                                  [&](const Rater& it) { return it.id == rating.rater; });
    if (rating.touchpoint == touchpoint_of(audit, touchpoint).id && who->name == rater)
      return rating.score;
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("Touchpoints: the header is found below a title, which is told", "[import][list]") {
  const Imported it = imported_file(k_sheet);
  CHECK(it.preview.kind == ImportKind::touchpoint_list);
  CHECK(left_out(it.preview, "above the header: Customer journey 2026") == 1);
  CHECK(it.preview.rows == 6);
  CHECK(it.preview.rows_used == 5);
  CHECK(it.preview.touchpoints == 4);  // two rows are about the refund call
  CHECK(personal_columns(it.preview) == Strings{"Contact person"});
}

TEST_CASE("Touchpoints: stages, channels and teams come from names", "[import][list]") {
  const Imported it = imported_file(k_sheet);
  Strings stages;
  for (const Stage& stage : it.audit.stages) stages.push_back(stage.name);
  REQUIRE(stages == Strings{"Awareness", "Purchase", "Support", "Advocacy"});
  CHECK(it.audit.stages[3].phase == Phase::advocacy);
  Strings channels;
  for (const Channel& channel : it.audit.channels) channels.push_back(channel.name);
  REQUIRE(channels == Strings{"Website", "Phone", "E-mail"});
  CHECK(it.audit.channels[1].kind == ChannelKind::human);
  const Ownership& checkout = touchpoint_of(it.audit, "Checkout").ownership.value();
  CHECK(teams_of(it.audit, checkout.accountable) == Strings{"Product"});
  CHECK(teams_of(it.audit, checkout.contributors) == Strings{"Billing", "Legal"});
}

TEST_CASE("Touchpoints: \"none\" is known to be nobody, \"?\" and an empty cell are not known",
          "[import][list]") {
  const Imported it = imported_file(k_sheet);
  const Ownership& call = touchpoint_of(it.audit, "Refund call").ownership.value();
  REQUIRE(call.accountable.has_value());
  CHECK(call.accountable->empty());
  CHECK_FALSE(call.responsible.has_value());
  CHECK_FALSE(touchpoint_of(it.audit, "Review").ownership.has_value());
}

TEST_CASE("Touchpoints: numbers are read with the decimal comma that semicolons bring",
          "[import][list]") {
  const Imported it = imported_file(k_sheet);
  CHECK(touchpoint_of(it.audit, "Search result").volume == 12000);  // "12.000"
  CHECK(touchpoint_of(it.audit, "Checkout").volume == 4500);
  const Measure& nps = measure_of(it.audit, "Search result", "nps");
  CHECK(nps.value == 32.5);
  CHECK(nps.target == 40);
  const Measure& completion = measure_of(it.audit, "Checkout", "completion");
  CHECK(completion.value == .71);
  CHECK(completion.target == .85);
}

TEST_CASE("Touchpoints: severity and satisfaction 1 to 5 become ratings by two raters",
          "[import][list]") {
  const Imported it = imported_file(k_sheet);
  const std::string severity = "Severity in touchpoints_semicolon";
  const std::string satisfaction = "Satisfaction in touchpoints_semicolon";
  CHECK(rating_of(it.audit, "Search result", severity) == 1);      // 2 - 1
  CHECK(rating_of(it.audit, "Search result", satisfaction) == 1);  // 5 - 4
  CHECK(rating_of(it.audit, "Checkout", severity) == 4);
  CHECK(rating_of(it.audit, "Checkout", satisfaction) == 3);
  CHECK(rating_of(it.audit, "Refund call", satisfaction) == 4);  // the 6 below is none
  CHECK(it.audit.ratings.size() == 6);
}

TEST_CASE("Touchpoints: words for importance and stars for moments of truth", "[import][list]") {
  const Imported it = imported_file(k_sheet);
  CHECK(touchpoint_of(it.audit, "Search result").importance == 3);
  CHECK(touchpoint_of(it.audit, "Checkout").importance == 5);
  CHECK(touchpoint_of(it.audit, "Review").importance == 1);
  CHECK(touchpoint_of(it.audit, "Checkout").moment_of_truth);
  CHECK(touchpoint_of(it.audit, "Refund call").moment_of_truth);
  CHECK_FALSE(touchpoint_of(it.audit, "Search result").moment_of_truth);
}

TEST_CASE("Touchpoints: pains, quotes and notes keep their words", "[import][list]") {
  const Imported it = imported_file(k_sheet);
  const Touchpoint& checkout = touchpoint_of(it.audit, "Checkout");
  CHECK(checkout.quote == "\"It just said no.\"");
  CHECK(checkout.evidence.at(0).text == "Card refused; no reason given");
  CHECK(checkout.notes == "Customer intent: Pay\nRoot cause: 3-D Secure\nSystems: Shop\nGap: yes");
  const Touchpoint& call = touchpoint_of(it.audit, "Refund call");
  CHECK(call.quote == "=SUM(A1)");
  REQUIRE(call.evidence.size() == 2);
  CHECK(call.evidence[0].text == "Waits, then\r\nwaits again");  // as the file breaks lines
  CHECK(call.evidence[1].text == "Told twice");
}

TEST_CASE("Touchpoints: recommendations become fixes", "[import][list]") {
  const Imported it = imported_file(k_sheet, {.options = {"effort=2,8,30"}});
  REQUIRE(it.audit.fixes.size() == 2);
  const Fix& say = it.audit.fixes[0];
  CHECK(say.title == "Say why a card is refused");
  CHECK(say.effort == 3.5);
  CHECK(say.status == FixStatus::doing);
  CHECK(say.effects.at(0).touchpoint == touchpoint_of(it.audit, "Checkout").id);
  CHECK(it.audit.fixes[1].effort == 30);  // "high"
  CHECK(it.audit.fixes[1].status == FixStatus::open);
}

TEST_CASE("Touchpoints: what is not understood is listed by line and the rest counts",
          "[import][list]") {
  // Lines 6 and 7 are one row: a cell of it has a line break. An effort in words and a CES without
  // its scale are asked for.
  const Imported it = imported_file(k_sheet);
  CHECK(problem_places(it.preview) ==
        Strings{"6|Metric|CES", "6|Effort|high", "8|Volume a month|abc", "8|Moment of truth|maybe",
                "8|Metric|happiness", "8|Severity (1-5)|x", "8|Satisfaction (1-5)|6", "9||Support",
                "10|Value|4,2"});
  CHECK(teams_of(it.audit, touchpoint_of(it.audit, "Refund call").ownership.value().contributors) ==
        Strings{"Finance"});
}

TEST_CASE("Touchpoints: an effort score counts once its scale and direction are said",
          "[import][list]") {
  // 5 of 5 points, where 5 is hard: as it stands. Where 5 is easy it is turned round: 1.
  const Imported hard = imported_file(k_sheet, {.options = {"ces_scale=5", "ces_high=hard"}});
  CHECK(measure_of(hard.audit, "Refund call", "ces5").value == 5);
  const Imported easy = imported_file(k_sheet, {.options = {"ces_scale=5", "ces_high=easy"}});
  CHECK(measure_of(easy.audit, "Refund call", "ces5").value == 1);
}

TEST_CASE("Touchpoints: each metric is found by each of its aliases", "[import][list]") {
  for (const Metric& metric : shipped_model().metrics) {
    for (const std::string& alias : metric.aliases) {
      CAPTURE(alias);
      CHECK(tables::plain_words(alias) == alias);
      CHECK(importing::metric_of(shipped_model(), alias) == &metric);
      CHECK(importing::metric_of(shipped_model(), alias + " (2026)") == &metric);
    }
  }
  CHECK(importing::metric_of(shipped_model(), "Completion rate")->id.text == "completion");
  CHECK(importing::metric_of(shipped_model(), "Page views") == nullptr);
  CHECK(importing::metric_of(shipped_model(), "") == nullptr);
}

TEST_CASE("Touchpoints: cells pasted from a spreadsheet are read by their tabs", "[import][list]") {
  const Imported it = imported_file("touchpoints_pasted.tsv");
  CHECK(it.preview.kind == ImportKind::touchpoint_list);
  REQUIRE(it.audit.touchpoints.size() == 3);
  CHECK(rating_of(it.audit, "Sign up", "Severity in touchpoints_pasted") == 0);
  CHECK(rating_of(it.audit, "Sign up", "Satisfaction in touchpoints_pasted") == 0);
  CHECK(rating_of(it.audit, "Activate card", "Severity in touchpoints_pasted") == 2);
  CHECK(rating_of(it.audit, "First bill", "Satisfaction in touchpoints_pasted") == 4);
  CHECK(teams_of(it.audit, touchpoint_of(it.audit, "First bill").ownership.value().accountable) ==
        Strings{"Billing", "Finance"});
}

TEST_CASE("Touchpoints: a blank stage is that of the row above only when it is said so",
          "[import][list]") {
  const std::string csv = "Stage,Touchpoint\nSupport,Call\n,Mail\n";
  CHECK_FALSE(touchpoint_of(imported("t.csv", csv).audit, "Mail").stage.has_value());
  const Imported filled = imported("t.csv", csv, {.options = {"fill_down=yes"}});
  CHECK(touchpoint_of(filled.audit, "Mail").stage == touchpoint_of(filled.audit, "Call").stage);
}

TEST_CASE("A list's owner whom the audit knows as a person stays that person",
          "[import][touchpoints]") {
  const Audit known = audit().team("shop").person("Ann").touchpoint("till").build();
  const Imported it = imported_into(known, "list.csv",
                                    "Touchpoint,Owner,Contributors\ntill,ann,Shop\ndesk,Ben,Ben\n");
  CHECK(it.audit.people.size() == 1);
  REQUIRE(it.audit.teams.size() == 2);  // Ben is no person that is known
  CHECK(touchpoint_of(it.audit, "till").ownership->accountable->at(0).text ==
        known.people[0].id.text);

  // Only a team contributes: there a name is a team's, whoever else is called so.
  const Imported both =
      imported_into(known, "list.csv", "Touchpoint,Owner,Contributors\ntill,Ann,Ann\n");
  CHECK(both.audit.teams.size() == 2);
}
