// The plan: the best set of fixes for the days there are, what becomes of the journey, and what if.
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <unordered_map>

#include "insight/facts.hpp"
#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/priorities/priorities.hpp"
#include "views/shared/pictures.hpp"

namespace touchstone::app {
namespace {

// What is switched on.

std::unordered_map<FixId, std::size_t> places_of_fixes(const Audit& audit) {
  std::unordered_map<FixId, std::size_t> places;
  for (std::size_t i = 0; i < audit.fixes.size(); ++i) places.emplace(audit.fixes[i].id, i);
  return places;
}

// Places of the fixes that are on: by hand, or as the best plan has them.
std::vector<std::size_t> switched_on(const State& state, const UiState::Priorities& shown,
                                     const Plan& plan) {
  if (!shown.chosen) return plan.fixes;
  const auto places = places_of_fixes(state.audit);
  std::vector<std::size_t> on;
  for (const FixId& id : *shown.chosen)
    if (const auto at = places.find(id); at != places.end()) on.push_back(at->second);
  return on;
}

void switch_fix(const State& state, UiState::Priorities& shown, const std::vector<std::size_t>& on,
                std::size_t at, bool is_on) {
  std::vector<FixId> chosen;
  for (const std::size_t each : on)
    if (each != at) chosen.push_back(state.audit.fixes[each].id);
  if (is_on) chosen.push_back(state.audit.fixes[at].id);
  shown.chosen = std::move(chosen);
}

// For each of `count` fixes whether it is among these places.
std::vector<bool> marked(const std::vector<std::size_t>& places, std::size_t count) {
  std::vector<bool> marks(count);
  for (const std::size_t at : places) marks[at] = true;
  return marks;
}

// What does not go together: a fix whose condition is missing, two that exclude each other.
std::vector<std::string> contradictions(const Audit& audit, const std::vector<std::size_t>& on) {
  const auto places = places_of_fixes(audit);
  const std::vector<bool> switched = marked(on, audit.fixes.size());
  const auto is_on = [&](const FixId& id) {
    const auto at = places.find(id);
    return at != places.end() && (switched[at->second] || is_under_way(audit.fixes[at->second]));
  };
  const auto title = [&](const FixId& id) {
    const auto at = places.find(id);
    return at == places.end() ? id.text : shown_title(audit.fixes[at->second]);
  };
  std::vector<std::string> said;
  for (const std::size_t at : on) {
    const Fix& fix = audit.fixes[at];
    for (const FixId& id : fix.requires_fixes) {
      if (!is_on(id)) said.push_back(concat(shown_title(fix), " needs ", title(id), " first."));
    }
    for (const FixId& id : fix.excludes) {
      if (is_on(id)) said.push_back(concat(shown_title(fix), " cannot go with ", title(id), "."));
    }
  }
  return said;
}

void draw_contradictions(const Audit& audit, const std::vector<std::size_t>& on) {
  constexpr std::size_t k_most_shown = 5;
  const std::vector<std::string> all = contradictions(audit, on);
  const std::size_t shown = std::min(all.size(), k_most_shown);
  for (std::size_t i = 0; i < shown; ++i) ui::callout(all[i], ui::Tone::warning);
  if (all.size() > shown)
    ui::callout(concat("Of the fixes in the plan ",
                       count_of(all.size() - shown, "more does", "more do"), " not go together."),
                ui::Tone::warning);
}

double effort_of(const Audit& audit, const std::vector<std::size_t>& on) {
  double effort = 0;
  for (const std::size_t at : on) effort += audit.fixes[at].effort.value_or(0);
  return effort;
}

// The budget.

void draw_budget(const State& state, UiState& ui_state) {
  const double most = std::max(1.0, std::ceil(state.studies.fixes().all_effort));
  const double budget = budget_of(state, ui_state);
  ui::Columns columns({4, 1}, 130, 16);
  if (const auto edit = ui::slider("Budget", std::min(budget, most),
                                   {.min = 0, .max = most, .step = 1, .unit = "days"}))
    ui_state.priorities.budget = edit.value;
  columns.next();
  if (const auto edit = ui::number_field("Person-days", budget, {.min = 0, .unit = "days"}))
    ui_state.priorities.budget = edit.value;
}

std::string proof_of(const PlanStudied& studied) {
  if (!studied.is_done) return "Looking for a better one ...";
  if (studied.plan.optimal) return "Proven: no set of fixes within the budget takes more off.";
  return concat("The best found. No other can take off more than ", percent(studied.plan.gap),
                " of all friction beyond it.");
}

void draw_outcome(const State& state, UiState::Priorities& shown, const PlanStudied& studied,
                  const std::vector<std::size_t>& on) {
  const bool is_best = !shown.chosen;
  const std::string_view title = is_best ? "The best plan" : "Your choice";
  const ui::Panel panel{title};
  ui::heading(3, title);
  const auto after = state.studies.fixes().values.journey_after(on);
  const auto before = studied.plan.journey_before;
  if (before && after) {
    ui::Row row;
    ui::friction_badge(before, "Journey now");
    ui::text("→");
    ui::friction_badge(after, "With these fixes");
    ui::text(concat(tenths(*before), " to ", tenths(*after)), ui::TextStyle::strong);
  }
  const double effort = effort_of(state.audit, on);
  ui::text(concat(count_of(on.size(), "fix", "fixes"), ", ", figure(effort, 1), " of ",
                  figure(studied.budget, 1), " days"));
  if (effort > studied.budget)
    ui::callout(concat("Over the budget by ", figure(effort - studied.budget, 1), " days."),
                ui::Tone::warning);
  draw_contradictions(state.audit, on);
  if (is_best) {
    ui::note(proof_of(studied));
    if (!studied.is_done && ui::button("Take what is found")) state.studies.stop_plan();
    return;
  }
  if (studied.plan.journey_after)
    ui::note(concat("The best plan for this budget comes to ", tenths(*studied.plan.journey_after),
                    "."));
  if (ui::button("Back to the best plan", {.icon = ui::Icon::undo})) shown.chosen.reset();
}

// What each budget brings.

void draw_curve(const State& state, UiState& ui_state, Requests& requests) {
  const CurveStudied& curve = state.studies.curve();
  const std::vector<BudgetPoint>& points = curve.points;
  if (!curve.is_done) {
    ui::note("Making plans for other budgets ...");
    return;
  }
  if (points.size() < 2 || !(points.back().budget > 0)) return;
  const double budget = budget_of(state, ui_state);
  std::string said = "Journey friction by budget: ";
  for (std::size_t i = 0; i < points.size(); i += 4) {
    said += concat(i == 0 ? "" : ", ", figure(points[i].budget, 0), " days ",
                   tenths(points[i].journey));
  }
  savable_picture(requests, "What each budget brings", "-budgets", [&] {
    const ui::Rect rect = ui::take(0, ui::px(220));
    ui::picture(said, rect, [&](ui::Painter& painter) {
      const ui::Theme& theme = ui::theme();
      ui::Rect plot = rect;
      plot.cut_top(ui::px(12));
      const ui::Rect foot = plot.cut_bottom(ui::px(22));
      const ui::Rect axis = plot.cut_left(ui::px(34));
      plot.cut_right(ui::px(24));
      const double top = std::min(100.0, std::ceil(points.front().journey / 10) * 10);
      const double last = points.back().budget;
      const auto at = [&](double days, double journey) {
        return ui::Vec2{plot.x + plot.w * static_cast<float>(days / last),
                        plot.bottom() - plot.h * static_cast<float>(journey / std::max(top, 1.0))};
      };
      for (int journey = 0; journey <= top; journey += top > 50 ? 20 : 10) {
        const float y = at(0, journey).y;
        painter.line({plot.x, y}, {plot.right(), y}, theme.grid_line);
        painter.text_fit({axis.x, y - ui::px(8), axis.w - ui::px(6), ui::px(16)},
                         ui::TextStyle::small, theme.dimmed, figure(journey, 0), ui::Align::end);
      }
      for (int quarter = 0; quarter <= 4; ++quarter) {
        const double days = last * quarter / 4;
        painter.text_fit({at(days, 0).x - ui::px(40), foot.y, ui::px(80), foot.h},
                         ui::TextStyle::small, theme.dimmed, concat(figure(days, 0), " d"),
                         ui::Align::centre);
      }
      std::vector<ui::Vec2> line;
      for (const BudgetPoint& point : points) {  // a step: more days help when a fix fits in
        const ui::Vec2 here = at(point.budget, point.journey);
        const bool falls = !line.empty() && std::abs(here.y - line.back().y) >= 1;
        if (falls) line.push_back({here.x, line.back().y});
        line.push_back(falls || line.empty() ? here : ui::Vec2{here.x, line.back().y});
      }
      painter.polyline(line, theme.accent, ui::px(2));
      if (budget <= last) {
        const float x = at(budget, 0).x;
        painter.dashed_line({x, plot.y}, {x, plot.bottom()}, theme.text, ui::px(1), ui::px(4));
        painter.text_fit({x + ui::px(4), plot.y, ui::px(90), ui::px(16)}, ui::TextStyle::small,
                         theme.text, "this budget");
      }
    });
  });
}

// The fixes.

constexpr std::array k_columns = {
    ui::Column{.title = "Fix", .width = 220, .stretch = true, .sortable = false},
    ui::Column{.title = "In",
               .width = 64,
               .sortable = false,
               .description = "Counts in the journey "
                              "above"},
    ui::Column{.title = "Takes off", .width = 104, .sortable = false, .align = ui::Align::end},
    ui::Column{.title = "Effort", .width = 104, .sortable = false, .align = ui::Align::end},
    ui::Column{.title = "Why", .width = 190, .sortable = false},
};

std::string_view why(const Fix& fix, bool is_in_plan, double budget) {
  if (fix.status == FixStatus::done) return "Done";
  if (fix.status == FixStatus::dropped) return "Dropped";
  if (fix.status == FixStatus::doing) return "Under way";
  if (is_in_plan) return "In the best plan";
  if (!fix.effort) return "Effort unknown";
  return *fix.effort > budget ? "Over the budget" : "Others bring more";
}

void draw_switches(const State& state, UiState::Priorities& shown, const Plan& plan,
                   const std::vector<std::size_t>& on, double budget) {
  const FixFacts& facts = state.studies.fixes();
  const std::vector<bool> is_in_plan = marked(plan.fixes, state.audit.fixes.size());
  const std::vector<bool> is_on = marked(on, state.audit.fixes.size());
  std::vector<std::size_t> rows(state.audit.fixes.size());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
  std::ranges::stable_sort(rows, std::ranges::greater{}, [&](std::size_t at) {
    return facts.priorities[at].journey_drop + (is_in_plan[at] ? 1000 : 0);
  });
  const auto fix_at = [&](int row) -> const Fix& {
    return state.audit.fixes[rows[static_cast<std::size_t>(row)]];
  };
  const ui::GridOptions options = {
      .height = grid_height(rows.size(), 460),
      .is_selected = [&](int row) { return shown.fix == fix_at(row).id; },
      .row_key = [&](int row) { return std::hash<FixId>{}(fix_at(row).id); },
  };
  const ui::GridEvent event =
      ui::grid("Fixes in and out", k_columns, static_cast<int>(rows.size()), shown.plan, options,
               [&](int row, int column) {
                 const std::size_t at = rows[static_cast<std::size_t>(row)];
                 const Fix& fix = state.audit.fixes[at];
                 switch (column) {
                   case 0:
                     ui::cell_strong(shown_title(fix));
                     break;
                   case 1:
                     if (const auto edit = ui::cell_check(is_on[at]))
                       switch_fix(state, shown, on, at, *edit);
                     break;
                   case 2:
                     ui::cell_text(tenths(facts.priorities[at].journey_drop));
                     break;
                   case 3:
                     ui::cell_number(fix.effort, 1, "days");
                     break;
                   default:
                     ui::cell_text(why(fix, is_in_plan[at], budget), ui::Tone::dimmed);
                     break;
                 }
               });
  if (event.clicked_row) shown.fix = fix_at(*event.clicked_row).id;
}

}  // namespace

void draw_plan_tab(const State& state, UiState& ui_state, Requests& requests) {
  UiState::Priorities& shown = ui_state.priorities;
  if (!(state.studies.fixes().all_effort > 0)) {
    ui::empty_state(ui::Icon::target, "No effort known yet",
                    "A plan needs to know how many days each fix takes. Enter them under "
                    "\"Fixes\".");
    return;
  }
  draw_budget(state, ui_state);
  const PlanStudied& studied = state.studies.plan(budget_of(state, ui_state));
  const std::vector<std::size_t> on = switched_on(state, shown, studied.plan);
  {
    ui::Columns columns({2, 3}, 280, 16);
    draw_outcome(state, shown, studied, on);
    columns.next();
    draw_curve(state, ui_state, requests);
  }
  ui::space(8);
  ui::heading(3, "Fixes in and out");
  draw_switches(state, shown, studied.plan, on, studied.budget);
}

}  // namespace touchstone::app
