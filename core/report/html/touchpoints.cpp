// The journey map, and the touchpoints with the highest friction with the evidence behind them.
#include <algorithm>
#include <array>

#include "draw/friction_scale.hpp"
#include "draw/map_svg.hpp"
#include "insight/certainty.hpp"
#include "insight/worth.hpp"
#include "report/facts.hpp"
#include "report/html/page.hpp"
#include "score/explain.hpp"
#include "text/concat.hpp"

namespace touchstone::report {
namespace {

constexpr std::size_t k_top = 10;
constexpr std::size_t k_factors = 4;
constexpr std::size_t k_evidence_entries = 6;

std::string place_of(const ReportPage& page, const Touchpoint& touchpoint) {
  std::vector<std::string> parts;
  const auto part = [&](const std::string& text) {
    if (!text.empty()) parts.push_back(bdi(text));
  };
  part(words::stage_of(page.audit, page.directory, touchpoint));
  part(words::channel_of(page.audit, page.directory, touchpoint));
  part(std::string(words::discipline_word(touchpoint.discipline)));
  if (touchpoint.volume)
    parts.push_back(concat(words::figure(*touchpoint.volume, 0), " customers a month"));
  if (touchpoint.core_task) parts.emplace_back("core task");
  if (touchpoint.moment_of_truth) parts.emplace_back("★ moment of truth");
  std::string out;
  for (const std::string& text : parts) add(out, out.empty() ? "" : " · ", text);
  return out;
}

std::string owner_line(const ReportPage& page, const Touchpoint& touchpoint) {
  if (!touchpoint.ownership || !touchpoint.ownership->accountable)
    return "<strong>Accountable:</strong> not asked yet";
  const std::vector<OwnerId>& ids = *touchpoint.ownership->accountable;
  if (ids.empty()) return "<strong>Accountable:</strong> nobody";
  std::vector<std::string> names;
  for (const std::string& name : words::owner_names(page.audit, ids)) names.push_back(bdi(name));
  return concat("<strong>Accountable:</strong> ", words::listed(names, names.size()));
}

void write_figures(std::string& out, const ReportPage& page, std::size_t i) {
  const Touchpoint& touchpoint = page.audit.touchpoints[i];
  const TouchpointScore& score = page.scores.touchpoints[i];
  add(out, "<p class=\"figures\">", badge(score), " <strong>", draw::friction_word(score.friction),
      " friction</strong>, between ", words::points(score.low), " and ", words::points(score.high),
      " ", interval_bar(score.friction, score.low, score.high), "</p>\n");
  add(out, "<p class=\"figures\">", words::sentence_case(words::evidence_note(score)), " · ",
      words::percent(score.journey_share), " of the journey's friction · ownership gap ",
      words::points(score.ownership_gap));
  if (touchpoint.lost_share)
    add(out, " · ", words::percent(*touchpoint.lost_share), " of its customers are lost here");
  if (touchpoint.contacts)
    add(out, " · ", words::figure(*touchpoint.contacts, 0), " support contacts a month");
  const AtStake stake = at_stake(page.audit.header.economics, touchpoint);
  if (stake.total.value)
    add(out, " · ", html(words::money(page.audit, *stake.total.value)), " a month at stake");
  out += "</p>\n";
}

void write_words(std::string& out, const Touchpoint& touchpoint) {
  if (!touchpoint.description.empty()) out += block("p", touchpoint.description);
  if (!touchpoint.quote.empty()) out += block("blockquote", touchpoint.quote);
  const std::size_t shown = std::min(k_evidence_entries, touchpoint.evidence.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const Evidence& entry = touchpoint.evidence[i];
    if (entry.text.empty()) continue;
    if (entry.type == EvidenceType::quote) {
      out += block("blockquote", entry.text);
      continue;
    }
    std::string label(entry.type ? name_of(*entry.type) : "Evidence");
    label = words::sentence_case(std::move(label));
    if (entry.date) add(label, ", ", words::long_date(*entry.date));
    add(out, "<p class=\"evidence\"><strong>", label, ":</strong> ", bdi(entry.text), "</p>\n");
  }
  if (shown < touchpoint.evidence.size())
    add_paragraph(out, "The audit holds ", std::to_string(touchpoint.evidence.size() - shown),
                  " more pieces of evidence.");
  if (!touchpoint.notes.empty())
    add(out, "<p class=\"evidence\"><strong>Auditors' note:</strong> ", bdi(touchpoint.notes),
        "</p>\n");
}

// The factors that make the friction, with what each rests on.
void write_factors(std::string& out, const ReportPage& page, std::size_t i) {
  const TouchpointScore& score = page.scores.touchpoints[i];
  const TouchpointExplanation why = explain_touchpoint(page.audit, page.model, page.scores, i);
  std::vector<std::size_t> known;
  std::vector<std::string> unknown;
  for (std::size_t k = 0; k < why.factors.size(); ++k) {
    if (why.factors[k].items.empty()) {
      unknown.push_back(page.model.factors[why.factors[k].factor].name);
    } else {
      known.push_back(k);
    }
  }
  std::ranges::stable_sort(known, [&](std::size_t a, std::size_t b) {
    return score.factors[a].contribution > score.factors[b].contribution;
  });
  const std::size_t shown = std::min(k_factors, known.size());
  static constexpr auto k_columns =
      std::to_array<PageColumn>({{"Factor", "name"}, {"Friction", "number"}, {"Rests on"}});
  if (shown > 0) open_table(out, "What makes the friction here", k_columns);
  for (std::size_t k = 0; k < shown; ++k) {
    const Factor& factor = page.model.factors[why.factors[known[k]].factor];
    std::string items;
    for (const ExplainedItem& item : why.factors[known[k]].items)
      add(items, "<p>", bdi(evidence_line(page.audit, page.model, i, item)), "</p>");
    add_row(out, k_columns, {html(factor.name), badge(score.factors[known[k]].x, false), items});
  }
  if (shown > 0) close_table(out);
  if (shown < known.size()) {
    std::vector<std::string> rest;
    for (std::size_t k = shown; k < known.size(); ++k)
      rest.push_back(concat(page.model.factors[why.factors[known[k]].factor].name, " ",
                            words::points(score.factors[known[k]].x)));
    add(out, "<p class=\"evidence\">Further factors: ", html(words::listed(rest, rest.size())),
        ".</p>\n");
  }
  if (!unknown.empty())
    add(out, "<p class=\"evidence\"><strong>Nobody has looked at:</strong> ",
        html(words::listed(unknown, unknown.size())), ".</p>\n");
}

void write_card(std::string& out, const ReportPage& page, std::size_t i) {
  const Touchpoint& touchpoint = page.audit.touchpoints[i];
  const TouchpointScore& score = page.scores.touchpoints[i];
  add(out, "<article class=\"card\">\n<div class=\"card-head\"><h3><span class=\"rank\">",
      std::to_string(score.rank), "</span> ", page.name(i), "</h3>\n<p class=\"place\">",
      place_of(page, touchpoint), "</p>\n");
  write_figures(out, page, i);
  out += "</div>\n";
  write_words(out, touchpoint);
  write_factors(out, page, i);
  add(out, "<p class=\"evidence\">", owner_line(page, touchpoint), ".");
  constexpr std::size_t k_gaps = 2;
  std::vector<Gap> gaps = listed_gaps(score.rules, page.model);
  std::erase_if(gaps,
                [](const Gap& gap) { return gap.rule == 1 || gap.rule == 19; });  // said above
  std::ranges::stable_sort(gaps,
                           [](const Gap& a, const Gap& b) { return a.severity > b.severity; });
  gaps.resize(std::min(k_gaps, gaps.size()));
  for (const Gap& gap : gaps) add(out, " ", html(page.gap_texts.touchpoint(i, gap.rule).message));
  out += "</p>\n</article>\n";
}

}  // namespace

void write_map(std::string& out, const ReportPage& page) {
  constexpr draw::MapOptions k_page_width{.columns_per_band = 4, .cards_per_column = 4};
  add_paragraph(
      out,
      "Stages run from left to right in the order customers meet them; the cards below each stage "
      "are its touchpoints. All figures stand as a table in the <a "
      "href=\"#appendix\">appendix</a>, "
      "hand-offs under <a href=\"#ownership\">Who answers for what</a>.");
  add(out, "<figure class=\"legend\">", draw::map_legend_svg(page.model, "legend-"), "</figure>\n");
  for (const std::string& band :
       draw::map_bands_svg(page.audit, page.model, page.scores, k_page_width, "map-"))
    add(out, "<figure class=\"map\">", band, "</figure>\n");
}

namespace {

// Which places among the worst hold under other weights and within the errors of the evidence.
void write_certainty(std::string& out, const ReportPage& page) {
  if (!page.options.certainty || page.options.certainty->draws == 0) return;
  const RankReport& report = *page.options.certainty;
  std::vector<std::size_t> robust;
  std::vector<std::size_t> contested;
  for (const std::uint32_t i : page.scores.ranking) {
    if (report.touchpoints[i].label == Certainty::robust) robust.push_back(i);
    if (report.touchpoints[i].label == Certainty::contested) contested.push_back(i);
  }
  const Thresholds& thresholds = page.model.thresholds;
  const std::string top = words::figure(thresholds.rank_top, 0);
  std::string text =
      concat("How sure is the order? In ", words::figure(static_cast<double>(report.draws), 0),
             " draws of factor weights and of errors in the evidence, ");
  if (!robust.empty())
    add(text, "a place among the worst ", top, " is <strong>robust</strong> for ",
        page.names(robust, robust.size()), " (at least ", words::percent(thresholds.rank_robust),
        " of the draws)");
  if (!contested.empty())
    add(text, robust.empty() ? "" : ", and ", "<strong>contested</strong> for ",
        page.names(contested, 8), " (", words::percent(thresholds.rank_contested), " to ",
        words::percent(thresholds.rank_robust), ")");
  if (!robust.empty() || !contested.empty()) add_paragraph(out, text + ".");
}

}  // namespace

void write_top_touchpoints(std::string& out, const ReportPage& page) {
  const std::vector<std::uint32_t>& ranking = page.scores.ranking;
  const std::size_t shown = std::min(k_top, ranking.size());
  add_paragraph(
      out,
      shown < ranking.size() ? concat("The first ", std::to_string(shown), " of ",
                                      std::to_string(ranking.size()), " by friction. ")
                             : "",
      "Touchpoints with insufficient evidence rank after all others. A factor's friction is drawn "
      "towards 50 where little is known about it.");
  write_certainty(out, page);
  for (std::size_t i = 0; i < shown; ++i) write_card(out, page, ranking[i]);
}

}  // namespace touchstone::report
