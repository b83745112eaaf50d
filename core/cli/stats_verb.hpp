// `touchstone stats METHOD < input.json`: the statistics of core/stats by name, JSON in, JSON out.
//
// A method always prints the same keys whatever its input; a value that does not exist for this
// input is null. Quantiles are exact. Each method's input is described where it stands, in
// stats_methods_samples.cpp and stats_methods_decisions.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace touchstone::cli {

// Runs one method. Returns the exit code: 0 with one JSON object and a line end in `out`; 1 with
// one sentence in `err` when the input is bad (the key, what was found, what was expected); 2 with
// the list of methods in `err` when there is no such method. The other string is left empty.
int run_stats(std::string_view method, std::string_view input_json, std::string& out,
              std::string& err);

// Names of all methods, in the order they are listed to the user.
[[nodiscard]] std::vector<std::string_view> stats_methods();

}  // namespace touchstone::cli
