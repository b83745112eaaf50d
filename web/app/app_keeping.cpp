// How App keeps the open audit in the browser's store, and opens what is kept there.
#include <algorithm>
#include <cstdlib>
#include <utility>

#include "app/app.hpp"
#include "document/read.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"

namespace touchstone::app {
namespace {

constexpr std::string_view k_working_copy = "working-copy";  // of versions without a library

constexpr std::string_view k_kept_here = "Kept in this browser. Save it as a file to be safe.";

// What was not kept is tried again after this long at first, then after twice as long each time.
constexpr double k_first_wait_ms = 500;
constexpr double k_longest_wait_ms = 15'000;

// The file in which a saved page's audit is kept: the page itself, where it was another so far.
KeptFile as_page(KeptFile file) {
  if (file.is_page) return file;
  return {.name = platform::page_name(), .is_page = true, .copies = std::move(file.copies)};
}

// Whether two states of a workshop's audit differ in nothing but who voted what.
bool differ_in_votes_only(Audit a, Audit b) {
  if (!a.header.workshop || !b.header.workshop) return false;
  for (Audit* each : {&a, &b}) {
    each->ratings.clear();
    each->raters.clear();
    each->header.known.ratings = each->header.known.raters = true;
  }
  return a == b;
}

bool has_all_votes_of(const Audit& audit, const Audit& other) {
  return std::ranges::all_of(other.ratings, [&](const Rating& rating) {
    return std::ranges::find(audit.ratings, rating) != audit.ratings.end();
  });
}

std::string day_text(double unix_seconds) {
  return platform::time_text(unix_seconds, platform::TimeStyle::day_and_minute);
}

}  // namespace

void App::listen_to_the_store() {
  platform::set_claim_listener([this](const std::string& name, bool held) {
    if (name == journal_.id()) claimed(held);
  });
  platform::set_store_listener([this](const std::string& key) {
    // A window that has just lost the audit to this one may still be writing its last edit.
    const bool is_untouched = keeping_.follows || !history_.can_undo();
    if (is_untouched && key.starts_with(concat("audit/", journal_.id(), "/")))
      follow_other_window();
    if (library_.is_read() && key.starts_with("about/")) library_.refresh();
  });
}

// ---- Opening ------------------------------------------------------------------------------------

void App::open_last() {
  platform::load(k_open_audit, [this](const std::optional<std::string>& id) {
    if (history_.can_undo() || !journal_.id().empty()) return;
    if (id) {
      open_kept(*id, platform::k_no_key);
      return;
    }
    platform::load(k_working_copy, [this](const std::optional<std::string>& bytes) {
      if (history_.can_undo() || !journal_.id().empty()) return;
      if (!bytes) {
        tell_of_cleared_store();
        return;
      }
      const Result<Audit> audit = read_audit(*bytes, shipped_model());
      if (!audit) return;
      library_.add(*audit, [this](const std::string& added) {
        platform::remove_keys(k_working_copy);
        if (!history_.can_undo()) open_kept(added, platform::k_no_key);
      });
    });
  });
}

void App::tell_of_cleared_store() {
  const std::string mark = platform::mark();
  if (mark.empty()) return;
  Library::has_any([this, mark = mark](bool any) {
    if (any || !platform::is_store_usable()) return;
    platform::set_mark("");
    ui_.question = Question{
        .title = "What this browser kept is gone",
        .text = concat("Audits of yours were kept in this browser, the last on ",
                       day_text(std::strtod(mark.c_str(), nullptr)),
                       ". Its store is empty now: somebody has cleared the browser's data, "
                       "or the browser has made room. Open the file or the page that you "
                       "saved last."),
        .answers = {{"Open a file ...", OpenFile{}}},
        .without = "Close"};
  });
}

void App::open_kept(const std::string& id, platform::SealKey key) {
  Library::read(id, key, [this, id = id, key](const KeptRecords& records) {
    if (records.checkpoints.empty()) {
      tell_of_cleared_store();
    } else if (records.is_sealed()) {
      if (keeping_.is_sample() && !history_.can_undo()) show(nothing_open());
      lock(Locked{
          .name = "this audit", .text = records.checkpoints.front().document, .kept_id = id});
    } else {
      show_kept(id, records, records.came_sealed ? key : platform::k_no_key);
    }
  });
}

void App::show_kept(const std::string& id, const KeptRecords& records, platform::SealKey key) {
  Result<Recovered> recovered = recover(records, shipped_model());
  if (!recovered) {
    refused_ = RefusedFile{"this audit of the library", recovered.problems()};
    return;
  }
  Opened opened{std::move(recovered->audit),
                {.origin = Keeping::Origin::library, .kept = std::string(k_kept_here), .key = key}};
  if (!recovered->is_whole()) {
    // The damaged records stay as they are, to be exported; what is done now is kept beside them.
    opened.keeping.in_no_file = true;
    opened.set_aside = std::move(recovered->set_aside);
    propose(std::move(opened));
    return;
  }
  opened.file = records.file;
  // In a saved page what is saved goes back into the page, whatever other files there are.
  const bool is_of_page = !page_holds_.empty() && opened.file.copy_with(page_holds_) != nullptr;
  if (is_of_page) opened.file = as_page(std::move(opened.file));
  const KeptFile& file = opened.file;
  opened.keeping.file_name = file.name;
  opened.keeping.handle = file.handle;
  opened.keeping.is_page = file.is_page;
  opened.keeping.in_no_file = !file.is_current;
  if (file.is_current) opened.keeping.kept = concat("As in ", file.name, ".");
  opened.place = {id, records.checkpoints.front().number};
  propose(std::move(opened));
}

void App::propose_file(Opened opened) {
  if (opened.file.fingerprint.empty()) {
    propose(std::move(opened));
    return;
  }
  const std::string wanted = opened.file.fingerprint;
  Library::find_by_file(
      wanted, [this, opened = std::move(opened)](const std::optional<KeptAudit>& kept) mutable {
        const std::string& holds = opened.file.fingerprint;
        if (kept && kept->file.is_current && kept->file.fingerprint == holds) {
          propose_kept_file(kept->id, std::move(opened));
        } else if (kept && can_go()) {
          ask_which(*kept, std::move(opened));
        } else {
          propose(std::move(opened));
        }
      });
}

void App::propose_kept_file(const std::string& id, Opened opened) {
  const platform::SealKey key = opened.keeping.key;
  Library::read(id, key,
                [this, id = id, opened = std::move(opened)](const KeptRecords& records) mutable {
                  const Result<Recovered> kept = recover(records, shipped_model());
                  if (kept && kept->is_whole() && kept->audit == opened.audit) {
                    opened.place = {id, records.checkpoints.front().number};
                    opened.file.copies = records.file.copies;
                  }
                  propose(std::move(opened));
                });
}

void App::ask_which(const KeptAudit& kept, Opened opened) {
  const KeptCopy* copy = kept.file.copy_with(opened.file.fingerprint);
  ui_.question = Question{
      "Later work on this file",
      concat("\"", opened.file.name, "\" holds the audit as it was on ",
             day_text(copy == nullptr ? 0 : copy->at),
             ". This browser keeps later work on it, last changed on ", day_text(kept.changed),
             "."),
      {{"Open the file as it is", ReplaceAudit{}}, {"Open the later work", OpenKept{kept.id}}}};
  waiting_ = std::move(opened);
}

// ---- A page that was saved with an audit --------------------------------------------------------

void App::ask_library_of_page() {
  Library::find_by_file(page_holds_, [this](const std::optional<KeptAudit>& kept) {
    if (!page_as_saved_) return;
    if (!kept) {
      begin_to_keep_page();
      return;
    }
    Library::read(kept->id, keeping_.key, [this, kept = *kept](const KeptRecords& records) {
      if (!page_as_saved_) return;
      Result<Recovered> recovered = recover(records, shipped_model());
      const Journal::Place place{
          kept.id, records.checkpoints.empty() ? 0 : records.checkpoints.front().number};
      const bool is_whole = recovered && recovered->is_whole();
      if (is_whole && recovered->audit == *page_as_saved_) {
        go_on_in(place, records.file);
      } else if (is_whole && differ_in_votes_only(recovered->audit, *page_as_saved_) &&
                 (!history_.can_undo() || has_all_votes_of(document_.audit(), recovered->audit))) {
        // A participant's copy, opened again: it goes on where it was, without a question.
        keeping_.in_no_file = !records.file.is_current;
        if (!history_.can_undo()) set_audit(std::move(recovered->audit));
        go_on_in(place, records.file);
      } else {
        ask_for_later_work(kept);
      }
      begin_to_keep_page();
    });
  });
}

void App::go_on_in(Journal::Place place, KeptFile file) {
  file = as_page(std::move(file));
  keeping_.file_name = file.name;
  keeping_.handle = file.handle;
  journal_ = Journal(std::move(place), keeping_.key, std::move(file));
  take_place();
}

void App::begin_to_keep_page() {
  page_as_saved_.reset();
  if (history_.can_undo()) keep_whole();
}

void App::ask_for_later_work(const KeptAudit& kept) {
  const KeptCopy* copy = kept.file.copy_with(page_holds_);
  ui_.question = Question{.title = "Later work on this audit",
                          .text = concat("This page holds the audit as it was on ",
                                         day_text(copy == nullptr ? 0 : copy->at),
                                         ". This browser keeps later work on it, last changed on ",
                                         day_text(kept.changed), "."),
                          .answers = {{"Open the later work", OpenKept{kept.id}}},
                          .without = "Stay with the page"};
}

// ---- Keeping ------------------------------------------------------------------------------------

void App::keep(const Command& command) {
  if (keeping_.is_sample()) keeping_.file_name.clear();
  if (keeping_.is_sample() || keeping_.origin == Keeping::Origin::page)
    keeping_.origin = Keeping::Origin::fresh;
  if (page_as_saved_) return;  // as soon as the library has said where
  const bool is_new = journal_.id().empty();
  journal_.record(document_, command, !has_unsaved_work(),
                  [this, at = ++writes_](const std::string& problem) { kept(at, problem); });
  if (is_new) take_place();
}

void App::keep_whole() {
  const bool is_new = journal_.id().empty();
  journal_.checkpoint(document_, !has_unsaved_work(),
                      [this, at = ++writes_](const std::string& problem) { kept(at, problem); });
  if (is_new) take_place();
}

void App::take_place() {
  platform::store(k_open_audit, journal_.id(), platform::Durability::relaxed);
  platform::claim(journal_.id(), false);
}

void App::kept(std::size_t at, const std::string& problem) {
  writes_kept_ = at;
  if (!problem.empty()) {
    keeping_.trouble =
        concat("Not kept in this browser: ", problem,
               ". It is tried again by itself; save the audit as a file to be safe.");
    retry_wait_ms_ = std::clamp(retry_wait_ms_ * 2, k_first_wait_ms, k_longest_wait_ms);
    retry_at_ms_ = platform::now_ms() + retry_wait_ms_;
  } else if (writes_kept_ == writes_) {
    // What was refused with the edit that made its place.
    if (!std::exchange(keeping_.trouble, {}).empty())
      platform::store(k_open_audit, journal_.id(), platform::Durability::relaxed);
    retry_wait_ms_ = 0;
    retry_at_ms_.reset();
    const double now = platform::unix_seconds();
    platform::set_mark(std::to_string(static_cast<std::int64_t>(now)));
    keeping_.kept =
        concat("Kept in this browser at ", platform::time_text(now, platform::TimeStyle::second),
               ". Save it as a file to be safe.");
  }
  if (library_.is_read()) library_.refresh();
}

// The store that refused something may have room again, or be there again.
void App::try_again_to_keep() {
  if (!retry_at_ms_ || keeping_.follows) return;
  const double wait_ms = *retry_at_ms_ - platform::now_ms();
  if (wait_ms > 0) {
    platform::request_frame_after(wait_ms / 1000, "keep again");
    return;
  }
  retry_at_ms_.reset();
  keep_whole();
}

// ---- Two windows --------------------------------------------------------------------------------

void App::claimed(bool held) {
  keeping_.takes_over = held && keeping_.follows;
  if (keeping_.takes_over) {
    follow_other_window();  // what the other window did last comes before any edit of this one
  } else if (!held && !std::exchange(keeping_.follows, true)) {
    ui::toast("This audit is open in another window, which keeps it.", ui::Tone::warning);
  }
  platform::request_frames(2, "claim");
}

void App::follow_other_window() {
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
                  else if (std::exchange(keeping_.takes_over, false))
                    take_over();
                });
}

void App::show_other_window(const KeptRecords& records) {
  Result<Recovered> recovered = recover(records, shipped_model());
  if (!recovered) return;
  keeping_.in_no_file = !records.file.is_current;
  journal_ =
      Journal({journal_.id(), records.checkpoints.front().number}, journal_.key(), records.file);
  if (!(recovered->audit == document_.audit())) set_audit(std::move(recovered->audit));
}

void App::take_over() {
  keeping_.follows = false;
  ui::toast("This window keeps the audit now.", ui::Tone::good);
  platform::request_frames(2, "claim");
}

// ---- Passphrase ---------------------------------------------------------------------------------

void App::set_passphrase(const std::string& passphrase) {
  const auto rewrite = [this](platform::SealKey key) {
    keeping_.key = key;
    const bool is_new = journal_.id().empty();
    journal_.set_key(key);
    room_.change_key(key);
    tell_title();
    if (!is_new) keep_whole();  // else sealed from the first edit on
  };
  if (passphrase.empty()) {
    rewrite(platform::k_no_key);
    ui::toast("The passphrase is off: this audit is kept and saved readable by everybody.",
              ui::Tone::warning);
    return;
  }
  platform::make_key(passphrase, [rewrite](platform::SealKey key, const std::string& problem) {
    if (key == platform::k_no_key) {
      ui::toast(concat("No passphrase was set: ", problem), ui::Tone::danger);
      return;
    }
    rewrite(key);
    ui::toast("From now on this audit is kept and saved sealed with the passphrase.",
              ui::Tone::good);
  });
}

void App::unlock(const std::string& passphrase) {
  if (!locked_) return;
  platform::unseal(passphrase, locked_->text, [this](const platform::Unsealed& answer) {
    if (!locked_) return;
    switch (answer.outcome) {
      case platform::Unsealed::Outcome::wrong_passphrase:
        locked_->problem = "This is not the passphrase, or the file is damaged.";
        return;
      case platform::Unsealed::Outcome::failed:
        locked_->problem = answer.problem;
        return;
      case platform::Unsealed::Outcome::opened:
        break;
    }
    const Locked opened = *std::exchange(locked_, std::nullopt);
    tell_title();
    if (opened.kept_id.empty()) {
      open_plain({.name = opened.name,
                  .handle = opened.handle,
                  .fingerprint = fingerprint(opened.text),
                  .is_this_page = opened.is_this_page},
                 answer.bytes, answer.key);
    } else {
      open_kept(opened.kept_id, answer.key);
    }
  });
}

}  // namespace touchstone::app
