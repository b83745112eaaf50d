#include "stats/questionnaires.hpp"

#include <algorithm>
#include <cmath>

namespace touchstone::stats {
namespace {

bool is_answer(double answer, double low, double high) {
  return answer >= low && answer <= high && answer == std::floor(answer);
}

}  // namespace

std::optional<SusScore> sus_score(std::span<const double> answers) {
  if (answers.size() != k_sus_items) return std::nullopt;
  SusScore result{};
  for (std::size_t i = 0; i < k_sus_items; ++i) {
    if (!is_answer(answers[i], 1, 5)) return std::nullopt;
    const int answer = static_cast<int>(answers[i]);
    // Items 1, 3, 5, 7, 9 praise, the others complain.
    result.contributions[i] = i % 2 == 0 ? answer - 1 : 5 - answer;
    result.sum += result.contributions[i];
  }
  result.score = 2.5 * result.sum;
  return result;
}

double sus_percentile(double score) {
  struct Anchor {
    double score;
    double percentile;
  };

  constexpr std::array<Anchor, 12> k_curve = {{{0, 0},
                                               {51.7, 15},
                                               {62.7, 35},
                                               {65, 41},
                                               {68, 50},
                                               {71.1, 60},
                                               {74.1, 70},
                                               {77.2, 80},
                                               {78.9, 85},
                                               {80.8, 90},
                                               {84.1, 96},
                                               {100, 100}}};
  if (score <= k_curve.front().score) return k_curve.front().percentile;
  for (std::size_t i = 1; i < k_curve.size(); ++i) {
    const Anchor& above = k_curve[i];
    if (score > above.score) continue;
    const Anchor& below = k_curve[i - 1];
    const double share = (score - below.score) / (above.score - below.score);
    return below.percentile + share * (above.percentile - below.percentile);
  }
  return k_curve.back().percentile;
}

std::vector<Grade> sus_grades() {
  return {{"A+", 84.1}, {"A", 80.8}, {"A-", 78.9}, {"B+", 77.2}, {"B", 74.1}, {"B-", 72.6},
          {"C+", 71.1}, {"C", 65.0}, {"C-", 62.7}, {"D", 51.7},  {"F", 0}};
}

std::optional<std::string> sus_grade(double score, std::span<const Grade> grades) {
  const Grade* best = nullptr;
  for (const Grade& grade : grades) {
    if (grade.lower_bound > score) continue;
    if (best == nullptr || grade.lower_bound > best->lower_bound) best = &grade;
  }
  if (best == nullptr) return std::nullopt;
  return best->name;
}

ScoreOfSample mean_score(std::span<const double> values, double low, double high,
                         double confidence) {
  const MeanAndSd summary = mean_and_sd(values);
  ScoreOfSample result{summary.mean, values.size(), summary.sd, std::nullopt};
  if (!summary.sd) return result;
  const auto interval =
      t_interval(summary.mean, *summary.sd, static_cast<double>(values.size()), confidence);
  if (interval) {
    result.interval = Interval{std::max(low, interval->low), std::min(high, interval->high)};
  }
  return result;
}

ScoreOfSample share_score(std::uint64_t successes, std::uint64_t n, double z) {
  const double x = static_cast<double>(successes);
  const double trials = static_cast<double>(n);
  const AdjustedWald wald = adjusted_wald(x, trials, z);
  return {x / trials, n, std::nullopt, Interval{std::max(0.0, wald.low), std::min(1.0, wald.high)}};
}

std::optional<NpsCounts> nps_counts(std::span<const double> answers) {
  NpsCounts counts{};
  for (const double answer : answers) {
    if (!is_answer(answer, 0, 10)) return std::nullopt;
    if (answer >= 9) {
      ++counts.promoters;
    } else if (answer >= 7) {
      ++counts.passives;
    } else {
      ++counts.detractors;
    }
  }
  return counts;
}

double nps_points(const NpsCounts& counts) {
  const double difference =
      static_cast<double>(counts.promoters) - static_cast<double>(counts.detractors);
  return 100 * difference / static_cast<double>(counts.n());
}

ScoreOfSample nps_score(const NpsCounts& counts, double z) {
  const NpsInterval fraction =
      nps_adjusted_wald(static_cast<double>(counts.promoters),
                        static_cast<double>(counts.detractors), static_cast<double>(counts.n()), z);
  return {nps_points(counts), counts.n(), std::nullopt,
          Interval{std::max(-100.0, 100 * fraction.low), std::min(100.0, 100 * fraction.high)}};
}

std::optional<ScoreOfSample> top_two_share(std::span<const double> answers, double scale_high,
                                           double z) {
  if (answers.empty()) return std::nullopt;
  std::uint64_t top = 0;
  for (const double answer : answers) {
    if (!is_answer(answer, 1, scale_high)) return std::nullopt;
    if (answer >= scale_high - 1) ++top;
  }
  return share_score(top, answers.size(), z);
}

double lostness(double different, double total, double fewest) {
  return std::hypot(different / total - 1, fewest / different - 1);
}

double churn_compound(double monthly, double months) {
  if (monthly >= 1) return months > 0 ? 1 : 0;
  return -std::expm1(months * std::log1p(-monthly));
}

}  // namespace touchstone::stats
