#include "cli/stats_verb.hpp"

#include <algorithm>
#include <cmath>

#include "cli/stats_methods.hpp"

namespace touchstone::cli {
namespace {

const StatsMethod* find_method(std::string_view name) {
  for (const auto methods : {sample_methods(), decision_methods()}) {
    for (const StatsMethod& method : methods) {
      if (method.name == name) return &method;
    }
  }
  return nullptr;
}

// Infinity and NaN have no JSON: dumping them would print null, which means "does not exist".
bool is_finite(const Json& json) {
  if (json.is_number_float()) return std::isfinite(json.get<double>());
  return std::all_of(json.begin(), json.end(), [](const Json& part) {
    return !part.is_primitive() || part.is_number_float() ? is_finite(part) : true;
  });
}

std::string unknown_method(std::string_view name) {
  std::string text = name.empty() ? "stats needs a method." : "stats has no method \"";
  if (!name.empty()) {
    text += name;
    text += "\".";
  }
  text += " Methods:";
  for (const std::string_view known : stats_methods()) {
    text += "\n  ";
    text += known;
  }
  return text + "\n";
}

}  // namespace

std::vector<std::string_view> stats_methods() {
  std::vector<std::string_view> names;
  for (const auto methods : {sample_methods(), decision_methods()}) {
    for (const StatsMethod& method : methods) names.push_back(method.name);
  }
  return names;
}

int run_stats(std::string_view method, std::string_view input_json, std::string& out,
              std::string& err) {
  out.clear();
  err.clear();
  const StatsMethod* const found = find_method(method);
  if (found == nullptr) {
    err = unknown_method(method);
    return 2;
  }
  const InputJson root = InputJson::parse(input_json, nullptr, false);
  if (root.is_discarded()) {
    err = "The input is not JSON (NaN, Infinity and numbers beyond 1.8e308 are not either).\n";
    return 1;
  }
  StatsInput input(root);
  const Json result = input.failed() ? Json() : found->run(input);
  if (input.failed()) {
    err = *input.problem() + "\n";
    return 1;
  }
  if (!is_finite(result)) {
    err = "The result is too large for a number.\n";
    return 1;
  }
  out = result.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return 0;
}

}  // namespace touchstone::cli
