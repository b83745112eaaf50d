// Do the raters agree, and where should they talk?
//
// Units are (touchpoint, factor) with overall votes as a factor of their own; only ratings of
// factors that apply count, spectators' never. Alpha is Krippendorff's (2011) at four levels of
// measurement, none where it is undefined; W is Kendall's, corrected for ties, over the units that
// every rater rated who rated anything in the audit, none for fewer than two raters or units or
// where nobody distinguishes anything. Rely on alpha from 0.8 up, tentatively from 0.667
// (thresholds of the model).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/evidence.hpp"
#include "stats/agreement.hpp"

namespace touchstone {

struct AgreementFigures {
  std::array<std::optional<double>, 4> alpha;  // by stats::Level
  std::optional<double> w;                     // 0..1

  friend bool operator==(const AgreementFigures&, const AgreementFigures&) = default;
};

// A unit that holds some of the observed disagreement, measured at the ordinal level.
struct DisputedUnit {
  std::size_t touchpoint;
  std::uint16_t factor;  // index into Model::factors, or k_overall_factor
  double share;          // of all observed disagreement, 0..1; they sum to 1
};

struct FactorAgreement {
  std::uint16_t factor;
  AgreementFigures figures;
};

struct TouchpointAgreement {
  std::size_t touchpoint;
  AgreementFigures figures;
};

struct AgreementReport {
  AgreementFigures overall;
  std::vector<DisputedUnit> units;  // largest share first: "discuss these first"; ties by the
                                    // touchpoint's id, then the factor's; none without share
  std::vector<FactorAgreement> per_factor;  // those rated at all, as in the model, overall last
  std::vector<TouchpointAgreement> per_touchpoint;  // those rated at all, as in the document
  std::size_t raters = 0;                           // who rated anything, spectators apart
};

AgreementReport report_agreement(const Audit& audit, const Model& model);

// The factor's id, or "overall".
const std::string& factor_id(const Model& model, std::uint16_t factor);

enum class Trust : std::uint8_t { unknown, doubtful, tentative, rely };

// What an alpha is good for.
Trust trust_in(const std::optional<double>& alpha, const Thresholds& thresholds);

}  // namespace touchstone
