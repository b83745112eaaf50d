#include "app/app.hpp"

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "app/opened.hpp"
#include "platform/platform.hpp"
#include "text/concat.hpp"
#include "ui/ui.hpp"
#include "views/help/help.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

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

}  // namespace

App::App() {
  platform::set_copy_listener([this] { return copied_cells(state(), ui_); });
  platform::set_notice_listener([](const std::string& notice) { ui::toast(notice); });
  opener_.open_first();
}

State App::state() {
  return {open_.document(),         open_.audit(),      open_.document().model(),
          open_.scores(),           insights_,          studies_,
          open_.version(),          open_.history(),    open_.keeping(),
          comparer_.other(),        opener_.refused(),  opener_.set_aside(),
          opener_.locked(),         keeper_.library(),  open_.room(),
          importer_.room(),         keeper_.id(),       open_.has_unsaved_work(),
          platform::is_read_only(), open_.evaluate_ms()};
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
    open_.apply(command);
  }
  if (ui::typing().left) open_.end_step();
  if (ui_.show_library && !showed_library) keeper_.library().refresh();
  for (const Action& action : requests.take_actions()) carry_out(action);
  for (const AtWorkshop& wish : requests.take_workshop()) open_.room().carry_out(wish);
  for (const AtImport& wish : requests.take_imports()) importer_.carry_out(wish);
  importer_.step();
  keeper_.step();
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

struct App::CarryOut {
  App& app;

  void operator()(Undo) const { app.open_.undo(); }

  void operator()(Redo) const { app.open_.redo(); }

  void operator()(const NewAudit& wanted) const { app.opener_.propose(fresh(wanted)); }

  void operator()(OpenSample sample) const { app.opener_.propose(sample_at(sample.index)); }

  void operator()(OpenFile) const { app.opener_.choose_file(); }

  void operator()(OpenRecent recent) const { app.opener_.open_recent(recent.handle); }

  void operator()(ForgetRecent recent) const { app.keeper_.library().forget_recent(recent.handle); }

  void operator()(CompareWithFile) const { app.comparer_.compare_with_file(); }

  void operator()(const CompareWithKept& kept) const { app.comparer_.compare_with_kept(kept.id); }

  void operator()(Save) const { app.saver_.save(false); }

  void operator()(SaveAs) const { app.saver_.save(true); }

  void operator()(SavePage page) const { app.saver_.save_page(page.read_only); }

  void operator()(const SaveOutput& output) const { app.saver_.save_output(output); }

  void operator()(DismissRefusal) const { app.opener_.dismiss_refusal(); }

  void operator()(const OpenKept& kept) const { app.opener_.open_kept(kept.id); }

  void operator()(const RenameKept& kept) const { app.librarian_.rename(kept.id, kept.title); }

  void operator()(const DuplicateKept& kept) const { app.librarian_.duplicate(kept.id); }

  void operator()(const DeleteKept& kept) const { app.librarian_.remove(kept.id); }

  void operator()(const BringBackKept& kept) const {
    app.keeper_.library().set_deleted(kept.id, false);
  }

  void operator()(const TakeOutKept& kept) const { app.keeper_.library().take_out(kept.id); }

  void operator()(const ExportKept& kept) const { app.librarian_.export_kept(kept.id); }

  void operator()(ExportStore) const { Librarian::export_store(); }

  void operator()(TakeOver) const { app.keeper_.take_over(); }

  void operator()(const SetPassphrase& it) const { app.keeper_.set_passphrase(it.passphrase); }

  void operator()(const Unlock& it) const { app.opener_.unlock(it.passphrase); }

  void operator()(DismissLocked) const { app.opener_.dismiss_locked(); }

  void operator()(SaveSetAside) const { app.saver_.save_set_aside(); }

  void operator()(DismissSetAside) const { app.opener_.dismiss_set_aside(); }

  void operator()(ReplaceAudit) const { app.opener_.replace(); }

  void operator()(SaveAndReplace) const {
    app.opener_.replace_once_saved();
    app.saver_.save(false);
  }
};

void App::carry_out(const Action& action) {
  std::visit(CarryOut{*this}, action);
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
