// The summary: the journey in one number and its interval, where the friction is, what is unknown.
#include <algorithm>
#include <array>

#include "draw/friction_scale.hpp"
#include "draw/svg_draw.hpp"
#include "draw/svg_text.hpp"
#include "report/facts.hpp"
#include "report/html/page.hpp"
#include "text/concat.hpp"

namespace touchstone::report {
namespace {

constexpr double k_gauge_left = 10;
constexpr double k_gauge_scale = 6.2;  // px a point

double gauge_x(double friction) {
  return k_gauge_left + k_gauge_scale * friction;
}

// The friction scale with the journey's place and interval on it.
std::string gauge(const JourneyScore& journey) {
  std::string out = concat(
      "<figure class=\"gauge\"><svg viewBox=\"0 0 640 92\" role=\"img\" aria-label=\"Journey "
      "friction ",
      words::points(journey.friction), " on a scale from 0, none, to 100, blocked; interval ",
      words::interval_text(journey.low, journey.high), "\" font-family=\"", draw::k_font_family,
      "\">");
  for (int i = 0; i < 50; ++i) {
    const double from = 2.0 * i;
    out += draw::svg_rect(gauge_x(from), 40, k_gauge_scale * 2 + 0.3, 16, 0,
                          concat(" fill=\"", draw::colour(draw::friction_rgb(from + 1)), "\""));
  }
  for (const double edge : {0.0, 100.0}) {
    out += draw::svg_text(gauge_x(edge), 84, edge == 0 ? "0 none" : "100 blocked",
                          {11, draw::k_dim_ink, false, edge == 0 ? "start" : "end"});
  }
  for (const draw::FrictionMark& mark : draw::k_friction_marks) {
    out += draw::svg_line(gauge_x(mark.friction), 56, gauge_x(mark.friction), 68,
                          " stroke=\"#18202c\"");
    out += draw::svg_text(gauge_x(mark.friction), 84,
                          concat(words::points(mark.friction), " ", mark.word),
                          {11, draw::k_dim_ink, false, "middle"});
  }
  const double low = gauge_x(journey.low);
  const double high = gauge_x(journey.high);
  out += draw::svg_line(low, 30, high, 30, " stroke=\"#18202c\" stroke-width=\"2\"");
  for (const double end : {low, high})
    out += draw::svg_line(end, 25, end, 35, " stroke=\"#18202c\" stroke-width=\"2\"");
  const double x = gauge_x(journey.friction);
  add(out, "<path d=\"M", draw::coordinate(x - 7), " 24L", draw::coordinate(x + 7), " 24L",
      draw::coordinate(x), " 38Z\" fill=\"#18202c\"/>");
  const double text_x = std::clamp(x, 20.0, 620.0);
  out += draw::svg_text(text_x, 18, words::points(journey.friction),
                        {20, draw::k_ink, true, "middle"});
  return out + "</svg></figure>\n";
}

void write_lead(std::string& out, const ReportPage& page) {
  const JourneyScore& journey = *page.scores.journey;
  if (journey.coverage < page.model.thresholds.coverage_insufficient) {
    add(out,
        "<p class=\"lead\">There is <strong>insufficient evidence</strong> to judge this "
        "journey. Its friction stands at ",
        words::points(journey.friction), " of 100, but may lie anywhere from ",
        words::interval_text(journey.low, journey.high), " (90 % interval).</p>\n");
  } else {
    add(out, "<p class=\"lead\">Customers meet <strong>", draw::friction_word(journey.friction),
        " friction</strong> on this journey: <strong>", words::points(journey.friction),
        "</strong> of 100. The evidence puts it between ", words::points(journey.low), " and ",
        words::points(journey.high), " (90 % interval).</p>\n");
  }
  out += gauge(journey);
}

void write_figures(std::string& out, const ReportPage& page) {
  const Scores& scores = page.scores;
  const JourneyScore& journey = *scores.journey;
  static constexpr auto k_columns = std::to_array<PageColumn>(
      {{"Figure"}, {"Value", "number"}, {"90 % interval"}, {"What it tells"}});
  out += "<div class=\"together\">\n";
  add_heading(out, "The journey in figures");
  open_table(out, "The journey in figures", k_columns);
  const auto with_interval = [&](const std::string& name, const JourneyScore& score,
                                 const std::string& tells) {
    const bool unsure = score.coverage < page.model.thresholds.coverage_insufficient;
    add_row(out, k_columns,
            {name, badge(score.friction, unsure), words::interval_text(score.low, score.high),
             tells + (unsure ? " Insufficient evidence." : "")});
  };
  with_interval("Whole journey", journey,
                "The worst touchpoints weigh most, so that good ones cannot hide them.");
  for (const GroupScore& group : scores.groups) {
    if (group.by != GroupBy::discipline || !group.score) continue;
    const auto discipline = static_cast<Discipline>(group.index);
    with_interval(concat(words::discipline_word(discipline), " touchpoints"), *group.score,
                  concat(words::counted(group.touchpoints.size(), "touchpoint", "touchpoints"),
                         discipline == Discipline::ux   ? ", where people use the product."
                         : discipline == Discipline::cx ? ", where people deal with the company."
                                                        : ", where both meet."));
  }
  const std::uint32_t worst = *std::max_element(
      scores.ranking.begin(), scores.ranking.end(), [&](std::uint32_t a, std::uint32_t b) {
        return scores.touchpoints[a].friction < scores.touchpoints[b].friction;
      });
  add_row(out, k_columns,
          {"Plain average", badge(journey.mean, false), "–",
           "Weighted by reach and importance. It hides what goes badly wrong in one place."});
  add_row(out, k_columns,
          {"Worst touchpoint", badge(scores.touchpoints[worst]),
           words::interval_text(scores.touchpoints[worst].low, scores.touchpoints[worst].high),
           page.name(worst)});
  add_row(out, k_columns,
          {"Peak and end", badge(journey.peak_end, false), "–",
           "Mean of the worst touchpoint and the last: what people tend to remember."});
  close_table(out);
  out += "</div>\n";
}

// The gap of a touchpoint that weighs most, as a sentence; "" if there is none.
std::string worst_gap(const ReportPage& page, std::size_t touchpoint) {
  const std::vector<Gap> gaps = listed_gaps(page.scores.touchpoints[touchpoint].rules, page.model);
  if (gaps.empty()) return "";
  const auto worst = std::max_element(
      gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) { return a.severity < b.severity; });
  return html(page.gap_texts.touchpoint(touchpoint, worst->rule).message);
}

void write_worst(std::string& out, const ReportPage& page) {
  constexpr std::size_t k_shown = 3;
  const std::vector<std::uint32_t> order = by_journey_share(page.scores);
  add_heading(out, "Where the friction lies");
  out += "<ol class=\"worst\">\n";
  double share = 0;
  for (std::size_t i = 0; i < std::min(k_shown, order.size()); ++i) {
    const TouchpointScore& score = page.scores.touchpoints[order[i]];
    share += score.journey_share;
    add(out, "<li><strong>", page.name(order[i]),
        "</strong>: ", draw::friction_word(score.friction), " friction, ",
        words::points(score.friction), " (", words::interval_text(score.low, score.high),
        "), which is ", words::percent(score.journey_share), " of the whole journey's friction");
    if (score.evidence != EvidenceLevel::enough || score.one_rater)
      add(out, "; ", words::evidence_note(score));
    const std::string gap = worst_gap(page, order[i]);
    add(out, ".", gap.empty() ? "" : " ", gap, "</li>\n");
  }
  out += "</ol>\n";
  if (order.size() > k_shown)
    add_paragraph(out, "Together these three touchpoints make ", words::percent(share),
                  " of the friction; the other ", std::to_string(order.size() - k_shown),
                  " share the rest.");
}

std::string agreement_sentence(const ReportPage& page) {
  if (!page.scores.alpha) return "";
  const double alpha = *page.scores.alpha;
  const Thresholds& thresholds = page.model.thresholds;
  const std::string figure_text =
      concat(" (Krippendorff's ordinal alpha ", words::figure(alpha, 2), ")");
  if (alpha >= thresholds.alpha_rely)
    return concat("The raters agree well enough to rely on", figure_text, ".");
  return concat(alpha >= thresholds.alpha_tentative ? "The raters agree only tentatively"
                                                    : "The raters do not agree",
                figure_text, "; their ratings therefore count with ",
                words::figure(page.scores.rating_variance_factor, 1),
                " times the variance, and intervals are wider.");
}

void write_unknown(std::string& out, const ReportPage& page) {
  const Scores& scores = page.scores;
  std::vector<std::size_t> unsure;
  std::vector<std::size_t> one_rater;
  std::size_t thin = 0;
  for (const std::uint32_t i : scores.ranking) {
    if (page.insufficient(i)) unsure.push_back(i);
    if (scores.touchpoints[i].one_rater && !page.insufficient(i)) one_rater.push_back(i);
    if (scores.touchpoints[i].evidence == EvidenceLevel::thin) ++thin;
  }
  const std::size_t all = scores.touchpoints.size();
  std::vector<std::string> items;
  items.push_back(
      concat(words::percent(scores.journey->coverage), " of what counts rests on evidence: of ",
             words::counted(all, "touchpoint", "touchpoints"), ", ",
             std::to_string(all - thin - unsure.size()), " have enough, ", std::to_string(thin),
             " thin and ", std::to_string(unsure.size()), " insufficient evidence."));
  if (!unsure.empty())
    items.push_back(concat("<strong>Insufficient evidence</strong> on ", page.names(unsure, 8),
                           unsure.size() == 1 ? ". Its figure is" : ". Their figures are",
                           " drawn towards 50 because little is known, not because the friction "
                           "is average."));
  if (!one_rater.empty())
    items.push_back(
        concat("One person's judgement is all there is on ", page.names(one_rater, 8), "."));
  if (const std::string agreement = agreement_sentence(page); !agreement.empty())
    items.push_back(agreement);
  if (const auto questions = open_questions(page.audit, page.model); !questions.empty())
    items.push_back(concat(words::counted(questions.size(), "question", "questions"),
                           " about ownership and measures could not be answered everywhere; they "
                           "are listed under <a href=\"#ownership\">Who answers for what</a>."));
  if (!page.audit.header.as_of)
    items.push_back("No date was given, so the age of the evidence is not taken into account.");
  add_heading(out, "What is not known");
  add_bullets(out, items);
}

}  // namespace

void write_summary(std::string& out, const ReportPage& page) {
  if (!page.scores.journey) {
    add_paragraph(out, "This audit has no touchpoints yet, so there is nothing to report.");
    return;
  }
  write_lead(out, page);
  write_worst(out, page);
  write_next_steps(out, page);
  write_unknown(out, page);
  write_figures(out, page);
}

}  // namespace touchstone::report
