// How votes come in: the device goes round, ballots as text or files, live connections.
#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/workshop/workshop.hpp"

namespace touchstone::app {

void draw_ballot_warnings(const State& state, Requests& requests) {
  const std::vector<std::string>& warnings = state.room.warnings();
  if (warnings.empty()) return;
  for (const std::string& sentence : warnings) ui::callout(sentence, ui::Tone::warning);
  if (ui::button("Put away", {.description = "Put these warnings away"}))
    requests.act(AtWorkshop{.what = AtWorkshop::What::put_away});
}

void draw_ways_to_vote(const State& state, UiState& ui_state, Requests& requests) {
  UiState::WorkshopView& shown = ui_state.workshop;
  draw_ballot_warnings(state, requests);
  ui::Columns columns(2, 320, 32);
  ui::heading(3, "On this device");
  ui::paragraph("One after the other says who they are and votes; nobody sees the vote before.");
  if (ui::button("Pass the device", {.icon = ui::Icon::person})) {
    shown.passing = true;
    shown.tab = 0;
  }
  ui::space(8);
  ui::heading(3, "On their own");
  ui::paragraph(
      "Give everybody a copy of this page. They vote in it and send their ballot: a line of text "
      "for the meeting's chat, or a file. Paste all of it here, in any order, or drop the files "
      "on the page.");
  if (ui::button("Save the copy for participants", {.icon = ui::Icon::save}))
    requests.act(SavePage{false});
  const auto pasted =
      ui::text_area("Ballots or requests to join", shown.pasted, 4,
                    {.placeholder = "TB1.… or TR1.…, with whatever stands between them"});
  if (pasted.changed || pasted.committed) shown.pasted = pasted.text;
  if (ui::button("Take them in",
                 {.variant = ui::Variant::primary, .enabled = !shown.pasted.empty()})) {
    const std::string text = std::exchange(shown.pasted, {});
    requests.act(state.room.wish_of(text).value_or(
        AtWorkshop{.what = AtWorkshop::What::take, .text = text}));
  }
  if (!state.room.taken().empty()) {
    ui::List list{"Taken in"};
    const ui::Spacing tight(4);
    for (const std::string& sentence : state.room.taken()) {
      ui::ListItem item;
      ui::paragraph(sentence);
    }
  }
  ui::space(8);
  ui::heading(3, "Live");
  if (!platform::can_connect()) {
    ui::paragraph("This browser cannot connect to others: use ballots as text or as files.");
  } else {
    ui::paragraph(
        "Everybody posts a request to join in the meeting's chat. Paste them all into the field "
        "above, and post the one answer that comes out.");
    ui::note(k_live_limits);
  }
  if (!state.room.trouble().empty()) ui::callout(state.room.trouble(), ui::Tone::warning);
  if (!state.room.answer().empty()) {
    ui::text_area("The answer for all of them", state.room.answer(), 3);
    if (ui::button("Copy the answer", {.variant = ui::Variant::primary, .icon = ui::Icon::copy}))
      platform::copy_text(state.room.answer(),
                          [](bool ok) { ui::toast(ok ? "Copied." : "Copy it from the field."); });
  }
  if (!state.room.peers().empty()) {
    ui::status(
        concat(count_of(state.room.peers().size(), "person is", "people are"), " connected"));
    ui::List list{"Connected"};
    ui::Row row;
    for (const WorkshopRoom::Peer& peer : state.room.peers()) {
      ui::ListItem item;
      ui::badge(peer.name.empty() ? "Somebody" : peer.name, ui::Tone::good, ui::Icon::link);
    }
  }
  columns.next();
  draw_voters(state, ui_state, requests);
  ui::space(8);
  ui::heading(3, "Rules");
  const Workshop& workshop = *state.audit.header.workshop;
  if (const auto minutes = ui::number_field("Minutes for each item", workshop.minutes,
                                            {.min = 0.5, .max = 60, .decimals = 1, .unit = "min"},
                                            {.width = ui::px(160)})) {
    requests.edit(edit_header(state, "Minutes for each item",
                              [&](Header& h) { h.workshop->minutes = minutes.value; }));
  }
  if (const auto on =
          ui::check_box("Show the votes as soon as all have voted", workshop.show_when_all)) {
    requests.edit(edit_header(state, "When votes are shown",
                              [&](Header& h) { h.workshop->show_when_all = *on; }));
  }
}

}  // namespace touchstone::app
