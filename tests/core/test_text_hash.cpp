#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "text/hash.hpp"

using touchstone::text_hash;

TEST_CASE("texts of every length are told apart by one byte, wherever it is", "[text]") {
  std::set<std::size_t> hashes;
  std::size_t texts = 0;
  for (std::size_t size = 0; size <= 40; ++size) {
    hashes.insert(text_hash(std::string(size, 'a')));
    ++texts;
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, 'a');
      text[at] = 'b';
      hashes.insert(text_hash(text));
      ++texts;
    }
  }
  CHECK(hashes.size() == texts);
}

TEST_CASE("the lower bits of numbered ids are spread", "[text]") {
  std::set<std::size_t> slots;
  for (int i = 0; i < 4096; ++i) slots.insert(text_hash("touchpoint-" + std::to_string(i)) & 8191);
  CHECK(slots.size() > 3000);  // 3223 is what chance would give
}
