// From the bytes of a document to an audit, or to everything that is wrong with them.
#pragma once

#include <string_view>

#include "audit/audit.hpp"
#include "document/check.hpp"
#include "json/path.hpp"
#include "json/result.hpp"
#include "json/tree.hpp"
#include "model/model.hpp"

namespace touchstone {

// Whether what is larger than limits.hpp says is refused. Of what is kept already it is not:
// whoever has it shall have it, however long it takes.
enum class Limits { held, lifted };

// The audit in `bytes` (docs/audit-format.md), or all problems; nothing is half-loaded. `model` is
// the shipped scoring model: the document's overrides are applied to it before metrics, factors and
// rules are judged. Never throws, whatever the bytes; linear in their number.
//
// Where the text is not JSON, only what was found up to there is reported.
Result<Audit> read_audit(std::string_view bytes, const Model& model, Limits limits = Limits::held);

// One element of a list of Audit, or its header, as write_element() writes them. Shape only:
// references and ranges are judged when the command that holds the element is applied.
template <class T>
T read_element(JsonValue value, Path& path, ProblemList& problems);

}  // namespace touchstone
