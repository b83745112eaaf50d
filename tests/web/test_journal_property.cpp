// Whatever the page can do to an audit, however its journal was cut by checkpoints: opened again it
// is the same to the byte.
#include <cstddef>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "document/edits.hpp"
#include "document/history.hpp"
#include "document/journal.hpp"
#include "document/new_audit.hpp"
#include "document/recovery.hpp"
#include "document/write.hpp"
#include "import/import.hpp"
#include "insight/compare.hpp"
#include "score/score.hpp"
#include "state/samples.hpp"
#include "state/templates.hpp"
#include "state/touchpoint_table.hpp"
#include "support/documents.hpp"
#include "support/random_edits.hpp"
#include "text/concat.hpp"
#include "workshop/agenda.hpp"
#include "workshop/votes.hpp"

namespace touchstone::app {
namespace {

constexpr double k_now = 1.8e9;

// Audits that somebody begins with.
std::vector<Audit> starts() {
  std::vector<Audit> all = {Audit(), new_audit(Date{20600}, "New audit"),
                            *test::read(test::document())};
  for (std::size_t i = 0; i < templates().size(); ++i)
    all.push_back(audit_from_template(i, Date{20600}, "From a template"));
  for (std::size_t i = 0; i < sample_titles().size(); ++i) all.push_back(read_sample(i));
  return all;
}

// Somebody at work: random commands of every kind that the page makes.
class Work {
public:
  explicit Work(std::uint32_t seed) : random_(seed), edits_(seed) {}

  std::size_t below(std::size_t count) { return random_() % count; }

  bool chance(std::size_t one_in) { return below(one_in) == 0; }

  Command next(const Document& document) {
    switch (below(12)) {
      case 0:
        return paste(document);
      case 1:
        return import(document);
      case 2:
      case 3:
        return workshop_step(document);
      case 4:
        return snapshot(document);
      case 5:
        return typed(document);
      case 6:
        return fill_column(document);
      default:
        return edits_.next(document);
    }
  }

private:
  std::string word() {
    static constexpr std::string_view k_words[] = {"Sign-up", "Refund call", "Bräu & Co", "",
                                                   " x ",     "账单",        "= 1 + 1",   "\"so\""};
    return std::string(k_words[below(std::size(k_words))]);
  }

  // Rows of a spreadsheet into the table, over its first rows and beyond.
  Command paste(const Document& document) {
    static constexpr TouchpointField k_columns[] = {TouchpointField::name, TouchpointField::stage,
                                                    TouchpointField::channel,
                                                    TouchpointField::volume};
    Block block;
    for (std::size_t rows = 1 + below(4); rows > 0; --rows)
      block.push_back({concat(word(), std::to_string(below(9))), chance(2) ? "" : "Onboarding",
                       chance(2) ? "" : "Phone", chance(2) ? "" : "1200"});
    std::vector<std::size_t> chosen(std::min(below(3), document.audit().touchpoints.size()));
    for (std::size_t i = 0; i < chosen.size(); ++i) chosen[i] = i;
    return paste_into(document, {chosen, k_columns}, block).command;
  }

  Command fill_column(const Document& document) {
    if (document.audit().touchpoints.empty()) return {};
    const std::vector<std::size_t> chosen = {below(document.audit().touchpoints.size())};
    return fill(document, chosen, chance(2) ? TouchpointField::notes : TouchpointField::importance,
                chance(3) ? "" : "3")
        .command;
  }

  Command import(const Document& document) {
    static constexpr std::string_view k_files[] = {
        "Touchpoint,Stage,Channel,Owner,CSAT,n\nRefund "
        "call,After,Phone,Support,62,120\nSign-up,Before,Web,,80,\n",
        "Touchpoint;Volume;Notes\nInvoice;1200;\"two\nlines\"\n",
        R"({"format":"touchstone-audit","version":1,"teams":[{"id":"x","name":"X"}],"kpis":[],)"
        R"("touchpoints":[{"id":"new","name":"Chat","ownership":{"accountable":["x"]},"notes":""}]})"};
    const auto source =
        importing::read_import("list.csv", std::string(k_files[below(std::size(k_files))]));
    Result<importing::ImportResult> result = importing::carry_out(source, {}, document, chance(2));
    return result ? std::move(result->merged.command) : Command{};
  }

  // What comes next in a workshop, or something out of turn.
  Command workshop_step(const Document& document) {
    const Audit& audit = document.audit();
    if (!audit.header.workshop || chance(12)) return begin(audit);
    if (audit.agenda.empty() || audit.raters.empty()) return {};
    const std::size_t item = current_item(audit).value_or(below(audit.agenda.size()));
    const RaterId& rater = audit.raters[below(audit.raters.size())].id;
    const AgendaItem& asked = audit.agenda[item];
    switch (below(8)) {
      case 0:
        return ask(audit, below(audit.agenda.size()), k_now);
      case 1:
        return show_votes(audit, item, {}, k_now);
      case 2:
        return ask_again(audit, item, k_now);
      case 3:
        return close_item(audit, item, chance(2) ? WorkshopAct::decided : WorkshopAct::parked,
                          k_now);
      case 4:
        return decide_and_go_on(audit, item, k_now);
      case 5:
        return vote_here(audit, rater, asked.touchpoint, asked.factor,
                         static_cast<double>(below(5)), 0, "Vote");
      case 6:
        return add_items(audit, factor_items(audit, document.model()));
      default: {
        Ballot ballot;
        ballot.rater = rater;
        ballot.votes = {{asked.touchpoint, asked.factor, 1.0 + double(below(9)), 3.0}};
        return take_ballots(audit, {{concat("TB1.", std::to_string(below(99))), ballot}}, "Ballot");
      }
    }
  }

  Command begin(const Audit& audit) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < std::min<std::size_t>(audit.touchpoints.size(), 4); ++i)
      places.push_back(i);
    Workshop workshop;
    workshop.key = "key";
    return begin_workshop(audit, workshop, overall_items(audit, places), k_now);
  }

  static Command snapshot(const Document& document) {
    Snapshot taken;
    taken.date = document.audit().header.as_of;
    taken.label = "Now";
    taken.scores =
        write_frozen(frozen_scores(document.audit(), evaluate(document.audit(), document.model())));
    return insert_element(document, std::move(taken), "Take a snapshot");
  }

  // A title on its way, joined to one step of undo.
  Command typed(const Document& document) {
    Header after = document.audit().header;
    after.title += static_cast<char>('a' + below(26));
    after.organisation = word();
    return change_header(document, std::move(after), "Title", "typing 7");
  }

  std::mt19937 random_;
  test::RandomEdits edits_;
};

// The open audit as the page keeps it.
class Kept {
public:
  explicit Kept(Audit start)
      : document_(std::move(start), shipped_model()), base_(write_audit(document_.audit())) {}

  const Document& document() const { return document_; }

  void perform(Command command, bool with_checkpoint) {
    if (const Result<Command> done = history_.perform(document_, std::move(command));
        done && !done->empty())
      keep(*done, with_checkpoint);
  }

  void step_back_or_forth(bool back, bool with_checkpoint) {
    if (const auto done = back ? history_.undo(document_) : history_.redo(document_))
      keep(*done, with_checkpoint);
  }

  void end_step() { history_.end_step(); }

  // "" if the audit comes back as it is.
  std::string fault_when_reopened() const {
    const Result<Recovered> recovered = recover(base_, lines_, shipped_model());
    if (!recovered) return concat("not read: ", recovered.problems().front().message);
    if (!recovered->is_whole()) {
      const SetAside& first = recovered->set_aside.front();
      return concat("set aside: \"", first.label, "\": ", first.why, "\n", first.record);
    }
    if (write_audit(recovered->audit) != write_audit(document_.audit())) return "other bytes";
    return recovered->audit == document_.audit() ? "" : "another audit in memory";
  }

private:
  void keep(const Command& command, bool with_checkpoint) {
    if (with_checkpoint) {
      base_ = write_audit(document_.audit());
      lines_.clear();
    } else {
      lines_.push_back(write_command(command));
    }
  }

  Document document_;
  History history_;
  std::string base_;
  std::vector<std::string> lines_;
};

// Plays a sequence and opens the audit again after each step; the first fault.
std::string fault_of(const Audit& start, std::uint32_t seed, std::size_t steps) {
  Work work(seed);
  Kept kept(start);
  for (std::size_t step = 0; step < steps; ++step) {
    const bool with_checkpoint = work.chance(5);
    if (work.chance(6)) {
      kept.step_back_or_forth(work.chance(2), with_checkpoint);
    } else {
      kept.perform(work.next(kept.document()), with_checkpoint);
    }
    if (work.chance(4)) kept.end_step();
    if (std::string fault = kept.fault_when_reopened(); !fault.empty())
      return concat("step ", std::to_string(step), ": ", fault);
  }
  return "";
}

TEST_CASE("any sequence of what the page can do is there when the audit is opened again") {
  const std::vector<Audit> all = starts();
  for (std::size_t start = 0; start < all.size(); ++start) {
    const bool is_large = all[start].touchpoints.size() > 30;
    const std::uint32_t sequences = is_large ? 12 : 250;
    for (std::uint32_t seed = 1; seed <= sequences; ++seed) {
      const std::string fault = fault_of(all[start], seed, is_large ? 20 : 24);
      INFO("start " << start << ", seed " << seed);
      REQUIRE(fault == "");
    }
  }
}

}  // namespace
}  // namespace touchstone::app
