// Who answers for a touchpoint, the gaps with their remedies, the hand-offs from and to here.

#include <algorithm>
#include <array>

#include "score/gap_text.hpp"
#include "state/owner_names.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/inspector/inspector.hpp"
#include "views/shared/gap_panels.hpp"
#include "views/shared/handoff_edits.hpp"
#include "views/shared/owners.hpp"

namespace touchstone::app {
namespace {

// A list of owners: who is in it (each can be taken out), who may be added, "nobody" and "not
// asked".
void draw_owner_list(const State& state, Requests& requests, const Touchpoint& touchpoint,
                     std::string_view label, OwnerList Ownership::* member,
                     const std::vector<Candidate>& candidates) {
  ui::Scope scope{label};
  const OwnerList none;
  const OwnerList& list = touchpoint.ownership ? (*touchpoint.ownership).*member : none;
  const auto change = [&](auto&& mutate) {
    requests.edit(
        change_ownership(state, touchpoint, label, [&](Ownership& o) { mutate(o.*member); }));
  };
  const OwnerSteps steps(list, candidates, false);
  const std::string_view shown = !list ? "Not asked yet" : list->empty() ? "Nobody" : "Add ...";
  if (const auto chosen = ui::select(label, steps.options(), -1, {.placeholder = shown}))
    change([&](OwnerList& owners) { steps.take(*chosen, owners); });
  if (!list || list->empty()) return;
  ui::Row row{{.gap = 6}};
  for (const OwnerId& owner : *list) {
    if (ui::button(name_of_owner(state.audit, owner),
                   {.icon = ui::Icon::close,
                    .description = concat("Take out of: ", label),
                    .key = owner.text})) {
      change([&](OwnerList& owners) { std::erase(*owners, owner); });
    }
  }
}

void draw_yes_no(const State& state, Requests& requests, const Touchpoint& touchpoint,
                 std::string_view label, std::optional<bool> Ownership::* member) {
  const std::optional<bool> value =
      touchpoint.ownership ? (*touchpoint.ownership).*member : std::nullopt;
  const int selected = !value ? 0 : *value ? 1 : 2;
  if (const auto chosen = ui::choice(label, {"Not asked", "Yes", "No"}, selected)) {
    requests.edit(change_ownership(state, touchpoint, label, [&](Ownership& o) {
      o.*member = *chosen == 0 ? std::nullopt : std::optional(*chosen == 1);
    }));
  }
}

void draw_done_today(const State& state, Requests& requests, const Touchpoint& touchpoint,
                     std::string_view label, std::string_view done,
                     std::optional<Date> Ownership::* member) {
  const std::optional<Date> date =
      touchpoint.ownership ? (*touchpoint.ownership).*member : std::nullopt;
  ui::Row row;
  ui::fact(label, date ? format_date(*date) : std::string("Never"));
  row.push_right();
  if (state.audit.header.as_of &&
      ui::button(done, {.variant = ui::Variant::quiet, .icon = ui::Icon::check})) {
    requests.edit(change_ownership(state, touchpoint, label,
                                   [&](Ownership& o) { o.*member = state.audit.header.as_of; }));
  }
}

void draw_answers(const State& state, Requests& requests, const Touchpoint& touchpoint) {
  const std::vector<Candidate> everybody = teams_and_people(state.audit),
                               teams = teams_of(state.audit);
  draw_owner_list(state, requests, touchpoint, "Accountable", &Ownership::accountable, everybody);
  draw_owner_list(state, requests, touchpoint, "Responsible", &Ownership::responsible, everybody);
  draw_owner_list(state, requests, touchpoint, "Contributing teams", &Ownership::contributors,
                  teams);
  draw_owner_list(state, requests, touchpoint, "Teams the customer passes through",
                  &Ownership::teams_crossed, teams);
  std::vector<ui::Option> options = {ui::Option("Nobody")};
  int selected = 0;
  for (const Candidate& candidate : everybody) {
    if (touchpoint.ownership && touchpoint.ownership->deputy == candidate.id)
      selected = static_cast<int>(options.size());
    options.emplace_back(candidate.name);
  }
  if (const auto chosen = ui::select("Deputy", options, selected)) {
    requests.edit(change_ownership(state, touchpoint, "Deputy", [&](Ownership& o) {
      o.deputy = *chosen == 0 ? std::nullopt
                              : std::optional(everybody[static_cast<std::size_t>(*chosen - 1)].id);
    }));
  }
  draw_yes_no(state, requests, touchpoint, "May the owner change it?", &Ownership::authority);
  draw_yes_no(state, requests, touchpoint, "Do customers ask support about it?",
              &Ownership::support_topic);
  draw_yes_no(state, requests, touchpoint, "Does what they say reach the owner?",
              &Ownership::feedback_route);
  draw_done_today(state, requests, touchpoint, "Teams last met about it", "Met today",
                  &Ownership::last_sync);
  draw_done_today(state, requests, touchpoint, "Last reviewed", "Reviewed today",
                  &Ownership::last_review);
}

std::string touchpoint_name(const Audit& audit, const TouchpointId& id) {
  const Touchpoint* touchpoint = find(audit.touchpoints, id);
  return touchpoint != nullptr ? shown_name(*touchpoint) : id.text;
}

void draw_handoffs(const State& state, UiState& ui_state, Requests& requests,
                   const Selected& selected) {
  ui::heading(3, "Hand-offs");
  bool any = false;
  for (std::size_t i = 0; i < state.audit.handoffs.size(); ++i) {
    const Handoff& handoff = state.audit.handoffs[i];
    if (handoff.from != selected.touchpoint.id && handoff.to != selected.touchpoint.id) continue;
    any = true;
    ui::Scope scope{handoff.id.text};
    const HandoffScore& score = state.scores.handoffs[i];
    ui::Row row;
    ui::text(concat(touchpoint_name(state.audit, handoff.from), " to ",
                    touchpoint_name(state.audit, handoff.to)),
             ui::TextStyle::strong);
    if (score.gap > 0)
      ui::badge(concat("Gap ", points(score.gap)), ui::Tone::warning, ui::Icon::flag);
    std::vector<GapSentence> gaps;
    for (const Gap& gap : listed_gaps(score.rules, state.model)) {
      GapText text = handoff_gap_text(state.audit, state.model, i, gap.rule);
      gaps.push_back({gap, std::move(text.message), std::move(text.remedy)});
    }
    draw_gaps(state, ui_state, requests, handoff.id.text, gaps);
  }
  for (const UnrecordedHandoff& missing : state.scores.unrecorded_handoffs) {
    if (missing.from != selected.index && missing.to != selected.index) continue;
    any = true;
    const GapText text = unrecorded_handoff_text(state.audit, state.model, missing);
    ui::Scope scope{concat(std::to_string(missing.from), "/", std::to_string(missing.to))};
    ui::callout(concat(text.message, " ", text.remedy), ui::Tone::warning);
    draw_record_button(state, requests, missing);
  }
  if (!any) ui::note("None recorded from or to here.");
}

std::string_view field_question(std::string_view field) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 12> k_questions = {{
      {"accountable", "who answers for it"},
      {"responsible", "who does the work"},
      {"contributors", "which teams contribute"},
      {"teams_crossed", "which teams the customer passes through"},
      {"authority", "whether the owner may change it"},
      {"feedback_route", "whether what customers say reaches the owner"},
      {"support_topic", "whether customers ask support about it"},
      {"measures", "what is measured"},
      {"ownership", "anything about its ownership"},
      {"level", "whether it is a moment, a journey or the whole relation"},
      {"discipline", "whether it belongs to UX or CX"},
      {"as_of", "the date of the audit"},
  }};
  const auto at =
      std::ranges::find(k_questions, field, &std::pair<std::string_view, std::string_view>::first);
  return at == k_questions.end() ? field : at->second;
}

void draw_not_asked(const State& state, const Selected& selected) {
  std::string open;
  for (const NotAsked& missing : not_asked(state.audit, state.model, selected.index)) {
    open += concat(open.empty() ? "" : "; ", field_question(missing.field));
  }
  if (!open.empty()) ui::note(concat("Not asked yet: ", open, "."));
}

void draw_accepted(const State& state, Requests& requests, const Selected& selected) {
  for (const Gap& gap : accepted_gaps(selected.score.rules, state.model)) {
    const RuleId& rule = state.model.rule(gap.rule).id;
    const auto at = std::ranges::find_if(state.audit.accepted_gaps, [&](const AcceptedGap& a) {
      return a.target == selected.touchpoint.id.text && a.rule == rule;
    });
    if (at == state.audit.accepted_gaps.end()) continue;
    draw_accepted_gap(
        state, requests, static_cast<std::size_t>(at - state.audit.accepted_gaps.begin()),
        touchpoint_gap_text(state.audit, state.model, selected.index, gap.rule).message);
  }
}

}  // namespace

void draw_ownership_tab(const State& state, UiState& ui_state, Requests& requests,
                        const Selected& selected) {
  std::vector<GapSentence> gaps;
  for (const Gap& gap : listed_gaps(selected.score.rules, state.model)) {
    GapText text = touchpoint_gap_text(state.audit, state.model, selected.index, gap.rule);
    gaps.push_back({gap, std::move(text.message), std::move(text.remedy)});
  }
  if (gaps.empty()) {
    ui::callout("No ownership gap found here.", ui::Tone::good);
  } else {
    ui::heading(3, concat("Ownership gap ", points(selected.score.ownership_gap), ": ",
                          count_of(gaps.size(), "finding", "findings")));
    draw_gaps(state, ui_state, requests, selected.touchpoint.id.text, gaps);
  }
  draw_accepted(state, requests, selected);
  draw_not_asked(state, selected);
  ui::space(8);
  ui::heading(3, "Who does what");
  draw_answers(state, requests, selected.touchpoint);
  ui::space(8);
  draw_handoffs(state, ui_state, requests, selected);
}

}  // namespace touchstone::app
