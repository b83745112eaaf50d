// Reads another audit, from a file or the library, to compare the open one with, and owns it.
//
// The compare view shows it at once (UiState); what cannot be read is refused through Opener. Both
// outlive the Comparer, which stays in its place until the page goes away: browser and store answer
// later.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/opener.hpp"
#include "state/compared.hpp"
#include "state/state.hpp"

namespace touchstone::app {

class Comparer {
public:
  Comparer(Opener& opener, UiState& ui_state) : opener_(opener), ui_(ui_state) {}

  // Null: none was read.
  const OtherAudit* other() const { return other_ ? &*other_ : nullptr; }

  void compare_with_file();
  void compare_with_kept(const std::string& id);

private:
  void compare_with(std::string name, Audit audit);

  Opener& opener_;
  UiState& ui_;
  std::optional<OtherAudit> other_;
  std::uint64_t others_read_ = 0;
};

}  // namespace touchstone::app
