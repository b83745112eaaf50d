#include "app/opener.hpp"

#include <cstddef>
#include <cstdlib>
#include <utility>

#include "assets/embedded.hpp"
#include "document/read.hpp"
#include "document/write.hpp"
#include "text/concat.hpp"

namespace touchstone::app {
namespace {

constexpr std::string_view k_this_page = "this page";
constexpr std::string_view k_working_copy = "working-copy";

constexpr std::string_view k_kept_here = "Kept in this browser. Save it as a file to be safe.";

std::size_t place_of_sample(std::string_view wanted) {
  std::size_t place = 0;
  for (std::size_t i = 0; i < assets::samples().size(); ++i)
    if (assets::samples()[i].name == wanted) place = i;
  return place;
}

}  // namespace

const platform::FileKind& audit_file_kind() {
  static const platform::FileKind kind = {"Touchstone audit", "application/json", {".json"}};
  return kind;
}

Opener::Opener(OpenAudit& open, Keeper& keeper, UiState& ui_state)
    : open_(open), keeper_(keeper), ui_(ui_state), page_(open, keeper, ui_state) {}

void Opener::open_first() {
  const std::optional<std::string> wanted = platform::url_parameter("sample");
  const std::string embedded = platform::embedded_audit();
  show(is_sealed(embedded) ? nothing_open()
                           : sample_at(place_of_sample(wanted.value_or("neobank"))));
  if (!embedded.empty()) {
    open_bytes(std::string(k_this_page), embedded, platform::k_no_handle);
  } else if (!wanted) {
    open_last();
  }
}

void Opener::show(Opened opened) {
  Keeping& keeping = open_.keeping();
  keeping = std::move(opened.keeping);
  keeper_.start(std::move(opened.place), std::move(opened.file));
  page_.leave();
  waiting_.reset();
  refused_.reset();
  locked_.reset();
  open_.conceal_title(false);
  set_aside_.reset();
  if (!opened.set_aside.empty())
    set_aside_ = SetAsideEdits{opened.audit.header.title, std::move(opened.set_aside)};
  const View view = ui_.view;
  ui_ = UiState();
  ui_.view = view;
  ui_.first_step_wanted = keeping.origin == Keeping::Origin::fresh && view == View::map;
  open_.replace(std::move(opened.audit));
  // What is in no file is kept from its first moment on.
  if (keeping.in_no_file && keeper_.id().empty()) keeper_.keep_whole();
}

bool Opener::can_go() const {
  const bool is_kept = !keeper_.id().empty() && keeper_.all_is_kept();
  return is_kept || !open_.has_unsaved_work();
}

void Opener::propose(Opened opened) {
  if (can_go()) {
    show(std::move(opened));
    return;
  }
  waiting_ = std::move(opened);
  const std::string& title = open_.audit().header.title;
  ui_.question =
      Question{"Changes that are in no file",
               concat("\"", title.empty() ? "Untitled audit" : title,
                      "\" has changes that you have not saved as a file. Opening another audit "
                      "drops them."),
               {{"Drop the changes", ReplaceAudit{}, true}, {"Save first", SaveAndReplace{}}}};
}

void Opener::replace() {
  if (waiting_) show(std::move(*waiting_));
}

void Opener::after_saving() {
  if (std::exchange(replace_when_saved_, false) && !open_.has_unsaved_work()) replace();
}

void Opener::choose_file() {
  platform::open_file({audit_file_kind()}, [this](const std::optional<platform::File>& file) {
    if (file) open_bytes(file->name, file->bytes, file->handle);
  });
}

void Opener::open_recent(platform::FileHandle handle) {
  platform::open_recent(handle, [this](const std::optional<platform::File>& file) {
    if (!file) return;
    open_bytes(file->name, file->bytes, file->handle);
    ui_.show_library = false;
  });
}

void Opener::open_bytes(const std::string& name, std::string_view bytes,
                        platform::FileHandle handle) {
  const bool is_this_page = name == k_this_page;
  if (is_sealed(bytes)) {
    lock(Locked{
        .name = name, .text = std::string(bytes), .handle = handle, .is_this_page = is_this_page});
    return;
  }
  open_plain({.name = name, .handle = handle, .is_this_page = is_this_page}, bytes,
             platform::k_no_key);
}

void Opener::open_plain(const Source& source, std::string_view bytes, platform::SealKey key) {
  const std::string& name = source.name;
  Result<Audit> audit = read_audit(bytes, shipped_model());
  if (!audit) {
    refuse({name, audit.problems()});
    return;
  }
  std::string holds =
      source.fingerprint.empty() ? fingerprint(write_audit(*audit)) : source.fingerprint;
  if (source.is_this_page) {
    show_page(std::move(*audit), key, std::move(holds));
    return;
  }
  KeptFile file{.name = name, .handle = source.handle, .fingerprint = holds, .is_current = true};
  file.add_copy(std::move(holds), platform::unix_seconds());
  propose_file({std::move(*audit),
                {.origin = Keeping::Origin::file,
                 .file_name = name,
                 .handle = source.handle,
                 .kept = concat("Opened ", name, "."),
                 .key = key},
                {},
                file});
}

void Opener::show_page(Audit audit, platform::SealKey key, std::string fingerprint) {
  const std::string name = platform::page_name();
  KeptFile file{.name = name, .fingerprint = fingerprint, .is_current = true, .is_page = true};
  file.add_copy(fingerprint, platform::unix_seconds());
  show({std::move(audit),
        {.origin = Keeping::Origin::page,
         .file_name = name,
         .is_page = true,
         .kept = "The audit this page was saved with.",
         .key = key},
        {},
        std::move(file)});
  page_.find_place(std::move(fingerprint));
}

void Opener::propose_file(Opened opened) {
  if (opened.file.fingerprint.empty()) {
    propose(std::move(opened));
    return;
  }
  const std::string wanted = opened.file.fingerprint;
  Library::find_by_file(
      wanted, [this, opened = std::move(opened)](const std::optional<KeptAudit>& kept) mutable {
        const std::string& holds = opened.file.fingerprint;
        if (kept && kept->file.is_current && kept->file.fingerprint == holds) {
          propose_kept_file(kept->id, std::move(opened));
        } else if (kept && can_go()) {
          ask_which(*kept, std::move(opened));
        } else {
          propose(std::move(opened));
        }
      });
}

void Opener::propose_kept_file(const std::string& id, Opened opened) {
  const platform::SealKey key = opened.keeping.key;
  Library::read(id, key,
                [this, id = id, opened = std::move(opened)](const KeptRecords& records) mutable {
                  const Result<Recovered> kept = recover(records, shipped_model());
                  if (kept && kept->is_whole() && kept->audit == opened.audit) {
                    opened.place = {id, records.checkpoints.front().number};
                    opened.file.copies = records.file.copies;
                  }
                  propose(std::move(opened));
                });
}

void Opener::ask_which(const KeptAudit& kept, Opened opened) {
  ui_.question = Question{
      "Later work on this file",
      told_of_later_work(concat("\"", opened.file.name, "\""), opened.file.fingerprint, kept),
      {{"Open the file as it is", ReplaceAudit{}}, {"Open the later work", OpenKept{kept.id}}}};
  waiting_ = std::move(opened);
}

bool Opener::is_begun() const {
  return open_.history().can_undo() || !keeper_.id().empty();
}

void Opener::open_last() {
  platform::load(k_open_audit, [this](const std::optional<std::string>& id) {
    if (is_begun()) return;
    if (id) {
      open_kept(*id, platform::k_no_key);
    } else {
      open_working_copy();
    }
  });
}

void Opener::open_working_copy() {
  platform::load(k_working_copy, [this](const std::optional<std::string>& bytes) {
    if (is_begun()) return;
    if (!bytes) {
      tell_of_cleared_store();
      return;
    }
    const Result<Audit> audit = read_audit(*bytes, shipped_model());
    if (!audit) return;
    keeper_.library().add(*audit, [this](const std::string& added) {
      platform::remove_keys(k_working_copy);
      if (!open_.history().can_undo()) open_kept(added, platform::k_no_key);
    });
  });
}

void Opener::tell_of_cleared_store() {
  const std::string mark = platform::mark();
  if (mark.empty()) return;
  Library::has_any([this, mark = mark](bool any) {
    if (any || !platform::is_store_usable()) return;
    platform::set_mark("");
    ui_.question = Question{
        .title = "What this browser kept is gone",
        .text = concat("Audits of yours were kept in this browser, the last on ",
                       moment_text(std::strtod(mark.c_str(), nullptr)),
                       ". Its store is empty now: somebody has cleared the browser's data, "
                       "or the browser has made room. Open the file or the page that you "
                       "saved last."),
        .answers = {{"Open a file ...", OpenFile{}}},
        .without = "Close"};
  });
}

void Opener::open_kept(const std::string& id, platform::SealKey key) {
  Library::read(id, key, [this, id = id, key](const KeptRecords& records) {
    if (records.checkpoints.empty()) {
      tell_of_cleared_store();
    } else if (records.is_sealed()) {
      if (open_.keeping().is_sample() && !open_.history().can_undo()) show(nothing_open());
      lock(Locked{
          .name = "this audit", .text = records.checkpoints.front().document, .kept_id = id});
    } else {
      show_kept(id, records, records.came_sealed ? key : platform::k_no_key);
    }
  });
}

void Opener::show_kept(const std::string& id, const KeptRecords& records, platform::SealKey key) {
  Result<Recovered> recovered = recover(records, shipped_model());
  if (!recovered) {
    refuse({"this audit of the library", recovered.problems()});
    return;
  }
  Opened opened{std::move(recovered->audit),
                {.origin = Keeping::Origin::library, .kept = std::string(k_kept_here), .key = key}};
  if (!recovered->is_whole()) {
    // The damaged records stay as they are, to be exported; what is done now is kept beside them.
    opened.keeping.in_no_file = true;
    opened.set_aside = std::move(recovered->set_aside);
    propose(std::move(opened));
    return;
  }
  opened.file = page_.file_of(records.file);
  const KeptFile& file = opened.file;
  opened.keeping.file_name = file.name;
  opened.keeping.handle = file.handle;
  opened.keeping.is_page = file.is_page;
  opened.keeping.in_no_file = !file.is_current;
  if (file.is_current) opened.keeping.kept = concat("As in ", file.name, ".");
  opened.place = {id, records.checkpoints.front().number};
  propose(std::move(opened));
}

void Opener::lock(std::optional<Locked> locked) {
  locked_ = std::move(locked);
  open_.conceal_title(locked_.has_value());
  open_.tell_title();
}

void Opener::unlock(const std::string& passphrase) {
  if (!locked_) return;
  platform::unseal(passphrase, locked_->text, [this](const platform::Unsealed& answer) {
    if (locked_) unsealed(answer);
  });
}

void Opener::unsealed(const platform::Unsealed& answer) {
  switch (answer.outcome) {
    case platform::Unsealed::Outcome::wrong_passphrase:
      locked_->problem = "This is not the passphrase, or the file is damaged.";
      return;
    case platform::Unsealed::Outcome::failed:
      locked_->problem = answer.problem;
      return;
    case platform::Unsealed::Outcome::opened:
      break;
  }
  const Locked opened = std::move(*locked_);
  lock({});
  if (opened.kept_id.empty()) {
    open_plain({.name = opened.name,
                .handle = opened.handle,
                .fingerprint = fingerprint(opened.text),
                .is_this_page = opened.is_this_page},
               answer.bytes, answer.key);
  } else {
    open_kept(opened.kept_id, answer.key);
  }
}

}  // namespace touchstone::app
