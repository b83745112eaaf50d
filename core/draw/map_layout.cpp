#include "draw/map_layout.hpp"

#include <algorithm>

namespace touchstone::draw {
namespace {

// Touchpoints in the document's order.
class Cells {
public:
  explicit Cells(const MapGrid& grid)
      : lanes_(grid.lanes.size()), cells_(grid.stages.size() * lanes_) {
    for (std::size_t i = 0; i < grid.cells.size(); ++i)
      cells_[grid.cells[i].stage * lanes_ + grid.cells[i].lane].push_back(i);
  }

  // All lanes of a stage.
  std::span<const std::vector<std::size_t>> of_stage(std::size_t stage) const {
    return std::span(cells_).subspan(stage * lanes_, lanes_);
  }

private:
  std::size_t lanes_;
  std::vector<std::vector<std::size_t>> cells_;  // by stage, then lane
};

// How many each of the fewest rows gets if none may get more than `most` (0: no limit).
std::size_t spread_evenly(std::size_t count, std::size_t most) {
  if (most == 0 || count == 0) return std::max<std::size_t>(count, 1);
  const std::size_t rows = (count + most - 1) / most;
  return (count + rows - 1) / rows;
}

std::size_t columns_for(std::span<const std::vector<std::size_t>> cells, std::size_t most) {
  std::size_t columns = 1;
  for (const std::vector<std::size_t>& cell : cells) {
    const std::size_t each = spread_evenly(cell.size(), most);
    columns = std::max(columns, (cell.size() + each - 1) / each);
  }
  return columns;
}

// What of a cell stands in one of its stage's columns.
std::span<const std::size_t> part_of(const std::vector<std::size_t>& cell, std::size_t part,
                                     std::size_t most) {
  const std::size_t each = spread_evenly(cell.size(), most);
  const std::size_t begin = std::min(part * each, cell.size());
  return std::span(cell).subspan(begin, std::min(each, cell.size() - begin));
}

void add_column(MapBand& band, std::size_t stage, std::size_t part) {
  if (band.spans.empty() || band.spans.back().stage != stage) {
    MapSpan& span = band.spans.emplace_back();
    span.stage = stage;
    span.first = band.columns.size();
    span.continued = part > 0;
  }
  ++band.spans.back().columns;
  MapColumn& column = band.columns.emplace_back();
  column.stage = stage;
  column.part = part;
}

std::vector<MapBand> cut_into_bands(const Cells& cells, std::size_t stages,
                                    const MapOptions& options) {
  std::vector<std::size_t> parts;  // by stage
  std::size_t columns = 0;
  for (std::size_t stage = 0; stage < stages; ++stage) {
    parts.push_back(columns_for(cells.of_stage(stage), options.cards_per_column));
    columns += parts.back();
  }
  const std::size_t each = spread_evenly(columns, options.columns_per_band);
  std::vector<MapBand> bands(1);
  for (std::size_t stage = 0; stage < stages; ++stage) {
    for (std::size_t part = 0; part < parts[stage]; ++part) {
      if (bands.back().columns.size() == each) bands.emplace_back();
      add_column(bands.back(), stage, part);
    }
  }
  return bands;
}

// Heights; x is known once the gutters are.
void stack_cards(MapBand& band, const MapGrid& grid, const Cells& cells, const MapSizes& sizes,
                 const CardHeight& height, std::size_t cards_per_column) {
  band.header = {0, 0, 0, sizes.header};
  band.curve = {0, sizes.header, 0, sizes.curve};
  double top = sizes.header + sizes.curve + sizes.curve_gap;
  for (std::size_t lane = 0; lane < grid.lanes.size(); ++lane) {
    MapRow row{top, top, top};
    if (!grid.lanes[lane].name.empty()) row.cards_top += sizes.lane_title;
    row.bottom = row.cards_top;
    for (std::size_t c = 0; c < band.columns.size(); ++c) {
      const MapColumn& column = band.columns[c];
      double y = row.cards_top;
      for (const std::size_t touchpoint :
           part_of(cells.of_stage(column.stage)[lane], column.part, cards_per_column)) {
        const double tall = height(touchpoint);
        band.cards.push_back({touchpoint, c, lane, {0, y, sizes.card_width, tall}});
        y += tall + sizes.card_gap;
      }
      row.bottom = std::max(row.bottom, y);
    }
    row.bottom += sizes.lane_gap;
    top = row.bottom;
    band.rows.push_back(row);
  }
  band.height = top;
}

std::vector<double> even_gutters(std::size_t columns, double padding) {
  std::vector<double> gutters(columns + 1, 2 * padding);
  gutters.front() = padding;
  gutters.back() = padding;
  return gutters;
}

}  // namespace

const MapCard& MapLayout::card_of(std::size_t touchpoint) const {
  const Place& place = places[touchpoint];
  return bands[place.band].cards[place.card];
}

MapLayout lay_out(const MapGrid& grid, const MapSizes& sizes, const CardHeight& height,
                  const MapOptions& options) {
  const Cells cells(grid);
  MapLayout layout{sizes, cut_into_bands(cells, grid.stages.size(), options),
                   std::vector<MapLayout::Place>(grid.cells.size())};
  for (std::size_t b = 0; b < layout.bands.size(); ++b) {
    MapBand& band = layout.bands[b];
    stack_cards(band, grid, cells, sizes, height, options.cards_per_column);
    set_gutters(band, sizes, even_gutters(band.columns.size(), sizes.padding));
    for (std::size_t i = 0; i < band.cards.size(); ++i)
      layout.places[band.cards[i].touchpoint] = {b, i};
  }
  return layout;
}

void set_gutters(MapBand& band, const MapSizes& sizes, std::span<const double> gutters) {
  double x = sizes.left + gutters.front();
  double left = sizes.left;
  for (std::size_t c = 0; c < band.columns.size(); ++c) {
    const bool is_last = c + 1 == band.columns.size();
    const double gutter = gutters[c + 1];
    MapColumn& column = band.columns[c];
    column.x = x;
    column.left = left;
    column.right = x + sizes.card_width + (is_last ? gutter : gutter / 2);
    left = column.right;
    x += sizes.card_width + gutter;
  }
  band.width = x;
  band.header.width = x;
  band.curve.width = x;
  for (MapSpan& span : band.spans) {
    const MapColumn& first = band.columns[span.first];
    const MapColumn& last = band.columns[span.first + span.columns - 1];
    span.x = first.x;
    span.width = last.x + sizes.card_width - first.x;
    span.left = first.left;
    span.right = last.right;
  }
  for (MapCard& card : band.cards) card.rect.x = band.columns[card.column].x;
}

std::optional<MapCell> cell_at(const MapBand& band, double x, double y) {
  const auto column = std::ranges::find_if(
      band.columns, [x](const MapColumn& it) { return x >= it.left && x < it.right; });
  const auto row = std::ranges::find_if(
      band.rows, [y](const MapRow& it) { return y >= it.top && y < it.bottom; });
  if (column == band.columns.end() || row == band.rows.end()) return std::nullopt;
  return MapCell{column->stage, static_cast<std::size_t>(row - band.rows.begin())};
}

MapRect rect_of(const MapBand& band, MapCell cell) {
  const auto span = std::ranges::find(band.spans, cell.stage, &MapSpan::stage);
  const MapRow& row = band.rows[cell.lane];
  return {span->left, row.top, span->right - span->left, row.bottom - row.top};
}

double zoom_to_fit(const MapBand& at_none, const MapBand& at_full, double width, double height) {
  return std::min((width - at_none.width) / (at_full.width - at_none.width),
                  (height - at_none.height) / (at_full.height - at_none.height));
}

}  // namespace touchstone::draw
