// The table of methods behind `touchstone stats`.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "cli/stats_input.hpp"

namespace touchstone::cli {

// A value that may not exist for this input.
[[nodiscard]] inline Json or_null(std::optional<double> value) {
  return value ? Json(*value) : Json(nullptr);
}

struct StatsMethod {
  std::string_view name;
  // Prints nothing of use once the input failed: the caller looks at input.failed() first.
  Json (*run)(StatsInput& input);
};

// Questionnaires, intervals, differences, sample sizes: what a sample of people says.
[[nodiscard]] std::span<const StatsMethod> sample_methods();

// Agreement, weights, knapsack, rankings and combinations: what a team makes of it.
[[nodiscard]] std::span<const StatsMethod> decision_methods();

}  // namespace touchstone::cli
