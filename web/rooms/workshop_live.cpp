// A workshop's live connections: what is said over them, and what of it is believed.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "json/utf8.hpp"
#include "rooms/workshop_room.hpp"
#include "text/concat.hpp"
#include "text/lines.hpp"

namespace touchstone::app {
namespace {

constexpr double k_most_counted = 1e12;  // as in ballots

}  // namespace

void WorkshopRoom::send_own_ballot() {
  with_own_line([this](const std::string& line) {
    sent_line_ = line;
    received_ = false;
    platform::send_to_peers(0, line);
  });
}

std::string WorkshopRoom::what_is_asked() const {
  const Audit& audit = document_.audit();
  const std::optional<std::size_t> at = current_item(audit);
  if (!at) return concat("S\n", key_, "\n\n\n");
  const AgendaItem& item = audit.agenda[*at];
  return concat("S\n", key_, "\n", item.touchpoint.text, "\n", item.factor.text, "\n",
                item.state != AgendaState::voting ? "shown"
                : item.before.empty()             ? "voting"
                                                  : "again",
                "\n", std::to_string(static_cast<std::int64_t>(item.since.value_or(0))));
}

void WorkshopRoom::hear(const platform::PeerEvent& event) {
  using Kind = platform::PeerEvent::Kind;
  switch (event.kind) {
    case Kind::joined:
      peers_.push_back({event.peer, ""});
      if (facilitates()) {
        platform::send_to_peers(event.peer, what_is_asked());
      } else if (me_) {
        platform::send_to_peers(
            0, concat("I\n", me_->text, "\n", name_of_rater(document_.audit(), *me_)));
        send_own_ballot();
      }
      break;
    case Kind::left:
      std::erase_if(peers_, [&](const Peer& peer) { return peer.number == event.peer; });
      if (!facilitates()) {
        asked_.reset();
        request_.clear();  // it serves once
      }
      break;
    case Kind::message:
      hear_message(event.peer, event.text);
  }
  platform::request_frames(2, "workshop");
}

// Anybody may have written it: what is not understood is passed over.
void WorkshopRoom::hear_message(std::uint32_t peer, const std::string& text) {
  std::string_view rest = text;
  const std::string kind = next_line(rest);
  if (facilitates()) {
    if (kind.starts_with(k_ballot_mark)) {
      take(kind, peer);
    } else if (kind == "I") {
      next_line(rest);
      const auto known = std::ranges::find(peers_, peer, &Peer::number);
      if (known != peers_.end()) known->name = valid_utf8(next_line(rest).substr(0, 60));
    }
    return;
  }
  if (kind == "A") {
    hear_confirmation(rest);
  } else if (kind == "S") {
    const std::string key = next_line(rest);
    trouble_ = key == key_ ? ""
                           : "The facilitator works on another workshop: get the audit from them "
                             "once more, and open that.";
    Asked asked;
    asked.touchpoint.text = next_line(rest);
    asked.factor.text = next_line(rest);
    const std::string state = next_line(rest);
    asked.again = state == "again";
    asked.voting = asked.again || state == "voting";
    asked_.reset();
    if (place_of(document_.audit().touchpoints, asked.touchpoint)) asked_ = std::move(asked);
  }
}

// Only who has opened a ballot of this copy knows its mark.
void WorkshopRoom::hear_confirmation(std::string_view rest) {
  const std::string copy = next_line(rest);
  const std::string digits = next_line(rest);
  if (kept_.copy.empty() || copy != kept_.copy || !me_) return;
  received_ = received_ || rest == sent_line_;
  std::int64_t counter = 0;
  const auto [end, problem] =
      std::from_chars(digits.data(), digits.data() + digits.size(), counter);
  if (problem == std::errc() && end == digits.data() + digits.size())
    vote_above(static_cast<double>(counter));
}

// The facilitator knows of later votes of this rater, from another browser: what was voted here
// since is given once more, above them.
void WorkshopRoom::vote_above(double counter) {
  KeptVotes::OfRater& mine = kept_.of(*me_);
  if (counter <= mine.highest || counter > k_most_counted) return;
  mine.highest = counter;
  for (const Vote& vote : given_)
    apply_(vote_here(document_.audit(), *me_, vote.touchpoint, vote.factor, vote.score, highest(),
                     "Vote"));
  keep_votes();
  if (given_.empty()) return;
  received_ = false;
  send_own_ballot();
}

}  // namespace touchstone::app
