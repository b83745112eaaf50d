// A command in the making: the audit as the edits made so far leave it, so that the next one finds
// its places.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "document/command.hpp"
#include "document/edits.hpp"
#include "document/fields.hpp"

namespace touchstone {

class Draft {
public:
  Draft(Audit audit, std::string label)
      : now_(std::move(audit)), command_{std::move(label), {}, ""} {}

  const Audit& now() const { return now_; }

  void change_header(Header after) {
    command_.edits.push_back(HeaderEdit{now_.header, after});
    now_.header = std::move(after);
  }

  template <class T>
  void insert(std::size_t at, T element) {
    if (!(now_.header.known.*k_list_of<T>.known)) {
      Header after = now_.header;
      after.known.*k_list_of<T>.known = true;
      change_header(std::move(after));
    }
    std::vector<T>& list = now_.*k_list_of<T>.member;
    command_.edits.push_back(ListEdit<T>{at, std::nullopt, element});
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(at), std::move(element));
  }

  template <class T>
  void append(T element) {
    insert((now_.*k_list_of<T>.member).size(), std::move(element));
  }

  template <class T>
  void replace(std::size_t at, T after) {
    T& element = (now_.*k_list_of<T>.member)[at];
    if (element == after) return;
    command_.edits.push_back(ListEdit<T>{at, element, after});
    element = std::move(after);
  }

  template <class T>
  void erase(std::size_t at) {
    std::vector<T>& list = now_.*k_list_of<T>.member;
    command_.edits.push_back(ListEdit<T>{at, list[at], std::nullopt});
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
  }

  Command take() { return std::move(command_); }

private:
  Audit now_;
  Command command_;
};

}  // namespace touchstone
