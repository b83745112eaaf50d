#include "rooms/import_room.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "document/new_audit.hpp"
#include "document/read.hpp"
#include "document/write.hpp"
#include "intake/limits.hpp"
#include "keeping/library.hpp"
#include "platform/platform.hpp"
#include "platform/today.hpp"
#include "tables/workbook.hpp"
#include "text/concat.hpp"
#include "words/words.hpp"

namespace touchstone::app {
namespace {

// Of one frame while a file is read: "stop" is heard, and drawing takes little of the time.
constexpr double k_most_ms = 100;
constexpr std::size_t k_slice = std::size_t{256} * 1024;
constexpr std::size_t k_rows = 500;

constexpr std::string_view k_map = "map ", k_set = "set ";

std::string_view key_of(std::string_view option) {
  return option.substr(0, option.find('='));
}

// Files of the same kind and columns share it.
std::string memory_key(const ImportRoom::File& file) {
  std::string columns(importing::kind_row(file.preview().kind).key);
  for (const importing::MappedColumn& column : file.preview().mapping)
    columns += concat("\n", column.column.label);
  return concat("mapping/", fingerprint(columns));
}

bool is_read_from_bytes(std::string_view option) {
  return key_of(option) == "encoding" || key_of(option) == "delimiter";
}

// Whether the file says itself which stages there are.
bool brings_stages(const ImportRoom::File& file) {
  return importing::kind_row(file.preview().kind).form == importing::RowForm::document ||
         std::ranges::any_of(file.preview().mapping, [](const importing::MappedColumn& column) {
           return column.field == importing::ImportField::stage;
         });
}

// Why the audit could not be opened again once it is saved: what all files bring together may be
// too much where each alone is not. Only a long document can be.
Problems faults_of_size(const Audit& audit) {
  const std::string document = write_audit(audit);
  if (document.size() <= k_megabyte) return {};
  Problems problems = read_audit(document, shipped_model()).problems();
  for (Problem& problem : problems)
    problem = {"All together", concat("The audit would be too large. ", problem.message)};
  return problems;
}

}  // namespace

std::string sum_of(const ProposedImport& done) {
  if (done.added == 0 && done.changed == 0) return "Everything was known already";
  std::string text;
  if (done.added > 0)
    text = concat(words::counted(done.added, "thing was", "things were"), " added");
  if (done.changed > 0)
    text += concat(text.empty() ? "" : ", ",
                   words::counted(done.changed, "known one was", "known ones were"), " completed");
  return text;
}

// Unpacked by the platform part by part, read in between.
struct ImportRoom::Workbook {
  explicit Workbook(std::string all) : bytes(std::move(all)), reader(bytes) {}

  std::string bytes;
  tables::WorkbookReader reader;
  bool is_unpacking = false;  // a part
};

double ImportRoom::File::progress() const {
  return workbook ? workbook->reader.progress()
         : reader ? reader->progress()
                  : conversion->progress();
}

bool ImportRoom::is_reading() const {
  return std::ranges::any_of(files_, &File::is_worked_on);
}

std::size_t ImportRoom::useful() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      files_, [](const File& file) { return !importing::gives_nothing(file.converted); }));
}

void ImportRoom::add(std::string name, std::string bytes) {
  done_.reset();
  foreseen_.reset();
  if (tables::looks_like_workbook(bytes)) {
    add_workbook(std::move(name), std::move(bytes));
    return;
  }
  File& file = files_.emplace_back();
  file.name = std::move(name);
  file.bytes = std::move(bytes);
  begin(file);
}

void ImportRoom::add_workbook(std::string name, std::string bytes) {
  File& file = files_.emplace_back();
  file.name = std::move(name);
  file.workbook = std::make_shared<Workbook>(std::move(bytes));
  ask_for_part(file.workbook);
}

void ImportRoom::ask_for_part(const std::shared_ptr<Workbook>& book) {
  platform::request_frames(2, "reading a workbook");
  const auto part = book->reader.next_part();
  if (!part) return;
  if (!part->is_deflated) {
    book->reader.take(std::string(part->packed));
    return;
  }
  book->is_unpacking = true;
  platform::inflate(part->packed, part->most, [book = book](std::optional<std::string> text) {
    book->is_unpacking = false;
    book->reader.take(std::move(text));
    platform::request_frames(2, "unpacked");
  });
}

// Reads what was unpacked; behind the last part its sheets take the file's place.
void ImportRoom::read_workbook(File& file, double until) {
  const std::shared_ptr<Workbook> book = file.workbook;
  while (book->reader.step(k_slice))
    if (platform::now_ms() >= until) return;
  if (book->reader.next_part())
    ask_for_part(book);
  else
    put_sheets(file);
}

void ImportRoom::put_sheets(File& file) {
  Result<std::vector<tables::Sheet>> sheets = file.workbook->reader.sheets();
  std::vector<File> tables;
  if (sheets) {
    for (tables::Sheet& sheet : *sheets)
      tables.push_back(file_of_table(tables::sheet_name(file.name, sheet, sheets->size()),
                                     std::move(sheet.table), ""));
  } else {
    tables.push_back(file_of_table(file.name, {}, sheets.problems().front().message));
  }
  const auto place = files_.erase(files_.begin() + (&file - files_.data()));
  files_.insert(place, std::move_iterator(tables.begin()), std::move_iterator(tables.end()));
}

ImportRoom::File ImportRoom::file_of_table(std::string name, tables::Table table,
                                           std::string refusal) {
  importing::ImportSource source = importing::import_table(name, std::move(table));
  source.refusal = std::move(refusal);
  File file;
  file.name = std::move(name);
  file.source = std::make_shared<const importing::ImportSource>(std::move(source));
  file.conversion =
      std::make_unique<importing::ImportConversion>(file.source, file.settings, shipped_model());
  return file;
}

void ImportRoom::begin(File& file) {
  file.reader = std::make_unique<importing::ImportReader>(file.name, file.bytes, file.settings.kind,
                                                          file.settings.options);
  platform::request_frames(2, "reading a file");
}

void ImportRoom::read_again(File& file) {
  if (file.bytes.empty())
    begin_look(file);
  else
    begin(file);
}

void ImportRoom::step() {
  const auto next = std::ranges::find_if(files_, [](const File& file) {
    return file.is_worked_on() && !(file.workbook && file.workbook->is_unpacking);
  });
  if (next == files_.end()) return;
  File& file = *next;
  const double until = platform::now_ms() + k_most_ms;
  platform::request_frames(2, "reading a file");
  if (file.workbook) {
    read_workbook(file, until);
    return;
  }
  if (!file.reader) {
    look(file, until);
    return;
  }
  while (file.reader->step(k_slice))
    if (platform::now_ms() >= until) return;
  foreseen_.reset();
  file.source = std::make_shared<const importing::ImportSource>(file.reader->take());
  file.reader.reset();
  begin_look(file);
}

// By the model as it is shipped: what an audit overrides is how measures count, not which there
// are.
void ImportRoom::begin_look(File& file) {
  file.conversion =
      std::make_unique<importing::ImportConversion>(file.source, file.settings, shipped_model());
  foreseen_.reset();
  platform::request_frames(2, "looking at a file");
  look(file, platform::now_ms() + k_most_ms);
}

void ImportRoom::look(File& file, double until) {
  while (file.conversion->step(k_rows))
    if (platform::now_ms() >= until) return;
  file.converted = file.conversion->take();
  file.conversion.reset();
  platform::announce(concat(file.name, ": ", std::to_string(file.preview().rows_used), " of ",
                            words::counted(file.preview().rows, "row", "rows"), " used."));
  if (!std::exchange(file.was_recalled, true)) recall(file);
}

void ImportRoom::recall(File& file) {
  if (file.preview().mapping.empty()) return;
  const std::string key = memory_key(file);
  platform::load(key, [this, key = key](const std::optional<std::string>& memory) {
    if (!memory) return;
    for (File& known : files_) {
      const bool is_untouched = known.options.empty() && known.settings.changes.empty();
      if (known.is_worked_on() || !is_untouched || memory_key(known) != key) continue;
      for (std::size_t at = 0; at < memory->size();) {
        const std::size_t end = std::min(memory->find('\n', at), memory->size());
        const std::string line = memory->substr(at, end - at);
        if (line.starts_with(k_map)) map(known, line.substr(k_map.size()));
        if (line.starts_with(k_set)) set(known, line.substr(k_set.size()));
        at = end + 1;
      }
      known.problem.clear();
      known.is_remembered = true;
    }
  });
}

void ImportRoom::map(File& file, const std::string& text) {
  importing::ImportSettings changed = file.settings;
  changed.changes.push_back(text);
  const importing::ImportConversion tried(file.source, std::move(changed), shipped_model());
  if (tried.mapping_faults().empty()) return;  // a document has no columns
  file.problem = tried.mapping_faults().back();
  if (!file.problem.empty()) return;
  file.settings.changes = importing::remembered_changes(tried.mapping());
  begin_look(file);
}

void ImportRoom::set(File& file, const std::string& text) {
  importing::ImportOptions options;
  std::vector<std::string> texts = file.options;
  std::erase_if(texts, [&](const std::string& it) { return key_of(it) == key_of(text); });
  if (!text.ends_with('=')) texts.push_back(text);
  file.problem.clear();
  for (const std::string& each : texts) {
    file.problem = importing::set_option(options, each);
    if (!file.problem.empty()) return;
  }
  file.options = std::move(texts);
  file.settings.options = std::move(options);
  if (is_read_from_bytes(text)) {
    read_again(file);
  } else {
    begin_look(file);
  }
}

void ImportRoom::carry_out(const AtImport& wish) {
  using What = AtImport::What;
  if (wish.what == What::paste) {
    add("Pasted cells", wish.text);
    return;
  }
  if (wish.what == What::put_all_away) {
    files_.clear();
    done_.reset();
    return;
  }
  if (wish.file >= files_.size()) return;
  foreseen_.reset();
  File& file = files_[wish.file];
  switch (wish.what) {
    case What::stop:
    case What::put_away:
      files_.erase(files_.begin() + static_cast<std::ptrdiff_t>(wish.file));
      break;
    case What::take_as:
      file.settings = {};
      file.options.clear();
      file.is_remembered = false;
      file.was_recalled = false;
      file.settings.kind = importing::kind_named(wish.text);
      read_again(file);
      break;
    case What::map:
      map(file, wish.text);
      break;
    case What::set:
      set(file, wish.text);
      break;
    case What::as_proposed:
      platform::remove_keys(memory_key(file));
      file.settings.changes.clear();
      file.settings.options = {};
      file.options.clear();
      file.problem.clear();
      file.is_remembered = false;
      begin_look(file);
      break;
    default:
      break;
  }
}

Audit ImportRoom::beginning() const {
  Audit start = new_audit(platform::today(), importing::file_stem(files_.front().name));
  if (std::ranges::any_of(files_, brings_stages)) {
    start.stages.clear();
    start.channels.clear();
  }
  return start;
}

void ImportRoom::foresee(const Document& document, std::uint64_t version, bool as_new) {
  if (files_.empty() || is_reading()) return;
  if (foreseen_ && foreseen_->version == version && foreseen_->as_new == as_new) return;
  foreseen_ = Foreseen{version, as_new,
                       propose(as_new ? Document(beginning(), shipped_model()) : document)};
  platform::request_frames(2, "import looked at");
}

ProposedImport ImportRoom::propose(const Document& document) const {
  ProposedImport all;
  // Each file meets what those before it have brought.
  Document so_far(document.audit(), shipped_model());
  const bool some = useful() > 0;
  for (const File& file : files_) {
    if (some && importing::gives_nothing(file.converted)) {
      all.left_out.push_back(file.name);
      continue;
    }
    Result<importing::ImportResult> result =
        importing::carry_out(file.converted, file.source->name, so_far);
    Problems problems = result.problems();
    if (result) problems = so_far.apply(result->merged.command);
    for (Problem& problem : problems)
      all.problems.push_back({file.name, std::move(problem.message)});
    if (!result) continue;
    importing::Merged& merged = result->merged;
    all.added += merged.added;
    all.changed += merged.changed;
    std::ranges::move(merged.changes, std::back_inserter(all.changes));
    all.command = all.command.empty() ? std::move(merged.command)
                                      : touchstone::merged(std::move(all.command), merged.command);
  }
  if (useful() > 1) all.command.label = concat("Import ", std::to_string(useful()), " files");
  if (all.problems.empty()) all.problems = faults_of_size(so_far.audit());
  return all;
}

void ImportRoom::finish() {
  for (const File& file : files_) {
    std::string memory;
    for (const std::string& text : file.options) memory += concat(k_set, text, "\n");
    for (const std::string& text : file.settings.changes) memory += concat(k_map, text, "\n");
    if (!memory.empty()) platform::store(memory_key(file), memory, platform::Durability::relaxed);
  }
  files_.clear();
  if (foreseen_) done_ = std::move(foreseen_->proposed);
  foreseen_.reset();
}

}  // namespace touchstone::app
