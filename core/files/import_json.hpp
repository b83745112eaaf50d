// JSON files of other programs: which they are, and Zendesk's tickets as a table.
#pragma once

#include <optional>
#include <string_view>

#include "files/import_layout.hpp"
#include "files/import_problem.hpp"
#include "files/table.hpp"

namespace touchstone::files {

// Whether the text begins as JSON does.
bool looks_like_json(std::string_view text);

// Touchstone's audits, OpenJourney maps, Zendesk tickets (one a line, or in a list); nothing for
// other JSON or text that is none.
std::optional<Recognised> recognise_json(std::string_view text);

// Zendesk tickets as a table with the columns of its CSV: one object a line, {"ticket": {...}} or
// bare, or {"tickets": [...]}, or a list of objects. Lines that are no ticket are problems by line.
// Line numbers of rows are those of the lines; within one JSON text, the number of the ticket. Keys
// that no column is made of are counted in `left_out`.
Table tickets_table(std::string_view text, ProblemLog& problems, LeftOutLog& left_out);

}  // namespace touchstone::files
