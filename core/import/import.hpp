// Other people's files into an audit: read, look, decide, carry out.
//
//   ImportReader reader("survey.csv", std::move(bytes));
//   while (reader.step(1 << 20)) show(reader.progress());       // or drop the reader: stopped
//   const ImportSource source = reader.take();
//   ImportSettings settings;                                    // what the user decides
//   ImportPreview preview = preview_import(source, settings, model);     // shown
//   settings.changes = {"Q5=nps@Refund call"};                  // changed by hand, previewed again
//   Result<ImportResult> result = carry_out(source, settings, document);
//   document.apply(result->merged.command);                     // one step of undo
//
// Everything is a value; nothing enters an audit before carry_out(), and that only makes a command.
// The preview converts the whole file, so what it lists is what carry_out() does. Linear in the
// file; a file that holds more than an audit takes (limits.hpp) is refused whole, as early as it is
// found. Kinds, fields and quirks of each tool: docs/import.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "import/content.hpp"
#include "import/fields.hpp"
#include "import/json.hpp"
#include "import/layout.hpp"
#include "import/mapping.hpp"
#include "import/merge.hpp"
#include "import/options.hpp"
#include "json/result.hpp"
#include "tables/csv_read.hpp"
#include "tables/import_problem.hpp"
#include "tables/text_encoding.hpp"

namespace touchstone::importing {

// A file that was read, before anybody decided anything about it.
struct ImportSource {
  std::string name;  // without folders
  Recognised recognised;
  tables::Encoding encoding = tables::Encoding::utf8;
  char delimiter = ',';  // of tables of text
  bool is_json = false;
  std::string text;             // of JSON files
  tables::Table table;          // of all others, and of tickets
  tables::ProblemLog problems;  // found while reading
  tables::LeftOutLog left_out;  // while reading
  std::string refusal;          // why nothing of it is taken: it is too large; "": it is
};

class ImportReader {
public:
  // `kind` if the user says it, else it is recognised. Of `options` encoding and delimiter count
  // here. A file beyond limits.hpp is refused and has no rows.
  ImportReader(std::string_view name, std::string bytes,
               std::optional<ImportKind> kind = std::nullopt, ImportOptions options = {});

  // Reads about `bytes` more; whether there is more to read.
  bool step(std::size_t bytes);
  double progress() const;  // 0..1
  // Once, after step() returned false.
  ImportSource take();

private:
  enum class Next : std::uint8_t { decode, recognise, rows };

  void decode();
  void recognise_text();

  ImportSource source_;
  std::string bytes_;
  Next next_ = Next::decode;
  std::string text_;  // decoded
  std::optional<ImportKind> kind_;
  ImportOptions options_;
  std::optional<tables::CsvReader> csv_;
  std::unique_ptr<TicketsReader> tickets_;
};

// The whole file in one go.
ImportSource read_import(std::string_view name, std::string bytes,
                         std::optional<ImportKind> kind = std::nullopt,
                         const ImportOptions& options = {});

// A table that somebody else has read: a sheet of a workbook (workbook.hpp).
ImportSource import_table(std::string_view name, tables::Table table,
                          std::optional<ImportKind> kind = std::nullopt);

// What the user decides about one file. The default is to believe the program.
struct ImportSettings {
  std::optional<ImportKind> kind;
  std::vector<std::string> changes;  // texts for change_mapping(), in order
  ImportOptions options;
};

struct ImportPreview {
  static constexpr std::size_t k_rows_shown = 8;

  ImportKind kind = ImportKind::answers;
  Recognised recognised;
  Mapping mapping;                          // none for JSON documents
  std::vector<std::string> mapping_faults;  // what is wrong with `changes`, by place; "" is good
  std::vector<std::vector<std::string>> first_rows;  // by mapping's columns, cut to 120 bytes
  std::size_t rows = 0, rows_used = 0;
  std::size_t touchpoints = 0, measures = 0, ratings = 0, evidence = 0, fixes = 0;
  std::vector<std::string> rules;
  std::vector<tables::LeftOut> left_out;
  std::vector<tables::ImportProblem> problems;  // the first ProblemLog::k_most_kept
  std::size_t problem_count = 0;
  std::vector<ProposedHandoff> handoffs;
  std::optional<Date> first, newest;
};

ImportPreview preview_import(const ImportSource& source, const ImportSettings& settings,
                             const Model& model);

// The same with what the preview tells of, for who shows it first and carries it out later.
struct ConvertedImport {
  ImportPreview preview;
  ImportContent content;
  Problems problems;  // that leave nothing to carry out
};

// The whole file some rows at a time. What the columns are is known from the beginning.
class ImportConversion {
public:
  // `model` outlives it.
  ImportConversion(std::shared_ptr<const ImportSource> source, ImportSettings settings,
                   const Model& model);
  ~ImportConversion();
  ImportConversion(const ImportConversion&) = delete;
  ImportConversion& operator=(const ImportConversion&) = delete;

  const Mapping& mapping() const;
  const std::vector<std::string>& mapping_faults() const;

  // Reads at most `rows` more; whether there are more.
  bool step(std::size_t rows);
  double progress() const;  // 0..1
  // Once, after step() returned false.
  ConvertedImport take();

private:
  struct Work;
  std::unique_ptr<Work> work_;
};

// Whether there is nothing to carry out: the file is refused, or nothing in it was understood.
bool gives_nothing(const ConvertedImport& converted);

ConvertedImport convert_import(const ImportSource& source, const ImportSettings& settings,
                               const Model& model);

struct ImportResult {
  Merged merged;
  ImportPreview preview;  // of what was carried out
};

// What the file brings into `document`, as one command that has not been applied. Problems if
// nothing of the file can be read; a file of which some rows cannot is carried out without them.
// `raise_as_of`: a newer day in the file becomes the audit's as_of; without it only a missing one
// is set.
Result<ImportResult> carry_out(const ConvertedImport& converted, std::string_view file_name,
                               const Document& document, bool raise_as_of = false);
Result<ImportResult> carry_out(const ImportSource& source, const ImportSettings& settings,
                               const Document& document, bool raise_as_of = false);

}  // namespace touchstone::importing
