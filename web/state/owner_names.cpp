#include "state/owner_names.hpp"

#include "state/edits.hpp"
#include "text/concat.hpp"

namespace touchstone::app {

std::string name_of_owner(const Audit& audit, const OwnerId& id) {
  if (const Team* team = find(audit.teams, id)) return shown_name(*team);
  if (const Person* person = find(audit.people, id)) return shown_name(*person);
  return id.text;
}

std::string owner_name(const Audit& audit, const Touchpoint& touchpoint) {
  if (!touchpoint.ownership || !touchpoint.ownership->accountable) return "Not asked";
  const std::vector<OwnerId>& owners = *touchpoint.ownership->accountable;
  if (owners.empty()) return "Nobody";
  std::string name = name_of_owner(audit, owners.front());
  if (owners.size() > 1) name += concat(" +", std::to_string(owners.size() - 1));
  return name;
}

}  // namespace touchstone::app
