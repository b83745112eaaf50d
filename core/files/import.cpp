#include "files/import.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <utility>

#include "audit/json_text.hpp"
#include "audit/read.hpp"
#include "files/import_json.hpp"
#include "files/import_values.hpp"
#include "text/concat.hpp"

namespace touchstone::files {
namespace {

using F = ImportField;

bool is_json_kind(ImportKind kind) {
  return kind == ImportKind::zendesk_json || kind_row(kind).form == RowForm::document;
}

bool has_json_name(std::string_view name) {
  constexpr std::array<std::string_view, 4> k_endings = {".json", ".ojf", ".jsonl", ".ndjson"};
  return std::any_of(k_endings.begin(), k_endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

std::string hex(std::uint32_t value) {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "0x%02X", static_cast<unsigned>(value));
  return buffer.data();
}

void report_bad_lines(const DecodedText& decoded, ProblemLog& problems) {
  for (const BadLine& bad : decoded.bad_lines)
    problems.add(
        bad.line, "", hex(bad.first),
        concat(std::to_string(bad.bytes), " of the line's bytes are no ",
               encoding_name(decoded.encoding),
               "; they are read as \xEF\xBF\xBD. If the file is from an older spreadsheet, "
               "say encoding=windows-1252."));
  if (decoded.bad_line_count > decoded.bad_lines.size())
    problems.add(concat(std::to_string(decoded.bad_line_count - decoded.bad_lines.size()),
                        " more lines hold bytes that are no characters."));
}

// A file's content with the mapping by which it was made.
struct Converted {
  ImportContent content;
  Mapping mapping;
  std::vector<std::string> mapping_faults;
  Layout layout;
  Problems problems;  // that leave nothing to carry out
};

// Which columns are left out, and how many of their cells hold something.
void leave_out_columns(const ImportSource& source, Converted& converted) {
  const Mapping& mapping = converted.mapping;
  std::vector<std::size_t> filled(mapping.size());
  for (std::size_t row = converted.layout.first_row; row < source.table.rows(); ++row) {
    for (std::size_t i = 0; i < source.table.cells(row); ++i)
      if (!source.table.cell(row, i).empty()) ++filled[i];
  }
  LeftOutLog& log = converted.content.left_out;
  for (std::size_t i = 0; i < mapping.size(); ++i) {
    const MappedColumn& column = mapping[i];
    const std::string what = concat("column ", column.column.label);
    if (column.field == F::personal)
      log.add(what, "Tells who somebody is; map it by hand if it is needed.", filled[i], true);
    else if (column.field == F::ignored && filled[i] > 0)
      log.add(what, concat("Left out: ", column.why.empty() ? "not needed" : column.why, "."),
              filled[i]);
    else if (column.field == F::number)
      log.add(what, "The order of the rows is the order of the touchpoints.", filled[i]);
    else if (column.field == F::priority)
      log.add(what, "The order of work is worked out from the audit.", filled[i]);
  }
  for (const std::string& text : converted.layout.above)
    log.add(concat("above the header: ", cut_text(text)), "It stands above the row of names.");
}

Converted convert_table(const ImportSource& source, const ImportSettings& settings, ImportKind kind,
                        const Model& model) {
  Converted converted;
  converted.layout = layout_of(source.table, kind);
  converted.mapping = propose_mapping(converted.layout, kind);
  for (const std::string& change : settings.changes)
    converted.mapping_faults.push_back(change_mapping(converted.mapping, kind, model, change));
  const DecimalMark decimal =
      settings.options.decimal
          ? *settings.options.decimal
          : (source.delimiter == ';' ? DecimalMark::comma : DecimalMark::point);
  const ConvertInput input{
      source.table, converted.layout, converted.mapping, settings.options, model,
      kind,         decimal,          source.name};
  const RowForm form = kind_row(kind).form;
  converted.content = form == RowForm::touchpoints ? convert_touchpoints(input)
                      : form == RowForm::answers   ? convert_answers(input)
                                                   : convert_tickets(input);
  leave_out_columns(source, converted);
  return converted;
}

Converted convert(const ImportSource& source, const ImportSettings& settings, const Model& model) {
  const ImportKind kind = settings.kind.value_or(source.recognised.kind);
  Converted converted;
  if (kind == ImportKind::open_journey && source.is_json) {
    converted.content = convert_open_journey(source.text, source.name);
  } else if (kind == ImportKind::audit && source.is_json) {
    Result<Audit> audit = read_audit(source.text, model);
    if (audit) {
      converted.content.rows = converted.content.rows_used = audit->touchpoints.size();
      converted.content.newest = audit->header.as_of;
      converted.content.audit = std::move(*audit);
    } else {
      converted.problems = audit.problems();
      for (const Problem& problem : converted.problems)
        converted.content.problems.add(0, problem.pointer, "", problem.message);
    }
  } else if (kind_row(kind).form == RowForm::document ||
             (source.is_json && kind != ImportKind::zendesk_json)) {
    const std::string reason = concat("The file cannot be read as \"", kind_row(kind).name,
                                      "\": it is ", source.is_json ? "JSON" : "no JSON", ".");
    converted.content.problems.add(reason);
    converted.problems.push_back({"", reason});
  } else {
    converted = convert_table(source, settings, kind, model);
  }
  ProblemLog problems = source.problems;
  problems.add_all(converted.content.problems);
  converted.content.problems = std::move(problems);
  for (const LeftOut& it : source.left_out.sorted())
    converted.content.left_out.add(it.what, it.why, it.count, it.personal);
  return converted;
}

ImportPreview preview_of(const ImportSource& source, const ImportSettings& settings,
                         Converted& converted) {
  const ImportContent& content = converted.content;
  ImportPreview preview;
  preview.kind = settings.kind.value_or(source.recognised.kind);
  preview.recognised = source.recognised;
  preview.mapping = std::move(converted.mapping);
  preview.mapping_faults = std::move(converted.mapping_faults);
  for (std::size_t row = converted.layout.first_row;
       row < source.table.rows() && preview.first_rows.size() < ImportPreview::k_rows_shown;
       ++row) {
    std::vector<std::string>& cells = preview.first_rows.emplace_back();
    for (std::size_t i = 0; i < preview.mapping.size(); ++i)
      cells.push_back(cut_text(source.table.cell(row, i), 120));
  }
  preview.rows = content.rows;
  preview.rows_used = content.rows_used;
  preview.touchpoints = content.audit.touchpoints.size();
  for (const Touchpoint& touchpoint : content.audit.touchpoints) {
    preview.measures += touchpoint.measures ? touchpoint.measures->size() : 0;
    preview.evidence += touchpoint.evidence.size();
  }
  preview.ratings = content.audit.ratings.size();
  preview.fixes = content.audit.fixes.size();
  preview.rules = content.rules;
  preview.left_out = content.left_out.sorted();
  preview.problems = content.problems.sorted();
  preview.problem_count = content.problems.total();
  preview.handoffs = content.handoffs;
  preview.first = content.first;
  preview.newest = content.newest;
  return preview;
}

}  // namespace

ImportReader::ImportReader(std::string_view name, std::string bytes, std::optional<ImportKind> kind,
                           ImportOptions options)
    : bytes_(std::move(bytes)), kind_(kind), options_(std::move(options)) {
  const std::size_t slash = name.find_last_of("/\\");
  source_.name = name.substr(slash == std::string_view::npos ? 0 : slash + 1);
}

void ImportReader::decode() {
  decoded_ = true;
  if (bytes_.size() > k_most_file_bytes) {
    source_.problems.add("The file is larger than 256 MB; split it.");
    bytes_.clear();
  }
  DecodedText decoded = decode_text(std::exchange(bytes_, {}), options_.encoding);
  source_.encoding = decoded.encoding;
  report_bad_lines(decoded, source_.problems);
  std::string& text = decoded.text;
  std::optional<Recognised> json;
  if (looks_like_json(text)) json = recognise_json(text);
  source_.is_json = kind_ ? is_json_kind(*kind_) && looks_like_json(text)
                          : json || (looks_like_json(text) && has_json_name(source_.name));
  if (!source_.is_json) {
    csv_.emplace(std::move(text), options_.delimiter);
    return;
  }
  source_.recognised =
      json ? *json : Recognised{ImportKind::audit, 0, "It is JSON of no kind that is known."};
  if (kind_.value_or(source_.recognised.kind) == ImportKind::zendesk_json)
    source_.table = tickets_table(text, source_.problems, source_.left_out);
  else
    source_.text = std::move(text);
}

bool ImportReader::step(std::size_t bytes) {
  if (!decoded_) {
    decode();
    return csv_.has_value();
  }
  return csv_ && csv_->step(bytes);
}

double ImportReader::progress() const {
  return csv_ ? csv_->progress() : decoded_ ? 1 : 0;
}

ImportSource ImportReader::take() {
  if (csv_) {
    CsvContent content = csv_->take();
    source_.table = std::move(content.table);
    source_.delimiter = content.delimiter;
    source_.problems.add_all(content.problems);
    source_.recognised = recognise(source_.table, source_.name);
  }
  if (kind_) source_.recognised = {*kind_, 1, "It was said to be."};
  return std::move(source_);
}

ImportSource read_import(std::string_view name, std::string bytes, std::optional<ImportKind> kind,
                         const ImportOptions& options) {
  ImportReader reader(name, std::move(bytes), kind, options);
  while (reader.step(std::numeric_limits<std::size_t>::max())) {
  }
  return reader.take();
}

ImportPreview preview_import(const ImportSource& source, const ImportSettings& settings,
                             const Model& model) {
  Converted converted = convert(source, settings, model);
  return preview_of(source, settings, converted);
}

Result<ImportResult> carry_out(const ImportSource& source, const ImportSettings& settings,
                               const Document& document, bool raise_as_of) {
  Converted converted = convert(source, settings, document.model());
  if (!converted.problems.empty()) return converted.problems;
  ImportResult result;
  result.preview = preview_of(source, settings, converted);
  const ImportPreview& preview = result.preview;
  const auto fault = std::find_if(preview.mapping_faults.begin(), preview.mapping_faults.end(),
                                  [](const std::string& it) { return !it.empty(); });
  if (fault != preview.mapping_faults.end()) return Problems{{"", *fault}};
  Audit& audit = converted.content.audit;
  const bool empty = preview.touchpoints == 0 && audit.stages.empty() && audit.kpis.empty();
  if (empty && preview.kind != ImportKind::audit) {
    std::string reason = "Nothing in the file was understood.";
    for (const ImportProblem& problem : preview.problems) {
      reason += concat(" ", problem.reason);
      break;
    }
    return Problems{{"", std::move(reason)}};
  }
  MergeOptions options;
  options.match_ids = preview.kind == ImportKind::audit;
  options.raise_as_of = raise_as_of;
  if (!options.match_ids) audit.header.as_of = converted.content.newest;
  result.merged =
      merge_content(document, std::move(audit), concat("Import ", source.name), options);
  return result;
}

}  // namespace touchstone::files
