#include "cli/import_verb.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "document/write.hpp"
#include "import/import.hpp"
#include "json/text.hpp"
#include "tables/inflate.hpp"
#include "tables/workbook.hpp"
#include "text/concat.hpp"

namespace touchstone::cli {
namespace {

using importing::ImportPreview;
using tables::ImportProblem;

struct Call {
  std::vector<std::string> maps;
  importing::ImportSettings settings;
  bool report = false;
  std::vector<std::string> rest;  // for Arguments
  std::string fault;
};

// Takes out what can stand several times or has no value.
Call take_apart(std::span<const std::string> args) {
  Call call;
  for (std::size_t i = 0; i < args.size() && call.fault.empty(); ++i) {
    const std::string& arg = args[i];
    if (arg == "--report") {
      call.report = true;
      continue;
    }
    const std::string name = arg.substr(0, arg.find('='));
    if (name != "--map" && name != "--option") {
      call.rest.push_back(arg);
      continue;
    }
    std::string value;
    if (name.size() < arg.size())
      value = arg.substr(name.size() + 1);
    else if (i + 1 < args.size())
      value = args[++i];
    if (value.empty())
      call.fault = concat(name, " needs a value.");
    else if (name == "--map")
      call.maps.push_back(std::move(value));
    else
      call.fault = importing::set_option(call.settings.options, value);
  }
  return call;
}

std::string kinds_text() {
  std::string text;
  for (const importing::KindRow& row : importing::import_kinds())
    text += concat(text.empty() ? "" : ", ", row.key);
  return text;
}

// One file's part of the report.
struct FileReport {
  std::string file;
  importing::ImportSource source;
  ImportPreview preview;
  importing::Merged merged;
};

void append_text(std::string& out, std::string_view key, std::string_view text) {
  append_json_string(out, key);
  out += ':';
  append_json_string(out, text);
}

void append_count(std::string& out, std::string_view key, std::size_t count) {
  append_json_string(out, key);
  out += concat(":", std::to_string(count));
}

// Appends "key":[...] with one element for each item, written by `write`.
template <class List, class Write>
void append_list(std::string& out, std::string_view key, const List& list, Write&& write) {
  append_json_string(out, key);
  out += ":[";
  bool first = true;
  for (const auto& item : list) {
    if (!std::exchange(first, false)) out += ',';
    write(item);
  }
  out += ']';
}

void append_problem(std::string& out, const ImportProblem& problem) {
  out += '{';
  append_count(out, "line", problem.line);
  out += ',';
  append_text(out, "column", problem.column);
  out += ',';
  append_text(out, "value", problem.value);
  out += ',';
  append_text(out, "reason", problem.reason);
  out += '}';
}

void append_file(std::string& out, const FileReport& file) {
  const ImportPreview& preview = file.preview;
  out += '{';
  append_text(out, "file", file.file);
  out += ',';
  append_text(out, "kind", importing::kind_row(preview.kind).key);
  out += ",\"confidence\":";
  append_json_number(out, preview.recognised.confidence);
  out += ',';
  append_text(out, "why", preview.recognised.why);
  out += ',';
  append_text(out, "encoding", tables::encoding_name(file.source.encoding));
  for (const auto& [key, count] :
       {std::pair("rows", preview.rows), std::pair("rows_used", preview.rows_used),
        std::pair("added", file.merged.added), std::pair("changed", file.merged.changed),
        std::pair("problem_count", preview.problem_count)}) {
    out += ',';
    append_count(out, key, count);
  }
  out += ',';
  append_list(out, "columns", preview.mapping, [&](const importing::MappedColumn& column) {
    out += '{';
    append_text(out, "column", column.column.label);
    out += ',';
    append_text(out, "field", importing::field_text(column));
    out += ',';
    append_text(out, "why", column.why);
    out += '}';
  });
  const auto text = [&](const std::string& it) { append_json_string(out, it); };
  out += ',';
  append_list(out, "rules", preview.rules, text);
  out += ',';
  append_list(out, "left_out", preview.left_out, [&](const tables::LeftOut& it) {
    out += '{';
    append_text(out, "what", it.what);
    out += ',';
    append_text(out, "why", it.why);
    out += ',';
    append_count(out, "count", it.count);
    out += concat(",\"personal\":", it.personal ? "true" : "false", "}");
  });
  out += ',';
  append_list(out, "handoffs", preview.handoffs, [&](const importing::ProposedHandoff& it) {
    out += '{';
    append_text(out, "from", it.from);
    out += ',';
    append_text(out, "to", it.to);
    out += ',';
    append_count(out, "count", it.count);
    out += ',';
    append_count(out, "n", it.n);
    out += '}';
  });
  out += ',';
  append_list(out, "changes", file.merged.changes, text);
  out += ',';
  append_list(out, "problems", preview.problems,
              [&](const ImportProblem& it) { append_problem(out, it); });
  out += '}';
}

std::string report_json(const std::vector<FileReport>& reports) {
  std::string out = "{\"format\":\"touchstone-import\",\"version\":1,";
  append_list(out, "files", reports, [&](const FileReport& file) { append_file(out, file); });
  return out + "}\n";
}

// The same for people.
void append_lines(std::string& out, const FileReport& file) {
  const ImportPreview& preview = file.preview;
  const std::string& name = file.file;
  out += concat(name, ": ", importing::kind_row(preview.kind).name, ". ", preview.recognised.why,
                "\n");
  for (const std::string& rule : preview.rules) out += concat(name, ": ", rule, "\n");
  for (const tables::LeftOut& it : preview.left_out)
    out +=
        concat(name, ": left out: ", it.what, " (", std::to_string(it.count), "). ", it.why, "\n");
  for (const importing::ProposedHandoff& it : preview.handoffs)
    out += concat(name, ": a hand-off from \"", it.from, "\" to \"", it.to,
                  "\" is likely: ", std::to_string(it.count), " of ", std::to_string(it.n),
                  " tickets passed through several groups (handoffs=yes records it).\n");
  for (const std::string& change : file.merged.changes)
    out += concat(name, ": changed: ", change, "\n");
  for (const ImportProblem& problem : preview.problems) {
    out += name;
    if (problem.line > 0) out += concat(":", std::to_string(problem.line));
    if (!problem.column.empty()) out += concat(": ", problem.column);
    if (!problem.value.empty()) out += concat(": ", quoted(problem.value));
    out += concat(": ", problem.reason, "\n");
  }
  if (preview.problem_count > preview.problems.size())
    out += concat(name, ": and ", std::to_string(preview.problem_count - preview.problems.size()),
                  " problems more.\n");
  out += concat(name, ": ", std::to_string(preview.rows_used), " of ", std::to_string(preview.rows),
                " rows used; ", std::to_string(preview.touchpoints), " touchpoints, ",
                std::to_string(preview.measures), " measures, ", std::to_string(preview.ratings),
                " ratings, ", std::to_string(preview.fixes), " fixes.\n");
}

// The tables of a file: one, or of a workbook one a sheet.
Result<std::vector<importing::ImportSource>> read_tables(
    const std::string& path, std::string bytes, const importing::ImportSettings& settings) {
  std::vector<importing::ImportSource> sources;
  if (!tables::looks_like_workbook(bytes)) {
    sources.push_back(
        importing::read_import(path, std::move(bytes), settings.kind, settings.options));
    return sources;
  }
  Result<std::vector<tables::Sheet>> sheets = tables::read_workbook(bytes, tables::inflate);
  if (!sheets) return sheets.problems();
  for (tables::Sheet& sheet : *sheets)
    sources.push_back(importing::import_table(tables::sheet_name(path, sheet, sheets->size()),
                                              std::move(sheet.table), settings.kind));
  return sources;
}

void report_problems(Io& io, const std::string& path, const Problems& problems) {
  for (const Problem& problem : problems)
    io.err += concat(path, ": ", problem.pointer, problem.pointer.empty() ? "" : ": ",
                     problem.message, "\n");
}

// The changes of --map that fit this file; marks them in `used`.
std::vector<std::string> changes_for(const importing::ImportSource& source, const Call& call,
                                     const Model& model, std::vector<bool>& used,
                                     std::string& last_fault) {
  importing::ImportSettings settings = call.settings;
  settings.changes = call.maps;
  if (call.maps.empty()) return {};
  const ImportPreview preview = importing::preview_import(source, settings, model);
  std::vector<std::string> changes;
  for (std::size_t i = 0; i < preview.mapping_faults.size(); ++i) {
    if (preview.mapping_faults[i].empty()) {
      changes.push_back(call.maps[i]);
      used[i] = true;
    } else {
      last_fault = preview.mapping_faults[i];
    }
  }
  return changes;
}

}  // namespace

int run_import(std::span<const std::string> args, Io& io) {
  Call call = take_apart(args);
  if (!call.fault.empty()) return bad_usage(io, "import", call.fault);
  const Arguments arguments(call.rest, {"--from", "--into", "-o"}, 1, 10'000);
  if (!arguments.fault().empty()) return bad_usage(io, "import", arguments.fault());
  if (const auto from = arguments.option("--from")) {
    call.settings.kind = importing::kind_named(*from);
    if (!call.settings.kind)
      return bad_usage(io, "import",
                       concat("There is no kind \"", *from, "\"; kinds: ", kinds_text(), "."));
  }
  Audit audit;
  if (const auto into = arguments.option("--into")) {
    std::optional<LoadedAudit> loaded = load_audit(io, *into);
    if (!loaded) return k_bad_input;
    audit = std::move(loaded->audit);
  }
  Document document(std::move(audit), shipped_model());
  std::vector<FileReport> reports;
  std::vector<bool> used(call.maps.size());
  std::string last_fault;
  for (const std::string& path : arguments.files()) {
    std::optional<std::string> bytes = load_bytes(io, path);
    if (!bytes) return k_bad_input;
    Result<std::vector<importing::ImportSource>> tables =
        read_tables(path, std::move(*bytes), call.settings);
    if (!tables) {
      report_problems(io, path, tables.problems());
      return k_bad_input;
    }
    bool is_understood = false;
    for (importing::ImportSource& table : *tables) {
      FileReport report;
      report.file = tables->size() > 1 ? table.name : path;
      report.source = std::move(table);
      importing::ImportSettings settings = call.settings;
      settings.changes = changes_for(report.source, call, document.model(), used, last_fault);
      Result<importing::ImportResult> result =
          importing::carry_out(report.source, settings, document, true);
      Problems problems = result.problems();
      if (result) problems = document.apply(result->merged.command);
      report_problems(io, report.file, problems);
      if (!problems.empty()) continue;
      is_understood = true;
      report.preview = std::move(result->preview);
      report.merged = std::move(result->merged);
      reports.push_back(std::move(report));
    }
    if (!is_understood) return k_bad_input;
  }
  if (std::find(used.begin(), used.end(), false) != used.end()) {
    io.err += concat("--map: ", last_fault, "\n");
    return k_bad_input;
  }
  if (call.report) {
    io.err += report_json(reports);
  } else {
    for (const FileReport& report : reports) append_lines(io.err, report);
  }
  return deliver(io, arguments, write_audit(document.audit()));
}

}  // namespace touchstone::cli
