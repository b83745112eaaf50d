// What a file's columns are taken for, and what the file leaves open: both changed by hand.
#include <algorithm>
#include <array>
#include <utility>

#include "text/concat.hpp"
#include "views/importing/importing.hpp"

namespace touchstone::app {
namespace {

using What = AtImport::What;
using File = ImportRoom::File;
using importing::ImportField;
using importing::RowForm;

// Columns.

// What a column can be: what importing::change_mapping() calls it, and what people do.
struct Meaning {
  std::string key, name;
};

std::vector<Meaning> meanings_in(RowForm form, const Model& model) {
  std::vector<Meaning> meanings;
  const unsigned bit = 1U << static_cast<unsigned>(form);
  for (const importing::FieldRow& row : importing::import_fields()) {
    if ((row.forms & bit) == 0) continue;
    if (row.field == ImportField::sus_item) {
      for (int i = 1; i <= 10; ++i)
        meanings.push_back(
            {concat("sus", std::to_string(i)), concat("SUS, item ", std::to_string(i))});
    } else if (row.field == ImportField::metric_value) {
      for (const Metric& metric : model.metrics)
        meanings.push_back({concat("metric:", metric.id.text), concat("values of: ", metric.name)});
    } else {
      meanings.push_back({std::string(row.key), std::string(row.name)});
    }
  }
  return meanings;
}

void map_column(std::size_t place, std::size_t column, std::string_view key, std::string_view about,
                Requests& requests) {
  const std::string number = std::to_string(column + 1);
  requests.act(
      AtImport{What::map, place, concat("#", number, "=", key, about.empty() ? "" : "@", about)});
}

}  // namespace

void draw_import_columns(const State& state, UiState::ImportView& shown, const File& file,
                         std::size_t place, Requests& requests) {
  static constexpr std::array k_columns = {
      ui::Column{.title = "Column", .width = 190, .sortable = false},
      ui::Column{.title = "Is", .width = 200, .sortable = false},
      ui::Column{.title = "First value", .width = 170, .sortable = false},
      ui::Column{.title = "Why", .width = 190, .stretch = true, .sortable = false},
      ui::Column{.title = "About the touchpoint",
                 .width = 180,
                 .sortable = false,
                 .description = "When a row holds answers about several touchpoints"},
  };
  const importing::Mapping& mapping = file.preview().mapping;
  const RowForm form = importing::kind_row(file.preview().kind).form;
  if (mapping.empty()) {
    ui::note("A file of this kind has no columns to choose: it says itself what is what.");
    return;
  }
  const std::vector<Meaning> meanings = meanings_in(form, state.model);
  std::vector<ui::Option> options;
  for (const Meaning& it : meanings) options.emplace_back(it.name);
  const auto draw = [&](int row, int column) {
    const auto at = static_cast<std::size_t>(row);
    const importing::MappedColumn& mapped = mapping[at];
    const std::string text = importing::field_text(mapped);
    const std::string key = text.substr(0, text.find('@'));
    const bool is_personal = mapped.field == ImportField::personal;
    const bool is_left_out = is_personal || mapped.field == ImportField::ignored;
    switch (column) {
      case 0:
        is_left_out ? ui::cell_text(mapped.column.label) : ui::cell_strong(mapped.column.label);
        break;
      case 1: {
        const auto known = std::ranges::find(meanings, key, &Meaning::key);
        const auto chosen = ui::cell_select(options, static_cast<int>(known - meanings.begin()));
        if (chosen)
          map_column(place, at, meanings[static_cast<std::size_t>(*chosen)].key,
                     mapped.loop ? "" : mapped.block, requests);
        break;
      }
      case 2:
        ui::cell_text(is_personal || file.preview().first_rows.empty()
                          ? ""
                          : file.preview().first_rows[0][at],
                      ui::Tone::dimmed);
        break;
      case 3:
        ui::cell_text(mapped.column.question.empty() || mapped.by_hand
                          ? mapped.why
                          : concat(mapped.why, "; asked: ", mapped.column.question),
                      ui::Tone::dimmed);
        break;
      default:
        if (const auto edit = ui::cell_text_edit(mapped.block, "The file's own"))
          map_column(place, at, key, edit.text, requests);
    }
  };
  const int columns = form == RowForm::answers ? 5 : 4;
  ui::grid("Columns of the file", std::span(k_columns).first(static_cast<std::size_t>(columns)),
           static_cast<int>(mapping.size()), shown.columns, {.height = ui::px(330)}, draw);
}

// Options.

namespace {

// How one of importing::import_options() is asked for, and of which files.
struct Asked {
  std::string_view key, label;
  unsigned forms;
  std::optional<ImportField> column = {};  // asked only where a column is this
  bool is_chosen = false;                  // from the values; else typed
  bool is_asked_first = false;             // nothing of the column counts without it
};

constexpr unsigned k_not_lists = importing::k_in_answers | importing::k_in_tickets;
constexpr unsigned k_of_fixes = importing::k_in_touchpoints | importing::k_in_fixes;
constexpr unsigned k_any = k_not_lists | k_of_fixes;

constexpr std::array k_asked = {
    Asked{"ces_scale", "Highest answer of the effort question", importing::k_in_answers,
          ImportField::ces, true, true},
    Asked{"ces_high", "What that answer means", importing::k_in_answers, ImportField::ces, true,
          true},
    Asked{"csat_scale", "Highest answer of the satisfaction question", importing::k_in_answers,
          ImportField::csat},
    Asked{"by", "Put together by", k_not_lists, {}, true},
    Asked{"touchpoint", "Touchpoint of rows that name none", k_not_lists},
    Asked{"time_unit", "Times without a unit are in", importing::k_in_answers, ImportField::seconds,
          true},
    Asked{"expert_seconds", "Seconds that an expert needs", importing::k_in_answers,
          ImportField::seconds},
    Asked{"loop", "Name of a loop, as 1:Refund call", importing::k_in_answers},
    Asked{"quotes", "Most quotes kept a touchpoint", importing::k_in_answers, ImportField::comment},
    Asked{"fill_down", "A blank stage is that of the row above", importing::k_in_touchpoints,
          ImportField::stage, true},
    Asked{"effort", "Days of low, medium and high effort", k_of_fixes, ImportField::effort},
    Asked{"dates", "Days such as 3/4/2026 (mdy: March 4)", k_any, {}, true},
    Asked{"decimal", "Decimal sign", k_any, {}, true},
    Asked{"delimiter", "Cells are separated by", k_any, {}, true},
    Asked{"encoding", "Characters are stored as", k_any, {}, true},
};

bool is_asked(const Asked& question, const File& file) {
  const unsigned bit = 1U << static_cast<unsigned>(importing::kind_row(file.preview().kind).form);
  if ((question.forms & bit) == 0) return false;
  return !question.column ||
         std::ranges::any_of(file.preview().mapping, [&](const importing::MappedColumn& column) {
           return column.field == *question.column;
         });
}

std::string answer_to(const Asked& question, const File& file) {
  for (const std::string& text : file.options)
    if (text.starts_with(concat(question.key, "="))) return text.substr(question.key.size() + 1);
  return "";
}

// The values in "comma, semicolon or tab".
std::vector<std::string> values_in(std::string_view text) {
  std::vector<std::string> values;
  while (!text.empty()) {
    const std::size_t comma = text.find(", ");
    const std::size_t last = text.find(" or ");
    const std::size_t end = std::min({comma, last, text.size()});
    values.emplace_back(text.substr(0, end));
    text.remove_prefix(end == text.size() ? end : end + (end == comma ? 2U : 4U));
  }
  return values;
}

void draw_question(const Asked& question, const File& file, std::size_t place, Requests& requests) {
  const auto row =
      std::ranges::find(importing::import_options(), question.key, &importing::OptionRow::key);
  const std::string answer = answer_to(question, file);
  const auto say = [&](std::string_view value) {
    requests.act(AtImport{What::set, place, concat(question.key, "=", value)});
  };
  if (!question.is_chosen) {
    if (const auto edit = ui::text_field(question.label, answer,
                                         {.description = row->meaning, .placeholder = row->values}))
      say(edit.text);
    return;
  }
  const std::vector<std::string> values = values_in(row->values);
  std::vector<ui::Option> options = {
      ui::Option(question.is_asked_first ? "Not said yet" : "As found")};
  for (const std::string& value : values) options.emplace_back(value);
  const auto known = std::ranges::find(values, answer);
  const int selected = known == values.end() ? 0 : static_cast<int>(known - values.begin()) + 1;
  if (const auto chosen =
          ui::select(question.label, options, selected, {.description = row->meaning}))
    say(*chosen == 0 ? "" : values[static_cast<std::size_t>(*chosen) - 1]);
}

void draw_questions(const File& file, std::size_t place, Requests& requests, bool first_asked) {
  ui::Columns columns{3, 200};
  bool is_first = true;
  for (const Asked& question : k_asked) {
    if (question.is_asked_first != first_asked || !is_asked(question, file)) continue;
    if (!std::exchange(is_first, false)) columns.next();
    draw_question(question, file, place, requests);
  }
}

}  // namespace

void draw_import_options(const File& file, std::size_t place, Requests& requests) {
  const auto is_open = [&](const Asked& question) {
    return question.is_asked_first && is_asked(question, file);
  };
  if (std::ranges::any_of(k_asked, is_open)) {
    ui::callout("Surveys ask for effort in different ways, and no file tells which: say it.",
                ui::Tone::accent);
    draw_questions(file, place, requests, true);
  }
  if (ui::Disclosure open{"How the file is read"}) draw_questions(file, place, requests, false);
}

}  // namespace touchstone::app
