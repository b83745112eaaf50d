// The ownership view: heat map, who does what, gaps, load, hand-offs.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include "document/new_audit.hpp"
#include "host/headless.hpp"
#include "score/score.hpp"
#include "state/handoff_graph.hpp"
#include "state/ownership_facts.hpp"
#include "support/audit_builder.hpp"
#include "support/page.hpp"
#include "text/concat.hpp"

namespace touchstone::app {
namespace {

namespace headless = platform::headless;
using test::audit;

// The ownership view of an audit, on a page without a machine.
class Page : public test::OpenPage {
public:
  explicit Page(const Audit& shown, std::map<std::string, std::string> parameters = {},
                float width = 1600)
      : OpenPage(shown, "W", {.width = width, .parameters = std::move(parameters)}) {}

  static void show(std::string_view tab) { REQUIRE(headless::press("tab", tab)); }
};

bool stands_before(std::string_view first, std::string_view second) {
  const std::string page = headless::describe();
  return page.find(first) < page.find(second) && page.find(second) != std::string::npos;
}

void choose_in_cell(std::string_view cell, std::string_view option) {
  REQUIRE(headless::focus("gridcell", cell));
  REQUIRE(headless::key("Enter"));
  REQUIRE(headless::press("option", option));
  headless::frames();
}

// A shop: support owns the call, a person of sales the offer, nobody the refund; nobody was asked
// about the bill.
Audit shop() {
  return audit()
      .as_of("2026-11-01")
      .stage("buy")
      .stage("help")
      .person("Ana", "sales")
      .touchpoint("offer")
      .in_stage("buy")
      .owner("Ana")
      .touchpoint("bill")
      .in_stage("buy")
      .touchpoint("call")
      .in_stage("help")
      .owner("support")
      .touchpoint("refund")
      .in_stage("help")
      .no_owner()
      .handoff("bill", "call")
      .giver("sales")
      .build();
}

Scores scores_of(const Audit& audit) {
  return evaluate(audit, shipped_model());
}

const HeatCell& cell_of(const HeatMap& map, std::string_view row, std::string_view column) {
  const auto at = std::ranges::find(map.rows, row, &HeatRow::name);
  REQUIRE(at != map.rows.end());
  const auto beside = std::ranges::find(map.columns, column);
  REQUIRE(beside != map.columns.end());
  return map.at(static_cast<std::size_t>(at - map.rows.begin()),
                static_cast<std::size_t>(beside - map.columns.begin()));
}

// Heat map.

TEST_CASE("in the heat map a person's touchpoint counts for their team") {
  const Audit a = shop();
  const HeatMap map = heat_map(a, shipped_model(), scores_of(a));
  CHECK(cell_of(map, "sales", "buy").touchpoints == TouchpointList{0});
  CHECK(cell_of(map, "support", "help").touchpoints == TouchpointList{2});
  CHECK(cell_of(map, "support", "buy").touchpoints.empty());
}

TEST_CASE("the heat map tells nobody from not asked, and several teams from one") {
  const Audit a = audit()
                      .touchpoint("refund")
                      .no_owner()
                      .touchpoint("bill")
                      .touchpoint("chat")
                      .owner("support")
                      .owner("sales")
                      .person("Ana", "sales")
                      .touchpoint("offer")
                      .owner("Ana")
                      .owner("sales")
                      .build();
  const HeatMap map = heat_map(a, shipped_model(), scores_of(a));
  CHECK(cell_of(map, "Nobody", "All stages").touchpoints == TouchpointList{0});
  CHECK(cell_of(map, "Not asked yet", "All stages").touchpoints == TouchpointList{1});
  CHECK(cell_of(map, "Several teams", "No stage yet").touchpoints == TouchpointList{2});
  CHECK(cell_of(map, "sales", "No stage yet").touchpoints == TouchpointList{3});
}

TEST_CASE("a person without a team has a row of their own in the heat map") {
  const Audit a = audit().person("Ana").touchpoint("offer").owner("Ana").build();
  const HeatMap map = heat_map(a, shipped_model(), scores_of(a));
  CHECK(cell_of(map, "Ana", "All stages").touchpoints == TouchpointList{0});
}

TEST_CASE("the heat map's field says friction and number, and lists its touchpoints") {
  const Page page(shop());
  CHECK(headless::exists("grid", "Teams by stages"));
  CHECK(headless::exists("rowheader", "support"));
  CHECK(headless::exists("columnheader", "help"));
  REQUIRE(headless::press("gridcell", "Friction 50, 4 touchpoints"));
  CHECK(headless::exists("heading", "All of them · All stages: 4 touchpoints"));
  REQUIRE(headless::press("rowheader", "support"));
  CHECK(headless::exists("heading", "support · All stages: 1 touchpoint"));
  REQUIRE(headless::press("button", "call"));
  CHECK(headless::value_of("textbox", "Name") == "call");
}

TEST_CASE("the heat map shows ownership gaps instead of friction when asked to") {
  const Page page(shop());
  CHECK_FALSE(test::OpenPage::says("Ownership gap 83, 1 touchpoint"));
  REQUIRE(headless::press("radio", "Ownership gap"));
  CHECK(test::OpenPage::says("Ownership gap 83, 1 touchpoint"));
}

// Who does what.

TEST_CASE("an owner chosen in the grid is in the audit, and can be taken out again") {
  const Page page(audit().team("support").touchpoint("call").build());
  page.show("Who does what");
  choose_in_cell("Not asked yet", "support");
  CHECK(page.kept().touchpoints[0].ownership->accountable == std::vector{OwnerId("support")});
  choose_in_cell("support", "support");
  CHECK(page.kept().touchpoints[0].ownership->accountable == std::vector<OwnerId>{});
  CHECK(headless::exists("gridcell", "Nobody"));
  choose_in_cell("Nobody", "Not asked yet");
  CHECK_FALSE(page.kept().touchpoints[0].ownership->accountable.has_value());
}

TEST_CASE("a touchpoint whose gap was just closed stays in the list of those with gaps") {
  const Page page(audit()
                      .person("Ana", "support")
                      .touchpoint("call")
                      .owner("Ana")
                      .nobody_responsible()
                      .deputy("Ana")
                      .last_review("2026-10-31")
                      .authority(true)
                      .build());
  page.show("Who does what");
  REQUIRE(headless::press("checkbox", "Only with ownership gaps"));
  REQUIRE(headless::exists("rowheader", "call"));
  choose_in_cell("Nobody", "Ana");
  CHECK(headless::exists("gridcell", "none"));
  CHECK(headless::exists("rowheader", "call"));
  REQUIRE(headless::press("checkbox", "Only with ownership gaps"));
  REQUIRE(headless::press("checkbox", "Only with ownership gaps"));
  CHECK_FALSE(headless::exists("rowheader", "call"));
}

TEST_CASE("the grid is sorted by who is accountable when its header is pressed") {
  const Page page(audit().touchpoint("a").owner("zebra").touchpoint("b").owner("ant").build());
  page.show("Who does what");
  CHECK(stands_before("rowheader \"a\"", "rowheader \"b\""));
  REQUIRE(headless::press("columnheader", "Accountable"));
  CHECK(stands_before("rowheader \"b\"", "rowheader \"a\""));
}

TEST_CASE("a read-only page shows who does what and offers no change") {
  headless::start(1600, 1000, {{"read-only", ""}});
  headless::frames();
  REQUIRE(headless::key("W"));
  REQUIRE(headless::press("tab", "Who does what"));
  REQUIRE(headless::focus("gridcell", "Nobody"));
  headless::key("Enter");
  CHECK_FALSE(headless::exists("listbox", "Accountable"));
  REQUIRE(headless::press("tab", "Hand-offs"));
  CHECK_FALSE(headless::press("button", "Add a hand-off"));
  headless::stop();
}

// Gaps.

TEST_CASE("gaps stand with the most severe first, each with its remedy") {
  const Page page(shop());
  page.show("Gaps");
  CHECK(stands_before("Nobody answers for refund.", "Nobody has asked yet who owns bill."));
  CHECK(test::OpenPage::says("Name one accountable person"));
}

TEST_CASE("a gap accepted with a reason leaves the list, and comes back when that is taken back") {
  const Page page(audit().touchpoint("refund").no_owner().build());
  page.show("Gaps");
  REQUIRE(headless::exists("group", "Nobody answers for refund."));
  REQUIRE(headless::press("button", "Accept"));
  CHECK_FALSE(headless::press("button", "Accept this gap"));
  REQUIRE(headless::enter("textbox", "Reason", "It ends in spring"));
  REQUIRE(headless::press("button", "Accept this gap"));
  CHECK_FALSE(headless::exists("group", "Nobody answers for refund."));
  REQUIRE(page.kept().accepted_gaps.size() == 1);
  CHECK(page.kept().accepted_gaps[0].reason == "It ends in spring");
  REQUIRE(headless::press("button", "Accepted gaps, 1"));
  CHECK(test::OpenPage::says("It ends in spring"));
  REQUIRE(headless::press("button", "Take back"));
  CHECK(page.kept().accepted_gaps.empty());
  CHECK(headless::exists("group", "Nobody answers for refund."));
}

TEST_CASE("a gap of the whole journey is accepted without a target") {
  const Page page(audit()
                      .touchpoint("app")
                      .discipline(Discipline::ux)
                      .touchpoint("call")
                      .discipline(Discipline::cx)
                      .kpi("calls")
                      .build());
  page.show("Gaps");
  REQUIRE(headless::press("combobox", "Kind of gap"));
  REQUIRE(headless::press("option", "No shared KPI (1)"));
  REQUIRE(headless::press("button", "Accept"));
  REQUIRE(headless::enter("textbox", "Reason", "One team only"));
  REQUIRE(headless::press("button", "Accept this gap"));
  const Audit kept = page.kept();
  REQUIRE(kept.accepted_gaps.size() == 1);
  CHECK_FALSE(kept.accepted_gaps[0].target.has_value());
  CHECK_FALSE(test::OpenPage::says("No shared KPI (1)"));
}

TEST_CASE("only the gaps of one kind are shown when it is chosen") {
  const Page page(shop());
  page.show("Gaps");
  REQUIRE(headless::press("combobox", "Kind of gap"));
  REQUIRE(headless::press("option", "Never asked (1)"));
  CHECK(headless::exists("group", "Nobody has asked yet who owns bill."));
  CHECK_FALSE(headless::exists("group", "Nobody answers for refund."));
}

TEST_CASE("a gap leads to its touchpoint") {
  const Page page(shop());
  page.show("Gaps");
  REQUIRE(headless::press("button", "refund"));
  CHECK(headless::value_of("textbox", "Name") == "refund");
}

// Load.

TEST_CASE("who answers for too much is marked, with the number") {
  auto builder = audit();
  builder.person("Ana");
  for (int i = 0; i < 8; ++i) builder.touchpoint(concat("t", std::to_string(i))).owner("Ana");
  const Audit alone = builder.build();
  // The only owner is the one in the middle, too.
  CHECK_FALSE(loads(alone, shipped_model(), scores_of(alone)).owners[0].overloaded);
  const Page page(
      builder.touchpoint("other").owner("Ben").touchpoint("third").owner("Cem").build());
  page.show("Load");
  CHECK(headless::exists("rowheader", "Ana"));
  CHECK(headless::exists("gridcell", "8"));
  CHECK(headless::exists("gridcell", "Too much"));
  CHECK(test::OpenPage::says("One owner answers for too much"));
}

TEST_CASE("touchpoints without an owner are part of the load") {
  const Page page(shop());
  page.show("Load");
  REQUIRE(headless::press("button", "Touchpoints nobody answers for, 1"));
  CHECK(headless::exists("button", "refund"));
}

// Hand-offs.

// Support follows sales, and no hand-off is written down.
Audit two_teams() {
  return audit()
      .stage("buy")
      .stage("help")
      .touchpoint("offer")
      .in_stage("buy")
      .owner("sales")
      .touchpoint("call")
      .in_stage("help")
      .owner("support")
      .touchpoint("refund")
      .in_stage("help")
      .owner("support")
      .handoff("call", "refund")
      .giver("support")
      .receiver("support")
      .passes_on("name")
      .answers_within(4)
      .build();
}

TEST_CASE("the hand-off graph counts each hand-off once, by team and by stage") {
  const Audit a = two_teams();
  const Scores scores = scores_of(a);
  const HandoffGraph teams = handoff_graph(a, scores, HandoffNodes::teams);
  REQUIRE(teams.nodes.size() == 2);
  REQUIRE(teams.edges.size() == 2);
  CHECK(teams.edges[0].state == HandoffState::unrecorded);
  CHECK(teams.nodes[teams.edges[0].from].name == "sales");
  CHECK(teams.edges[1].from == teams.edges[1].to);
  CHECK(teams.edges[1].state == HandoffState::settled);
  const HandoffGraph stages = handoff_graph(a, scores, HandoffNodes::stages);
  CHECK(stages.nodes[stages.unrecorded[0].first].name == "buy");
  CHECK(stages.nodes[stages.unrecorded[0].second].name == "help");
}

TEST_CASE("a hand-off that nobody receives leads to nobody") {
  const Audit a = audit().handoff("bill", "call").giver("sales").build();
  const HandoffGraph graph = handoff_graph(a, scores_of(a), HandoffNodes::teams);
  CHECK(graph.nodes[graph.recorded[0].second].name == "Nobody");
  CHECK(graph.edges[0].state == HandoffState::no_receiver);
}

TEST_CASE("an unrecorded hand-off is recorded with one press, and undone with one") {
  const Page page(two_teams());
  page.show("Hand-offs");
  REQUIRE(headless::exists("img", "Hand-offs between teams: 1 settled, 1 not recorded"));
  REQUIRE(headless::press("button", "Record this hand-off"));
  headless::frames();
  const Audit kept = page.kept();
  REQUIRE(kept.handoffs.size() == 2);
  CHECK(kept.handoffs[1].from == TouchpointId("offer"));
  CHECK(kept.handoffs[1].to == TouchpointId("call"));
  CHECK(kept.handoffs[1].giver == OwnerId("sales"));
  CHECK(kept.handoffs[1].receiver == OwnerId("support"));
  CHECK_FALSE(kept.handoffs[1].response_hours.has_value());
  CHECK_FALSE(headless::exists("button", "Record this hand-off"));
  REQUIRE(headless::key("Ctrl+Z"));
  headless::frames();
  CHECK(headless::exists("button", "Record this hand-off"));
  CHECK(page.kept().handoffs.size() == 1);
}

TEST_CASE("a hand-off is edited in its place and deleted") {
  const Page page(two_teams());
  page.show("Hand-offs");
  REQUIRE(headless::press("button", "Edit"));
  REQUIRE(headless::enter("textbox", "What is passed on", "name, order , "));
  REQUIRE(headless::press("combobox", "Received by"));
  REQUIRE(headless::press("option", "sales"));
  const Audit kept = page.kept();
  CHECK(kept.handoffs[0].context == std::vector<std::string>{"name", "order"});
  CHECK(kept.handoffs[0].receiver == OwnerId("sales"));
  REQUIRE(headless::press("button", "Delete this hand-off"));
  CHECK(page.kept().handoffs.empty());
}

TEST_CASE("an added hand-off is open at once, and says that nobody receives it") {
  const Page page(two_teams());
  page.show("Hand-offs");
  REQUIRE(headless::press("button", "Add a hand-off"));
  headless::frames();
  CHECK(page.kept().handoffs.size() == 2);
  CHECK(headless::exists("combobox", "Received by"));
  CHECK(test::OpenPage::says("Nobody receives"));
}

TEST_CASE("a team of the picture shows only its own hand-offs, until it is pressed again") {
  const Page page(two_teams());
  page.show("Hand-offs");
  REQUIRE(headless::exists("heading", "Recorded: 1"));
  constexpr std::string_view k_sales = "sales: hands over 1 time, receives 0 times; 1 not settled";
  REQUIRE(headless::press("button", k_sales));
  CHECK(headless::exists("heading", "Recorded, from or to sales: 0"));
  REQUIRE(headless::press("button", k_sales));
  CHECK(headless::exists("heading", "Recorded: 1"));
}

// What is not there yet.

TEST_CASE("ownership of an audit without touchpoints leads to the touchpoints") {
  const Page page(new_audit({20000}, "Empty"));
  REQUIRE(headless::press("button", "Go to the touchpoints"));
  CHECK(headless::exists("heading", "Touchpoints"));
}

TEST_CASE("ownership of an audit without teams leads to where they are listed") {
  const Page page(audit().touchpoint("call").build());
  REQUIRE(headless::press("button", "List the teams"));
  CHECK(headless::exists("button", "Add a team"));
}

TEST_CASE("each tab can be used on a phone") {
  const Page page(shop(), {}, 390);
  for (const std::string_view tab : {"Who does what", "Gaps", "Load", "Hand-offs", "Heat map"}) {
    page.show(tab);
    CHECK(headless::exists("tabpanel", tab));
  }
}

}  // namespace
}  // namespace touchstone::app
