// Hotjar's answers and feedback: names in any case, a touchpoint a page, phones apart.
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "document/write.hpp"
#include "support/import_files.hpp"

using namespace touchstone;
using namespace touchstone::test;
using importing::ImportKind;
using Strings = std::vector<std::string>;

namespace {

const Channel& channel_of(const Audit& audit, std::string_view touchpoint) {
  const Touchpoint& holder = touchpoint_of(audit, touchpoint);
  REQUIRE(holder.channel.has_value());
  for (const Channel& channel : audit.channels)
    if (channel.id == *holder.channel) return channel;
  FAIL("no such channel");
  return audit.channels.front();
}

}  // namespace

TEST_CASE("Hotjar: a page without its query is a touchpoint, phones have one of their own",
          "[import][hotjar]") {
  const Imported it = imported_file("hotjar.csv");
  CHECK(it.preview.kind == ImportKind::hotjar);
  CHECK(names_of(it.audit) ==
        Strings{"shop.example/checkout", "shop.example/checkout (mobile)", "shop.example/help"});
  CHECK(channel_of(it.audit, "shop.example/checkout").name == "Website");
  const Channel& mobile = channel_of(it.audit, "shop.example/checkout (mobile)");
  CHECK(mobile.name == "Mobile web");
  CHECK(mobile.mobile);
  CHECK_FALSE(touchpoint_of(it.audit, "shop.example/help").channel.has_value());
}

TEST_CASE("Hotjar: satisfaction is measured a page", "[import][hotjar]") {
  // Checkout: 5 on a desktop and 4 on a tablet, 2 on a phone; help: 3.
  const Imported it = imported_file("hotjar.csv");
  const Measure& wide = measure_of(it.audit, "shop.example/checkout", "csat_top2");
  CHECK(wide.value == 1);
  CHECK(wide.n == 2);
  CHECK(wide.source == "hotjar.csv, 2026-04-01 to 2026-04-03");
  const Measure& phone = measure_of(it.audit, "shop.example/checkout (mobile)", "csat_top2");
  CHECK(phone.value == 0);
  CHECK(phone.n == 1);
  CHECK(measure_of(it.audit, "shop.example/help", "csat_top2").value == 0);
}

TEST_CASE("Hotjar: a device that is none is listed and its answer counts", "[import][hotjar]") {
  const Imported it = imported_file("hotjar.csv");
  CHECK(problem_places(it.preview) == Strings{"5|Device|fridge"});
  CHECK(it.preview.rows_used == 4);
}

TEST_CASE("Hotjar: nobody's name, country or address enters the audit", "[import][hotjar]") {
  const Imported it = imported_file("hotjar.csv");
  CHECK(personal_columns(it.preview) == Strings{"Country", "Hotjar User ID", "USER"});
  const std::string written = write_audit(it.audit);
  for (const char* personal : {"jane", "Germany", "u1", "h1"}) {
    CAPTURE(personal);
    CHECK(written.find(personal) == std::string::npos);
  }
}

TEST_CASE("Hotjar: feedback gives the page's emotion and its words", "[import][hotjar]") {
  // Emotions 1 and 4: a mean of 2.5, half a point below the middle.
  const Imported it = imported_file("hotjar_feedback.csv");
  CHECK(it.preview.kind == ImportKind::hotjar);
  const Touchpoint& help = touchpoint_of(it.audit, "shop.example/help");
  CHECK(help.emotion == -.5);
  REQUIRE(help.evidence.size() == 2);
  CHECK(help.evidence[0].text == "Better now");
  CHECK(help.evidence[1].text == "Cannot find the number");
  CHECK(help.evidence[1].date == parse_date("2026-04-01"));
}

TEST_CASE("Hotjar: only as many texts as wanted are kept, the others are counted",
          "[import][hotjar]") {
  const Imported it = imported_file("hotjar_feedback.csv", {.options = {"quotes=1"}});
  const Touchpoint& help = touchpoint_of(it.audit, "shop.example/help");
  REQUIRE(help.evidence.size() == 1);
  CHECK(help.evidence[0].text == "Better now");
  CHECK(left_out(it.preview, "free texts") == 1);
}
