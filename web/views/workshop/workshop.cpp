// The workshop: the facilitator's room, or a participant's own votes.
#include "views/workshop/workshop.hpp"

#include <array>

#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

void draw_room(const State& state, UiState& ui_state, Requests& requests) {
  constexpr std::array<std::string_view, 5> k_tabs = {"Vote", "Agenda", "Ways to vote", "Agreement",
                                                      "Log"};
  UiState::WorkshopView& shown = ui_state.workshop;
  const std::array<ui::Option, 5> tabs = {k_tabs[0], k_tabs[1], k_tabs[2], k_tabs[3], k_tabs[4]};
  if (const auto tab = ui::tabs("Workshop", std::span<const ui::Option>(tabs), shown.tab))
    shown.tab = *tab;
  const ui::TabPanel panel{k_tabs[static_cast<std::size_t>(shown.tab)]};
  switch (shown.tab) {
    case 0:
      draw_workshop_item(state, ui_state, requests);
      break;
    case 1:
      draw_workshop_agenda(state, ui_state, requests);
      break;
    case 2:
      draw_ways_to_vote(state, ui_state, requests);
      break;
    case 3:
      draw_agreement(state, ui_state);
      break;
    default:
      draw_workshop_log(state);
      break;
  }
}

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
  return touchpoint == nullptr || touchpoint->name.empty() ? id.text : touchpoint->name;
}

std::string rater_name(const State& state, std::size_t rater) {
  const Rater& it = state.audit.raters[rater];
  return it.name.empty() ? it.id.text : it.name;
}

void draw_workshop(const State& state, UiState& ui_state, Requests& requests, ui::Rect rect) {
  ui::Region view{"Workshop",
                  rect,
                  {.landmark = ui::Landmark::main,
                   .fill = ui::Surface::page,
                   .padding = ui::screen_width_css() < 640 ? 10.0F : 16.0F}};
  if (!view) return;
  draw_sample_note(state, ui_state, requests);
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
    draw_room(state, ui_state, requests);
    draw_passing(state, ui_state, requests);
  } else {
    draw_own_votes(state, ui_state, requests);
  }
}

}  // namespace touchstone::app
