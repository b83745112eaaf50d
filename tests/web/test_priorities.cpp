// The priorities view: fixes, the plan for a budget, what if, how sure, what it is worth.
#include <algorithm>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "host/headless.hpp"
#include "score/score.hpp"
#include "state/studies.hpp"
#include "state/wording.hpp"
#include "support/audit_builder.hpp"
#include "support/page.hpp"

namespace touchstone::app {
namespace {

namespace headless = platform::headless;
using test::audit;

class Page : public test::OpenPage {
public:
  explicit Page(const Audit& shown, float width = 1600)
      : OpenPage(shown, "P", {.width = width, .height = 2400}) {}

  static void show(std::string_view tab) {
    REQUIRE(headless::press("tab", tab));
    headless::frames();
  }
};

// A call that hurts, a page that does not; a dear fix and a cheap one for the call, a third for
// both that needs the cheap one.
Audit shop() {
  Audit made = audit()
                   .rater("Ana")
                   .touchpoint("call")
                   .rated("overall", 4, "Ana")
                   .touchpoint("page")
                   .rated("overall", 1, "Ana")
                   .fix("more agents", 30)
                   .reduces("call", 0.6)
                   .fix("call back", 5)
                   .reduces("call", 0.4)
                   .fix("new page", 10)
                   .reduces("page", 0.5)
                   .requires_fix("call back")
                   .build();
  return made;
}

std::vector<std::string> titles(const Audit& audit, const std::vector<std::size_t>& fixes) {
  std::vector<std::string> names;
  for (const std::size_t fix : fixes) names.push_back(audit.fixes[fix].title);
  return names;
}

// Studies.

TEST_CASE("a plan studied over frames is the best plan") {
  headless::start();
  const Document document(shop(), shipped_model());
  const Scores scores = evaluate(document.audit(), document.model());
  const std::uint64_t version = 1;
  Studies studies(document, scores, version);
  while (!studies.plan(20).is_done) {
  }
  const Plan expected = best_plan(document.audit(), document.model(), scores, 20);
  CHECK(studies.plan(20).plan.fixes == expected.fixes);
  CHECK(studies.plan(20).plan.optimal);
  CHECK(titles(document.audit(), studies.plan(20).plan.fixes) ==
        std::vector<std::string>{"call back", "new page"});
  headless::stop();
}

TEST_CASE("the curve goes from no day to all days, and no budget is worse than a smaller one") {
  headless::start();
  const Document document(shop(), shipped_model());
  const Scores scores = evaluate(document.audit(), document.model());
  const std::uint64_t version = 1;
  Studies studies(document, scores, version);
  while (!studies.curve().is_done) {
  }
  const std::vector<BudgetPoint>& points = studies.curve().points;
  REQUIRE(points.size() == 25);
  CHECK(points.front().budget == 0);
  CHECK(points.front().journey == scores.journey->friction);
  CHECK(points.back().budget == 45);
  CHECK(std::ranges::is_sorted(points, std::ranges::greater{}, &BudgetPoint::journey));
  CHECK(points.back().journey < points.front().journey);
  headless::stop();
}

TEST_CASE("studies begin anew for another question, and when the audit has changed") {
  headless::start();
  const Document document(shop(), shipped_model());
  Scores scores = evaluate(document.audit(), document.model());
  std::uint64_t version = 1;
  Studies studies(document, scores, version);
  while (!studies.certainty(std::nullopt).is_done) {
  }
  CHECK(studies.certainty(std::nullopt).report.draws == 10'000);
  CHECK(studies.certainty(std::nullopt).report.p_in_plan.empty());
  while (!studies.certainty(20.0).is_done) {
  }
  CHECK(studies.certainty(20.0).report.p_in_plan.size() == 3);
  CHECK(studies.fixes().priorities[0].journey_drop > 0);
  for (TouchpointScore& score : scores.touchpoints) score.friction = 0;
  CHECK(studies.fixes().priorities[0].journey_drop > 0);
  version = 2;
  CHECK(studies.fixes().priorities[0].journey_drop == 0);
  headless::stop();
}

// Fixes.

TEST_CASE(
    "an audit without fixes says what a fix is, and one is added for the selected touchpoint") {
  const Page page(audit().touchpoint("call").touchpoint("page").build());
  CHECK(test::OpenPage::says("No fix yet"));
  REQUIRE(headless::press("button", "Add a fix"));
  headless::frames();
  CHECK(Page::kept().fixes.size() == 1);
  CHECK(Page::kept().fixes.front().status == FixStatus::open);
  CHECK(headless::exists("grid", "Fixes"));
}

TEST_CASE("effort, confidence and status of a fix are edited in the table") {
  const Page page(shop());
  REQUIRE(headless::focus("gridcell", "5 days"));
  REQUIRE(headless::key("Enter"));
  headless::frames();
  REQUIRE(headless::enter("textbox", "Effort", "7"));
  headless::frames();
  CHECK(Page::kept().fixes[1].effort == 7);
}

TEST_CASE("a fix is told what it helps, who does it and by when") {
  const Page page(shop());
  REQUIRE(headless::press("rowheader", "call back"));
  headless::frames();
  REQUIRE(headless::exists("group", "Fix: call back"));
  REQUIRE(headless::enter("textbox", "Takes off call", "55"));
  headless::frames();
  CHECK(Page::kept().fixes[1].effects.front().reduces == 0.55);
  REQUIRE(headless::enter("textbox", "Due", "2027-02-30"));
  headless::frames();
  CHECK(test::OpenPage::says("No such day"));
  CHECK_FALSE(Page::kept().fixes[1].due);
  REQUIRE(headless::enter("textbox", "Due", "2027-02-28"));
  headless::frames();
  CHECK(format_date(*Page::kept().fixes[1].due) == "2027-02-28");
  REQUIRE(headless::press("button", "Take out"));
  headless::frames();
  CHECK(Page::kept().fixes[1].effects.empty());
}

TEST_CASE("a fix is deleted with what others say of it, and undo brings it back") {
  const Page page(shop());
  REQUIRE(headless::press("rowheader", "call back"));
  headless::frames();
  REQUIRE(headless::press("button", "Delete"));
  headless::frames();
  CHECK(Page::kept().fixes.size() == 2);
  CHECK(Page::kept().fixes.back().requires_fixes.empty());
  REQUIRE(headless::key("Ctrl+Z"));
  headless::frames();
  CHECK(Page::kept().fixes.size() == 3);
}

TEST_CASE("every open fix stands in the picture of effort and gain and can be chosen there") {
  const Page page(shop());
  CHECK(headless::exists("img", "Effort and gain of 3 fixes"));
  CHECK(test::OpenPage::says("more agents: takes off"));
}

// The plan.

TEST_CASE("the plan follows the budget") {
  const Page page(shop());
  Page::show("Plan");
  REQUIRE(headless::slide("Budget", 16));
  headless::frames();
  CHECK(test::OpenPage::says("2 fixes, 15 of 16 days"));
  CHECK(test::OpenPage::says("Proven: no set of fixes within the budget takes more off."));
  REQUIRE(headless::slide("Budget", 4));
  headless::frames();
  CHECK(test::OpenPage::says("0 fixes, 0 of 4 days"));
}

TEST_CASE("fixes switched by hand show their journey beside the best plan's, and their faults") {
  const Page page(shop());
  Page::show("Plan");
  REQUIRE(headless::slide("Budget", 16));
  headless::frames();
  REQUIRE(headless::press("gridcell", "yes"));  // of the first row, "call back"
  headless::frames();
  CHECK(test::OpenPage::says("Your choice"));
  CHECK(test::OpenPage::says("new page needs call back first."));
  CHECK(test::OpenPage::says("The best plan for this budget comes to "));
  REQUIRE(headless::press("button", "Back to the best plan"));
  headless::frames();
  CHECK_FALSE(test::OpenPage::says("Your choice"));
}

TEST_CASE("fixes whose effort nobody knows have no plan") {
  const Page page(audit().touchpoint("call").fix("more agents").build());
  Page::show("Plan");
  CHECK(test::OpenPage::says("No effort known yet"));
}

// How sure, what it is worth, what comes first.

TEST_CASE("the ranking's certainty is shown for each touchpoint, and each fix's in the plan") {
  const Page page(shop());
  Page::show("How sure");
  for (int i = 0; i < 100 && !headless::exists("grid", "How sure each rank is"); ++i)
    headless::frames(10);
  CHECK(test::OpenPage::says("rank 1 "));
  CHECK(test::OpenPage::says("How sure each fix is in the best plan for "));
}

TEST_CASE("what is at stake names the figures that are missing, then the sum") {
  Audit made = shop();
  made.touchpoints[0].volume = 1000;
  made.touchpoints[0].lost_share = 0.1;
  made.touchpoints[0].contacts = 50;
  const Page page(made);
  Page::show("Worth");
  CHECK(test::OpenPage::says("Missing: margin a month, customers kept a month"));
  for (const auto& [field, value] : {std::pair{"Margin a month", "10"},
                                     {"Kept a month", "90"},
                                     {"Discount a month", "0"},
                                     {"Cost of a contact", "4"}}) {
    REQUIRE(headless::enter("textbox", field, value));
    headless::frames();
  }
  const Economics kept = *Page::kept().header.economics;
  CHECK(kept.margin_per_month == 10);
  CHECK(kept.retention_monthly == 0.9);
  // 10 x 0.9 / (1 - 0.9) = 90 a customer; 100 lost: 9,000; 50 contacts: 200.
  CHECK(test::OpenPage::says("9,200"));
}

TEST_CASE("the stage of the business says what comes first, and moves fixes") {
  Audit made = shop();
  made.touchpoints[0].discipline = Discipline::cx;
  made.touchpoints[1].discipline = Discipline::ux;
  made.header.business_stage = BusinessStage::early;
  const Page page(made);
  Page::show("UX or CX first?");
  CHECK(test::OpenPage::says("UX first"));
  CHECK(test::OpenPage::says("1.5 times"));
  CHECK(test::OpenPage::says("0.67 times"));
}

TEST_CASE("a read-only narrow page shows priorities and changes nothing") {
  const Page page(shop(), 390);
  CHECK(headless::exists("grid", "Fixes"));
  for (const std::string_view tab : {"Plan", "Worth", "UX or CX first?"}) Page::show(tab);
  CHECK(Page::kept().fixes == shop().fixes);
}

}  // namespace
}  // namespace touchstone::app
