// Ownership: who answers for what, where nobody does, and how teams hand customers over.
#include "views/ownership/ownership.hpp"

#include <algorithm>
#include <array>

#include "score/gap_text.hpp"
#include "state/lanes.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/help/help.hpp"
#include "views/shared/touchpoint_actions.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

struct Tab {
  std::string_view name;
  void (*draw)(const State&, UiState&, Requests&);
  bool fills;  // takes all the room there is, and scrolls within
};

constexpr std::array k_tabs = {
    Tab{"Heat map", draw_heat_tab, false},      Tab{"Who does what", draw_raci_tab, true},
    Tab{"Gaps", draw_gaps_tab, false},          Tab{"Load", draw_load_tab, false},
    Tab{"Hand-offs", draw_handoffs_tab, false},
};

void draw_tabs(UiState& ui_state) {
  const auto chosen =
      ui::tabs("Parts of ownership",
               {k_tabs[0].name, k_tabs[1].name, k_tabs[2].name, k_tabs[3].name, k_tabs[4].name},
               ui_state.ownership.tab);
  if (!chosen) return;
  ui_state.ownership.tab = *chosen;
  ui_state.ownership.listed = OwnershipUi::k_page;
}

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
  draw_rest_of_list(ui_state.ownership, touchpoints.size());
}

void draw_rest_of_list(OwnershipUi& own, std::size_t total) {
  if (own.listed >= total) return;
  ui::Row row;
  ui::text(concat(figure(static_cast<double>(own.listed), 0), " of ",
                  figure(static_cast<double>(total), 0), " shown"),
           ui::TextStyle::small, ui::Tone::dimmed);
  if (ui::button("Show more", {.icon = ui::Icon::chevron_down})) own.listed += OwnershipUi::k_page;
}

void draw_ownership(const State& state, UiState& ui_state, Requests& requests, ui::Rect rect) {
  const Tab& tab = k_tabs[static_cast<std::size_t>(ui_state.ownership.tab)];
  ui::Region view{"Ownership",
                  rect,
                  {.landmark = ui::Landmark::main,
                   .fill = ui::Surface::page,
                   .padding = ui::screen_width_css() < 640 ? 10.0F : 16.0F,
                   .scroll_y = !tab.fills}};
  if (!view) return;
  draw_sample_note(state, ui_state, requests);
  heading_with_help(ui_state, 2, "Ownership", "ownership_gap");
  if (state.audit.touchpoints.empty()) {
    draw_nothing_yet(ui_state);
    return;
  }
  draw_tabs(ui_state);
  ui::TabPanel panel{tab.name};
  ui::Scope scope{tab.name};
  if (state.audit.teams.empty() && state.audit.people.empty()) draw_no_teams(ui_state);
  tab.draw(state, ui_state, requests);
}

}  // namespace touchstone::app
