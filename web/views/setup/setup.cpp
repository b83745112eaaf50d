// What an audit is made of besides touchpoints: title, date, stages, channels, teams, people,
// raters.
#include <array>

#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

constexpr float k_label_height = 20;  // of the words over a field, css px

// One kind of list: how its elements are called, made, drawn beside their name, and taken out with
// all that refers to them.
template <class T>
struct ListView {
  std::string_view heading, one, advice;
  std::vector<T> Audit::* list;
  IdSpace id_space;
  std::initializer_list<float> columns;  // weights: the name, a column a field, the buttons
};

template <class T>
using Change = FunctionRef<void(FunctionRef<void(T&)>)>;

// Draws the fields, moving on to the next column before each but the first.
template <class T>
using DrawFields = void (*)(const State&, const T&, const Change<T>&, ui::Columns&);

template <class T>
void draw_element(const State& state, Requests& requests, const ListView<T>& view, std::size_t at,
                  DrawFields<T> draw_fields) {
  const std::vector<T>& list = state.audit.*view.list;
  const T& element = list[at];
  ui::Scope scope{element.id.text};
  ui::ListItem item;
  ui::Panel panel{{}, {.padding = 12}};
  const auto change = [&](FunctionRef<void(T&)> mutate) {
    requests.edit(
        edit_element(state, list, at, concat("Change ", view.one, " ", element.name), mutate));
  };
  ui::Columns columns(view.columns, 120, 12);
  if (const auto edit =
          ui::text_field(concat("Name of ", view.one, " ", std::to_string(at + 1)), element.name)) {
    change([&](T& changed) { changed.name = edit.text; });
  }
  columns.next();
  draw_fields(state, element, change, columns);
  columns.next();
  ui::space(k_label_height);  // level with the fields beside
  ui::Row row{{.align = ui::Align::end}};
  if (ui::button("Up", {.variant = ui::Variant::quiet,
                        .icon = ui::Icon::chevron_up,
                        .icon_only = true,
                        .enabled = at > 0,
                        .description = concat("Move ", element.name, " up")})) {
    requests.edit(
        move_element<T>(state.document, at, at - 1, concat("Move ", element.name, " up")));
  }
  if (ui::button("Down", {.variant = ui::Variant::quiet,
                          .icon = ui::Icon::chevron_down,
                          .icon_only = true,
                          .enabled = at + 1 < list.size(),
                          .description = concat("Move ", element.name, " down")})) {
    requests.edit(
        move_element<T>(state.document, at, at + 1, concat("Move ", element.name, " down")));
  }
  if (ui::button("Delete",
                 {.variant = ui::Variant::quiet,
                  .icon = ui::Icon::trash,
                  .icon_only = true,
                  .description = concat("Delete ", element.name,
                                        "; what refers to it is cleared. Undo restores.")})) {
    requests.edit(erase_element<T>(state.document, at, concat("Delete ", element.name)));
    ui::toast(concat("Deleted ", element.name, ". Undo brings it back."));
  }
}

template <class T>
void draw_list(const State& state, Requests& requests, const ListView<T>& view,
               DrawFields<T> draw_fields) {
  const std::vector<T>& list = state.audit.*view.list;
  ui::note(view.advice);
  ui::space(4);
  {
    ui::List group{view.heading};
    for (std::size_t at = 0; at < list.size(); ++at) {
      draw_element(state, requests, view, at, draw_fields);
      ui::space(4);
    }
  }
  if (ui::button(concat("Add a ", view.one), {.icon = ui::Icon::add})) {
    T element;
    element.id = decltype(element.id)(new_id(state.document.index(), view.id_space, view.one));
    element.name = concat("New ", view.one);
    requests.edit(insert_element(state.document, std::move(element), concat("Add a ", view.one)));
  }
}

template <class Enum>
std::optional<std::optional<Enum>> choose_enum(std::string_view label,
                                               const std::optional<Enum>& value) {
  std::vector<ui::Option> options = {ui::Option("Not known")};
  for (const std::string_view name : words(Enum{})) options.emplace_back(name);
  const auto chosen = ui::select(label, options, value ? static_cast<int>(*value) + 1 : 0);
  if (!chosen) return std::nullopt;
  return *chosen == 0 ? std::optional<Enum>{} : std::optional<Enum>{static_cast<Enum>(*chosen - 1)};
}

std::optional<std::optional<OwnerId>> choose_team(const State& state, std::string_view label,
                                                  const std::optional<OwnerId>& value,
                                                  std::string_view none) {
  std::vector<ui::Option> options = {ui::Option(none)};
  int selected = 0;
  for (const Team& team : state.audit.teams) {
    if (value == team.id) selected = static_cast<int>(options.size());
    options.emplace_back(shown_name(team));
  }
  const auto chosen = ui::select(label, options, selected);
  if (!chosen) return std::nullopt;
  return *chosen == 0
             ? std::optional<OwnerId>{}
             : std::optional<OwnerId>{state.audit.teams[static_cast<std::size_t>(*chosen - 1)].id};
}

void draw_stage_fields(const State& state, const Stage& stage, const Change<Stage>& change,
                       ui::Columns& columns) {
  if (const auto lead = choose_team(state, "Led by", stage.lead, "Nobody"))
    change([&](Stage& s) { s.lead = *lead; });
  columns.next();
  if (const auto phase = choose_enum("Phase", stage.phase))
    change([&](Stage& s) { s.phase = *phase; });
  columns.next();
  if (const auto role = choose_enum("Role", stage.role)) change([&](Stage& s) { s.role = *role; });
}

void draw_channel_fields(const State&, const Channel& channel, const Change<Channel>& change,
                         ui::Columns& columns) {
  if (const auto kind = choose_enum("Kind", channel.kind))
    change([&](Channel& c) { c.kind = *kind; });
  columns.next();
  if (const auto mobile = ui::check_box("On a phone", channel.mobile))
    change([&](Channel& c) { c.mobile = *mobile; });
}

void draw_team_fields(const State&, const Team& team, const Change<Team>& change, ui::Columns&) {
  if (const auto discipline = choose_enum("Discipline", team.discipline))
    change([&](Team& t) { t.discipline = *discipline; });
}

void draw_person_fields(const State& state, const Person& person, const Change<Person>& change,
                        ui::Columns&) {
  if (const auto team = choose_team(state, "Team", person.team, "Not known"))
    change([&](Person& p) { p.team = *team; });
}

void draw_rater_fields(const State& state, const Rater& rater, const Change<Rater>& change,
                       ui::Columns& columns) {
  if (const auto team = choose_team(state, "Team", rater.team, "Not known"))
    change([&](Rater& r) { r.team = *team; });
  columns.next();
  if (const auto on = ui::check_box("Only watches", rater.spectator,
                                    {.description = "A spectator's ratings count nowhere"})) {
    change([&](Rater& r) { r.spectator = *on; });
  }
}

}  // namespace

void draw_goals(const State& state, Requests& requests) {
  ui::heading(3, "Goals");
  const Header& header = state.audit.header;
  for (const Goal& goal : state.model.goals) {
    const bool on = header.goals && contains(*header.goals, goal.id);
    if (const auto value = ui::check_box(goal.name, on, {.key = goal.id.text})) {
      requests.edit(edit_header(state, concat("Goal: ", goal.name), [&](Header& h) {
        if (!h.goals) h.goals.emplace();
        std::erase(*h.goals, goal.id);
        if (*value) h.goals->push_back(goal.id);
      }));
    }
  }
}

void draw_business_stage(const State& state, Requests& requests) {
  if (const auto stage = choose_enum("Business stage", state.audit.header.business_stage)) {
    requests.edit(
        edit_header(state, "Business stage", [&](Header& h) { h.business_stage = *stage; }));
  }
}

namespace {

void draw_about(const State& state, UiState& ui_state, Requests& requests) {
  const Header& header = state.audit.header;
  ui::Columns columns({3, 2}, 300, 40);
  if (const auto edit = ui::text_field("Title", header.title, {.placeholder = "What is audited"})) {
    requests.edit(
        edit_header(state, "Title of the audit", [&](Header& h) { h.title = edit.text; }));
  }
  if (const auto edit = ui::text_field("Organisation", header.organisation)) {
    requests.edit(
        edit_header(state, "Organisation", [&](Header& h) { h.organisation = edit.text; }));
  }
  const std::string date = header.as_of ? format_date(*header.as_of) : std::string();
  if (const auto edit = ui::text_field("Date of the audit", date,
                                       {.description = "Counts as today: evidence ages towards it",
                                        .placeholder = "YYYY-MM-DD",
                                        .problem = ui_state.date_problem})) {
    const std::optional<Date> as_of = parse_date(edit.text);
    if (as_of || edit.text.empty()) {
      ui_state.date_problem.clear();
      requests.edit(edit_header(state, "Date of the audit", [&](Header& h) { h.as_of = as_of; }));
    } else if (!edit.paused) {
      ui_state.date_problem = concat("\"", edit.text, "\" is no date; write it as 2026-11-01.");
    }
  }
  draw_business_stage(state, requests);
  columns.next();
  draw_goals(state, requests);
}

void draw_stages(const State& state, UiState&, Requests& requests) {
  draw_list<Stage>(state, requests,
                   {"Stages",
                    "stage",
                    "The journey from left to right, as the customer lives it.",
                    &Audit::stages,
                    IdSpace::stage,
                    {4, 3, 3, 3, 2}},
                   draw_stage_fields);
}

void draw_channels(const State& state, UiState&, Requests& requests) {
  draw_list<Channel>(state, requests,
                     {"Channels",
                      "channel",
                      "Where customers meet you: web, app, phone, shop, post.",
                      &Audit::channels,
                      IdSpace::channel,
                      {4, 3, 2, 2}},
                     draw_channel_fields);
}

void draw_teams(const State& state, UiState&, Requests& requests) {
  draw_list<Team>(state, requests,
                  {"Teams",
                   "team",
                   "Who may own a touchpoint or receive a hand-off.",
                   &Audit::teams,
                   IdSpace::owner,
                   {4, 4, 2}},
                  draw_team_fields);
}

void draw_people(const State& state, UiState&, Requests& requests) {
  draw_list<Person>(state, requests,
                    {"People",
                     "person",
                     "Persons who answer for touchpoints.",
                     &Audit::people,
                     IdSpace::owner,
                     {4, 4, 2}},
                    draw_person_fields);
}

void draw_raters(const State& state, UiState&, Requests& requests) {
  draw_list<Rater>(state, requests,
                   {"Raters",
                    "rater",
                    "Everybody who rates. Three who agree tell far more than one.",
                    &Audit::raters,
                    IdSpace::rater,
                    {4, 3, 2, 2}},
                   draw_rater_fields);
}

constexpr std::array k_tabs = {
    ViewTab{.name = "About", .draw = draw_about, .edits = true},
    ViewTab{.name = "Stages", .draw = draw_stages, .edits = true},
    ViewTab{.name = "Channels", .draw = draw_channels, .edits = true},
    ViewTab{.name = "Teams", .draw = draw_teams, .edits = true},
    ViewTab{.name = "People", .draw = draw_people, .edits = true},
    ViewTab{.name = "Raters", .draw = draw_raters, .edits = true},
};

}  // namespace

void draw_setup(const State& state, UiState& ui_state, Requests& requests) {
  ui::heading(2, "Audit set-up");
  draw_tabs("Parts of the audit", k_tabs, ui_state.setup_tab, state, ui_state, requests);
}

std::span<const ViewTab> setup_tabs() {
  return k_tabs;
}

}  // namespace touchstone::app
