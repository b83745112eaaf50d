// From touchpoints to the journey: who counts how much, J with its interval, groups, order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/directory.hpp"
#include "score/scores.hpp"

namespace touchstone {

// What one touchpoint adds to the sums of the journey and of its groups. With w its weight (reach x
// importance), F its friction, a and b the independent and shared part of its sd, p the journey's
// power and sums over the members:
//   J = (sum w F^p / sum w)^(1/p)     sd of J = (sqrt(sum (w F^(p-1) a)^2) + sum w F^(p-1) b)
//                                               / (sum w  J^(p-1))
// which are the formulas of docs/engine.md with u = w / sum w taken out of the sums.
struct JourneyPart {
  double weight = 0;       // w
  double power = 0;        // w F^p
  double mean = 0;         // w F
  double coverage = 0;     // w x coverage
  double independent = 0;  // (w F^(p-1) a)^2
  double shared = 0;       // w F^(p-1) b
  double friction = 0;     // F; of a sum the highest
};

JourneyPart journey_part(const TouchpointScore& touchpoint, double weight, double power);

// How much each touchpoint counts, unnormalised and within 0..5: reach x importance. Reach is the
// volume; 1 for all if none is known; where only some are known the others take their median. If
// all reach is 0, importance alone.
std::vector<double> reach_by_importance(std::span<const std::optional<double>> volumes,
                                        std::span<const double> importances);

// Importance of a touchpoint, 3 where nobody said.
double importance_of(const Touchpoint& touchpoint);

// Friction of the touchpoints `members` (indices, rising). None without members or if all of them
// weigh 0. peak_end is 0.
std::optional<JourneyScore> score_group(std::span<const JourneyPart> parts,
                                        std::span<const std::uint32_t> members,
                                        const Thresholds& thresholds);

// The whole journey; sets u, contribution and share of every touchpoint. None without touchpoints.
// `order` as journey_order gives it.
std::optional<JourneyScore> score_journey(std::span<const JourneyPart> parts,
                                          std::span<TouchpointScore> touchpoints,
                                          std::span<const std::uint32_t> order,
                                          const Thresholds& thresholds);

// Touchpoints by stage, within a stage as in the document. Those without a stage are left out,
// unless none has one: then all, as in the document.
std::vector<std::uint32_t> journey_order(const Audit& audit, const Directory& directory);

// Empty groups for every stage, channel, team, discipline and persona of the audit, in that order.
std::vector<GroupScore> empty_groups(const Audit& audit);

// Sets `groups` to those a touchpoint belongs to, as places in empty_groups(audit), rising.
// `owners` are its accountable owners.
void find_groups(const Audit& audit, const Directory& directory, std::size_t touchpoint,
                 std::span<const std::uint32_t> owners, std::vector<std::uint32_t>& groups);

}  // namespace touchstone
