// A page that was saved with an audit inside, and how its audit finds its place in the library: it
// goes on where the library keeps just what the page holds, asks where it keeps later work, else is
// kept anew from the first edit on. Until the library has answered nothing is kept.
//
// Opener owns it and shows the page's audit; here the library is asked. The answer changes the
// audit and its place (OpenAudit, Keeper), or puts a question on the screen (UiState); all three
// outlive it.
#pragma once

#include <optional>
#include <string>

#include "app/keeper.hpp"
#include "app/open_audit.hpp"
#include "keeping/library.hpp"
#include "state/state.hpp"

namespace touchstone::app {

class SavedPage {
public:
  SavedPage(OpenAudit& open, Keeper& keeper, UiState& ui_state)
      : open_(open), keeper_(keeper), ui_(ui_state) {}

  // Its audit has just been shown. `holds`: the fingerprint of what the page was saved with.
  void find_place(std::string holds);

  // Another audit is about to be shown: what the library answers is of no use any more.
  void leave() { as_saved_.reset(); }

  // The file of a kept audit. In a saved page what is saved goes back into the page, whatever other
  // files there are.
  KeptFile file_of(const KeptFile& kept) const;

private:
  void ask_library();
  void answered(const KeptAudit& kept, const KeptRecords& records);
  void go_on_in(Journal::Place place, const KeptFile& file);
  void ask_for_later_work(const KeptAudit& kept);
  void end_asking();

  OpenAudit& open_;
  Keeper& keeper_;
  UiState& ui_;
  std::string holds_;              // for the page's life; "": it was saved with nothing
  std::optional<Audit> as_saved_;  // while the library is asked
};

}  // namespace touchstone::app
