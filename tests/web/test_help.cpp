// Help, the dialog for a new audit with its templates, and the tour.
#include <algorithm>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "assets/embedded.hpp"
#include "document/read.hpp"
#include "document/write.hpp"
#include "host/headless.hpp"
#include "state/help_terms.hpp"
#include "state/templates.hpp"
#include "support/audit_builder.hpp"
#include "support/page.hpp"
#include "text/concat.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

namespace headless = platform::headless;

class Page : public test::OpenPage {
public:
  explicit Page(float width = 1600) : OpenPage(test::PageSetting{.width = width}) {}
};

void press(std::string_view role, std::string_view name) {
  INFO(name);
  REQUIRE(headless::press(role, name));
  headless::frames();
}

void ask_for_a_new_audit() {
  press("button", "Audit");
  press("menuitem", "New audit");
}

Audit saved() {
  press("button", "Save");
  return *read_audit(headless::saved_files().back().bytes, shipped_model());
}

// Terms.

TEST_CASE("each term says what it means, and what it refers to exists") {
  std::vector<std::string_view> ids;
  for (const HelpGroup& group : help_groups()) {
    CHECK_FALSE(group.terms.empty());
    for (const HelpTerm& term : group.terms) {
      INFO(term.id);
      CHECK_FALSE(term.term.empty());
      CHECK(term.meaning.ends_with('.'));
      CHECK(std::ranges::find(ids, term.id) == ids.end());
      ids.push_back(term.id);
    }
  }
  for (const HelpGroup& group : help_groups()) {
    for (const HelpTerm& term : group.terms) {
      for (std::string_view others = term.see; !others.empty();) {
        const std::string_view other = take_word(others);
        INFO(term.id << " refers to " << other);
        CHECK(other != term.id);
        CHECK(std::ranges::find(ids, other) != ids.end());
      }
    }
  }
}

TEST_CASE("a term opens with its formula and source, and leads on to a related one") {
  const Page page;
  REQUIRE(headless::key("H"));
  press("button", "Peak and end");
  CHECK(test::OpenPage::says("Kahneman"));
  CHECK(test::OpenPage::says("Formula: (highest F"));
  press("button", "Moment of truth");  // the link stands before the term's own line
  CHECK(test::OpenPage::says("Carlzon 1987"));
}

TEST_CASE("terms are found by any part of their name or meaning, in capitals or not") {
  const Page page;
  REQUIRE(headless::key("H"));
  CHECK(headless::exists("button", "Touchpoint"));
  REQUIRE(headless::enter("searchbox", "Find a term", "krippENDORFF"));
  headless::frames();
  CHECK(headless::exists("button", "Agreement (Krippendorff's alpha)"));
  CHECK_FALSE(headless::exists("button", "Snapshot"));
  REQUIRE(headless::enter("searchbox", "Find a term", "xyzzy"));
  headless::frames();
  CHECK(test::OpenPage::says("No term found"));
}

TEST_CASE("the factors are explained as the scoring model has them") {
  const Page page;
  REQUIRE(headless::key("H"));
  press("button", "Continuity");
  CHECK(test::OpenPage::says("kept between teams"));
}

TEST_CASE("help lists the keys of every view, and what the program is") {
  const Page page;
  REQUIRE(headless::key("H"));
  press("tab", "Keys");
  for (const ViewEntry& entry : views()) CHECK(test::OpenPage::says(concat("View: ", entry.name)));
  press("tab", "About");
  CHECK(test::OpenPage::says("Touchstone 0."));
  CHECK(test::OpenPage::says("nothing is ever sent"));
}

TEST_CASE("a term on the screen tells what it means, and leads to itself in help") {
  const Page page;
  REQUIRE(headless::key("O"));
  press("button", "What is Diagnostic?");
  CHECK(test::OpenPage::says("A known way in which companies go wrong"));
  press("button", "More in Help");
  headless::frames();
  CHECK(headless::exists("main", "Help"));
  CHECK(test::OpenPage::says("A known way in which companies go wrong"));
  const auto* line = headless::find("button", "Diagnostic");
  REQUIRE(line != nullptr);
  CHECK((line->flags & mirror::expanded) != 0);
}

// A new audit.

TEST_CASE("each template is a valid audit in the canonical form, with touchpoints and no score") {
  REQUIRE(assets::templates().size() == 6);
  for (std::size_t i = 0; i < assets::templates().size(); ++i) {
    INFO(assets::templates()[i].name);
    const Result<Audit> read = read_audit(assets::templates()[i].text, shipped_model());
    REQUIRE(read.ok());
    const std::string written = write_audit(*read);
    CHECK(write_audit(*read_audit(written, shipped_model())) == written);
    CHECK(read->touchpoints.size() >= 12);
    CHECK(read->touchpoints.size() <= 20);
    CHECK(read->ratings.empty());
    for (const Touchpoint& touchpoint : read->touchpoints) {
      INFO(touchpoint.name);
      CHECK(touchpoint.stage);
      CHECK(touchpoint.channel);
      CHECK(touchpoint.discipline);
      CHECK_FALSE(touchpoint.measures);
    }
    CHECK_FALSE(templates()[i].about.empty());
  }
}

TEST_CASE("a new audit starts empty, or from a template, under the title given") {
  const Page page;
  ask_for_a_new_audit();
  SECTION("empty") {
    press("button", "Start the audit");
    CHECK(headless::title() == "New audit · Touchstone");
    CHECK(headless::exists("button", "Add the first touchpoint"));
  }
  SECTION("from a template") {
    press("radio", "Bank");
    CHECK(test::OpenPage::says("18 touchpoints"));
    REQUIRE(headless::enter("textbox", "Title", "Harbour Bank"));  // Enter starts
    headless::frames();
    CHECK(headless::title() == "Harbour Bank · Touchstone");
    const Audit audit = saved();
    CHECK(audit.touchpoints.size() == 18);
    CHECK(audit.header.title == "Harbour Bank");
    CHECK(audit.header.as_of);
  }
  SECTION("not at all") {
    const std::string before = headless::title();
    press("radio", "Hospital");
    press("button", "Cancel");
    CHECK(headless::title() == before);
    CHECK_FALSE(headless::exists("dialog", "New audit"));
  }
}

TEST_CASE("starting from a template asks before it drops what is kept nowhere") {
  const Page page;
  headless::break_store();
  REQUIRE(headless::key("N"));
  headless::frames();
  const std::string before = headless::title();
  ask_for_a_new_audit();
  press("radio", "Retail");
  press("button", "Start the audit");
  CHECK(headless::title() == before);
  CHECK(headless::exists("button", "Drop the changes"));
  press("button", "Cancel");
  CHECK(headless::title() == before);
}

// The tour.

TEST_CASE("the tour leads through the program, spoken at each step") {
  const Page page;
  press("button", "Take the tour");
  CHECK(test::OpenPage::says("1 of 6: The journey"));
  headless::announcements().clear();
  press("button", "Next");
  press("button", "Next");
  CHECK(test::OpenPage::says("3 of 6: Why"));
  CHECK(headless::exists("tab", "Measures"));
  CHECK(headless::announcements().back().starts_with("Why. "));
  press("button", "Back");
  CHECK(test::OpenPage::says("2 of 6: Friction"));
  for (int i = 0; i < 4; ++i) press("button", "Next");
  press("button", "Done");
  CHECK_FALSE(test::OpenPage::says("6 of 6"));
}

TEST_CASE("the tour ends at any moment, by Escape or Skip") {
  const Page page;
  press("button", "Take the tour");
  press("button", "Next");
  SECTION("Escape") {
    REQUIRE(headless::key("Escape"));
  }
  SECTION("Skip") {
    press("button", "Skip the tour");
  }
  headless::frames();
  CHECK_FALSE(test::OpenPage::says("2 of 6"));
}

TEST_CASE("the tour shows every part on a narrow page, too") {
  const Page page(390);
  press("button", "Take the tour");
  press("button", "Next");
  press("button", "Next");
  CHECK(test::OpenPage::says("3 of 6: Why"));
  CHECK(headless::exists("complementary", "Inspector"));
}

TEST_CASE("while the tour is on, the note about the example leaves its room to the map") {
  const Page page(390);
  press("button", "Take the tour");
  CHECK_FALSE(headless::exists("button", "Start your own audit"));
  press("button", "Skip the tour");
  CHECK(headless::exists("button", "Start your own audit"));
}

}  // namespace
}  // namespace touchstone::app
