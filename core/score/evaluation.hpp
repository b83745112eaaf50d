// An evaluation that follows edits: redoes what a change touches and keeps the rest.
//
//   Evaluation evaluation(audit, model);
//   ... document.apply(command) ...
//   evaluation.follow(document.audit(), document.model(), command);
//   evaluation.scores()     equals evaluate(document.audit(), document.model()), bit for bit
//
// It keeps no reference to audit or model; every call gets those that hold now.
//
// What depends on what:
//   a touchpoint's own fields  -> its friction and rules, its groups, the journey, the ranks
//   its ratings                -> its friction; through the raters' agreement that of all rated ones
//   who is accountable         -> how much each owner owns: O23 at other touchpoints
//   KPIs, teams                -> the rules of all touchpoints, no friction
//   hand-offs, accepted gaps,
//   stages' leads              -> their own rules
// Anything that moves ids or places (added, removed or renamed touchpoints, stages, teams, ...),
// the date or the model is evaluated from nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "audit/audit.hpp"
#include "document/command.hpp"
#include "model/model.hpp"
#include "score/directory.hpp"
#include "score/journey.hpp"
#include "score/ownership.hpp"
#include "score/ranking.hpp"
#include "score/ratings.hpp"
#include "score/scores.hpp"
#include "score/touchpoint.hpp"

namespace touchstone {

// What an edit touched.
struct Changes {
  bool everything = false;
  std::vector<std::size_t> touchpoints;  // places of those whose own fields changed
  std::vector<TouchpointId> rated;       // those whose ratings changed
  bool judged_anew = false;              // a team's discipline: the rules of every touchpoint
  bool kpis = false;
  bool handoffs = false;
  bool accepted_gaps = false;
  bool audit_rules = false;  // what only the rules of the audit level see: stages' leads
};

// What a command touches. Edits of fixes, snapshots, names and notes touch nothing.
Changes changes_of(const Command& command);

class Evaluation {
public:
  // As evaluate(): `audit` is valid against `model`.
  Evaluation(const Audit& audit, const Model& model);

  const Scores& scores() const { return scores_; }

  // What an unknown field keeps open at one touchpoint; not_asked() of gap_text.hpp puts it in
  // words.
  Judgement judgement(const Audit& audit, const Model& model, std::size_t touchpoint) const;

  // `audit` and `model` are what the last call saw, with `changes` made.
  void update(const Audit& audit, const Model& model, const Changes& changes);
  void follow(const Audit& audit, const Model& model, const Command& command);

  // Moves the scores out; the evaluation is of no use afterwards.
  Scores take() && { return std::move(scores_); }

private:
  // Accepted rules by place.
  struct Accepted {
    std::vector<RuleSet> touchpoints;
    std::vector<RuleSet> handoffs;
    std::vector<RuleSet> stages;
    RuleSet journey = 0;
  };

  void read_everything(const Audit& audit, const Model& model);
  bool read_alpha(const Model& model);
  void read_accepted(const Audit& audit, const Model& model);
  void read_weights(const Model& model);
  void read_part(const Model& model, std::size_t touchpoint);

  void redo_friction(const Audit& audit, const Model& model, std::span<const std::size_t> places);
  void redo_rules(const Audit& audit, const Model& model, std::span<const std::size_t> places);
  void redo_accepted(const Model& model);
  void redo_handoffs(const Audit& audit, const Model& model);
  void redo_audit_gaps(const Audit& audit, const Model& model);
  void redo_unrecorded(const Audit& audit);
  bool redo_membership(const Audit& audit, std::size_t touchpoint);
  bool redo_reach(const Audit& audit, std::span<const std::size_t> places);
  // What is summed over touchpoints: groups that are stale, the journey, the ranks.
  void sum_up(const Audit& audit, const Model& model);

  void mark_groups(std::size_t touchpoint);
  void settle_findings(const Model& model, std::size_t touchpoint);
  std::vector<std::size_t> all_touchpoints() const;
  void find_owning_teams(std::size_t touchpoint, std::vector<std::uint32_t>& teams) const;

  Directory directory_;
  RatingTable ratings_;
  Workload workload_;
  std::vector<KpiPair> kpi_pairs_;
  Accepted accepted_;
  std::vector<std::optional<double>> volumes_;  // by touchpoint, as the next two
  std::vector<double> importances_;
  std::vector<double> weights_;     // reach x importance
  std::vector<JourneyPart> parts_;  // what each touchpoint adds to the journey
  Buckets<std::uint32_t> groups_;   // by touchpoint: places in Scores::groups
  std::vector<bool> stale_groups_;
  ExactOrder exact_order_;
  QuantileCache quantiles_;
  TouchpointEvidence evidence_;  // kept to spare allocations, as the next
  std::vector<std::uint32_t> groups_now_;
  Scores scores_;
};

}  // namespace touchstone
