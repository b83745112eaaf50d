// Finds the place of an id in a list. Keeps no copies of the ids: whoever asks says where they are,
// so the table survives edits that leave the list's ids and order alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "text/hash.hpp"

namespace touchstone {

class IdTable {
public:
  // text_at(place) is the id at a place. Of equal ids the first counts.
  template <class TextAt>
  void build(std::size_t size, TextAt text_at) {
    std::size_t slots = 4;
    while (slots < 2 * size) slots *= 2;
    slots_.assign(slots, k_free);
    for (std::size_t place = 0; place < size; ++place) {
      std::uint32_t& slot = slots_[slot_of(text_at(place), text_at)];
      if (slot == k_free) slot = static_cast<std::uint32_t>(place);
    }
  }

  template <class TextAt>
  std::optional<std::size_t> find(std::string_view id, TextAt text_at) const {
    if (slots_.empty()) return std::nullopt;
    const std::uint32_t place = slots_[slot_of(id, text_at)];
    if (place == k_free) return std::nullopt;
    return place;
  }

private:
  static constexpr std::uint32_t k_free = std::numeric_limits<std::uint32_t>::max();

  // The slot that holds `id`, or the free one where it would go.
  template <class TextAt>
  std::size_t slot_of(std::string_view id, TextAt text_at) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = text_hash(id) & mask;
    while (slots_[slot] != k_free && std::string_view(text_at(slots_[slot])) != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  std::vector<std::uint32_t> slots_;  // a power of two, at most half full
};

}  // namespace touchstone
