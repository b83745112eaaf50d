#include "workshop/agenda.hpp"

#include <algorithm>

#include "score/ratings.hpp"
#include "text/concat.hpp"

namespace touchstone {
namespace {

void log(Draft& draft, WorkshopAct act, const AgendaItem* item, double now) {
  WorkshopEntry entry;
  entry.at = now;
  entry.act = act;
  if (item != nullptr) {
    entry.touchpoint = item->touchpoint;
    entry.factor = item->factor;
  }
  draft.append(std::move(entry));
}

void set_state(Draft& draft, std::size_t at, AgendaState state, WorkshopAct act, double now) {
  AgendaItem item = draft.now().agenda[at];
  item.state = state;
  if (state == AgendaState::voting) item.since = now;
  log(draft, act, &item, now);
  draft.replace(at, std::move(item));
}

std::string label_of(const Audit& audit, const char* verb, std::size_t item) {
  const auto touchpoint = place_of(audit.touchpoints, audit.agenda[item].touchpoint);
  return concat(verb, touchpoint ? audit.touchpoints[*touchpoint].name : std::string());
}

void append_items(Draft& draft, std::vector<AgendaItem> items) {
  for (AgendaItem& item : items)
    if (!agenda_place(draft.now(), item.touchpoint, item.factor)) draft.append(std::move(item));
}

// What was voting waits again, what was shown is done.
void put_aside_others(Draft& draft, std::size_t item) {
  for (std::size_t at = 0; at < draft.now().agenda.size(); ++at) {
    AgendaItem other = draft.now().agenda[at];
    if (at == item || (other.state != AgendaState::voting && other.state != AgendaState::shown))
      continue;
    other.state = other.state == AgendaState::voting ? AgendaState::waiting : AgendaState::done;
    draft.replace(at, std::move(other));
  }
}

}  // namespace

std::optional<std::size_t> current_item(const Audit& audit) {
  for (const AgendaState state : {AgendaState::voting, AgendaState::shown})
    for (std::size_t at = 0; at < audit.agenda.size(); ++at)
      if (audit.agenda[at].state == state) return at;
  return std::nullopt;
}

std::optional<std::size_t> next_item(const Audit& audit, std::optional<std::size_t> at) {
  const std::size_t count = audit.agenda.size();
  for (std::size_t step = 0; step < count; ++step) {
    const std::size_t place = ((at ? *at + 1 : 0) + step) % count;
    if (audit.agenda[place].state.value_or(AgendaState::waiting) == AgendaState::waiting)
      return place;
  }
  return std::nullopt;
}

std::vector<AgendaItem> overall_items(const Audit& audit,
                                      std::span<const std::size_t> touchpoints) {
  std::vector<AgendaItem> items;
  const FactorId overall{std::string(k_overall)};
  for (const std::size_t at : touchpoints) {
    AgendaItem item;
    item.touchpoint = audit.touchpoints[at].id;
    item.factor = overall;
    if (!agenda_place(audit, item.touchpoint, overall)) items.push_back(std::move(item));
  }
  return items;
}

std::vector<AgendaItem> factor_items(const Audit& audit, const Model& model) {
  struct Found {
    std::size_t touchpoint;
    double mean;
  };

  std::vector<Found> found;
  for (const AgendaItem& item : audit.agenda) {
    if (item.factor.text != k_overall || !is_seen(item)) continue;
    const Distribution votes = distribution_of(audit, item);
    const auto touchpoint = place_of(audit.touchpoints, item.touchpoint);
    if (votes.mean && touchpoint &&
        (*votes.mean >= k_hurts_from || votes.high - votes.low >= k_divides_from))
      found.push_back({*touchpoint, *votes.mean});
  }
  std::ranges::stable_sort(found, [](const Found& a, const Found& b) { return a.mean > b.mean; });
  std::vector<AgendaItem> items;
  for (const Found& one : found) {
    const Touchpoint& touchpoint = audit.touchpoints[one.touchpoint];
    const std::uint32_t applicable = applicable_factors(model, touchpoint);
    for (std::size_t k = 0; k < model.factors.size(); ++k) {
      if ((applicable >> k & 1) == 0 || agenda_place(audit, touchpoint.id, model.factors[k].id))
        continue;
      AgendaItem item;
      item.touchpoint = touchpoint.id;
      item.factor = model.factors[k].id;
      items.push_back(std::move(item));
    }
  }
  return items;
}

std::vector<AgendaItem> voted_items(const Audit& audit, const OpenedBallots& opened) {
  std::vector<AgendaItem> items;
  for (const auto& [line, ballot] : opened) {
    for (const Vote& vote : ballot.votes) {
      const bool is_listed = std::ranges::any_of(items, [&](const AgendaItem& item) {
        return item.touchpoint == vote.touchpoint && item.factor == vote.factor;
      });
      if (is_listed || agenda_place(audit, vote.touchpoint, vote.factor)) continue;
      AgendaItem item;
      item.touchpoint = vote.touchpoint;
      item.factor = vote.factor;
      items.push_back(std::move(item));
    }
  }
  return items;
}

Command begin_workshop(const Audit& audit, Workshop workshop, std::vector<AgendaItem> items,
                       double now) {
  Draft draft(audit, "Begin a workshop");
  Header after = audit.header;
  after.workshop = std::move(workshop);
  after.known.ballots = true;  // whether one ever had to wait makes no difference
  draft.change_header(std::move(after));
  append_items(draft, std::move(items));
  log(draft, WorkshopAct::begun, nullptr, now);
  return draft.take();
}

Command add_items(const Audit& audit, std::vector<AgendaItem> items) {
  Draft draft(audit, "Add to the agenda");
  append_items(draft, std::move(items));
  return draft.take();
}

Command ask(const Audit& audit, std::size_t item, double now) {
  Draft draft(audit, label_of(audit, "Ask for votes on ", item));
  put_aside_others(draft, item);
  set_state(draft, item, AgendaState::voting, WorkshopAct::asked, now);
  return draft.take();
}

Command show_votes(const Audit& audit, std::size_t item, const OpenedBallots& opened, double now) {
  Draft draft(audit, label_of(audit, "Show the votes on ", item));
  set_state(draft, item, AgendaState::shown, WorkshopAct::shown, now);
  settle(draft, opened);
  return draft.take();
}

Command ask_again(const Audit& audit, std::size_t item, double now) {
  Draft draft(audit, label_of(audit, "Vote again on ", item));
  AgendaItem again = audit.agenda[item];
  if (again.before.empty()) {
    for (const Rating& rating : audit.ratings) {
      if (rating.touchpoint != again.touchpoint || rating.factor != again.factor) continue;
      std::erase_if(again.before, [&](const EarlierVote& v) { return v.rater == rating.rater; });
      EarlierVote vote;
      vote.rater = rating.rater;
      vote.score = rating.score;
      again.before.push_back(std::move(vote));
    }
    draft.replace(item, std::move(again));
  }
  set_state(draft, item, AgendaState::voting, WorkshopAct::asked_again, now);
  return draft.take();
}

Command close_item(const Audit& audit, std::size_t item, WorkshopAct act, double now) {
  const bool parks = act == WorkshopAct::parked;
  Draft draft(audit, label_of(audit, parks ? "Park " : "Decide on ", item));
  set_state(draft, item, parks ? AgendaState::parked : AgendaState::done, act, now);
  return draft.take();
}

Command decide_and_go_on(const Audit& audit, std::size_t item, double now) {
  Draft draft(audit, label_of(audit, "Decide on ", item));
  set_state(draft, item, AgendaState::done, WorkshopAct::decided, now);
  if (const auto next = next_item(draft.now(), item))
    set_state(draft, *next, AgendaState::voting, WorkshopAct::asked, now);
  return draft.take();
}

}  // namespace touchstone
