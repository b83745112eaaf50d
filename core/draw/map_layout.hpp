// Where everything on the journey map stands: the arithmetic of every map, on paper (map_sheet.hpp) and on the screen
// (web/views/map/plan.hpp). Each brings its own lengths; the rules are one.
//
//   grid_of()         map_grid.hpp    who stands in which cell
//   lay_out()         here            rectangles: bands, headers, curve, lanes, columns, cards
//   route_handoffs()  map_lines.hpp   lines between the cards, for which it widens gutters and bands
//
// A stage is a column of cards, or several side by side if it has many. The columns are cut into bands, which stand
// below each other so that a map fits a page's width. From top to bottom a band has the stages' names, its piece of
// the friction curve, and all lanes, each with its title (if it has a name) above its cards.
//
// Lengths and places are in the unit of MapSizes, from the band's upper left corner, x to the right and y downwards.
// Whole numbers in give whole numbers out (but for middles). Pure; nothing can fail.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "draw/map_grid.hpp"

namespace touchstone::draw {

// Lengths, 0 or more, in any unit.
struct MapSizes {
  double card_width = 0;
  double card_gap = 0;    // below each card
  double padding = 0;     // of a column, at either side of its cards
  double left = 0;        // of the first column: room for the curve's scale
  double header = 0;      // the stages' names
  double curve = 0;       // the friction curve's strip below them; 0: there is none
  double curve_gap = 0;   // between that and the first lane
  double lane_title = 0;  // of a lane that has a name
  double lane_gap = 0;    // below each lane
};

struct MapOptions {
  // 0: all side by side. Else the most columns a band has; columns are spread evenly over the bands that takes.
  std::size_t columns_per_band = 0;
  // 0: no limit. Else the most cards of one lane that a column has; they are spread evenly likewise.
  std::size_t cards_per_column = 0;
};

struct MapRect {
  double x = 0, y = 0, width = 0, height = 0;

  double right() const { return x + width; }

  double bottom() const { return y + height; }
};

struct MapColumn {
  std::size_t stage = 0;  // in MapGrid::stages
  std::size_t part = 0;   // 0: the first column of its stage, 1: the second ...
  double x = 0;           // of its cards
  double
      left = 0,
      right =
          0;  // of its room, which ends where its neighbour's begins: halfway between their cards
};

// The neighbouring columns of one stage in one band.
struct MapSpan {
  std::size_t stage = 0;  // in MapGrid::stages
  std::size_t first = 0, columns = 0;
  bool continued = false;      // the stage began in the band before
  double x = 0, width = 0;     // from its first column's cards to the end of its last one's
  double left = 0, right = 0;  // of its columns' room

  double middle() const { return x + width / 2; }
};

// A lane in one band. Each ends where the next one begins.
struct MapRow {
  double top = 0, cards_top = 0, bottom = 0;
};

struct MapCard {
  std::size_t touchpoint = 0;
  std::size_t column = 0;  // in the band
  std::size_t lane = 0;    // in MapGrid::lanes
  MapRect rect;
};

struct MapBand {
  MapRect header;  // as wide as the band, like the curve's strip
  MapRect curve;
  std::vector<MapColumn> columns;
  std::vector<MapSpan> spans;  // from left to right
  std::vector<MapRow> rows;    // by MapGrid::lanes
  std::vector<MapCard> cards;  // row by row, in each column by column, from top to bottom
  double width = 0;
  double height = 0;
};

struct MapLayout {
  struct Place {
    std::size_t band = 0;
    std::size_t card = 0;  // in MapBand::cards
  };

  MapSizes sizes;
  std::vector<MapBand>
      bands;  // at least one; without columns if the audit has neither stages nor touchpoints
  std::vector<Place> places;  // by touchpoint

  const MapCard& card_of(std::size_t touchpoint) const;
};

// Of a touchpoint's card.
using CardHeight = std::function<double(std::size_t touchpoint)>;

MapLayout lay_out(const MapGrid& grid, const MapSizes& sizes, const CardHeight& height,
                  const MapOptions& options = {});

// Moves columns, spans and cards sideways so that they have these gutters: one before each column and one behind the
// last. Heights stay.
void set_gutters(MapBand& band, const MapSizes& sizes, std::span<const double> gutters);

// The cell at a place of the band; none beside its columns and lanes.
std::optional<MapCell> cell_at(const MapBand& band, double x, double y);

// What cell_at() finds to be this cell; its stage stands in the band.
MapRect rect_of(const MapBand& band, MapCell cell);

// The zoom at which a map just fits into so much room, whatever zooms there are: negative where none is small enough.
// Told by the map at a zoom of 0 and of 1, between which (and beyond) width and height grow evenly.
double zoom_to_fit(const MapBand& at_none, const MapBand& at_full, double width, double height);

}  // namespace touchstone::draw
