// Brings what a file holds into an open audit, as one command.
//
// What the audit knows by the same name (case and blanks apart) is the same thing; a touchpoint
// also has to agree in stage and channel where both name one. For what is known already the file
// wins where it says something, which is listed; lists grow by what they lack; notes are appended.
// Nothing is ever taken away.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "document/command.hpp"
#include "document/document.hpp"

namespace touchstone::importing {

struct MergeOptions {
  bool match_ids = false;    // the content is an audit: the same id is the same thing as well
  bool raise_as_of = false;  // a newer day of the content becomes the audit's as_of
};

struct Merged {
  Command command;  // empty when the audit holds all of it already
  std::size_t added = 0;
  std::size_t changed = 0;
  // "Touchpoint "Refund call": importance was 3, is 5." The first k_most_changes of them.
  std::vector<std::string> changes;
};

inline constexpr std::size_t k_most_changes = 1000;

Merged merge_content(const Document& document, Audit content, std::string label,
                     const MergeOptions& options);

}  // namespace touchstone::importing
