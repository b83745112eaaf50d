// A touchpoint's measures: the list, and the one being edited.
#include <algorithm>
#include <array>

#include "score/evidence.hpp"
#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/inspector/pictures.hpp"
#include "words/words.hpp"

namespace touchstone::app {
namespace {

std::string unit_range(const Metric& metric) {
  std::string text = metric.unit.name;
  const bool has_low = metric.unit.low > -1e300, has_high = metric.unit.high < 1e300;
  if (has_low && has_high) {
    text += concat(" (", figure(metric.unit.low), " to ", figure(metric.unit.high), ")");
  } else if (has_low) {
    text += concat(" (", figure(metric.unit.low), " and up)");
  }
  return text;
}

ui::NumberRange range_of(const Metric& metric) {
  return {.min = std::max(metric.unit.low, -1e15),
          .max = std::min(metric.unit.high, 1e15),
          .decimals = 4};
}

std::string value_of(const Metric& metric, const Measure& measure) {
  const std::optional<double> value = measured_value(metric, measure);
  return value ? words::measured(metric, *value) : std::string("no value");
}

std::string measure_facts(const Metric& metric, const Measure& measure) {
  std::string facts = metric.vanity ? std::string("counts traffic, never friction") : std::string();
  const std::optional<double> value = measured_value(metric, measure);
  if (!metric.vanity && value)
    facts = concat("friction ", points(friction_of(metric, measure, *value)));
  facts += measure.n ? concat("; n = ", figure(*measure.n, 0)) : std::string("; n not known");
  facts += measure.date ? concat("; ", format_date(*measure.date)) : std::string("; undated");
  if (measure.target) facts += concat("; target ", words::measured(metric, *measure.target));
  return facts;
}

// Asks for the measures list with one change; the list comes to be when it was not known.
class MeasureEdits {
public:
  MeasureEdits(const State& state, Requests& requests, const Touchpoint& touchpoint)
      : state_(state), requests_(requests), touchpoint_(touchpoint) {}

  template <class Change>
  void all(std::string_view what, Change&& change) {
    requests_.edit(edit_touchpoint(state_, touchpoint_.id, concat(what, " of ", touchpoint_.name),
                                   [&](Touchpoint& t) {
                                     if (!t.measures) t.measures.emplace();
                                     change(*t.measures);
                                   }));
  }

  template <class Change>
  void one(std::size_t at, std::string_view what, Change&& change) {
    all(what, [&](std::vector<Measure>& measures) { change(measures[at]); });
  }

private:
  const State& state_;
  Requests& requests_;
  const Touchpoint& touchpoint_;
};

void draw_date(const Measure& measure, std::size_t at, MeasureEdits& edits, UiState& ui_state) {
  const std::string now = measure.date ? format_date(*measure.date) : std::string();
  const auto edit =
      ui::text_field("Date", now, {.placeholder = "YYYY-MM-DD", .problem = ui_state.date_problem});
  if (!edit) return;
  const std::optional<Date> date = parse_date(edit.text);
  if (!date && edit.paused) return;
  if (!date && !edit.text.empty()) {
    ui_state.date_problem = concat("\"", edit.text, "\" is no date; write it as 2026-11-01.");
    return;
  }
  ui_state.date_problem.clear();
  edits.one(at, "Date of a measure", [&](Measure& m) { m.date = date; });
}

void draw_editor(const State& state, UiState& ui_state, const Measure& measure, std::size_t at,
                 MeasureEdits& edits) {
  const Metric& metric = *state.model.metric(measure.metric);
  const auto number = [&](std::string_view label, std::optional<double> Measure::* member,
                          const ui::NumberRange& range, std::string_view description = {}) {
    if (const auto edit =
            ui::number_field(label, measure.*member, range, {.description = description})) {
      edits.one(at, label, [&](Measure& m) { m.*member = edit.value; });
    }
  };
  ui::note(concat("Unit: ", unit_range(metric), ". ", metric.source, "."));
  ui::Columns columns(2);
  number("Value", &Measure::value, range_of(metric));
  columns.next();
  number("n (people asked or counted)", &Measure::n, {.min = 1, .decimals = 0});
  columns.next();
  number("Baseline", &Measure::baseline, range_of(metric),
         "Where it stood; with a target it replaces the anchors");
  columns.next();
  number("Target", &Measure::target, range_of(metric), "Where it shall be");
  columns.next();
  draw_date(measure, at, edits, ui_state);
  columns.next();
  const int kind = measure.kind ? static_cast<int>(*measure.kind) + 1 : 0;
  const std::string usual = concat("Usual: ", word(metric.kind));
  std::vector<ui::Option> kinds = {ui::Option(usual)};
  for (const std::string_view name : words(EvidenceKind{})) kinds.emplace_back(name);
  if (const auto chosen = ui::select("Kind of evidence", kinds, kind)) {
    edits.one(at, "Kind of a measure", [&](Measure& m) {
      m.kind = *chosen == 0 ? std::nullopt : std::optional(static_cast<EvidenceKind>(*chosen - 1));
    });
  }
}

void draw_measure(const State& state, UiState& ui_state, const Measure& measure, std::size_t at,
                  MeasureEdits& edits) {
  ui::Scope scope{at};
  const Metric& metric = *state.model.metric(measure.metric);
  ui::Panel panel{metric.name, {.padding = 12}};
  const bool open = ui_state.edited_measure == static_cast<int>(at);
  ui::paragraph(metric.name);
  {
    ui::Row row;
    ui::text(value_of(metric, measure), ui::TextStyle::title);
    row.push_right();
    if (ui::button(open ? "Done" : "Edit",
                   {.variant = ui::Variant::quiet, .description = metric.name})) {
      ui_state.edited_measure = open ? std::nullopt : std::optional(static_cast<int>(at));
      ui_state.date_problem.clear();
    }
  }
  ui::note(measure_facts(metric, measure));
  draw_metric_scale(metric, measure);
  if (!open) {
    if (!measure.source.empty()) ui::note(concat("Source: ", measure.source));
    return;
  }
  draw_editor(state, ui_state, measure, at, edits);
  if (const auto edit = ui::text_field("Source", measure.source,
                                       {.placeholder = "Where the figure comes from"})) {
    edits.one(at, "Source of a measure", [&](Measure& m) { m.source = edit.text; });
  }
  if (ui::button("Delete this measure", {.variant = ui::Variant::quiet, .icon = ui::Icon::trash})) {
    edits.all("Delete a measure", [&](std::vector<Measure>& measures) {
      measures.erase(measures.begin() + static_cast<std::ptrdiff_t>(at));
    });
    ui_state.edited_measure.reset();
  }
}

// Metrics that speak of this touchpoint's factors first, then the others.
std::vector<std::size_t> metrics_for(const State& state, const Touchpoint& touchpoint) {
  std::vector<std::size_t> fitting, others;
  for (std::size_t i = 0; i < state.model.metrics.size(); ++i) {
    const Metric& metric = state.model.metrics[i];
    const bool fits = metric.factor && applies(state.model.factors[*metric.factor], touchpoint);
    (fits ? fitting : others).push_back(i);
  }
  fitting.insert(fitting.end(), others.begin(), others.end());
  return fitting;
}

}  // namespace

void draw_measures_tab(const State& state, UiState& ui_state, Requests& requests,
                       const Selected& selected) {
  MeasureEdits edits(state, requests, selected.touchpoint);
  const auto& measures = selected.touchpoint.measures;
  if (!measures) {
    ui::note("Nobody has said yet whether anything is measured here.");
    if (ui::button("Nothing is measured",
                   {.description = "A finding of its own: rule \"no metric\""})) {
      edits.all("No measures", [](std::vector<Measure>&) {});
    }
  } else if (measures->empty()) {
    ui::callout("Nothing measures this touchpoint.", ui::Tone::warning);
  } else {
    for (std::size_t at = 0; at < measures->size(); ++at) {
      draw_measure(state, ui_state, (*measures)[at], at, edits);
      ui::space(4);
    }
  }
  ui::space(6);
  const std::vector<std::size_t> order = metrics_for(state, selected.touchpoint);
  std::vector<ui::Option> options;
  for (const std::size_t i : order) {
    const Metric& metric = state.model.metrics[i];
    options.emplace_back(metric.name,
                         metric.factor ? std::string_view(state.model.factors[*metric.factor].name)
                                       : std::string_view("Counts traffic, never friction"));
  }
  if (const auto chosen =
          ui::select("Add a measure", options, -1, {.placeholder = "Choose a metric"})) {
    Measure measure;
    measure.metric = state.model.metrics[order[static_cast<std::size_t>(*chosen)]].id;
    measure.date = state.audit.header.as_of;
    ui_state.edited_measure = measures ? static_cast<int>(measures->size()) : 0;
    edits.all("Add a measure", [&](std::vector<Measure>& list) { list.push_back(measure); });
  }
}

}  // namespace touchstone::app
