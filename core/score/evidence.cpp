#include "score/evidence.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "stats/distributions.hpp"

namespace touchstone {
namespace {

// 95 % of a normal distribution lie within this many standard deviations, both sides together.
constexpr double k_interval_to_sigma = 3.92;

// Beyond this many events the exact interval is narrower than the value's own rounding matters.
constexpr double k_most_events = 1e15;

// Interval of one measure before clipping, and what was assumed for it.
struct Spread {
  stats::Interval interval;
  double n;
  bool default_spread = false;
};

double known_or(const std::optional<double>& n, double otherwise) {
  return n.value_or(otherwise);
}

Spread proportion_spread(const EvidenceContext& context, const Measure& measure, double value) {
  const Thresholds& t = context.model.thresholds;
  const double n = known_or(measure.n, t.unknown_n_proportion);
  const double successes = measure.successes.value_or(std::round(value * n));
  const stats::AdjustedWald wald = stats::adjusted_wald(successes, n, t.measure_z);
  return {{wald.low, wald.high}, n};
}

// A mean of one person has no spread of its own: it is treated as if there were two.
double people_for_t(const EvidenceContext& context, const Measure& measure) {
  return std::max(2.0, known_or(measure.n, context.model.thresholds.unknown_n_mean));
}

Spread mean_spread(const EvidenceContext& context, const Metric& metric, const Measure& measure,
                   double value) {
  const double n = people_for_t(context, measure);
  const double sd = measure.sd ? *measure.sd : *metric.default_sd;
  const double half = context.quantiles.t_two_sided_95(n) * sd / std::sqrt(n);
  return {{value - half, value + half}, n, !measure.sd};
}

Spread log_spread(double value, double half, double n, bool default_spread) {
  return {{value * std::exp(-half), value * std::exp(half)}, n, default_spread};
}

Spread time_spread(const EvidenceContext& context, const Metric& metric, const Measure& measure,
                   double value) {
  const bool median = metric.interval == IntervalMethod::median;
  const double n = median ? known_or(measure.n, context.model.thresholds.unknown_n_median)
                          : people_for_t(context, measure);
  const bool default_spread = !measure.log_sd && !measure.sd;
  if (value == 0) return {{0, 0}, n, default_spread};
  double log_sd = *metric.default_log_sd;
  if (measure.log_sd) {
    log_sd = *measure.log_sd;
  } else if (measure.sd) {
    log_sd = stats::log_sd_from_units(value, *measure.sd);
  }
  if (median) {
    return {stats::median_log_interval(value, log_sd, n, context.model.thresholds.measure_z), n,
            default_spread};
  }
  const double half = context.quantiles.t_two_sided_95(n) * log_sd / std::sqrt(n);
  return log_spread(value, half, n, default_spread);
}

Spread count_spread(const EvidenceContext& context, const Measure& measure, double value) {
  const double n = known_or(measure.n, context.model.thresholds.unknown_n_count);
  const double events = std::round(value * n);
  if (events > k_most_events) return {{value, value}, n};
  const stats::Interval interval = context.quantiles.poisson_95(events);
  return {{interval.low / n, interval.high / n}, n};
}

Spread nps_spread(const EvidenceContext& context, const Measure& measure, double value) {
  const Thresholds& t = context.model.thresholds;
  const double n = known_or(measure.n, t.unknown_n_nps);
  if (measure.promoters && measure.detractors) {
    const stats::NpsInterval nps =
        stats::nps_adjusted_wald(*measure.promoters, *measure.detractors, n, t.measure_z);
    return {{100 * nps.low, 100 * nps.high}, n};
  }
  const double half = 100 * stats::nps_half_width(n, t.measure_z);
  return {{value - half, value + half}, n};
}

Spread spread_of(const EvidenceContext& context, const Metric& metric, const Measure& measure,
                 double value) {
  switch (*metric.interval) {
    case IntervalMethod::proportion:
      return proportion_spread(context, measure, value);
    case IntervalMethod::mean:
      return mean_spread(context, metric, measure, value);
    case IntervalMethod::logmean:
    case IntervalMethod::median:
      return time_spread(context, metric, measure, value);
    case IntervalMethod::count:
      return count_spread(context, measure, value);
    case IntervalMethod::nps:
      return nps_spread(context, measure, value);
  }
  return {{value, value}, 1};
}

constexpr double k_unasked = std::numeric_limits<double>::quiet_NaN();

std::optional<std::size_t> small_whole(double number) {
  constexpr double k_most = 20'000;
  if (!(number >= 0 && number <= k_most)) return std::nullopt;
  const auto whole = static_cast<std::size_t>(number);
  if (static_cast<double>(whole) != number) return std::nullopt;
  return whole;
}

template <class T>
T& slot_at(std::vector<T>& slots, std::size_t place, const T& unasked) {
  if (place >= slots.size()) slots.resize(std::max(place + 1, 2 * slots.size()), unasked);
  return slots[place];
}

// Sets s, age and variance from the rest of the item.
void weigh(const EvidenceContext& context, std::optional<Date> date, double half_life,
           EvidenceItem& item) {
  item.dated = date.has_value();
  if (date && context.as_of) item.age_days = std::max(0, days_between(*date, *context.as_of));
  if (item.age_days > 0) {
    item.s = std::exp2(
        -std::min(item.age_days / half_life, context.model.thresholds.age_floor_exponent));
  }
  item.variance = item.sigma * item.sigma / (item.v * item.s);
}

}  // namespace

double QuantileCache::t_two_sided_95(double n) {
  const auto computed = [&] { return stats::t_two_sided(0.95, n - 1); };
  if (const auto small = small_whole(n)) {
    double& entry = slot_at(small_t_, *small, k_unasked);
    if (std::isnan(entry)) entry = computed();
    return entry;
  }
  const auto [entry, added] = t_.try_emplace(n, 0.0);
  if (added) entry->second = computed();
  return entry->second;
}

stats::Interval QuantileCache::poisson_95(double events) {
  const auto computed = [&] { return stats::poisson_exact(events, 0.95); };
  if (const auto small = small_whole(events)) {
    stats::Interval& entry = slot_at(small_poisson_, *small, {k_unasked, k_unasked});
    if (std::isnan(entry.low)) entry = computed();
    return entry;
  }
  const auto [entry, added] = poisson_.try_emplace(events, stats::Interval{});
  if (added) entry->second = computed();
  return entry->second;
}

double friction_of(const Metric& metric, double value) {
  assert(!metric.anchors.empty());
  const double judged = metric.complement ? 1 - value : value;
  const std::vector<Anchor>& anchors = metric.anchors;
  if (judged <= anchors.front().value) return anchors.front().friction;
  if (judged >= anchors.back().value) return anchors.back().friction;
  std::size_t next = 1;
  while (anchors[next].value <= judged) ++next;
  const Anchor& from = anchors[next - 1];
  const Anchor& to = anchors[next];
  const double at = metric.log ? std::log(judged) : judged;
  const double share = (at - from.position) / (to.position - from.position);
  return from.friction + share * (to.friction - from.friction);
}

double friction_of(const Metric& metric, const Measure& measure, double value) {
  if (!measure.baseline || !measure.target) return friction_of(metric, value);
  constexpr double k_good = 25;
  constexpr double k_typical = 50;
  const double share = (value - *measure.target) / (*measure.baseline - *measure.target);
  return std::clamp(k_good + (k_typical - k_good) * share, 0.0, 100.0);
}

std::optional<double> measured_value(const Metric& metric, const Measure& measure) {
  if (measure.value) return measure.value;
  if (!measure.n) return std::nullopt;
  if (metric.interval == IntervalMethod::proportion && measure.successes) {
    return *measure.successes / *measure.n;
  }
  if (metric.interval == IntervalMethod::nps && measure.promoters && measure.detractors) {
    return 100 * (*measure.promoters - *measure.detractors) / *measure.n;
  }
  return std::nullopt;
}

std::optional<EvidenceItem> measure_item(const EvidenceContext& context, const Measure& measure,
                                         std::size_t place) {
  const Metric* metric = context.model.metric(measure.metric);
  if (metric == nullptr || !metric->factor) return std::nullopt;
  const std::optional<double> value = measured_value(*metric, measure);
  if (!value) return std::nullopt;

  EvidenceItem item;
  item.source = ItemSource::measure;
  item.kind = measure.kind.value_or(metric->kind);
  item.factor = static_cast<std::uint16_t>(*metric->factor);
  item.measure = static_cast<std::uint32_t>(place);
  item.value = *value;
  item.unknown_n = !measure.n.has_value();
  item.custom_anchors = measure.baseline && measure.target;
  item.interval_given = measure.low && measure.high;
  if (item.interval_given) {
    item.low = *measure.low;
    item.high = *measure.high;
    item.n = measure.n.value_or(0);
  } else {
    const Spread spread = spread_of(context, *metric, measure, *value);
    item.low = spread.interval.low;
    item.high = spread.interval.high;
    item.n = spread.n;
    item.default_spread = spread.default_spread;
  }
  item.low = std::clamp(item.low, metric->unit.low, metric->unit.high);
  item.high = std::clamp(item.high, metric->unit.low, metric->unit.high);
  item.y = friction_of(*metric, measure, *value);
  const double width =
      std::abs(friction_of(*metric, measure, item.high) - friction_of(*metric, measure, item.low));
  item.sigma = std::max(context.model.thresholds.sigma_floor, width / k_interval_to_sigma);
  item.v = context.model.quality.v(item.kind);
  if (item.unknown_n) item.v *= context.model.quality.unknown_n_factor;
  weigh(context, measure.date, metric->cadence, item);
  return item;
}

EvidenceItem rating_item(const EvidenceContext& context, std::span<const CountedRating> ratings) {
  assert(!ratings.empty());
  const Thresholds& t = context.model.thresholds;
  // Whole sums: the order of ratings cannot change the last bit.
  std::int64_t sum = 0;
  std::int64_t squares = 0;
  std::optional<Date> newest;
  for (const CountedRating& rating : ratings) {
    sum += rating.score;
    squares += std::int64_t{rating.score} * rating.score;
    if (rating.date && (!newest || *rating.date > *newest)) newest = rating.date;
  }
  const auto m = static_cast<std::int64_t>(ratings.size());
  const auto people = static_cast<double>(m);
  EvidenceItem item;
  item.kind = EvidenceKind::rating;
  item.n = people;
  item.value = static_cast<double>(sum) / people;
  constexpr double k_points_a_step = 25;
  item.y = k_points_a_step * item.value;
  if (m == 1) {
    item.sigma = t.single_rating_sigma;
  } else {
    const double sd =
        std::sqrt(static_cast<double>(m * squares - sum * sum) / (people * (people - 1)));
    item.sigma = k_points_a_step * std::max(sd, t.rating_sd_floor) / std::sqrt(people);
  }
  const bool overall = ratings.front().factor == k_overall_factor;
  item.source = overall ? ItemSource::overall : ItemSource::ratings;
  item.factor = ratings.front().factor;
  item.v =
      overall ? context.model.quality.overall_vote : context.model.quality.v(EvidenceKind::rating);
  weigh(context, newest, t.rating_half_life_days, item);
  item.variance *= context.rating_variance_factor;
  return item;
}

Pool pool(std::span<const EvidenceItem> items) {
  assert(!items.empty());
  double weights = 0;
  double weighted = 0;
  for (const EvidenceItem& item : items) {
    weights += 1 / item.variance;
    weighted += item.y / item.variance;
  }
  Pool pool{weighted / weights, 1 / weights, 1};
  if (items.size() == 1) {
    pool = {items.front().y, items.front().variance, 1};
    return pool;
  }
  double q = 0;
  for (const EvidenceItem& item : items) {
    q += (item.y - pool.mean) * (item.y - pool.mean) / item.variance;
  }
  const double df = static_cast<double>(items.size()) - 1;
  if (q > df) {
    pool.contradiction = q / df;
    pool.variance *= pool.contradiction;
  }
  return pool;
}

}  // namespace touchstone
