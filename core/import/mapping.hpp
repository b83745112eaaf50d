// Which column of a table is which field: proposed from names, changed by hand.
//
// A mapping is told in text, so that it can be typed, remembered and read back:
//   "Q5=nps"               the column labelled Q5 holds answers to the NPS question
//   "Q5=nps@Refund call"   ... about this touchpoint
//   "Q7=sus"               the ten columns Q7_1..Q7_10 (or under the question Q7) are SUS's items
//   "Score=metric:nps"     of a touchpoint list: the column holds values of this metric
//   "#3=-"                 the third column is left out
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import/fields.hpp"
#include "import/layout.hpp"
#include "model/model.hpp"

namespace touchstone::importing {

struct MappedColumn {
  Column column;
  ImportField field = ImportField::ignored;
  int item = 0;        // of SUS, 1..10; else 0
  std::string metric;  // of metric_value
  // What the answers are about when one row holds answers about several things: a touchpoint's
  // name, or a loop's number with `loop`.
  std::string block;
  bool loop = false;
  bool by_hand = false;
  std::string why;  // a few words: why it was taken for this, or why it is left out
};

using Mapping = std::vector<MappedColumn>;  // by column

// What the columns' names say. Where two columns claim a field that a row has once, the first in
// the table wins; personal columns are `personal`.
Mapping propose_mapping(const Layout& layout, ImportKind kind, const Model& model);

// Changes `mapping` as the text says ("column=field"). Returns what is wrong with the text, or "".
std::string change_mapping(Mapping& mapping, ImportKind kind, const Model& model,
                           std::string_view text);

// The part after "=" that change_mapping() understands: "nps@Refund call", "sus3", "-".
std::string field_text(const MappedColumn& column);

// The changes made by hand, as texts for change_mapping(): what there is to remember.
std::vector<std::string> remembered_changes(const Mapping& mapping);

}  // namespace touchstone::importing
