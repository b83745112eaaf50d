// Touchpoint lists: a row a touchpoint, or one of several rows about the same touchpoint.
#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>
#include <utility>

#include "audit/names.hpp"
#include "import/content.hpp"
#include "import/fix_cells.hpp"
#include "import/metric_cells.hpp"
#include "json/text.hpp"
#include "tables/values.hpp"
#include "text/concat.hpp"

namespace touchstone::importing {
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

template <std::size_t N>
std::optional<double> word_value(const std::array<Word, N>& words, std::string_view text) {
  const std::string plain = tables::plain_words(text);
  for (const Word& row : words)
    if (row.word == plain) return row.value;
  return std::nullopt;
}

class ListConverter final : public RowConverter {
public:
  explicit ListConverter(const ConvertInput& input)
      : input_(input),
        build_(content_),
        metrics_(input, content_),
        row_(input, content_.problems, "touchpoint"),
        fixes_(input, row_, content_),
        next_(input.layout.first_row) {
    build_.rule(
        "Each row is a touchpoint; rows with the same name, stage and channel are about one.");
  }

  bool step(std::size_t rows) override;

  ImportContent take() override { return std::move(content_); }

private:
  void read_row(std::size_t row);
  void read_touchpoint(Touchpoint& touchpoint);
  void read_owners(Touchpoint& touchpoint);
  void owners(Touchpoint& touchpoint, std::optional<std::vector<OwnerId>> Ownership::* list,
              ImportField field);
  void read_words(Touchpoint& touchpoint);
  void read_importance(Touchpoint& touchpoint);
  void rate(const TouchpointId& touchpoint, ImportField field);
  void read_fix(const TouchpointId& touchpoint);
  bool is_new(std::string_view what, std::string_view id, std::string_view text);

  const ConvertInput& input_;
  ImportContent content_;
  ContentBuilder build_;
  MetricCells metrics_;
  RowCells row_;
  FixCells fixes_;
  std::size_t next_;
  std::string stage_above_;
  std::map<std::pair<std::string, std::string>, std::size_t> ratings_;  // by rater and touchpoint
  std::unordered_set<std::string> seen_;  // what lists hold already, so that adding is quick
};

bool ListConverter::is_new(std::string_view what, std::string_view id, std::string_view text) {
  return seen_.insert(concat(what, "\n", id, "\n", text)).second;
}

bool ListConverter::step(std::size_t rows) {
  const tables::Table& table = input_.table;
  for (; next_ < table.rows() && rows > 0; ++next_, --rows) {
    ++content_.rows;
    if (row_.go_to(next_)) read_row(next_);
    if (build_.is_too_much()) return false;
  }
  return next_ < table.rows();
}

void ListConverter::read_row(std::size_t row) {
  const std::string_view name = row_.text(F::touchpoint);
  std::string_view stage = row_.text(F::stage);
  if (input_.options.fill_down_stage) {
    if (stage.empty())
      stage = stage_above_;
    else
      stage_above_ = stage;
  }
  if (name.empty()) {
    if (row_.has_only(F::stage) && input_.options.fill_down_stage) return;
    row_.refuse_row("The row names no touchpoint; it is left out.");
    return;
  }
  ++content_.rows_used;
  // A copy: adding stages, channels or teams must not move it about.
  Touchpoint& slot = build_.touchpoint(name, stage, row_.text(F::channel));
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
  row_.settle_text(touchpoint.description, F::description);
  row_.settle(touchpoint.discipline, row_.word<Discipline>(F::discipline), F::discipline);
  row_.settle(touchpoint.level, row_.word<Level>(F::level), F::level);
  constexpr double k_huge = 1e15;
  row_.settle(touchpoint.volume, row_.number(F::volume, 0, k_huge, "customers a month, 0 or more"),
              F::volume);
  row_.settle(touchpoint.lost_share,
              row_.number(F::lost_share, 0, 1, "a share 0 to 1 or a percentage"), F::lost_share);
  row_.settle(touchpoint.contacts,
              row_.number(F::contacts, 0, k_huge, "contacts a month, 0 or more"), F::contacts);
  row_.settle(touchpoint.emotion, row_.number(F::emotion, -2, 2, "a number -2 to 2"), F::emotion);
  if (row_.yes_no(F::core_task).value_or(false)) touchpoint.core_task = true;
  if (row_.yes_no(F::moment_of_truth).value_or(false)) touchpoint.moment_of_truth = true;
  read_importance(touchpoint);
  read_owners(touchpoint);
  read_words(touchpoint);
}

void ListConverter::read_importance(Touchpoint& touchpoint) {
  const std::string_view found = row_.text(F::importance);
  if (const auto value = word_value(k_importance, found)) {
    build_.rule("Importance high, medium, low becomes 5, 3, 1.");
    row_.settle(touchpoint.importance, value, F::importance);
    return;
  }
  row_.settle(touchpoint.importance,
              row_.number(F::importance, 1, 5, "1 to 5, or high, medium or low"), F::importance);
}

void ListConverter::owners(Touchpoint& touchpoint,
                           std::optional<std::vector<OwnerId>> Ownership::* list,
                           ImportField field) {
  const std::string_view found = row_.text(field);
  if (found.empty() || tables::says_unknown(found)) return;
  if (!touchpoint.ownership) touchpoint.ownership.emplace();
  auto& owners = (*touchpoint.ownership).*list;
  if (!owners) owners.emplace();
  if (tables::says_nobody(found)) return;
  build_.rule(
      "Owners, responsible and contributing names become teams, several in a cell by comma, "
      "semicolon or \" / \"; \"none\" means that nobody is.");
  for (const std::string& name : tables::split_names(found)) {
    if (tables::says_nobody(name) || tables::says_unknown(name)) {
      row_.refuse(field, name, "It is no name among other names.");
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
  const std::string_view personas = row_.text(F::persona);
  if (personas.empty() || tables::plain_words(personas) == "all") return;
  if (!touchpoint.personas) touchpoint.personas.emplace();
  for (const std::string& name : tables::split_names(personas)) {
    PersonaId persona = build_.persona(name);
    if (is_new("persona", touchpoint.id.text, persona.text))
      touchpoint.personas->push_back(std::move(persona));
  }
}

// Pains, quotes and notes, of which a row can have several columns.
void ListConverter::read_words(Touchpoint& touchpoint) {
  const auto add_evidence = [&](EvidenceType type, std::string_view words) {
    Evidence evidence;
    evidence.type = type;
    evidence.text = words;
    if (is_new(name_of(type), touchpoint.id.text, words))
      touchpoint.evidence.push_back(std::move(evidence));
  };
  row_.each(F::pain,
            [&](std::string_view words) { add_evidence(EvidenceType::observation, words); });
  row_.each(F::quote, [&](std::string_view words) {
    if (touchpoint.quote.empty())
      touchpoint.quote = words;
    else if (touchpoint.quote != words)
      add_evidence(EvidenceType::quote, words);
  });
  for (const NoteField& note : k_note_fields) {
    row_.each(note.field, [&](std::string_view words) {
      const std::string line =
          note.label.empty() ? std::string(words) : concat(note.label, ": ", words);
      if (!is_new("note", touchpoint.id.text, line)) return;
      touchpoint.notes += concat(touchpoint.notes.empty() ? "" : "\n", line);
    });
  }
}

void ListConverter::rate(const TouchpointId& touchpoint, ImportField field) {
  const std::string_view found = row_.text(field);
  if (found.empty() || tables::says_unknown(found)) return;
  const auto answer = tables::parse_answer(found, input_.decimal);
  if (!answer || *answer < 1 || *answer > 5) {
    row_.refuse(field, found,
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

void ListConverter::read_fix(const TouchpointId& touchpoint) {
  const std::string_view title = row_.text(F::recommendation);
  if (title.empty()) {
    for (const F field : {F::effort, F::cost, F::due, F::status})
      if (!row_.text(field).empty())
        row_.refuse(field, row_.text(field),
                    "The row has no recommendation that this could be about.");
    return;
  }
  build_.rule("Each recommendation becomes a fix of its touchpoint; what it would bring is open.");
  const std::size_t fix = fixes_.place(title);
  fixes_.add_touchpoint(fix, touchpoint);
  fixes_.read(fix);
}

}  // namespace

std::unique_ptr<RowConverter> convert_touchpoints(const ConvertInput& input) {
  return std::make_unique<ListConverter>(input);
}

}  // namespace touchstone::importing
