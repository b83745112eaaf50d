#include "document/history.hpp"

#include <cassert>
#include <utility>

namespace touchstone {

Result<Command> History::perform(Document& document, Command command) {
  if (command.empty()) return command;
  command = document.settled(std::move(command));
  Problems problems = document.apply(command);
  if (!problems.empty()) return problems;
  const bool joins = open_ && !can_redo() && can_undo() && saved_ != done_ &&
                     !command.merge_key.empty() && steps_[done_ - 1].merge_key == command.merge_key;
  if (joins) {
    steps_.back() = merged(std::move(steps_.back()), command);
    return command;
  }
  if (saved_ && *saved_ > done_) saved_.reset();
  steps_.resize(done_);
  steps_.push_back(command);
  ++done_;
  open_ = true;
  return command;
}

std::optional<Command> History::undo(Document& document) {
  if (!can_undo()) return std::nullopt;
  open_ = false;
  Command back = inverse(steps_[done_ - 1]);
  [[maybe_unused]] const Problems problems = document.apply(back);
  assert(problems.empty() && "only history changes the document");
  --done_;
  return back;
}

std::optional<Command> History::redo(Document& document) {
  if (!can_redo()) return std::nullopt;
  open_ = false;
  Command again = steps_[done_];
  [[maybe_unused]] const Problems problems = document.apply(again);
  assert(problems.empty() && "only history changes the document");
  ++done_;
  return again;
}

std::string_view History::undo_label() const {
  return can_undo() ? std::string_view(steps_[done_ - 1].label) : "";
}

std::string_view History::redo_label() const {
  return can_redo() ? std::string_view(steps_[done_].label) : "";
}

void History::mark_saved() {
  saved_ = done_;
  open_ = false;
}

}  // namespace touchstone
