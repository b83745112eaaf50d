// The journey map: the friction curve, hand-offs from card to card, cards that change their place.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include "host/headless.hpp"
#include "host/runtime.hpp"
#include "model/model.hpp"
#include "platform/mirror.hpp"
#include "support/audit_builder.hpp"
#include "support/page.hpp"

namespace touchstone::app {
namespace {

namespace headless = platform::headless;
using test::audit;

// Two stages, two channels, and hand-offs of three kinds.
Audit shop() {
  return audit()
      .as_of("2026-11-01")
      .stage("buy")
      .stage("help")
      .channel("web")
      .channel("phone")
      .touchpoint("offer")
      .in_stage("buy")
      .on_channel("web")
      .owner("sales")
      .touchpoint("bill")
      .in_stage("buy")
      .on_channel("web")
      .owner("finance")
      .touchpoint("call")
      .in_stage("help")
      .on_channel("phone")
      .owner("support")
      .handoff("bill", "call")
      .giver("finance")
      .build();
}

// The map of an audit, on a page without a machine.
class Page : public test::OpenPage {
public:
  explicit Page(const Audit& shown, std::map<std::string, std::string> parameters = {})
      : OpenPage(shown, "M", {.parameters = std::move(parameters)}) {}

  // The touchpoint as it stands after all that was done.
  static Touchpoint kept(std::string_view id) {
    const Audit audit = OpenPage::kept();
    return *std::ranges::find(audit.touchpoints, TouchpointId(std::string(id)), &Touchpoint::id);
  }
};

struct Spot {
  float x, y;
};

// The middle of the card of a touchpoint, or of another thing whose name begins so.
Spot middle_of(std::string_view name, mirror::Role role = mirror::Role::button) {
  const auto& nodes = platform::tree().nodes();
  for (const mirror::Node& node : nodes) {
    if (node.role != role || !headless::text(node.name).starts_with(name)) continue;
    Spot middle{node.x + node.w / 2, node.y + node.h / 2};
    for (std::int32_t up = node.parent; up >= 0; up = nodes[static_cast<std::size_t>(up)].parent) {
      const mirror::Node& parent = nodes[static_cast<std::size_t>(up)];
      middle.x += parent.x - parent.scroll_x;
      middle.y += parent.y - parent.scroll_y;
    }
    return middle;
  }
  FAIL("nothing is called " << name);
  return {};
}

void drag(Spot from, Spot to, std::string_view before_letting_go = {}) {
  headless::drag(from.x, from.y, to.x, to.y, before_letting_go);
}

Spot below_header(std::string_view stage) {
  const Spot header = middle_of(stage, mirror::Role::image);
  return {header.x, header.y + 160};
}

void show_lanes(std::string_view by) {
  REQUIRE(headless::press("radio", by));
  headless::frames();
}

void choose_in_menu_of(std::string_view name, std::string_view item) {
  const Spot card = middle_of(name);
  headless::click_at(card.x, card.y);
  REQUIRE(headless::key("Shift+F10"));
  REQUIRE(headless::press("menuitem", item));
}

TEST_CASE("the map has a curve of friction over the stages, with its intervals") {
  const Page page(shop());
  const std::string all = headless::describe();
  const std::size_t at = all.find("Friction over the stages: buy ");
  REQUIRE(at != std::string::npos);
  const std::string name = all.substr(at, all.find('\n', at) - at);
  CHECK(name.find("), help ") != std::string::npos);
  CHECK(name.find(" to ") != std::string::npos);
}

TEST_CASE("the whole map is shown by a key, however large it is, and cards can still be pressed") {
  test::AuditBuilder wide = audit();
  wide.as_of("2026-11-01");
  for (int stage = 0; stage < 14; ++stage) {
    wide.touchpoint("step " + std::to_string(stage)).in_stage("stage " + std::to_string(stage));
  }
  const Page page(wide.build());
  const auto right_of_all = [] {
    float right = 0;
    for (int stage = 0; stage < 14; ++stage)
      right = std::max(right, middle_of("step " + std::to_string(stage) + ",").x);
    return right;
  };
  CHECK(right_of_all() > 1600);
  REQUIRE(headless::key("0"));
  CHECK(right_of_all() < 1200);
  const Spot last = middle_of("step 13,");
  headless::click_at(last.x, last.y);
  CHECK(headless::value_of("textbox", "Name") == "step 13");
}

TEST_CASE("a map of one stage has no curve") {
  const Page page(audit().as_of("2026-11-01").touchpoint("offer").in_stage("buy").build());
  CHECK(!test::OpenPage::says("Friction over the stages"));
}

TEST_CASE("the map tells how its hand-offs stand, until they are hidden") {
  const Page page(shop());
  CHECK(test::OpenPage::says("Hand-offs: 1 received by nobody, 1 not recorded"));
  REQUIRE(headless::press("checkbox", "Hand-offs"));
  CHECK(!test::OpenPage::says("Hand-offs: "));
}

TEST_CASE("a card dragged to another stage belongs to it, in one step of undo") {
  const Page page(shop());
  drag(middle_of("offer"), below_header("help"));
  CHECK(Page::kept("offer").stage == StageId("help"));
  CHECK(Page::kept("offer").channel == ChannelId("web"));
  REQUIRE(headless::press("button", "Undo"));
  CHECK(Page::kept("offer").stage == StageId("buy"));
}

TEST_CASE("a card dragged to another lane belongs to that lane's channel, team or discipline") {
  const Page page(shop());
  show_lanes("Channel");
  drag(middle_of("bill"), middle_of("call"));
  CHECK(Page::kept("bill").stage == StageId("help"));
  CHECK(Page::kept("bill").channel == ChannelId("phone"));
  show_lanes("Team");
  drag(middle_of("offer"), middle_of("call"));
  CHECK(Page::kept("offer").ownership->accountable == std::vector{OwnerId("support")});
}

TEST_CASE("a drag that Escape calls off, or that ends beside the map, moves nothing") {
  const Page page(shop());
  drag(middle_of("offer"), below_header("help"), "Escape");
  CHECK(Page::kept("offer").stage == StageId("buy"));
  drag(middle_of("offer"), {20, 990});
  CHECK(Page::kept("offer").stage == StageId("buy"));
}

TEST_CASE("a short slip of the pointer is still a press on the card") {
  const Page page(shop());
  const Spot card = middle_of("offer");
  CHECK(headless::value_of("textbox", "Name").empty());
  drag(card, {card.x + 2, card.y});
  CHECK(headless::value_of("textbox", "Name") == "offer");  // in the inspector
}

TEST_CASE("the menu of a card leads to the stages beside it") {
  const Page page(shop());
  choose_in_menu_of("offer", "To the next stage");
  CHECK(Page::kept("offer").stage == StageId("help"));
  const Spot card = middle_of("offer");
  headless::click_at(card.x, card.y);
  REQUIRE(headless::key("Shift+F10"));
  CHECK(!headless::press("menuitem", "To the next stage"));  // there is none
  REQUIRE(headless::press("menuitem", "To the stage before"));
  CHECK(Page::kept("offer").stage == StageId("buy"));
}

TEST_CASE("the map can be saved as a picture from where it is seen") {
  const Page page(shop());
  REQUIRE(headless::press("button", "Save as a picture"));
  REQUIRE(headless::press("menuitem", "As SVG, sharp at any size"));
  headless::frames();
  REQUIRE(!headless::saved_files().empty());
  const headless::SavedFile& file = headless::saved_files().back();
  CHECK(file.mime == "image/svg+xml");
  CHECK(file.name.ends_with("-map.svg"));
  CHECK(file.bytes.starts_with("<svg"));
}

}  // namespace
}  // namespace touchstone::app
