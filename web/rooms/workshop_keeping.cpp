// What a browser keeps of a workshop in its store, each thing under the workshop's public key and
// sealed as the audit is:
//
//   workshop-key/KEY     the private key; only where the workshop began
//   workshop-me/KEY      a participant's rater id
//   workshop-votes/KEY   a participant's votes (workshop/kept_votes.hpp)
//   workshop-copies/KEY  the facilitator's: from which copy each rater voted last
#include <algorithm>
#include <utility>

#include "keeping/library.hpp"
#include "rooms/workshop_room.hpp"
#include "text/concat.hpp"
#include "text/lines.hpp"
#include "ui/items.hpp"

namespace touchstone::app {
namespace {

std::string key_place(std::string_view key) {
  return concat("workshop-key/", key);
}

std::string me_place(std::string_view key) {
  return concat("workshop-me/", key);
}

std::string votes_place(std::string_view key) {
  return concat("workshop-votes/", key);
}

std::string copies_place(std::string_view key) {
  return concat("workshop-copies/", key);
}

struct KeptText {
  std::optional<std::string> text = {};  // unsealed
  bool was_sealed = false;
  bool is_locked = false;  // sealed, and not with this key
};

// What is kept at a place, sealed or not: older versions sealed nothing.
void load_opened(const std::string& place, platform::SealKey key,
                 std::function<void(const KeptText&)> done) {
  platform::load(place, [key, done = std::move(done)](const std::optional<std::string>& kept) {
    if (!kept || !is_sealed(*kept)) {
      done({.text = kept});
    } else if (key == platform::k_no_key) {
      done({.was_sealed = true, .is_locked = true});
    } else {
      platform::unseal(key, *kept, [done](const platform::Unsealed& answer) {
        const bool opened = answer.outcome == platform::Unsealed::Outcome::opened;
        done({.text = opened ? std::optional(answer.bytes) : std::nullopt,
              .was_sealed = true,
              .is_locked = !opened});
      });
    }
  });
}

}  // namespace

void WorkshopRoom::look_for_me() {
  load_opened(me_place(key_), seal_key_, [this, key = key_](const KeptText& found) {
    if (key != key_) return;
    if (found.text && !me_) me_ = RaterId(*found.text);
    if (!found.was_sealed && seal_key_ != platform::k_no_key) keep_me();
    look_for_key();
  });
}

void WorkshopRoom::look_for_key() {
  load_opened(key_place(key_), seal_key_,
              [this, key = key_, sealed_by = seal_key_](const KeptText& found) {
                if (key != key_) return;
                ready_ = true;
                // The one that was just made is known already.
                if (!facilitates() && found.text) private_key_ = *found.text;
                key_is_sealed_ = found.is_locked && !facilitates();
                // A passphrase may have been set since, and older versions sealed nothing.
                const bool is_right =
                    sealed_by == seal_key_ && found.was_sealed == (seal_key_ != platform::k_no_key);
                if (facilitates() && !is_right) keep_private_key();
                if (facilitates()) {
                  look_for_copies();
                  open_kept_lines();
                } else {
                  look_for_votes();
                }
                platform::request_frames(2, "workshop's key");
              });
}

void WorkshopRoom::keep_under(platform::SealKey key) {
  // A participant's other copy of the same workshop gets the votes back, too.
  if (key == seal_key_ && facilitates()) return;
  seal_key_ = key;
  if (!key_.empty()) meet("");
}

void WorkshopRoom::change_key(platform::SealKey key) {
  seal_key_ = key;
  if (key_.empty() || !ready_) return;
  if (facilitates()) {
    keep_private_key();
    keep_copies();
  }
  kept_text_.clear();
  keep_votes();
  keep_me();
}

void WorkshopRoom::keep_private_key() {
  platform::store(
      key_place(key_), private_key_, platform::Durability::strict,
      [](const std::string& problem) {
        if (problem.empty()) return;
        ui::toast(
            "This browser keeps nothing: do not close the page before all "
            "votes are shown.",
            ui::Tone::danger);
      },
      seal_key_);
}

void WorkshopRoom::keep_me() {
  if (me_) platform::store(me_place(key_), me_->text, platform::Durability::relaxed, {}, seal_key_);
}

// A line for each rater: the mark of the copy, a space, the rater's id.
void WorkshopRoom::look_for_copies() {
  load_opened(copies_place(key_), seal_key_, [this, key = key_](const KeptText& found) {
    if (key != key_ || !found.text) return;
    std::string_view rest = *found.text;
    while (!rest.empty()) {
      const std::string line = next_line(rest);
      const std::size_t space = line.find(' ');
      if (space != std::string::npos)
        copies_.try_emplace(line.substr(space + 1), line.substr(0, space));
    }
  });
}

void WorkshopRoom::keep_copies() {
  std::string text;
  for (const auto& [rater, copy] : copies_) add(text, copy, " ", rater, "\n");
  platform::store(copies_place(key_), text, platform::Durability::relaxed, {}, seal_key_);
}

void WorkshopRoom::look_for_votes() {
  load_opened(votes_place(key_), seal_key_, [this, key = key_](const KeptText& found) {
    if (key != key_ || found.is_locked || platform::is_read_only()) return;
    kept_ = read_kept_votes(found.text.value_or(""), document_.audit(), document_.model());
    bool are_new = false;
    bool are_back = true;
    for (const KeptVotes::OfRater& it : kept_.raters) {
      const auto missing = [&] {
        return bring_back(document_.audit(), it.ballot, "Votes of before");
      };
      if (missing().empty()) continue;
      apply_(missing());
      are_new = true;
      are_back = are_back && missing().empty();
    }
    votes_are_back_ = are_back;
    if (are_new && are_back)
      ui::toast("What was voted in this browser before is back.", ui::Tone::good);
    if (!kept_.copy.empty()) {
      keep_votes();
      return;
    }
    platform::make_ballot_keys([this, key](const platform::BallotKeys& keys) {
      // A point that nobody can guess serves as a mark as well. Its first letters are always the
      // same.
      constexpr std::size_t k_first = 2, k_letters = 24;
      if (key != key_ || keys.public_key.size() < k_first) return;
      kept_.copy = keys.public_key.substr(k_first, k_letters);
      keep_votes();
    });
  });
}

// Not before the votes of earlier are in the audit: they must not be written over.
void WorkshopRoom::keep_votes() {
  if (facilitates() || !votes_are_back_ || kept_.copy.empty()) return;
  if (me_) {
    KeptVotes::OfRater& mine = kept_.of(*me_);
    mine.ballot = own_ballot(document_.audit(), *me_);
    mine.highest = std::max(mine.highest, largest_counter(mine.ballot));
  }
  std::string text = write_kept_votes(kept_, document_.model());
  if (text == kept_text_) return;
  kept_text_ = std::move(text);
  platform::store(votes_place(key_), kept_text_, platform::Durability::relaxed, {}, seal_key_);
}

// The largest counter that was ever used or heard of for the own votes: an undo does not lower it.
double WorkshopRoom::highest() {
  return me_ ? kept_.of(*me_).highest : 0;
}

}  // namespace touchstone::app
