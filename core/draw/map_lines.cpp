#include "draw/map_lines.hpp"

#include <algorithm>
#include <utility>

#include "score/directory.hpp"
#include "text/concat.hpp"

namespace touchstone::draw {
namespace {

constexpr double k_track = 6;        // between parallel lines
constexpr double k_tag_room = 24;    // for a tag beside a card
constexpr double k_arrow_room = 12;  // before a card's left edge
constexpr double k_level_gap = 4;    // above and below the levels

// A vertical piece of a line in a gutter.
struct Vertical {
  double top, bottom;
  std::size_t track = 0;
};

// By gutter: 0 is left of the first column.
using Gutters = std::vector<std::vector<Vertical>>;

// Gives each piece a track so that pieces on one track do not touch; returns how many it took.
std::size_t assign_tracks(std::vector<Vertical>& gutter) {
  std::vector<Vertical*> pieces;
  for (Vertical& piece : gutter) pieces.push_back(&piece);
  std::ranges::stable_sort(pieces,
                           [](const Vertical* a, const Vertical* b) { return a->top < b->top; });
  std::vector<double> free_from;
  for (Vertical* piece : pieces) {
    std::size_t track = 0;
    while (track < free_from.size() && free_from[track] >= piece->top) ++track;
    if (track == free_from.size()) free_from.push_back(0);
    free_from[track] = piece->bottom + 2;
    piece->track = track;
  }
  return free_from.size();
}

// What a line with both ends in one band needs: one vertical piece in a gutter, or two and a level between.
struct Route {
  std::size_t first_gutter = 0, second_gutter = 0;
  bool by_level = false;
  std::size_t first = 0, second = 0;  // pieces in their gutters
};

class Router {
public:
  Router(MapLayout& layout, const std::vector<MapLink>& links)
      : layout_(layout), links_(links), lines_(layout.bands.size()) {}

  MapLines route() {
    sort_by_band();
    spread_ports();
    for (std::size_t b = 0; b < layout_.bands.size(); ++b) route_in(b);
    return std::move(lines_);
  }

private:
  std::size_t band_of(std::size_t touchpoint) const { return layout_.places[touchpoint].band; }

  bool lies_in(const MapLink& link, std::size_t b) const {
    return band_of(link.from) == b && band_of(link.to) == b;
  }

  void sort_by_band() {
    links_of_band_.resize(layout_.bands.size());
    for (std::size_t i = 0; i < links_.size(); ++i) {
      const std::size_t from = band_of(links_[i].from);
      const std::size_t to = band_of(links_[i].to);
      links_of_band_[from].push_back(i);
      if (to != from) links_of_band_[to].push_back(i);
    }
  }

  // Heights at which lines leave (right edge) and reach (left edge, or right edge from their own
  // column) the cards, spread over the card's height in the order of lines.
  void spread_ports() {
    leave_.resize(links_.size());
    reach_.resize(links_.size());
    std::vector<std::pair<std::vector<double*>, std::vector<double*>>> sides(
        layout_.places.size());  // right, left
    for (std::size_t i = 0; i < links_.size(); ++i) {
      const MapLink& link = links_[i];
      const bool same_column = band_of(link.from) == band_of(link.to) &&
                               layout_.card_of(link.from).column == layout_.card_of(link.to).column;
      sides[link.from].first.push_back(&leave_[i]);
      auto& side = sides[link.to];
      (same_column ? side.first : side.second).push_back(&reach_[i]);
    }
    for (std::size_t touchpoint = 0; touchpoint < sides.size(); ++touchpoint) {
      const MapRect& card = layout_.card_of(touchpoint).rect;
      spread(sides[touchpoint].first, card);
      spread(sides[touchpoint].second, card);
    }
  }

  static void spread(const std::vector<double*>& ports, const MapRect& card) {
    const auto count = static_cast<double>(ports.size());
    for (std::size_t i = 0; i < ports.size(); ++i)
      *ports[i] = card.y + card.height * (static_cast<double>(i) + 1) / (count + 1);
  }

  void route_in(std::size_t b) {
    MapBand& band = layout_.bands[b];
    const std::vector<std::size_t>& links = links_of_band_[b];
    std::vector<Route> routes(links.size());
    Gutters gutters(band.columns.size() + 1);
    const double levels_top = band.height + k_level_gap;
    std::size_t levels = 0;
    for (std::size_t at = 0; at < links.size(); ++at) {
      if (!lies_in(links_[links[at]], b)) continue;
      routes[at] = plan(links[at], gutters, levels_top + k_track * static_cast<double>(levels));
      if (routes[at].by_level) ++levels;
    }
    if (levels > 0) band.height = levels_top + k_track * static_cast<double>(levels) + k_level_gap;
    widen_gutters(b, gutters);
    for (std::size_t at = 0; at < links.size(); ++at) {
      if (lies_in(links_[links[at]], b)) {
        draw(b, links[at], routes[at], gutters);
      } else {
        draw_loose_ends(b, links[at]);
      }
    }
  }

  // Puts the line's pieces into the gutters; `level` is the one it may take.
  Route plan(std::size_t i, Gutters& gutters, double level) const {
    const std::size_t from = layout_.card_of(links_[i].from).column;
    const std::size_t to = layout_.card_of(links_[i].to).column;
    Route route;
    route.first_gutter = from + 1;
    route.second_gutter = to == from ? from + 1 : to;
    route.by_level = route.first_gutter != route.second_gutter;
    double end = reach_[i];
    if (route.by_level) {
      end = level;
      route.second = gutters[route.second_gutter].size();
      gutters[route.second_gutter].push_back({reach_[i], end});
    }
    route.first = gutters[route.first_gutter].size();
    gutters[route.first_gutter].push_back({std::min(leave_[i], end), std::max(leave_[i], end)});
    return route;
  }

  // Whether a line from another band ends at a card right of each gutter: its tag needs room there.
  std::vector<bool> gutters_with_arrivals(std::size_t b) const {
    std::vector<bool> arrivals(layout_.bands[b].columns.size() + 1, false);
    for (const std::size_t i : links_of_band_[b]) {
      const MapLink& link = links_[i];
      if (band_of(link.to) == b && band_of(link.from) != b)
        arrivals[layout_.card_of(link.to).column] = true;
    }
    return arrivals;
  }

  void widen_gutters(std::size_t b, Gutters& gutters) {
    const std::vector<bool> arrivals = gutters_with_arrivals(b);
    std::vector<double> widths;
    for (std::size_t g = 0; g < gutters.size(); ++g) {
      const std::size_t tracks = assign_tracks(gutters[g]);
      widths.push_back((g == 0 ? 0 : k_tag_room) + k_track * static_cast<double>(tracks) +
                       (arrivals[g] ? k_tag_room : 0) + k_arrow_room);
    }
    set_gutters(layout_.bands[b], layout_.sizes, widths);
  }

  double track_x(const MapBand& band, std::size_t gutter, const Vertical& piece) const {
    const double left = gutter == 0
                            ? layout_.sizes.left
                            : band.columns[gutter - 1].x + layout_.sizes.card_width + k_tag_room;
    return left + k_track * (static_cast<double>(piece.track) + 0.5);
  }

  void draw(std::size_t b, std::size_t i, const Route& route, const Gutters& gutters) {
    const MapLink& link = links_[i];
    const MapBand& band = layout_.bands[b];
    const MapCard& from = layout_.card_of(link.from);
    const MapCard& to = layout_.card_of(link.to);
    const double start = from.rect.right();
    const double end = from.column == to.column ? to.rect.right() : to.rect.x;
    const double x1 = track_x(band, route.first_gutter, gutters[route.first_gutter][route.first]);
    MapLine line{link.tag, link.recorded, link.gap, {}, true, {start + k_tag_room / 2, leave_[i]}};
    line.path = {{start, leave_[i]}, {x1, leave_[i]}};
    if (route.by_level) {
      const Vertical& second = gutters[route.second_gutter][route.second];
      const double x2 = track_x(band, route.second_gutter, second);
      line.path.push_back({x1, second.bottom});
      line.path.push_back({x2, second.bottom});
      line.path.push_back({x2, reach_[i]});
    } else {
      line.path.push_back({x1, reach_[i]});
    }
    line.path.push_back({end, reach_[i]});
    lines_[b].push_back(std::move(line));
  }

  void draw_loose_ends(std::size_t b, std::size_t i) {
    const MapLink& link = links_[i];
    if (band_of(link.from) == b) {
      const double x = layout_.card_of(link.from).rect.right();
      const double y = leave_[i];
      lines_[b].push_back({link.tag,
                           link.recorded,
                           link.gap,
                           {{x, y}, {x + k_tag_room + 4, y}},
                           false,
                           {x + k_tag_room / 2, y}});
    }
    if (band_of(link.to) == b) {
      const double x = layout_.card_of(link.to).rect.x;
      const double y = reach_[i];
      lines_[b].push_back({link.tag,
                           link.recorded,
                           link.gap,
                           {{x - k_arrow_room, y}, {x, y}},
                           true,
                           {x - k_arrow_room - 8, y}});
    }
  }

  MapLayout& layout_;
  const std::vector<MapLink>& links_;
  MapLines lines_;
  std::vector<std::vector<std::size_t>> links_of_band_;  // with an end in it, in their order
  std::vector<double> leave_, reach_;                    // by link
};

}  // namespace

std::vector<MapLink> map_links(const Audit& audit, const Scores& scores) {
  const Directory directory(audit);
  std::vector<MapLink> links;
  for (std::size_t i = 0; i < audit.handoffs.size(); ++i) {
    const auto from = directory.touchpoint(audit, audit.handoffs[i].from);
    const auto to = directory.touchpoint(audit, audit.handoffs[i].to);
    if (from && to) links.push_back({*from, *to, handoff_tag(i), true, scores.handoffs[i].gap});
  }
  for (std::size_t i = 0; i < scores.unrecorded_handoffs.size(); ++i) {
    const UnrecordedHandoff& missing = scores.unrecorded_handoffs[i];
    links.push_back({missing.from, missing.to, unrecorded_tag(i), false, 0});
  }
  return links;
}

MapLines route_handoffs(MapLayout& layout, const std::vector<MapLink>& links) {
  return Router(layout, links).route();
}

std::string handoff_tag(std::size_t handoff) {
  return concat("H", std::to_string(handoff + 1));
}

std::string unrecorded_tag(std::size_t place) {
  return concat("U", std::to_string(place + 1));
}

}  // namespace touchstone::draw
