// A new audit: empty, or from a template.
#include "state/templates.hpp"
#include "text/concat.hpp"
#include "views/views.hpp"

namespace touchstone::app {

void draw_new_audit(UiState& ui_state, Requests& requests) {
  UiState::NewAuditForm& form = ui_state.new_audit;
  if (!form.open) return;
  ui::Dialog dialog{"New audit", true, {.width = 520}};
  if (!dialog) return;
  const ui::TextEdit edit = ui::text_field("Title", form.title, {.placeholder = "New audit"});
  if (edit.changed || edit.committed) form.title = edit.text;
  bool start = ui::field_entered();
  std::vector<ui::Option> options;
  options.emplace_back("Empty", "Six stages and five channels to begin with");
  for (const TemplateFacts& facts : templates()) options.emplace_back(facts.name, facts.about);
  if (const auto chosen = ui::radio_list("Start from", options, form.from)) form.from = *chosen;
  const auto from = static_cast<std::size_t>(form.from);
  ui::note(from == 0 ? "No touchpoint yet."
                     : concat(templates()[from - 1].holds,
                              ", no scores. Delete what does not fit, add what is missing."));
  {
    ui::Row row;
    row.push_right();
    if (ui::button("Cancel") || dialog.dismissed()) form.open = false;
    if (ui::button("Start the audit", {.variant = ui::Variant::primary})) start = true;
  }
  if (!start) return;
  NewAudit wanted{.title = form.title};
  if (from > 0) wanted.from_template = from - 1;
  form.open = false;
  requests.act(wanted);
}

}  // namespace touchstone::app
