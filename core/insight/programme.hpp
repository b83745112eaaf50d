// The six steps of a joint UX and CX programme, and how far an audit shows each of them taken: the
// advice that the articles behind the scoring model end in, as a checklist that fills itself.
//
//   for (const ProgrammeStep& step : programme(audit, scores)) ...
//
// Only what the document states counts: a step about which it says nothing is open, with what would
// show it taken.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "audit/audit.hpp"
#include "score/scores.hpp"

namespace touchstone {

enum class StepState : std::uint8_t { open, begun, taken };

struct ProgrammeStep {
  StepState state = StepState::open;
  std::string name;   // "Audit every touchpoint"
  std::string shows;  // what the audit shows of it, a sentence
  std::string next;   // what to do; "" once it is taken

  friend bool operator==(const ProgrammeStep&, const ProgrammeStep&) = default;
};

// In the order of the programme, "taken" and "begun" if:
//   1 touchpoints audited   each has evidence that is not insufficient; some have
//   2 joint team            raters of UX teams and of CX teams; raters of two teams
//   3 one journey map       every touchpoint has a stage; some have
//   4 shared KPIs           two or three; one, or more than three
//   5 joint testing         UX and CX touchpoints measured in the last quarter; one of the two
//   6 quarterly repeat      a snapshot of the last quarter before the audit; an older one
// A quarter is 91 days before the audit's date; without that date every dated measure counts.
// Touchpoints and teams of the discipline `both` count on either side. Linear in the audit.
std::array<ProgrammeStep, 6> programme(const Audit& audit, const Scores& scores);

}  // namespace touchstone
