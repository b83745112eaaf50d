#include "document/command.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace touchstone {
namespace {

// Makes `second` part of `first` when both replace the same thing; false if they do not.
template <class T>
bool absorbed(ListEdit<T>& first, const ListEdit<T>& second) {
  const bool replaces = second.before && second.after;
  if (!replaces || !first.after || first.at != second.at) return false;
  first.after = second.after;
  return true;
}

bool absorbed(HeaderEdit& first, const HeaderEdit& second) {
  first.after = second.after;
  return true;
}

// The edits of a command by the place that each left its element at, list by list.
class LastEdits {
public:
  void add(const Edit& edit, std::size_t number) {
    List& list = lists_[edit.index()];
    std::visit([&](const auto& it) { add(list, it, number); }, edit);
  }

  // The number of the latest edit of what `edit` is about, if it is known.
  std::optional<std::size_t> find(const Edit& edit) const {
    const List& list = lists_[edit.index()];
    const auto found =
        list.edits.find(std::visit([](const auto& it) { return place_of(it); }, edit));
    return found == list.edits.end() ? std::nullopt : std::optional(found->second);
  }

private:
  struct List {
    std::unordered_map<std::size_t, std::size_t> edits;  // by place
    std::size_t end = 0;                                 // behind the last of the places
  };

  template <class T>
  static std::size_t place_of(const ListEdit<T>& edit) {
    return edit.at;
  }

  static std::size_t place_of(const HeaderEdit&) { return 0; }

  template <class T>
  static void add(List& list, const ListEdit<T>& edit, std::size_t number) {
    // Places behind an element that comes or goes are other ones from there on.
    const bool moves_others = (!edit.before || !edit.after) && edit.at < list.end;
    if (moves_others) list = {};
    if (!edit.after) return;
    list.edits[edit.at] = number;
    list.end = std::max(list.end, edit.at + 1);
  }

  static void add(List& list, const HeaderEdit&, std::size_t number) { list.edits[0] = number; }

  std::array<List, std::variant_size_v<Edit>> lists_;
};

}  // namespace

Command inverse(const Command& command) {
  Command back = command;
  std::reverse(back.edits.begin(), back.edits.end());
  for (Edit& edit : back.edits) std::visit([](auto& it) { std::swap(it.before, it.after); }, edit);
  return back;
}

Command merged(Command first, const Command& second) {
  LastEdits known;
  for (std::size_t i = 0; i < first.edits.size(); ++i) known.add(first.edits[i], i);
  for (const Edit& edit : second.edits) {
    const std::optional<std::size_t> before = known.find(edit);
    const bool joined = before && std::visit(
                                      [&](const auto& next) {
                                        using E = std::decay_t<decltype(next)>;
                                        return absorbed(std::get<E>(first.edits[*before]), next);
                                      },
                                      edit);
    if (joined) continue;
    known.add(edit, first.edits.size());
    first.edits.push_back(edit);
  }
  return first;
}

}  // namespace touchstone
