#include "score/ranking.hpp"

#include <algorithm>
#include <functional>

namespace touchstone {
namespace {

struct Before {
  const Audit& audit;
  std::span<const TouchpointScore> touchpoints;

  bool operator()(std::uint32_t a, std::uint32_t b) const {
    const TouchpointScore& one = touchpoints[a];
    const TouchpointScore& other = touchpoints[b];
    const bool last = one.evidence == EvidenceLevel::insufficient;
    if (last != (other.evidence == EvidenceLevel::insufficient)) return !last;
    if (last && one.high != other.high) return one.high > other.high;
    if (one.friction != other.friction) return one.friction > other.friction;
    return audit.touchpoints[a].id < audit.touchpoints[b].id;
  }
};

// Calls visit(begin, end) for each run of ranks whose numbers lie within a tie of the run's first.
template <class Number, class Visit>
void for_each_run(std::span<std::uint32_t> ranks, Number number, Visit visit) {
  for (std::size_t begin = 0; begin < ranks.size();) {
    const double first = number(ranks[begin]);
    std::size_t end = begin + 1;
    while (end < ranks.size() && first - number(ranks[end]) <= k_rank_tie) ++end;
    if (end - begin > 1) visit(ranks.subspan(begin, end - begin));
    begin = end;
  }
}

}  // namespace

ExactOrder::ExactOrder(const Audit& audit, std::span<const TouchpointScore> touchpoints)
    : indices_(touchpoints.size()) {
  // As Before, from copies that lie close together.
  struct Key {
    double first;   // of a rising order
    double second;  // of insufficient ones only
    std::uint32_t touchpoint;
  };

  std::vector<Key> known, insufficient;
  known.reserve(touchpoints.size());
  for (std::uint32_t i = 0; i < touchpoints.size(); ++i) {
    const TouchpointScore& it = touchpoints[i];
    if (it.evidence == EvidenceLevel::insufficient)
      insufficient.push_back({-it.high, -it.friction, i});
    else
      known.push_back({-it.friction, 0, i});
  }
  std::uint32_t* next = indices_.data();
  for (std::vector<Key>* keys : {&known, &insufficient}) {
    std::ranges::stable_sort(*keys, [&](const Key& a, const Key& b) {
      if (a.first != b.first) return a.first < b.first;
      if (a.second != b.second) return a.second < b.second;
      return audit.touchpoints[a.touchpoint].id < audit.touchpoints[b.touchpoint].id;
    });
    for (const Key& key : *keys) *next++ = key.touchpoint;
  }
}

void ExactOrder::take_out(std::uint32_t touchpoint) {
  indices_.erase(std::find(indices_.begin(), indices_.end(), touchpoint));
}

void ExactOrder::put_back(const Audit& audit, std::span<const TouchpointScore> touchpoints,
                          std::uint32_t touchpoint) {
  const auto at =
      std::lower_bound(indices_.begin(), indices_.end(), touchpoint, Before{audit, touchpoints});
  indices_.insert(at, touchpoint);
}

std::vector<std::uint32_t> rank_touchpoints(const Audit& audit,
                                            std::span<const TouchpointScore> touchpoints,
                                            const ExactOrder& order) {
  std::vector<std::uint32_t> ranks(order.indices().begin(), order.indices().end());
  const auto friction = [&](std::uint32_t i) { return touchpoints[i].friction; };
  const auto high = [&](std::uint32_t i) { return touchpoints[i].high; };
  const auto by_id = [&](std::span<std::uint32_t> run) {
    std::ranges::stable_sort(
        run, {}, [&](std::uint32_t i) -> const TouchpointId& { return audit.touchpoints[i].id; });
  };
  const auto known_end = std::find_if(ranks.begin(), ranks.end(), [&](std::uint32_t i) {
    return touchpoints[i].evidence == EvidenceLevel::insufficient;
  });
  for_each_run(std::span(ranks.begin(), known_end), friction, by_id);
  for_each_run(std::span(known_end, ranks.end()), high, [&](std::span<std::uint32_t> run) {
    std::ranges::stable_sort(run, std::ranges::greater{}, friction);
    for_each_run(run, friction, by_id);
  });
  return ranks;
}

}  // namespace touchstone
