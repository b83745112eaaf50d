// Commands as text: one JSON object a line, for the journal that survives a killed browser and for
// votes that come from elsewhere.
#pragma once

#include <string>
#include <string_view>

#include "document/command.hpp"
#include "json/result.hpp"

namespace touchstone {

// One line without a break:
// {"label":"...","merge_key":"...","edits":[{"list":"stages","at":3,"before":{...},"after":{...}},
//  {"list":"header","before":{...},"after":{...}}]}
// with the elements as write_element() writes them.
std::string write_command(const Command& command);

// The command in `bytes`, or all problems of its shape, with pointers into it. Whether it fits an
// audit is for Document::apply() to say.
Result<Command> read_command(std::string_view bytes);

}  // namespace touchstone
