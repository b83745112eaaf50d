// What an evaluation says: plain values, indices instead of ids, no sentences.
//
// Indices count into the audit's lists (touchpoints, stages, hand-offs, ...) and the model's tables
// (factors, rules) that were evaluated; Scores of an audit that has changed since are stale.
// Frictions and their parts are 0..100, shares 0..1. Sentences are made when somebody wants to read
// them (score/gap_text.hpp), the evidence behind a number likewise (score/explain.hpp).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/names.hpp"
#include "model/model.hpp"

namespace touchstone {

// How much of a touchpoint's weight rests on evidence: coverage below .3, below .6, from .6 up.
enum class EvidenceLevel : std::uint8_t { insufficient, thin, enough };

// One applicable factor of one touchpoint.
struct FactorScore {
  double weight = 0;          // normalised: a touchpoint's weights sum to 1
  double x = 50;              // friction, drawn towards 50 where little is known
  double rho = 0;             // how far x rests on evidence: 0 nothing known, near 1 well measured
  double contribution = 0;    // to the touchpoint's friction; they sum to it
  std::uint32_t items = 0;    // evidence items of its own: measures, and 1 for pooled ratings
  std::uint16_t factor = 0;   // index into Model::factors
  bool from_overall = false;  // stands on the overall vote, having no item of its own

  // Of x, in points squared and points: V (1 - rho) with V = 10000/12.
  double variance() const;
  double sd() const;

  friend bool operator==(const FactorScore&, const FactorScore&) = default;
};

// A rule that fires at one place.
struct Gap {
  int rule;             // 1..27
  double severity;      // 0 < s < 100
  double contribution;  // to the place's ownership gap; 0 for rules of the audit level

  friend bool operator==(const Gap&, const Gap&) = default;
};

// Which ownership rules fire, by number (bit n is rule On).
struct RuleFindings {
  RuleSet fired = 0;     // neither silenced nor stood for; accepted ones included
  RuleSet accepted = 0;  // those of `fired` that somebody accepted: listed in no gap, in no G
  RuleSet unknown = 0;   // rules that an unknown field could make fire, not silenced
  RuleSet second = 0;    // rules of `fired` with the second of their two severities

  RuleSet listed() const { return fired & ~accepted; }

  friend bool operator==(const RuleFindings&, const RuleFindings&) = default;
};

constexpr bool contains(RuleSet set, int rule) {
  return ((set >> rule) & 1U) != 0;
}

struct TouchpointScore {
  double friction = 0;  // F
  double low = 0;       // 90 % interval, within 0..100
  double high = 0;
  double bound_low = 0;  // F if every factor nobody looked at were at 0, at 100
  double bound_high = 0;
  double coverage = 0;        // sum of weight x rho
  double independent_sd = 0;  // a: measurement error, independent between touchpoints
  double shared_sd = 0;       // b: ignorance, which may be bad everywhere at once
  double reach_weight = 0;    // u: share of the journey by reach and importance; they sum to 1
  double journey_contribution = 0;  // to J; they sum to it
  double journey_share = 0;         // the same as a share of J
  double ownership_gap = 0;         // G, 0..100
  std::uint32_t rank = 0;           // 1 for the worst
  EvidenceLevel evidence = EvidenceLevel::insufficient;
  bool one_rater = false;  // all evidence is one person's judgement
  RuleFindings rules;
  std::vector<FactorScore> factors;  // the applicable ones, in the model's order

  // Of F: independent_sd + shared_sd.
  double sd() const { return independent_sd + shared_sd; }

  friend bool operator==(const TouchpointScore&, const TouchpointScore&) = default;
};

// The whole journey or one group of touchpoints.
struct JourneyScore {
  double friction = 0;  // J
  double low = 0;       // 90 % interval, within 0..100
  double high = 0;
  double sd = 0;  // of J
  double coverage = 0;
  double mean = 0;      // weighted mean of F
  double max = 0;       // highest F
  double peak_end = 0;  // mean of the highest F and the last touchpoint's; of the journey only

  friend bool operator==(const JourneyScore&, const JourneyScore&) = default;
};

enum class GroupBy : std::uint8_t { stage, channel, team, discipline, persona };

struct GroupScore {
  GroupBy by;
  std::size_t index;  // into the audit's list; for a discipline the enumerator's value
  std::optional<JourneyScore> score;       // none: no touchpoints, or nobody reaches them
  std::vector<std::uint32_t> touchpoints;  // in the document's order

  friend bool operator==(const GroupScore&, const GroupScore&) = default;
};

struct HandoffScore {
  double gap = 0;  // G, 0..100
  RuleFindings rules;

  friend bool operator==(const HandoffScore&, const HandoffScore&) = default;
};

// Two touchpoints that follow each other, of teams that have nothing in common, without a hand-off.
struct UnrecordedHandoff {
  std::size_t from;
  std::size_t to;

  friend bool operator==(const UnrecordedHandoff&, const UnrecordedHandoff&) = default;
};

// A rule of the audit level that fires: O21, O22, or O26 of one stage.
struct AuditGap {
  int rule;
  double severity;
  std::optional<std::size_t> stage;
  bool accepted = false;  // then shown in reports, in no list of gaps

  friend bool operator==(const AuditGap&, const AuditGap&) = default;
};

enum class DiagnosticState : std::uint8_t { fired, clear, not_assessable };

// Filled by core/insight; empty after a plain evaluation.
struct DiagnosticResult {
  std::size_t row;  // into Model::diagnostics
  DiagnosticState state;
  std::optional<double> value;
  std::vector<std::size_t> touchpoints;  // those that prove it
  std::string message;

  friend bool operator==(const DiagnosticResult&, const DiagnosticResult&) = default;
};

struct Scores {
  std::optional<JourneyScore> journey;       // none: an audit without touchpoints
  std::optional<double> alpha;               // the raters' ordinal alpha; none: undefined
  double rating_variance_factor = 1;         // what little agreement does to ratings: 1..2
  std::vector<TouchpointScore> touchpoints;  // in the document's order
  std::vector<std::uint32_t> ranking;        // touchpoint indices, worst first
  std::vector<std::uint32_t> journey_order;  // touchpoint indices by stage; those without one left
                                             // out, unless no touchpoint has one
  std::vector<GroupScore> groups;            // by stage, channel, team, discipline, persona
  std::vector<HandoffScore> handoffs;        // in the document's order
  std::vector<UnrecordedHandoff> unrecorded_handoffs;
  std::vector<AuditGap> audit_gaps;  // accepted ones included, marked
  std::vector<DiagnosticResult> diagnostics;

  friend bool operator==(const Scores&, const Scores&) = default;
};

// Of one group; null where it has no touchpoints that anybody reaches. `index`: as GroupScore's.
const JourneyScore* group_score(const Scores& scores, GroupBy by, std::size_t index);

// The gaps of one place with severities and contributions, in the order of rule numbers. Accepted
// gaps are left out.
std::vector<Gap> listed_gaps(const RuleFindings& rules, const Model& model);

// The same for the accepted ones (contribution 0).
std::vector<Gap> accepted_gaps(const RuleFindings& rules, const Model& model);

// Severity of a rule that fires, in the findings' variant.
double severity_of(int rule, const RuleFindings& rules, const Model& model);

// G = 100 (1 - prod (1 - s/100)) over the listed rules.
double ownership_gap(const RuleFindings& rules, const Model& model);

template <>
inline constexpr std::array<std::string_view, 3> k_names<EvidenceLevel> = {"insufficient", "thin",
                                                                           "enough"};
template <>
inline constexpr std::array<std::string_view, 5> k_names<GroupBy> = {"stage", "channel", "team",
                                                                     "discipline", "persona"};
template <>
inline constexpr std::array<std::string_view, 3> k_names<DiagnosticState> = {"fired", "clear",
                                                                             "not_assessable"};

}  // namespace touchstone
