// Opens audits: from files, from the library, from the page itself, out of what is sealed; and
// decides what may replace the open one.
//
//   bytes, or records of the library ── read ──► Opened ── propose() ──► show()
//                │ sealed                                      │
//                ▼                                             ▼ the open audit cannot go, or the
//          asks for the passphrase: unlock()               library keeps later work: asks, and the
//                                                          answer is replace()
//
// What cannot be read is refused with its problems, and the open audit stays untouched. What has
// been refused, set aside or waits for a passphrase is here, for State to show. Questions go to
// UiState, which begins anew with each audit; the audit goes to OpenAudit, its place to Keeper. All
// three outlive it, and it stays in its place until the page goes away: browser and store answer
// later.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "app/keeper.hpp"
#include "app/open_audit.hpp"
#include "app/opened.hpp"
#include "app/saved_page.hpp"
#include "platform/platform.hpp"
#include "state/state.hpp"

namespace touchstone::app {

const platform::FileKind& audit_file_kind();

class Opener {
public:
  Opener(OpenAudit& open, Keeper& keeper, UiState& ui_state);

  // Shows the audit the page was saved with, else the first sample (or ?sample=NAME); the audit of
  // last time, kept in the browser's store, takes its place as soon as it is read.
  void open_first();

  // A document's bytes.
  void open_bytes(const std::string& name, std::string_view bytes, platform::FileHandle handle);
  void choose_file();
  void open_recent(platform::FileHandle handle);

  // Of the library; with the key of the open audit, if it needs one.
  void open_kept(const std::string& id) { open_kept(id, open_.keeping().key); }

  void unlock(const std::string& passphrase);

  void dismiss_locked() { lock({}); }

  // Shows it, or asks first when the open audit cannot go.
  void propose(Opened opened);
  void show(Opened opened);

  // The answers to what propose() asks: shows what waits; the same, once the open audit is saved.
  void replace();

  void replace_once_saved() { replace_when_saved_ = waiting_.has_value(); }

  // The open audit was saved, or was not.
  void after_saving();

  void refuse(RefusedFile file) { refused_ = std::move(file); }

  void dismiss_refusal() { refused_.reset(); }

  void dismiss_set_aside() { set_aside_.reset(); }

  // Null: none.
  const RefusedFile* refused() const { return refused_ ? &*refused_ : nullptr; }

  const SetAsideEdits* set_aside() const { return set_aside_ ? &*set_aside_ : nullptr; }

  const Locked* locked() const { return locked_ ? &*locked_ : nullptr; }

private:
  struct Source {
    std::string name;
    platform::FileHandle handle = platform::k_no_handle;
    std::string fingerprint = {};  // of the sealed text; "": it is not sealed
    bool is_this_page = false;
  };

  // Whether the open audit can go without losing anything: it is kept, or has no work in it.
  bool can_go() const;
  // For what was read from a file, of which the library may hold later work.
  void propose_file(Opened opened);
  // A file whose document the library keeps just so: what is done goes on there.
  void propose_kept_file(const std::string& id, Opened opened);
  // Whether to open the file, or the later work on it that the library keeps.
  void ask_which(const KeptAudit& kept, Opened opened);

  void open_plain(const Source& source, std::string_view bytes, platform::SealKey key);
  // What this page was saved with.
  void show_page(Audit audit, platform::SealKey key, std::string fingerprint);
  void open_last();
  // The one that versions without a library kept.
  void open_working_copy();
  // Whether the user has begun something meanwhile.
  bool is_begun() const;
  void open_kept(const std::string& id, platform::SealKey key);
  void show_kept(const std::string& id, const KeptRecords& records, platform::SealKey key);
  // Says so where the store is empty but was not when this browser last kept something.
  void tell_of_cleared_store();

  // Asks for the passphrase of something sealed; nothing: does no longer.
  void lock(std::optional<Locked> locked);
  void unsealed(const platform::Unsealed& answer);

  OpenAudit& open_;
  Keeper& keeper_;
  UiState& ui_;
  SavedPage page_;
  std::optional<Opened> waiting_;  // for the answer whether it may replace the open audit
  bool replace_when_saved_ = false;
  std::optional<RefusedFile> refused_;
  std::optional<SetAsideEdits> set_aside_;
  std::optional<Locked> locked_;
};

}  // namespace touchstone::app
