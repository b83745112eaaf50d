#include "app/saver.hpp"

#include <utility>

#include "document/write.hpp"
#include "text/concat.hpp"
#include "ui/ui.hpp"

namespace touchstone::app {
namespace {

constexpr std::string_view k_file_ending = ".touchstone.json";
constexpr std::string_view k_page_ending = ".touchstone.html";

const platform::FileKind& page_file_kind() {
  static const platform::FileKind kind = {"Touchstone page", "text/html", {".html"}};
  return kind;
}

// A file name made from the audit's title: letters and digits of any script stay, the rest joins.
std::string file_name_for(const Audit& audit, std::string_view ending) {
  std::string name;
  for (const char c : audit.header.title) {
    const auto byte = static_cast<unsigned char>(c);
    const bool keep =
        byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (keep) {
      name += c;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  while (name.ends_with('-')) name.pop_back();
  return concat(name.empty() ? "audit" : name, ending);
}

}  // namespace

void Saver::with_bytes(std::function<void(const std::string&)> use) {
  std::string bytes = write_audit(open_.audit());
  const platform::SealKey key = open_.keeping().key;
  if (key == platform::k_no_key) {
    use(bytes);
    return;
  }
  platform::seal(key, bytes,
                 [this, use = std::move(use)](const std::optional<std::string>& sealed) {
                   if (sealed) {
                     use(*sealed);
                   } else {
                     tell({platform::SaveOutcome::failed, "", platform::k_no_handle,
                           "the browser could not seal it with the passphrase."});
                   }
                 });
}

// Lists of downloads and recent files keep names: of a sealed audit they do not tell the title.
std::string Saver::file_name(std::string_view ending) const {
  return open_.keeping().key == platform::k_no_key ? file_name_for(open_.audit(), ending)
                                                   : concat("sealed-audit", ending);
}

void Saver::save(bool ask_where) {
  with_bytes([this, ask_where, document = write_audit(open_.audit())](const std::string& bytes) {
    const Keeping& keeping = open_.keeping();
    const bool as_page = keeping.is_page && !ask_where;
    const bool has_name = !keeping.file_name.empty() && as_page == keeping.is_page;
    const std::string name =
        has_name ? keeping.file_name : file_name(as_page ? k_page_ending : k_file_ending);
    const auto done = [this, written = Written{document, fingerprint(bytes), as_page}](
                          const platform::SaveResult& result) { after_saving(written, result); };
    const platform::FileKind& kind = as_page ? page_file_kind() : audit_file_kind();
    const std::string content = as_page ? platform::whole_page(bytes, false) : bytes;
    if (ask_where) {
      platform::save_as(name, kind, content, done);
    } else {
      platform::save(keeping.handle, name, kind, content, done);
    }
  });
}

void Saver::after_saving(const Written& written, const platform::SaveResult& result) {
  const bool is_saved = result.outcome == platform::SaveOutcome::saved ||
                        result.outcome == platform::SaveOutcome::downloaded;
  // Work may have gone on while the browser asked where to put the file.
  const bool is_current = is_saved && written.document == write_audit(open_.audit());
  if (is_saved) open_.keeping().is_page = written.as_page;
  if (is_current) open_.mark_saved();
  tell(result);
  if (is_saved) {
    keeper_.saved_as({.name = result.name,
                      .handle = result.handle,
                      .fingerprint = written.fingerprint,
                      .is_current = is_current,
                      .is_page = written.as_page});
  }
  opener_.after_saving();
}

void Saver::save_page(bool read_only) {
  with_bytes([this, read_only](const std::string& bytes) {
    const std::string name = file_name(read_only ? "-read-only.touchstone.html" : k_page_ending);
    platform::save_file(
        name, "text/html", platform::whole_page(bytes, read_only),
        [this, name = name, read_only, holds = fingerprint(bytes)](const platform::SaveResult&) {
          if (!read_only) keeper_.add_copy(holds);
          ui::toast(concat("Handed to the browser's downloads as ", name, "."), ui::Tone::good);
        });
  });
}

void Saver::save_set_aside() {
  const SetAsideEdits* edits = opener_.set_aside();
  if (edits == nullptr) return;
  save_output({.suffix = "-set-aside.json",
               .mime = "application/json",
               .bytes = write_set_aside(edits->title, edits->records)});
}

void Saver::save_output(const SaveOutput& output) {
  const std::string name = file_name_for(open_.audit(), output.suffix);
  const bool is_secret = open_.keeping().key != platform::k_no_key;
  const auto done = [is_secret](const platform::SaveResult& result) {
    if (result.outcome == platform::SaveOutcome::failed) {
      ui::toast(concat("Not saved: ", result.problem), ui::Tone::danger);
      return;
    }
    ui::toast(concat("Handed to the browser's downloads as ", result.name, ".",
                     is_secret ? " It is not sealed: whoever has the file can read it." : ""),
              is_secret ? ui::Tone::warning : ui::Tone::good);
  };
  if (output.mime == "image/png") {
    constexpr double k_sharp = 2;
    platform::save_picture(name, output.bytes, k_sharp, done);
  } else {
    platform::save_file(name, output.mime, output.bytes, done);
  }
}

void Saver::tell(const platform::SaveResult& result) {
  Keeping& keeping = open_.keeping();
  switch (result.outcome) {
    case platform::SaveOutcome::cancelled:
      return;
    case platform::SaveOutcome::failed:
      keeping.trouble =
          concat("Not saved: ", result.problem, result.problem.ends_with('.') ? "" : ".");
      ui::toast(keeping.trouble, ui::Tone::danger);
      return;
    case platform::SaveOutcome::saved:
    case platform::SaveOutcome::downloaded:
      break;
  }
  const bool downloaded = result.outcome == platform::SaveOutcome::downloaded;
  keeping.origin = Keeping::Origin::file;
  keeping.file_name = result.name;
  keeping.handle = result.handle;
  keeping.trouble.clear();
  keeping.kept =
      concat(downloaded ? "Handed to the browser's downloads as " : "Saved as ", result.name, ".");
  ui::toast(keeping.kept, ui::Tone::good);
  platform::set_unsaved(open_.has_unsaved_work());
}

}  // namespace touchstone::app
