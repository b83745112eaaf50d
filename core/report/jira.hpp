// The fixes that are not done as a CSV that Jira imports as issues.
//
// Columns: Summary, Description, Priority, Due date, Assignee, then Labels as often as the fix with
// the most labels has them; every file of one export has the same columns. Dates are YYYY-MM-DD.
// - Summary is one line of at most 255 characters, Jira's limit.
// - Priority follows the fix's rank by the points it takes off the journey: the first quarter is
//   Highest, then High, Medium, Low; a fix without effect is Lowest.
// - Assignee holds e-mail addresses only, as Jira asks for: a person whose name or id is one. Any
//   other owner stands in the description.
// - Labels: "touchstone", the category, and the stages the fix works on; no blanks within.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone::report {

// What Jira takes in one go from somebody who is no administrator.
inline constexpr std::size_t k_jira_rows = 250;

// One file for each k_jira_rows fixes with status open, doing or none, in the document's order; one
// with the header alone if there is none.
std::vector<std::string> report_jira(const Audit& audit, const Model& model, const Scores& scores);

}  // namespace touchstone::report
