// Hand-offs: who gives a customer on to whom, with what, and how fast; those nobody wrote down.
#include <algorithm>

#include "state/edits.hpp"
#include "state/owner_names.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/ownership/ownership.hpp"
#include "views/shared/gap_panels.hpp"
#include "views/shared/handoff_edits.hpp"
#include "views/shared/owners.hpp"
#include "views/views.hpp"
#include "words/words.hpp"

namespace touchstone::app {
namespace {

// One hand-off.

template <class Change>
void change_handoff(const State& state, Requests& requests, std::size_t at, std::string_view what,
                    Change&& change) {
  requests.edit(edit_element(
      state, state.audit.handoffs, at,
      concat(what, " of the hand-off ", name_of_handoff(state.audit, state.audit.handoffs[at])),
      change));
}

void draw_end(const State& state, Requests& requests, std::size_t at, std::string_view label,
              TouchpointId Handoff::* member) {
  const Handoff& handoff = state.audit.handoffs[at];
  std::vector<ui::Option> options;
  options.reserve(state.audit.touchpoints.size());
  for (const Touchpoint& touchpoint : state.audit.touchpoints)
    options.emplace_back(shown_name(touchpoint));
  const auto selected = place_of(state.audit.touchpoints, handoff.*member);
  const auto chosen = ui::select(label, options, selected ? static_cast<int>(*selected) : -1);
  if (!chosen) return;
  change_handoff(state, requests, at, label, [&](Handoff& h) {
    h.*member = state.audit.touchpoints[static_cast<std::size_t>(*chosen)].id;
  });
}

void draw_team(const State& state, Requests& requests, std::size_t at, std::string_view label,
               std::optional<OwnerId> Handoff::* member) {
  const std::optional<OwnerId>& value = state.audit.handoffs[at].*member;
  const std::vector<Candidate> teams = teams_of(state.audit);
  std::vector<ui::Option> options = {ui::Option("Nobody")};
  int selected = 0;
  for (const Candidate& team : teams) {
    if (value == team.id) selected = static_cast<int>(options.size());
    options.emplace_back(team.name);
  }
  const auto chosen = ui::select(label, options, selected);
  if (!chosen) return;
  change_handoff(state, requests, at, label, [&](Handoff& h) {
    h.*member = *chosen == 0 ? std::nullopt
                             : std::optional(teams[static_cast<std::size_t>(*chosen - 1)].id);
  });
}

std::string joined(const std::optional<std::vector<std::string>>& things) {
  std::string text;
  if (!things) return text;
  for (const std::string& thing : *things) text += concat(text.empty() ? "" : ", ", thing);
  return text;
}

std::vector<std::string> split_at_commas(std::string_view text) {
  std::vector<std::string> things;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    std::string_view thing = text.substr(0, comma);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    const std::size_t first = thing.find_first_not_of(' ');
    if (first == std::string_view::npos) continue;
    thing = thing.substr(first, thing.find_last_not_of(' ') - first + 1);
    things.emplace_back(thing);
  }
  return things;
}

void draw_terms(const State& state, Requests& requests, std::size_t at) {
  const Handoff& handoff = state.audit.handoffs[at];
  if (const auto edit =
          ui::text_field("What is passed on", joined(handoff.context),
                         {.description = "What the receiver is told, so that the customer need not "
                                         "say it again; separated by commas",
                          .placeholder = "Name, order number, what happened"})) {
    change_handoff(state, requests, at, "What is passed on", [&](Handoff& h) {
      std::vector<std::string> things = split_at_commas(edit.text);
      h.context = things.empty() ? std::nullopt : std::optional(std::move(things));
    });
  }
  if (const auto edit = ui::number_field("Answered within", handoff.response_hours,
                                         {.min = 0, .decimals = 1, .unit = "hours"})) {
    change_handoff(state, requests, at, "Answered within",
                   [&](Handoff& h) { h.response_hours = edit.value; });
  }
}

void draw_editor(const State& state, UiState& ui_state, Requests& requests, std::size_t at) {
  const Handoff& handoff = state.audit.handoffs[at];
  {
    ui::Columns columns(2, 200, 12);
    if (ui_state.ownership.open_wanted) {
      ui::focus_next();
      ui_state.ownership.open_wanted = false;
    }
    draw_end(state, requests, at, "From touchpoint", &Handoff::from);
    draw_team(state, requests, at, "Given by", &Handoff::giver);
    columns.next();
    draw_end(state, requests, at, "To touchpoint", &Handoff::to);
    draw_team(state, requests, at, "Received by", &Handoff::receiver);
  }
  draw_terms(state, requests, at);
  std::vector<GapSentence> gaps;
  for (const Gap& gap : listed_gaps(state.scores.handoffs[at].rules, state.model)) {
    GapText text = state.insights.gap_text({PlacedGap::Place::handoff, at, gap});
    gaps.push_back({gap, std::move(text.message), std::move(text.remedy)});
  }
  draw_gaps(state, ui_state, requests, handoff.id.text, gaps);
  ui::Row row;
  if (ui::button("Delete this hand-off",
                 {.variant = ui::Variant::quiet, .icon = ui::Icon::trash})) {
    requests.edit(erase_element<Handoff>(
        state.document, at, concat("Delete the hand-off ", name_of_handoff(state.audit, handoff))));
    ui::toast("Deleted the hand-off. Undo brings it back.");
    ui_state.ownership.open_handoff.reset();
  }
}

void draw_state_badge(const Handoff& handoff, const HandoffScore& score) {
  switch (state_of(handoff, score)) {
    case HandoffState::settled:
      ui::badge("Settled", ui::Tone::good, ui::Icon::check);
      break;
    case HandoffState::no_receiver:
      ui::badge("Nobody receives", ui::Tone::danger, ui::Icon::flag);
      break;
    case HandoffState::gaps:
    case HandoffState::unrecorded:
      ui::badge(concat("Gap ", points(score.gap)), ui::Tone::warning, ui::Icon::flag);
      break;
  }
}

std::string agreed(const State& state, const Handoff& handoff) {
  const auto team = [&](const std::optional<OwnerId>& id) {
    return id ? name_of_owner(state.audit, *id) : std::string("nobody");
  };
  const std::string context = joined(handoff.context);
  return concat(
      "From ", team(handoff.giver), " to ", team(handoff.receiver), "; ",
      context.empty() ? std::string("nothing is passed on") : concat("with ", context), "; ",
      handoff.response_hours ? concat("answered within ", figure(*handoff.response_hours), " h")
                             : std::string("no time is promised"),
      ".");
}

void draw_handoff(const State& state, UiState& ui_state, Requests& requests, std::size_t at) {
  const Handoff& handoff = state.audit.handoffs[at];
  OwnershipUi& own = ui_state.ownership;
  const bool is_open = own.open_handoff == handoff.id;
  ui::ListItem item;
  ui::Scope scope{handoff.id.text};
  ui::Panel panel{{}, {.padding = 12}};
  const std::string name = name_of_handoff(state.audit, handoff);
  {
    ui::Row row;
    ui::heading(4, name);
    row.push_right();
    draw_state_badge(handoff, state.scores.handoffs[at]);
    if (ui::button(is_open ? "Close" : "Edit",
                   {.variant = ui::Variant::quiet,
                    .icon = is_open ? ui::Icon::chevron_up : ui::Icon::edit,
                    .description = name,
                    .key = "open"})) {
      own.open_handoff = is_open ? std::nullopt : std::optional(handoff.id);
    }
  }
  if (is_open) {
    const ui::Frozen frozen{!state.can_edit()};
    draw_editor(state, ui_state, requests, at);
  } else {
    ui::note(agreed(state, handoff));
  }
}

// The lists.

bool is_at_node(const HandoffGraph& graph, const HandoffGraph::Ends& ends, std::string_view node) {
  return node.empty() || graph.nodes[ends.first].name == node ||
         graph.nodes[ends.second].name == node;
}

void draw_recorded(const State& state, UiState& ui_state, Requests& requests,
                   const HandoffGraph& graph) {
  OwnershipUi& own = ui_state.ownership;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < graph.recorded.size(); ++i) {
    if (!is_at_node(graph, graph.recorded[i], own.handoff_node)) continue;
    places.push_back(i);
    // The open one is always in sight.
    if (own.open_handoff == state.audit.handoffs[i].id)
      own.listed = std::max(own.listed, places.size());
  }
  ui::heading(3, own.handoff_node.empty() ? concat("Recorded: ", std::to_string(places.size()))
                                          : concat("Recorded, from or to ", own.handoff_node, ": ",
                                                   std::to_string(places.size())));
  if (places.empty()) ui::note("None is recorded here.");
  {
    ui::List list{"Recorded hand-offs"};
    const ui::Spacing close(8);
    for (const std::size_t i : std::span(places).first(std::min(own.listed, places.size())))
      draw_handoff(state, ui_state, requests, i);
  }
  draw_rest_of_list(own.listed, places.size());
}

void draw_unrecorded(const State& state, UiState& ui_state, Requests& requests,
                     const HandoffGraph& graph) {
  OwnershipUi& own = ui_state.ownership;
  std::vector<const UnrecordedHandoff*> missing;
  for (std::size_t i = 0; i < graph.unrecorded.size(); ++i) {
    if (is_at_node(graph, graph.unrecorded[i], own.handoff_node))
      missing.push_back(&state.scores.unrecorded_handoffs[i]);
  }
  ui::heading(3, concat("Nobody wrote down: ", std::to_string(missing.size())));
  if (missing.empty()) {
    ui::note("Wherever customers change teams, the hand-off is recorded.");
    return;
  }
  ui::note(concat("Here customers pass from one team to another. ",
                  state.model.unrecorded_handoff.remedy));
  {
    const ui::Frozen frozen{!state.can_edit()};
    ui::List list{"Hand-offs nobody wrote down"};
    const ui::Spacing close(8);
    const std::size_t shown = std::min(own.listed, missing.size());
    for (const UnrecordedHandoff* handoff : std::span(missing).first(shown)) {
      ui::ListItem item;
      const std::string& from = state.audit.touchpoints[handoff->from].id.text;
      ui::Scope scope{concat(from, "/", state.audit.touchpoints[handoff->to].id.text)};
      ui::Panel panel{{}, {.padding = 12}};
      ui::text(concat(shown_name(state.audit.touchpoints[handoff->from]), " → ",
                      shown_name(state.audit.touchpoints[handoff->to])),
               ui::TextStyle::strong);
      draw_record_button(state, requests, *handoff);
    }
  }
  draw_rest_of_list(own.listed, missing.size());
}

// From the selected touchpoint, or the first of the journey, to the one that follows it.
void add_handoff(const State& state, UiState& ui_state, Requests& requests) {
  const auto& order = state.scores.journey_order;
  const auto selected =
      ui_state.selected ? place_of(state.audit.touchpoints, *ui_state.selected) : std::nullopt;
  auto at =
      selected ? std::ranges::find(order, static_cast<std::uint32_t>(*selected)) : order.begin();
  if (at == order.end() || at + 1 == order.end()) at = order.begin();
  Handoff handoff = recorded_handoff(state.audit, {*at, *(at + 1)});
  handoff.receiver.reset();  // that is the question to be answered
  insert_handoff(state, requests, handoff, "Add a hand-off");
  ui_state.ownership.handoff_node.clear();
  ui_state.ownership.open_handoff =
      HandoffId(new_id(state.document.index(), IdSpace::handoff,
                       concat("h-", handoff.from.text, "-", handoff.to.text)));
  ui_state.ownership.open_wanted = true;
}

void draw_handoff_bar(const State& state, UiState& ui_state, Requests& requests) {
  OwnershipUi& own = ui_state.ownership;
  ui::Row row;
  if (const auto chosen =
          ui::choice("Hand-offs between", {"Teams", "Stages"}, own.handoffs_by_stage ? 1 : 0,
                     {.label_hidden = true, .width = ui::px(180)})) {
    own.handoffs_by_stage = *chosen == 1;
    own.handoff_node.clear();
  }
  ui::help(
      "a hand-off",
      "A customer passes from one touchpoint to another and another team goes on. It is settled "
      "when somebody receives, is told what happened, and answers in a promised time.");
  if (!own.handoff_node.empty() &&
      ui::button(concat("Only ", own.handoff_node),
                 {.icon = ui::Icon::close, .description = "See all hand-offs again"})) {
    own.handoff_node.clear();
  }
  row.push_right();
  const ui::Frozen frozen{!state.can_edit()};
  if (ui::button("Add a hand-off",
                 {.icon = ui::Icon::add, .enabled = state.scores.journey_order.size() > 1})) {
    add_handoff(state, ui_state, requests);
  }
}

}  // namespace

void draw_handoffs_tab(const State& state, UiState& ui_state, Requests& requests) {
  const HandoffNodes by =
      ui_state.ownership.handoffs_by_stage ? HandoffNodes::stages : HandoffNodes::teams;
  const HandoffGraph& graph = state.insights.handoffs(by);
  draw_handoff_bar(state, ui_state, requests);
  if (graph.nodes.empty()) {
    ui::empty_state(ui::Icon::arrow_right, "No hand-off yet",
                    "Add the first one: then the places where customers change teams without a "
                    "hand-off are found, too.");
    return;
  }
  {
    ui::Columns columns(2, 320, 20);
    draw_handoff_graph(graph, by, ui_state.ownership, requests);
    columns.next();
    draw_unrecorded(state, ui_state, requests, graph);
  }
  draw_recorded(state, ui_state, requests, graph);
}

}  // namespace touchstone::app
