// The open audit: a valid Audit, the scoring model with its overrides applied, and the index of its
// ids, kept in step. Only apply() changes it.
#pragma once

#include <optional>
#include <vector>

#include "audit/audit.hpp"
#include "document/command.hpp"
#include "document/index.hpp"
#include "json/result.hpp"
#include "model/model.hpp"

namespace touchstone {

// What a command changes is as the document's file holds it: written and read again, any state of
// the document is the same value. Two marks that no file holds would stand against that: a list
// with elements that is not known, and a field that is marked as stated empty though it is not.
// apply() leaves neither behind, whatever the command says; settled() makes a command say so
// itself, which undo needs.
class Document {
public:
  // `audit` is valid against `base` (as read_audit() leaves it); `base` outlives the document.
  Document(Audit audit, const Model& base);

  const Audit& audit() const { return audit_; }

  // The scoring model this audit is judged by: the base, or a copy with the audit's overrides.
  const Model& model() const { return own_model_ ? *own_model_ : *base_; }

  const AuditIndex& index() const { return index_; }

  // `command` with the first edit of a list that is not known making it so, and without idle marks.
  // Its inverse takes back all of it.
  Command settled(Command command) const;

  // Carries `command` out, or returns why not and changes nothing. Refused are an edit whose
  // `before` is not what stands there (marks that no file holds aside), and a result that is not
  // valid: pointers are those of the changed document. Judges only what the edits touch: the cost
  // does not depend on the audit's size, apart from moving elements up or down in a vector, a
  // change of overrides (all is judged again) and of a fix's `requires` (all fixes are).
  Problems apply(const Command& command);

private:
  template <class T>
  Problems carry_out(const ListEdit<T>& edit);
  Problems carry_out(const HeaderEdit& edit);
  template <class T>
  void put(const ListEdit<T>& edit);
  void put(const HeaderEdit& edit);
  void take_back(const Command& command, std::size_t done, const KnownLists& known);
  Problems judge(const Command& command);
  bool update_model(Problems& problems);

  Audit audit_;
  const Model* base_;
  std::optional<Model> own_model_;
  AuditIndex index_;
};

}  // namespace touchstone
