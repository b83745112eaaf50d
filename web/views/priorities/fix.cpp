// One fix in detail, and all fixes by effort and gain.
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "insight/facts.hpp"
#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/priorities/priorities.hpp"
#include "views/shared/owners.hpp"
#include "views/shared/pictures.hpp"

namespace touchstone::app {
namespace {

constexpr double k_usual_share = 0.3;
constexpr std::size_t k_most_labels = 16;  // more would lie on each other

// The details of a fix.

void draw_effects(const State& state, UiState& ui_state, Requests& requests, std::size_t at) {
  const Fix& fix = state.audit.fixes[at];
  const auto change = [&](auto&& mutate) {
    requests.edit(edit_element(state, state.audit.fixes, at,
                               concat("What ", shown_title(fix), " helps"), mutate));
  };
  ui::text("Touchpoints it helps", ui::TextStyle::strong);
  if (fix.effects.empty())
    ui::note("None yet: without one it takes nothing off the journey's friction.");
  {
    ui::List list{"Touchpoints it helps"};
    for (std::size_t i = 0; i < fix.effects.size(); ++i) {
      const Effect& effect = fix.effects[i];
      const Touchpoint* touchpoint = find(state.audit.touchpoints, effect.touchpoint);
      const std::string name =
          touchpoint == nullptr ? effect.touchpoint.text : shown_name(*touchpoint);
      const ui::ListItem item;
      const ui::Scope scope{static_cast<std::uint64_t>(i)};
      ui::Row row;
      const auto shown = effect.reduces ? std::optional(*effect.reduces * 100) : std::nullopt;
      if (const auto edit = ui::number_field(concat("Takes off ", name), shown,
                                             {.min = 0, .max = 100, .decimals = 1, .unit = "%"},
                                             {.label_hidden = true, .width = ui::px(110)})) {
        change([&](Fix& changed) {
          Effect& it = changed.effects[i];
          it.reduces = edit.value ? std::optional(*edit.value / 100) : std::nullopt;
          if (it.low && it.reduces) it.low = std::min(*it.low, *it.reduces);
          if (it.high && it.reduces) it.high = std::max(*it.high, *it.reduces);
        });
      }
      ui::text("off");
      if (ui::link(name, "Select this touchpoint")) ui_state.selected = effect.touchpoint;
      if (ui::button("Take out", {.variant = ui::Variant::quiet,
                                  .icon = ui::Icon::close,
                                  .icon_only = true,
                                  .enabled = state.can_edit(),
                                  .description = concat("It does not help ", name)})) {
        change([&](Fix& changed) {
          changed.effects.erase(changed.effects.begin() + static_cast<std::ptrdiff_t>(i));
        });
      }
    }
  }
  std::vector<ui::Option> options;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < state.audit.touchpoints.size(); ++i) {
    const Touchpoint& touchpoint = state.audit.touchpoints[i];
    if (std::ranges::find(fix.effects, touchpoint.id, &Effect::touchpoint) != fix.effects.end())
      continue;
    options.emplace_back(shown_name(touchpoint));
    places.push_back(i);
  }
  if (options.empty()) return;
  if (const auto chosen = ui::select("Add a touchpoint it helps", options, -1,
                                     {.placeholder = "Choose a touchpoint"})) {
    const TouchpointId& id = state.audit.touchpoints[places[static_cast<std::size_t>(*chosen)]].id;
    change([&](Fix& changed) { changed.effects.push_back(effect_on(id)); });
  }
}

// Fixes that this one needs first, or that it cannot go with.
void draw_ties(const State& state, Requests& requests, std::size_t at, std::string_view label,
               std::string_view taken_out, std::vector<FixId> Fix::* list) {
  const Fix& fix = state.audit.fixes[at];
  std::vector<ui::Option> options;
  std::vector<FixId> ids;
  std::vector<std::string> names;
  names.reserve(state.audit.fixes.size());
  for (const Fix& other : state.audit.fixes) {
    if (other.id == fix.id) continue;
    const bool is_in = contains(fix.*list, other.id);
    names.push_back(is_in ? concat(taken_out, shown_title(other)) : shown_title(other));
    options.emplace_back(names.back(), std::string_view{},
                         is_in ? ui::Icon::check : ui::Icon::none);
    ids.push_back(other.id);
  }
  if (options.empty()) return;
  std::string now = "None";
  for (const FixId& id : fix.*list) {
    const Fix* other = find(state.audit.fixes, id);
    now = concat(now == "None" ? "" : concat(now, ", "),
                 other == nullptr ? id.text : shown_title(*other));
  }
  const auto chosen = ui::select(label, options, -1, {.placeholder = now});
  if (!chosen) return;
  const FixId& id = ids[static_cast<std::size_t>(*chosen)];
  requests.edit(edit_element(state, state.audit.fixes, at, concat(label, ": ", shown_title(fix)),
                             [&](Fix& changed) {
                               if (std::erase(changed.*list, id) == 0)
                                 (changed.*list).push_back(id);
                             }));
}

void draw_facts(const State& state, UiState::Priorities& shown, Requests& requests,
                std::size_t at) {
  const Fix& fix = state.audit.fixes[at];
  const auto change = [&](std::string_view what, auto&& mutate) {
    requests.edit(
        edit_element(state, state.audit.fixes, at, concat(what, " of ", shown_title(fix)), mutate));
  };
  ui::Columns columns(3, 150, 12);
  const std::vector<Candidate> owners = teams_and_people(state.audit);
  std::vector<ui::Option> options = {ui::Option("Nobody yet")};
  int selected = 0;
  for (const Candidate& owner : owners) {
    if (fix.owner == owner.id) selected = static_cast<int>(options.size());
    options.emplace_back(owner.name);
  }
  if (const auto chosen = ui::select("Who does it", options, selected)) {
    change("Owner", [&](Fix& changed) {
      changed.owner = *chosen == 0
                          ? std::nullopt
                          : std::optional(owners[static_cast<std::size_t>(*chosen - 1)].id);
    });
  }
  columns.next();
  if (const auto edit =
          ui::text_field("Due", fix.due ? format_date(*fix.due) : std::string(),
                         {.placeholder = "YYYY-MM-DD", .problem = shown.date_problem})) {
    const std::optional<Date> due = parse_date(edit.text);
    const bool is_fine = due || edit.text.empty();
    shown.date_problem = is_fine ? "" : "No such day. Write it as 2026-11-01.";
    if (is_fine) change("Due date", [&](Fix& changed) { changed.due = due; });
  }
  columns.next();
  const auto& economics = state.audit.header.economics;
  if (const auto edit = ui::number_field(
          "Cost", fix.cost,
          {.min = 0, .unit = economics ? std::string_view(economics->currency) : ""}))
    change("Cost", [&](Fix& changed) { changed.cost = edit.value; });
}

// Effort and gain.

struct Dot {
  std::size_t fix;
  float effort, gain;
  ui::Rect label = {};  // where its title stands; of no width where there is no room for one
};

bool overlap(const ui::Rect& a, const ui::Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

class Quadrants {
public:
  Quadrants(const State& state, UiState::Priorities& shown) : state_(state), shown_(shown) {
    const FixFacts& facts = state.studies.fixes();
    for (std::size_t i = 0; i < facts.priorities.size(); ++i) {
      if (!facts.priorities[i].quadrant) continue;
      const Fix& fix = state.audit.fixes[i];
      dots_.push_back({i, static_cast<float>(*fix.effort),
                       static_cast<float>(facts.priorities[i].journey_drop)});
      most_effort_ = std::max(most_effort_, dots_.back().effort);
      most_gain_ = std::max(most_gain_, dots_.back().gain);
    }
    // Where they are split: halfway between the dearest cheap one and the cheapest dear one.
    effort_split_ = split(&Dot::effort, {Quadrant::quick_win, Quadrant::fill_in});
    gain_split_ = split(&Dot::gain, {Quadrant::fill_in, Quadrant::not_now});
  }

  bool is_empty() const { return dots_.empty(); }

  void draw(ui::Rect rect) {
    plot_ = rect.inset(ui::px(16), ui::px(32));
    place_labels();
    ui::picture(concat("Effort and gain of ", count_of(dots_.size(), "fix", "fixes")), rect,
                [&](ui::Painter& painter) { draw_ground(painter, rect); });
    for (const Dot& dot : dots_) draw_dot(dot);
  }

private:
  float split(float Dot::* side, std::array<Quadrant, 2> below) const {
    float low = 0, high = 1e30F;
    for (const Dot& dot : dots_) {
      const Quadrant quadrant = *state_.studies.fixes().priorities[dot.fix].quadrant;
      if (std::ranges::find(below, quadrant) != below.end()) {
        low = std::max(low, dot.*side);
      } else {
        high = std::min(high, dot.*side);
      }
    }
    return high < low || high > 1e29F ? low : (low + high) / 2;
  }

  ui::Vec2 at(float effort, float gain) const {
    return {plot_.x + plot_.w * effort / std::max(most_effort_, 1e-6F),
            plot_.bottom() - plot_.h * gain / std::max(most_gain_, 1e-6F)};
  }

  void draw_ground(ui::Painter& painter, ui::Rect rect) const {
    const ui::Theme& theme = ui::theme();
    painter.fill(rect, theme.raised, ui::px(6));
    painter.outline(rect, theme.border, 0, ui::px(6));
    const ui::Vec2 middle = at(effort_split_, gain_split_);
    painter.dashed_line({middle.x, rect.y}, {middle.x, rect.bottom()}, theme.border, ui::px(1),
                        ui::px(5));
    painter.dashed_line({rect.x, middle.y}, {rect.right(), middle.y}, theme.border, ui::px(1),
                        ui::px(5));
    const ui::Rect words = rect.inset(ui::px(8), ui::px(4));
    const auto corner = [&](Quadrant quadrant, bool is_right, bool is_low) {
      const float height = ui::px(18);
      painter.text_fit({words.x, is_low ? words.bottom() - height : words.y, words.w, height},
                       ui::TextStyle::small, theme.dimmed, name_of(quadrant),
                       is_right ? ui::Align::end : ui::Align::start);
    };
    corner(Quadrant::quick_win, false, false);
    corner(Quadrant::major_project, true, false);
    corner(Quadrant::fill_in, false, true);
    corner(Quadrant::not_now, true, true);
  }

  ui::Rect circle_of(const Dot& dot) const {
    const ui::Vec2 centre = at(dot.effort, dot.gain);
    const float radius = ui::px(8);
    return {centre.x - radius, centre.y - radius, 2 * radius, 2 * radius};
  }

  // A title stands beside its circle, cut or a little higher or lower if need be; where nothing is
  // free, pointing at the circle tells it.
  void place_labels() {
    if (dots_.size() > k_most_labels) return;
    std::vector<ui::Rect> taken;
    for (const Dot& dot : dots_) taken.push_back(circle_of(dot));
    for (Dot& dot : dots_) {
      dot.label = free_place(dot, taken);
      if (dot.label.w > 0) taken.push_back(dot.label);
    }
  }

  ui::Rect free_place(const Dot& dot, std::span<const ui::Rect> taken) const {
    const ui::Rect circle = circle_of(dot);
    const float whole = ui::measure(ui::TextStyle::small, title(dot)).x + ui::px(2);
    for (const float most : {240.0F, 130.0F}) {
      const float width = std::min(ui::px(most), whole);
      for (const float lower : {-9.0F, -18.0F, 0.0F}) {
        for (const float x : {circle.right() + ui::px(4), circle.x - ui::px(4) - width}) {
          const ui::Rect place = {x, circle.centre().y + ui::px(lower), width, ui::px(18)};
          const bool is_inside = place.x >= plot_.x && place.right() <= plot_.right();
          const auto is_taken = [&](const ui::Rect& other) { return overlap(place, other); };
          if (is_inside && std::ranges::none_of(taken, is_taken)) return place;
        }
      }
    }
    return {};
  }

  std::string title(const Dot& dot) const { return shown_title(state_.audit.fixes[dot.fix]); }

  void draw_dot(const Dot& dot) {
    const Fix& fix = state_.audit.fixes[dot.fix];
    const bool is_selected = shown_.fix == fix.id;
    const ui::Rect circle = circle_of(dot);
    const ui::Vec2 centre = circle.centre();
    const float radius = circle.w / 2;
    const auto name = [&] {
      return concat(title(dot), ": takes off ", tenths(dot.gain), " for ", figure(dot.effort),
                    " days, ", name_of(*state_.studies.fixes().priorities[dot.fix].quadrant));
    };
    const ui::CardEvent event =
        ui::card(fix.id.text, circle, {.selected = is_selected, .tooltip = true, .frame = false},
                 name, [&](ui::Painter& painter, const ui::ItemState&) {
                   const ui::Theme& theme = ui::theme();
                   painter.circle(centre, radius, is_selected ? theme.accent : theme.raised);
                   painter.ring(centre, radius, theme.accent, ui::px(2));
                   if (dot.label.w > 0)
                     painter.text_fit(dot.label, ui::TextStyle::small, theme.text, title(dot));
                 });
    if (event) shown_.fix = fix.id;
  }

  const State& state_;
  UiState::Priorities& shown_;
  std::vector<Dot> dots_;
  float most_effort_ = 0, most_gain_ = 0, effort_split_ = 0, gain_split_ = 0;
  ui::Rect plot_;
};

}  // namespace

Effect effect_on(const TouchpointId& touchpoint) {
  Effect effect;
  effect.touchpoint = touchpoint;
  effect.reduces = k_usual_share;
  return effect;
}

void draw_fix(const State& state, UiState& ui_state, Requests& requests) {
  if (!ui_state.priorities.fix) return;
  const auto at = place_of(state.audit.fixes, *ui_state.priorities.fix);
  if (!at) return;
  const std::string title = shown_title(state.audit.fixes[*at]);
  const ui::Panel panel{concat("Fix: ", title)};
  const ui::Scope scope{ui_state.priorities.fix->text};
  {
    ui::Row row;
    ui::heading(3, title);
    row.push_right();
    if (ui::button("Delete", {.variant = ui::Variant::quiet,
                              .icon = ui::Icon::trash,
                              .icon_only = true,
                              .enabled = state.can_edit(),
                              .description = concat("Delete ", title, ". Undo restores.")})) {
      requests.edit(erase_element<Fix>(state.document, *at, concat("Delete ", title)));
      ui::toast("Deleted the fix. Undo brings it back.");
      return;
    }
  }
  draw_facts(state, ui_state.priorities, requests, *at);
  ui::Columns columns({3, 2}, 260, 24);
  draw_effects(state, ui_state, requests, *at);
  columns.next();
  draw_ties(state, requests, *at, "Needs first", "No longer needs ", &Fix::requires_fixes);
  draw_ties(state, requests, *at, "Cannot go with", "Can go with ", &Fix::excludes);
}

void draw_quadrants(const State& state, UiState& ui_state, Requests& requests) {
  Quadrants quadrants(state, ui_state.priorities);
  if (quadrants.is_empty()) return;
  ui::space(8);
  savable_picture(requests, "Effort and gain", "-effort-and-gain", [&] {
    ui::note(
        "To the right: more effort. Upwards: takes more off the journey's friction. The lines "
        "part the halves of the open fixes.");
    quadrants.draw(ui::take(0, ui::px(300)));
  });
}

}  // namespace touchstone::app
