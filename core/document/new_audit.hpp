// An audit to begin with.
#pragma once

#include <string>

#include "audit/audit.hpp"

namespace touchstone {

// No touchpoint yet, but what the first one needs at hand: the stages of a usual customer journey
// (nobody leads them so far), the usual channels, and one rater, "You" (id "you").
Audit new_audit(Date as_of, std::string title);

}  // namespace touchstone
