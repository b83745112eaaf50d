// What must hold for any ballots in any workshop; for the fuzzer and for the replay of its corpus.
//
// An input is parts separated by lines "==", each told by its first letter:
//   B<bytes>   a ballot
//   b<bytes>   a ballot without its head (the layout, the hash of the model's factors)
//   k<bytes>   what a participant's browser kept of its votes
//   t<text>    a text that somebody pasted
//   s<bytes>   steps of the workshop, one a byte: which item of the agenda, and what is done to it
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../support/documents.hpp"
#include "document/document.hpp"
#include "document/history.hpp"
#include "document/write.hpp"
#include "imports_property.hpp"
#include "json/utf8.hpp"
#include "score/evaluation.hpp"
#include "score/score.hpp"
#include "text/concat.hpp"
#include "workshop/agenda.hpp"
#include "workshop/ballot.hpp"
#include "workshop/kept_votes.hpp"
#include "workshop/votes.hpp"

namespace touchstone::test {

// Three touchpoints, votes from before, and an agenda with an item in each state.
inline const Audit& workshop_audit() {
  static const Audit audit = *read_audit(
      document({
          {"as_of", R"("2026-11-23")"},
          {"raters", R"([{"id":"ann","name":"Ann"},{"id":"bob"},{"id":"guest","spectator":true}])"},
          {"touchpoints", R"([{"id":"ad","name":"Ad"},{"id":"shop"},{"id":"a"},{"id":"b"}])"},
          {"ratings",
           R"([{"rater":"ann","touchpoint":"ad","factor":"overall","score":2,"counter":3},)"
           R"({"rater":"bob","touchpoint":"shop","factor":"effort","score":4}])"},
          {"workshop", R"({"key":"k"})"},
          {"agenda", R"([{"touchpoint":"ad","factor":"overall","state":"shown"},)"
                     R"({"touchpoint":"shop","factor":"overall","state":"waiting"},)"
                     R"({"touchpoint":"shop","factor":"effort","state":"done"},)"
                     R"({"touchpoint":"a","factor":"overall","state":"parked"}])"},
          {"ballots", R"([{"rater":"bob","line":"TB1.foreign"}])"},
      }),
      shipped_model());
  return audit;
}

// Of layout 1, which has no mark of the copy.
inline std::string ballot_head() {
  std::string head = write_ballot({}, shipped_model()).substr(0, 6);
  head[0] = 1;
  return head;
}

// What the reader makes of the bytes, and what becomes of that on another way.
inline std::string ballot_fault(std::string_view bytes, const Audit& audit, OpenedBallots& opened) {
  const Model& model = shipped_model();
  const Result<Ballot> ballot = read_ballot(bytes, audit, model);
  if (!ballot) {
    for (const Problem& problem : ballot.problems())
      if (problem.message.empty() || !problem.pointer.empty())
        return "a refusal without a sentence";
    return ballot.problems().empty() ? "refused without a reason" : "";
  }
  if (ballot->rater.text.empty()) return "a ballot of nobody";
  for (const Vote& vote : ballot->votes) {
    if (!(vote.counter >= 1)) return "a vote that was never counted";
    if (vote.score && !(*vote.score >= 0 && *vote.score <= 4)) return "a vote beyond the scale";
    if (!place_of(audit.touchpoints, vote.touchpoint)) return "a vote on nothing";
  }
  const std::string written = write_ballot(*ballot, model);
  const Result<Ballot> back = read_ballot(written, audit, model);
  if (!back) return "a ballot that was read is refused when written";
  if (write_ballot(*back, model) != written) return "a ballot is written as something else";
  opened[concat(k_ballot_mark, std::to_string(opened.size()))] = *ballot;
  return "";
}

inline std::string lines_fault(std::string_view text) {
  const std::vector<std::string> lines = ballot_lines(text);
  std::string joined;
  for (const std::string& line : lines) {
    if (!line.starts_with(k_ballot_mark)) return "a line without the mark";
    if (text.find(line) == std::string_view::npos) return "a line that is not in the text";
    if (std::ranges::count(lines, line) != 1) return "a line twice";
    joined += concat("Ann: ", line, "\n");
  }
  return ballot_lines(joined) == lines ? "" : "the lines are not found again";
}

// What a browser kept is read as far as it goes; written again and brought back it is the same.
inline std::string kept_fault(std::string_view text, const Audit& audit) {
  const Model& model = shipped_model();
  const KeptVotes kept = read_kept_votes(text, audit, model);
  const std::string written = write_kept_votes(kept, model);
  if (write_kept_votes(read_kept_votes(written, audit, model), model) != written)
    return "kept votes are written as something else";
  Document document(audit, model);
  for (const KeptVotes::OfRater& it : kept.raters) {
    const Command command = bring_back(document.audit(), it.ballot, "Bring back");
    const Audit before = document.audit();
    for (const Problem& problem : document.apply(command))
      return concat("votes brought back are refused: ", problem.pointer, " ", problem.message);
    if (!read_audit(write_audit(document.audit()), model).ok())
      return "votes brought back leave no valid audit";
    const Audit after = document.audit();
    if (!document.apply(inverse(command)).empty() || !(document.audit() == before))
      return "votes brought back cannot be taken back";
    if (!document.apply(command).empty() || !(document.audit() == after))
      return "votes brought back again are others";
    if (!bring_back(document.audit(), it.ballot, "Bring back").empty())
      return "votes brought back twice change something";
  }
  return "";
}

class WorkshopRun {
public:
  const Audit& audit() const { return document_.audit(); }

  const std::string& fault() const { return fault_; }

  // Whether a step's result hung on the votes that were there: items were added to the agenda, or
  // votes that had been seen are unseen again.
  bool follows_votes() const { return follows_votes_; }

  void take(const OpenedBallots& opened) {
    perform(take_ballots(audit(), opened, "Ballots"));
    if (!take_ballots(audit(), opened, "Ballots").empty())
      fail("taken again, they change something");
  }

  // `choice`: the item, and of the steps the one.
  void step(std::size_t choice, const OpenedBallots& opened) {
    const std::size_t item = choice % audit().agenda.size();
    constexpr double k_now = 1795392000;
    const std::vector<AgendaItem> before = audit().agenda;
    switch (choice / audit().agenda.size() % 8) {
      case 0:
        perform(ask(audit(), item, k_now));
        break;
      case 1:
        perform(show_votes(audit(), item, opened, k_now));
        break;
      case 2:
        perform(ask_again(audit(), item, k_now));
        break;
      case 3:
        perform(close_item(audit(), item, WorkshopAct::decided, k_now));
        break;
      case 4:
        perform(close_item(audit(), item, WorkshopAct::parked, k_now));
        break;
      case 5:
        perform(decide_and_go_on(audit(), item, k_now));
        break;
      case 6:
        perform(add_items(audit(), factor_items(audit(), shipped_model())));
        break;
      default:
        perform(add_items(audit(), voted_items(audit(), opened)));
    }
    follows_votes_ = follows_votes_ || audit().agenda.size() > before.size();
    for (std::size_t at = 0; at < before.size(); ++at)
      follows_votes_ = follows_votes_ || (is_seen(before[at]) && !is_seen(audit().agenda[at]));
  }

  void settle_all(const OpenedBallots& opened) {
    for (std::size_t item = 0; item < audit().agenda.size(); ++item)
      perform(show_votes(audit(), item, opened, 1795392000));
  }

  void look(const OpenedBallots& opened) {
    for (const AgendaItem& item : audit().agenda) {
      const Distribution votes = distribution_of(audit(), item);
      std::size_t counted = 0;
      for (const auto& raters : votes.raters) counted += raters.size();
      if (counted != votes.n) fail("a distribution counts otherwise");
      if (votes.n > 0 && !(*votes.mean >= votes.low && *votes.mean <= votes.high))
        fail("the mean is not between the lowest and the highest");
      distribution_before(audit(), item);
      if (missing_raters(audit(), opened, item).size() > expected_raters(audit()).size())
        fail("more are missing than are expected");
    }
    if (read_audit(write_audit(before_discussion(audit())), shipped_model()).problems().size() > 0)
      fail("the votes before the discussions are no valid audit");
  }

  void finish() {
    const Audit end = audit();
    while (history_.undo(document_)) {
    }
    if (!(audit() == workshop_audit())) fail("undo of all leaves something");
    while (history_.redo(document_)) {
    }
    if (!(audit() == end)) fail("redo of all gives something else");
  }

private:
  void fail(std::string fault) {
    if (fault_.empty()) fault_ = std::move(fault);
  }

  void perform(const Command& command) {
    const Result<Command> done = history_.perform(document_, command);
    for (const Problem& problem : done.problems())
      fail(concat("\"", command.label, "\" is refused: ", problem.pointer, " ", problem.message));
    if (!document_.index().is_consistent()) fail("the index is not consistent");
    const Result<Audit> back = read_audit(write_audit(audit()), shipped_model());
    if (!back) return fail(concat("not valid: ", back.problems().front().message));
    if (!(*back == audit())) fail("the audit is written as something else");
    if (!done || command.empty()) return;
    evaluation_.follow(audit(), document_.model(), *done);
    if (!(evaluation_.scores() == evaluate(audit(), document_.model())))
      fail(concat("following \"", command.label, "\" is not a full evaluation"));
  }

  Document document_ = Document(workshop_audit(), shipped_model());
  Evaluation evaluation_ = Evaluation(document_.audit(), document_.model());
  History history_;
  std::string fault_;
  bool follows_votes_ = false;
};

// "" if all holds, else what does not: bytes are refused with a sentence or make a ballot; ballots
// and steps leave valid audits that can be undone; the order in which ballots come, and whether
// they come twice, makes no difference.
inline std::string fault_with_ballots(std::string_view input) {
  OpenedBallots opened;
  std::vector<std::size_t> steps;
  WorkshopRun as_they_come;
  for (const std::string_view part : parts_between_marks(input)) {
    if (part.empty()) continue;
    std::string_view rest = part.substr(1);
    std::string fault;
    if (part.front() == 't') {
      fault = lines_fault(rest);
    } else if (part.front() == 'k') {
      fault = kept_fault(rest, workshop_audit());
    } else if (part.front() == 's') {
      for (const char c : rest.substr(0, 64)) {
        steps.push_back(static_cast<std::uint8_t>(c));
        as_they_come.step(steps.back(), opened);
      }
    } else {
      const std::string head = part.front() == 'b' ? ballot_head() : std::string();
      fault = ballot_fault(head + std::string(rest), workshop_audit(), opened);
      as_they_come.take(opened);
    }
    if (!fault.empty()) return fault;
    if (!as_they_come.fault().empty()) return as_they_come.fault();
  }
  as_they_come.look(opened);

  // The same ballots one by one from the last to the first, each twice, after the same steps.
  WorkshopRun backwards;
  for (const std::size_t choice : steps) backwards.step(choice, {});
  OpenedBallots known;
  for (auto at = opened.rbegin(); at != opened.rend(); ++at) {
    known.insert(*at);
    backwards.take(known);
  }
  if (!as_they_come.follows_votes() && !backwards.follows_votes() && backwards.fault().empty() &&
      !(backwards.audit() == as_they_come.audit()))
    return "ballots in another order make another audit";
  as_they_come.settle_all(opened);
  as_they_come.finish();
  return as_they_come.fault().empty() ? backwards.fault() : as_they_come.fault();
}

}  // namespace touchstone::test
