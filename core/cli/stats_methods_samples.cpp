#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/stats_methods.hpp"
#include "stats/distributions.hpp"
#include "stats/interval.hpp"
#include "stats/questionnaires.hpp"

namespace touchstone::cli {
namespace {

Json low_of(const std::optional<stats::Interval>& interval) {
  return interval ? Json(interval->low) : Json(nullptr);
}

Json high_of(const std::optional<stats::Interval>& interval) {
  return interval ? Json(interval->high) : Json(nullptr);
}

// Successes that cannot be more than n.
struct Successes {
  double x;
  double n;
};

Successes read_successes(StatsInput& input, std::string_view x_key, std::string_view n_key) {
  const double n = input.number(n_key, k_count_of_some);
  if (input.failed()) return {0, 1};
  const double x = input.number(x_key, k_count);
  if (!input.failed() && x > n) {
    input.refuse(in_quotes(x_key), plain_number(x),
                 "at most " + in_quotes(n_key) + ", " + plain_number(n));
  }
  return {x, n};
}

// {"answers": ten whole numbers 1..5}
Json sus_score(StatsInput& input) {
  const auto answers = input.numbers("answers", {.low = 1, .high = 5, .is_whole = true});
  if (input.failed()) return {};
  const auto score = stats::sus_score(answers);
  if (!score) {
    input.refuse_value(in_quotes("answers"), input.value("answers"), "ten answers");
    return {};
  }
  return {{"contributions", score->contributions}, {"sum", score->sum}, {"score", score->score}};
}

std::vector<stats::Grade> read_grades(StatsInput& input, std::string_view key) {
  if (!input.has(key)) return stats::sus_grades();
  const InputJson& json = input.value(key);
  std::vector<stats::Grade> grades;
  if (!json.is_object() || json.empty()) {
    input.refuse_value(in_quotes(key), json, "an object of grade: lowest score");
    return grades;
  }
  for (const auto& [name, bound] : json.items()) {
    grades.push_back(
        {name, input.element(in_quotes(key) + " " + in_quotes(name), bound, k_any_number)});
  }
  return grades;
}

Json grade_name(double score, const std::vector<stats::Grade>& grades) {
  const auto name = stats::sus_grade(score, grades);
  return name ? Json(*name) : Json(nullptr);
}

// {"respondents": [ten whole numbers 1..5, ...], "confidence"}: the mean SUS of a sample.
Json sus_mean(StatsInput& input) {
  const Table table =
      input.table("respondents", {.low = 1, .high = 5, .is_whole = true}, Missing::refused);
  const double confidence = input.confidence();
  if (input.failed()) return {};
  std::vector<double> scores;
  for (std::size_t i = 0; i < table.rows; ++i) {
    const auto score =
        stats::sus_score(std::span(table.values).subspan(i * table.columns, table.columns));
    if (!score) {
      input.refuse(row_of(in_quotes("respondents"), i), std::to_string(table.columns) + " answers",
                   "ten");
      return {};
    }
    scores.push_back(score->score);
  }
  const auto mean = stats::mean_score(scores, 0, 100, confidence);
  return {{"mean", mean.value},
          {"low", low_of(mean.interval)},
          {"high", high_of(mean.interval)},
          {"n", mean.n},
          {"percentile", stats::sus_percentile(mean.value)},
          {"grade", grade_name(mean.value, stats::sus_grades())},
          {"scores", scores}};
}

// {"scores": numbers 0..100}
Json sus_percentile(StatsInput& input) {
  const auto scores = input.numbers("scores", {.low = 0, .high = 100});
  Json percentiles = Json::array();
  for (const double score : scores) percentiles.push_back(stats::sus_percentile(score));
  return {{"percentiles", percentiles}};
}

// {"scores": numbers 0..100, "cutoffs_lower_bound": {grade: lowest score} or nothing}
Json sus_grade(StatsInput& input) {
  const auto grades = read_grades(input, "cutoffs_lower_bound");
  const auto scores = input.numbers("scores", {.low = 0, .high = 100});
  Json names = Json::array();
  for (const double score : scores) names.push_back(grade_name(score, grades));
  return {{"grades", names}};
}

// {"x", "n", "confidence"} or {"x", "n", "one_sided_confidence"}: each end is then a bound by
// itself.
Json adjusted_wald(StatsInput& input) {
  const auto [x, n] = read_successes(input, "x", "n");
  const bool is_one_sided = input.has("one_sided_confidence");
  if (is_one_sided && input.has("confidence")) {
    input.refuse(in_quotes("one_sided_confidence"), "it beside \"confidence\"", "one of the two");
  }
  const double z = is_one_sided
                       ? stats::z_one_sided(input.number("one_sided_confidence", k_share_open))
                       : stats::z_two_sided(input.confidence());
  if (input.failed()) return {};
  const auto wald = stats::adjusted_wald(x, n, z);
  return {{"p", x / n}, {"p_adj", wald.p_adj}, {"low", wald.low}, {"high", wald.high}};
}

// {"x", "n", "confidence"}
Json wilson(StatsInput& input) {
  const auto [x, n] = read_successes(input, "x", "n");
  const double z = stats::z_two_sided(input.confidence());
  if (input.failed()) return {};
  const auto interval = stats::wilson(x, n, z);
  return {{"p", x / n}, {"low", interval.low}, {"high", interval.high}};
}

// {"outcomes": [true, false, ...], "confidence"}
Json completion(StatsInput& input) {
  const InputJson& outcomes = input.value("outcomes");
  const double z = stats::z_two_sided(input.confidence());
  if (!outcomes.is_array() || outcomes.empty()) {
    input.refuse_value(in_quotes("outcomes"), outcomes, "a list of true and false");
    return {};
  }
  std::size_t successes = 0;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (!outcomes[i].is_boolean()) {
      input.refuse_value(in_quotes("outcomes") + " value " + std::to_string(i + 1), outcomes[i],
                         "true or false");
      return {};
    }
    if (outcomes[i].get<bool>()) ++successes;
  }
  const auto share = stats::share_score(successes, outcomes.size(), z);
  return {{"completion", share.value},
          {"low", low_of(share.interval)},
          {"high", high_of(share.interval)},
          {"successes", successes},
          {"n", share.n}};
}

// {"x1", "n1", "x2", "n2", "confidence"}
Json newcombe(StatsInput& input) {
  const auto first = read_successes(input, "x1", "n1");
  const auto second = read_successes(input, "x2", "n2");
  const double z = stats::z_two_sided(input.confidence());
  if (input.failed()) return {};
  const auto diff = stats::newcombe_method_10(first.x, first.n, second.x, second.n, z);
  return {{"diff", diff.value}, {"low", diff.low}, {"high", diff.high}};
}

// {"x1", "n1", "x2", "n2", "confidence"}
Json n_minus_1(StatsInput& input) {
  const auto first = read_successes(input, "x1", "n1");
  const auto second = read_successes(input, "x2", "n2");
  const double z = stats::z_two_sided(input.confidence());
  if (input.failed()) return {};
  const auto test = stats::n_minus_1_two_proportion(first.x, first.n, second.x, second.n, z);
  return {{"z", test.z},
          {"p", test.p},
          {"diff", test.diff},
          {"diff_low", test.diff_low},
          {"diff_high", test.diff_high}};
}

// {"cases": [[p, n], ...]}
Json problem_discovery(StatsInput& input) {
  const Table cases = input.table("cases", k_not_negative, Missing::refused);
  if (input.failed()) return {};
  Json found = Json::array();
  for (std::size_t i = 0; i < cases.rows && !input.failed(); ++i) {
    const double* const row = &cases.values[i * cases.columns];
    if (cases.columns != 2 || !k_share.holds(row[0]) || !k_count.holds(row[1])) {
      input.refuse(row_of(in_quotes("cases"), i), input.value("cases")[i].dump(),
                   "a probability from 0 to 1 and a whole number of people");
      return {};
    }
    found.push_back(stats::problem_discovery(row[0], row[1]));
  }
  return {{"found", found}};
}

// {"margin", "p" (.5), "confidence"}
Json sample_size_proportion(StatsInput& input) {
  const double margin = input.number("margin", k_share_open);
  const double p = input.number("p", k_share_open, 0.5);
  const double z = stats::z_two_sided(input.confidence());
  if (input.failed()) return {};
  const double n = stats::sample_size_proportion(margin, p, z);
  if (n > k_largest_whole) {
    input.refuse(in_quotes("margin"), plain_number(margin),
                 "a margin that some number of people meets");
    return {};
  }
  return {{"n", static_cast<std::uint64_t>(n)}};
}

// {"times": numbers above 0, "confidence"}
Json geometric_mean_log_t(StatsInput& input) {
  const auto times = input.numbers("times", k_positive);
  const double confidence = input.confidence();
  if (input.failed()) return {};
  const auto mean = stats::geometric_mean(times, confidence);
  return {{"geometric_mean", mean.value},
          {"low", low_of(mean.interval)},
          {"high", high_of(mean.interval)},
          {"log_sd", or_null(mean.log_sd)},
          {"n", mean.n}};
}

// {"times": numbers from 0 up, "confidence"}
Json median_binomial_ci(StatsInput& input) {
  const auto times = input.numbers("times", k_not_negative);
  const double z = stats::z_two_sided(input.confidence());
  if (input.failed()) return {};
  Json result = {{"median", stats::median(times)},
                 {"rank_low", nullptr},
                 {"rank_high", nullptr},
                 {"low", nullptr},
                 {"high", nullptr},
                 {"coverage", nullptr},
                 {"n", times.size()}};
  if (const auto interval = stats::median_binomial(times, z)) {
    result["rank_low"] = interval->rank_low;
    result["rank_high"] = interval->rank_high;
    result["low"] = interval->low;
    result["high"] = interval->high;
    result["coverage"] = interval->coverage;
  }
  return result;
}

// {"ratings": numbers, "confidence"}
Json t_interval(StatsInput& input) {
  const auto ratings = input.numbers("ratings", k_any_number);
  const double confidence = input.confidence();
  if (input.failed()) return {};
  const auto summary = stats::mean_and_sd(ratings);
  const double n = static_cast<double>(ratings.size());
  const auto interval = stats::t_interval(summary.mean, summary.sd.value_or(0), n, confidence);
  return {{"mean", summary.mean},
          {"low", low_of(interval)},
          {"high", high_of(interval)},
          {"sd", or_null(summary.sd)},
          {"n", ratings.size()}};
}

// {"promoters", "passives", "detractors"} or {"answers": whole numbers 0..10}
stats::NpsCounts read_nps(StatsInput& input) {
  if (input.has("answers")) {
    const auto answers = input.numbers("answers", {.low = 0, .high = 10, .is_whole = true});
    return stats::nps_counts(answers).value_or(stats::NpsCounts{});
  }
  const stats::NpsCounts counts{static_cast<std::uint64_t>(input.number("promoters", k_count)),
                                static_cast<std::uint64_t>(input.number("passives", k_count)),
                                static_cast<std::uint64_t>(input.number("detractors", k_count))};
  if (counts.n() == 0) {
    input.refuse("\"promoters\" + \"passives\" + \"detractors\"", "0", "at least one answer");
  }
  return counts;
}

// As read_nps, "confidence". In points, clipped to -100..100.
Json nps_score(StatsInput& input) {
  const auto counts = read_nps(input);
  const double z = stats::z_two_sided(input.confidence());
  if (input.failed()) return {};
  const auto score = stats::nps_score(counts, z);
  return {{"nps", score.value},
          {"low", low_of(score.interval)},
          {"high", high_of(score.interval)},
          {"promoters", counts.promoters},
          {"passives", counts.passives},
          {"detractors", counts.detractors},
          {"n", score.n}};
}

// As read_nps, "confidence". As fractions; only the high end is clipped, to 1.
Json nps_adjusted_wald(StatsInput& input) {
  const auto counts = read_nps(input);
  const double z = stats::z_two_sided(input.confidence());
  if (input.failed()) return {};
  const auto nps = stats::nps_adjusted_wald(static_cast<double>(counts.promoters),
                                            static_cast<double>(counts.detractors),
                                            static_cast<double>(counts.n()), z);
  return {{"nps", nps.nps},
          {"nps_adj", nps.nps_adj},
          {"low", nps.low},
          {"high", std::min(1.0, nps.high)},
          {"high_unclipped", nps.high}};
}

// {"ratings": whole numbers 1..scale, "scale" (5), "confidence"}
Json csat(StatsInput& input) {
  const double scale = input.number("scale", {.low = 3, .high = 11, .is_whole = true}, 5.0);
  if (input.failed()) return {};
  const auto ratings = input.numbers("ratings", {.low = 1, .high = scale, .is_whole = true});
  const double confidence = input.confidence();
  if (input.failed()) return {};
  const auto top = stats::top_two_share(ratings, scale, stats::z_two_sided(confidence));
  const auto mean = stats::mean_score(ratings, 1, scale, confidence);
  return {{"top2", top->value},
          {"top2_low", low_of(top->interval)},
          {"top2_high", high_of(top->interval)},
          {"mean", mean.value},
          {"mean_low", low_of(mean.interval)},
          {"mean_high", high_of(mean.interval)},
          {"n", mean.n}};
}

// {"answers", "scale": "ces7", "ces5" or "effort10", "confidence"}
Json ces(StatsInput& input) {
  struct Scale {
    std::string_view name;
    double high;
  };

  constexpr std::array<Scale, 3> k_scales = {{{"ces7", 7}, {"ces5", 5}, {"effort10", 10}}};
  const InputJson& named = input.value("scale");
  const Scale* scale = nullptr;
  for (const Scale& known : k_scales) {
    if (named.is_string() && named.get_ref<const std::string&>() == known.name) scale = &known;
  }
  if (scale == nullptr) {
    input.refuse_value(
        in_quotes("scale"), named,
        "\"ces7\" (7 = made it easy), \"ces5\" (1 = low effort) or \"effort10\" (10 = high "
        "effort): they point in different directions");
    return {};
  }
  const auto answers = input.numbers("answers", {.low = 1, .high = scale->high, .is_whole = true});
  const double confidence = input.confidence();
  if (input.failed()) return {};
  const auto mean = stats::mean_score(answers, 1, scale->high, confidence);
  return {{"mean", mean.value},
          {"low", low_of(mean.interval)},
          {"high", high_of(mean.interval)},
          {"n", mean.n},
          {"scale", scale->name}};
}

// {"events": whole number, "confidence"}
Json poisson_exact_ci(StatsInput& input) {
  const double events = input.number("events", {.low = 0, .high = 1e9, .is_whole = true});
  const double confidence = input.confidence();
  if (input.failed()) return {};
  const auto interval = stats::poisson_exact(events, confidence);
  return {{"low", interval.low}, {"high", interval.high}};
}

// {"monthly": 0..1}
Json churn_compound(StatsInput& input) {
  const double monthly = input.number("monthly", k_share);
  return {{"annual", stats::churn_compound(monthly, 12)}};
}

// {"N": different pages, "S": pages in all, "R": fewest pages}
Json lostness(StatsInput& input) {
  const double total = input.number("S", k_count_of_some);
  const double different = input.number("N", k_count_of_some);
  const double fewest = input.number("R", k_count_of_some);
  if (!input.failed() && different > total) {
    input.refuse(
        in_quotes("N"), plain_number(different),
        "at most \"S\", " + plain_number(total) + ": different pages are among all pages seen");
  }
  if (input.failed()) return {};
  return {{"lostness", stats::lostness(different, total, fewest)}};
}

constexpr std::array<StatsMethod, 21> k_sample_methods = {{
    {"sus_score", sus_score},
    {"sus_mean", sus_mean},
    {"sus_percentile", sus_percentile},
    {"sus_grade", sus_grade},
    {"adjusted_wald", adjusted_wald},
    {"wilson", wilson},
    {"completion", completion},
    {"newcombe_difference_method10", newcombe},
    {"n_minus_1_two_proportion", n_minus_1},
    {"problem_discovery", problem_discovery},
    {"sample_size_proportion", sample_size_proportion},
    {"geometric_mean_log_t", geometric_mean_log_t},
    {"median_binomial_ci", median_binomial_ci},
    {"t_interval", t_interval},
    {"nps_score", nps_score},
    {"nps_adjusted_wald", nps_adjusted_wald},
    {"csat", csat},
    {"ces", ces},
    {"poisson_exact_ci", poisson_exact_ci},
    {"churn_compound", churn_compound},
    {"lostness", lostness},
}};

}  // namespace

std::span<const StatsMethod> sample_methods() {
  return k_sample_methods;
}

}  // namespace touchstone::cli
