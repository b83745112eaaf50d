#include "audit/command.hpp"

#include <algorithm>
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

}  // namespace

Command inverse(const Command& command) {
  Command back = command;
  std::reverse(back.edits.begin(), back.edits.end());
  for (Edit& edit : back.edits) std::visit([](auto& it) { std::swap(it.before, it.after); }, edit);
  return back;
}

Command merged(Command first, const Command& second) {
  for (const Edit& edit : second.edits) {
    const bool joined =
        !first.edits.empty() && std::visit(
                                    [&](const auto& next) {
                                      using E = std::decay_t<decltype(next)>;
                                      E* last = std::get_if<E>(&first.edits.back());
                                      return last != nullptr && absorbed(*last, next);
                                    },
                                    edit);
    if (!joined) first.edits.push_back(edit);
  }
  return first;
}

}  // namespace touchstone
