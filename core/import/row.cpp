#include "import/row.hpp"

#include "import/metric_cells.hpp"
#include "tables/csv_write.hpp"

namespace touchstone::importing {

using F = ImportField;

bool RowCells::go_to(std::size_t row) {
  const tables::Table& table = input_.table;
  row_ = row;
  line_ = table.line(row);
  cells_.clear();
  for (std::size_t i = 0; i < table.cells(row); ++i) {
    const ImportField field = input_.mapping[i].field;
    if (field == F::ignored || field == F::personal || field == F::priority ||
        tables::trimmed(table.cell(row, i)).empty())
      continue;
    cells_[field].push_back(i);
  }
  return !cells_.empty();
}

bool RowCells::has_only(ImportField field) const {
  return cells_.size() == 1 && cells_.contains(field);
}

// Without the apostrophe that our own exports put before a text that looks like a formula.
std::string_view RowCells::plain_cell(std::size_t column) const {
  return tables::trimmed(tables::csv_plain(tables::trimmed(input_.table.cell(row_, column))));
}

std::string_view RowCells::text(ImportField field) const {
  const auto found = cells_.find(field);
  return found == cells_.end() ? std::string_view() : plain_cell(found->second[0]);
}

std::string_view RowCells::label(ImportField field) const {
  const auto found = cells_.find(field);
  return found == cells_.end() ? std::string_view() : input_.mapping[found->second[0]].column.label;
}

void RowCells::refuse(ImportField field, std::string_view value, std::string_view reason) {
  problems_.add(line_, label(field), value, reason);
}

void RowCells::refuse_other(ImportField field) {
  refuse(field, text(field),
         concat("An earlier row about the same ", about_, " says otherwise; that counts."));
}

std::optional<double> RowCells::number(ImportField field, double low, double high,
                                       std::string_view expected) {
  const std::string_view found = text(field);
  if (found.empty() || tables::says_unknown(found)) return std::nullopt;
  const auto value = tables::parse_number(found, input_.decimal);
  if (value && *value >= low && *value <= high) return value;
  refuse(field, found, concat("Expected ", expected, "."));
  return std::nullopt;
}

std::optional<bool> RowCells::yes_no(ImportField field) {
  const std::string_view found = text(field);
  if (found.empty()) return std::nullopt;
  const auto value = tables::parse_yes_no(found);
  if (!value && !tables::says_unknown(found)) refuse(field, found, "Expected yes, no or a star.");
  return value;
}

std::optional<Date> RowCells::day(ImportField field) {
  const std::string_view found = text(field);
  if (found.empty() || tables::says_unknown(found)) return std::nullopt;
  const auto date = tables::parse_day(found, input_.options.dates);
  if (!date) refuse(field, found, day_refusal(found));
  return date;
}

void RowCells::settle_text(std::string& known, ImportField field) {
  const std::string_view found = text(field);
  if (found.empty() || known == found) return;
  if (known.empty())
    known = found;
  else
    refuse_other(field);
}

}  // namespace touchstone::importing
