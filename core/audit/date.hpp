// A calendar day. The engine has no clock: "today" is the audit's `as_of`.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace touchstone {

struct Date {
  std::int32_t days = 0;  // since 1970-01-01, proleptic Gregorian

  friend auto operator<=>(const Date&, const Date&) = default;
};

// Exactly `YYYY-MM-DD`, a day that exists, years 0001 to 9999; anything else is nullopt.
std::optional<Date> parse_date(std::string_view text);

std::string format_date(Date date);

// later - earlier in whole days, negative when the order is reversed.
inline std::int32_t days_between(Date earlier, Date later) {
  return later.days - earlier.days;
}

}  // namespace touchstone
