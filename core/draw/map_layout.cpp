#include "draw/map_layout.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "draw/html_text.hpp"
#include "draw/svg_text.hpp"
#include "score/directory.hpp"
#include "text/concat.hpp"
#include "words/words.hpp"

namespace touchstone::draw {
namespace {

using namespace map_size;

constexpr double k_tag_room = 24;    // room for a tag beside a card
constexpr double k_arrow_room = 12;  // room before a card's left edge

struct Place {
  std::size_t band, column, card;
};

struct Link {
  std::size_t from, to;  // touchpoints
  std::string tag;
  bool recorded;
  double gap;
};

// A vertical piece of a line in a gutter; the line is known by its number.
struct Vertical {
  std::size_t line;
  double top, bottom;
  std::size_t track = 0;
};

// Gives each piece a track so that pieces on one track do not touch; returns how many it took.
std::size_t assign_tracks(std::vector<Vertical*>& pieces) {
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

class MapDrawing {
public:
  MapDrawing(const Audit& audit, const Scores& scores, const MapOptions& options)
      : audit_(audit), scores_(scores), options_(options), directory_(audit) {}

  std::vector<MapBand> make() {
    make_columns();
    places_.resize(audit_.touchpoints.size());
    for (std::size_t band = 0; band < bands_.size(); ++band) place_cards(band);
    collect_links();
    const Ports ports = spread_ports();
    for (std::size_t band = 0; band < bands_.size(); ++band) route(band, ports);
    return std::move(bands_);
  }

private:
  MapCard make_card(std::size_t touchpoint) const {
    MapCard card{touchpoint, 0, 0, 0, {}, {}};
    const double room = k_card_width - 2 * k_padding;
    card.name = wrap_text(clean_text(words::name_of_touchpoint(audit_, touchpoint)), k_name_size,
                          true, room, k_name_lines);
    const std::string channel =
        clean_text(words::channel_of(audit_, directory_, audit_.touchpoints[touchpoint]));
    const bool star = audit_.touchpoints[touchpoint].moment_of_truth;
    card.channel = wrap_text(channel, k_small_size, false, room - (star ? k_star_room : 0), 1);
    if (star && card.channel.empty()) card.channel.emplace_back();
    card.height = k_padding + k_badge_height + 6 +
                  k_line * static_cast<double>(card.name.size() + card.channel.size()) + 4;
    const bool unsure = scores_.touchpoints[touchpoint].evidence == EvidenceLevel::insufficient;
    if (unsure) card.height += k_line;
    return card;
  }

  void make_columns() {
    std::vector<std::vector<std::size_t>> by_stage(audit_.stages.size() + 1);
    for (std::size_t i = 0; i < audit_.touchpoints.size(); ++i) {
      const std::optional<StageId>& id = audit_.touchpoints[i].stage;
      const auto stage = id ? directory_.stage(audit_, *id) : std::nullopt;
      by_stage[stage.value_or(audit_.stages.size())].push_back(i);
    }
    if (by_stage.back().empty()) by_stage.pop_back();
    std::size_t columns = 0;
    for (const auto& touchpoints : by_stage) columns += columns_for(touchpoints.size());
    band_columns_ = spread_evenly(columns, options_.columns_per_band);
    bands_.emplace_back();
    for (std::size_t s = 0; s < by_stage.size(); ++s)
      add_stage(s < audit_.stages.size() ? std::optional(s) : std::nullopt, by_stage[s]);
  }

  // How many each of the fewest rows gets if none may get more than `most` (0: no limit).
  static std::size_t spread_evenly(std::size_t count, std::size_t most) {
    if (most == 0 || count == 0) return std::max<std::size_t>(count, 1);
    const std::size_t rows = (count + most - 1) / most;
    return (count + rows - 1) / rows;
  }

  std::size_t columns_for(std::size_t cards) const {
    const std::size_t each = spread_evenly(cards, options_.cards_per_column);
    return std::max<std::size_t>((cards + each - 1) / each, 1);
  }

  void add_stage(std::optional<std::size_t> stage, const std::vector<std::size_t>& touchpoints) {
    const std::size_t each = spread_evenly(touchpoints.size(), options_.cards_per_column);
    std::size_t at = 0;
    for (std::size_t c = 0; c < columns_for(touchpoints.size()); ++c) {
      const bool full = bands_.back().columns.size() == band_columns_;
      if (full) bands_.emplace_back();
      MapColumn column;
      column.stage = stage;
      column.begins = c == 0 || full;
      column.continued = c > 0;
      for (std::size_t i = 0; i < each && at < touchpoints.size(); ++i, ++at)
        column.cards.push_back(make_card(touchpoints[at]));
      std::vector<MapColumn>& columns = bands_.back().columns;
      columns.push_back(std::move(column));
      if (!columns.back().begins) grow_span(columns);
    }
  }

  static void grow_span(std::vector<MapColumn>& columns) {
    std::size_t i = columns.size() - 1;
    while (!columns[i].begins) --i;
    ++columns[i].span;
  }

  // Heights; x is known once the gutters are.
  void place_cards(std::size_t b) {
    MapBand& band = bands_[b];
    band.cards_top = k_header + k_curve + 14;
    band.height = band.cards_top;
    for (std::size_t c = 0; c < band.columns.size(); ++c) {
      double y = band.cards_top;
      std::vector<MapCard>& cards = band.columns[c].cards;
      for (std::size_t i = 0; i < cards.size(); ++i) {
        cards[i].y = y;
        y += cards[i].height + k_card_gap;
        places_[cards[i].touchpoint] = {b, c, i};
      }
      band.height = std::max(band.height, y);
    }
  }

  void collect_links() {
    for (std::size_t i = 0; i < audit_.handoffs.size(); ++i) {
      const auto from = directory_.touchpoint(audit_, audit_.handoffs[i].from);
      const auto to = directory_.touchpoint(audit_, audit_.handoffs[i].to);
      if (from && to) links_.push_back({*from, *to, handoff_tag(i), true, scores_.handoffs[i].gap});
    }
    for (std::size_t i = 0; i < scores_.unrecorded_handoffs.size(); ++i) {
      const UnrecordedHandoff& missing = scores_.unrecorded_handoffs[i];
      links_.push_back({missing.from, missing.to, unrecorded_tag(i), false, 0});
    }
    links_of_band_.resize(bands_.size());
    for (std::size_t i = 0; i < links_.size(); ++i) {
      const std::size_t from = places_[links_[i].from].band;
      const std::size_t to = places_[links_[i].to].band;
      links_of_band_[from].push_back(i);
      if (to != from) links_of_band_[to].push_back(i);
    }
  }

  const MapCard& card_at(const Place& place) const {
    return bands_[place.band].columns[place.column].cards[place.card];
  }

  // Heights at which lines leave (right edge) and reach (left edge, or right edge from their own
  // column) the cards, spread over the card's height in the order of lines.
  struct Ports {
    std::vector<double> leave, reach;  // by link
  };

  Ports spread_ports() const {
    Ports ports{std::vector<double>(links_.size()), std::vector<double>(links_.size())};
    std::vector<std::pair<std::vector<double*>, std::vector<double*>>> sides(
        audit_.touchpoints.size());  // right, left
    for (std::size_t i = 0; i < links_.size(); ++i) {
      const Place& from = places_[links_[i].from];
      const Place& to = places_[links_[i].to];
      const bool same_column = from.band == to.band && from.column == to.column;
      sides[links_[i].from].first.push_back(&ports.leave[i]);
      auto& side = sides[links_[i].to];
      (same_column ? side.first : side.second).push_back(&ports.reach[i]);
    }
    for (std::size_t touchpoint = 0; touchpoint < sides.size(); ++touchpoint) {
      const MapCard& card = card_at(places_[touchpoint]);
      spread(sides[touchpoint].first, card);
      spread(sides[touchpoint].second, card);
    }
    return ports;
  }

  static void spread(const std::vector<double*>& ports, const MapCard& card) {
    const auto count = static_cast<double>(ports.size());
    for (std::size_t i = 0; i < ports.size(); ++i)
      *ports[i] = card.y + card.height * (static_cast<double>(i) + 1) / (count + 1);
  }

  // What a line of this band needs: one vertical piece in a gutter, or two and a lane between.
  struct Route {
    bool here = false;                                // both ends lie in this band
    std::size_t first_gutter = 0, second_gutter = 0;  // 0 is left of the first column
    bool by_lane = false;
    std::size_t first = 0, second = 0;  // pieces
  };

  void route(std::size_t b, const Ports& ports) {
    MapBand& band = bands_[b];
    const std::vector<std::size_t>& links = links_of_band_[b];
    std::vector<Route> routes(links.size());
    std::vector<std::vector<Vertical>> gutters(band.columns.size() + 1);
    std::size_t lanes = 0;
    const double lanes_top = band.height + 4;
    for (std::size_t at = 0; at < links.size(); ++at) {
      const std::size_t i = links[at];
      const Place& from = places_[links_[i].from];
      const Place& to = places_[links_[i].to];
      if (from.band != b || to.band != b) continue;
      Route& route = routes[at];
      route.here = true;
      route.first_gutter = from.column + 1;
      route.second_gutter = to.column == from.column ? from.column + 1 : to.column;
      route.by_lane = route.first_gutter != route.second_gutter;
      double end = ports.reach[i];
      if (route.by_lane) {
        end = lanes_top + k_track * static_cast<double>(lanes++);
        route.second = gutters[route.second_gutter].size();
        gutters[route.second_gutter].push_back({i, ports.reach[i], end});
      }
      route.first = gutters[route.first_gutter].size();
      gutters[route.first_gutter].push_back(
          {i, std::min(ports.leave[i], end), std::max(ports.leave[i], end)});
    }
    if (lanes > 0) band.height = lanes_top + k_track * static_cast<double>(lanes) + 4;
    set_widths(b, gutters);
    for (std::size_t at = 0; at < links.size(); ++at) {
      const std::size_t i = links[at];
      if (routes[at].here) {
        draw(band, links_[i], routes[at], gutters, ports, i, lane_of(gutters, routes[at]));
      } else {
        draw_loose_ends(b, links_[i], ports, i);
      }
    }
  }

  static double lane_of(const std::vector<std::vector<Vertical>>& gutters, const Route& route) {
    return route.by_lane ? gutters[route.second_gutter][route.second].bottom : 0;
  }

  // Whether a line from another band ends at a card right of each gutter: its tag needs room there.
  std::vector<bool> gutters_with_arrivals(std::size_t b) const {
    std::vector<bool> arrivals(bands_[b].columns.size() + 1, false);
    for (const std::size_t i : links_of_band_[b]) {
      const Place& to = places_[links_[i].to];
      if (to.band == b && places_[links_[i].from].band != b) arrivals[to.column] = true;
    }
    return arrivals;
  }

  void set_widths(std::size_t b, std::vector<std::vector<Vertical>>& gutters) {
    MapBand& band = bands_[b];
    const std::vector<bool> arrivals = gutters_with_arrivals(b);
    double x = k_axis;
    for (std::size_t g = 0; g < gutters.size(); ++g) {
      std::vector<Vertical*> pieces;
      for (Vertical& piece : gutters[g]) pieces.push_back(&piece);
      const std::size_t tracks = assign_tracks(pieces);
      const double width = (g == 0 ? 0 : k_tag_room) + k_track * static_cast<double>(tracks) +
                           (arrivals[g] ? k_tag_room : 0) + k_arrow_room;
      if (g > 0) band.columns[g - 1].gutter = width;
      x += width;
      if (g < band.columns.size()) {
        band.columns[g].x = x;
        for (MapCard& card : band.columns[g].cards) card.x = x;
        x += k_card_width;
      }
    }
    band.width = x;
  }

  static double track_x(const MapBand& band, std::size_t gutter, const Vertical& piece) {
    const double left =
        gutter == 0 ? k_axis : band.columns[gutter - 1].x + k_card_width + k_tag_room;
    return left + k_track * (static_cast<double>(piece.track) + 0.5);
  }

  void draw(MapBand& band, const Link& link, const Route& route,
            const std::vector<std::vector<Vertical>>& gutters, const Ports& ports, std::size_t i,
            double lane) const {
    const MapCard& from = card_at(places_[link.from]);
    const MapCard& to = card_at(places_[link.to]);
    const double start = from.x + k_card_width;
    const bool back = places_[link.from].column == places_[link.to].column;
    const double end = back ? to.x + k_card_width : to.x;
    const double x1 = track_x(band, route.first_gutter, gutters[route.first_gutter][route.first]);
    MapLine line{link.tag, link.recorded, link.gap, {}, true, {start + 12, ports.leave[i]}};
    line.path = {{start, ports.leave[i]}, {x1, ports.leave[i]}};
    if (route.by_lane) {
      const double x2 =
          track_x(band, route.second_gutter, gutters[route.second_gutter][route.second]);
      line.path.push_back({x1, lane});
      line.path.push_back({x2, lane});
      line.path.push_back({x2, ports.reach[i]});
    } else {
      line.path.push_back({x1, ports.reach[i]});
    }
    line.path.push_back({end, ports.reach[i]});
    band.lines.push_back(std::move(line));
  }

  void draw_loose_ends(std::size_t b, const Link& link, const Ports& ports, std::size_t i) {
    MapBand& band = bands_[b];
    const auto add_end = [&](double x, double y, bool arrow, double tag_x) {
      MapLine line{link.tag, link.recorded, link.gap, {}, arrow, {tag_x, y}};
      if (arrow) {
        line.path = {{x - k_arrow_room, y}, {x, y}};
      } else {
        line.path = {{x, y}, {x + k_tag_room + 4, y}};
      }
      band.lines.push_back(std::move(line));
    };
    if (places_[link.from].band == b) {
      const MapCard& card = card_at(places_[link.from]);
      const double x = card.x + k_card_width;
      add_end(x, ports.leave[i], false, x + 12);
    }
    if (places_[link.to].band == b) {
      const MapCard& card = card_at(places_[link.to]);
      add_end(card.x, ports.reach[i], true, card.x - k_arrow_room - 8);
    }
  }

  const Audit& audit_;
  const Scores& scores_;
  const MapOptions& options_;
  Directory directory_;
  std::size_t band_columns_ = 1;
  std::vector<MapBand> bands_;
  std::vector<Place> places_;  // by touchpoint
  std::vector<Link> links_;
  std::vector<std::vector<std::size_t>> links_of_band_;  // with an end in it, in their order
};

}  // namespace

std::string handoff_tag(std::size_t handoff) {
  return concat("H", std::to_string(handoff + 1));
}

std::string unrecorded_tag(std::size_t place) {
  return concat("U", std::to_string(place + 1));
}

std::vector<MapBand> layout_map(const Audit& audit, const Scores& scores,
                                const MapOptions& options) {
  return MapDrawing(audit, scores, options).make();
}

}  // namespace touchstone::draw
