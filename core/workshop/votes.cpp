#include "workshop/votes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <tuple>

namespace touchstone {
namespace {

using Key = std::tuple<std::string, std::string, std::string>;  // touchpoint, factor, rater

Key key_of(const Rating& rating) {
  return {rating.touchpoint.text, rating.factor.text, rating.rater.text};
}

// The place of the rating that counts.
std::optional<std::size_t> rating_place(const std::vector<Rating>& ratings, const RaterId& rater,
                                        const TouchpointId& touchpoint, const FactorId& factor) {
  for (std::size_t at = ratings.size(); at-- > 0;) {
    const Rating& rating = ratings[at];
    if (rating.touchpoint == touchpoint && rating.rater == rater && rating.factor == factor)
      return at;
  }
  return std::nullopt;
}

// Whether the vote is newer than what the audit holds of it.
bool is_news(const Audit& audit, const RaterId& rater, const Vote& vote) {
  const auto at = rating_place(audit.ratings, rater, vote.touchpoint, vote.factor);
  return !at || is_newer(vote.counter, vote.score, audit.ratings[*at].counter.value_or(0),
                         audit.ratings[*at].score);
}

// New elements go behind the last one that belongs before them: in what order they come makes no
// difference then.
template <class T, class KeyOf>
std::size_t place_for(const std::vector<T>& list, const T& element, KeyOf key) {
  std::size_t at = list.size();
  while (at > 0 && key(element) < key(list[at - 1])) --at;
  return at;
}

void put_rating(Draft& draft, const RaterId& rater, const Vote& vote) {
  if (!is_news(draft.now(), rater, vote)) return;
  const std::vector<Rating>& ratings = draft.now().ratings;
  const auto at = rating_place(ratings, rater, vote.touchpoint, vote.factor);
  Rating rating;
  if (at) rating = ratings[*at];
  rating.rater = rater;
  rating.touchpoint = vote.touchpoint;
  rating.factor = vote.factor;
  rating.score = vote.score;
  rating.counter = vote.counter;
  rating.date = draft.now().header.as_of;
  if (at) {
    draft.replace(*at, std::move(rating));
  } else {
    const std::size_t place = place_for(ratings, rating, key_of);
    draft.insert(place, std::move(rating));
  }
}

void add_rater(Draft& draft, const Ballot& ballot) {
  const std::vector<Rater>& raters = draft.now().raters;
  if (std::ranges::find(raters, ballot.rater, &Rater::id) != raters.end()) return;
  Rater rater;
  rater.id = ballot.rater;
  rater.name = ballot.name;
  const std::size_t place = place_for(raters, rater, [](const Rater& r) { return r.id.text; });
  draft.insert(place, std::move(rater));
}

// The newest of the unseen votes by what they are on and whose they are.
class Unseen {
public:
  Unseen(const Audit& audit, const OpenedBallots& opened) : audit_(audit) {
    for (const auto& [line, ballot] : opened)
      for (const Vote& vote : ballot.votes) note(ballot.rater, vote);
  }

  bool is_kept(const RaterId& rater, const Vote& vote) const {
    return std::ranges::any_of(newest_, [&](const Newest& one) {
      return is_of(one, rater, vote) && one.vote->counter == vote.counter &&
             one.vote->score == vote.score;
    });
  }

private:
  struct Newest {
    const RaterId* rater;
    const Vote* vote;
  };

  static bool is_of(const Newest& one, const RaterId& rater, const Vote& vote) {
    return *one.rater == rater && one.vote->touchpoint == vote.touchpoint &&
           one.vote->factor == vote.factor;
  }

  void note(const RaterId& rater, const Vote& vote) {
    const auto item = agenda_place(audit_, vote.touchpoint, vote.factor);
    if (item && is_seen(audit_.agenda[*item])) return;
    if (!is_news(audit_, rater, vote)) return;
    for (Newest& one : newest_) {
      if (!is_of(one, rater, vote)) continue;
      if (is_newer(vote.counter, vote.score, one.vote->counter, one.vote->score)) one.vote = &vote;
      return;
    }
    newest_.push_back({&rater, &vote});
  }

  const Audit& audit_;
  std::vector<Newest> newest_;
};

Distribution distribution(const Audit& audit, std::span<const EarlierVote> votes) {
  Distribution result;
  double sum = 0;
  double squares = 0;
  for (const EarlierVote& vote : votes) {
    const auto rater = place_of(audit.raters, vote.rater);
    if (!rater || audit.raters[*rater].spectator) continue;
    if (!vote.score) {
      result.no_opinion.push_back(*rater);
      continue;
    }
    const int score = static_cast<int>(*vote.score);
    result.raters[static_cast<std::size_t>(score)].push_back(*rater);
    result.low = result.n == 0 ? score : std::min(result.low, score);
    result.high = result.n == 0 ? score : std::max(result.high, score);
    ++result.n;
    sum += score;
    squares += score * score;
  }
  const auto n = static_cast<double>(result.n);
  if (result.n > 0) result.mean = sum / n;
  if (result.n > 1) result.sd = std::sqrt(std::max(0.0, squares - sum * sum / n) / (n - 1));
  return result;
}

}  // namespace

bool is_newer(double counter, std::optional<double> score, double than_counter,
              std::optional<double> than_score) {
  return std::pair(counter, score.value_or(-1)) > std::pair(than_counter, than_score.value_or(-1));
}

const std::string& name_of_rater(const Audit& audit, const RaterId& rater) {
  const auto at = place_of(audit.raters, rater);
  return at ? shown_name(audit.raters[*at]) : rater.text;
}

std::optional<std::size_t> agenda_place(const Audit& audit, const TouchpointId& touchpoint,
                                        const FactorId& factor) {
  for (std::size_t at = 0; at < audit.agenda.size(); ++at)
    if (audit.agenda[at].touchpoint == touchpoint && audit.agenda[at].factor == factor) return at;
  return std::nullopt;
}

bool is_seen(const AgendaItem& item) {
  return item.state == AgendaState::shown || item.state == AgendaState::done;
}

void settle(Draft& draft, const OpenedBallots& opened) {
  for (const auto& [line, ballot] : opened) {
    add_rater(draft, ballot);
    for (const Vote& vote : ballot.votes) {
      const auto item = agenda_place(draft.now(), vote.touchpoint, vote.factor);
      if (item && is_seen(draft.now().agenda[*item])) put_rating(draft, ballot.rater, vote);
    }
  }
  const Unseen unseen(draft.now(), opened);
  for (std::size_t at = draft.now().ballots.size(); at-- > 0;) {
    const auto ballot = opened.find(draft.now().ballots[at].line);
    if (ballot == opened.end()) continue;
    const bool waits = std::ranges::any_of(ballot->second.votes, [&](const Vote& vote) {
      return unseen.is_kept(ballot->second.rater, vote);
    });
    if (!waits) draft.erase<SealedBallot>(at);
  }
  for (const auto& [line, ballot] : opened) {
    const bool waits = std::ranges::any_of(
        ballot.votes, [&](const Vote& vote) { return unseen.is_kept(ballot.rater, vote); });
    const std::vector<SealedBallot>& ballots = draft.now().ballots;
    if (!waits || std::ranges::find(ballots, line, &SealedBallot::line) != ballots.end()) continue;
    SealedBallot kept;
    kept.rater = ballot.rater;
    kept.line = line;
    const std::size_t place = place_for(
        ballots, kept, [](const SealedBallot& b) { return std::pair(b.rater.text, b.line); });
    draft.insert(place, std::move(kept));
  }
}

BallotNews news_of(const Audit& audit, const OpenedBallots& opened, const Ballot& ballot) {
  BallotNews news;
  const double highest = next_counter(audit, opened, ballot.rater) - 1;
  for (const Vote& vote : ballot.votes) {
    news.runs_ahead = news.runs_ahead || vote.counter > highest + k_most_ahead;
    std::optional<Vote> known = vote_of(audit, ballot.rater, vote.touchpoint, vote.factor);
    for (const auto& [line, other] : opened) {
      if (other.rater != ballot.rater) continue;
      for (const Vote& one : other.votes) {
        if (one.touchpoint == vote.touchpoint && one.factor == vote.factor &&
            (!known || is_newer(one.counter, one.score, known->counter, known->score)))
          known = one;
      }
    }
    if (!known) continue;
    if (vote.counter > known->counter) ++news.replaced;
    if (vote.counter < known->counter) ++news.older;
  }
  return news;
}

Command take_ballots(const Audit& audit, const OpenedBallots& opened, std::string label) {
  Draft draft(audit, std::move(label));
  settle(draft, opened);
  return draft.take();
}

double next_counter(const Audit& audit, const OpenedBallots& opened, const RaterId& rater) {
  double newest = 0;
  for (const Rating& rating : audit.ratings)
    if (rating.rater == rater) newest = std::max(newest, rating.counter.value_or(0));
  for (const auto& [line, ballot] : opened) {
    if (ballot.rater != rater) continue;
    for (const Vote& vote : ballot.votes) newest = std::max(newest, vote.counter);
  }
  return newest + 1;
}

Command vote_here(const Audit& audit, const RaterId& rater, const TouchpointId& touchpoint,
                  const FactorId& factor, std::optional<double> score, double highest,
                  std::string label) {
  Draft draft(audit, std::move(label));
  const double counter = std::max(next_counter(audit, {}, rater), highest + 1);
  put_rating(draft, rater, {touchpoint, factor, counter, score});
  return draft.take();
}

Command bring_back(const Audit& audit, const Ballot& ballot, std::string label) {
  Draft draft(audit, std::move(label));
  if (!ballot.votes.empty()) add_rater(draft, ballot);
  for (const Vote& vote : ballot.votes) put_rating(draft, ballot.rater, vote);
  return draft.take();
}

std::optional<Vote> vote_of(const Audit& audit, const RaterId& rater,
                            const TouchpointId& touchpoint, const FactorId& factor) {
  const auto at = rating_place(audit.ratings, rater, touchpoint, factor);
  if (!at || !audit.ratings[*at].counter) return std::nullopt;
  return Vote{touchpoint, factor, *audit.ratings[*at].counter, audit.ratings[*at].score};
}

std::vector<std::size_t> expected_raters(const Audit& audit) {
  std::vector<std::size_t> expected;
  for (std::size_t at = 0; at < audit.raters.size(); ++at)
    if (!audit.raters[at].spectator && !audit.raters[at].absent) expected.push_back(at);
  return expected;
}

std::vector<std::size_t> missing_raters(const Audit& audit, const OpenedBallots& opened,
                                        const AgendaItem& item) {
  std::vector<std::size_t> missing = expected_raters(audit);
  std::erase_if(missing, [&](std::size_t at) {
    const RaterId& rater = audit.raters[at].id;
    if (is_seen(item))
      return rating_place(audit.ratings, rater, item.touchpoint, item.factor).has_value();
    return std::ranges::any_of(opened, [&](const auto& entry) {
      const Ballot& ballot = entry.second;
      return ballot.rater == rater && std::ranges::any_of(ballot.votes, [&](const Vote& vote) {
               return vote.touchpoint == item.touchpoint && vote.factor == item.factor &&
                      is_news(audit, rater, vote);
             });
    });
  });
  return missing;
}

Distribution distribution_of(const Audit& audit, const AgendaItem& item) {
  std::vector<EarlierVote> list;
  for (const Rating& rating : audit.ratings) {
    if (rating.touchpoint != item.touchpoint || rating.factor != item.factor) continue;
    // The last of a rater counts.
    std::erase_if(list, [&](const EarlierVote& vote) { return vote.rater == rating.rater; });
    EarlierVote vote;
    vote.rater = rating.rater;
    vote.score = rating.score;
    list.push_back(std::move(vote));
  }
  return distribution(audit, list);
}

Distribution distribution_before(const Audit& audit, const AgendaItem& item) {
  return distribution(audit, item.before);
}

Audit before_discussion(const Audit& audit) {
  Audit before = audit;
  for (const AgendaItem& item : audit.agenda) {
    for (const EarlierVote& vote : item.before) {
      const auto at = rating_place(before.ratings, vote.rater, item.touchpoint, item.factor);
      if (at) before.ratings[*at].score = vote.score;
    }
  }
  return before;
}

}  // namespace touchstone
