#include "app/app.hpp"

#include <memory>
#include <utility>

#include "assets/embedded.hpp"
#include "document/new_audit.hpp"
#include "document/read.hpp"
#include "document/write.hpp"
#include "insight/diagnostics.hpp"
#include "platform/today.hpp"
#include "state/samples.hpp"
#include "state/templates.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/help/help.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

constexpr std::string_view k_this_page = "this page";

// Whether what is selected is shown beside the view, on a page that has room for both or little.
bool has_inspector_beside(const UiState& ui_state, bool room_for_both) {
  switch (entry_of(ui_state.view).inspector) {
    case ViewEntry::Inspector::always:
      return room_for_both || ui_state.inspector_open;
    case ViewEntry::Inspector::with_selection:
      return room_for_both ? ui_state.selected.has_value() : ui_state.inspector_open;
    case ViewEntry::Inspector::never:
      return false;
  }
  return false;
}

std::optional<double> journey_friction(const Scores& scores) {
  return scores.journey ? std::optional(scores.journey->friction) : std::nullopt;
}

}  // namespace

const platform::FileKind& audit_file_kind() {
  static const platform::FileKind kind = {"Touchstone audit", "application/json", {".json"}};
  return kind;
}

App::App()
    : document_(Audit(), shipped_model()), evaluation_(document_.audit(), document_.model()) {
  platform::set_drop_listener(
      [this](std::vector<platform::File> files) { take_files(std::move(files)); });
  platform::set_problem_listener(
      [this](std::string problem) { keeping_.trouble = std::move(problem); });
  platform::set_paste_listener([this](std::string text) { take_pasted(std::move(text)); });
  platform::set_copy_listener([this] { return copied_cells(state(), ui_); });
  platform::set_notice_listener([](const std::string& notice) { ui::toast(notice); });
  listen_to_the_store();

  std::size_t sample = 0;
  const std::optional<std::string> wanted = platform::url_parameter("sample");
  for (std::size_t i = 0; i < assets::samples().size(); ++i) {
    const std::string_view name = assets::samples()[i].name;
    if (wanted ? name == *wanted : name == "neobank") sample = i;
  }
  const std::string embedded = platform::embedded_audit();
  show(is_sealed(embedded) ? nothing_open() : sample_at(sample));
  if (!embedded.empty()) {
    open_bytes(std::string(k_this_page), embedded, platform::k_no_handle);
  } else if (!wanted) {
    open_last();
  }
}

State App::state() {
  return {document_,
          document_.audit(),
          document_.model(),
          evaluation_.scores(),
          insights_,
          studies_,
          version_,
          history_,
          keeping_,
          other_ ? &*other_ : nullptr,
          refused_ ? &*refused_ : nullptr,
          set_aside_ ? &*set_aside_ : nullptr,
          locked_ ? &*locked_ : nullptr,
          library_,
          room_,
          import_,
          journal_.id(),
          has_unsaved_work(),
          platform::is_read_only(),
          evaluate_ms_};
}

void App::draw_frame() {
  const bool showed_library = ui_.show_library;
  ui_.table.has_focus = ui_.table.has_focus && ui_.view == View::touchpoints;
  Requests requests;
  draw_window(state(), requests);
  for (Command& command : requests.take_edits()) {
    // What is typed into a field while it has the focus is one step of undo.
    if (command.merge_key.empty() && ui::typing().field != 0)
      command.merge_key = concat("typing ", std::to_string(ui::typing().field));
    apply(command);
  }
  if (ui::typing().left) history_.end_step();
  if (ui_.show_library && !showed_library) library_.refresh();
  for (const Action& action : requests.take_actions()) carry_out(action);
  for (const AtWorkshop& wish : requests.take_workshop()) room_.carry_out(wish);
  for (const AtImport& wish : requests.take_imports()) carry_out(wish);
  import_.step();
  if (ui_.view == View::importing) import_.foresee(document_, version_, ui_.importing.into == 1);
  try_again_to_keep();
  if (writes_kept_ == writes_ && keeping_.trouble.empty()) room_.all_is_kept();
}

// Drawn in the order in which one reads, because the keyboard and screen readers go by it.
void App::draw_window(const State& state, Requests& requests) {
  constexpr float k_narrow = 640, k_medium = 1000;
  const float width = ui::screen_width_css();
  const bool narrow = width < k_narrow;
  const bool covers = narrow && ui_.inspector_open;
  const bool beside = !narrow && has_inspector_beside(ui_, width >= k_medium);
  ui::Rect rest = ui::screen();
  const ui::Rect top = rest.cut_top(ui::px(narrow ? 48 : 52));
  draw_top_bar(state, ui_, requests, top);
  const ui::Rect foot = rest.cut_bottom(ui::px(narrow ? 48 : 30));
  const ui::Rect tour = rest.cut_bottom(tour_height(ui_));
  if (!narrow) draw_navigation(state, ui_, rest.cut_left(ui::px(width < k_medium ? 188 : 208)));
  const ui::Rect side = beside ? rest.cut_right(ui::px(width < k_medium ? 330 : 416)) : rest;
  if (!covers) draw_view(state, ui_, requests, rest);
  if (covers || beside) draw_inspector(state, ui_, requests, side);
  draw_tour(state, ui_, tour, {top, rest, covers || beside ? side : ui::Rect()});
  if (narrow) {
    draw_view_tabs(ui_, foot);
  } else {
    draw_status_line(state, foot);
  }
  draw_dialogs(state, ui_, requests);
  handle_keys(state, ui_, requests);
  draw_debug_panel(state);
}

// ---- Opening ------------------------------------------------------------------------------------

void App::show(Opened opened) {
  keeping_ = std::move(opened.keeping);
  if (!journal_.id().empty()) platform::claim("", false);
  journal_ = Journal(std::move(opened.place), keeping_.key, std::move(opened.file));
  if (!journal_.id().empty()) {
    platform::store(k_open_audit, journal_.id(), platform::Durability::relaxed);
    platform::claim(journal_.id(), false);
  }
  waiting_.reset();
  refused_.reset();
  locked_.reset();
  room_.keep_under(keeping_.key);
  page_as_saved_.reset();
  set_aside_.reset();
  if (!opened.set_aside.empty())
    set_aside_ = SetAsideEdits{opened.audit.header.title, std::move(opened.set_aside)};
  const View view = ui_.view;
  ui_ = UiState();
  ui_.view = view;
  ui_.first_step_wanted = keeping_.origin == Keeping::Origin::fresh && view == View::map;
  set_audit(std::move(opened.audit));
  // What is in no file is kept from its first moment on.
  if (keeping_.in_no_file && journal_.id().empty()) keep_whole();
}

void App::set_audit(Audit audit) {
  document_ = Document(std::move(audit), shipped_model());
  history_ = History();
  const double start = platform::now_ms();
  evaluation_ = Evaluation(document_.audit(), document_.model());
  ++version_;
  evaluate_ms_ = platform::now_ms() - start;
  platform::set_unsaved(has_unsaved_work());
  tell_title();
  room_.follow();
}

// Browsers write titles to disk, into histories and lists of open pages: a sealed audit's stays
// out.
void App::tell_title() const {
  const bool is_secret = locked_ || keeping_.key != platform::k_no_key;
  const std::string& title = document_.audit().header.title;
  platform::set_title(concat(is_secret       ? "Sealed audit"
                             : title.empty() ? "Untitled audit"
                                             : title,
                             " · Touchstone"));
}

bool App::has_unsaved_work() const {
  return history_.has_unsaved_changes() || keeping_.in_no_file;
}

bool App::can_go() const {
  const bool is_kept =
      !journal_.id().empty() && writes_kept_ == writes_ && keeping_.trouble.empty();
  return is_kept || !has_unsaved_work();
}

void App::propose(Opened opened) {
  if (can_go()) {
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

// What stands behind the question for a passphrase, and after it was left: no example may seem to
// be what was sealed.
App::Opened App::nothing_open() {
  return {new_audit(platform::today(), "Empty audit"),
          {.origin = Keeping::Origin::fresh,
           .kept = "The audit that was open last is sealed with a passphrase: load the page again "
                   "to open it."}};
}

void App::open_sample(std::size_t index) {
  propose(sample_at(index));
}

void App::start_new(const NewAudit& wanted) {
  std::string title = wanted.title.empty() ? "New audit" : wanted.title;
  propose({wanted.from_template
               ? audit_from_template(*wanted.from_template, platform::today(), std::move(title))
               : new_audit(platform::today(), std::move(title)),
           {.origin = Keeping::Origin::fresh,
            .kept = "A new audit, in no file yet.",
            .in_no_file = true}});
}

void App::choose_file() {
  platform::open_file({audit_file_kind()}, [this](std::optional<platform::File> file) {
    if (file) open_bytes(file->name, file->bytes, file->handle);
  });
}

void App::open_recent(platform::FileHandle handle) {
  platform::open_recent(handle, [this](const std::optional<platform::File>& file) {
    if (!file) return;
    open_bytes(file->name, file->bytes, file->handle);
    ui_.show_library = false;
  });
}

void App::open_bytes(const std::string& name, std::string_view bytes, platform::FileHandle handle) {
  const bool is_this_page = name == k_this_page;
  if (is_sealed(bytes)) {
    lock(Locked{
        .name = name, .text = std::string(bytes), .handle = handle, .is_this_page = is_this_page});
    return;
  }
  open_plain({.name = name, .handle = handle, .is_this_page = is_this_page}, bytes,
             platform::k_no_key);
}

void App::show_page(Audit audit, platform::SealKey key, std::string fingerprint) {
  const std::string name = platform::page_name();
  KeptFile file{.name = name, .fingerprint = fingerprint, .is_current = true, .is_page = true};
  file.add_copy(fingerprint, platform::unix_seconds());
  show({std::move(audit),
        {.origin = Keeping::Origin::page,
         .file_name = name,
         .is_page = true,
         .kept = "The audit this page was saved with.",
         .key = key},
        {},
        std::move(file)});
  page_holds_ = std::move(fingerprint);
  if (platform::is_read_only()) return;
  page_as_saved_ = document_.audit();
  ask_library_of_page();
}

void App::lock(std::optional<Locked> locked) {
  locked_ = std::move(locked);
  tell_title();
}

void App::open_plain(const Source& source, std::string_view bytes, platform::SealKey key) {
  const std::string& name = source.name;
  Result<Audit> audit = read_audit(bytes, shipped_model());
  if (!audit) {
    refused_ = RefusedFile{name, audit.problems()};
    return;
  }
  std::string holds =
      source.fingerprint.empty() ? fingerprint(write_audit(*audit)) : source.fingerprint;
  if (source.is_this_page) {
    show_page(std::move(*audit), key, std::move(holds));
    return;
  }
  KeptFile file{.name = name, .handle = source.handle, .fingerprint = holds, .is_current = true};
  file.add_copy(std::move(holds), platform::unix_seconds());
  propose_file({std::move(*audit),
                {.origin = Keeping::Origin::file,
                 .file_name = name,
                 .handle = source.handle,
                 .kept = concat("Opened ", name, "."),
                 .key = key},
                {},
                file});
}

bool App::take_to_workshop(std::string_view text) {
  const std::optional<AtWorkshop> wish = room_.wish_of(text);
  if (!wish) return false;
  room_.carry_out(*wish);
  go_to(ui_, View::workshop);
  return true;
}

// ---- Changing -----------------------------------------------------------------------------------

void App::apply(const Command& command) {
  if (command.empty()) return;
  if (platform::is_read_only() || keeping_.follows) {
    ui::toast(platform::is_read_only()
                  ? "This is a read-only copy: nothing was changed."
                  : "Another window edits this audit: nothing was changed here.",
              ui::Tone::warning);
    return;
  }
  if (const Result<Command> done = history_.perform(document_, command)) {
    follow(*done);
  } else if (!ui::typing().paused) {
    ui::toast(concat("Not done: ", done.problems().front().message), ui::Tone::danger);
  }
}

void App::undo_or_redo(bool undo) {
  if (keeping_.follows) return;
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
  ++version_;
  evaluate_ms_ = platform::now_ms() - start;
  const std::optional<double> now = journey_friction(evaluation_.scores());
  if (now && before && points(now) != points(before)) {
    platform::announce(concat("Journey friction ", points(now), ", was ", points(before)));
  }
  keep(command);
  room_.follow();
  tell_title();
  platform::set_unsaved(has_unsaved_work());
  platform::request_frames(2, "audit changed");
}

void App::carry_out(const Action& action) {
  struct {
    App& app;

    void operator()(Undo) const { app.undo_or_redo(true); }

    void operator()(Redo) const { app.undo_or_redo(false); }

    void operator()(const NewAudit& wanted) const { app.start_new(wanted); }

    void operator()(OpenSample sample) const { app.open_sample(sample.index); }

    void operator()(OpenFile) const { app.choose_file(); }

    void operator()(OpenRecent recent) const { app.open_recent(recent.handle); }

    void operator()(ForgetRecent recent) const { app.library_.forget_recent(recent.handle); }

    void operator()(CompareWithFile) const { app.compare_with_file(); }

    void operator()(const CompareWithKept& kept) const { app.compare_with_kept(kept.id); }

    void operator()(Save) const { app.save(false); }

    void operator()(SaveAs) const { app.save(true); }

    void operator()(SavePage page) const { app.save_page(page.read_only); }

    void operator()(const SaveOutput& output) const { app.save_output(output); }

    void operator()(DismissRefusal) const { app.refused_.reset(); }

    void operator()(const OpenKept& kept) const { app.open_kept(kept.id, app.keeping_.key); }

    void operator()(const RenameKept& kept) const { app.rename_kept(kept.id, kept.title); }

    void operator()(const DuplicateKept& kept) const { app.duplicate_kept(kept.id); }

    void operator()(const DeleteKept& kept) const { app.delete_kept(kept.id); }

    void operator()(const BringBackKept& kept) const { app.library_.set_deleted(kept.id, false); }

    void operator()(const TakeOutKept& kept) const { app.library_.take_out(kept.id); }

    void operator()(const ExportKept& kept) const { app.export_kept(kept.id); }

    void operator()(ExportStore) const { export_store(); }

    void operator()(TakeOver) const { platform::claim(app.journal_.id(), true); }

    void operator()(const SetPassphrase& it) const { app.set_passphrase(it.passphrase); }

    void operator()(const Unlock& it) const { app.unlock(it.passphrase); }

    void operator()(DismissLocked) const { app.lock({}); }

    void operator()(SaveSetAside) const { app.save_set_aside(); }

    void operator()(DismissSetAside) const { app.set_aside_.reset(); }

    void operator()(ReplaceAudit) const {
      if (!app.waiting_) return;
      app.show(std::move(*app.waiting_));
    }

    void operator()(SaveAndReplace) const {
      app.replace_when_saved_ = app.waiting_.has_value();
      app.save(false);
    }
  } carry{*this};

  std::visit(carry, action);
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
