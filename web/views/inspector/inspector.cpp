// Right: what is selected, its score explained.
#include "views/inspector/inspector.hpp"

#include <array>

#include "state/edits.hpp"
#include "state/owner_names.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/help/help.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

struct Tab {
  std::string_view name;
  void (*draw)(const State&, UiState&, Requests&, const Selected&);
};

constexpr std::array k_tabs = {
    Tab{"Friction", draw_friction_tab}, Tab{"Measures", draw_measures_tab},
    Tab{"Ownership", draw_ownership_tab}, Tab{"Details", draw_details_tab}};

std::string_view evidence_words(const TouchpointScore& score) {
  if (score.one_rater) return "One person's judgement";
  switch (score.evidence) {
    case EvidenceLevel::enough:
      return "Enough evidence";
    case EvidenceLevel::thin:
      return "Thin evidence";
    case EvidenceLevel::insufficient:
      return "Insufficient evidence";
  }
  return "";
}

void draw_name(const State& state, UiState& ui_state, Requests& requests,
               const Selected& selected) {
  if (ui_state.name_wanted) {
    ui::focus_next();
    ui_state.name_wanted = false;
  }
  if (const auto edit = ui::text_field("Name", selected.touchpoint.name,
                                       {.placeholder = "What customers meet"})) {
    requests.edit(edit_touchpoint(state, selected.touchpoint.id, "Name a touchpoint",
                                  [&](Touchpoint& t) { t.name = edit.text; }));
  }
}

void draw_score_line(const State& state, UiState& ui_state, const Selected& selected) {
  const TouchpointScore& score = selected.score;
  {
    ui::Row row{{.gap = 10}};
    ui::friction_badge(score.friction, "Friction");
    explain(ui_state, "friction");
    ui::badge(evidence_words(score), score.evidence == EvidenceLevel::enough ? ui::Tone::good
                                     : score.evidence == EvidenceLevel::thin ? ui::Tone::warning
                                                                             : ui::Tone::danger);
    explain(ui_state, "coverage");
    if (score.ownership_gap > 0) {
      ui::badge(concat("Ownership gap ", points(score.ownership_gap)),
                score.ownership_gap >= state.model.thresholds.wide_gap ? ui::Tone::danger
                                                                       : ui::Tone::warning,
                ui::Icon::flag);
      explain(ui_state, "ownership_gap");
    }
  }
  ui::interval_meter("Friction with its 90 % interval", score.friction, score.low, score.high, 0,
                     100, ui::friction_colour(score.friction), interval(score.low, score.high));
  ui::note(concat("Place ", std::to_string(score.rank), " of ",
                  std::to_string(state.audit.touchpoints.size()), "; ",
                  percent(score.journey_share), " of the journey's friction; ",
                  percent(score.coverage), " of the score rests on evidence."));
}

void draw_touchpoint(const State& state, UiState& ui_state, Requests& requests,
                     const Selected& selected) {
  ui::Scope scope{selected.touchpoint.id.text};
  {
    const ui::Frozen frozen{!state.can_edit()};
    draw_name(state, ui_state, requests, selected);
  }
  draw_score_line(state, ui_state, selected);
  ui::space(8);
  std::vector<ui::Option> names;
  for (const Tab& tab : k_tabs) names.emplace_back(tab.name);
  if (const auto chosen = ui::tabs("About this touchpoint", names, ui_state.inspector_tab)) {
    ui_state.inspector_tab = *chosen;
    ui_state.edited_measure.reset();
  }
  const Tab& tab = k_tabs.at(static_cast<std::size_t>(ui_state.inspector_tab));
  const ui::TabPanel panel{tab.name};
  const ui::Frozen frozen{!state.can_edit()};
  tab.draw(state, ui_state, requests, selected);
}

}  // namespace

void draw_inspector(const State& state, UiState& ui_state, Requests& requests, ui::Rect rect) {
  ui::Region region{"Inspector",
                    rect,
                    {.landmark = ui::Landmark::complementary,
                     .fill = ui::Surface::surface,
                     .edges = ui::edge_left}};
  if (!region) return;
  const Touchpoint* touchpoint =
      ui_state.selected ? find(state.audit.touchpoints, *ui_state.selected) : nullptr;
  if (ui_state.inspector_open || touchpoint != nullptr) {
    ui::Row row;
    ui::heading(2, touchpoint != nullptr ? "Touchpoint" : "Journey");
    row.push_right();
    if (ui::button("Close", {.variant = ui::Variant::quiet,
                             .icon = ui::Icon::close,
                             .icon_only = true,
                             .description = "Back to the whole journey"})) {
      ui_state.selected.reset();
      ui_state.inspector_open = false;
      return;
    }
  } else {
    ui::heading(2, "Journey");
  }
  if (touchpoint == nullptr) {
    draw_journey_summary(state, ui_state, requests);
    return;
  }
  const auto index = static_cast<std::size_t>(touchpoint - state.audit.touchpoints.data());
  draw_touchpoint(state, ui_state, requests, {index, *touchpoint, state.scores.touchpoints[index]});
}

}  // namespace touchstone::app
