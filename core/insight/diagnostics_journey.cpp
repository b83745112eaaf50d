// Diagnostics of the journey as it is.
#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "insight/facts.hpp"
#include "model/words.hpp"
#include "score/ownership.hpp"

namespace touchstone {
namespace {

std::size_t distinct(std::vector<OwnerId> ids) {
  std::ranges::stable_sort(ids, std::less{});
  return static_cast<std::size_t>(std::unique(ids.begin(), ids.end()) - ids.begin());
}

bool crosses_teams(const Facts& facts, std::size_t i) {
  const auto& ownership = facts.touchpoint(i).ownership;
  return ownership && ownership->teams_crossed &&
         static_cast<double>(distinct(*ownership->teams_crossed)) >=
             facts.model.thresholds.crossing_teams;
}

// Rising, each once.
Touchpoints in_order(Touchpoints some) {
  std::ranges::sort(some);
  const auto repeated = std::ranges::unique(some);
  some.erase(repeated.begin(), repeated.end());
  return some;
}

Touchpoints joined(Touchpoints a, const Touchpoints& b) {
  a.insert(a.end(), b.begin(), b.end());
  return in_order(std::move(a));
}

}  // namespace

Finding find_great_ux_trap(const Facts& facts) {
  const auto& t = facts.model.thresholds.great_ux_trap;
  const Touchpoints ux = facts.those([&](std::size_t i) { return facts.is_ux(i); });
  const Touchpoints cx = facts.those([&](std::size_t i) { return facts.is_cx(i); });
  Finding finding;
  if (!facts.are_assessable(ux) || !facts.are_assessable(cx)) {
    finding.lacking = facts.lacking(joined(ux, cx));
    return finding;
  }
  finding.value = highest_friction(facts, facts.assessable(cx));
  finding.other = median_friction(facts, facts.assessable(ux));
  finding.state = fired_if(*finding.other <= t.ux_median_max && *finding.value >= t.cx_max_min);
  if (finding.state == DiagnosticState::fired)
    for (const std::size_t i : facts.assessable(cx))
      if (facts.friction(i) >= t.cx_max_min) finding.touchpoints.push_back(i);
  return finding;
}

Finding find_broken_core(const Facts& facts) {
  const Touchpoints core = facts.those([&](std::size_t i) {
    const Touchpoint& each = facts.touchpoint(i);
    return each.core_task && (facts.is_ux(i) || each.discipline == Discipline::both);
  });
  Finding finding;
  if (!facts.are_assessable(core)) {
    finding.lacking = facts.lacking(core);
    return finding;
  }
  const Touchpoints known = facts.assessable(core);
  finding.value = highest_friction(facts, known);
  for (const std::size_t i : known)
    if (facts.friction(i) >= facts.model.thresholds.broken_core.friction_min)
      finding.touchpoints.push_back(i);
  finding.state = fired_if(!finding.touchpoints.empty());
  return finding;
}

Finding find_silos(const Facts& facts) {
  const auto has = [&](std::size_t i, bool fired) {
    const RuleFindings& rules = facts.scores.touchpoints[i].rules;
    return contains(fired ? rules.fired : rules.unknown, 14);
  };
  const Touchpoints crossing = facts.those([&](std::size_t i) { return crosses_teams(facts, i); });
  Finding finding;
  if (std::all_of(crossing.begin(), crossing.end(), [&](std::size_t i) { return has(i, false); }))
    return finding;
  for (const std::size_t i : crossing)
    if (has(i, true)) finding.touchpoints.push_back(i);
  finding.value =
      static_cast<double>(finding.touchpoints.size()) / static_cast<double>(crossing.size());
  finding.state = fired_if(*finding.value >= facts.model.thresholds.silos.share_min);
  if (finding.state == DiagnosticState::clear) finding.touchpoints.clear();
  return finding;
}

Finding find_pre_purchase_ignored(const Facts& facts) {
  const Touchpoints placed = facts.those([&](std::size_t i) {
    const Stage* stage = facts.stage(i);
    return stage != nullptr && stage->phase;
  });
  Finding finding;
  if (placed.empty()) return finding;
  const Touchpoints before =
      facts.those([&](std::size_t i) { return facts.has_phase(i, Phase::pre_purchase); });
  finding.value = static_cast<double>(before.size()) / static_cast<double>(placed.size());
  finding.state =
      fired_if(*finding.value < facts.model.thresholds.pre_purchase_ignored.share_below);
  if (finding.state == DiagnosticState::fired) finding.touchpoints = before;
  return finding;
}

Finding find_after_purchase_ignored(const Facts& facts) {
  Finding finding;
  const auto& stages = facts.audit.stages;
  const bool knows_roles =
      std::any_of(stages.begin(), stages.end(), [](const Stage& stage) { return stage.role; });
  if (!knows_roles || facts.size() == 0) return finding;
  const Touchpoints advocacy = facts.those([&](std::size_t i) {
    return facts.has_phase(i, Phase::advocacy) || facts.has_role(i, StageRole::advocacy);
  });
  const Touchpoints help = facts.those([&](std::size_t i) {
    return facts.has_role(i, StageRole::support) || facts.has_role(i, StageRole::refund);
  });
  finding.value = (advocacy.empty() ? 1 : 0) + (help.empty() ? 1 : 0);
  finding.state = fired_if(*finding.value > 0);
  return finding;
}

Finding find_offline_ignored(const Facts& facts) {
  Finding finding;
  const auto& channels = facts.audit.channels;
  const auto count = [&](auto asked) {
    return static_cast<double>(std::count_if(channels.begin(), channels.end(), asked));
  };
  if (count([](const Channel& each) { return each.kind.has_value(); }) == 0) return finding;
  finding.value = count([](const Channel& each) {
    return each.kind == ChannelKind::human || each.kind == ChannelKind::physical;
  });
  finding.state = fired_if(*finding.value == 0);
  return finding;
}

Finding find_mobile_ignored(const Facts& facts) {
  const auto& t = facts.model.thresholds.mobile_ignored;
  const Touchpoints mobile = facts.those([&](std::size_t i) {
    const Channel* channel = facts.channel(i);
    return channel != nullptr && channel->mobile;
  });
  const Touchpoints desktop = facts.those([&](std::size_t i) {
    const Channel* channel = facts.channel(i);
    return channel != nullptr && !channel->mobile && channel->kind == ChannelKind::digital;
  });
  Finding finding;
  if (mobile.empty()) {
    finding.state = DiagnosticState::clear;
    return finding;
  }
  const std::vector<double> reach = facts.reach_shares();
  if (!reach.empty() && std::none_of(mobile.begin(), mobile.end(),
                                     [&](std::size_t i) { return facts.has_evidence(i); })) {
    double share = 0;
    for (const std::size_t i : mobile) share += reach[i];
    if (share >= t.reach_share_min) {
      finding.state = DiagnosticState::fired;
      finding.touchpoints = mobile;
      return finding;
    }
  }
  if (!facts.are_assessable(mobile) || !facts.are_assessable(desktop)) {
    finding.lacking = facts.lacking(joined(mobile, desktop));
    return finding;
  }
  finding.value = mean_friction(facts, facts.assessable(mobile)) -
                  mean_friction(facts, facts.assessable(desktop));
  finding.state = fired_if(*finding.value >= t.friction_gap_min);
  if (finding.state == DiagnosticState::fired) finding.touchpoints = facts.assessable(mobile);
  return finding;
}

Finding find_promise_gap(const Facts& facts) {
  Finding finding;
  const auto promise = facts.model.factor_index("promise");
  if (!promise) return finding;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (!facts.has_phase(i, Phase::post_purchase)) continue;
    if (!applies(facts.model.factors[*promise], facts.touchpoint(i))) continue;
    const auto ratings = facts.ratings.of(i, static_cast<std::uint16_t>(*promise));
    if (ratings.empty()) continue;
    double sum = 0;
    for (const CountedRating& rating : ratings) sum += rating.score;
    const double mean = sum / static_cast<double>(ratings.size());
    finding.value = std::max(finding.value.value_or(0), mean);
    if (mean >= facts.model.thresholds.promise_gap.rating_min) finding.touchpoints.push_back(i);
  }
  if (finding.value) finding.state = fired_if(!finding.touchpoints.empty());
  return finding;
}

Finding find_handoff_break(const Facts& facts) {
  const auto& t = facts.model.thresholds.handoff_break;
  Finding finding;
  Touchpoints ends;

  struct Pair {
    std::size_t from, to;
    double gap;
  };

  std::vector<Pair> pairs;
  for (std::size_t h = 0; h < facts.audit.handoffs.size(); ++h) {
    const Handoff& handoff = facts.audit.handoffs[h];
    const auto from = facts.directory.touchpoint(facts.audit, handoff.from);
    const auto to = facts.directory.touchpoint(facts.audit, handoff.to);
    if (!from || !to) continue;
    ends.insert(ends.end(), {*from, *to});
    RuleFindings rules = facts.scores.handoffs[h].rules;
    rules.accepted = 0;
    if (facts.is_assessable(*from) && facts.is_assessable(*to))
      pairs.push_back({*from, *to, ownership_gap(rules, facts.model)});
  }
  ends = in_order(std::move(ends));
  if (!facts.are_assessable(ends) || pairs.empty()) {
    finding.lacking = facts.lacking(ends);
    return finding;
  }
  for (const Pair& pair : pairs) {
    if (pair.gap < t.gap_min) continue;
    const double rise = facts.friction(pair.to) - facts.friction(pair.from);
    finding.value = std::max(finding.value.value_or(rise), rise);
    if (rise >= t.friction_rise_min)
      finding.touchpoints.insert(finding.touchpoints.end(), {pair.from, pair.to});
  }
  finding.touchpoints = in_order(std::move(finding.touchpoints));
  finding.state = fired_if(!finding.touchpoints.empty());
  return finding;
}

Finding find_conflicting_kpis(const Facts& facts) {
  Finding finding;
  const bool knows_owners = std::any_of(
      facts.audit.touchpoints.begin(), facts.audit.touchpoints.end(), [](const Touchpoint& each) {
        return each.ownership && (each.ownership->accountable || each.ownership->contributors);
      });
  if (!knows_kpis(facts.audit) || !knows_owners) return finding;
  finding.touchpoints = facts.those(
      [&](std::size_t i) { return contains(facts.scores.touchpoints[i].rules.fired, 20); });
  finding.value = static_cast<double>(finding.touchpoints.size());
  finding.state = fired_if(*finding.value >= facts.model.thresholds.conflicting_kpis.count_min);
  if (finding.state == DiagnosticState::clear) finding.touchpoints.clear();
  return finding;
}

}  // namespace touchstone
