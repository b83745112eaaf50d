#include "app/comparer.hpp"

#include <utility>

#include "document/read.hpp"
#include "platform/platform.hpp"
#include "score/score.hpp"
#include "text/concat.hpp"
#include "ui/ui.hpp"

namespace touchstone::app {

void Comparer::compare_with_file() {
  platform::open_file({audit_file_kind()}, [this](const std::optional<platform::File>& file) {
    if (!file) return;
    if (is_sealed(file->bytes)) {
      ui::toast(concat(file->name,
                       " is sealed. Open it with its passphrase, save it without one, and compare "
                       "with that file."),
                ui::Tone::warning);
      return;
    }
    Result<Audit> audit = read_audit(file->bytes, shipped_model());
    if (audit) {
      compare_with(file->name, std::move(*audit));
    } else {
      opener_.refuse({file->name, audit.problems()});
    }
  });
}

void Comparer::compare_with_kept(const std::string& id) {
  Library::read(id, platform::k_no_key, [this](const KeptRecords& records) {
    Result<Recovered> recovered = recover(records, shipped_model());
    if (!recovered) {
      opener_.refuse({"this audit of the library", recovered.problems()});
      return;
    }
    const std::string& title = recovered->audit.header.title;
    compare_with(title.empty() ? "Untitled audit" : title, std::move(recovered->audit));
  });
}

void Comparer::compare_with(std::string name, Audit audit) {
  Document document(std::move(audit), shipped_model());
  Scores scores = evaluate(document.audit(), document.model());
  other_ = OtherAudit{++others_read_, std::move(name), std::move(document), std::move(scores)};
  ui_.compare.with = ComparedWith{.snapshot = std::nullopt, .other = others_read_};
  ui_.compare.tab = 0;
  platform::request_frames(2, "another audit to compare with");
}

}  // namespace touchstone::app
