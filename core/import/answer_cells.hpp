// The questions of a survey table: which columns belong together, and what a cell's answer is.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import/mapping.hpp"
#include "import/options.hpp"
#include "stats/questionnaires.hpp"

namespace touchstone::importing {

// Questions about one thing: those of one loop, or of one touchpoint named by hand, or all.
struct AnswerBlock {
  std::string name;                  // "": what the row is about
  std::vector<std::size_t> columns;  // of answers and free texts, but for the ones below
  std::array<std::optional<std::size_t>, stats::k_sus_items> sus;
  bool has_sus = false;
  std::optional<std::size_t> completion, seconds;
};

// The blocks of a mapping, in the order of their first column. Where one block has two columns for
// the same question, each is a block of its own, named by its column.
std::vector<AnswerBlock> answer_blocks(const Mapping& mapping, const ImportOptions& options);

// A question whose answer is a number: 0..10 for NPS, counts of promoters, ...
struct AnswerScale {
  ImportField field;
  double low, high;  // high 0: the options tell
  bool whole;
  std::string_view expected;
};

// Nothing for fields that are read otherwise (SUS items, outcomes, times, free text).
const AnswerScale* answer_scale(ImportField field);

struct Answer {
  double value;
  std::uint64_t times;  // of counts: how many; else 1
};

// The answer in a cell; NPS answers and groups as 1, 0, -1 for promoter, passive, detractor.
std::optional<Answer> read_answer(const AnswerScale& scale, std::string_view text,
                                  const ImportOptions& options, tables::DecimalMark mark);
std::string answer_refusal(const AnswerScale& scale, const ImportOptions& options);

// Whether the words are one of Qualtrics's other states of a response: previews, tests, imports,
// spam, offline; `words` in plain_words() form.
bool is_known_status(std::string_view words);

// Whether answers from this device come from a phone; nothing for unknown words.
std::optional<bool> is_phone(std::string_view device);

// A page's address without scheme, query, fragment and closing slash; other text as it is.
std::string page_name(std::string_view text);

}  // namespace touchstone::importing
