// The sample audits the program carries along.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "audit/audit.hpp"

namespace touchstone::app {

// Titles of assets::samples(), in its order; read once.
const std::vector<std::string>& sample_titles();

// The sample at that place, freshly read.
Audit read_sample(std::size_t index);

}  // namespace touchstone::app
