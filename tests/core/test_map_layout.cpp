// Where everything on the map stands, whoever draws it: cells, bands, columns, lanes, cards, and the way back from a
// place to its cell.
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "draw/map_grid.hpp"
#include "draw/map_layout.hpp"
#include "draw/map_lines.hpp"
#include "support/audit_builder.hpp"

using namespace touchstone;
using namespace touchstone::draw;
using namespace touchstone::test;
using Catch::Matchers::WithinAbs;

namespace {

// Lengths that tell from their sums which of them went in.
constexpr MapSizes k_sizes{.card_width = 100,
                           .card_gap = 1,
                           .padding = 10,
                           .left = 1000,
                           .header = 20000,
                           .curve = 300000,
                           .curve_gap = 4000000,
                           .lane_title = 7,
                           .lane_gap = 3};
constexpr double k_top = 4320000;  // of the first lane
constexpr double k_height = 50;

double all_alike(std::size_t /*touchpoint*/) {
  return k_height;
}

MapLayout layout_of(const Audit& audit, Lanes lanes = Lanes::none, const MapOptions& options = {}) {
  return lay_out(grid_of(audit, lanes), k_sizes, all_alike, options);
}

// Two stages and three channels, of which one has no touchpoint; one touchpoint has no stage, one no channel.
Audit shop() {
  return audit()
      .stage("buy")
      .stage("help")
      .channel("web")
      .channel("shop")
      .channel("phone")
      .touchpoint("offer")
      .in_stage("buy")
      .on_channel("web")
      .touchpoint("bill")
      .in_stage("buy")
      .on_channel("web")
      .touchpoint("call")
      .in_stage("help")
      .on_channel("phone")
      .touchpoint("rumour")
      .build();
}

Audit stage_of(int touchpoints) {
  AuditBuilder builder;
  for (int i = 0; i < touchpoints; ++i) builder.touchpoint("t" + std::to_string(i)).in_stage("s");
  return builder.build();
}

std::vector<std::string> lane_names(const MapGrid& grid) {
  std::vector<std::string> names;
  for (const MapLane& lane : grid.lanes) names.push_back(lane.name);
  return names;
}

std::vector<std::size_t> cards_in_column(const MapBand& band, std::size_t column) {
  std::vector<std::size_t> touchpoints;
  for (const MapCard& card : band.cards)
    if (card.column == column) touchpoints.push_back(card.touchpoint);
  return touchpoints;
}

}  // namespace

TEST_CASE("touchpoints without a stage stand in a last one, that is there only for them") {
  const MapGrid grid = grid_of(shop());
  REQUIRE(grid.stages.size() == 3);
  CHECK(grid.stages[0].id == StageId("buy"));
  CHECK(grid.stages[0].touchpoints == 2);
  CHECK_FALSE(grid.stages[2].id);
  CHECK(grid.stages[2].name == "No stage yet");
  CHECK(grid.cells[3] == MapCell{2, 0});
  CHECK(grid_of(audit().touchpoint("a").in_stage("s")).stages.size() == 1);
}

TEST_CASE("without grouping all stand in one lane without a name") {
  CHECK(lane_names(grid_of(shop())) == std::vector<std::string>{""});
}

TEST_CASE("lanes stand in the audit's order, empty ones left out, those without a channel last") {
  const MapGrid grid = grid_of(shop(), Lanes::channel);
  CHECK(lane_names(grid) == std::vector<std::string>{"web", "phone", "No channel yet"});
  const std::vector<MapCell> cells = {{0, 0}, {0, 0}, {1, 1}, {2, 2}};
  CHECK(grid.cells == cells);
}

TEST_CASE("a touchpoint stands in the lane of its first owner's team, if that is a person, too") {
  const MapGrid grid = grid_of(audit()
                                   .person("Ann", "support")
                                   .person("Bo")
                                   .touchpoint("a")
                                   .owner("Ann")
                                   .owner("sales")
                                   .touchpoint("b")
                                   .owner("sales")
                                   .touchpoint("c")
                                   .owner("Bo")
                                   .touchpoint("d")
                                   .no_owner(),
                               Lanes::team);
  CHECK(lane_names(grid) == std::vector<std::string>{"support", "sales", "No team answers"});
  const std::vector<MapCell> cells = {{0, 0}, {0, 1}, {0, 2}, {0, 2}};
  CHECK(grid.cells == cells);
}

TEST_CASE("a moved touchpoint stands in the cell that it was moved to") {
  for (const Lanes by : {Lanes::channel, Lanes::team, Lanes::discipline}) {
    Audit audit = test::audit()
                      .touchpoint("a")
                      .in_stage("s")
                      .on_channel("web")
                      .owner("sales")
                      .discipline(Discipline::cx)
                      .touchpoint("b")
                      .in_stage("t")
                      .on_channel("phone")
                      .owner("support")
                      .discipline(Discipline::both);
    const MapGrid before = grid_of(audit, by);
    CHECK(before.cells[0] != before.cells[1]);
    const MapCell there = before.cells[1];
    move_touchpoint(audit.touchpoints[0], before.stages[there.stage], before.lanes[there.lane], by);
    const MapGrid after = grid_of(audit, by);
    CHECK(after.cells[0] == after.cells[1]);
    CHECK(after.stages[after.cells[0].stage].id == StageId("t"));
  }
}

TEST_CASE("moving a card among those whom no team owns takes no owner away") {
  Audit audit = test::audit().touchpoint("a").in_stage("s").owner("sales");
  move_touchpoint(audit.touchpoints[0], {StageId("s"), "s"}, {"", "No team answers"}, Lanes::team);
  CHECK(audit.touchpoints[0].ownership->accountable == std::vector{OwnerId("sales")});
  move_touchpoint(audit.touchpoints[0], {std::nullopt, "No stage yet"}, {"", ""}, Lanes::none);
  CHECK_FALSE(audit.touchpoints[0].stage);
}

TEST_CASE("header and curve lie above the first lane, all as wide as the band") {
  const MapLayout layout = layout_of(shop());
  REQUIRE(layout.bands.size() == 1);
  const MapBand& band = layout.bands[0];
  CHECK(band.width == 1000 + 3 * 120);
  CHECK(band.header.bottom() == 20000);
  CHECK(band.curve.y == 20000);
  CHECK(band.curve.bottom() == 320000);
  CHECK(band.header.width == band.width);
  CHECK(band.curve.width == band.width);
  REQUIRE(band.rows.size() == 1);
  CHECK(band.rows[0].top == k_top);
  CHECK(band.rows[0].cards_top == k_top);  // no title, since it has no name
}

TEST_CASE("columns stand side by side, each with padding at both sides of its cards") {
  const MapBand band = layout_of(shop()).bands[0];
  REQUIRE(band.columns.size() == 3);
  for (std::size_t c = 0; c < 3; ++c) {
    const double left = 1000 + 120 * static_cast<double>(c);
    CHECK(band.columns[c].left == left);
    CHECK(band.columns[c].x == left + 10);
    CHECK(band.columns[c].right == left + 120);
    CHECK(band.spans[c].middle() == left + 60);
  }
}

TEST_CASE("cards stand below each other, each as high as it is told to be") {
  const MapLayout layout = lay_out(grid_of(stage_of(3)), k_sizes,
                                   [](std::size_t i) { return 10.0 * static_cast<double>(i + 1); });
  CHECK(layout.card_of(0).rect.y == k_top);
  CHECK(layout.card_of(1).rect.y == k_top + 10 + 1);
  CHECK(layout.card_of(2).rect.y == k_top + 10 + 1 + 20 + 1);
  CHECK(layout.card_of(2).rect.height == 30);
  CHECK(layout.bands[0].height == layout.card_of(2).rect.bottom() + 1 + 3);
}

TEST_CASE("a lane is as high as its highest column, and the next one begins there") {
  const MapLayout layout = layout_of(shop(), Lanes::channel);
  const MapBand& band = layout.bands[0];
  REQUIRE(band.rows.size() == 3);
  CHECK(band.rows[0].cards_top == k_top + 7);
  CHECK(band.rows[0].bottom == k_top + 7 + 2 * 51 + 3);
  CHECK(band.rows[1].top == band.rows[0].bottom);
  CHECK(band.rows[1].bottom == band.rows[1].top + 7 + 51 + 3);
  CHECK(band.height == band.rows[2].bottom);
  CHECK(layout.card_of(2).rect.y == band.rows[1].cards_top);
  CHECK(layout.card_of(2).rect.x == band.columns[1].x);
}

TEST_CASE("cards are listed lane by lane, then stage by stage, then from top to bottom") {
  const MapBand band = layout_of(audit()
                                     .channel("web")
                                     .channel("phone")
                                     .touchpoint("a")
                                     .in_stage("s")
                                     .on_channel("phone")
                                     .touchpoint("b")
                                     .in_stage("t")
                                     .on_channel("web")
                                     .touchpoint("c")
                                     .in_stage("s")
                                     .on_channel("web")
                                     .touchpoint("d")
                                     .in_stage("s")
                                     .on_channel("web"),
                                 Lanes::channel)
                           .bands[0];
  std::vector<std::size_t> order;
  for (const MapCard& card : band.cards) order.push_back(card.touchpoint);
  CHECK(order == std::vector<std::size_t>{2, 3, 1, 0});
}

TEST_CASE("a stage of many cards takes several columns, and its cards are spread over them") {
  const MapLayout layout = layout_of(stage_of(9), Lanes::none, {.cards_per_column = 4});
  const MapBand& band = layout.bands[0];
  REQUIRE(band.columns.size() == 3);
  for (std::size_t c = 0; c < 3; ++c) {
    CHECK(band.columns[c].part == c);
    CHECK(cards_in_column(band, c) == std::vector<std::size_t>{3 * c, 3 * c + 1, 3 * c + 2});
  }
  REQUIRE(band.spans.size() == 1);
  CHECK(band.spans[0].columns == 3);
  CHECK(band.spans[0].x == band.columns[0].x);
  CHECK(band.spans[0].x + band.spans[0].width == band.columns[2].x + 100);
}

TEST_CASE("in lanes a stage has as many columns as its fullest lane needs") {
  AuditBuilder builder;
  for (int i = 0; i < 5; ++i)
    builder.touchpoint("w" + std::to_string(i)).in_stage("s").on_channel("web");
  builder.touchpoint("p").in_stage("s").on_channel("phone");
  const MapBand band = layout_of(builder, Lanes::channel, {.cards_per_column = 2}).bands[0];
  CHECK(cards_in_column(band, 0) == std::vector<std::size_t>{0, 1, 5});
  CHECK(cards_in_column(band, 1) == std::vector<std::size_t>{2, 3});
  CHECK(cards_in_column(band, 2) == std::vector<std::size_t>{4});
}

TEST_CASE("a band has no more columns than asked for, and the columns are spread evenly") {
  AuditBuilder builder;
  for (int i = 0; i < 9; ++i) builder.stage("s" + std::to_string(i));
  const MapLayout layout = layout_of(builder, Lanes::none, {.columns_per_band = 4});
  REQUIRE(layout.bands.size() == 3);
  for (const MapBand& band : layout.bands) CHECK(band.columns.size() == 3);
}

TEST_CASE("a stage that goes on in the next band is said to be continued there") {
  const MapLayout layout =
      layout_of(stage_of(4), Lanes::none, {.columns_per_band = 1, .cards_per_column = 2});
  REQUIRE(layout.bands.size() == 2);
  CHECK_FALSE(layout.bands[0].spans[0].continued);
  CHECK(layout.bands[1].spans[0].continued);
  CHECK(layout.places[3].band == 1);
  CHECK(layout.card_of(3).touchpoint == 3);
}

TEST_CASE("an audit without anything has one band without columns") {
  for (const Lanes by : {Lanes::none, Lanes::channel}) {
    const MapLayout layout = layout_of(Audit(), by);
    REQUIRE(layout.bands.size() == 1);
    CHECK(layout.bands[0].columns.empty());
    CHECK_FALSE(cell_at(layout.bands[0], 1005, k_top));
  }
}

TEST_CASE("a place of the map belongs to one cell, whose rectangle it lies in") {
  const Audit journey = shop();
  const MapGrid grid = grid_of(journey, Lanes::channel);
  const MapLayout layout = layout_of(journey, Lanes::channel);
  const MapBand& band = layout.bands[0];
  for (std::size_t i = 0; i < grid.cells.size(); ++i) {
    const MapRect& card = layout.card_of(i).rect;
    CHECK(cell_at(band, card.x, card.y) == grid.cells[i]);
    const MapRect cell = rect_of(band, grid.cells[i]);
    CHECK(cell.x <= card.x);
    CHECK(cell.y <= card.y);
    CHECK(cell.right() >= card.right());
    CHECK(cell.bottom() >= card.bottom());
    CHECK(cell_at(band, cell.x, cell.y) == grid.cells[i]);
    CHECK(cell_at(band, cell.right(), cell.y) != grid.cells[i]);
    CHECK(cell_at(band, cell.x, cell.bottom()) != grid.cells[i]);
  }
}

TEST_CASE("beside the columns and above the lanes there is no cell") {
  const MapBand band = layout_of(shop()).bands[0];
  CHECK(cell_at(band, 1000, k_top));
  CHECK_FALSE(cell_at(band, 999, k_top));
  CHECK_FALSE(cell_at(band, 1000, k_top - 1));
  CHECK_FALSE(cell_at(band, band.width, k_top));
  CHECK_FALSE(cell_at(band, 1000, band.height));
}

TEST_CASE("the cell of a stage of several columns has all of them") {
  const MapBand band = layout_of(stage_of(4), Lanes::none, {.cards_per_column = 2}).bands[0];
  const MapRect cell = rect_of(band, {0, 0});
  CHECK(cell.x == 1000);
  CHECK(cell.width == 240);
  CHECK(cell_at(band, 1000 + 239, k_top) == MapCell{0, 0});
}

TEST_CASE("at the zoom that fits, the map just fits") {
  const MapGrid grid = grid_of(shop(), Lanes::channel);
  const auto at_zoom = [&](double zoom) {
    const MapSizes sizes{.card_width = 200 * zoom,
                         .card_gap = 10,
                         .padding = 5 + 9 * zoom,
                         .header = 58,
                         .lane_title = 26};
    return lay_out(grid, sizes, [zoom](std::size_t) { return 80 * zoom; }).bands[0];
  };
  const auto fit = [&](double width, double height) {
    return zoom_to_fit(at_zoom(0), at_zoom(1), width, height);
  };
  CHECK_THAT(at_zoom(fit(400, 10000)).width, WithinAbs(400, 1e-9));
  CHECK_THAT(at_zoom(fit(10000, 300)).height, WithinAbs(300, 1e-9));
  CHECK(at_zoom(fit(400, 300)).width <= 400 + 1e-9);
  CHECK(at_zoom(fit(400, 300)).height <= 300 + 1e-9);
  CHECK(fit(20, 10000) < 0);  // less than the padding
}

TEST_CASE("lines widen the gutters they run in, and the map below its cards") {
  const Audit journey =
      audit().touchpoint("a").in_stage("s").touchpoint("b").in_stage("t").touchpoint("c").in_stage(
          "u");
  MapLayout layout = layout_of(journey);
  MapLayout with_lines = layout_of(journey);
  CHECK(route_handoffs(layout, {})[0].empty());
  const MapLines lines = route_handoffs(with_lines, {{0, 2, "H1", true, 0}, {0, 1, "H2", true, 0}});
  REQUIRE(lines[0].size() == 2);
  const MapBand& plain = layout.bands[0];
  const MapBand& wide = with_lines.bands[0];
  CHECK(wide.columns[1].x - wide.columns[0].x > plain.columns[1].x - plain.columns[0].x);
  CHECK(wide.columns[2].x - wide.columns[1].x > plain.columns[2].x - plain.columns[1].x);
  CHECK(wide.height > plain.height);
  CHECK(with_lines.card_of(2).rect.x == wide.columns[2].x);
  CHECK(wide.header.width == wide.width);
}
