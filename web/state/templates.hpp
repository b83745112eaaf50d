// The templates a new audit can start from (assets/templates): stages, channels, teams and typical
// touchpoints of a trade, without scores.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.hpp"

namespace touchstone::app {

struct TemplateFacts {
  std::string name;   // "Bank"
  std::string about;  // "Accounts, cards and loans"
  std::string holds;  // "7 stages, 6 channels, 6 teams, 18 touchpoints"
};

// In the order of assets::templates(); read once.
const std::vector<TemplateFacts>& templates();

// An audit of its own made from the template at that place.
Audit audit_from_template(std::size_t index, Date as_of, std::string title);

}  // namespace touchstone::app
