// What of a sealed audit stands where a browser writes to disk, and what the page says of it.
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "document/write.hpp"
#include "host/headless.hpp"
#include "keeping/library.hpp"
#include "support/audit_builder.hpp"
#include "support/page.hpp"

namespace touchstone::app {
namespace {

namespace headless = platform::headless;
using test::audit;

constexpr std::string_view k_sealed_title = "Sealed audit · Touchstone";

Audit secret_plan() {
  Audit plan = audit().as_of("2026-11-23").rater("ann").touchpoint("refund call").build();
  plan.header.title = "Secret plan";
  return plan;
}

class Page : public test::OpenPage {
public:
  explicit Page(std::string_view view_key = "")
      : OpenPage(secret_plan(), view_key, {.width = 1400, .height = 1600}) {}

  static void open_passphrase() {
    REQUIRE(headless::press("button", "Audit"));
    REQUIRE(headless::press("menuitem", "Passphrase ..."));
    headless::frames();
  }

  static void seal(std::string_view passphrase) {
    open_passphrase();
    REQUIRE(headless::enter("textbox", "Passphrase", passphrase));
    REQUIRE(headless::enter("textbox", "The same again", passphrase));
    const bool changed =
        headless::press("button", "Seal") || headless::press("button", "Change it");
    REQUIRE(changed);
    headless::frames();
  }

  static void take_passphrase_off() {
    open_passphrase();
    REQUIRE(headless::press("button", "Take it off"));
    headless::frames();
  }

  static std::string kept_under(std::string_view beginning) {
    for (const auto& [key, bytes] : headless::stored())
      if (key.starts_with(beginning)) return bytes;
    return {};
  }
};

TEST_CASE("a sealed audit's title stands neither in the page's title nor in a file's name") {
  const Page page;
  CHECK(headless::title() == "Secret plan · Touchstone");
  Page::seal("correct horse battery");
  CHECK(headless::title() == k_sealed_title);
  REQUIRE(headless::press("button", "Audit set-up"));
  REQUIRE(headless::enter("textbox", "Title", "Secret plan, again"));
  headless::frames();
  CHECK(headless::title() == k_sealed_title);
  REQUIRE(headless::press("button", "Audit"));
  REQUIRE(headless::press("menuitem", "Save as web page ..."));
  headless::frames();
  CHECK(headless::saved_files().back().name == "sealed-audit.touchstone.html");
  Page::take_passphrase_off();
  CHECK(headless::title() == "Secret plan, again · Touchstone");
}

TEST_CASE("nothing of a sample stands behind the question for a sealed page's passphrase") {
  std::string sealed_page;
  {
    const Page page;
    Page::seal("correct horse battery");
    REQUIRE(headless::press("button", "Audit"));
    REQUIRE(headless::press("menuitem", "Save as web page ..."));
    headless::frames();
    sealed_page = headless::saved_files().back().bytes.substr(std::string_view("<html>").size());
  }
  const test::OpenPage page({.parameters = {{"audit-in-page", sealed_page}}});
  CHECK(headless::title() == k_sealed_title);
  CHECK(test::OpenPage::says("To open this page, enter its passphrase."));
  CHECK_FALSE(test::OpenPage::says("Halvern"));
  CHECK_FALSE(test::OpenPage::says(", friction"));
  CHECK_FALSE(test::OpenPage::says("An example"));

  SECTION("left without the passphrase it is empty, and says how to go on") {
    REQUIRE(headless::press("button", "Cancel"));
    headless::frames();
    CHECK_FALSE(test::OpenPage::says("Halvern"));
    CHECK_FALSE(test::OpenPage::says(", friction"));
    CHECK(test::OpenPage::says("load the page again to open it"));
    CHECK(headless::title() == "Empty audit · Touchstone");
    CHECK(Page::kept_under("audit/").empty());
  }
  SECTION("with the passphrase it opens") {
    REQUIRE(headless::enter("textbox", "Passphrase", "correct horse battery"));
    headless::frames();
    CHECK(test::OpenPage::says("refund call"));
    CHECK(headless::title() == k_sealed_title);
  }
}

TEST_CASE(
    "nothing of a sample stands behind the question for the sealed audit that was open last") {
  Page page;
  Page::seal("correct horse battery");
  REQUIRE(headless::press("button", "Audit set-up"));
  REQUIRE(headless::enter("textbox", "Title", "Secret plan, again"));
  headless::frames();
  headless::start_again();
  headless::frames();
  CHECK(headless::exists("dialog", "Sealed with a passphrase"));
  CHECK_FALSE(test::OpenPage::says("Halvern"));
  REQUIRE(headless::press("button", "Cancel"));
  headless::frames();
  CHECK_FALSE(test::OpenPage::says("Halvern"));
  CHECK(test::OpenPage::says("load the page again to open it"));
  headless::start_again();
  headless::frames();
  REQUIRE(headless::enter("textbox", "Passphrase", "correct horse battery"));
  headless::frames();
  CHECK(test::OpenPage::says("Secret plan, again"));
}

TEST_CASE("what is saved readable from a sealed audit says so") {
  const Page page("R");
  CHECK_FALSE(Page::says("what you save here is not"));
  REQUIRE(headless::press("button", "Markdown"));
  headless::frames();
  CHECK_FALSE(Page::says("It is not sealed"));
  Page::seal("correct horse battery");
  CHECK(Page::says("The audit is sealed with a passphrase; what you save here is not."));
  REQUIRE(headless::press("button", "Markdown"));
  headless::frames();
  CHECK(Page::says("It is not sealed: whoever has the file can read it."));
}

TEST_CASE("a short passphrase is told, with how soon it is found, and still taken") {
  const Page page;
  Page::open_passphrase();
  const auto about = [](std::string_view passphrase) {
    REQUIRE(headless::enter("textbox", "Passphrase", passphrase));
    headless::frames();
    const mirror::Node* field = headless::find("textbox", "Passphrase");
    REQUIRE(field != nullptr);
    return std::string(headless::text(field->description));
  };
  CHECK(about("secret").starts_with(
      "This is short: one graphics card tries all passphrases of 6 small letters in 5 hours"));
  CHECK(about("a").find("1 small letter in a second") != std::string::npos);
  CHECK(about("ééé").find("3 small letters in a second") != std::string::npos);
  CHECK(about("passwords").find("9 small letters in 11 years") != std::string::npos);
  CHECK(about("elevenchars").find("This is short") != std::string::npos);
  CHECK(about("twelve chars").empty());
  REQUIRE(headless::enter("textbox", "Passphrase", "secret"));
  REQUIRE(headless::enter("textbox", "The same again", "secret"));
  REQUIRE(headless::press("button", "Seal"));
  headless::frames();
  CHECK(headless::title() == k_sealed_title);
}

TEST_CASE("a workshop's private key is kept sealed as its audit is") {
  const Page page("V");
  const auto begin = [] {
    REQUIRE(headless::press("button", "Begin the workshop"));
    headless::frames();
  };
  const auto key = [] { return Page::kept_under("workshop-key/"); };

  SECTION("a passphrase that comes later seals it, and gone it is readable again") {
    begin();
    CHECK(key() == "headless-key");
    Page::seal("correct horse battery");
    CHECK(is_sealed(key()));
    Page::seal("another passphrase");
    CHECK(key().find("another passphrase") != std::string::npos);
    Page::take_passphrase_off();
    CHECK(key() == "headless-key");
  }
  SECTION("one that was there before seals it from the beginning, and opens it again") {
    Page::seal("correct horse battery");
    begin();
    CHECK(is_sealed(key()));
    headless::start_again();
    headless::frames();
    REQUIRE(headless::enter("textbox", "Passphrase", "correct horse battery"));
    headless::frames();
    REQUIRE(headless::key("V"));
    headless::frames();
    CHECK(headless::press("button", "Ask for votes"));
  }
  SECTION("one of an older version, readable, is sealed when it is found") {
    Page::seal("correct horse battery");
    begin();
    for (auto& [name, bytes] : headless::stored())
      if (name.starts_with("workshop-key/")) bytes = "headless-key";
    headless::start_again();
    headless::frames();
    REQUIRE(headless::enter("textbox", "Passphrase", "correct horse battery"));
    headless::frames();
    CHECK(is_sealed(key()));
    REQUIRE(headless::key("V"));
    headless::frames();
    CHECK(headless::press("button", "Ask for votes"));
  }
  SECTION("a readable copy of the audit does not open it, and says why") {
    begin();
    const Audit readable = Page::kept();
    Page::seal("correct horse battery");
    Page::drop("copy.json", write_audit(readable));
    if (headless::exists("button", "Open the file as it is"))
      REQUIRE(headless::press("button", "Open the file as it is"));
    headless::frames();
    REQUIRE(headless::key("V"));
    headless::frames();
    CHECK(Page::says("This browser holds the workshop's key, sealed with a passphrase"));
  }
}

}  // namespace
}  // namespace touchstone::app
