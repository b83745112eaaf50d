// Weights, combinations and the knapsack.
#include <array>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "stats/ahp.hpp"
#include "stats/combine.hpp"
#include "stats/knapsack.hpp"

using namespace touchstone::stats;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

double sum_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

// The best set by trying all; sums in whole units so that ties are ties. Prefers less weight, then
// the set with the smallest index in which two differ.
std::vector<bool> best_by_trying_all(const std::vector<int>& profits,
                                     const std::vector<int>& weights, int capacity) {
  const std::size_t n = profits.size();
  int best_profit = 0;
  int best_weight = 0;
  std::vector<bool> best(n, false);
  for (unsigned mask = 1; mask < 1U << n; ++mask) {
    int profit = 0;
    int weight = 0;
    bool takes_nothing_worth = false;
    std::vector<bool> set(n);
    for (std::size_t i = 0; i < n; ++i) {
      set[i] = (mask >> i & 1U) != 0;
      if (!set[i]) continue;
      profit += profits[i];
      weight += weights[i];
      takes_nothing_worth = takes_nothing_worth || profits[i] == 0;
    }
    if (weight > capacity || takes_nothing_worth) continue;
    const bool is_better =
        profit > best_profit ||
        (profit == best_profit && (weight < best_weight || (weight == best_weight && set > best)));
    if (!is_better) continue;
    best_profit = profit;
    best_weight = weight;
    best = set;
  }
  return best;
}

}  // namespace

TEST_CASE("consistent comparisons give back their weights and a ratio of 0", "[stats]") {
  const std::vector<double> weights = {0.5, 0.3, 0.15, 0.05};
  std::vector<double> matrix;
  for (const double row : weights) {
    for (const double column : weights) matrix.push_back(row / column);
  }
  CHECK(!ahp_fault(matrix, 4));
  const AhpWeights result = ahp_weights(matrix, 4, random_index(RandomIndexTable::saaty_2005, 4));
  for (std::size_t i = 0; i < 4; ++i) CHECK_THAT(result.weights[i], WithinRel(weights[i], 1e-13));
  CHECK_THAT(result.lambda_max, WithinAbs(4, 1e-12));
  REQUIRE(result.cr);
  CHECK_THAT(*result.cr, WithinAbs(0, 1e-12));
}

TEST_CASE("the principal eigenvector solves its equation", "[stats]") {
  const std::array matrix = {1.0, 3.0, 0.2, 1.0 / 3, 1.0, 4.0, 5.0, 0.25, 1.0};
  const AhpWeights result = ahp_weights(matrix, 3, 0.52);
  for (std::size_t i = 0; i < 3; ++i) {
    double product = 0;
    for (std::size_t j = 0; j < 3; ++j) product += matrix[i * 3 + j] * result.weights[j];
    CHECK_THAT(product, WithinRel(result.lambda_max * result.weights[i], 1e-12));
  }
  CHECK_THAT(sum_of(result.weights), WithinRel(1.0, 1e-14));
  CHECK(result.lambda_max > 3);
}

TEST_CASE("one and two things cannot be compared inconsistently", "[stats]") {
  CHECK(ahp_weights(std::array{1.0}, 1, std::nullopt).weights.front() == 1);
  CHECK(ahp_weights(std::array{1.0}, 1, std::nullopt).cr == 0.0);
  const AhpWeights two = ahp_weights(std::array{1.0, 4.0, 0.25, 1.0}, 2, std::nullopt);
  CHECK_THAT(two.weights[0], WithinRel(0.8, 1e-14));
  CHECK(two.cr == 0.0);
}

TEST_CASE("without a random index there is no consistency ratio", "[stats]") {
  const std::array matrix = {1.0, 2.0, 4.0, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0};
  CHECK(!ahp_weights(matrix, 3, std::nullopt).cr);
}

TEST_CASE("the random index tables differ and end where they were published", "[stats]") {
  CHECK(random_index(RandomIndexTable::saaty_1980, 7) == 1.32);
  CHECK(random_index(RandomIndexTable::saaty_2005, 7) == 1.35);
  CHECK(random_index(RandomIndexTable::donegan_dodd, 7) == 1.2519);
  CHECK(random_index(RandomIndexTable::saaty_1980, 10) == 1.49);
  CHECK(!random_index(RandomIndexTable::saaty_1980, 11));
  CHECK(random_index(RandomIndexTable::saaty_2005, 15) == 1.59);
  CHECK(!random_index(RandomIndexTable::saaty_2005, 16));
  CHECK(random_index(RandomIndexTable::donegan_dodd, 2) == 0.0);
  CHECK(!random_index(RandomIndexTable::donegan_dodd, 0));
}

TEST_CASE("comparisons that are not reciprocal are found, rounded thirds are not", "[stats]") {
  CHECK(!ahp_fault(std::array{1.0, 3.0, 0.33, 1.0}, 2));
  const auto fault = ahp_fault(std::array{1.0, 3.0, 0.5, 1.0}, 2);
  REQUIRE(fault);
  CHECK(fault->row == 0);
  CHECK(fault->column == 1);
  CHECK(ahp_fault(std::array{1.0, -3.0, -1.0 / 3, 1.0}, 2));
  CHECK(ahp_fault(std::array{2.0}, 1));
}

TEST_CASE("power mean contributions sum to the mean for any exponent", "[stats]") {
  const std::array x = {10.0, 35.0, 0.5, 90.0};
  const std::array w = {1.0, 2.0, 0.25, 4.0};
  for (const double p : {-2.0, -0.5, 0.0, 0.5, 1.0, 2.0, 4.0, 50.0}) {
    const auto mean = weighted_power_mean(x, w, p);
    REQUIRE(mean);
    INFO("p " << p);
    CHECK_THAT(sum_of(mean->contributions), WithinRel(mean->value, 1e-13));
  }
}

TEST_CASE("the power mean grows with its exponent from the smallest to the largest", "[stats]") {
  const std::array x = {10.0, 35.0, 90.0};
  const std::array w = {1.0, 1.0, 1.0};
  double before = 10;
  for (const double p : {-300.0, -5.0, -1.0, 0.0, 1.0, 2.0, 4.0, 300.0}) {
    const double mean = weighted_power_mean(x, w, p)->value;
    CHECK(mean > before);
    before = mean;
  }
  CHECK(before < 90);
  CHECK_THAT(weighted_power_mean(x, w, 0)->value, WithinRel(std::cbrt(10.0 * 35 * 90), 1e-13));
}

TEST_CASE("weights of the power mean count by their share alone", "[stats]") {
  const std::array x = {10.0, 35.0};
  const auto one = weighted_power_mean(x, std::array{1.0, 3.0}, 4);
  const auto ten = weighted_power_mean(x, std::array{10.0, 30.0}, 4);
  CHECK_THAT(one->value, WithinRel(ten->value, 1e-14));
}

TEST_CASE("a power mean of nothing, or without weight, is undefined; of zeros it is 0", "[stats]") {
  CHECK(!weighted_power_mean({}, {}, 2));
  CHECK(!weighted_power_mean(std::array{1.0}, std::array{0.0}, 2));
  CHECK(!weighted_power_mean(std::array{1.0, 2.0}, std::array{1.0}, 2));
  const auto zero = weighted_power_mean(std::array{0.0, 0.0}, std::array{1.0, 1.0}, 4);
  CHECK(zero->value == 0);
  CHECK(sum_of(zero->contributions) == 0);
}

TEST_CASE("the power mean does not overflow", "[stats]") {
  CHECK_THAT(weighted_power_mean(std::array{1e90, 1e90}, std::array{1.0, 1.0}, 40)->value,
             WithinRel(1e90, 1e-12));
}

TEST_CASE("noisy-or contributions sum to the gap and keep the order of severities", "[stats]") {
  const Combined gap = noisy_or(std::array{60.0, 30.0, 15.0, 0.0});
  CHECK_THAT(sum_of(gap.contributions), WithinRel(gap.value, 1e-14));
  CHECK(gap.contributions[0] > gap.contributions[1]);
  CHECK(gap.contributions[1] > gap.contributions[2]);
  CHECK(gap.contributions[3] == 0);
}

TEST_CASE("noisy-or of nothing is 0 and of certainty 100", "[stats]") {
  CHECK(noisy_or({}).value == 0);
  CHECK(noisy_or(std::array{0.0, 0.0}).value == 0);
  CHECK(noisy_or(std::array{0.0, 0.0}).contributions == std::vector<double>{0, 0});
  const Combined certain = noisy_or(std::array{100.0, 50.0, 100.0});
  CHECK(certain.value == 100);
  CHECK(certain.contributions == std::vector<double>{50, 0, 50});
}

TEST_CASE("the knapsack equals trying every set, ties included", "[stats]") {
  std::mt19937 random(7);
  for (int round = 0; round < 600; ++round) {
    const std::size_t n = 1 + random() % 11;
    std::vector<int> profits(n);
    std::vector<int> weights(n);
    int total = 0;
    for (std::size_t i = 0; i < n; ++i) {
      profits[i] = static_cast<int>(random() % 7);
      weights[i] = static_cast<int>(random() % 7);
      total += weights[i];
    }
    const int capacity = static_cast<int>(random() % static_cast<unsigned>(total + 2));
    const auto expected = best_by_trying_all(profits, weights, capacity);
    // Tenths, quarters and whole units: the same problem, so the same set.
    for (const double unit : {1.0, 0.1, 0.25}) {
      std::vector<double> real_profits;
      std::vector<double> real_weights;
      for (std::size_t i = 0; i < n; ++i) {
        real_profits.push_back(profits[i] * unit);
        real_weights.push_back(weights[i] * unit);
      }
      const auto choice = knapsack(real_profits, real_weights, capacity * unit);
      INFO("round " << round << " unit " << unit);
      REQUIRE(choice.optimal);
      REQUIRE(choice.selection == expected);
    }
  }
}

TEST_CASE("a tenth and two tenths of a day fit into three tenths", "[stats]") {
  const auto choice = knapsack(std::array{1.0, 1.0}, std::array{0.1, 0.2}, 0.3);
  CHECK(choice.selection == std::vector<bool>{true, true});
}

TEST_CASE("twice a value ties with the value twice, whatever its digits", "[stats]") {
  for (const double value : {0.12345678901234567, std::sqrt(2), 1.0 / 3, 1234.5678901234567}) {
    const std::array profits = {2 * value, value, 2 * value, value};
    const std::array weights = {3.0, 1.0, 2.0, 1.0};
    // Room for 2: the pair of small ones or the third, equal in worth and weight.
    const auto choice = knapsack(profits, weights, 2);
    CHECK(choice.selection == std::vector<bool>{false, true, false, true});
  }
}

TEST_CASE("a set that just fills a capacity of many digits fits", "[stats]") {
  const std::array weights = {0.1 / 3, 0.7 / 3, 1.9 / 3};
  const auto choice = knapsack(std::array{1.0, 1.0, 1.0}, weights, 0.9);
  CHECK(choice.selection == std::vector<bool>{true, true, true});
}

TEST_CASE("a knapsack without items, room or profit stays empty", "[stats]") {
  CHECK(knapsack({}, {}, 10).profit == 0);
  CHECK(knapsack(std::array{5.0}, std::array{2.0}, 0).selection == std::vector<bool>{false});
  CHECK(knapsack(std::array{0.0}, std::array{0.0}, 5).selection == std::vector<bool>{false});
}

TEST_CASE("what costs nothing and brings something is always taken", "[stats]") {
  const auto choice = knapsack(std::array{5.0, 1.0, 7.0}, std::array{3.0, 0.0, 4.0}, 0);
  CHECK(choice.selection == std::vector<bool>{false, true, false});
}

TEST_CASE("equal items are taken from the front", "[stats]") {
  const std::vector<double> ones(70, 1.0);
  const auto choice = knapsack(ones, ones, 3);
  std::vector<bool> expected(70, false);
  expected[0] = expected[1] = expected[2] = true;
  CHECK(choice.selection == expected);
}

TEST_CASE("a knapsack stopped by its limit says so and bounds what it may have missed", "[stats]") {
  std::mt19937 random(3);
  std::vector<double> values;
  for (int i = 0; i < 40; ++i) values.push_back(1 + static_cast<double>(random()) * 0x1p-32);
  const double capacity = sum_of(values) / 2;
  const auto limited = knapsack(values, values, capacity, 100);
  CHECK(!limited.optimal);
  CHECK(limited.profit <= capacity);
  CHECK(limited.profit > 0.9 * capacity);
  CHECK(limited.bound >= limited.profit);
  CHECK(limited.bound <= capacity * (1 + 1e-9));
}

TEST_CASE("RICE multiplies and divides", "[stats]") {
  CHECK(rice(2000, 2, 0.8, 4) == 800);
}
