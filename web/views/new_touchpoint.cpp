#include "views/new_touchpoint.hpp"

#include "app/edits.hpp"
#include "app/wording.hpp"
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

void delete_touchpoint(const State& state, UiState& ui_state, Requests& requests,
                       const TouchpointId& id) {
  const auto at = place_of(state.audit.touchpoints, id);
  if (!at) return;
  const std::string& name = state.audit.touchpoints[*at].name;
  requests.edit(erase_element<Touchpoint>(state.document, *at, concat("Delete ", name)));
  ui::toast(concat("Deleted ", name, ". Undo brings it back with all that hung on it."));
  ui_state.selected.reset();
}

}  // namespace touchstone::app
