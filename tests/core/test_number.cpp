// Numbers as text: by C natively, by JavaScript as WebAssembly; both have to say the same.
#include <bit>
#include <cmath>
#include <limits>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "stats/random.hpp"
#include "text/number.hpp"

using namespace touchstone;

TEST_CASE("Fixed places are rounded to the nearest, of two nearest to the even one", "[number]") {
  CHECK(fixed_text(0.125, 2) == "0.12");
  CHECK(fixed_text(0.375, 2) == "0.38");
  CHECK(fixed_text(-0.125, 2) == "-0.12");
  CHECK(fixed_text(0.5, 0) == "0");
  CHECK(fixed_text(1.5, 0) == "2");
  CHECK(fixed_text(2.5, 0) == "2");
  CHECK(fixed_text(-2.5, 0) == "-2");
  CHECK(fixed_text(1.005, 2) == "1.00");  // the double lies below
  CHECK(fixed_text(0.3, 1) == "0.3");
  CHECK(fixed_text(61.3, 2) == "61.30");
  CHECK(fixed_text(0, 1) == "0.0");
  CHECK(fixed_text(-0.0, 1) == "-0.0");
  CHECK(fixed_text(-0.04, 1) == "-0.0");
  CHECK(fixed_text(123456789.5, 0) == "123456790");
  CHECK(fixed_text(1e21, 1) == "1000000000000000000000.0");
  CHECK(fixed_text(1.7976931348623157e308, 0).size() == 309);
}

TEST_CASE("The exact text is short and reads back as the same number", "[number]") {
  CHECK(exact_text(0.1) == "0.1");
  CHECK(exact_text(-0.1) == "-0.1");
  CHECK(exact_text(1.0 / 3) == "0.3333333333333333");
  CHECK(exact_text(1e22) == "1e+22");
  CHECK(exact_text(1.5e-7) == "1.5e-07");
  CHECK(exact_text(0.0001) == "0.0001");
  CHECK(exact_text(0.00001) == "1e-05");
  CHECK(exact_text(123456789012345.5) == "123456789012345.5");
  CHECK(exact_text(1e15) == "1e+15");
  CHECK(exact_text(1234567890123456) == "1234567890123456");
  CHECK(exact_text(12345678901234567890.0) == "1.2345678901234567e+19");
  CHECK(exact_text(5e-324) == "5e-324");
  CHECK(exact_text(1.7976931348623157e308) == "1.7976931348623157e+308");
  stats::Random random(20261123);
  for (int i = 0; i < 20000; ++i) {
    const auto value = std::bit_cast<double>(random.bits());
    if (!std::isfinite(value)) continue;
    const std::string text = exact_text(value);
    CHECK(text.size() <= 24);
    CHECK(number_in(text) == value);
  }
}

TEST_CASE("What is no number is none", "[number]") {
  for (const char* text :
       {"", " 1", "1 ", "+1", "1e", "-", ".", "1-2", "0x10", "Infinity", "NaN", "1,5"})
    CHECK_FALSE(number_in(text));
  CHECK(number_in("12.50") == 12.5);
  CHECK(number_in("-3e2") == -300);
  CHECK(number_in("1e999") == std::numeric_limits<double>::infinity());
  CHECK(number_in(std::string(30000, '0') + "7") == 7);
}
