// Answers put together by touchpoint, and what the statistics make of them.
//
// Every measure has n, a 95% interval, the day of its newest answer and, as source, the file's name
// with the range of its days. The order in which answers are added changes nothing, not even a bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.hpp"
#include "audit/date.hpp"

namespace touchstone::importing {

// Values with the days they are from.
class Sample {
public:
  void add(double value, std::optional<Date> date) { add(value, 1, date); }

  // The same value `times` over.
  void add(double value, std::uint64_t times, std::optional<Date> date);

  bool empty() const { return values_.empty() && n_ == 0; }

  // Rising. Values that were added many times over are only counted: see count().
  std::vector<double> values() const;

  std::uint64_t n() const { return n_; }

  // How many of the values are `value`.
  std::uint64_t count(double value) const;

  std::optional<Date> first() const { return first_; }

  std::optional<Date> newest() const { return newest_; }

private:
  struct Many {
    double value;
    std::uint64_t times;
  };

  std::vector<double> values_;
  std::vector<Many> many_;
  std::uint64_t n_ = 0;
  std::optional<Date> first_, newest_;
};

// "survey.csv, 2026-01-03 to 2026-02-11"; one day or none if that is what there is.
std::string source_text(std::string_view file_name, std::optional<Date> first,
                        std::optional<Date> newest);

// Each takes at least one value. Means carry sd and a t interval clipped to low..high; shares,
// successes and an adjusted-Wald interval; times, log_sd and a t interval on the logarithm; the
// median, log_sd and the interval between two ranks (none below six values, which cannot reach 95%:
// the engine then uses log_sd).
Measure mean_measure(std::string_view metric, const Sample& sample, double low, double high,
                     std::string_view file_name);
// `sample` holds 1 for yes and 0 for no.
Measure share_measure(std::string_view metric, const Sample& sample, std::string_view file_name);
// `sample` holds 1 for promoters, 0 for passives, -1 for detractors.
Measure nps_measure(const Sample& sample, std::string_view file_name);
// Times in seconds against an expert's.
Measure time_ratio_measure(const Sample& seconds, double expert_seconds,
                           std::string_view file_name);
// Values of 0 or more; a median of 0 has no interval.
Measure median_measure(std::string_view metric, const Sample& sample, std::string_view file_name);

// "34.2 s (n = 12, 95% interval 28 to 41)": the geometric mean of times in seconds.
std::string time_text(const Sample& seconds);

// At most `decimals` places.
std::string rounded_text(double value, int decimals);

}  // namespace touchstone::importing
