// The page's program: owns the open audit and all that works on it, draws, and carries out.
//
// A frame: views draw State and fill Requests; then App hands each to whom it concerns (edits to
// the open audit, which re-evaluates; open, save, keep ... to its helpers). What changed is seen in
// the frame that follows at once.
//
//   OpenAudit   the audit with its scores, undo log and workshop: the one place where it changes
//   Keeper      hears of each change; the browser's store, other windows, the passphrase
//   Opener      what is shown instead of it: files, kept audits, the page itself, sealed ones
//   Saver, Librarian, Importer, Comparer
//
// Each knows only those above it, so that nothing calls back up but `changed`, of OpenAudit.
#pragma once

#include "app/comparer.hpp"
#include "app/importer.hpp"
#include "app/keeper.hpp"
#include "app/librarian.hpp"
#include "app/open_audit.hpp"
#include "app/opener.hpp"
#include "app/saver.hpp"
#include "state/insights.hpp"
#include "state/state.hpp"
#include "state/studies.hpp"

namespace touchstone::app {

class App {
public:
  App();

  void draw_frame();

private:
  struct CarryOut;

  State state();
  void draw_window(const State& state, Requests& requests);
  void carry_out(const Action& action);

  UiState ui_;
  OpenAudit open_{[this](const Command& command) { keeper_.keep(command); }};
  Insights insights_{open_.document(), open_.scores(), open_.version()};
  Studies studies_{open_.document(), open_.scores(), open_.version()};
  Keeper keeper_{open_};
  Opener opener_{open_, keeper_, ui_};
  Saver saver_{open_, keeper_, opener_};
  Librarian librarian_{open_, keeper_, opener_, ui_};
  Importer importer_{open_, opener_, ui_};
  Comparer comparer_{opener_, ui_};
};

}  // namespace touchstone::app
