// Interval estimates for small samples: proportions, means, times, medians, counts, NPS, and the
// differences of two proportions or of two geometric means; and how many people a study needs.
//
// Where a method needs a normal quantile it takes z itself: the scoring rules use z = 1.96 to the
// letter, the `stats` command uses the exact quantile (z_two_sided in distributions.hpp).
// `confidence` is in (0, 1). Counts are doubles so that rounded estimates can be passed; they must
// be whole unless said otherwise. Ends are never clipped to the unit's range unless said: screens
// and the scorer clip. Preconditions (n >= 1, 0 <= successes <= n, finite values) are the caller's;
// where small n leaves an interval undefined the result is an empty optional.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace touchstone::stats {

struct Interval {
  double low;
  double high;
};

struct MeanAndSd {
  double mean;
  std::optional<double> sd;  // sample sd (n - 1); empty for n = 1
};

// Mean and sample standard deviation of at least one value, in two passes.
[[nodiscard]] MeanAndSd mean_and_sd(std::span<const double> values);

// Middle value, or the mean of the middle two. At least one value.
[[nodiscard]] double median(std::span<const double> values);

// Proportions.

struct AdjustedWald {
  double p_adj;  // (successes + z^2/2) / (n + z^2)
  double low;    // may lie below 0
  double high;   // may lie above 1
};

// Agresti and Coull (1998); Sauro and Lewis (2005) for completion rates. For a one-sided bound pass
// z_one_sided and read one end.
[[nodiscard]] AdjustedWald adjusted_wald(double successes, double n, double z);

// Wilson's score interval (1927); Newcombe (1998a) method 3. Lies within 0..1.
[[nodiscard]] Interval wilson(double successes, double n, double z);

struct Difference {
  double value;
  double low;
  double high;
};

// p1 - p2 by Newcombe (1998b) method 10: square-and-add of the two Wilson intervals.
[[nodiscard]] Difference newcombe_method_10(double successes1, double n1, double successes2,
                                            double n2, double z);

struct TwoProportions {
  double z;     // test statistic; 0 when nobody or everybody succeeded in both groups
  double p;     // two-sided
  double diff;  // p1 - p2 as observed
  double diff_low;
  double diff_high;
};

// The "N - 1" two-proportion test (E. Pearson 1947; Campbell 2007; Sauro and Lewis, ch. 5), and the
// adjusted-Wald interval of the difference: each group gains z^2/4 successes and z^2/2 trials.
// `interval_z` is the z of that interval.
[[nodiscard]] TwoProportions n_minus_1_two_proportion(double successes1, double n1,
                                                      double successes2, double n2,
                                                      double interval_z);

// Means and times.

// mean +- t(n - 1) sd/sqrt(n). Empty for n < 2. n may be fractional here, sd >= 0.
[[nodiscard]] std::optional<Interval> t_interval(double mean, double sd, double n,
                                                 double confidence);

// The same on the logarithm: geometric_mean > 0, log_sd is the sd of ln(value).
[[nodiscard]] std::optional<Interval> log_t_interval(double geometric_mean, double log_sd, double n,
                                                     double confidence);

// sd of ln(value) that belongs to a sd in units: sqrt(ln(1 + (sd/value)^2)), the log-normal's.
[[nodiscard]] double log_sd_from_units(double value, double sd);

// Median of a log-normal quantity from a summary: median exp(+- z 1.2533 log_sd / sqrt(n)).
[[nodiscard]] Interval median_log_interval(double median, double log_sd, double n, double z);

struct GeometricMean {
  double value;
  std::optional<double> log_sd;      // empty for n = 1
  std::optional<Interval> interval;  // empty for n = 1
  std::size_t n;
};

// Geometric mean of positive times with its t interval on the logarithm (Sauro and Lewis 2010).
[[nodiscard]] GeometricMean geometric_mean(std::span<const double> times, double confidence);

struct MedianInterval {
  double median;
  std::size_t rank_low;   // 1 for the smallest value
  std::size_t rank_high;  // up to n
  double low;
  double high;
  double coverage;  // what the two ranks really cover, by the binomial distribution
};

// Median with the ranks n/2 -+ z sqrt(n)/2, both rounded up (Sauro and Lewis, ch. 3), held within
// 1..n. Below n = 6 the asked 95% cannot be reached: `coverage` says what is. Empty for n < 2.
[[nodiscard]] std::optional<MedianInterval> median_binomial(std::span<const double> values,
                                                            double z);

// Ratio of two geometric means by Welch's t on the logarithms: times compared on the log scale.
// Empty when either n < 2, or when both log_sd are 0.
[[nodiscard]] std::optional<Difference> ratio_of_geometric_means(double mean1, double log_sd1,
                                                                 double n1, double mean2,
                                                                 double log_sd2, double n2,
                                                                 double confidence);

// Counts.

// Exact interval of a Poisson mean from a count of events >= 0 (Garwood 1936).
[[nodiscard]] Interval poisson_exact(double events, double confidence);

// Net promoter score, as a fraction -1..1 (multiply by 100 for points).

struct NpsInterval {
  double nps;      // as observed
  double nps_adj;  // centre of the interval
  double low;      // may lie below -1
  double high;     // may lie above 1
};

// Adjusted Wald of Rocks (2016): n + 3, promoters + 3/4, detractors + 3/4.
[[nodiscard]] NpsInterval nps_adjusted_wald(double promoters, double detractors, double n,
                                            double z);

// Half-width when only the score and n are known: z sqrt(.75 / (n + 3)).
[[nodiscard]] double nps_half_width(double n, double z);

// How many people.

// Smallest n for which z sqrt(p (1 - p) / n) <= margin. margin > 0, p in (0, 1).
[[nodiscard]] double sample_size_proportion(double margin, double p, double z);

// Share of problems, each met by a person with probability p, seen at least once by n people:
// 1 - (1 - p)^n (Nielsen and Landauer 1993).
[[nodiscard]] double problem_discovery(double p, double n);

// Smallest n with problem_discovery(p, n) >= goal. Empty for p = 0 or goal = 1 (unless p = 1).
[[nodiscard]] std::optional<double> people_to_discover(double p, double goal);

}  // namespace touchstone::stats
