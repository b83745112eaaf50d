#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "stats/distributions.hpp"
#include "stats/interval.hpp"

using namespace touchstone::stats;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {
constexpr double k_z = 1.96;
}

TEST_CASE("the adjusted Wald ends are left unclipped", "[stats]") {
  CHECK(adjusted_wald(0, 5, k_z).low < 0);
  CHECK(adjusted_wald(5, 5, k_z).high > 1);
}

TEST_CASE("the adjusted Wald interval takes z to the letter", "[stats]") {
  // 5 successes of 5 with z = 1.96: p_adj = (5 + 1.9208) / 8.8416.
  const AdjustedWald wald = adjusted_wald(5, 5, 1.96);
  CHECK_THAT(wald.p_adj, WithinRel(6.9208 / 8.8416, 1e-15));
  CHECK(adjusted_wald(5, 5, z_two_sided(0.95)).p_adj != wald.p_adj);
}

TEST_CASE("Wilson's interval lies within 0..1, touches it at the edges and holds the share",
          "[stats]") {
  for (int n = 1; n <= 40; n += 3) {
    for (int x = 0; x <= n; ++x) {
      const Interval interval = wilson(x, n, k_z);
      const double p = static_cast<double>(x) / n;
      INFO(x << " of " << n);
      CHECK(interval.low <= p);
      CHECK(interval.high >= p);
      CHECK(interval.low >= 0);
      CHECK(interval.high <= 1);
    }
    CHECK(wilson(0, n, k_z).low == 0);
    CHECK(wilson(n, n, k_z).high == 1);
  }
}

TEST_CASE("proportion intervals mirror when successes and failures are swapped", "[stats]") {
  const Interval some = wilson(3, 11, k_z);
  const Interval others = wilson(8, 11, k_z);
  CHECK_THAT(some.low, WithinAbs(1 - others.high, 1e-15));
  CHECK_THAT(adjusted_wald(3, 11, k_z).low, WithinAbs(1 - adjusted_wald(8, 11, k_z).high, 1e-15));
}

TEST_CASE("intervals narrow as n grows", "[stats]") {
  double wald_before = 2;
  double wilson_before = 2;
  double t_before = 1000;
  for (int n = 2; n <= 512; n *= 2) {
    const AdjustedWald wald = adjusted_wald(n / 2, n, k_z);
    const Interval score = wilson(n / 2, n, k_z);
    const Interval mean = *t_interval(0, 1, n, 0.95);
    CHECK(wald.high - wald.low < wald_before);
    CHECK(score.high - score.low < wilson_before);
    CHECK(mean.high - mean.low < t_before);
    wald_before = wald.high - wald.low;
    wilson_before = score.high - score.low;
    t_before = mean.high - mean.low;
  }
}

TEST_CASE("Newcombe's difference changes sign when the groups are swapped", "[stats]") {
  const Difference one = newcombe_method_10(56, 70, 48, 80, k_z);
  const Difference other = newcombe_method_10(48, 80, 56, 70, k_z);
  CHECK_THAT(one.low, WithinAbs(-other.high, 1e-15));
  CHECK_THAT(one.high, WithinAbs(-other.low, 1e-15));
  CHECK(one.low < one.value);
  CHECK(one.value < one.high);
}

TEST_CASE("Newcombe's difference stays within -1..1 when everybody and nobody succeed", "[stats]") {
  const Difference diff = newcombe_method_10(5, 5, 0, 5, k_z);
  CHECK(diff.value == 1);
  CHECK(diff.high == 1);
  CHECK(diff.low > 0);
}

TEST_CASE("two groups in which nobody succeeded do not differ", "[stats]") {
  const TwoProportions none = n_minus_1_two_proportion(0, 4, 0, 6, k_z);
  CHECK(none.z == 0);
  CHECK(none.p == 1);
  CHECK(none.diff_low < 0);
  CHECK(none.diff_high > 0);
}

TEST_CASE("the N-1 statistic is the ordinary one times the root of (N - 1)/N", "[stats]") {
  const TwoProportions test = n_minus_1_two_proportion(10, 12, 4, 13, k_z);
  const double pooled = 14.0 / 25;
  const double ordinary =
      (10.0 / 12 - 4.0 / 13) / std::sqrt(pooled * (1 - pooled) * (1.0 / 12 + 1.0 / 13));
  CHECK_THAT(test.z, WithinRel(ordinary * std::sqrt(24.0 / 25), 1e-14));
}

TEST_CASE("a mean of one value has no interval, a constant one a point", "[stats]") {
  CHECK(!t_interval(3, 0, 1, 0.95));
  CHECK(!mean_and_sd(std::array{3.0}).sd);
  const auto interval = t_interval(3, 0, 4, 0.95);
  REQUIRE(interval);
  CHECK(interval->low == 3);
  CHECK(interval->high == 3);
}

TEST_CASE("the geometric mean of equal times is that time, with an interval of no width",
          "[stats]") {
  const GeometricMean mean = geometric_mean(std::array{7.3, 7.3, 7.3}, 0.95);
  CHECK(mean.value == 7.3);
  REQUIRE(mean.interval);
  CHECK(mean.interval->low == 7.3);
  CHECK(mean.interval->high == 7.3);
}

TEST_CASE("the geometric mean of one time has no interval", "[stats]") {
  const GeometricMean mean = geometric_mean(std::array{42.0}, 0.95);
  CHECK(mean.value == 42);
  CHECK(!mean.interval);
  CHECK(!mean.log_sd);
}

TEST_CASE("the interval of the geometric mean is symmetric on the logarithm", "[stats]") {
  const GeometricMean mean = geometric_mean(std::array{40.0, 55.0, 61.0, 80.0, 200.0}, 0.95);
  REQUIRE(mean.interval);
  CHECK_THAT(mean.interval->low * mean.interval->high, WithinRel(mean.value * mean.value, 1e-13));
}

TEST_CASE("a sd in units becomes the log-normal's sd", "[stats]") {
  CHECK_THAT(log_sd_from_units(2, 1), WithinRel(std::sqrt(std::log(1.25)), 1e-15));
  CHECK(log_sd_from_units(2, 0) == 0);
}

TEST_CASE("the median's interval from a summary uses 1.2533 and the given z", "[stats]") {
  const Interval interval = median_log_interval(12, 1, 20, 1.96);
  const double half = 1.96 * 1.2533 / std::sqrt(20.0);
  CHECK_THAT(interval.low, WithinRel(12 * std::exp(-half), 1e-14));
  CHECK_THAT(interval.high, WithinRel(12 * std::exp(half), 1e-14));
}

TEST_CASE("the median of an even count is the mean of the middle two", "[stats]") {
  CHECK(median(std::array{5.0, 1.0, 3.0, 100.0}) == 4);
  CHECK(median(std::array{5.0, 1.0, 100.0}) == 5);
}

TEST_CASE("the median's ranks are rounded up and held within the sample", "[stats]") {
  std::vector<double> values;
  for (int i = 1; i <= 100; ++i) values.push_back(i);
  const auto wide = median_binomial(values, 1.96);
  REQUIRE(wide);
  // 50 -+ 9.8: 40.2 and 59.8.
  CHECK(wide->rank_low == 41);
  CHECK(wide->rank_high == 60);
  const auto small = median_binomial(std::array{9.0, 4.0}, 1.96);
  REQUIRE(small);
  CHECK(small->rank_low == 1);
  CHECK(small->rank_high == 2);
  CHECK(small->low == 4);
  CHECK(small->high == 9);
}

TEST_CASE("the median's interval says what its ranks really cover", "[stats]") {
  // Between the smallest and the largest of n lies the median with 1 - 2 / 2^n.
  const auto five = median_binomial(std::array{1.0, 2.0, 3.0, 4.0, 5.0}, 1.96);
  REQUIRE(five);
  CHECK_THAT(five->coverage, WithinRel(1 - 2.0 / 32, 1e-13));
  CHECK(!median_binomial(std::array{1.0}, 1.96));
}

TEST_CASE("the median's interval does not depend on the order of the times", "[stats]") {
  std::vector<double> times = {167, 158, 136, 124, 77, 317, 85, 65, 120, 136};
  const auto before = median_binomial(times, 1.96);
  std::reverse(times.begin(), times.end());
  const auto after = median_binomial(times, 1.96);
  REQUIRE(before);
  REQUIRE(after);
  CHECK(before->low == after->low);
  CHECK(before->high == after->high);
}

TEST_CASE("no events leave the Poisson mean an upper bound of -ln of the tail", "[stats]") {
  const Interval interval = poisson_exact(0, 0.95);
  CHECK(interval.low == 0);
  CHECK_THAT(interval.high, WithinRel(-std::log(0.025), 1e-12));
}

TEST_CASE("the exact Poisson interval of 100 events matches the integrals", "[stats]") {
  const Interval interval = poisson_exact(100, 0.95);
  CHECK_THAT(interval.low, WithinRel(81.36399125092314, 1e-12));
  CHECK_THAT(interval.high, WithinRel(121.62679379242639, 1e-12));
}

TEST_CASE("the exact Poisson interval holds the count for a million events", "[stats]") {
  const Interval interval = poisson_exact(1e6, 0.95);
  CHECK(interval.low < 1e6 - 1900);
  CHECK(interval.low > 1e6 - 2000);
  CHECK(interval.high > 1e6 + 1900);
  CHECK(interval.high < 1e6 + 2000);
}

TEST_CASE("the adjusted NPS mirrors when promoters and detractors are swapped", "[stats]") {
  const NpsInterval good = nps_adjusted_wald(16, 10, 36, k_z);
  const NpsInterval bad = nps_adjusted_wald(10, 16, 36, k_z);
  CHECK(good.nps == -bad.nps);
  CHECK_THAT(good.low, WithinAbs(-bad.high, 1e-15));
}

TEST_CASE("five promoters of five leave an interval, not certainty", "[stats]") {
  const NpsInterval all = nps_adjusted_wald(5, 0, 5, k_z);
  CHECK(all.nps == 1);
  CHECK(all.low < 0.5);
  CHECK(all.high > 1);
}

TEST_CASE("the NPS half-width without counts is the one of three quarters variance", "[stats]") {
  CHECK_THAT(100 * nps_half_width(47, 1.96), WithinRel(196 * std::sqrt(0.75 / 50), 1e-14));
}

TEST_CASE("the ratio of two geometric means holds 1 for equal groups and inverts when swapped",
          "[stats]") {
  const auto same = ratio_of_geometric_means(60, 0.4, 12, 60, 0.4, 12, 0.95);
  REQUIRE(same);
  CHECK(same->low < 1);
  CHECK(same->high > 1);
  const auto one = ratio_of_geometric_means(60, 0.4, 12, 90, 0.6, 9, 0.95);
  const auto other = ratio_of_geometric_means(90, 0.6, 9, 60, 0.4, 12, 0.95);
  REQUIRE(one);
  REQUIRE(other);
  CHECK_THAT(one->low, WithinRel(1 / other->high, 1e-13));
  CHECK(!ratio_of_geometric_means(60, 0.4, 1, 90, 0.6, 9, 0.95));
}

TEST_CASE("Welch's degrees of freedom are those of both groups for equal variances", "[stats]") {
  const auto ratio = ratio_of_geometric_means(1, 0.5, 10, 1, 0.5, 10, 0.95);
  REQUIRE(ratio);
  CHECK_THAT(std::log(ratio->high), WithinRel(t_two_sided(0.95, 18) * std::sqrt(0.05), 1e-12));
}

TEST_CASE("the sample size meets its margin and one person fewer does not", "[stats]") {
  const double z = z_two_sided(0.95);
  for (const double margin : {0.3, 0.15, 0.05, 0.01}) {
    const double n = sample_size_proportion(margin, 0.5, z);
    CHECK(z * std::sqrt(0.25 / n) <= margin);
    CHECK(z * std::sqrt(0.25 / (n - 1)) > margin);
  }
}

TEST_CASE("the people needed to discover a problem are the fewest that reach the goal", "[stats]") {
  for (const double p : {0.05, 0.1, 0.31, 0.5}) {
    const auto n = people_to_discover(p, 0.85);
    REQUIRE(n);
    CHECK(problem_discovery(p, *n) >= 0.85);
    CHECK(problem_discovery(p, *n - 1) < 0.85);
  }
  CHECK(people_to_discover(0.5, 0.75) == 2);
  CHECK(!people_to_discover(0, 0.85));
  CHECK(!people_to_discover(0.3, 1));
}

TEST_CASE("nobody discovers nothing and a sure problem is found by the first", "[stats]") {
  CHECK(problem_discovery(0.3, 0) == 0);
  CHECK(problem_discovery(0, 100) == 0);
  CHECK(problem_discovery(1, 1) == 1);
}
