// Undo and redo without limit, and whether anything is unsaved.
//
//   History history;
//   if (const auto done = history.perform(document, command)) re_evaluate(*done);
//   if (const auto done = history.undo(document)) re_evaluate(*done);
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "document/command.hpp"
#include "document/document.hpp"

namespace touchstone {

class History {
public:
  // Applies `command` to `document` and remembers it; what was undone before can no longer be done
  // again. Joins the step before if both have the same merge key, nothing came between them and the
  // step was not saved. Returns the command as it was carried out (Document::settled); one without
  // edits does nothing. On problems all stays as it was.
  Result<Command> perform(Document& document, Command command);

  // Takes the last step back, or does the last undone one again. Returns the command that was
  // applied to the document, or nullopt when there is none. `document` is the one that all steps
  // were performed on, changed by nothing else.
  std::optional<Command> undo(Document& document);
  std::optional<Command> redo(Document& document);

  // The label of the step that undo() or redo() would take; "" when there is none.
  std::string_view undo_label() const;
  std::string_view redo_label() const;

  bool can_undo() const { return done_ > 0; }

  bool can_redo() const { return done_ < steps_.size(); }

  // The next command starts a step of its own, whatever its key.
  void end_step() { open_ = false; }

  // The document as it is now is safe on disk.
  void mark_saved();

  bool has_unsaved_changes() const { return saved_ != done_; }

private:
  std::vector<Command> steps_;
  std::size_t done_ = 0;                  // steps_[0, done_) are in the document
  std::optional<std::size_t> saved_ = 0;  // done_ at the last save; none: no longer reachable
  bool open_ = false;                     // whether the last step may be joined
};

}  // namespace touchstone
