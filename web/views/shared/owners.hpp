// Choosing owners: who may be one, and what can be done to a list of them. "Nobody" (asked, and
// there is none) and "not asked yet" are different answers.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "state/edits.hpp"
#include "text/concat.hpp"

namespace touchstone::app {

using OwnerList = std::optional<std::vector<OwnerId>>;  // of Ownership; none: not asked

struct Candidate {
  OwnerId id;
  std::string name;
};

std::vector<Candidate> teams_of(const Audit& audit);
std::vector<Candidate> teams_and_people(const Audit& audit);

// "Support, Billing"; "Nobody"; "Not asked yet".
std::string names_of(const Audit& audit, const OwnerList& list);

// What can be done to a list of owners, as options to choose from. The options refer to the
// candidates' names.
class OwnerSteps {
public:
  // `with_members`: those in the list are offered, too, ticked, to be taken out.
  OwnerSteps(const OwnerList& list, std::span<const Candidate> candidates, bool with_members);

  const std::vector<ui::Option>& options() const { return options_; }

  // Carries out the option chosen.
  void take(int chosen, OwnerList& list) const;

private:
  enum class Kind { add, take_out, nobody, not_asked };

  struct Step {
    Kind kind;
    OwnerId owner = {};
  };

  std::vector<ui::Option> options_;
  std::vector<Step> steps_;
};

// A change of one touchpoint's ownership, which comes to be with the first answer.
template <class Change>
Command change_ownership(const State& state, const Touchpoint& touchpoint, std::string_view what,
                         Change&& change) {
  return edit_touchpoint(state, touchpoint.id, concat(what, " of ", touchpoint.name),
                         [&](Touchpoint& t) {
                           if (!t.ownership) t.ownership.emplace();
                           change(*t.ownership);
                         });
}

}  // namespace touchstone::app
