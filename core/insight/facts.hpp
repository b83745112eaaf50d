// What the diagnostics ask an audit again and again, looked up once.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "audit/audit.hpp"
#include "insight/finding.hpp"
#include "model/model.hpp"
#include "score/directory.hpp"
#include "score/ratings.hpp"
#include "score/scores.hpp"

namespace touchstone {

using Touchpoints = std::vector<std::size_t>;  // indices into Audit::touchpoints, rising

// Whether a fix counts as open: status open, or nobody said.
bool is_open(const Fix& fix);
// Whether it is being done, or done.
bool is_under_way(const Fix& fix);

class Facts {
public:
  Facts(const Audit& audit, const Model& model, const Scores& scores);

  const Audit& audit;
  const Model& model;
  const Scores& scores;
  const Directory directory;
  const RatingTable ratings;

  std::size_t size() const { return audit.touchpoints.size(); }

  const Touchpoint& touchpoint(std::size_t i) const { return audit.touchpoints[i]; }

  double friction(std::size_t i) const { return scores.touchpoints[i].friction; }

  // Null where it is not known.
  const Stage* stage(std::size_t i) const;
  const Channel* channel(std::size_t i) const;

  bool is_ux(std::size_t i) const { return touchpoint(i).discipline == Discipline::ux; }

  bool is_cx(std::size_t i) const { return touchpoint(i).discipline == Discipline::cx; }

  bool has_role(std::size_t i, StageRole role) const;
  bool has_phase(std::size_t i, Phase phase) const;

  // Evidence is not insufficient.
  bool is_assessable(std::size_t i) const;

  // An item of evidence or an overall vote.
  bool has_evidence(std::size_t i) const;

  // Touchpoints for which `asked` holds.
  template <class Asked>
  Touchpoints those(Asked asked) const {
    Touchpoints result;
    for (std::size_t i = 0; i < size(); ++i)
      if (asked(i)) result.push_back(i);
    return result;
  }

  Touchpoints assessable(const Touchpoints& among) const;
  Touchpoints lacking(const Touchpoints& among) const;

  // At least one, and at least half of them assessable.
  bool are_assessable(const Touchpoints& touchpoints) const;

  // The measures that are evidence here: with a value, no vanity, of a factor that applies.
  bool is_item(std::size_t i, const Measure& measure) const;

  // Share of the journey's reach by touchpoint; empty if no volume is known or nobody comes.
  // Unknown volumes take the median of the known ones.
  std::vector<double> reach_shares() const;

  // The touchpoints a fix has effects on.
  Touchpoints touched_by(const Fix& fix) const;
};

// Effort (or another amount) of open fixes, split evenly over their touchpoints.
struct Work {
  double total = 0;        // fixes without touchpoints included
  std::vector<double> at;  // by touchpoint

  double share(std::size_t touchpoint) const { return at[touchpoint] / total; }

  double share(const Touchpoints& touchpoints) const;
};

// The effort of the open fixes for which `counted` holds, by touchpoint; `total` is that of all
// open fixes. Unknown efforts are left out.
Work open_work(const Facts& facts, const std::function<bool(const Fix&)>& counted);
Work open_work(const Facts& facts);

// The middle value, or the mean of the middle two; at least one value.
double median_friction(const Facts& facts, const Touchpoints& touchpoints);
double highest_friction(const Facts& facts, const Touchpoints& touchpoints);
double mean_friction(const Facts& facts, const Touchpoints& touchpoints);

// Of the journey as it is.
Finding find_great_ux_trap(const Facts& facts);
Finding find_broken_core(const Facts& facts);
Finding find_silos(const Facts& facts);
Finding find_pre_purchase_ignored(const Facts& facts);
Finding find_after_purchase_ignored(const Facts& facts);
Finding find_offline_ignored(const Facts& facts);
Finding find_mobile_ignored(const Facts& facts);
Finding find_promise_gap(const Facts& facts);
Finding find_handoff_break(const Facts& facts);
Finding find_conflicting_kpis(const Facts& facts);

// Of what is known and measured.
Finding find_vanity(const Facts& facts);
Finding find_same_metrics(const Facts& facts);
Finding find_blaming_the_product(const Facts& facts);
Finding find_one_kind_of_evidence(const Facts& facts);
Finding find_unexplained(const Facts& facts);
Finding find_no_re_audit(const Facts& facts);

// Of the planned work.
Finding find_one_touchpoint_focus(const Facts& facts);
Finding find_one_problem_only(const Facts& facts);
Finding find_edge_cases(const Facts& facts);
Finding find_polish_over_function(const Facts& facts);
Finding find_stage_mismatch(const Facts& facts);
Finding find_copying(const Facts& facts);

}  // namespace touchstone
