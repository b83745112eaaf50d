#include "app/insights.hpp"

namespace touchstone::app {

const std::vector<DiagnosticResult>& Insights::diagnostics() {
  return diagnostics_.at(
      version_, [this] { return diagnose(document_.audit(), document_.model(), scores_); });
}

const std::array<ProgrammeStep, 6>& Insights::programme() {
  return programme_.at(version_,
                       [this] { return touchstone::programme(document_.audit(), scores_); });
}

const std::vector<NextStep>& Insights::next_steps() {
  return next_steps_.at(version_, [this] {
    return touchstone::next_steps(document_.audit(), document_.model(), scores_);
  });
}

}  // namespace touchstone::app
