#include <algorithm>
#include <string>
#include <unordered_map>

#include "score/ownership.hpp"

namespace touchstone {
namespace {

std::vector<std::uint32_t> distinct_owners(const Audit& audit, const Directory& directory,
                                           const Touchpoint& touchpoint) {
  std::vector<std::uint32_t> owners;
  if (!touchpoint.ownership || !touchpoint.ownership->accountable) return owners;
  for (const OwnerId& id : *touchpoint.ownership->accountable) {
    const auto owner = directory.owner(audit, id);
    if (!owner) continue;
    const auto place = static_cast<std::uint32_t>(*owner);
    if (std::find(owners.begin(), owners.end(), place) == owners.end()) owners.push_back(place);
  }
  return owners;
}

// Over the owners who own anything; 0 if nobody does.
double median_load(const std::vector<std::size_t>& counts) {
  std::vector<std::size_t> loads;
  std::copy_if(counts.begin(), counts.end(), std::back_inserter(loads),
               [](std::size_t count) { return count > 0; });
  if (loads.empty()) return 0;
  std::sort(loads.begin(), loads.end());
  const std::size_t half = loads.size() / 2;
  const auto upper = static_cast<double>(loads[half]);
  return loads.size() % 2 == 1 ? upper : (static_cast<double>(loads[half - 1]) + upper) / 2;
}

// A KPI that can be part of a conflict, with its place and its team.
struct Rival {
  std::size_t kpi;
  std::uint32_t team;
};

}  // namespace

Workload::Workload(const Audit& audit, const Model& model, const Directory& directory)
    : counts_(directory.owner_count(), 0) {
  owners_.reserve(audit.touchpoints.size(), audit.touchpoints.size());
  for (const Touchpoint& touchpoint : audit.touchpoints) {
    owners_.push_back(distinct_owners(audit, directory, touchpoint));
    for (const std::uint32_t owner : owners_[owners_.size() - 1]) ++counts_[owner];
  }
  find_overloaded(model);
}

void Workload::find_overloaded(const Model& model) {
  const Thresholds& t = model.thresholds;
  const double most = std::max(t.overload_count, t.overload_median_factor * median_load(counts_));
  overloaded_.assign(counts_.size(), false);
  for (std::size_t owner = 0; owner < counts_.size(); ++owner) {
    overloaded_[owner] = static_cast<double>(counts_[owner]) > most;
  }
}

bool Workload::reread(const Audit& audit, const Model& model, const Directory& directory,
                      std::size_t touchpoint) {
  const std::vector<std::uint32_t> now =
      distinct_owners(audit, directory, audit.touchpoints[touchpoint]);
  const auto before = owners_[touchpoint];
  if (std::equal(before.begin(), before.end(), now.begin(), now.end())) return false;
  for (const std::uint32_t owner : before) --counts_[owner];
  for (const std::uint32_t owner : now) ++counts_[owner];
  owners_.replace(touchpoint, now);
  const std::vector<bool> overloaded = overloaded_;
  find_overloaded(model);
  return overloaded != overloaded_;
}

std::vector<KpiPair> conflicting_kpis(const Audit& audit, const Directory& directory) {
  std::vector<std::optional<std::uint32_t>> team_of(audit.kpis.size());
  std::unordered_map<std::string_view, std::vector<Rival>> by_quantity[2];
  std::unordered_map<std::string_view, std::size_t> place_of;
  for (std::size_t i = 0; i < audit.kpis.size(); ++i) {
    const Kpi& kpi = audit.kpis[i];
    place_of.emplace(kpi.id.text, i);
    if (!kpi.team || kpi.quantity.empty() || !kpi.direction) continue;
    const auto team = directory.owner(audit, *kpi.team);
    if (!team) continue;
    team_of[i] = static_cast<std::uint32_t>(*team);
    by_quantity[static_cast<std::size_t>(*kpi.direction)][kpi.quantity].push_back({i, *team_of[i]});
  }

  std::vector<KpiPair> pairs;
  const auto add = [&](std::size_t a, std::size_t b) {
    const auto [first, second] = std::minmax(a, b);
    pairs.push_back({first, second, *team_of[first], *team_of[second]});
  };
  for (const auto& [quantity, ups] : by_quantity[0]) {
    const auto downs = by_quantity[1].find(quantity);
    if (downs == by_quantity[1].end()) continue;
    for (const Rival& up : ups) {
      for (const Rival& down : downs->second) add(up.kpi, down.kpi);
    }
  }
  for (std::size_t i = 0; i < audit.kpis.size(); ++i) {
    for (const KpiId& rival : audit.kpis[i].conflicts_with) {
      const auto found = place_of.find(rival.text);
      const bool both =
          found != place_of.end() && found->second != i && team_of[i] && team_of[found->second];
      if (both) add(i, found->second);
    }
  }
  // One pair for two teams: the first in the document's order.
  const auto teams = [](const KpiPair& pair) {
    return std::minmax(pair.first_team, pair.second_team);
  };
  std::ranges::stable_sort(pairs, [&](const KpiPair& a, const KpiPair& b) {
    return std::tuple(teams(a), a.first, a.second) < std::tuple(teams(b), b.first, b.second);
  });
  pairs.erase(std::unique(pairs.begin(), pairs.end(),
                          [&](const KpiPair& a, const KpiPair& b) { return teams(a) == teams(b); }),
              pairs.end());
  std::ranges::stable_sort(pairs, [](const KpiPair& a, const KpiPair& b) {
    return std::pair(a.first, a.second) < std::pair(b.first, b.second);
  });
  return pairs;
}

}  // namespace touchstone
