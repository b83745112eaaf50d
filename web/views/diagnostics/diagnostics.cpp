// Diagnostics: the patterns looked for in the whole audit, each with its figures, its proof one
// click away and what would settle it.
#include <algorithm>
#include <array>

#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/shared/touchpoint_actions.hpp"
#include "views/views.hpp"
#include "words/words.hpp"

namespace touchstone::app {
namespace {

// What the model does not say of a diagnostic: its condition in words, with the model's thresholds
// in braces, where to act on it, and the tab of the inspector that shows a touchpoint's part in it.
struct Pattern {
  std::string_view id, shows_when;
  View view;
  int tab;
  int inspector_tab;
};

enum InspectorTab { friction, measures, ownership, details };

enum SetupTab { about, stages, channels };

enum OwnershipTab { raci = 1, handoffs = 4 };

constexpr std::array k_patterns = {
    Pattern{"great_ux_trap",
            "typical UX friction is {ux_median_max} or less and a CX touchpoint has {cx_max_min} "
            "or more",
            View::map, 0, friction},
    Pattern{"broken_core", "a UX core task has friction {friction_min} or more", View::map, 0,
            friction},
    Pattern{"silos", "the share is {share_min} or more", View::ownership, raci, ownership},
    Pattern{"vanity", "the share is {share_min} or more", View::touchpoints, 0, measures},
    Pattern{"same_metrics",
            "one metric is asked at {ux_share_min} or more of the UX and {cx_share_min} or more of "
            "the CX touchpoints",
            View::touchpoints, 0, measures},
    Pattern{"pre_purchase_ignored", "the share is below {share_below}", View::setup, stages,
            friction},
    Pattern{"after_purchase_ignored", "one or more are missing", View::setup, stages, friction},
    Pattern{"offline_ignored", "there is none", View::setup, channels, friction},
    Pattern{"mobile_ignored",
            "{reach_share_min} of the reach is mobile without any evidence, or mobile friction "
            "stands {friction_gap_min} or more higher",
            View::setup, channels, friction},
    Pattern{"one_touchpoint_focus",
            "one touchpoint gets {effort_share_min} or more of the work and holds less than "
            "{journey_share_below} of the friction",
            View::priorities, 0, friction},
    Pattern{"one_problem_only",
            "all fixes touch one touchpoint and {others_min} or more others hold at least "
            "{journey_share_min} of the friction each",
            View::priorities, 0, friction},
    Pattern{"edge_cases",
            "{effort_share_min} or more of the work goes where fewer than {reach_share_below} come "
            "and friction is below {friction_below}",
            View::priorities, 0, details},
    Pattern{"polish_over_function",
            "{cost_share_min} or more is visual while a core task fails ({effectiveness_min} or "
            "more) or a CX touchpoint stands at {cx_max_min} or more",
            View::priorities, 0, friction},
    Pattern{"blaming_the_product",
            "churn stands at {churn_friction_min} or more and support, billing and onboarding have "
            "no evidence",
            View::touchpoints, 0, measures},
    Pattern{"one_kind_of_evidence", "the share is above {share_above}", View::touchpoints, 0,
            measures},
    Pattern{"unexplained", "friction is {friction_min} or more and no note or evidence says why",
            View::touchpoints, 0, details},
    Pattern{"promise_gap", "the mean is {rating_min} or more", View::map, 0, friction},
    Pattern{"handoff_break",
            "friction rises by {friction_rise_min} or more across a hand-off with a gap of "
            "{gap_min} or more",
            View::ownership, handoffs, ownership},
    Pattern{"stage_mismatch",
            "an early business puts more than {early_cx_share_above} into CX, or a scaling one "
            "less than {scaling_cx_share_below}",
            View::setup, about, friction},
    Pattern{"no_re_audit", "it is older than {days} days", View::compare, 0, friction},
    Pattern{"copying", "there is one or more", View::priorities, 0, friction},
    Pattern{"conflicting_kpis", "there are {count_min} or more", View::ownership, raci, ownership},
};

// A diagnostic that the model has and this table does not: its thresholds are not told.
const Pattern& pattern_of(std::string_view id) {
  static constexpr Pattern k_other{"", "", View::touchpoints, 0, friction};
  const auto found = std::ranges::find(k_patterns, id, &Pattern::id);
  return found == k_patterns.end() ? k_other : *found;
}

// The condition with the thresholds that count for this audit.
std::string condition(const State& state, const Pattern& pattern) {
  const std::string place = concat("/thresholds/", pattern.id, "/");
  std::string text(pattern.shows_when);
  for (const ModelRow& row : state.insights.model_rows()) {
    if (!row.pointer.starts_with(place)) continue;
    const std::string key = row.pointer.substr(place.size(), row.pointer.rfind('/') - place.size());
    const std::string mark = concat("{", key, "}");
    if (const std::size_t at = text.find(mark); at != std::string::npos) {
      const bool is_share = key.find("share") != std::string::npos;
      text.replace(at, mark.size(), is_share ? percent(row.value) : figure(row.value));
    }
  }
  return text;
}

std::string shown_value(const DiagnosticRow& row, std::optional<double> value) {
  if (!value) return {};
  switch (row.value_format) {
    case ValueFormat::percent:
      return percent(*value);
    case ValueFormat::days:
      return concat(figure(*value, 0), " days");
    case ValueFormat::rating:
      return tenths(*value);
    default:
      return figure(*value, 0);
  }
}

// One diagnostic.

void draw_proof(const State& state, UiState& ui_state, const DiagnosticResult& result,
                const Pattern& pattern) {
  constexpr std::size_t k_at_first = 5, k_more = 30;
  if (result.touchpoints.empty()) return;
  UiState::Diagnostics& shown = ui_state.diagnostics;
  std::vector<std::size_t> worst_first = result.touchpoints;
  std::ranges::stable_sort(worst_first, {},
                           [&](std::size_t i) { return state.scores.touchpoints[i].rank; });
  const std::size_t listed =
      std::min(worst_first.size(), k_at_first + (shown.more_of == pattern.id ? shown.more : 0));
  ui::text("Proof", ui::TextStyle::strong);
  {
    ui::List list{"Proof"};
    const ui::Spacing tight(4);
    for (const std::size_t i : std::span(worst_first).first(listed)) {
      ui::ListItem item;
      if (draw_touchpoint_line(state, ui_state, i)) ui_state.inspector_tab = pattern.inspector_tab;
    }
  }
  if (listed < worst_first.size() &&
      ui::button(concat("Show more of ", figure(static_cast<double>(worst_first.size()), 0)),
                 {.icon = ui::Icon::chevron_down})) {
    shown.more = k_more + (shown.more_of == pattern.id ? shown.more : 0);
    shown.more_of = pattern.id;
  }
}

void draw_leads(UiState& ui_state, const DiagnosticRow& row, const Pattern& pattern) {
  ui::Row line;
  const auto view = std::ranges::find(views(), pattern.view, &ViewEntry::view);
  if (view != views().end() && ui::button(concat("Go to ", view->name), {.icon = view->icon})) {
    if (pattern.view == View::setup) ui_state.setup_tab = pattern.tab;
    if (pattern.view == View::ownership) ui_state.ownership.tab = pattern.tab;
    go_to(ui_state, pattern.view);
  }
  if (pattern.shows_when.find('{') != std::string_view::npos &&
      ui::button("Thresholds", {.variant = ui::Variant::quiet,
                                .icon = ui::Icon::chart,
                                .description = "Show and change them in the scoring model"})) {
    std::string wanted(pattern.id);
    std::ranges::replace(wanted, '_', ' ');
    ui_state.model.tab = 0;
    ui_state.model.wanted = wanted;
    ui_state.model.only_changed = false;
    go_to(ui_state, View::model);
  }
  ui::help(row.name, row.question, row.source);
}

void draw_result(const State& state, UiState& ui_state, const DiagnosticResult& result) {
  const DiagnosticRow& row = state.model.diagnostics[result.row];
  const Pattern& pattern = pattern_of(row.id);
  const bool fired = result.state == DiagnosticState::fired;
  const std::string value = shown_value(row, result.value);
  ui::ListItem item;
  ui::Scope scope{row.id};
  ui::Panel panel{{},
                  {.padding = 8, .stripe = fired ? ui::theme().warning : ui::Colour{0, 0, 0, 0}}};
  if (ui_state.diagnostics.wanted == row.id) {
    ui::focus_next();
    ui_state.diagnostics.wanted.clear();
  }
  const ui::Disclosure open{row.name,
                            {.trailing = value,
                             .description = row.question,
                             .open_at_first = fired,
                             .icon = fired ? ui::Icon::warning : ui::Icon::none}};
  if (!open) return;
  ui::paragraph(result.message);
  if (!pattern.shows_when.empty()) {
    const std::string what =
        value.empty() ? std::string() : concat(words::sentence_case(row.value), ": ", value, ". ");
    ui::note(concat(what, "The pattern shows when ", condition(state, pattern), "."));
  }
  draw_proof(state, ui_state, result, pattern);
  // Of what cannot be judged the message says it.
  if (fired) ui::note(concat("What would settle it: ", row.settle));
  draw_leads(ui_state, row, pattern);
}

// The view.

struct Part {
  DiagnosticState state;
  std::string_view name, none;
};

constexpr std::array k_parts = {
    Part{DiagnosticState::fired, "Found in this audit",
         "None of the patterns that can be judged was found."},
    Part{DiagnosticState::not_assessable, "Cannot be judged yet", "All can be judged."},
    Part{DiagnosticState::clear, "Not found", "All that can be judged were found."},
};

void draw_parts(const State& state, UiState& ui_state) {
  const std::vector<DiagnosticResult>& results = state.insights.diagnostics();
  std::array<std::string, 1 + k_parts.size()> names = {
      concat("All ", std::to_string(results.size()))};
  for (std::size_t i = 0; i < k_parts.size(); ++i) {
    names[i + 1] = concat(
        k_parts[i].name, ": ",
        std::to_string(std::ranges::count(results, k_parts[i].state, &DiagnosticResult::state)));
  }
  int& filter = ui_state.diagnostics.filter;
  if (const auto chosen = ui::select("Which diagnostics", {names[0], names[1], names[2], names[3]},
                                     filter, {.label_hidden = true, .width = ui::px(260)}))
    filter = *chosen;
  for (std::size_t i = 0; i < k_parts.size(); ++i) {
    if (filter != 0 && filter != static_cast<int>(i) + 1) continue;
    ui::heading(3, names[i + 1]);
    if (std::ranges::count(results, k_parts[i].state, &DiagnosticResult::state) == 0) {
      ui::note(k_parts[i].none);
      continue;
    }
    ui::List list{k_parts[i].name};
    const ui::Spacing tight(6);
    for (const DiagnosticResult& result : results)
      if (result.state == k_parts[i].state) draw_result(state, ui_state, result);
  }
}

}  // namespace

void draw_diagnostics(const State& state, UiState& ui_state, Requests&) {
  ui::heading(2, "Diagnostics");
  if (state.audit.touchpoints.empty()) {
    ui::empty_state(ui::Icon::search, "Nothing to look through yet",
                    "List the touchpoints first: then the audit is searched for known patterns.");
    if (ui::button("Go to the touchpoints", {.variant = ui::Variant::primary}))
      go_to(ui_state, View::touchpoints);
    return;
  }
  ui::note(
      "Known patterns of a journey that goes wrong, each with what it was judged by. What cannot "
      "be judged says what is missing.");
  draw_parts(state, ui_state);
}

}  // namespace touchstone::app
