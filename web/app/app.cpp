#include "app/app.hpp"

#include <memory>
#include <tuple>
#include <utility>

#include "app/samples.hpp"
#include "app/wording.hpp"
#include "assets/embedded.hpp"
#include "audit/new_audit.hpp"
#include "audit/read.hpp"
#include "audit/write.hpp"
#include "text/concat.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

constexpr std::string_view k_working_copy = "working-copy";
const platform::FileKind k_audit_file = {"Touchstone audit", "application/json", {".json"}};

Date today() {
  constexpr double k_seconds_a_day = 86400;
  return {static_cast<std::int32_t>(platform::unix_seconds() / k_seconds_a_day)};
}

// A file name made from the audit's title: letters and digits of any script stay, the rest joins.
std::string file_name_for(const Audit& audit) {
  std::string name;
  for (const char c : audit.header.title) {
    const auto byte = static_cast<unsigned char>(c);
    const bool keep =
        byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (keep) {
      name += c;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  while (name.ends_with('-')) name.pop_back();
  return concat(name.empty() ? "audit" : name, ".touchstone.json");
}

std::optional<double> journey_friction(const Scores& scores) {
  return scores.journey ? std::optional(scores.journey->friction) : std::nullopt;
}

// Whether two states of the user interface lead to the same picture, as far as one view changes
// what another draws.
bool shows_the_same(const UiState& a, const UiState& b) {
  const auto parts = [](const UiState& s) {
    return std::tie(s.view, s.selected, s.rater, s.inspector_open, s.inspector_tab, s.setup_tab,
                    s.lanes, s.map_zoom, s.filter.text, s.filter.stage, s.filter.gaps_only,
                    s.filter.thin_only, s.show_keys, s.palette, s.show_about_sample,
                    s.edited_measure, s.date_problem, s.accepting_rule, s.acceptance_reason);
  };
  return parts(a) == parts(b) && a.question.has_value() == b.question.has_value();
}

}  // namespace

App::App()
    : document_(Audit(), shipped_model()), evaluation_(document_.audit(), document_.model()) {
  platform::set_drop_listener([this](std::vector<platform::File> files) {
    if (files.size() > 1)
      ui::toast("Only the first of the dropped files was opened.", ui::Tone::warning);
    open_bytes(files.front().name, files.front().bytes, files.front().handle);
  });
  platform::set_problem_listener(
      [this](std::string problem) { keeping_.trouble = std::move(problem); });

  std::size_t sample = 0;
  const std::optional<std::string> wanted = platform::url_parameter("sample");
  for (std::size_t i = 0; i < assets::samples().size(); ++i) {
    const std::string_view name = assets::samples()[i].name;
    if (wanted ? name == *wanted : name == "neobank") sample = i;
  }
  show(sample_at(sample));
  if (const std::string embedded = platform::embedded_audit(); !embedded.empty()) {
    open_bytes("this page", embedded, platform::k_no_handle);
  } else if (!wanted) {
    find_working_copy();
  }
}

State App::state() const {
  return {document_,
          document_.audit(),
          document_.model(),
          evaluation_.scores(),
          history_,
          keeping_,
          refused_ ? &*refused_ : nullptr,
          evaluate_ms_};
}

void App::draw_frame() {
  const UiState before = ui_;
  Requests requests;
  draw_window(state(), requests);
  for (const Command& command : requests.take_edits()) apply(command);
  for (const Action& action : requests.take_actions()) carry_out(action);
  // A view drawn late may have changed what one drawn early shows.
  if (!shows_the_same(before, ui_)) platform::request_frames(1, "view changed");
}

// Drawn in the order in which one reads, because the keyboard and screen readers go by it.
void App::draw_window(const State& state, Requests& requests) {
  constexpr float k_narrow = 640, k_medium = 1000;
  const float width = ui::screen_width_css();
  const bool narrow = width < k_narrow;
  const bool covers = narrow && ui_.inspector_open;
  const bool beside =
      !narrow && ui_.view != View::setup && (width >= k_medium || ui_.inspector_open);
  ui::Rect rest = ui::screen();
  draw_top_bar(state, ui_, requests, rest.cut_top(ui::px(narrow ? 48 : 52)));
  const ui::Rect foot = rest.cut_bottom(ui::px(narrow ? 48 : 30));
  if (!narrow) draw_navigation(state, ui_, rest.cut_left(ui::px(width < k_medium ? 188 : 208)));
  const ui::Rect side = beside ? rest.cut_right(ui::px(width < k_medium ? 330 : 416)) : rest;
  if (!covers) draw_view(state, requests, rest);
  if (covers || beside) draw_inspector(state, ui_, requests, side);
  if (narrow) {
    draw_view_tabs(ui_, foot);
  } else {
    draw_status_line(state, foot);
  }
  draw_dialogs(state, ui_, requests);
  handle_keys(state, ui_, requests);
  draw_debug_panel(state);
}

void App::draw_view(const State& state, Requests& requests, ui::Rect place) {
  switch (ui_.view) {
    case View::map:
      draw_map(state, ui_, requests, place);
      break;
    case View::touchpoints:
      draw_touchpoints(state, ui_, requests, place);
      break;
    case View::setup:
      draw_setup(state, ui_, requests, place);
      break;
  }
}

// ---- Opening ------------------------------------------------------------------------------------

void App::show(Opened opened) {
  document_ = Document(std::move(opened.audit), shipped_model());
  keeping_ = std::move(opened.keeping);
  history_ = History();
  waiting_.reset();
  refused_.reset();
  const View view = ui_.view;
  ui_ = UiState();
  ui_.view = view;
  ui_.first_step_wanted = keeping_.origin == Keeping::Origin::fresh && view == View::map;
  const double start = platform::now_ms();
  evaluation_ = Evaluation(document_.audit(), document_.model());
  evaluate_ms_ = platform::now_ms() - start;
  platform::set_unsaved(has_unsaved_work());
  platform::set_title(concat(
      document_.audit().header.title.empty() ? "Untitled audit" : document_.audit().header.title,
      " · Touchstone"));
}

bool App::has_unsaved_work() const {
  return history_.has_unsaved_changes() || keeping_.origin == Keeping::Origin::recovered;
}

void App::propose(Opened opened) {
  if (!has_unsaved_work()) {
    platform::remove_key(k_working_copy);
    show(std::move(opened));
    return;
  }
  waiting_ = std::move(opened);
  ui_.question =
      Question{"Changes that are in no file",
               concat("\"",
                      document_.audit().header.title.empty() ? "Untitled audit"
                                                             : document_.audit().header.title,
                      "\" has changes that you have not saved as a file. Opening another audit "
                      "drops them."),
               {{"Drop the changes", ReplaceAudit{}, true}, {"Save first", SaveAndReplace{}}}};
}

App::Opened App::sample_at(std::size_t index) {
  Keeping keeping;
  keeping.kept = "An example. Change it as you like.";
  return {read_sample(index), keeping};
}

void App::open_sample(std::size_t index) {
  propose(sample_at(index));
}

void App::start_new() {
  propose({new_audit(today(), "New audit"),
           {.origin = Keeping::Origin::fresh, .kept = "A new audit, in no file yet."}});
}

void App::choose_file() {
  platform::open_file({k_audit_file}, [this](std::optional<platform::File> file) {
    if (file) open_bytes(file->name, file->bytes, file->handle);
  });
}

void App::open_bytes(const std::string& name, std::string_view bytes, platform::FileHandle handle) {
  Result<Audit> audit = read_audit(bytes, shipped_model());
  if (!audit) {
    refused_ = RefusedFile{name, audit.problems()};
    return;
  }
  propose({std::move(*audit),
           {.origin = Keeping::Origin::file,
            .file_name = name,
            .handle = handle,
            .kept = concat("Opened ", name, ".")}});
}

// ---- Changing -----------------------------------------------------------------------------------

void App::apply(const Command& command) {
  if (command.empty()) return;
  const Problems problems = history_.perform(document_, command);
  if (problems.empty()) {
    follow(command);
  } else {
    ui::toast(concat("Not done: ", problems.front().message), ui::Tone::danger);
  }
}

void App::undo_or_redo(bool undo) {
  const std::string label(undo ? history_.undo_label() : history_.redo_label());
  const std::optional<Command> done = undo ? history_.undo(document_) : history_.redo(document_);
  if (!done) return;
  follow(*done);
  ui::toast(concat(undo ? "Undone: " : "Done again: ", label));
}

void App::follow(const Command& command) {
  const std::optional<double> before = journey_friction(evaluation_.scores());
  const double start = platform::now_ms();
  evaluation_.follow(document_.audit(), document_.model(), command);
  evaluate_ms_ = platform::now_ms() - start;
  const std::optional<double> now = journey_friction(evaluation_.scores());
  if (now && before && points(now) != points(before)) {
    platform::announce(concat("Journey friction ", points(now), ", was ", points(before)));
  }
  keep_working_copy();
  platform::set_unsaved(has_unsaved_work());
  platform::request_frames(2, "audit changed");
}

void App::carry_out(const Action& action) {
  struct {
    App& app;

    void operator()(Undo) const { app.undo_or_redo(true); }

    void operator()(Redo) const { app.undo_or_redo(false); }

    void operator()(NewAudit) const { app.start_new(); }

    void operator()(OpenSample sample) const { app.open_sample(sample.index); }

    void operator()(OpenFile) const { app.choose_file(); }

    void operator()(Save) const { app.save(false); }

    void operator()(SaveAs) const { app.save(true); }

    void operator()(DismissRefusal) const { app.refused_.reset(); }

    void operator()(ReplaceAudit) const {
      if (!app.waiting_) return;
      platform::remove_key(k_working_copy);
      app.show(std::move(*app.waiting_));
    }

    void operator()(SaveAndReplace) const {
      app.replace_when_saved_ = app.waiting_.has_value();
      app.save(false);
    }
  } carry{*this};

  std::visit(carry, action);
}

// ---- Keeping ------------------------------------------------------------------------------------

void App::save(bool ask_where) {
  std::string bytes = write_audit(document_.audit());
  const std::string name =
      keeping_.file_name.empty() ? file_name_for(document_.audit()) : keeping_.file_name;
  const auto done = [this, bytes](const platform::SaveResult& result) {
    const bool kept = result.outcome == platform::SaveOutcome::saved ||
                      result.outcome == platform::SaveOutcome::downloaded;
    // Work may have gone on while the browser asked where to put the file.
    if (kept && bytes == write_audit(document_.audit())) history_.mark_saved();
    saved(result);
    if (std::exchange(replace_when_saved_, false) && !has_unsaved_work()) carry_out(ReplaceAudit{});
  };
  if (ask_where) {
    platform::save_as(name, k_audit_file, bytes, done);
  } else {
    platform::save(keeping_.handle, name, k_audit_file, bytes, done);
  }
}

void App::saved(const platform::SaveResult& result) {
  switch (result.outcome) {
    case platform::SaveOutcome::cancelled:
      return;
    case platform::SaveOutcome::failed:
      keeping_.trouble = concat("Not saved: ", result.problem);
      ui::toast(keeping_.trouble, ui::Tone::danger);
      return;
    case platform::SaveOutcome::saved:
    case platform::SaveOutcome::downloaded:
      break;
  }
  const bool downloaded = result.outcome == platform::SaveOutcome::downloaded;
  keeping_.origin = Keeping::Origin::file;
  keeping_.file_name = result.name;
  keeping_.handle = result.handle;
  keeping_.trouble.clear();
  keeping_.kept =
      concat(downloaded ? "Handed to the browser's downloads as " : "Saved as ", result.name, ".");
  ui::toast(keeping_.kept, ui::Tone::good);
  platform::set_unsaved(has_unsaved_work());
}

void App::keep_working_copy() {
  if (keeping_.is_sample()) {
    keeping_.origin = Keeping::Origin::fresh;
    keeping_.file_name.clear();
  }
  platform::store(
      k_working_copy, write_audit(document_.audit()), platform::Durability::relaxed,
      [this](const std::string& problem) {
        if (problem.empty()) {
          keeping_.kept = "Kept in this browser as you work. Save it as a file to be safe.";
          keeping_.trouble.clear();
        } else {
          keeping_.trouble = concat("Not kept in this browser: ", problem, " Save it as a file.");
        }
      });
}

void App::find_working_copy() {
  platform::load(k_working_copy, [this](const std::optional<std::string>& bytes) {
    if (!bytes || history_.can_undo()) return;
    Result<Audit> audit = read_audit(*bytes, shipped_model());
    if (!audit) return;
    show({std::move(*audit),
          {.origin = Keeping::Origin::recovered,
           .kept = "Your work from last time, kept in this browser. Save it as a file."}});
  });
}

}  // namespace touchstone::app

namespace touchstone {
namespace {
std::unique_ptr<app::App> the_app;
}  // namespace

void app_start() {
  the_app = std::make_unique<app::App>();
}

void app_frame() {
  the_app->draw_frame();
}

void app_stop() {
  the_app.reset();
}

}  // namespace touchstone
