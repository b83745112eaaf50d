#include <string>

#include <catch2/catch_test_macros.hpp>

#include "audit/date.hpp"

using namespace touchstone;

TEST_CASE("a date counts its days from 1970 in the Gregorian calendar") {
  CHECK(parse_date("1970-01-01")->days == 0);
  CHECK(parse_date("1969-12-31")->days == -1);
  CHECK(parse_date("2000-03-01")->days == 11017);
  CHECK(parse_date("2026-11-22")->days == 20779);
}

TEST_CASE("only days that exist are dates") {
  CHECK(parse_date("2024-02-29"));
  CHECK_FALSE(parse_date("2023-02-29"));
  CHECK_FALSE(parse_date("2026-02-30"));
  CHECK_FALSE(parse_date("1900-02-29"));
  CHECK(parse_date("2000-02-29"));
  CHECK_FALSE(parse_date("2026-13-01"));
  CHECK_FALSE(parse_date("2026-00-10"));
  CHECK_FALSE(parse_date("2026-04-31"));
  CHECK_FALSE(parse_date("2026-04-00"));
  CHECK_FALSE(parse_date("0000-01-01"));
}

TEST_CASE("a date is written in exactly one way") {
  for (const char* text : {"", "2026-1-1", "2026-01-1", " 2026-01-01", "2026-01-01T00:00:00",
                           "2026/01/01", "01.01.2026", "20260101", "2026-01-0x", "+026-01-01"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text));
  }
}

TEST_CASE("a date that was read is written as it was") {
  for (const char* text : {"0001-01-01", "0999-12-31", "1970-01-01", "2024-02-29", "9999-12-31"})
    CHECK(format_date(*parse_date(text)) == text);
}

TEST_CASE("days between two dates are negative when their order is reversed") {
  const Date earlier = *parse_date("2026-02-27");
  const Date later = *parse_date("2026-03-02");
  CHECK(days_between(earlier, later) == 3);
  CHECK(days_between(later, earlier) == -3);
}
