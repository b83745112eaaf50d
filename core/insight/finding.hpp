// What one diagnostic found, before it is put in words.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone {

struct Finding {
  DiagnosticState state = DiagnosticState::not_assessable;
  std::optional<double> value;           // as the row's `value` says
  std::optional<double> other;           // as the row's `other` says
  std::string word;                      // {metric}, or {other} where that is a text
  std::vector<std::size_t> touchpoints;  // proof, if fired
  std::vector<std::size_t> lacking;      // without enough evidence, if that is why nothing is known
};

inline DiagnosticState fired_if(bool fires) {
  return fires ? DiagnosticState::fired : DiagnosticState::clear;
}

// The row's sentence for the finding's state with its placeholders filled.
std::string message_of(const Audit& audit, const Scores& scores, const DiagnosticRow& row,
                       const Finding& finding);

// "A, B, C and 2 more": names of touchpoints, in the order of ranks, at most three.
std::string named(const Audit& audit, const Scores& scores,
                  const std::vector<std::size_t>& touchpoints);

}  // namespace touchstone
