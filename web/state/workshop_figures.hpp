// What a workshop has come to: agreement before and after the discussions, and how the scores
// narrow.
#pragma once

#include <vector>

#include "insight/agreement.hpp"
#include "workshop/narrowing.hpp"

namespace touchstone::app {

struct WorkshopFigures {
  AgreementReport before, now;
  std::vector<NarrowingStep> steps;
};

WorkshopFigures workshop_figures(const Audit& audit, const Model& model);

}  // namespace touchstone::app
