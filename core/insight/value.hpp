// What a fix is worth: how much friction mass it takes off the journey.
//
//   const FixValues values(audit, model, scores);
//   values.of(set)              value of a set of fixes, with the multipliers of stage and goals
//   values.journey_after(set)   J if the set were done, without multipliers
//
// A fix with confidence c and effect e turns a touchpoint's friction F into F (1 - c e); several
// multiply. With S = sum u F^p (p the journey's power, so J = S^(1/p)) the value of a set is
// sum m u (F^p - F'^p), m the touchpoint's multiplier: in units of S, 0 and up, never falling when
// a fix is added, and by less the more is in the set (it is submodular: what plans rest on).
// Unknown confidence counts as 1, an unknown effect as 0. docs/engine.md, "Value of a fix".
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

// How much more a gain counts at this touchpoint, 0.5..2 in the shipped model: the business stage's
// multiplier times one bonus if a goal lies on the side, per side (ux, cx); `both` and an unknown
// discipline take the larger side; then capped. `role`: of the touchpoint's stage. An unknown
// business stage multiplies by 1.
double multiplier(const Header& header, const Model& model, const Touchpoint& touchpoint,
                  std::optional<StageRole> role);

// The multiplier of each touchpoint, in the document's order.
std::vector<double> multipliers(const Audit& audit, const Model& model);

// What a fix leaves of a touchpoint's friction: the factor 1 - c e, 0..1.
struct Reduction {
  std::uint32_t touchpoint;  // index into Audit::touchpoints
  double keep;
};

// One per touchpoint the fix has an effect on, in the document's order of effects; several effects
// on one touchpoint are multiplied.
std::vector<Reduction> reductions(const Audit& audit, const Directory& directory, const Fix& fix);

// Distinct touchpoints a fix has effects on, however small, in the order of its effects.
std::vector<std::size_t> touchpoints_of(const Audit& audit, const Directory& directory,
                                        const Fix& fix);

// The values of the audit's fixes under given scores. Keeps no reference to its arguments.
class FixValues {
public:
  FixValues(const Audit& audit, const Model& model, const Scores& scores);

  // S, without multipliers.
  double mass() const { return mass_; }

  // m u F^p of each touchpoint: what a plan could take away there at most.
  std::vector<double> weighted_masses() const;

  std::span<const Reduction> of_fix(std::size_t fix) const { return reductions_[fix]; }

  double power() const { return power_; }

  // `fixes`: distinct indices into Audit::fixes, in any order (the result depends on it only by
  // rounding).
  double of(std::span<const std::size_t> fixes) const;

  // F of every touchpoint once the fixes are done.
  std::vector<double> frictions_after(std::span<const std::size_t> fixes) const;

  // J once the fixes are done; none without touchpoints.
  std::optional<double> journey_after(std::span<const std::size_t> fixes) const;

  // The drop of J by one fix alone, 0 and up: how the screen shows its value.
  double journey_drop(std::size_t fix) const;

private:
  double power_;
  double mass_ = 0;
  std::vector<double> friction_;                    // F by touchpoint
  std::vector<double> reach_;                       // u
  std::vector<double> multiplier_;                  // m
  std::vector<std::vector<Reduction>> reductions_;  // by fix
};

}  // namespace touchstone
