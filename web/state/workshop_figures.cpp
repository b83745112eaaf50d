#include "state/workshop_figures.hpp"

#include <algorithm>

#include "workshop/votes.hpp"

namespace touchstone::app {

WorkshopFigures workshop_figures(const Audit& audit, const Model& model) {
  constexpr std::size_t k_evaluations = 20000;  // of touchpoints: some tenths of a second
  const std::size_t most = k_evaluations / std::max<std::size_t>(audit.touchpoints.size(), 1);
  return {report_agreement(before_discussion(audit), model), report_agreement(audit, model),
          narrowing(audit, model, most)};
}

}  // namespace touchstone::app
