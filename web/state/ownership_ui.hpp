// What the ownership view remembers between frames.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/ids.hpp"
#include "ui/grid.hpp"

namespace touchstone::app {

// The rows of a sorted and filtered grid, found again when the audit, the order or the filter
// changed.
struct KeptRows {
  std::vector<std::size_t> rows;
  std::uint64_t version = 0;  // of the audit; 0: not found yet
  int sort_column = -1;
  bool sort_descending = false;
  bool filtered = false;
  bool edited_here = false;  // the audit's next version comes from this grid: the rows stay
};

// Elements of a long list that are shown at first, and that each "Show more" adds.
inline constexpr std::size_t k_list_page = 30;

struct OwnershipUi {
  int tab = 0;
  std::size_t listed = k_list_page;  // of the tab's long list
  // Heat map.
  bool heat_by_gap = false;
  ui::GridState heat_grid;
  // Who does what.
  bool gaps_only = false;
  ui::GridState raci_grid;
  KeptRows raci_rows;
  // Gaps.
  std::optional<int> rule;  // only gaps of this rule
  // Load.
  ui::GridState load_grid;
  KeptRows load_rows;
  // Hand-offs.
  bool handoffs_by_stage = false;
  std::string handoff_node;               // only hand-offs from or to there; "": all
  std::optional<HandoffId> open_handoff;  // being edited
  bool open_wanted = false;               // it was just added, or gone to: put the focus there
};

}  // namespace touchstone::app
