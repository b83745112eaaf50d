// The workshop: what the facilitator sees and does not, and a participant's own copy.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "document/read.hpp"
#include "document/write.hpp"
#include "host/headless.hpp"
#include "model/model.hpp"
#include "support/audit_builder.hpp"
#include "support/page.hpp"
#include "text/concat.hpp"
#include "workshop/agenda.hpp"

namespace touchstone::app {
namespace {

namespace headless = platform::headless;
using test::audit;

Audit three_raters() {
  return audit()
      .as_of("2026-11-23")
      .rater("ann")
      .rater("bob")
      .rater("eve")
      .touchpoint("refund call")
      .touchpoint("parcel")
      .build();
}

class Page : public test::OpenPage {
public:
  explicit Page(const Audit& shown) : OpenPage(shown, "V", {.width = 1400, .height = 1600}) {}

  static void begin() {
    REQUIRE(headless::press("button", "Begin the workshop"));
    headless::frames();
    REQUIRE(headless::press("button", "Ask for votes"));
    headless::frames();
  }

  static void vote_on_this_device(std::string_view name, std::string_view choice) {
    REQUIRE(headless::press("button", "Pass the device"));
    REQUIRE(headless::press("button", name));
    REQUIRE(headless::press("radio", choice));
    REQUIRE(headless::press("button", "Vote"));
    headless::frames();
    REQUIRE(headless::key("Escape"));
    headless::frames();
  }

  static Audit saved() {
    REQUIRE(headless::key("Ctrl+S"));
    headless::frames();
    Result<Audit> audit = read_audit(headless::saved_files().back().bytes, shipped_model());
    REQUIRE(audit);
    return std::move(*audit);
  }
};

// An audit with a workshop whose key is another browser's.
Audit copy_of_a_workshop() {
  Audit copy = three_raters();
  Workshop workshop;
  workshop.key = "headless-key";
  copy.header.workshop = workshop;
  for (const Touchpoint& touchpoint : copy.touchpoints) {
    AgendaItem item;
    item.touchpoint = touchpoint.id;
    item.factor = FactorId(std::string(k_overall));
    copy.agenda.push_back(item);
  }
  return copy;
}

// The mark of a copy, made of the keys of a page without a browser.
constexpr std::string_view k_mark = "adless-key";

std::string confirmed(int highest, std::string_view line) {
  return concat("A\n", k_mark, "\n", std::to_string(highest), "\n", line);
}

// The rater who was in no list.
std::optional<RaterId> only_newcomer() {
  for (const Rater& rater : Page::saved().raters)
    if (rater.name == "Zoë") return rater.id;
  return std::nullopt;
}

// As pages without a browser seal.
std::string sealed_by_hand(const Ballot& ballot) {
  static int sealed = 0;
  std::string line = concat("TB1.headless-key_by-hand-", std::to_string(++sealed), "_");
  for (const char c : write_ballot(ballot, shipped_model())) {
    line += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4U];
    line += "0123456789abcdef"[static_cast<unsigned char>(c) & 15U];
  }
  return line;
}

TEST_CASE("without touchpoints a workshop cannot begin") {
  const Page page(audit().rater("ann").build());
  CHECK(Page::says("Nothing to vote on yet"));
  CHECK(headless::press("button", "Go to the touchpoints"));
}

TEST_CASE("votes on the facilitator's device are hidden until they are shown") {
  const Page page(three_raters());
  Page::begin();
  CHECK(Page::says("0 of 3 have voted"));
  Page::vote_on_this_device("ann", "4 Catastrophe");
  Page::vote_on_this_device("bob", "1 Cosmetic");
  CHECK(Page::says("2 of 3 have voted"));
  CHECK(Page::says("eve: missing"));
  const Audit hidden = Page::saved();
  CHECK(hidden.ratings.empty());
  CHECK(hidden.ballots.size() == 2);

  REQUIRE(headless::press("button", "Show the votes"));
  headless::frames();
  CHECK(Page::says("Spread: mean 2.5, from 1 to 4"));
  CHECK(Page::says("People see this differently"));
  const Audit shown = Page::saved();
  CHECK(shown.ratings.size() == 2);
  CHECK(shown.ballots.empty());

  REQUIRE(headless::press("button", "Vote again"));
  headless::frames();
  CHECK(Page::says("0 of 3 have voted"));
  Page::vote_on_this_device("ann", "2 Minor");
  REQUIRE(headless::press("button", "Show the votes"));
  headless::frames();
  CHECK(Page::says("Before the discussion: mean 2.5, from 1 to 4"));
  CHECK(headless::enter("textbox", "Decision", "Call back within a day"));
  headless::frames();
  REQUIRE(headless::press("button", "Decided, next"));
  headless::frames();
  CHECK(headless::exists("heading", "parcel"));
  REQUIRE(headless::press("tab", "Log"));
  headless::frames();
  CHECK(Page::says("Asked again: refund call, Overall"));
  CHECK(Page::says("Decision: Call back within a day"));
  REQUIRE(headless::press("tab", "Agreement"));
  headless::frames();
  CHECK(Page::says("Alpha "));
  CHECK(headless::exists("meter", "2 voters"));
}

TEST_CASE("whatever is voted, page, store and file are the same but for the sealed line") {
  const auto after_vote = [](std::string_view choice) {
    const Page page(three_raters());
    Page::begin();
    Page::vote_on_this_device("ann", choice);
    std::string all = headless::describe();
    for (const auto& [key, bytes] : headless::stored()) all += concat(key, "\n", bytes, "\n");
    for (const std::string& spoken : headless::announcements()) all += spoken + '\n';
    all += write_audit(Page::saved());
    // Of each sealed line its size remains.
    for (std::size_t at = all.find("TB1."); at != std::string::npos;
         at = all.find("TB1.", at + 1)) {
      const std::size_t end = all.find_first_not_of(
          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.", at);
      std::fill(all.begin() + static_cast<std::ptrdiff_t>(at + 4),
                all.begin() + static_cast<std::ptrdiff_t>(end), 'x');
    }
    return all;
  };
  const std::string least = after_vote("0 No problem");
  CHECK(least.find("TB1.xxx") != std::string::npos);
  CHECK(after_vote("4 Catastrophe") == least);
}

TEST_CASE("a page that comes back knows who has voted, and can show it") {
  const Page page(three_raters());
  Page::begin();
  Page::vote_on_this_device("ann", "3 Major");
  headless::frames();
  headless::start_again();
  headless::frames();
  REQUIRE(headless::key("V"));
  headless::frames();
  CHECK(Page::says("1 of 3 have voted"));
  REQUIRE(headless::press("button", "Show the votes"));
  headless::frames();
  CHECK(Page::says("Spread: mean 3"));
}

TEST_CASE("votes show themselves when nobody is missing, if that is wanted") {
  const Page page(three_raters());
  REQUIRE(headless::press("checkbox", "Show the votes as soon as all have voted"));
  Page::begin();
  for (const char* name : {"ann", "bob"}) Page::vote_on_this_device(name, "3 Major");
  CHECK_FALSE(Page::says("Spread"));
  REQUIRE(headless::press("button", "Pass the device"));
  REQUIRE(headless::press("button", "eve"));
  REQUIRE(headless::press("radio", "No opinion"));
  REQUIRE(headless::press("button", "Vote"));
  headless::frames();
  CHECK(Page::says("Spread: mean 3"));
  CHECK(Page::says("No opinion: eve"));
}

TEST_CASE("in their own copy people vote for themselves and send a ballot") {
  std::string ballot;
  {
    const Page page(copy_of_a_workshop());
    CHECK(Page::says("Who are you?"));
    REQUIRE(headless::enter("textbox", "Another name", "Zoë"));
    REQUIRE(headless::press("button", "Join"));
    headless::frames();
    CHECK(Page::says("Agenda: 0 of 2 voted on"));
    REQUIRE(headless::press("radio", "3 Major"));
    headless::frames();
    CHECK(Page::says("Agenda: 1 of 2 voted on"));
    REQUIRE(headless::press("button", "Save as a file"));
    headless::frames();
    ballot = headless::saved_files().back().bytes;
    CHECK(ballot.starts_with("TB1."));
    CHECK(ballot.find("Zo") == std::string::npos);
  }
  const Page page(three_raters());
  Page::begin();
  headless::paste(concat("Zoë 14:02\n", ballot, "TB1.another_ff"));
  headless::frames();
  REQUIRE(headless::press("tab", "Ways to vote"));
  headless::frames();
  CHECK(Page::says("Zoë: 1 vote taken."));
  CHECK(Page::says("TB1.another_… was not taken. It is of another workshop, or damaged"));
  REQUIRE(headless::press("tab", "Vote"));
  headless::frames();
  CHECK(Page::says("1 of 4 have voted"));
  CHECK(Page::says("Zoë: voted"));
}

TEST_CASE("live: what is asked goes out, ballots come in and are confirmed when they are kept") {
  std::string line;
  {
    const Page page(copy_of_a_workshop());
    REQUIRE(headless::enter("textbox", "Another name", "Zoë"));
    REQUIRE(headless::press("button", "Join"));
    headless::frames();
    REQUIRE(headless::press("button", "Make a request"));
    headless::frames();
    CHECK(headless::value_of("textbox", "Your request") == "TR1.headless");
    headless::peer({platform::PeerEvent::Kind::joined, 1, ""});
    headless::peer(
        {platform::PeerEvent::Kind::message, 1, "S\nheadless-key\nparcel\noverall\nvoting\n1"});
    CHECK(Page::says("Asked now"));
    headless::sent_to_peers().clear();
    REQUIRE(headless::press("radio", "2 Minor"));
    headless::frames();
    REQUIRE(headless::sent_to_peers().size() == 1);
    line = headless::sent_to_peers()[0];
    CHECK_FALSE(Page::says("has all your votes"));
    // From somebody who could not open the ballot.
    headless::peer({platform::PeerEvent::Kind::message, 1, concat("A\nguessed\n1\n", line)});
    headless::peer({platform::PeerEvent::Kind::message, 1, concat("A\n", line)});
    CHECK_FALSE(Page::says("has all your votes"));
    headless::peer({platform::PeerEvent::Kind::message, 1, confirmed(1, line)});
    CHECK(Page::says("has all your votes"));
    headless::peer({platform::PeerEvent::Kind::message, 1, "S\nother\nparcel\noverall\nvoting\n2"});
    CHECK(Page::says("works on another workshop"));
    headless::peer({platform::PeerEvent::Kind::message, 1, std::string("\xff\n\n", 3)});
    headless::peer({platform::PeerEvent::Kind::left, 1, ""});
    CHECK(Page::says("Make a request"));
  }
  const Page page(three_raters());
  Page::begin();
  headless::peer({platform::PeerEvent::Kind::joined, 7, ""});
  CHECK(std::ranges::any_of(headless::sent_to_peers(), [](const std::string& text) {
    return text.starts_with("S\nheadless-key\nrefund call\noverall\nvoting\n");
  }));
  headless::peer({platform::PeerEvent::Kind::message, 7, line});
  headless::frames();
  CHECK(headless::sent_to_peers().back() == confirmed(1, line));
  CHECK(Page::saved().ballots.size() == 1);
}

TEST_CASE("a participant's copy that is opened again goes on with its votes") {
  const Page page(copy_of_a_workshop());
  const auto own_votes = [] { return own_ballot(Page::saved(), *only_newcomer()).votes; };
  REQUIRE(headless::enter("textbox", "Another name", "Zoë"));
  REQUIRE(headless::press("button", "Join"));
  headless::frames();
  REQUIRE(headless::press("radio", "3 Major"));
  headless::frames();
  REQUIRE(headless::key("Ctrl+Z"));
  headless::frames();
  REQUIRE(headless::press("radio", "1 Cosmetic"));
  headless::frames();
  // The counter that was undone may have been sent: it is not used again.
  REQUIRE(own_votes().size() == 1);
  CHECK(own_votes()[0].counter == 2);

  Page::drop("the facilitator's.json", write_audit(copy_of_a_workshop()));
  for (const char* answer : {"Drop the changes", "Open the file as it is"})
    if (headless::exists("button", answer)) REQUIRE(headless::press("button", answer));
  headless::frames();
  REQUIRE(headless::key("V"));
  headless::frames();
  CHECK(Page::says("What was voted in this browser before is back."));
  CHECK(Page::says("Agenda: 1 of 2 voted on"));
  REQUIRE(headless::press("radio", "4 Catastrophe"));
  headless::frames();
  REQUIRE(own_votes().size() == 2);
  CHECK(largest_counter(own_ballot(Page::saved(), *only_newcomer())) == 3);
}

TEST_CASE("a participant's page that is loaded again goes on with its votes, without a question") {
  const test::OpenPage page;
  headless::save_page_with(write_audit(copy_of_a_workshop()));
  headless::start_again();
  headless::frames();
  REQUIRE(headless::key("V"));
  headless::frames();
  REQUIRE(headless::enter("textbox", "Another name", "Zoë"));
  REQUIRE(headless::press("button", "Join"));
  headless::frames();
  REQUIRE(headless::press("radio", "3 Major"));
  headless::frames();
  REQUIRE(headless::press("radio", "1 Cosmetic"));
  headless::frames();
  for (int time = 0; time < 2; ++time) {
    headless::start_again();
    headless::frames();
    CHECK_FALSE(headless::exists("alertdialog", "Later work on this audit"));
    REQUIRE(headless::key("V"));
    headless::frames();
    CHECK(Page::says("Agenda: 2 of 2 voted on"));
    CHECK(Page::says("Not in a file"));
  }
  const auto kept = std::ranges::count_if(
      headless::stored(), [](const auto& record) { return record.first.starts_with("about/"); });
  CHECK(kept == 1);
}

TEST_CASE("live: votes go on above the highest counter that the facilitator has") {
  const Page page(copy_of_a_workshop());
  REQUIRE(headless::enter("textbox", "Another name", "Zoë"));
  REQUIRE(headless::press("button", "Join"));
  headless::frames();
  headless::peer({platform::PeerEvent::Kind::joined, 1, ""});
  REQUIRE(headless::press("radio", "3 Major"));
  headless::frames();
  const std::string first = headless::sent_to_peers().back();
  const auto counter = [] { return largest_counter(own_ballot(Page::saved(), *only_newcomer())); };
  headless::peer({platform::PeerEvent::Kind::message, 1, concat("A\nguessed\n40\n", first)});
  headless::frames();
  CHECK(counter() == 1);
  // Another browser of theirs has voted 40 times: what was voted here is sent once more.
  headless::peer({platform::PeerEvent::Kind::message, 1, confirmed(40, first)});
  headless::frames();
  CHECK(counter() == 41);
  CHECK(headless::sent_to_peers().back() != first);
  CHECK_FALSE(Page::says("has all your votes"));
  for (const char* nonsense : {"-3", "1e99", "9999999999999999", "x", ""}) {
    headless::peer({platform::PeerEvent::Kind::message, 1,
                    concat("A\n", k_mark, "\n", nonsense, "\n", first)});
    headless::frames();
  }
  CHECK(counter() == 41);
}

TEST_CASE("votes under a name from another browser are taken and told, made-up counters are not") {
  const Page page(three_raters());
  Page::begin();
  const auto ballot = [](double score, double counter, std::string_view copy) {
    Ballot made;
    made.rater = RaterId("ann");
    made.name = "Not Ann at all";
    made.copy = copy;
    made.votes = {{TouchpointId("refund call"), FactorId(std::string(k_overall)), counter, score}};
    return sealed_by_hand(made);
  };
  const auto warned = [] { return Page::says("came from another browser than before"); };
  headless::paste(ballot(1, 1, "anns"));
  headless::frames();
  headless::paste(ballot(2, 2, "anns"));
  headless::frames();
  CHECK_FALSE(warned());
  headless::paste(ballot(4, 1e9, "foreign"));
  headless::frames();
  CHECK_FALSE(warned());
  CHECK(Page::says("A ballot of ann was not taken: it counts far more votes than were ever given"));
  REQUIRE(headless::press("button", "Put away"));
  headless::frames();
  CHECK_FALSE(Page::says("was not taken"));
  headless::peer({platform::PeerEvent::Kind::joined, 7, ""});
  headless::peer({platform::PeerEvent::Kind::message, 7, ballot(4, 9, "foreign")});
  headless::frames();
  CHECK(Page::says(
      "Votes of ann came from another browser than before, and 1 vote took the place of another "
      "one. Ask ann whether that is right."));
  // On the facilitator's own device nobody is told apart, and the vote counts.
  REQUIRE(headless::press("button", "Put away"));
  Page::vote_on_this_device("ann", "0 No problem");
  CHECK_FALSE(warned());
  REQUIRE(headless::press("button", "Show the votes"));
  headless::frames();
  REQUIRE(Page::saved().ratings.size() == 1);
  CHECK(Page::saved().ratings[0].score == 0);

  // After a start the facilitator still knows whose browser was which.
  headless::start_again();
  headless::frames();
  headless::paste(ballot(3, 20, "anns"));
  headless::frames();
  CHECK(warned());
}

TEST_CASE("a broken store: ballots are taken, but not confirmed") {
  const Page page(three_raters());
  Page::begin();
  headless::break_store();
  headless::peer({platform::PeerEvent::Kind::joined, 7, ""});
  Page::vote_on_this_device("ann", "3 Major");
  const auto is_confirmation = [](const std::string& text) { return text.starts_with("A\n"); };
  CHECK(Page::says("1 of 3 have voted"));
  CHECK(std::ranges::none_of(headless::sent_to_peers(), is_confirmation));
}

}  // namespace
}  // namespace touchstone::app
