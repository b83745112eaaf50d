// Before a workshop: who votes, on what, how.
#include <algorithm>
#include <array>
#include <numeric>

#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/workshop/workshop.hpp"

namespace touchstone::app {
namespace {

constexpr std::size_t k_worst = 20;

enum Scope { all, worst, moments, chosen };

std::vector<std::size_t> touchpoints_of(const State& state, const UiState& ui_state, int scope) {
  const std::vector<Touchpoint>& touchpoints = state.audit.touchpoints;
  std::vector<std::size_t> places(touchpoints.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  switch (scope) {
    case worst:
      std::erase_if(places,
                    [&](std::size_t i) { return state.scores.touchpoints[i].rank > k_worst; });
      break;
    case moments:
      std::erase_if(places, [&](std::size_t i) { return !touchpoints[i].moment_of_truth; });
      break;
    case chosen:
      std::erase_if(places, [&](std::size_t i) {
        return !ui_state.table.chosen.contains(touchpoints[i].id);
      });
      break;
    default:
      break;
  }
  return places;
}

}  // namespace

void draw_voters(const State& state, UiState& ui_state, Requests& requests) {
  ui::heading(3, "Who takes part");
  if (state.audit.raters.empty())
    ui::note("Nobody yet. People who join later are added by themselves.");
  {
    ui::List list{"Who takes part"};
    const ui::Spacing tight(4);
    for (std::size_t at = 0; at < state.audit.raters.size(); ++at) {
      const Rater& rater = state.audit.raters[at];
      ui::ListItem item;
      ui::Scope scope{rater.id.text};
      ui::Columns columns({5, 3, 3}, 90, 8);
      {
        const ui::Row line({.height = 24, .wrap = false});
        ui::text(rater_name(state, at));
      }
      columns.next();
      const auto change = [&](std::string_view what, auto member, bool value) {
        requests.edit(edit_element(state, state.audit.raters, at,
                                   concat(rater_name(state, at), ": ", what),
                                   [&](Rater& r) { r.*member = value; }));
      };
      if (const auto on = ui::check_box("Watches", rater.spectator,
                                        {.description = "A spectator's ratings count nowhere"}))
        change("only watches", &Rater::spectator, *on);
      columns.next();
      if (const auto on =
              ui::check_box("Absent", rater.absent, {.description = "Nobody waits for this vote"}))
        change("absent", &Rater::absent, *on);
    }
  }
  ui::Row row;
  const auto name = ui::text_field(
      "New name", ui_state.workshop.new_name,
      {.placeholder = "Name of somebody else", .label_hidden = true, .width = ui::px(240)});
  if (name.changed || name.committed) ui_state.workshop.new_name = name.text;
  const bool entered = ui::field_entered();
  const bool pressed = ui::button("Add", {.icon = ui::Icon::add,
                                          .enabled = !ui_state.workshop.new_name.empty(),
                                          .description = "Add this person to the raters"});
  if ((pressed || entered) && !ui_state.workshop.new_name.empty()) {
    Rater rater;
    rater.name = std::exchange(ui_state.workshop.new_name, {});
    rater.id = RaterId(new_id(state.document.index(), IdSpace::rater, rater.name));
    requests.edit(insert_element(state.document, std::move(rater), "Add a rater"));
  }
}

void draw_workshop_begin(const State& state, UiState& ui_state, Requests& requests) {
  UiState::WorkshopView& shown = ui_state.workshop;
  ui::paragraph(
      "Everybody votes on one touchpoint after the other, on their own device or on this one. "
      "Nobody sees a vote until you show them all at once. Then you talk where people disagree, "
      "vote again, and write down what was decided.");
  ui::Columns columns({1, 1}, 320, 32);
  draw_voters(state, ui_state, requests);
  columns.next();
  ui::heading(3, "What is voted on");
  const std::size_t count = state.audit.touchpoints.size();
  const std::array<std::string, 4> names = {
      concat("All touchpoints (", std::to_string(count), ")"),
      concat("The ", std::to_string(std::min(count, k_worst)), " with the most friction"),
      concat("Moments of truth (", std::to_string(touchpoints_of(state, ui_state, moments).size()),
             ")"),
      concat("Those chosen in the table (",
             std::to_string(touchpoints_of(state, ui_state, chosen).size()), ")")};
  if (const auto scope = ui::radio_list("Touchpoints", {names[0], names[1], names[2], names[3]},
                                        shown.scope, {.label_hidden = true}))
    shown.scope = *scope;
  const std::vector<AgendaItem> items =
      overall_items(state.audit, touchpoints_of(state, ui_state, shown.scope));
  if (const auto minutes = ui::number_field("Minutes for each", shown.minutes,
                                            {.min = 0.5, .max = 60, .decimals = 1, .unit = "min"},
                                            {.width = ui::px(160)}))
    shown.minutes = minutes.value;
  if (const auto on =
          ui::check_box("Show the votes as soon as all have voted", shown.show_when_all))
    shown.show_when_all = *on;
  if (shown.minutes && !items.empty())
    ui::note(concat(
        "One overall vote each: ", figure(static_cast<double>(items.size()) * *shown.minutes, 0),
        " minutes. Factor by factor comes afterwards, where it hurts or divides."));
  if (ui::button(
          "Begin the workshop",
          {.variant = ui::Variant::primary, .icon = ui::Icon::play, .enabled = !items.empty()})) {
    AtWorkshop begin{.what = AtWorkshop::What::begin, .items = items};
    begin.workshop.minutes = shown.minutes;
    begin.workshop.show_when_all = shown.show_when_all;
    requests.act(begin);
    shown.tab = 0;
  }
  ui::note(
      "Only this browser can then open votes. Give people their copy of the page (Save as web "
      "page) after you have begun.");
}

}  // namespace touchstone::app
