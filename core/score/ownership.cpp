#include "score/ownership.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace touchstone {
namespace {

bool holds(const std::vector<std::uint32_t>& list, std::uint32_t value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

void add_distinct(std::vector<std::uint32_t>& list, std::size_t value) {
  const auto small = static_cast<std::uint32_t>(value);
  if (!holds(list, small)) list.push_back(small);
}

std::size_t place(AskedField field) {
  return static_cast<std::size_t>(field);
}

void keep_open(Judgement& result, AskedField field, RuleSet rules) {
  result.open[place(field)] |= rules;
}

// Takes out what a firing rule silences or stands for. Rules are taken by number: one that is
// silenced itself silences nothing.
void silence(const Model& model, Judgement& result) {
  for (const Rule& rule : model.rules) {
    if (!contains(result.fired, rule.number)) continue;
    const RuleSet silenced = rule.silences | rule.stands_for;
    result.fired &= ~silenced;
    for (RuleSet& open : result.open) open &= ~silenced;
  }
  for (RuleSet& open : result.open) open &= ~result.fired;
  result.second &= result.fired;
}

bool older_than(const std::optional<Date>& date, Date as_of, double days) {
  return !date || days_between(*date, as_of) > days;
}

// The value if it is known, else every value it could have.
template <class E>
std::span<const E> possible_values(const std::optional<E>& value) {
  static constexpr auto k_all = [] {
    std::array<E, k_names<E>.size()> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<E>(i);
    return all;
  }();
  return value ? std::span<const E>(&*value, 1) : std::span<const E>(k_all);
}

}  // namespace

RuleSet Judgement::unknown() const {
  RuleSet rules = 0;
  for (const RuleSet open_for : open) rules |= open_for;
  return rules;
}

bool knows_kpis(const Audit& audit) {
  return audit.header.known.kpis || !audit.kpis.empty();
}

bool knows_handoffs(const Audit& audit) {
  return audit.header.known.handoffs || !audit.handoffs.empty();
}

void OwnershipJudge::read_facts(std::size_t touchpoint) {
  const Audit& audit = context_.audit;
  touchpoint_ = &audit.touchpoints[touchpoint];
  ownership_ = touchpoint_->ownership ? &*touchpoint_->ownership : nullptr;
  owners_.teams.clear();
  contributors_.clear();
  crossed_.reset();
  metrics_.clear();
  if (touchpoint_->measures) {
    for (const Measure& measure : *touchpoint_->measures)
      metrics_.push_back(context_.model.metric(measure.metric));
  }
  if (ownership_ == nullptr) return;

  const auto owners = context_.workload.owners(touchpoint);
  owners_.known = ownership_->accountable.has_value();
  owners_.count = owners.size();
  owners_.has_person = false;
  owners_.without_team = 0;
  for (const std::uint32_t owner : owners) {
    if (context_.directory.is_person(owner)) owners_.has_person = true;
    if (const auto team = context_.directory.team_of(owner)) {
      add_distinct(owners_.teams, *team);
    } else {
      ++owners_.without_team;
    }
  }
  if (ownership_->contributors) {
    for (const OwnerId& id : *ownership_->contributors) {
      if (const auto team = context_.directory.owner(audit, id)) add_distinct(contributors_, *team);
    }
  }
  if (ownership_->teams_crossed) {
    crossed_teams_.clear();
    for (const OwnerId& id : *ownership_->teams_crossed) {
      if (const auto team = context_.directory.owner(audit, id))
        add_distinct(crossed_teams_, *team);
    }
    crossed_ = crossed_teams_.size();
  }
}

bool OwnershipJudge::takes_part(std::uint32_t team) const {
  return holds(owners_.teams, team) || holds(contributors_, team);
}

Judgement OwnershipJudge::judge(std::size_t touchpoint) {
  read_facts(touchpoint);
  Judgement result;
  if (ownership_ == nullptr) {
    result.fired |= rule_bit(19);
  } else {
    judge_accountable(result);
    judge_discipline(result);
    judge_silo(result);
    judge_feedback(result);
    judge_kpis(result);
    judge_load(touchpoint, result);
    judge_dates(result);
  }
  judge_measures(result);
  silence(context_.model, result);
  return result;
}

// O1, O2, O3, O4, O6.
void OwnershipJudge::judge_accountable(Judgement& result) const {
  if (!owners_.known) {
    keep_open(result, AskedField::accountable, rule_bit(1) | rule_bit(2) | rule_bit(3));
  } else {
    if (owners_.count == 0) result.fired |= rule_bit(1);
    if (owners_.count > 1) result.fired |= rule_bit(2);
    if (owners_.count == 1 && !owners_.has_person) result.fired |= rule_bit(3);
  }
  if (!ownership_->responsible) {
    keep_open(result, AskedField::responsible, rule_bit(4));
  } else if (ownership_->responsible->empty()) {
    result.fired |= rule_bit(4);
  }
  if (!ownership_->authority) {
    keep_open(result, AskedField::authority, rule_bit(6));
  } else if (!*ownership_->authority) {
    result.fired |= rule_bit(6);
  }
}

// O5: an owner's team of the other discipline.
void OwnershipJudge::judge_discipline(Judgement& result) const {
  const std::optional<Discipline> discipline = touchpoint_->discipline;
  if (discipline == Discipline::both) return;
  if (!owners_.known) {
    keep_open(result, AskedField::accountable, rule_bit(5));
    if (!discipline) keep_open(result, AskedField::discipline, rule_bit(5));
    return;
  }
  bool ux = false;
  bool cx = false;
  bool unknown_team = false;
  for (const std::uint32_t team : owners_.teams) {
    const std::optional<Discipline> of_team = context_.audit.teams[team].discipline;
    ux = ux || of_team == Discipline::ux;
    cx = cx || of_team == Discipline::cx;
    unknown_team = unknown_team || !of_team;
  }
  if ((discipline == Discipline::ux && cx) || (discipline == Discipline::cx && ux)) {
    result.fired |= rule_bit(5);
    return;
  }
  const bool teamless = owners_.without_team > 0;
  const bool touchpoint_matters = !discipline && (ux || cx || unknown_team || teamless);
  if (unknown_team || touchpoint_matters) keep_open(result, AskedField::discipline, rule_bit(5));
  if (teamless) keep_open(result, AskedField::team, rule_bit(5));
}

// O14: customers cross teams, and no team but the owner's contributes.
void OwnershipJudge::judge_silo(Judgement& result) const {
  const RuleSet o14 = rule_bit(14);
  if (crossed_ && static_cast<double>(*crossed_) < context_.model.thresholds.crossing_teams) return;

  const auto strangers = static_cast<std::size_t>(
      std::count_if(contributors_.begin(), contributors_.end(),
                    [&](std::uint32_t team) { return !holds(owners_.teams, team); }));
  if (!ownership_->contributors) {
    keep_open(result, AskedField::contributors, o14);
    if (!owners_.known) keep_open(result, AskedField::accountable, o14);
    if (owners_.without_team > 0) keep_open(result, AskedField::team, o14);
  } else if (!owners_.known && !contributors_.empty()) {
    keep_open(result, AskedField::accountable, o14);
  } else if (strangers > owners_.without_team) {
    return;  // some other team contributes, whatever teams the owners belong to
  } else if (strangers > 0) {
    keep_open(result, AskedField::team, o14);
  } else if (crossed_) {
    result.fired |= o14;
  }
  if (!crossed_) keep_open(result, AskedField::teams_crossed, o14);
}

// O15: customers complain to support, and it goes nowhere.
void OwnershipJudge::judge_feedback(Judgement& result) const {
  const std::optional<bool> topic = ownership_->support_topic;
  const std::optional<bool> route = ownership_->feedback_route;
  if (topic == false || route == true) return;
  if (topic && route) result.fired |= rule_bit(15);
  if (!topic) keep_open(result, AskedField::support_topic, rule_bit(15));
  if (!route) keep_open(result, AskedField::feedback_route, rule_bit(15));
}

// O20: two KPIs of teams that take part pull in opposite directions.
void OwnershipJudge::judge_kpis(Judgement& result) const {
  const RuleSet o20 = rule_bit(20);
  const bool known_kpis = knows_kpis(context_.audit);
  const bool any_team = !owners_.known || !ownership_->contributors;
  std::size_t fewest_missing =
      3;  // teams that would still have to take part in the nearest conflict
  for (const KpiPair& pair : context_.kpi_pairs) {
    const bool first = takes_part(pair.first_team);
    const bool second = takes_part(pair.second_team);
    const std::size_t wanted = pair.first_team == pair.second_team ? 1 : 2;
    const std::size_t there = (first ? 1U : 0U) + (wanted == 2 && second ? 1U : 0U);
    fewest_missing = std::min(fewest_missing, wanted - there);
  }
  if (known_kpis && fewest_missing == 0) {
    result.fired |= o20;
    return;
  }
  if (known_kpis && context_.kpi_pairs.empty()) return;
  const bool nobody =
      !any_team && owners_.teams.empty() && owners_.without_team == 0 && contributors_.empty();
  if (!known_kpis && nobody) return;
  if (!known_kpis) keep_open(result, AskedField::kpis, o20);
  if (!owners_.known) keep_open(result, AskedField::accountable, o20);
  if (!ownership_->contributors) keep_open(result, AskedField::contributors, o20);
  const bool team_matters = !known_kpis || any_team || fewest_missing <= owners_.without_team;
  if (owners_.without_team > 0 && team_matters) keep_open(result, AskedField::team, o20);
}

// O23, O24.
void OwnershipJudge::judge_load(std::size_t touchpoint, Judgement& result) const {
  const bool no_deputy = !ownership_->deputy;
  if (!owners_.known) {
    keep_open(result, AskedField::accountable, rule_bit(23));
    if (no_deputy) keep_open(result, AskedField::accountable, rule_bit(24));
    return;
  }
  const auto owners = context_.workload.owners(touchpoint);
  if (std::any_of(owners.begin(), owners.end(),
                  [&](std::uint32_t owner) { return context_.workload.is_overloaded(owner); })) {
    result.fired |= rule_bit(23);
  }
  if (owners_.has_person && no_deputy) {
    result.fired |= rule_bit(24);
    const auto people = static_cast<double>(context_.audit.people.size());
    if (people <= context_.model.thresholds.few_people) result.second |= rule_bit(24);
  }
}

// O25, O27. Without as_of neither can be told, not even where there is no date at all.
void OwnershipJudge::judge_dates(Judgement& result) const {
  const Thresholds& t = context_.model.thresholds;
  const std::optional<Date> as_of = context_.audit.header.as_of;
  const bool may_cross = !crossed_ || static_cast<double>(*crossed_) >= t.crossing_teams;
  const bool sync_may_be_late = !as_of || older_than(ownership_->last_sync, *as_of, t.sync_days);
  if (may_cross && sync_may_be_late) {
    if (as_of && crossed_) result.fired |= rule_bit(25);
    if (!as_of) keep_open(result, AskedField::as_of, rule_bit(25));
    if (!crossed_) keep_open(result, AskedField::teams_crossed, rule_bit(25));
  }
  if (!as_of) {
    keep_open(result, AskedField::as_of, rule_bit(27));
  } else if (older_than(ownership_->last_review, *as_of, t.review_days)) {
    result.fired |= rule_bit(27);
  }
}

// O7..O13.
void OwnershipJudge::judge_measures(Judgement& result) const {
  if (touchpoint_->measures && touchpoint_->measures->empty()) {
    result.fired |= rule_bit(7);
  } else if (touchpoint_->measures) {
    judge_known_measures(*touchpoint_->measures, result);
  } else {
    RuleSet all = 0;
    for (int rule = 7; rule <= 13; ++rule) all |= rule_bit(rule);
    keep_open(result, AskedField::measures, all);
    if (!touchpoint_->level) keep_open(result, AskedField::level, rule_bit(8));
    if (!touchpoint_->discipline) keep_open(result, AskedField::discipline, rule_bit(8));
    if (!context_.audit.header.as_of) keep_open(result, AskedField::as_of, rule_bit(12));
  }
}

void OwnershipJudge::judge_known_measures(const std::vector<Measure>& measures,
                                          Judgement& result) const {
  bool vanity_only = true;
  bool has_baseline = false;
  bool has_target = false;
  bool enough = false;
  for (std::size_t i = 0; i < measures.size(); ++i) {
    const Measure& measure = measures[i];
    const Metric* metric = metrics_[i];
    vanity_only = vanity_only && metric != nullptr && metric->vanity;
    has_baseline = has_baseline || measure.baseline;
    has_target = has_target || measure.target;
    enough = enough || (metric != nullptr && !metric->vanity && metric->min_n && measure.n &&
                        *measure.n >= *metric->min_n);
  }
  if (vanity_only) result.fired |= rule_bit(9);
  if (!has_baseline) result.fired |= rule_bit(10);
  if (!has_target) result.fired |= rule_bit(11);
  if (!enough) result.fired |= rule_bit(13);
  judge_family(result);
  judge_age(measures, result);
}

// O8: no measure fits the level, or one is of the wrong kind for what is measured.
void OwnershipJudge::judge_family(Judgement& result) const {
  std::array<bool, 3> families{};
  bool unfit_at_ux_interaction = false;
  bool unfit_at_cx = false;
  for (const Metric* metric : metrics_) {
    if (metric == nullptr) continue;
    if (metric->family) families[static_cast<std::size_t>(*metric->family)] = true;
    unfit_at_ux_interaction =
        unfit_at_ux_interaction || metric->unfit_at == UnfitPlace::ux_interaction;
    unfit_at_cx = unfit_at_cx || metric->unfit_at == UnfitPlace::cx;
  }
  // Levels and families have the same words in the same order.
  const auto wrong = [&](Level level, Discipline discipline) {
    const bool ux_interaction = discipline == Discipline::ux && level == Level::interaction;
    return !families[static_cast<std::size_t>(level)] ||
           (unfit_at_ux_interaction && ux_interaction) ||
           (unfit_at_cx && discipline == Discipline::cx);
  };
  const std::span<const Level> levels = possible_values(touchpoint_->level);
  const std::span<const Discipline> disciplines = possible_values(touchpoint_->discipline);
  bool level_matters = false;
  bool discipline_matters = false;
  for (const Level level : levels) {
    for (const Discipline discipline : disciplines) {
      const bool here = wrong(level, discipline);
      level_matters = level_matters || here != wrong(levels.front(), discipline);
      discipline_matters = discipline_matters || here != wrong(level, disciplines.front());
    }
  }
  if (level_matters) keep_open(result, AskedField::level, rule_bit(8));
  if (discipline_matters) keep_open(result, AskedField::discipline, rule_bit(8));
  if (!level_matters && !discipline_matters && wrong(levels.front(), disciplines.front())) {
    result.fired |= rule_bit(8);
  }
}

// O12: the newest dated measure; of several on that day the one with the longest cadence.
void OwnershipJudge::judge_age(const std::vector<Measure>& measures, Judgement& result) const {
  std::optional<Date> newest;
  double cadence = 0;
  for (std::size_t i = 0; i < measures.size(); ++i) {
    const Measure& measure = measures[i];
    const Metric* metric = metrics_[i];
    if (!measure.date || metric == nullptr) continue;
    if (!newest || *measure.date > *newest) {
      newest = measure.date;
      cadence = metric->cadence;
    } else if (*measure.date == *newest) {
      cadence = std::max(cadence, metric->cadence);
    }
  }
  const std::optional<Date> as_of = context_.audit.header.as_of;
  if (!newest) keep_open(result, AskedField::date, rule_bit(12));
  if (!as_of) keep_open(result, AskedField::as_of, rule_bit(12));
  if (!newest || !as_of) return;
  const double age = days_between(*newest, *as_of);
  if (age > cadence) result.fired |= rule_bit(12);
  // One entry with the higher severity, should an audit have turned the two round.
  const std::vector<double>& severities = context_.model.rule(12).severities;
  const bool much_older = age > context_.model.thresholds.stale_factor * cadence;
  if (much_older && severities[1] > severities[0]) result.second |= rule_bit(12);
}

Judgement judge_handoff(const Handoff& handoff) {
  Judgement result;
  if (!handoff.receiver) result.fired |= rule_bit(16);
  if (!handoff.context || handoff.context->empty()) result.fired |= rule_bit(17);
  if (!handoff.response_hours) result.fired |= rule_bit(18);
  return result;
}

std::vector<AuditGap> judge_audit(const Audit& audit, const Model& model) {
  std::vector<AuditGap> gaps;
  bool ux = false;
  bool cx = false;
  for (const Touchpoint& touchpoint : audit.touchpoints) {
    ux = ux || touchpoint.discipline == Discipline::ux || touchpoint.discipline == Discipline::both;
    cx = cx || touchpoint.discipline == Discipline::cx || touchpoint.discipline == Discipline::both;
  }
  if (ux && cx && knows_kpis(audit)) {
    const auto shared = static_cast<double>(std::count_if(
        audit.kpis.begin(), audit.kpis.end(), [](const Kpi& kpi) { return kpi.shared; }));
    if (shared == 0) {
      gaps.push_back({21, model.rule(21).severities[0], std::nullopt});
    } else if (shared < model.thresholds.shared_kpis_min) {
      gaps.push_back({22, model.rule(22).severities[0], std::nullopt});
    } else if (shared > model.thresholds.shared_kpis_max) {
      gaps.push_back({22, model.rule(22).severities[1], std::nullopt});
    }
  }
  for (std::size_t stage = 0; stage < audit.stages.size(); ++stage) {
    if (!audit.stages[stage].lead) gaps.push_back({26, model.rule(26).severities[0], stage});
  }
  return gaps;
}

}  // namespace touchstone
