#include "import/import.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "document/read.hpp"
#include "import/json.hpp"
#include "intake/limits.hpp"
#include "json/text.hpp"
#include "tables/values.hpp"
#include "text/concat.hpp"

namespace touchstone::importing {
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

// "0x9F", of a byte.
std::string hex(std::uint32_t value) {
  constexpr std::string_view k_digits = "0123456789ABCDEF";
  return {'0', 'x', k_digits[value >> 4U & 15U], k_digits[value & 15U]};
}

void report_bad_lines(const tables::DecodedText& decoded, tables::ProblemLog& problems) {
  for (const tables::BadLine& bad : decoded.bad_lines)
    problems.add(
        bad.line, "", hex(bad.first),
        concat(std::to_string(bad.bytes), " of the line's bytes are no ",
               tables::encoding_name(decoded.encoding),
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
  tables::LeftOutLog& log = converted.content.left_out;
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
    log.add(concat("above the header: ", tables::cut_text(text)),
            "It stands above the row of names.");
}

// A file that is no table, in one go.
void convert_document(const ImportSource& source, ImportKind kind, const Model& model,
                      Converted& converted) {
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
  } else if (kind == ImportKind::gaps) {
    constexpr std::string_view k_reason =
        "Gaps are worked out from the audit, so a list of them has nothing to import. What was "
        "accepted is kept in the audit's own file (JSON).";
    converted.content.problems.add(k_reason);
    converted.problems.push_back({"", std::string(k_reason)});
  } else {
    const std::string reason = concat("The file cannot be read as \"", kind_row(kind).name,
                                      "\": it is ", source.is_json ? "JSON" : "no JSON", ".");
    converted.content.problems.add(reason);
    converted.problems.push_back({"", reason});
  }
}

bool is_table(const ImportSource& source, ImportKind kind) {
  return kind_row(kind).form != RowForm::document &&
         (!source.is_json || kind == ImportKind::zendesk_json);
}

// Nothing of a file that is too large is taken: half of it would pass for the whole.
void refuse(Converted& converted) {
  ImportContent& content = converted.content;
  content.audit = {};
  content.handoffs.clear();
  content.rows_used = 0;
  tables::ProblemLog problems;
  problems.add(content.refusal);
  problems.add_all(content.problems);
  content.problems = std::move(problems);
  converted.problems.push_back({"", content.refusal});
}

// What was found while reading the file stands beside what was found in its rows.
void add_what_was_read(const ImportSource& source, ImportContent& content) {
  tables::ProblemLog problems = source.problems;
  problems.add_all(content.problems);
  content.problems = std::move(problems);
  for (const tables::LeftOut& it : source.left_out.sorted())
    content.left_out.add(it.what, it.why, it.count, it.personal);
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
      cells.push_back(tables::cut_text(source.table.cell(row, i), 120));
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

// Decoding, recognising and reading the rows are steps of their own: each takes a while of a large
// file.
void ImportReader::decode() {
  next_ = Next::recognise;
  if (bytes_.size() > k_most_import_bytes) {
    source_.refusal = concat("The file is larger than ",
                             std::to_string(k_most_import_bytes / k_megabyte), " MB; split it.");
    bytes_.clear();
  }
  tables::DecodedText decoded = tables::decode_text(std::exchange(bytes_, {}), options_.encoding);
  source_.encoding = decoded.encoding;
  report_bad_lines(decoded, source_.problems);
  text_ = std::move(decoded.text);
}

void ImportReader::recognise_text() {
  next_ = Next::rows;
  std::optional<Recognised> json;
  if (looks_like_json(text_)) json = recognise_json(text_);
  source_.is_json = kind_ ? is_json_kind(*kind_) && looks_like_json(text_)
                          : json || (looks_like_json(text_) && has_json_name(source_.name));
  if (!source_.is_json) {
    csv_.emplace(std::move(text_), options_.delimiter);
    return;
  }
  source_.recognised =
      json ? *json : Recognised{ImportKind::audit, 0, "It is JSON of no kind that is known."};
  if (kind_.value_or(source_.recognised.kind) == ImportKind::zendesk_json)
    tickets_ = std::make_unique<TicketsReader>(std::move(text_));
  else
    source_.text = std::move(text_);
}

bool ImportReader::step(std::size_t bytes) {
  switch (next_) {
    case Next::decode:
      decode();
      return true;
    case Next::recognise:
      recognise_text();
      return csv_ || tickets_;
    case Next::rows:
      break;
  }
  return tickets_ ? tickets_->step(bytes) : csv_ && csv_->step(bytes);
}

double ImportReader::progress() const {
  return csv_ ? csv_->progress() : tickets_ ? tickets_->progress() : 0;
}

ImportSource ImportReader::take() {
  if (csv_) {
    tables::CsvContent content = csv_->take();
    source_.table = std::move(content.table);
    source_.delimiter = content.delimiter;
    source_.problems.add_all(content.problems);
    source_.refusal += content.refusal;
    source_.recognised = recognise(source_.table, source_.name);
  }
  if (tickets_) {
    source_.refusal += tickets_->refusal();
    source_.table = tickets_->take(source_.problems, source_.left_out);
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

ImportSource import_table(std::string_view name, tables::Table table,
                          std::optional<ImportKind> kind) {
  ImportSource source;
  source.name = name;
  source.table = std::move(table);
  source.recognised =
      kind ? Recognised{*kind, 1, "It was said to be."} : recognise(source.table, name);
  return source;
}

// All that a conversion refers to: it stays where it is.
struct ImportConversion::Work {
  std::shared_ptr<const ImportSource> source;
  ImportSettings settings;
  const Model& model;
  ImportKind kind;
  Converted converted;
  std::optional<ConvertInput> input;
  std::unique_ptr<RowConverter> rows;  // null: the file is no table
  std::size_t done = 0;
};

ImportConversion::ImportConversion(std::shared_ptr<const ImportSource> source,
                                   ImportSettings settings, const Model& model) {
  const ImportKind kind = settings.kind.value_or(source->recognised.kind);
  work_ = std::make_unique<Work>(
      Work{std::move(source), std::move(settings), model, kind, {}, {}, {}, 0});
  if (!is_table(*work_->source, kind)) return;
  const ImportSource& table = *work_->source;
  Converted& converted = work_->converted;
  converted.layout = layout_of(table.table, kind);
  converted.mapping = propose_mapping(converted.layout, kind, model);
  for (const std::string& change : work_->settings.changes)
    converted.mapping_faults.push_back(change_mapping(converted.mapping, kind, model, change));
  const tables::DecimalMark usual =
      table.delimiter == ';' ? tables::DecimalMark::comma : tables::DecimalMark::point;
  const ConvertInput& input = work_->input.emplace(
      ConvertInput{table.table, converted.layout, converted.mapping, work_->settings.options, model,
                   kind, work_->settings.options.decimal.value_or(usual), table.name});
  const RowForm form = kind_row(kind).form;
  work_->rows = form == RowForm::touchpoints ? convert_touchpoints(input)
                : form == RowForm::answers   ? convert_answers(input)
                : form == RowForm::tickets   ? convert_tickets(input)
                                             : convert_fixes(input);
}

ImportConversion::~ImportConversion() = default;

const Mapping& ImportConversion::mapping() const {
  return work_->converted.mapping;
}

const std::vector<std::string>& ImportConversion::mapping_faults() const {
  return work_->converted.mapping_faults;
}

bool ImportConversion::step(std::size_t rows) {
  if (!work_->source->refusal.empty()) return false;
  work_->done += rows;
  return work_->rows && work_->rows->step(rows);
}

double ImportConversion::progress() const {
  const std::size_t rows = work_->source->table.rows();
  return rows == 0 ? 0
                   : std::min(1.0, static_cast<double>(work_->done) / static_cast<double>(rows));
}

ConvertedImport ImportConversion::take() {
  Converted& converted = work_->converted;
  const ImportSource& source = *work_->source;
  if (!source.refusal.empty()) {
    converted.content.refusal = source.refusal;
  } else if (work_->rows) {
    converted.content = work_->rows->take();
    leave_out_columns(source, converted);
  } else {
    convert_document(source, work_->kind, work_->model, converted);
  }
  add_what_was_read(source, converted.content);
  if (!converted.content.refusal.empty()) refuse(converted);
  ConvertedImport import;
  import.preview = preview_of(source, work_->settings, converted);
  import.content = std::move(converted.content);
  import.problems = std::move(converted.problems);
  return import;
}

bool gives_nothing(const ConvertedImport& converted) {
  const Audit& audit = converted.content.audit;
  const bool empty = audit.touchpoints.empty() && audit.stages.empty() && audit.kpis.empty() &&
                     audit.fixes.empty();
  return !converted.problems.empty() || (empty && converted.preview.kind != ImportKind::audit);
}

ConvertedImport convert_import(const ImportSource& source, const ImportSettings& settings,
                               const Model& model) {
  // Not owned: it outlives the call.
  const std::shared_ptr<const ImportSource> borrowed(std::shared_ptr<void>(), &source);
  ImportConversion conversion(borrowed, settings, model);
  conversion.step(std::numeric_limits<std::size_t>::max());
  return conversion.take();
}

ImportPreview preview_import(const ImportSource& source, const ImportSettings& settings,
                             const Model& model) {
  return convert_import(source, settings, model).preview;
}

Result<ImportResult> carry_out(const ConvertedImport& converted, std::string_view file_name,
                               const Document& document, bool raise_as_of) {
  if (!converted.problems.empty()) return converted.problems;
  const ImportPreview& preview = converted.preview;
  const auto fault = std::find_if(preview.mapping_faults.begin(), preview.mapping_faults.end(),
                                  [](const std::string& it) { return !it.empty(); });
  if (fault != preview.mapping_faults.end()) return Problems{{"", *fault}};
  if (gives_nothing(converted)) {
    std::string reason = "Nothing in the file was understood.";
    if (!preview.problems.empty()) reason += concat(" ", preview.problems.front().reason);
    return Problems{{"", std::move(reason)}};
  }
  Audit audit = converted.content.audit;
  MergeOptions options;
  options.match_ids = preview.kind == ImportKind::audit;
  options.raise_as_of = raise_as_of;
  if (!options.match_ids) audit.header.as_of = converted.content.newest;
  ImportResult result;
  result.preview = preview;
  result.merged = merge_content(document, std::move(audit), concat("Import ", file_name), options);
  return result;
}

Result<ImportResult> carry_out(const ImportSource& source, const ImportSettings& settings,
                               const Document& document, bool raise_as_of) {
  return carry_out(convert_import(source, settings, document.model()), source.name, document,
                   raise_as_of);
}

}  // namespace touchstone::importing
