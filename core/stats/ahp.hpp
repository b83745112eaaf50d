// Weights from pairwise comparisons: the analytic hierarchy process (Saaty 1977).
//
// A comparison matrix is n x n, row by row: entry (i, j) says how many times more i matters than j;
// entry (j, i) is its reciprocal. The weights are the principal eigenvector. How far the judgements
// contradict each other is the consistency ratio CR = CI / RI with CI = (lambda_max - n)/(n - 1);
// up to .10 is usually accepted. RI, the mean CI of random matrices, differs between published
// tables, so a ratio means something only beside the name of its table.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace touchstone::stats {

enum class RandomIndexTable {
  saaty_1980,    // The Analytic Hierarchy Process, n to 10
  saaty_2005,    // Theory and Applications of the Analytic Network Process, p. 31, n to 15
  donegan_dodd,  // Donegan and Dodd 1991, n to 20
};

struct NamedTable {
  std::string_view name;
  RandomIndexTable table;
};

inline constexpr std::array<NamedTable, 3> k_random_index_tables = {
    {{"saaty_1980", RandomIndexTable::saaty_1980},
     {"saaty_2005", RandomIndexTable::saaty_2005},
     {"donegan_dodd", RandomIndexTable::donegan_dodd}}};

// RI of an n x n matrix: 0 for n of 1 and 2, empty where the table has no value.
[[nodiscard]] std::optional<double> random_index(RandomIndexTable table, std::size_t n);

struct Cell {
  std::size_t row;
  std::size_t column;
};

// Entries (i, j) and (j, i) count as reciprocal when their product is 1 within this: people type
// .33 for 1/3 and .14 for 1/7.
inline constexpr double k_reciprocal_tolerance = 0.025;

// First cell that is not positive and finite, or not the reciprocal of its mirror image (the
// diagonal must be 1). Empty: the matrix is sound. `matrix` has n x n entries.
[[nodiscard]] std::optional<Cell> ahp_fault(std::span<const double> matrix, std::size_t n);

struct AhpWeights {
  std::vector<double> weights;  // sum to 1
  double lambda_max;            // n for perfectly consistent judgements, else larger
  double ci;                    // 0 for n = 1
  // CI / RI; 0 for n of 1 and 2, which cannot contradict themselves; empty without an RI.
  std::optional<double> cr;
};

// Weights of a sound matrix with n >= 1. `ri` > 0 or empty; ignored for n of 1 and 2.
[[nodiscard]] AhpWeights ahp_weights(std::span<const double> matrix, std::size_t n,
                                     std::optional<double> ri);

}  // namespace touchstone::stats
