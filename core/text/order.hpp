// Sorting where size matters and speed does not: one sorting routine for lists of every type, of
// which each use adds little more than its comparison. std::sort brings some kilobytes a use, and
// there are many uses. Where thousands of lists are sorted a second std::sort is right.
//
// All of it is stable: what compares equal keeps its order. Comparisons are strict weak orderings,
// n log n of them; the list may be any that has an index.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace touchstone {

// Whether the element at the one place belongs before that at the other.
using PlacedBefore = bool (*)(const void* context, std::uint32_t one, std::uint32_t other);

// The places 0 .. count - 1, sorted.
std::vector<std::uint32_t> places_in_order(std::size_t count, PlacedBefore before,
                                           const void* context);

template <class List, class Before>
void put_in_order(List& list, const Before& before) {
  const std::pair context{&list, &before};
  std::vector<std::uint32_t> from = places_in_order(
      list.size(),
      [](const void* known, std::uint32_t one, std::uint32_t other) {
        const auto& [elements, is_before] = *static_cast<const decltype(context)*>(known);
        return static_cast<bool>(std::invoke(*is_before, (*elements)[one], (*elements)[other]));
      },
      &context);
  // Each circle of places moves on by one.
  for (std::uint32_t start = 0; start < from.size(); ++start) {
    if (from[start] == start) continue;
    auto held = std::move(list[start]);
    std::uint32_t to = start;
    while (from[to] != start) {
      const std::uint32_t next = from[to];
      list[to] = std::move(list[next]);
      from[to] = to;
      to = next;
    }
    list[to] = std::move(held);
    from[to] = to;
  }
}

// The same for a list that is short nearly always: without memory of its own then.
template <class List, class Before>
void put_short_in_order(List& list, const Before& before) {
  constexpr std::size_t k_short = 32;
  if (list.size() > k_short) return put_in_order(list, before);
  for (std::size_t end = 1; end < list.size(); ++end)
    for (std::size_t at = end; at > 0 && before(list[at], list[at - 1]); --at)
      std::swap(list[at], list[at - 1]);
}

// By key(element), a member or a function: smallest first, or largest first.
template <class List, class Key>
void put_in_order_of(List& list, const Key& key) {
  put_in_order(list, [&](const auto& one, const auto& other) {
    return std::invoke(key, one) < std::invoke(key, other);
  });
}

template <class List, class Key>
void put_in_falling_order_of(List& list, const Key& key) {
  put_in_order(list, [&](const auto& one, const auto& other) {
    return std::invoke(key, other) < std::invoke(key, one);
  });
}

}  // namespace touchstone
