// An audit on its way to the screen, with where it is kept: read already, not shown yet (Opener
// shows it). Here are those that come from no file, and the words about one of which the library
// keeps more.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "keeping/library.hpp"
#include "state/state.hpp"

namespace touchstone::app {

struct Opened {
  Audit audit;
  Keeping keeping;
  Journal::Place place = {};  // in the library
  KeptFile file = {};
  std::vector<SetAside> set_aside = {};  // of its kept edits
};

Opened sample_at(std::size_t index);

// What stands behind the question for a passphrase, and after it was left: no example may seem to
// be what was sealed.
Opened nothing_open();

// A new audit, in no file yet.
Opened fresh(Audit audit);
Opened fresh(const NewAudit& wanted);

// That `what` ("This page") holds an earlier state of the audit `kept`: the copy with the
// fingerprint.
std::string told_of_later_work(std::string_view what, const std::string& fingerprint,
                               const KeptAudit& kept);

// "22 Nov 2026, 14:03": as questions about what is kept say a moment.
std::string moment_text(double unix_seconds);

}  // namespace touchstone::app
