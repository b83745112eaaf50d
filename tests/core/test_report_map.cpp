// The journey map: what stands where, and that it is well-formed whatever the audit holds.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "draw/map_sheet.hpp"
#include "draw/map_svg.hpp"
#include "score/score.hpp"
#include "support/audit_builder.hpp"
#include "support/markup.hpp"

using namespace touchstone;
using namespace touchstone::draw;
using namespace touchstone::test;

namespace {

std::string map_of(const Audit& audit, const MapOptions& options = {}) {
  return map_svg(audit, shipped_model(), evaluate(audit, shipped_model()), options);
}

MapSheet sheet_of(const Audit& audit, const MapOptions& options = {}) {
  return map_sheet(audit, evaluate(audit, shipped_model()), options);
}

// Stages of touchpoints whose owners change from one to the next, every third hand-off recorded.
Audit long_journey(int stages, int touchpoints_each) {
  AuditBuilder builder;
  std::string before;
  int number = 0;
  for (int s = 0; s < stages; ++s) {
    for (int t = 0; t < touchpoints_each; ++t) {
      const std::string name = "touchpoint with a long name number " + std::to_string(++number);
      builder.touchpoint(name)
          .in_stage("stage " + std::to_string(s))
          .owner(number % 2 == 0 ? "shop" : "support");
      if (!before.empty() && number % 3 == 0) builder.handoff(before, name);
      before = name;
    }
  }
  builder.raw().header.known.handoffs = true;
  return builder.build();
}

bool overlap(const MapRect& a, const MapRect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

// Whether a horizontal or vertical piece of a line runs through the inside of a card.
bool crosses(const MapPoint& from, const MapPoint& to, const MapRect& card) {
  const double left = std::min(from.x, to.x);
  const double right = std::max(from.x, to.x);
  const double top = std::min(from.y, to.y);
  const double bottom = std::max(from.y, to.y);
  return left < card.right() - 0.01 && right > card.x + 0.01 && top < card.bottom() - 0.01 &&
         bottom > card.y + 0.01;
}

void check_lines(const MapBand& band, const std::vector<MapLine>& lines) {
  for (const MapLine& line : lines) {
    REQUIRE(line.path.size() >= 2);
    for (std::size_t p = 1; p < line.path.size(); ++p) {
      const MapPoint& from = line.path[p - 1];
      const MapPoint& to = line.path[p];
      CHECK((from.x == to.x || from.y == to.y));
      CHECK(std::max(from.y, to.y) <= band.height);
      CHECK(std::max(from.x, to.x) <= band.width);
      for (const MapCard& card : band.cards) CHECK_FALSE(crosses(from, to, card.rect));
    }
  }
}

void check_geometry(const MapSheet& sheet) {
  for (std::size_t b = 0; b < sheet.layout.bands.size(); ++b) {
    const MapBand& band = sheet.layout.bands[b];
    for (std::size_t i = 0; i < band.cards.size(); ++i) {
      const MapRect& card = band.cards[i].rect;
      CHECK(card.x >= 0);
      CHECK(card.right() <= band.width);
      CHECK(card.bottom() <= band.height);
      for (std::size_t j = i + 1; j < band.cards.size(); ++j)
        CHECK_FALSE(overlap(card, band.cards[j].rect));
    }
    check_lines(band, sheet.lines[b]);
  }
}

std::size_t count_lines(const MapSheet& sheet, const std::string& tag) {
  std::size_t count = 0;
  for (const std::vector<MapLine>& lines : sheet.lines)
    count += static_cast<std::size_t>(std::ranges::count(lines, tag, &MapLine::tag));
  return count;
}

}  // namespace

TEST_CASE("the map of an empty audit is a well-formed picture that says so") {
  const Markup markup = read_markup(map_of(audit().build()));
  CHECK(markup.fault.empty());
  REQUIRE(markup.named("desc").size() == 1);
  CHECK(markup.named("desc")[0].text == "The audit has no touchpoints yet.");
}

TEST_CASE("stages without touchpoints stand on the map without a curve") {
  const Markup markup = read_markup(map_of(audit().stage("buy").stage("help").build()));
  CHECK(markup.fault.empty());
  CHECK(markup.named("circle").empty());
  CHECK(markup.named("desc")[0].text.find("no friction known") != std::string::npos);
}

TEST_CASE("a card says friction, interval, evidence and gap in its title") {
  const Markup markup =
      read_markup(map_of(audit().touchpoint("refund call").in_stage("help").no_owner().build()));
  std::string titles;
  for (const Element& title : markup.named("title")) titles += title.text + "\n";
  CHECK(titles.find("refund call: medium friction, 50 (") != std::string::npos);
  CHECK(titles.find("insufficient evidence; ownership gap 80") != std::string::npos);
}

TEST_CASE("the model says from where a gap is filled, and the legend with it") {
  const Audit one = audit().touchpoint("refund call").in_stage("help").no_owner().build();
  const std::vector<Override> overrides = {{"/thresholds/wide_gap/value", "80.5"}};
  const Result<Model> wider = effective_model(shipped_model(), overrides);
  REQUIRE(wider.ok());
  const auto filled_tags = [&](const Model& model) {
    const Markup markup = read_markup(map_svg(one, model, evaluate(one, model)));
    const std::vector<Element> boxes = markup.named("rect");
    return std::count_if(boxes.begin(), boxes.end(), [](const Element& box) {
      return box.attributes.contains("stroke") &&
             box.attributes.at("stroke") == box.attributes.at("fill");
    });
  };
  CHECK(filled_tags(shipped_model()) == 2);  // that of the gap of 80, and that of the legend
  CHECK(filled_tags(*wider) == 1);
  CHECK(map_legend_svg(shipped_model(), "l").find("filled from 60 up") != std::string::npos);
  CHECK(map_legend_svg(*wider, "l").find("filled from 80.5 up") != std::string::npos);
}

TEST_CASE("touchpoints without a stage get a column of their own") {
  const Markup markup = read_markup(map_of(audit().touchpoint("a").in_stage("s").touchpoint("b")));
  const auto texts = markup.named("text");
  CHECK(std::ranges::count(texts, "Without a stage", &Element::text) == 1);
}

TEST_CASE("30 touchpoints fit: no card leaves the map or lies on another, no line crosses a card") {
  check_geometry(sheet_of(long_journey(6, 5)));
  check_geometry(sheet_of(long_journey(6, 5), {.columns_per_band = 4, .cards_per_column = 4}));
}

TEST_CASE("300 touchpoints fit, and every one has its card") {
  const Audit large = long_journey(10, 30);
  for (const MapOptions options : {MapOptions{}, MapOptions{4, 4}}) {
    const MapSheet sheet = sheet_of(large, options);
    check_geometry(sheet);
    std::vector<std::size_t> seen;
    for (const MapBand& band : sheet.layout.bands)
      for (const MapCard& card : band.cards) seen.push_back(card.touchpoint);
    std::sort(seen.begin(), seen.end());
    REQUIRE(seen.size() == 300);
    CHECK(std::unique(seen.begin(), seen.end()) == seen.end());
  }
  CHECK(read_markup(map_of(large)).fault.empty());
}

TEST_CASE("a hand-off within a band is one line, one between bands two with the same tag") {
  const Audit two =
      audit().touchpoint("a").in_stage("s").touchpoint("b").in_stage("t").handoff("a", "b").build();
  CHECK(count_lines(sheet_of(two), "H1") == 1);
  CHECK(count_lines(sheet_of(two, {.columns_per_band = 1}), "H1") == 2);
}

TEST_CASE("a hand-off over several columns, backwards too, runs below the cards") {
  AuditBuilder builder;
  for (const char* name : {"a", "b", "c", "d"}) builder.touchpoint(name).in_stage(name);
  builder.handoff("a", "d").handoff("d", "a").handoff("b", "b2");
  Audit journey = builder.touchpoint("b2").in_stage("b").build();
  const MapSheet sheet = sheet_of(journey);
  check_geometry(sheet);
  const MapLine& over = sheet.lines[0][0];
  double lowest_card = 0;
  for (const MapCard& card : sheet.layout.bands[0].cards)
    lowest_card = std::max(lowest_card, card.rect.bottom());
  const auto lowest = std::max_element(over.path.begin(), over.path.end(),
                                       [](const auto& p, const auto& q) { return p.y < q.y; });
  CHECK(lowest->y > lowest_card);
}

TEST_CASE("only hand-offs that nobody has recorded are dashed") {
  const auto dashed_paths = [](const Audit& audit) {
    std::size_t dashed = 0;
    for (const Element& path : read_markup(map_of(audit)).named("path"))
      dashed += path.attributes.contains("stroke-dasharray") ? 1U : 0U;
    return dashed;
  };
  AuditBuilder journey;
  journey.touchpoint("a").in_stage("s").owner("shop").touchpoint("b").in_stage("t").owner("care");
  journey.raw().header.known.handoffs = true;
  CHECK(dashed_paths(journey.build()) == 1);
  CHECK(dashed_paths(journey.handoff("a", "b").build()) == 0);
}

TEST_CASE("hostile names leave the map well-formed") {
  const std::string hostile =
      "</text><script>alert(1)</script>&\"'\x01\u2028\u202E" + std::string(3000, 'W');
  const Audit bad = audit()
                        .title(hostile)
                        .touchpoint(hostile)
                        .in_stage(hostile + "s")
                        .on_channel(hostile)
                        .build();
  const std::string svg = map_of(bad);
  CHECK(read_markup(svg).fault.empty());
  CHECK(svg.find("<script") == std::string::npos);
  CHECK(svg.find("\u202E") == std::string::npos);
}

TEST_CASE("the bands of a page share one width and have ids of their own") {
  const Audit journey = long_journey(5, 3);
  const std::vector<std::string> bands =
      map_bands_svg(journey, shipped_model(), evaluate(journey, shipped_model()),
                    {.columns_per_band = 2, .cards_per_column = 4}, "m");
  REQUIRE(bands.size() == 3);
  std::vector<std::string> ids;
  std::vector<std::string> widths;
  for (const std::string& band : bands) {
    const Markup markup = read_markup(band);
    CHECK(markup.fault.empty());
    for (const std::string& id : markup.values("id")) ids.push_back(id);
    widths.push_back(markup.elements[0].attributes.at("width"));
  }
  std::sort(ids.begin(), ids.end());
  CHECK(std::unique(ids.begin(), ids.end()) == ids.end());
  CHECK(widths == std::vector<std::string>(3, widths[0]));
}

TEST_CASE("the same audit gives the same map") {
  CHECK(map_of(long_journey(4, 4)) == map_of(long_journey(4, 4)));
}
