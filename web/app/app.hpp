// The owner of everything: the open audit, its scores, its undo log, the user interface's state.
//
// A frame: views draw State and fill Requests; then App applies the edits, re-evaluates, carries
// the actions out (open, save, undo ...). What changed is seen in the frame that follows at once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/state.hpp"
#include "score/evaluation.hpp"
#include "ui/painter.hpp"

namespace touchstone::app {

class App {
public:
  // Shows the audit the page was saved with, else the first sample (or ?sample=NAME); a working
  // copy in the browser's store takes its place as soon as it is read.
  App();

  void draw_frame();

  // Opens a document's bytes. Refused, with the list of problems on the screen and the open audit
  // untouched, when they are no valid audit.
  void open_bytes(const std::string& name, std::string_view bytes, platform::FileHandle handle);

private:
  struct Opened {
    Audit audit;
    Keeping keeping;
  };

  State state() const;
  void draw_window(const State& state, Requests& requests);
  void draw_view(const State& state, Requests& requests, ui::Rect place);

  void show(Opened opened);
  // Whether the open audit holds work that is in no file.
  bool has_unsaved_work() const;
  // Shows it, or asks first when the open audit holds unsaved work.
  void propose(Opened opened);
  static Opened sample_at(std::size_t index);
  void open_sample(std::size_t index);
  void start_new();
  void choose_file();

  void apply(const Command& command);
  void undo_or_redo(bool undo);
  // After `command` went into the document.
  void follow(const Command& command);
  void carry_out(const Action& action);

  void save(bool ask_where);
  void saved(const platform::SaveResult& result);
  void keep_working_copy();
  void find_working_copy();

  Document document_;
  Evaluation evaluation_;
  History history_;
  Keeping keeping_;
  std::optional<Opened> waiting_;  // for the answer whether it may replace the open audit
  bool replace_when_saved_ = false;
  std::optional<RefusedFile> refused_;
  UiState ui_;
  double evaluate_ms_ = 0;
};

}  // namespace touchstone::app
