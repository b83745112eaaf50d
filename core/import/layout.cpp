#include "import/layout.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "tables/import_problem.hpp"
#include "tables/values.hpp"
#include "text/concat.hpp"

namespace touchstone::importing {
namespace {

// A header may stand below a title and a few words.
constexpr std::size_t k_rows_above = 10;
constexpr std::size_t k_rows_of_sample = 50;
constexpr std::size_t k_most_above = 100;
// Enough to tell a question by; a hostile header does not make recognition slow.
constexpr std::size_t k_longest_header = 500;
constexpr std::string_view k_import_id = "{\"ImportId\"";

using Words = std::vector<std::string>;

Words words_of_row(const tables::Table& table, std::size_t row) {
  Words words;
  if (row >= table.rows()) return words;
  for (std::size_t i = 0; i < table.cells(row); ++i)
    words.push_back(tables::plain_words(table.cell(row, i).substr(0, k_longest_header)));
  return words;
}

std::size_t count_of(const Words& words, std::initializer_list<std::string_view> wanted) {
  return static_cast<std::size_t>(std::count_if(wanted.begin(), wanted.end(), [&](auto word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  }));
}

bool is_import_id_row(const tables::Table& table, std::size_t row) {
  return row < table.rows() && tables::trimmed(table.cell(row, 0)).starts_with(k_import_id);
}

// The forms that are told from each other by their fields; the others have sure marks.
constexpr unsigned k_guessed = k_in_touchpoints | k_in_answers | k_in_tickets;

// How many cells of a row name a field that only this form has, and whether one names the
// touchpoint.
struct HeaderMatch {
  std::size_t fields = 0;
  bool touchpoint = false;
};

HeaderMatch match_header(const tables::Table& table, std::size_t row, RowForm form) {
  HeaderMatch match;
  const unsigned bit = 1U << static_cast<unsigned>(form);
  std::vector<ImportField> seen;
  const std::size_t cells = std::min<std::size_t>(table.cells(row), 400);
  for (std::size_t i = 0; i < cells; ++i) {
    const std::string_view cell = table.cell(row, i);
    const HeaderWords words = header_words(cell.substr(0, k_longest_header));
    for (const FieldRow& field : import_fields()) {
      if ((field.forms & bit) == 0 || !is_name_of(field, words)) continue;
      match.touchpoint = match.touchpoint || field.field == ImportField::touchpoint;
      const bool own = (field.forms & k_guessed) == bit;
      if (own && std::find(seen.begin(), seen.end(), field.field) == seen.end()) {
        seen.push_back(field.field);
        ++match.fields;
      }
      break;
    }
  }
  return match;
}

// The row that names the most fields of a touchpoint list.
std::size_t list_header(const tables::Table& table) {
  std::size_t best = 0;
  std::size_t best_fields = 0;
  for (std::size_t row = 0; row < std::min(table.rows(), k_rows_above); ++row) {
    const HeaderMatch match = match_header(table, row, RowForm::touchpoints);
    const std::size_t fields = match.fields + (match.touchpoint ? 1 : 0);
    if (fields <= best_fields) continue;
    best = row;
    best_fields = fields;
  }
  return best;
}

bool has_sus_items(const Words& words) {
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return word.starts_with("sus ") || word == "sus1";
  });
}

bool has_maze_outcomes(const tables::Table& table) {
  for (std::size_t row = 0; row < std::min(table.rows(), k_rows_of_sample); ++row) {
    for (std::size_t i = 0; i < std::min<std::size_t>(table.cells(row), 400); ++i) {
      const std::string_view cell = table.cell(row, i);
      if (cell.size() < 40 && tables::is_maze_outcome(cell)) return true;
    }
  }
  return false;
}

std::optional<Recognised> recognise_tool(const tables::Table& table, const Words& names) {
  const std::size_t qualtrics =
      count_of(names, {"startdate", "enddate", "status", "progress", "finished", "recordeddate",
                       "responseid", "distributionchannel", "userlanguage"});
  const bool import_ids = is_import_id_row(table, 2) || is_import_id_row(table, 1);
  if (import_ids || qualtrics >= 4)
    return Recognised{ImportKind::qualtrics, import_ids ? 1 : .8,
                      import_ids ? "A row of Qualtrics import ids stands under the names."
                                 : "The first columns are those of Qualtrics."};
  if (count_of(names, {"v1", "v2", "v3"}) == 3)
    return Recognised{ImportKind::qualtrics, .9,
                      "The first columns are V1, V2, V3, as in Qualtrics's legacy export."};
  if (count_of(names, {"summation column"}) > 0 ||
      count_of(names, {"group stations", "assignee stations", "reopens", "ticket type",
                       "requester id", "satisfaction score", "first reply time in minutes"}) >= 3)
    return Recognised{ImportKind::zendesk_csv, 1, "The columns are those of Zendesk's tickets."};
  if (count_of(names, {"respondent id", "collector id"}) == 2)
    return Recognised{ImportKind::surveymonkey, .9, "The first columns are those of SurveyMonkey."};
  if (count_of(names, {"hotjar user id"}) > 0 ||
      count_of(names, {"date submitted", "source url"}) == 2)
    return Recognised{ImportKind::hotjar, .9, "The columns are those of Hotjar."};
  if (count_of(names, {"fix", "fix id"}) == 2)
    return Recognised{ImportKind::fixes, 1, "The columns are those of Touchstone's fixes."};
  if (count_of(names, {"kind of place", "rule", "severity", "missing"}) == 4)
    return Recognised{ImportKind::gaps, 1, "The columns are those of Touchstone's gaps."};
  if (count_of(names, {"summary"}) > 0 &&
      count_of(names, {"issue key", "issue type", "labels"}) > 0)
    return Recognised{ImportKind::fixes, .8, "The columns are those of Jira's issues."};
  if (has_maze_outcomes(table))
    return Recognised{ImportKind::maze, .7, "Some cells are Maze's words for an outcome."};
  return std::nullopt;
}

std::string header_text(const tables::Table& table, std::size_t row, std::size_t column) {
  return tables::cut_text(tables::trimmed(table.cell(row, column)), k_longest_header);
}

// Labels that are unique, so that a column can be named by its label.
void make_labels(std::vector<Column>& columns) {
  std::unordered_map<std::string, std::size_t> numbers;
  std::unordered_set<std::string> taken;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    Column& column = columns[i];
    if (column.label.empty()) column.label = concat("column ", std::to_string(i + 1));
    const std::string name = column.label;
    std::size_t& last = numbers.try_emplace(name, 1).first->second;
    // A header of the file may be "Q3#2" itself.
    while (!taken.insert(column.label).second)
      column.label = concat(name, "#", std::to_string(++last));
  }
}

void add_columns(const tables::Table& table, Layout& layout) {
  for (std::size_t i = 0; i < table.columns(); ++i) {
    std::string header = header_text(table, layout.header_row, i);
    layout.columns.push_back({header, header, ""});
  }
}

void lay_out_qualtrics(const tables::Table& table, Layout& layout) {
  const bool legacy = tables::plain_words(table.cell(0, 0)) == "v1";
  add_columns(table, layout);
  if (is_import_id_row(table, 2)) {
    layout.first_row = 3;
  } else if (is_import_id_row(table, 1)) {
    layout.first_row = 2;
  } else {
    // Somebody may have taken header rows away: a row of data has a date where a date belongs.
    layout.first_row = 1;
    for (std::size_t i = 0; i < layout.columns.size() && !legacy; ++i) {
      const std::string name = tables::plain_words(layout.columns[i].header);
      if (name != "enddate" && name != "startdate" && name != "recordeddate") continue;
      const std::string_view below = table.rows() > 1 ? table.cell(1, i) : "";
      if (!below.empty() && !tables::parse_day(below, tables::DateOrder::month_first) &&
          !tables::parse_day(below, tables::DateOrder::day_first))
        layout.first_row = 2;
    }
    if (legacy) layout.first_row = 2;
  }
  if (layout.first_row < 2 || table.rows() < 2) return;
  for (std::size_t i = 0; i < layout.columns.size(); ++i) {
    Column& column = layout.columns[i];
    column.question = is_import_id_row(table, 1) ? "" : header_text(table, 1, i);
    // The legacy export's own columns are V1, V2, ...; what they are stands in the second row.
    const bool system = legacy && column.header.size() > 1 && column.header[0] == 'V' &&
                        column.header.find_first_not_of("0123456789", 1) == std::string::npos;
    if (system && !column.question.empty()) column.header = column.question;
  }
}

void lay_out_surveymonkey(const tables::Table& table, Layout& layout) {
  add_columns(table, layout);
  const bool two_rows = table.rows() > 1 && tables::trimmed(table.cell(1, 0)).empty();
  layout.first_row = two_rows ? 2 : 1;
  if (!two_rows) return;
  std::string question;
  for (std::size_t i = 0; i < layout.columns.size(); ++i) {
    Column& column = layout.columns[i];
    const std::string option = header_text(table, 1, i);
    if (!column.header.empty()) question = column.header;
    if (option.empty()) continue;
    const bool whole = option == "Response" || option == "Open-Ended Response";
    column.header = whole ? question : option;
    column.question = whole ? option : question;
    column.label = whole ? question : concat(question, " / ", option);
  }
}

}  // namespace

Recognised recognise(const tables::Table& table, std::string_view file_name) {
  if (table.rows() == 0) return {ImportKind::answers, 0, "The file has no rows."};
  const Words names = words_of_row(table, 0);
  if (const auto tool = recognise_tool(table, names)) return *tool;
  const std::size_t header = list_header(table);
  const HeaderMatch list = match_header(table, header, RowForm::touchpoints);
  HeaderMatch answers = match_header(table, 0, RowForm::answers);
  if (has_sus_items(names)) ++answers.fields;
  const bool named_list = tables::plain_words(file_name).find("touchpoint") != std::string::npos;
  const bool list_fits =
      list.touchpoint || list.fields >= 3 || (list.fields > 0 && named_list && header == 0);
  if (list_fits && (list.fields >= answers.fields || named_list))
    return {
        ImportKind::touchpoint_list, std::min(.95, .4 + .1 * static_cast<double>(list.fields)),
        concat("A column names touchpoints or their stages and owners (",
               std::to_string(list.fields + (list.touchpoint ? 1 : 0)), " columns recognised).")};
  if (answers.fields > 0)
    return {ImportKind::answers, .5,
            concat("Columns hold answers of people (", std::to_string(answers.fields),
                   " recognised).")};
  return {ImportKind::answers, 0, "No column is recognised; say what the file is."};
}

Layout layout_of(const tables::Table& table, ImportKind kind) {
  Layout layout;
  if (table.rows() == 0) return layout;
  if (kind == ImportKind::qualtrics) {
    lay_out_qualtrics(table, layout);
  } else if (kind == ImportKind::surveymonkey) {
    lay_out_surveymonkey(table, layout);
  } else {
    if (kind == ImportKind::touchpoint_list) layout.header_row = list_header(table);
    layout.first_row = layout.header_row + 1;
    for (std::size_t row = 0; row < layout.header_row; ++row) {
      for (std::size_t i = 0; i < table.cells(row); ++i)
        if (!tables::trimmed(table.cell(row, i)).empty() && layout.above.size() < k_most_above)
          layout.above.push_back(header_text(table, row, i));
    }
    add_columns(table, layout);
  }
  make_labels(layout.columns);
  return layout;
}

}  // namespace touchstone::importing
