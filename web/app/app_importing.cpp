// What comes from other programs: where it goes, and how it gets into the audit.
#include <utility>

#include "app/app.hpp"
#include "import/json.hpp"
#include "text/concat.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

// Whether a file is to be opened rather than imported.
bool is_audit(const platform::File& file) {
  if (is_sealed(file.bytes) || file.name.ends_with(".html")) return true;
  if (!importing::looks_like_json(file.bytes)) return false;
  const std::optional<importing::Recognised> known = importing::recognise_json(file.bytes);
  return known ? known->kind == importing::ImportKind::audit : file.name.ends_with(".json");
}

}  // namespace

void App::take_files(std::vector<platform::File> files) {
  std::string texts;
  for (const platform::File& file : files) texts += file.bytes + '\n';
  if (take_to_workshop(texts)) return;
  if (files.size() == 1 && ui_.view != View::importing && is_audit(files.front())) {
    open_bytes(files.front().name, files.front().bytes, files.front().handle);
    return;
  }
  ui_.importing.file = import_.files().size();
  for (platform::File& file : files) import_.add(std::move(file.name), std::move(file.bytes));
  go_to(ui_, View::importing);
}

void App::take_pasted(std::string text) {
  if (take_to_workshop(text)) return;
  const bool has_a_place = ui_.table.has_focus || document_.audit().touchpoints.empty();
  if (ui_.view == View::touchpoints && has_a_place) {
    ui_.table.pasted = std::move(text);
    platform::request_frames(2, "cells pasted");
  } else if (text.find_first_of("\t\n") != std::string::npos) {
    carry_out(AtImport{.what = AtImport::What::paste, .text = std::move(text)});
    go_to(ui_, View::importing);
  } else {
    ui::toast("To paste cells, open Touchpoints and choose the cell to begin at.");
  }
}

void App::carry_out(const AtImport& wish) {
  using What = AtImport::What;
  switch (wish.what) {
    case What::choose:
      platform::choose_files();
      break;
    case What::carry_out:
    case What::carry_out_as_new:
      import_all(wish.what == What::carry_out_as_new);
      break;
    default:
      import_.carry_out(wish);
      if (wish.what == What::paste) ui_.importing.file = import_.files().size() - 1;
      break;
  }
}

void App::import_all(bool as_new) {
  import_.foresee(document_, version_, as_new);
  if (import_.foreseen() == nullptr) return;
  const ProposedImport& proposed = *import_.foreseen();
  Problems problems = proposed.problems;
  Document fresh(as_new ? import_.beginning() : Audit(), shipped_model());
  if (problems.empty() && as_new) problems = fresh.apply(proposed.command);
  if (!problems.empty()) {
    ui_.importing.refused = std::move(problems);
    return;
  }
  if (as_new) {
    propose({fresh.audit(),
             {.origin = Keeping::Origin::fresh,
              .kept = "A new audit, in no file yet.",
              .in_no_file = true}});
  } else {
    apply(proposed.command);
  }
  ui::toast(concat("Import: ", sum_of(proposed), "."), ui::Tone::good);
  import_.finish();
}

}  // namespace touchstone::app
