#include "app/librarian.hpp"

#include <map>
#include <memory>
#include <utility>

#include "app/opened.hpp"
#include "document/edits.hpp"
#include "document/write.hpp"
#include "json/text.hpp"
#include "platform/platform.hpp"
#include "text/concat.hpp"
#include "ui/ui.hpp"

namespace touchstone::app {

void Librarian::rename(const std::string& id, const std::string& title) {
  if (id == keeper_.id()) {
    Header header = open_.audit().header;
    header.title = title;
    open_.apply(change_header(open_.document(), std::move(header), "Rename the audit"));
    return;
  }
  Library::read(id, platform::k_no_key, [this, id = id, title = title](const KeptRecords& records) {
    Result<Recovered> recovered = recover(records, shipped_model());
    if (!recovered || !recovered->is_whole()) {
      ui::toast("Not renamed: this audit cannot be read whole. Open it first.", ui::Tone::danger);
      return;
    }
    recovered->audit.header.title = title;
    auto journal = std::make_shared<Journal>(Journal::Place{id, records.checkpoints.front().number},
                                             platform::k_no_key, records.file);
    journal->checkpoint(Document(std::move(recovered->audit), shipped_model()), false,
                        [this, journal](const std::string& problem) {
                          if (!problem.empty())
                            ui::toast(concat("Not renamed: ", problem), ui::Tone::danger);
                          keeper_.library().refresh();
                        });
  });
}

void Librarian::duplicate(const std::string& id) {
  Library::read(id, platform::k_no_key, [this](const KeptRecords& records) {
    Result<Recovered> recovered = recover(records, shipped_model());
    if (!recovered) {
      ui::toast("Not duplicated: open it first.", ui::Tone::danger);
      return;
    }
    recovered->audit.header.title += " (copy)";
    keeper_.library().add(recovered->audit,
                          [title = recovered->audit.header.title](const std::string&) {
                            ui::toast(concat("Added to the library: ", title, "."), ui::Tone::good);
                          });
  });
}

void Librarian::remove(const std::string& id) {
  keeper_.library().set_deleted(id, true);
  ui::toast("Deleted. For a month it can be brought back, at the end of the library.");
  if (id != keeper_.id()) return;
  const bool library_open = ui_.show_library;
  platform::remove_keys(k_open_audit);
  opener_.show(sample_at(0));
  ui_.show_library = library_open;
}

void Librarian::export_kept(const std::string& id) {
  Library::read(id, platform::k_no_key, [id = id](const KeptRecords& records) {
    const Result<Recovered> recovered = recover(records, shipped_model());
    if (records.is_sealed() && !records.checkpoints.empty()) {
      platform::save_file(concat("audit-", id, ".touchstone.json"), "application/json",
                          records.checkpoints.front().document);
    } else if (recovered) {
      platform::save_file(concat("audit-", id, ".touchstone.json"), "application/json",
                          write_audit(recovered->audit));
    } else {
      ui::toast("Nothing of it can be read as an audit. \"Save everything\" has its raw records.",
                ui::Tone::danger);
    }
  });
}

void Librarian::export_store() {
  platform::list_keys("", [](const std::vector<std::string>& keys) {
    auto texts = std::make_shared<std::map<std::string, std::string>>();
    auto awaited = std::make_shared<std::size_t>(keys.size());
    for (const std::string& key : keys) {
      platform::load(key, [texts, awaited, key = key](const std::optional<std::string>& text) {
        (*texts)[key] = text.value_or("");
        if (--*awaited > 0) return;
        std::string out = "{";
        for (const auto& [name, value] : *texts) {
          out += out.size() > 1 ? ",\n" : "\n";
          append_json_string(out, name);
          out += ": ";
          append_json_string(out, value);
        }
        platform::save_file("touchstone-store.json", "application/json", out + "\n}\n",
                            [](const platform::SaveResult&) {
                              ui::toast(
                                  "Handed to the browser's downloads as touchstone-store.json.",
                                  ui::Tone::good);
                            });
      });
    }
    if (keys.empty()) ui::toast("The store is empty.");
  });
}

}  // namespace touchstone::app
