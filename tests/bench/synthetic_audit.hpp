// An audit of any size for measuring: what a large organisation might write down, drawn at random
// but always the same for a size.
//
// Each touchpoint has a stage, channel, discipline, level, volume, importance, owners, up to five
// measures (all kinds of interval, with and without n, spread, date, own baseline and target) and
// ratings of two factors by up to three raters each; some have overall votes. Every third one is
// followed by a hand-off, every tenth has a fix. The raters agree so-so (alpha between .667 and
// .8), so one changed rating changes what all ratings are worth: the dearest edit there is.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/audit.hpp"
#include "audit/names.hpp"
#include "model/model.hpp"
#include "stats/random.hpp"
#include "text/concat.hpp"

namespace touchstone::bench {

class SyntheticAudit {
public:
  explicit SyntheticAudit(std::size_t touchpoints) : random_(touchpoints) {
    add_header();
    add_lists();
    for (std::size_t i = 0; i < touchpoints; ++i) add_touchpoint(i);
    for (std::size_t i = 0; i + 1 < touchpoints; i += 3) add_handoff(i);
    for (std::size_t i = 0; i < touchpoints; i += 10) add_fix(i);
    KnownLists& known = audit_.header.known;
    known.stages = known.channels = known.teams = known.people = known.personas = true;
    known.touchpoints = known.raters = known.ratings = known.handoffs = known.kpis = true;
    known.fixes = true;
  }

  Audit take() && { return std::move(audit_); }

private:
  static constexpr std::size_t k_stages = 8;
  static constexpr std::size_t k_channels = 6;
  static constexpr std::size_t k_teams = 12;
  static constexpr std::size_t k_people = 60;
  static constexpr std::size_t k_personas = 5;
  static constexpr std::size_t k_raters = 9;
  static constexpr std::size_t k_kpis = 10;

  std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_.bits() % count); }

  bool chance(double share) { return random_.uniform() < share; }

  // Thousandths, as people write numbers.
  double between(double low, double high) {
    return std::round(1000 * (low + (high - low) * random_.uniform())) / 1000;
  }

  double whole(std::size_t low, std::size_t high) {
    return static_cast<double>(low + below(high - low + 1));
  }

  Date some_day() { return {audit_.header.as_of->days - static_cast<std::int32_t>(below(400))}; }

  template <class E>
  E any_name() {
    return static_cast<E>(below(k_names<E>.size()));
  }

  static std::string numbered(std::string_view word, std::size_t number) {
    return concat(word, "-", std::to_string(number));
  }

  OwnerId team(std::size_t number) { return OwnerId(numbered("team", number % k_teams)); }

  OwnerId some_owner() {
    return chance(.3) ? team(below(k_teams)) : OwnerId(numbered("person", below(k_people)));
  }

  std::vector<OwnerId> some_teams(std::size_t most) {
    std::vector<OwnerId> teams;
    const std::size_t first = below(k_teams);
    const std::size_t count = below(most + 1);
    for (std::size_t i = 0; i < count; ++i) teams.push_back(team(first + i));
    return teams;
  }

  template <class T>
  static T& add(std::vector<T>& list, std::string_view word, std::size_t number) {
    T& element = list.emplace_back();
    element.id.text = numbered(word, number);
    if constexpr (requires { element.name; })
      element.name = concat("The ", word, " with the number ", std::to_string(number));
    return element;
  }

  void add_header() {
    audit_.header.title = "Made up for measuring";
    audit_.header.as_of = parse_date("2026-11-01");
    audit_.header.seed = 1;
    audit_.header.business_stage = BusinessStage::scaling;
  }

  void add_lists() {
    for (std::size_t i = 0; i < k_stages; ++i) {
      Stage& stage = add(audit_.stages, "stage", i);
      stage.phase = static_cast<Phase>(i / 2);
      if (i % 4 != 3) stage.lead = team(i);
    }
    for (std::size_t i = 0; i < k_channels; ++i)
      add(audit_.channels, "channel", i).kind = any_name<ChannelKind>();
    for (std::size_t i = 0; i < k_teams; ++i)
      add(audit_.teams, "team", i).discipline = any_name<Discipline>();
    for (std::size_t i = 0; i < k_people; ++i) add(audit_.people, "person", i).team = team(i);
    for (std::size_t i = 0; i < k_personas; ++i) add(audit_.personas, "persona", i);
    for (std::size_t i = 0; i < k_raters; ++i) {
      Rater& rater = add(audit_.raters, "rater", i);
      rater.team = team(i);
      rater.spectator = i + 1 == k_raters;
    }
    for (std::size_t i = 0; i < k_kpis; ++i) {
      Kpi& kpi = add(audit_.kpis, "kpi", i);
      kpi.quantity = numbered("quantity", i / 2);
      kpi.direction = any_name<KpiDirection>();
      kpi.team = team(3 * i);
      kpi.shared = i == 0;
    }
  }

  void add_touchpoint(std::size_t number) {
    Touchpoint& it = add(audit_.touchpoints, "touchpoint", number);
    it.description = "What happens here, in a sentence of the usual length.";
    it.stage = StageId(numbered("stage", below(k_stages)));
    it.channel = ChannelId(numbered("channel", below(k_channels)));
    it.discipline = any_name<Discipline>();
    it.level = any_name<Level>();
    if (chance(.9)) it.volume = whole(10, 20'000);
    if (chance(.8)) it.importance = whole(1, 5);
    if (chance(.5))
      it.personas = std::vector<PersonaId>{PersonaId(numbered("persona", below(k_personas)))};
    it.moment_of_truth = chance(.1);
    if (chance(.9)) add_ownership(it);
    add_measures(it);
    if (chance(.3)) {
      Evidence& evidence = it.evidence.emplace_back();
      evidence.type = EvidenceType::quote;
      evidence.text = "\"I had to ask three times.\"";
      evidence.date = some_day();
    }
    add_ratings(it);
  }

  void add_ownership(Touchpoint& it) {
    Ownership& ownership = it.ownership.emplace();
    ownership.accountable.emplace();
    if (chance(.9)) ownership.accountable->push_back(some_owner());
    if (chance(.1)) ownership.accountable->push_back(some_owner());
    if (chance(.8)) ownership.responsible = std::vector<OwnerId>{some_owner()};
    ownership.contributors = some_teams(3);
    if (chance(.7)) ownership.teams_crossed = some_teams(3);
    if (chance(.8)) ownership.authority = chance(.8);
    if (chance(.6)) ownership.deputy = some_owner();
    if (chance(.6)) ownership.feedback_route = chance(.5);
    if (chance(.6)) ownership.support_topic = chance(.5);
    if (chance(.6)) ownership.last_sync = some_day();
    if (chance(.6)) ownership.last_review = some_day();
  }

  void add_measures(Touchpoint& it) {
    const std::vector<Metric>& metrics = shipped_model().metrics;
    std::vector<Measure>& measures = it.measures.emplace();
    const std::size_t count = below(6);
    while (measures.size() < count) {
      const Metric& metric = metrics[below(metrics.size())];
      const bool fits = !metric.factor || applies(shipped_model().factors[*metric.factor], it);
      if (fits) measures.push_back(some_measure(metric));
    }
  }

  Measure some_measure(const Metric& metric) {
    Measure measure;
    measure.metric = metric.id;
    if (chance(.9)) measure.n = whole(5, 400);
    if (chance(.9)) measure.date = some_day();
    measure.source = "Made up";
    if (metric.anchors.empty()) {
      measure.value = whole(100, 50'000);
      return measure;
    }
    measure.value = value_of(metric);
    if (chance(.2)) {
      measure.target = value_of(metric);
      if (chance(.7)) measure.baseline = value_of(metric);
      if (measure.baseline == measure.target) measure.baseline.reset();
    }
    if (metric.interval == IntervalMethod::nps && measure.n && chance(.5)) {
      const auto n = static_cast<std::size_t>(*measure.n);
      measure.promoters = whole(0, n / 2);
      measure.detractors = whole(0, n / 2);
      measure.value.reset();
    }
    const bool takes_spread = metric.default_sd || metric.default_log_sd;
    if (takes_spread && chance(.5)) measure.sd = between(.1, metric.default_sd.value_or(1) * 2);
    if (chance(.05)) measure.low = measure.high = measure.value;
    return measure;
  }

  // Between the ends of the metric's anchors.
  double value_of(const Metric& metric) {
    const double value = between(metric.anchors.front().value, metric.anchors.back().value);
    return metric.complement ? std::round(1000 * (1 - value)) / 1000 : value;
  }

  // Two factors that apply, or one and the overall vote.
  void add_ratings(const Touchpoint& it) {
    std::vector<std::size_t> factors;
    for (std::size_t k = 0; k < shipped_model().factors.size(); ++k) {
      if (applies(shipped_model().factors[k], it)) factors.push_back(k);
    }
    const std::size_t first = below(factors.size());
    const bool overall = chance(.2);
    rate(it, shipped_model().factors[factors[first]].id);
    rate(it, overall ? FactorId(std::string(k_overall))
                     : shipped_model().factors[factors[(first + 1) % factors.size()]].id);
  }

  void rate(const Touchpoint& it, const FactorId& factor) {
    const double truth = whole(0, 4);
    const std::size_t raters = 1 + below(3);
    const std::size_t first = below(k_raters);
    for (std::size_t i = 0; i < raters; ++i) {
      Rating& rating = audit_.ratings.emplace_back();
      rating.rater = RaterId(numbered("rater", (first + i) % k_raters));
      rating.touchpoint = it.id;
      rating.factor = factor;
      const double slip = chance(.4) ? 0 : whole(0, 2) - 1;
      rating.score = chance(.04) ? whole(0, 4) : std::clamp(truth + slip, 0.0, 4.0);
      rating.date = some_day();
    }
  }

  void add_handoff(std::size_t from) {
    Handoff& handoff = add(audit_.handoffs, "handoff", from);
    handoff.from = audit_.touchpoints[from].id;
    handoff.to = audit_.touchpoints[from + 1].id;
    handoff.giver = team(from);
    if (chance(.8)) handoff.receiver = team(from + 1);
    if (chance(.7)) handoff.context = std::vector<std::string>{"the order", "what was promised"};
    if (chance(.5)) handoff.response_hours = whole(1, 72);
  }

  void add_fix(std::size_t touchpoint) {
    Fix& fix = add(audit_.fixes, "fix", touchpoint);
    fix.title = "Mend what was found";
    fix.effort = whole(1, 40);
    fix.status = FixStatus::open;
    Effect& effect = fix.effects.emplace_back();
    effect.touchpoint = audit_.touchpoints[touchpoint].id;
    effect.reduces = between(.1, .9);
  }

  stats::Random random_;
  Audit audit_;
};

}  // namespace touchstone::bench
