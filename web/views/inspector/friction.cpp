// How the friction came about: the quick overall vote, then each factor down to its evidence.
#include <algorithm>
#include <array>

#include "score/explain.hpp"
#include "state/edits.hpp"
#include "state/owner_names.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/inspector/pictures.hpp"

namespace touchstone::app {
namespace {

const Rater* chosen_rater(const State& state, const UiState& ui_state) {
  if (ui_state.rater) {
    if (const Rater* rater = find(state.audit.raters, *ui_state.rater)) return rater;
  }
  return state.audit.raters.empty() ? nullptr : &state.audit.raters.front();
}

std::optional<int> rating_of(const Audit& audit, const RaterId& rater,
                             const TouchpointId& touchpoint, std::string_view factor) {
  std::optional<int> score;
  for (const Rating& rating : audit.ratings) {
    if (rating.rater == rater && rating.touchpoint == touchpoint && rating.factor.text == factor) {
      score = rating.score ? std::optional(static_cast<int>(*rating.score)) : std::nullopt;
    }
  }
  return score;
}

void draw_rating(const State& state, Requests& requests, const Selected& selected,
                 const Rater* rater, std::string_view factor, std::string_view label,
                 std::string_view question) {
  if (rater == nullptr) {
    ui::note("Nobody rates yet. Add a rater under Audit set-up.");
    return;
  }
  const auto now = rating_of(state.audit, rater->id, selected.touchpoint.id, factor);
  if (const auto edit =
          ui::rating(label, now, severity_words(), {.description = question, .key = factor})) {
    requests.edit(set_rating(
        state.document, rater->id, selected.touchpoint.id, FactorId(std::string(factor)),
        edit.value ? std::optional<double>(*edit.value) : std::nullopt, state.audit.header.as_of,
        concat("Rate ", label, " of ", selected.touchpoint.name)));
  }
}

void draw_rater_choice(const State& state, UiState& ui_state, const Rater* rater) {
  if (state.audit.raters.size() < 2) return;
  std::vector<ui::Option> names;
  int selected = 0;
  for (const Rater& each : state.audit.raters) {
    if (&each == rater) selected = static_cast<int>(names.size());
    names.emplace_back(shown_name(each));
  }
  if (const auto chosen = ui::select("Rating as", names, selected)) {
    ui_state.rater = state.audit.raters[static_cast<std::size_t>(*chosen)].id;
  }
}

std::string value_text(const Metric& metric, double value) {
  if (metric.unit.name == "share") return percent(value);
  return concat(figure(value), metric.unit.name.empty() ? "" : " ", metric.unit.name);
}

// "with low 31 %, high 48 %; 60 people; 12 days old; assumed spread"
std::string measure_notes(const Metric& metric, const EvidenceItem& item) {
  std::string notes = concat(
      "95 % interval ", value_text(metric, item.low), " to ", value_text(metric, item.high), "; ",
      item.unknown_n ? "number of people not known" : concat("n = ", figure(item.n, 0)));
  notes +=
      item.dated
          ? concat("; ", count_of(static_cast<std::size_t>(item.age_days), "day", "days"), " old")
          : std::string("; undated");
  if (item.custom_anchors) notes += "; judged by its own baseline and target";
  if (item.default_spread) notes += "; spread assumed";
  return notes;
}

std::string rating_notes(const State& state, const ExplainedItem& explained) {
  std::string notes;
  for (const RaterScore& vote : explained.raters) {
    if (!notes.empty()) notes += ", ";
    notes += concat(shown_name(state.audit.raters[vote.rater]), ": ", figure(vote.score, 0));
  }
  return notes;
}

void draw_item(const State& state, const Selected& selected, const ExplainedItem& explained) {
  const EvidenceItem& item = explained.item;
  std::string title, notes;
  switch (item.source) {
    case ItemSource::measure: {
      const Measure& measure = (*selected.touchpoint.measures)[item.measure];
      const Metric& metric = *state.model.metric(measure.metric);
      title = concat(metric.name, " ", value_text(metric, item.value));
      notes = measure_notes(metric, item);
      if (!measure.source.empty()) notes += concat(". Source: ", measure.source);
      break;
    }
    case ItemSource::ratings:
      title = concat(count_of(explained.raters.size(), "rating", "ratings"), ", mean ",
                     figure(item.value, 1));
      notes = rating_notes(state, explained);
      break;
    case ItemSource::overall:
      title = concat(count_of(explained.raters.size(), "overall vote", "overall votes"), ", mean ",
                     figure(item.value, 1));
      notes = concat(rating_notes(state, explained),
                     ". Stands in, because nothing speaks of this factor itself.");
      break;
  }
  ui::ListItem list_item;
  {
    ui::Row row;
    ui::text(title, ui::TextStyle::strong);
    row.push_right();
    ui::text(concat("friction ", points(item.y)), ui::TextStyle::body);
  }
  ui::note(notes);
  ui::note(concat("Uncertainty ±", figure(item.sigma, 1), " points; worth ", figure(item.v, 2),
                  " as ", word(item.kind), ", freshness ", percent(item.s), "; carries ",
                  percent(explained.share), " of this factor's evidence."));
}

void draw_evidence(const State& state, const Selected& selected, const ExplainedFactor& factor) {
  if (factor.items.empty()) {
    ui::note(
        "No evidence. It counts as 50, the middle of what is possible, with the widest "
        "uncertainty: missing is never zero.");
    return;
  }
  {
    ui::List list{"Evidence"};
    for (const ExplainedItem& item : factor.items) draw_item(state, selected, item);
  }
  std::string pooled = concat("Together ", figure(*factor.pooled, 1),
                              "; drawn towards 50 by what is not known: ", figure(factor.x, 1),
                              " (", percent(factor.rho), " known).");
  if (factor.contradiction > 1) {
    pooled += concat(" The evidence contradicts itself, so it counts ",
                     figure(factor.contradiction, 1), " times less.");
  }
  ui::note(pooled);
}

void draw_factor(const State& state, Requests& requests, const Selected& selected,
                 const Rater* rater, const FactorScore& score, const ExplainedFactor& explained) {
  const Factor& factor = state.model.factors[score.factor];
  const std::string trailing =
      concat(figure(score.contribution, 1), " of ", points(selected.score.friction));
  ui::Disclosure disclosure{factor.name,
                            {.trailing = trailing,
                             .friction = score.x,
                             .description = factor.asks,
                             .key = factor.id.text}};
  if (!disclosure) return;
  ui::Indent indent;
  draw_rating(state, requests, selected, rater, factor.id.text, factor.name, factor.asks);
  draw_evidence(state, selected, explained);
  ui::note(
      concat("Weight ", percent(score.weight), ". Source of the factor: ", factor.source, "."));
  ui::space(6);
}

// What to look at next, where the interval is wide.
void draw_evidence_advice(const State& state, const Selected& selected) {
  const auto& plan = state.insights.evidence_plan();
  const auto at = std::ranges::find(plan, selected.index, &EvidenceAdvice::touchpoint);
  if (at == plan.end()) return;
  const Method& method = state.model.methods[at->method];
  std::string text =
      concat("More evidence of ", state.model.factors[at->factor].name,
             " would narrow this most: ", method.name, ", with ", figure(at->people, 0), " people");
  if (at->discovered)
    text += concat(", who show about ", percent(*at->discovered), " of the problems");
  if (at->margin) text += concat(", who give a share within ±", percent(*at->margin));
  ui::callout(concat(text, ". ", method.how), ui::Tone::accent);
}

}  // namespace

void draw_friction_tab(const State& state, UiState& ui_state, Requests& requests,
                       const Selected& selected) {
  const Rater* rater = chosen_rater(state, ui_state);
  draw_rater_choice(state, ui_state, rater);
  draw_rating(state, requests, selected, rater, k_overall, "Overall vote",
              "How hard is this for the customer, all in all?");
  ui::note(
      "How hard is this for the customer, all in all? The vote stands in for each factor that has "
      "no evidence of its own.");
  ui::space(6);
  draw_waterfall(state, requests, selected);
  draw_evidence_advice(state, selected);
  ui::space(6);
  ui::heading(3, "Factors");
  ui::note(
      "Each factor's part of the friction; they add up to it. Open one to see its evidence and to "
      "rate it.");
  const TouchpointExplanation why =
      explain_touchpoint(state.audit, state.model, state.scores, selected.index);
  for (std::size_t k = 0; k < selected.score.factors.size(); ++k) {
    draw_factor(state, requests, selected, rater, selected.score.factors[k], why.factors[k]);
  }
  if (!why.not_counted.empty()) {
    ui::space(6);
    ui::heading(3, "Measures that do not count");
    for (const UncountedMeasure& left_out : why.not_counted) {
      const Measure& measure = (*selected.touchpoint.measures)[left_out.measure];
      const Metric& metric = *state.model.metric(measure.metric);
      constexpr std::array<std::string_view, 3> k_why = {
          " counts traffic. It says how many come, not how hard it is for them.",
          " has neither a value nor counts to make one.",
          " speaks of a factor that does not apply here."};
      ui::note(concat(metric.name, k_why[static_cast<std::size_t>(left_out.why)]));
    }
  }
  ui::space(8);
  ui::note(concat("If all that nobody looked at were perfect the friction would be ",
                  points(selected.score.bound_low), ", if it were as bad as can be ",
                  points(selected.score.bound_high), "."));
  if (state.scores.rating_variance_factor > 1) {
    ui::callout(concat("The raters agree little (alpha ", figure(*state.scores.alpha, 2),
                       "), so all ratings count ", figure(state.scores.rating_variance_factor, 1),
                       " times less."),
                ui::Tone::warning);
  }
}

}  // namespace touchstone::app
