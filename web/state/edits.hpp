// The user's edits as commands: thin wrappers over audit/edits.hpp that find the element, change a
// copy and name what was done. A command comes out empty when nothing differs.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "state/state.hpp"

namespace touchstone::app {

// The element with this id, or null.
template <class T, class TypedId>
const T* find(const std::vector<T>& list, const TypedId& id) {
  const auto at = std::ranges::find(list, id, &T::id);
  return at == list.end() ? nullptr : &*at;
}

// Whether the list holds the element.
template <class T>
bool contains(const std::vector<T>& list, const T& element) {
  return std::ranges::find(list, element) != list.end();
}

// What stands at `at` of its list, after `change` was let loose on a copy.
template <class T, class Change>
Command edit_element(const State& state, const std::vector<T>& list, std::size_t at,
                     std::string label, Change&& change) {
  T after = list[at];
  change(after);
  if (after == list[at]) return {};
  return replace_element(state.document, at, std::move(after), std::move(label));
}

template <class Change>
Command edit_touchpoint(const State& state, const TouchpointId& id, std::string label,
                        Change&& change) {
  const auto at = place_of(state.audit.touchpoints, id);
  if (!at) return {};
  return edit_element(state, state.audit.touchpoints, *at, std::move(label),
                      std::forward<Change>(change));
}

template <class Change>
Command edit_header(const State& state, std::string label, Change&& change) {
  Header after = state.audit.header;
  change(after);
  if (after == state.audit.header) return {};
  return change_header(state.document, std::move(after), std::move(label));
}

}  // namespace touchstone::app
