// Ballots: the votes of one rater on their way to the facilitator. docs/workshop.md has the layout.
//
// A ballot is bytes; sealed with the workshop's key and written as letters it is one line of text,
// which begins with k_ballot_mark. It always carries all of the rater's votes, so that of several
// the later ones make the earlier ones superfluous, in whatever order they arrive.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.hpp"
#include "json/result.hpp"
#include "model/model.hpp"

namespace touchstone {

struct Vote {
  TouchpointId touchpoint;
  FactorId factor;              // of the model, or "overall"
  double counter = 1;           // whole, > 0; of one rater's votes on one thing the largest counts
  std::optional<double> score;  // whole, 0..4; none: no opinion
  friend bool operator==(const Vote&, const Vote&) = default;
};

struct Ballot {
  RaterId rater;
  std::string name;  // of the rater, for an audit that does not know them yet
  // A random mark of the browser it was given in, letters; "": of the facilitator's own, or not
  // told. Only the facilitator reads it, so nobody else can vote under it.
  std::string copy;
  std::vector<Vote> votes;
  std::size_t strange = 0;  // votes on touchpoints that the audit it was read for does not have
  friend bool operator==(const Ballot&, const Ballot&) = default;
};

// Whether a text can be a ballot's `copy`.
bool is_copy_mark(std::string_view text);

// All votes that `rater` gave in this copy of the audit: the ratings with a counter.
Ballot own_ballot(const Audit& audit, const RaterId& rater);

// Of its votes; 0 without any.
double largest_counter(const Ballot& ballot);

std::string write_ballot(const Ballot& ballot, const Model& model);

// For this audit: votes on touchpoints that it does not have are left out and counted. Problems
// (without pointers) when the bytes are no ballot, or one made by another scoring model.
Result<Ballot> read_ballot(std::string_view bytes, const Audit& audit, const Model& model);

inline constexpr std::string_view k_ballot_mark = "TB1.";

// The lines of ballots in a text, each once, as they come: a meeting's chat with names and
// greetings between them will do.
std::vector<std::string> ballot_lines(std::string_view text);

}  // namespace touchstone
