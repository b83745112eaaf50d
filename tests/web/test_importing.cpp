// The view "Import": looked at first, then one step of undo.
#include <algorithm>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "document/write.hpp"
#include "host/headless.hpp"
#include "support/audit_builder.hpp"
#include "support/page.hpp"
#include "support/workbook.hpp"
#include "text/concat.hpp"

namespace touchstone::app {
namespace {

namespace headless = platform::headless;
using test::audit;

constexpr std::string_view k_list =
    "Touchpoint,Stage,Owner,Severity,E-mail\n"
    "Refund call,Use,Support,5,a@example.com\n"
    "Price list,Buy,none,seven,b@example.com\n";

class Page : public test::OpenPage {
public:
  Page()
      : OpenPage(audit().as_of("2026-11-01").touchpoint("parcel").build(), "",
                 {.width = 1400, .height = 1600}) {}

  static void import() {
    REQUIRE(headless::press("button", "Import the file"));
    headless::frames();
  }

  static std::string saved() {
    headless::saved_files().clear();
    REQUIRE(headless::key("Ctrl+Shift+S"));
    headless::frames();
    REQUIRE(headless::saved_files().size() == 1);
    return headless::saved_files()[0].bytes;
  }
};

}  // namespace

TEST_CASE("Page: a dropped list is looked at, imported and taken out by one undo", "[ui][import]") {
  const Page page;
  const std::string before = Page::saved();
  Page::drop("list.csv", k_list);
  INFO(headless::describe());
  CHECK(Page::says("2 rows of 2 used, 2 touchpoints, 1 rating."));
  CHECK(Page::says("Left out because it tells who somebody is: E-mail."));
  CHECK(Page::says("1 value was not understood"));
  CHECK_FALSE(Page::says("a@example.com"));
  CHECK(Page::saved() == before);

  Page::import();
  const std::string after = Page::saved();
  CHECK(after.find("Refund call") != std::string::npos);
  CHECK(after.find("Price list") != std::string::npos);
  CHECK(after.find("example.com") == std::string::npos);
  REQUIRE(headless::key("Ctrl+Z"));
  CHECK(Page::saved() == before);
}

TEST_CASE("Page: an audit that is dropped is opened, in the view Import it is merged",
          "[ui][import]") {
  const Page page;
  const std::string other =
      write_audit(audit().as_of("2026-11-02").touchpoint("shop visit").build());
  Page::drop("other.touchstone.json", other);
  CHECK(Page::saved().find("parcel") == std::string::npos);
  REQUIRE(headless::key("I"));
  Page::drop("audit.json", write_audit(audit().as_of("2026-11-01").touchpoint("parcel").build()));
  CHECK(headless::value_of("combobox", "What the file is") == "Touchstone audit");
  Page::import();
  CHECK(Page::saved().find("shop visit") != std::string::npos);
  CHECK(Page::saved().find("parcel") != std::string::npos);
}

TEST_CASE("Page: how columns were taken by hand is remembered, and forgotten when asked",
          "[ui][import]") {
  constexpr std::string_view k_odd = "Touchpoint,Heaviness\nRefund call,5\n";
  const Page page;
  const auto heaviness_is = [](std::string_view what) {
    REQUIRE(headless::press("gridcell", "left out"));
    if (!headless::exists("option", what)) REQUIRE(headless::key("Enter"));
    headless::frames();
    INFO(headless::describe());
    REQUIRE(headless::press("option", what));
    headless::frames();
  };
  Page::drop("first.csv", k_odd);
  INFO(headless::describe());
  CHECK_FALSE(Page::says("1 rating"));
  heaviness_is("severity 1 to 5");
  CHECK(Page::says("1 rating"));
  Page::import();
  Page::drop("second.csv", k_odd);
  CHECK(Page::says("1 rating"));
  CHECK(Page::says("Columns are taken as in an earlier file."));
  REQUIRE(headless::press("button", "As proposed"));
  headless::frames();
  CHECK_FALSE(Page::says("1 rating"));
  Page::drop("third.csv", k_odd);
  CHECK_FALSE(Page::says("Columns are taken as in an earlier file."));
}

TEST_CASE("Page: an effort question counts when its scale and direction are said", "[ui][import]") {
  const Page page;
  Page::drop("ces.csv", "Respondent,CES\n1,6\n2,7\n3,2\n");
  INFO(headless::describe());
  CHECK_FALSE(Page::says("1 measure"));
  REQUIRE(headless::press("combobox", "Highest answer of the effort question"));
  REQUIRE(headless::press("option", "7"));
  headless::frames();
  CHECK_FALSE(Page::says("1 measure"));
  REQUIRE(headless::press("combobox", "What that answer means"));
  REQUIRE(headless::press("option", "easy"));
  headless::frames();
  CHECK(Page::says("1 measure"));
}

TEST_CASE("Page: hand-offs that tickets suggest are recorded when wanted", "[ui][import]") {
  constexpr std::string_view k_tickets =
      "Summation column,Id,Group,Created at,Satisfaction Score,Group stations,Assignee stations,"
      "Reopens\n1,1,Billing,2026-03-01 10:00,Good,2,2,0\n1,2,Billing,2026-03-02 10:00,Bad,1,1,1\n";
  const Page page;
  Page::drop("tickets.csv", k_tickets);
  INFO(headless::describe());
  CHECK(Page::says("Proposed hand-offs"));
  REQUIRE(headless::press("checkbox", "Record them as hand-offs"));
  headless::frames();
  Page::import();
  CHECK(Page::saved().find("\"handoffs\"") != std::string::npos);
}

TEST_CASE("Page: several files are one step of undo", "[ui][import]") {
  const Page page;
  const std::string before = Page::saved();
  headless::drop({{.name = "list.csv", .bytes = std::string(k_list)},
                  {.name = "nps.csv", .bytes = "Touchpoint,NPS\nRefund call,9\nRefund call,3\n"}});
  headless::frames();
  INFO(headless::describe());
  REQUIRE(headless::press("button", "Import 2 files"));
  headless::frames();
  const std::string after = Page::saved();
  CHECK(after.find("\"nps\"") != std::string::npos);
  // Both files are about one touchpoint.
  CHECK(after.find("Refund call") == after.rfind("Refund call"));
  REQUIRE(headless::key("Ctrl+Z"));
  CHECK(Page::saved() == before);
}

TEST_CASE("Page: a file of which nothing is understood changes nothing and says why",
          "[ui][import]") {
  const Page page;
  const std::string before = Page::saved();
  Page::drop("letter.csv", "Dear Sir,\nno table here\n");
  headless::frames();
  INFO(headless::describe());
  CHECK(Page::says("Nothing in the file was understood."));
  CHECK_FALSE(headless::press("button", "Import the file"));
  CHECK(Page::saved() == before);
  REQUIRE(headless::press("button", "Put away"));
  headless::frames();
  CHECK(headless::exists("button", "Choose files ..."));
}

TEST_CASE("Page: a sheet in which nothing is understood does not hold up the others",
          "[ui][import]") {
  const Page page;
  headless::announcements().clear();
  Page::drop("shop.xlsx",
             test::workbook({{"Cover", test::rows_of({{"Audit of the shop"}, {"Spring 2026"}})},
                             {"Web", test::rows_of({{"Touchpoint"}, {"Login"}})},
                             {"App", test::rows_of({{"Touchpoint"}, {"Start"}})}}));
  INFO(headless::describe());
  CHECK(headless::exists("button", "Import 2 of 3 files"));
  CHECK(headless::value_of("combobox", "File") == "shop.xlsx, Cover (left out)");
  CHECK(Page::says("Nothing of this file is imported; the others are."));
  const std::vector<std::string>& said = headless::announcements();
  CHECK(std::ranges::find(said, "shop.xlsx, Web: 1 of 1 row used.") != said.end());
  REQUIRE(headless::press("button", "Import 2 of 3 files"));
  headless::frames();
  CHECK(Page::says("2 things were added"));
  CHECK(Page::says("Nothing in shop.xlsx, Cover was understood; it was left out."));
  CHECK(Page::saved().find("Login") != std::string::npos);
  CHECK(Page::saved().find("Start") != std::string::npos);
  REQUIRE(headless::key("Ctrl+Z"));
  CHECK(Page::saved().find("Login") == std::string::npos);
  CHECK(Page::saved().find("Start") == std::string::npos);
}

TEST_CASE("Page: each sheet of a workbook can be imported", "[ui][import]") {
  const Page page;
  Page::drop("book.xlsx",
             test::workbook({{"Web", test::rows_of({{"Touchpoint", "Severity"}, {"Login", "4"}})},
                             {"Shop", test::rows_of({{"Touchpoint"}, {"Till"}})}}));
  INFO(headless::describe());
  CHECK(headless::value_of("combobox", "File") == "book.xlsx, Web");
  REQUIRE(headless::press("button", "Import 2 files"));
  headless::frames();
  CHECK(Page::saved().find("Login") != std::string::npos);
  CHECK(Page::saved().find("Till") != std::string::npos);

  Page::drop("broken.xlsx", "PK\x03\x04 broken");
  CHECK(Page::says("its end is missing"));
}

TEST_CASE("Page: pasted cells are imported from any view", "[ui][import]") {
  const Page page;
  REQUIRE(headless::key("O"));
  headless::paste("Touchpoint\tStage\nRefund call\tUse\n");
  headless::frames();
  INFO(headless::describe());
  CHECK(Page::says("1 row of 1 used, 1 touchpoint."));
  REQUIRE(headless::press("button", "Cancel"));
  headless::frames();
  REQUIRE(headless::enter("textbox", "Or paste cells of a spreadsheet here", "Touchpoint\nTill"));
  REQUIRE(headless::press("button", "Take the cells"));
  headless::frames();
  CHECK(Page::says("1 row of 1 used, 1 touchpoint."));
}

TEST_CASE("Page: an import can become an audit of its own", "[ui][import]") {
  const Page page;
  Page::drop("Hotel stay.csv", k_list);
  REQUIRE(headless::press("radio", "A new audit"));
  Page::import();
  const std::string after = Page::saved();
  INFO(after);
  CHECK(after.find("\"title\": \"Hotel stay\"") != std::string::npos);
  CHECK(after.find("parcel") == std::string::npos);
  // Its stages are the file's, not those of an empty audit.
  CHECK(after.find("\"Use\"") != std::string::npos);
  CHECK(after.find("Awareness") == std::string::npos);
}

}  // namespace touchstone::app
