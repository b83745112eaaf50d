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

// In the order of the programme:
//   1 touchpoints audited   taken: each has evidence that is not insufficient; begun: some have
//   2 joint team            taken: raters of UX teams and of CX teams; begun: raters of two teams
//   3 one journey map       taken: every touchpoint has a stage; begun: some have
//   4 shared KPIs           taken: two or three; begun: one, or more than three
//   5 joint testing         taken: UX and CX touchpoints measured in the last quarter; begun: one of
//                           the two. A quarter is 91 days before the audit's date; without that date
//                           every dated measure counts
//   6 quarterly repeat      taken: a snapshot of the last quarter before the audit; begun: an older one
// Touchpoints and teams of the discipline `both` count on either side. Linear in the audit.
std::array<ProgrammeStep, 6> programme(const Audit& audit, const Scores& scores);

}  // namespace touchstone
