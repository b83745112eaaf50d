#pragma once

#include "audit/date.hpp"

namespace touchstone::platform {

// By the clock of whoever works here, in UTC.
Date today();

}  // namespace touchstone::platform
