// The page's unpacker against texts that `xz --format=lzma` packed, whole and damaged.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "unpack/lzma.hpp"

namespace touchstone::unpack {
namespace {

constexpr std::string_view k_text = "touchstone touchstone touchstone, a stone that tests gold\n";

constexpr std::array<std::uint8_t, 58> k_packed = {
    0x04, 0x00, 0x00, 0x00, 0x04, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00, 0x3a,
    0x1c, 0xaa, 0x0a, 0x07, 0x20, 0x20, 0x2b, 0xa2, 0xbe, 0x53, 0xdf, 0xd9, 0x73, 0x9d, 0x4d,
    0x86, 0x70, 0x3e, 0x68, 0x75, 0x0e, 0x08, 0x7c, 0x33, 0x99, 0xc9, 0xee, 0x3a, 0x3c, 0x7b,
    0xcd, 0x1e, 0xfe, 0xd7, 0xb8, 0xf1, 0x17, 0xbf, 0xff, 0xf6, 0x31, 0x77, 0x00};

struct Outcome {
  bool began = false;
  Progress progress = Progress::more;
  std::string text;
};

// Both in buffers of exactly their size, so that the sanitizers see a byte too many.
Outcome unpacked(std::vector<std::uint8_t> packed, std::size_t room, std::size_t step) {
  packed.shrink_to_fit();
  std::vector<std::uint8_t> out(room);
  Lzma lzma;
  Outcome outcome;
  outcome.began = lzma.begin(packed.data(), packed.size(), out.data(), room);
  if (!outcome.began) return outcome;
  do {
    outcome.progress = lzma.step(step);
  } while (outcome.progress == Progress::more);
  outcome.text.assign(out.begin(), out.end());
  return outcome;
}

std::vector<std::uint8_t> packed_text() {
  return {k_packed.begin(), k_packed.end()};
}

TEST_CASE("a packed text is unpacked, at one go and byte by byte") {
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
    const Outcome outcome = unpacked(packed_text(), k_text.size(), step);
    CHECK(outcome.progress == Progress::done);
    CHECK(outcome.text == k_text);
  }
}

TEST_CASE("what is no LZMA is not begun") {
  auto packed = packed_text();
  packed[0] = 225;  // of settings there are 225, from 0
  CHECK_FALSE(unpacked(packed, k_text.size(), 1000).began);
  packed[0] = 4 + 1 * 9;  // more literal contexts than there is room for
  CHECK_FALSE(unpacked(packed, k_text.size(), 1000).began);
  packed = packed_text();
  packed[13] = 1;
  CHECK_FALSE(unpacked(packed, k_text.size(), 1000).began);
  packed.resize(17);
  CHECK_FALSE(unpacked(packed, k_text.size(), 1000).began);
}

TEST_CASE("a text that ends too soon is damaged") {
  for (std::size_t size = 18; size < 50; ++size) {
    INFO(size);
    auto packed = packed_text();
    packed.resize(size);
    CHECK(unpacked(packed, k_text.size(), 1000).progress == Progress::damaged);
  }
}

TEST_CASE("whatever bit is wrong, nothing outside of the two buffers is touched") {
  std::size_t told = 0;
  for (std::size_t at = 14; at < k_packed.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      auto packed = packed_text();
      packed[at] = static_cast<std::uint8_t>(packed[at] ^ (1 << bit));
      if (unpacked(packed, k_text.size() + 300, 1000).progress == Progress::damaged) ++told;
    }
  }
  CHECK(told > 0);
}

}  // namespace
}  // namespace touchstone::unpack
