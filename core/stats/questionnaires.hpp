// From raw answers to scores: SUS, NPS, CSAT, CES, completion, lostness, churn.
//
// Every score that comes from a sample carries n and an interval. `z` and `confidence` as in
// interval.hpp. An empty optional means the answers are not of the kind the instrument needs (wrong
// number of answers, an answer off the scale); nothing is repaired silently.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "stats/interval.hpp"

namespace touchstone::stats {

// System Usability Scale (Brooke 1996).

constexpr std::size_t k_sus_items = 10;

struct SusScore {
  std::array<int, k_sus_items> contributions;  // 0..4 each: answer - 1, or 5 - answer on even items
  int sum;                                     // 0..40
  double score;                                // 2.5 x sum, 0..100
};

// Ten whole answers 1..5 of one person, in the questionnaire's order.
[[nodiscard]] std::optional<SusScore> sus_score(std::span<const double> answers);

// Percentile 0..100 of a score 0..100 among Sauro and Lewis's (2016) studies: linear between the
// bounds of their curved grades.
[[nodiscard]] double sus_percentile(double score);

struct Grade {
  std::string name;
  double lower_bound;  // the grade is given from this score up
};

// The curved grading scale of Sauro and Lewis (2016), best first.
[[nodiscard]] std::vector<Grade> sus_grades();

// Name of the grade with the highest bound at or below the score; empty if there is none.
[[nodiscard]] std::optional<std::string> sus_grade(double score, std::span<const Grade> grades);

// Scores of a sample.

struct ScoreOfSample {
  double value;
  std::uint64_t n;
  std::optional<double> sd;          // of a mean; empty for n = 1 and for shares
  std::optional<Interval> interval;  // clipped to the scale; empty where n is too small for one
};

// A mean with its t interval, clipped to low..high: mean SUS, CSAT or CES. At least one value.
[[nodiscard]] ScoreOfSample mean_score(std::span<const double> values, double low, double high,
                                       double confidence);

// A share 0..1 with its adjusted-Wald interval, clipped to 0..1. n >= 1.
[[nodiscard]] ScoreOfSample share_score(std::uint64_t successes, std::uint64_t n, double z);

struct NpsCounts {
  std::uint64_t promoters;   // 9 and 10
  std::uint64_t passives;    // 7 and 8
  std::uint64_t detractors;  // 0 to 6

  [[nodiscard]] std::uint64_t n() const { return promoters + passives + detractors; }
};

// Counts from whole answers 0..10 (Reichheld 2003). Empty if an answer is off the scale.
[[nodiscard]] std::optional<NpsCounts> nps_counts(std::span<const double> answers);

// 100 (promoters - detractors) / n in points. n >= 1.
[[nodiscard]] double nps_points(const NpsCounts& counts);

// The same with the adjusted-Wald interval of Rocks, clipped to -100..100.
[[nodiscard]] ScoreOfSample nps_score(const NpsCounts& counts, double z);

// Share of answers in the two highest boxes of a scale 1..scale_high (CSAT). Empty if an answer is
// not whole or off the scale, or if there is none.
[[nodiscard]] std::optional<ScoreOfSample> top_two_share(std::span<const double> answers,
                                                         double scale_high, double z);

// Behaviour.

// Smith (1996): sqrt((N/S - 1)^2 + (R/N - 1)^2). N different pages seen, S pages seen in all (S >=
// N >= 1), R fewest pages that do the task. 0 is the straight way.
[[nodiscard]] double lostness(double different, double total, double fewest);

// Share lost after so many months at a monthly churn of 0..1: 1 - (1 - monthly)^months.
[[nodiscard]] double churn_compound(double monthly, double months);

}  // namespace touchstone::stats
