#include "views/shared/touchpoint_actions.hpp"

#include "state/edits.hpp"
#include "state/owner_names.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"

namespace touchstone::app {

void add_touchpoint(const State& state, UiState& ui_state, Requests& requests,
                    const std::optional<StageId>& stage) {
  Touchpoint touchpoint;
  touchpoint.id = TouchpointId(new_id(state.document.index(), IdSpace::touchpoint, "touchpoint"));
  touchpoint.name = "New touchpoint";
  const Touchpoint* selected =
      ui_state.selected ? find(state.audit.touchpoints, *ui_state.selected) : nullptr;
  if (stage) {
    touchpoint.stage = stage;
  } else if (selected != nullptr && selected->stage) {
    touchpoint.stage = selected->stage;
  } else if (!state.audit.stages.empty()) {
    touchpoint.stage = state.audit.stages.front().id;
  }
  ui_state.selected = touchpoint.id;
  ui_state.inspector_open = true;
  ui_state.inspector_tab = 0;
  ui_state.name_wanted = true;
  requests.edit(insert_element(state.document, std::move(touchpoint), "Add a touchpoint"));
}

void duplicate_touchpoint(const State& state, UiState& ui_state, Requests& requests,
                          const TouchpointId& id) {
  const auto at = place_of(state.audit.touchpoints, id);
  if (!at) return;
  Touchpoint copy = state.audit.touchpoints[*at];
  const std::string label = concat("Duplicate ", copy.name);
  copy.name += " (copy)";
  copy.id = TouchpointId(new_id(state.document.index(), IdSpace::touchpoint, copy.name));
  copy.measures.reset();
  ui_state.selected = copy.id;
  ui::toast(concat("Made ", copy.name, ". Measures and votes stay with the original."));
  requests.edit(insert_element(state.document, std::move(copy), label, *at + 1));
}

void delete_touchpoint(const State& state, UiState& ui_state, Requests& requests,
                       const TouchpointId& id) {
  const auto at = place_of(state.audit.touchpoints, id);
  if (!at) return;
  const std::string& name = state.audit.touchpoints[*at].name;
  requests.edit(erase_element<Touchpoint>(state.document, *at, concat("Delete ", name)));
  ui::toast(concat("Deleted ", name, ". Undo brings it back with all that hung on it."));
  ui_state.selected.reset();
}

void touchpoint_menu(const State& state, UiState& ui_state, Requests& requests,
                     const Touchpoint& touchpoint) {
  enum Choice { open, duplicate, stage_before, next_stage, moment_of_truth, erase };

  const auto stage_beside = [&](int step) -> const Stage* {
    const auto at =
        touchpoint.stage ? place_of(state.audit.stages, *touchpoint.stage) : std::nullopt;
    const std::size_t beside =
        at.value_or(static_cast<std::size_t>(-1)) + static_cast<std::size_t>(step);
    return beside < state.audit.stages.size() ? &state.audit.stages[beside] : nullptr;
  };
  const auto move = [&](const Stage& stage) {
    requests.edit(edit_touchpoint(state, touchpoint.id,
                                  concat("Move ", touchpoint.name, " to ", stage.name),
                                  [&](Touchpoint& t) { t.stage = stage.id; }));
  };
  const auto menu = [&] {
    return ui::Menu{
        .name = concat("Menu of ", touchpoint.name),
        .items = {
            {.label = "Open", .icon = ui::Icon::eye},
            {.label = "Duplicate", .icon = ui::Icon::copy},
            {.label = "To the stage before",
             .icon = ui::Icon::chevron_left,
             .enabled = stage_beside(-1) != nullptr},
            {.label = "To the next stage",
             .icon = ui::Icon::chevron_right,
             .enabled = stage_beside(1) != nullptr},
            {.label = "Moment of truth", .checked = touchpoint.moment_of_truth},
            {.label = "Delete", .icon = ui::Icon::trash, .danger = true, .separator_before = true},
        }};
  };
  const std::optional<int> chosen = ui::context_menu(menu);
  if (!chosen) return;
  switch (static_cast<Choice>(*chosen)) {
    case open:
      ui_state.selected = touchpoint.id;
      ui_state.inspector_open = true;
      break;
    case duplicate:
      duplicate_touchpoint(state, ui_state, requests, touchpoint.id);
      break;
    case stage_before:
      move(*stage_beside(-1));
      break;
    case next_stage:
      move(*stage_beside(1));
      break;
    case moment_of_truth:
      requests.edit(edit_touchpoint(state, touchpoint.id,
                                    concat("Moment of truth of ", touchpoint.name),
                                    [](Touchpoint& t) { t.moment_of_truth = !t.moment_of_truth; }));
      break;
    case erase:
      delete_touchpoint(state, ui_state, requests, touchpoint.id);
      break;
  }
}

bool draw_touchpoint_line(const State& state, UiState& ui_state, std::size_t index) {
  const Touchpoint& touchpoint = state.audit.touchpoints[index];
  const TouchpointScore& score = state.scores.touchpoints[index];
  ui::Scope scope{touchpoint.id.text};
  ui::Row row;
  ui::friction_badge(score.friction);
  const bool chosen = ui::link(shown_name(touchpoint));
  if (chosen) {
    ui_state.selected = touchpoint.id;
    ui_state.inspector_open = true;
  }
  if (score.ownership_gap > 0)
    ui::badge(concat("Gap ", points(score.ownership_gap)), ui::Tone::warning, ui::Icon::flag);
  ui::text(owner_name(state.audit, touchpoint), ui::TextStyle::small, ui::Tone::dimmed);
  return chosen;
}

}  // namespace touchstone::app
