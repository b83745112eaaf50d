#include "views/touchpoints/cells.hpp"

#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/shared/owners.hpp"

namespace touchstone::app {
namespace {

// "Not known" first, then the names; -1 never: index 0 is not known.
template <class T, class IdType>
std::optional<std::optional<IdType>> choose_cell(const std::vector<T>& list,
                                                 const std::optional<IdType>& current) {
  std::vector<ui::Option> options = {ui::Option("Not known")};
  int selected = 0;
  for (const T& element : list) {
    if (current == element.id) selected = static_cast<int>(options.size());
    options.emplace_back(element.name);
  }
  const std::optional<int> chosen = ui::cell_select(options, selected);
  if (!chosen) return std::nullopt;
  if (*chosen == 0) return std::optional<IdType>{};
  return std::optional<IdType>{list[static_cast<std::size_t>(*chosen - 1)].id};
}

void draw_evidence_cell(const TouchpointScore& score) {
  switch (score.evidence) {
    case EvidenceLevel::enough:
      ui::cell_badge("Enough", ui::Tone::good, ui::Icon::check);
      break;
    case EvidenceLevel::thin:
      ui::cell_badge("Thin", ui::Tone::warning);
      break;
    case EvidenceLevel::insufficient:
      ui::cell_badge("Insufficient", ui::Tone::danger);
      break;
  }
}

template <class Enum>
std::optional<std::optional<Enum>> choose_word_cell(const std::optional<Enum>& current) {
  std::vector<ui::Option> options = {ui::Option("Not known")};
  for (const std::string_view word : words(Enum{})) options.emplace_back(word);
  const std::optional<int> chosen =
      ui::cell_select(options, current ? static_cast<int>(*current) + 1 : 0);
  if (!chosen) return std::nullopt;
  return *chosen == 0 ? std::optional<Enum>{} : std::optional(static_cast<Enum>(*chosen - 1));
}

void draw_owner_cell(const State& state, Requests& requests, const Touchpoint& touchpoint) {
  const OwnerList list = touchpoint.ownership ? touchpoint.ownership->accountable : OwnerList();
  const ui::Tone tone = !list           ? ui::Tone::dimmed
                        : list->empty() ? ui::Tone::danger
                                        : ui::Tone::normal;
  std::vector<Candidate> candidates;
  std::optional<OwnerSteps> steps;
  const auto chosen =
      ui::cell_menu(names_of(state.audit, list), tone, [&]() -> const std::vector<ui::Option>& {
        candidates = teams_and_people(state.audit);
        return steps.emplace(list, candidates, true).options();
      });
  if (!chosen) return;
  requests.edit(change_ownership(state, touchpoint, "Owner",
                                 [&](Ownership& o) { steps->take(*chosen, o.accountable); }));
}

void draw_gap_cell(const TouchpointScore& score, double wide_gap) {
  if (score.ownership_gap > 0) {
    ui::cell_badge(points(score.ownership_gap),
                   score.ownership_gap >= wide_gap ? ui::Tone::danger : ui::Tone::warning,
                   ui::Icon::flag);
  } else {
    ui::cell_text("none", ui::Tone::dimmed);
  }
}

}  // namespace

void draw_touchpoint_cell(const State& state, Requests& requests, std::size_t i,
                          TouchpointField field) {
  const Touchpoint& touchpoint = state.audit.touchpoints[i];
  const TouchpointScore& score = state.scores.touchpoints[i];
  const auto change = [&](auto&& mutate) {
    requests.edit(edit_touchpoint(state, touchpoint.id,
                                  concat(column_of(field).column.title, " of ", touchpoint.name),
                                  mutate));
  };
  const auto text_cell = [&](std::string Touchpoint::* text, std::string_view placeholder) {
    if (const auto edit = ui::cell_text_edit(touchpoint.*text, placeholder))
      change([&](Touchpoint& t) { t.*text = edit.text; });
  };
  const auto tick_cell = [&](bool Touchpoint::* flag) {
    if (const auto edit = ui::cell_check(touchpoint.*flag))
      change([&](Touchpoint& t) { t.*flag = *edit; });
  };
  switch (field) {
    case TouchpointField::name:
      text_cell(&Touchpoint::name, "Name it");
      break;
    case TouchpointField::friction:
      ui::cell_friction(score.friction, interval(score.low, score.high));
      break;
    case TouchpointField::gap:
      draw_gap_cell(score, state.model.thresholds.wide_gap);
      break;
    case TouchpointField::evidence:
      draw_evidence_cell(score);
      break;
    case TouchpointField::share:
      ui::cell_text(percent(score.journey_share));
      break;
    case TouchpointField::stage:
      if (const auto chosen = choose_cell(state.audit.stages, touchpoint.stage))
        change([&](Touchpoint& t) { t.stage = *chosen; });
      break;
    case TouchpointField::channel:
      if (const auto chosen = choose_cell(state.audit.channels, touchpoint.channel))
        change([&](Touchpoint& t) { t.channel = *chosen; });
      break;
    case TouchpointField::discipline:
      if (const auto chosen = choose_word_cell(touchpoint.discipline))
        change([&](Touchpoint& t) { t.discipline = *chosen; });
      break;
    case TouchpointField::level:
      if (const auto chosen = choose_word_cell(touchpoint.level))
        change([&](Touchpoint& t) { t.level = *chosen; });
      break;
    case TouchpointField::volume:
      if (const auto edit = ui::cell_number_edit(touchpoint.volume, {.min = 0, .decimals = 0}))
        change([&](Touchpoint& t) { t.volume = edit.value; });
      break;
    case TouchpointField::importance:
      if (const auto edit =
              ui::cell_number_edit(touchpoint.importance, {.min = 1, .max = 5, .decimals = 1}))
        change([&](Touchpoint& t) { t.importance = edit.value; });
      break;
    case TouchpointField::owner:
      draw_owner_cell(state, requests, touchpoint);
      break;
    case TouchpointField::moment_of_truth:
      tick_cell(&Touchpoint::moment_of_truth);
      break;
    case TouchpointField::core_task:
      tick_cell(&Touchpoint::core_task);
      break;
    case TouchpointField::description:
      text_cell(&Touchpoint::description, "-");
      break;
    case TouchpointField::quote:
      text_cell(&Touchpoint::quote, "-");
      break;
    case TouchpointField::notes:
      text_cell(&Touchpoint::notes, "-");
      break;
  }
}

}  // namespace touchstone::app
