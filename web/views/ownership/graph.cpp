// Hand-offs as a picture: teams or stages below each other; what goes down the list runs on the
// right, what goes back on the left.
#include <algorithm>
#include <array>
#include <cmath>

#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/ownership/ownership.hpp"
#include "views/shared/handoff_lines.hpp"
#include "views/shared/pictures.hpp"

namespace touchstone::app {
namespace {

constexpr float k_box = 36, k_step = 56;  // css px: height of a node, from node to node

struct Place {
  ui::Rect whole;
  float box_x, box_w;

  ui::Rect box(std::size_t node) const {
    return {box_x, whole.y + ui::px(k_step) * static_cast<float>(node), box_w, ui::px(k_box)};
  }
};

void draw_count(ui::Painter& painter, ui::Vec2 at, std::size_t count) {
  if (count < 2) return;
  const std::string text = std::to_string(count);
  const float w = ui::measure(ui::TextStyle::small, text).x + ui::px(8);
  const ui::Rect box{at.x - w / 2, at.y - ui::px(9), w, ui::px(18)};
  painter.fill(box, ui::theme().page, ui::px(4));
  painter.text_fit(box, ui::TextStyle::small, ui::theme().text, text, ui::Align::centre);
}

// `nth` of the edges between the same two: each has a way of its own.
void draw_edge(ui::Painter& painter, const Place& place, const HandoffEdge& edge, std::size_t nth) {
  const bool loop = edge.from == edge.to;
  const float side = edge.from <= edge.to ? 1.0F : -1.0F;
  const ui::Rect from = place.box(edge.from), to = place.box(edge.to);
  const float x = side > 0 ? from.right() : from.x;
  const float shift = static_cast<float>(nth) * ui::px(5);
  const ui::Vec2 start{x, from.centre().y + (loop ? ui::px(-9) : side * ui::px(7)) + shift};
  const ui::Vec2 tip{x, to.centre().y - (loop ? ui::px(-9) : side * ui::px(7)) + shift};
  const auto span = static_cast<float>(loop                  ? 0
                                       : edge.from < edge.to ? edge.to - edge.from
                                                             : edge.from - edge.to);
  const float room = side > 0 ? place.whole.right() - x : x - place.whole.x;
  // A cubic reaches three quarters of the way to its control points.
  const float reach =
      std::min(ui::px(22) + ui::px(15) * span + 2 * shift, room - ui::px(12)) / 0.75F;
  const ui::Vec2 end{tip.x + side * ui::px(7), tip.y};
  const Curve p = {start, {x + side * reach, start.y}, {x + side * reach, tip.y}, end};
  draw_curve(painter, p, edge.state);
  draw_arrow_head(painter, tip, side, edge.state);
  draw_count(painter, point_on(p, 0.5F), edge.count);
}

std::string spoken_node(const HandoffNode& node) {
  return concat(node.name, ": hands over ", count_of(node.gives, "time", "times"), ", receives ",
                count_of(node.receives, "time", "times"),
                node.open == 0 ? std::string("; all of it settled")
                               : concat("; ", std::to_string(node.open), " not settled"));
}

void draw_box(ui::Painter& painter, ui::Rect rect, const HandoffNode& node) {
  const ui::Theme& theme = ui::theme();
  ui::Rect inner = rect.inset(ui::px(10), 0);
  if (node.open > 0) {
    const std::string open = std::to_string(node.open);
    const float w = ui::measure(ui::TextStyle::small, open).x + ui::px(18);
    ui::Rect mark = inner.cut_right(w);
    painter.icon(ui::Icon::flag,
                 {mark.x + ui::px(2), mark.centre().y - ui::px(6), ui::px(12), ui::px(12)},
                 theme.dimmed);
    painter.text_fit(mark, ui::TextStyle::small, theme.dimmed, open, ui::Align::end);
    inner.cut_right(ui::px(4));
  }
  painter.text_fit(inner, ui::TextStyle::strong, theme.text, node.name);
}

HandoffCounts count_states(const HandoffGraph& graph) {
  HandoffCounts counts{};
  for (const HandoffEdge& edge : graph.edges)
    counts[static_cast<std::size_t>(edge.state)] += edge.count;
  return counts;
}

void draw_legend(const HandoffGraph& graph) {
  const auto counts = count_states(graph);
  ui::Row row{{.gap = 14, .height = 22}};
  for (std::size_t i = 0; i < k_handoff_states; ++i) {
    if (counts[i] == 0) continue;
    const auto state = static_cast<HandoffState>(i);
    const std::string words = concat(std::to_string(counts[i]), " ", k_handoff_looks[i].words);
    const float width = ui::measure(ui::TextStyle::small, words).x + ui::px(1);
    const ui::Rect whole = ui::take(ui::px(26 + 8) + width, ui::px(22));
    ui::picture(words, whole, [&](ui::Painter& painter) {
      ui::Rect rest = whole;
      const ui::Rect sample = rest.cut_left(ui::px(26));
      rest.cut_left(ui::px(8));
      const float y = sample.centre().y;
      if (k_handoff_looks[i].dashed) {
        painter.dashed_line({sample.x, y}, {sample.right(), y}, colour_of(state), ui::px(2),
                            ui::px(5));
      } else {
        painter.line({sample.x, y}, {sample.right(), y}, colour_of(state), ui::px(2));
      }
      painter.text_fit(rest, ui::TextStyle::small, ui::theme().text, words);
    });
  }
}

void draw_graph(const HandoffGraph& graph, HandoffNodes by, OwnershipUi& own) {
  const float height = ui::px(k_step) * static_cast<float>(graph.nodes.size()) - ui::px(k_step) +
                       ui::px(k_box) + ui::px(2);
  const float width = std::min(ui::available_width(), ui::px(620));
  const ui::Rect whole = ui::take(width, height);
  const float box_w = std::min(ui::px(230), width * 0.5F);
  const Place place{whole, whole.x + (width - box_w) / 2, box_w};
  const auto counts = count_states(graph);
  const std::string said =
      concat(by == HandoffNodes::teams ? "Hand-offs between teams" : "Hand-offs by stage", ": ",
             spoken(counts));
  ui::picture(
      said, whole,
      [&](ui::Painter& painter) {
        std::size_t nth = 0;
        for (std::size_t i = 0; i < graph.edges.size(); ++i) {
          const HandoffEdge& edge = graph.edges[i];
          const bool same_ends =
              i > 0 && graph.edges[i - 1].from == edge.from && graph.edges[i - 1].to == edge.to;
          nth = same_ends ? nth + 1 : 0;
          draw_edge(painter, place, edge, nth);
        }
      },
      "The lists beside and below hold each hand-off.");
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const HandoffNode& node = graph.nodes[i];
    const bool selected = own.handoff_node == node.name;
    if (ui::card(
            concat("node/", node.name), place.box(i),
            {.selected = selected,
             .description = selected ? "Press to see all hand-offs again"
                                     : "Press to see only the hand-offs from and to here"},
            [&] { return spoken_node(node); },
            [&](ui::Painter& painter, const ui::ItemState& item) {
              draw_box(painter, item.rect, node);
            })) {
      own.handoff_node = selected ? std::string() : node.name;
      own.listed = k_list_page;
    }
  }
  draw_legend(graph);
}

}  // namespace

void draw_handoff_graph(const HandoffGraph& graph, HandoffNodes by, OwnershipUi& own,
                        Requests& requests) {
  savable_picture(requests, by == HandoffNodes::teams ? "From team to team" : "From stage to stage",
                  "-hand-offs", [&] { draw_graph(graph, by, own); });
}

}  // namespace touchstone::app
