#include <optional>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "tables/values.hpp"

using namespace touchstone::tables;

namespace {

std::optional<double> point(std::string_view text) {
  return parse_number(text, DecimalMark::point);
}

std::optional<double> comma(std::string_view text) {
  return parse_number(text, DecimalMark::comma);
}

std::string day(std::string_view text, DateOrder order = DateOrder::unknown) {
  const auto date = parse_day(text, order);
  return date ? touchstone::format_date(*date) : "";
}

}  // namespace

TEST_CASE("numbers are read in the notations of spreadsheets", "[import][values]") {
  CHECK(point(" 42 ") == 42);
  CHECK(point("-3.25") == -3.25);
  CHECK(point("+7") == 7);
  CHECK(point("1,234,567.5") == 1234567.5);
  CHECK(point("1.234.567,5") == 1234567.5);
  CHECK(point("12 000") == 12000);
  CHECK(point("12\xC2\xA0"
              "000") == 12000);
  CHECK(point("1'000'000") == 1000000);
  CHECK(point(".5") == .5);
  CHECK(point("71%") == .71);
  CHECK(point("12,5 %") == .125);
  CHECK(point("\xE2\x88\x92"
              "5") == -5);
}

TEST_CASE("what one mark leaves open is read by the decimal mark", "[import][values]") {
  CHECK(point("1,234") == 1234);
  CHECK(comma("1,234") == 1.234);
  CHECK(point("1.234") == 1.234);
  CHECK(comma("1.234") == 1234);
  CHECK(point("3,5") == 3.5);
  CHECK(comma("3.5") == 3.5);
  CHECK(point("0,123") == .123);
  CHECK(comma("0.123") == .123);
}

TEST_CASE("what is no number is none", "[import][values]") {
  for (const char* const text : {"", "-", "abc", "1e5", "0x10", "1,2,3", "1.2.3", "12,34,567",
                                 "1 2", "4/5", "--1", "nan", "inf", "5 stars", ".", "1,234.5,6"})
    CHECK_FALSE(point(text).has_value());
}

TEST_CASE("answers are whole and may carry their label", "[import][values]") {
  const auto answer = [](std::string_view text) { return parse_answer(text, DecimalMark::point); };
  CHECK(answer("4") == 4);
  CHECK(answer("4.0") == 4);
  CHECK(answer("10 - Extremely likely") == 10);
  CHECK(answer("0 = not at all") == 0);
  CHECK(answer("5 (Strongly agree)") == 5);
  CHECK_FALSE(answer("4.5").has_value());
  CHECK_FALSE(answer("4-5").has_value());
  CHECK_FALSE(answer("40%").has_value());
  CHECK_FALSE(answer("agree").has_value());
  CHECK_FALSE(answer("3 of 5").has_value());
}

TEST_CASE("labels of five-point scales have their number", "[import][values]") {
  CHECK(agreement_of("Strongly disagree") == 1);
  CHECK(agreement_of("neither agree nor disagree") == 3);
  CHECK(agreement_of("Strongly Agree") == 5);
  CHECK_FALSE(agreement_of("satisfied").has_value());
  CHECK(satisfaction_of("Very satisfied") == 5);
  CHECK(satisfaction_of("Neither satisfied nor dissatisfied") == 3);
  CHECK_FALSE(satisfaction_of("extremely satisfied").has_value());
}

TEST_CASE("yes and no have many signs", "[import][values]") {
  for (const char* const text : {"yes", "Y", "TRUE", "x", "1", "*", "\xE2\x98\x85", "\xE2\x9C\x93"})
    CHECK(parse_yes_no(text) == true);
  for (const char* const text : {"no", "N", "False", "0", "-", "\xE2\x98\x86"})
    CHECK(parse_yes_no(text) == false);
  CHECK_FALSE(parse_yes_no("maybe").has_value());
  CHECK_FALSE(parse_yes_no("").has_value());
}

TEST_CASE("outcomes are passed or failed, in Maze's words as well", "[import][values]") {
  for (const char* const text : {"pass", "Success", "Direct success", "Indirect success", "yes"})
    CHECK(parse_outcome(text) == true);
  for (const char* const text : {"fail", "Give up", "Bounce", "Mission unfinished", "0"})
    CHECK(parse_outcome(text) == false);
  CHECK_FALSE(parse_outcome("lost").has_value());
  CHECK(is_maze_outcome("mission unfinished"));
  CHECK_FALSE(is_maze_outcome("pass"));
}

TEST_CASE("days are read whatever stands behind them", "[import][values]") {
  CHECK(day("2026-03-01") == "2026-03-01");
  CHECK(day("2026-03-01 10:11:12") == "2026-03-01");
  CHECK(day("2026-03-01T10:11:12.123Z") == "2026-03-01");
  CHECK(day("2026/3/1") == "2026-03-01");
  CHECK(day("1.3.2026 08:00") == "2026-03-01");
  CHECK(day("3/1/2026 10:11:12 AM", DateOrder::month_first) == "2026-03-01");
  CHECK(day("3/1/2026", DateOrder::day_first) == "2026-01-03");
}

TEST_CASE("a day with slashes is read without an order only if there is one reading",
          "[import][values]") {
  CHECK(day("13/2/2026") == "2026-02-13");
  CHECK(day("2/13/2026") == "2026-02-13");
  CHECK(day("5/5/2026") == "2026-05-05");
  CHECK(day("3/4/2026").empty());
  CHECK(is_ambiguous_day("3/4/2026"));
  CHECK_FALSE(is_ambiguous_day("13/4/2026"));
  CHECK_FALSE(is_ambiguous_day("soon"));
}

TEST_CASE("what is no day is none", "[import][values]") {
  for (const char* const text : {"", "2026-02-30", "30.02.2026", "2026-13-01", "1/2/26", "2026",
                                 "20260301", "2026-03-01x", "2026-03", "March 1, 2026"})
    CHECK(day(text).empty());
}

TEST_CASE("times are seconds in any unit", "[import][values]") {
  const auto seconds = [](std::string_view text, double unit = 1) {
    return parse_seconds(text, DecimalMark::point, unit);
  };
  CHECK(seconds("12.5") == 12.5);
  CHECK(seconds("2", 60) == 120);
  CHECK(seconds("350 ms") == .35);
  CHECK(seconds("1m 23s") == 83);
  CHECK(seconds("2 min") == 120);
  CHECK(seconds("1:23") == 83);
  CHECK(seconds("01:02:03") == 3723);
  CHECK_FALSE(seconds("1:99").has_value());
  CHECK_FALSE(seconds("fast").has_value());
  CHECK_FALSE(seconds("5 stars").has_value());
}

TEST_CASE("names in a cell are taken apart", "[import][values]") {
  using Names = std::vector<std::string>;
  CHECK(split_names("Billing; Legal") == Names{"Billing", "Legal"});
  CHECK(split_names("Billing / Legal, Sales\nOps") == Names{"Billing", "Legal", "Sales", "Ops"});
  CHECK(split_names("R&D") == Names{"R&D"});
  CHECK(split_names("UX/UI") == Names{"UX/UI"});
  CHECK(split_names("A, , A") == Names{"A"});
  CHECK(split_names(" ;, ").empty());
}

TEST_CASE("nobody and not known are different words", "[import][values]") {
  CHECK(says_nobody("None"));
  CHECK(says_nobody(" no owner "));
  CHECK_FALSE(says_nobody("-"));
  CHECK(says_unknown("?"));
  CHECK(says_unknown("TBD"));
  CHECK(says_unknown("n/a"));
  CHECK_FALSE(says_unknown("none"));
}

TEST_CASE("headers are compared by their words", "[import][values]") {
  CHECK(plain_words("  Owner / Team ") == "owner team");
  CHECK(plain_words("owner_team") == "owner team");
  CHECK(plain_words("\xC3\x9C"
                    "ber-Blick!") ==
        "\xC3\x9C"
        "ber blick");
  CHECK(plain_words("--").empty());
}
