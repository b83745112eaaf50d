// Pictures saved from the views: what the files hold.
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "host/headless.hpp"
#include "support/audit_builder.hpp"
#include "support/page.hpp"
#include "text/concat.hpp"
#include "ui/sketch.hpp"

namespace touchstone::app {
namespace {

namespace headless = platform::headless;
using test::audit;

// Thirty teams with a touchpoint each: more rows than the heat map shows at once.
Audit many_teams() {
  test::AuditBuilder built = audit();
  built.as_of("2026-11-01").stage("buy").stage("help");
  for (int i = 0; i < 30; ++i) {
    const std::string number = std::to_string(i);
    built.touchpoint("call <" + number + ">")
        .in_stage(i % 2 == 0 ? "buy" : "help")
        .owner("team <" + number + ">")
        .rated("effort", i % 5);
  }
  return built.build();
}

class Page : public test::OpenPage {
public:
  Page(const Audit& shown, std::string_view view_key)
      : OpenPage(shown, view_key, {.width = 1280, .height = 800}) {}

  // The first picture of the view, as SVG.
  static headless::SavedFile saved(std::string_view kind = "As SVG, sharp at any size") {
    REQUIRE(headless::press("button", "Save as a picture"));
    REQUIRE(headless::press("menuitem", kind));
    headless::frames();
    REQUIRE(!headless::saved_files().empty());
    return headless::saved_files().back();
  }
};

bool holds(const headless::SavedFile& file, std::string_view text) {
  return file.bytes.find(text) != std::string::npos;
}

TEST_CASE("the heat map is saved with all its rows, also those scrolled out of sight") {
  const Page page(many_teams(), "W");
  const headless::SavedFile file = Page::saved();
  CHECK(file.name.ends_with("-teams-by-stages.svg"));
  CHECK(file.mime == "image/svg+xml");
  CHECK(file.bytes.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
  CHECK(file.bytes.ends_with("</svg>\n"));
  CHECK(holds(file, "<title>Friction of teams by stage</title>"));
  for (int i = 0; i < 30; ++i) {
    INFO(i);
    CHECK(holds(file, concat("team &lt;", std::to_string(i), "&gt;</text>")));
  }
}

TEST_CASE("a picture is also saved as PNG, made from the same SVG") {
  const Page page(many_teams(), "W");
  const headless::SavedFile file = Page::saved("As PNG, for slides");
  CHECK(file.name.ends_with("-teams-by-stages.png"));
  CHECK(file.mime == "image/png");
  CHECK(file.bytes.starts_with("<svg "));
}

TEST_CASE("the hand-off graph is saved with its teams and lines") {
  const Page page(audit()
                      .as_of("2026-11-01")
                      .touchpoint("bill")
                      .owner("finance")
                      .touchpoint("call")
                      .owner("support")
                      .handoff("bill", "call")
                      .giver("finance")
                      .receiver("support")
                      .build(),
                  "W");
  REQUIRE(headless::press("tab", "Hand-offs"));
  const headless::SavedFile file = Page::saved();
  CHECK(file.name.ends_with("-hand-offs.svg"));
  CHECK(holds(file, "finance</text>"));
  CHECK(holds(file, "support</text>"));
  CHECK(holds(file, "<path d=\"M"));
}

TEST_CASE("a sketch holds shapes, lines and texts in css px, and nothing when it is not wanted") {
  headless::start();
  {
    ui::Sketch off{false};
    CHECK(ui::detail::sketch() == nullptr);
    CHECK(off.take("nothing").empty());
  }
  ui::Sketch sketch{true};
  REQUIRE(ui::detail::sketch() == &sketch);
  sketch.rect({10, 20, 30, 40}, 4, {255, 0, 0, 255}, 0);
  sketch.circle({100, 50}, 5, {0, 255, 0, 128}, 2);
  sketch.move_to({0, 0});
  sketch.line_to({10, 10});
  sketch.end_path({0, 0, 255, 255}, 1.5F, true);
  const std::string svg = sketch.take("a < b");
  CHECK(ui::detail::sketch() == nullptr);
  CHECK(svg.find("<title>a &lt; b</title>") != std::string::npos);
  CHECK(svg.find("<rect x=\"10\" y=\"20\" width=\"30\" height=\"40\" rx=\"4\" "
                 "fill=\"#ff0000\"/>") != std::string::npos);
  CHECK(svg.find("<circle cx=\"100\" cy=\"50\" r=\"5\" fill=\"none\" stroke-width=\"2\" "
                 "stroke=\"#00ff00\" stroke-opacity=\"0.5\"/>") != std::string::npos);
  CHECK(svg.find("<path d=\"M0 0L10 10Z\" fill=\"none\" stroke-width=\"1.5\" "
                 "stroke=\"#0000ff\"/>") != std::string::npos);
  CHECK(svg.find("viewBox=\"-12 -44 129 116\"") != std::string::npos);
  headless::stop();
}

}  // namespace
}  // namespace touchstone::app
