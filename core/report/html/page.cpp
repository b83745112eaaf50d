#include "report/html/page.hpp"

#include <utility>

#include "draw/friction_scale.hpp"
#include "draw/svg_draw.hpp"
#include "draw/svg_text.hpp"
#include "text/concat.hpp"
#include "words/words.hpp"

namespace touchstone::report {

ReportPage::ReportPage(const Audit& audit_in, const Model& model_in, const Scores& scores_in,
                       ReportOptions options_in)
    : audit(audit_in),
      model(model_in),
      scores(scores_in),
      options(std::move(options_in)),
      directory(audit_in),
      values(audit_in, model_in, scores_in),
      gap_texts(audit_in, model_in) {
  if (options.budget) plan = best_plan(audit, model, scores, *options.budget);
}

std::string ReportPage::name(std::size_t touchpoint) const {
  return bdi(words::name_of_touchpoint(audit, touchpoint));
}

std::string ReportPage::names(const std::vector<std::size_t>& touchpoints, std::size_t most) const {
  std::vector<std::string> names;
  for (const std::size_t i : touchpoints) names.push_back(name(i));
  return words::listed(names, most);
}

std::string bdi(std::string_view text) {
  return concat("<bdi>", html(draw::excerpt(text, k_long_text)), "</bdi>");
}

std::string block(std::string_view tag, std::string_view text) {
  return concat("<", tag, " class=\"words\" dir=\"auto\">", html(draw::excerpt(text, k_long_text)),
                "</", tag, ">\n");
}

void add_heading(std::string& out, std::string_view text) {
  add(out, "<h3>", html(text), "</h3>\n");
}

void add_bullets(std::string& out, const std::vector<std::string>& items) {
  if (items.empty()) return;
  out += "<ul>\n";
  for (const std::string& item : items) add(out, "<li>", item, "</li>\n");
  out += "</ul>\n";
}

namespace {

std::string class_of(const PageColumn& column) {
  return column.kind.empty() ? "" : concat(" class=\"", column.kind, "\"");
}

}  // namespace

void open_table(std::string& out, std::string_view caption, std::span<const PageColumn> columns) {
  const std::string name = html(caption);
  add(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"", name,
      "\">\n<table>\n<caption>", name, "</caption>\n<thead><tr>");
  for (const PageColumn& column : columns)
    add(out, "<th scope=\"col\"", class_of(column), ">", html(column.name), "</th>");
  out += "</tr></thead>\n<tbody>\n";
}

void close_table(std::string& out) {
  out += "</tbody>\n</table>\n</div>\n";
}

void add_row(std::string& out, std::span<const PageColumn> columns,
             std::initializer_list<std::string_view> cells) {
  out += "<tr>";
  std::string_view tag = "th";
  for (const std::string_view cell : cells) {
    add(out, "<", tag, tag == "th" ? " scope=\"row\"" : "", class_of(columns.front()), ">", cell,
        "</", tag, ">");
    columns = columns.subspan(1);
    tag = "td";
  }
  out += "</tr>\n";
}

std::string badge(double friction, bool insufficient) {
  return concat("<svg class=\"badge\" viewBox=\"0 0 ", insufficient ? "38" : "32", " 22\" width=\"",
                insufficient ? "38" : "32", "\" height=\"22\" role=\"img\" aria-label=\"friction ",
                words::points(friction), ", ", draw::friction_word(friction),
                insufficient ? ", insufficient evidence" : "", "\" font-family=\"",
                draw::k_font_family, "\">",
                draw::friction_badge(1, 1, friction, insufficient, false), "</svg>");
}

std::string badge(const TouchpointScore& score) {
  return badge(score.friction, score.evidence == EvidenceLevel::insufficient);
}

std::string interval_bar(double friction, double low, double high) {
  constexpr double k_scale = 2;  // px a point
  const auto x = [](double value) { return 6 + k_scale * value; };
  std::string out =
      "<svg class=\"bar\" viewBox=\"0 0 212 18\" width=\"212\" height=\"18\" aria-hidden=\"true\">";
  out += draw::svg_line(x(0), 9, x(100), 9, " stroke=\"#c9d0da\" stroke-width=\"2\"");
  for (const draw::FrictionMark& mark : draw::k_friction_marks)
    out += draw::svg_line(x(mark.friction), 4, x(mark.friction), 14, " stroke=\"#c9d0da\"");
  out += draw::svg_rect(x(low), 5, k_scale * (high - low), 8, 2,
                        " fill=\"#7488a5\" fill-opacity=\"0.5\"");
  add(out, "<circle cx=\"", draw::coordinate(x(friction)), "\" cy=\"9\" r=\"5.5\" fill=\"",
      draw::colour(draw::friction_rgb(friction)), "\" stroke=\"#18202c\"/>");
  return out + "</svg>";
}

}  // namespace touchstone::report
