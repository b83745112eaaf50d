// Commands as text: one JSON object a line, for the journal that survives a killed browser and for
// votes that come from elsewhere.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "audit/audit.hpp"
#include "audit/command.hpp"
#include "audit/result.hpp"
#include "model/model.hpp"

namespace touchstone {

// One line without a break:
// {"label":"...","merge_key":"...","edits":[{"list":"stages","at":3,"before":{...},"after":{...}},
//  {"list":"header","before":{...},"after":{...}}]}
// with the elements as write_element() writes them.
std::string write_command(const Command& command);

// The command in `bytes`, or all problems of its shape, with pointers into it. Whether it fits an
// audit is for Document::apply() to say.
Result<Command> read_command(std::string_view bytes);

struct Recovered {
  Audit audit;
  std::size_t lost = 0;  // commands from the first on that could not be read, or did not fit
};

// The document `base` after the commands of the lines, in order. Of a journal whose end is damaged
// all before the damage is recovered. Problems are those of `base`.
Result<Recovered> recover(std::string_view base, std::span<const std::string> lines,
                          const Model& model);

}  // namespace touchstone
