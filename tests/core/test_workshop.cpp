#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "document/document.hpp"
#include "document/write.hpp"
#include "insight/agreement.hpp"
#include "stats/random.hpp"
#include "support/audit_builder.hpp"
#include "support/documents.hpp"
#include "workshop/agenda.hpp"
#include "workshop/ballot.hpp"
#include "workshop/kept_votes.hpp"
#include "workshop/votes.hpp"

using namespace touchstone;
using namespace touchstone::test;

namespace {

constexpr double k_now = 1795392000;
const FactorId k_overall_vote{std::string(k_overall)};

// Five touchpoints, three raters and a spectator; an overall vote for each on the agenda.
Document workshop() {
  Audit base = audit()
                   .as_of("2026-11-23")
                   .rater("ann")
                   .rater("bob")
                   .rater("eve")
                   .rater("guest", true)
                   .touchpoint("ad")
                   .touchpoint("shop")
                   .rated("effort", 2, "ann")
                   .touchpoint("call")
                   .touchpoint("bill")
                   .touchpoint("parcel");
  Document document(std::move(base), shipped_model());
  const std::vector<std::size_t> all = {0, 1, 2, 3, 4};
  const Command begin =
      begin_workshop(document.audit(), Workshop(), overall_items(document.audit(), all), k_now);
  REQUIRE(document.apply(begin).empty());
  return document;
}

void perform(Document& document, const Command& command) {
  for (const Problem& problem : document.apply(command)) FAIL(problem.pointer + problem.message);
}

Vote vote_on(const char* touchpoint, double score, double counter = 1) {
  return {TouchpointId(touchpoint), k_overall_vote, counter, score};
}

Ballot ballot_of(const char* rater, std::vector<Vote> votes) {
  Ballot ballot;
  ballot.rater = RaterId(rater);
  ballot.name = rater;
  ballot.votes = std::move(votes);
  return ballot;
}

// What takes ballots in as the page does: of those it has opened it knows those that the audit
// kept.
struct Facilitator {
  Document document = workshop();
  OpenedBallots opened = {};

  void take(const std::string& line, const Ballot& ballot) {
    opened[line] = ballot;
    perform(document, take_ballots(document.audit(), opened, "Ballot"));
    std::erase_if(opened, [&](const auto& entry) {
      const std::vector<SealedBallot>& kept = document.audit().ballots;
      return std::ranges::find(kept, entry.first, &SealedBallot::line) == kept.end();
    });
  }

  void show(std::size_t item) {
    perform(document, show_votes(document.audit(), item, opened, k_now));
  }

  std::vector<std::string> missing(std::size_t item) const {
    std::vector<std::string> names;
    for (const std::size_t at :
         missing_raters(document.audit(), opened, document.audit().agenda[item]))
      names.push_back(document.audit().raters[at].id.text);
    return names;
  }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("A ballot survives its way as bytes", "[workshop]") {
  const Document document = workshop();
  Ballot ballot = ballot_of("Ägnes", {vote_on("shop", 0, 7), vote_on("call", 4, 130)});
  ballot.votes.push_back(
      {TouchpointId("call"), document.model().factors[0].id, 5000, std::nullopt});
  ballot.copy = "a-random_mark";
  const std::string bytes = write_ballot(ballot, document.model());
  const Result<Ballot> read = read_ballot(bytes, document.audit(), document.model());
  REQUIRE(read);
  const auto by_place = [](const Vote& a, const Vote& b) {
    return std::pair(a.touchpoint.text, a.factor.text) <
           std::pair(b.touchpoint.text, b.factor.text);
  };
  std::vector<Vote> votes = read->votes;
  std::ranges::sort(votes, by_place);
  std::ranges::sort(ballot.votes, by_place);
  CHECK(votes == ballot.votes);
  CHECK(read->rater.text == "Ägnes");
  CHECK(read->copy == "a-random_mark");
  CHECK(read->strange == 0);

  SECTION("cut anywhere it is refused, or shorter by whole touchpoints") {
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const auto part =
          read_ballot(std::string_view(bytes).substr(0, size), document.audit(), document.model());
      CHECK((!part || part->votes.size() < ballot.votes.size()));
    }
  }
  SECTION("for an audit without the touchpoint the vote is counted as strange") {
    Audit other = document.audit();
    other.touchpoints.erase(other.touchpoints.begin() + 2);  // call
    const Result<Ballot> strange = read_ballot(bytes, other, document.model());
    REQUIRE(strange);
    CHECK(strange->strange == 2);
    CHECK(strange->votes == std::vector{vote_on("shop", 0, 7)});
  }
  SECTION("another scoring model is told") {
    Model other = document.model();
    other.factors.pop_back();
    const Result<Ballot> refused = read_ballot(bytes, document.audit(), other);
    REQUIRE_FALSE(refused);
    CHECK(refused.problems()[0].message.find("scoring model") != std::string::npos);
  }
}

TEST_CASE("A ballot of an older version has no mark of its copy", "[workshop]") {
  const Document document = workshop();
  const Ballot ballot = ballot_of("ann", {vote_on("shop", 2, 3)});
  std::string bytes = write_ballot(ballot, document.model());
  constexpr std::size_t k_before_copy = 1 + 5 + 2 * (1 + 3);
  REQUIRE(bytes[k_before_copy] == 0);
  bytes.erase(k_before_copy, 1);
  bytes[0] = 1;
  const Result<Ballot> read = read_ballot(bytes, document.audit(), document.model());
  REQUIRE(read);
  CHECK(*read == ballot);
}

TEST_CASE("Names, ids and marks that could be taken for something else are damage", "[workshop]") {
  const Document document = workshop();
  const auto is_refused = [&](const Ballot& ballot) {
    return !read_ballot(write_ballot(ballot, document.model()), document.audit(), document.model());
  };
  Ballot ballot = ballot_of("ann", {vote_on("shop", 2)});
  CHECK_FALSE(is_refused(ballot));
  ballot.copy = "two\nlines";
  CHECK(is_refused(ballot));
  ballot.copy = std::string(65, 'x');
  CHECK(is_refused(ballot));
  ballot.copy = "fine";
  ballot.name = "Ann\nBob";
  CHECK(is_refused(ballot));
  CHECK(is_refused(ballot_of("ann\nmark bob", {vote_on("shop", 2)})));
}

TEST_CASE("Random bytes are no ballot and do no harm", "[workshop]") {
  const Document document = workshop();
  stats::Random random(7);
  const std::string good = write_ballot(ballot_of("ann", {vote_on("ad", 3)}), document.model());
  for (int round = 0; round < 5000; ++round) {
    std::string bytes = good;
    const std::size_t changes = 1 + random.bits() % 4;
    for (std::size_t i = 0; i < changes; ++i)
      bytes[random.bits() % bytes.size()] = static_cast<char>(random.bits());
    const Result<Ballot> read = read_ballot(bytes, document.audit(), document.model());
    if (!read) continue;
    for (const Vote& vote : read->votes) {
      CHECK(vote.counter >= 1);
      CHECK((!vote.score || (*vote.score >= 0 && *vote.score <= 4)));
    }
  }
}

TEST_CASE("Ballots are found in a meeting's chat", "[workshop]") {
  CHECK(ballot_lines("Ann 14:02\n> TB1.abc_D-9\nthanks!\nBob: TB1.xyz, TB1.abc_D-9 again.") ==
        Names{"TB1.abc_D-9", "TB1.xyz"});
  CHECK(ballot_lines("nothing TB1 here").empty());
}

TEST_CASE("Votes wait unseen until their item is shown", "[workshop]") {
  Facilitator page;
  const std::size_t ratings = page.document.audit().ratings.size();
  perform(page.document, ask(page.document.audit(), 0, k_now));
  CHECK(page.missing(0) == Names{"ann", "bob", "eve"});
  page.take("TB1.a", ballot_of("ann", {vote_on("ad", 4), vote_on("shop", 1)}));
  page.take("TB1.b", ballot_of("bob", {vote_on("ad", 2)}));
  CHECK(page.missing(0) == Names{"eve"});
  CHECK(page.document.audit().ratings.size() == ratings);
  CHECK(page.document.audit().ballots.size() == 2);

  page.show(0);
  const Audit& shown = page.document.audit();
  CHECK(shown.ratings.size() == ratings + 2);
  CHECK(vote_of(shown, RaterId("ann"), TouchpointId("ad"), k_overall_vote)->score == 4);
  CHECK_FALSE(vote_of(shown, RaterId("ann"), TouchpointId("shop"), k_overall_vote));
  // Bob's ballot is spent; Ann's still holds a vote that nobody is to see.
  REQUIRE(shown.ballots.size() == 1);
  CHECK(shown.ballots[0].rater.text == "ann");

  SECTION("who comes late counts at once") {
    page.take("TB1.e", ballot_of("eve", {vote_on("ad", 0), vote_on("call", 3)}));
    CHECK(vote_of(shown, RaterId("eve"), TouchpointId("ad"), k_overall_vote)->score == 0);
    CHECK(page.missing(0).empty());
    CHECK(page.missing(2) == Names{"ann", "bob"});
  }
  SECTION("who is not in the audit is added") {
    page.take("TB1.z", ballot_of("zoe", {vote_on("ad", 1)}));
    CHECK(place_of(shown.raters, RaterId("zoe")).has_value());
    CHECK(distribution_of(shown, shown.agenda[0]).n == 3);
  }
  SECTION("the same ballot again changes nothing") {
    const Audit before = shown;
    page.take("TB1.b", ballot_of("bob", {vote_on("ad", 2)}));
    CHECK(page.document.audit() == before);
  }
  SECTION("after the discussion only newer votes count, and the first ones are kept") {
    perform(page.document, ask_again(page.document.audit(), 0, k_now + 60));
    CHECK(page.missing(0) == Names{"ann", "bob", "eve"});
    page.take("TB1.b", ballot_of("bob", {vote_on("ad", 2)}));  // pasted once more
    CHECK(page.missing(0) == Names{"ann", "bob", "eve"});
    page.take("TB1.b2", ballot_of("bob", {vote_on("ad", 4, 2)}));
    CHECK(page.missing(0) == Names{"ann", "eve"});
    page.show(0);
    CHECK(vote_of(shown, RaterId("bob"), TouchpointId("ad"), k_overall_vote)->score == 4);
    CHECK(distribution_before(shown, shown.agenda[0]).mean == 3.0);
    CHECK(distribution_of(shown, shown.agenda[0]).mean == 4.0);
    const Audit earlier = before_discussion(shown);
    CHECK(distribution_of(earlier, earlier.agenda[0]).mean == 3.0);
  }
  SECTION("no opinion is a vote that counts for nothing") {
    Vote none = vote_on("ad", 0, 9);
    none.score.reset();
    page.take("TB1.n", ballot_of("eve", {none}));
    const Distribution votes = distribution_of(shown, shown.agenda[0]);
    CHECK(votes.n == 2);
    CHECK(votes.no_opinion.size() == 1);
    CHECK(page.missing(0).empty());
  }
}

TEST_CASE("Spectators and the absent are not waited for, and watchers count nowhere",
          "[workshop]") {
  Facilitator page;
  perform(page.document, ask(page.document.audit(), 0, k_now));
  page.take("TB1.g", ballot_of("guest", {vote_on("ad", 4)}));
  page.take("TB1.a", ballot_of("ann", {vote_on("ad", 1)}));
  Rater bob = page.document.audit().raters[1];
  bob.absent = true;
  perform(page.document, replace_element(page.document, 1, bob, "Absent"));
  CHECK(page.missing(0) == Names{"eve"});
  page.show(0);
  CHECK(distribution_of(page.document.audit(), page.document.audit().agenda[0]).n == 1);
}

TEST_CASE("The same votes make the same audit in any order, repeated, split and late",
          "[workshop]") {
  stats::Random random(20261123);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random.bits() % n); };
  const Names raters = {"ann", "bob", "eve", "zoe", "guest"};
  const Names touchpoints = {"ad", "shop", "call", "bill", "parcel"};
  for (int round = 0; round < 60; ++round) {
    // Each rater's copies, which may have gone apart: two ballots can have the same counters.
    std::vector<std::pair<std::string, Ballot>> sent;
    for (const std::string& rater : raters) {
      std::vector<Vote> votes;
      for (std::size_t i = 0, count = 1 + below(4); i < count; ++i) {
        for (const std::string& touchpoint : touchpoints) {
          if (below(3) == 0) continue;
          std::erase_if(votes, [&](const Vote& v) { return v.touchpoint.text == touchpoint; });
          votes.push_back(vote_on(touchpoint.c_str(), static_cast<double>(below(5)),
                                  static_cast<double>(1 + below(6))));
          if (below(8) == 0) votes.back().score.reset();
        }
        std::string line = "TB1." + rater;
        line += std::to_string(i);
        sent.emplace_back(std::move(line), ballot_of(rater.c_str(), votes));
      }
    }
    std::vector<std::size_t> shown;
    for (std::size_t item = 0; item < touchpoints.size(); ++item)
      if (below(2) == 0) shown.push_back(item);

    std::string expected;
    for (int order = 0; order < 6; ++order) {
      Facilitator page;
      auto arriving = sent;
      for (std::size_t i = arriving.size(); i > 1; --i)
        std::swap(arriving[i - 1], arriving[below(i)]);
      for (std::size_t i = below(arriving.size()); i > 0; --i)
        arriving.push_back(arriving[below(sent.size())]);  // pasted twice
      // The items are shown in one order, between any two ballots.
      std::vector<std::size_t> when;
      for (std::size_t i = 0; i < shown.size(); ++i) when.push_back(below(arriving.size() + 1));
      std::ranges::sort(when);
      std::size_t next = 0;
      for (std::size_t i = 0; i <= arriving.size(); ++i) {
        for (; next < when.size() && when[next] == i; ++next) page.show(shown[next]);
        if (i < arriving.size()) page.take(arriving[i].first, arriving[i].second);
      }
      const std::string result = write_audit(page.document.audit());
      if (expected.empty()) expected = result;
      CHECK(result == expected);
      for (const AgendaItem& item : page.document.audit().agenda) {
        if (is_seen(item)) continue;
        for (const Rating& rating : page.document.audit().ratings)
          CHECK_FALSE((rating.touchpoint == item.touchpoint && rating.factor == item.factor));
      }
    }
    // A ballot that is lost and comes after all is as good as one that came in time.
    Facilitator late;
    for (const std::size_t item : shown) late.show(item);
    for (const auto& [line, ballot] : sent) late.take(line, ballot);
    CHECK(write_audit(late.document.audit()) == expected);
  }
}

TEST_CASE("Lines that cannot be opened here are kept", "[workshop]") {
  Facilitator page;
  page.take("TB1.a", ballot_of("ann", {vote_on("ad", 1)}));
  page.opened.clear();
  page.take("TB1.b", ballot_of("bob", {vote_on("ad", 2)}));
  CHECK(page.document.audit().ballots.size() == 2);
}

TEST_CASE("A participant's copy counts its votes and sends all of them", "[workshop]") {
  Document copy = workshop();
  const RaterId ann("ann");
  const auto vote = [&](const char* touchpoint, double score) {
    perform(copy, vote_here(copy.audit(), ann, TouchpointId(touchpoint), k_overall_vote, score, 0,
                            "Vote"));
  };
  vote("ad", 3);
  vote("call", 1);
  vote("ad", 2);
  const Ballot own = own_ballot(copy.audit(), ann);
  REQUIRE(own.votes.size() == 2);
  CHECK(vote_of(copy.audit(), ann, TouchpointId("ad"), k_overall_vote) == vote_on("ad", 2, 3));
  CHECK(vote_of(copy.audit(), ann, TouchpointId("call"), k_overall_vote) == vote_on("call", 1, 2));
  CHECK(own_ballot(copy.audit(), RaterId("bob")).votes.empty());
  // A rating given in the inspector is newer than every vote before it.
  perform(copy, set_rating(copy, ann, TouchpointId("ad"), k_overall_vote, 0, {}, "Rate"));
  CHECK(vote_of(copy.audit(), ann, TouchpointId("ad"), k_overall_vote)->counter == 4);
}

TEST_CASE("Counters go on above the highest that was ever used", "[workshop]") {
  Document copy = workshop();
  const RaterId ann("ann");
  perform(copy, vote_here(copy.audit(), ann, TouchpointId("ad"), k_overall_vote, 3, 17, "Vote"));
  CHECK(vote_of(copy.audit(), ann, TouchpointId("ad"), k_overall_vote) == vote_on("ad", 3, 18));
  perform(copy, vote_here(copy.audit(), ann, TouchpointId("ad"), k_overall_vote, 2, 17, "Vote"));
  CHECK(vote_of(copy.audit(), ann, TouchpointId("ad"), k_overall_vote) == vote_on("ad", 2, 19));
}

TEST_CASE("A copy that is opened again goes on with its votes", "[workshop]") {
  const Document fresh = workshop();
  Document copy = workshop();
  KeptVotes kept;
  kept.copy = "mark";
  kept.of(RaterId("ann")) = {9, ballot_of("ann", {vote_on("ad", 3, 1), vote_on("shop", 1, 2)})};
  kept.of(RaterId("new\x01")).highest = 4;  // an id that no ballot may have
  kept.of(RaterId("zoe")) = {2, ballot_of("zoe", {vote_on("call", 0, 2)})};
  const std::string text = write_kept_votes(kept, fresh.model());
  KeptVotes read = read_kept_votes(text, fresh.audit(), fresh.model());
  CHECK(read.copy == "mark");
  REQUIRE(read.raters.size() == 2);
  CHECK(read.raters[0] == kept.raters[0]);
  CHECK(read.of(RaterId("zoe")) == kept.raters[2]);

  SECTION("its votes come back once, with the people nobody had listed") {
    for (const KeptVotes::OfRater& it : read.raters)
      perform(copy, bring_back(copy.audit(), it.ballot, "Back"));
    CHECK(own_ballot(copy.audit(), RaterId("ann")).votes.size() == 2);
    CHECK(own_ballot(copy.audit(), RaterId("zoe")).votes.size() == 1);
    for (const KeptVotes::OfRater& it : read.raters)
      CHECK(bring_back(copy.audit(), it.ballot, "Back").empty());
  }
  SECTION("votes that the copy has newer stay") {
    perform(copy, vote_here(copy.audit(), RaterId("ann"), TouchpointId("ad"), k_overall_vote, 0, 5,
                            "Vote"));
    perform(copy, bring_back(copy.audit(), read.raters[0].ballot, "Back"));
    CHECK(vote_of(copy.audit(), RaterId("ann"), TouchpointId("ad"), k_overall_vote)->score == 0);
  }
  SECTION("cut or altered anywhere it does no harm") {
    stats::Random random(11);
    for (std::size_t size = 0; size < text.size(); ++size) {
      CHECK(read_kept_votes(std::string_view(text).substr(0, size), fresh.audit(), fresh.model())
                .raters.size() <= 2);
      std::string altered = text;
      altered[size] = static_cast<char>(random.bits());
      for (const KeptVotes::OfRater& it :
           read_kept_votes(altered, fresh.audit(), fresh.model()).raters)
        CHECK((it.highest >= 0 && it.highest <= 1e12));
    }
  }
}

TEST_CASE("What a ballot brings is told before it is taken", "[workshop]") {
  Facilitator page;
  page.take("TB1.a", ballot_of("ann", {vote_on("ad", 1, 1), vote_on("shop", 2, 2)}));
  const auto news = [&](std::vector<Vote> votes, const char* rater = "ann") {
    return news_of(page.document.audit(), page.opened, ballot_of(rater, std::move(votes)));
  };
  CHECK(news({vote_on("ad", 1, 1)}).replaced == 0);
  CHECK(news({vote_on("ad", 3, 3), vote_on("call", 1, 4)}).replaced == 1);
  CHECK(news({vote_on("ad", 1, 3)}).replaced == 1);  // whether the score is the same is not told
  CHECK(news({vote_on("shop", 0, 1)}).older == 1);
  CHECK(news({vote_on("ad", 3, 3)}, "bob").replaced == 0);
  page.show(0);  // a rating now
  CHECK(news({vote_on("ad", 3, 3)}).replaced == 1);
  CHECK(news({vote_on("ad", 3, 1), vote_on("ad", 0, 1)}).older == 0);

  SECTION("lost ballots lock nobody out, numbers that were made up do not get in") {
    CHECK_FALSE(news({vote_on("call", 1, 2 + k_most_ahead)}).runs_ahead);
    CHECK(news({vote_on("call", 1, 3 + k_most_ahead)}).runs_ahead);
    CHECK(news({vote_on("ad", 1, 3), vote_on("call", 1, 1e12)}).runs_ahead);
    CHECK_FALSE(news({vote_on("call", 1, k_most_ahead)}, "zoe").runs_ahead);
    CHECK(news({vote_on("call", 1, k_most_ahead + 1)}, "zoe").runs_ahead);
  }
}

TEST_CASE("The agenda goes from overall votes to the factors that hurt or divide", "[workshop]") {
  Facilitator page;
  const auto state = [&](std::size_t item) { return page.document.audit().agenda[item].state; };
  CHECK(current_item(page.document.audit()) == std::nullopt);
  CHECK(next_item(page.document.audit(), {}) == 0);
  perform(page.document, ask(page.document.audit(), 1, k_now));
  CHECK(current_item(page.document.audit()) == 1);
  perform(page.document, ask(page.document.audit(), 2, k_now));
  CHECK(state(1) == AgendaState::waiting);
  page.take("TB1.a", ballot_of("ann", {vote_on("ad", 4), vote_on("shop", 3), vote_on("call", 0)}));
  page.take("TB1.b", ballot_of("bob", {vote_on("ad", 1), vote_on("shop", 3), vote_on("call", 1)}));
  page.show(2);
  CHECK(current_item(page.document.audit()) == 2);
  CHECK(next_item(page.document.audit(), 2) == 3);
  perform(page.document, close_item(page.document.audit(), 2, WorkshopAct::decided, k_now));
  perform(page.document, close_item(page.document.audit(), 3, WorkshopAct::parked, k_now));
  CHECK(next_item(page.document.audit(), 2) == 4);
  page.show(0);
  page.show(1);

  const std::vector<AgendaItem> items = factor_items(page.document.audit(), page.document.model());
  REQUIRE_FALSE(items.empty());
  CHECK(items.front().touchpoint.text == "shop");  // 3.0 hurts more than 2.5
  const auto of = [&](const char* id) {
    return std::ranges::count(items, TouchpointId(id), &AgendaItem::touchpoint);
  };
  CHECK(of("ad") > 0);     // divides: 4 and 1
  CHECK(of("call") == 0);  // neither
  perform(page.document, add_items(page.document.audit(), items));
  CHECK(factor_items(page.document.audit(), page.document.model()).empty());

  const std::vector<WorkshopEntry>& log = page.document.audit().workshop_log;
  CHECK(log.front().act == WorkshopAct::begun);
  CHECK(std::ranges::count(log, WorkshopAct::shown, &WorkshopEntry::act) == 3);
  CHECK(log.back().touchpoint == TouchpointId("shop"));
}

TEST_CASE("Votes on what is not on the agenda wait until it is", "[workshop]") {
  Facilitator page;
  const FactorId effort("effort");
  page.take("TB1.a", ballot_of("ann", {{TouchpointId("ad"), effort, 1, 3}}));
  CHECK(page.document.audit().ballots.size() == 1);
  const std::vector<AgendaItem> items = voted_items(page.document.audit(), page.opened);
  REQUIRE(items.size() == 1);
  CHECK(items[0].factor == effort);
  perform(page.document, add_items(page.document.audit(), items));
  page.show(5);
  CHECK(vote_of(page.document.audit(), RaterId("ann"), TouchpointId("ad"), effort)->score == 3);
  CHECK(page.document.audit().ballots.empty());
}
