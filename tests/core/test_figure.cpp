#include <catch2/catch_test_macros.hpp>

#include "text/figure.hpp"

namespace touchstone {
namespace {

TEST_CASE("whole parts of numbers are grouped by threes, fractions and signs left alone") {
  CHECK(in_groups("0") == "0");
  CHECK(in_groups("999") == "999");
  CHECK(in_groups("1000") == "1,000");
  CHECK(in_groups("-999") == "-999");
  CHECK(in_groups("-1234567.5") == "-1,234,567.5");
  CHECK(in_groups("100000") == "100,000");
  CHECK(in_groups("12.34567") == "12.34567");
}

TEST_CASE("a short number has no more places than asked for, and none that say nothing") {
  CHECK(short_number(61.25, 1) == "61.2");
  CHECK(short_number(61.04, 1) == "61");
  CHECK(short_number(-0.5, 2) == "-0.5");
  CHECK(short_number(-0.001, 2) == "0");
  CHECK(short_number(1200, 0) == "1200");
}

}  // namespace
}  // namespace touchstone
