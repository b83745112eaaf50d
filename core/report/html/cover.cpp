// The cover: what was audited, by whom, when, on what evidence.
#include <algorithm>

#include "draw/friction_scale.hpp"
#include "draw/svg_draw.hpp"
#include "report/html/page.hpp"
#include "text/concat.hpp"
#include "words/words.hpp"

namespace touchstone::report {
namespace {

// A dark stone with a light streak: the program's mark.
constexpr std::string_view k_mark =
    "<svg class=\"mark\" viewBox=\"0 0 28 28\" width=\"28\" height=\"28\" aria-hidden=\"true\">"
    "<rect x=\"1\" y=\"3\" width=\"26\" height=\"22\" rx=\"9\" fill=\"#18202c\"/>"
    "<path d=\"M7 19L20 9\" stroke=\"#ebc65a\" stroke-width=\"3\" stroke-linecap=\"round\"/></svg>";

// Touchpoints as bars in the order customers meet them: the shape of the journey.
std::string skyline(const ReportPage& page) {
  const std::vector<std::uint32_t>& order = page.scores.journey_order;
  if (order.empty()) return "";
  constexpr double k_width = 640;
  constexpr double k_height = 110;
  const double step = k_width / static_cast<double>(order.size());
  const double bar = step > 6 ? step - 3 : step * 0.8;
  std::string out = "<figure class=\"skyline\"><svg viewBox=\"0 0 640 130\" aria-hidden=\"true\">";
  for (std::size_t i = 0; i < order.size(); ++i) {
    const TouchpointScore& score = page.scores.touchpoints[order[i]];
    const double height = std::max(2.0, k_height * score.friction / 100);
    const bool unsure = score.evidence == EvidenceLevel::insufficient;
    const double x = step * static_cast<double>(i);
    out += draw::svg_rect(
        x, 16 + k_height - height, bar, height, 1.5,
        unsure ? " fill=\"#ffffff\" stroke=\"#556071\" stroke-dasharray=\"3 2\""
               : concat(" fill=\"", draw::colour(draw::friction_rgb(score.friction)), "\""));
    if (step >= 15) {
      out += draw::svg_text(x + bar / 2, 12 + k_height - height, words::points(score.friction),
                            {9, draw::k_dim_ink, false, "middle"});
    }
  }
  out += draw::svg_line(0, 127, 640, 127, " stroke=\"#18202c\"");
  return out +
         "</svg><figcaption>Friction of every touchpoint in the order customers meet them, 0 to "
         "100. Dashed: insufficient evidence.</figcaption></figure>\n";
}

void fact(std::string& out, std::string_view term, const std::string& html) {
  if (!html.empty()) add(out, "<div><dt>", term, "</dt><dd>", html, "</dd></div>\n");
}

std::string scope(const Audit& audit) {
  std::vector<std::string> parts = {
      words::counted(audit.touchpoints.size(), "touchpoint", "touchpoints")};
  const auto part = [&](std::size_t count, std::string_view one, std::string_view many) {
    if (count > 0) parts.push_back(words::counted(count, one, many));
  };
  part(audit.stages.size(), "stage", "stages");
  part(audit.channels.size(), "channel", "channels");
  part(audit.teams.size(), "team", "teams");
  return words::listed(parts, parts.size());
}

std::string evidence(const Audit& audit) {
  std::size_t measures = 0;
  std::size_t entries = 0;
  for (const Touchpoint& touchpoint : audit.touchpoints) {
    if (touchpoint.measures) measures += touchpoint.measures->size();
    entries += touchpoint.evidence.size();
  }
  const auto voters =
      std::count_if(audit.raters.begin(), audit.raters.end(), [&](const Rater& rater) {
        return !rater.spectator &&
               std::any_of(audit.ratings.begin(), audit.ratings.end(), [&](const Rating& rating) {
                 return rating.rater == rater.id && rating.score;
               });
      });
  std::vector<std::string> parts = {words::counted(measures, "measure", "measures")};
  if (voters > 0) {
    parts.push_back(concat("ratings by ",
                           words::counted(static_cast<std::size_t>(voters), "person", "people")));
  }
  if (entries > 0)
    parts.push_back(words::counted(entries, "quote, observation or ticket",
                                   "quotes, observations and tickets"));
  return words::listed(parts, parts.size());
}

}  // namespace

void write_cover(std::string& out, const ReportPage& page) {
  const Header& header = page.audit.header;
  add(out, "<p class=\"brand\">", k_mark, "Touchstone touchpoint audit</p>\n");
  add(out, "<h1 dir=\"auto\">", html(header.title.empty() ? "Touchpoint audit" : header.title),
      "</h1>\n");
  if (!header.organisation.empty())
    add(out, "<p class=\"organisation\" dir=\"auto\">", html(header.organisation), "</p>\n");
  out += skyline(page);
  out += "<dl class=\"facts\">\n";
  fact(out, "As of", header.as_of ? words::long_date(*header.as_of) : "not stated");
  std::vector<std::string> auditors;
  for (const std::string& auditor : header.auditors) auditors.push_back(bdi(auditor));
  fact(out, "Auditors", words::listed(auditors, auditors.size()));
  fact(out, "Scope", scope(page.audit));
  if (!page.audit.touchpoints.empty()) fact(out, "Evidence", evidence(page.audit));
  out += "</dl>\n";
}

}  // namespace touchstone::report
