#include "draw/map_sheet.hpp"

#include "draw/html_text.hpp"
#include "draw/svg_text.hpp"
#include "score/directory.hpp"
#include "words/words.hpp"

namespace touchstone::draw {
namespace {

using namespace map_size;

constexpr MapSizes k_sizes{.card_width = k_card_width,
                           .card_gap = k_card_gap,
                           .left = k_axis,
                           .header = k_header,
                           .curve = k_curve,
                           .curve_gap = k_curve_gap};

std::vector<CardText> card_texts(const Audit& audit) {
  const Directory directory(audit);
  const double room = k_card_width - 2 * k_padding;
  std::vector<CardText> texts;
  for (std::size_t i = 0; i < audit.touchpoints.size(); ++i) {
    const std::string name = clean_text(words::name_of_touchpoint(audit, i));
    const std::string channel =
        clean_text(words::channel_of(audit, directory, audit.touchpoints[i]));
    const bool star = audit.touchpoints[i].moment_of_truth;
    CardText& text = texts.emplace_back();
    text.name = wrap_text(name, k_name_size, true, room, k_name_lines);
    text.channel = wrap_text(channel, k_small_size, false, room - (star ? k_star_room : 0), 1);
    if (star && text.channel.empty()) text.channel.emplace_back();
  }
  return texts;
}

double card_height(const CardText& text, EvidenceLevel evidence) {
  double lines = static_cast<double>(text.name.size() + text.channel.size());
  if (evidence == EvidenceLevel::insufficient) ++lines;
  return k_padding + k_badge_height + 6 + k_line * lines + 4;
}

}  // namespace

MapSheet map_sheet(const Audit& audit, const Scores& scores, const MapOptions& options) {
  MapSheet sheet;
  sheet.grid = grid_of(audit);
  sheet.texts = card_texts(audit);
  const auto height = [&](std::size_t i) {
    return card_height(sheet.texts[i], scores.touchpoints[i].evidence);
  };
  sheet.layout = lay_out(sheet.grid, k_sizes, height, options);
  sheet.lines = route_handoffs(sheet.layout, map_links(audit, scores));
  return sheet;
}

}  // namespace touchstone::draw
