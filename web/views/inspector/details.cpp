// What a touchpoint is: stage, channel, discipline, reach, notes.
#include <array>

#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/inspector/inspector.hpp"
#include "views/shared/touchpoint_actions.hpp"

namespace touchstone::app {
namespace {

template <class Enum>
std::vector<ui::Option> options_with_unknown(std::span<const std::string_view> names) {
  std::vector<ui::Option> options = {ui::Option("Not known")};
  for (const std::string_view name : names) options.emplace_back(name);
  return options;
}

// One field of the touchpoint drawn as "Not known" plus the enumerators.
template <class Enum, class Change>
void draw_enum(std::string_view label, const std::optional<Enum>& value, const Change& change) {
  const int selected = value ? static_cast<int>(*value) + 1 : 0;
  if (const auto chosen = ui::select(label, options_with_unknown<Enum>(words(Enum{})), selected)) {
    change(*chosen == 0 ? std::nullopt : std::optional(static_cast<Enum>(*chosen - 1)));
  }
}

template <class T, class IdType, class Change>
void draw_reference(std::string_view label, const std::vector<T>& list,
                    const std::optional<IdType>& value, const Change& change) {
  std::vector<ui::Option> options = {ui::Option("Not known")};
  int selected = 0;
  for (const T& element : list) {
    if (value == element.id) selected = static_cast<int>(options.size());
    options.emplace_back(shown_name(element));
  }
  if (const auto chosen = ui::select(label, options, selected)) {
    change(*chosen == 0 ? std::nullopt
                        : std::optional(list[static_cast<std::size_t>(*chosen - 1)].id));
  }
}

void draw_not_applicable(const State& state, const Touchpoint& touchpoint, const auto& change) {
  if (ui::Disclosure factors{"Factors that do not apply"}) {
    ui::note("Take out what makes no sense here; the other factors share its weight.");
    for (const Factor& factor : state.model.factors) {
      Touchpoint all = touchpoint;
      all.not_applicable.clear();
      if (!applies(factor, all)) continue;
      const bool off = !applies(factor, touchpoint);
      if (const auto value = ui::check_box(factor.name, !off,
                                           {.description = factor.asks, .key = factor.id.text})) {
        change(concat(factor.name, *value ? " applies" : " does not apply"), [&](Touchpoint& t) {
          std::erase(t.not_applicable, factor.id);
          if (!*value) t.not_applicable.push_back(factor.id);
        });
      }
    }
  }
}

void draw_evidence_notes(const Touchpoint& touchpoint, const auto& change) {
  ui::heading(3, "What was seen and heard");
  for (std::size_t i = 0; i < touchpoint.evidence.size(); ++i) {
    ui::Scope scope{i};
    if (const auto edit =
            ui::text_area(concat("Note ", std::to_string(i + 1)), touchpoint.evidence[i].text, 2)) {
      change("Evidence", [&](Touchpoint& t) { t.evidence[i].text = edit.text; });
    }
    if (ui::button("Remove this note", {.variant = ui::Variant::quiet, .icon = ui::Icon::trash})) {
      change("Remove evidence", [&](Touchpoint& t) {
        t.evidence.erase(t.evidence.begin() + static_cast<std::ptrdiff_t>(i));
      });
    }
  }
  if (ui::button("Add an observation or a quote",
                 {.variant = ui::Variant::quiet, .icon = ui::Icon::add})) {
    change("Add evidence", [](Touchpoint& t) {
      Evidence seen;
      seen.type = EvidenceType::observation;
      t.evidence.push_back(std::move(seen));
    });
  }
}

}  // namespace

void draw_details_tab(const State& state, UiState& ui_state, Requests& requests,
                      const Selected& selected) {
  const Touchpoint& touchpoint = selected.touchpoint;
  const auto change = [&](std::string_view what, auto&& mutate) {
    requests.edit(
        edit_touchpoint(state, touchpoint.id, concat(what, " of ", touchpoint.name), mutate));
  };
  draw_reference("Stage", state.audit.stages, touchpoint.stage,
                 [&](auto id) { change("Stage", [&](Touchpoint& t) { t.stage = id; }); });
  draw_reference("Channel", state.audit.channels, touchpoint.channel,
                 [&](auto id) { change("Channel", [&](Touchpoint& t) { t.channel = id; }); });
  draw_enum("Discipline", touchpoint.discipline, [&](auto value) {
    change("Discipline", [&](Touchpoint& t) { t.discipline = value; });
  });
  draw_enum("Level", touchpoint.level,
            [&](auto value) { change("Level", [&](Touchpoint& t) { t.level = value; }); });
  if (const auto edit = ui::number_field("Volume", touchpoint.volume,
                                         {.min = 0, .decimals = 0, .unit = "customers a month"})) {
    change("Volume", [&](Touchpoint& t) { t.volume = edit.value; });
  }
  if (const auto edit = ui::number_field("Importance", touchpoint.importance,
                                         {.min = 1, .max = 5, .unit = "1 to 5"},
                                         {.placeholder = "3 when not known"})) {
    change("Importance", [&](Touchpoint& t) { t.importance = edit.value; });
  }
  if (const auto value =
          ui::check_box("Moment of truth", touchpoint.moment_of_truth,
                        {.description = "Here customers decide to stay or to leave"})) {
    change("Moment of truth", [&](Touchpoint& t) { t.moment_of_truth = *value; });
  }
  if (const auto value = ui::check_box("Core task", touchpoint.core_task,
                                       {.description = "What customers came for"})) {
    change("Core task", [&](Touchpoint& t) { t.core_task = *value; });
  }
  if (const auto edit = ui::text_area("Description", touchpoint.description, 3)) {
    change("Description", [&](Touchpoint& t) { t.description = edit.text; });
  }
  if (const auto edit = ui::text_area("Customer's words", touchpoint.quote, 2)) {
    change("Quote", [&](Touchpoint& t) { t.quote = edit.text; });
  }
  if (const auto edit = ui::text_area("Notes", touchpoint.notes, 3)) {
    change("Notes", [&](Touchpoint& t) { t.notes = edit.text; });
  }
  draw_evidence_notes(touchpoint, change);
  draw_not_applicable(state, touchpoint, change);
  ui::space(12);
  if (ui::button("Delete this touchpoint",
                 {.variant = ui::Variant::danger, .icon = ui::Icon::trash})) {
    delete_touchpoint(state, ui_state, requests, touchpoint.id);
  }
}

}  // namespace touchstone::app
