// A quick hash of short texts such as ids: eight bytes at a time, the same on every machine. For
// tables in memory only; it does not withstand somebody who looks for collisions, as std::hash does
// not.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace touchstone {

inline std::size_t text_hash(std::string_view text) noexcept {
  constexpr std::uint64_t k_odd = 0x9E3779B97F4A7C15;
  const auto mixed = [](std::uint64_t hash, std::uint64_t word) {
    return std::rotl((hash ^ word) * k_odd, 29);
  };
  const char* const bytes = text.data();
  const std::size_t size = text.size();
  std::uint64_t hash = size * k_odd;
  std::uint64_t word = 0;
  if (size >= 8) {
    for (std::size_t at = 0; at + 8 < size; at += 8) {
      std::memcpy(&word, bytes + at, 8);
      hash = mixed(hash, word);
    }
    std::memcpy(&word, bytes + size - 8, 8);  // may overlap the last one
  } else if (size >= 4) {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, bytes, 4);
    std::memcpy(&last, bytes + size - 4, 4);
    word = std::uint64_t{first} << 32 | last;
  } else {
    for (const char c : text) word = word << 8 | static_cast<unsigned char>(c);
  }
  hash = mixed(hash, word) * k_odd;
  return static_cast<std::size_t>(hash ^ hash >> 32);
}

}  // namespace touchstone
