// Ownership: who answers for what, where nobody does, and how teams hand customers over.
#include "views/ownership/ownership.hpp"

#include <algorithm>
#include <array>

#include "state/owner_names.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/help/help.hpp"
#include "views/shared/touchpoint_actions.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

constexpr std::array k_tabs = {
    ViewTab{"Heat map", draw_heat_tab},
    ViewTab{.name = "Who does what", .draw = draw_raci_tab, .fills = true},
    ViewTab{"Gaps", draw_gaps_tab},
    ViewTab{"Load", draw_load_tab},
    ViewTab{"Hand-offs", draw_handoffs_tab},
};

void draw_nothing_yet(UiState& ui_state) {
  ui::empty_state(ui::Icon::people, "Nothing to own yet",
                  "List the touchpoints first: then say who answers for each.");
  if (ui::button("Go to the touchpoints", {.variant = ui::Variant::primary}))
    go_to(ui_state, View::touchpoints);
}

void draw_no_teams(UiState& ui_state) {
  constexpr int k_teams_tab = 3;  // of the set-up
  ui::callout("No team and no person is listed yet, so nobody can be named as an owner.",
              ui::Tone::warning);
  if (ui::button("List the teams", {.variant = ui::Variant::primary, .icon = ui::Icon::people})) {
    ui_state.setup_tab = k_teams_tab;
    go_to(ui_state, View::setup);
  }
}

}  // namespace

void draw_touchpoint_list(const State& state, UiState& ui_state, std::string_view heading,
                          const TouchpointList& touchpoints) {
  ui::heading(3, heading);
  if (touchpoints.empty()) {
    ui::note("No touchpoint here.");
    return;
  }
  const std::size_t shown = std::min(ui_state.ownership.listed, touchpoints.size());
  {
    ui::List list{heading};
    const ui::Spacing tight(4);
    for (const std::uint32_t i : std::span(touchpoints).first(shown)) {
      ui::ListItem item;
      draw_touchpoint_line(state, ui_state, i);
    }
  }
  draw_rest_of_list(ui_state.ownership.listed, touchpoints.size());
}

bool ownership_fills(const UiState& ui_state) {
  return k_tabs.at(static_cast<std::size_t>(ui_state.ownership.tab)).fills;
}

void draw_ownership(const State& state, UiState& ui_state, Requests& requests) {
  heading_with_help(ui_state, 2, "Ownership", "ownership_gap");
  if (state.audit.touchpoints.empty()) {
    draw_nothing_yet(ui_state);
    return;
  }
  if (state.audit.teams.empty() && state.audit.people.empty()) draw_no_teams(ui_state);
  OwnershipUi& own = ui_state.ownership;
  if (draw_tabs("Parts of ownership", k_tabs, own.tab, state, ui_state, requests))
    own.listed = k_list_page;
}

}  // namespace touchstone::app
