#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include "cli/stats_verb.hpp"

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

namespace {

struct Outcome {
  int code;
  std::string out;
  std::string err;
};

Outcome run(const std::string& method, const std::string& input) {
  Outcome outcome{};
  outcome.code = touchstone::cli::run_stats(method, input, outcome.out, outcome.err);
  return outcome;
}

nlohmann::json result(const std::string& method, const std::string& input) {
  const Outcome outcome = run(method, input);
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  CHECK(outcome.err.empty());
  CHECK_THAT(outcome.out, EndsWith("}\n"));
  return nlohmann::json::parse(outcome.out, nullptr, false);
}

std::vector<std::string> keys(const nlohmann::json& object) {
  std::vector<std::string> names;
  for (const auto& [key, value] : object.items()) names.push_back(key);
  return names;
}

}  // namespace

TEST_CASE("an unknown method is a usage error that lists the methods", "[stats]") {
  const Outcome outcome = run("average", "{}");
  CHECK(outcome.code == 2);
  CHECK(outcome.out.empty());
  CHECK_THAT(outcome.err, ContainsSubstring("average"));
  for (const auto method : touchstone::cli::stats_methods()) {
    CHECK_THAT(outcome.err, ContainsSubstring("\n  " + std::string(method) + "\n"));
  }
}

TEST_CASE("bad input is refused with the key, what was found and what was expected", "[stats]") {
  struct Refusal {
    std::string method;
    std::string input;
    std::string sentence;
  };

  const std::vector<Refusal> refusals = {
      {"wilson", "", "The input is not JSON"},
      {"wilson", R"({"x": NaN, "n": 5})", "The input is not JSON"},
      {"wilson", R"({"x": 1e999, "n": 5})", "The input is not JSON"},
      {"wilson", "[1]", "the input: found a list of 1, expected a JSON object."},
      {"wilson", R"({"n": 5})", R"("x": found nothing, expected a whole number from 0 up.)"},
      {"wilson", R"({"x": "a", "n": 5})",
       R"("x": found the text "a", expected a whole number from 0 up.)"},
      {"wilson", R"({"x": true, "n": 5})", R"("x": found true)"},
      {"wilson", R"({"x": 1, "n": 0})", R"("n": found 0, expected a whole number from 1 up.)"},
      {"wilson", R"({"x": 6, "n": 5})", R"("x": found 6, expected at most "n", 5.)"},
      {"wilson", R"({"x": -1, "n": 5})", R"("x": found -1, expected a whole number from 0 up.)"},
      {"wilson", R"({"x": 1.5, "n": 5})", R"("x": found 1.5, expected a whole number from 0 up.)"},
      {"wilson", R"({"x": 1, "n": 5, "confidence": 95})",
       R"("confidence": found 95, expected a number between 0 and 1, neither included.)"},
      {"adjusted_wald", R"({"x": 1, "n": 5, "confidence": 0.9, "one_sided_confidence": 0.9})",
       R"("one_sided_confidence": found it beside "confidence", expected one of the two.)"},
      {"sus_score", R"({"answers": [1, 2, 3]})",
       R"("answers": found a list of 3, expected ten answers.)"},
      {"sus_score", R"({"answers": [1, 2, 3, 4, 5, 6, 1, 1, 1, 1]})",
       R"("answers" value 6: found 6, expected a whole number from 1 to 5.)"},
      {"sus_score", R"({"answers": []})", R"("answers": found an empty list)"},
      {"sus_percentile", R"({"scores": [101]})",
       R"("scores" value 1: found 101, expected a number from 0 to 100.)"},
      {"nps_score", R"({"promoters": 0, "passives": 0, "detractors": 0})",
       "found 0, expected at least one answer."},
      {"nps_score", R"({"answers": [11]})", R"("answers" value 1: found 11)"},
      {"geometric_mean_log_t", R"({"times": [5, 0]})",
       R"("times" value 2: found 0, expected a number above 0.)"},
      {"t_interval", R"({"ratings": {}})", R"("ratings": found an object)"},
      {"lostness", R"({"N": 9, "S": 8, "R": 3})", R"("N": found 9, expected at most "S", 8)"},
      {"ces", R"({"answers": [5]})", "they point in different directions"},
      {"completion", R"({"outcomes": [true, 1]})",
       R"("outcomes" value 2: found 1, expected true or false.)"},
      {"problem_discovery", R"({"cases": [[2, 5]]})", R"("cases" row 1: found [2)"},
      {"sample_size_proportion", R"({"margin": 0})", R"("margin": found 0)"},
      {"poisson_exact_ci", R"({"events": -1})", R"("events": found -1)"},
      {"churn_compound", R"({"monthly": 2})", R"("monthly": found 2)"},
      {"krippendorff_alpha", R"({"coders_by_units": []})",
       R"("coders_by_units": found an empty list)"},
      {"krippendorff_alpha", R"({"coders_by_units": [[1, 2], [1]]})",
       R"("coders_by_units" row 2: found a list of 1, expected as many values)"},
      {"krippendorff_alpha", R"({"coders_by_units": [["a"]]})",
       R"("coders_by_units" row 1 value 1: found the text "a")"},
      {"ahp_eigenvector", R"({"matrix": [[1, 2, 3], [0.5, 1, 2]]})",
       R"("matrix": found 2 rows of 3 values, expected as many rows as columns.)"},
      {"ahp_eigenvector", R"({"matrix": [[1, 2], [3, 1]]})", "the matrix is not reciprocal"},
      {"ahp_eigenvector", R"({"matrix": [[2]]})", "not reciprocal on its diagonal"},
      {"ahp_eigenvector", R"({"matrix": [[1]], "table": "other"})", R"("saaty_2005")"},
      {"knapsack_01", R"({"capacity": -1, "weights": [1], "profits": [1]})",
       R"("capacity": found -1)"},
      {"knapsack_01", R"({"capacity": 1, "weights": [1], "profits": [1, 2]})",
       R"("profits": found 2 values, expected as many as "weights", 1.)"},
      {"knapsack_01", R"({"capacity": 1, "weights": [1e200], "profits": [1]})",
       R"(at most 1e100 in size)"},
      {"rice", R"({"rows": [[1, 2, 3, 0]]})",
       R"("rows" row 1 value 4: found an effort of 0, expected a number above 0.)"},
      {"rice", R"({"rows": [[1, 2, 3]]})", R"("rows" row 1: found 3 values, expected four)"},
      {"rice", R"({"rows": [[1e100, 1e100, 1e100, 1e-100]]})", "too large for a number"},
      {"smaa2_rank_acceptability", R"({"alternatives": {"A": [1, 2], "B": [1]}})",
       R"("alternatives" "B": found a list of 1, expected as many values as the first, 2.)"},
      {"smaa2_rank_acceptability", R"({"alternatives": {"A": [1, 2]}, "dirichlet": [1]})",
       R"("dirichlet": found 1 values, expected one a criterion, 2.)"},
      {"weighted_power_mean", R"({"x": [1], "w": [0], "p": [1]})",
       R"("w": found weights that are all 0, expected at least one above 0.)"},
      {"noisy_or", R"({"severities": [101]})", R"("severities" value 1: found 101)"},
  };
  for (const Refusal& refusal : refusals) {
    INFO(refusal.method << " " << refusal.input);
    const Outcome outcome = run(refusal.method, refusal.input);
    CHECK(outcome.code == 1);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, ContainsSubstring(refusal.sentence));
    CHECK_THAT(outcome.err, EndsWith(".\n"));
  }
}

TEST_CASE("of several problems the first is told", "[stats]") {
  const Outcome outcome =
      run("nps_score", R"({"promoters": -1, "passives": "x", "detractors": null})");
  CHECK_THAT(outcome.err, StartsWith("\"promoters\": found -1"));
  CHECK(outcome.err.find('\n') == outcome.err.size() - 1);
}

TEST_CASE("a method prints the same keys whatever its input", "[stats]") {
  struct Pair {
    std::string method;
    std::string one;
    std::string other;
  };

  const std::vector<Pair> pairs = {
      {"adjusted_wald", R"({"x": 4, "n": 5, "confidence": 0.95})",
       R"({"x": 0, "n": 1, "one_sided_confidence": 0.9})"},
      {"geometric_mean_log_t", R"({"times": [3, 4]})", R"({"times": [3]})"},
      {"median_binomial_ci", R"({"times": [3, 4]})", R"({"times": [3]})"},
      {"t_interval", R"({"ratings": [3, 4]})", R"({"ratings": [3]})"},
      {"nps_score", R"({"promoters": 1, "passives": 1, "detractors": 0})",
       R"({"answers": [0, 10]})"},
      {"nps_adjusted_wald", R"({"promoters": 1, "passives": 1, "detractors": 0})",
       R"({"answers": [10]})"},
      {"krippendorff_alpha", R"({"coders_by_units": [[1, 2], [1, 3]]})",
       R"({"coders_by_units": [[1]]})"},
      {"kendall_w", R"({"subjects_by_raters": [[1, 2], [2, 3]]})",
       R"({"subjects_by_raters": [[1]]})"},
      {"ahp_eigenvector", R"({"matrix": [[1]]})", R"({"matrix": [[1, 2], [0.5, 1]], "RI": 1})"},
      {"csat", R"({"ratings": [3, 4]})", R"({"ratings": [3]})"},
  };
  for (const Pair& pair : pairs) {
    INFO(pair.method);
    CHECK(keys(result(pair.method, pair.one)) == keys(result(pair.method, pair.other)));
  }
}

TEST_CASE("what does not exist for an input is printed as null", "[stats]") {
  CHECK(result("t_interval", R"({"ratings": [3]})")["low"].is_null());
  CHECK(result("geometric_mean_log_t", R"({"times": [3]})")["high"].is_null());
  CHECK(result("krippendorff_alpha", R"({"coders_by_units": [[1, 2, 3]]})")["ordinal"].is_null());
  CHECK(result("krippendorff_alpha", R"({"coders_by_units": [[2, 2], [2, 2]]})")["nominal"]
            .is_null());
  CHECK(
      result("krippendorff_alpha", R"({"coders_by_units": [[-1, 2], [0, 2]]})")["ratio"].is_null());
  CHECK(result("kendall_w_tie_corrected", R"({"subjects_by_raters": [[1], [2]]})")["W"].is_null());
  CHECK(result("sus_grade", R"({"scores": [1], "cutoffs_lower_bound": {"A": 50}})")["grades"][0]
            .is_null());
}

TEST_CASE("the NPS interval prints its high end clipped and unclipped", "[stats]") {
  const auto all =
      result("nps_adjusted_wald", R"({"promoters": 5, "passives": 0, "detractors": 0})");
  CHECK(all["high"] == 1.0);
  CHECK(all["high_unclipped"].get<double>() > 1);
}

TEST_CASE("SUS grades need no cutoffs", "[stats]") {
  CHECK(result("sus_grade", R"({"scores": [84.1, 50]})")["grades"] ==
        nlohmann::json::array({"A+", "F"}));
}

TEST_CASE("the consistency ratio names its table", "[stats]") {
  const std::string matrix = R"("matrix": [[1, 2, 5], [0.5, 1, 2], [0.2, 0.5, 1]])";
  CHECK(result("ahp_eigenvector", "{" + matrix + "}")["table"] == "saaty_2005");
  CHECK(result("ahp_eigenvector", "{" + matrix + R"(, "table": "donegan_dodd"})")["RI"] == 0.4914);
  CHECK(result("ahp_eigenvector", "{" + matrix + R"(, "RI": 0.6})")["table"] == "given");
}

TEST_CASE("the seed decides the draws of a ranking", "[stats]") {
  const std::string input = R"({"alternatives": {"A": [1, 0], "B": [0, 1]}, "draws": 500)";
  const auto one = result("smaa2_rank_acceptability", input + R"(, "seed": 1})");
  CHECK(one == result("smaa2_rank_acceptability", input + "}"));
  CHECK(one != result("smaa2_rank_acceptability", input + R"(, "seed": 2})"));
}

TEST_CASE("a hundred thousand levels of nesting are refused, not followed", "[stats]") {
  const std::string deep = std::string(100000, '[') + std::string(100000, ']');
  CHECK(run("wilson", R"({"n": 5, "x": )" + deep + "}").code == 1);
  CHECK(run("rice", R"({"rows": )" + deep + R"(, "z": 1})").code == 1);
  CHECK(run("rice", std::string(100000, '[')).code == 1);
}

TEST_CASE("texts that are not UTF-8 or very long are refused without harm", "[stats]") {
  CHECK(run("wilson", "{\"n\": 5, \"x\": \"\xff\xfe\"}").code == 1);
  CHECK_THAT(run("wilson", R"({"n": 5, "x": ")" + std::string(5000, 'a') + "\"}").err,
             ContainsSubstring("found a long text"));
}
