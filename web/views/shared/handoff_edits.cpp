#include "views/shared/handoff_edits.hpp"

#include <utility>

#include "state/edits.hpp"
#include "state/handoff_graph.hpp"
#include "state/owner_names.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"

namespace touchstone::app {
namespace {

std::string touchpoint_name(const Audit& audit, const TouchpointId& id) {
  const Touchpoint* touchpoint = find(audit.touchpoints, id);
  return touchpoint != nullptr ? shown_name(*touchpoint) : id.text;
}

}  // namespace

std::string name_of_handoff(const Audit& audit, const Handoff& handoff) {
  return concat(touchpoint_name(audit, handoff.from), " → ", touchpoint_name(audit, handoff.to));
}

void insert_handoff(const State& state, Requests& requests, Handoff handoff, std::string label) {
  handoff.id = HandoffId(new_id(state.document.index(), IdSpace::handoff,
                                concat("h-", handoff.from.text, "-", handoff.to.text)));
  requests.edit(insert_element(state.document, std::move(handoff), std::move(label)));
}

void draw_record_button(const State& state, Requests& requests, const UnrecordedHandoff& missing) {
  const Handoff handoff = recorded_handoff(state.audit, missing);
  const auto team = [&](const std::optional<OwnerId>& id) {
    return id ? name_of_owner(state.audit, *id) : std::string("nobody");
  };
  ui::note(concat("From ", team(handoff.giver), " to ", team(handoff.receiver), "."));
  if (!ui::button("Record this hand-off",
                  {.icon = ui::Icon::add,
                   .description = "What is passed on, and by when, is to be said afterwards"})) {
    return;
  }
  insert_handoff(state, requests, handoff,
                 concat("Record the hand-off ", name_of_handoff(state.audit, handoff)));
  ui::toast("Recorded. Now say what is passed on, and by when.");
}

}  // namespace touchstone::app
