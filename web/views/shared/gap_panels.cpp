#include "views/shared/gap_panels.hpp"

#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"

namespace touchstone::app {
namespace {

constexpr double k_severe = 45;

void draw_foot(UiState& ui_state, const GapSentence& sentence, const std::string& key) {
  ui::Row row;
  ui::text(concat("Severity ", figure(sentence.gap.severity)), ui::TextStyle::small,
           ui::Tone::dimmed);
  if (sentence.go_to_place && ui::link(sentence.place, "Show where this gap is"))
    sentence.go_to_place();
  row.push_right();
  if (ui::button("Accept",
                 {.variant = ui::Variant::quiet,
                  .description = "Leave it as it is, with a reason that stays in the report"})) {
    ui_state.accepting_rule = key;
    ui_state.acceptance_reason.clear();
  }
}

// Asks for the reason.
void draw_acceptance(const State& state, UiState& ui_state, Requests& requests,
                     const std::string& target, const RuleId& rule) {
  if (const auto edit =
          ui::text_field("Reason", ui_state.acceptance_reason, {.placeholder = "Why it may stay"});
      edit.changed || edit.committed) {
    ui_state.acceptance_reason = edit.text;
  }
  ui::Row row;
  if (ui::button("Accept this gap", {.variant = ui::Variant::primary,
                                     .enabled = !ui_state.acceptance_reason.empty()})) {
    AcceptedGap accepted;
    if (!target.empty()) accepted.target = target;
    accepted.rule = rule;
    accepted.reason = ui_state.acceptance_reason;
    accepted.date = state.audit.header.as_of;
    requests.edit(insert_element(state.document, std::move(accepted), "Accept a gap"));
    ui_state.accepting_rule.clear();
  }
  if (ui::button("Cancel", {.variant = ui::Variant::quiet})) ui_state.accepting_rule.clear();
}

}  // namespace

void draw_gaps(const State& state, UiState& ui_state, Requests& requests, const std::string& target,
               const std::vector<GapSentence>& gaps) {
  for (const GapSentence& sentence : gaps) {
    const RuleId& rule = state.model.rule(sentence.gap.rule).id;
    const std::string key = concat(target, "/", rule.text);
    ui::Scope scope{key};
    ui::Panel panel{
        sentence.message,
        {.padding = 10,
         .stripe = sentence.gap.severity >= k_severe ? ui::theme().danger : ui::theme().warning}};
    ui::paragraph(sentence.message);
    ui::note(sentence.remedy);
    if (ui_state.accepting_rule == key) {
      draw_acceptance(state, ui_state, requests, target, rule);
    } else {
      draw_foot(ui_state, sentence, key);
    }
  }
}

void draw_accepted_gap(const State& state, Requests& requests, std::size_t at,
                       std::string_view message) {
  const AcceptedGap& gap = state.audit.accepted_gaps[at];
  ui::Scope scope{at};
  ui::Panel panel{message, {.padding = 10}};
  ui::paragraph(message);
  std::string reason =
      gap.reason.empty() ? "No reason was written down." : concat("Reason: ", gap.reason);
  if (!gap.by.empty()) reason += concat(" Accepted by ", gap.by, ".");
  if (gap.date) reason += concat(" ", format_date(*gap.date));
  ui::note(reason);
  ui::Row row;
  ui::badge("Accepted", ui::Tone::normal, ui::Icon::check);
  row.push_right();
  if (ui::button("Take back", {.variant = ui::Variant::quiet,
                               .icon = ui::Icon::undo,
                               .description = "Count it as a gap again"})) {
    requests.edit(erase_element<AcceptedGap>(state.document, at, "Take an acceptance back"));
  }
}

}  // namespace touchstone::app
