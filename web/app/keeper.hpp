// Keeps the open audit in the browser's store: writes what happens to it, tries again what was
// refused, shares it with this browser's other windows, seals it with its passphrase. Owns the
// journal and the library's list.
//
//   Keeper keeper(open);         // hears the store and the other windows from now on
//   keeper.start(place, file);   // another audit is about to be shown
//   keeper.keep(command);        // after each command
//   keeper.step();               // each frame
//
// What becomes of it goes into open.keeping(), where views see it. It asks nothing and shows no
// audit but what another window made of the open one. `open` outlives it, and it stays in its
// place until the page goes away: the store answers later.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "app/open_audit.hpp"
#include "keeping/library.hpp"
#include "platform/platform.hpp"

namespace touchstone::app {

class Keeper {
public:
  explicit Keeper(OpenAudit& open);

  Library& library() { return library_; }

  // Of the open audit in the library; "" while it is not kept.
  const std::string& id() const { return journal_.id(); }

  // Whether the store has everything done so far.
  bool all_is_kept() const;

  // Another audit is about to be shown; open.keeping() is its already. A place without an id is
  // made with the first edit.
  void start(Journal::Place place, KeptFile file);

  // The library is asked where the open audit has its place: nothing is kept meanwhile. Then it
  // goes on in that place, if there is one, and in any case keeps what was done since.
  void wait() { is_waiting_ = true; }

  void go_on_in(Journal::Place place, KeptFile file);
  void end_waiting();

  // After `command` went into the document.
  void keep(const Command& command);
  // The whole audit at once, in a place of its own if it has none yet.
  void keep_whole();
  void step();

  // After the audit was saved as a file, or only a copy of it was.
  void saved_as(KeptFile file) { journal_.saved_as(std::move(file), open_.document()); }

  void add_copy(std::string fingerprint) {
    journal_.add_copy(std::move(fingerprint), open_.document());
  }

  // Edits here what another window keeps, as soon as that one has let it go.
  void take_over() { platform::claim(journal_.id(), true); }

  // "": none any more.
  void set_passphrase(const std::string& passphrase);

private:
  // What hears how the write that begins now ends.
  std::function<void(std::string problem)> next_write();
  void written(std::size_t number, const std::string& problem);
  void take_place();
  void try_again();
  void claimed(bool is_held);
  void follow_other_window();
  void show_other_window(const KeptRecords& records);
  void edit_again();
  void change_key(platform::SealKey key);

  OpenAudit& open_;
  Library library_;
  Journal journal_;
  bool is_waiting_ = false;
  std::size_t writes_ = 0, writes_kept_ = 0;  // of this page's life
  double retry_wait_ms_ = 0;  // before what was not kept is tried again; 0: all is kept
  std::optional<double> retry_at_ms_;
  bool reading_other_window_ = false;
  bool read_other_window_again_ = false;  // it wrote something meanwhile
};

}  // namespace touchstone::app
