// What must hold for any sequence of commands, undo and redo; for the fuzzer and for the replay of
// its corpus.
//
// An input that begins with "{" is a journal: each line a command as write_command() writes it, for
// the small document of support/documents.hpp; "undo" and "redo" on lines of their own are what
// they say. Any other input is a supply of choices: its first byte the document to begin with, the
// others what RandomEdits asks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../support/documents.hpp"
#include "../support/random_edits.hpp"
#include "document/check.hpp"
#include "document/document.hpp"
#include "document/history.hpp"
#include "document/journal.hpp"
#include "document/write.hpp"
#include "score/evaluation.hpp"
#include "score/score.hpp"
#include "text/concat.hpp"

namespace touchstone::test {

// The bytes one after the other, then zeros without end.
class Choices {
public:
  explicit Choices(std::string_view bytes) : bytes_(bytes) {}

  std::size_t operator()() {
    if (bytes_.empty()) return 0;
    const auto byte = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return byte;
  }

  bool empty() const { return bytes_.empty(); }

private:
  std::string_view bytes_;
};

// A document, its history, its journal and an evaluation that follows; each step is looked at.
class CommandRun {
public:
  explicit CommandRun(Audit audit)
      : start_(audit),
        document_(std::move(audit), shipped_model()),
        evaluation_(document_.audit(), document_.model()) {}

  const Document& document() const { return document_; }

  // The first thing that did not hold.
  const std::string& fault() const { return fault_; }

  // `plausible`: each edit's `before` is what stands there, so that only its result can be refused.
  void perform(const Command& command, bool plausible) {
    survive(command);
    const Audit before = document_.audit();
    const Result<Command> done = history_.perform(document_, command);
    if (!done) {
      if (!(document_.audit() == before)) fail("a refused command changed the audit");
      if (!document_.index().is_consistent()) fail("a refused command left a mark in the index");
      if (plausible) expect_refusal(before, command);
      return;
    }
    if (!command.empty()) followed(*done);
  }

  void undo() { step_back_or_forth(history_.undo(document_)); }

  void redo() { step_back_or_forth(history_.redo(document_)); }

  void mark_saved() { history_.mark_saved(); }

  // Takes all back and does all again, and plays the journal from the start.
  void finish() {
    const Audit end = document_.audit();
    const std::string written = write_audit(end);
    const Result<Audit> back = read_audit(written, shipped_model());
    if (!back) return fail(concat("the end is not valid: ", back.problems().front().message));
    if (!(*back == end)) return fail("the end is written as something else");
    if (write_audit(*back) != written) return fail("written twice, other bytes");
    Document replayed(start_, shipped_model());
    for (const std::string& line : journal_) {
      const Result<Command> command = read_command(line);
      if (!command || !replayed.apply(*command).empty()) return fail("the journal does not replay");
    }
    if (!(replayed.audit() == end)) return fail("the journal replays to something else");
    std::size_t undone = 0;
    while (history_.can_undo() && fault_.empty()) {
      undo();
      ++undone;
    }
    while (undone > 0 && fault_.empty()) {
      redo();
      --undone;
    }
    if (fault_.empty() && write_audit(document_.audit()) != written)
      fail("undo and redo of all gives something else");
  }

private:
  void fail(std::string fault) {
    if (fault_.empty()) fault_ = std::move(fault);
  }

  void survive(const Command& command) {
    const std::string line = write_command(command);
    const Result<Command> back = read_command(line);
    if (line.find('\n') != std::string::npos) fail("a command is written as several lines");
    if (!back) return fail(concat("a written command is refused: ", back.problems()[0].message));
    if (!(*back == command)) fail("a command is written as something else");
  }

  void expect_refusal(const Audit& before, const Command& command) {
    Audit forced = before;
    if (!force(forced, command)) return;
    const Result<Audit> back = read_audit(write_audit(forced), shipped_model());
    if (back && *back == forced) fail("a command to a valid audit was refused");
  }

  void step_back_or_forth(const std::optional<Command>& done) {
    if (done) followed(*done);
  }

  void followed(const Command& command) {
    journal_.push_back(write_command(command));
    if (!document_.index().is_consistent()) fail("the index is not consistent");
    evaluation_.follow(document_.audit(), document_.model(), command);
    if (!(evaluation_.scores() == evaluate(document_.audit(), document_.model())))
      fail(concat("following \"", command.label, "\" is not a full evaluation"));
  }

  Audit start_;
  Document document_;
  History history_;
  Evaluation evaluation_;
  std::vector<std::string> journal_;
  std::string fault_;
};

// Makes a command that does not quite fit: edits twice, reversed, elsewhere, with another before.
inline Command tampered(Command command, Choices& choices, const Audit& audit) {
  if (command.edits.empty()) return command;
  Edit& edit = command.edits[choices() % command.edits.size()];
  switch (choices() % 5) {
    case 0:
      command.edits.push_back(Edit(edit));
      break;
    case 1:
      return inverse(command);
    case 2:
      std::visit(
          [&]<class E>(E& it) {
            if constexpr (!std::is_same_v<E, HeaderEdit>) it.at += choices();
          },
          edit);
      break;
    case 3:
      std::visit([](auto& it) { std::swap(it.before, it.after); }, edit);
      break;
    default: {
      HeaderEdit header{audit.header, audit.header};
      header.after.title += "!";
      command.edits.insert(command.edits.begin(), std::move(header));
    }
  }
  return command;
}

inline std::string fault_with_choices(std::string_view input) {
  Choices choices(input);
  const bool empty = choices() % 2 == 1;
  CommandRun run(empty ? Audit() : *read(document()));
  while (!choices.empty() && run.fault().empty()) {
    const std::size_t act = choices() % 16;
    if (act == 0) {
      run.undo();
    } else if (act == 1) {
      run.redo();
    } else if (act == 2) {
      run.mark_saved();
    } else {
      // What it asks comes out of the same supply; it leaves what it does not use.
      EditsFrom<Choices&> edits(choices);
      const Command command = edits.next(run.document());
      if (act == 3)
        run.perform(tampered(command, choices, run.document().audit()), false);
      else
        run.perform(command, true);
    }
  }
  if (run.fault().empty()) run.finish();
  return run.fault();
}

inline std::string fault_with_journal(std::string_view input) {
  CommandRun run(*read(document()));
  while (!input.empty() && run.fault().empty()) {
    const std::size_t end = std::min(input.find('\n'), input.size());
    const std::string_view line = input.substr(0, end);
    input.remove_prefix(std::min(end + 1, input.size()));
    if (line == "undo") {
      run.undo();
    } else if (line == "redo") {
      run.redo();
    } else if (const Result<Command> command = read_command(line)) {
      run.perform(*command, false);
    } else {
      for (const Problem& problem : command.problems())
        if (problem.message.empty()) return "a refused line without words";
    }
  }
  if (run.fault().empty()) run.finish();
  return run.fault();
}

// "" if all holds, else what does not: refused commands change nothing and would have made an
// invalid audit; undo and redo restore the bytes; what follows equals a full evaluation; commands
// and documents survive being written and read.
inline std::string fault_with_commands(std::string_view input) {
  return input.starts_with('{') ? fault_with_journal(input) : fault_with_choices(input);
}

}  // namespace touchstone::test
