// The audits kept in the browser's store, and the journal of the open one.
//
// In the store (platform.hpp), for an audit with the id N:
//
//   about/N                  what the library shows without reading the audit, as JSON
//   audit/N/000001           a checkpoint: the document as it was
//   audit/N/000001/000001    the first edit after it, a line of audit/journal.hpp; then 000002 ...
//
// An edit adds one short record, and nothing that is kept is ever written over. After many edits,
// and with the first one of each session, a new checkpoint is written; only when the browser has
// acknowledged it are the older ones taken out. So whenever the browser is killed, the newest
// checkpoint that can be read with the edits after it is all that was acknowledged.
//
// With a key all of it is sealed (docs/sealed-format.md) and `about` leaves the title out.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "document/recovery.hpp"
#include "platform/platform.hpp"

namespace touchstone::app {

// The audit as it stood at some moment, in a file or a saved page somewhere.
struct KeptCopy {
  std::string fingerprint;  // of the document's bytes in it; of the sealed text, if it is sealed
  double at = 0;            // when it was saved here, or first opened; Unix seconds
};

// The file or page an audit was opened from or last saved as.
struct KeptFile {
  std::string name = {};
  platform::FileHandle handle = platform::k_no_handle;
  std::string fingerprint = {};  // of what it holds, as in KeptCopy
  bool is_current = false;       // whether the audit still is what the file holds
  bool is_page = false;          // a saved page, with the program in it
  // All that this audit is known to have come from or gone to, the latest first: what is opened
  // later is met again by these.
  std::vector<KeptCopy> copies = {};

  // The copy with this fingerprint; null: none is known.
  const KeptCopy* copy_with(std::string_view wanted) const;
  void add_copy(std::string holds, double at);
};

// A line of the library.
struct KeptAudit {
  std::string id, title;  // no title when sealed
  double changed = 0;     // Unix seconds
  std::size_t touchpoints = 0;
  std::size_t bytes = 0;  // of the last checkpoint
  bool sealed = false;
  std::optional<double> deleted;  // since when it waits to be taken out for good
  KeptFile file = {};             // name and fingerprint are left out when sealed
};

std::string write_about(const KeptAudit& about);
// Nothing when the text is no such description.
std::optional<KeptAudit> read_about(std::string id, std::string_view text);

// What the store holds of one audit.
struct KeptRecords {
  struct Checkpoint {
    std::size_t number = 0;
    std::string document;
    std::vector<std::string> edits;  // in order; "" where one or more records are gone
  };

  std::vector<Checkpoint> checkpoints;  // newest first
  KeptFile file = {};
  bool came_sealed = false;  // and a key was given for them

  bool is_sealed() const;
};

// Sorts records by their keys; foreign ones are left out.
KeptRecords sort_records(const std::string& id, const std::map<std::string, std::string>& records);

// The newest checkpoint that can be read, with its edits and as many as can be carried out of those
// after newer checkpoints that cannot be read. Problems are those of the newest.
Result<Recovered> recover(const KeptRecords& records, const Model& model);

bool is_sealed(std::string_view text);

// Of a document's bytes (64-bit FNV-1a); to tell whether two are the same, not to protect.
std::string fingerprint(std::string_view bytes);

class Library {
public:
  // The list, without those that wait to be taken out; newest first. Empty until it was read.
  const std::vector<KeptAudit>& audits() const { return audits_; }

  // Those that wait, the last deleted first.
  const std::vector<KeptAudit>& deleted() const { return deleted_; }

  bool is_read() const { return is_read_; }

  // Reads the list again. What was deleted a month ago is taken out for good.
  void refresh();

  // All records of an audit; unsealed, if a key is given and fits.
  static void read(const std::string& id, platform::SealKey key,
                   std::function<void(KeptRecords)> done);

  // Whether the store holds any audit.
  static void has_any(std::function<void(bool any)> done);

  // The audit changed last of those that are known to have been in a file or page with this
  // fingerprint.
  static void find_by_file(const std::string& fingerprint,
                           std::function<void(std::optional<KeptAudit>)> done);

  // Files for which the browser keeps handles; newest first.
  const std::vector<platform::RecentFile>& recent_files() const { return recent_files_; }

  void forget_recent(platform::FileHandle handle);

  // Keeps a document as an audit of its own.
  void add(const Audit& audit, std::function<void(std::string id)> done);
  void set_deleted(const std::string& id, bool deleted);
  void take_out(const std::string& id);

private:
  void sort(std::vector<KeptAudit> all);

  std::vector<KeptAudit> audits_, deleted_;
  std::vector<platform::RecentFile> recent_files_;
  bool is_read_ = false;
};

// Writes what happens to the open audit.
class Journal {
public:
  // Where an audit stands in the store. One without an id is not kept yet: its place is made with
  // the first edit.
  struct Place {
    std::string id;
    std::size_t last = 0;  // checkpoint; the next edit begins another
  };

  Journal() = default;
  Journal(Place place, platform::SealKey key, KeptFile file);

  const std::string& id() const { return id_; }

  platform::SealKey key() const { return key_; }

  const KeptFile& file() const { return file_; }

  // After the document was saved as a file, or only a copy of it was.
  void saved_as(KeptFile file, const Document& document);
  void add_copy(std::string fingerprint, const Document& document);

  // The next edit begins a checkpoint with this key; the older records go with its acknowledgement.
  void set_key(platform::SealKey key);

  // `document` as it is after `command`; `in_file`: as its file holds it. done("") once this and
  // all before is kept, else with the problem; the next edit then tries with a checkpoint.
  void record(const Document& document, const Command& command, bool in_file,
              std::function<void(std::string problem)> done);
  // The whole document, whether or not it is due.
  void checkpoint(const Document& document, bool in_file,
                  std::function<void(std::string problem)> done);

private:
  void tell_about(const Document& document);

  std::string id_;
  std::size_t number_ = 0, edits_ = 0;
  std::size_t checkpoint_bytes_ = 0, edit_bytes_ = 0;
  bool needs_checkpoint_ = true;
  platform::SealKey key_ = platform::k_no_key;
  KeptFile file_;
};

std::string new_kept_id();

// The key with the id of the audit that was opened last.
inline constexpr std::string_view k_open_audit = "open";

}  // namespace touchstone::app
