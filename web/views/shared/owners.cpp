#include "views/shared/owners.hpp"

#include "state/owner_names.hpp"

namespace touchstone::app {
namespace {

template <class T>
void add_candidates(std::vector<Candidate>& candidates, const std::vector<T>& owners) {
  for (const T& owner : owners) candidates.push_back({owner.id, shown_name(owner)});
}

}  // namespace

std::vector<Candidate> teams_of(const Audit& audit) {
  std::vector<Candidate> candidates;
  add_candidates(candidates, audit.teams);
  return candidates;
}

std::vector<Candidate> teams_and_people(const Audit& audit) {
  std::vector<Candidate> candidates = teams_of(audit);
  add_candidates(candidates, audit.people);
  return candidates;
}

std::string names_of(const Audit& audit, const OwnerList& list) {
  if (!list) return "Not asked yet";
  if (list->empty()) return "Nobody";
  std::string names;
  for (const OwnerId& owner : *list)
    names += concat(names.empty() ? "" : ", ", name_of_owner(audit, owner));
  return names;
}

OwnerSteps::OwnerSteps(const OwnerList& list, std::span<const Candidate> candidates,
                       bool with_members) {
  for (const Candidate& candidate : candidates) {
    const bool is_in = list && contains(*list, candidate.id);
    if (is_in && !with_members) continue;
    if (is_in) {
      options_.emplace_back(candidate.name, "In the list; choose to take out", ui::Icon::check);
    } else {
      options_.emplace_back(candidate.name);
    }
    steps_.push_back({is_in ? Kind::take_out : Kind::add, candidate.id});
  }
  if (!list || !list->empty()) {
    options_.emplace_back("Nobody", "Asked, and there is none");
    steps_.push_back({Kind::nobody});
  }
  if (list) {
    options_.emplace_back("Not asked yet");
    steps_.push_back({Kind::not_asked});
  }
}

void OwnerSteps::take(int chosen, OwnerList& list) const {
  const Step& step = steps_[static_cast<std::size_t>(chosen)];
  switch (step.kind) {
    case Kind::add:
      if (!list) list.emplace();
      list->push_back(step.owner);
      break;
    case Kind::take_out:
      std::erase(*list, step.owner);
      break;
    case Kind::nobody:
      list.emplace();
      break;
    case Kind::not_asked:
      list.reset();
      break;
  }
}

}  // namespace touchstone::app
