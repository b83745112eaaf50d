// The report view: the preview, what goes into the report, and the forms it is saved in.
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include "document/new_audit.hpp"
#include "host/headless.hpp"
#include "support/audit_builder.hpp"
#include "support/page.hpp"

namespace touchstone::app {
namespace {

namespace headless = platform::headless;
using test::audit;

class Page : public test::OpenPage {
public:
  explicit Page(const Audit& shown, std::map<std::string, std::string> parameters = {},
                float width = 1600)
      : OpenPage(shown, "R", {.width = width, .parameters = std::move(parameters)}) {}

  static bool report_says(std::string_view text) {
    return headless::document().find(text) != std::string::npos;
  }
};

Audit bakery() {
  Audit made = audit().as_of("2026-11-01").touchpoint("queue").touchpoint("cake").build();
  made.header.title = "Bakery & sons";
  return made;
}

TEST_CASE("the report of an audit without touchpoints leads to the touchpoints") {
  const Page page(new_audit({20000}, "Empty"));
  REQUIRE(headless::press("button", "Go to the touchpoints"));
  CHECK(headless::exists("heading", "Touchpoints"));
}

TEST_CASE("the report is shown in a frame") {
  const Page page(bakery());
  REQUIRE(headless::exists("document", "Preview of the report"));
  CHECK(Page::report_says("<title>Bakery &amp; sons</title>"));
  CHECK(Page::report_says("How sure"));
}

TEST_CASE("the report says nothing of how sure the ranking is where that is not wanted") {
  const Page page(bakery());
  REQUIRE(headless::press("checkbox", "Say how sure the ranking is"));
  headless::frames();
  CHECK_FALSE(Page::report_says("How sure"));
}

TEST_CASE("the report follows the audit") {
  const Page page(bakery());
  REQUIRE(headless::key("T"));
  REQUIRE(headless::press("button", "Add touchpoint"));
  headless::frames();
  REQUIRE(headless::press("button", "Report"));
  headless::frames();
  CHECK(Page::report_says("New touchpoint"));
}

TEST_CASE("the report is saved as it is shown, named after the audit") {
  const Page page(bakery());
  REQUIRE(headless::press("button", "Save the report"));
  headless::frames();
  REQUIRE(!headless::saved_files().empty());
  CHECK(headless::saved_files().back().name == "Bakery-sons-report.html");
  CHECK(headless::saved_files().back().bytes == headless::document());
}

TEST_CASE("every other form of the report can be saved") {
  const Page page(bakery());
  const std::map<std::string, std::string> begins = {
      {"Markdown", "#"},      {"Scores as JSON", "{\"format\""},
      {"Touchpoints", ""},    {"Gaps", ""},
      {"Fixes", ""},          {"Fixes for Jira", ""},
      {"Map as SVG", "<svg"}, {"Map as PNG", "<svg"}};
  for (const auto& [label, beginning] : begins) {
    INFO(label);
    const std::size_t before = headless::saved_files().size();
    REQUIRE(headless::press("button", label));
    headless::frames();
    REQUIRE(headless::saved_files().size() == before + 1);
    CHECK(headless::saved_files().back().bytes.find(beginning) != std::string::npos);
  }
}

TEST_CASE("on a phone the preview and the saving are two tabs") {
  const Page page(bakery(), {}, 390);
  CHECK(headless::exists("document", "Preview of the report"));
  REQUIRE(headless::press("tab", "Save"));
  CHECK_FALSE(headless::exists("document", "Preview of the report"));
  CHECK(headless::exists("button", "Save the report"));
}

}  // namespace
}  // namespace touchstone::app
