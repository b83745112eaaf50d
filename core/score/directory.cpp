#include "score/directory.hpp"

namespace touchstone {
namespace {

// Reads the ids of a list of the audit.
template <class T>
struct IdsOf {
  const std::vector<T>& list;

  std::string_view operator()(std::size_t place) const { return list[place].id.text; }
};

template <class T>
IdsOf<T> ids_of(const std::vector<T>& list) {
  return {list};
}

struct OwnerIds {
  const Audit& audit;

  std::string_view operator()(std::size_t owner) const {
    const std::size_t teams = audit.teams.size();
    return owner < teams ? audit.teams[owner].id.text : audit.people[owner - teams].id.text;
  }
};

}  // namespace

Directory::Directory(const Audit& audit) : team_count_(audit.teams.size()) {
  touchpoints_.build(audit.touchpoints.size(), ids_of(audit.touchpoints));
  stages_.build(audit.stages.size(), ids_of(audit.stages));
  channels_.build(audit.channels.size(), ids_of(audit.channels));
  personas_.build(audit.personas.size(), ids_of(audit.personas));
  owners_.build(audit.teams.size() + audit.people.size(), OwnerIds{audit});
  for (std::size_t team = 0; team < team_count_; ++team) {
    team_of_.push_back(static_cast<std::uint32_t>(team));
  }
  for (const Person& person : audit.people) {
    const auto team = person.team ? owner(audit, *person.team) : std::nullopt;
    const bool known = team && *team < team_count_;
    team_of_.push_back(known ? static_cast<std::uint32_t>(*team) : k_no_team);
  }
}

std::optional<std::size_t> Directory::touchpoint(const Audit& audit, const TouchpointId& id) const {
  return touchpoints_.find(id.text, ids_of(audit.touchpoints));
}

std::optional<std::size_t> Directory::stage(const Audit& audit, const StageId& id) const {
  return stages_.find(id.text, ids_of(audit.stages));
}

std::optional<std::size_t> Directory::channel(const Audit& audit, const ChannelId& id) const {
  return channels_.find(id.text, ids_of(audit.channels));
}

std::optional<std::size_t> Directory::persona(const Audit& audit, const PersonaId& id) const {
  return personas_.find(id.text, ids_of(audit.personas));
}

std::optional<std::size_t> Directory::owner(const Audit& audit, const OwnerId& id) const {
  return owners_.find(id.text, OwnerIds{audit});
}

std::optional<std::size_t> Directory::team_of(std::size_t owner) const {
  const std::uint32_t team = team_of_[owner];
  if (team == k_no_team) return std::nullopt;
  return team;
}

}  // namespace touchstone
