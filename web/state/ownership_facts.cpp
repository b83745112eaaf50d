#include "state/ownership_facts.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include "score/directory.hpp"
#include "score/ownership.hpp"

namespace touchstone::app {
namespace {

bool is_asked(const Touchpoint& touchpoint) {
  return touchpoint.ownership && touchpoint.ownership->accountable;
}

// Rows of the heat map while it is being filled: the place of each owner's row, made when needed.
class Rows {
public:
  Rows(const Audit& audit, const Directory& directory, const Workload& workload)
      : audit_(audit), directory_(directory), workload_(workload) {
    for (const Team& team : audit.teams) rows_.push_back({HeatRow::Kind::team, shown_name(team)});
  }

  std::size_t row_of(std::size_t touchpoint) {
    if (!is_asked(audit_.touchpoints[touchpoint])) return special(HeatRow::Kind::not_asked);
    const auto owners = workload_.owners(touchpoint);
    if (owners.empty()) return special(HeatRow::Kind::nobody);
    // A person without a team stands for themselves.
    const std::size_t first = directory_.team_of(owners.front()).value_or(owners.front());
    for (const std::uint32_t owner : owners) {
      if (directory_.team_of(owner).value_or(owner) != first)
        return special(HeatRow::Kind::several);
    }
    return directory_.is_person(first) ? person(first) : first;
  }

  // In the order in which the map shows them; `places` leads from the order of making.
  std::vector<HeatRow> sorted(std::vector<std::size_t>& places) const {
    std::vector<std::size_t> order(rows_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return rows_[i].kind; });
    std::vector<HeatRow> rows;
    places.resize(order.size());
    for (const std::size_t i : order) {
      places[i] = rows.size();
      rows.push_back(rows_[i]);
    }
    return rows;
  }

private:
  std::size_t special(HeatRow::Kind kind) {
    return made(special_, kind, [&] {
      return HeatRow{kind, kind == HeatRow::Kind::several  ? "Several teams"
                           : kind == HeatRow::Kind::nobody ? "Nobody"
                                                           : "Not asked yet"};
    });
  }

  std::size_t person(std::size_t owner) {
    return made(people_, owner, [&] {
      return HeatRow{HeatRow::Kind::person, shown_name(audit_.people[owner - audit_.teams.size()])};
    });
  }

  template <class Key, class Make>
  std::size_t made(std::map<Key, std::size_t>& places, Key key, Make&& make) {
    const auto [at, is_new] = places.emplace(key, rows_.size());
    if (is_new) rows_.push_back(make());
    return at->second;
  }

  const Audit& audit_;
  const Directory& directory_;
  const Workload& workload_;
  std::vector<HeatRow> rows_;
  std::map<HeatRow::Kind, std::size_t> special_;
  std::map<std::size_t, std::size_t> people_;
};

void find_means(HeatCell& cell, const Scores& scores) {
  if (cell.touchpoints.empty()) return;
  for (const std::uint32_t i : cell.touchpoints) {
    cell.friction += scores.touchpoints[i].friction;
    cell.gap += scores.touchpoints[i].ownership_gap;
  }
  const auto n = static_cast<double>(cell.touchpoints.size());
  cell.friction /= n;
  cell.gap /= n;
}

double mean_friction(const TouchpointList& touchpoints, const Scores& scores) {
  HeatCell cell{touchpoints};
  find_means(cell, scores);
  return cell.friction;
}

void add_gaps(GapList& list, PlacedGap::Place place, std::size_t index,
              const std::vector<Gap>& gaps) {
  for (const Gap& gap : gaps) list.gaps.push_back({place, index, gap});
}

}  // namespace

HeatMap heat_map(const Audit& audit, const Model& model, const Scores& scores) {
  const Directory directory(audit);
  const Workload workload(audit, model, directory);
  Rows rows(audit, directory, workload);
  std::vector<std::size_t> row_of, column_of;
  bool stageless = false;
  for (std::size_t i = 0; i < audit.touchpoints.size(); ++i) {
    const std::optional<StageId>& id = audit.touchpoints[i].stage;
    const auto stage = id ? directory.stage(audit, *id) : std::nullopt;
    stageless = stageless || !stage;
    row_of.push_back(rows.row_of(i));
    column_of.push_back(stage.value_or(audit.stages.size()));
  }
  HeatMap map;
  std::vector<std::size_t> places;
  map.rows = rows.sorted(places);
  map.rows.push_back({HeatRow::Kind::all, "All of them"});
  for (const Stage& stage : audit.stages) map.columns.push_back(shown_name(stage));
  if (stageless) map.columns.emplace_back("No stage yet");
  map.columns.emplace_back("All stages");
  const std::size_t last_row = map.rows.size() - 1, last_column = map.columns.size() - 1;
  map.cells.resize(map.rows.size() * map.columns.size());
  for (const std::uint32_t i : scores.ranking) {
    for (const std::size_t row : {places[row_of[i]], last_row}) {
      for (const std::size_t column : {column_of[i], last_column})
        map.cells[row * map.columns.size() + column].touchpoints.push_back(i);
    }
  }
  for (HeatCell& cell : map.cells) find_means(cell, scores);
  return map;
}

Loads loads(const Audit& audit, const Model& model, const Scores& scores) {
  const Directory directory(audit);
  const Workload workload(audit, model, directory);
  Loads result;
  for (const Team& team : audit.teams) result.owners.push_back({.name = shown_name(team)});
  for (const Person& person : audit.people) {
    const auto team = person.team ? directory.owner(audit, *person.team) : std::nullopt;
    result.owners.push_back({.name = shown_name(person),
                             .team = team ? shown_name(audit.teams[*team]) : std::string(),
                             .is_person = true});
  }
  for (const std::uint32_t i : scores.ranking) {
    const Touchpoint& touchpoint = audit.touchpoints[i];
    if (!is_asked(touchpoint)) result.not_asked.push_back(i);
    if (is_asked(touchpoint) && workload.owners(i).empty()) result.nobody.push_back(i);
    for (const std::uint32_t owner : workload.owners(i)) {
      result.owners[owner].accountable.push_back(i);
      result.owners[owner].share += scores.touchpoints[i].journey_share;
    }
    if (!touchpoint.ownership || !touchpoint.ownership->responsible) continue;
    for (const OwnerId& id : *touchpoint.ownership->responsible) {
      const auto owner = directory.owner(audit, id);
      if (!owner) continue;
      TouchpointList& list = result.owners[*owner].responsible;
      if (list.empty() || list.back() != i) list.push_back(i);  // named twice counts once
    }
  }
  for (std::size_t owner = 0; owner < result.owners.size(); ++owner) {
    OwnerLoad& load = result.owners[owner];
    load.overloaded = workload.is_overloaded(owner);
    load.friction = mean_friction(load.accountable, scores);
    result.most = std::max(result.most, load.accountable.size());
  }
  std::ranges::stable_sort(result.owners, std::ranges::greater{}, [](const OwnerLoad& load) {
    return std::pair(load.accountable.size(), load.responsible.size());
  });
  return result;
}

GapList all_gaps(const Model& model, const Scores& scores) {
  GapList list;
  for (std::size_t i = 0; i < scores.audit_gaps.size(); ++i) {
    const AuditGap& gap = scores.audit_gaps[i];
    if (!gap.accepted)
      list.gaps.push_back({PlacedGap::Place::audit, i, {gap.rule, gap.severity, 0}});
  }
  for (const std::uint32_t i : scores.ranking) {
    add_gaps(list, PlacedGap::Place::touchpoint, i,
             listed_gaps(scores.touchpoints[i].rules, model));
  }
  for (std::size_t i = 0; i < scores.handoffs.size(); ++i)
    add_gaps(list, PlacedGap::Place::handoff, i, listed_gaps(scores.handoffs[i].rules, model));
  for (const PlacedGap& placed : list.gaps)
    ++list.by_rule[static_cast<std::size_t>(placed.gap.rule)];
  std::ranges::stable_sort(list.gaps, std::ranges::greater{},
                           [](const PlacedGap& placed) { return placed.gap.severity; });
  return list;
}

}  // namespace touchstone::app
