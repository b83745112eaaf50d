// Who and what the audit's ids mean: ids to places in lists, people to their teams.
//
// Built for one audit; stays right through edits that change neither the ids nor the order of the
// lists it knows, nor a person's team (rebuild it then). Asked with that audit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "audit/audit.hpp"
#include "score/id_table.hpp"

namespace touchstone {

class Directory {
public:
  explicit Directory(const Audit& audit);

  std::optional<std::size_t> touchpoint(const Audit& audit, const TouchpointId& id) const;
  std::optional<std::size_t> stage(const Audit& audit, const StageId& id) const;
  std::optional<std::size_t> channel(const Audit& audit, const ChannelId& id) const;
  std::optional<std::size_t> persona(const Audit& audit, const PersonaId& id) const;

  // Teams and people have one numbering: teams first, then people.
  std::optional<std::size_t> owner(const Audit& audit, const OwnerId& id) const;

  std::size_t owner_count() const { return team_of_.size(); }

  bool is_person(std::size_t owner) const { return owner >= team_count_; }

  // The team itself, or a person's; none for a person without one.
  std::optional<std::size_t> team_of(std::size_t owner) const;

private:
  static constexpr std::uint32_t k_no_team = 0xFFFFFFFF;

  IdTable touchpoints_, stages_, channels_, personas_, owners_;
  std::size_t team_count_;
  std::vector<std::uint32_t> team_of_;  // by owner
};

}  // namespace touchstone
