// Who answers for something, by name.
#pragma once

#include <string>

#include "audit/audit.hpp"

namespace touchstone::app {

// Who answers for a touchpoint, for a card: "Support", "Head of Support +1", "Nobody", "Not asked".
std::string owner_name(const Audit& audit, const Touchpoint& touchpoint);

// Name of a team or person; the id where it has none.
std::string name_of_owner(const Audit& audit, const OwnerId& id);

}  // namespace touchstone::app
