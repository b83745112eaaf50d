// Comparison of two measures of one metric.
#include <algorithm>
#include <cmath>

#include "insight/compare.hpp"
#include "score/evidence.hpp"

namespace touchstone {
namespace {

// A value with its 95 % interval.
struct Estimate {
  double value, low, high;
};

stats::Difference square_and_add(const Estimate& after, const Estimate& before) {
  const double difference = after.value - before.value;
  return {difference, difference - std::hypot(after.value - after.low, before.high - before.value),
          difference + std::hypot(after.high - after.value, before.value - before.low)};
}

double people(const Measure& measure, double unknown) {
  return measure.n.value_or(unknown);
}

double successes(const Measure& measure, double value, double n) {
  return measure.successes.value_or(std::round(value * n));
}

double log_sd_of(const Metric& metric, const Measure& measure, double value) {
  if (measure.log_sd) return *measure.log_sd;
  if (measure.sd) return stats::log_sd_from_units(value, *measure.sd);
  return metric.default_log_sd.value_or(0);
}

stats::Difference exponentiated(const stats::Difference& logs) {
  return {std::exp(logs.value), std::exp(logs.low), std::exp(logs.high)};
}

std::optional<stats::Difference> ratio(const Model& model, const Metric& metric,
                                       const Measure& before, const Measure& after,
                                       const Estimate& from, const Estimate& to) {
  if (!(from.low > 0) || !(to.low > 0)) return std::nullopt;
  const bool given = before.low || after.low;
  if (metric.interval == IntervalMethod::logmean && !given) {
    const double unknown = model.thresholds.unknown_n_mean;
    const auto welch = stats::ratio_of_geometric_means(
        to.value, log_sd_of(metric, after, to.value), std::max(2.0, people(after, unknown)),
        from.value, log_sd_of(metric, before, from.value), std::max(2.0, people(before, unknown)),
        0.95);
    if (welch) return welch;
  }
  const auto logs = [](const Estimate& each) {
    return Estimate{std::log(each.value), std::log(each.low), std::log(each.high)};
  };
  return exponentiated(square_and_add(logs(to), logs(from)));
}

}  // namespace

std::optional<MeasureChange> compare_measures(const Model& model, const Measure& before,
                                              const Measure& after) {
  const Metric* metric = model.metric(after.metric);
  if (metric == nullptr || before.metric != after.metric || !metric->interval) return std::nullopt;
  QuantileCache quantiles;
  const EvidenceContext context{model, std::nullopt, 1, quantiles};
  const auto old_item = measure_item(context, before, 0);
  const auto new_item = measure_item(context, after, 0);
  if (!old_item || !new_item) return std::nullopt;
  const Estimate from{old_item->value, old_item->low, old_item->high};
  const Estimate to{new_item->value, new_item->low, new_item->high};

  MeasureChange result{from.value, to.value, false, {0, 0, 0}, std::nullopt, Change::none};
  switch (*metric->interval) {
    case IntervalMethod::proportion: {
      const double z = model.thresholds.measure_z;
      const double n1 = people(after, model.thresholds.unknown_n_proportion);
      const double n2 = people(before, model.thresholds.unknown_n_proportion);
      const double x1 = successes(after, to.value, n1);
      const double x2 = successes(before, from.value, n2);
      result.effect = stats::newcombe_method_10(x1, n1, x2, n2, z);
      result.p = stats::n_minus_1_two_proportion(x1, n1, x2, n2, z).p;
      break;
    }
    case IntervalMethod::logmean:
    case IntervalMethod::median: {
      const auto effect = ratio(model, *metric, before, after, from, to);
      if (!effect) return std::nullopt;
      result.as_ratio = true;
      result.effect = *effect;
      break;
    }
    case IntervalMethod::mean:
    case IntervalMethod::count:
    case IntervalMethod::nps:
      result.effect = square_and_add(to, from);
      break;
  }
  const double same = result.as_ratio ? 1 : 0;
  if (result.effect.low > same)
    result.change = metric->higher_is_better ? Change::better : Change::worse;
  if (result.effect.high < same)
    result.change = metric->higher_is_better ? Change::worse : Change::better;
  return result;
}

}  // namespace touchstone
