// Votes of a workshop: which are seen, who has voted, and what ballots do to the audit.
//
// Each rater owns their votes. Of one rater's votes on one thing the one with the largest counter
// counts, of equal counters the worse score, so that copies which went apart come together in any
// order. What is not yet to be seen stays sealed; a vote becomes a rating when its item of the
// agenda is shown. What the audit becomes depends on the base, the agenda's states and the set of
// ballots alone, never on the order or the number of times they arrive in.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "document/command.hpp"
#include "document/draft.hpp"
#include "workshop/ballot.hpp"

namespace touchstone {

// Sealed ballots as they were opened, by their lines; in memory only.
using OpenedBallots = std::map<std::string, Ballot>;

// Whether the newer of two votes on one thing is (counter, score), against (counter, score).
bool is_newer(double counter, std::optional<double> score, double than_counter,
              std::optional<double> than_score);

// The rater's name, or the id of one who has none or is not known.
const std::string& name_of_rater(const Audit& audit, const RaterId& rater);

// The item of the agenda on this, if there is one.
std::optional<std::size_t> agenda_place(const Audit& audit, const TouchpointId& touchpoint,
                                        const FactorId& factor);

// Whether votes on it are to be seen.
bool is_seen(const AgendaItem& item);

// Makes ratings of all votes that are to be seen, and keeps the lines of those ballots that hold
// votes which are not: each vote waits until its item is shown; without an item, for ever. Raters
// who are not known yet are added. `opened` holds the ballots of the audit and the new ones; lines
// of the audit that it does not hold stay.
void settle(Draft& draft, const OpenedBallots& opened);

// How far a vote's counter may lie beyond the highest that is known of its rater. [set] A copy
// counts one up with each vote, so this is more than lost ballots could explain; a number that
// somebody made up would make all later votes of the rater older.
inline constexpr double k_most_ahead = 1000;

// What a ballot brings against what is known of its rater: by the counters alone, so that it tells
// nothing of the scores.
struct BallotNews {
  bool runs_ahead = false;   // beyond k_most_ahead: not to be taken
  std::size_t replaced = 0;  // votes that take the place of others
  std::size_t older = 0;     // votes that count no longer: newer ones are known
};

BallotNews news_of(const Audit& audit, const OpenedBallots& opened, const Ballot& ballot);

// Takes ballots in: settle() as a command; without edits when nothing is new.
Command take_ballots(const Audit& audit, const OpenedBallots& opened, std::string label);

// The counter for the rater's next vote.
double next_counter(const Audit& audit, const OpenedBallots& opened, const RaterId& rater);

// In a participant's own copy: the vote as a rating, seen by nobody else. Its counter is larger
// than the largest of the rater here, and than `highest`.
Command vote_here(const Audit& audit, const RaterId& rater, const TouchpointId& touchpoint,
                  const FactorId& factor, std::optional<double> score, double highest,
                  std::string label);

// The same for votes that were given before, in another copy in this browser: those that are newer
// than the votes here.
Command bring_back(const Audit& audit, const Ballot& ballot, std::string label);

// A vote as it stands in this copy of the audit; none: not voted.
std::optional<Vote> vote_of(const Audit& audit, const RaterId& rater,
                            const TouchpointId& touchpoint, const FactorId& factor);

// Who is waited for: raters who neither watch only nor are absent, by place in the audit's list.
std::vector<std::size_t> expected_raters(const Audit& audit);

// Of those, who has not voted on the item since it was asked (while its votes are unseen), or at
// all.
std::vector<std::size_t> missing_raters(const Audit& audit, const OpenedBallots& opened,
                                        const AgendaItem& item);

// What the seen votes on an item say. Spectators stay out; no opinion counts for none.
struct Distribution {
  std::array<std::vector<std::size_t>, 5> raters;  // by score, places in the audit's list
  std::vector<std::size_t> no_opinion;
  std::size_t n = 0;
  std::optional<double> mean, sd;  // of the scores; sd of two or more
  int low = 0, high = 0;           // of n > 0
};

Distribution distribution_of(const Audit& audit, const AgendaItem& item);
// As first seen, before it was voted on again.
Distribution distribution_before(const Audit& audit, const AgendaItem& item);

// The audit with the votes as they were before the discussions.
Audit before_discussion(const Audit& audit);

}  // namespace touchstone
