#include "audit/date.hpp"

#include <chrono>

namespace touchstone {
namespace {

// The digits text[at, at + count) as a number, or -1 if any is not a digit.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

void append_padded(std::string& out, int value, std::size_t width) {
  const std::string text = std::to_string(value);
  out.append(width > text.size() ? width - text.size() : 0, '0');
  out += text;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  if (year < 1 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  const auto since_epoch = std::chrono::sys_days{date}.time_since_epoch();
  return Date{static_cast<std::int32_t>(since_epoch.count())};
}

std::string format_date(Date date) {
  const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{date.days}}};
  std::string text;
  append_padded(text, static_cast<int>(day.year()), 4);
  text += '-';
  append_padded(text, static_cast<int>(static_cast<unsigned>(day.month())), 2);
  text += '-';
  append_padded(text, static_cast<int>(static_cast<unsigned>(day.day())), 2);
  return text;
}

}  // namespace touchstone
