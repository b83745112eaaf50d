#include "insight/agreement.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <tuple>

#include "score/directory.hpp"
#include "score/ratings.hpp"

namespace touchstone {
namespace {

// The ratings of one factor at one touchpoint.
struct RatedUnit {
  std::size_t touchpoint;
  std::uint16_t factor;
  std::vector<CountedRating> ratings;
};

std::vector<RatedUnit> units_of(const Audit& audit, const Model& model) {
  const Directory directory(audit);
  const RatingTable table(audit, model, directory);
  std::vector<RatedUnit> units;
  for (std::size_t i = 0; i < audit.touchpoints.size(); ++i) {
    for (const CountedRating& rating : table.of(i)) {
      const bool counts = rating.factor == k_overall_factor ||
                          applies(model.factors[rating.factor], audit.touchpoints[i]);
      if (!counts) continue;
      const bool same =
          !units.empty() && units.back().touchpoint == i && units.back().factor == rating.factor;
      if (!same) units.push_back({i, rating.factor, {}});
      units.back().ratings.push_back(rating);
    }
  }
  return units;
}

// Columns of the table of Kendall's W: the raters who rated anything.
struct Columns {
  std::vector<std::size_t> of_rater;  // by rater of the audit
  std::size_t count = 0;

  Columns(const Audit& audit, const std::vector<RatedUnit>& units)
      : of_rater(audit.raters.size(), audit.raters.size()) {
    std::vector<bool> active(audit.raters.size(), false);
    for (const RatedUnit& unit : units)
      for (const CountedRating& rating : unit.ratings) active[rating.rater] = true;
    for (std::size_t rater = 0; rater < active.size(); ++rater)
      if (active[rater]) of_rater[rater] = count++;
  }
};

stats::UnitValues values_of(std::span<const RatedUnit* const> units) {
  stats::UnitValues values;
  std::vector<double> scores;
  for (const RatedUnit* unit : units) {
    scores.clear();
    for (const CountedRating& rating : unit->ratings) scores.push_back(rating.score);
    values.add_unit(scores);
  }
  return values;
}

std::optional<double> concordance(std::span<const RatedUnit* const> units, const Columns& columns) {
  std::vector<double> table(units.size() * columns.count, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t row = 0; row < units.size(); ++row)
    for (const CountedRating& rating : units[row]->ratings)
      table[row * columns.count + columns.of_rater[rating.rater]] = rating.score;
  return stats::kendall_w(table, columns.count, true).w;
}

AgreementFigures figures_of(std::span<const RatedUnit* const> units, const Columns& columns) {
  AgreementFigures figures;
  const stats::UnitValues values = values_of(units);
  for (std::size_t i = 0; i < stats::k_levels.size(); ++i)
    figures.alpha[i] = stats::krippendorff_alpha(values, stats::k_levels[i]).alpha;
  figures.w = concordance(units, columns);
  return figures;
}

template <class Wanted>
std::vector<const RatedUnit*> those(const std::vector<RatedUnit>& units, Wanted wanted) {
  std::vector<const RatedUnit*> result;
  for (const RatedUnit& unit : units)
    if (wanted(unit)) result.push_back(&unit);
  return result;
}

// Shares that differ by rounding only are ties.
double rank_key(double share) {
  return -std::round(share * 1e12);
}

std::vector<DisputedUnit> disputed(const Audit& audit, const Model& model,
                                   std::span<const RatedUnit* const> units) {
  const auto shares = stats::krippendorff_alpha(values_of(units), stats::Level::ordinal).shares;
  std::vector<DisputedUnit> result;
  for (std::size_t i = 0; i < units.size(); ++i)
    if (shares[i] > 0) result.push_back({units[i]->touchpoint, units[i]->factor, shares[i]});
  std::ranges::stable_sort(result, [&](const DisputedUnit& a, const DisputedUnit& b) {
    const auto key = [&](const DisputedUnit& unit) {
      return std::tuple<double, const std::string&, const std::string&>(
          rank_key(unit.share), audit.touchpoints[unit.touchpoint].id.text,
          factor_id(model, unit.factor));
    };
    return key(a) < key(b);
  });
  return result;
}

}  // namespace

AgreementReport report_agreement(const Audit& audit, const Model& model) {
  const std::vector<RatedUnit> units = units_of(audit, model);
  const Columns columns(audit, units);
  const auto all = those(units, [](const RatedUnit&) { return true; });
  AgreementReport report;
  report.raters = columns.count;
  report.overall = figures_of(all, columns);
  report.units = disputed(audit, model, all);
  const auto add_factor = [&](std::uint16_t factor) {
    const auto of_factor =
        those(units, [&](const RatedUnit& unit) { return unit.factor == factor; });
    if (!of_factor.empty()) report.per_factor.push_back({factor, figures_of(of_factor, columns)});
  };
  for (std::size_t factor = 0; factor < model.factors.size(); ++factor)
    add_factor(static_cast<std::uint16_t>(factor));
  add_factor(k_overall_factor);
  for (auto from = all.begin(); from != all.end();) {
    const std::size_t touchpoint = (*from)->touchpoint;
    const auto to = std::find_if(
        from, all.end(), [&](const RatedUnit* unit) { return unit->touchpoint != touchpoint; });
    report.per_touchpoint.push_back({touchpoint, figures_of(std::span(from, to), columns)});
    from = to;
  }
  return report;
}

const std::string& factor_id(const Model& model, std::uint16_t factor) {
  static const std::string overall(k_overall);
  return factor == k_overall_factor ? overall : model.factors[factor].id.text;
}

Trust trust_in(const std::optional<double>& alpha, const Thresholds& thresholds) {
  if (!alpha) return Trust::unknown;
  if (*alpha >= thresholds.alpha_rely) return Trust::rely;
  return *alpha >= thresholds.alpha_tentative ? Trust::tentative : Trust::doubtful;
}

}  // namespace touchstone
