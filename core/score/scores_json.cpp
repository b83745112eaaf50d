#include "score/scores_json.hpp"

#include "score/directory.hpp"
#include "score/gap_text.hpp"
#include "score/json_writer.hpp"
#include "score/ownership.hpp"

namespace touchstone {
namespace {

// Everything the pieces below look into.
struct Writer {
  const Audit& audit;
  const Model& model;
  const Scores& scores;
  JsonWriter json;
  GapTexts gap_texts{audit, model};

  void write_interval(const std::optional<JourneyScore>& score) {
    const auto part = [&](double JourneyScore::* member) {
      return score ? std::optional<double>((*score).*member) : std::nullopt;
    };
    json.key("friction").number_or_null(part(&JourneyScore::friction));
    json.key("low").number_or_null(part(&JourneyScore::low));
    json.key("high").number_or_null(part(&JourneyScore::high));
    json.key("coverage").number_or_null(part(&JourneyScore::coverage));
  }

  void write_journey() {
    const std::optional<JourneyScore>& journey = scores.journey;
    json.line().key("journey").object();
    write_interval(journey);
    json.key("mean").number_or_null(journey ? std::optional(journey->mean) : std::nullopt);
    json.key("max").number_or_null(journey ? std::optional(journey->max) : std::nullopt);
    json.key("peak_end").number_or_null(journey ? std::optional(journey->peak_end) : std::nullopt);
    json.key("alpha").number_or_null(scores.alpha);
    json.end();
  }

  void write_text(const GapText& text) {
    json.key("message").text(text.message).key("remedy").text(text.remedy);
  }

  template <class TextOf>
  void write_gaps(const RuleFindings& rules, TextOf text_of) {
    json.key("gaps").array();
    for (const Gap& gap : listed_gaps(rules, model)) {
      json.object().key("rule").text(model.rule(gap.rule).id.text);
      json.key("severity").number(gap.severity).key("contribution").number(gap.contribution);
      write_text(text_of(gap.rule));
      json.end();
    }
    json.end();
  }

  void write_factors(const TouchpointScore& score) {
    json.key("factors").array();
    for (const FactorScore& factor : score.factors) {
      json.object().key("factor").text(model.factors[factor.factor].id.text);
      json.key("weight").number(factor.weight).key("x").number(factor.x);
      json.key("sd").number(factor.sd()).key("rho").number(factor.rho);
      json.key("contribution").number(factor.contribution).key("items").number(factor.items);
      json.key("from_overall").boolean(factor.from_overall).end();
    }
    json.end();
  }

  void write_not_asked(const Judgement& judgement) {
    json.key("not_asked").array();
    for (const NotAsked& open : not_asked(judgement)) {
      json.object().key("field").text(open.field).key("rules").array();
      for (const int rule : open.rules) json.text(model.rule(rule).id.text);
      json.end().end();
    }
    json.end();
  }

  void write_touchpoints() {
    const Directory directory(audit);
    const Workload workload(audit, model, directory);
    const std::vector<KpiPair> pairs = conflicting_kpis(audit, directory);
    OwnershipJudge judge({audit, model, directory, workload, pairs});
    json.line().key("touchpoints").array();
    for (std::size_t i = 0; i < scores.touchpoints.size(); ++i) {
      const TouchpointScore& score = scores.touchpoints[i];
      json.line().object().key("id").text(audit.touchpoints[i].id.text);
      json.key("rank").number(score.rank).key("friction").number(score.friction);
      json.key("low").number(score.low).key("high").number(score.high);
      json.key("bound_low").number(score.bound_low).key("bound_high").number(score.bound_high);
      json.key("coverage").number(score.coverage).key("evidence").text(name_of(score.evidence));
      json.key("journey_share").number(score.journey_share);
      write_factors(score);
      json.key("ownership_gap").number(score.ownership_gap);
      write_gaps(score.rules, [&](int rule) { return gap_texts.touchpoint(i, rule); });
      write_not_asked(judge.judge(i));
      json.end();
    }
    json.end();
  }

  std::string_view group_id(const GroupScore& group) const {
    switch (group.by) {
      case GroupBy::stage:
        return audit.stages[group.index].id.text;
      case GroupBy::channel:
        return audit.channels[group.index].id.text;
      case GroupBy::team:
        return audit.teams[group.index].id.text;
      case GroupBy::discipline:
        return k_names<Discipline>[group.index];
      case GroupBy::persona:
        return audit.personas[group.index].id.text;
    }
    return {};
  }

  void write_groups() {
    json.line().key("groups").array();
    for (const GroupScore& group : scores.groups) {
      json.line().object().key("by").text(name_of(group.by)).key("id").text(group_id(group));
      write_interval(group.score);
      json.end();
    }
    json.end();
  }

  void write_handoffs() {
    json.line().key("handoffs").array();
    for (std::size_t i = 0; i < scores.handoffs.size(); ++i) {
      json.line().object().key("id").text(audit.handoffs[i].id.text);
      json.key("gap").number(scores.handoffs[i].gap);
      write_gaps(scores.handoffs[i].rules, [&](int rule) { return gap_texts.handoff(i, rule); });
      json.end();
    }
    json.end();
    json.line().key("unrecorded_handoffs").array();
    for (const UnrecordedHandoff& handoff : scores.unrecorded_handoffs) {
      json.object().key("from").text(audit.touchpoints[handoff.from].id.text);
      json.key("to").text(audit.touchpoints[handoff.to].id.text).end();
    }
    json.end();
  }

  void write_audit_gaps() {
    json.line().key("audit_gaps").array();
    for (const AuditGap& gap : scores.audit_gaps) {
      if (gap.accepted) continue;
      json.object().key("rule").text(model.rule(gap.rule).id.text);
      json.key("severity").number(gap.severity);
      if (gap.stage) json.key("stage").text(audit.stages[*gap.stage].id.text);
      write_text(audit_gap_text(audit, model, gap));
      json.end();
    }
    json.end();
  }

  void write_diagnostics() {
    json.line().key("diagnostics").array();
    for (const DiagnosticResult& result : scores.diagnostics) {
      json.line().object().key("id").text(model.diagnostics[result.row].id);
      json.key("state").text(name_of(result.state)).key("value").number_or_null(result.value);
      json.key("touchpoints").array();
      for (const std::size_t i : result.touchpoints) json.text(audit.touchpoints[i].id.text);
      json.end().key("message").text(result.message).end();
    }
    json.end();
  }
};

}  // namespace

std::string write_scores(const Audit& audit, const Model& model, const Scores& scores) {
  Writer writer{audit, model, scores, {}};
  JsonWriter& json = writer.json;
  json.object().key("format").text("touchstone-scores").key("version").number(1);
  json.key("as_of");
  if (audit.header.as_of) {
    json.text(format_date(*audit.header.as_of));
  } else {
    json.null();
  }
  writer.write_journey();
  writer.write_touchpoints();
  writer.write_groups();
  writer.write_handoffs();
  writer.write_audit_gaps();
  writer.write_diagnostics();
  json.end();
  return json.take() + "\n";
}

}  // namespace touchstone
