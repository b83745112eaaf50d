#include "stats/ahp.hpp"

#include <cassert>
#include <cmath>
#include <utility>

namespace touchstone::stats {
namespace {

// From n = 3 up.
constexpr std::array k_saaty_1980 = {0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49};
constexpr std::array k_saaty_2005 = {0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45,
                                     1.49, 1.52, 1.54, 1.56, 1.58, 1.59};
constexpr std::array k_donegan_dodd = {0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171,
                                       1.3733, 1.4055, 1.4213, 1.4497, 1.4643, 1.4822,
                                       1.4969, 1.5078, 1.5153, 1.5262, 1.5313, 1.5371};

std::span<const double> values_of(RandomIndexTable table) {
  switch (table) {
    case RandomIndexTable::saaty_1980:
      return k_saaty_1980;
    case RandomIndexTable::saaty_2005:
      return k_saaty_2005;
    case RandomIndexTable::donegan_dodd:
      return k_donegan_dodd;
  }
  return {};
}

}  // namespace

std::optional<double> random_index(RandomIndexTable table, std::size_t n) {
  if (n == 0) return std::nullopt;
  if (n < 3) return 0.0;
  const auto values = values_of(table);
  if (n - 3 >= values.size()) return std::nullopt;
  return values[n - 3];
}

std::optional<Cell> ahp_fault(std::span<const double> matrix, std::size_t n) {
  assert(matrix.size() == n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const double entry = matrix[i * n + j];
      if (!(entry > 0) || !std::isfinite(entry)) return Cell{i, j};
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i; j < n; ++j) {
      const double product = matrix[i * n + j] * matrix[j * n + i];
      if (!(std::fabs(product - 1) <= k_reciprocal_tolerance)) return Cell{i, j};
    }
  }
  return std::nullopt;
}

AhpWeights ahp_weights(std::span<const double> matrix, std::size_t n, std::optional<double> ri) {
  assert(n >= 1 && matrix.size() == n * n);
  const double size = static_cast<double>(n);
  std::vector<double> weights(n, 1 / size);
  std::vector<double> next(n);
  double lambda = size;
  // A positive matrix has one largest eigenvalue, so the power method converges from anywhere.
  constexpr int k_most_rounds = 100000;
  for (int round = 0; round < k_most_rounds; ++round) {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      next[i] = 0;
      for (std::size_t j = 0; j < n; ++j) next[i] += matrix[i * n + j] * weights[j];
      sum += next[i];
    }
    double change = 0;
    for (std::size_t i = 0; i < n; ++i) {
      next[i] /= sum;
      change = std::fmax(change, std::fabs(next[i] - weights[i]) / next[i]);
    }
    weights.swap(next);
    lambda = sum;  // the weights summed to 1
    if (change < 1e-15) break;
  }
  // Perfect consistency is lambda = n; rounding must not make a negative ratio of it.
  if (std::fabs(lambda - size) < 1e-13 * size) lambda = size;
  AhpWeights result{std::move(weights), lambda, 0, std::nullopt};
  if (n > 1) result.ci = (lambda - size) / (size - 1);
  if (n < 3) {
    result.cr = 0;
  } else if (ri && *ri > 0) {
    result.cr = result.ci / *ri;
  }
  return result;
}

}  // namespace touchstone::stats
