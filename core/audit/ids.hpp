// Strong ids: a touchpoint's id cannot be handed where a stage's is wanted.
//
// An id is a non-empty string, unique in its list. Teams and people share one id space, because a
// touchpoint may be owned by either: OwnerId names a team or a person.
#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>

namespace touchstone {

template <class Tag>
struct Id {
  std::string text;

  Id() = default;

  explicit Id(std::string id) : text(std::move(id)) {}

  // Byte order, the order that breaks ties everywhere.
  friend auto operator<=>(const Id&, const Id&) = default;
};

using StageId = Id<struct StageTag>;
using ChannelId = Id<struct ChannelTag>;
using OwnerId = Id<struct OwnerTag>;  // a team's or a person's
using PersonaId = Id<struct PersonaTag>;
using TouchpointId = Id<struct TouchpointTag>;
using RaterId = Id<struct RaterTag>;
using HandoffId = Id<struct HandoffTag>;
using KpiId = Id<struct KpiTag>;
using FixId = Id<struct FixTag>;
using FactorId = Id<struct FactorTag>;  // a row of the scoring model, or "overall"
using MetricId = Id<struct MetricTag>;  // a row of the scoring model
using RuleId = Id<struct RuleTag>;      // a row of the scoring model
using GoalId = Id<struct GoalTag>;      // a row of the scoring model

}  // namespace touchstone

template <class Tag>
struct std::hash<touchstone::Id<Tag>> {
  std::size_t operator()(const touchstone::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.text);
  }
};
