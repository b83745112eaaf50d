#include "workshop/narrowing.hpp"

#include <set>
#include <string>

#include "score/score.hpp"

namespace touchstone {
namespace {

NarrowingStep step_of(Audit audit, const Model& model, const std::set<std::string>& without) {
  std::erase_if(audit.ratings, [&](const Rating& rating) {
    return rating.counter && without.contains(rating.rater.text);
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
  std::set<std::string> voted;
  for (const Rating& rating : audit.ratings)
    if (rating.counter) voted.insert(rating.rater.text);
  std::vector<std::string> voters;
  for (const Rater& rater : audit.raters)
    if (!rater.spectator && voted.contains(rater.id.text)) voters.push_back(rater.id.text);
  std::set<std::string> without(voters.begin(), voters.end());
  std::vector<NarrowingStep> steps;
  for (std::size_t count = 0; count <= voters.size(); ++count) {
    if (count > 0) without.erase(voters[count - 1]);
    if (voters.size() + 1 > most && count != 0 && count != voters.size()) continue;
    steps.push_back(step_of(audit, model, without));
    steps.back().voters = count;
  }
  return steps;
}

}  // namespace touchstone
