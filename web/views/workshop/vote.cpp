// Voting: in one's own copy, or on the facilitator's device that goes round.
#include <algorithm>
#include <array>

#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/workshop/workshop.hpp"

namespace touchstone::app {
namespace {

constexpr int k_no_opinion = 5;  // behind the scores 0..4

Vote vote_of_choice(const AgendaItem& item, int choice) {
  Vote vote;
  vote.touchpoint = item.touchpoint;
  vote.factor = item.factor;
  if (choice != k_no_opinion) vote.score = choice;
  return vote;
}

std::optional<int> draw_choice(const State& state, const AgendaItem& item, std::optional<int> now) {
  std::vector<std::string> names;
  for (std::size_t score = 0; score < severity_words().size(); ++score)
    names.push_back(concat(std::to_string(score), " ", severity_words()[score]));
  return ui::radio_list(item_question(state, item),
                        {names[0], names[1], names[2], names[3], names[4], "No opinion"},
                        now.value_or(-1));
}

std::optional<int> choice_of(const State& state, const AgendaItem& item, const RaterId& me) {
  const auto vote = vote_of(state.audit, me, item.touchpoint, item.factor);
  if (!vote) return std::nullopt;
  return vote->score ? static_cast<int>(*vote->score) : k_no_opinion;
}

void draw_who_am_i(const State& state, UiState& ui_state, Requests& requests) {
  ui::heading(3, "Who are you?");
  const std::optional<RaterId>& me = state.room.me();
  std::vector<ui::Option> names;
  int selected = -1;
  std::vector<std::string> kept;
  for (std::size_t at = 0; at < state.audit.raters.size(); ++at)
    kept.push_back(rater_name(state, at));
  for (std::size_t at = 0; at < kept.size(); ++at) {
    if (me && state.audit.raters[at].id == *me) selected = static_cast<int>(at);
    names.emplace_back(kept[at]);
  }
  if (!names.empty()) {
    if (const auto chosen = ui::select("I am", names, selected))
      requests.act(AtWorkshop{.what = AtWorkshop::What::i_am,
                              .rater = state.audit.raters[static_cast<std::size_t>(*chosen)].id});
  }
  if (me) return;
  ui::Row row;
  const auto name = ui::text_field("Another name", ui_state.workshop.new_name,
                                   {.placeholder = "Your name", .width = ui::px(240)});
  if (name.changed || name.committed) ui_state.workshop.new_name = name.text;
  if (ui::button("Join", {.variant = ui::Variant::primary,
                          .enabled = !ui_state.workshop.new_name.empty()})) {
    requests.act(AtWorkshop{.what = AtWorkshop::What::i_am,
                            .text = std::exchange(ui_state.workshop.new_name, {})});
  }
}

void draw_own_item(const State& state, Requests& requests, const AgendaItem& item,
                   bool again = false) {
  const RaterId& me = *state.room.me();
  const std::optional<int> given = choice_of(state, item, me);
  ui::Scope scope{concat(item.touchpoint.text, "\n", item.factor.text)};
  ui::Panel panel{concat(touchpoint_name(state, item.touchpoint), ", ", item_subject(state, item)),
                  {.padding = 10}};
  ui::heading(4, concat(touchpoint_name(state, item.touchpoint), ", ", item_subject(state, item)));
  if (again && given)
    ui::note(concat("Voted on again after the discussion. Your vote before: ",
                    *given == k_no_opinion ? "no opinion" : std::to_string(*given), "."));
  if (const auto choice = draw_choice(state, item, again ? std::nullopt : given)) {
    requests.act(AtWorkshop{
        .what = AtWorkshop::What::vote, .rater = me, .vote = vote_of_choice(item, *choice)});
  }
}

// What the facilitator asks at this moment, heard live.
std::optional<AgendaItem> asked_item(const State& state) {
  const auto& asked = state.room.asked();
  if (!asked || !asked->voting) return std::nullopt;
  AgendaItem item;
  item.touchpoint = asked->touchpoint;
  item.factor = asked->factor;
  return item;
}

void draw_own_agenda(const State& state, UiState& ui_state, Requests& requests) {
  const RaterId& me = *state.room.me();
  const std::optional<AgendaItem> asked = asked_item(state);
  if (asked) {
    ui::heading(3, "Asked now");
    draw_own_item(state, requests, *asked,
                  state.room.asked()->again && !state.room.asked()->answered);
  }
  const std::vector<AgendaItem>& agenda = state.audit.agenda;
  const auto given = std::ranges::count_if(
      agenda, [&](const AgendaItem& item) { return choice_of(state, item, me).has_value(); });
  ui::heading(3, concat("Agenda: ", std::to_string(given), " of ", std::to_string(agenda.size()),
                        " voted on"));
  bool& only_open = ui_state.workshop.only_open;
  if (const auto on = ui::check_box("Only what I have not voted on", only_open)) only_open = *on;
  for (const AgendaItem& item : agenda) {
    if (asked && item.touchpoint == asked->touchpoint && item.factor == asked->factor) continue;
    if (only_open && choice_of(state, item, me)) continue;
    draw_own_item(state, requests, item);
  }
}

void draw_sending(const State& state, UiState& ui_state, Requests& requests) {
  using What = AtWorkshop::What;
  ui::heading(3, "Send your ballot");
  ui::note(
      "It holds all your votes, sealed: only the facilitator's browser can open it. Send it as "
      "often as you like; the newest votes count.");
  const bool has_votes = !own_ballot(state.audit, *state.room.me()).votes.empty();
  {
    ui::Row row;
    if (ui::button("Copy my ballot", {.variant = ui::Variant::primary,
                                      .icon = ui::Icon::copy,
                                      .enabled = has_votes,
                                      .description = "One line for the meeting's chat"}))
      requests.act(AtWorkshop{.what = What::copy_line});
    if (ui::button("Save as a file", {.icon = ui::Icon::save, .enabled = has_votes}))
      requests.act(AtWorkshop{.what = What::save_file});
  }
  ui::space(8);
  ui::heading(3, "Or join live");
  if (!platform::can_connect()) {
    ui::note("This browser cannot connect to others. Ballots work everywhere.");
    return;
  }
  if (!state.room.trouble().empty()) ui::callout(state.room.trouble(), ui::Tone::warning);
  if (!state.room.peers().empty()) {
    ui::status(state.room.is_received() ? "Connected. The facilitator has all your votes."
                                        : "Connected to the facilitator.",
               ui::Tone::good);
    if (ui::button("Leave")) requests.act(AtWorkshop{.what = What::leave});
    return;
  }
  ui::paragraph(
      "Post your request in the meeting's chat; the facilitator posts one answer for everybody.");
  ui::note(k_live_limits);
  if (state.room.request().empty()) {
    if (ui::button("Make a request")) requests.act(AtWorkshop{.what = What::request});
  } else {
    ui::text_area("Your request", state.room.request(), 3);
    if (ui::button("Copy the request", {.icon = ui::Icon::copy}))
      platform::copy_text(state.room.request(),
                          [](bool ok) { ui::toast(ok ? "Copied." : "Copy it from the field."); });
    const auto pasted = ui::text_area("The facilitator's answer", ui_state.workshop.pasted, 3,
                                      {.placeholder = "TA1.…"});
    if (pasted.changed || pasted.committed) ui_state.workshop.pasted = pasted.text;
    if (ui::button("Connect",
                   {.variant = ui::Variant::primary, .enabled = !ui_state.workshop.pasted.empty()}))
      requests.act(
          AtWorkshop{.what = What::accept, .text = std::exchange(ui_state.workshop.pasted, {})});
    if (ui::button("Make another request", {.variant = ui::Variant::quiet}))
      requests.act(AtWorkshop{.what = What::request});
  }
}

}  // namespace

void draw_own_votes(const State& state, UiState& ui_state, Requests& requests) {
  if (state.room.is_key_sealed())
    ui::callout(
        "This browser holds the workshop's key, sealed with a passphrase that this copy does not "
        "have. To go on as the facilitator, open the audit that has it.",
        ui::Tone::warning);
  ui::Columns columns({3, 2}, 320, 32);
  if (!state.room.me()) {
    draw_who_am_i(state, ui_state, requests);
    return;
  }
  draw_own_agenda(state, ui_state, requests);
  columns.next();
  draw_who_am_i(state, ui_state, requests);
  draw_sending(state, ui_state, requests);
}

void draw_passing(const State& state, UiState& ui_state, Requests& requests) {
  UiState::WorkshopView& shown = ui_state.workshop;
  const auto at = current_item(state.audit);
  const bool open = shown.passing && at && state.audit.agenda[*at].state == AgendaState::voting;
  if (!open) {
    shown.passing = false;
    shown.voter.reset();
    shown.choice.reset();
    shown.thanks.clear();
  }
  ui::Dialog dialog{"Vote in secret", open, {.width = 560}};
  if (!dialog) return;
  const AgendaItem& item = state.audit.agenda[*at];
  ui::heading(3, concat(touchpoint_name(state, item.touchpoint), ", ", item_subject(state, item)));
  if (shown.voter) {
    const auto voter = place_of(state.audit.raters, *shown.voter);
    ui::text(voter ? rater_name(state, *voter) : std::string(), ui::TextStyle::title);
    if (const auto choice = draw_choice(state, item, shown.choice)) shown.choice = choice;
    ui::Row row;
    if (ui::button("Vote", {.variant = ui::Variant::primary,
                            .icon = ui::Icon::check,
                            .enabled = shown.choice.has_value()})) {
      requests.act(AtWorkshop{.what = AtWorkshop::What::vote,
                              .rater = *shown.voter,
                              .vote = vote_of_choice(item, *shown.choice)});
      shown.thanks = concat("Thank you. The vote is sealed: pass the device on.");
      shown.voter.reset();
      shown.choice.reset();
    }
    if (ui::button("Back")) {
      shown.voter.reset();
      shown.choice.reset();
    }
  } else {
    if (!shown.thanks.empty()) ui::callout(shown.thanks, ui::Tone::good);
    ui::text("Who votes?", ui::TextStyle::strong);
    const std::vector<std::size_t> missing = missing_raters(state.audit, state.room.opened(), item);
    ui::List list{"Who votes?"};
    const ui::Spacing tight(4);
    for (const std::size_t rater : expected_raters(state.audit)) {
      const bool waits = std::ranges::find(missing, rater) != missing.end();
      ui::ListItem entry;
      ui::Scope scope{state.audit.raters[rater].id.text};
      if (ui::button(rater_name(state, rater),
                     {.icon = waits ? ui::Icon::person : ui::Icon::check,
                      .description = waits ? "Has not voted" : "Has voted; a new vote replaces it",
                      .width = ui::k_fill,
                      .align_start = true})) {
        shown.voter = state.audit.raters[rater].id;
        shown.thanks.clear();
      }
    }
  }
  if (dialog.dismissed()) shown.passing = false;
}

}  // namespace touchstone::app
