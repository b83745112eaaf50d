// The audit on the screen with all that belongs to it: its scores, its undo log, where it is kept,
// and of a workshop what is in no audit.
//
// It changes in two ways, and in no other:
//   apply(), undo(), redo()   by a command: the scores follow, `changed` hears of it, then the
//                             workshop and the page's title
//   replace()                 as a whole: nothing to undo is left
//
// App owns it; all others of this room hold it by reference. Document and scores stay in their
// place for its life.
#pragma once

#include <cstdint>
#include <functional>

#include "document/document.hpp"
#include "document/history.hpp"
#include "rooms/workshop_room.hpp"
#include "score/evaluation.hpp"
#include "state/state.hpp"

namespace touchstone::app {

class OpenAudit {
public:
  // `changed` is called with each command that went into the document, once the scores have
  // followed: what keeps the audit listens here.
  explicit OpenAudit(std::function<void(const Command& command)> changed);

  const Document& document() const { return document_; }

  const Audit& audit() const { return document_.audit(); }

  const Scores& scores() const { return evaluation_.scores(); }

  const History& history() const { return history_; }

  // Of the audit and its scores, for what is kept between frames; stays in its place as they do.
  const std::uint64_t& version() const { return version_; }

  // Of the latest evaluation.
  double evaluate_ms() const { return evaluate_ms_; }

  // Written by whoever opens, keeps or saves the audit.
  Keeping& keeping() { return keeping_; }

  const Keeping& keeping() const { return keeping_; }

  WorkshopRoom& room() { return room_; }

  // Whether it holds work that is in no file.
  bool has_unsaved_work() const;

  // Tells the user why where the command is not carried out.
  void apply(const Command& command);

  void undo() { step(true); }

  void redo() { step(false); }

  // The next command starts a step of its own.
  void end_step() { history_.end_step(); }

  // The audit alone: where it is kept stays.
  void replace(Audit audit);

  // A file holds it as it is now.
  void mark_saved();

  // While something sealed waits for its passphrase, the page's title says no more than that.
  void conceal_title(bool is_concealed) { is_concealed_ = is_concealed; }

  void tell_title() const;

private:
  void step(bool undo);
  // After `command` went into the document.
  void follow(const Command& command);

  std::function<void(const Command&)> changed_;
  Document document_;
  Evaluation evaluation_;
  std::uint64_t version_ = 0;
  double evaluate_ms_ = 0;
  History history_;
  Keeping keeping_;
  bool is_concealed_ = false;
  WorkshopRoom room_{document_, [this](const Command& command) { apply(command); }};
};

}  // namespace touchstone::app
