// Help: what each term means, where it comes from and where it matters; the keys; the program.
#include "views/help/help.hpp"

#include <algorithm>
#include <array>

#include "state/help_terms.hpp"
#include "text/concat.hpp"
#include "version.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

// Terms.

bool contains_folded(std::string_view text, std::string_view wanted) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return !std::ranges::search(text, wanted, {}, lower, lower).empty() || wanted.empty();
}

bool fits(const HelpTerm& term, std::string_view wanted) {
  return contains_folded(term.term, wanted) || contains_folded(term.meaning, wanted);
}

// The factors are explained by the model's own rows.
HelpGroup factor_group(const Model& model) {
  HelpGroup group{"Factors", "Scoring model", {}};
  for (const Factor& factor : model.factors)
    group.terms.push_back({factor.id.text, factor.name, factor.asks, {}, factor.source, "factor"});
  return group;
}

void draw_term(UiState& ui_state, const HelpTerm& term) {
  UiState::Help& help = ui_state.help;
  const bool was_open = help.term == term.id;
  const bool is_wanted = was_open && std::exchange(help.focus_wanted, false);
  if (is_wanted) ui::focus_next();
  const ui::Disclosure open{term.term, {.open = was_open, .key = term.id}};
  if (is_wanted) {
    // What stands under the line is to be seen, too.
    ui::Rect all = ui::last_item().rect;
    all.h += ui::px(180);
    ui::reveal(all);
  }
  if (static_cast<bool>(open) != was_open) help.term = open ? term.id : std::string_view();
  if (!open) return;
  ui::paragraph(term.meaning);
  if (!term.formula.empty()) ui::note(concat("Formula: ", term.formula));
  if (!term.source.empty()) ui::note(concat("Source: ", term.source));
  if (term.see.empty()) return;
  ui::Row row{{.gap = 12, .height = 24}};
  ui::text("See also", ui::TextStyle::small, ui::Tone::dimmed);
  for (std::string_view others = term.see; !others.empty();) {
    const HelpTerm& other = help_term(take_word(others));
    if (ui::link(other.term)) open_help(ui_state, other.id);
  }
}

// Whether any term of the group fits what is searched for.
bool draw_group(UiState& ui_state, const HelpGroup& group) {
  const std::string wanted = ui_state.help.wanted;  // a link within may change it
  if (!std::ranges::any_of(group.terms, [&](const HelpTerm& term) { return fits(term, wanted); }))
    return false;
  ui::Scope scope{group.name};
  {
    ui::Row row;
    ui::heading(3, group.name);
    for (const ViewEntry& entry : views())
      if (entry.name == group.view && ui::link(concat("Go to ", entry.name)))
        go_to(ui_state, entry.view);
  }
  for (const HelpTerm& term : group.terms)
    if (fits(term, wanted)) draw_term(ui_state, term);
  return true;
}

void draw_terms(const State& state, UiState& ui_state, Requests&) {
  if (const auto edit = ui::search_field("Find a term", ui_state.help.wanted,
                                         {.placeholder = "friction, hand-off, SUS ..."});
      edit.changed) {
    ui_state.help.wanted = edit.text;
  }
  bool any = false;
  for (const HelpGroup& group : help_groups()) any = draw_group(ui_state, group) || any;
  any = draw_group(ui_state, factor_group(state.model)) || any;
  if (!any)
    ui::empty_state(ui::Icon::search, "No term found", "Try another word, or a part of one.");
}

// About.

struct Fact {
  std::string_view about, text;
};

constexpr std::array k_facts = {
    Fact{"Where your data is",
         "In this browser's own store and in the files you save; nothing is ever sent. A private "
         "window, and whoever clears the browser's data, forgets the store: save what matters as a "
         "file."},
    Fact{"Limits",
         "An audit may have 20,000 touchpoints, 500 stages and 100 MB. Passphrases protect files "
         "and the store, but not the screen. "
         "A read-only page hides editing; it does not lock its content."},
    Fact{"Sources",
         "S0 to S4 are five background articles on customer and user experience. \"Our judgement\" "
         "is a choice made here: the scoring model shows each, and each can be changed."},
};

void draw_keys_tab(const State&, UiState&, Requests&) {
  draw_key_list();
}

void draw_about(const State& state, UiState& ui_state, Requests&) {
  ui::paragraph(
      concat("Touchstone ", k_version_text,
             ": find where customers meet friction, who answers for it, and what to do first."));
  for (const Fact& fact : k_facts) {
    ui::heading(3, fact.about);
    ui::paragraph(fact.text);
  }
  if (state.can_edit() && !state.scores.ranking.empty() &&
      ui::button("Take the tour", {.icon = ui::Icon::play}))
    start_tour(state, ui_state);
}

}  // namespace

void open_help(UiState& ui_state, std::string_view term) {
  ui_state.help = {.term = std::string(term), .focus_wanted = true};
  go_to(ui_state, View::help);
}

void explain(UiState& ui_state, std::string_view id) {
  const HelpTerm& term = help_term(id);
  if (ui::help(term.term, term.meaning, term.source, "More in Help")) open_help(ui_state, id);
}

void heading_with_help(UiState& ui_state, int level, std::string_view text, std::string_view term) {
  ui::Row row{{.gap = 4, .height = 24}};
  ui::heading(level, text);
  explain(ui_state, term);
}

void draw_help(const State& state, UiState& ui_state, Requests& requests) {
  ui::heading(2, "Help");
  static constexpr std::array k_tabs = {
      ViewTab{"Terms", draw_terms}, ViewTab{"Keys", draw_keys_tab}, ViewTab{"About", draw_about}};
  draw_tabs("Help", k_tabs, ui_state.help.tab, state, ui_state, requests);
}

}  // namespace touchstone::app
