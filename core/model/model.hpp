// The scoring model: every number and text the engine judges by, read from assets/model.json.
//
// Code holds formulas only; weights, anchors, severities, thresholds and sentences are rows here,
// each with its source. The shipped model is the program's only global. An audit may replace values
// (`overrides`): the JSON text is patched and read again, so an override can do nothing that a
// model file could not.
//
// Order and indices: `factors`, `metrics`, `goals`, `diagnostics` and `methods` stand in the file's
// order, and the place of a row is its index everywhere in the engine. `rules` stand by number: O1
// is rules[0], O27 is rules[26]. Frictions are 0..100 (0 none, 100 blocked), times are days.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "audit/audit.hpp"
#include "audit/ids.hpp"
#include "json/result.hpp"
#include "text/hash.hpp"

namespace touchstone {

// What raters and measures speak about: one row of the factor table.
struct Factor {
  FactorId id;
  std::string name;
  std::string asks;       // the question put to raters
  Discipline discipline;  // ux or cx, never both
  double weight;          // >= 0; weights are normalised over a touchpoint's applicable factors
  std::optional<Level> level;  // applies only at this level; none: at every level
  std::string source;
};

enum class MetricFamily : std::uint8_t { interaction, journey, relationship };

// Where a metric is of the wrong kind for what is measured (rule O8).
enum class UnfitPlace : std::uint8_t { ux_interaction, cx };

// How the 95 % interval of a measure without `low` and `high` is found.
enum class IntervalMethod : std::uint8_t { proportion, mean, logmean, median, count, nps };

struct Anchor {
  double value;     // in the metric's unit, strictly rising along the list
  double friction;  // 0..100
  double position;  // where the line is drawn: the value, or its logarithm
};

// The range a metric's values must lie in; an open end is infinite.
struct Unit {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  std::string name;  // "share", "points", "h"
};

struct Metric {
  MetricId id;
  std::string name;
  // What other people's files call it, in plain words (small letters and digits, single blanks), its
  // id's words among them; no two metrics share one. None: known by its id and name alone.
  std::vector<std::string> aliases;
  std::optional<std::size_t> factor;  // index of the factor it is evidence for; none: vanity
  Unit unit;
  std::vector<Anchor>
      anchors;              // at least two, or empty for vanity; already the judged metric's own
  bool log = false;         // interpolate in ln(value)
  bool complement = false;  // judge 1 - value (retention is judged as churn)
  std::optional<double> min_n;  // fewest people before rule O13 is content; none: never reached
  std::optional<IntervalMethod> interval;  // none: vanity
  std::optional<MetricFamily> family;      // none: vanity
  std::optional<UnfitPlace> unfit_at;      // none: nowhere
  bool loyalty = false;                    // tells whether customers stay
  EvidenceKind kind;                     // behavioural or survey, unless the measure says otherwise
  double cadence;                        // days > 0: how often it should be read; its half-life
  std::optional<double> default_sd;      // in the unit, when a measure gives none
  std::optional<double> default_log_sd;  // on ln(value)
  bool higher_is_better = false;         // for display only
  bool vanity = false;                   // counts traffic: reach only, never friction
  std::string source;
};

// How much a kind of evidence is worth: the variance of an item is divided by v.
struct EvidenceQuality {
  double v;  // 0 < v <= 1
  std::string name;
  std::string source;
};

struct Quality {
  std::array<EvidenceQuality, 5> kinds;  // by EvidenceKind
  double overall_vote;                   // v of a pooled overall vote that stands for a factor
  double unknown_n_factor;               // v of a measure with n unknown is multiplied by this

  double v(EvidenceKind kind) const { return kinds[static_cast<std::size_t>(kind)].v; }
};

enum class RuleLevel : std::uint8_t { touchpoint, handoff, stage, audit };

// A set of rules by number: bit n is rule On. Bit 0 is never set.
using RuleSet = std::uint32_t;

// One row of the ownership rules. When a rule fires is code (score/ownership.hpp).
struct Rule {
  RuleId id;   // "O1".."O27"
  int number;  // 1..27
  std::string name;
  RuleLevel level;
  // 0 < s < 100 each. One value; O12, O22 and O24 have two, in the order of the rule's wording:
  // O12 older than the cadence, than twice; O22 one shared KPI, more than three; O24 usually, with
  // few people.
  std::vector<double> severities;
  RuleSet silences = 0;    // rules that are not judged where this one fires
  RuleSet stands_for = 0;  // O19: rules that cannot be judged because nobody has asked
  std::string message;     // with {placeholders}, filled by score/gap_text.hpp
  std::string remedy;
  std::string source;
};

inline constexpr int k_rule_count = 27;

// A sentence pair that is no rule: the hand-off nobody wrote down.
struct UnrecordedHandoffRow {
  std::string name;
  double severity;  // shown, enters no gap
  std::string message;
  std::string remedy;
  std::string source;
};

// Numbers of the formulas, by the name they have in the model file.
struct Thresholds {
  double coverage_insufficient, coverage_thin;
  double single_rating_sigma, rating_sd_floor;  // friction points; rating points (0..4)
  double sigma_floor;                           // friction points
  double rating_half_life_days;
  double age_floor_exponent;  // s is at least 2^-this
  double alpha_rely, alpha_tentative, alpha_variance_factor;
  double journey_power;
  double overload_count, overload_median_factor;
  double sync_days, review_days;
  double few_people;
  double stale_factor;
  double crossing_teams;
  double shared_kpis_min, shared_kpis_max;
  double interval_z;  // of frictions, 90 %
  double measure_z;   // of measures, 95 %
  double unknown_n_proportion, unknown_n_mean, unknown_n_median, unknown_n_nps, unknown_n_count;
  double assessable_share;
  double plan_exact_limit;
  double rank_draws, rank_kappa_sure, rank_kappa_unsure, rank_top, rank_plan_draws, rank_robust,
      rank_contested;
  double change_z;
  double wide_gap;                   // 0..100: ownership gaps are drawn as bad from here up
  std::vector<double> rice_impacts;  // rising

  // Of the diagnostics, each by its id.
  struct {
    double ux_median_max, cx_max_min;
  } great_ux_trap;

  struct {
    double friction_min;
  } broken_core;

  struct {
    double share_min;
  } silos, vanity;

  struct {
    double ux_share_min, cx_share_min;
  } same_metrics;

  struct {
    double share_below;
  } pre_purchase_ignored;

  struct {
    double reach_share_min, friction_gap_min;
  } mobile_ignored;

  struct {
    double effort_share_min, journey_share_below;
  } one_touchpoint_focus;

  struct {
    double others_min, journey_share_min;
  } one_problem_only;

  struct {
    double effort_share_min, reach_share_below, friction_below;
  } edge_cases;

  struct {
    double cost_share_min, effectiveness_min, cx_max_min;
  } polish_over_function;

  struct {
    double churn_friction_min;
  } blaming_the_product;

  struct {
    double share_above;
  } one_kind_of_evidence;

  struct {
    double friction_min;
  } unexplained;

  struct {
    double rating_min;
  } promise_gap;

  struct {
    double gap_min, friction_rise_min;
  } handoff_break;

  struct {
    double early_cx_share_above, scaling_cx_share_below;
  } stage_mismatch;

  struct {
    double days;
  } no_re_audit;

  struct {
    double count_min;
  } conflicting_kpis;
};

enum class ValueFormat : std::uint8_t { points, percent, count, rating, days, text };

// The words of one diagnostic; when it fires is code (core/insight).
struct DiagnosticRow {
  std::string id;
  std::string name;
  std::string question;
  std::string value;  // what the value is
  ValueFormat value_format;
  std::string other;  // what the second value is; "" where there is none
  std::optional<ValueFormat> other_format;
  std::string fired;  // sentences with {placeholders}
  std::string clear;
  std::string not_assessable;
  std::string settle;  // what would settle it
  std::string source;
};

struct Goal {
  GoalId id;
  std::string name;
  Discipline side;  // ux or cx: where it puts a bonus
  std::string source;
};

struct StageMultiplier {
  double ux = 1;
  double cx = 1;
  std::array<std::optional<double>, 9> cx_by_role;  // by StageRole: replaces cx there
};

// How much more a gain counts at a touchpoint, after business stage and goals.
struct Multipliers {
  std::array<StageMultiplier, 3> stages;  // by BusinessStage
  double goal;                            // bonus of a goal on its side, once a side
  double cap_low, cap_high;
  std::string source;
};

enum class SizeBy : std::uint8_t { discovery, interval, fixed };

// A way of collecting evidence, for the evidence plan.
struct Method {
  std::string id;
  std::string name;
  std::string how;
  std::vector<std::size_t> best_for;  // factor indices
  std::vector<std::size_t> also_for;
  double people_low, people_high;
  std::optional<double> every_days;
  std::optional<double> within_hours;
  SizeBy size_by;
  std::optional<double> discovery_p;  // share of the problems one person finds; with discovery
  std::string source;
};

struct Model {
  std::string json;  // the text it was read from, overrides applied
  std::vector<Factor> factors;
  std::vector<Metric> metrics;
  Quality quality;
  std::vector<Rule> rules;  // k_rule_count of them
  UnrecordedHandoffRow unrecorded_handoff;
  Thresholds thresholds;
  std::vector<DiagnosticRow> diagnostics;
  std::vector<Goal> goals;
  Multipliers multipliers;
  std::vector<Method> methods;

  // Index of a row, or nullopt for an id the model does not have. Constant time.
  // "overall" (k_overall) is no row: a rating's factor id may be it, a touchpoint's never.
  std::optional<std::size_t> factor_index(std::string_view id) const;
  std::optional<std::size_t> metric_index(std::string_view id) const;
  std::optional<std::size_t> goal_index(std::string_view id) const;
  std::optional<std::size_t> rule_index(std::string_view id) const;  // rules[i]

  // The row, or null.
  const Factor* factor(const FactorId& id) const;
  const Metric* metric(const MetricId& id) const;
  const Rule* rule(const RuleId& id) const;
  const Goal* goal(const GoalId& id) const;

  // number 1..27.
  const Rule& rule(int number) const { return rules[static_cast<std::size_t>(number - 1)]; }

private:
  friend Result<Model> parse_model(std::string_view json);

  // Lets a map keyed by std::string be asked with a std::string_view.
  struct TextHash {
    using is_transparent = void;

    std::size_t operator()(std::string_view text) const noexcept { return text_hash(text); }
  };

  using Index = std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>>;
  Index factor_places_, metric_places_, goal_places_, rule_places_;
};

// Reads a model file. Every row and value must be there and make sense (severities between 0 and
// 100, weights not negative and not all 0, anchors rising, ...); otherwise all problems, with
// pointers into `json`. Never throws, whatever the bytes.
Result<Model> parse_model(std::string_view json);

// The model in assets/model.json, read once.
const Model& shipped_model();

// `base` with an audit's overrides. Problems' pointers are relative to the audit document:
// "/overrides/~1factors~1trust~1weight". Problems are: a pointer that is none or leads nowhere in
// the model, a place that is not a value (a row, a text, a source), a value of the wrong type or
// range, and values that together make no model (all weights 0, at "/overrides"). The order of
// overrides does not matter unless one lies inside another; then the later wins.
Result<Model> effective_model(const Model& base, std::span<const Override> overrides);

// Whether `factor` belongs to a touchpoint's weights: its discipline fits (both and unknown: every
// factor), its level is the touchpoint's, and the touchpoint does not list it as not applicable. A
// factor bound to a level (trust) never applies to a ux touchpoint: its discipline is cx.
bool applies(const Factor& factor, const Touchpoint& touchpoint);

// One number of the model that an audit may replace, for the settings screen.
struct ModelValue {
  std::string pointer;  // as in `overrides`
  std::string group;    // "Factors", "Metrics: Load time", "Rules", ...
  std::string label;
  double value;
  std::string source;
};

// All overridable numbers, in the file's order.
std::vector<ModelValue> model_values(const Model& model);

}  // namespace touchstone
