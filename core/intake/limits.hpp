// How much Touchstone takes in: one table for files that are opened, audits that are kept, imports,
// what is pasted and edited, and the command line. What is beyond is refused in words.
//
// Why there are limits: a page has one thread and at most 2 GB of memory, so whatever comes in
// costs time in which nothing answers, and memory without which the program ends. The figures are
// from measuring (docs/audit-format.md, "How large"): the page is still to be worked with at each
// of them, and the command line stays below 1 GB. Audits of people's making are far below: 5,000
// touchpoints are many.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace touchstone {

inline constexpr std::size_t k_megabyte = 1'000'000;

// An audit.

// Of a document's text, and of the numbers, texts, lists and objects in it.
inline constexpr std::size_t k_most_document_bytes = 100 * k_megabyte;
inline constexpr std::size_t k_most_document_values = 4'000'000;
// Of any JSON text: a record of the journal holds what was there before and what is there after.
inline constexpr std::size_t k_most_json_bytes = 256 * k_megabyte;
inline constexpr std::size_t k_most_json_values = 2 * k_most_document_values;
// How deep lists and objects may stand in it; the root is level 1.
inline constexpr std::size_t k_most_levels = 256;

// Elements of an audit's lists, by their key in the document.
inline constexpr std::size_t k_most_touchpoints = 20'000;
inline constexpr std::size_t k_most_stages = 500;

struct ListLimit {
  std::string_view key;
  std::size_t most;
};

inline constexpr std::array<ListLimit, 16> k_list_limits = {{
    {"stages", k_most_stages},
    {"channels", k_most_stages},
    {"teams", 1'000},
    {"people", 1'000},
    {"personas", 500},
    {"touchpoints", k_most_touchpoints},
    {"raters", 1'000},
    {"ratings", 200'000},
    {"handoffs", k_most_touchpoints},
    {"kpis", 1'000},
    {"fixes", k_most_touchpoints},
    {"snapshots", k_most_touchpoints},
    {"accepted_gaps", k_most_touchpoints},
    {"agenda", k_most_touchpoints},
    {"ballots", k_most_touchpoints},
    {"workshop_log", 200'000},
}};

// `key` is one of the document's lists.
constexpr std::size_t most_elements(std::string_view key) {
  for (const ListLimit& limit : k_list_limits)
    if (limit.key == key) return limit.most;
  return 0;
}

// Of all lists together, with those inside of other things: measures, evidence, effects.
inline constexpr std::size_t k_most_entries = 500'000;

// Listed of what is wrong with a document; beyond them reading stops.
inline constexpr std::size_t k_most_problems = 1'000;
inline constexpr std::size_t k_most_problem_bytes = 4 * k_megabyte;

// Other people's files.

inline constexpr std::size_t k_most_import_bytes = 100 * k_megabyte;
// Of a table, or of all sheets of a workbook together.
inline constexpr std::size_t k_most_rows = 1'000'000;
inline constexpr std::size_t k_most_cells = 20'000'000;
// As many columns as a spreadsheet has; cells beyond are reported and left out.
inline constexpr std::size_t k_most_columns = 16'384;
// Names in one cell: of owners, teams, personas, fixes.
inline constexpr std::size_t k_most_names = 1'000;
// Of a workbook: sheets with cells in them, and all that is unpacked of it.
inline constexpr std::size_t k_most_sheets = 100;
inline constexpr std::size_t k_most_workbook_bytes = 200 * k_megabyte;

}  // namespace touchstone
