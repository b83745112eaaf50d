#include "app/workshop_room.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "audit/edits.hpp"
#include "audit/utf8.hpp"
#include "text/concat.hpp"
#include "ui/items.hpp"

namespace touchstone::app {
namespace {

std::string key_place(std::string_view key) {
  return concat("workshop-key/", key);
}

std::string me_place(std::string_view key) {
  return concat("workshop-me/", key);
}

// A line of a message, taken off its front.
std::string next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string line(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

std::string votes_in_words(std::size_t count) {
  return concat(std::to_string(count), count == 1 ? " vote" : " votes");
}

const std::string& name_of(const Audit& audit, const RaterId& rater) {
  const auto at = place_of(audit.raters, rater);
  return at && !audit.raters[*at].name.empty() ? audit.raters[*at].name : rater.text;
}

// An id that two people of one name do not share, though each copy makes it for itself: with the
// moment in which it was made, to a millisecond of some days.
std::string id_of_newcomer(const Document& document, std::string_view name) {
  constexpr std::string_view k_digits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string id = new_id(document.index(), IdSpace::rater, name) + '-';
  auto moment = static_cast<std::uint64_t>(platform::unix_seconds() * 1000);
  for (int i = 0; i < 6; ++i, moment /= k_digits.size()) id += k_digits[moment % k_digits.size()];
  return id;
}

}  // namespace

struct WorkshopRoom::Taking {
  OpenedBallots found;
  std::vector<std::string> refused;
  std::size_t missing = 0;  // answers that are still to come
  std::uint32_t from = 0;   // a peer; 0: pasted, dropped or given here
};

WorkshopRoom::WorkshopRoom(const Document& document, std::function<void(const Command&)> apply)
    : document_(document), apply_(std::move(apply)) {
  platform::set_peer_listener([this](const platform::PeerEvent& event) { hear(event); });
}

void WorkshopRoom::follow() {
  const std::optional<Workshop>& workshop = document_.audit().header.workshop;
  const std::string key = workshop ? workshop->key : std::string();
  if (key != key_) meet(key);
  if (key_.empty()) return;
  forget_spent();
  open_kept_lines();
  if (!facilitates()) return;
  std::string now = what_is_asked();
  if (now == told_) return;
  told_ = std::move(now);
  platform::send_to_peers(0, told_);
}

void WorkshopRoom::meet(const std::string& key) {
  platform::leave_workshop();
  key_ = key;
  private_key_.clear();
  opened_.clear();
  looked_at_.clear();
  taken_.clear();
  me_.reset();
  peers_.clear();
  request_.clear();
  answer_.clear();
  trouble_.clear();
  told_.clear();
  asked_.reset();
  unconfirmed_.clear();
  sent_line_.clear();
  received_ = false;
  ready_ = key.empty();
  if (key.empty()) return;
  platform::load(me_place(key), [this, key = key_](const std::optional<std::string>& rater) {
    if (key == key_ && rater) me_ = RaterId(*rater);
  });
  platform::load(key_place(key), [this, key = key_](const std::optional<std::string>& found) {
    if (key != key_) return;
    ready_ = true;
    if (found) private_key_ = *found;
    open_kept_lines();
    platform::request_frames(2, "workshop's key");
  });
}

void WorkshopRoom::carry_out(const AtWorkshop& wish) {
  using What = AtWorkshop::What;
  switch (wish.what) {
    case What::begin:
      begin(wish);
      break;
    case What::take:
      take(wish.text, 0);
      break;
    case What::vote:
      vote(wish);
      break;
    case What::i_am:
      name_me(wish);
      break;
    case What::copy_line:
      with_own_line([](const std::string& line) {
        platform::copy_text(line, [](bool ok) {
          ui::toast(ok ? "Your ballot is on the clipboard: paste it into the meeting's chat."
                       : "The browser did not let it be copied: save it as a file.",
                    ok ? ui::Tone::good : ui::Tone::warning);
        });
      });
      break;
    case What::save_file:
      with_own_line([this](const std::string& line) {
        platform::save_file(concat("ballot-", me_->text, ".txt"), "text/plain", line + '\n');
      });
      break;
    case What::request:
      platform::request_to_join([this](std::string text, std::string problem) {
        invited(request_, std::move(text), std::move(problem));
      });
      break;
    case What::answer:
      platform::answer_requests(wish.text, [this](std::string text, std::string problem) {
        invited(answer_, std::move(text), std::move(problem));
      });
      break;
    case What::accept:
      platform::accept_answer(wish.text, [this](const std::string&, std::string problem) {
        trouble_ = std::move(problem);
        platform::request_frames(2, "invitation");
      });
      break;
    case What::leave:
      platform::leave_workshop();
      request_.clear();
      answer_.clear();
  }
}

std::optional<AtWorkshop> WorkshopRoom::wish_of(std::string_view text) const {
  struct Mark {
    std::string_view mark;
    AtWorkshop::What what;
    bool for_facilitator;
  };

  constexpr std::array k_marks = {Mark{k_ballot_mark, AtWorkshop::What::take, true},
                                  Mark{"TR1.", AtWorkshop::What::answer, true},
                                  Mark{"TA1.", AtWorkshop::What::accept, false}};
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  const bool is_document =
      start != std::string_view::npos && (text[start] == '{' || text[start] == '<');
  if (key_.empty() || is_document) return std::nullopt;
  for (const Mark& mark : k_marks) {
    if (mark.for_facilitator == facilitates() && text.find(mark.mark) != std::string_view::npos)
      return AtWorkshop{.what = mark.what, .text = std::string(text)};
  }
  return std::nullopt;
}

void WorkshopRoom::invited(std::string& kept, std::string text, std::string problem) {
  kept = std::move(text);
  trouble_ = std::move(problem);
  platform::request_frames(2, "invitation");
}

void WorkshopRoom::all_is_kept() {
  for (const auto& [peer, line] : std::exchange(unconfirmed_, {}))
    platform::send_to_peers(peer, concat("A\n", line));
}

void WorkshopRoom::begin(const AtWorkshop& wish) {
  platform::make_ballot_keys([this, wish = wish](const platform::BallotKeys& keys) {
    if (!keys.problem.empty()) {
      ui::toast(concat("The workshop could not begin: ", keys.problem), ui::Tone::danger);
      return;
    }
    platform::store(key_place(keys.public_key), keys.private_key, platform::Durability::strict,
                    [](const std::string& problem) {
                      if (problem.empty()) return;
                      ui::toast(
                          "This browser keeps nothing: do not close the page before all "
                          "votes are shown.",
                          ui::Tone::danger);
                    });
    Workshop workshop = wish.workshop;
    workshop.key = keys.public_key;
    apply_(begin_workshop(document_.audit(), workshop, wish.items, platform::unix_seconds()));
    // At once, and also where the store keeps nothing.
    if (key_ == keys.public_key) private_key_ = keys.private_key;
    ready_ = true;
  });
}

// ---- Ballots at the facilitator's --------------------------------------------------------------

void WorkshopRoom::forget_spent() {
  const std::vector<SealedBallot>& kept = document_.audit().ballots;
  std::erase_if(opened_, [&](const auto& entry) {
    const bool is_spent = std::ranges::find(kept, entry.first, &SealedBallot::line) == kept.end();
    if (is_spent) std::erase(looked_at_, entry.first);
    return is_spent;
  });
}

// Those that the audit brings along, after a start or an undo.
void WorkshopRoom::open_kept_lines() {
  if (!facilitates()) return;
  for (const SealedBallot& ballot : document_.audit().ballots) {
    if (opened_.contains(ballot.line) ||
        std::ranges::find(looked_at_, ballot.line) != looked_at_.end())
      continue;
    looked_at_.push_back(ballot.line);
    platform::open_ballot(private_key_, ballot.line,
                          [this, line = ballot.line](const std::optional<std::string>& bytes) {
                            if (!bytes) return;
                            Result<Ballot> read =
                                read_ballot(*bytes, document_.audit(), document_.model());
                            if (read) opened_[line] = std::move(*read);
                            platform::request_frames(2, "ballot opened");
                          });
  }
}

void WorkshopRoom::take(const std::string& text, std::uint32_t from) {
  if (from == 0) taken_.clear();
  const std::vector<std::string> lines = ballot_lines(text);
  if (!facilitates() || lines.empty()) {
    if (from == 0)
      taken_.emplace_back(facilitates()
                              ? "There is no ballot in this text: each begins with TB1."
                              : "Only the browser that began the workshop can open ballots.");
    return;
  }
  const auto taking = std::make_shared<Taking>();
  taking->missing = lines.size();
  taking->from = from;
  for (const std::string& line : lines) {
    platform::open_ballot(
        private_key_, line, [this, taking, line = line](const std::optional<std::string>& bytes) {
          const auto refuse = [&](std::string_view why) {
            taking->refused.push_back(concat(line.substr(0, 12), "… was not taken. ", why));
          };
          if (!bytes) {
            refuse("It is of another workshop, or damaged: copy it again, as a whole.");
          } else if (Result<Ballot> ballot =
                         read_ballot(*bytes, document_.audit(), document_.model())) {
            taking->found.emplace(line, std::move(*ballot));
          } else {
            refuse(ballot.problems().front().message);
          }
          if (--taking->missing == 0) finish(*taking);
        });
  }
}

void WorkshopRoom::finish(Taking& taking) {
  OpenedBallots pool = opened_;
  std::string names;
  std::vector<std::string> news;
  for (const auto& [line, ballot] : taking.found) {
    pool[line] = ballot;
    const std::string& name = ballot.name.empty() ? ballot.rater.text : ballot.name;
    names += concat(names.empty() ? "" : ", ", name);
    std::string sentence = concat(name, ": ", votes_in_words(ballot.votes.size()), " taken.");
    if (ballot.strange > 0) {
      add(sentence, " ", votes_in_words(ballot.strange),
          " on touchpoints that this audit does not have left out.");
    }
    news.push_back(std::move(sentence));
  }
  if (taking.from == 0) {
    taken_ = std::move(news);
    taken_.insert(taken_.end(), taking.refused.begin(), taking.refused.end());
  }
  opened_ = pool;
  apply_(take_ballots(document_.audit(), pool, concat("Ballot of ", names)));
  forget_spent();
  for (const auto& [line, ballot] : taking.found)
    if (taking.from != 0) unconfirmed_.emplace_back(taking.from, line);
  const std::optional<std::size_t> item = current_item(document_.audit());
  if (item && document_.audit().header.workshop->show_when_all &&
      document_.audit().agenda[*item].state == AgendaState::voting &&
      missing_raters(document_.audit(), opened_, document_.audit().agenda[*item]).empty()) {
    apply_(show_votes(document_.audit(), *item, opened_, platform::unix_seconds()));
  }
  platform::request_frames(2, "ballots taken");
}

// ---- Voting ------------------------------------------------------------------------------------

void WorkshopRoom::vote(const AtWorkshop& wish) {
  if (facilitates()) {
    vote_sealed(wish);
    return;
  }
  apply_(vote_here(document_.audit(), wish.rater, wish.vote.touchpoint, wish.vote.factor,
                   wish.vote.score, "Vote"));
  received_ = false;
  const bool is_asked =
      asked_ && asked_->touchpoint == wish.vote.touchpoint && asked_->factor == wish.vote.factor;
  if (is_asked) asked_->answered = true;
  if (!peers_.empty()) send_own_ballot();
}

// By somebody to whom the facilitator's device was passed.
void WorkshopRoom::vote_sealed(const AtWorkshop& wish) {
  Ballot ballot;
  ballot.rater = wish.rater;
  ballot.name = name_of(document_.audit(), wish.rater);
  ballot.votes = {wish.vote};
  ballot.votes[0].counter = next_counter(document_.audit(), opened_, wish.rater);
  platform::seal_ballot(key_, write_ballot(ballot, document_.model()),
                        [this, ballot](const std::optional<std::string>& line) {
                          if (!line) {
                            ui::toast("The vote could not be sealed: give it once more.",
                                      ui::Tone::danger);
                            return;
                          }
                          Taking taking;
                          taking.found.emplace(*line, ballot);
                          finish(taking);
                          taken_.clear();
                        });
}

void WorkshopRoom::name_me(const AtWorkshop& wish) {
  RaterId id = wish.rater;
  if (id.text.empty()) {
    Rater rater;
    rater.id = id = RaterId(id_of_newcomer(document_, wish.text));
    rater.name = wish.text;
    apply_(insert_element(document_, std::move(rater), concat("Join as ", wish.text)));
  }
  me_ = id;
  platform::store(me_place(key_), id.text, platform::Durability::relaxed);
}

void WorkshopRoom::with_own_line(std::function<void(const std::string&)> use) {
  if (!me_) return;
  const Ballot ballot = own_ballot(document_.audit(), *me_);
  platform::seal_ballot(
      key_, write_ballot(ballot, document_.model()),
      [use = std::move(use)](const std::optional<std::string>& line) {
        if (line) {
          use(*line);
        } else {
          ui::toast(
              "Your ballot could not be sealed: get the audit from the facilitator once more.",
              ui::Tone::danger);
        }
      });
}

// ---- Live --------------------------------------------------------------------------------------

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
        platform::send_to_peers(0,
                                concat("I\n", me_->text, "\n", name_of(document_.audit(), *me_)));
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
    received_ = received_ || rest == sent_line_;
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

}  // namespace touchstone::app
