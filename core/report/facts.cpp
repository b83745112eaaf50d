#include "report/facts.hpp"

#include <algorithm>
#include <array>

#include "text/concat.hpp"

namespace touchstone::report {

std::vector<std::uint32_t> by_journey_share(const Scores& scores) {
  std::vector<std::uint32_t> order = scores.ranking;
  std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return scores.touchpoints[a].journey_share > scores.touchpoints[b].journey_share;
  });
  return order;
}

std::vector<std::uint32_t> by_ownership_gap(const Scores& scores) {
  std::vector<std::uint32_t> order = scores.ranking;
  std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return scores.touchpoints[a].ownership_gap > scores.touchpoints[b].ownership_gap;
  });
  return order;
}

namespace {

// "3 raters: 2.7 of 4 on average (2 to 3)".
std::string rating_line(const ExplainedItem& item, std::string_view what) {
  double low = 4;
  double high = 0;
  for (const RaterScore& rater : item.raters) {
    low = std::min(low, rater.score);
    high = std::max(high, rater.score);
  }
  std::string text = concat(what, words::counted(item.raters.size(), "rater", "raters"), ": ",
                            words::figure(item.item.value, 1), " of 4");
  if (low < high)
    add(text, " on average (", words::figure(low, 0), " to ", words::figure(high, 0), ")");
  return text;
}

}  // namespace

AcceptedPlaces::AcceptedPlaces(const Audit& audit) : audit_(audit), directory_(audit) {
  for (std::size_t i = 0; i < audit.handoffs.size(); ++i)
    handoffs_.emplace(audit.handoffs[i].id.text, i);
}

std::string AcceptedPlaces::name_of(const AcceptedGap& gap) const {
  if (!gap.target) return "the journey";
  const auto handoff = handoffs_.find(*gap.target);
  const auto handoff_name = [&] { return name_of(audit_.handoffs[handoff->second]); };
  // An id can be a touchpoint's and a hand-off's at once: then the rule decides.
  const bool of_handoff =
      gap.rule && (gap.rule->text == "O16" || gap.rule->text == "O17" || gap.rule->text == "O18");
  if (of_handoff && handoff != handoffs_.end()) return handoff_name();
  if (const auto touchpoint = directory_.touchpoint(audit_, TouchpointId(*gap.target)))
    return shown_name(audit_.touchpoints[*touchpoint]);
  if (const auto stage = directory_.stage(audit_, StageId(*gap.target)))
    return words::stage_name(audit_, *stage);
  if (handoff != handoffs_.end()) return handoff_name();
  return *gap.target;
}

std::string AcceptedPlaces::name_of(const Handoff& handoff) const {
  const auto name = [&](const TouchpointId& id) {
    const auto place = directory_.touchpoint(audit_, id);
    return place ? shown_name(audit_.touchpoints[*place]) : id.text;
  };
  return concat(name(handoff.from), " to ", name(handoff.to));
}

std::string evidence_line(const Audit& audit, const Model& model, std::size_t touchpoint,
                          const ExplainedItem& item) {
  std::string text;
  if (item.item.source == ItemSource::measure) {
    const Measure& measure = (*audit.touchpoints[touchpoint].measures)[item.item.measure];
    const Metric& metric = *model.metric(measure.metric);
    text = concat(
        metric.name, ": ", words::measured(metric, item.item.value), " (95 % interval ",
        words::measured(metric, item.item.low), " to ", words::measured(metric, item.item.high),
        ", ",
        measure.n ? concat("n = ", words::figure(*measure.n, 0)) : "number of people not known",
        ")");
    if (item.item.custom_anchors) text += ", judged by its own baseline and target";
    if (measure.date) add(text, ", ", words::long_date(*measure.date));
    if (!measure.source.empty()) add(text, ". ", measure.source);
    return text;
  }
  text = rating_line(item, item.item.source == ItemSource::overall ? "Overall vote of " : "");
  std::optional<Date> newest;
  for (const RaterScore& rater : item.raters)
    if (rater.date && (!newest || *newest < *rater.date)) newest = rater.date;
  if (newest) add(text, ", ", words::long_date(*newest));
  return text;
}

std::vector<OpenQuestion> open_questions(const Audit& audit, const Model& model) {
  constexpr std::array<std::string_view, k_asked_fields> k_words = {
      "who is accountable",
      "who does the work",
      "which teams contribute",
      "which teams the customer passes through",
      "whether the owner may change it",
      "whether complaints reach the owner",
      "whether customers complain about it to support",
      "the team of the accountable person",
      "the discipline of the touchpoint or of its team",
      "the level: interaction, journey or relationship",
      "whether anything is measured",
      "the dates of the measures",
      "the date of the audit",
      "the teams' KPIs"};
  const Directory directory(audit);
  const Workload workload(audit, model, directory);
  const std::vector<KpiPair> pairs = conflicting_kpis(audit, directory);
  OwnershipJudge judge({audit, model, directory, workload, pairs});
  std::array<std::size_t, k_asked_fields> waiting{};
  for (std::size_t i = 0; i < audit.touchpoints.size(); ++i) {
    const Judgement judgement = judge.judge(i);
    for (std::size_t field = 0; field < k_asked_fields; ++field)
      if (judgement.open[field] != 0) ++waiting[field];
  }
  std::vector<OpenQuestion> questions;
  for (std::size_t field = 0; field < k_asked_fields; ++field)
    if (waiting[field] > 0)
      questions.push_back({static_cast<AskedField>(field), k_words[field], waiting[field]});
  return questions;
}

}  // namespace touchstone::report
