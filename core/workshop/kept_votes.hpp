// What a participant's browser keeps of a workshop, so that the facilitator's copy goes on with the
// own votes when it is opened again.
//
// As text: the mark of this browser's copies, then for each rater who voted here the highest
// counter that was ever used or heard of, the size of the ballot, and the ballot's bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "workshop/ballot.hpp"

namespace touchstone {

struct KeptVotes {
  std::string copy;  // as in Ballot

  struct OfRater {
    double highest = 0;
    Ballot ballot;
    friend bool operator==(const OfRater&, const OfRater&) = default;
  };

  std::vector<OfRater> raters;

  // Added when it is not there.
  OfRater& of(const RaterId& rater);
  friend bool operator==(const KeptVotes&, const KeptVotes&) = default;
};

std::string write_kept_votes(const KeptVotes& kept, const Model& model);

// Reads up to the first thing that is not as it should be. Ballots of another scoring model, and
// votes on touchpoints that this audit does not have, are left out.
KeptVotes read_kept_votes(std::string_view text, const Audit& audit, const Model& model);

}  // namespace touchstone
