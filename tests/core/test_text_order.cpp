// Sorting lists of every type by one routine.
#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "stats/random.hpp"
#include "text/order.hpp"

using namespace touchstone;

namespace {

struct Card {
  int rank;
  std::string name;
  friend bool operator==(const Card&, const Card&) = default;
};

TEST_CASE("lists of every length come out as std::stable_sort would have them") {
  stats::Random random(7);
  for (std::size_t length = 0; length < 70; ++length) {
    std::vector<Card> cards;
    for (std::size_t i = 0; i < length; ++i)
      cards.push_back({static_cast<int>(random.bits() % 10), std::to_string(i)});
    std::vector<Card> expected = cards;
    const auto by_rank = [](const Card& a, const Card& b) { return a.rank < b.rank; };
    std::ranges::stable_sort(expected, by_rank);
    std::vector<Card> short_ones = cards;
    put_in_order(cards, by_rank);
    put_short_in_order(short_ones, by_rank);
    INFO(length);
    CHECK(cards == expected);
    CHECK(short_ones == expected);
  }
}

TEST_CASE("a list falls by a member and keeps equal ones as they were") {
  std::vector<Card> cards = {{1, "a"}, {3, "b"}, {1, "c"}, {3, "d"}, {2, "e"}};
  put_in_falling_order_of(cards, &Card::rank);
  CHECK(cards == std::vector<Card>{{3, "b"}, {3, "d"}, {2, "e"}, {1, "a"}, {1, "c"}});
}

TEST_CASE("a list rises by a function, whatever holds it") {
  std::array<std::string, 4> words = {"journey", "fix", "map", "owner"};
  put_in_order_of(words, [](const std::string& word) { return word.size(); });
  CHECK(words == std::array<std::string, 4>{"fix", "map", "owner", "journey"});
}

TEST_CASE("what cannot be copied is moved") {
  std::vector<std::unique_ptr<int>> numbers;
  for (const int n : {3, 1, 2}) numbers.push_back(std::make_unique<int>(n));
  put_in_order_of(numbers, [](const std::unique_ptr<int>& n) { return *n; });
  CHECK(*numbers[0] == 1);
  CHECK(*numbers[1] == 2);
  CHECK(*numbers[2] == 3);
}

}  // namespace
