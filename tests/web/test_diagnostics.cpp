// The diagnostics view: what was found with its proof, what was not, what cannot be judged.
#include <string>
#include <string_view>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include "document/new_audit.hpp"
#include "host/headless.hpp"
#include "support/audit_builder.hpp"
#include "support/page.hpp"
#include "text/concat.hpp"

namespace touchstone::app {
namespace {

namespace headless = platform::headless;
using test::audit;

class Page : public test::OpenPage {
public:
  explicit Page(const Audit& shown, std::map<std::string, std::string> parameters = {},
                float width = 1600)
      : OpenPage(shown, "", {.width = width, .parameters = std::move(parameters)}) {}

  static void show() { REQUIRE(headless::key("D")); }
};

// Only screens are listed; nothing else is wrong that could be judged.
Audit screens_only() {
  return audit()
      .as_of("2026-11-01")
      .stage("look", Phase::pre_purchase)
      .stage("tell", Phase::advocacy)
      .stage("help", Phase::post_purchase, StageRole::support)
      .channel("app", ChannelKind::digital)
      .touchpoint("open the app")
      .in_stage("look")
      .touchpoint("tell a friend")
      .in_stage("tell")
      .touchpoint("ask for help")
      .in_stage("help")
      .build();
}

TEST_CASE("diagnostics of an audit without touchpoints lead to the touchpoints") {
  const Page page(new_audit({20000}, "Empty"));
  Page::show();
  REQUIRE(headless::press("button", "Go to the touchpoints"));
  CHECK(headless::exists("heading", "Touchpoints"));
}

TEST_CASE("a diagnostic that was found stands first, with its condition and what would settle it") {
  const Page page(screens_only());
  Page::show();
  CHECK(Page::says("Only digital channels are listed; calls, counters, parcels and letters"));
  CHECK(
      Page::says("Number of human or physical channels: 0. The pattern shows when there is none."));
  CHECK(Page::says("What would settle it: List the phone, the shop, the parcel"));
  const std::string all = headless::describe();
  CHECK(all.find("People and places") < all.find("Cannot be judged yet:"));
}

TEST_CASE("what cannot be judged says why and what would settle it") {
  const Page page(screens_only());
  Page::show();
  CHECK_FALSE(Page::says("Plan fixes for the touchpoints"));
  REQUIRE(headless::press("button", "Only one problem"));
  CHECK(Page::says("No fix is planned yet. Plan fixes for the touchpoints that hold most"));
}

TEST_CASE("only the diagnostics of one kind can be shown") {
  const Page page(screens_only());
  Page::show();
  REQUIRE(headless::exists("heading", "Found in this audit: 1"));
  REQUIRE(headless::press("combobox", "Which diagnostics"));
  REQUIRE(headless::press("option", "Found in this audit: 1"));
  headless::frames();
  CHECK(headless::exists("button", "People and places, 0"));
  CHECK_FALSE(headless::exists("button", "Only one problem"));
}

TEST_CASE("a diagnostic leads to where it can be acted on") {
  const Page page(screens_only());
  Page::show();
  REQUIRE(headless::press("button", "Go to Audit set-up"));
  CHECK(headless::exists("tabpanel", "Channels"));
}

TEST_CASE("the proof of a diagnostic selects its touchpoint, with the tab that shows why") {
  headless::start(1600, 2400);
  headless::frames();
  Page::show();
  REQUIRE(Page::says("Promise not kept"));
  REQUIRE(headless::press("button", "Dispute and refund"));
  CHECK(headless::exists("tabpanel", "Friction"));
  CHECK(headless::value_of("textbox", "Name") == "Dispute and refund");
  headless::stop();
}

TEST_CASE("a diagnostic's thresholds are those of the audit's own model") {
  Audit changed = screens_only();
  changed.header.overrides.push_back({"/thresholds/one_problem_only/others_min/value", "7"});
  const Page page(changed);
  Page::show();
  REQUIRE(headless::press("button", "Only one problem"));
  CHECK(Page::says("7 or more others hold at least 15 %"));
}

TEST_CASE("the thresholds of a diagnostic can be gone to in the scoring model") {
  const Page page(screens_only());
  Page::show();
  REQUIRE(headless::press("button", "Only one problem"));
  REQUIRE(headless::press("button", "Thresholds"));
  INFO(headless::describe());
  CHECK(headless::exists("rowheader", "one problem only: others min"));
}

TEST_CASE("the overview leads to the diagnostics it names") {
  const Page page(screens_only());
  REQUIRE(headless::key("O"));
  REQUIRE(headless::press("button", "People and places"));
  CHECK(headless::exists("main", "Diagnostics"));
  REQUIRE(headless::key("Enter"));  // the focus is on it: it closes
  CHECK_FALSE(Page::says("Only digital channels are listed"));
}

TEST_CASE("the diagnostics can be used on a phone") {
  const Page page(screens_only(), {}, 390);
  Page::show();
  CHECK(headless::exists("heading", "Diagnostics"));
}

}  // namespace
}  // namespace touchstone::app
