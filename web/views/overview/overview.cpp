// The overview: the journey in one number and why others differ from it, where the friction and the
// gaps are, what the diagnostics found, how far the programme is, what to do next.
#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "state/owner_names.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/help/help.hpp"
#include "views/views.hpp"
#include "words/words.hpp"

namespace touchstone::app {
namespace {

constexpr std::size_t k_worst_shown = 5, k_rules_shown = 6;

void select(UiState& ui_state, const TouchpointId& id) {
  ui_state.selected = id;
  ui_state.inspector_open = true;
}

// The journey.

std::string why_they_differ(const JourneyScore& journey) {
  const double above = journey.friction - journey.mean;
  if (above < 3)
    return "The journey's figure is close to the plain average: no single touchpoint stands out.";
  return concat("The journey's figure is ", tenths(above),
                " points above the plain average, because the worst touchpoints weigh most: good "
                "ones cannot hide them.");
}

void draw_journey(const State& state, UiState& ui_state, const JourneyScore& journey) {
  ui::Panel panel{"Journey friction"};
  heading_with_help(ui_state, 3, "Journey friction", "journey_friction");
  ui::paragraph(concat("Customers meet ", ui::friction_band(journey.friction).word,
                       " friction on this journey: ", points(journey.friction),
                       " of 100. The evidence puts it between ", points(journey.low), " and ",
                       points(journey.high), "."));
  ui::interval_meter("Journey friction with its 90 % interval", journey.friction, journey.low,
                     journey.high, 0, 100, ui::friction_colour(journey.friction),
                     interval(journey.low, journey.high));
  {
    ui::Columns columns(3, 100, 8);
    ui::fact("Plain average", points(journey.mean));
    columns.next();
    ui::fact("Worst touchpoint", points(journey.max));
    columns.next();
    ui::fact("Peak and end", points(journey.peak_end));
  }
  ui::note(why_they_differ(journey));
  ui::text("How much of it rests on evidence", ui::TextStyle::small, ui::Tone::dimmed);
  ui::meter("Coverage by evidence", journey.coverage, 0, 1, ui::theme().accent,
            percent(journey.coverage));
  if (journey.coverage < state.model.thresholds.coverage_insufficient) {
    ui::callout(
        "Insufficient evidence: more votes or measures may move this figure anywhere within "
        "its interval.",
        ui::Tone::warning);
  }
}

// UX and CX.

const GroupScore* discipline_group(const Scores& scores, Discipline discipline) {
  const auto found = std::ranges::find_if(scores.groups, [&](const GroupScore& group) {
    return group.by == GroupBy::discipline && group.index == static_cast<std::size_t>(discipline);
  });
  return found != scores.groups.end() && found->score ? &*found : nullptr;
}

void draw_side(const Scores& scores, Discipline discipline, std::string_view title,
               std::string_view what) {
  const GroupScore* group = discipline_group(scores, discipline);
  ui::text(title, ui::TextStyle::strong);
  if (group == nullptr) {
    ui::note(concat("No touchpoint of ", what, " yet."));
    return;
  }
  const JourneyScore& score = *group->score;
  ui::interval_meter(title, score.friction, score.low, score.high, 0, 100,
                     ui::friction_colour(score.friction), points(score.friction));
  ui::note(concat(count_of(group->touchpoints.size(), "touchpoint", "touchpoints"), " of ", what));
}

std::string side_by_side(const Scores& scores) {
  constexpr double k_apart = 10;
  const GroupScore* ux = discipline_group(scores, Discipline::ux);
  const GroupScore* cx = discipline_group(scores, Discipline::cx);
  if (ux == nullptr || cx == nullptr)
    return "Say of each touchpoint whether it is UX or CX: then the two can be compared.";
  const double difference = cx->score->friction - ux->score->friction;
  if (difference > k_apart)
    return "The product is easier than the company: a good product does not save a customer whom "
           "calls, invoices and parcels drive away.";
  if (difference < -k_apart)
    return "The company is easier than the product: people are treated well and still struggle.";
  return "Product and company are about as hard.";
}

void draw_sides(const State& state, UiState& ui_state) {
  ui::Panel panel{"UX and CX"};
  heading_with_help(ui_state, 3, "UX and CX", "great_ux_trap");
  {
    ui::Columns columns(2, 200, 16);
    draw_side(state.scores, Discipline::ux, "UX: the product", "the product");
    columns.next();
    draw_side(state.scores, Discipline::cx, "CX: the company", "the company");
  }
  ui::note(side_by_side(state.scores));
}

// Where.

void draw_worst(const State& state, UiState& ui_state) {
  ui::Panel panel{"Most friction"};
  ui::heading(3, "Most friction");
  ui::List list{"Touchpoints with the most friction"};
  for (std::size_t place = 0; place < std::min(k_worst_shown, state.scores.ranking.size());
       ++place) {
    const std::size_t i = state.scores.ranking[place];
    const Touchpoint& touchpoint = state.audit.touchpoints[i];
    const TouchpointScore& score = state.scores.touchpoints[i];
    ui::ListItem item;
    ui::Scope scope{touchpoint.id.text};
    {
      ui::Row row;
      ui::friction_badge(score.friction);
      if (ui::link(shown_name(touchpoint))) select(ui_state, touchpoint.id);
    }
    ui::note(concat(interval(score.low, score.high), " · ", percent(score.journey_share),
                    " of the journey's friction · ", owner_name(state.audit, touchpoint)));
  }
}

// Rules that fire, with how many places each; most severe in sum first.
std::vector<std::pair<int, std::size_t>> fired_rules(const Scores& scores) {
  std::map<int, std::pair<double, std::size_t>> found;
  const auto count = [&](const RuleFindings& rules) {
    for (int rule = 1; rule <= k_rule_count; ++rule)
      if (touchstone::contains(rules.listed(), rule)) ++found[rule].second;
  };
  for (const TouchpointScore& touchpoint : scores.touchpoints) count(touchpoint.rules);
  for (const HandoffScore& handoff : scores.handoffs) count(handoff.rules);
  for (const AuditGap& gap : scores.audit_gaps)
    if (!gap.accepted) ++found[gap.rule].second;
  std::vector<std::pair<int, std::size_t>> rules;
  for (const auto& [rule, places] : found) rules.emplace_back(rule, places.second);
  std::ranges::stable_sort(rules, std::ranges::greater{}, &std::pair<int, std::size_t>::second);
  return rules;
}

void draw_gaps(const State& state, UiState& ui_state) {
  ui::Panel panel{"Ownership gaps"};
  heading_with_help(ui_state, 3, "Ownership gaps", "ownership_gap");
  const auto rules = fired_rules(state.scores);
  if (rules.empty()) {
    ui::note("No gap is known. What nobody has asked about is no proof that there is none.");
    return;
  }
  {
    ui::List list{"Gaps by rule"};
    for (const auto& [rule, places] :
         std::span(rules).first(std::min(k_rules_shown, rules.size()))) {
      ui::ListItem item;
      ui::Scope scope{static_cast<std::uint64_t>(rule)};
      ui::Row row{{.height = 26}};
      ui::badge(std::to_string(places), ui::Tone::warning, ui::Icon::flag);
      ui::text(words::sentence_case(state.model.rules[static_cast<std::size_t>(rule - 1)].name));
    }
  }
  if (rules.size() > k_rules_shown)
    ui::note(concat("and ", count_of(rules.size() - k_rules_shown, "other rule", "other rules")));
  if (ui::button("Show the touchpoints with gaps", {.icon = ui::Icon::table})) {
    ui_state.filter = {};
    ui_state.filter.gaps_only = true;
    ui_state.view = View::touchpoints;
  }
}

// What to do.

void draw_next(const State& state, UiState& ui_state) {
  constexpr std::size_t k_links = 3;
  const std::vector<NextStep>& steps = state.insights.next_steps();
  ui::Panel panel{"What to do next", {.stripe = ui::theme().accent}};
  ui::heading(3, "What to do next");
  if (steps.empty()) {
    ui::note("Nothing is missing and no gap is open. Repeat the audit in a quarter.");
    return;
  }
  ui::List list{"Next steps"};
  for (const NextStep& step : steps) {
    ui::ListItem item;
    ui::Scope scope{static_cast<std::uint64_t>(step.kind)};
    ui::paragraph(step.what);
    ui::Row row{{.height = 24}};
    for (const std::size_t i :
         std::span(step.touchpoints).first(std::min(k_links, step.touchpoints.size()))) {
      ui::Scope touchpoint_scope{state.audit.touchpoints[i].id.text};
      if (ui::link(shown_name(state.audit.touchpoints[i])))
        select(ui_state, state.audit.touchpoints[i].id);
    }
  }
}

// What it means.

void draw_diagnostics(const State& state, UiState& ui_state) {
  ui::Panel panel{"Diagnostics"};
  heading_with_help(ui_state, 3, "Diagnostics", "diagnostic");
  std::size_t fired = 0, unknown = 0;
  {
    ui::List list{"Diagnostics that were found"};
    for (const DiagnosticResult& result : state.insights.diagnostics()) {
      if (result.state == DiagnosticState::not_assessable) ++unknown;
      if (result.state != DiagnosticState::fired) continue;
      ++fired;
      const DiagnosticRow& row = state.model.diagnostics[result.row];
      ui::ListItem item;
      ui::Scope scope{row.id};
      ui::Row line{{.height = 26}};
      ui::badge("Found", ui::Tone::warning, ui::Icon::warning);
      if (ui::link(row.name, row.question)) {
        ui_state.diagnostics.filter = 0;
        ui_state.diagnostics.wanted = row.id;
        go_to(ui_state, View::diagnostics);
      }
    }
  }
  if (fired == 0) ui::note("None of the patterns that it looks for was found.");
  if (unknown > 0) {
    ui::note(
        concat(count_of(unknown, "pattern", "patterns"), " cannot be judged for want of data."));
  }
  if (ui::button("Show all diagnostics", {.icon = ui::Icon::search}))
    go_to(ui_state, View::diagnostics);
}

void draw_programme(const State& state) {
  ui::Panel panel{"Joint programme"};
  ui::heading(3, "A joint programme of UX and CX");
  ui::List list{"Steps of the programme"};
  for (const ProgrammeStep& step : state.insights.programme()) {
    ui::ListItem item;
    ui::Scope scope{step.name};
    {
      ui::Row row;
      switch (step.state) {
        case StepState::taken:
          ui::badge("Done", ui::Tone::good, ui::Icon::check);
          break;
        case StepState::begun:
          ui::badge("Begun", ui::Tone::warning);
          break;
        case StepState::open:
          ui::badge("Open");
          break;
      }
      ui::text(step.name, ui::TextStyle::strong);
    }
    ui::note(concat(step.shows, step.next.empty() ? "" : " ", step.next));
  }
}

}  // namespace

void draw_overview(const State& state, UiState& ui_state, Requests&) {
  ui::heading(2, "Overview");
  if (!state.scores.journey) {
    ui::empty_state(ui::Icon::map, "Nothing to sum up yet",
                    "The overview fills itself as soon as the audit has touchpoints.");
    if (ui::button("Go to the journey map", {.variant = ui::Variant::primary}))
      ui_state.view = View::map;
    return;
  }
  {
    ui::Columns columns(2, 340, 16);
    draw_journey(state, ui_state, *state.scores.journey);
    ui::space(12);
    draw_next(state, ui_state);
    ui::space(12);
    draw_worst(state, ui_state);
    columns.next();
    draw_sides(state, ui_state);
    ui::space(12);
    draw_gaps(state, ui_state);
    ui::space(12);
    draw_diagnostics(state, ui_state);
  }
  ui::space(12);
  draw_programme(state);
}

}  // namespace touchstone::app
