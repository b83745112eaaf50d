// What makes an audit valid beyond the shape of its JSON: ids, references, ranges and units, and
// the rules between fields (docs/audit-format.md lists them all). The same checks judge a whole
// document after reading and one element after an edit.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>

#include "audit/audit.hpp"
#include "document/index.hpp"
#include "json/path.hpp"
#include "json/problem_list.hpp"
#include "json/result.hpp"
#include "model/model.hpp"

namespace touchstone {

// Problems with the pointers they stand at. What was reported once is not reported again in other
// words, nor is anything below it: a value of the wrong type is not also missing.
class ProblemList {
public:
  void add(std::string pointer, std::string message);

  // Keeps all of `problems`, whose pointers now count as reported.
  void add_all(Problems problems);

  bool has(const std::string& pointer) const { return pointers_.contains(pointer); }

  bool empty() const { return problems_.empty(); }

  // No more are listed: whoever looks for them may stop.
  bool is_full() const { return problems_.is_full(); }

  Problems take() { return problems_.take(); }

private:
  BoundedProblems problems_;
  std::unordered_set<std::string> pointers_;
};

// Lists with more elements than Touchstone takes (limits.hpp).
void check_sizes(const Audit& audit, ProblemList& problems);

// What to say of the list under `key` that has `found` elements, which are too many.
std::string too_long(std::string_view key, std::size_t found);

// The whole audit against `model` (the audit's overrides applied).
void check_audit(const Audit& audit, const Model& model, ProblemList& problems);

// One element that stands at `path`: everything but duplicate ids and cycles. T: an element of a
// list of Audit. References are looked up in `index` only if `references` is set.
template <class T>
void check_element(const T& element, const Model& model, const AuditIndex& index, bool references,
                   Path& path, ProblemList& problems);

// The header but for its overrides, which effective_model() judges.
void check_header(const Header& header, const Model& model, ProblemList& problems);

// An entry of a fix's `requires`, by their places.
struct RequiredFix {
  std::size_t fix, entry;
};

// Cycles among the fixes' `requires`: for each one found, the entry that closes it, fixes and
// entries taken in the document's order.
std::vector<RequiredFix> closing_requirements(const std::vector<Fix>& fixes);
void check_cycles(const std::vector<Fix>& fixes, ProblemList& problems);

}  // namespace touchstone
