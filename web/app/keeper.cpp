#include "app/keeper.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include "text/concat.hpp"
#include "ui/ui.hpp"

namespace touchstone::app {
namespace {

// What was not kept is tried again after this long at first, then after twice as long each time.
constexpr double k_first_wait_ms = 500;
constexpr double k_longest_wait_ms = 15'000;

}  // namespace

Keeper::Keeper(OpenAudit& open) : open_(open) {
  platform::set_problem_listener(
      [this](std::string problem) { open_.keeping().trouble = std::move(problem); });
  platform::set_claim_listener([this](const std::string& name, bool is_held) {
    if (name == journal_.id()) claimed(is_held);
  });
  platform::set_store_listener([this](const std::string& key) {
    // A window that has just lost the audit to this one may still be writing its last edit.
    const bool is_untouched = open_.keeping().follows || !open_.history().can_undo();
    if (is_untouched && key.starts_with(concat("audit/", journal_.id(), "/")))
      follow_other_window();
    if (library_.is_read() && key.starts_with("about/")) library_.refresh();
  });
}

bool Keeper::all_is_kept() const {
  return writes_kept_ == writes_ && open_.keeping().trouble.empty();
}

void Keeper::start(Journal::Place place, KeptFile file) {
  if (!journal_.id().empty()) platform::claim("", false);
  journal_ = Journal(std::move(place), open_.keeping().key, std::move(file));
  if (!journal_.id().empty()) take_place();
  open_.room().keep_under(open_.keeping().key);
  is_waiting_ = false;
}

void Keeper::go_on_in(Journal::Place place, KeptFile file) {
  journal_ = Journal(std::move(place), open_.keeping().key, std::move(file));
  take_place();
}

void Keeper::end_waiting() {
  is_waiting_ = false;
  if (open_.history().can_undo()) keep_whole();
}

void Keeper::take_place() {
  platform::store(k_open_audit, journal_.id(), platform::Durability::relaxed);
  platform::claim(journal_.id(), false);
}

void Keeper::keep(const Command& command) {
  Keeping& keeping = open_.keeping();
  if (keeping.is_sample()) keeping.file_name.clear();
  if (keeping.is_sample() || keeping.origin == Keeping::Origin::page)
    keeping.origin = Keeping::Origin::fresh;
  if (is_waiting_) return;
  const bool is_new = journal_.id().empty();
  journal_.record(open_.document(), command, !open_.has_unsaved_work(), next_write());
  if (is_new) take_place();
}

void Keeper::keep_whole() {
  const bool is_new = journal_.id().empty();
  journal_.checkpoint(open_.document(), !open_.has_unsaved_work(), next_write());
  if (is_new) take_place();
}

std::function<void(std::string)> Keeper::next_write() {
  return [this, number = ++writes_](const std::string& problem) { written(number, problem); };
}

void Keeper::written(std::size_t number, const std::string& problem) {
  Keeping& keeping = open_.keeping();
  writes_kept_ = number;
  if (!problem.empty()) {
    keeping.trouble = concat("Not kept in this browser: ", problem,
                             ". It is tried again by itself; save the audit as a file to be safe.");
    retry_wait_ms_ = std::clamp(retry_wait_ms_ * 2, k_first_wait_ms, k_longest_wait_ms);
    retry_at_ms_ = platform::now_ms() + retry_wait_ms_;
  } else if (writes_kept_ == writes_) {
    // What was refused with the edit that made its place.
    if (!std::exchange(keeping.trouble, {}).empty())
      platform::store(k_open_audit, journal_.id(), platform::Durability::relaxed);
    retry_wait_ms_ = 0;
    retry_at_ms_.reset();
    const double now = platform::unix_seconds();
    platform::set_mark(std::to_string(static_cast<std::int64_t>(now)));
    keeping.kept =
        concat("Kept in this browser at ", platform::time_text(now, platform::TimeStyle::second),
               ". Save it as a file to be safe.");
  }
  if (library_.is_read()) library_.refresh();
}

void Keeper::step() {
  try_again();
  if (all_is_kept()) open_.room().all_is_kept();
}

// The store that refused something may have room again, or be there again.
void Keeper::try_again() {
  if (!retry_at_ms_ || open_.keeping().follows) return;
  const double wait_ms = *retry_at_ms_ - platform::now_ms();
  if (wait_ms > 0) {
    platform::request_frame_after(wait_ms / 1000, "keep again");
    return;
  }
  retry_at_ms_.reset();
  keep_whole();
}

void Keeper::claimed(bool is_held) {
  Keeping& keeping = open_.keeping();
  keeping.takes_over = is_held && keeping.follows;
  if (keeping.takes_over) {
    follow_other_window();  // what the other window did last comes before any edit of this one
  } else if (!is_held && !std::exchange(keeping.follows, true)) {
    ui::toast("This audit is open in another window, which keeps it.", ui::Tone::warning);
  }
  platform::request_frames(2, "claim");
}

void Keeper::follow_other_window() {
  if (reading_other_window_) {
    read_other_window_again_ = true;  // what is being read may have been written before
    return;
  }
  reading_other_window_ = true;
  read_other_window_again_ = false;
  Library::read(journal_.id(), journal_.key(),
                [this, id = journal_.id()](const KeptRecords& records) {
                  reading_other_window_ = false;
                  if (id == journal_.id()) show_other_window(records);
                  if (read_other_window_again_)
                    follow_other_window();
                  else if (std::exchange(open_.keeping().takes_over, false))
                    edit_again();
                });
}

void Keeper::show_other_window(const KeptRecords& records) {
  Result<Recovered> recovered = recover(records, shipped_model());
  if (!recovered) return;
  open_.keeping().in_no_file = !records.file.is_current;
  journal_ =
      Journal({journal_.id(), records.checkpoints.front().number}, journal_.key(), records.file);
  if (!(recovered->audit == open_.audit())) open_.replace(std::move(recovered->audit));
}

void Keeper::edit_again() {
  open_.keeping().follows = false;
  ui::toast("This window keeps the audit now.", ui::Tone::good);
  platform::request_frames(2, "claim");
}

void Keeper::set_passphrase(const std::string& passphrase) {
  if (passphrase.empty()) {
    change_key(platform::k_no_key);
    ui::toast("The passphrase is off: this audit is kept and saved readable by everybody.",
              ui::Tone::warning);
    return;
  }
  platform::make_key(passphrase, [this](platform::SealKey key, const std::string& problem) {
    if (key == platform::k_no_key) {
      ui::toast(concat("No passphrase was set: ", problem), ui::Tone::danger);
      return;
    }
    change_key(key);
    ui::toast("From now on this audit is kept and saved sealed with the passphrase.",
              ui::Tone::good);
  });
}

void Keeper::change_key(platform::SealKey key) {
  open_.keeping().key = key;
  const bool is_new = journal_.id().empty();
  journal_.set_key(key);
  open_.room().change_key(key);
  open_.tell_title();
  if (!is_new) keep_whole();  // else sealed from the first edit on
}

}  // namespace touchstone::app
