// Published worked examples, each with its source, through the same function the command uses.
// tests/golden/worked_examples.json holds them; only the keys under "expected" are compared, to the
// digits the source prints.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "cli/stats_verb.hpp"

namespace {

using nlohmann::json;

json published_cases() {
  std::ifstream file(TOUCHSTONE_SOURCE_DIR "/tests/golden/worked_examples.json");
  std::stringstream text;
  text << file.rdbuf();
  return json::parse(text.str(), nullptr, false);
}

// Where `found` differs from `expected`, in words; empty where it does not.
std::string difference(const json& expected, const json& found, double tolerance) {
  if (expected.is_number() && found.is_number()) {
    const double gap = std::fabs(expected.get<double>() - found.get<double>());
    if (gap <= tolerance) return "";
  } else if (expected.is_array() && found.is_array() && expected.size() == found.size()) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const std::string part = difference(expected[i], found[i], tolerance);
      if (!part.empty()) return "value " + std::to_string(i + 1) + ": " + part;
    }
    return "";
  } else if (expected.is_object() && found.is_object()) {
    for (const auto& [key, value] : expected.items()) {
      if (!found.contains(key)) return key + " is missing";
      const std::string part = difference(value, found[key], tolerance);
      if (!part.empty()) return key + ": " + part;
    }
    return "";
  } else if (expected == found) {
    return "";
  }
  return "expected " + expected.dump() + ", found " + found.dump();
}

}  // namespace

TEST_CASE("every published worked example is reproduced to the digits it prints", "[stats]") {
  const json cases = published_cases();
  REQUIRE(cases.is_array());
  REQUIRE(cases.size() == 47);
  for (const json& example : cases) {
    const auto id = example["id"].get<std::string>();
    const auto source = example["source"].get<std::string>();
    DYNAMIC_SECTION(id << " - " << source) {
      std::string out;
      std::string err;
      const int code = touchstone::cli::run_stats(example["method"].get<std::string>(),
                                                  example["input"].dump(), out, err);
      INFO(err);
      REQUIRE(code == 0);
      const json found = json::parse(out, nullptr, false);
      CHECK(difference(example["expected"], found, example["tolerance"].get<double>()) == "");
    }
  }
}

TEST_CASE("every method with a published example is offered by name", "[stats]") {
  std::set<std::string> missing;
  const auto known = touchstone::cli::stats_methods();
  for (const json& example : published_cases()) {
    const auto method = example["method"].get<std::string>();
    if (std::find(known.begin(), known.end(), method) == known.end()) missing.insert(method);
  }
  CHECK(missing.empty());
}

TEST_CASE("a method prints the same keys for all its published examples", "[stats]") {
  std::map<std::string, std::set<std::string>> keys_of;
  for (const json& example : published_cases()) {
    const auto method = example["method"].get<std::string>();
    std::string out;
    std::string err;
    touchstone::cli::run_stats(method, example["input"].dump(), out, err);
    const json printed = json::parse(out, nullptr, false);
    std::set<std::string> keys;
    for (const auto& [key, value] : printed.items()) keys.insert(key);
    const auto [known, is_new] = keys_of.emplace(method, keys);
    INFO(example["id"]);
    CHECK(!keys.empty());
    CHECK(known->second == keys);
  }
  CHECK(keys_of.size() == 26);
}
