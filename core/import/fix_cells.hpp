// Fixes as rows tell of them: beside the touchpoint they are for, or one a row in a list of fixes.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "import/row.hpp"

namespace touchstone::importing {

class FixCells {
public:
  // All of it outlives this.
  FixCells(const ConvertInput& input, RowCells& row, ImportContent& content)
      : input_(input), row_(row), fixes_(content.audit.fixes) {}

  // The fix of this id or, where there is none, of this title; added if it is new. The place is its
  // place among the content's fixes.
  std::size_t place(std::string_view title, std::string_view id = "");
  // The same, without adding any: by id, else by title.
  std::optional<std::size_t> known(std::string_view id_or_title) const;

  // That the fix is for this touchpoint; what it would bring there is left open.
  void add_touchpoint(std::size_t place, const TouchpointId& touchpoint);

  // Effort, cost, due day and status of the row.
  void read(std::size_t place);

private:
  using Places = std::map<std::string, std::size_t, std::less<>>;

  std::optional<double> effort();
  std::optional<FixStatus> status();

  const ConvertInput& input_;
  RowCells& row_;
  std::vector<Fix>& fixes_;
  Places by_id_, by_title_;
  std::unordered_set<std::string> touched_;  // pairs of fix and touchpoint
};

}  // namespace touchstone::importing
