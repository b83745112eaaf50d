#include <cmath>
#include <limits>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "stats/distributions.hpp"
#include "stats/special.hpp"

using namespace touchstone::stats;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

// Reference values computed with 50 digits from the integrals.

TEST_CASE("the normal quantile matches the tables, tails included", "[stats]") {
  CHECK_THAT(normal_quantile(0.975), WithinRel(1.9599639845400542, 1e-14));
  CHECK_THAT(normal_quantile(0.95), WithinRel(1.6448536269514727, 1e-14));
  CHECK_THAT(normal_quantile(0.995), WithinRel(2.5758293035489008, 1e-14));
  CHECK_THAT(normal_quantile(1e-10), WithinRel(-6.3613409024040562, 1e-14));
  CHECK_THAT(normal_quantile(1e-300), WithinRel(-37.047096299361199, 1e-13));
}

TEST_CASE("the normal quantile undoes the normal distribution", "[stats]") {
  for (double z = -8; z < 5; z += 0.37) {
    CHECK_THAT(normal_quantile(normal_cdf(z)), WithinAbs(z, 1e-10));
  }
}

TEST_CASE("the normal quantile is odd about one half", "[stats]") {
  CHECK(normal_quantile(0.5) == 0);
  for (const double p : {0.001, 0.02, 0.1, 0.3, 0.45}) {
    CHECK_THAT(normal_quantile(p), WithinRel(-normal_quantile(1 - p), 1e-12));
  }
}

TEST_CASE("quantiles of probability 0 and 1 are infinite, beyond them not a number", "[stats]") {
  constexpr double k_infinity = std::numeric_limits<double>::infinity();
  CHECK(normal_quantile(0) == -k_infinity);
  CHECK(normal_quantile(1) == k_infinity);
  CHECK(t_quantile(1, 5) == k_infinity);
  CHECK(gamma_quantile(2, 1) == k_infinity);
  CHECK(std::isnan(normal_quantile(-0.1)));
  CHECK(std::isnan(t_quantile(1.1, 5)));
  CHECK(std::isnan(t_quantile(0.5, 0)));
  CHECK(std::isnan(gamma_quantile(-1, 0.5)));
}

TEST_CASE("two-sided and one-sided z share the tail differently", "[stats]") {
  CHECK_THAT(z_two_sided(0.95), WithinRel(1.9599639845400542, 1e-14));
  CHECK_THAT(z_one_sided(0.95), WithinRel(1.6448536269514727, 1e-14));
}

TEST_CASE("Student's t quantile matches the tables from 1 degree of freedom up", "[stats]") {
  struct Row {
    double df;
    double t;
  };

  const std::vector<Row> rows = {{1, 12.706204736174705},    {2, 4.3026527297494639},
                                 {4, 2.7764451051977944},    {5, 2.5705818356363155},
                                 {14, 2.1447866879178038},   {29, 2.0452296421327043},
                                 {120, 1.9799304050824408},  {999, 1.96234146113345},
                                 {1000, 1.9623390808264085}, {1001, 1.9623367052808799}};
  for (const Row& row : rows) {
    INFO("df " << row.df);
    CHECK_THAT(t_quantile(0.975, row.df), WithinRel(row.t, 1e-13));
    CHECK_THAT(t_two_sided(0.95, row.df), WithinRel(row.t, 1e-13));
  }
  CHECK_THAT(t_quantile(0.9995, 3), WithinRel(12.923978636687483, 1e-12));
  CHECK_THAT(t_quantile(1e-12, 4), WithinRel(-1316.0727465592565, 1e-12));
}

TEST_CASE("Student's t quantile undoes its distribution for any degrees of freedom", "[stats]") {
  for (const double df : {0.7, 1.0, 2.0, 2.5, 7.0, 63.0, 1500.0}) {
    for (const double p : {0.001, 0.1, 0.4, 0.4999, 0.6, 0.99}) {
      INFO("df " << df << " p " << p);
      CHECK_THAT(t_cdf(t_quantile(p, df), df), WithinRel(p, 1e-12));
    }
  }
}

TEST_CASE("Student's t nears the normal distribution as its degrees of freedom grow", "[stats]") {
  CHECK_THAT(t_quantile(0.975, 1e12), WithinRel(normal_quantile(0.975), 1e-11));
  CHECK(t_quantile(0.975, 30) > t_quantile(0.975, 31));
  CHECK(t_quantile(0.975, 999) > t_quantile(0.975, 1000));
}

TEST_CASE("the chi-square distribution matches the tables", "[stats]") {
  CHECK_THAT(chi_square_upper(3.841458820694126, 1), WithinRel(0.05, 1e-12));
  CHECK_THAT(chi_square_upper(18.307038053275147, 10), WithinRel(0.05, 1e-12));
  CHECK_THAT(chi_square_upper(1.3862943611198906, 2), WithinRel(0.5, 1e-12));
  CHECK_THAT(chi_square_upper(30.760441929, 19), WithinRel(0.042883473131243844, 1e-12));
}

TEST_CASE("the gamma quantile undoes its distribution from either tail", "[stats]") {
  for (const double a : {0.5, 1.0, 3.0, 40.0, 900.0, 250000.0}) {
    for (const double p : {1e-9, 0.025, 0.3, 0.7, 0.975}) {
      INFO("a " << a << " p " << p);
      CHECK_THAT(incomplete_gamma(a, gamma_quantile(a, p)).lower, WithinRel(p, 1e-11));
      CHECK_THAT(incomplete_gamma(a, gamma_quantile_upper(a, p)).upper, WithinRel(p, 1e-11));
    }
  }
}

TEST_CASE("the incomplete beta function matches its closed form and is symmetric", "[stats]") {
  CHECK_THAT(incomplete_beta(2, 3, 0.3).lower, WithinRel(0.3483, 1e-14));
  CHECK_THAT(incomplete_beta(0.5, 7, 0.0001).lower, WithinRel(0.029320307520326372, 1e-13));
  CHECK_THAT(incomplete_beta(4, 9, 0.2).lower, WithinRel(incomplete_beta(9, 4, 0.8).upper, 1e-13));
}

TEST_CASE("the binomial distribution adds up its terms", "[stats]") {
  CHECK_THAT(binomial_cdf(9, 30, 0.5), WithinRel(0.02138697262853384, 1e-13));
  CHECK_THAT(binomial_cdf(0, 3, 0.5), WithinRel(0.125, 1e-13));
  CHECK(binomial_cdf(-1, 3, 0.5) == 0);
  CHECK(binomial_cdf(3, 3, 0.5) == 1);
}
