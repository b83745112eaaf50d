// Who answers for a touchpoint, the gaps with their remedies, the hand-offs from and to here.
#include <algorithm>
#include <array>

#include "app/edits.hpp"
#include "app/wording.hpp"
#include "score/gap_text.hpp"
#include "text/concat.hpp"
#include "views/inspector.hpp"
#include "views/lanes.hpp"

namespace touchstone::app {
namespace {

using OwnerList = std::optional<std::vector<OwnerId>>;

struct Candidate {
  OwnerId id;
  std::string name;
};

std::vector<Candidate> teams_of(const Audit& audit) {
  std::vector<Candidate> candidates;
  for (const Team& team : audit.teams)
    candidates.push_back({team.id, name_of_owner(audit, team.id)});
  return candidates;
}

std::vector<Candidate> teams_and_people(const Audit& audit) {
  std::vector<Candidate> candidates = teams_of(audit);
  for (const Person& person : audit.people)
    candidates.push_back({person.id, name_of_owner(audit, person.id)});
  return candidates;
}

// Changes of one touchpoint's ownership; it comes to be with the first answer.
template <class Change>
void change_ownership(const State& state, Requests& requests, const Touchpoint& touchpoint,
                      std::string_view what, Change&& change) {
  requests.edit(edit_touchpoint(state, touchpoint.id, concat(what, " of ", touchpoint.name),
                                [&](Touchpoint& t) {
                                  if (!t.ownership) t.ownership.emplace();
                                  change(*t.ownership);
                                }));
}

// A list of owners: who is in it (each can be taken out), who may be added, "nobody" and "not
// asked".
void draw_owner_list(const State& state, Requests& requests, const Touchpoint& touchpoint,
                     std::string_view label, OwnerList Ownership::* member,
                     const std::vector<Candidate>& candidates) {
  ui::Scope scope{label};
  const OwnerList none;
  const OwnerList& list = touchpoint.ownership ? (*touchpoint.ownership).*member : none;
  const auto change = [&](auto&& mutate) {
    change_ownership(state, requests, touchpoint, label, [&](Ownership& o) { mutate(o.*member); });
  };
  std::vector<ui::Option> options;
  std::vector<OwnerId> addable;
  for (const Candidate& candidate : candidates) {
    if (list && contains(*list, candidate.id)) continue;
    options.emplace_back(candidate.name);
    addable.push_back(candidate.id);
  }
  const std::size_t nobody = options.size();
  if (!list || !list->empty()) options.emplace_back("Nobody", "Asked, and there is none");
  if (list) options.emplace_back("Not asked yet");
  const std::string_view shown = !list ? "Not asked yet" : list->empty() ? "Nobody" : "Add ...";
  if (const auto chosen = ui::select(label, options, -1, {.placeholder = shown})) {
    const auto at = static_cast<std::size_t>(*chosen);
    if (at < addable.size()) {
      change([&](OwnerList& owners) {
        if (!owners) owners.emplace();
        owners->push_back(addable[at]);
      });
    } else if (at == nobody && (!list || !list->empty())) {
      change([](OwnerList& owners) { owners.emplace().clear(); });
    } else {
      change([](OwnerList& owners) { owners.reset(); });
    }
  }
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
    change_ownership(state, requests, touchpoint, label, [&](Ownership& o) {
      o.*member = *chosen == 0 ? std::nullopt : std::optional(*chosen == 1);
    });
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
    change_ownership(state, requests, touchpoint, label,
                     [&](Ownership& o) { o.*member = state.audit.header.as_of; });
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
    change_ownership(state, requests, touchpoint, "Deputy", [&](Ownership& o) {
      o.deputy = *chosen == 0 ? std::nullopt
                              : std::optional(everybody[static_cast<std::size_t>(*chosen - 1)].id);
    });
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
    ui::callout(concat(text.message, " ", text.remedy), ui::Tone::warning);
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

}  // namespace

void draw_gaps(const State& state, UiState& ui_state, Requests& requests, const std::string& target,
               const std::vector<GapSentence>& gaps) {
  for (const GapSentence& sentence : gaps) {
    const std::string rule = state.model.rule(sentence.gap.rule).id.text;
    const std::string key = concat(target, "/", rule);
    ui::Scope scope{key};
    ui::Panel panel{
        sentence.message,
        {.padding = 10,
         .stripe = sentence.gap.severity >= 45 ? ui::theme().danger : ui::theme().warning}};
    ui::paragraph(sentence.message);
    ui::note(sentence.remedy);
    if (ui_state.accepting_rule != key) {
      ui::Row row;
      ui::text(concat("Severity ", figure(sentence.gap.severity)), ui::TextStyle::small,
               ui::Tone::dimmed);
      row.push_right();
      if (ui::button("Accept", {.variant = ui::Variant::quiet,
                                .description =
                                    "Leave it as it is, with a reason that stays in the report"})) {
        ui_state.accepting_rule = key;
        ui_state.acceptance_reason.clear();
      }
      continue;
    }
    if (const auto edit = ui::text_field("Reason", ui_state.acceptance_reason,
                                         {.placeholder = "Why it may stay"});
        edit.changed || edit.committed) {
      ui_state.acceptance_reason = edit.text;
    }
    ui::Row row;
    if (ui::button("Accept this gap", {.variant = ui::Variant::primary,
                                       .enabled = !ui_state.acceptance_reason.empty()})) {
      AcceptedGap accepted;
      accepted.target = target;
      accepted.rule = RuleId(rule);
      accepted.reason = ui_state.acceptance_reason;
      accepted.date = state.audit.header.as_of;
      requests.edit(insert_element(state.document, std::move(accepted), "Accept a gap"));
      ui_state.accepting_rule.clear();
    }
    if (ui::button("Cancel", {.variant = ui::Variant::quiet})) ui_state.accepting_rule.clear();
  }
}

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
  for (const Gap& gap : accepted_gaps(selected.score.rules, state.model)) {
    ui::note(
        concat("Accepted: ",
               touchpoint_gap_text(state.audit, state.model, selected.index, gap.rule).message));
  }
  draw_not_asked(state, selected);
  ui::space(8);
  ui::heading(3, "Who does what");
  draw_answers(state, requests, selected.touchpoint);
  ui::space(8);
  draw_handoffs(state, ui_state, requests, selected);
}

}  // namespace touchstone::app
