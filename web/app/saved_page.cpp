#include "app/saved_page.hpp"

#include <algorithm>
#include <utility>

#include "app/opened.hpp"
#include "platform/platform.hpp"

namespace touchstone::app {
namespace {

// The file in which a saved page's audit is kept: the page itself, where it was another so far.
KeptFile as_page(const KeptFile& file) {
  if (file.is_page) return file;
  return {.name = platform::page_name(), .is_page = true, .copies = file.copies};
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

}  // namespace

void SavedPage::find_place(std::string holds) {
  holds_ = std::move(holds);
  if (platform::is_read_only()) return;
  as_saved_ = open_.audit();
  keeper_.wait();
  ask_library();
}

KeptFile SavedPage::file_of(const KeptFile& kept) const {
  const bool is_in_page = !holds_.empty() && kept.copy_with(holds_) != nullptr;
  return is_in_page ? as_page(kept) : kept;
}

void SavedPage::ask_library() {
  Library::find_by_file(holds_, [this](const std::optional<KeptAudit>& kept) {
    if (!as_saved_) return;
    if (!kept) {
      end_asking();
      return;
    }
    Library::read(kept->id, open_.keeping().key, [this, kept = *kept](const KeptRecords& records) {
      if (as_saved_) answered(kept, records);
    });
  });
}

void SavedPage::answered(const KeptAudit& kept, const KeptRecords& records) {
  Result<Recovered> recovered = recover(records, shipped_model());
  const Journal::Place place{kept.id,
                             records.checkpoints.empty() ? 0 : records.checkpoints.front().number};
  const bool is_whole = recovered && recovered->is_whole();
  const bool is_changed = open_.history().can_undo();
  if (is_whole && recovered->audit == *as_saved_) {
    go_on_in(place, records.file);
  } else if (is_whole && differ_in_votes_only(recovered->audit, *as_saved_) &&
             (!is_changed || has_all_votes_of(open_.audit(), recovered->audit))) {
    // A participant's copy, opened again: it goes on where it was, without a question.
    open_.keeping().in_no_file = !records.file.is_current;
    if (!is_changed) open_.replace(std::move(recovered->audit));
    go_on_in(place, records.file);
  } else {
    ask_for_later_work(kept);
  }
  end_asking();
}

void SavedPage::go_on_in(Journal::Place place, const KeptFile& file) {
  KeptFile page = as_page(file);
  open_.keeping().file_name = page.name;
  open_.keeping().handle = page.handle;
  keeper_.go_on_in(std::move(place), std::move(page));
}

void SavedPage::ask_for_later_work(const KeptAudit& kept) {
  ui_.question = Question{.title = "Later work on this audit",
                          .text = told_of_later_work("This page", holds_, kept),
                          .answers = {{"Open the later work", OpenKept{kept.id}}},
                          .without = "Stay with the page"};
}

void SavedPage::end_asking() {
  as_saved_.reset();
  keeper_.end_waiting();
}

}  // namespace touchstone::app
