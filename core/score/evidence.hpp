// From measures and ratings to evidence items on the friction scale.
//
// An item is a friction y (0..100) with a variance; everything it was made from travels along, so
// that a screen can open it. The scorer and the explanations use the same items.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "stats/interval.hpp"

namespace touchstone {

enum class ItemSource : std::uint8_t {
  measure,  // one measure
  ratings,  // the pooled ratings of the factor itself
  overall   // the pooled overall votes, where the factor has no item of its own
};

struct EvidenceItem {
  ItemSource source = ItemSource::measure;
  EvidenceKind kind = EvidenceKind::behavioural;
  std::uint16_t factor = 0;   // index into Model::factors
  std::uint32_t measure = 0;  // place in the touchpoint's measures; of ItemSource::measure only
  double value = 0;           // measure: in its unit; ratings: mean score 0..4
  double low = 0;             // measure: its 95 % interval in its unit, within the unit's range
  double high = 0;
  double n = 0;         // people the interval was computed for (assumed where unknown); raters
  double y = 0;         // friction 0..100
  double sigma = 0;     // of y, in points
  double v = 1;         // worth of this kind of evidence, halved where n is unknown
  double s = 1;         // freshness: 2^(-age / half-life), at least 2^-20
  double age_days = 0;  // 0 where undated, in the future, or the audit has no as_of
  double variance = 0;  // sigma^2 / (v s), times the agreement factor for ratings
  bool dated = false;
  bool interval_given = false;  // low and high are the measure's own
  bool custom_anchors = false;  // judged by its own baseline and target
  bool default_spread = false;  // the model's sd was assumed
  bool unknown_n = false;       // the model's n was assumed, v halved
};

// Friction of a value by the metric's anchors, or with both given by the measure's own baseline
// (50) and target (25). `value` in the metric's unit. Vanity metrics have no friction: misuse.
double friction_of(const Metric& metric, double value);
double friction_of(const Metric& metric, const Measure& measure, double value);

// The value of a measure: given, or successes/n, or 100 (promoters - detractors)/n; none otherwise.
std::optional<double> measured_value(const Metric& metric, const Measure& measure);

// Quantiles that intervals ask for again and again, each computed once. Not shared between threads.
class QuantileCache {
public:
  double t_two_sided_95(double n);            // of n - 1 degrees of freedom
  stats::Interval poisson_95(double events);  // Garwood; events whole

private:
  // By n and events where these are small and whole, NaN (low of an interval) where not asked for
  // yet; all others by number.
  std::vector<double> small_t_;
  std::vector<stats::Interval> small_poisson_;
  std::unordered_map<double, double> t_;
  std::unordered_map<double, stats::Interval> poisson_;
};

// What every item depends on besides its own measure or ratings.
struct EvidenceContext {
  const Model& model;
  std::optional<Date> as_of;
  double rating_variance_factor;  // from the raters' agreement, at least 1
  QuantileCache& quantiles;
};

// `place` is the measure's in its touchpoint. None for a vanity metric or without a value.
std::optional<EvidenceItem> measure_item(const EvidenceContext& context, const Measure& measure,
                                         std::size_t place);

// One rating that counts: the last of its rater, touchpoint and factor, not erased, no spectator's.
struct CountedRating {
  std::uint32_t rater;   // index into Audit::raters
  std::uint16_t factor;  // index into Model::factors, or k_overall_factor
  std::int16_t score;    // 0..4
  std::optional<Date> date;
};

inline constexpr std::uint16_t k_overall_factor = 0xFFFF;

// All ratings of one factor (or all overall votes) pooled into one item; at least one.
EvidenceItem rating_item(const EvidenceContext& context, std::span<const CountedRating> ratings);

// What items of one factor say together.
struct Pool {
  double mean;           // inverse-variance mean of y
  double variance;       // of the mean, after the contradiction factor
  double contradiction;  // Q/df where it exceeds 1, else 1
};

Pool pool(std::span<const EvidenceItem> items);  // at least one

// Variance of a friction nobody knows anything about: uniform on 0..100.
inline constexpr double k_ignorance_variance = 10000.0 / 12.0;

// How far evidence of this variance lifts a factor out of ignorance: V / (V + variance).
inline double reliability(double variance) {
  return k_ignorance_variance / (k_ignorance_variance + variance);
}

}  // namespace touchstone
