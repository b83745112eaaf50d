// Short words for tests of scores.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/score.hpp"
#include "score/scores.hpp"
#include "support/audit_builder.hpp"

namespace touchstone::test {

// The audit's scores under its own overrides.
inline Scores scored(const Audit& audit) {
  const Result<Model> model = effective_model(shipped_model(), audit.header.overrides);
  return evaluate(audit, *model);
}

// Equal to a relative 1e-9.
inline auto about(double value) {
  return Catch::Matchers::WithinRel(value, 1e-9);
}

// Equal up to an absolute difference.
inline auto within(double value, double difference) {
  return Catch::Matchers::WithinAbs(value, difference);
}

// A touchpoint's score of the factor with this id.
inline const FactorScore& factor_of(const TouchpointScore& touchpoint, std::string_view id) {
  for (const FactorScore& factor : touchpoint.factors) {
    if (shipped_model().factors[factor.factor].id.text == id) return factor;
  }
  throw std::out_of_range("the factor does not apply here");
}

// "O3 O11 O14": the rules of a set.
inline std::string rules(RuleSet set) {
  std::string text;
  for (int rule = 1; rule <= k_rule_count; ++rule) {
    if (contains(set, rule)) text += (text.empty() ? "O" : " O") + std::to_string(rule);
  }
  return text;
}

}  // namespace touchstone::test
