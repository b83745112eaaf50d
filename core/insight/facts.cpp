#include "insight/facts.hpp"

#include <algorithm>

#include "insight/value.hpp"
#include "stats/interval.hpp"

namespace touchstone {
namespace {

std::vector<double> frictions(const Facts& facts, const Touchpoints& touchpoints) {
  std::vector<double> values;
  for (const std::size_t i : touchpoints) values.push_back(facts.friction(i));
  return values;
}

}  // namespace

bool is_open(const Fix& fix) {
  return !fix.status || fix.status == FixStatus::open;
}

bool is_under_way(const Fix& fix) {
  return fix.status == FixStatus::doing || fix.status == FixStatus::done;
}

Facts::Facts(const Audit& audit_of, const Model& model_of, const Scores& scores_of)
    : audit(audit_of),
      model(model_of),
      scores(scores_of),
      directory(audit_of),
      ratings(audit_of, model_of, directory) {}

const Stage* Facts::stage(std::size_t i) const {
  if (!touchpoint(i).stage) return nullptr;
  const auto place = directory.stage(audit, *touchpoint(i).stage);
  return place ? &audit.stages[*place] : nullptr;
}

const Channel* Facts::channel(std::size_t i) const {
  if (!touchpoint(i).channel) return nullptr;
  const auto place = directory.channel(audit, *touchpoint(i).channel);
  return place ? &audit.channels[*place] : nullptr;
}

bool Facts::has_role(std::size_t i, StageRole role) const {
  const Stage* it = stage(i);
  return it != nullptr && it->role == role;
}

bool Facts::has_phase(std::size_t i, Phase phase) const {
  const Stage* it = stage(i);
  return it != nullptr && it->phase == phase;
}

bool Facts::is_assessable(std::size_t i) const {
  return scores.touchpoints[i].evidence != EvidenceLevel::insufficient;
}

bool Facts::has_evidence(std::size_t i) const {
  const auto& factors = scores.touchpoints[i].factors;
  return std::any_of(factors.begin(), factors.end(), [](const FactorScore& factor) {
    return factor.items > 0 || factor.from_overall;
  });
}

Touchpoints Facts::assessable(const Touchpoints& among) const {
  Touchpoints result;
  for (const std::size_t i : among)
    if (is_assessable(i)) result.push_back(i);
  return result;
}

Touchpoints Facts::lacking(const Touchpoints& among) const {
  Touchpoints result;
  for (const std::size_t i : among)
    if (!is_assessable(i)) result.push_back(i);
  return result;
}

bool Facts::are_assessable(const Touchpoints& touchpoints) const {
  return !touchpoints.empty() &&
         static_cast<double>(assessable(touchpoints).size()) >=
             model.thresholds.assessable_share * static_cast<double>(touchpoints.size());
}

bool Facts::is_item(std::size_t i, const Measure& measure) const {
  const Metric* metric = model.metric(measure.metric);
  return metric != nullptr && metric->factor && measured_value(*metric, measure) &&
         applies(model.factors[*metric->factor], touchpoint(i));
}

std::vector<double> Facts::reach_shares() const {
  std::vector<double> known;
  for (const Touchpoint& each : audit.touchpoints)
    if (each.volume) known.push_back(*each.volume);
  if (known.empty()) return {};
  const double typical = stats::median(known);
  std::vector<double> shares;
  double total = 0;
  for (const Touchpoint& each : audit.touchpoints) {
    shares.push_back(each.volume.value_or(typical));
    total += shares.back();
  }
  if (!(total > 0)) return {};
  for (double& share : shares) share /= total;
  return shares;
}

Touchpoints Facts::touched_by(const Fix& fix) const {
  Touchpoints touched = touchpoints_of(audit, directory, fix);
  std::sort(touched.begin(), touched.end());
  return touched;
}

double Work::share(const Touchpoints& touchpoints) const {
  double sum = 0;
  for (const std::size_t i : touchpoints) sum += at[i];
  return sum / total;
}

Work open_work(const Facts& facts, const std::function<bool(const Fix&)>& counted) {
  Work work;
  work.at.assign(facts.size(), 0);
  for (const Fix& fix : facts.audit.fixes) {
    if (!is_open(fix) || !fix.effort) continue;
    work.total += *fix.effort;
    if (!counted(fix)) continue;
    const Touchpoints touched = facts.touched_by(fix);
    for (const std::size_t i : touched)
      work.at[i] += *fix.effort / static_cast<double>(touched.size());
  }
  return work;
}

Work open_work(const Facts& facts) {
  return open_work(facts, [](const Fix&) { return true; });
}

double median_friction(const Facts& facts, const Touchpoints& touchpoints) {
  return stats::median(frictions(facts, touchpoints));
}

double highest_friction(const Facts& facts, const Touchpoints& touchpoints) {
  const std::vector<double> values = frictions(facts, touchpoints);
  return *std::max_element(values.begin(), values.end());
}

double mean_friction(const Facts& facts, const Touchpoints& touchpoints) {
  double sum = 0;
  for (const double value : frictions(facts, touchpoints)) sum += value;
  return sum / static_cast<double>(touchpoints.size());
}

}  // namespace touchstone
