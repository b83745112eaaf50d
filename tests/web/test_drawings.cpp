// Drawings kept from frame to frame (ui/drawings.hpp): the same triangles, where the picture is
// now.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <imgui_internal.h>

#include "host/headless.hpp"
#include "platform/mirror.hpp"
#include "ui/drawings.hpp"

namespace touchstone::ui {
namespace {

using Catch::Matchers::WithinAbs;

constexpr Rect k_rect{100, 40, 60, 20};
constexpr Vec2 k_corner{k_rect.x, k_rect.y};

// The page's own context; its fonts have the texture that every drawing needs.
class Page {
public:
  Page() { platform::headless::start(); }

  ~Page() { platform::headless::stop(); }

  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  ImDrawList& list() { return *ImGui::GetForegroundDrawList(ImGui::GetMainViewport()); }
};

void draw_box(ImDrawList& list, Vec2 at) {
  list.AddRectFilled({at.x, at.y}, {at.x + 60, at.y + 20}, 0xFF0000FF, 4);
}

Drawing drawn_at(ImDrawList& list, Vec2 corner) {
  Drawing drawing;
  const Recording recording(list, corner);
  draw_box(list, corner);
  recording.keep(drawing);
  return drawing;
}

TEST_CASE("a kept drawing gives the triangles that drawing it there would give") {
  Page page;
  ImDrawList& list = page.list();
  const Drawing kept = drawn_at(list, k_corner);
  REQUIRE(kept.triangles.size() >= 6);

  const int corners = list.VtxBuffer.Size, triangles = list.IdxBuffer.Size;
  kept.repeat(list, {300, 500});
  const int repeated = list.VtxBuffer.Size, repeated_triangles = list.IdxBuffer.Size;
  draw_box(list, {300, 500});

  REQUIRE(list.VtxBuffer.Size - repeated == repeated - corners);
  REQUIRE(list.IdxBuffer.Size - repeated_triangles == repeated_triangles - triangles);
  for (int i = 0; i < repeated - corners; ++i) {
    CHECK_THAT(list.VtxBuffer[corners + i].pos.x,
               WithinAbs(list.VtxBuffer[repeated + i].pos.x, 0.001));
    CHECK_THAT(list.VtxBuffer[corners + i].pos.y,
               WithinAbs(list.VtxBuffer[repeated + i].pos.y, 0.001));
    CHECK(list.VtxBuffer[corners + i].col == list.VtxBuffer[repeated + i].col);
  }
  for (int i = 0; i < repeated_triangles - triangles; ++i) {
    CHECK(list.IdxBuffer[triangles + i] - static_cast<unsigned>(corners) ==
          list.IdxBuffer[repeated_triangles + i] - static_cast<unsigned>(repeated));
  }
}

TEST_CASE("a drawing that changed the clipping is not kept") {
  Page page;
  ImDrawList& list = page.list();
  draw_box(list, k_corner);
  Drawing drawing;
  const Recording recording(list, k_corner);
  list.PushClipRect({0, 0}, {10, 10});
  draw_box(list, k_corner);
  list.PopClipRect();
  recording.keep(drawing);
  CHECK(drawing.is_empty());
}

TEST_CASE("a drawing is forgotten with its look, or when a frame did not ask for it") {
  Drawings drawings;
  drawings.find(7, 1).name = "Refund call";
  drawings.begin_frame();
  CHECK(drawings.find(7, 1).name == "Refund call");
  CHECK(drawings.find(7, 2).name.empty());
  drawings.find(7, 2).name = "Refund call, friction 81";
  drawings.begin_frame();
  drawings.begin_frame();
  CHECK(drawings.find(7, 2).name.empty());
}

TEST_CASE(
    "a picture looks otherwise with its content, its state, its size and its place in a pixel") {
  Page page;
  const std::uint64_t look = look_of(1, 0, k_rect);
  CHECK(look_of(1, 0, {900, 800, k_rect.w, k_rect.h}) == look);
  CHECK(look_of(2, 0, k_rect) != look);
  CHECK(look_of(1, 1, k_rect) != look);
  CHECK(look_of(1, 0, {k_rect.x + 0.5F, k_rect.y, k_rect.w, k_rect.h}) != look);
  CHECK(look_of(1, 0, {k_rect.x, k_rect.y, k_rect.w + 1, k_rect.h}) != look);
}

TEST_CASE("the mirror finds each of thousands of ids, and changes a repeated one") {
  mirror::Tree tree;
  for (int frame = 0; frame < 2; ++frame) {
    tree.begin_frame();
    for (std::uint32_t i = 0; i < 5000; ++i)
      tree.add(i * 64 + 1, mirror::Role::button).row = static_cast<int>(i);
    for (std::uint32_t i = 0; i < 5000; ++i) {
      const mirror::Node* node = tree.find(i * 64 + 1);
      REQUIRE(node != nullptr);
      REQUIRE(node->row == static_cast<int>(i));
    }
    CHECK(tree.find(2) == nullptr);
    CHECK(tree.duplicate_ids() == 0);
    CHECK(tree.add(65, mirror::Role::button).id != 65);
    CHECK(tree.duplicate_ids() == 1);
  }
}

}  // namespace
}  // namespace touchstone::ui
