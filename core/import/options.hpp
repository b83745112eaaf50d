// What a file leaves open and somebody has to say: scales, orders of dates, names.
//
// An option is a text "key=value"; the rows here say which there are, what they mean and which
// values they take, for the command line's help and the dialog's fields alike.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tables/text_encoding.hpp"
#include "tables/values.hpp"

namespace touchstone::importing {

// By what rows of answers or tickets are put together; each part becomes a touchpoint.
enum class SplitBy : std::uint8_t { usual, touchpoint, channel, group, tag, none };

struct ImportOptions {
  std::optional<tables::Encoding> encoding;    // none: detected
  std::optional<char> delimiter;               // none: detected
  std::optional<tables::DecimalMark> decimal;  // none: a comma if semicolons separate the cells
  tables::DateOrder dates = tables::DateOrder::unknown;
  std::string touchpoint;  // for rows that name none; "": the file's name
  SplitBy by = SplitBy::usual;
  std::optional<int> ces_scale;          // 5, 7 or 10: answers are 1 to this
  std::optional<bool> ces_high_is_easy;  // whether the highest answer means "easy"
  double csat_scale = 5;                 // answers are 1 to this
  double time_unit = 1;                  // seconds that a bare number of a time stands for
  std::optional<double> expert_seconds;  // what an expert needs for the task
  std::vector<std::pair<std::string, std::string>> loops;  // names of Qualtrics loops by number
  bool fill_down_stage = false;                            // a blank stage is the stage above
  std::optional<std::array<double, 3>> effort_days;        // of low, medium and high effort
  bool accept_handoffs = false;                            // proposed hand-offs enter the audit
  std::size_t quotes = 10;                                 // most free texts kept a touchpoint
};

struct OptionRow {
  std::string_view key;
  std::string_view values;   // "5, 7 or 10"
  std::string_view meaning;  // one sentence
};

std::span<const OptionRow> import_options();

// Sets what `text` ("ces_scale=7") says. Returns what is wrong with it, or "".
std::string set_option(ImportOptions& options, std::string_view text);

}  // namespace touchstone::importing
