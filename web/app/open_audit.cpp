#include "app/open_audit.hpp"

#include <optional>
#include <string>
#include <utility>

#include "platform/platform.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "ui/ui.hpp"

namespace touchstone::app {
namespace {

std::optional<double> journey_friction(const Scores& scores) {
  return scores.journey ? std::optional(scores.journey->friction) : std::nullopt;
}

}  // namespace

OpenAudit::OpenAudit(std::function<void(const Command&)> changed)
    : changed_(std::move(changed)),
      document_(Audit(), shipped_model()),
      evaluation_(document_.audit(), document_.model()) {}

bool OpenAudit::has_unsaved_work() const {
  return history_.has_unsaved_changes() || keeping_.in_no_file;
}

void OpenAudit::apply(const Command& command) {
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

void OpenAudit::step(bool undo) {
  if (keeping_.follows) return;
  const std::string label(undo ? history_.undo_label() : history_.redo_label());
  const std::optional<Command> done = undo ? history_.undo(document_) : history_.redo(document_);
  if (!done) return;
  follow(*done);
  ui::toast(concat(undo ? "Undone: " : "Done again: ", label));
}

void OpenAudit::follow(const Command& command) {
  const std::optional<double> before = journey_friction(evaluation_.scores());
  const double start = platform::now_ms();
  evaluation_.follow(document_.audit(), document_.model(), command);
  ++version_;
  evaluate_ms_ = platform::now_ms() - start;
  const std::optional<double> now = journey_friction(evaluation_.scores());
  if (now && before && points(now) != points(before)) {
    platform::announce(concat("Journey friction ", points(now), ", was ", points(before)));
  }
  changed_(command);
  room_.follow();
  tell_title();
  platform::set_unsaved(has_unsaved_work());
  platform::request_frames(2, "audit changed");
}

void OpenAudit::replace(Audit audit) {
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

void OpenAudit::mark_saved() {
  history_.mark_saved();
  keeping_.in_no_file = false;
}

// Browsers write titles to disk, into histories and lists of open pages: a sealed audit's stays
// out.
void OpenAudit::tell_title() const {
  const bool is_secret = is_concealed_ || keeping_.key != platform::k_no_key;
  const std::string& title = document_.audit().header.title;
  platform::set_title(concat(is_secret       ? "Sealed audit"
                             : title.empty() ? "Untitled audit"
                                             : title,
                             " · Touchstone"));
}

}  // namespace touchstone::app
