// The touchpoint table without its picture: its columns as data, which rows it shows in which
// order, and what can be done to many cells at once: filling, pasting, copying.
//
// A cell's text is what the clipboard carries. text_of() writes it, take_text() reads it back, and
// reads as well what people type: names in any case, "1 200", "yes". Blank is "not known".
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.hpp"
#include "document/command.hpp"
#include "document/document.hpp"
#include "json/result.hpp"
#include "score/scores.hpp"
#include "ui/ui.hpp"

namespace touchstone::app {

// In the order of touchpoint_columns().
enum class TouchpointField : std::uint8_t {
  name,
  friction,
  gap,
  evidence,
  share,
  stage,
  channel,
  discipline,
  volume,
  importance,
  owner,
  level,
  moment_of_truth,
  core_task,
  description,
  quote,
  notes
};

struct TouchpointColumn {
  TouchpointField field;
  ui::Column column;
  bool shown_at_first = true;
  bool worked_out = false;  // from other data: it cannot be written
  bool groups = false;      // rows can be gathered by it
};

std::span<const TouchpointColumn> touchpoint_columns();
const TouchpointColumn& column_of(TouchpointField field);
// Those shown at first.
std::vector<TouchpointField> usual_columns();

// What the table reads: the audit and its scores.
struct Scored {
  const Audit& audit;
  const Scores& scores;
};

std::string text_of(const Scored& scored, std::size_t touchpoint, TouchpointField field);

// Puts what the text means into the touchpoint. Returns what is wrong with it, and then changes
// nothing; "" is good.
std::string take_text(const Audit& audit, Touchpoint& touchpoint, TouchpointField field,
                      std::string_view text);

// Rows.

struct TouchpointFilter {
  std::string text;  // of name, notes or owner, in any case
  std::optional<StageId> stage;
  bool gaps_only = false;
  bool thin_only = false;
  friend bool operator==(const TouchpointFilter&, const TouchpointFilter&) = default;
};

// How the rows are put in order.
struct TableOrder {
  std::optional<TouchpointField> sorted_by = {};  // none: the audit's own order
  bool descending = false;
  std::optional<TouchpointField> grouped_by = {};
  std::set<std::string> closed = {};  // groups whose rows are not shown, by title
  friend bool operator==(const TableOrder&, const TableOrder&) = default;
};

struct TableGroup {
  std::string title;
  std::size_t touchpoints = 0;
  std::optional<double> worst;  // friction of those with evidence enough to tell
};

struct TableRow {
  bool is_group = false;
  std::size_t at = 0;  // in Audit::touchpoints, or in TableRows::groups
};

struct TableRows {
  std::vector<TableRow> rows;
  std::vector<TableGroup> groups;  // in the order shown
  std::size_t touchpoints = 0;     // that pass the filter, shown or in closed groups
};

// Equal keys keep the audit's order; what is not known stands last either way.
TableRows rows_of(const Scored& scored, const TouchpointFilter& filter, const TableOrder& order);

// Many cells.

// Lines of cells as spreadsheets put them on the clipboard: tabs between cells; cells with tabs,
// quotes or line breaks are quoted.
using Block = std::vector<std::vector<std::string>>;
Block block_of(std::string_view text);
std::string block_text(const Block& block);

// Part of the table: touchpoints by place in the audit, down, and columns, across.
struct TablePart {
  std::span<const std::size_t> touchpoints;
  std::span<const TouchpointField> columns;
};

Block copy_of(const Scored& scored, const TablePart& part);

struct CellChanges {
  Command command;    // empty when nothing differs, or when there are problems
  Problems problems;  // "pointer" is the place in words: "Line 3, Stage"
  std::size_t added = 0;
  std::vector<TouchpointField> passed_over;  // worked out, so not written
};

// The block over the part, from its upper left corner on. Below the part's last touchpoint new ones
// come to be, if the block's first column is their names. A first line of nothing but columns'
// titles says which columns the others are for.
CellChanges paste_into(const Document& document, const TablePart& part, const Block& block);

// One text for a column of some touchpoints.
CellChanges fill(const Document& document, std::span<const std::size_t> touchpoints,
                 TouchpointField field, std::string_view text);

}  // namespace touchstone::app
