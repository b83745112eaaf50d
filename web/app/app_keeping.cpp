// How App keeps the open audit in the browser's store, and opens what is kept there.
#include <map>
#include <memory>
#include <utility>

#include "app/app.hpp"
#include "app/wording.hpp"
#include "audit/edits.hpp"
#include "audit/json_text.hpp"
#include "audit/read.hpp"
#include "audit/write.hpp"
#include "text/concat.hpp"

namespace touchstone::app {
namespace {

constexpr std::string_view k_working_copy = "working-copy";  // of versions without a library

constexpr std::string_view k_kept_here = "Kept in this browser. Save it as a file to be safe.";

}  // namespace

void App::listen_to_the_store() {
  platform::set_claim_listener([this](const std::string& name, bool held) {
    if (name == journal_.id()) claimed(held);
  });
  platform::set_store_listener([this](const std::string& key) {
    if (keeping_.follows && key.starts_with(concat("audit/", journal_.id(), "/")))
      follow_other_window();
    if (library_.is_read() && key.starts_with("about/")) library_.refresh();
  });
}

// ---- Opening ------------------------------------------------------------------------------------

void App::open_last() {
  platform::load(k_open_audit, [this](const std::optional<std::string>& id) {
    if (history_.can_undo()) return;
    if (id) {
      open_kept(*id, platform::k_no_key);
      return;
    }
    platform::load(k_working_copy, [this](const std::optional<std::string>& bytes) {
      if (!bytes || history_.can_undo()) return;
      const Result<Audit> audit = read_audit(*bytes, shipped_model());
      if (!audit) return;
      library_.add(*audit, [this](const std::string& added) {
        platform::remove_keys(k_working_copy);
        if (!history_.can_undo()) open_kept(added, platform::k_no_key);
      });
    });
  });
}

void App::open_kept(const std::string& id, platform::SealKey key) {
  Library::read(id, key, [this, id = id, key](const KeptRecords& records) {
    if (records.checkpoints.empty()) return;
    if (records.is_sealed()) {
      lock(Locked{
          .name = "this audit", .text = records.checkpoints.front().document, .kept_id = id});
    } else {
      show_kept(id, records, key);
    }
  });
}

void App::show_kept(const std::string& id, const KeptRecords& records, platform::SealKey key) {
  Result<Recovered> recovered = recover(records, shipped_model());
  if (!recovered) {
    refused_ = RefusedFile{"this audit of the library", recovered.problems()};
    return;
  }
  Opened opened{std::move(recovered->audit),
                {.origin = Keeping::Origin::library, .kept = std::string(k_kept_here), .key = key}};
  if (recovered->lost == 0) {
    const KeptFile& file = records.file;
    opened.keeping.file_name = file.name;
    opened.keeping.handle = file.handle;
    opened.keeping.in_no_file = !file.is_current;
    if (file.is_current) opened.keeping.kept = concat("As in ", file.name, ".");
    opened.place = {id, records.checkpoints.front().number};
    opened.file = file;
  } else {
    // The damaged records stay as they are, to be exported; what is done now is kept beside them.
    ui::toast(concat("The last ", count_of(recovered->lost, "edit", "edits"),
                     " of this audit could not be read. It opens as a copy; the library still has "
                     "the original."),
              ui::Tone::danger);
  }
  propose(std::move(opened));
}

void App::propose_file(Opened opened) {
  if (opened.file.fingerprint.empty()) {
    propose(std::move(opened));
    return;
  }
  const std::string wanted = opened.file.fingerprint;
  Library::find_by_file(
      wanted, [this, opened = std::move(opened)](const std::optional<KeptAudit>& kept) mutable {
        if (kept && kept->file.is_current) {
          propose_kept_file(kept->id, std::move(opened));
        } else if (kept && can_go()) {
          ask_which(*kept, std::move(opened));
        } else {
          propose(std::move(opened));
        }
      });
}

void App::propose_kept_file(const std::string& id, Opened opened) {
  Library::read(id, platform::k_no_key,
                [this, id = id, opened = std::move(opened)](const KeptRecords& records) mutable {
                  const Result<Recovered> kept = recover(records, shipped_model());
                  if (kept && kept->lost == 0 && kept->audit == opened.audit)
                    opened.place = {id, records.checkpoints.front().number};
                  propose(std::move(opened));
                });
}

void App::ask_which(const KeptAudit& kept, Opened opened) {
  ui_.question = Question{
      "Later work on this file",
      concat("\"", kept.title, "\" was changed here after ", opened.file.name,
             " was saved, last on ",
             platform::time_text(kept.changed, platform::TimeStyle::day_and_minute),
             ". The file does not hold these changes; this browser does."),
      {{"Open the file as it is", ReplaceAudit{}}, {"Open the later work", OpenKept{kept.id}}}};
  waiting_ = std::move(opened);
}

// ---- Keeping ------------------------------------------------------------------------------------

void App::keep(const Command& command) {
  if (keeping_.is_sample() || keeping_.origin == Keeping::Origin::page) {
    keeping_.origin = Keeping::Origin::fresh;
    keeping_.file_name.clear();
  }
  const bool is_new = journal_.id().empty();
  journal_.record(document_, command, !has_unsaved_work(),
                  [this, at = ++writes_](const std::string& problem) { kept(at, problem); });
  if (!is_new) return;
  platform::store(k_open_audit, journal_.id(), platform::Durability::relaxed);
  platform::claim(journal_.id(), false);
}

void App::kept(std::size_t at, const std::string& problem) {
  writes_kept_ = at;
  if (problem.empty()) {
    // What was refused with the edit that made its place.
    if (!std::exchange(keeping_.trouble, {}).empty())
      platform::store(k_open_audit, journal_.id(), platform::Durability::relaxed);
    if (writes_kept_ == writes_) {
      keeping_.kept =
          concat("Kept in this browser at ",
                 platform::time_text(platform::unix_seconds(), platform::TimeStyle::second),
                 ". Save it as a file to be safe.");
    }
  } else {
    keeping_.trouble = concat("Not kept in this browser: ", problem, " Save it as a file.");
  }
  if (library_.is_read()) library_.refresh();
}

// ---- Two windows --------------------------------------------------------------------------------

void App::claimed(bool held) {
  if (held == !keeping_.follows) return;
  keeping_.follows = !held;
  if (held) {
    follow_other_window();  // what the other window did last
    ui::toast("This window keeps the audit now.", ui::Tone::good);
  } else {
    ui::toast("This audit is open in another window, which keeps it.", ui::Tone::warning);
  }
  platform::request_frames(2, "claim");
}

void App::follow_other_window() {
  if (std::exchange(reading_other_window_, true)) return;
  Library::read(
      journal_.id(), journal_.key(), [this, id = journal_.id()](const KeptRecords& records) {
        reading_other_window_ = false;
        Result<Recovered> recovered = recover(records, shipped_model());
        if (id != journal_.id() || !recovered) return;
        keeping_.in_no_file = !records.file.is_current;
        journal_ = Journal({id, records.checkpoints.front().number}, journal_.key(), records.file);
        if (!(recovered->audit == document_.audit())) set_audit(std::move(recovered->audit));
      });
}

// ---- The library --------------------------------------------------------------------------------

void App::rename_kept(const std::string& id, const std::string& title) {
  if (id == journal_.id()) {
    Header header = document_.audit().header;
    header.title = title;
    apply(change_header(document_, std::move(header), "Rename the audit"));
    return;
  }
  Library::read(id, platform::k_no_key, [this, id = id, title = title](const KeptRecords& records) {
    Result<Recovered> recovered = recover(records, shipped_model());
    if (!recovered || recovered->lost > 0) {
      ui::toast("Not renamed: this audit cannot be read whole. Open it first.", ui::Tone::danger);
      return;
    }
    recovered->audit.header.title = title;
    KeptFile file = records.file;
    file.is_current = false;
    auto journal = std::make_shared<Journal>(Journal::Place{id, records.checkpoints.front().number},
                                             platform::k_no_key, std::move(file));
    journal->checkpoint(Document(std::move(recovered->audit), shipped_model()),
                        [this, journal](const std::string& problem) {
                          if (!problem.empty())
                            ui::toast(concat("Not renamed: ", problem), ui::Tone::danger);
                          library_.refresh();
                        });
  });
}

void App::duplicate_kept(const std::string& id) {
  Library::read(id, platform::k_no_key, [this](const KeptRecords& records) {
    Result<Recovered> recovered = recover(records, shipped_model());
    if (!recovered) {
      ui::toast("Not duplicated: open it first.", ui::Tone::danger);
      return;
    }
    recovered->audit.header.title += " (copy)";
    library_.add(recovered->audit, [title = recovered->audit.header.title](const std::string&) {
      ui::toast(concat("Added to the library: ", title, "."), ui::Tone::good);
    });
  });
}

void App::delete_kept(const std::string& id) {
  library_.set_deleted(id, true);
  ui::toast("Deleted. For a month it can be brought back, at the end of the library.");
  if (id != journal_.id()) return;
  const bool library_open = ui_.show_library;
  platform::remove_keys(k_open_audit);
  show(sample_at(0));
  ui_.show_library = library_open;
}

void App::export_kept(const std::string& id) {
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

void App::export_store() {
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

// ---- Passphrase ---------------------------------------------------------------------------------

void App::set_passphrase(const std::string& passphrase) {
  const auto rewrite = [this](platform::SealKey key) {
    keeping_.key = key;
    const bool is_new = journal_.id().empty();
    journal_.set_key(key);
    room_.change_key(key);
    tell_title();
    if (is_new) return;  // sealed from the first edit on
    journal_.checkpoint(document_,
                        [this, at = ++writes_](const std::string& problem) { kept(at, problem); });
  };
  if (passphrase.empty()) {
    rewrite(platform::k_no_key);
    ui::toast("The passphrase is off: this audit is kept and saved readable by everybody.",
              ui::Tone::warning);
    return;
  }
  platform::make_key(passphrase, [rewrite](platform::SealKey key, const std::string& problem) {
    if (key == platform::k_no_key) {
      ui::toast(concat("No passphrase was set: ", problem), ui::Tone::danger);
      return;
    }
    rewrite(key);
    ui::toast("From now on this audit is kept and saved sealed with the passphrase.",
              ui::Tone::good);
  });
}

void App::unlock(const std::string& passphrase) {
  if (!locked_) return;
  platform::unseal(passphrase, locked_->text, [this](const platform::Unsealed& answer) {
    if (!locked_) return;
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
    const Locked opened = *std::exchange(locked_, std::nullopt);
    tell_title();
    if (opened.kept_id.empty()) {
      open_plain({.name = opened.name, .handle = opened.handle}, answer.bytes, answer.key);
    } else {
      open_kept(opened.kept_id, answer.key);
    }
  });
}

}  // namespace touchstone::app
