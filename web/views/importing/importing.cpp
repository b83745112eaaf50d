// Files of other programs: what was recognised, what becomes of it, and then the import.
#include "views/importing/importing.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

using What = AtImport::What;
using File = ImportRoom::File;
using importing::ImportPreview;

void draw_ways_in(UiState& ui_state, Requests& requests) {
  std::string& pasted = ui_state.importing.pasted;
  if (ui::button("Choose files ...", {.variant = ui::Variant::primary, .icon = ui::Icon::open}))
    requests.act(AtImport{What::choose});
  ui::space(8);
  const ui::TextEdit edit =
      ui::text_area("Or paste cells of a spreadsheet here", pasted, 4,
                    {.placeholder = "With the line of column names, as it is copied."});
  if (edit.changed || edit.committed) pasted = edit.text;
  ui::Row row;
  if (ui::button("Take the cells", {.icon = ui::Icon::table, .enabled = !pasted.empty()}))
    requests.act(AtImport{.what = What::paste, .text = std::exchange(pasted, "")});
}

void draw_nothing_yet(UiState& ui_state, Requests& requests) {
  ui::Panel panel{"Files"};
  ui::heading(3, "Drop files here");
  ui::paragraph(
      "Lists of touchpoints as XLSX, CSV or TSV; surveys from Qualtrics, SurveyMonkey, Hotjar and "
      "Maze; tickets from Zendesk; OpenJourney maps; Touchstone's audits and lists of fixes. "
      "Several at once if you like. You see what becomes of them before anything is changed.");
  draw_ways_in(ui_state, requests);
}

void draw_done(const ProposedImport& done, UiState& ui_state) {
  ui::Panel panel{"Imported"};
  ui::heading(3, sum_of(done));
  {
    ui::Row row;
    if (ui::button("See the touchpoints", {.icon = ui::Icon::table}))
      go_to(ui_state, View::touchpoints);
    if (ui::button("See the map", {.icon = ui::Icon::map})) go_to(ui_state, View::map);
  }
  for (const std::string& name : done.left_out)
    ui::note(concat("Nothing in ", name, " was understood; it was left out."));
  if (done.changes.empty()) return;
  ui::heading(4, "What was known otherwise");
  constexpr std::size_t k_shown = 100;
  std::string all;
  for (std::size_t i = 0; i < done.changes.size(); ++i) {
    if (i < k_shown) ui::note(done.changes[i]);
    all += done.changes[i] + '\n';
  }
  if (done.changes.size() > k_shown)
    ui::note(concat("... and ", figure(static_cast<double>(done.changes.size() - k_shown), 0),
                    " more; the copied list has them."));
  ui::Row row;
  if (ui::button("Copy the list", {.icon = ui::Icon::copy})) platform::copy_text(all);
}

// One file.

std::string kind_name(const File& file) {
  return std::string(importing::kind_row(file.preview().kind).name);
}

void draw_kind(const File& file, std::size_t place, Requests& requests) {
  std::vector<ui::Option> kinds;
  int selected = 0;
  for (const importing::KindRow& row : importing::import_kinds()) {
    if (row.kind == file.preview().kind) selected = static_cast<int>(kinds.size());
    kinds.emplace_back(row.name);
  }
  if (const auto kind = ui::select("What the file is", kinds, selected, {.width = ui::px(340)})) {
    const importing::KindRow& row = importing::import_kinds()[static_cast<std::size_t>(*kind)];
    requests.act(AtImport{What::take_as, place, std::string(row.key)});
  }
  ui::note(concat(file.preview().recognised.why,
                  file.preview().recognised.confidence < 0.6 ? " Please check it." : ""));
}

std::string sum_of(const ImportPreview& preview) {
  std::string text = concat(count_of(preview.rows_used, "row", "rows"), " of ",
                            figure(static_cast<double>(preview.rows), 0), " used");
  const auto add = [&](std::size_t n, std::string_view one, std::string_view many) {
    if (n > 0) text += concat(", ", count_of(n, one, many));
  };
  add(preview.touchpoints, "touchpoint", "touchpoints");
  add(preview.measures, "measure", "measures");
  add(preview.ratings, "rating", "ratings");
  add(preview.evidence, "piece of evidence", "pieces of evidence");
  add(preview.fixes, "fix", "fixes");
  if (preview.first && preview.newest)
    text += concat("; ", format_date(*preview.first), " to ", format_date(*preview.newest));
  return text + ".";
}

void draw_personal(const ImportPreview& preview) {
  std::string columns;
  for (const importing::MappedColumn& column : preview.mapping)
    if (column.field == importing::ImportField::personal)
      columns += concat(columns.empty() ? "" : ", ", column.column.label);
  if (!columns.empty())
    ui::callout(concat("Left out because it tells who somebody is: ", columns, "."),
                ui::Tone::accent);
}

// That something was not understood; of a file that gives nothing, why.
void draw_doubts(const File& file, bool is_left_out) {
  const ImportPreview& preview = file.preview();
  const std::string beside =
      is_left_out ? "Nothing of this file is imported; the others are. " : std::string();
  if (preview.problems.empty()) {
    if (is_left_out) ui::callout(beside, ui::Tone::warning);
  } else if (preview.rows_used == 0) {
    ui::callout(concat(beside, preview.problems.front().reason), ui::Tone::danger);
  } else {
    ui::callout(concat(count_of(preview.problem_count, "value was", "values were"),
                       " not understood; the rest of the row counts."),
                ui::Tone::warning);
  }
}

void draw_handoffs(const File& file, std::size_t place, Requests& requests) {
  const std::vector<importing::ProposedHandoff>& handoffs = file.preview().handoffs;
  if (handoffs.empty()) return;
  ui::heading(4, "Proposed hand-offs");
  constexpr std::size_t k_shown = 12;
  for (std::size_t i = 0; i < handoffs.size() && i < k_shown; ++i) {
    const importing::ProposedHandoff& it = handoffs[i];
    ui::note(concat(it.from, " to ", it.to, ": ", figure(static_cast<double>(it.count), 0), " of ",
                    count_of(it.n, "ticket", "tickets"), " passed this way"));
  }
  if (handoffs.size() > k_shown)
    ui::note(concat("... and ", std::to_string(handoffs.size() - k_shown), " more."));
  if (const auto on =
          ui::check_box("Record them as hand-offs", file.settings.options.accept_handoffs,
                        {.description = "What is passed on and the promised time stay "
                                        "open until somebody says them"}))
    requests.act(AtImport{What::set, place, *on ? "handoffs=yes" : "handoffs="});
}

void draw_rules(const ImportPreview& preview) {
  if (preview.rules.empty()) return;
  if (ui::Disclosure open{"What is turned into what", {.open_at_first = preview.rules.size() < 4}})
    for (const std::string& rule : preview.rules) ui::note(rule);
}

// What the rows are, were not, and leave out.

void draw_first_rows(const ImportPreview& preview, ui::GridState& grid) {
  std::vector<ui::Column> columns;
  for (const importing::MappedColumn& column : preview.mapping)
    columns.push_back({.title = column.column.label, .width = 150, .sortable = false});
  ui::grid(
      "First rows", columns, static_cast<int>(preview.first_rows.size()), grid,
      {.height = ui::px(330), .empty_text = "The file has no rows."}, [&](int row, int column) {
        ui::cell_text(
            preview.first_rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)]);
      });
}

void draw_problems(const ImportPreview& preview, ui::GridState& grid) {
  static constexpr std::array k_columns = {
      ui::Column{.title = "Line", .width = 70, .sortable = false, .align = ui::Align::end},
      ui::Column{.title = "Column", .width = 150, .sortable = false},
      ui::Column{.title = "Found", .width = 150, .sortable = false},
      ui::Column{
          .title = "Why it was not understood", .width = 420, .stretch = true, .sortable = false},
  };
  ui::note(preview.problem_count > preview.problems.size()
               ? concat("The first ", figure(static_cast<double>(preview.problems.size()), 0),
                        " of ", figure(static_cast<double>(preview.problem_count), 0),
                        ". The rest of each row counts.")
               : std::string("These values stay out; the rest of each row counts."));
  ui::grid("Not understood", k_columns, static_cast<int>(preview.problems.size()), grid,
           {.height = ui::px(330), .empty_text = "Everything was understood."},
           [&](int row, int column) {
             const tables::ImportProblem& it = preview.problems[static_cast<std::size_t>(row)];
             switch (column) {
               case 0:
                 ui::cell_text(it.line == 0 ? std::string("File") : std::to_string(it.line));
                 break;
               case 1:
                 ui::cell_text(it.column);
                 break;
               case 2:
                 ui::cell_text(it.value);
                 break;
               default:
                 ui::cell_text(it.reason);
             }
           });
  if (preview.problems.empty() || !ui::button("Copy the list", {.icon = ui::Icon::copy})) return;
  std::string all = "Line\tColumn\tFound\tWhy\n";
  for (const tables::ImportProblem& it : preview.problems)
    all += concat(std::to_string(it.line), "\t", it.column, "\t", it.value, "\t", it.reason, "\n");
  platform::copy_text(all);
}

void draw_left_out(const ImportPreview& preview, ui::GridState& grid) {
  static constexpr std::array k_columns = {
      ui::Column{.title = "What", .width = 240, .sortable = false},
      ui::Column{.title = "How often", .width = 90, .sortable = false, .align = ui::Align::end},
      ui::Column{.title = "Why", .width = 420, .stretch = true, .sortable = false},
  };
  ui::grid("Left out", k_columns, static_cast<int>(preview.left_out.size()), grid,
           {.height = ui::px(330), .empty_text = "Nothing is left out."}, [&](int row, int column) {
             const tables::LeftOut& it = preview.left_out[static_cast<std::size_t>(row)];
             switch (column) {
               case 0:
                 it.personal ? ui::cell_strong(it.what) : ui::cell_text(it.what);
                 break;
               case 1:
                 ui::cell_number(static_cast<double>(it.count));
                 break;
               default:
                 ui::cell_text(it.why);
             }
           });
}

void draw_parts(const State& state, UiState::ImportView& shown, const File& file, std::size_t place,
                Requests& requests) {
  const ImportPreview& preview = file.preview();
  const auto counted = [](std::string_view name, std::size_t n) {
    return concat(name, " (", figure(static_cast<double>(n), 0), ")");
  };
  const std::array<std::string, 4> names = {counted("Columns", preview.mapping.size()),
                                            "First rows",
                                            counted("Not understood", preview.problem_count),
                                            counted("Left out", preview.left_out.size())};
  if (const auto tab = ui::tabs("The file", {names[0], names[1], names[2], names[3]}, shown.tab))
    shown.tab = *tab;
  const ui::TabPanel panel{names.at(static_cast<std::size_t>(shown.tab))};
  switch (shown.tab) {
    case 0:
      draw_import_columns(state, shown, file, place, requests);
      break;
    case 1:
      draw_first_rows(preview, shown.rows);
      break;
    case 2:
      draw_problems(preview, shown.problems);
      break;
    default:
      draw_left_out(preview, shown.left_out);
  }
}

void draw_file(const State& state, UiState& ui_state, std::size_t place, Requests& requests) {
  const File& file = state.imports.files()[place];
  const ui::Scope scope{place};
  ui::Panel panel{file.name};
  {
    ui::Row row;
    ui::heading(3, file.name, 420);
    if (!file.is_worked_on()) ui::badge(kind_name(file));
    row.push_right();
    if (!file.is_worked_on() &&
        ui::button("Put away", {.variant = ui::Variant::quiet,
                                .icon = ui::Icon::close,
                                .description = "Without importing this file"}))
      requests.act(AtImport{What::put_away, place});
  }
  if (file.is_worked_on()) {
    if (ui::progress(concat("Reading ", file.name), file.progress(), true))
      requests.act(AtImport{What::stop, place});
    return;
  }
  ui::paragraph(sum_of(file.preview()));
  draw_personal(file.preview());
  if (!file.problem.empty()) ui::callout(file.problem, ui::Tone::danger);
  draw_doubts(file, importing::gives_nothing(file.converted) && state.imports.useful() > 0);
  if (file.is_remembered) {
    ui::Row row;
    ui::text("Columns are taken as in an earlier file.");
    if (ui::link("As proposed", "Forget what was changed by hand"))
      requests.act(AtImport{What::as_proposed, place});
  }
  draw_kind(file, place, requests);
  draw_import_options(file, place, requests);
  draw_handoffs(file, place, requests);
  draw_rules(file.preview());
  draw_parts(state, ui_state.importing, file, place, requests);
}

// All files.

// What would be refused; null: nothing.
const ProposedImport* draw_decision(const State& state, UiState& ui_state, Requests& requests) {
  int& into = ui_state.importing.into;
  if (into < 0 || !state.can_edit()) into = state.keeping.is_sample() || !state.can_edit() ? 1 : 0;
  if (const auto chosen =
          ui::choice("Import into",
                     {ui::Option("The open audit", "", ui::Icon::none, state.can_edit()),
                      ui::Option("A new audit")},
                     into))
    into = *chosen;
  ui::Row row;
  const std::size_t all = state.imports.files().size();
  const std::size_t useful = state.imports.useful();
  const bool is_some = useful > 0 && useful < all && !state.imports.is_reading();
  const bool is_reading = state.imports.is_reading();
  const ProposedImport* foreseen = state.imports.foreseen();
  const bool is_refused = foreseen != nullptr && !foreseen->problems.empty();
  if (ui::button(all == 1 ? "Import the file"
                          : concat("Import ", is_some ? concat(std::to_string(useful), " of ") : "",
                                   std::to_string(all), " files"),
                 {.variant = ui::Variant::primary,
                  .icon = ui::Icon::check,
                  .enabled = foreseen != nullptr && !is_refused,
                  .description = is_reading   ? "As soon as the files are read"
                                 : is_refused ? "It cannot be imported so"
                                              : "One step of undo"}))
    requests.act(AtImport{into == 0 ? What::carry_out : What::carry_out_as_new});
  if (ui::button("Add files ...", {.icon = ui::Icon::open})) requests.act(AtImport{What::choose});
  if (ui::button("Cancel", {.variant = ui::Variant::quiet}))
    requests.act(AtImport{What::put_all_away});
  return is_refused ? foreseen : nullptr;
}

// Why the files cannot be imported as they are taken now.
void draw_refusal(const ProposedImport& refused) {
  constexpr std::size_t k_shown = 3;
  std::string text = "Nothing can be imported so. ";
  for (std::size_t i = 0; i < std::min(refused.problems.size(), k_shown); ++i)
    text += concat(refused.problems[i].pointer, ": ", refused.problems[i].message, " ");
  if (refused.problems.size() > k_shown)
    text +=
        concat("And ", figure(static_cast<double>(refused.problems.size() - k_shown), 0), " more.");
  ui::callout(text, ui::Tone::danger);
}

void choose_file(const ImportRoom& room, std::size_t& shown) {
  const std::vector<File>& files = room.files();
  std::vector<std::string> names;
  const bool some = room.useful() > 0;
  for (const File& file : files) {
    const bool is_left_out =
        some && !file.is_worked_on() && importing::gives_nothing(file.converted);
    names.push_back(concat(file.name, is_left_out ? " (left out)" : ""));
  }
  const std::vector<ui::Option> options(names.begin(), names.end());
  if (const auto chosen =
          ui::select("File", options, static_cast<int>(shown), {.width = ui::px(340)}))
    shown = static_cast<std::size_t>(*chosen);
}

}  // namespace

void draw_import(const State& state, UiState& ui_state, Requests& requests) {
  ui::heading(2, "Import");
  const std::vector<File>& files = state.imports.files();
  if (files.empty()) {
    if (state.imports.done()) draw_done(*state.imports.done(), ui_state);
    draw_nothing_yet(ui_state, requests);
    return;
  }
  ui::note("Nothing is in the audit before you import it, and undo takes it out again.");
  std::size_t& shown = ui_state.importing.file;
  if (shown >= files.size()) shown = 0;
  if (const ProposedImport* refused = draw_decision(state, ui_state, requests))
    draw_refusal(*refused);
  ui::space(8);
  if (files.size() > 1) choose_file(state.imports, shown);
  draw_file(state, ui_state, shown, requests);
}

}  // namespace touchstone::app
