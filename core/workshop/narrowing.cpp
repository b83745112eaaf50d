#include "workshop/narrowing.hpp"

#include <algorithm>

#include "score/score.hpp"

namespace touchstone {
namespace {

NarrowingStep step_of(Audit audit, const Model& model, const std::vector<RaterId>& without) {
  std::erase_if(audit.ratings, [&](const Rating& rating) {
    return rating.counter && std::ranges::find(without, rating.rater) != without.end();
  });
  const Scores scores = evaluate(audit, model);
  NarrowingStep step;
  if (scores.journey)
    step.journey =
        ScoreInterval{scores.journey->friction, scores.journey->low, scores.journey->high};
  for (const TouchpointScore& score : scores.touchpoints)
    step.touchpoints.push_back({score.friction, score.low, score.high});
  return step;
}

}  // namespace

std::vector<NarrowingStep> narrowing(const Audit& audit, const Model& model, std::size_t most) {
  std::vector<RaterId> without;
  for (const Rater& rater : audit.raters) {
    const bool voted = std::ranges::any_of(audit.ratings, [&](const Rating& rating) {
      return rating.counter && rating.rater == rater.id;
    });
    if (voted && !rater.spectator) without.push_back(rater.id);
  }
  const std::size_t voters = without.size();
  std::vector<NarrowingStep> steps;
  for (std::size_t count = 0; count <= voters; ++count) {
    if (count > 0) without.erase(without.begin());
    if (voters + 1 > most && count != 0 && count != voters) continue;
    steps.push_back(step_of(audit, model, without));
    steps.back().voters = count;
  }
  return steps;
}

}  // namespace touchstone
