#include "draw/map_svg.hpp"

#include <algorithm>
#include <string_view>

#include "draw/friction_scale.hpp"
#include "draw/html_text.hpp"
#include "draw/map_sheet.hpp"
#include "draw/svg_draw.hpp"
#include "draw/svg_text.hpp"
#include "text/concat.hpp"
#include "words/words.hpp"

namespace touchstone::draw {
namespace {

using namespace map_size;

constexpr double k_legend_height = 58;
constexpr double k_legend_width = 690;

std::string attribute(std::string_view name, std::string_view value) {
  return concat(" ", name, "=\"", value, "\"");
}

std::string svg_open(double width, double height, std::string_view prefix) {
  const std::string size = concat(coordinate(width), " ", coordinate(height));
  std::string out = concat("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ", size, "\"");
  add(out, attribute("width", coordinate(width)), attribute("height", coordinate(height)));
  add(out, " role=\"img\" aria-labelledby=\"", prefix, "t ", prefix, "d\" font-family=\"",
      k_font_family, "\">");
  return out;
}

// A stage's place on the curve.
struct CurvePoint {
  double x;
  const GroupScore* group;  // null: none, then the curve has a hole
};

class BandDrawing {
public:
  BandDrawing(const Audit& audit, const Model& model, const Scores& scores, const MapSheet& sheet,
              std::size_t band)
      : audit_(audit),
        model_(model),
        scores_(scores),
        sheet_(sheet),
        band_(sheet.layout.bands[band]),
        lines_(sheet.lines[band]) {}

  std::string draw() {
    draw_stages();
    draw_curve();
    for (const MapLine& line : lines_) draw_line(line);
    for (const MapCard& card : band_.cards) draw_card(card);
    for (const MapLine& line : lines_) draw_tag(line);
    return std::move(out_);
  }

private:
  const GroupScore* group_of(std::size_t stage) const {
    for (const GroupScore& group : scores_.groups)
      if (group.by == GroupBy::stage && group.index == stage) return &group;
    return nullptr;
  }

  double curve_top() const { return band_.curve.y + 12; }

  double curve_y(double friction) const {
    const double bottom = band_.curve.bottom() - 10;
    return bottom - (bottom - curve_top()) * friction / 100;
  }

  void draw_stages() {
    const double bottom = band_.header.bottom();
    for (const MapSpan& span : band_.spans) {
      const MapStage& stage = sheet_.grid.stages[span.stage];
      const std::string name =
          concat(stage.id ? stage.name : "Without a stage", span.continued ? " (continued)" : "");
      const auto lines = wrap_text(clean_text(name), 12.5, true, span.width, 2);
      double y = bottom - 12 - 15 * (static_cast<double>(lines.size()) - 1);
      for (const std::string& line : lines) {
        out_ += svg_text(span.x, y, line, {12.5, k_ink, true});
        y += 15;
      }
      out_ +=
          svg_line(span.x, bottom - 6, span.x + span.width, bottom - 6,
                   concat(attribute("stroke", colour(k_ink)), attribute("stroke-width", "1.5")));
    }
  }

  std::vector<CurvePoint> curve_points() const {
    std::vector<CurvePoint> points;
    for (const MapSpan& span : band_.spans) {
      const bool is_stage = sheet_.grid.stages[span.stage].id.has_value();
      const GroupScore* group = is_stage ? group_of(span.stage) : nullptr;
      if (group != nullptr && !group->score) group = nullptr;
      points.push_back({span.middle(), group});
    }
    return points;
  }

  void draw_curve() {
    if (band_.columns.empty()) return;
    draw_scale();
    const std::vector<CurvePoint> points = curve_points();
    // Runs of neighbouring stages that have a score.
    for (std::size_t begin = 0; begin < points.size();) {
      std::size_t end = begin;
      while (end < points.size() && points[end].group != nullptr) ++end;
      if (end > begin) draw_run(points, begin, end);
      begin = std::max(end, begin + 1);
    }
    for (const CurvePoint& point : points)
      if (point.group != nullptr) draw_point(point);
  }

  void draw_scale() {
    for (const FrictionMark& mark : k_friction_marks) {
      const double y = curve_y(mark.friction);
      out_ += svg_line(
          k_axis - 4, y, band_.width - 12, y,
          concat(attribute("stroke", colour(k_line_grey)), attribute("stroke-dasharray", "2 3")));
      out_ += svg_text(k_axis - 8, y + 3.5, mark.word, {9.5, k_dim_ink, false, "end"});
    }
  }

  void draw_run(const std::vector<CurvePoint>& points, std::size_t begin, std::size_t end) {
    std::string upper;
    std::string lower;
    std::string line;
    for (std::size_t i = begin; i < end; ++i) {
      const JourneyScore& score = *points[i].group->score;
      // A lone stage gets a band as wide as a card's half.
      const double left = end - begin == 1 ? points[i].x - k_card_width / 4 : points[i].x;
      const double right = end - begin == 1 ? points[i].x + k_card_width / 4 : points[i].x;
      add(upper, upper.empty() ? "M" : "L", coordinate(left), " ", coordinate(curve_y(score.high)));
      if (right > left) add(upper, "L", coordinate(right), " ", coordinate(curve_y(score.high)));
      std::string back = concat("L", coordinate(right), " ", coordinate(curve_y(score.low)));
      if (right > left) add(back, "L", coordinate(left), " ", coordinate(curve_y(score.low)));
      lower.insert(0, back);
      add(line, line.empty() ? "M" : "L", coordinate(points[i].x), " ",
          coordinate(curve_y(score.friction)));
    }
    add(out_, "<path d=\"", upper, lower, "Z\" fill=\"#7488a5\" fill-opacity=\"0.22\"/>");
    add(out_, "<path d=\"", line, "\" fill=\"none\" stroke=\"", colour(k_ink),
        "\" stroke-width=\"1.5\"/>");
  }

  void draw_point(const CurvePoint& point) {
    const JourneyScore& score = *point.group->score;
    const double y = curve_y(score.friction);
    const bool unsure = score.coverage < model_.thresholds.coverage_insufficient;
    add(out_, "<circle cx=\"", coordinate(point.x), "\" cy=\"", coordinate(y),
        "\" r=\"4.5\" fill=\"", unsure ? "#ffffff" : colour(friction_rgb(score.friction)),
        "\" stroke=\"", colour(k_ink), "\"/>");
    const double text_y = y - 9 < curve_top() - 2 ? y + 17 : y - 9;
    out_ += svg_text(point.x + 6, text_y, words::points(score.friction) + (unsure ? "?" : ""),
                     {11.5, k_ink, true});
  }

  static std::string path_of(const MapLine& line) {
    std::string path;
    for (const MapPoint& point : line.path) {
      double x = point.x;
      // The line ends where its head begins.
      if (line.arrow && &point == &line.path.back())
        x += line.path.back().x > line.path[line.path.size() - 2].x ? -5 : 5;
      add(path, path.empty() ? "M" : "L", coordinate(x), " ", coordinate(point.y));
    }
    return path;
  }

  void draw_line(const MapLine& line) {
    const std::uint32_t ink = line.recorded ? k_dim_ink : k_danger_ink;
    add(out_, "<path d=\"", path_of(line), "\" fill=\"none\" stroke=\"", colour(ink),
        "\" stroke-width=\"1.4\" stroke-linejoin=\"round\"");
    if (!line.recorded) out_ += " stroke-dasharray=\"4 3\"";
    out_ += "/>";
    if (!line.arrow) return;
    const MapPoint& tip = line.path.back();
    const double side = tip.x > line.path[line.path.size() - 2].x ? -7 : 7;
    add(out_, "<path d=\"M", coordinate(tip.x), " ", coordinate(tip.y), "L",
        coordinate(tip.x + side), " ", coordinate(tip.y - 3.5), "L", coordinate(tip.x + side), " ",
        coordinate(tip.y + 3.5), "Z\" fill=\"", colour(ink), "\"/>");
  }

  void draw_tag(const MapLine& line) {
    const std::uint32_t ink = line.recorded && line.gap < 0.5 ? k_dim_ink : k_danger_ink;
    const double width = text_width(line.tag, 8.5, true) + 5;
    out_ += svg_rect(line.tag_at.x - width / 2, line.tag_at.y - 6, width, 12, 3,
                     concat(attribute("fill", "#ffffff"), attribute("stroke", colour(ink))));
    out_ += svg_text(line.tag_at.x, line.tag_at.y + 3.1, line.tag, {8.5, ink, true, "middle"});
  }

  // What a pointer over the card shows, and what a reader of the file's text finds.
  std::string card_title(const MapCard& card) const {
    const TouchpointScore& score = scores_.touchpoints[card.touchpoint];
    std::string text =
        concat(words::name_of_touchpoint(audit_, card.touchpoint), ": ",
               friction_word(score.friction), " friction, ", words::points(score.friction), " (",
               words::interval_text(score.low, score.high), "), ", words::evidence_note(score),
               "; ownership gap ", words::points(score.ownership_gap));
    if (audit_.touchpoints[card.touchpoint].moment_of_truth) text += "; moment of truth";
    return text;
  }

  void draw_card(const MapCard& card) {
    const TouchpointScore& score = scores_.touchpoints[card.touchpoint];
    const CardText& text = sheet_.texts[card.touchpoint];
    const MapRect& at = card.rect;
    const bool unsure = score.evidence == EvidenceLevel::insufficient;
    add(out_, "<g><title>", html(card_title(card)), "</title>");
    out_ += svg_rect(at.x, at.y, at.width, at.height, 6,
                     concat(attribute("fill", "#ffffff"),
                            attribute("stroke", colour(unsure ? k_dim_ink : k_line_grey)),
                            unsure ? " stroke-dasharray=\"4 3\"" : ""));
    out_ += svg_rect(at.x, at.y + 6, 4, at.height - 12, 0,
                     attribute("fill", unsure ? "#ffffff" : colour(friction_rgb(score.friction))));
    out_ += friction_badge(at.x + k_padding, at.y + k_padding, score.friction, unsure, true);
    if (score.ownership_gap >= 0.5)
      draw_gap(at.right() - 5, at.y + k_padding + 3, score.ownership_gap);
    double y = at.y + k_padding + k_badge_height + 15;
    for (const std::string& line : text.name) {
      out_ += svg_text(at.x + k_padding, y, line, {k_name_size, k_ink, true});
      y += k_line;
    }
    for (const std::string& line : text.channel) {
      const bool star = audit_.touchpoints[card.touchpoint].moment_of_truth;
      if (star) out_ += svg_star(at.x + k_padding + 5, y - 3.5, 6);
      out_ +=
          svg_text(at.x + k_padding + (star ? k_star_room : 0), y, line, {k_small_size, k_dim_ink});
      y += k_line;
    }
    if (unsure)
      out_ += svg_text(at.x + k_padding, y, "insufficient evidence", {k_small_size, k_ink});
    out_ += "</g>";
  }

  // A tag that ends at `right`; filled where the gap is wide.
  void draw_gap(double right, double y, double gap) {
    const std::string text = "gap " + words::points(gap);
    const double width = text_width(text, 9, true) + 7;
    const bool wide = gap >= model_.thresholds.wide_gap;
    out_ += svg_rect(right - width, y, width, 14, 3,
                     concat(attribute("fill", wide ? colour(k_danger_ink) : "#ffffff"),
                            attribute("stroke", colour(k_danger_ink))));
    out_ += svg_text(right - width / 2, y + 10.3, text,
                     {9, wide ? 0xFFFFFF : k_danger_ink, true, "middle"});
  }

  const Audit& audit_;
  const Model& model_;
  const Scores& scores_;
  const MapSheet& sheet_;
  const MapBand& band_;
  const std::vector<MapLine>& lines_;
  std::string out_;
};

// "Find out: 35 (28 to 43). Decide: ...": what the curve says.
std::string description(const MapGrid& grid, const Scores& scores, const MapBand& band) {
  std::string text;
  for (const MapSpan& span : band.spans) {
    const MapStage& stage = grid.stages[span.stage];
    if (!stage.id) continue;
    add(text, text.empty() ? "" : " ", stage.name, ": ");
    const auto group = std::find_if(scores.groups.begin(), scores.groups.end(), [&](const auto& g) {
      return g.by == GroupBy::stage && g.index == span.stage;
    });
    if (group == scores.groups.end() || !group->score) {
      text += "no friction known.";
    } else {
      add(text, "friction ", words::points(group->score->friction), " (",
          words::interval_text(group->score->low, group->score->high), ").");
    }
  }
  return text.empty() ? "The audit has no touchpoints yet." : text;
}

std::string title_and_description(std::string_view prefix, std::string_view title,
                                  std::string_view description) {
  return concat("<title id=\"", prefix, "t\">", html(title), "</title><desc id=\"", prefix, "d\">",
                html(description), "</desc>");
}

std::string legend_content(const Model& model) {
  std::string out;
  double x = 0;
  out += svg_text(x, 13, "Friction", {10.5, k_ink, true});
  x += 52;
  for (const double friction : {10.0, 30.0, 50.0, 70.0, 90.0}) {
    out += svg_rect(x, 2, 16, 14, 3,
                    concat(attribute("fill", colour(friction_rgb(friction))),
                           " stroke=\"#18202c\" stroke-opacity=\"0.25\""));
    const std::string text = concat(words::points(friction - 10), "–", words::points(friction + 10),
                                    " ", friction_word(friction));
    out += svg_text(x + 21, 13, text, {10, k_ink});
    x += 30 + text_width(text, 10);
  }
  out += svg_text(0, 34, "?", {12, k_ink, true});
  out += svg_text(12, 33.5, "insufficient evidence (dashed)", {10, k_ink});
  out += svg_star(178, 30, 6);
  out += svg_text(189, 33.5, "moment of truth", {10, k_ink});
  out += svg_rect(
      286, 23, 36, 14, 3,
      concat(attribute("fill", colour(k_danger_ink)), attribute("stroke", colour(k_danger_ink))));
  out += svg_text(304, 33.3, "gap 76", {9, 0xFFFFFF, true, "middle"});
  out += svg_text(328, 33.5,
                  concat("ownership gap, 0 to 100; filled from ",
                         words::figure(model.thresholds.wide_gap), " up"),
                  {10, k_ink});
  const std::string recorded = attribute("stroke", colour(k_dim_ink));
  out += svg_line(0, 50, 26, 50, concat(recorded, " stroke-width=\"1.4\""));
  out += svg_text(32, 53.5, "H1 hand-off; red if something is missing", {10, k_ink});
  out += svg_line(238, 50, 264, 50,
                  concat(attribute("stroke", colour(k_danger_ink)),
                         " stroke-width=\"1.4\" stroke-dasharray=\"4 3\""));
  out += svg_text(270, 53.5, "U1 change of teams, no hand-off recorded", {10, k_ink});
  out += svg_rect(478, 43, 26, 12, 0, " fill=\"#7488a5\" fill-opacity=\"0.22\"");
  out += svg_line(478, 49, 504, 49,
                  concat(attribute("stroke", colour(k_ink)), " stroke-width=\"1.5\""));
  out += svg_text(510, 53.5, "friction of each stage, 90 % interval", {10, k_ink});
  return out;
}

std::string map_title(const Audit& audit) {
  return audit.header.title.empty() ? "Journey map" : concat("Journey map: ", audit.header.title);
}

}  // namespace

std::string map_legend_svg(const Model& model, std::string_view prefix) {
  return concat(svg_open(k_legend_width, k_legend_height, prefix),
                title_and_description(prefix, "How to read the map",
                                      "Colours of the friction scale and what the marks mean."),
                legend_content(model), "</svg>\n");
}

std::vector<std::string> map_bands_svg(const Audit& audit, const Model& model, const Scores& scores,
                                       const MapOptions& options, std::string_view prefix) {
  const MapSheet sheet = map_sheet(audit, scores, options);
  double width = 0;
  for (const MapBand& band : sheet.layout.bands) width = std::max(width, band.width);
  std::vector<std::string> parts;
  for (const MapBand& band : sheet.layout.bands) {
    const std::string id = concat(prefix, std::to_string(parts.size() + 1));
    parts.push_back(
        concat(svg_open(width, band.height, id),
               title_and_description(id, map_title(audit), description(sheet.grid, scores, band)),
               BandDrawing(audit, model, scores, sheet, parts.size()).draw(), "</svg>\n"));
  }
  return parts;
}

std::string map_svg(const Audit& audit, const Model& model, const Scores& scores,
                    const MapOptions& options) {
  constexpr double k_margin = 24;
  constexpr double k_title = 40;
  const MapSheet sheet = map_sheet(audit, scores, options);
  const std::vector<MapBand>& bands = sheet.layout.bands;
  double width = k_legend_width;
  double height = k_title + k_legend_height + 20;
  std::string text;
  for (const MapBand& band : bands) {
    width = std::max(width, band.width);
    height += band.height + k_margin;
    add(text, text.empty() ? "" : " ", description(sheet.grid, scores, band));
  }
  std::string out = svg_open(width + 2 * k_margin, height + k_margin, "map-");
  out += title_and_description("map-", map_title(audit), text);
  out += svg_rect(0, 0, width + 2 * k_margin, height + k_margin, 0, " fill=\"#ffffff\"");
  double y = k_margin;
  const auto group = [&](const std::string& content) {
    add(out, "<g transform=\"translate(", coordinate(k_margin), " ", coordinate(y), ")\">", content,
        "</g>\n");
  };
  const auto title = wrap_text(clean_text(map_title(audit)), 18, true, width, 1);
  group(svg_text(0, 16, title.empty() ? "Journey map" : title.front(), {18, k_ink, true}));
  y += k_title;
  group(legend_content(model));
  y += k_legend_height + 20;
  for (std::size_t band = 0; band < bands.size(); ++band) {
    group(BandDrawing(audit, model, scores, sheet, band).draw());
    y += bands[band].height + k_margin;
  }
  return out + "</svg>\n";
}

}  // namespace touchstone::draw
