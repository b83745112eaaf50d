// Tables of an audit with its results, for spreadsheets (csv_write.hpp says how they are written).
//
// The columns that describe touchpoints carry the names that the import of touchpoint lists knows,
// those with results carry names it does not take for anything else: what is exported can be read
// back. Several names in one cell are separated by "; ".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone::report {

enum class CsvPart : std::uint8_t {
  touchpoints,  // one row a touchpoint, in the document's order
  gaps,         // one row a gap, of touchpoints, hand-offs and the whole journey, accepted ones too
  fixes         // one row a fix, in the document's order
};

// "touchpoints", "gaps", "fixes"; none for other words.
std::optional<CsvPart> csv_part_named(std::string_view word);

std::string report_csv(const Audit& audit, const Model& model, const Scores& scores, CsvPart part);

}  // namespace touchstone::report
