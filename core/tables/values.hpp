// What people write into cells, as values: numbers, answers on a scale, yes and no, dates, times.
//
// Each function gives nothing for what it does not understand; the caller reports the cell. Blank
// cells are the caller's as well. No function guesses where two readings are possible: what the
// notation leaves open is asked for by NumberStyle and DateOrder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/date.hpp"

namespace touchstone::tables {

// Without blanks (no-break spaces as well) at both ends.
std::string_view trimmed(std::string_view text);

// Lower case (ASCII), every run of other ASCII than letters and digits one blank, none at the ends:
// "  Owner / Team" and "owner_team" are "owner team". Other bytes are kept.
std::string plain_words(std::string_view text);

// The mark that decides what "1,234" and "1.234" are.
enum class DecimalMark : std::uint8_t { point, comma };

// A number with an optional sign, thousands in groups of three (comma, point, blank, apostrophe)
// and an optional "%" at the end, which divides by 100. "3,5" and "3.5" have one reading and need
// no mark; "1,234" is 1234 with a decimal point and 1.234 with a decimal comma.
std::optional<double> parse_number(std::string_view text, DecimalMark mark);

// A whole answer: "4", "4.0", or a number with its label: "4 - Agree", "10 (extremely likely)",
// "0 = not at all". Nothing for other text, so that labels alone are looked up in a word list.
std::optional<double> parse_answer(std::string_view text, DecimalMark mark);

// Agreement ("strongly disagree" 1 .. "strongly agree" 5) and satisfaction ("very dissatisfied" 1
// .. "very satisfied" 5) as the survey tools word their five-point scales.
std::optional<double> agreement_of(std::string_view label);
std::optional<double> satisfaction_of(std::string_view label);

// yes, y, true, x, 1, a star or a tick; no, n, false, 0, "-".
std::optional<bool> parse_yes_no(std::string_view text);

// The same with pass, success, completed, "Direct success", "Indirect success"; fail, failed, "Give
// up", "Bounce", "Mission unfinished".
std::optional<bool> parse_outcome(std::string_view text);
// Whether it is one of Maze's own words for an outcome.
bool is_maze_outcome(std::string_view text);

enum class DateOrder : std::uint8_t { unknown, month_first, day_first };

// The day of "2026-03-01", "2026-03-01 10:11:12", "2026-03-01T10:11:12Z", "2026/3/1", "1.3.2026"
// (day first), "3/1/2026 10:11 AM" by `order`, whatever the time of day. With slashes and an
// unknown order only days after the 12th have one reading. Two-digit years are not understood.
std::optional<Date> parse_day(std::string_view text, DateOrder order);
// Whether it would be a date if the order of day and month were known.
bool is_ambiguous_day(std::string_view text);

// Seconds of "12.3", "12.3 s", "350 ms", "1m 23s", "2 min", "1:23", "01:02:03". A bare number is in
// `unit_seconds` (1 for seconds, .001 for milliseconds, 60 for minutes).
std::optional<double> parse_seconds(std::string_view text, DecimalMark mark, double unit_seconds);

// The names in a cell that lists several: separated by ";", ",", "|", a line break or " / ".
std::vector<std::string> split_names(std::string_view text);

// "none", "nobody", "no owner": known to be nobody. "?", "tbd", "n/a", "unknown", "-": not known.
bool says_nobody(std::string_view text);
bool says_unknown(std::string_view text);

}  // namespace touchstone::tables
