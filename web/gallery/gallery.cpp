// A page of its own with every control of web/ui: for developers to look at, for tests to press. It
// takes the app's place over the same platform (build/gallery.html).
#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "platform/platform.hpp"
#include "ui/ui.hpp"

namespace touchstone {

namespace {

using namespace ui;

struct Sample {
  std::string name, stage, owner;
  std::optional<double> volume, friction;
  std::optional<int> rating;
  bool moment = false;
};

struct Gallery {
  bool check = true, toggled = false, dialog = false, pressed = true, many = false, endless = false;
  int choice = 1, radio = 0, select = 2, long_select = 4, tab = 0, view = 1, clicks = 0;
  std::string text = "Refund call",
              notes = "Two weeks until a dispute is answered.\nNobody calls back.", search,
              last = "Nothing pressed yet.";
  std::optional<double> number = 1250;
  double slider = 40;
  std::optional<int> rating = 3, compact;
  std::vector<Sample> rows;
  GridState grid;
  int card = 1;
};

Gallery& self() {
  static Gallery g;
  return g;
}

constexpr std::array<std::string_view, 5> k_words{"unusable", "poor", "fair", "good", "excellent"};

constexpr std::array<std::string_view, 4> k_stages{"Discover", "Sign up", "Use", "Leave"};
constexpr std::array<std::string_view, 4> k_owners{"Support", "Product", "Marketing", ""};

void fill_rows(int count) {
  Gallery& g = self();
  g.rows.clear();
  for (int i = 0; i < count; ++i) {
    Sample row;
    row.name = "Touchpoint " + std::to_string(i + 1);
    row.stage = k_stages[static_cast<std::size_t>(i) % k_stages.size()];
    row.owner = k_owners[static_cast<std::size_t>(i * 7) % k_owners.size()];
    row.volume = i % 5 == 4 ? std::nullopt : std::optional<double>(100.0 * (i * 37 % 97 + 1));
    row.friction = i % 11 == 10 ? std::nullopt : std::optional<double>(i * 29 % 101);
    row.rating = i % 6 == 5 ? std::nullopt : std::optional<int>(i % 5);
    g.rows.push_back(row);
  }
}

void did(std::string what) {
  self().last = std::move(what);
  ++self().clicks;
}

void draw_buttons() {
  Panel panel{"Buttons"};
  heading(2, "Buttons");
  {
    Row row;
    if (button("Add touchpoint", {.variant = Variant::primary, .icon = Icon::add})) did("Add");
    if (button("Open", {.icon = Icon::open, .description = "Open an audit from a file"}))
      did("Open");
    if (button("Delete", {.variant = Variant::danger, .icon = Icon::trash})) did("Delete");
    if (button("Later", {.variant = Variant::quiet})) did("Later");
    if (button("Unavailable", {.enabled = false})) did("never");
  }
  {
    Row row;
    if (button("Undo", {.variant = Variant::quiet,
                        .icon = Icon::undo,
                        .icon_only = true,
                        .shortcut = "Ctrl+Z"})) {
      did("Undo");
    }
    if (button("Redo", {.variant = Variant::quiet,
                        .icon = Icon::redo,
                        .icon_only = true,
                        .enabled = false,
                        .shortcut = "Ctrl+Shift+Z"})) {
      did("Redo");
    }
    if (button("Bold", {.pressed = self().pressed})) self().pressed = !self().pressed;
    const auto items = [] {
      return std::vector<MenuItem>{
          {.label = "Duplicate", .icon = Icon::copy, .shortcut = "Ctrl+D"},
          {.label = "Show gaps", .checked = true},
          {.label = "Move", .icon = Icon::arrow_right, .enabled = false},
          {.label = "Delete", .icon = Icon::trash, .danger = true, .separator_before = true}};
    };
    if (const auto i = menu_button("More", items)) did("Menu " + std::to_string(*i));
    if (link("What is friction?")) did("Link");
    help("Friction", "How hard a touchpoint makes it for the customer, from 0 (none) to 100.",
         "Touchstone, scoring model");
  }
  status(self().last);
}

void draw_choices() {
  Gallery& g = self();
  Panel panel{"Choices"};
  heading(2, "Choices");
  {
    Row row{{.gap = 20}};
    if (const auto v = check_box("Show gaps only", g.check)) g.check = *v;
    if (const auto v = toggle("Live update", g.toggled)) g.toggled = *v;
  }
  if (const auto v = choice("Lanes", {"Channel", "Team", "Discipline"}, g.choice)) g.choice = *v;
  if (const auto v = radio_list(
          "Confidence", {{"High", "Measured on real customers"}, {"Low", "A guess by the team"}},
          g.radio)) {
    g.radio = *v;
  }
  Columns columns(2);
  if (const auto v = select("Stage", {"Discover", "Sign up", "Use", "Leave"}, g.select)) {
    g.select = *v;
  }
  columns.next();
  static const std::vector<std::string> k_countries{
      "Austria", "Belgium", "Croatia", "Denmark", "Estonia", "Finland", "France", "Germany",
      "Greece",  "Hungary", "Ireland", "Italy",   "Latvia",  "Malta",   "Poland", "Spain"};
  const std::vector<Option> options(k_countries.begin(), k_countries.end());
  if (const auto v = select("Country", options, g.long_select)) g.long_select = *v;
}

void draw_fields() {
  Gallery& g = self();
  Panel panel{"Fields"};
  heading(2, "Fields");
  Columns columns(2);
  if (const TextEdit e = text_field("Name", g.text, {.placeholder = "Name of the touchpoint"})) {
    g.text = e.text;
    did("Name: " + g.text);
  }
  if (const NumberEdit e =
          number_field("Contacts a month", g.number, {.min = 0, .max = 1e6, .unit = "per month"})) {
    g.number = e.value;
    did(e.value ? "Number " + std::to_string(*e.value) : "Number emptied");
  }
  columns.next();
  if (const TextEdit e = search_field("Search", g.search, {.placeholder = "Find a touchpoint"});
      e.changed) {
    g.search = e.text;
  }
  if (const TextEdit e = text_field(
          "Owner", "", {.placeholder = "Nobody", .problem = "Somebody has to answer for it."})) {
    did("Owner: " + e.text);
  }
  columns.next();
  if (const TextEdit e = text_area("Notes", g.notes, 3)) g.notes = e.text;
}

void draw_values() {
  Gallery& g = self();
  Panel panel{"Values"};
  heading(2, "Ratings and values");
  if (const RatingEdit e = rating("Effectiveness", g.rating, k_words)) g.rating = e.value;
  if (const RatingEdit e = rating("Ease", g.compact, k_words, {}, true)) g.compact = e.value;
  if (const SliderEdit e = slider("Budget", g.slider, {.max = 200, .step = 5, .unit = "days"})) {
    g.slider = e.value;
  }
  {
    Row row;
    for (const double f : {4.0, 27.0, 50.0, 71.0, 93.0}) friction_badge(f);
    friction_badge(std::nullopt);
  }
  {
    Row row;
    badge("Draft");
    badge("Owned", Tone::good, Icon::check);
    badge("No owner", Tone::danger, Icon::warning);
    badge("Moment of truth", Tone::accent, Icon::star);
    badge("Stale", Tone::warning);
  }
  meter("Coverage", 70, 0, 100, theme().accent, "Coverage 70 %");
  interval_meter("Journey friction", 54, 47, 61, 0, 100, friction_colour(54), "54 (47 to 61)");
  progress("Simulating 10,000 journeys", 0.62, true);
  if (const auto v = toggle("Endless work", g.endless)) g.endless = *v;
  if (g.endless) progress("Working", -1);
}

void draw_text() {
  Panel panel{"Text"};
  heading(2, "Text");
  paragraph(
      "A touchstone shows what a metal is worth. Touchstone shows what each point of contact "
      "between a customer and a company is worth: how much friction it makes, and who, if "
      "anybody, owns it.");
  note("Grüße · Ελληνικά · Кириллица · 日本語 · 한국어 · emoji 😀 🚀");
  callout("Nobody answers for the refund call.", Tone::warning);
  {
    Row row{{.gap = 32, .height = 0}};
    fact("Owner", "Nobody", Tone::danger);
    fact("Channel", "Telephone");
    fact("Volume", "1,250 per month");
  }
}

void draw_tree() {
  Panel panel{"Explained"};
  heading(2, "How it came about");
  if (Disclosure d{"Effort", {.trailing = "weight 0.3", .friction = 71.0, .open_at_first = true}}) {
    if (Disclosure e{"Waiting time", {.trailing = "48 h", .friction = 88.0}}) {
      paragraph("Median of 214 calls, from the ticket system.", Tone::dimmed);
    }
    if (Disclosure e{"Steps", {.trailing = "6", .friction = 42.0}}) paragraph("Counted by hand.");
  }
  if (Disclosure d{"Emotion", {.friction = 35.0}}) paragraph("Two of five interviewed were angry.");
}

void draw_cards() {
  Gallery& g = self();
  Panel panel{"Cards"};
  heading(2, "Cards and pictures");
  const Rect strip = take(0, px(96));
  for (int i = 0; i < 3; ++i) {
    const float w = (strip.w - 2 * px(10)) / 3;
    const Rect r{std::round(strip.x + static_cast<float>(i) * (w + px(10))), strip.y, std::floor(w),
                 strip.h};
    const double friction = 20 + 30 * i;
    const std::string title = i == 0 ? "Sign up" : i == 1 ? "First transfer" : "Refund call";
    const CardEvent e = card(
        title, r, {.selected = g.card == i},
        [&] { return title + ", friction " + std::to_string(static_cast<int>(friction)); },
        [&](Painter& p, const ItemState& s) {
          Rect inner = s.rect.inset(px(12), px(10));
          p.fill({s.rect.x, s.rect.y, px(4), s.rect.h}, friction_colour(friction));
          p.text_fit(inner.cut_top(px(20)), TextStyle::strong, theme().text, title);
          p.text_wrap(inner, TextStyle::small, theme().dimmed,
                      "Telephone, owned by nobody since the support team was split.");
        });
    if (e.clicked) g.card = i;
    if (e.activated) did("Opened " + title);
  }
  picture("Friction curve, rising to the refund call", take(0, px(110)), [&](Painter& p) {
    const Rect area{strip.x, strip.bottom() + px(14), strip.w, px(100)};
    std::vector<Vec2> line;
    std::vector<Vec2> up;
    std::vector<Vec2> down;
    for (int i = 0; i <= 40; ++i) {
      const float t = static_cast<float>(i) / 40;
      const float y = area.bottom() - area.h * (0.2F + 0.55F * t * t +
                                                0.1F * std::sin(6 * std::numbers::pi_v<float> * t));
      line.push_back({area.x + area.w * t, y});
      up.push_back({area.x + area.w * t, y - px(10)});
      down.push_back({area.x + area.w * t, y + px(10)});
    }
    p.line({area.x, area.bottom()}, {area.right(), area.bottom()}, theme().border);
    p.band(up, down, with_alpha(theme().accent, 40));
    p.polyline(line, theme().accent, px(2));
  });
}

void draw_table() {
  Gallery& g = self();
  {
    Row row;
    heading(2, "Touchpoints");
    row.push_right();
    if (const auto v = toggle("10,000 rows", g.many)) {
      g.many = *v;
      fill_rows(g.many ? 10000 : 24);
    }
    if (button("New audit", {.variant = Variant::primary})) g.dialog = true;
    if (button("Toast")) toast("Saved as neobank.json.", Tone::good);
  }
  static constexpr std::array<Column, 7> k_columns{
      Column{.title = "Touchpoint", .width = 180, .stretch = true},
      Column{.title = "Stage", .width = 110},
      Column{.title = "Owner", .width = 110},
      Column{.title = "Volume", .width = 100, .align = Align::end},
      Column{.title = "Friction", .width = 90},
      Column{.title = "Ease", .width = 130, .description = "How easy it is, 0 to 4"},
      Column{.title = "Key", .width = 60, .sortable = false}};
  const std::vector<Option> stages(k_stages.begin(), k_stages.end());
  GridOptions options;
  options.height = px(330);
  const GridEvent event =
      grid("Touchpoints", k_columns, static_cast<int>(g.rows.size()), g.grid, options,
           [&](int at, int column) {
             auto& row = g.rows[static_cast<std::size_t>(at)];
             switch (column) {
               case 0:
                 if (const TextEdit e = cell_text_edit(row.name)) row.name = e.text;
                 break;
               case 1: {
                 int selected = -1;
                 for (std::size_t i = 0; i < k_stages.size(); ++i) {
                   if (row.stage == k_stages[i]) selected = static_cast<int>(i);
                 }
                 if (const auto v = cell_select(stages, selected)) {
                   row.stage = k_stages[static_cast<std::size_t>(*v)];
                 }
                 break;
               }
               case 2:
                 if (row.owner.empty()) {
                   cell_badge("No owner", Tone::danger);
                 } else {
                   cell_text(row.owner);
                 }
                 break;
               case 3:
                 if (const NumberEdit e = cell_number_edit(row.volume, {.min = 0, .decimals = 0})) {
                   row.volume = e.value;
                 }
                 break;
               case 4:
                 cell_friction(row.friction);
                 break;
               case 5:
                 if (const RatingEdit e = cell_rating(row.rating, k_words)) row.rating = e.value;
                 break;
               default:
                 if (const auto v = cell_check(row.moment)) row.moment = *v;
                 break;
             }
           });
  if (event.delete_row) did("Delete row " + std::to_string(*event.delete_row + 1));
  if (event.sort_changed) did("Sort by column " + std::to_string(g.grid.sort_column + 1));
}

void draw_dialog() {
  Gallery& g = self();
  Dialog dialog{"New audit", g.dialog};
  if (!dialog) return;
  paragraph("Name the audit. Everything else can be filled in later.");
  if (const TextEdit e = text_field("Name of the audit", g.text)) g.text = e.text;
  if (const auto v = select("Template", {"SaaS", "Retail", "Bank", "Hospital"}, g.select)) {
    g.select = *v;
  }
  {
    Row row{{.align = Align::end}};
    if (button("Cancel")) g.dialog = false;
    if (button("Create", {.variant = Variant::primary})) {
      g.dialog = false;
      did("Created");
    }
  }
  if (dialog.dismissed()) g.dialog = false;
}

void draw_side() {
  Gallery& g = self();
  heading(2, "Gallery");
  static constexpr std::array<std::pair<std::string_view, Icon>, 4> k_views{
      {{"Journey map", Icon::map},
       {"Touchpoints", Icon::table},
       {"Ownership", Icon::people},
       {"Priorities", Icon::target}}};
  for (std::size_t i = 0; i < k_views.size(); ++i) {
    const Spacing tight(i == 0 ? 12 : 2);
    if (button(k_views[i].first, {.variant = Variant::quiet,
                                  .icon = k_views[i].second,
                                  .current = g.view == static_cast<int>(i),
                                  .badge = i == 2 ? "7" : "",
                                  .width = k_fill,
                                  .align_start = true})) {
      g.view = static_cast<int>(i);
    }
  }
  space(8);
  const int scheme = static_cast<int>(chosen_scheme());
  if (const auto v = select("Colours", {"System", "Light", "Dark", "High contrast"}, scheme)) {
    choose_scheme(static_cast<SchemeChoice>(*v));
  }
  const platform::FrameStats& stats = platform::frame_stats();
  note("Frame " + std::to_string(stats.frames) + ", " + std::to_string(stats.mirror_nodes) +
       " nodes");
}

void draw_gallery() {
  Gallery& g = self();
  if (g.rows.empty()) fill_rows(24);
  Rect page = screen();
  if (screen_width_css() >= 760) {
    const Rect side = page.cut_left(px(220));
    if (Region region{"Views", side, {.landmark = Landmark::navigation, .edges = edge_right}}) {
      draw_side();
    }
  }
  if (Region region{"Gallery", page, {.landmark = Landmark::main, .fill = Surface::page}}) {
    heading(1, "Every control");
    const std::optional<int> tab = tabs("Parts", {"Controls", "Table"}, g.tab);
    if (tab) g.tab = *tab;
    TabPanel panel{g.tab == 0 ? "Controls" : "Table"};
    if (g.tab == 0) {
      Columns columns(2, 340);
      draw_buttons();
      draw_choices();
      draw_text();
      draw_tree();
      columns.next();
      draw_fields();
      draw_values();
      draw_cards();
    } else {
      draw_table();
    }
  }
  draw_dialog();
}

}  // namespace

void app_start() {
  platform::set_title("Gallery");
}

void app_frame() {
  draw_gallery();
}

void app_stop() {}

}  // namespace touchstone
