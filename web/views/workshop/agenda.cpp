// The agenda: what is asked, in which order, and what has become of it.
#include <algorithm>
#include <array>

#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/workshop/workshop.hpp"

namespace touchstone::app {
namespace {

constexpr std::array<std::string_view, 5> k_states = {"Waiting", "Voting", "Votes shown", "Settled",
                                                      "Parked"};

AgendaState state_of(const AgendaItem& item) {
  return item.state.value_or(AgendaState::waiting);
}

void draw_more_items(const State& state, Requests& requests) {
  const std::vector<AgendaItem> factors = factor_items(state.audit, state.model);
  const std::vector<AgendaItem> voted = voted_items(state.audit, state.room.opened());
  if (!voted.empty()) {
    ui::callout(
        concat(count_of(voted.size(), "item", "items"), " that somebody has voted on already ",
               voted.size() == 1 ? "is" : "are", " not on the agenda."),
        ui::Tone::accent);
    if (ui::button("Add what was voted on", {.icon = ui::Icon::add}))
      requests.edit(add_items(state.audit, voted));
  }
  if (factors.empty()) return;
  ui::note(concat("The overall vote hurts (", tenths(k_hurts_from), " and up) or divides (",
                  std::to_string(k_divides_from),
                  " steps and more) at some touchpoints: ask there factor by factor."));
  if (ui::button(concat("Add ", count_of(factors.size(), "factor", "factors")),
                 {.icon = ui::Icon::add, .key = "factors"}))
    requests.edit(add_items(state.audit, factors));
}

void draw_item(const State& state, UiState& ui_state, Requests& requests, std::size_t at) {
  const AgendaItem& item = state.audit.agenda[at];
  const AgendaState now = state_of(item);
  const std::string name =
      concat(touchpoint_name(state, item.touchpoint), ", ", item_subject(state, item));
  const double clock = platform::unix_seconds();

  enum Choice { ask_now, earlier, later, open, remove };

  const bool seen = is_seen(item);
  const float room = ui::available_width() - ui::px(170);  // beside its state and its menu
  ui::Row row({.wrap = false});
  if (ui::button(name, {.variant = ui::Variant::quiet,
                        .icon = seen                         ? ui::Icon::check
                                : now == AgendaState::voting ? ui::Icon::play
                                : now == AgendaState::parked ? ui::Icon::pause
                                                             : ui::Icon::none,
                        .current = now == AgendaState::voting || now == AgendaState::shown,
                        .description = "Show the touchpoint",
                        .width = room,
                        .align_start = true})) {
    ui_state.selected = item.touchpoint;
    ui_state.inspector_open = true;
  }
  row.push_right();
  const Distribution votes = distribution_of(state.audit, item);
  ui::text(seen && votes.mean
               ? concat(k_states[static_cast<std::size_t>(now)], ", ", tenths(*votes.mean))
               : std::string(k_states[static_cast<std::size_t>(now)]),
           ui::TextStyle::body, ui::Tone::dimmed);
  const auto items = [&] {
    return std::vector<ui::MenuItem>{
        {.label = seen ? "Vote again" : "Ask now", .icon = ui::Icon::play},
        {.label = "Earlier", .icon = ui::Icon::chevron_up, .enabled = at > 0},
        {.label = "Later",
         .icon = ui::Icon::chevron_down,
         .enabled = at + 1 < state.audit.agenda.size()},
        {.label = "Show the touchpoint", .icon = ui::Icon::eye},
        {.label = "Take off the agenda",
         .icon = ui::Icon::trash,
         .enabled = !seen && now != AgendaState::voting,
         .danger = true,
         .separator_before = true},
    };
  };
  const auto chosen =
      ui::menu_button(concat("Menu of ", name), items,
                      {.variant = ui::Variant::quiet, .icon = ui::Icon::more, .icon_only = true});
  if (!chosen) return;
  switch (static_cast<Choice>(*chosen)) {
    case ask_now:
      requests.edit(seen ? ask_again(state.audit, at, clock) : ask(state.audit, at, clock));
      ui_state.workshop.tab = 0;
      break;
    case earlier:
      requests.edit(move_element<AgendaItem>(state.document, at, at - 1, "Earlier"));
      break;
    case later:
      requests.edit(move_element<AgendaItem>(state.document, at, at + 1, "Later"));
      break;
    case open:
      ui_state.selected = item.touchpoint;
      ui_state.inspector_open = true;
      break;
    case remove:
      requests.edit(erase_element<AgendaItem>(state.document, at, "Take off the agenda"));
      break;
  }
}

}  // namespace

void draw_workshop_agenda(const State& state, UiState& ui_state, Requests& requests) {
  const std::vector<AgendaItem>& agenda = state.audit.agenda;
  const auto waiting = std::ranges::count_if(
      agenda, [](const AgendaItem& item) { return state_of(item) == AgendaState::waiting; });
  const Workshop& workshop = *state.audit.header.workshop;
  std::string text =
      concat(count_of(static_cast<std::size_t>(waiting), "item", "items"), " to ask");
  if (workshop.minutes)
    add(text, ", about ", figure(static_cast<double>(waiting) * *workshop.minutes, 0), " minutes");
  ui::text(text, ui::TextStyle::strong);
  draw_more_items(state, requests);
  ui::space(4);
  ui::List list{"Agenda"};
  const ui::Spacing tight(2);
  for (std::size_t at = 0; at < agenda.size(); ++at) {
    ui::ListItem item;
    ui::Scope scope{concat(agenda[at].touchpoint.text, "\n", agenda[at].factor.text)};
    draw_item(state, ui_state, requests, at);
  }
}

}  // namespace touchstone::app
