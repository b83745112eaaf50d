#include "state/handoff_graph.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "score/directory.hpp"
#include "state/edits.hpp"
#include "state/ownership_facts.hpp"

namespace touchstone::app {
namespace {

constexpr std::size_t k_nowhere = static_cast<std::size_t>(-1);

// The ends of hand-offs as places in the list of teams or stages; the place behind the last is
// nobody, or no stage.
class Places {
public:
  Places(const Audit& audit, HandoffNodes by) : audit_(audit), directory_(audit), by_(by) {}

  HandoffGraph::Ends ends(const Handoff& handoff) const {
    if (by_ == HandoffNodes::teams) return {team(handoff.giver), team(handoff.receiver)};
    return {stage(directory_.touchpoint(audit_, handoff.from)),
            stage(directory_.touchpoint(audit_, handoff.to))};
  }

  HandoffGraph::Ends ends(const UnrecordedHandoff& handoff) const {
    if (by_ == HandoffNodes::stages) return {stage(handoff.from), stage(handoff.to)};
    return {team(owning_team(audit_, audit_.touchpoints[handoff.from])),
            team(owning_team(audit_, audit_.touchpoints[handoff.to]))};
  }

  std::size_t count() const {
    return (by_ == HandoffNodes::teams ? audit_.teams.size() : audit_.stages.size()) + 1;
  }

  std::string name(std::size_t place) const {
    const bool is_last = place + 1 == count();
    if (by_ == HandoffNodes::teams) return is_last ? "Nobody" : shown_name(audit_.teams[place]);
    return is_last ? "No stage yet" : shown_name(audit_.stages[place]);
  }

private:
  std::size_t team(const std::optional<OwnerId>& id) const {
    const auto place = id ? directory_.owner(audit_, *id) : std::nullopt;
    return place && !directory_.is_person(*place) ? *place : audit_.teams.size();
  }

  std::size_t stage(std::optional<std::size_t> touchpoint) const {
    if (!touchpoint || !audit_.touchpoints[*touchpoint].stage) return audit_.stages.size();
    return directory_.stage(audit_, *audit_.touchpoints[*touchpoint].stage)
        .value_or(audit_.stages.size());
  }

  const Audit& audit_;
  Directory directory_;
  HandoffNodes by_;
};

// Gives the places that are used the numbers of nodes.
void number_nodes(HandoffGraph& graph, const Places& places) {
  std::vector<std::size_t> numbers(places.count(), k_nowhere);
  const auto use = [&](const HandoffGraph::Ends& ends) {
    numbers[ends.first] = numbers[ends.second] = 0;
  };
  std::ranges::for_each(graph.recorded, use);
  std::ranges::for_each(graph.unrecorded, use);
  for (std::size_t place = 0; place < numbers.size(); ++place) {
    if (numbers[place] == k_nowhere) continue;
    numbers[place] = graph.nodes.size();
    graph.nodes.push_back({places.name(place)});
  }
  const auto renumber = [&](HandoffGraph::Ends& ends) {
    ends = {numbers[ends.first], numbers[ends.second]};
  };
  std::ranges::for_each(graph.recorded, renumber);
  std::ranges::for_each(graph.unrecorded, renumber);
}

}  // namespace

HandoffState state_of(const Handoff& handoff, const HandoffScore& score) {
  if (!handoff.receiver) return HandoffState::no_receiver;
  return score.gap > 0 ? HandoffState::gaps : HandoffState::settled;
}

HandoffGraph handoff_graph(const Audit& audit, const Scores& scores, HandoffNodes by) {
  const Places places(audit, by);
  HandoffGraph graph;
  for (const Handoff& handoff : audit.handoffs) graph.recorded.push_back(places.ends(handoff));
  for (const UnrecordedHandoff& handoff : scores.unrecorded_handoffs)
    graph.unrecorded.push_back(places.ends(handoff));
  number_nodes(graph, places);
  std::map<std::tuple<std::size_t, std::size_t, HandoffState>, std::size_t> counts;
  const auto count = [&](const HandoffGraph::Ends& ends, HandoffState state) {
    ++counts[{ends.first, ends.second, state}];
    HandoffNode &giver = graph.nodes[ends.first], &receiver = graph.nodes[ends.second];
    ++giver.gives;
    ++receiver.receives;
    if (state == HandoffState::settled) return;
    ++giver.open;
    if (ends.first != ends.second) ++receiver.open;
  };
  for (std::size_t i = 0; i < graph.recorded.size(); ++i)
    count(graph.recorded[i], state_of(audit.handoffs[i], scores.handoffs[i]));
  for (const HandoffGraph::Ends& ends : graph.unrecorded) count(ends, HandoffState::unrecorded);
  for (const auto& [key, n] : counts)
    graph.edges.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), n});
  return graph;
}

std::vector<TouchpointHandoff> touchpoint_handoffs(const Audit& audit, const Scores& scores) {
  const Directory directory(audit);
  std::vector<TouchpointHandoff> handoffs;
  for (std::size_t i = 0; i < audit.handoffs.size(); ++i) {
    const auto from = directory.touchpoint(audit, audit.handoffs[i].from);
    const auto to = directory.touchpoint(audit, audit.handoffs[i].to);
    if (from && to)
      handoffs.push_back({*from, *to, state_of(audit.handoffs[i], scores.handoffs[i])});
  }
  for (const UnrecordedHandoff& missing : scores.unrecorded_handoffs)
    handoffs.push_back({missing.from, missing.to, HandoffState::unrecorded});
  return handoffs;
}

std::optional<OwnerId> owning_team(const Audit& audit, const Touchpoint& touchpoint) {
  if (!touchpoint.ownership || !touchpoint.ownership->accountable ||
      touchpoint.ownership->accountable->empty()) {
    return std::nullopt;
  }
  const OwnerId& owner = touchpoint.ownership->accountable->front();
  if (const Person* person = find(audit.people, owner)) return person->team;
  return owner;
}

Handoff recorded_handoff(const Audit& audit, const UnrecordedHandoff& missing) {
  const Touchpoint &from = audit.touchpoints[missing.from], &to = audit.touchpoints[missing.to];
  Handoff handoff;
  handoff.from = from.id;
  handoff.to = to.id;
  handoff.giver = owning_team(audit, from);
  handoff.receiver = owning_team(audit, to);
  return handoff;
}

}  // namespace touchstone::app
