#include "score/evaluation.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace touchstone {
namespace {

// Moving many touchpoints one by one costs more than sorting all of them.
constexpr std::size_t k_few_moves = 16;

void sort_distinct(std::vector<std::size_t>& places) {
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
}

bool share_any(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  return std::any_of(a.begin(), a.end(), [&](std::uint32_t each) {
    return std::find(b.begin(), b.end(), each) != b.end();
  });
}

std::uint64_t packed(std::size_t from, std::size_t to) {
  return (std::uint64_t{from} << 32) | std::uint64_t{to};
}

}  // namespace

Evaluation::Evaluation(const Audit& audit, const Model& model)
    : directory_(audit), ratings_(audit, model, directory_), workload_(audit, model, directory_) {
  read_everything(audit, model);
}

Judgement Evaluation::judgement(const Audit& audit, const Model& model,
                                std::size_t touchpoint) const {
  return OwnershipJudge({audit, model, directory_, workload_, kpi_pairs_}).judge(touchpoint);
}

void Evaluation::read_everything(const Audit& audit, const Model& model) {
  const std::size_t size = audit.touchpoints.size();
  scores_.touchpoints.resize(size);
  parts_.resize(size);
  const std::vector<std::size_t> all = all_touchpoints();

  volumes_.reserve(size);
  importances_.reserve(size);
  for (const Touchpoint& touchpoint : audit.touchpoints) {
    volumes_.push_back(touchpoint.volume);
    importances_.push_back(importance_of(touchpoint));
  }
  weights_ = reach_by_importance(volumes_, importances_);
  read_alpha(model);
  redo_friction(audit, model, all);
  kpi_pairs_ = conflicting_kpis(audit, directory_);
  read_accepted(audit, model);
  redo_rules(audit, model, all);
  redo_handoffs(audit, model);
  redo_audit_gaps(audit, model);

  scores_.groups = empty_groups(audit);
  groups_.reserve(size, 4 * size);
  for (std::size_t i = 0; i < size; ++i) {
    find_groups(audit, directory_, i, workload_.owners(i), groups_now_);
    groups_.push_back(groups_now_);
    for (const std::uint32_t group : groups_[i]) {
      scores_.groups[group].touchpoints.push_back(static_cast<std::uint32_t>(i));
    }
  }
  stale_groups_.assign(scores_.groups.size(), true);
  scores_.journey_order = journey_order(audit, directory_);
  exact_order_ = ExactOrder(audit, scores_.touchpoints);
  redo_unrecorded(audit);
  sum_up(audit, model);
}

void Evaluation::update(const Audit& audit, const Model& model, const Changes& changes) {
  if (changes.everything) {
    *this = Evaluation(audit, model);
    return;
  }
  std::vector<std::size_t> own = changes.touchpoints;
  sort_distinct(own);
  std::vector<std::size_t> friction = own;
  for (const std::size_t place : own) ratings_.reapply(model, audit.touchpoints[place], place);
  for (const TouchpointId& id : changes.rated) {
    const auto place = directory_.touchpoint(audit, id);
    if (!place) continue;
    ratings_.reread(audit, model, *place);
    friction.push_back(*place);
  }
  if (read_alpha(model)) {
    for (std::size_t i = 0; i < scores_.touchpoints.size(); ++i) {
      if (!ratings_.of(i).empty()) friction.push_back(i);
    }
  }
  sort_distinct(friction);

  bool judge_all = changes.judged_anew || changes.kpis;
  for (const std::size_t place : own) {
    if (workload_.reread(audit, model, directory_, place)) judge_all = true;
  }
  if (changes.kpis) kpi_pairs_ = conflicting_kpis(audit, directory_);
  const bool accepted = changes.accepted_gaps || changes.handoffs;
  if (accepted) read_accepted(audit, model);
  redo_rules(audit, model, judge_all ? all_touchpoints() : own);
  if (accepted) redo_accepted(model);
  if (accepted) redo_handoffs(audit, model);

  redo_friction(audit, model, friction);
  bool moved = false;
  for (const std::size_t place : own) moved = redo_membership(audit, place) || moved;
  for (const std::size_t place : friction) mark_groups(place);
  if (redo_reach(audit, own)) read_weights(model);
  if (moved) scores_.journey_order = journey_order(audit, directory_);
  if (moved || changes.handoffs) redo_unrecorded(audit);
  if (moved || changes.audit_rules || changes.kpis || changes.accepted_gaps) {
    redo_audit_gaps(audit, model);
  }
  if (!friction.empty() || !own.empty()) sum_up(audit, model);
}

void Evaluation::follow(const Audit& audit, const Model& model, const Command& command) {
  update(audit, model, changes_of(command));
}

// True if what agreement does to ratings has changed.
bool Evaluation::read_alpha(const Model& model) {
  scores_.alpha = ratings_.alpha();
  const double factor = rating_variance_factor(scores_.alpha, model.thresholds);
  return std::exchange(scores_.rating_variance_factor, factor) != factor;
}

void Evaluation::read_accepted(const Audit& audit, const Model& model) {
  accepted_.touchpoints.assign(audit.touchpoints.size(), 0);
  accepted_.handoffs.assign(audit.handoffs.size(), 0);
  accepted_.stages.assign(audit.stages.size(), 0);
  accepted_.journey = 0;
  if (audit.accepted_gaps.empty()) return;
  std::unordered_map<std::string_view, std::size_t> handoffs;
  for (std::size_t i = 0; i < audit.handoffs.size(); ++i) {
    handoffs.emplace(audit.handoffs[i].id.text, i);
  }
  for (const AcceptedGap& gap : audit.accepted_gaps) {
    const Rule* rule = gap.rule ? model.rule(*gap.rule) : nullptr;
    if (rule == nullptr) continue;
    const RuleSet bit = rule_bit(rule->number);
    if (!gap.target) {
      if (rule->level == RuleLevel::audit) accepted_.journey |= bit;
      continue;
    }
    // The same id may name a touchpoint, a hand-off and a stage: the rule says which is meant.
    if (rule->level == RuleLevel::touchpoint) {
      const auto place = directory_.touchpoint(audit, TouchpointId(*gap.target));
      if (place) accepted_.touchpoints[*place] |= bit;
    } else if (rule->level == RuleLevel::handoff) {
      const auto place = handoffs.find(*gap.target);
      if (place != handoffs.end()) accepted_.handoffs[place->second] |= bit;
    } else if (rule->level == RuleLevel::stage) {
      const auto place = directory_.stage(audit, StageId(*gap.target));
      if (place) accepted_.stages[*place] |= bit;
    }
  }
}

void Evaluation::redo_friction(const Audit& audit, const Model& model,
                               std::span<const std::size_t> places) {
  const EvidenceContext context{model, audit.header.as_of, scores_.rating_variance_factor,
                                quantiles_};
  const bool ranked = exact_order_.indices().size() == scores_.touchpoints.size();
  const bool few = places.size() <= k_few_moves;
  for (const std::size_t place : places) {
    if (ranked && few) exact_order_.take_out(static_cast<std::uint32_t>(place));
    const std::uint32_t applicable = ratings_.applicable(place);
    collect_evidence(context, audit.touchpoints[place], ratings_.of(place), applicable, evidence_);
    score_friction(model, evidence_, ratings_.of(place), applicable, scores_.touchpoints[place]);
    read_part(model, place);
  }
  if (!ranked) return;
  if (!few) {
    exact_order_ = ExactOrder(audit, scores_.touchpoints);
    return;
  }
  for (const std::size_t place : places) {
    exact_order_.put_back(audit, scores_.touchpoints, static_cast<std::uint32_t>(place));
  }
}

void Evaluation::redo_rules(const Audit& audit, const Model& model,
                            std::span<const std::size_t> places) {
  OwnershipJudge judge({audit, model, directory_, workload_, kpi_pairs_});
  for (const std::size_t place : places) {
    const Judgement judgement = judge.judge(place);
    RuleFindings& rules = scores_.touchpoints[place].rules;
    rules.fired = judgement.fired;
    rules.second = judgement.second;
    rules.unknown = judgement.unknown();
    settle_findings(model, place);
  }
}

void Evaluation::settle_findings(const Model& model, std::size_t touchpoint) {
  TouchpointScore& score = scores_.touchpoints[touchpoint];
  score.rules.accepted = score.rules.fired & accepted_.touchpoints[touchpoint];
  score.ownership_gap = ownership_gap(score.rules, model);
}

void Evaluation::redo_accepted(const Model& model) {
  for (std::size_t i = 0; i < scores_.touchpoints.size(); ++i) {
    const RuleFindings& rules = scores_.touchpoints[i].rules;
    if (rules.accepted != (rules.fired & accepted_.touchpoints[i])) settle_findings(model, i);
  }
}

void Evaluation::redo_handoffs(const Audit& audit, const Model& model) {
  scores_.handoffs.assign(audit.handoffs.size(), {});
  for (std::size_t i = 0; i < audit.handoffs.size(); ++i) {
    HandoffScore& score = scores_.handoffs[i];
    score.rules.fired = judge_handoff(audit.handoffs[i]).fired;
    score.rules.accepted = score.rules.fired & accepted_.handoffs[i];
    score.gap = ownership_gap(score.rules, model);
  }
}

void Evaluation::redo_audit_gaps(const Audit& audit, const Model& model) {
  scores_.audit_gaps = judge_audit(audit, model);
  for (AuditGap& gap : scores_.audit_gaps) {
    const RuleSet accepted = gap.stage ? accepted_.stages[*gap.stage] : accepted_.journey;
    gap.accepted = contains(accepted, gap.rule);
  }
}

void Evaluation::find_owning_teams(std::size_t touchpoint,
                                   std::vector<std::uint32_t>& teams) const {
  teams.clear();
  for (const std::uint32_t owner : workload_.owners(touchpoint)) {
    if (const auto team = directory_.team_of(owner)) {
      teams.push_back(static_cast<std::uint32_t>(*team));
    }
  }
}

void Evaluation::redo_unrecorded(const Audit& audit) {
  scores_.unrecorded_handoffs.clear();
  if (!knows_handoffs(audit)) return;
  std::vector<std::uint64_t> recorded;
  for (const Handoff& handoff : audit.handoffs) {
    const auto from = directory_.touchpoint(audit, handoff.from);
    const auto to = directory_.touchpoint(audit, handoff.to);
    if (from && to) recorded.push_back(packed(*from, *to));
  }
  std::sort(recorded.begin(), recorded.end());
  const std::vector<std::uint32_t>& order = scores_.journey_order;
  std::vector<std::uint32_t> before;
  std::vector<std::uint32_t> teams;
  for (std::size_t i = 0; i < order.size(); ++i) {
    find_owning_teams(order[i], teams);
    const bool changes_hands =
        i > 0 && !before.empty() && !teams.empty() && !share_any(before, teams);
    if (changes_hands &&
        !std::binary_search(recorded.begin(), recorded.end(), packed(order[i - 1], order[i]))) {
      scores_.unrecorded_handoffs.push_back({order[i - 1], order[i]});
    }
    std::swap(before, teams);
  }
}

// True if the touchpoint's stage, channel, owning teams, discipline or personas have changed.
bool Evaluation::redo_membership(const Audit& audit, std::size_t touchpoint) {
  const auto member = static_cast<std::uint32_t>(touchpoint);
  find_groups(audit, directory_, touchpoint, workload_.owners(touchpoint), groups_now_);
  const std::vector<std::uint32_t>& now = groups_now_;
  const auto before = groups_[touchpoint];
  if (std::equal(before.begin(), before.end(), now.begin(), now.end())) return false;
  mark_groups(touchpoint);
  for (const std::uint32_t group : before) {
    std::vector<std::uint32_t>& members = scores_.groups[group].touchpoints;
    members.erase(std::lower_bound(members.begin(), members.end(), member));
  }
  for (const std::uint32_t group : now) {
    std::vector<std::uint32_t>& members = scores_.groups[group].touchpoints;
    members.insert(std::lower_bound(members.begin(), members.end(), member), member);
  }
  groups_.replace(touchpoint, now);
  mark_groups(touchpoint);
  return true;
}

void Evaluation::mark_groups(std::size_t touchpoint) {
  for (const std::uint32_t group : groups_[touchpoint]) stale_groups_[group] = true;
}

// True if a volume or an importance has changed.
bool Evaluation::redo_reach(const Audit& audit, std::span<const std::size_t> places) {
  bool changed = false;
  for (const std::size_t place : places) {
    const std::optional<double> volume = audit.touchpoints[place].volume;
    const double importance = importance_of(audit.touchpoints[place]);
    changed = changed || volume != volumes_[place] || importance != importances_[place];
    volumes_[place] = volume;
    importances_[place] = importance;
  }
  return changed;
}

void Evaluation::read_weights(const Model& model) {
  const std::vector<double> before =
      std::exchange(weights_, reach_by_importance(volumes_, importances_));
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    if (weights_[i] == before[i]) continue;
    read_part(model, i);
    mark_groups(i);
  }
}

void Evaluation::read_part(const Model& model, std::size_t touchpoint) {
  parts_[touchpoint] = journey_part(scores_.touchpoints[touchpoint], weights_[touchpoint],
                                    model.thresholds.journey_power);
}

void Evaluation::sum_up(const Audit& audit, const Model& model) {
  const Thresholds& thresholds = model.thresholds;
  for (std::size_t i = 0; i < scores_.groups.size(); ++i) {
    if (!stale_groups_[i]) continue;
    GroupScore& group = scores_.groups[i];
    group.score = score_group(parts_, group.touchpoints, thresholds);
    stale_groups_[i] = false;
  }
  scores_.journey = score_journey(parts_, scores_.touchpoints, scores_.journey_order, thresholds);
  scores_.ranking = rank_touchpoints(audit, scores_.touchpoints, exact_order_);
  for (std::size_t rank = 0; rank < scores_.ranking.size(); ++rank) {
    scores_.touchpoints[scores_.ranking[rank]].rank = static_cast<std::uint32_t>(rank + 1);
  }
}

std::vector<std::size_t> Evaluation::all_touchpoints() const {
  std::vector<std::size_t> all(scores_.touchpoints.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

}  // namespace touchstone
