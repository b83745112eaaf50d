// Touchpoint lists: a row a touchpoint, or one of several rows about the same touchpoint.
#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>
#include <utility>

#include "audit/json_text.hpp"
#include "audit/names.hpp"
#include "files/csv_write.hpp"
#include "files/import_content.hpp"
#include "files/import_metric_cells.hpp"
#include "files/import_values.hpp"
#include "text/concat.hpp"

namespace touchstone::files {
namespace {

using F = ImportField;

constexpr std::string_view k_severity_rule =
    "Severity 1 to 5 becomes a rating of all in all: 1 is 0 (no problem), 5 is 4 (catastrophe).";
constexpr std::string_view k_satisfaction_rule =
    "Satisfaction 1 to 5 becomes a rating of all in all: 5 is 0 (no problem), 1 is 4 "
    "(catastrophe).";

// Fields that are kept word for word among a touchpoint's notes.
struct NoteField {
  ImportField field;
  std::string_view label;
};

constexpr std::array k_note_fields = {NoteField{F::intent, "Customer intent"},
                                      NoteField{F::root_cause, "Root cause"},
                                      NoteField{F::systems, "Systems"},
                                      NoteField{F::frequency, "Frequency"},
                                      NoteField{F::gap, "Gap"},
                                      NoteField{F::notes, ""}};

struct Word {
  std::string_view word;
  double value;
};

constexpr std::array<Word, 16> k_importance = {{{"h", 5},
                                                {"high", 5},
                                                {"very high", 5},
                                                {"critical", 5},
                                                {"hoch", 5},
                                                {"m", 3},
                                                {"medium", 3},
                                                {"med", 3},
                                                {"mid", 3},
                                                {"mittel", 3},
                                                {"l", 1},
                                                {"low", 1},
                                                {"very low", 1},
                                                {"niedrig", 1},
                                                {"gering", 1},
                                                {"moderate", 3}}};

// 0 low, 1 medium, 2 high.
constexpr std::array<Word, 12> k_effort = {{{"s", 0},
                                            {"small", 0},
                                            {"low", 0},
                                            {"l", 0},
                                            {"m", 1},
                                            {"medium", 1},
                                            {"med", 1},
                                            {"mid", 1},
                                            {"h", 2},
                                            {"high", 2},
                                            {"large", 2},
                                            {"big", 2}}};

constexpr std::array<std::pair<std::string_view, FixStatus>, 17> k_status = {
    {{"open", FixStatus::open},
     {"new", FixStatus::open},
     {"to do", FixStatus::open},
     {"todo", FixStatus::open},
     {"planned", FixStatus::open},
     {"backlog", FixStatus::open},
     {"not started", FixStatus::open},
     {"doing", FixStatus::doing},
     {"in progress", FixStatus::doing},
     {"started", FixStatus::doing},
     {"ongoing", FixStatus::doing},
     {"done", FixStatus::done},
     {"closed", FixStatus::done},
     {"completed", FixStatus::done},
     {"dropped", FixStatus::dropped},
     {"rejected", FixStatus::dropped},
     {"cancelled", FixStatus::dropped}}};

template <std::size_t N>
std::optional<double> word_value(const std::array<Word, N>& words, std::string_view text) {
  const std::string plain = plain_words(text);
  for (const Word& row : words)
    if (row.word == plain) return row.value;
  return std::nullopt;
}

class ListConverter final : public RowConverter {
public:
  explicit ListConverter(const ConvertInput& input)
      : input_(input), build_(content_), metrics_(input, content_), row_(input.layout.first_row) {
    build_.rule(
        "Each row is a touchpoint; rows with the same name, stage and channel are about one.");
  }

  bool step(std::size_t rows) override;

  ImportContent take() override { return std::move(content_); }

private:
  std::string_view plain_cell(std::size_t column) const;
  std::string_view text(ImportField field) const;
  void refuse(ImportField field, std::string_view value, std::string_view reason);
  std::optional<double> number(ImportField field, double low, double high,
                               std::string_view expected);
  std::optional<bool> yes_no(ImportField field);
  void read_row(std::size_t row);
  void read_touchpoint(Touchpoint& touchpoint);
  template <class T>
  void settle(std::optional<T>& known, std::optional<T> found, ImportField field);
  void settle_text(std::string& known, ImportField field);
  void read_owners(Touchpoint& touchpoint);
  void owners(Touchpoint& touchpoint, std::optional<std::vector<OwnerId>> Ownership::* list,
              ImportField field);
  void read_words(Touchpoint& touchpoint);
  void read_importance(Touchpoint& touchpoint);
  void rate(const TouchpointId& touchpoint, ImportField field);
  void read_fix(const TouchpointId& touchpoint);
  std::optional<double> effort();
  template <class E>
  std::optional<E> word(ImportField field);
  bool is_new(std::string_view what, std::string_view id, std::string_view text);

  const ConvertInput& input_;
  ImportContent content_;
  ContentBuilder build_;
  MetricCells metrics_;
  std::uint32_t line_ = 0;
  // Of the row being read: the columns with something in them, by field.
  std::map<ImportField, std::vector<std::size_t>> cells_;
  std::size_t row_;
  std::string stage_above_;
  std::map<std::pair<std::string, std::string>, std::size_t> ratings_;  // by rater and touchpoint
  std::map<std::string, std::size_t, std::less<>> fixes_;               // by title
  std::unordered_set<std::string> seen_;  // what lists hold already, so that adding is quick
};

// Without the apostrophe that our own exports put before a text that looks like a formula.
std::string_view ListConverter::plain_cell(std::size_t column) const {
  return trimmed(csv_plain(trimmed(input_.table.cell(row_, column))));
}

std::string_view ListConverter::text(ImportField field) const {
  const auto found = cells_.find(field);
  return found == cells_.end() ? std::string_view() : plain_cell(found->second[0]);
}

void ListConverter::refuse(ImportField field, std::string_view value, std::string_view reason) {
  const auto found = cells_.find(field);
  const std::string_view column =
      found == cells_.end() ? "" : std::string_view(input_.mapping[found->second[0]].column.label);
  content_.problems.add(line_, column, value, reason);
}

std::optional<double> ListConverter::number(ImportField field, double low, double high,
                                            std::string_view expected) {
  const std::string_view found = text(field);
  if (found.empty() || says_unknown(found)) return std::nullopt;
  const auto value = parse_number(found, input_.decimal);
  if (value && *value >= low && *value <= high) return value;
  refuse(field, found, concat("Expected ", expected, "."));
  return std::nullopt;
}

bool ListConverter::is_new(std::string_view what, std::string_view id, std::string_view text) {
  return seen_.insert(concat(what, "\n", id, "\n", text)).second;
}

std::optional<bool> ListConverter::yes_no(ImportField field) {
  const std::string_view found = text(field);
  if (found.empty()) return std::nullopt;
  const auto value = parse_yes_no(found);
  if (!value && !says_unknown(found)) refuse(field, found, "Expected yes, no or a star.");
  return value;
}

// Takes what is found unless an earlier row about the same touchpoint said something else.
template <class T>
void ListConverter::settle(std::optional<T>& known, std::optional<T> found, ImportField field) {
  if (!found) return;
  if (known && !(*known == *found))
    refuse(field, text(field),
           "An earlier row about the same touchpoint says otherwise; that counts.");
  else
    known = std::move(found);
}

void ListConverter::settle_text(std::string& known, ImportField field) {
  const std::string_view found = text(field);
  if (found.empty() || known == found) return;
  if (known.empty())
    known = found;
  else
    refuse(field, found, "An earlier row about the same touchpoint says otherwise; that counts.");
}

bool ListConverter::step(std::size_t rows) {
  const Table& table = input_.table;
  for (; row_ < table.rows() && rows > 0; ++row_, --rows) {
    ++content_.rows;
    line_ = table.line(row_);
    cells_.clear();
    for (std::size_t i = 0; i < table.cells(row_); ++i) {
      const ImportField field = input_.mapping[i].field;
      if (field == F::ignored || field == F::personal || field == F::priority ||
          trimmed(table.cell(row_, i)).empty())
        continue;
      cells_[field].push_back(i);
    }
    if (!cells_.empty()) read_row(row_);
  }
  return row_ < table.rows();
}

void ListConverter::read_row(std::size_t row) {
  const std::string_view name = text(F::touchpoint);
  std::string_view stage = text(F::stage);
  if (input_.options.fill_down_stage) {
    if (stage.empty())
      stage = stage_above_;
    else
      stage_above_ = stage;
  }
  if (name.empty()) {
    const bool heading = cells_.size() == 1 && cells_.contains(F::stage);
    if (heading && input_.options.fill_down_stage) return;
    content_.problems.add(line_, "", text(cells_.begin()->first),
                          "The row names no touchpoint; it is left out.");
    return;
  }
  ++content_.rows_used;
  // A copy: adding stages, channels or teams must not move it about.
  Touchpoint& slot = build_.touchpoint(name, stage, text(F::channel));
  const auto place = static_cast<std::size_t>(&slot - content_.audit.touchpoints.data());
  Touchpoint touchpoint = std::move(slot);
  read_touchpoint(touchpoint);
  metrics_.read(row, touchpoint);
  const TouchpointId id = touchpoint.id;
  content_.audit.touchpoints[place] = std::move(touchpoint);
  rate(id, F::severity);
  rate(id, F::satisfaction);
  read_fix(id);
}

void ListConverter::read_touchpoint(Touchpoint& touchpoint) {
  settle_text(touchpoint.description, F::description);
  settle(touchpoint.discipline, word<Discipline>(F::discipline), F::discipline);
  settle(touchpoint.level, word<Level>(F::level), F::level);
  constexpr double k_huge = 1e15;
  settle(touchpoint.volume, number(F::volume, 0, k_huge, "customers a month, 0 or more"),
         F::volume);
  settle(touchpoint.lost_share, number(F::lost_share, 0, 1, "a share 0 to 1 or a percentage"),
         F::lost_share);
  settle(touchpoint.contacts, number(F::contacts, 0, k_huge, "contacts a month, 0 or more"),
         F::contacts);
  settle(touchpoint.emotion, number(F::emotion, -2, 2, "a number -2 to 2"), F::emotion);
  if (yes_no(F::core_task).value_or(false)) touchpoint.core_task = true;
  if (yes_no(F::moment_of_truth).value_or(false)) touchpoint.moment_of_truth = true;
  read_importance(touchpoint);
  read_owners(touchpoint);
  read_words(touchpoint);
}

void ListConverter::read_importance(Touchpoint& touchpoint) {
  const std::string_view found = text(F::importance);
  if (const auto value = word_value(k_importance, found)) {
    build_.rule("Importance high, medium, low becomes 5, 3, 1.");
    settle(touchpoint.importance, value, F::importance);
    return;
  }
  settle(touchpoint.importance, number(F::importance, 1, 5, "1 to 5, or high, medium or low"),
         F::importance);
}

template <class E>
std::optional<E> ListConverter::word(ImportField field) {
  const std::string_view found = text(field);
  if (found.empty()) return std::nullopt;
  const auto value = value_of<E>(plain_words(found));
  if (value) return value;
  std::string expected;
  for (const std::string_view name : k_names<E>)
    expected += concat(expected.empty() ? "" : ", ", name);
  if (!says_unknown(found)) refuse(field, found, concat("Expected one of ", expected, "."));
  return std::nullopt;
}

void ListConverter::owners(Touchpoint& touchpoint,
                           std::optional<std::vector<OwnerId>> Ownership::* list,
                           ImportField field) {
  const std::string_view found = text(field);
  if (found.empty() || says_unknown(found)) return;
  if (!touchpoint.ownership) touchpoint.ownership.emplace();
  auto& owners = (*touchpoint.ownership).*list;
  if (!owners) owners.emplace();
  if (says_nobody(found)) return;
  build_.rule(
      "Owners, responsible and contributing names become teams, several in a cell by comma, "
      "semicolon or \" / \"; \"none\" means that nobody is.");
  for (const std::string& name : split_names(found)) {
    if (says_nobody(name) || says_unknown(name)) {
      refuse(field, name, "It is no name among other names.");
      continue;
    }
    OwnerId team = build_.team(name);
    if (is_new(field_row(field).key, touchpoint.id.text, team.text))
      owners->push_back(std::move(team));
  }
}

void ListConverter::read_owners(Touchpoint& touchpoint) {
  owners(touchpoint, &Ownership::accountable, F::owner);
  owners(touchpoint, &Ownership::responsible, F::responsible);
  owners(touchpoint, &Ownership::contributors, F::contributors);
  owners(touchpoint, &Ownership::teams_crossed, F::teams_crossed);
  const std::string_view personas = text(F::persona);
  if (personas.empty() || plain_words(personas) == "all") return;
  if (!touchpoint.personas) touchpoint.personas.emplace();
  for (const std::string& name : split_names(personas)) {
    PersonaId persona = build_.persona(name);
    if (is_new("persona", touchpoint.id.text, persona.text))
      touchpoint.personas->push_back(std::move(persona));
  }
}

// Pains, quotes and notes, of which a row can have several columns.
void ListConverter::read_words(Touchpoint& touchpoint) {
  const auto each = [&](ImportField field, auto&& take) {
    const auto found = cells_.find(field);
    if (found == cells_.end()) return;
    for (const std::size_t column : found->second) take(plain_cell(column));
  };
  const auto add_evidence = [&](EvidenceType type, std::string_view words) {
    Evidence evidence;
    evidence.type = type;
    evidence.text = words;
    if (is_new(name_of(type), touchpoint.id.text, words))
      touchpoint.evidence.push_back(std::move(evidence));
  };
  each(F::pain, [&](std::string_view words) { add_evidence(EvidenceType::observation, words); });
  each(F::quote, [&](std::string_view words) {
    if (touchpoint.quote.empty())
      touchpoint.quote = words;
    else if (touchpoint.quote != words)
      add_evidence(EvidenceType::quote, words);
  });
  for (const NoteField& note : k_note_fields) {
    each(note.field, [&](std::string_view words) {
      const std::string line =
          note.label.empty() ? std::string(words) : concat(note.label, ": ", words);
      if (!is_new("note", touchpoint.id.text, line)) return;
      touchpoint.notes += concat(touchpoint.notes.empty() ? "" : "\n", line);
    });
  }
}

void ListConverter::rate(const TouchpointId& touchpoint, ImportField field) {
  const std::string_view found = text(field);
  if (found.empty() || says_unknown(found)) return;
  const auto answer = parse_answer(found, input_.decimal);
  if (!answer || *answer < 1 || *answer > 5) {
    refuse(field, found,
           field == F::severity ? "Expected a whole severity 1 to 5."
                                : "Expected a whole satisfaction 1 to 5 (a mean of many is a "
                                  "measure: map the column to metric:csat_mean).");
    return;
  }
  const bool severity = field == F::severity;
  build_.rule(severity ? k_severity_rule : k_satisfaction_rule);
  const RaterId rater = build_.rater(
      concat(severity ? "Severity in " : "Satisfaction in ", file_stem(input_.file_name)));
  const double score = severity ? *answer - 1 : 5 - *answer;
  std::vector<Rating>& ratings = content_.audit.ratings;
  const auto [known, added] = ratings_.try_emplace({rater.text, touchpoint.text}, ratings.size());
  if (!added) {
    build_.rule("Of several ratings of one touchpoint the worst counts.");
    Rating& rating = ratings[known->second];
    rating.score = std::max(*rating.score, score);
    return;
  }
  Rating rating;
  rating.rater = rater;
  rating.touchpoint = touchpoint;
  rating.factor = FactorId(std::string(k_overall));
  rating.score = score;
  ratings.push_back(std::move(rating));
}

std::optional<double> ListConverter::effort() {
  const std::string_view found = text(F::effort);
  const auto size = word_value(k_effort, found);
  if (!size) return number(F::effort, 0, 1e9, "a number of person-days");
  if (!input_.options.effort_days) {
    refuse(F::effort, found,
           "Words are no person-days; say what low, medium and high are: effort=2,8,30.");
    return std::nullopt;
  }
  return (*input_.options.effort_days)[static_cast<std::size_t>(*size)];
}

void ListConverter::read_fix(const TouchpointId& touchpoint) {
  const std::string_view title = text(F::recommendation);
  if (title.empty()) {
    for (const F field : {F::effort, F::cost, F::due, F::status})
      if (!text(field).empty())
        refuse(field, text(field), "The row has no recommendation that this could be about.");
    return;
  }
  build_.rule("Each recommendation becomes a fix of its touchpoint; what it would bring is open.");
  std::vector<Fix>& fixes = content_.audit.fixes;
  const auto [found, added] = fixes_.try_emplace(name_key(title), fixes.size());
  if (added) {
    Fix fix;
    fix.id.text = concat("fix-", std::to_string(fixes.size() + 1));
    fix.title = title;
    fixes.push_back(std::move(fix));
  }
  Fix& fix = fixes[found->second];
  if (is_new("fix", fix.id.text, touchpoint.text)) {
    Effect effect;
    effect.touchpoint = touchpoint;
    fix.effects.push_back(std::move(effect));
  }
  settle(fix.effort, effort(), F::effort);
  settle(fix.cost, number(F::cost, 0, 1e15, "an amount, 0 or more"), F::cost);
  if (const std::string_view due = text(F::due); !due.empty() && !says_unknown(due)) {
    const auto date = parse_day(due, input_.options.dates);
    if (!date) refuse(F::due, due, day_refusal(due));
    settle(fix.due, date, F::due);
  }
  const std::string_view status = text(F::status);
  if (status.empty() || says_unknown(status)) return;
  const auto row = std::find_if(k_status.begin(), k_status.end(),
                                [&](const auto& it) { return it.first == plain_words(status); });
  if (row == k_status.end())
    refuse(F::status, status, "Expected open, doing, done or dropped.");
  else
    settle(fix.status, std::optional(row->second), F::status);
}

}  // namespace

std::unique_ptr<RowConverter> convert_touchpoints(const ConvertInput& input) {
  return std::make_unique<ListConverter>(input);
}

}  // namespace touchstone::files
