// Every ownership gap in one list, the most severe first, with what would close it.
#include <algorithm>
#include <functional>

#include "report/facts.hpp"
#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/ownership/ownership.hpp"
#include "views/shared/gap_panels.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

constexpr int k_ownership_tab = 2;  // of the inspector
constexpr int k_handoffs_tab = 4;   // of this view
constexpr int k_stages_tab = 1;     // of the set-up

// Only the gaps of one rule, or all.
void draw_rule_choice(const State& state, const GapList& list, OwnershipUi& own) {
  std::vector<int> rules;
  for (int rule = 1; rule <= k_rule_count; ++rule)
    if (list.by_rule[static_cast<std::size_t>(rule)] > 0) rules.push_back(rule);
  std::ranges::stable_sort(rules, std::ranges::greater{},
                           [&](int rule) { return list.by_rule[static_cast<std::size_t>(rule)]; });
  std::vector<std::string> names = {
      concat("All kinds of gap (", figure(static_cast<double>(list.gaps.size()), 0), ")")};
  int selected = 0;
  for (const int rule : rules) {
    if (own.rule == rule) selected = static_cast<int>(names.size());
    const std::size_t count = list.by_rule[static_cast<std::size_t>(rule)];
    names.push_back(concat(words::sentence_case(state.model.rule(rule).name), " (",
                           figure(static_cast<double>(count), 0), ")"));
  }
  const std::vector<ui::Option> options(names.begin(), names.end());
  if (const auto chosen = ui::select("Kind of gap", options, selected,
                                     {.label_hidden = true, .width = ui::px(290)})) {
    own.rule =
        *chosen == 0 ? std::nullopt : std::optional(rules[static_cast<std::size_t>(*chosen - 1)]);
    own.listed = k_list_page;
  }
}

struct Where {
  std::string target;  // as accepted gaps name it
  std::string name;
  std::function<void()> go;
};

Where where_is(const State& state, UiState& ui_state, const PlacedGap& placed) {
  switch (placed.place) {
    case PlacedGap::Place::touchpoint: {
      const TouchpointId& id = state.audit.touchpoints[placed.index].id;
      return {id.text, shown_name(state.audit.touchpoints[placed.index]), [&ui_state, id = id] {
                ui_state.selected = id;
                ui_state.inspector_open = true;
                ui_state.inspector_tab = k_ownership_tab;
              }};
    }
    case PlacedGap::Place::handoff: {
      const HandoffId& id = state.audit.handoffs[placed.index].id;
      return {id.text, "Show the hand-off", [&ui_state, id = id] {
                ui_state.ownership.tab = k_handoffs_tab;
                ui_state.ownership.handoff_node.clear();
                ui_state.ownership.open_handoff = id;
                ui_state.ownership.open_wanted = true;
              }};
    }
    case PlacedGap::Place::audit:
      break;
  }
  const std::optional<std::size_t>& stage = state.scores.audit_gaps[placed.index].stage;
  if (!stage) return {};
  return {state.audit.stages[*stage].id.text, "Set up the stages", [&ui_state] {
            ui_state.setup_tab = k_stages_tab;
            go_to(ui_state, View::setup);
          }};
}

void draw_gap_list(const State& state, UiState& ui_state, Requests& requests, const GapList& list) {
  const OwnershipUi& own = ui_state.ownership;
  std::size_t drawn = 0;
  ui::List items{"Ownership gaps"};
  for (const PlacedGap& placed : list.gaps) {
    if (own.rule && placed.gap.rule != *own.rule) continue;
    if (drawn++ >= own.listed) break;
    ui::ListItem item;
    Where where = where_is(state, ui_state, placed);
    GapText text = state.insights.gap_text(placed);
    draw_gaps(state, ui_state, requests, where.target,
              {{placed.gap, std::move(text.message), std::move(text.remedy), std::move(where.name),
                std::move(where.go)}});
  }
}

// What an accepted gap says, while it would still be a gap; else what kind it was.
std::string accepted_message(const State& state, const report::AcceptedPlaces& places,
                             const AcceptedGap& gap) {
  const Rule* rule = gap.rule ? state.model.rule(*gap.rule) : nullptr;
  return concat(rule != nullptr ? words::sentence_case(rule->name) : std::string("A gap"), ": ",
                places.name_of(gap));
}

void draw_accepted_gaps(const State& state, OwnershipUi& own, Requests& requests) {
  const std::size_t count = state.audit.accepted_gaps.size();
  if (count == 0) return;
  const ui::Disclosure open{
      "Accepted gaps",
      {.trailing = std::to_string(count), .description = "Gaps somebody decided to live with"}};
  if (!open) return;
  ui::note("They count in no figure, and stand in the report with their reason.");
  const ui::Frozen frozen{!state.can_edit()};
  const ui::Scope scope{"accepted"};
  ui::List list{"Accepted gaps"};
  const report::AcceptedPlaces places(state.audit);
  for (std::size_t at = 0; at < std::min(count, own.listed); ++at) {
    ui::ListItem item;
    draw_accepted_gap(state, requests, at,
                      accepted_message(state, places, state.audit.accepted_gaps[at]));
  }
  draw_rest_of_list(own.listed, count);
}

}  // namespace

void draw_gaps_tab(const State& state, UiState& ui_state, Requests& requests) {
  const GapList& list = state.insights.gaps();
  OwnershipUi& own = ui_state.ownership;
  // The last gap of the chosen kind was closed or accepted.
  if (own.rule && list.by_rule[static_cast<std::size_t>(*own.rule)] == 0) own.rule.reset();
  if (list.gaps.empty()) {
    ui::callout(
        "No gap is known. What nobody has asked about is no proof that there is none: \"Who does "
        "what\" shows what is still open.",
        ui::Tone::good);
  } else {
    ui::Row row;
    draw_rule_choice(state, list, own);
    ui::help(
        "an ownership gap",
        "Something that keeps anybody from caring for a place: no owner, no metric, a hand-off "
        "that nobody receives. Its severity runs from 0 to 100; the most severe stand first. "
        "What cannot be changed may be accepted, with a reason.");
  }
  {
    const ui::Frozen frozen{!state.can_edit()};
    draw_gap_list(state, ui_state, requests, list);
  }
  draw_rest_of_list(
      own.listed, own.rule ? list.by_rule[static_cast<std::size_t>(*own.rule)] : list.gaps.size());
  draw_accepted_gaps(state, own, requests);
}

}  // namespace touchstone::app
