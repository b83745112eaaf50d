// What to do next: the few steps that follow from an audit, in the order of their weight.
//
//   for (const NextStep& step : next_steps(audit, model, scores)) ...
//
// A step is there only if the audit has what it speaks of: a complete audit without gaps has none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone {

enum class NextStepKind : std::uint8_t { evidence, owner, ask, fix, plan, handoff };

struct NextStep {
  NextStepKind kind;
  std::string what;                      // one or two sentences that tell somebody to do something
  std::vector<std::size_t> touchpoints;  // that it is about, the most urgent first

  friend bool operator==(const NextStep&, const NextStep&) = default;
};

// One of each kind at most, in this order:
//   evidence  touchpoints whose evidence is insufficient, by rank
//   owner     touchpoints for which nobody answers, by rank
//   ask       touchpoints of whose ownership nobody has asked, by rank
//   fix       the fix that can begin and takes most points off the journey for its effort; of those
//             without an effort above 0, if there are no others, the one that takes most off
//   plan      instead of `fix`, where no open fix has an effect: the touchpoint with the largest
//             share of the journey's friction, for which a fix is to be written down
//   handoff   the hand-off with the widest ownership gap
// Linear in the audit.
std::vector<NextStep> next_steps(const Audit& audit, const Model& model, const Scores& scores);

// Of each fix of the audit whether work on it can begin: it is open, all that it requires is done
// or being done, and nothing that is rules it out.
std::vector<bool> fixes_that_can_begin(const Audit& audit);

}  // namespace touchstone
