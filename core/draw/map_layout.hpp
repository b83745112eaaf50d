// Where everything on the journey map stands: the arithmetic behind map_svg().
//
// The stages stand side by side, each one column of cards, or several if it has many. Columns are
// cut into bands that stand below each other, so that a map fits a page's width. Hand-offs run in
// the gutters between columns and, where they pass columns, on lanes below all cards; they never
// cross a card. A hand-off from one band to another is two loose ends with the same tag.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "score/scores.hpp"

namespace touchstone::draw {

struct MapOptions {
  // 0: all side by side. Else the most columns a band has; columns are spread evenly over the bands
  // that takes.
  std::size_t columns_per_band = 0;
  std::size_t cards_per_column = 0;  // 0: no limit; else spread evenly likewise
};

// All in SVG user units (px), from the band's upper left corner.
namespace map_size {
inline constexpr double k_card_width = 144;
inline constexpr double k_card_gap = 10;
inline constexpr double k_name_size = 11.5;
inline constexpr double k_small_size = 10;
inline constexpr double k_line = 14;    // of a card's name
inline constexpr double k_padding = 8;  // within a card
inline constexpr double k_badge_height = 20;
inline constexpr double k_header = 44;     // stage names
inline constexpr double k_curve = 92;      // room of the friction curve
inline constexpr double k_axis = 48;       // left of the first column: the curve's scale
inline constexpr double k_track = 6;       // between parallel lines
inline constexpr double k_star_room = 15;  // before the channel
inline constexpr std::size_t k_name_lines = 4;
}  // namespace map_size

struct MapCard {
  std::size_t touchpoint;
  double x, y, height;
  std::vector<std::string> name;     // lines, clean text
  std::vector<std::string> channel;  // no or one line; a moment of truth has its star before it
};

struct MapColumn {
  std::optional<std::size_t> stage;  // none: touchpoints without a stage
  bool begins = true;                // first column of its stage, or of the stage in this band
  bool continued = false;            // not the first column of its stage
  std::size_t span = 1;              // columns of this stage in this band, from here; if it begins
  double x = 0;
  double gutter = 0;  // room to the right
  std::vector<MapCard> cards;
};

struct MapPoint {
  double x, y;
};

// One hand-off, or one end of it.
struct MapLine {
  std::string tag;  // "H1": Audit::handoffs[0]; "U1": Scores::unrecorded_handoffs[0]
  bool recorded;
  double gap;                  // of a recorded one
  std::vector<MapPoint> path;  // corners, at right angles
  bool arrow = true;           // at the path's end
  MapPoint tag_at;
};

struct MapBand {
  std::vector<MapColumn> columns;
  std::vector<MapLine> lines;
  double cards_top = 0;
  double width = 0;
  double height = 0;
};

// At least one band, without columns if the audit has neither stages nor touchpoints.
std::vector<MapBand> layout_map(const Audit& audit, const Scores& scores,
                                const MapOptions& options);

// "H1", "U1": how the map and the tables beside it call a hand-off.
std::string handoff_tag(std::size_t handoff);
std::string unrecorded_tag(std::size_t place);

}  // namespace touchstone::draw
