// Audits for tests, built in the field's own words:
//
//   const Audit a = audit()
//                       .as_of("2026-11-01")
//                       .stage("use")
//                       .touchpoint("refund call").discipline(Discipline::cx).in_stage("use")
//                       .owner("support").measure("csat_top2", .7).n(80)
//                       .rated("resolution", 3)
//                       .build();
//
// A name is the id as well. Whatever a call mentions and the audit does not have yet is added: an
// owner becomes a team (unless a person of that name exists), a rater a rater, a stage a stage.
// Calls after stage(), touchpoint(), measure(), handoff(), kpi() or fix() describe the one named
// last.
#pragma once

#include <algorithm>
#include <cassert>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/audit.hpp"

namespace touchstone::test {

inline Date day(std::string_view text) {
  const std::optional<Date> date = parse_date(text);
  assert(date.has_value());
  return *date;
}

class AuditBuilder {
public:
  using Self = AuditBuilder&;

  Audit build() const { return audit_; }

  operator Audit() const { return audit_; }

  // The audit so far, for what has no word here.
  Audit& raw() { return audit_; }

  // The whole audit.
  Self title(std::string text) { return audit_.header.title = std::move(text), *this; }

  Self as_of(std::string_view date) { return audit_.header.as_of = day(date), *this; }

  Self seed(double seed) { return audit_.header.seed = seed, *this; }

  Self business_stage(BusinessStage stage) { return audit_.header.business_stage = stage, *this; }

  Self goal(std::string id) { return push(audit_.header.goals, GoalId(std::move(id))); }

  Self economics(Economics economics) {
    return audit_.header.economics = std::move(economics), *this;
  }

  // `json` is the value's JSON text, such as "2" or "[15,30]".
  Self overriding(std::string pointer, std::string json) {
    audit_.header.overrides.push_back({std::move(pointer), std::move(json)});
    return *this;
  }

  // The lists a touchpoint refers to.
  Self stage(std::string name, std::optional<Phase> phase = {},
             std::optional<StageRole> role = {}) {
    Stage& stage = find_or_add(audit_.stages, StageId(std::move(name)));
    stage.phase = phase;
    stage.role = role;
    return *this;
  }

  Self led_by(std::string team) {
    team_named(team);
    return audit_.stages.back().lead = OwnerId(std::move(team)), *this;
  }

  Self channel(std::string name, std::optional<ChannelKind> kind = {}, bool mobile = false) {
    Channel& channel = find_or_add(audit_.channels, ChannelId(std::move(name)));
    channel.kind = kind;
    channel.mobile = mobile;
    return *this;
  }

  Self team(std::string name, std::optional<Discipline> discipline = {}) {
    team_named(std::move(name)).discipline = discipline;
    return *this;
  }

  Self person(std::string name, std::optional<std::string> team = {}) {
    Person& person = find_or_add(audit_.people, OwnerId(std::move(name)));
    if (team) {
      team_named(*team);
      person.team = OwnerId(*team);
    }
    return *this;
  }

  Self persona(std::string name, std::optional<double> share = {}) {
    find_or_add(audit_.personas, PersonaId(std::move(name))).share = share;
    return *this;
  }

  Self rater(std::string name, bool spectator = false) {
    find_or_add(audit_.raters, RaterId(std::move(name))).spectator = spectator;
    return *this;
  }

  // Touchpoints.
  Self touchpoint(std::string name) {
    find_or_add(audit_.touchpoints, TouchpointId(name));
    touchpoint_ = std::move(name);
    return *this;
  }

  Self in_stage(std::string name) {
    find_or_add(audit_.stages, StageId(name));
    return here().stage = StageId(std::move(name)), *this;
  }

  Self on_channel(std::string name) {
    find_or_add(audit_.channels, ChannelId(name));
    return here().channel = ChannelId(std::move(name)), *this;
  }

  Self discipline(Discipline discipline) { return here().discipline = discipline, *this; }

  Self level(Level level) { return here().level = level, *this; }

  Self volume(double customers_a_month) { return here().volume = customers_a_month, *this; }

  Self importance(double importance) { return here().importance = importance, *this; }

  Self lost_share(double share) { return here().lost_share = share, *this; }

  Self contacts(double a_month) { return here().contacts = a_month, *this; }

  Self core_task() { return here().core_task = true, *this; }

  Self moment_of_truth() { return here().moment_of_truth = true, *this; }

  Self emotion(double emotion) { return here().emotion = emotion, *this; }

  Self quote(std::string text) { return here().quote = std::move(text), *this; }

  Self notes(std::string text) { return here().notes = std::move(text), *this; }

  Self met_by(std::string persona) {
    find_or_add(audit_.personas, PersonaId(persona));
    return push(here().personas, PersonaId(std::move(persona)));
  }

  Self not_applicable(std::initializer_list<std::string_view> factors) {
    for (const std::string_view factor : factors)
      here().not_applicable.emplace_back(std::string(factor));
    return *this;
  }

  Self evidence(std::string text, EvidenceType type = EvidenceType::observation) {
    Evidence evidence;
    evidence.type = type;
    evidence.text = std::move(text);
    here().evidence.push_back(std::move(evidence));
    return *this;
  }

  // Ownership. asked() alone leaves each answer unknown.
  Self asked() { return ownership(), *this; }

  Self owner(std::string name) {
    owner_named(name);
    return push(ownership().accountable, OwnerId(std::move(name)));
  }

  Self no_owner() { return ownership().accountable.emplace(), *this; }

  Self responsible(std::string name) {
    owner_named(name);
    return push(ownership().responsible, OwnerId(std::move(name)));
  }

  Self nobody_responsible() { return ownership().responsible.emplace(), *this; }

  Self contributor(std::string team) {
    team_named(team);
    return push(ownership().contributors, OwnerId(std::move(team)));
  }

  Self no_contributors() { return ownership().contributors.emplace(), *this; }

  Self crosses(std::initializer_list<std::string_view> teams) {
    ownership().teams_crossed.emplace();
    for (const std::string_view team : teams) {
      team_named(std::string(team));
      push(ownership().teams_crossed, OwnerId(std::string(team)));
    }
    return *this;
  }

  Self authority(bool has_it) { return ownership().authority = has_it, *this; }

  Self deputy(std::string name) {
    owner_named(name);
    return ownership().deputy = OwnerId(std::move(name)), *this;
  }

  Self feedback_route(bool exists) { return ownership().feedback_route = exists, *this; }

  Self support_topic(bool is_one) { return ownership().support_topic = is_one, *this; }

  Self last_sync(std::string_view date) { return ownership().last_sync = day(date), *this; }

  Self last_review(std::string_view date) { return ownership().last_review = day(date), *this; }

  // Measures.
  Self measure(std::string metric, std::optional<double> value = {}) {
    Measure measure;
    measure.metric = MetricId(std::move(metric));
    measure.value = value;
    return push(here().measures, std::move(measure));
  }

  Self no_measures() { return here().measures.emplace(), *this; }

  Self n(double people) { return last_measure().n = people, *this; }

  Self sd(double sd) { return last_measure().sd = sd, *this; }

  Self log_sd(double sd) { return last_measure().log_sd = sd, *this; }

  Self interval(double low, double high) {
    last_measure().low = low;
    last_measure().high = high;
    return *this;
  }

  Self successes(double count) { return last_measure().successes = count, *this; }

  Self promoters(double count) { return last_measure().promoters = count, *this; }

  Self detractors(double count) { return last_measure().detractors = count, *this; }

  Self dated(std::string_view date) { return last_measure().date = day(date), *this; }

  Self baseline(double value) { return last_measure().baseline = value, *this; }

  Self target(double value) { return last_measure().target = value, *this; }

  Self kind(EvidenceKind kind) { return last_measure().kind = kind, *this; }

  // Ratings of the touchpoint named last. No score erases an earlier one.
  Self rated(std::string factor, std::optional<double> score, std::string by = "rater 1",
             std::optional<std::string_view> date = {}) {
    find_or_add(audit_.raters, RaterId(by));
    Rating rating;
    rating.rater = RaterId(std::move(by));
    rating.touchpoint = TouchpointId(touchpoint_);
    rating.factor = FactorId(std::move(factor));
    rating.score = score;
    if (date) rating.date = day(*date);
    audit_.ratings.push_back(std::move(rating));
    return *this;
  }

  // Hand-offs; the id is "from -> to".
  Self handoff(const std::string& from, const std::string& to) {
    find_or_add(audit_.touchpoints, TouchpointId(from));
    find_or_add(audit_.touchpoints, TouchpointId(to));
    Handoff handoff;
    handoff.id = HandoffId(from + " -> " + to);
    handoff.from = TouchpointId(from);
    handoff.to = TouchpointId(to);
    audit_.handoffs.push_back(std::move(handoff));
    audit_.header.known.handoffs = true;
    return *this;
  }

  Self giver(std::string team) {
    team_named(team);
    return audit_.handoffs.back().giver = OwnerId(std::move(team)), *this;
  }

  Self receiver(std::string team) {
    team_named(team);
    return audit_.handoffs.back().receiver = OwnerId(std::move(team)), *this;
  }

  Self passes_on(std::string what) { return push(audit_.handoffs.back().context, std::move(what)); }

  Self passes_on_nothing() { return audit_.handoffs.back().context.emplace(), *this; }

  Self answers_within(double hours) { return audit_.handoffs.back().response_hours = hours, *this; }

  // KPIs.
  Self kpi(std::string name) {
    find_or_add(audit_.kpis, KpiId(std::move(name)));
    return *this;
  }

  Self of_team(std::string team) {
    team_named(team);
    return audit_.kpis.back().team = OwnerId(std::move(team)), *this;
  }

  Self counts(std::string quantity, std::optional<KpiDirection> direction) {
    audit_.kpis.back().quantity = std::move(quantity);
    audit_.kpis.back().direction = direction;
    return *this;
  }

  Self shared() { return audit_.kpis.back().shared = true, *this; }

  Self conflicts_with(std::string kpi) {
    audit_.kpis.back().conflicts_with.emplace_back(std::move(kpi));
    return *this;
  }

  // Fixes.
  Self fix(std::string title, std::optional<double> effort = {}) {
    Fix fix;
    fix.id = FixId(title);
    fix.title = std::move(title);
    fix.effort = effort;
    audit_.fixes.push_back(std::move(fix));
    return *this;
  }

  Self reduces(const std::string& touchpoint, std::optional<double> fraction) {
    find_or_add(audit_.touchpoints, TouchpointId(touchpoint));
    Effect effect;
    effect.touchpoint = TouchpointId(touchpoint);
    effect.reduces = fraction;
    audit_.fixes.back().effects.push_back(std::move(effect));
    return *this;
  }

  Self cost(double cost) { return audit_.fixes.back().cost = cost, *this; }

  Self confidence(double share) { return audit_.fixes.back().confidence = share, *this; }

  Self status(FixStatus status) { return audit_.fixes.back().status = status, *this; }

  Self category(FixCategory category) { return audit_.fixes.back().category = category, *this; }

  Self rationale(Rationale rationale) { return audit_.fixes.back().rationale = rationale, *this; }

  Self done_by(std::string owner) {
    owner_named(owner);
    return audit_.fixes.back().owner = OwnerId(std::move(owner)), *this;
  }

  Self requires_fix(std::string id) {
    audit_.fixes.back().requires_fixes.emplace_back(std::move(id));
    return *this;
  }

  Self excludes(std::string id) {
    audit_.fixes.back().excludes.emplace_back(std::move(id));
    return *this;
  }

  // Gaps and snapshots. No target is the whole journey.
  Self accept(std::optional<std::string> target, std::string rule, std::string reason = "agreed") {
    AcceptedGap gap;
    gap.target = std::move(target);
    gap.rule = RuleId(std::move(rule));
    gap.reason = std::move(reason);
    audit_.accepted_gaps.push_back(std::move(gap));
    return *this;
  }

  Self snapshot(std::string_view date, std::string label, std::string scores = "") {
    Snapshot snapshot;
    snapshot.date = day(date);
    snapshot.label = std::move(label);
    snapshot.scores = std::move(scores);
    audit_.snapshots.push_back(std::move(snapshot));
    return *this;
  }

private:
  // The element with this id, appended (with the id as its name) if there is none; always the last
  // one afterwards only when it was added.
  template <class T, class TypedId>
  static T& find_or_add(std::vector<T>& list, TypedId id) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const T& element) { return element.id == id; });
    if (found != list.end()) return *found;
    T element;
    element.name = id.text;
    element.id = std::move(id);
    return list.emplace_back(std::move(element));
  }

  template <class T>
  Self push(std::optional<std::vector<T>>& list, T value) {
    if (!list) list.emplace();
    list->push_back(std::move(value));
    return *this;
  }

  Touchpoint& here() {
    const auto found =
        std::find_if(audit_.touchpoints.begin(), audit_.touchpoints.end(),
                     [&](const Touchpoint& each) { return each.id.text == touchpoint_; });
    assert(found != audit_.touchpoints.end() && "name a touchpoint first");
    return *found;
  }

  Ownership& ownership() {
    if (!here().ownership) here().ownership.emplace();
    return *here().ownership;
  }

  Measure& last_measure() {
    assert(here().measures && !here().measures->empty() && "name a measure first");
    return here().measures->back();
  }

  Team& team_named(std::string name) { return find_or_add(audit_.teams, OwnerId(std::move(name))); }

  void owner_named(const std::string& name) {
    const bool is_person =
        std::any_of(audit_.people.begin(), audit_.people.end(),
                    [&](const Person& person) { return person.id.text == name; });
    if (!is_person) team_named(name);
  }

  Audit audit_;
  std::string touchpoint_;
};

inline AuditBuilder audit() {
  return {};
}

}  // namespace touchstone::test
