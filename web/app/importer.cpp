#include "app/importer.hpp"

#include <optional>
#include <utility>

#include "app/opened.hpp"
#include "import/json.hpp"
#include "text/concat.hpp"
#include "ui/ui.hpp"
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

Importer::Importer(OpenAudit& open, Opener& opener, UiState& ui_state)
    : open_(open), opener_(opener), ui_(ui_state) {
  platform::set_drop_listener(
      [this](std::vector<platform::File> files) { take_files(std::move(files)); });
  platform::set_paste_listener([this](std::string text) { take_pasted(std::move(text)); });
}

void Importer::take_files(std::vector<platform::File> files) {
  std::string texts;
  for (const platform::File& file : files) texts += file.bytes + '\n';
  if (take_to_workshop(texts)) return;
  if (files.size() == 1 && ui_.view != View::importing && is_audit(files.front())) {
    opener_.open_bytes(files.front().name, files.front().bytes, files.front().handle);
    return;
  }
  ui_.importing.file = room_.files().size();
  for (platform::File& file : files) room_.add(std::move(file.name), std::move(file.bytes));
  go_to(ui_, View::importing);
}

void Importer::take_pasted(std::string text) {
  if (take_to_workshop(text)) return;
  const bool has_a_place = ui_.table.has_focus || open_.audit().touchpoints.empty();
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

bool Importer::take_to_workshop(std::string_view text) {
  const std::optional<AtWorkshop> wish = open_.room().wish_of(text);
  if (!wish) return false;
  open_.room().carry_out(*wish);
  go_to(ui_, View::workshop);
  return true;
}

void Importer::carry_out(const AtImport& wish) {
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
      room_.carry_out(wish);
      if (wish.what == What::paste) ui_.importing.file = room_.files().size() - 1;
      break;
  }
}

void Importer::step() {
  room_.step();
  if (ui_.view == View::importing)
    room_.foresee(open_.document(), open_.version(), ui_.importing.into == 1);
}

void Importer::import_all(bool as_new) {
  room_.foresee(open_.document(), open_.version(), as_new);
  if (room_.foreseen() == nullptr) return;
  const ProposedImport& proposed = *room_.foreseen();
  Problems problems = proposed.problems;
  Document beginning(as_new ? room_.beginning() : Audit(), shipped_model());
  if (problems.empty() && as_new) problems = beginning.apply(proposed.command);
  if (!problems.empty()) {
    ui_.importing.refused = std::move(problems);
    return;
  }
  if (as_new) {
    opener_.propose(fresh(beginning.audit()));
  } else {
    open_.apply(proposed.command);
  }
  ui::toast(concat("Import: ", sum_of(proposed), "."), ui::Tone::good);
  room_.finish();
}

}  // namespace touchstone::app
