// Where to look next: per touchpoint with a wide interval, the factor whose evidence would narrow
// it most, how to get that evidence, and from how many people.
//
// The sd of F is a sum of parts (w x / F) sd x, one a factor: under a root for factors with items
// of their own, plainly for the others (docs/engine.md). The largest part names the factor. Its
// method is the first of the model's that is best for the factor, else the first that also serves.
// People:
//   discovery  fewest n with 1 - (1 - p)^n >= the share of problems wanted
//   interval   fewest n whose 95 % interval of a share of one half is within +- the margin wanted
//   fixed      the method's lower number
// held within the method's range.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone {

// A 90 % interval is wide if it spans more than one step of the rating scale (25 points).
inline constexpr double k_wide_interval = 25;

struct EvidenceWish {
  double discovery = 0.85;  // share of problems to be seen, in (0, 1)
  double margin = 0.1;      // half-width of a share's 95 % interval, > 0
};

struct EvidenceAdvice {
  std::size_t touchpoint;
  double width;         // high - low, in points
  std::size_t factor;   // index into Model::factors
  double part;          // of the touchpoint's sd, in points
  bool has_items;       // the factor has evidence, but not enough of it
  double journey_part;  // what that is of the journey's sd: (u F^3 / J^3) part, with power 4
  std::size_t method;   // index into Model::methods
  double people;
  std::optional<double> discovered;  // share of problems that many people show; by discovery
  std::optional<double> margin;      // half-width that many answers give a share; by interval
};

// Touchpoints with wide intervals, largest part of the journey's sd first, then by rank. A
// touchpoint whose F is 0 has nothing to narrow and is left out.
std::vector<EvidenceAdvice> plan_evidence(const Model& model, const Scores& scores,
                                          const EvidenceWish& wish = {});

// The method that fits a factor, or none.
std::optional<std::size_t> method_for(const Model& model, std::size_t factor);

}  // namespace touchstone
