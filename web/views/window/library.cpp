// The library of audits kept in this browser, and what belongs to keeping: passphrases, sealed
// files, another window.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

std::string title_of(const KeptAudit& kept) {
  if (kept.sealed) return "Sealed with a passphrase";
  return kept.title.empty() ? "Untitled audit" : kept.title;
}

std::string facts_of(const KeptAudit& kept) {
  std::string facts = platform::time_text(kept.changed, platform::TimeStyle::day_and_minute);
  facts += concat(" · ", count_of(kept.touchpoints, "touchpoint", "touchpoints"));
  if (kept.bytes > 0)
    facts += concat(" · ", figure(static_cast<double>(kept.bytes) / 1000 + 0.5, 0), " KB");
  if (!kept.file.name.empty())
    facts += concat(" · ", kept.file.is_current ? "as in " : "changed since ", kept.file.name);
  return facts;
}

void draw_kept(const State& state, UiState& ui_state, Requests& requests, const KeptAudit& kept) {
  ui::Scope scope{kept.id};
  ui::ListItem item;
  ui::Panel panel{{}, {.padding = 12}};
  const bool is_open = kept.id == state.kept_id;
  const std::string title = title_of(kept);
  if (kept.sealed) {
    ui::text(title, ui::TextStyle::strong);
  } else if (const auto edit = ui::text_field("Title", kept.title, {.label_hidden = true});
             edit && !edit.paused) {
    requests.act(RenameKept{kept.id, edit.text});
  }
  ui::text(facts_of(kept), ui::TextStyle::small, ui::Tone::dimmed);
  ui::Row row{{.gap = 8}};
  if (is_open) {
    ui::badge("Open now", ui::Tone::good);
  } else if (ui::button("Open",
                        {.variant = ui::Variant::primary, .description = concat("Open ", title)})) {
    requests.act(OpenKept{kept.id});
    ui_state.show_library = false;
  }
  if (!kept.sealed &&
      ui::button("Duplicate", {.icon = ui::Icon::copy, .description = concat("Duplicate ", title)}))
    requests.act(DuplicateKept{kept.id});
  if (ui::button("Save as a file", {.icon = ui::Icon::download,
                                    .description = concat("Save what can be read of ", title)}))
    requests.act(ExportKept{kept.id});
  if (ui::button("Delete",
                 {.variant = ui::Variant::quiet,
                  .icon = ui::Icon::trash,
                  .description = concat("Delete ", title, "; for a month it can be brought back")}))
    requests.act(DeleteKept{kept.id});
}

void draw_deleted(Requests& requests, const std::vector<KeptAudit>& deleted) {
  if (deleted.empty()) return;
  ui::Disclosure more{"Deleted", {.trailing = std::to_string(deleted.size())}};
  if (!more) return;
  ui::List list{"Deleted audits"};
  for (const KeptAudit& kept : deleted) {
    ui::Scope scope{kept.id};
    ui::ListItem item;
    const std::string title = title_of(kept);
    ui::text(title, ui::TextStyle::strong);
    ui::text(facts_of(kept), ui::TextStyle::small, ui::Tone::dimmed);
    ui::Row row{{.gap = 8}};
    if (ui::button("Bring back",
                   {.icon = ui::Icon::undo, .description = concat("Bring back ", title)}))
      requests.act(BringBackKept{kept.id});
    if (ui::button("Delete for good", {.variant = ui::Variant::danger,
                                       .description = concat("Delete ", title, " for good")}))
      requests.act(TakeOutKept{kept.id});
  }
}

void draw_recent_files(Requests& requests, const std::vector<platform::RecentFile>& files) {
  if (files.empty()) return;
  ui::heading(3, "Recent files");
  ui::List list{"Recent files"};
  for (const platform::RecentFile& file : files) {
    ui::Scope scope{std::uint64_t{file.handle}};
    ui::ListItem item;
    ui::Row row{{.gap = 8}};
    ui::text(file.name, ui::TextStyle::strong);
    ui::text(platform::time_text(file.used, platform::TimeStyle::day_and_minute),
             ui::TextStyle::small, ui::Tone::dimmed);
    row.push_right();
    if (ui::button("Open", {.icon = ui::Icon::open, .description = concat("Open ", file.name)}))
      requests.act(OpenRecent{file.handle});
    if (ui::button("Forget",
                   {.variant = ui::Variant::quiet,
                    .description = concat("Take ", file.name, " off this list; the file stays")}))
      requests.act(ForgetRecent{file.handle});
  }
}

void draw_library(const State& state, UiState& ui_state, Requests& requests) {
  if (!ui_state.show_library) return;
  ui::Dialog dialog{"Library", true, {.width = 680}};
  if (!dialog) return;
  ui::paragraph(
      "The audits this browser keeps. They are a safety net: a private window forgets them when it "
      "closes, and whoever clears the browser's data clears them too. Save what matters as a "
      "file.");
  if (!platform::is_store_usable()) {
    ui::callout(
        "This browser keeps nothing here (a private window, or its store is full). Save your work "
        "as a file.",
        ui::Tone::danger);
  } else if (!state.library.is_read()) {
    ui::status("Reading the library ...");
  } else if (state.library.audits().empty()) {
    ui::note("Nothing is kept yet. An audit comes here with the first thing you change in it.");
  }
  {
    ui::List list{"Audits"};
    for (const KeptAudit& kept : state.library.audits()) draw_kept(state, ui_state, requests, kept);
  }
  draw_recent_files(requests, state.library.recent_files());
  draw_deleted(requests, state.library.deleted());
  {
    ui::Disclosure rescue{"If something cannot be opened"};
    if (rescue) {
      ui::paragraph(
          "\"Save as a file\" writes what can be read of one audit. \"Save everything\" writes "
          "every record of the store as it is, also those that cannot be read, into one file.");
      if (ui::button("Save everything", {.icon = ui::Icon::download})) requests.act(ExportStore{});
    }
  }
  ui::Row row;
  row.push_right();
  if (ui::button("Close", {}) || dialog.dismissed()) ui_state.show_library = false;
}

// Passphrases.

constexpr std::size_t k_short_passphrase = 12;  // letters
constexpr double k_guesses_a_second = 15000;    // docs/sealed-format.md: one graphics card of 2022

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// "6 days": the largest unit of which there are at least two.
std::string duration_in_words(double seconds) {
  struct Unit {
    double seconds;
    std::string_view one, more;
  };

  constexpr std::array k_units = {Unit{31557600, "year", "years"}, Unit{86400, "day", "days"},
                                  Unit{3600, "hour", "hours"}, Unit{60, "minute", "minutes"},
                                  Unit{1, "second", "seconds"}};
  for (const Unit& unit : k_units) {
    const auto count = static_cast<std::size_t>(seconds / unit.seconds);
    if (count >= 2) return count_of(count, unit.one, unit.more);
  }
  return "a second";
}

// What is to be said of a passphrase that is quickly found; "": nothing.
std::string about_short(std::string_view passphrase) {
  const std::size_t letters = letters_in(passphrase);
  if (letters == 0 || letters >= k_short_passphrase) return {};
  const double all = std::pow(26, static_cast<double>(letters)) / k_guesses_a_second;
  return concat("This is short: one graphics card tries all passphrases of ",
                count_of(letters, "small letter", "small letters"), " in ", duration_in_words(all),
                ", and words and names much sooner. Four or five words drawn at random last.");
}

void draw_passphrase(const State& state, UiState& ui_state, Requests& requests) {
  if (!ui_state.show_passphrase) return;
  ui::Dialog dialog{"Passphrase", true, {.width = 520}};
  if (!dialog) return;
  const bool has_one = state.keeping.key != platform::k_no_key;
  ui::paragraph(
      "With a passphrase this audit is kept in the browser, saved as a file and saved as a web "
      "page only sealed. Nobody can open it without the passphrase, and nobody can recover that: "
      "write it down. Files saved before stay as they are.");
  const std::string warning = about_short(ui_state.passphrase);
  if (const auto edit = ui::text_field("Passphrase", ui_state.passphrase,
                                       {.description = warning, .secret = true});
      edit.changed || edit.committed)
    ui_state.passphrase = edit.text;
  if (!warning.empty()) ui::callout(warning, ui::Tone::warning);
  const bool differ =
      !ui_state.passphrase_again.empty() && ui_state.passphrase_again != ui_state.passphrase;
  if (const auto edit =
          ui::text_field("The same again", ui_state.passphrase_again,
                         {.problem = differ ? "The two are not the same." : "", .secret = true});
      edit.changed || edit.committed)
    ui_state.passphrase_again = edit.text;
  const bool ready =
      !ui_state.passphrase.empty() && ui_state.passphrase == ui_state.passphrase_again;
  bool done = false;
  ui::Row row{{.gap = 8}};
  if (has_one && ui::button("Take it off", {.variant = ui::Variant::danger})) {
    requests.act(SetPassphrase{});
    done = true;
  }
  row.push_right();
  if (ui::button("Cancel", {}) || dialog.dismissed()) done = true;
  if (ui::button(has_one ? "Change it" : "Seal",
                 {.variant = ui::Variant::primary, .icon = ui::Icon::lock, .enabled = ready})) {
    requests.act(SetPassphrase{ui_state.passphrase});
    done = true;
  }
  if (!done) return;
  ui_state.show_passphrase = false;
  ui_state.passphrase.clear();
  ui_state.passphrase_again.clear();
}

void draw_locked(const State& state, UiState& ui_state, Requests& requests) {
  if (state.locked == nullptr) return;
  ui::Dialog dialog{"Sealed with a passphrase", true, {.width = 480}};
  if (!dialog) return;
  ui::paragraph(concat("To open ", state.locked->name, ", enter its passphrase."));
  const ui::TextEdit edit = ui::text_field("Passphrase", ui_state.passphrase,
                                           {.problem = state.locked->problem, .secret = true});
  if (edit.changed || edit.committed) ui_state.passphrase = edit.text;
  const bool entered = ui::field_entered();
  ui::Row row;
  row.push_right();
  if (ui::button("Cancel", {}) || dialog.dismissed()) {
    ui_state.passphrase.clear();
    requests.act(DismissLocked{});
  }
  const bool pressed = ui::button(
      "Open", {.variant = ui::Variant::primary, .enabled = !ui_state.passphrase.empty()});
  if ((pressed || entered) && !ui_state.passphrase.empty())
    requests.act(Unlock{ui_state.passphrase});
}

}  // namespace

void draw_keeping_dialogs(const State& state, UiState& ui_state, Requests& requests) {
  draw_library(state, ui_state, requests);
  draw_passphrase(state, ui_state, requests);
  draw_locked(state, ui_state, requests);
}

void draw_keeping_note(const State& state, Requests& requests) {
  // A narrow page has no status line.
  if (ui::screen_width_css() < 640 && !state.keeping.trouble.empty()) {
    ui::callout(state.keeping.trouble, ui::Tone::danger);
    ui::space(8);
  }
  if (state.read_only) {
    ui::callout("This is a read-only copy of the audit: look at everything, change nothing.",
                ui::Tone::normal);
    ui::space(8);
  } else if (state.keeping.follows) {
    ui::callout("Another window edits this audit; what it does is shown here.", ui::Tone::warning);
    if (ui::button("Edit here instead", {.icon = ui::Icon::edit})) requests.act(TakeOver{});
    ui::space(8);
  }
}

}  // namespace touchstone::app
