// Diagnostics of what is known and measured.
#include <algorithm>
#include <array>
#include <optional>

#include "insight/facts.hpp"
#include "score/evidence.hpp"

namespace touchstone {
namespace {

// What a reader calls the kinds of evidence comes from the model (Quality::kinds).
constexpr std::size_t k_kinds = 5;

// How many items of each kind, in all and where.
struct KindCounts {
  std::array<double, k_kinds> counts{};
  std::array<Touchpoints, k_kinds> places;

  void add(EvidenceKind kind, std::size_t touchpoint) {
    const auto k = static_cast<std::size_t>(kind);
    ++counts[k];
    if (places[k].empty() || places[k].back() != touchpoint) places[k].push_back(touchpoint);
  }
};

KindCounts count_kinds(const Facts& facts) {
  KindCounts result;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const Touchpoint& touchpoint = facts.touchpoint(i);
    if (touchpoint.measures) {
      for (const Measure& measure : *touchpoint.measures)
        if (facts.is_item(i, measure))
          result.add(measure.kind.value_or(facts.model.metric(measure.metric)->kind), i);
    }
    for (std::size_t factor = 0; factor < facts.model.factors.size(); ++factor)
      if (applies(facts.model.factors[factor], touchpoint) &&
          !facts.ratings.of(i, static_cast<std::uint16_t>(factor)).empty())
        result.add(EvidenceKind::rating, i);
    if (!facts.ratings.of(i, k_overall_factor).empty()) result.add(EvidenceKind::rating, i);
  }
  return result;
}

bool asks(const Touchpoint& touchpoint, const Metric& metric) {
  return touchpoint.measures &&
         std::any_of(touchpoint.measures->begin(), touchpoint.measures->end(),
                     [&](const Measure& measure) { return measure.metric == metric.id; });
}

// The friction of the worst churn that was measured anywhere, by any metric of loyalty.
std::optional<double> measured_churn(const Facts& facts) {
  std::optional<double> worst;
  for (const Touchpoint& touchpoint : facts.audit.touchpoints) {
    if (!touchpoint.measures) continue;
    for (const Measure& measure : *touchpoint.measures) {
      const Metric* metric = facts.model.metric(measure.metric);
      if (metric == nullptr || !metric->loyalty) continue;
      const std::optional<double> value = measured_value(*metric, measure);
      if (!value) continue;
      const double friction = friction_of(*metric, measure, *value);
      worst = std::max(worst.value_or(friction), friction);
    }
  }
  return worst;
}

}  // namespace

Finding find_vanity(const Facts& facts) {
  Finding finding;
  double all = 0;
  double vain = 0;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (!facts.touchpoint(i).measures) continue;
    double here = 0;
    for (const Measure& measure : *facts.touchpoint(i).measures) {
      const Metric* metric = facts.model.metric(measure.metric);
      ++all;
      if (metric != nullptr && metric->vanity) ++here;
    }
    vain += here;
    if (here > 0) finding.touchpoints.push_back(i);
  }
  if (all > 0) {
    finding.value = vain / all;
    finding.state = fired_if(*finding.value >= facts.model.thresholds.vanity.share_min);
  }
  if (finding.state != DiagnosticState::fired) finding.touchpoints.clear();
  return finding;
}

Finding find_same_metrics(const Facts& facts) {
  const auto& t = facts.model.thresholds.same_metrics;
  const Touchpoints ux = facts.those([&](std::size_t i) { return facts.is_ux(i); });
  const Touchpoints cx = facts.those([&](std::size_t i) { return facts.is_cx(i); });
  Finding finding;
  if (ux.empty() || cx.empty()) return finding;
  for (const Metric& metric : facts.model.metrics) {
    if (metric.vanity || metric.kind != EvidenceKind::survey) continue;
    const auto among = [&](const Touchpoints& all) {
      return static_cast<double>(std::count_if(all.begin(), all.end(), [&](std::size_t i) {
        return asks(facts.touchpoint(i), metric);
      }));
    };
    const double of_ux = among(ux);
    const double of_cx = among(cx);
    if (of_ux + of_cx == 0) continue;
    const double ux_share = of_ux / static_cast<double>(ux.size());
    const double cx_share = of_cx / static_cast<double>(cx.size());
    const bool fires = ux_share >= t.ux_share_min && cx_share >= t.cx_share_min;
    const double share = std::min(ux_share, cx_share);
    if (finding.state == DiagnosticState::not_assessable) finding.state = DiagnosticState::clear;
    if (fires) finding.state = DiagnosticState::fired;
    if (!finding.value || share > *finding.value) {
      finding.value = share;
      finding.word = metric.name;
      finding.touchpoints = facts.those([&](std::size_t i) {
        return (facts.is_ux(i) || facts.is_cx(i)) && asks(facts.touchpoint(i), metric);
      });
    }
  }
  if (finding.state != DiagnosticState::fired) finding.touchpoints.clear();
  return finding;
}

Finding find_blaming_the_product(const Facts& facts) {
  const Touchpoints service = facts.those([&](std::size_t i) {
    return facts.has_role(i, StageRole::support) || facts.has_role(i, StageRole::billing) ||
           facts.has_role(i, StageRole::onboarding);
  });
  Finding finding;
  const std::optional<double> churn = measured_churn(facts);
  if (service.empty() || !churn) return finding;
  finding.value = churn;
  const bool nobody_looked = std::none_of(service.begin(), service.end(),
                                          [&](std::size_t i) { return facts.has_evidence(i); });
  finding.state = fired_if(nobody_looked &&
                           *churn >= facts.model.thresholds.blaming_the_product.churn_friction_min);
  if (finding.state == DiagnosticState::fired) finding.touchpoints = service;
  return finding;
}

Finding find_one_kind_of_evidence(const Facts& facts) {
  const KindCounts kinds = count_kinds(facts);
  Finding finding;
  double all = 0;
  for (const double count : kinds.counts) all += count;
  if (all == 0) return finding;
  const auto most = static_cast<std::size_t>(
      std::max_element(kinds.counts.begin(), kinds.counts.end()) - kinds.counts.begin());
  finding.value = kinds.counts[most] / all;
  finding.word = facts.model.quality.kinds[most].name;
  finding.state =
      fired_if(*finding.value > facts.model.thresholds.one_kind_of_evidence.share_above);
  if (finding.state == DiagnosticState::fired) finding.touchpoints = kinds.places[most];
  return finding;
}

Finding find_unexplained(const Facts& facts) {
  const Touchpoints all = facts.those([](std::size_t) { return true; });
  Finding finding;
  if (!facts.are_assessable(all)) {
    finding.lacking = facts.lacking(all);
    return finding;
  }
  for (const std::size_t i : facts.assessable(all)) {
    const Touchpoint& touchpoint = facts.touchpoint(i);
    const bool has_text =
        !touchpoint.notes.empty() ||
        std::any_of(touchpoint.evidence.begin(), touchpoint.evidence.end(),
                    [](const Evidence& evidence) { return !evidence.text.empty(); });
    if (!has_text && facts.friction(i) >= facts.model.thresholds.unexplained.friction_min)
      finding.touchpoints.push_back(i);
  }
  finding.value = static_cast<double>(finding.touchpoints.size());
  finding.state = fired_if(!finding.touchpoints.empty());
  return finding;
}

Finding find_no_re_audit(const Facts& facts) {
  Finding finding;
  std::optional<Date> last;
  for (const Snapshot& snapshot : facts.audit.snapshots)
    if (snapshot.date && (!last || *snapshot.date > *last)) last = snapshot.date;
  if (!last || !facts.audit.header.as_of) return finding;
  finding.value = days_between(*last, *facts.audit.header.as_of);
  finding.state = fired_if(*finding.value > facts.model.thresholds.no_re_audit.days);
  return finding;
}

}  // namespace touchstone
