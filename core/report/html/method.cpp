// How the figures came about, what they do not say, and all of them in tables.
#include <algorithm>
#include <array>
#include <set>

#include "report/html/page.hpp"
#include "text/concat.hpp"
#include "words/words.hpp"

namespace touchstone::report {
namespace {

std::string formula(std::string_view html) {
  return concat("<p class=\"formula\">", html, "</p>\n");
}

void write_overrides(std::string& out, const ReportPage& page) {
  if (page.audit.header.overrides.empty()) return;
  static constexpr auto k_columns = std::to_array<PageColumn>(
      {{"Value of the scoring model", "name"}, {"In this audit", "number"}});
  add_heading(out, "Changed for this audit");
  open_table(out, "Values of the scoring model that this audit replaces", k_columns);
  for (const Override& change : page.audit.header.overrides)
    add_row(out, k_columns, {bdi(change.pointer), bdi(change.json)});
  close_table(out);
}

std::set<std::size_t> metrics_used(const ReportPage& page) {
  std::set<std::size_t> used;
  for (const Touchpoint& touchpoint : page.audit.touchpoints) {
    if (!touchpoint.measures) continue;
    for (const Measure& measure : *touchpoint.measures)
      if (const auto metric = page.model.metric_index(measure.metric.text)) used.insert(*metric);
  }
  return used;
}

std::string anchors_of(const Metric& metric) {
  std::string text;
  for (const Anchor& anchor : metric.anchors)
    add(text, text.empty() ? "" : ", ", words::measured(metric, anchor.value), " → ",
        words::points(anchor.friction));
  return text.empty() ? "counts traffic: never friction" : text;
}

void write_metric_table(std::string& out, const ReportPage& page) {
  const std::set<std::size_t> used = metrics_used(page);
  if (used.empty()) return;
  static constexpr auto k_columns =
      std::to_array<PageColumn>({{"Metric", "name"}, {"Value → friction"}, {"Source"}});
  add_heading(out, "Metrics of this audit and how they are judged");
  open_table(out, "The metrics of this audit and how they are judged", k_columns);
  for (const std::size_t i : used) {
    const Metric& metric = page.model.metrics[i];
    add_row(out, k_columns, {html(metric.name), html(anchors_of(metric)), html(metric.source)});
  }
  close_table(out);
}

void write_factor_table(std::string& out, const ReportPage& page) {
  static constexpr auto k_columns =
      std::to_array<PageColumn>({{"Factor", "name"}, {"Asks"}, {"Weight", "number"}, {"Source"}});
  add_heading(out, "Factors of friction");
  open_table(out, "The factors of friction", k_columns);
  for (const Factor& factor : page.model.factors)
    add_row(out, k_columns,
            {concat(html(factor.name), "<small>", words::discipline_word(factor.discipline),
                    factor.level ? ", relationship level only" : "", "</small>"),
             html(factor.asks), words::figure(factor.weight, 2), html(factor.source)});
  close_table(out);
}

void write_rule_table(std::string& out, const ReportPage& page) {
  RuleSet fired = 0;
  for (const TouchpointScore& score : page.scores.touchpoints) fired |= score.rules.fired;
  for (const HandoffScore& score : page.scores.handoffs) fired |= score.rules.fired;
  for (const AuditGap& gap : page.scores.audit_gaps) fired |= RuleSet{1} << gap.rule;
  if (fired == 0) return;
  static constexpr auto k_columns =
      std::to_array<PageColumn>({{"Rule", "name"}, {"Severity", "number"}, {"Source"}});
  add_heading(out, "Ownership rules that fire in this audit");
  open_table(out, "The ownership rules that fire in this audit", k_columns);
  for (const Rule& rule : page.model.rules) {
    if (!contains(fired, rule.number)) continue;
    std::vector<std::string> severities;
    for (const double severity : rule.severities) severities.push_back(words::points(severity));
    std::string joined;
    for (const std::string& severity : severities)
      add(joined, joined.empty() ? "" : " or ", severity);
    add_row(out, k_columns,
            {concat(html(rule.id.text), " ", html(rule.name)), joined, html(rule.source)});
  }
  close_table(out);
}

void write_full_table(std::string& out, const ReportPage& page) {
  static constexpr auto k_columns = std::to_array<PageColumn>({{"Touchpoint", "name"},
                                                               {"Rank", "number"},
                                                               {"Friction", "number"},
                                                               {"90 % interval"},
                                                               {"Hard bounds"},
                                                               {"Coverage", "number"},
                                                               {"Evidence"},
                                                               {"Ownership gap", "number"},
                                                               {"Share of the journey", "number"}});
  add_heading(out, "All touchpoints by rank");
  open_table(out, "All touchpoints by rank", k_columns);
  for (const std::uint32_t i : page.scores.ranking) {
    const TouchpointScore& score = page.scores.touchpoints[i];
    const Touchpoint& touchpoint = page.audit.touchpoints[i];
    std::string place = bdi(words::stage_of(page.audit, page.directory, touchpoint));
    const std::string channel = words::channel_of(page.audit, page.directory, touchpoint);
    if (!channel.empty()) add(place, " · ", bdi(channel));
    std::string evidence(name_of(score.evidence));
    if (score.one_rater) evidence += ", one person's judgement";
    add_row(
        out, k_columns,
        {concat(page.name(i), "<small>", place, "</small>"), std::to_string(score.rank),
         badge(score), words::interval_text(score.low, score.high),
         words::interval_text(score.bound_low, score.bound_high), words::percent(score.coverage),
         evidence, words::points(score.ownership_gap), words::percent(score.journey_share)});
  }
  close_table(out);
  add_paragraph(
      out,
      "Hard bounds: the friction if every factor that nobody has looked at were at 0, and at 100.");
}

}  // namespace

void write_method(std::string& out, const ReportPage& page) {
  add_paragraph(
      out,
      "<strong>Friction</strong> runs from 0, none, to 100, blocked; 25 is good, 50 typical, 75 "
      "poor. A measure is placed on this scale by anchors, a rating from 0 (no problem) to 4 "
      "(catastrophe) by 25 points a step (Nielsen's severity words). The pieces of evidence on one "
      "factor of a touchpoint are pooled, each weighted by the inverse of its variance; that "
      "variance grows with age, with weaker kinds of evidence and with disagreement.");
  add_paragraph(
      out,
      "<strong>What is not known stays near 50.</strong> With ȳ the pooled value, S its variance "
      "and V the variance of knowing nothing, a factor's friction is");
  out += formula("x = 50 + ρ (ȳ − 50),  ρ = V / (V + S)");
  add_paragraph(
      out,
      "<strong>A touchpoint's friction</strong> is the root mean square of its applicable factors "
      "by weight w, the <strong>journey's</strong> the fourth-power mean of its touchpoints by "
      "reach and importance u, so that one terrible step is not averaged away:");
  out += formula(concat("F = √(Σ w x²),  J = (Σ u F<sup>p</sup>)<sup>1/p</sup>,  p = ",
                        words::figure(page.model.thresholds.journey_power, 2)));
  add_paragraph(
      out,
      "<strong>Intervals</strong> hold 90 %. Errors of measurement are taken as independent "
      "between factors; ignorance is not: what nobody looked at may be bad everywhere at once, so "
      "its parts add up without cancelling. <strong>Coverage</strong> is the weight that rests on "
      "evidence, Σ w ρ.");
  add_paragraph(out,
                "<strong>The ownership gap</strong> combines the severities s of the rules that "
                "fire:");
  out += formula("G = 100 (1 − Π (1 − s/100))");
  add_paragraph(
      out,
      "<strong>A fix</strong> with confidence c that takes the share e off a touchpoint's friction "
      "turns F into F (1 − c e); several multiply. A plan is the set of fixes within the budget "
      "that takes the most off Σ u F<sup>p</sup>, more where business stage and goals say so.");
  if (page.audit.header.economics) {
    add_paragraph(
        out,
        "<strong>Money at stake</strong> a month at a touchpoint is the number of customers lost "
        "there times what a customer is worth, plus its support contacts times what a contact "
        "costs. With monthly margin m, retention r and discount i a customer is worth m r / (1 + i "
        "- r) (Gupta and Lehmann 2003). All figures are the audit's own.");
  }
  add_paragraph(
      out,
      "Weights, anchors, severities and thresholds are data of the scoring model; each has its "
      "source in the <a href=\"#appendix\">appendix</a>, where “our judgement” marks those that "
      "come from no publication.");
  write_overrides(out, page);
}

void write_limits(std::string& out, const ReportPage& page) {
  const Scores& scores = page.scores;
  std::size_t one_rater = 0;
  std::size_t unsure = 0;
  std::size_t without_volume = 0;
  for (std::size_t i = 0; i < scores.touchpoints.size(); ++i) {
    if (scores.touchpoints[i].one_rater) ++one_rater;
    if (page.insufficient(i)) ++unsure;
    if (!page.audit.touchpoints[i].volume) ++without_volume;
  }
  const std::size_t all = scores.touchpoints.size();
  std::vector<std::string> items;
  items.push_back(concat("Coverage is ", words::percent(scores.journey->coverage),
                         ": the rest of the journey's weight is not known and enters as 50 with a "
                         "wide interval.",
                         unsure == 0 ? ""
                                     : concat(" At ", std::to_string(unsure), " of ",
                                              words::counted(all, "touchpoint", "touchpoints"),
                                              " the evidence is insufficient.")));
  if (one_rater > 0)
    items.push_back(concat("At ", words::counted(one_rater, "touchpoint", "touchpoints"),
                           " all evidence is one person's judgement."));
  if (!scores.alpha) {
    items.push_back("Agreement between raters cannot be computed: too few ratings overlap.");
  } else if (scores.rating_variance_factor > 1) {
    items.push_back(concat("The raters' agreement is low (alpha ", words::figure(*scores.alpha, 2),
                           "); their ratings weigh less for it."));
  }
  if (without_volume > 0)
    items.push_back(concat(
        without_volume == all
            ? "No touchpoint says how many customers meet it; all count by importance alone."
            : concat(words::counted(without_volume, "touchpoint does", "touchpoints do"),
                     " not say how many customers meet it; the median of the others is taken.")));
  items.push_back(
      "Intervals tell how far the evidence may be off. They do not cover the choice of weights, "
      "anchors and severities, of which many are judgement.");
  items.push_back(
      "A share of the journey's friction says where friction lies, not what a fix would gain.");
  items.push_back(
      "Gaps tell what people answered about ownership. Nobody checked whether those named do what "
      "they are named for.");
  if (!page.audit.header.as_of)
    items.push_back("No date was given, so old evidence counts as much as new.");
  add_bullets(out, items);
}

void write_appendix(std::string& out, const ReportPage& page) {
  write_full_table(out, page);
  write_metric_table(out, page);
  write_factor_table(out, page);
  write_rule_table(out, page);
}

}  // namespace touchstone::report
