#include "document/index.hpp"

#include <algorithm>

namespace touchstone {
namespace {

bool is_counted(IdSpace space) {
  return space != IdSpace::none && space <= IdSpace::place;
}

}  // namespace

AuditIndex::AuditIndex(const Audit& audit) {
  ids_[static_cast<std::size_t>(IdSpace::touchpoint)].reserve(audit.touchpoints.size());
  ids_[static_cast<std::size_t>(IdSpace::place)].reserve(
      audit.touchpoints.size() + audit.handoffs.size() + audit.stages.size());
  for_each_list([&](const auto& list) {
    for (const auto& element : audit.*list.member) add(element);
  });
}

void AuditIndex::define(IdSpace space, const std::string& id, int step) {
  change(space, id, step, 0);
  if (wider(space) != IdSpace::none) change(wider(space), id, step, 0);
}

void AuditIndex::refer(IdSpace space, const std::string& id, int step) {
  if (is_counted(space)) change(space, id, 0, step);
}

void AuditIndex::change(IdSpace space, const std::string& id, int definitions, int references) {
  if (id.empty()) return;  // missing, which is reported elsewhere
  const auto is_dangling = [](const Count& it) { return it.references > 0 && it.definitions == 0; };
  // A touchpoint and a hand-off may share an id; an accepted gap's rule decides between them.
  const auto is_doubled = [space](const Count& it) {
    return space != IdSpace::place && it.definitions > 1;
  };
  Ids& ids = ids_[static_cast<std::size_t>(space)];
  auto found = ids.find(id);
  if (found == ids.end()) found = ids.emplace(id, Count{}).first;
  Count& it = found->second;
  dangling_ -= is_dangling(it) ? 1 : 0;
  doubled_ -= is_doubled(it) ? 1 : 0;
  it.definitions += static_cast<std::uint32_t>(definitions);
  it.references += static_cast<std::uint32_t>(references);
  dangling_ += is_dangling(it) ? 1 : 0;
  doubled_ += is_doubled(it) ? 1 : 0;
  if (it.definitions == 0 && it.references == 0) ids.erase(found);
}

const AuditIndex::Count* AuditIndex::find(IdSpace space, std::string_view id) const {
  const Ids& ids = ids_[static_cast<std::size_t>(space)];
  const auto found = ids.find(id);
  return found == ids.end() ? nullptr : &found->second;
}

bool AuditIndex::is_dangling(std::string_view id) const {
  return std::any_of(ids_.begin(), ids_.end(), [&](const Ids& ids) {
    const auto found = ids.find(id);
    return found != ids.end() && found->second.references > 0 && found->second.definitions == 0;
  });
}

bool AuditIndex::has(IdSpace space, std::string_view id) const {
  return definitions(space, id) > 0;
}

std::size_t AuditIndex::definitions(IdSpace space, std::string_view id) const {
  const Count* it = find(space, id);
  return it == nullptr ? 0 : it->definitions;
}

std::size_t AuditIndex::references(IdSpace space, std::string_view id) const {
  const Count* it = find(space, id);
  return it == nullptr ? 0 : it->references;
}

}  // namespace touchstone
