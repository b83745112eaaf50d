// What an import did not understand, by line; and what it left out knowingly, by reason.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::tables {

// A value that was not understood. Nothing of it entered; what else the row holds did.
struct ImportProblem {
  std::uint32_t line = 0;  // of the file, from 1; 0: the file as a whole
  std::string column;      // the column's label; "": the row or file as a whole
  std::string value;       // what was found, cut after about 80 bytes
  std::string reason;      // one sentence: why not, and what would be understood

  friend bool operator==(const ImportProblem&, const ImportProblem&) = default;
};

// Rows or columns that were understood and are not wanted: survey previews, personal columns.
struct LeftOut {
  std::string what;   // "column IPAddress", "rows with Status Survey Preview"
  std::string why;    // one sentence
  std::size_t count;  // rows; of a column, its cells with something in them
  bool personal;      // left out because it tells who somebody is

  friend bool operator==(const LeftOut&, const LeftOut&) = default;
};

// Keeps the first problems and counts all, so that a file of nothing but rubbish costs no more
// memory than a good one.
class ProblemLog {
public:
  static constexpr std::size_t k_most_kept = 10'000;

  void add(std::uint32_t line, std::string_view column, std::string_view value,
           std::string_view reason);

  // For what concerns the whole file.
  void add(std::string_view reason) { add(0, "", "", reason); }

  void add_all(const ProblemLog& other);

  // In order of line; the file's own first.
  std::vector<ImportProblem> sorted() const;

  // How many there were, kept or not.
  std::size_t total() const { return total_; }

private:
  std::vector<ImportProblem> problems_;
  std::size_t total_ = 0;
};

// Counts what is left out, by what it is.
class LeftOutLog {
public:
  void add(std::string_view what, std::string_view why, std::size_t count = 1,
           bool personal = false);
  // By name.
  std::vector<LeftOut> sorted() const;

private:
  std::map<std::string, LeftOut, std::less<>> entries_;
};

// `text` for a message: cut after about `most` bytes at a character's edge, with "...".
std::string cut_text(std::string_view text, std::size_t most = 80);

}  // namespace touchstone::tables
