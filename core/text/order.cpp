#include "text/order.hpp"

#include <algorithm>
#include <numeric>

namespace touchstone {

// Merges ever longer runs, from one list into the other and back.
std::vector<std::uint32_t> places_in_order(std::size_t count, PlacedBefore before,
                                           const void* context) {
  std::vector<std::uint32_t> places(count), merged(count);
  std::iota(places.begin(), places.end(), 0U);
  for (std::size_t run = 1; run < count; run *= 2) {
    for (std::size_t begin = 0; begin < count; begin += 2 * run) {
      const std::size_t middle = std::min(begin + run, count);
      const std::size_t end = std::min(middle + run, count);
      std::size_t left = begin, right = middle;
      for (std::size_t to = begin; to < end; ++to) {
        const bool takes_right =
            right < end && (left == middle || before(context, places[right], places[left]));
        merged[to] = places[takes_right ? right++ : left++];
      }
    }
    places.swap(merged);
  }
  return places;
}

}  // namespace touchstone
