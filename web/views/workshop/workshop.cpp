// The workshop: the facilitator's room, or a participant's own votes.
#include "views/workshop/workshop.hpp"

#include <array>

#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

constexpr std::array k_tabs = {
    ViewTab{"Vote", draw_workshop_item},        ViewTab{"Agenda", draw_workshop_agenda},
    ViewTab{"Ways to vote", draw_ways_to_vote}, ViewTab{"Agreement", draw_agreement},
    ViewTab{"Log", draw_workshop_log},
};

}  // namespace

std::string item_subject(const State& state, const AgendaItem& item) {
  const Factor* factor = find(state.model.factors, item.factor);
  return factor != nullptr ? factor->name : "Overall";
}

std::string item_question(const State& state, const AgendaItem& item) {
  const Factor* factor = find(state.model.factors, item.factor);
  return factor != nullptr ? factor->asks : "How hard is this for the customer, all in all?";
}

std::string touchpoint_name(const State& state, const TouchpointId& id) {
  const Touchpoint* touchpoint = find(state.audit.touchpoints, id);
  return touchpoint == nullptr ? id.text : shown_name(*touchpoint);
}

std::string rater_name(const State& state, std::size_t rater) {
  return shown_name(state.audit.raters[rater]);
}

void draw_workshop(const State& state, UiState& ui_state, Requests& requests) {
  ui::heading(2, "Workshop");
  const ui::Frozen frozen{!state.can_edit()};
  if (state.audit.touchpoints.empty()) {
    ui::empty_state(ui::Icon::play, "Nothing to vote on yet",
                    "List the touchpoints first: then everybody votes on them, unseen by the "
                    "others.");
    if (ui::button("Go to the touchpoints", {.variant = ui::Variant::primary}))
      go_to(ui_state, View::touchpoints);
  } else if (!state.audit.header.workshop) {
    draw_workshop_begin(state, ui_state, requests);
  } else if (!state.room.is_ready()) {
    ui::note("Looking for the workshop's key in this browser.");
  } else if (state.room.facilitates()) {
    draw_tabs("Workshop", k_tabs, ui_state.workshop.tab, state, ui_state, requests);
    draw_passing(state, ui_state, requests);
  } else {
    draw_own_votes(state, ui_state, requests);
  }
}

}  // namespace touchstone::app
