// Zendesk's tickets as CSV and as JSON. Billing has the tickets 7, 3 and 1: first replies after 60,
// 1440 and 180 minutes, Good and Bad, one reopened, 2, 3 and 1 groups. Cards has 9 and 4 (and in
// the CSV 10, whose figures are no figures, and 9 a second time). Ticket 5 has no group.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "document/write.hpp"
#include "support/import_files.hpp"

using namespace touchstone;
using namespace touchstone::test;
using Catch::Matchers::WithinAbs;
using importing::ImportKind;
using Strings = std::vector<std::string>;

namespace {

const std::string k_billing = "Support tickets: Billing";
const std::string k_cards = "Support tickets: Cards";

Strings evidence_of(const Audit& audit, std::string_view touchpoint) {
  Strings texts;
  for (const Evidence& evidence : touchpoint_of(audit, touchpoint).evidence)
    texts.push_back(evidence.text);
  return texts;
}

void check_billing(const Audit& audit) {
  const Measure& waiting = measure_of(audit, k_billing, "first_response_hours");
  CHECK(waiting.value == 3);  // the median of 1, 3 and 24 hours
  CHECK(waiting.n == 3);
  CHECK_THAT(waiting.log_sd.value(), WithinAbs(1.614056, 1e-6));
  CHECK_FALSE(waiting.low.has_value());  // three values reach no 95%
  const Measure& satisfied = measure_of(audit, k_billing, "csat_top2");
  CHECK(satisfied.value == .5);  // Good and Bad; Offered is no rating
  CHECK(satisfied.n == 2);
  CHECK_THAT(satisfied.low.value(), WithinAbs(.094529, 1e-6));
  const Measure& repeat = measure_of(audit, k_billing, "repeat_contacts");
  CHECK_THAT(repeat.value.value(), WithinAbs(1.0 / 3, 1e-12));
  CHECK(repeat.n == 3);
  CHECK_THAT(repeat.high.value(), WithinAbs(.797562, 1e-6));
}

}  // namespace

TEST_CASE("Zendesk: waiting, satisfaction and repeats are measured by group", "[import][zendesk]") {
  const Imported it = imported_file("zendesk.csv");
  CHECK(it.preview.kind == ImportKind::zendesk_csv);
  CHECK(it.preview.rows == 8);
  check_billing(it.audit);
  const Measure& cards = measure_of(it.audit, k_cards, "repeat_contacts");
  CHECK(cards.value == .5);  // 9 no, 4 yes
  CHECK(cards.n == 2);
  CHECK(measure_of(it.audit, k_cards, "first_response_hours").value == .5);
  CHECK(measure_of(it.audit, "Support tickets", "first_response_hours").value == 1.5);
  CHECK(measure_of(it.audit, k_billing, "repeat_contacts").source ==
        "zendesk.csv, 2026-01-15 to 2026-02-03");
}

TEST_CASE("Zendesk: what is no figure and what is there twice is listed by line",
          "[import][zendesk]") {
  const Imported it = imported_file("zendesk.csv");
  CHECK(problem_places(it.preview) == Strings{"8|Id|9", "9|First reply time in minutes|-5",
                                              "9|Satisfaction Score|Superb", "9|Reopens|x"});
}

TEST_CASE("Zendesk: stations are evidence of hand-overs", "[import][zendesk]") {
  const Imported it = imported_file("zendesk.csv");
  // Groups 2 + 3 + 1 of three tickets, people 2 + 4 + 1.
  CHECK(evidence_of(it.audit, k_billing) ==
        Strings{"2 groups a ticket on average (n = 3); 2 of 3 tickets passed through more than "
                "one, from zendesk.csv, 2026-01-15 to 2026-02-03.",
                "2.33 people a ticket on average (n = 3); 2 of 3 tickets passed through more than "
                "one, from zendesk.csv, 2026-01-15 to 2026-02-03.",
                "1 of 3 tickets were reopened, from zendesk.csv, 2026-01-15 to 2026-02-03."});
}

TEST_CASE("Zendesk: a hand-off is proposed where tickets passed on, and recorded when wanted",
          "[import][zendesk]") {
  const Imported it = imported_file("zendesk.csv");
  REQUIRE(it.preview.handoffs.size() == 1);
  CHECK(it.preview.handoffs[0] ==
        importing::ProposedHandoff{"Support tickets", k_billing, "Billing", 2, 3});
  CHECK(it.audit.handoffs.empty());
  const Imported wanted = imported_file("zendesk.csv", {.options = {"handoffs=yes"}});
  REQUIRE(wanted.audit.handoffs.size() == 1);
  const Handoff& handoff = wanted.audit.handoffs[0];
  CHECK(handoff.from == touchpoint_of(wanted.audit, "Support tickets").id);
  CHECK(handoff.to == touchpoint_of(wanted.audit, k_billing).id);
  REQUIRE(wanted.audit.teams.size() == 1);
  CHECK(handoff.receiver == wanted.audit.teams[0].id);
  CHECK_FALSE(handoff.response_hours.has_value());
  CHECK_FALSE(handoff.context.has_value());
}

TEST_CASE("Zendesk: tickets are put together by tag, channel or not at all", "[import][zendesk]") {
  const Imported tags = imported_file("zendesk.csv", {.options = {"by=tag"}});
  // "refund" is a tag of 7, 3 and 4: reopened are 3 and 4.
  const Measure& refund = measure_of(tags.audit, "Support tickets: refund", "repeat_contacts");
  CHECK(refund.successes == 2);
  CHECK(refund.n == 3);
  const Imported channels = imported_file("zendesk.csv", {.options = {"by=channel"}});
  CHECK(measure_of(channels.audit, "Support tickets: Mail", "repeat_contacts").n == 2);
  CHECK(touchpoint_of(channels.audit, "Support tickets: Mail").channel.has_value());
  const Imported all =
      imported_file("zendesk.csv", {.options = {"by=none", "touchpoint=Helpdesk"}});
  REQUIRE(all.audit.touchpoints.size() == 1);
  // 7, 3, 1, 9, 4 and 5; of 10 the reopens are no number.
  CHECK(measure_of(all.audit, "Helpdesk", "repeat_contacts").n == 6);
}

TEST_CASE("Zendesk: six first replies give an interval between two ranks", "[import][zendesk]") {
  // Hours 1 to 6. Ranks: 3 - .98 sqrt 6 = .6, so the first; 3 + .98 sqrt 6 = 5.4, so the sixth.
  std::string csv = "Id,Group,Group stations,Reopens,First reply time in minutes\n";
  for (int i = 1; i <= 6; ++i)
    csv += std::to_string(i) + ",Care,1,0," + std::to_string(i * 60) + "\n";
  const Imported it = imported("t.csv", csv);
  const Measure& waiting = measure_of(it.audit, "Support tickets: Care", "first_response_hours");
  CHECK(waiting.value == 3.5);
  CHECK(waiting.low == 1);
  CHECK(waiting.high == 6);
}

TEST_CASE("Zendesk: names, subjects and addresses of people are left out", "[import][zendesk]") {
  const Imported it = imported_file("zendesk.csv");
  CHECK(personal_columns(it.preview) ==
        Strings{"Assignee", "Organization", "Requester", "Requester domain", "Requester email",
                "Requester external id", "Requester id", "Subject", "Submitter"});
  const std::string written = write_audit(it.audit);
  for (const char* personal : {"Jane", "example.org", "Agent A", "Acme", "money"}) {
    CAPTURE(personal);
    CHECK(written.find(personal) == std::string::npos);
  }
}

TEST_CASE("Zendesk: JSON as lines, bare or a page gives what the CSV gives", "[import][zendesk]") {
  for (const char* file : {"zendesk_lines.json", "zendesk_bare.json", "zendesk_page.json"}) {
    CAPTURE(file);
    const Imported it = imported("zendesk.csv", import_file(file));
    CHECK(it.preview.kind == ImportKind::zendesk_json);
    CHECK(it.preview.rows == 6);
    check_billing(it.audit);
    // 9 is Good, with a comment; 4 was not asked.
    CHECK(measure_of(it.audit, k_cards, "csat_top2").n == 1);
    CHECK(measure_of(it.audit, k_cards, "repeat_contacts").value == .5);
    CHECK(it.preview.handoffs.size() == 1);
    CHECK(left_out(it.preview, "key comments") == 6);
    CHECK(write_audit(it.audit).find("secret") == std::string::npos);
  }
}

TEST_CASE("Zendesk: lines that are no ticket are listed, the others count", "[import][zendesk]") {
  const Imported it = imported_file("zendesk_bare.json");
  const Strings places = problem_places(it.preview);
  REQUIRE(places.size() == 2);
  CHECK(places[0] == "4||{\"id\": 8, broken");
  CHECK(places[1] == "8||\"text\"");
}

TEST_CASE("Zendesk: groups whose names differ in case or blanks are one", "[import][zendesk]") {
  const Imported it = imported("t.csv",
                               "Id,Group,Group stations,Assignee stations,Reopens\n"
                               "1,Billing,1,1,0\n2,billing,3,1,1\n3,BILLING,1,1,0\n");
  REQUIRE(it.audit.touchpoints.size() == 1);
  CHECK(it.audit.touchpoints[0].name == "Support tickets: BILLING");
  CHECK(measure_of(it.audit, "Support tickets: BILLING", "repeat_contacts").n == 3);
}
