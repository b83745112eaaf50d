// Who does what: one row a touchpoint, its owners edited in place.
#include <algorithm>
#include <array>

#include "state/owner_names.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/ownership/ownership.hpp"
#include "views/shared/owners.hpp"
#include "views/shared/touchpoint_actions.hpp"

namespace touchstone::app {
namespace {

enum class Duty {
  name,
  stage,
  gap,
  accountable,
  responsible,
  contributors,
  teams_crossed,
  deputy,
  authority,
  measures
};

struct DutyColumn {
  Duty field;
  ui::Column column;
};

constexpr std::array k_duties = {
    DutyColumn{Duty::name, {.title = "Touchpoint", .width = 190, .stretch = true}},
    DutyColumn{Duty::accountable,
               {.title = "Accountable",
                .width = 170,
                .description = "Who answers for it: best one person"}},
    DutyColumn{Duty::responsible,
               {.title = "Responsible", .width = 170, .description = "Who does the work"}},
    DutyColumn{
        Duty::contributors,
        {.title = "Contributing", .width = 160, .description = "Teams that are consulted or help"}},
    DutyColumn{Duty::teams_crossed,
               {.title = "Customer passes",
                .width = 160,
                .description = "Teams the customer passes through here"}},
    DutyColumn{Duty::gap,
               {.title = "Gap",
                .width = 84,
                .description = "Ownership gap: 0 none, 100 nobody cares for it"}},
    DutyColumn{Duty::deputy,
               {.title = "Deputy",
                .width = 150,
                .description = "Who stands in for the accountable person"}},
    DutyColumn{Duty::authority,
               {.title = "May change it", .width = 116, .description = "May the owner change it?"}},
    DutyColumn{Duty::measures, {.title = "Measured by", .width = 170}},
    DutyColumn{Duty::stage, {.title = "Stage", .width = 130}},
};

const Ownership& ownership_of(const Touchpoint& touchpoint) {
  static const Ownership none;
  return touchpoint.ownership ? *touchpoint.ownership : none;
}

std::string stage_name(const Audit& audit, const Touchpoint& touchpoint) {
  const Stage* stage = touchpoint.stage ? find(audit.stages, *touchpoint.stage) : nullptr;
  return stage == nullptr ? "" : shown_name(*stage);
}

std::string measures_of(const State& state, const Touchpoint& touchpoint) {
  if (!touchpoint.measures) return "Not asked yet";
  if (touchpoint.measures->empty()) return "Nothing";
  const MetricId& id = touchpoint.measures->front().metric;
  const Metric* metric = state.model.metric(id);
  std::string names = metric != nullptr ? metric->name : id.text;
  if (touchpoint.measures->size() > 1)
    names += concat(" +", std::to_string(touchpoint.measures->size() - 1));
  return names;
}

std::string deputy_name(const Audit& audit, const Touchpoint& touchpoint) {
  const std::optional<OwnerId>& deputy = ownership_of(touchpoint).deputy;
  return deputy ? name_of_owner(audit, *deputy) : "Nobody";
}

constexpr std::array<std::string_view, 3> k_answers = {"Not asked yet", "Yes", "No"};

std::size_t answer_of(std::optional<bool> value) {
  if (!value) return 0;
  return *value ? 1 : 2;
}

OwnerList Ownership::* list_of(Duty field) {
  switch (field) {
    case Duty::accountable:
      return &Ownership::accountable;
    case Duty::responsible:
      return &Ownership::responsible;
    case Duty::contributors:
      return &Ownership::contributors;
    default:
      return &Ownership::teams_crossed;
  }
}

// What a cell shows; also what the column is sorted by, but for the gap.
std::string shown(const State& state, const Touchpoint& touchpoint, Duty field) {
  switch (field) {
    case Duty::name:
      return shown_name(touchpoint);
    case Duty::stage:
      return stage_name(state.audit, touchpoint);
    case Duty::deputy:
      return deputy_name(state.audit, touchpoint);
    case Duty::authority:
      return std::string(k_answers[answer_of(ownership_of(touchpoint).authority)]);
    case Duty::measures:
      return measures_of(state, touchpoint);
    case Duty::gap:
      return {};
    case Duty::accountable:
    case Duty::responsible:
    case Duty::contributors:
    case Duty::teams_crossed:
      break;
  }
  return names_of(state.audit, ownership_of(touchpoint).*list_of(field));
}

void sort_rows(const State& state, Duty field, bool descending, std::vector<std::size_t>& rows) {
  const auto sort = [&](auto&& key_of) {
    std::vector<std::pair<decltype(key_of(std::size_t{})), std::size_t>> keyed;
    for (const std::size_t row : rows) keyed.emplace_back(key_of(row), row);
    std::ranges::stable_sort(keyed, [&](const auto& a, const auto& b) {
      return descending ? b.first < a.first : a.first < b.first;
    });
    std::ranges::transform(keyed, rows.begin(), [](const auto& pair) { return pair.second; });
  };
  if (field == Duty::gap) {
    sort([&](std::size_t i) { return state.scores.touchpoints[i].ownership_gap; });
  } else if (field == Duty::stage) {
    sort([&](std::size_t i) {
      const std::optional<StageId>& stage = state.audit.touchpoints[i].stage;
      return stage ? place_of(state.audit.stages, *stage).value_or(state.audit.stages.size())
                   : state.audit.stages.size();
    });
  } else {
    sort([&](std::size_t i) { return shown(state, state.audit.touchpoints[i], field); });
  }
}

// The rows stay where they are while the grid is edited, even if the order or the filter would now
// have them elsewhere: what one works on does not jump away.
const std::vector<std::size_t>& rows_of(const State& state, OwnershipUi& own) {
  KeptRows& kept = own.raci_rows;
  const ui::GridState& grid = own.raci_grid;
  const bool same_order = kept.sort_column == grid.sort_column &&
                          kept.sort_descending == grid.sort_descending &&
                          kept.filtered == own.gaps_only;
  const bool is_gone = std::ranges::any_of(
      kept.rows, [&](std::size_t i) { return i >= state.audit.touchpoints.size(); });
  const bool is_current =
      kept.version == state.version || (kept.version != 0 && kept.edited_here && !is_gone);
  if (kept.version != state.version) kept.edited_here = false;
  kept.version = state.version;
  if (same_order && is_current) return kept.rows;
  kept.sort_column = grid.sort_column;
  kept.sort_descending = grid.sort_descending;
  kept.filtered = own.gaps_only;
  kept.rows.clear();
  for (std::size_t i = 0; i < state.audit.touchpoints.size(); ++i) {
    if (!own.gaps_only || state.scores.touchpoints[i].ownership_gap > 0) kept.rows.push_back(i);
  }
  if (grid.sort_column >= 0) {
    sort_rows(state, k_duties[static_cast<std::size_t>(grid.sort_column)].field,
              grid.sort_descending, kept.rows);
  }
  return kept.rows;
}

// The cells of one frame.
class Cells {
public:
  Cells(const State& state, UiState& ui_state, Requests& requests)
      : state_(state),
        ui_(ui_state.ownership),
        requests_(requests),
        teams_(teams_of(state.audit)),
        everybody_(teams_and_people(state.audit)) {}

  void draw(std::size_t i, Duty field) {
    const Touchpoint& touchpoint = state_.audit.touchpoints[i];
    switch (field) {
      case Duty::name:
        ui::cell_strong(shown_name(touchpoint));
        break;
      case Duty::gap:
        draw_gap(state_.scores.touchpoints[i].ownership_gap);
        break;
      case Duty::stage:
      case Duty::measures:
        ui::cell_text(shown(state_, touchpoint, field));
        break;
      case Duty::deputy:
        draw_deputy(touchpoint);
        break;
      case Duty::authority:
        draw_authority(touchpoint);
        break;
      case Duty::accountable:
      case Duty::responsible:
      case Duty::contributors:
      case Duty::teams_crossed:
        draw_owners(touchpoint, field);
        break;
    }
  }

private:
  void draw_gap(double gap) const {
    if (gap > 0) {
      ui::cell_badge(points(gap),
                     gap >= state_.model.thresholds.wide_gap ? ui::Tone::danger : ui::Tone::warning,
                     ui::Icon::flag);
    } else {
      ui::cell_text("none", ui::Tone::dimmed);
    }
  }

  template <class Change>
  void change(const Touchpoint& touchpoint, Duty field, Change&& mutate) {
    const auto column = std::ranges::find(k_duties, field, &DutyColumn::field);
    Command command = change_ownership(state_, touchpoint, column->column.title, mutate);
    if (command.empty()) return;
    ui_.raci_rows.edited_here = true;
    requests_.edit(std::move(command));
  }

  void draw_owners(const Touchpoint& touchpoint, Duty field) {
    const OwnerList& list = ownership_of(touchpoint).*list_of(field);
    const std::string names = names_of(state_.audit, list);
    const ui::Tone tone = !list                               ? ui::Tone::dimmed
                          : list->empty() && is_needed(field) ? ui::Tone::danger
                                                              : ui::Tone::normal;
    if (!state_.can_edit()) {
      ui::cell_text(names, tone);
      return;
    }
    const bool teams_only = field == Duty::contributors || field == Duty::teams_crossed;
    std::optional<OwnerSteps> steps;
    const auto chosen = ui::cell_menu(names, tone, [&]() -> const std::vector<ui::Option>& {
      return steps.emplace(list, teams_only ? teams_ : everybody_, true).options();
    });
    if (!chosen) return;
    change(touchpoint, field, [&](Ownership& o) { steps->take(*chosen, o.*list_of(field)); });
  }

  static bool is_needed(Duty field) {
    return field == Duty::accountable || field == Duty::responsible;
  }

  void draw_deputy(const Touchpoint& touchpoint) {
    const std::string name = deputy_name(state_.audit, touchpoint);
    const std::optional<OwnerId>& deputy = ownership_of(touchpoint).deputy;
    const ui::Tone tone = deputy ? ui::Tone::normal : ui::Tone::dimmed;
    if (!state_.can_edit()) {
      ui::cell_text(name, tone);
      return;
    }
    std::vector<ui::Option> options;
    const auto chosen = ui::cell_menu(name, tone, [&]() -> const std::vector<ui::Option>& {
      options.emplace_back("Nobody");
      for (const Candidate& candidate : everybody_) {
        options.emplace_back(candidate.name, std::string_view{},
                             deputy == candidate.id ? ui::Icon::check : ui::Icon::none);
      }
      return options;
    });
    if (!chosen) return;
    change(touchpoint, Duty::deputy, [&](Ownership& o) {
      o.deputy = *chosen == 0 ? std::nullopt
                              : std::optional(everybody_[static_cast<std::size_t>(*chosen - 1)].id);
    });
  }

  void draw_authority(const Touchpoint& touchpoint) {
    const std::size_t answer = answer_of(ownership_of(touchpoint).authority);
    if (!state_.can_edit()) {
      ui::cell_text(k_answers[answer]);
      return;
    }
    const auto chosen =
        ui::cell_select({k_answers[0], k_answers[1], k_answers[2]}, static_cast<int>(answer));
    if (!chosen) return;
    change(touchpoint, Duty::authority, [&](Ownership& o) {
      o.authority = *chosen == 0 ? std::nullopt : std::optional(*chosen == 1);
    });
  }

  const State& state_;
  OwnershipUi& ui_;
  Requests& requests_;
  std::vector<Candidate> teams_, everybody_;
};

}  // namespace

void draw_raci_tab(const State& state, UiState& ui_state, Requests& requests) {
  OwnershipUi& own = ui_state.ownership;
  const std::vector<std::size_t>& rows = rows_of(state, own);
  {
    ui::Row row;
    if (const auto on = ui::check_box("Only with ownership gaps", own.gaps_only))
      own.gaps_only = *on;
    ui::help("who does what",
             "Accountable answers for the result: one person, if possible. Responsible does the "
             "work. Contributing teams are consulted or help. \"Nobody\" means that it was asked "
             "and there is none; \"not asked yet\" leaves the question open.",
             "Responsibility charting (RACI), Jacka & Keller 2009. Who is merely informed is not "
             "recorded: no gap depends on it.");
    ui::status(count_of(rows.size(), "touchpoint", "touchpoints"));
  }
  std::array<ui::Column, k_duties.size()> columns;
  std::ranges::transform(k_duties, columns.begin(), &DutyColumn::column);
  const auto at = [&](int row) -> const Touchpoint& {
    return state.audit.touchpoints[rows[static_cast<std::size_t>(row)]];
  };
  const ui::GridOptions options = {
      .is_selected = [&](int row) { return ui_state.selected == at(row).id; },
      .row_key = [&](int row) { return std::hash<TouchpointId>{}(at(row).id); },
      .row_menu = [&](int row) { touchpoint_menu(state, ui_state, requests, at(row)); },
      .empty_text = "No touchpoint has an ownership gap.",
  };
  Cells cells(state, ui_state, requests);
  const ui::GridEvent event =
      ui::grid("Who does what", columns, static_cast<int>(rows.size()), own.raci_grid, options,
               [&](int row, int column) {
                 cells.draw(rows[static_cast<std::size_t>(row)],
                            k_duties[static_cast<std::size_t>(column)].field);
               });
  if (event.clicked_row) ui_state.selected = at(*event.clicked_row).id;
  if (event.activated_row) {
    ui_state.selected = at(*event.activated_row).id;
    ui_state.inspector_open = true;
  }
}

}  // namespace touchstone::app
