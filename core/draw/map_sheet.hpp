// The journey map on paper: its lengths, what its cards say, and where they and the lines between them stand. What
// map_svg() draws; whoever draws the same map in another way starts here, too.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "draw/map_grid.hpp"
#include "draw/map_layout.hpp"
#include "draw/map_lines.hpp"
#include "score/scores.hpp"

namespace touchstone::draw {

// In SVG user units (px).
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
inline constexpr double k_curve_gap = 14;  // between it and the cards
inline constexpr double k_axis = 48;       // left of the first column: the curve's scale
inline constexpr double k_star_room = 15;  // before the channel
inline constexpr std::size_t k_name_lines = 4;
}  // namespace map_size

// What a card says besides its figures; clean text.
struct CardText {
  std::vector<std::string> name;     // lines
  std::vector<std::string> channel;  // no or one line; a moment of truth has its star before it
};

struct MapSheet {
  MapGrid grid;
  MapLayout layout;
  MapLines lines;
  std::vector<CardText> texts;  // by touchpoint
};

MapSheet map_sheet(const Audit& audit, const Scores& scores, const MapOptions& options = {});

}  // namespace touchstone::draw
