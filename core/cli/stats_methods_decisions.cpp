#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "cli/stats_methods.hpp"
#include "stats/agreement.hpp"
#include "stats/ahp.hpp"
#include "stats/combine.hpp"
#include "stats/knapsack.hpp"
#include "stats/smaa.hpp"

namespace touchstone::cli {
namespace {

// {"coders_by_units": one row a coder, null for a missing value}. A level that is undefined for the
// values (all equal, nothing comparable, ratio below 0) is null.
Json krippendorff_alpha(StatsInput& input) {
  const Table table = input.table("coders_by_units", k_any_number, Missing::allowed);
  if (input.failed()) return {};
  stats::UnitValues units;
  std::vector<double> values;
  for (std::size_t unit = 0; unit < table.columns; ++unit) {
    values.clear();
    for (std::size_t coder = 0; coder < table.rows; ++coder) {
      const double value = table.values[coder * table.columns + unit];
      if (!std::isnan(value)) values.push_back(value);
    }
    units.add_unit(values);
  }
  const auto at = [&](stats::Level level) { return stats::krippendorff_alpha(units, level); };
  const auto ordinal = at(stats::Level::ordinal);
  return {{"nominal", or_null(at(stats::Level::nominal).alpha)},
          {"ordinal", or_null(ordinal.alpha)},
          {"interval", or_null(at(stats::Level::interval).alpha)},
          {"ratio", or_null(at(stats::Level::ratio).alpha)},
          {"comparable_values", ordinal.comparable_values},
          {"ordinal_shares", ordinal.shares}};
}

Json concordance(StatsInput& input, bool correct_for_ties) {
  const Table table = input.table("subjects_by_raters", k_any_number, Missing::allowed);
  if (input.failed()) return {};
  const auto result = stats::kendall_w(table.values, table.columns, correct_for_ties);
  return {{"W", or_null(result.w)}, {"chi2", or_null(result.chi2)}, {"p", or_null(result.p)},
          {"sumD2", result.sum_d2}, {"subjects", result.subjects},  {"left_out", result.left_out},
          {"raters", result.raters}};
}

// {"subjects_by_raters": one row a subject, null for a missing value}
Json kendall_w(StatsInput& input) {
  return concordance(input, false);
}

Json kendall_w_tie_corrected(StatsInput& input) {
  return concordance(input, true);
}

void check_comparisons(StatsInput& input, const Table& matrix) {
  const std::string key = in_quotes("matrix");
  if (matrix.rows != matrix.columns) {
    input.refuse(
        key, std::to_string(matrix.rows) + " rows of " + std::to_string(matrix.columns) + " values",
        "as many rows as columns");
    return;
  }
  const auto fault = stats::ahp_fault(matrix.values, matrix.rows);
  if (!fault) return;
  const auto entry = [&](std::size_t row, std::size_t column) {
    return plain_number(matrix.values[row * matrix.columns + column]);
  };
  const std::string value = " value " + std::to_string(fault->column + 1);
  if (fault->row == fault->column) {
    input.refuse(row_of(key, fault->row) + value, entry(fault->row, fault->column),
                 "1: the matrix is not reciprocal on its diagonal");
  } else {
    input.refuse(row_of(key, fault->row) + value,
                 entry(fault->row, fault->column) + " against " + entry(fault->column, fault->row) +
                     " on the other side of the diagonal",
                 "reciprocals: the matrix is not reciprocal");
  }
}

struct RandomIndex {
  std::optional<double> value;
  std::string table;
};

RandomIndex read_random_index(StatsInput& input, std::size_t n) {
  if (input.has("RI")) return {input.number("RI", k_positive), "given"};
  const InputJson& named = input.value("table");
  if (named.is_null()) {
    return {stats::random_index(stats::RandomIndexTable::saaty_2005, n), "saaty_2005"};
  }
  std::string known;
  for (const auto& table : stats::k_random_index_tables) {
    if (named.is_string() && named.get_ref<const std::string&>() == table.name) {
      return {stats::random_index(table.table, n), std::string(table.name)};
    }
    known += (known.empty() ? "" : ", ") + in_quotes(table.name);
  }
  input.refuse_value(in_quotes("table"), named, "one of " + known);
  return {std::nullopt, ""};
}

// {"matrix": n x n reciprocal comparisons, "RI" or "table" (saaty_2005)}. CR is null where the
// table has no value for n.
Json ahp_eigenvector(StatsInput& input) {
  constexpr std::size_t k_largest = 200;
  const Table matrix = input.table("matrix", k_positive, Missing::refused);
  if (!input.failed()) check_comparisons(input, matrix);
  if (!input.failed() && matrix.rows > k_largest) {
    input.refuse(in_quotes("matrix"), std::to_string(matrix.rows) + " rows", "at most 200");
  }
  const RandomIndex ri = read_random_index(input, matrix.rows);
  if (input.failed()) return {};
  const auto result = stats::ahp_weights(matrix.values, matrix.rows, ri.value);
  return {{"w", result.weights},      {"lambda_max", result.lambda_max}, {"CI", result.ci},
          {"CR", or_null(result.cr)}, {"RI", or_null(ri.value)},         {"table", ri.table}};
}

// {"capacity", "weights", "profits"}
Json knapsack_01(StatsInput& input) {
  constexpr std::size_t k_most_items = 10000;
  const double capacity = input.number("capacity", k_not_negative);
  const auto weights = input.numbers("weights", k_not_negative);
  const auto profits = input.numbers("profits", k_not_negative);
  if (!input.failed() && weights.size() != profits.size()) {
    input.refuse(in_quotes("profits"), std::to_string(profits.size()) + " values",
                 "as many as \"weights\", " + std::to_string(weights.size()));
  }
  if (!input.failed() && weights.size() > k_most_items) {
    input.refuse(in_quotes("weights"), std::to_string(weights.size()) + " values", "at most 10000");
  }
  if (input.failed()) return {};
  const auto choice = stats::knapsack(profits, weights, capacity);
  Json selection = Json::array();
  for (const bool chosen : choice.selection) selection.push_back(chosen ? 1 : 0);
  return {{"profit", choice.profit},
          {"weight", choice.weight},
          {"selection", selection},
          {"optimal", choice.optimal},
          {"bound", choice.bound}};
}

// {"rows": [[reach, impact, confidence, effort], ...]}
Json rice(StatsInput& input) {
  const Table rows = input.table("rows", k_not_negative, Missing::refused);
  if (!input.failed() && rows.columns != 4) {
    input.refuse(row_of(in_quotes("rows"), 0), std::to_string(rows.columns) + " values",
                 "four: reach, impact, confidence, effort");
  }
  if (input.failed()) return {};
  Json scores = Json::array();
  for (std::size_t i = 0; i < rows.rows; ++i) {
    const double* const row = &rows.values[i * 4];
    if (row[3] == 0) {
      input.refuse(row_of(in_quotes("rows"), i) + " value 4", "an effort of 0", k_positive.words());
      return {};
    }
    scores.push_back(stats::rice(row[0], row[1], row[2], row[3]));
  }
  return {{"scores", scores}};
}

// {"alternatives": {name: criteria values, higher is better}, "dirichlet": one alpha a criterion
// (1 each), "draws" (100,000), "seed" (1)}
Json smaa2_rank_acceptability(StatsInput& input) {
  constexpr std::size_t k_most_alternatives = 1000;
  const InputJson& alternatives = input.value("alternatives");
  if (!alternatives.is_object() || alternatives.empty() ||
      alternatives.size() > k_most_alternatives) {
    input.refuse_value(in_quotes("alternatives"), alternatives,
                       "an object of 1 to 1000 names, each with its list of values");
    return {};
  }
  std::vector<double> values;
  std::size_t criteria = 0;
  for (const auto& [name, row] : alternatives.items()) {
    const std::string path = in_quotes("alternatives") + " " + in_quotes(name);
    const auto numbers = input.list(path, row, k_any_number, Missing::refused);
    if (criteria == 0) criteria = numbers.size();
    if (!input.failed() && numbers.size() != criteria) {
      input.refuse_value(path, row, "as many values as the first, " + std::to_string(criteria));
    }
    values.insert(values.end(), numbers.begin(), numbers.end());
  }
  std::vector<double> alpha(criteria, 1.0);
  if (input.has("dirichlet")) alpha = input.numbers("dirichlet", k_positive);
  if (!input.failed() && alpha.size() != criteria) {
    input.refuse(in_quotes("dirichlet"), std::to_string(alpha.size()) + " values",
                 "one a criterion, " + std::to_string(criteria));
  }
  const double draws =
      input.number("draws", {.low = 1, .high = 10'000'000, .is_whole = true}, 100'000.0);
  const double seed = input.number("seed", k_count, 1.0);
  if (input.failed()) return {};
  stats::Random random(static_cast<std::uint64_t>(seed));
  stats::RankCounts counts(alternatives.size());
  stats::smaa_draw(values, alpha, static_cast<std::uint64_t>(draws), random, counts);
  Json acceptability = Json::object();
  std::size_t index = 0;
  for (const auto& [name, row] : alternatives.items()) {
    Json ranks = Json::array();
    for (std::size_t rank = 0; rank < alternatives.size(); ++rank) {
      ranks.push_back(counts.acceptability(index, rank));
    }
    acceptability[name] = ranks;
    ++index;
  }
  return {{"rank_acceptability", acceptability}, {"draws", counts.draws()}};
}

// {"x": numbers from 0 up, "w": weights from 0 up, "p": exponents}
Json weighted_power_mean(StatsInput& input) {
  const auto x = input.numbers("x", k_not_negative);
  const auto w = input.numbers("w", k_not_negative);
  const auto exponents = input.numbers("p", k_any_number);
  if (!input.failed() && w.size() != x.size()) {
    input.refuse(in_quotes("w"), std::to_string(w.size()) + " values",
                 "as many as \"x\", " + std::to_string(x.size()));
  }
  if (input.failed()) return {};
  Json means = Json::array();
  Json contributions = Json::array();
  for (const double p : exponents) {
    const auto mean = stats::weighted_power_mean(x, w, p);
    if (!mean) {
      input.refuse(in_quotes("w"), "weights that are all 0", "at least one above 0");
      return {};
    }
    means.push_back(mean->value);
    contributions.push_back(mean->contributions);
  }
  return {{"means", means}, {"contributions", contributions}};
}

// {"severities": numbers 0..100}
Json noisy_or(StatsInput& input) {
  const auto severities = input.numbers("severities", {.low = 0, .high = 100});
  if (input.failed()) return {};
  const auto combined = stats::noisy_or(severities);
  return {{"gap", combined.value}, {"contributions", combined.contributions}};
}

constexpr std::array<StatsMethod, 9> k_decision_methods = {{
    {"krippendorff_alpha", krippendorff_alpha},
    {"kendall_w", kendall_w},
    {"kendall_w_tie_corrected", kendall_w_tie_corrected},
    {"ahp_eigenvector", ahp_eigenvector},
    {"knapsack_01", knapsack_01},
    {"rice", rice},
    {"smaa2_rank_acceptability", smaa2_rank_acceptability},
    {"weighted_power_mean", weighted_power_mean},
    {"noisy_or", noisy_or},
}};

}  // namespace

std::span<const StatsMethod> decision_methods() {
  return k_decision_methods;
}

}  // namespace touchstone::cli
