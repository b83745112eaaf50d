#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "stats/agreement.hpp"
#include "stats/coincidences.hpp"

using namespace touchstone::stats;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

constexpr double k_missing = std::numeric_limits<double>::quiet_NaN();

using Units = std::vector<std::vector<double>>;

UnitValues units_of(const Units& units) {
  UnitValues result;
  for (const auto& unit : units) result.add_unit(unit);
  return result;
}

// Krippendorff's definition word by word: every pair of values, the metric from its formula.
double alpha_by_definition(const Units& units, Level level) {
  std::vector<double> all;
  for (const auto& unit : units) {
    if (unit.size() > 1) all.insert(all.end(), unit.begin(), unit.end());
  }
  const auto count_between = [&](double low, double high) {
    return static_cast<double>(
        std::count_if(all.begin(), all.end(), [&](double v) { return v >= low && v <= high; }));
  };
  const auto metric = [&](double a, double b) {
    const double low = std::min(a, b);
    const double high = std::max(a, b);
    if (low == high) return 0.0;
    if (level == Level::nominal) return 1.0;
    double distance = high - low;
    if (level == Level::ratio) distance /= high + low;
    if (level == Level::ordinal) {
      distance =
          count_between(low, high) - (count_between(low, low) + count_between(high, high)) / 2;
    }
    return distance * distance;
  };
  double observed = 0;
  for (const auto& unit : units) {
    if (unit.size() < 2) continue;
    for (const double a : unit) {
      for (const double b : unit) observed += metric(a, b) / static_cast<double>(unit.size() - 1);
    }
  }
  double expected = 0;
  for (const double a : all) {
    for (const double b : all) expected += metric(a, b);
  }
  return 1 - (static_cast<double>(all.size()) - 1) * observed / expected;
}

Units random_units(std::mt19937& random, std::size_t count, int categories) {
  Units units(count);
  for (auto& unit : units) {
    const std::size_t raters = random() % 6;
    for (std::size_t i = 0; i < raters; ++i) {
      unit.push_back(static_cast<double>(random() % static_cast<unsigned>(categories)));
    }
  }
  return units;
}

}  // namespace

TEST_CASE("alpha from counts equals alpha from its definition at every level", "[stats]") {
  std::mt19937 random(11);
  for (int round = 0; round < 40; ++round) {
    const Units units = random_units(random, 30, round % 2 == 0 ? 5 : 200);
    for (const Level level : k_levels) {
      const auto alpha = krippendorff_alpha(units_of(units), level).alpha;
      REQUIRE(alpha);
      CHECK_THAT(*alpha, WithinAbs(alpha_by_definition(units, level), 1e-11));
    }
  }
}

TEST_CASE("perfect agreement on different units is an alpha of 1 at every level", "[stats]") {
  const UnitValues units = units_of({{1, 1}, {2, 2, 2}, {4, 4}});
  for (const Level level : k_levels) CHECK(krippendorff_alpha(units, level).alpha == 1.0);
}

TEST_CASE("alpha is undefined for one rater, constant data and no data", "[stats]") {
  for (const Level level : k_levels) {
    CHECK(!krippendorff_alpha(units_of({{1}, {2}, {3}}), level).alpha);
    CHECK(!krippendorff_alpha(units_of({{2, 2}, {2, 2, 2}}), level).alpha);
    CHECK(!krippendorff_alpha(units_of({}), level).alpha);
  }
}

TEST_CASE("ratio alpha is undefined below 0, the other levels are not", "[stats]") {
  const UnitValues units = units_of({{-1, 1}, {2, 2}, {0, 1}});
  CHECK(!krippendorff_alpha(units, Level::ratio).alpha);
  CHECK(krippendorff_alpha(units, Level::nominal).alpha);
  CHECK(krippendorff_alpha(units, Level::ordinal).alpha);
  CHECK(krippendorff_alpha(units, Level::interval).alpha);
}

TEST_CASE("a unit with one value changes nothing", "[stats]") {
  const Units units = {{1, 2}, {3, 3}, {4, 2, 4}};
  Units more = units;
  more.insert(more.begin() + 1, {9.0});
  more.push_back({});
  for (const Level level : k_levels) {
    CHECK(krippendorff_alpha(units_of(units), level).alpha ==
          krippendorff_alpha(units_of(more), level).alpha);
  }
}

TEST_CASE("alpha does not depend on the order of units or of raters", "[stats]") {
  std::mt19937 random(5);
  Units units = random_units(random, 25, 5);
  const auto before = krippendorff_alpha(units_of(units), Level::ordinal).alpha;
  std::shuffle(units.begin(), units.end(), random);
  for (auto& unit : units) std::shuffle(unit.begin(), unit.end(), random);
  const auto after = krippendorff_alpha(units_of(units), Level::ordinal).alpha;
  REQUIRE(before);
  REQUIRE(after);
  CHECK_THAT(*after, WithinAbs(*before, 1e-14));
}

TEST_CASE("ordinal alpha sees only the order of the values", "[stats]") {
  const Units units = {{0, 1}, {1, 1, 2}, {3, 4}, {4, 4}, {0, 2}};
  Units stretched = units;
  for (auto& unit : stretched) {
    for (double& value : unit) value = std::exp(3 * value);
  }
  CHECK_THAT(*krippendorff_alpha(units_of(stretched), Level::ordinal).alpha,
             WithinRel(*krippendorff_alpha(units_of(units), Level::ordinal).alpha, 1e-14));
}

TEST_CASE("interval alpha keeps its digits far from zero", "[stats]") {
  const Units units = {{0, 1}, {1, 1, 2}, {3, 4}, {4, 4}, {0, 2}};
  Units shifted = units;
  for (auto& unit : shifted) {
    for (double& value : unit) value += 1e9;
  }
  CHECK_THAT(*krippendorff_alpha(units_of(shifted), Level::interval).alpha,
             WithinRel(*krippendorff_alpha(units_of(units), Level::interval).alpha, 1e-12));
}

TEST_CASE("the shares of the observed disagreement sum to 1 and lie where raters differ",
          "[stats]") {
  const UnitValues units = units_of({{0, 4}, {2, 2}, {1, 2}, {3}});
  for (const Level level : k_levels) {
    const Agreement agreement = krippendorff_alpha(units, level);
    REQUIRE(agreement.shares.size() == 4);
    CHECK_THAT(std::accumulate(agreement.shares.begin(), agreement.shares.end(), 0.0),
               WithinRel(1.0, 1e-14));
    CHECK(agreement.shares[1] == 0);
    CHECK(agreement.shares[3] == 0);
    CHECK(agreement.shares[0] >= agreement.shares[2]);
  }
  CHECK_THAT(krippendorff_alpha(units, Level::interval).shares[0], WithinRel(16.0 / 17, 1e-14));
}

TEST_CASE("the kept coincidences give the alpha of all units", "[stats]") {
  std::mt19937 random(23);
  const Units units = random_units(random, 200, 5);
  Coincidences kept(5);
  for (const auto& unit : units) kept.add(std::vector<int>(unit.begin(), unit.end()));
  for (const Level level : k_levels) {
    const auto alpha = kept.alpha(level);
    REQUIRE(alpha);
    CHECK_THAT(*alpha, WithinAbs(*krippendorff_alpha(units_of(units), level).alpha, 1e-13));
  }
}

TEST_CASE("coincidences after many changes equal a fresh count to the last bit", "[stats]") {
  std::mt19937 random(29);
  Units units = random_units(random, 100, 5);
  Coincidences kept(5);
  const auto whole = [](const std::vector<double>& unit) {
    return std::vector<int>(unit.begin(), unit.end());
  };
  for (const auto& unit : units) kept.add(whole(unit));
  for (int change = 0; change < 2000; ++change) {
    auto& unit = units[random() % units.size()];
    kept.remove(whole(unit));
    unit = random_units(random, 1, 5).front();
    kept.add(whole(unit));
  }
  Coincidences fresh(5);
  for (auto unit = units.rbegin(); unit != units.rend(); ++unit) fresh.add(whole(*unit));
  CHECK(kept.comparable_values() == fresh.comparable_values());
  for (const Level level : k_levels) CHECK(kept.alpha(level) == fresh.alpha(level));
}

TEST_CASE("coincidences are undefined where alpha is", "[stats]") {
  Coincidences kept(5);
  CHECK(!kept.alpha(Level::ordinal));
  kept.add(std::array{3});
  kept.add(std::array{2, 2});
  CHECK(!kept.alpha(Level::ordinal));
  kept.add(std::array{1, 1});
  CHECK(kept.alpha(Level::ordinal) == 1.0);
  kept.remove(std::array{1, 1});
  CHECK(!kept.alpha(Level::ordinal));
}

TEST_CASE("raters of one mind have a W of 1, raters who contradict each other 0", "[stats]") {
  CHECK(kendall_w(std::array{1.0, 10.0, 2.0, 20.0, 3.0, 30.0}, 2, true).w == 1.0);
  CHECK(kendall_w(std::array{1.0, 3.0, 2.0, 2.0, 3.0, 1.0}, 2, true).w == 0.0);
}

TEST_CASE("W of tied but equal rankings is 1 only with the correction", "[stats]") {
  const std::array table = {1.0, 1.0, 1.0, 1.0, 2.0, 2.0};
  CHECK_THAT(*kendall_w(table, 2, true).w, WithinRel(1.0, 1e-14));
  CHECK(*kendall_w(table, 2, false).w < 1);
}

TEST_CASE("W uses only the subjects that every rater rated", "[stats]") {
  const std::array table = {1.0, 1.0, 2.0, k_missing, 3.0, 2.0, 9.0, 7.0};
  const Concordance result = kendall_w(table, 2, true);
  CHECK(result.subjects == 3);
  CHECK(result.left_out == 1);
  CHECK(result.w == 1.0);
}

TEST_CASE("W is undefined for one rater, one subject, no subject and raters without opinion",
          "[stats]") {
  CHECK(!kendall_w(std::array{1.0, 2.0, 3.0}, 1, true).w);
  CHECK(!kendall_w(std::array{1.0, 2.0, 3.0}, 3, true).w);
  CHECK(!kendall_w({}, 3, true).w);
  CHECK(!kendall_w(std::array{2.0, 2.0, 2.0, 2.0}, 2, true).w);
  CHECK(!kendall_w(std::array{1.0, k_missing, k_missing, 2.0}, 2, true).w);
  CHECK(!kendall_w({}, 0, true).w);
}

TEST_CASE("W does not depend on units or on the order of raters", "[stats]") {
  const std::array table = {1.0, 5.0, 4.0, 2.0, 6.0, 4.0, 4.0, 4.0, 1.0};
  const std::array swapped = {50.0, 1.0, 4.0, 60.0, 2.0, 4.0, 40.0, 4.0, 1.0};
  CHECK_THAT(*kendall_w(table, 3, true).w, WithinRel(*kendall_w(swapped, 3, true).w, 1e-14));
}
