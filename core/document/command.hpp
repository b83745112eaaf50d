// Changes to an audit as values: what was there and what shall be there.
//
// A view queues commands, Document::apply() carries them out, History keeps them for undo, the
// journal writes them down. An edit is a place in one list with the element before and after, so
// every edit can be checked, undone and told in words without knowing what it was for. Whoever
// needs to know what a command touches (the incremental evaluation) looks at its edits.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "audit/audit.hpp"

namespace touchstone {

// An element as it stands before or after an edit, or none. Read like a std::optional, but never
// changed and so shared: the undo log, the journal and their copies hold each element once.
template <class T>
class Kept {
public:
  using value_type = T;

  Kept() = default;

  Kept(std::nullopt_t) {}  // NOLINT(google-explicit-constructor)

  Kept(T element)  // NOLINT(google-explicit-constructor)
      : element_(std::make_shared<const T>(std::move(element))) {}

  Kept(std::optional<T> element) {  // NOLINT(google-explicit-constructor)
    if (element) element_ = std::make_shared<const T>(std::move(*element));
  }

  explicit operator bool() const { return element_ != nullptr; }

  bool has_value() const { return element_ != nullptr; }

  const T& operator*() const { return *element_; }

  const T* operator->() const { return element_.get(); }

  friend bool operator==(const Kept& a, const Kept& b) {
    return a.element_ == b.element_ || (a.element_ && b.element_ && *a.element_ == *b.element_);
  }

private:
  std::shared_ptr<const T> element_;
};

// No `before` inserts `after` at `at`, no `after` erases what stands there, both replace it.
template <class T>
struct ListEdit {
  std::size_t at = 0;
  Kept<T> before, after;
  friend bool operator==(const ListEdit&, const ListEdit&) = default;
};

struct HeaderEdit {
  Header before, after;
  friend bool operator==(const HeaderEdit&, const HeaderEdit&) = default;
};

using Edit = std::variant<ListEdit<Stage>, ListEdit<Channel>, ListEdit<Team>, ListEdit<Person>,
                          ListEdit<Persona>, ListEdit<Touchpoint>, ListEdit<Rater>,
                          ListEdit<Rating>, ListEdit<Handoff>, ListEdit<Kpi>, ListEdit<Fix>,
                          ListEdit<Snapshot>, ListEdit<AcceptedGap>, ListEdit<AgendaItem>,
                          ListEdit<SealedBallot>, ListEdit<WorkshopEntry>, HeaderEdit>;

struct Command {
  std::string label;        // for the undo menu: "Rate effectiveness of Refund call"
  std::vector<Edit> edits;  // carried out in order; places count after the edits before them
  // Commands in a row with the same key, which is not empty, become one step of undo: typing.
  std::string merge_key;

  bool empty() const { return edits.empty(); }

  friend bool operator==(const Command&, const Command&) = default;
};

// The command that undoes `command`: its edits turned round, last first.
Command inverse(const Command& command);

// `first` and then `second` as one command with the first's label and key. What both change is
// changed once, so that no element stands in the command that the audit never holds.
Command merged(Command first, const Command& second);

}  // namespace touchstone
