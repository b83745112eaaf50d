#include "report/csv.hpp"

#include <string>
#include <string_view>
#include <unordered_map>

#include "audit/date.hpp"
#include "insight/value.hpp"
#include "report/facts.hpp"
#include "score/directory.hpp"
#include "score/gap_text.hpp"
#include "tables/csv_write.hpp"
#include "text/concat.hpp"

namespace touchstone::report {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) add(text, text.empty() ? "" : "; ", name);
  return text;
}

// "" for not known, "nobody" for known to be none, as the import reads both.
std::string owners(const Audit& audit, const std::optional<std::vector<OwnerId>>& ids) {
  if (!ids) return "";
  return ids->empty() ? "nobody" : joined(words::owner_names(audit, *ids));
}

std::string_view yes_no(bool value) {
  return value ? "yes" : "no";
}

template <class E>
std::string_view word(std::optional<E> value) {
  return value ? name_of(*value) : std::string_view();
}

std::string date_text(std::optional<Date> date) {
  return date ? format_date(*date) : "";
}

std::string persona_names(const Audit& audit, const Touchpoint& touchpoint) {
  std::vector<std::string> names;
  if (!touchpoint.personas) return "";
  for (const PersonaId& id : *touchpoint.personas) {
    std::string name = id.text;
    for (const Persona& persona : audit.personas)
      if (persona.id == id && !persona.name.empty()) name = persona.name;
    names.push_back(name);
  }
  return joined(names);
}

void touchpoint_cells(tables::CsvWriter& csv, const Audit& audit, const Directory& directory,
                      const Touchpoint& touchpoint) {
  static const Ownership k_not_asked;
  const Ownership& ownership = touchpoint.ownership ? *touchpoint.ownership : k_not_asked;
  csv.text(shown_name(touchpoint))
      .text(touchpoint.description)
      .text(words::stage_of(audit, directory, touchpoint))
      .text(words::channel_of(audit, directory, touchpoint))
      .text(word(touchpoint.discipline))
      .text(word(touchpoint.level))
      .exact(touchpoint.volume)
      .exact(touchpoint.importance)
      .exact(touchpoint.lost_share)
      .exact(touchpoint.contacts)
      .text(yes_no(touchpoint.core_task))
      .text(yes_no(touchpoint.moment_of_truth))
      .exact(touchpoint.emotion)
      .text(persona_names(audit, touchpoint))
      .text(owners(audit, ownership.accountable))
      .text(owners(audit, ownership.responsible))
      .text(owners(audit, ownership.contributors))
      .text(owners(audit, ownership.teams_crossed))
      .text(touchpoint.quote)
      .text(touchpoint.notes);
}

std::string touchpoints_csv(const Audit& audit, const Model& model, const Scores& scores) {
  tables::CsvWriter csv({"Touchpoint",
                         "Description",
                         "Stage",
                         "Channel",
                         "Discipline",
                         "Level",
                         "Volume a month",
                         "Importance",
                         "Lost share",
                         "Contacts a month",
                         "Core task",
                         "Moment of truth",
                         "Emotion",
                         "Personas",
                         "Accountable",
                         "Responsible",
                         "Contributors",
                         "Teams crossed",
                         "Quote",
                         "Notes",
                         "Touchpoint id",
                         "Friction rank",
                         "Friction score",
                         "Friction low (90 %)",
                         "Friction high (90 %)",
                         "Coverage",
                         "Evidence level",
                         "One person's judgement",
                         "Gap score",
                         "Gap rules",
                         "Share of journey"});
  const Directory directory(audit);
  for (std::size_t i = 0; i < audit.touchpoints.size(); ++i) {
    const TouchpointScore& score = scores.touchpoints[i];
    std::vector<std::string> rules;
    for (const Gap& gap : listed_gaps(score.rules, model))
      rules.push_back(model.rule(gap.rule).name);
    touchpoint_cells(csv, audit, directory, audit.touchpoints[i]);
    csv.text(audit.touchpoints[i].id.text)
        .number(score.rank, 0)
        .number(score.friction, 2)
        .number(score.low, 2)
        .number(score.high, 2)
        .number(score.coverage, 4)
        .text(name_of(score.evidence))
        .text(yes_no(score.one_rater))
        .number(score.ownership_gap, 2)
        .text(joined(rules))
        .number(score.journey_share, 4)
        .end_row();
  }
  return csv.take();
}

class GapTable {
public:
  GapTable(const Audit& audit, const Model& model, const Scores& scores)
      : audit_(audit), model_(model), scores_(scores) {
    for (const AcceptedGap& gap : audit_.accepted_gaps)
      if (gap.rule) accepted_[key_of(gap.target.value_or(""), gap.rule->text)] = &gap;
  }

  std::string write() {
    for (std::size_t i = 0; i < audit_.touchpoints.size(); ++i) write_touchpoint(i);
    for (std::size_t i = 0; i < audit_.handoffs.size(); ++i) write_handoff(i);
    for (const UnrecordedHandoff& handoff : scores_.unrecorded_handoffs) {
      write("unrecorded hand-off",
            concat(words::name_of_touchpoint(audit_, handoff.from), " to ",
                   words::name_of_touchpoint(audit_, handoff.to)),
            "", model_.unrecorded_handoff.name, model_.unrecorded_handoff.severity,
            unrecorded_handoff_text(audit_, model_, handoff), nullptr);
    }
    for (const AuditGap& gap : scores_.audit_gaps) {
      const std::string target = gap.stage ? audit_.stages[*gap.stage].id.text : "";
      write(gap.stage ? "stage" : "journey",
            gap.stage ? words::stage_name(audit_, *gap.stage) : "the journey", rule_id(gap.rule),
            model_.rule(gap.rule).name, gap.severity, audit_gap_text(audit_, model_, gap),
            gap.accepted ? accepted(target, gap.rule) : nullptr, gap.accepted);
    }
    return csv_.take();
  }

private:
  const std::string& rule_id(int rule) const { return model_.rule(rule).id.text; }

  static std::string key_of(std::string_view target, std::string_view rule) {
    return concat(rule, "\n", target);
  }

  // The last word on an accepted gap; `target` is "" for the journey.
  const AcceptedGap* accepted(const std::string& target, int rule) const {
    const auto found = accepted_.find(key_of(target, rule_id(rule)));
    return found == accepted_.end() ? nullptr : found->second;
  }

  void write_touchpoint(std::size_t i) {
    const RuleFindings& rules = scores_.touchpoints[i].rules;
    for (int rule = 1; rule <= k_rule_count; ++rule) {
      if (!contains(rules.fired, rule)) continue;
      const bool is_accepted = contains(rules.accepted, rule);
      write("touchpoint", words::name_of_touchpoint(audit_, i), rule_id(rule),
            model_.rule(rule).name, severity_of(rule, rules, model_),
            gap_texts_.touchpoint(i, rule),
            is_accepted ? accepted(audit_.touchpoints[i].id.text, rule) : nullptr, is_accepted);
    }
  }

  void write_handoff(std::size_t i) {
    const RuleFindings& rules = scores_.handoffs[i].rules;
    const Handoff& handoff = audit_.handoffs[i];
    AcceptedGap place;
    for (int rule = 1; rule <= k_rule_count; ++rule) {
      if (!contains(rules.fired, rule)) continue;
      const bool is_accepted = contains(rules.accepted, rule);
      place.target = handoff.id.text;
      place.rule = model_.rule(rule).id;
      write("hand-off", places_.name_of(place), rule_id(rule), model_.rule(rule).name,
            severity_of(rule, rules, model_), gap_texts_.handoff(i, rule),
            is_accepted ? accepted(handoff.id.text, rule) : nullptr, is_accepted);
    }
  }

  void write(std::string_view kind, std::string_view place, std::string_view rule,
             std::string_view name, double severity, const GapText& text,
             const AcceptedGap* acceptance, bool is_accepted = false) {
    csv_.text(kind)
        .text(place)
        .text(rule)
        .text(name)
        .number(severity, 2)
        .text(text.message)
        .text(text.remedy)
        .text(yes_no(is_accepted))
        .text(acceptance != nullptr ? acceptance->reason : "")
        .text(acceptance != nullptr ? acceptance->by : "")
        .text(acceptance != nullptr ? date_text(acceptance->date) : "")
        .end_row();
  }

  const Audit& audit_;
  const Model& model_;
  const Scores& scores_;
  GapTexts gap_texts_{audit_, model_};
  AcceptedPlaces places_{audit_};
  std::unordered_map<std::string, const AcceptedGap*> accepted_;  // by key_of()
  tables::CsvWriter csv_{"Kind of place", "Place",       "Rule",       "Gap",
                         "Severity",      "Missing",     "Remedy",     "Accepted",
                         "Reason",        "Accepted by", "Accepted on"};
};

std::string fixes_csv(const Audit& audit, const Model& model, const Scores& scores) {
  tables::CsvWriter csv({"Fix", "Fix id", "Status", "Category", "Effort (person-days)", "Cost",
                         "Owner", "Due date", "Confidence", "Touchpoints", "Requires", "Excludes",
                         "Points off the journey"});
  const FixValues values(audit, model, scores);
  const Directory directory(audit);
  const auto ids = [](const std::vector<FixId>& list) {
    std::vector<std::string> texts;
    for (const FixId& id : list) texts.push_back(id.text);
    return joined(texts);
  };
  for (std::size_t i = 0; i < audit.fixes.size(); ++i) {
    const Fix& fix = audit.fixes[i];
    std::vector<std::string> touchpoints;
    for (const std::size_t place : touchpoints_of(audit, directory, fix))
      touchpoints.push_back(words::name_of_touchpoint(audit, place));
    csv.text(shown_name(fix))
        .text(fix.id.text)
        .text(word(fix.status))
        .text(word(fix.category))
        .exact(fix.effort)
        .exact(fix.cost)
        .text(fix.owner ? shown_owner(audit, *fix.owner) : "")
        .text(date_text(fix.due))
        .exact(fix.confidence)
        .text(joined(touchpoints))
        .text(ids(fix.requires_fixes))
        .text(ids(fix.excludes))
        .number(values.journey_drop(i), 3)
        .end_row();
  }
  return csv.take();
}

}  // namespace

std::optional<CsvPart> csv_part_named(std::string_view word) {
  if (word == "touchpoints") return CsvPart::touchpoints;
  if (word == "gaps") return CsvPart::gaps;
  if (word == "fixes") return CsvPart::fixes;
  return std::nullopt;
}

std::string report_csv(const Audit& audit, const Model& model, const Scores& scores, CsvPart part) {
  switch (part) {
    case CsvPart::gaps:
      return GapTable(audit, model, scores).write();
    case CsvPart::fixes:
      return fixes_csv(audit, model, scores);
    case CsvPart::touchpoints:
      break;
  }
  return touchpoints_csv(audit, model, scores);
}

}  // namespace touchstone::report
