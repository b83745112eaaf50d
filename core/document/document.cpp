#include "document/document.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <type_traits>
#include <utility>

#include "document/check.hpp"
#include "document/fields.hpp"
#include "json/text.hpp"

namespace touchstone {
namespace {

template <class T>
std::string pointer_of(const ListEdit<T>& edit) {
  return pointer_to(pointer_to("", k_list_of<T>.key), edit.at);
}

template <class E>
inline constexpr bool k_is_list_edit = false;
template <class T>
inline constexpr bool k_is_list_edit<ListEdit<T>> = true;

// Judges what one edit of a list can break.
template <class T>
void judge_edit(const ListEdit<T>& edit, const Model& model, const AuditIndex& index,
                ProblemList& problems) {
  if (edit.after) {
    Path path;
    const StepInto list(path, k_list_of<T>.key);
    const StepInto element(path, edit.at);
    check_element(*edit.after, model, index, true, path, problems);
  }
  if (index.is_consistent()) return;
  const auto own_ids = [](const T& element, auto&& f) {
    for_each_id(element, [&](const auto& row, const std::string& id) {
      if (row.form == Form::own_id) f(row.space, id);
    });
  };
  if (edit.after) {
    own_ids(*edit.after, [&](IdSpace space, const std::string& id) {
      const bool is_owner = space == IdSpace::team || space == IdSpace::owner;
      if (index.definitions(is_owner ? IdSpace::owner : space, id) > 1)
        problems.add(pointer_to(pointer_of(edit), "id"),
                     "The id " + quoted(id) + " is taken; expected one that nothing else has.");
    });
  }
  if (edit.before) {
    own_ids(*edit.before, [&](IdSpace, const std::string& id) {
      if (index.is_dangling(id))
        problems.add(pointer_of(edit), "Other parts of the audit still refer to the " +
                                           std::string(k_list_of<T>.noun) + ' ' + quoted(id) +
                                           "; expected them to be changed first.");
    });
  }
}

bool adds_element(const Edit& edit) {
  return std::visit(
      [](const auto& it) {
        if constexpr (k_is_list_edit<std::decay_t<decltype(it)>>)
          return it.after && !it.before;
        else
          return false;
      },
      edit);
}

// Whether the edit can have made a circle of requirements.
bool touches_requires(const Edit& edit) {
  const auto* fix = std::get_if<ListEdit<Fix>>(&edit);
  if (fix == nullptr || !fix->after) return false;
  return !fix->before || fix->before->requires_fixes != fix->after->requires_fixes ||
         fix->before->id != fix->after->id;
}

// Marks the lists of `audit` that have elements as known in `header`.
void mark_known_lists(const Audit& audit, Header& header) {
  for_each_list([&](const auto& list) {
    if (!(audit.*list.member).empty()) header.known.*list.known = true;
  });
}

// `edit`'s header as it stands in `audit`.
Header settled_header(Header header, const Audit& audit) {
  drop_idle_marks(header);
  mark_known_lists(audit, header);
  return header;
}

template <class T>
T without_idle_marks(T element) {
  drop_idle_marks(element);
  return element;
}

// Makes a command say all that carrying it out does.
class Settling {
public:
  explicit Settling(Header header) : header_(std::move(header)) {}

  Command settle(Command command) {
    std::vector<Edit> edits = std::exchange(command.edits, {});
    command.edits.reserve(edits.size() + 1);
    for (Edit& edit : edits) {
      std::visit([this](auto& it) { settle_edit(it); }, edit);
      command.edits.insert(command.edits.end(), std::make_move_iterator(made_.begin()),
                           std::make_move_iterator(made_.end()));
      made_.clear();
    }
    return command;
  }

private:
  template <class T>
  void settle_edit(ListEdit<T>& edit) {
    constexpr bool KnownLists::* k_known = k_list_of<T>.known;
    if (edit.after && !(header_.known.*k_known)) {
      Header known = header_;
      known.known.*k_known = true;
      made_here_.known.*k_known = true;
      made_.emplace_back(HeaderEdit{header_, known});
      header_ = std::move(known);
    }
    if (edit.after) edit.after = without_idle_marks(*edit.after);
    made_.emplace_back(std::move(edit));
  }

  void settle_edit(HeaderEdit& edit) {
    drop_idle_marks(edit.after);
    for_each_list([&](const auto& list) {
      if (!(made_here_.known.*list.known)) return;
      edit.before.known.*list.known = true;
      edit.after.known.*list.known = true;
    });
    header_ = edit.after;
    made_.emplace_back(std::move(edit));
  }

  Header header_;     // after the edits so far
  Header made_here_;  // knows the lists that this command made known by itself
  std::vector<Edit> made_;
};

bool touches_overrides(const Edit& edit) {
  const auto* header = std::get_if<HeaderEdit>(&edit);
  return header != nullptr && header->before.overrides != header->after.overrides;
}

}  // namespace

Document::Document(Audit audit, const Model& base)
    : audit_(std::move(audit)), base_(&base), index_(audit_) {
  drop_idle_marks(audit_.header);
  mark_known_lists(audit_, audit_.header);
  for_each_list([this](const auto& list) {
    for (auto& element : audit_.*list.member) drop_idle_marks(element);
  });
  Problems problems;
  [[maybe_unused]] const bool valid = update_model(problems);
  assert(valid && "the audit's overrides are valid");
}

Command Document::settled(Command command) const {
  return Settling(audit_.header).settle(std::move(command));
}

Problems Document::apply(const Command& command) {
  const KnownLists known = audit_.header.known;
  for (std::size_t i = 0; i < command.edits.size(); ++i) {
    Problems problems =
        std::visit([this](const auto& edit) { return carry_out(edit); }, command.edits[i]);
    if (problems.empty()) continue;
    take_back(command, i, known);
    return problems;
  }
  Problems problems = judge(command);
  if (!problems.empty()) take_back(command, command.edits.size(), known);
  return problems;
}

template <class T>
Problems Document::carry_out(const ListEdit<T>& edit) {
  std::vector<T>& list = audit_.*k_list_of<T>.member;
  const bool in_reach = edit.before ? edit.at < list.size() : edit.at <= list.size();
  const bool as_told = in_reach && (!edit.before || list[edit.at] == *edit.before);
  if (!as_told || (!edit.before && !edit.after))
    return {{pointer_of(edit), "The " + std::string(k_list_of<T>.noun) +
                                   " there is not the one this change was made for."}};
  put(edit);
  return {};
}

Problems Document::carry_out(const HeaderEdit& edit) {
  if (!(audit_.header == settled_header(edit.before, audit_)))
    return {{"", "The document's header is not the one this change was made for."}};
  put(edit);
  return {};
}

// Carries out what is known to fit.
template <class T>
void Document::put(const ListEdit<T>& edit) {
  std::vector<T>& list = audit_.*k_list_of<T>.member;
  const auto place = list.begin() + static_cast<std::ptrdiff_t>(edit.at);
  if (edit.before) index_.remove(*edit.before);
  if (edit.after) index_.add(*edit.after);
  if (!edit.before)
    list.insert(place, without_idle_marks(*edit.after));
  else if (!edit.after)
    list.erase(place);
  else
    *place = without_idle_marks(*edit.after);
  if (edit.after) audit_.header.known.*k_list_of<T>.known = true;
}

void Document::put(const HeaderEdit& edit) {
  audit_.header = settled_header(edit.after, audit_);
}

// Undoes the first `done` edits of a command that was refused. They are not compared with what
// stands there: a refused NaN is not equal to itself. `known` are the lists that were known before.
void Document::take_back(const Command& command, std::size_t done, const KnownLists& known) {
  Command part;
  part.edits.assign(command.edits.begin(),
                    command.edits.begin() + static_cast<std::ptrdiff_t>(done));
  const bool model_changed = std::any_of(part.edits.begin(), part.edits.end(),
                                         [](const Edit& it) { return touches_overrides(it); });
  const Command back = inverse(part);
  for (const Edit& edit : back.edits) std::visit([this](const auto& it) { put(it); }, edit);
  audit_.header.known = known;
  Problems none;
  if (model_changed) update_model(none);
}

Problems Document::judge(const Command& command) {
  ProblemList problems;
  const auto& edits = command.edits;
  if (std::any_of(edits.begin(), edits.end(), touches_overrides)) {
    Problems of_model;
    const bool valid = update_model(of_model);
    problems.add_all(std::move(of_model));
    if (valid) check_audit(audit_, model(), problems);
    return problems.take();
  }
  for (const Edit& edit : edits) {
    std::visit(
        [&](const auto& it) {
          using E = std::decay_t<decltype(it)>;
          if constexpr (k_is_list_edit<E>)
            judge_edit(it, model(), index_, problems);
          else
            check_header(it.after, model(), problems);
        },
        edit);
  }
  if (std::any_of(edits.begin(), edits.end(), touches_requires))
    check_cycles(audit_.fixes, problems);
  if (std::any_of(edits.begin(), edits.end(), adds_element)) check_sizes(audit_, problems);
  return problems.take();
}

bool Document::update_model(Problems& problems) {
  own_model_.reset();
  if (audit_.header.overrides.empty()) return true;
  Result<Model> own = effective_model(*base_, audit_.header.overrides);
  problems = own.problems();
  if (own) own_model_ = std::move(*own);
  return own.ok();
}

}  // namespace touchstone
