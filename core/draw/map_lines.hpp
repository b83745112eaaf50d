// Hand-offs as lines on a laid-out map, at right angles.
//
// They run in the gutters between columns and, where they pass columns, on levels below all cards; they never cross a
// card. A hand-off from one band to another is two loose ends with the same tag. The room that lines need is in SVG
// user units (px), and so the layout has to be.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "draw/map_layout.hpp"
#include "score/scores.hpp"

namespace touchstone::draw {

// A hand-off between touchpoints.
struct MapLink {
  std::size_t from, to;  // touchpoints
  std::string tag;       // "H1": Audit::handoffs[0]; "U1": Scores::unrecorded_handoffs[0]
  bool recorded;
  double gap;  // of a recorded one
};

struct MapPoint {
  double x, y;
};

// One hand-off, or one end of it.
struct MapLine {
  std::string tag;
  bool recorded;
  double gap;
  std::vector<MapPoint> path;  // corners, from the band's upper left corner
  bool arrow = true;           // at the path's end
  MapPoint tag_at;
};

using MapLines = std::vector<std::vector<MapLine>>;  // by band, in the order of the links

// Recorded ones first, each in their order.
std::vector<MapLink> map_links(const Audit& audit, const Scores& scores);

// Sets the bands' gutters to what the lines take (and a little without any), whatever they were, and lets bands grow
// below their cards.
MapLines route_handoffs(MapLayout& layout, const std::vector<MapLink>& links);

// "H1", "U1": how the map and the tables beside it call a hand-off.
std::string handoff_tag(std::size_t handoff);
std::string unrecorded_tag(std::size_t place);

}  // namespace touchstone::draw
