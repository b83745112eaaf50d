// The item that is voted on or talked about, in letters for the whole room.
#include <algorithm>
#include <array>

#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/workshop/workshop.hpp"

namespace touchstone::app {
namespace {

// Small letters there: the page is in somebody's hand, not on a wall.
bool is_narrow() {
  return ui::screen_width_css() < 640;
}

std::string minutes_and_seconds(double seconds) {
  const auto whole = static_cast<int>(std::max(seconds, 0.0));
  const std::string rest = std::to_string(whole % 60);
  return concat(std::to_string(whole / 60), rest.size() < 2 ? ":0" : ":", rest);
}

void draw_timer(const State& state, const AgendaItem& item) {
  const Workshop& workshop = *state.audit.header.workshop;
  if (!item.since) return;
  const double spent = platform::unix_seconds() - *item.since;
  platform::request_frame_after(1, "workshop's timer");
  if (!workshop.minutes) {
    ui::text(minutes_and_seconds(spent), ui::TextStyle::title);
    return;
  }
  const double all = *workshop.minutes * 60;
  const bool over = spent > all;
  ui::text(concat(minutes_and_seconds(spent), " of ", minutes_and_seconds(all)),
           ui::TextStyle::title, over ? ui::Tone::danger : ui::Tone::normal);
}

void draw_who_voted(const State& state, const AgendaItem& item) {
  const std::vector<std::size_t> expected = expected_raters(state.audit);
  const std::vector<std::size_t> missing = missing_raters(state.audit, state.room.opened(), item);
  const std::string count = concat(std::to_string(expected.size() - missing.size()), " of ",
                                   std::to_string(expected.size()), " have voted");
  ui::text(count, ui::TextStyle::title, missing.empty() ? ui::Tone::good : ui::Tone::normal);
  ui::List list{"Who has voted"};
  ui::Row row;
  for (const std::size_t rater : expected) {
    const bool waits = std::ranges::find(missing, rater) != missing.end();
    ui::ListItem entry;
    ui::badge(concat(rater_name(state, rater), waits ? ": missing" : ": voted"),
              waits ? ui::Tone::dimmed : ui::Tone::good, waits ? ui::Icon::clock : ui::Icon::check);
  }
}

std::string names_of(const State& state, const std::vector<std::size_t>& raters) {
  std::string names;
  for (const std::size_t rater : raters)
    names += concat(names.empty() ? "" : ", ", rater_name(state, rater));
  return names;
}

std::string spread_in_words(const Distribution& votes) {
  if (!votes.mean) return "no score";
  std::string text = concat("mean ", tenths(*votes.mean), ", from ", std::to_string(votes.low),
                            " to ", std::to_string(votes.high));
  if (votes.sd) add(text, ", standard deviation ", tenths(*votes.sd));
  return text;
}

void draw_distribution(const State& state, const AgendaItem& item) {
  const Distribution votes = distribution_of(state.audit, item);
  std::size_t most = 1;
  for (const auto& raters : votes.raters) most = std::max(most, raters.size());
  ui::List list{"Votes"};
  for (int score = 4; score >= 0; --score) {
    const std::vector<std::size_t>& raters = votes.raters[static_cast<std::size_t>(score)];
    ui::ListItem entry;
    ui::Columns columns({is_narrow() ? 5.0F : 3.0F, 4, 5}, 60, 12);
    ui::text(concat(std::to_string(score), " ", severity_words()[static_cast<std::size_t>(score)]),
             is_narrow() ? ui::TextStyle::strong : ui::TextStyle::title);
    columns.next();
    ui::meter(severity_words()[static_cast<std::size_t>(score)], static_cast<double>(raters.size()),
              0, static_cast<double>(most), ui::friction_colour(25.0 * score),
              std::to_string(raters.size()));
    columns.next();
    ui::paragraph(names_of(state, raters));
  }
}

void draw_spread(const State& state, const AgendaItem& item) {
  const Distribution votes = distribution_of(state.audit, item);
  ui::paragraph(concat("Spread: ", spread_in_words(votes)));
  if (!votes.no_opinion.empty())
    ui::note(concat("No opinion: ", names_of(state, votes.no_opinion)));
  if (!item.before.empty())
    ui::note(concat(
        "Before the discussion: ", spread_in_words(distribution_before(state.audit, item)), "."));
  if (votes.n > 1 && votes.high - votes.low >= k_divides_from)
    ui::callout(
        "People see this differently. Hear the highest and the lowest vote first, then vote "
        "again.",
        ui::Tone::warning);
  const auto touchpoint = place_of(state.audit.touchpoints, item.touchpoint);
  if (!touchpoint) return;
  const TouchpointScore& score = state.scores.touchpoints[*touchpoint];
  ui::interval_meter("Friction of this touchpoint", score.friction, score.low, score.high, 0, 100,
                     ui::friction_colour(score.friction),
                     concat(points(score.friction), " (", interval(score.low, score.high), ")"));
}

void draw_words(const State& state, Requests& requests, std::size_t at) {
  const AgendaItem& item = state.audit.agenda[at];
  const auto field = [&](const char* label, std::string AgendaItem::* member) {
    if (const auto edit = ui::text_area(label, item.*member, 2)) {
      requests.edit(edit_element(state, state.audit.agenda, at, label,
                                 [&](AgendaItem& i) { i.*member = edit.text; }));
    }
  };
  ui::Columns columns(2, 260);
  field("Note", &AgendaItem::note);
  columns.next();
  field("Decision", &AgendaItem::decision);
}

void draw_steps(const State& state, UiState& ui_state, Requests& requests, std::size_t at) {
  const AgendaItem& item = state.audit.agenda[at];
  const double now = platform::unix_seconds();
  const auto next = next_item(state.audit, at);
  ui::Row row;
  if (item.state == AgendaState::voting) {
    const bool nobody = missing_raters(state.audit, state.room.opened(), item).size() ==
                        expected_raters(state.audit).size();
    if (ui::button("Show the votes", {.variant = ui::Variant::primary,
                                      .icon = ui::Icon::eye,
                                      .enabled = !nobody || !item.before.empty()}))
      requests.edit(show_votes(state.audit, at, state.room.opened(), now));
    if (ui::button("Pass the device", {.icon = ui::Icon::person})) ui_state.workshop.passing = true;
  } else {
    if (ui::button(next ? "Decided, next" : "Decided",
                   {.variant = ui::Variant::primary, .icon = ui::Icon::check})) {
      requests.edit(decide_and_go_on(state.audit, at, now));
    }
    if (ui::button("Vote again", {.icon = ui::Icon::history}))
      requests.edit(ask_again(state.audit, at, now));
  }
  if (ui::button("Park",
                 {.icon = ui::Icon::pause, .description = "Put it off: it stays on the agenda"}))
    requests.edit(close_item(state.audit, at, WorkshopAct::parked, now));
  if (ui::button("Show the touchpoint", {.variant = ui::Variant::quiet})) {
    ui_state.selected = item.touchpoint;
    ui_state.inspector_open = true;
  }
}

void draw_between_items(const State& state, UiState& ui_state, Requests& requests) {
  const auto next = next_item(state.audit, {});
  if (next) {
    const AgendaItem& item = state.audit.agenda[*next];
    ui::poster(3, touchpoint_name(state, item.touchpoint));
    ui::text(item_subject(state, item), ui::TextStyle::title, ui::Tone::dimmed);
    if (ui::button("Ask for votes", {.variant = ui::Variant::primary, .icon = ui::Icon::play}))
      requests.edit(ask(state.audit, *next, platform::unix_seconds()));
    return;
  }
  ui::empty_state(ui::Icon::check, "All of the agenda is settled",
                  "Look at the agreement, go into factors where it hurts or divides, or take up "
                  "what was parked.");
  ui::Row row;
  if (ui::button("Go to the agenda", {.variant = ui::Variant::primary})) ui_state.workshop.tab = 1;
  if (ui::button("Go to the agreement")) ui_state.workshop.tab = 3;
}

}  // namespace

void draw_workshop_item(const State& state, UiState& ui_state, Requests& requests) {
  draw_ballot_warnings(state, requests);
  const auto at = current_item(state.audit);
  if (!at) {
    draw_between_items(state, ui_state, requests);
    return;
  }
  const AgendaItem& item = state.audit.agenda[*at];
  {
    ui::Row row;
    ui::text(
        concat("Item ", std::to_string(*at + 1), " of ", std::to_string(state.audit.agenda.size())),
        ui::TextStyle::body, ui::Tone::dimmed);
    row.push_right();
    draw_timer(state, item);
  }
  ui::poster(3, touchpoint_name(state, item.touchpoint));
  ui::text(item_subject(state, item), ui::TextStyle::title, ui::Tone::dimmed);
  if (is_narrow()) {
    ui::paragraph(item_question(state, item));
  } else {
    ui::text(item_question(state, item), ui::TextStyle::title);
  }
  if (item.state == AgendaState::voting) {
    draw_who_voted(state, item);
    draw_steps(state, ui_state, requests, *at);
  } else {
    draw_steps(state, ui_state, requests, *at);
    draw_distribution(state, item);
    draw_spread(state, item);
    draw_words(state, requests, *at);
  }
}

}  // namespace touchstone::app
