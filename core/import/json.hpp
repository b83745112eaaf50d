// JSON files of other programs: which they are, and Zendesk's tickets as a table.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "import/layout.hpp"
#include "tables/import_problem.hpp"
#include "tables/table.hpp"

namespace touchstone::importing {

// Whether the text begins as JSON does.
bool looks_like_json(std::string_view text);

// Touchstone's audits, OpenJourney maps, Zendesk tickets (one a line, or in a list); nothing for
// other JSON or text that is none.
std::optional<Recognised> recognise_json(std::string_view text);

// Zendesk tickets as a table with the columns of its CSV: one object a line, {"ticket": {...}} or
// bare, or {"tickets": [...]}, or a list of objects. Lines that are no ticket are problems by line.
// Line numbers of rows are those of the lines; within one JSON text, the number of the ticket. Keys
// that no column is made of are counted in `left_out`.
class TicketsReader {
public:
  explicit TicketsReader(std::string text);
  ~TicketsReader();
  TicketsReader(const TicketsReader&) = delete;
  TicketsReader& operator=(const TicketsReader&) = delete;

  // Reads about `bytes` more; whether there is more to read. A text that is one JSON value is
  // parsed in one step.
  bool step(std::size_t bytes);
  double progress() const;  // 0..1

  // Why there is no use in reading on: there are too many; "": there is.
  const std::string& refusal() const;

  // What was read, once.
  tables::Table take(tables::ProblemLog& problems, tables::LeftOutLog& left_out);

private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace touchstone::importing
