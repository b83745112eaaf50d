// The tour through the program.
#include <algorithm>
#include <array>

#include "text/concat.hpp"
#include "views/help/help.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

enum class Part { view, inspector, top_bar };

struct Step {
  std::string_view title, text;
  View view;
  Part part;
  bool selects_worst;
};

constexpr std::array k_steps = {
    Step{"The journey",
         "Each card is a touchpoint: a place where customers meet the company. They stand in the "
         "order in which customers come to them.",
         View::map, Part::view, false},
    Step{"Friction",
         "The figure on a card says how hard it is: 0 is effortless, red is close to blocked. The "
         "worst touchpoint is now selected.",
         View::map, Part::view, true},
    Step{"Why",
         "Here stands where its friction comes from. Open a factor to see the evidence; vote, and "
         "the score follows.",
         View::map, Part::inspector, true},
    Step{"Who answers",
         "Teams and stages: where nobody answers, or teams work past each other, there is an "
         "ownership gap.",
         View::ownership, Part::view, false},
    Step{"One of your own",
         "Press N or \"Add touchpoint\", name it, and choose 0 to 4 under \"Overall vote\". Undo "
         "takes everything back.",
         View::map, Part::view, false},
    Step{"Keep it",
         "Changes are kept in this browser and are sent nowhere. Save writes a file. \"Audit\" "
         "starts an audit of your own.",
         View::map, Part::top_bar, false},
};

void show_step(const State& state, UiState& ui_state, std::size_t number) {
  ui_state.tour.step = number;
  if (number == 0) return;
  const Step& step = k_steps.at(number - 1);
  go_to(ui_state, step.view);
  ui_state.inspector_open = step.part == Part::inspector;
  ui_state.inspector_tab = 0;
  ui_state.selected.reset();
  if (step.selects_worst && !state.scores.ranking.empty())
    ui_state.selected = state.audit.touchpoints[state.scores.ranking.front()].id;
  platform::announce(concat(step.title, ". ", step.text));
}

}  // namespace

void start_tour(const State& state, UiState& ui_state) {
  ui_state.tour.focus_wanted = true;
  show_step(state, ui_state, 1);
}

float tour_height(const UiState& ui_state) {
  if (ui_state.tour.step == 0) return 0;
  return ui::px(ui::screen_width_css() < 640 ? 172 : 124);
}

void draw_tour(const State& state, UiState& ui_state, ui::Rect rect, const WindowParts& parts) {
  const std::size_t number = ui_state.tour.step;
  if (number == 0) return;
  const Step& step = k_steps.at(number - 1);
  const std::array<ui::Rect, 3> places = {parts.view, parts.inspector, parts.top_bar};
  if (const ui::Rect place = places.at(static_cast<std::size_t>(step.part)); place.w > 0)
    ui::point_at(place);
  ui::Region bar{"Tour", rect, {.fill = ui::Surface::raised, .edges = ui::edge_top, .padding = 12}};
  if (!bar) return;
  const ui::Spacing tight(6);
  ui::text(concat(std::to_string(number), " of ", std::to_string(k_steps.size()), ": ", step.title),
           ui::TextStyle::strong);
  ui::paragraph(step.text);
  ui::Row row;
  if (number > 1 && ui::button("Back", {.icon = ui::Icon::chevron_left}))
    show_step(state, ui_state, number - 1);
  const bool is_last = number == k_steps.size();
  if (std::exchange(ui_state.tour.focus_wanted, false)) ui::focus_next();
  if (ui::button(is_last ? "Done" : "Next", {.variant = ui::Variant::primary, .key = "next"}))
    show_step(state, ui_state, is_last ? 0 : number + 1);
  row.push_right();
  if (!is_last &&
      ui::button("Skip the tour", {.variant = ui::Variant::quiet, .shortcut = "Escape"}))
    show_step(state, ui_state, 0);
}

}  // namespace touchstone::app
