// Takes in what comes from outside, dropped, chosen or pasted, and brings it where it belongs:
//
//   ballots, invitations       to the workshop, wherever they are dropped or pasted
//   an audit                   to Opener
//   cells, over the table      into the table
//   everything else            to the import view (ImportRoom), from where it gets into the audit
//                              as one command, or becomes an audit of its own
//
// Owns the files on their way in. All that it is made of outlives it, and it stays in its place
// until the page goes away: it listens to the page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/open_audit.hpp"
#include "app/opener.hpp"
#include "platform/platform.hpp"
#include "rooms/import_room.hpp"
#include "state/state.hpp"

namespace touchstone::app {

class Importer {
public:
  Importer(OpenAudit& open, Opener& opener, UiState& ui_state);

  const ImportRoom& room() const { return room_; }

  void carry_out(const AtImport& wish);
  // Each frame: some milliseconds' worth of reading.
  void step();

private:
  void take_files(std::vector<platform::File> files);
  void take_pasted(std::string text);
  // False: the text holds neither ballots nor an invitation.
  bool take_to_workshop(std::string_view text);
  void import_all(bool as_new);

  OpenAudit& open_;
  Opener& opener_;
  UiState& ui_;
  ImportRoom room_;
};

}  // namespace touchstone::app
