// From an audit to the bytes of its document.
#pragma once

#include <string>

#include "audit/audit.hpp"

namespace touchstone {

// The canonical form of `audit`: the same audit gives the same bytes, and reading them gives the
// same audit. UTF-8 with a line break at the end; the header's keys first, then the lists, each
// element on a line of its own, so that line-based tools show what changed; unknown keys after the
// known ones in the order of the file they came from. What is not known is left out; a list that is
// known to have nothing is written as []. May stand in a <script> block as it is.
//
// `audit` is valid: its numbers are finite, its texts UTF-8.
std::string write_audit(const Audit& audit);

// One element of a list of Audit, or the header (with "known", the names of the lists that are
// known), as one line without a break. read_element() reads it.
template <class T>
void write_element(std::string& out, const T& element);

}  // namespace touchstone
