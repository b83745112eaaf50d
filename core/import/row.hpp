// The row that a converter reads, by field: what its cells say, checked, and what is refused of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/date.hpp"
#include "audit/names.hpp"
#include "import/content.hpp"
#include "tables/values.hpp"
#include "text/concat.hpp"

namespace touchstone::importing {

class RowCells {
public:
  // `input` and `problems` outlive it. `about`: what several rows can be about, "touchpoint".
  RowCells(const ConvertInput& input, tables::ProblemLog& problems, std::string_view about)
      : input_(input), problems_(problems), about_(about) {}

  // Goes to this row of the table; false if nothing stands in the columns that count.
  bool go_to(std::size_t row);

  // Whether this field's cells are the only ones with something in them.
  bool has_only(ImportField field) const;

  // Trimmed, "" if the row does not say it; of several columns the first.
  std::string_view text(ImportField field) const;

  // Of whatever the row says first.
  std::string_view any_text() const { return text(cells_.begin()->first); }

  // take(text) for each of the field's columns with something in it.
  template <class Take>
  void each(ImportField field, Take&& take) const {
    const auto found = cells_.find(field);
    if (found == cells_.end()) return;
    for (const std::size_t column : found->second) take(plain_cell(column));
  }

  // Nothing where the row says nothing or that it is not known; what is not understood is refused.
  // low..high, both included; `expected` ends "Expected ...".
  std::optional<double> number(ImportField field, double low, double high,
                               std::string_view expected);
  std::optional<bool> yes_no(ImportField field);
  std::optional<Date> day(ImportField field);
  // One of the enum's names (names.hpp).
  template <class E>
  std::optional<E> word(ImportField field);

  // Takes what is found unless an earlier row about the same thing said something else.
  template <class T>
  void settle(std::optional<T>& known, std::optional<T> found, ImportField field) {
    if (!found) return;
    if (known && !(*known == *found))
      refuse_other(field);
    else
      known = std::move(found);
  }

  void settle_text(std::string& known, ImportField field);

  // Lists the value among the problems, with the row's line and the field's column.
  void refuse(ImportField field, std::string_view value, std::string_view reason);

  // The row as a whole.
  void refuse_row(std::string_view reason) { problems_.add(line_, "", any_text(), reason); }

  std::uint32_t line() const { return line_; }

  std::string_view label(ImportField field) const;

private:
  std::string_view plain_cell(std::size_t column) const;
  void refuse_other(ImportField field);

  const ConvertInput& input_;
  tables::ProblemLog& problems_;
  std::string_view about_;
  std::size_t row_ = 0;
  std::uint32_t line_ = 0;
  // The columns with something in them, by field.
  std::map<ImportField, std::vector<std::size_t>> cells_;
};

template <class E>
std::optional<E> RowCells::word(ImportField field) {
  const std::string_view found = text(field);
  if (found.empty() || tables::says_unknown(found)) return std::nullopt;
  const auto value = value_of<E>(tables::plain_words(found));
  if (value) return value;
  std::string expected;
  for (const std::string_view name : k_names<E>)
    expected += concat(expected.empty() ? "" : ", ", name);
  refuse(field, found, concat("Expected one of ", expected, "."));
  return std::nullopt;
}

}  // namespace touchstone::importing
