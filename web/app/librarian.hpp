// What the user does in the library with audits that are kept, open or not: renames, copies,
// deletes and exports them.
//
// Works on the store's records through Keeper's library; what concerns the open audit goes the
// usual way, by a command or through Opener. All it is made of outlives it, and it stays in its
// place until the page goes away: the store answers later.
#pragma once

#include <string>

#include "app/keeper.hpp"
#include "app/open_audit.hpp"
#include "app/opener.hpp"
#include "state/state.hpp"

namespace touchstone::app {

class Librarian {
public:
  Librarian(OpenAudit& open, Keeper& keeper, Opener& opener, UiState& ui_state)
      : open_(open), keeper_(keeper), opener_(opener), ui_(ui_state) {}

  void rename(const std::string& id, const std::string& title);
  void duplicate(const std::string& id);
  // To be brought back or taken out for good later. An example takes the open audit's place.
  void remove(const std::string& id);
  // A file with whatever can be read of it.
  void export_kept(const std::string& id);
  // Every record of the store as one file.
  static void export_store();

private:
  OpenAudit& open_;
  Keeper& keeper_;
  Opener& opener_;
  UiState& ui_;
};

}  // namespace touchstone::app
