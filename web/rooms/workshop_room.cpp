#include "rooms/workshop_room.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "document/edits.hpp"
#include "text/concat.hpp"
#include "ui/items.hpp"

namespace touchstone::app {
namespace {

std::string votes_in_words(std::size_t count) {
  return concat(std::to_string(count), count == 1 ? " vote" : " votes");
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
  bool given_here = false;  // on the facilitator's own device
  std::vector<std::string> news = {};
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
  keep_votes();
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
  warnings_.clear();
  copies_.clear();
  key_is_sealed_ = false;
  kept_ = {};
  kept_text_.clear();
  votes_are_back_ = false;
  given_.clear();
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
  look_for_me();
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
      break;
    case What::put_away:
      warnings_.clear();
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
  for (const Unconfirmed& it : std::exchange(unconfirmed_, {})) {
    const double known = next_counter(document_.audit(), opened_, it.rater) - 1;
    platform::send_to_peers(
        it.peer, concat("A\n", it.copy, "\n", std::to_string(static_cast<std::int64_t>(known)),
                        "\n", it.line));
  }
}

void WorkshopRoom::begin(const AtWorkshop& wish) {
  platform::make_ballot_keys([this, wish = wish](const platform::BallotKeys& keys) {
    if (!keys.problem.empty()) {
      ui::toast(concat("The workshop could not begin: ", keys.problem), ui::Tone::danger);
      return;
    }
    Workshop workshop = wish.workshop;
    workshop.key = keys.public_key;
    apply_(begin_workshop(document_.audit(), workshop, wish.items, platform::unix_seconds()));
    if (key_ != keys.public_key) return;
    // At once, and also where the store keeps nothing.
    private_key_ = keys.private_key;
    ready_ = true;
    keep_private_key();
  });
}

// Ballots at the facilitator's.

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
                            if (read && !news_of(document_.audit(), opened_, *read).runs_ahead)
                              opened_[line] = std::move(*read);
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

// As the audit knows them: a ballot can name anybody.
std::string WorkshopRoom::name_on(const Ballot& ballot) const {
  const bool is_known = place_of(document_.audit().raters, ballot.rater).has_value();
  return is_known || ballot.name.empty() ? name_of_rater(document_.audit(), ballot.rater)
                                         : ballot.name;
}

// Once each, and no more than somebody reads.
void WorkshopRoom::warn(std::string sentence) {
  constexpr std::size_t k_most = 12;
  if (warnings_.size() < k_most && std::ranges::find(warnings_, sentence) == warnings_.end())
    warnings_.push_back(std::move(sentence));
}

// Whether the ballot is to be taken, and what is to be told of it.
bool WorkshopRoom::look_at(Taking& taking, const OpenedBallots& pool, const Ballot& ballot) {
  const BallotNews news = news_of(document_.audit(), pool, ballot);
  const std::string name = name_on(ballot);
  if (news.runs_ahead) {
    std::string sentence =
        concat("A ballot of ", name,
               " was not taken: it counts far more votes than were ever given, so somebody made it "
               "up. ",
               name, " can vote on this device.");
    if (taking.from == 0) taking.refused.push_back(sentence);
    warn(std::move(sentence));
    return false;
  }
  std::string sentence = concat(name, ": ", votes_in_words(ballot.votes.size()), " taken.");
  if (news.older > 0) {
    add(sentence, " ", votes_in_words(news.older), " of them ", news.older == 1 ? "is" : "are",
        " older than what was here already, and ", news.older == 1 ? "counts" : "count",
        " no longer.");
  }
  if (ballot.strange > 0) {
    add(sentence, " ", votes_in_words(ballot.strange),
        " on touchpoints that this audit does not have left out.");
  }
  taking.news.push_back(std::move(sentence));
  if (!taking.given_here) note_copy(ballot, news.replaced);
  return true;
}

// Votes from another browser than before are taken, but told: it may have been somebody else.
void WorkshopRoom::note_copy(const Ballot& ballot, std::size_t replaced) {
  const auto [known, is_new] = copies_.try_emplace(ballot.rater.text, ballot.copy);
  if (!is_new && known->second == ballot.copy) return;
  if (!is_new) {
    const std::string name = name_on(ballot);
    warn(concat("Votes of ", name, " came from another browser than before",
                replaced > 0 ? concat(", and ", votes_in_words(replaced), " took the place of ",
                                      replaced == 1 ? "another one" : "other ones")
                             : std::string(),
                ". Ask ", name,
                " whether that is right. If not, somebody else voted under this name: ", name,
                " can vote again on this device, and that counts."));
    known->second = ballot.copy;
  }
  keep_copies();
}

void WorkshopRoom::finish(Taking& taking) {
  OpenedBallots pool = opened_;
  std::string names;
  // Of one rater's ballots those with the smaller counters first: each is held to what came before.
  std::vector<OpenedBallots::const_iterator> found;
  for (auto it = taking.found.cbegin(); it != taking.found.cend(); ++it) found.push_back(it);
  std::ranges::stable_sort(found, {}, [](const auto& it) { return largest_counter(it->second); });
  for (const auto& it : found) {
    const auto& [line, ballot] = *it;
    if (!look_at(taking, pool, ballot)) continue;
    pool[line] = ballot;
    names += concat(names.empty() ? "" : ", ", name_on(ballot));
    if (taking.from != 0) unconfirmed_.push_back({taking.from, line, ballot.rater, ballot.copy});
  }
  if (taking.from == 0) {
    taken_ = std::move(taking.news);
    taken_.insert(taken_.end(), taking.refused.begin(), taking.refused.end());
  }
  opened_ = pool;
  apply_(take_ballots(document_.audit(), pool, concat("Ballot of ", names)));
  forget_spent();
  const std::optional<std::size_t> item = current_item(document_.audit());
  if (item && document_.audit().header.workshop->show_when_all &&
      document_.audit().agenda[*item].state == AgendaState::voting &&
      missing_raters(document_.audit(), opened_, document_.audit().agenda[*item]).empty()) {
    apply_(show_votes(document_.audit(), *item, opened_, platform::unix_seconds()));
  }
  platform::request_frames(2, "ballots taken");
}

// Voting.

void WorkshopRoom::vote(const AtWorkshop& wish) {
  if (facilitates()) {
    vote_sealed(wish);
    return;
  }
  std::erase_if(given_, [&](const Vote& vote) {
    return vote.touchpoint == wish.vote.touchpoint && vote.factor == wish.vote.factor;
  });
  given_.push_back(wish.vote);
  apply_(vote_here(document_.audit(), wish.rater, wish.vote.touchpoint, wish.vote.factor,
                   wish.vote.score, highest(), "Vote"));
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
  ballot.name = name_of_rater(document_.audit(), wish.rater);
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
                          taking.given_here = true;
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
  if (me_ != id) given_.clear();
  me_ = id;
  keep_me();
  keep_votes();
}

void WorkshopRoom::with_own_line(std::function<void(const std::string&)> use) {
  if (!me_) return;
  Ballot ballot = own_ballot(document_.audit(), *me_);
  ballot.copy = kept_.copy;
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

}  // namespace touchstone::app
