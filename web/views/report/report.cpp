// The report for the client: shown as it will be read, and saved in every form there is.
#include <array>

#include "draw/map_svg.hpp"
#include "report/csv.hpp"
#include "report/jira.hpp"
#include "report/markdown.hpp"
#include "score/scores_json.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

constexpr float k_side_by_side = 860;  // css px of the page: room for the choices and the preview

// What can be saved.

using Files = std::vector<std::string>;

struct Output {
  std::string_view label, suffix, mime;
  Files (*make)(const State&);
};

Scores with_diagnostics(const State& state) {
  Scores scores = state.scores;
  scores.diagnostics = state.insights.diagnostics();
  return scores;
}

template <report::CsvPart P>
Files table(const State& state) {
  return {report::report_csv(state.audit, state.model, state.scores, P)};
}

Files markdown(const State& state) {
  return {report::report_markdown(state.audit, state.model, with_diagnostics(state))};
}

Files jira(const State& state) {
  return report::report_jira(state.audit, state.model, state.scores);
}

Files map_picture(const State& state) {
  return {draw::map_svg(state.audit, state.model, state.scores)};
}

Files scores_json(const State& state) {
  return {write_scores(state.audit, state.model, with_diagnostics(state))};
}

struct OutputGroup {
  std::string_view name, note;
  std::span<const Output> outputs;
};

constexpr std::array k_texts = {
    Output{"Markdown", "-report.md", "text/markdown", markdown},
    Output{"Scores as JSON", "-scores.json", "application/json", scores_json}};
constexpr std::array k_tables = {
    Output{"Touchpoints", "-touchpoints.csv", "text/csv", table<report::CsvPart::touchpoints>},
    Output{"Gaps", "-gaps.csv", "text/csv", table<report::CsvPart::gaps>},
    Output{"Fixes", "-fixes.csv", "text/csv", table<report::CsvPart::fixes>},
    Output{"Fixes for Jira", "-jira.csv", "text/csv", jira}};
constexpr std::array k_pictures = {Output{"Map as SVG", "-map.svg", "image/svg+xml", map_picture},
                                   Output{"Map as PNG", "-map.png", "image/png", map_picture}};
constexpr std::array k_groups = {
    OutputGroup{"Tables (CSV)", "For spreadsheets; Jira imports the last one as issues.", k_tables},
    OutputGroup{"Journey map", "SVG stays sharp at any size; PNG goes into slides.", k_pictures},
    OutputGroup{"Other forms", "Text to go on writing in, and figures for other programs.",
                k_texts}};

// "-jira.csv" -> "-jira-2.csv"
std::string numbered(std::string_view suffix, std::size_t number) {
  const std::size_t dot = suffix.rfind('.');
  return concat(suffix.substr(0, dot), "-", std::to_string(number), suffix.substr(dot));
}

void save(const State& state, Requests& requests, const Output& output) {
  Files files = output.make(state);
  for (std::size_t i = 0; i < files.size(); ++i)
    requests.act(SaveOutput{i == 0 ? std::string(output.suffix) : numbered(output.suffix, i + 1),
                            std::string(output.mime), std::move(files[i])});
}

// The parts of the view.

void draw_wishes(UiState::Report& shown) {
  if (const auto edit = ui::number_field("Budget of the plan", shown.wishes.budget,
                                         {.min = 0, .decimals = 1, .unit = "person-days"},
                                         {.placeholder = "No plan"})) {
    shown.wishes.budget = edit.value;
    shown.stopped = false;
  }
  ui::note("With a budget the report names the fixes that take most friction away for it.");
  if (const auto on = ui::check_box("Say how sure the ranking is", shown.wishes.certainty)) {
    shown.wishes.certainty = *on;
    shown.stopped = false;
  }
}

void draw_outputs(const State& state, UiState::Report& shown, Requests& requests,
                  const ReportDraft* draft) {
  if (state.keeping.key != platform::k_no_key)
    ui::callout(
        "The audit is sealed with a passphrase; what you save here is not. Whoever finds one of "
        "these files can read it.",
        ui::Tone::warning);
  ui::heading(3, "What goes in");
  draw_wishes(shown);
  ui::heading(3, "For the client");
  if (ui::button("Save the report", {.variant = ui::Variant::primary,
                                     .icon = ui::Icon::download,
                                     .enabled = draft != nullptr && draft->is_ready()}))
    requests.act(SaveOutput{"-report.html", "text/html", draft->html()});
  ui::note(
      "One HTML file without any script. To print it or to make a PDF, open the saved file and "
      "print it from there: it is laid out for A4 and Letter.");
  for (const OutputGroup& group : k_groups) {
    ui::heading(3, group.name);
    {
      ui::Row row;
      for (const Output& output : group.outputs)
        if (ui::button(output.label, {.icon = ui::Icon::download})) save(state, requests, output);
    }
    ui::note(group.note);
  }
}

void draw_preview(UiState::Report& shown, const ReportDraft* draft) {
  if (draft == nullptr) {
    ui::empty_state(ui::Icon::file, "The report was not finished", "You stopped it.");
    if (ui::button("Make the report", {.variant = ui::Variant::primary})) shown.stopped = false;
  } else if (!draft->is_ready()) {
    if (ui::progress("Making the report", draft->progress(), true)) shown.stopped = true;
    platform::request_frames(1, "report");
  } else {
    ui::document("Preview of the report", draft->html(), draft->number(),
                 ui::take(0, ui::available_height()));
  }
}

void draw_side(std::string_view name, ui::Rect rect, const auto& draw) {
  const ui::Region region{
      name, rect, {.fill = ui::Surface::page, .padding = 0, .scroll_y = name == "Save"}};
  if (region) draw();
}

}  // namespace

void draw_report(const State& state, UiState& ui_state, Requests& requests) {
  constexpr std::array<std::string_view, 2> k_tabs = {"Preview", "Save"};
  ui::heading(2, "Report");
  if (state.audit.touchpoints.empty()) {
    ui::empty_state(ui::Icon::file, "Nothing to report yet",
                    "List the touchpoints and rate them: the report writes itself.");
    if (ui::button("Go to the touchpoints", {.variant = ui::Variant::primary}))
      go_to(ui_state, View::touchpoints);
    return;
  }
  UiState::Report& shown = ui_state.report;
  const ReportDraft* draft = shown.stopped ? nullptr : &state.insights.report(shown.wishes);
  const bool both = ui::screen_width_css() >= k_side_by_side;
  if (!both) {
    if (const auto tab = ui::tabs("Report", {k_tabs[0], k_tabs[1]}, shown.tab)) shown.tab = *tab;
  }
  ui::Rect room = ui::take(0, ui::available_height());
  const ui::Rect side = both ? room.cut_left(ui::px(290)) : room;
  if (both) room.cut_left(ui::px(16));
  if (both || shown.tab == 1)
    draw_side(k_tabs[1], side, [&] { draw_outputs(state, shown, requests, draft); });
  if (both || shown.tab == 0) draw_side(k_tabs[0], room, [&] { draw_preview(shown, draft); });
}

}  // namespace touchstone::app
