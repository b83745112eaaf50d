// The owner of everything: the open audit, its scores, its undo log, the user interface's state.
//
// A frame: views draw State and fill Requests; then App applies the edits, re-evaluates, carries
// the actions out (open, save, undo ...). What changed is seen in the frame that follows at once.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "score/evaluation.hpp"
#include "state/state.hpp"
#include "ui/painter.hpp"

namespace touchstone::app {

const platform::FileKind& audit_file_kind();

class App {
public:
  // Shows the audit the page was saved with, else the first sample (or ?sample=NAME); the audit of
  // last time, kept in the browser's store, takes its place as soon as it is read.
  App();

  void draw_frame();

  // Opens a document's bytes. Refused, with the list of problems on the screen and the open audit
  // untouched, when they are no valid audit.
  void open_bytes(const std::string& name, std::string_view bytes, platform::FileHandle handle);

private:
  struct Opened {
    Audit audit;
    Keeping keeping;
    Journal::Place place = {};  // in the library
    KeptFile file = {};
    std::vector<SetAside> set_aside = {};  // of its kept edits
  };

  struct Source {
    std::string name;
    platform::FileHandle handle = platform::k_no_handle;
    std::string fingerprint = {};  // of the sealed text; "": it is not sealed
    bool is_this_page = false;
  };

  State state();
  void draw_window(const State& state, Requests& requests);

  void show(Opened opened);
  // The audit alone: where it is kept and what of it is on the screen stay.
  void set_audit(Audit audit);
  void tell_title() const;
  // Whether the open audit holds work that is in no file.
  bool has_unsaved_work() const;
  // Whether the open audit can go without losing anything: it is kept, or has no work in it.
  bool can_go() const;
  // Shows it, or asks first when the open audit cannot go.
  void propose(Opened opened);
  // The same for what was read from a file, of which the library may hold later work.
  void propose_file(Opened opened);
  static Opened sample_at(std::size_t index);
  static Opened nothing_open();
  void open_sample(std::size_t index);
  void start_new(const NewAudit& wanted);
  void choose_file();
  void open_recent(platform::FileHandle handle);
  // Asks for the passphrase of something sealed; nothing: does no longer.
  void lock(std::optional<Locked> locked);
  void open_plain(const Source& source, std::string_view bytes, platform::SealKey key);
  // Shows what this page was saved with, then asks the library for later work on it.
  void show_page(Audit audit, platform::SealKey key, std::string fingerprint);

  // Another audit to compare the open one with (app_comparing.cpp).
  void compare_with_file();
  void compare_with_kept(const std::string& id);
  void compare_with(std::string name, Audit audit);

  void apply(const Command& command);
  void undo_or_redo(bool undo);
  // After `command` went into the document.
  void follow(const Command& command);
  void carry_out(const Action& action);

  // For files that are sealed when the audit is.
  std::string file_name(std::string_view ending) const;
  void save(bool ask_where);
  void save_page(bool read_only);
  void save_set_aside();
  void save_output(const SaveOutput& output);
  void saved(const platform::SaveResult& result);
  // Calls use(bytes) with the document as a file holds it: sealed, if it has a passphrase.
  void with_bytes(std::function<void(const std::string& bytes)> use);

  // What comes from other programs (app_importing.cpp).
  void take_files(std::vector<platform::File> files);
  void take_pasted(std::string text);
  void carry_out(const AtImport& wish);
  void import_all(bool as_new);

  // The library and the journal (app_keeping.cpp, app_library.cpp).
  // Ballots and invitations are taken wherever they are pasted or dropped. False: the text holds
  // none.
  bool take_to_workshop(std::string_view text);
  void listen_to_the_store();
  void open_last();
  // Says so where the store is empty but was not when this browser last kept something.
  void tell_of_cleared_store();
  void open_kept(const std::string& id, platform::SealKey key);
  void show_kept(const std::string& id, const KeptRecords& records, platform::SealKey key);
  // Goes on in the library where it keeps just what the page was saved with, or asks for the later
  // work that it keeps. Until it has answered nothing is kept: it says where.
  void ask_library_of_page();
  void go_on_in(Journal::Place place, KeptFile file);
  void begin_to_keep_page();
  void ask_for_later_work(const KeptAudit& kept);
  // A file whose document the library keeps just so: what is done goes on there.
  void propose_kept_file(const std::string& id, Opened opened);
  // Whether to open the file, or the later work on it that the library keeps.
  void ask_which(const KeptAudit& kept, Opened opened);
  void keep(const Command& command);
  // The whole audit at once, in a place of its own if it has none yet.
  void keep_whole();
  void take_place();
  void try_again_to_keep();
  // What the journal reports of the write that began as number `at`.
  void kept(std::size_t at, const std::string& problem);
  void claimed(bool held);
  void follow_other_window();
  void show_other_window(const KeptRecords& records);
  void take_over();
  void rename_kept(const std::string& id, const std::string& title);
  void duplicate_kept(const std::string& id);
  void delete_kept(const std::string& id);
  void export_kept(const std::string& id);
  static void export_store();
  void set_passphrase(const std::string& passphrase);
  void unlock(const std::string& passphrase);

  Document document_;
  Evaluation evaluation_;
  std::uint64_t version_ = 0;  // of the audit and its scores, for what is kept between frames
  Insights insights_{document_, evaluation_.scores(), version_};
  Studies studies_{document_, evaluation_.scores(), version_};
  History history_;
  Keeping keeping_;
  std::optional<Opened> waiting_;  // for the answer whether it may replace the open audit
  bool replace_when_saved_ = false;
  std::optional<OtherAudit> other_;
  std::uint64_t others_read_ = 0;
  std::optional<RefusedFile> refused_;
  std::optional<SetAsideEdits> set_aside_;
  std::optional<Locked> locked_;
  std::string page_holds_;  // the fingerprint of what this page was saved with; "": nothing
  std::optional<Audit> page_as_saved_;  // while the library is asked for later work on it
  Library library_;
  Journal journal_;
  std::size_t writes_ = 0, writes_kept_ = 0;  // of this page's life
  double retry_wait_ms_ = 0;  // before what was not kept is tried again; 0: all is kept
  std::optional<double> retry_at_ms_;
  bool reading_other_window_ = false;
  bool read_other_window_again_ = false;  // it wrote something meanwhile
  WorkshopRoom room_{document_, [this](const Command& command) { apply(command); }};
  ImportRoom import_;
  UiState ui_;
  double evaluate_ms_ = 0;
};

}  // namespace touchstone::app
