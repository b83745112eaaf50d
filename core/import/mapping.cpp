#include "import/mapping.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "tables/values.hpp"
#include "text/concat.hpp"

namespace touchstone::importing {
namespace {

using F = ImportField;

// Columns that a tool always has and that mean something else than their names say elsewhere.
struct SystemColumn {
  ImportKind kind;
  std::string_view name;  // plain_words()
  ImportField field;
  std::string_view why;
};

constexpr std::string_view k_survey_time = "how long the survey took, not the task";
constexpr std::string_view k_not_an_answer = "not an answer";

constexpr std::array k_system_columns = {
    SystemColumn{ImportKind::qualtrics, "startdate", F::ignored, "the end date counts"},
    SystemColumn{ImportKind::qualtrics, "status", F::response_status, ""},
    SystemColumn{ImportKind::qualtrics, "progress", F::ignored, k_not_an_answer},
    SystemColumn{ImportKind::qualtrics, "duration in seconds", F::ignored, k_survey_time},
    SystemColumn{ImportKind::qualtrics, "distributionchannel", F::ignored, k_not_an_answer},
    SystemColumn{ImportKind::qualtrics, "userlanguage", F::ignored, k_not_an_answer},
    SystemColumn{ImportKind::qualtrics, "responseset", F::ignored, k_not_an_answer},
    SystemColumn{ImportKind::qualtrics, "name", F::personal, ""},
    SystemColumn{ImportKind::surveymonkey, "start date", F::ignored, "the end date counts"},
    SystemColumn{ImportKind::surveymonkey, "date created", F::ignored, "the end date counts"},
    SystemColumn{ImportKind::hotjar, "number", F::ignored, k_not_an_answer},
    SystemColumn{ImportKind::zendesk_csv, "summation column", F::ignored, "always 1"},
    SystemColumn{ImportKind::zendesk_csv, "status", F::ticket_status, ""},
    SystemColumn{ImportKind::zendesk_json, "status", F::ticket_status, ""},
    SystemColumn{ImportKind::zendesk_csv, "first reply time in minutes within business hours",
                 F::ignored, "calendar hours count: customers wait at night as well"},
    SystemColumn{ImportKind::zendesk_json, "first reply time in minutes within business hours",
                 F::ignored, "calendar hours count: customers wait at night as well"},
    SystemColumn{ImportKind::zendesk_csv, "subject", F::personal, ""},
    SystemColumn{ImportKind::fixes, "summary", F::recommendation, ""},
    SystemColumn{ImportKind::zendesk_json, "subject", F::personal, ""},
};

// The statements of the System Usability Scale by words that stay when "system" is replaced.
constexpr std::array<std::string_view, 10> k_sus_words = {
    "frequently",      "unnecessarily complex",
    "easy to use",     "technical person",
    "well integrated", "inconsistency",
    "quickly",         "cumbersome",
    "confident",       "learn a lot"};

// Fields a row of a table can have several columns for.
bool can_repeat(ImportField field, RowForm form) {
  constexpr std::array k_many = {F::ignored, F::personal, F::pain,   F::quote,       F::root_cause,
                                 F::systems, F::notes,    F::metric, F::value,       F::n,
                                 F::target,  F::baseline, F::intent, F::metric_value};
  if (std::find(k_many.begin(), k_many.end(), field) != k_many.end()) return true;
  return form == RowForm::answers && field > F::finished;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The loop of "2_Q5": 2, and the rest of the name.
std::pair<std::string, std::string> loop_of(std::string_view header) {
  const std::size_t bar = header.find('_');
  if (bar == std::string_view::npos || bar == 0 || bar > 3 || !is_number(header.substr(0, bar)) ||
      bar + 1 == header.size())
    return {"", std::string(header)};
  return {std::string(header.substr(0, bar)), std::string(header.substr(bar + 1))};
}

std::string_view without_number(std::string_view words) {
  const std::size_t blank = words.rfind(' ');
  return blank != std::string_view::npos && is_number(words.substr(blank + 1))
             ? words.substr(0, blank)
             : words;
}

// The item of "SUS_3", "Q5 sus item 3", "sus3"; 0 if it is none.
int sus_item_of(std::string_view header) {
  const std::string words = tables::plain_words(header);
  std::size_t at = words.starts_with("sus") ? 0 : words.find(" sus");
  if (at == std::string::npos) return 0;
  std::string_view rest = std::string_view(words).substr(at + (at == 0 ? 3 : 4));
  for (const std::string_view word : {" ", "question", "item", "q", " "})
    if (rest.starts_with(word)) rest.remove_prefix(word.size());
  if (rest.size() == 2 && rest[0] == '0') rest.remove_prefix(1);
  if (rest == "10") return 10;
  return rest.size() == 1 && rest[0] >= '1' && rest[0] <= '9' ? rest[0] - '0' : 0;
}

bool is_free_text(ImportKind kind, const Column& column) {
  if (kind == ImportKind::qualtrics) return column.header.ends_with("_TEXT");
  return kind == ImportKind::surveymonkey && column.question == "Open-Ended Response";
}

// The field that a header names, if any.
void take_named_field(MappedColumn& mapped, ImportKind kind, const Model& model,
                      std::string_view header) {
  const RowForm form = kind_row(kind).form;
  const unsigned bit = 1U << static_cast<unsigned>(form);
  mapped.why = "its name";
  if (form == RowForm::answers) mapped.item = sus_item_of(header);
  if (mapped.item > 0) {
    mapped.field = F::sus_item;
    return;
  }
  const HeaderWords named = header_words(header);
  const std::string& words = named.whole;
  const HeaderWords stem{std::string(without_number(words)), ""};
  for (const FieldRow& row : import_fields()) {
    if ((row.forms & bit) == 0) continue;
    // "Metric 2" is a metric, but "Q 2" or "nps 2" would be too bold.
    const bool numbered = stem.whole.size() < words.size() && can_repeat(row.field, form) &&
                          form == RowForm::touchpoints && is_name_of(row, stem);
    if (!is_name_of(row, named) && !numbered) continue;
    mapped.field = row.field;
    return;
  }
  if (form == RowForm::touchpoints) {
    if (words == "name" || words == "title") {
      mapped.field = F::touchpoint;
      return;
    }
    const Metric* metric = metric_of(model, header);
    if (metric != nullptr || is_unscaled_ces(words)) {
      mapped.field = F::metric_value;
      mapped.metric = metric != nullptr ? metric->id.text : k_unscaled_ces;
      return;
    }
  }
  mapped.why = form == RowForm::tickets ? "no measure is made of it" : "its name is not known";
}

MappedColumn propose_column(const Column& column, ImportKind kind, const Model& model) {
  MappedColumn mapped;
  mapped.column = column;
  const std::string words = tables::plain_words(column.header);
  for (const SystemColumn& system : k_system_columns) {
    if (system.kind != kind || system.name != words) continue;
    mapped.field = system.field;
    mapped.why = system.why.empty() ? "its name" : system.why;
    return mapped;
  }
  if (is_free_text(kind, column)) {
    mapped.field = F::comment;
    mapped.why = "free text";
    return mapped;
  }
  std::string header = column.header;
  if (kind == ImportKind::qualtrics) {
    std::tie(mapped.block, header) = loop_of(column.header);
    mapped.loop = !mapped.block.empty();
  }
  // "Name" heads the touchpoints of a list; elsewhere it tells who answered.
  const bool list = kind == ImportKind::touchpoint_list;
  if (is_personal(header_words(column.header)) && !(list && words == "name")) {
    mapped.field = F::personal;
    mapped.why = "tells who somebody is";
    return mapped;
  }
  if (words.empty()) {
    mapped.why = "it has no name";
    return mapped;
  }
  take_named_field(mapped, kind, model, header);
  return mapped;
}

// Qualtrics writes an NPS question as Q5 and Q5_NPS_GROUP: the group tells which column it is.
void find_qualtrics_nps(Mapping& mapping) {
  constexpr std::string_view k_group = "_NPS_GROUP";
  std::set<std::string, std::less<>> questions;
  for (MappedColumn& column : mapping) {
    const std::string& header = column.column.header;
    if (!header.ends_with(k_group)) continue;
    questions.insert(header.substr(0, header.size() - k_group.size()));
    column.field = F::nps_group;
    column.why = "its name";
  }
  std::set<std::string, std::less<>> answered;
  for (MappedColumn& column : mapping) {
    if (!questions.contains(column.column.header)) continue;
    column.field = F::nps;
    column.why = "it has an NPS group";
    answered.insert(column.column.header);
  }
  for (MappedColumn& column : mapping) {
    const std::string& header = column.column.header;
    if (!header.ends_with(k_group) ||
        !answered.contains(header.substr(0, header.size() - k_group.size())))
      continue;
    column.field = F::ignored;
    column.why = "the answers it was made from are there";
  }
}

// Ten columns whose headers are the statements of SUS, whatever the system is called.
void find_sus_statements(Mapping& mapping) {
  std::array<MappedColumn*, 10> items{};
  std::size_t found = 0;
  for (MappedColumn& column : mapping) {
    const std::string words = tables::plain_words(column.column.header);
    for (std::size_t i = 0; i < k_sus_words.size(); ++i) {
      const bool awkward = i == 7 && words.find("awkward") != std::string::npos;
      if (items[i] != nullptr || column.item > 0 ||
          (words.find(k_sus_words[i]) == std::string::npos && !awkward))
        continue;
      items[i] = &column;
      ++found;
      break;
    }
  }
  if (found < items.size()) return;
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i]->field = F::sus_item;
    items[i]->item = static_cast<int>(i) + 1;
    items[i]->why = "its statement is one of SUS";
  }
}

void settle_repeats(Mapping& mapping, RowForm form) {
  std::set<ImportField> taken;
  for (MappedColumn& column : mapping) {
    if (can_repeat(column.field, form) || taken.insert(column.field).second) continue;
    column.why = concat("another column already gives the ", field_row(column.field).name);
    column.field = F::ignored;
  }
}

// The columns a text names: by label, by number ("#3"), or in any case of letters.
std::vector<std::size_t> columns_named(const Mapping& mapping, std::string_view name) {
  std::vector<std::size_t> found;
  if (name.starts_with('#') && is_number(name.substr(1)) && name.size() < 8) {
    const auto number = static_cast<std::size_t>(std::stoul(std::string(name.substr(1))));
    if (number >= 1 && number <= mapping.size()) found.push_back(number - 1);
    return found;
  }
  for (std::size_t i = 0; i < mapping.size(); ++i)
    if (mapping[i].column.label == name) return {i};
  const std::string words = tables::plain_words(name);
  for (std::size_t i = 0; i < mapping.size(); ++i)
    if (tables::plain_words(mapping[i].column.label) == words) found.push_back(i);
  return found;
}

// The columns of a matrix question: "Q7_1".. of "Q7", or those under one question.
std::vector<std::size_t> columns_under(const Mapping& mapping, std::string_view name) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < mapping.size(); ++i) {
    const Column& column = mapping[i].column;
    const bool numbered = column.label.size() > name.size() + 1 && column.label.starts_with(name) &&
                          column.label[name.size()] == '_' &&
                          is_number(std::string_view(column.label).substr(name.size() + 1));
    if (numbered || column.question == name) found.push_back(i);
  }
  return found;
}

std::string change_sus(Mapping& mapping, std::string_view column, const std::string& block) {
  const std::vector<std::size_t> items = columns_under(mapping, column);
  if (items.size() != 10)
    return concat("\"", column, "\" has ", std::to_string(items.size()),
                  " numbered columns; SUS needs ten (or name each: sus1 to sus10).");
  for (std::size_t i = 0; i < items.size(); ++i) {
    MappedColumn& mapped = mapping[items[i]];
    mapped.field = F::sus_item;
    mapped.item = static_cast<int>(i) + 1;
    mapped.block = block;
    mapped.loop = false;
    mapped.by_hand = true;
    mapped.why = "by hand";
  }
  return "";
}

// What stands after "=", before "@".
struct NamedField {
  ImportField field = F::ignored;
  int item = 0;
  std::string metric;
};

std::optional<NamedField> named_field(std::string_view key, RowForm form, const Model& model) {
  if (form == RowForm::answers && key != "sus" && key.starts_with("sus") && sus_item_of(key) > 0)
    return NamedField{F::sus_item, sus_item_of(key), ""};
  constexpr std::string_view k_metric = "metric:";
  if (form == RowForm::touchpoints && key.starts_with(k_metric)) {
    const std::string metric(key.substr(k_metric.size()));
    if (metric != k_unscaled_ces && !model.metric_index(metric)) return std::nullopt;
    return NamedField{F::metric_value, 0, metric};
  }
  if (const auto field = field_named(key, form)) return NamedField{*field, 0, ""};
  return std::nullopt;
}

}  // namespace

Mapping propose_mapping(const Layout& layout, ImportKind kind, const Model& model) {
  Mapping mapping;
  for (const Column& column : layout.columns)
    mapping.push_back(propose_column(column, kind, model));
  const RowForm form = kind_row(kind).form;
  if (kind == ImportKind::qualtrics)
    find_qualtrics_nps(mapping);
  else if (form == RowForm::answers)
    find_sus_statements(mapping);
  settle_repeats(mapping, form);
  return mapping;
}

std::string change_mapping(Mapping& mapping, ImportKind kind, const Model& model,
                           std::string_view text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string_view::npos || equals == 0)
    return concat("\"", text, "\" is no mapping; expected column=field.");
  const std::string_view name = tables::trimmed(text.substr(0, equals));
  std::string_view key = tables::trimmed(text.substr(equals + 1));
  const std::size_t about = key.find('@');
  const std::string block(about == std::string_view::npos ? std::string_view()
                                                          : tables::trimmed(key.substr(about + 1)));
  key = tables::trimmed(key.substr(0, about));
  const RowForm form = kind_row(kind).form;
  const std::vector<std::size_t> columns = columns_named(mapping, name);
  if (key == "sus" && form == RowForm::answers && columns.empty())
    return change_sus(mapping, name, block);
  if (columns.empty()) return concat("There is no column \"", name, "\".");
  if (columns.size() > 1)
    return concat("Several columns are called \"", name, "\"; name one by its number: #",
                  std::to_string(columns[0] + 1), ".");
  const auto field = named_field(key == "sus" ? "sus_score" : key, form, model);
  if (!field) {
    std::string known;
    const unsigned bit = 1U << static_cast<unsigned>(form);
    for (const FieldRow& row : import_fields())
      if ((row.forms & bit) != 0) known += concat(known.empty() ? "" : ", ", row.key);
    return concat("\"", key, "\" is no field of this kind of file; fields: ", known, ".");
  }
  MappedColumn& mapped = mapping[columns[0]];
  if (!can_repeat(field->field, form)) {
    for (MappedColumn& other : mapping) {
      if (other.field != field->field) continue;
      other.field = F::ignored;
      other.why = "another column was chosen by hand";
    }
  }
  mapped.field = field->field;
  mapped.item = field->item;
  mapped.metric = field->metric;
  if (!block.empty() || !mapped.loop) {
    mapped.block = block;
    mapped.loop = false;
  }
  mapped.by_hand = true;
  mapped.why = "by hand";
  return "";
}

std::string field_text(const MappedColumn& column) {
  std::string text(field_row(column.field).key);
  if (column.field == F::sus_item) text += std::to_string(column.item);
  if (column.field == F::metric_value) text += concat(":", column.metric);
  if (!column.block.empty() && !column.loop) text += concat("@", column.block);
  return text;
}

std::vector<std::string> remembered_changes(const Mapping& mapping) {
  std::vector<std::string> changes;
  for (std::size_t i = 0; i < mapping.size(); ++i) {
    if (!mapping[i].by_hand) continue;
    // A label that looks like a number ("#7") would name another column, or none.
    const std::string& label = mapping[i].column.label;
    const bool is_a_name =
        tables::trimmed(label) == label && columns_named(mapping, label) == std::vector{i};
    changes.push_back(concat(is_a_name ? label : concat("#", std::to_string(i + 1)), "=",
                             field_text(mapping[i])));
  }
  return changes;
}

}  // namespace touchstone::importing
