// Answers of people, a row a response: put together by touchpoint, channel or group.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "import/answer_cells.hpp"
#include "import/content.hpp"
#include "import/metric_cells.hpp"
#include "import/samples.hpp"
#include "tables/csv_write.hpp"
#include "tables/values.hpp"
#include "text/concat.hpp"

namespace touchstone::importing {
namespace {

using F = ImportField;

struct Comment {
  std::optional<Date> date;
  std::string text;

  // The newest first; among those of a day by text, so that the order of rows does not matter.
  friend bool operator<(const Comment& a, const Comment& b) {
    if (a.date != b.date) return b.date < a.date;
    return a.text < b.text;
  }
};

// Which touchpoint answers are about.
struct Subject {
  std::string name;
  std::string channel;
  bool mobile = false;

  friend auto operator<=>(const Subject&, const Subject&) = default;
};

// What people said about one touchpoint.
struct Answers {
  Subject subject;  // of several spellings the first in the alphabet, whatever the order of rows
  Sample sus, nps, csat, ces, seq, completion, seconds, usability, feeling;
  std::multiset<Comment> comments;
};

class AnswersConverter final : public RowConverter {
public:
  explicit AnswersConverter(const ConvertInput& input);

  bool step(std::size_t rows) override;
  ImportContent take() override;

private:
  void find_columns();
  void read_row(std::size_t row);
  bool is_wanted(std::size_t row);
  std::string_view cell(std::optional<std::size_t> column, std::size_t row) const;
  void refuse(std::size_t column, std::size_t row, std::string_view reason);
  Subject subject_of_row(std::size_t row);
  Subject subject_of_block(Subject subject, const AnswerBlock& block) const;
  Answers& answers_about(Subject subject);
  bool read_block(const AnswerBlock& block, std::size_t row, std::optional<Date> date,
                  Answers& answers);
  bool read_sus(const AnswerBlock& block, std::size_t row, std::optional<Date> date,
                Answers& answers);
  bool read_task(const AnswerBlock& block, std::size_t row, std::optional<Date> date,
                 Answers& answers);
  void finish(const Answers& answers);
  void add_measures(const Answers& answers, Touchpoint& touchpoint);
  void add_words(const Answers& answers, Touchpoint& touchpoint);

  const ConvertInput& input_;
  ImportContent content_;
  ContentBuilder build_;
  std::map<ImportField, std::size_t> columns_;  // of fields that stand once
  std::optional<std::size_t> date_, status_, finished_;
  std::vector<AnswerBlock> blocks_;
  std::map<Subject, Answers> answers_;  // by name_key() of what they are about
  bool ces_refused_ = false;
  std::size_t row_;  // the next
};

std::string_view AnswersConverter::cell(std::optional<std::size_t> column, std::size_t row) const {
  return column ? tables::trimmed(tables::csv_plain(input_.table.cell(row, *column)))
                : std::string_view();
}

void AnswersConverter::refuse(std::size_t column, std::size_t row, std::string_view reason) {
  content_.problems.add(input_.table.line(row), input_.mapping[column].column.label,
                        tables::trimmed(input_.table.cell(row, column)), reason);
}

// The columns that tell about the row as a whole.
void AnswersConverter::find_columns() {
  for (std::size_t i = 0; i < input_.mapping.size(); ++i) {
    const ImportField field = input_.mapping[i].field;
    if (field == F::date) date_ = i;
    if (field == F::response_status) status_ = i;
    if (field == F::finished) finished_ = i;
    if (field == F::touchpoint || field == F::channel || field == F::group || field == F::device)
      columns_[field] = i;
  }
  const SplitBy by = input_.options.by;
  const auto keep = [&](ImportField field, bool kept) {
    if (!kept) columns_.erase(field);
  };
  const bool usual = by == SplitBy::usual;
  const bool has_touchpoint = columns_.contains(F::touchpoint);
  const bool has_channel = columns_.contains(F::channel);
  keep(F::touchpoint, by == SplitBy::touchpoint || usual);
  keep(F::channel, by == SplitBy::channel || by == SplitBy::touchpoint || usual);
  keep(F::group, by == SplitBy::group || (usual && !has_touchpoint && !has_channel));
  keep(F::device, by == SplitBy::touchpoint || usual);
}

// Tools mark answers that nobody gave: previews, tests, spam; and those that were broken off.
bool AnswersConverter::is_wanted(std::size_t row) {
  if (const std::string_view status = cell(status_, row); !status.empty()) {
    const std::string words = tables::plain_words(status);
    if (words != "ip address" && words != "0") {
      if (is_known_status(words))
        content_.left_out.add(concat("rows with status ", status),
                              "They are no answers of customers.");
      else
        refuse(*status_, row,
               "Expected IP Address or 0 (an answer), Survey Preview or Survey Test; the row is "
               "left out.");
      return false;
    }
  }
  const std::string_view finished = cell(finished_, row);
  if (finished.empty()) return true;
  const auto yes = tables::parse_yes_no(finished);
  if (!yes)
    refuse(*finished_, row, "Expected True, False, 1 or 0; the row is left out.");
  else if (!*yes)
    content_.left_out.add("unfinished responses", "Only finished responses count.");
  return yes.value_or(false);
}

Subject AnswersConverter::subject_of_row(std::size_t row) {
  const auto text = [&](ImportField field) {
    const auto found = columns_.find(field);
    return found == columns_.end() ? std::string_view() : cell(found->second, row);
  };
  Subject subject;
  subject.name = page_name(text(F::touchpoint));
  if (subject.name != text(F::touchpoint))
    build_.rule("Of a page's address the part after ? or # is left out; the rest is its name.");
  subject.channel = text(F::channel);
  if (const std::string_view group = text(F::group); !group.empty()) subject.name = group;
  const std::string_view device = text(F::device);
  if (device.empty() || !subject.channel.empty()) return subject;
  const auto mobile = is_phone(device);
  if (!mobile) {
    refuse(columns_.at(F::device), row, "Expected desktop, tablet, phone or mobile.");
    return subject;
  }
  build_.rule(
      "Answers from phones count for a touchpoint of their own, on the channel Mobile web; those "
      "from desktops and tablets on the channel Website.");
  subject.mobile = *mobile;
  subject.channel = *mobile ? "Mobile web" : "Website";
  return subject;
}

// The touchpoint that a block of questions is about, in a row that is about `subject`.
Subject AnswersConverter::subject_of_block(Subject subject, const AnswerBlock& block) const {
  if (!block.name.empty())
    subject.name = subject.name.empty() ? block.name : concat(subject.name, ": ", block.name);
  if (subject.name.empty()) {
    subject.name =
        input_.options.touchpoint.empty() ? file_stem(input_.file_name) : input_.options.touchpoint;
    if (!subject.channel.empty() && columns_.contains(F::channel))
      subject.name += concat(": ", subject.channel);
  }
  if (subject.mobile) subject.name += " (mobile)";
  return subject;
}

// Names that differ in case or blanks only are one touchpoint's.
Answers& AnswersConverter::answers_about(Subject subject) {
  Subject key{name_key(subject.name), name_key(subject.channel), false};
  const auto [found, added] = answers_.try_emplace(std::move(key));
  if (added || subject < found->second.subject) found->second.subject = std::move(subject);
  return found->second;
}

AnswersConverter::AnswersConverter(const ConvertInput& input)
    : input_(input), build_(content_), row_(input.layout.first_row) {
  find_columns();
  blocks_ = answer_blocks(input_.mapping, input_.options);
  if (blocks_.size() > 1)
    build_.rule(
        "Questions about several things give a touchpoint each, named by loop or question.");
}

bool AnswersConverter::step(std::size_t rows) {
  for (; row_ < input_.table.rows() && rows > 0; ++row_, --rows) {
    read_row(row_);
    if (build_.is_too_much(answers_.size())) return false;
  }
  return row_ < input_.table.rows();
}

void AnswersConverter::read_row(std::size_t row) {
  ++content_.rows;
  if (!is_wanted(row)) return;
  std::optional<Date> date;
  if (const std::string_view text = cell(date_, row); !text.empty()) {
    const bool us = input_.kind == ImportKind::surveymonkey &&
                    input_.options.dates == tables::DateOrder::unknown;
    date = tables::parse_day(text, us ? tables::DateOrder::month_first : input_.options.dates);
    if (!date) refuse(*date_, row, day_refusal(text));
  }
  const Subject of_row = subject_of_row(row);
  bool used = false;
  for (const AnswerBlock& block : blocks_) {
    if (!read_block(block, row, date, answers_about(subject_of_block(of_row, block)))) continue;
    used = true;
  }
  if (!used) {
    content_.left_out.add("rows without an answer", "None of the mapped questions is answered.");
    return;
  }
  ++content_.rows_used;
  build_.seen(date);
}

ImportContent AnswersConverter::take() {
  if (!content_.refusal.empty()) return std::move(content_);
  for (const auto& [key, answers] : answers_) finish(answers);
  return std::move(content_);
}

// Adds the answers of one row; false if there are none.
bool AnswersConverter::read_block(const AnswerBlock& block, std::size_t row,
                                  std::optional<Date> date, Answers& answers) {
  bool any = read_sus(block, row, date, answers);
  any = read_task(block, row, date, answers) || any;
  for (const std::size_t column : block.columns) {
    const ImportField field = input_.mapping[column].field;
    const std::string_view text = cell(column, row);
    const AnswerScale* const scale = answer_scale(field);
    if (text.empty() || scale == nullptr) continue;
    if (field == F::ces && !ces_metric(input_.options)) {
      if (!std::exchange(ces_refused_, true))
        content_.problems.add(0, input_.mapping[column].column.label, "", k_ces_refusal);
      content_.left_out.add("answers to the effort question", "Their scale is not known.");
      continue;
    }
    const auto answer = read_answer(*scale, text, input_.options, input_.decimal);
    if (!answer) {
      refuse(column, row, answer_refusal(*scale, input_.options));
      continue;
    }
    any = any || answer->times > 0;
    if (field == F::nps || field == F::nps_group || field == F::promoters || field == F::passives ||
        field == F::detractors)
      answers.nps.add(answer->value, answer->times, date);
    if (field == F::csat) answers.csat.add(answer->value, date);
    if (field == F::ces) answers.ces.add(ces_metric(input_.options)->value(answer->value), date);
    if (field == F::seq) answers.seq.add(answer->value, date);
    if (field == F::sus_score) answers.sus.add(answer->value, date);
    if (field == F::usability_score) answers.usability.add(answer->value, date);
    if (field == F::feeling) answers.feeling.add(answer->value, date);
  }
  for (const std::size_t column : block.columns) {
    const std::string_view text = cell(column, row);
    if (input_.mapping[column].field != F::comment || text.empty()) continue;
    any = true;
    answers.comments.insert({date, std::string(text)});
    // The newest are kept, and one more to know that there were more.
    if (answers.comments.size() <= input_.options.quotes) continue;
    answers.comments.erase(std::prev(answers.comments.end()));
    content_.left_out.add("free texts", "Only the newest are kept (quotes=NUMBER for more).");
  }
  return any;
}

bool AnswersConverter::read_sus(const AnswerBlock& block, std::size_t row, std::optional<Date> date,
                                Answers& answers) {
  if (!block.has_sus) return false;
  std::array<double, stats::k_sus_items> items{};
  std::size_t given = 0;
  bool good = true;
  std::string missing;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string_view text = cell(block.sus[i], row);
    if (text.empty()) {
      missing += concat(missing.empty() ? "" : ", ", std::to_string(i + 1));
      continue;
    }
    ++given;
    auto answer = tables::parse_answer(text, input_.decimal);
    if (!answer) answer = tables::agreement_of(text);
    if (!answer || *answer < 1 || *answer > 5) {
      refuse(*block.sus[i], row, "Expected an agreement 1 to 5; the row's SUS is left out.");
      good = false;
      continue;
    }
    items[i] = *answer;
  }
  if (given == 0) return false;
  if (given < items.size())
    content_.problems.add(input_.table.line(row), "", "",
                          concat("SUS needs all ten answers; there is none to ", missing, "."));
  if (!good || given < items.size()) return false;
  const auto score = stats::sus_score(items);
  if (score) answers.sus.add(score->score, date);
  return score.has_value();
}

// Outcome and time of a task: times of those who failed tell how long people try, not how long it
// takes.
bool AnswersConverter::read_task(const AnswerBlock& block, std::size_t row,
                                 std::optional<Date> date, Answers& answers) {
  bool any = false;
  std::optional<bool> passed;
  if (const std::string_view text = cell(block.completion, row); !text.empty()) {
    passed = tables::parse_outcome(text);
    if (passed)
      answers.completion.add(*passed ? 1 : 0, date);
    else
      refuse(*block.completion, row,
             "Expected pass or fail, yes or no, or one of Maze's outcomes (Direct success, "
             "Indirect success, Mission unfinished, Give up, Bounce).");
    any = passed.has_value();
  }
  const std::string_view text = cell(block.seconds, row);
  if (text.empty() || tables::says_unknown(text)) return any;
  const auto seconds = tables::parse_seconds(text, input_.decimal, input_.options.time_unit);
  if (!seconds || *seconds <= 0 || *seconds > 1e9) {
    refuse(*block.seconds, row, "Expected a time above 0, such as 12.3, 1m 23s or 1:23.");
    return any;
  }
  if (block.completion && !passed.value_or(false)) {
    content_.left_out.add("times of people who did not finish",
                          "The time on task is that of people who finished.");
    return any;
  }
  answers.seconds.add(*seconds, date);
  return true;
}

void AnswersConverter::finish(const Answers& answers) {
  Touchpoint found;
  add_measures(answers, found);
  add_words(answers, found);
  if (!found.measures && found.evidence.empty() && !found.emotion) return;
  Touchpoint& touchpoint = build_.touchpoint(answers.subject.name, "", answers.subject.channel);
  if (found.measures) touchpoint.measures = std::move(found.measures);
  touchpoint.evidence = std::move(found.evidence);
  touchpoint.emotion = found.emotion;
}

void AnswersConverter::add_measures(const Answers& answers, Touchpoint& touchpoint) {
  const std::string_view file = input_.file_name;
  std::vector<Measure> measures;
  if (!answers.sus.empty()) measures.push_back(mean_measure("sus", answers.sus, 0, 100, file));
  if (!answers.seq.empty()) measures.push_back(mean_measure("seq", answers.seq, 1, 7, file));
  if (!answers.completion.empty())
    measures.push_back(share_measure("completion", answers.completion, file));
  if (!answers.seconds.empty() && input_.options.expert_seconds)
    measures.push_back(time_ratio_measure(answers.seconds, *input_.options.expert_seconds, file));
  if (!answers.ces.empty()) {
    const CesMetric ces = *ces_metric(input_.options);
    measures.push_back(mean_measure(ces.metric, answers.ces, 1, ces.scale, file));
    if (ces.turned) build_.rule("Effort answers are turned round to the direction of the metric.");
  }
  if (!answers.csat.empty()) {
    Sample top;
    const double high = input_.options.csat_scale;
    for (const double value : answers.csat.values())
      top.add(value >= high - 1 ? 1 : 0, answers.csat.newest());
    // The days are those of the answers, not of the newest alone.
    Measure measure = share_measure("csat_top2", top, file);
    measure.source = source_text(file, answers.csat.first(), answers.csat.newest());
    measures.push_back(std::move(measure));
    build_.rule(concat("Satisfaction counts as the share of the two highest answers of 1 to ",
                       rounded_text(high, 0), "."));
  }
  if (!answers.nps.empty()) {
    measures.push_back(nps_measure(answers.nps, file));
    build_.rule("NPS: 9 and 10 are promoters, 0 to 6 detractors.");
  }
  if (!measures.empty()) touchpoint.measures = std::move(measures);
}

void AnswersConverter::add_words(const Answers& answers, Touchpoint& touchpoint) {
  const auto add = [&](EvidenceType type, std::string text, std::optional<Date> date) {
    Evidence evidence;
    evidence.type = type;
    evidence.text = std::move(text);
    evidence.date = date;
    touchpoint.evidence.push_back(std::move(evidence));
  };
  if (!answers.seconds.empty()) {
    build_.rule("The time on task is the geometric mean of those who finished.");
    add(EvidenceType::observation,
        concat("Time on task ", time_text(answers.seconds), ", from ",
               source_text(input_.file_name, answers.seconds.first(), answers.seconds.newest())),
        answers.seconds.newest());
    if (!input_.options.expert_seconds)
      build_.rule(
          "Times become a time ratio, which is scored, with expert_seconds=SECONDS; without it "
          "they are evidence in words.");
  }
  if (!answers.usability.empty()) {
    const stats::MeanAndSd mean = stats::mean_and_sd(answers.usability.values());
    build_.rule("Maze's usability score is not SUS; it is kept as evidence in words.");
    add(EvidenceType::observation,
        concat(
            "Maze usability score ", rounded_text(mean.mean, 1),
            " of 100 (n = ", std::to_string(answers.usability.n()), "), from ",
            source_text(input_.file_name, answers.usability.first(), answers.usability.newest())),
        answers.usability.newest());
  }
  if (!answers.feeling.empty()) {
    const stats::MeanAndSd mean = stats::mean_and_sd(answers.feeling.values());
    touchpoint.emotion = std::round((mean.mean - 3) * 100) / 100;
    build_.rule("Emotions 1 to 5 become the touchpoint's emotion -2 to 2: their mean less 3.");
  }
  for (const Comment& comment : answers.comments)
    add(EvidenceType::quote, comment.text, comment.date);
}

}  // namespace

std::unique_ptr<RowConverter> convert_answers(const ConvertInput& input) {
  return std::make_unique<AnswersConverter>(input);
}

}  // namespace touchstone::importing
