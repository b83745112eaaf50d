#include "score/scores.hpp"

#include <cmath>

#include "score/evidence.hpp"

namespace touchstone {
namespace {

double share_left(int rule, const RuleFindings& rules, const Model& model) {
  constexpr double k_percent = 100;
  return 1 - severity_of(rule, rules, model) / k_percent;
}

std::vector<Gap> gaps_of(RuleSet set, const RuleFindings& rules, const Model& model) {
  std::vector<Gap> gaps;
  for (int rule = 1; rule <= k_rule_count; ++rule) {
    if (contains(set, rule)) gaps.push_back({rule, severity_of(rule, rules, model), 0});
  }
  return gaps;
}

}  // namespace

double FactorScore::variance() const {
  return k_ignorance_variance * (1 - rho);
}

double FactorScore::sd() const {
  return std::sqrt(variance());
}

const JourneyScore* group_score(const Scores& scores, GroupBy by, std::size_t index) {
  for (const GroupScore& group : scores.groups)
    if (group.by == by && group.index == index && group.score) return &*group.score;
  return nullptr;
}

double severity_of(int rule, const RuleFindings& rules, const Model& model) {
  const std::vector<double>& severities = model.rule(rule).severities;
  return contains(rules.second, rule) ? severities.back() : severities.front();
}

double ownership_gap(const RuleFindings& rules, const Model& model) {
  constexpr double k_whole = 100;
  double left = 1;
  for (int rule = 1; rule <= k_rule_count; ++rule) {
    if (contains(rules.listed(), rule)) left *= share_left(rule, rules, model);
  }
  return k_whole * (1 - left);
}

std::vector<Gap> listed_gaps(const RuleFindings& rules, const Model& model) {
  std::vector<Gap> gaps = gaps_of(rules.listed(), rules, model);
  const double whole = ownership_gap(rules, model);
  double log_sum = 0;
  for (const Gap& gap : gaps) log_sum += std::log(share_left(gap.rule, rules, model));
  for (Gap& gap : gaps) {
    gap.contribution = whole * std::log(share_left(gap.rule, rules, model)) / log_sum;
  }
  return gaps;
}

std::vector<Gap> accepted_gaps(const RuleFindings& rules, const Model& model) {
  return gaps_of(rules.accepted, rules, model);
}

}  // namespace touchstone
