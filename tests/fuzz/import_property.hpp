// What must hold for any bytes given to the importers; for the fuzzer and for the replay of its
// corpus.
//
// The first line of an input says how the rest is read, in words between "|", each of them
// optional:
//   name=survey.csv|from=qualtrics|by=none|map=Q5=nps@Refund call|into=small
// `from` is a kind's key (else it is recognised), `into=small` an audit that has things by the same
// names, everything else an option; words that are no option are passed over.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../support/documents.hpp"
#include "document/document.hpp"
#include "document/write.hpp"
#include "import/import.hpp"
#include "json/utf8.hpp"
#include "text/concat.hpp"

namespace touchstone::test {

struct ImportCase {
  std::string name = "file.csv";
  bool into_small = false;
  importing::ImportSettings settings;
  std::string bytes;
};

inline ImportCase import_case(std::string_view input) {
  ImportCase it;
  const std::size_t end = std::min(input.find('\n'), input.size());
  it.bytes = input.substr(std::min(end + 1, input.size()));
  std::string_view line = input.substr(0, end);
  while (!line.empty()) {
    const std::size_t bar = std::min(line.find('|'), line.size());
    const std::string_view word = line.substr(0, bar);
    line.remove_prefix(std::min(bar + 1, line.size()));
    if (word.starts_with("name="))
      it.name = valid_utf8(word.substr(5));
    else if (word.starts_with("from="))
      it.settings.kind = importing::kind_named(word.substr(5));
    else if (word.starts_with("map="))
      it.settings.changes.push_back(valid_utf8(word.substr(4)));
    else if (word == "into=small")
      it.into_small = true;
    else
      importing::set_option(it.settings.options, valid_utf8(word));
  }
  return it;
}

inline bool is_utf8(std::string_view text) {
  return valid_utf8(text) == text;
}

// An audit that knows some of the names files have, and belongs to nobody's file.
inline Audit small_audit() {
  static const Audit audit = [] {
    const std::string text = document({
        {"as_of", R"("2026-02-01")"},
        {"stages", R"([{"id":"s","name":"Support"},{"id":"s2","name":"Purchase"}])"},
        {"channels", R"([{"id":"c","name":"Phone"},{"id":"c2","name":"phone "}])"},
        {"teams", R"([{"id":"t","name":"Billing"}])"},
        {"touchpoints",
         R"([{"id":"a","name":"Refund call","stage":"s","channel":"c","importance":3},)"
         R"({"id":"b","name":"Refund call"},{"id":"1","name":"Support tickets"}])"},
        {"raters", R"([{"id":"r","name":"Severity in file"}])"},
        {"ratings", R"([{"rater":"r","touchpoint":"a","factor":"overall","score":1},)"
                    R"({"rater":"r","touchpoint":"a","factor":"overall","score":2}])"},
        {"fixes", R"([{"id":"f","title":"Merge the queues"}])"},
    });
    return *read_audit(text, shipped_model());
  }();
  return audit;
}

// The cells of two readings of one text.
inline std::string csv_fault(const std::string& text, std::optional<char> delimiter) {
  const tables::CsvContent whole = tables::read_csv(text, delimiter);
  tables::CsvReader reader(text, delimiter);
  while (reader.step(7)) {
    if (reader.progress() < 0 || reader.progress() > 1) return "progress is not 0..1";
  }
  const tables::CsvContent steps = reader.take();
  const tables::Table& a = whole.table;
  const tables::Table& b = steps.table;
  if (a.rows() != b.rows() || a.columns() != b.columns() ||
      whole.problems.sorted() != steps.problems.sorted())
    return "reading in steps gives another table";
  std::size_t bytes = 0;
  for (std::size_t row = 0; row < a.rows(); ++row) {
    if (a.line(row) == 0 || (row > 0 && a.line(row) <= a.line(row - 1))) return "lines do not rise";
    if (a.cells(row) != b.cells(row) || a.line(row) != b.line(row)) return "steps change a row";
    for (std::size_t i = 0; i < a.cells(row); ++i) {
      if (a.cell(row, i) != b.cell(row, i)) return "steps change a cell";
      bytes += a.cell(row, i).size();
    }
  }
  return bytes <= text.size() ? "" : "the cells hold more than the text";
}

inline std::string preview_fault(const importing::ImportPreview& preview) {
  if (preview.rows_used > preview.rows) return "more rows used than there are";
  if (preview.problem_count < preview.problems.size()) return "more problems than are counted";
  if (preview.first_rows.size() > importing::ImportPreview::k_rows_shown)
    return "too many rows shown";
  bool good = true;
  const auto look = [&](std::string_view text) { good = good && is_utf8(text); };
  for (const tables::ImportProblem& it : preview.problems) {
    if (it.reason.empty()) return "a problem without a reason";
    for (const std::string& text : {it.column, it.value, it.reason}) look(text);
  }
  for (const tables::LeftOut& it : preview.left_out) {
    if (it.what.empty() || it.why.empty()) return "something left out without words";
    look(it.what + it.why);
  }
  for (const importing::MappedColumn& it : preview.mapping)
    look(it.column.label + it.why + it.block);
  for (const auto& row : preview.first_rows)
    for (const std::string& cell : row) look(cell);
  for (const std::string& text : preview.rules) look(text);
  for (const std::string& text : preview.mapping_faults) look(text);
  return good ? "" : "a text of the preview is not UTF-8";
}

// Applies `command`, looks at what it left and takes it back. `command` may be refused only where
// `may_refuse`.
inline std::string command_fault(Document& document, const Command& command, bool may_refuse) {
  const Audit before = document.audit();
  const Problems refused = document.apply(command);
  if (!refused.empty()) {
    if (!(document.audit() == before)) return "a refused import changed the audit";
    return may_refuse ? ""
                      : concat("the import is refused: ", refused.front().pointer, " ",
                               refused.front().message);
  }
  if (!document.index().is_consistent()) return "the index is not consistent after the import";
  const std::string written = write_audit(document.audit());
  const Result<Audit> back = read_audit(written, shipped_model());
  if (!back) return concat("what was imported is not valid: ", back.problems().front().message);
  if (!(*back == document.audit())) return "what was imported is written as something else";
  const Audit after = document.audit();
  if (!document.apply(inverse(command)).empty()) return "the import cannot be undone";
  if (!(document.audit() == before)) return "undo of the import leaves something";
  if (!document.apply(command).empty() || !(document.audit() == after))
    return "redo of the import gives something else";
  return "";
}

// "" if all holds, else what does not: the bytes are refused with reasons, or they give one command
// that leaves a valid audit and can be undone; the same file again adds nothing.
inline std::string fault_with_case(const ImportCase& it) {
  const tables::DecodedText decoded = tables::decode_text(it.bytes, it.settings.options.encoding);
  if (!is_utf8(decoded.text)) return "the decoded text is not UTF-8";
  if (std::string fault = csv_fault(decoded.text, it.settings.options.delimiter); !fault.empty())
    return fault;
  const importing::ImportSource source =
      importing::read_import(it.name, it.bytes, it.settings.kind, it.settings.options);
  Document document(it.into_small ? small_audit() : Audit(), shipped_model());
  const importing::ImportPreview preview =
      importing::preview_import(source, it.settings, document.model());
  if (std::string fault = preview_fault(preview); !fault.empty()) return fault;
  const Result<importing::ImportResult> result =
      importing::carry_out(source, it.settings, document);
  if (!result) {
    for (const Problem& problem : result.problems())
      if (problem.message.empty() || !is_utf8(problem.message)) return "a refusal without words";
    return "";
  }
  if (result->preview.problems != preview.problems || result->preview.rows != preview.rows ||
      result->preview.measures != preview.measures)
    return "the preview is not what is carried out";
  // Two valid audits need not be one: circles of requirements, factors that no longer apply.
  const bool may_refuse = it.into_small && preview.kind == importing::ImportKind::audit;
  const Command& command = result->merged.command;
  if (std::string fault = command_fault(document, command, may_refuse); !fault.empty())
    return fault;
  if (may_refuse) return "";
  const Result<importing::ImportResult> again = importing::carry_out(source, it.settings, document);
  if (!again) return "the same file is refused the second time";
  return again->merged.command.empty() ? "" : "the same file again changes the audit";
}

inline std::string fault_with_import(std::string_view input) {
  return fault_with_case(import_case(input));
}

// The same for every kind that the bytes could be said to be, into an empty audit and into one that
// is not, with and without the mapping.
inline std::string fault_with_every_kind(std::string_view input) {
  ImportCase it = import_case(input);
  const std::vector<std::string> changes = it.settings.changes;
  std::vector<std::optional<importing::ImportKind>> kinds = {std::nullopt};
  for (const importing::KindRow& row : importing::import_kinds()) kinds.emplace_back(row.kind);
  for (const auto& kind : kinds) {
    for (const bool into_small : {false, true}) {
      for (const bool mapped : {false, true}) {
        if (mapped && changes.empty()) continue;
        it.settings.kind = kind;
        it.settings.changes = mapped ? changes : std::vector<std::string>();
        it.into_small = into_small;
        const std::string fault = fault_with_case(it);
        if (!fault.empty())
          return concat(fault, ", as ", kind ? importing::kind_row(*kind).key : "recognised",
                        into_small ? ", into a small audit" : "", mapped ? ", mapped" : "");
      }
    }
  }
  return "";
}

}  // namespace touchstone::test
