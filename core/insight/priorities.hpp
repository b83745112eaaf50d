// The familiar views of fixes: quadrants and RICE.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "audit/audit.hpp"
#include "insight/value.hpp"
#include "model/model.hpp"

namespace touchstone {

// Value and effort split at their medians over the open fixes of known effort.
enum class Quadrant : std::uint8_t {
  quick_win,      // value at least the median, effort at most
  major_project,  // value at least, effort above
  fill_in,        // value below, effort at most
  not_now         // value below, effort above
};

// "Quick win", "Major project", "Fill-in", "Not now".
std::string_view name_of(Quadrant quadrant);

struct Priority {
  double value = 0;                  // alone, in units of S with multiplier
  double journey_drop = 0;           // alone, points of J without multiplier
  std::optional<Quadrant> quadrant;  // open fixes of known effort only
  // RICE (McBride 2016): reach a quarter x impact x confidence / person-months.
  std::optional<double> reach;  // customers a quarter; none if a touchpoint's volume is unknown
  double impact = 0;            // one of the model's steps: by the largest share of friction the
                                // fix removes at a touchpoint, in equal fifths
  std::optional<double> rice;   // none without reach, or with an effort unknown or 0
};

// One per fix, in the document's order.
std::vector<Priority> prioritise(const Audit& audit, const Model& model, const FixValues& values);

}  // namespace touchstone
