// What a workshop has come to: agreement, what to discuss first, narrower scores; and its log.
#include <algorithm>
#include <array>

#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/shared/touchpoint_actions.hpp"
#include "views/workshop/workshop.hpp"

namespace touchstone::app {
namespace {

constexpr std::size_t k_ordinal = 1;  // of stats::Level
constexpr std::size_t k_discussed_first = 5;

std::string alpha_text(const std::optional<double>& alpha) {
  return alpha ? figure(*alpha, 2) : "–";
}

std::string_view trust_in_words(const State& state, const std::optional<double>& alpha) {
  switch (trust_in(alpha, state.model.thresholds)) {
    case Trust::rely:
      return "rely on it";
    case Trust::tentative:
      return "tentative";
    case Trust::doubtful:
      return "people do not agree";
    default:
      return "too few votes to say";
  }
}

void draw_alphas(const State& state, const WorkshopFigures& figures) {
  ui::heading(3, "Agreement");
  const auto& now = figures.now.overall.alpha[k_ordinal];
  const auto& before = figures.before.overall.alpha[k_ordinal];
  {
    ui::Row row;
    ui::text(concat("Alpha ", alpha_text(now), ": ", trust_in_words(state, now)),
             ui::TextStyle::title);
    ui::help("Krippendorff's alpha",
             "1 when all raters agree, 0 when they might as well have thrown dice; over all "
             "touchpoints and factors, with votes as steps from 0 to 4. From 0.8 up rely on it, "
             "from 0.667 tentatively.",
             "Krippendorff 2011");
  }
  if (before != now) ui::note(concat("Before the discussions: ", alpha_text(before), "."));
  ui::List list{"Agreement by factor"};
  const ui::Spacing tight(2);
  for (const FactorAgreement& factor : figures.now.per_factor) {
    ui::ListItem item;
    const auto earlier =
        std::ranges::find(figures.before.per_factor, factor.factor, &FactorAgreement::factor);
    const auto& alpha = factor.figures.alpha[k_ordinal];
    const std::string& id = factor_id(state.model, factor.factor);
    const Factor* known = find(state.model.factors, FactorId(id));
    std::string text = concat(known != nullptr ? known->name : "Overall", ": ", alpha_text(alpha));
    if (earlier != figures.before.per_factor.end() && earlier->figures.alpha[k_ordinal] != alpha)
      add(text, ", before ", alpha_text(earlier->figures.alpha[k_ordinal]));
    ui::text(text);
  }
}

void draw_disputed(const State& state, UiState& ui_state, const WorkshopFigures& figures) {
  ui::heading(3, "Discuss these first");
  if (figures.now.units.empty()) {
    ui::note("Nobody disagrees on anything yet.");
    return;
  }
  ui::List list{"Discuss these first"};
  const ui::Spacing tight(6);
  std::size_t listed = 0;
  for (const DisputedUnit& unit : figures.now.units) {
    if (listed++ == k_discussed_first) break;
    const Touchpoint& touchpoint = state.audit.touchpoints[unit.touchpoint];
    const FactorId factor{factor_id(state.model, unit.factor)};
    ui::ListItem item;
    ui::Scope scope{factor.text};
    draw_touchpoint_line(state, ui_state, unit.touchpoint);
    const Factor* known = find(state.model.factors, factor);
    ui::Row row;
    ui::note(concat(known != nullptr ? known->name : "Overall", ": ", percent(unit.share),
                    " of all disagreement"));
    const auto at = agenda_place(state.audit, touchpoint.id, factor);
    if (at && ui::link("Take it up", "Go to the agenda to vote on it again"))
      ui_state.workshop.tab = 1;
  }
}

void draw_meter(const std::string& label, const ScoreInterval& score) {
  ui::Columns columns({1, 4}, 60, 12);
  ui::text(label);
  columns.next();
  ui::interval_meter(label, score.friction, score.low, score.high, 0, 100,
                     ui::friction_colour(score.friction),
                     concat(points(score.friction), " (", interval(score.low, score.high), ")"));
}

void draw_narrowing(const State& state, const WorkshopFigures& figures) {
  ui::heading(3, "How the scores narrow as people vote");
  if (figures.steps.size() < 2) {
    ui::note("Nobody's votes have been shown yet.");
    return;
  }
  ui::note("Friction of the journey with the votes of nobody, of one, of two, and so on.");
  for (const NarrowingStep& step : figures.steps)
    if (step.journey) draw_meter(count_of(step.voters, "voter", "voters"), *step.journey);
  const NarrowingStep& first = figures.steps.front();
  const NarrowingStep& last = figures.steps.back();
  ui::space(8);
  ui::heading(3, "Touchpoints before and after");
  std::vector<TouchpointId> told;
  ui::List list{"Touchpoints before and after"};
  const ui::Spacing tight(2);
  for (const AgendaItem& item : state.audit.agenda) {
    const auto at = place_of(state.audit.touchpoints, item.touchpoint);
    if (!at || !is_seen(item) || contains(told, item.touchpoint)) continue;
    told.push_back(item.touchpoint);
    const ScoreInterval& before = first.touchpoints[*at];
    const ScoreInterval& after = last.touchpoints[*at];
    ui::ListItem entry;
    ui::paragraph(concat(touchpoint_name(state, item.touchpoint), ": ", points(before.friction),
                         " (", interval(before.low, before.high), "), now ", points(after.friction),
                         " (", interval(after.low, after.high), ")"));
  }
}

}  // namespace

void draw_agreement(const State& state, UiState& ui_state, Requests&) {
  const WorkshopFigures& figures = state.insights.workshop();
  ui::Columns columns(2, 340, 32);
  draw_alphas(state, figures);
  ui::space(8);
  draw_disputed(state, ui_state, figures);
  columns.next();
  draw_narrowing(state, figures);
}

void draw_workshop_log(const State& state, UiState&, Requests&) {
  constexpr std::array<std::string_view, 6> k_acts = {"Begun",       "Asked",   "Votes shown",
                                                      "Asked again", "Decided", "Parked"};
  ui::heading(3, "Log");
  ui::List list{"Log"};
  const ui::Spacing tight(4);
  for (const WorkshopEntry& entry : state.audit.workshop_log) {
    ui::ListItem line;
    std::string text =
        entry.at ? platform::time_text(*entry.at, platform::TimeStyle::second) : std::string();
    add(text, "  ", entry.act ? k_acts[static_cast<std::size_t>(*entry.act)] : "");
    if (entry.touchpoint && entry.factor) {
      AgendaItem item;
      item.factor = *entry.factor;
      add(text, ": ", touchpoint_name(state, *entry.touchpoint), ", ", item_subject(state, item));
    }
    ui::text(text);
  }
  ui::space(8);
  ui::heading(3, "Notes and decisions");
  ui::List words{"Notes and decisions"};
  for (const AgendaItem& item : state.audit.agenda) {
    if (item.note.empty() && item.decision.empty()) continue;
    ui::ListItem entry;
    ui::text(concat(touchpoint_name(state, item.touchpoint), ", ", item_subject(state, item)),
             ui::TextStyle::strong);
    if (!item.note.empty()) ui::paragraph(item.note);
    if (!item.decision.empty()) ui::paragraph(concat("Decision: ", item.decision));
  }
}

}  // namespace touchstone::app
