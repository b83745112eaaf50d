// The order of the table: the worst first, touchpoints nobody knows enough about behind the others.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "audit/audit.hpp"
#include "score/scores.hpp"

namespace touchstone {

// Two numbers this close count as equal.
inline constexpr double k_rank_tie = 1e-9;

// Touchpoint indices by exact numbers: those with evidence by friction, then insufficient ones by
// `high`, then friction; falling, equal ones by the id's bytes.
class ExactOrder {
public:
  ExactOrder() = default;
  ExactOrder(const Audit& audit, std::span<const TouchpointScore> touchpoints);

  // Moves a touchpoint whose score changes: taken out before or after the change, put back when all
  // that changed are out.
  void take_out(std::uint32_t touchpoint);
  void put_back(const Audit& audit, std::span<const TouchpointScore> touchpoints,
                std::uint32_t touchpoint);

  std::span<const std::uint32_t> indices() const { return indices_; }

private:
  std::vector<std::uint32_t> indices_;
};

// The ranking: as the exact order, but numbers within 1e-9 of the first of a run are ties, broken
// by the next criterion and at last by the id's bytes.
std::vector<std::uint32_t> rank_touchpoints(const Audit& audit,
                                            std::span<const TouchpointScore> touchpoints,
                                            const ExactOrder& order);

}  // namespace touchstone
