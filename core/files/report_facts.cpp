#include "files/report_facts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "files/csv_write.hpp"
#include "score/gap_text.hpp"
#include "score/ownership.hpp"
#include "text/concat.hpp"
#include "text/figure.hpp"
#include "text/order.hpp"

namespace touchstone::files {

std::string points(double value) {
  return std::to_string(std::lround(value));
}

std::string interval_text(double low, double high) {
  return concat(points(low), " to ", points(high));
}

std::string percent(double share) {
  const double value = share * 100;
  return concat(short_number(value, std::fabs(value) < 9.95 ? 1 : 0), " %");
}

std::string figure(double value, int decimals) {
  return in_groups(short_number(value, decimals));
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return concat(figure(static_cast<double>(count), 0), " ", count == 1 ? one : many);
}

std::string sentence_case(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

std::string long_date(Date date) {
  constexpr std::array<std::string_view, 12> k_months = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  const std::string iso = format_date(date);
  const auto digit = [&](std::size_t at) { return static_cast<std::size_t>(iso[at] - '0'); };
  const std::size_t month = 10 * digit(5) + digit(6);
  const std::size_t day = 10 * digit(8) + digit(9);
  return concat(std::to_string(day), " ", k_months[month - 1], " ", iso.substr(0, 4));
}

std::string listed(const std::vector<std::string>& names, std::size_t most) {
  const std::size_t shown = std::min(most, names.size());
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == names.size();
    add(text, i == 0 ? "" : last ? " and " : ", ", names[i]);
  }
  if (shown < names.size()) add(text, " and ", std::to_string(names.size() - shown), " more");
  return text;
}

std::string money(const Audit& audit, double amount) {
  const std::optional<Economics>& economics = audit.header.economics;
  const bool known = economics && !economics->currency.empty();
  return concat(figure(amount, 0), known ? " " : "", known ? economics->currency : std::string());
}

std::string measured(const Metric& metric, double value) {
  const std::string& unit = metric.unit.name;
  if (unit == "share") return percent(value);
  std::string number = figure(value, std::fabs(value) < 100 ? 2 : 0);
  if (unit == "h" || unit == "s") return concat(number, " ", unit);
  return number;
}

std::string_view discipline_word(std::optional<Discipline> discipline) {
  constexpr std::array<std::string_view, 3> k_words = {"UX", "CX", "UX and CX"};
  return discipline ? k_words[static_cast<std::size_t>(*discipline)] : "discipline not known";
}

std::string_view status_word(std::optional<FixStatus> status) {
  constexpr std::array<std::string_view, 4> k_words = {"open", "in progress", "done", "dropped"};
  return k_words[static_cast<std::size_t>(status.value_or(FixStatus::open))];
}

std::string_view category_word(FixCategory category) {
  constexpr std::array<std::string_view, 6> k_words = {"looks",     "function", "service",
                                                       "ownership", "content",  "accessibility"};
  return k_words[static_cast<std::size_t>(category)];
}

std::string_view evidence_words(EvidenceLevel level) {
  constexpr std::array<std::string_view, 3> k_words = {"insufficient evidence", "thin evidence",
                                                       "enough evidence"};
  return k_words[static_cast<std::size_t>(level)];
}

std::string evidence_note(const TouchpointScore& score) {
  return concat(evidence_words(score.evidence), score.one_rater ? ", one person's judgement" : "");
}

std::string name_of_touchpoint(const Audit& audit, std::size_t touchpoint) {
  return shown_name(audit.touchpoints[touchpoint]);
}

std::string name_of_fix(const Fix& fix) {
  return fix.title.empty() ? fix.id.text : fix.title;
}

std::string stage_name(const Audit& audit, std::size_t stage) {
  const Stage& row = audit.stages[stage];
  return row.name.empty() ? row.id.text : row.name;
}

std::string stage_of(const Audit& audit, const Directory& directory, const Touchpoint& touchpoint) {
  if (!touchpoint.stage) return "";
  const std::optional<std::size_t> stage = directory.stage(audit, *touchpoint.stage);
  return stage ? stage_name(audit, *stage) : touchpoint.stage->text;
}

std::string channel_of(const Audit& audit, const Directory& directory,
                       const Touchpoint& touchpoint) {
  if (!touchpoint.channel) return "";
  const std::optional<std::size_t> channel = directory.channel(audit, *touchpoint.channel);
  if (!channel || audit.channels[*channel].name.empty()) return touchpoint.channel->text;
  return audit.channels[*channel].name;
}

std::vector<std::string> owner_names(const Audit& audit, const std::vector<OwnerId>& ids) {
  std::vector<std::string> names;
  for (const OwnerId& id : ids) names.push_back(shown_owner(audit, id));
  return names;
}

std::vector<std::uint32_t> by_journey_share(const Scores& scores) {
  std::vector<std::uint32_t> order = scores.ranking;
  put_in_order(order, [&](std::uint32_t a, std::uint32_t b) {
    return scores.touchpoints[a].journey_share > scores.touchpoints[b].journey_share;
  });
  return order;
}

std::vector<std::uint32_t> by_ownership_gap(const Scores& scores) {
  std::vector<std::uint32_t> order = scores.ranking;
  put_in_order(order, [&](std::uint32_t a, std::uint32_t b) {
    return scores.touchpoints[a].ownership_gap > scores.touchpoints[b].ownership_gap;
  });
  return order;
}

namespace {

std::string handoff_place(const Audit& audit, const Handoff& handoff) {
  const auto name = [&](const TouchpointId& id) {
    for (const Touchpoint& touchpoint : audit.touchpoints)
      if (touchpoint.id == id) return shown_name(touchpoint);
    return id.text;
  };
  return concat(name(handoff.from), " to ", name(handoff.to));
}

// "3 raters: 2.7 of 4 on average (2 to 3)".
std::string rating_line(const ExplainedItem& item, std::string_view what) {
  double low = 4;
  double high = 0;
  for (const RaterScore& rater : item.raters) {
    low = std::min(low, rater.score);
    high = std::max(high, rater.score);
  }
  std::string text = concat(what, counted(item.raters.size(), "rater", "raters"), ": ",
                            figure(item.item.value, 1), " of 4");
  if (low < high) add(text, " on average (", figure(low, 0), " to ", figure(high, 0), ")");
  return text;
}

}  // namespace

std::string accepted_place(const Audit& audit, const AcceptedGap& gap) {
  if (!gap.target) return "the journey";
  // An id can be a touchpoint's and a hand-off's at once: then the rule decides.
  const bool of_handoff =
      gap.rule && (gap.rule->text == "O16" || gap.rule->text == "O17" || gap.rule->text == "O18");
  for (const Handoff& handoff : audit.handoffs)
    if (of_handoff && handoff.id.text == *gap.target) return handoff_place(audit, handoff);
  for (const Touchpoint& touchpoint : audit.touchpoints)
    if (touchpoint.id.text == *gap.target) return shown_name(touchpoint);
  for (std::size_t i = 0; i < audit.stages.size(); ++i)
    if (audit.stages[i].id.text == *gap.target) return stage_name(audit, i);
  for (const Handoff& handoff : audit.handoffs)
    if (handoff.id.text == *gap.target) return handoff_place(audit, handoff);
  return *gap.target;
}

std::string evidence_line(const Audit& audit, const Model& model, std::size_t touchpoint,
                          const ExplainedItem& item) {
  std::string text;
  if (item.item.source == ItemSource::measure) {
    const Measure& measure = (*audit.touchpoints[touchpoint].measures)[item.item.measure];
    const Metric& metric = *model.metric(measure.metric);
    text = concat(metric.name, ": ", measured(metric, item.item.value), " (95 % interval ",
                  measured(metric, item.item.low), " to ", measured(metric, item.item.high), ", ",
                  measure.n ? concat("n = ", figure(*measure.n, 0)) : "number of people not known",
                  ")");
    if (item.item.custom_anchors) text += ", judged by its own baseline and target";
    if (measure.date) add(text, ", ", long_date(*measure.date));
    if (!measure.source.empty()) add(text, ". ", measure.source);
    return text;
  }
  text = rating_line(item, item.item.source == ItemSource::overall ? "Overall vote of " : "");
  std::optional<Date> newest;
  for (const RaterScore& rater : item.raters)
    if (rater.date && (!newest || *newest < *rater.date)) newest = rater.date;
  if (newest) add(text, ", ", long_date(*newest));
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
    if (waiting[field] > 0) questions.push_back({std::string(k_words[field]), waiting[field]});
  return questions;
}

}  // namespace touchstone::files
