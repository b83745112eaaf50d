// The whole journey, shown while no touchpoint is selected.
#include "score/gap_text.hpp"
#include "state/edits.hpp"
#include "state/owner_names.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/inspector/inspector.hpp"

namespace touchstone::app {
namespace {

constexpr std::size_t k_worst_shown = 7;

void draw_figures(const JourneyScore& journey) {
  ui::friction_badge(journey.friction, "Journey friction");
  ui::interval_meter("Journey friction with its 90 % interval", journey.friction, journey.low,
                     journey.high, 0, 100, ui::friction_colour(journey.friction),
                     interval(journey.low, journey.high));
  ui::note(
      "0 is effortless, 100 is blocked. One terrible touchpoint pulls it up: an average would hide "
      "it.");
  ui::Columns columns(3, 80, 8);
  ui::fact("Plain mean", points(journey.mean));
  columns.next();
  ui::fact("Worst", points(journey.max));
  columns.next();
  ui::fact("Peak and end", points(journey.peak_end));
}

void draw_stages(const State& state) {
  ui::heading(3, "Stages");
  ui::List list{"Stages"};
  for (std::size_t i = 0; i < state.audit.stages.size(); ++i) {
    const Stage& stage = state.audit.stages[i];
    const JourneyScore* score = group_score(state.scores, GroupBy::stage, i);
    ui::ListItem item;
    ui::Scope scope{stage.id.text};
    ui::Columns columns({2, 3}, 100, 12);
    ui::text(stage.name, ui::TextStyle::body);
    columns.next();
    if (score != nullptr) {
      ui::meter(stage.name, score->friction, 0, 100, ui::friction_colour(score->friction),
                points(score->friction));
    } else {
      ui::note("No touchpoint yet");
    }
  }
}

void draw_worst(const State& state, UiState& ui_state) {
  ui::heading(3, "Most friction");
  ui::List list{"Touchpoints with the most friction"};
  for (std::size_t place = 0; place < std::min(k_worst_shown, state.scores.ranking.size());
       ++place) {
    const std::size_t i = state.scores.ranking[place];
    const Touchpoint& touchpoint = state.audit.touchpoints[i];
    ui::ListItem item;
    ui::Scope scope{touchpoint.id.text};
    ui::Row row;
    ui::friction_badge(state.scores.touchpoints[i].friction);
    if (ui::link(shown_name(touchpoint))) ui_state.selected = touchpoint.id;
  }
}

void draw_audit_gaps(const State& state) {
  bool any = false;
  for (const AuditGap& gap : state.scores.audit_gaps) {
    if (gap.accepted) continue;
    if (!any) ui::heading(3, "Gaps of the whole audit");
    any = true;
    const GapText text = audit_gap_text(state.audit, state.model, gap);
    ui::callout(concat(text.message, " ", text.remedy), ui::Tone::warning);
  }
}

}  // namespace

void draw_journey_summary(const State& state, UiState& ui_state, Requests&) {
  if (!state.scores.journey) {
    ui::note("The journey is scored as soon as it has a touchpoint.");
    return;
  }
  draw_figures(*state.scores.journey);
  ui::space(8);
  draw_worst(state, ui_state);
  ui::space(8);
  draw_stages(state);
  ui::space(8);
  draw_audit_gaps(state);
}

}  // namespace touchstone::app
