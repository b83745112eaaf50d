// What of a workshop is in no audit: the keys of this browser, ballots as they were opened, who is
// connected. The audit holds the rest (core/workshop), and is changed by commands alone.
//
// The browser that began a workshop has its private key, in the browser's store, and so
// facilitates: it alone opens ballots. In every other copy of the audit people vote for themselves.
//
// Over live connections three kinds of text go, each one message:
//   ballot line                               a participant's votes, sealed as always
//   "A" newline copy newline counter newline line
//                                             that ballot is in the facilitator's store; with the
//                                             mark of the copy as the ballot has it, which proves
//                                             that it was opened, and the highest counter known of
//                                             its rater
//   "S" newline key newline touchpoint newline factor newline state newline moment
//                                             what is asked now; state: voting, again or shown
//   "I" newline rater newline name            who has connected
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/document.hpp"
#include "platform/platform.hpp"
#include "workshop/agenda.hpp"
#include "workshop/kept_votes.hpp"

namespace touchstone::app {

// What the views ask for.
struct AtWorkshop {
  enum class What {
    begin,      // with `workshop` and `items`
    take,       // the ballots in `text`
    vote,       // `vote` of `rater`; sealed where this browser facilitates
    i_am,       // `rater`, or somebody new whose name is `text`
    copy_line,  // of the own ballot
    save_file,  // the same
    request,    // to join live
    answer,     // the requests in `text`
    accept,     // the answer in `text`
    leave,
    put_away  // the warnings
  };
  What what;
  std::string text = {};
  RaterId rater = {};
  Vote vote = {};
  Workshop workshop = {};
  std::vector<AgendaItem> items = {};
};

class WorkshopRoom {
public:
  // `apply` carries a command out, as OpenAudit does.
  WorkshopRoom(const Document& document, std::function<void(const Command&)> apply);

  // Another audit is about to be shown, kept under this key (k_no_key: readable by everybody). What
  // the room keeps in the browser's store is sealed as the audit is.
  void keep_under(platform::SealKey key);
  // The passphrase of the open audit was set, changed or taken off: what is kept is written anew.
  void change_key(platform::SealKey key);
  // After each change of the audit, and when another is open.
  void follow();
  void carry_out(const AtWorkshop& wish);
  // Everything done so far is safe in the store: those who sent it are told.
  void all_is_kept();

  // What is to be done with a pasted or dropped text: the ballots or the invitation in it, as far
  // as they concern this copy. Nothing for any other text, such as an audit.
  std::optional<AtWorkshop> wish_of(std::string_view text) const;

  // Whether this browser holds the key of the audit's workshop.
  bool facilitates() const { return !private_key_.empty(); }

  // False until the store has said whether it holds the key.
  bool is_ready() const { return ready_; }

  const OpenedBallots& opened() const { return opened_; }

  // What became of the ballots taken last, a sentence each.
  const std::vector<std::string>& taken() const { return taken_; }

  // What the facilitator has to know of ballots that came in, a sentence each: that they may be
  // somebody else's.
  const std::vector<std::string>& warnings() const { return warnings_; }

  // Whether this browser keeps the workshop's key sealed, and the open copy has not its passphrase.
  bool is_key_sealed() const { return key_is_sealed_; }

  // A participant's own name here.
  const std::optional<RaterId>& me() const { return me_; }

  // Live: who is connected; a participant has one, the facilitator.
  struct Peer {
    std::uint32_t number;
    std::string name;
  };

  const std::vector<Peer>& peers() const { return peers_; }

  const std::string& request() const { return request_; }  // "": none was made

  const std::string& answer() const { return answer_; }

  const std::string& trouble() const { return trouble_; }  // of an invitation

  struct Asked {
    TouchpointId touchpoint;
    FactorId factor;
    bool voting = false;
    bool again = false;     // after a discussion: the vote before does not count for it
    bool answered = false;  // here, since it was asked
  };

  // What the facilitator asks now, as heard live.
  const std::optional<Asked>& asked() const { return asked_; }

  // Whether the facilitator has said that all votes given here have arrived.
  bool is_received() const { return !sent_line_.empty() && received_; }

private:
  void meet(const std::string& key);
  void look_for_me();
  void look_for_key();
  void look_for_copies();
  void look_for_votes();
  void keep_private_key();
  void keep_me();
  void keep_copies();
  void keep_votes();
  double highest();
  void begin(const AtWorkshop& wish);
  void open_kept_lines();
  void forget_spent();
  void take(const std::string& text, std::uint32_t from);
  struct Taking;
  void finish(Taking& taking);
  bool look_at(Taking& taking, const OpenedBallots& pool, const Ballot& ballot);
  void warn(std::string sentence);
  std::string name_on(const Ballot& ballot) const;
  void note_copy(const Ballot& ballot, std::size_t replaced);
  void vote(const AtWorkshop& wish);
  void vote_sealed(const AtWorkshop& wish);
  void name_me(const AtWorkshop& wish);
  void with_own_line(std::function<void(const std::string& line)> use);
  void send_own_ballot();
  void hear(const platform::PeerEvent& event);
  void hear_message(std::uint32_t peer, const std::string& text);
  void hear_confirmation(std::string_view rest);
  void vote_above(double counter);
  std::string what_is_asked() const;
  void invited(std::string& kept, std::string text, std::string problem);

  const Document& document_;
  std::function<void(const Command&)> apply_;
  std::string key_;  // of the open audit's workshop; "": none
  std::string private_key_;
  platform::SealKey seal_key_ = platform::k_no_key;
  bool key_is_sealed_ = false;
  bool ready_ = true;
  OpenedBallots opened_;
  std::vector<std::string> looked_at_;  // lines that were given to the browser to open
  std::vector<std::string> taken_, warnings_;
  std::map<std::string, std::string> copies_;  // rater -> mark of the copy that voted last
  std::optional<RaterId> me_;
  std::vector<Peer> peers_;
  std::string request_, answer_, trouble_;
  std::string told_;  // what is asked, as the peers were told
  std::optional<Asked> asked_;

  struct Unconfirmed {
    std::uint32_t peer;
    std::string line;
    RaterId rater;
    std::string copy;
  };

  std::vector<Unconfirmed> unconfirmed_;
  // A participant's: what this browser keeps, and what was voted in this page's life.
  KeptVotes kept_;
  bool votes_are_back_ = false;
  std::string kept_text_;
  std::vector<Vote> given_;
  std::string sent_line_;
  bool received_ = false;
};

}  // namespace touchstone::app
