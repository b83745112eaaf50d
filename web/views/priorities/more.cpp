// How sure the ranking is, what friction costs in money, and whether to begin with UX or with CX.
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>

#include "insight/facts.hpp"
#include "state/edits.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/priorities/priorities.hpp"
#include "views/shared/pictures.hpp"
#include "views/views.hpp"

namespace touchstone::app {
namespace {

// How sure the ranking is.

constexpr std::size_t k_ranks_drawn = 20;

std::string in_words(const TouchpointCertainty& certainty) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(certainty.acceptability.size(), 5); ++i)
    text += concat(i == 0 ? "rank " : ", rank ", std::to_string(i + 1), " ",
                   percent(certainty.acceptability[i]));
  return text;
}

// A bar a rank, as high as the chance to stand there.
void draw_ranks(const TouchpointCertainty& certainty, std::size_t top) {
  ui::cell_custom(in_words(certainty), [&](ui::Painter& painter, ui::Rect box) {
    const ui::Theme& theme = ui::theme();
    const ui::Rect plot = box.inset(ui::px(2), ui::px(6));
    const std::size_t count = std::min(certainty.acceptability.size(), k_ranks_drawn);
    const float step = plot.w / static_cast<float>(std::max<std::size_t>(count, 1));
    for (std::size_t i = 0; i < count; ++i) {
      const float x = plot.x + step * static_cast<float>(i);
      const float height = plot.h * static_cast<float>(certainty.acceptability[i]);
      painter.fill({x, plot.bottom() - ui::px(1), step - ui::px(1), ui::px(1)}, theme.border);
      painter.fill({x, plot.bottom() - height, step - ui::px(1), height},
                   i < top ? theme.accent : theme.dimmed);
    }
  });
}

void draw_ranking(const State& state, UiState& ui_state, const RankReport& report,
                  std::size_t top) {
  std::vector<std::size_t> rows(report.touchpoints.size());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
  std::ranges::stable_sort(rows, std::ranges::greater{}, [&](std::size_t at) {
    return report.touchpoints[at].p_top * 1000 + state.scores.touchpoints[at].friction;
  });
  const std::string among = concat("Among the worst ", std::to_string(top));
  const std::array columns = {
      ui::Column{.title = "Touchpoint", .width = 200, .stretch = true, .sortable = false},
      ui::Column{.title = "Friction", .width = 96, .sortable = false},
      ui::Column{.title = among, .width = 160, .sortable = false},
      ui::Column{.title = "Verdict", .width = 120, .sortable = false},
      ui::Column{.title = "Chance of each rank, 1 to 20",
                 .width = 230,
                 .sortable = false,
                 .description = "A bar a rank from the worst on, as high as its chance"},
  };
  const auto id_at = [&](int row) -> const TouchpointId& {
    return state.audit.touchpoints[rows[static_cast<std::size_t>(row)]].id;
  };
  const ui::GridOptions options = {
      .height = grid_height(rows.size(), 460),
      .is_selected = [&](int row) { return ui_state.selected == id_at(row); },
      .row_key = [&](int row) { return std::hash<TouchpointId>{}(id_at(row)); },
  };
  const ui::GridEvent event = ui::grid(
      "How sure each rank is", columns, static_cast<int>(rows.size()),
      ui_state.priorities.certainty, options, [&](int row, int column) {
        const std::size_t at = rows[static_cast<std::size_t>(row)];
        const TouchpointCertainty& certainty = report.touchpoints[at];
        constexpr std::array k_words = {"Sure", "Open", "Unlikely"};
        constexpr std::array k_tones = {ui::Tone::danger, ui::Tone::warning, ui::Tone::dimmed};
        const auto label = static_cast<std::size_t>(certainty.label);
        switch (column) {
          case 0:
            ui::cell_strong(shown_name(state.audit.touchpoints[at]));
            break;
          case 1:
            ui::cell_friction(state.scores.touchpoints[at].friction);
            break;
          case 2:
            ui::cell_text(percent(certainty.p_top));
            break;
          case 3:
            ui::cell_badge(k_words.at(label), k_tones.at(label));
            break;
          default:
            draw_ranks(certainty, top);
            break;
        }
      });
  if (event.clicked_row) ui_state.selected = id_at(*event.clicked_row);
}

void draw_fixes_in_plans(const State& state, const RankReport& report, double budget) {
  if (report.p_in_plan.empty()) return;
  ui::heading(3, concat("How sure each fix is in the best plan for ", figure(budget, 1), " days"));
  std::vector<std::size_t> fixes;
  for (std::size_t i = 0; i < report.p_in_plan.size(); ++i)
    if (is_open(state.audit.fixes[i])) fixes.push_back(i);
  std::ranges::stable_sort(fixes, std::ranges::greater{},
                           [&](std::size_t at) { return report.p_in_plan[at]; });
  constexpr std::size_t k_most = 40;
  for (std::size_t i = 0; i < std::min(fixes.size(), k_most); ++i) {
    const double chance = report.p_in_plan[fixes[i]];
    const std::string title = shown_title(state.audit.fixes[fixes[i]]);
    ui::text(title);
    const ui::Spacing title_and_bar(2);
    ui::meter(title, chance, 0, 1, ui::theme().accent, percent(chance));
  }
}

// What it is worth.

struct Figure {
  std::string_view label, description;
  std::optional<double> Economics::* value;
  double most;
  std::string_view unit;
  double shown_per_unit;  // 100 for a share shown in percent
};

constexpr double k_any = 1e12;
constexpr std::array k_figures = {
    Figure{"Margin a month", "What a customer leaves after costs", &Economics::margin_per_month,
           k_any, "", 1},
    Figure{"Kept a month", "Share of customers who are still there a month later",
           &Economics::retention_monthly, 1, "%", 100},
    Figure{"Discount a month", "What money later is worth less, a month",
           &Economics::discount_monthly, 1, "%", 100},
    Figure{"Cost of a contact", "A call or ticket answered", &Economics::cost_per_contact, k_any,
           "", 1},
};

void draw_figures(const State& state, Requests& requests) {
  const Economics now = state.audit.header.economics.value_or(Economics{});
  const auto change = [&](std::string_view what, auto&& mutate) {
    requests.edit(edit_header(state, std::string(what), [&](Header& header) {
      if (!header.economics) header.economics.emplace();
      mutate(*header.economics);
    }));
  };
  const ui::Panel panel{"The audit's own figures"};
  ui::heading(3, "The audit's own figures");
  ui::Columns columns(5, 130, 12);
  if (const auto edit = ui::text_field("Currency", now.currency, {.placeholder = "EUR"}))
    change("Currency", [&](Economics& e) { e.currency = edit.text; });
  for (const Figure& figure : k_figures) {
    columns.next();
    const std::optional<double> value = now.*figure.value;
    const auto shown = value ? std::optional(*value * figure.shown_per_unit) : std::nullopt;
    const auto edit = ui::number_field(
        figure.label, shown,
        {.min = 0, .max = figure.most * figure.shown_per_unit, .unit = figure.unit},
        {.description = figure.description});
    if (!edit) continue;
    change(figure.label, [&](Economics& e) {
      e.*figure.value =
          edit.value ? std::optional(*edit.value / figure.shown_per_unit) : std::nullopt;
    });
  }
}

// How the screen calls a missing key of the document.
std::string words_of(const std::vector<std::string>& keys) {
  constexpr std::array<std::array<std::string_view, 2>, 8> k_words = {{
      {"margin_per_month", "margin a month"},
      {"retention_monthly", "customers kept a month"},
      {"discount_monthly", "discount a month"},
      {"cost_per_contact", "cost of a contact"},
      {"volume", "customers a month"},
      {"lost_share", "share lost"},
      {"contacts", "contacts caused"},
      {"cost", "cost of the fix"},
  }};
  std::string text = "Missing: ";
  for (const std::string& key : keys) {
    const auto found = std::ranges::find(k_words, key, [](const auto& row) { return row[0]; });
    text += concat(&key == &keys.front() ? "" : ", ",
                   found == k_words.end() ? std::string_view(key) : (*found)[1]);
  }
  return text;
}

void cell_amount(const Amount& amount, std::string_view unit) {
  if (amount.value) {
    ui::cell_text(concat(figure(*amount.value, 0), " ", unit));
  } else if (amount.missing.empty()) {
    ui::cell_text("–");
  } else {
    ui::cell_text(words_of(amount.missing), ui::Tone::dimmed);
  }
}

void draw_stakes(const State& state, UiState& ui_state, Requests& requests) {
  const FixFacts& facts = state.studies.fixes();
  const auto& economics = state.audit.header.economics;
  const std::string currency = economics ? economics->currency : std::string();
  std::vector<std::size_t> rows(facts.stakes.size());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
  std::ranges::stable_sort(rows, std::ranges::greater{}, [&](std::size_t at) {
    return facts.stakes[at].total.value.value_or(-1);
  });
  constexpr std::array k_columns = {
      ui::Column{.title = "Touchpoint", .width = 200, .stretch = true, .sortable = false},
      ui::Column{
          .title = "Customers a month", .width = 140, .sortable = false, .align = ui::Align::end},
      ui::Column{.title = "Lost here", .width = 96, .sortable = false, .align = ui::Align::end},
      ui::Column{
          .title = "Contacts a month", .width = 130, .sortable = false, .align = ui::Align::end},
      ui::Column{.title = "At stake a month", .width = 260, .sortable = false},
  };
  ui::heading(3, "At stake at each touchpoint");
  const ui::GridEvent event = ui::grid(
      "At stake", k_columns, static_cast<int>(rows.size()), ui_state.priorities.worth,
      {.height = grid_height(rows.size(), 400)}, [&](int row, int column) {
        const std::size_t at = rows[static_cast<std::size_t>(row)];
        const Touchpoint& touchpoint = state.audit.touchpoints[at];
        const auto change = [&](std::string_view what, std::optional<double> Touchpoint::* field,
                                std::optional<double> value) {
          requests.edit(edit_touchpoint(state, touchpoint.id,
                                        concat(what, " of ", shown_name(touchpoint)),
                                        [&](Touchpoint& changed) { changed.*field = value; }));
        };
        switch (column) {
          case 0:
            ui::cell_strong(shown_name(touchpoint));
            break;
          case 1:
            if (const auto edit = ui::cell_number_edit(touchpoint.volume, {.min = 0}))
              change("Customers a month", &Touchpoint::volume, edit.value);
            break;
          case 2: {
            const auto shown =
                touchpoint.lost_share ? std::optional(*touchpoint.lost_share * 100) : std::nullopt;
            if (const auto edit = ui::cell_number_edit(shown, {.min = 0, .max = 100, .unit = "%"}))
              change("Share lost", &Touchpoint::lost_share,
                     edit.value ? std::optional(*edit.value / 100) : std::nullopt);
            break;
          }
          case 3:
            if (const auto edit = ui::cell_number_edit(touchpoint.contacts, {.min = 0}))
              change("Contacts a month", &Touchpoint::contacts, edit.value);
            break;
          default:
            cell_amount(facts.stakes[at].total, currency);
            break;
        }
      });
  if (event.clicked_row)
    ui_state.selected =
        state.audit.touchpoints[rows[static_cast<std::size_t>(*event.clicked_row)]].id;
}

void draw_benefit(const Fix& fix, const FixWorth& worth, std::string_view currency) {
  const ui::ListItem item;
  std::string text = concat(shown_title(fix), ": ");
  if (worth.benefit.value) {
    text += concat(figure(*worth.benefit.value, 0), " ", currency, " a month");
    if (worth.low && worth.high)
      text += concat(" (", figure(*worth.low, 0), " to ", figure(*worth.high, 0), ")");
    if (worth.payback.value)
      text += concat(", pays for itself in ", figure(*worth.payback.value, 1), " months");
  } else {
    text += worth.benefit.missing.empty() ? "no figure" : words_of(worth.benefit.missing);
  }
  ui::paragraph(text, worth.benefit.value ? ui::Tone::normal : ui::Tone::dimmed);
}

void draw_benefits(const State& state, UiState& ui_state) {
  const FixFacts& facts = state.studies.fixes();
  if (state.audit.fixes.empty()) return;
  const auto& economics = state.audit.header.economics;
  const std::string currency = economics ? economics->currency : std::string();
  ui::heading(3, "What each fix brings");
  std::size_t& listed = ui_state.priorities.benefits_listed;
  {
    const ui::List list{"What each fix brings"};
    for (std::size_t i = 0; i < std::min(listed, facts.worths.size()); ++i)
      draw_benefit(state.audit.fixes[i], facts.worths[i], currency);
  }
  draw_rest_of_list(listed, facts.worths.size());
}

// UX or CX first.

// How much a gain counts on a side, where no stage has a role of its own.
double weight_of(const State& state, Discipline side) {
  Touchpoint touchpoint;
  touchpoint.discipline = side;
  return multiplier(state.audit.header, state.model, touchpoint, std::nullopt);
}

std::string advice(double ux, double cx) {
  if (ux > cx)
    return "UX first: at this stage and for these goals, people who can use the product bring more "
           "than a better company around it.";
  if (cx > ux)
    return "CX first: at this stage and for these goals, what surrounds the product - calls, "
           "invoices, help - brings more.";
  return "Neither first: a gain counts the same on both sides. Take the worst friction first, "
         "wherever it is.";
}

// One fix where its side's weight puts it, and where it would stand without.
void draw_place_in_order(const Fix& fix, UiState& ui_state, std::size_t now, std::size_t before) {
  const ui::ListItem item;
  const ui::Scope scope{fix.id.text};
  ui::Row row;
  ui::text(concat(std::to_string(now + 1), "."));
  if (ui::link(shown_title(fix), "Show this fix")) {
    ui_state.priorities.fix = fix.id;
    ui_state.priorities.tab = 0;
  }
  if (before != now) {
    ui::badge(concat("was ", std::to_string(before + 1)),
              before > now ? ui::Tone::good : ui::Tone::dimmed);
  }
}

}  // namespace

void draw_certainty_tab(const State& state, UiState& ui_state, Requests& requests) {
  if (state.audit.touchpoints.empty()) {
    ui::empty_state(ui::Icon::chart, "Nothing to rank yet",
                    "Add touchpoints and vote on them: then this shows how sure their order is.");
    return;
  }
  const bool has_plan = state.studies.fixes().all_effort > 0;
  const double budget = budget_of(state, ui_state);
  const CertaintyStudied& studied =
      state.studies.certainty(has_plan ? std::optional(budget) : std::nullopt);
  if (!studied.is_done) {
    if (ui::progress("Trying out other weights and measurements", studied.progress, true))
      state.studies.stop_certainty();
    return;
  }
  const std::size_t top = rank_options(state.audit.header, state.model).top;
  ui::note(concat("The touchpoints ranked ", figure(static_cast<double>(studied.report.draws), 0),
                  " times, each time with other weights of the factors and other values within "
                  "the evidence's uncertainty. Sure: among the worst ",
                  std::to_string(top), " nearly always, whatever one believes about weights."));
  if (studied.report.draws == 0) return;
  savable_picture(requests, "How sure each rank is", "-ranks",
                  [&] { draw_ranking(state, ui_state, studied.report, top); });
  draw_fixes_in_plans(state, studied.report, budget);
}

void draw_worth_tab(const State& state, UiState& ui_state, Requests& requests) {
  ui::note(
      "In money, from the audit's own figures only; what is missing is named, never guessed. A "
      "customer is worth margin x kept / (1 + discount - kept) (Gupta and Lehmann, 2003).");
  draw_figures(state, requests);
  ui::space(8);
  if (!state.audit.touchpoints.empty()) draw_stakes(state, ui_state, requests);
  draw_benefits(state, ui_state);
}

void draw_focus_tab(const State& state, UiState& ui_state, Requests& requests) {
  const double ux = weight_of(state, Discipline::ux), cx = weight_of(state, Discipline::cx);
  {
    const ui::Panel panel{"UX or CX first?"};
    ui::heading(3, "UX or CX first?");
    ui::paragraph(advice(ux, cx));
    ui::Columns columns(2, 140, 12);
    ui::fact("A gain of UX counts", concat(figure(ux), " times"));
    columns.next();
    ui::fact("A gain of CX counts", concat(figure(cx), " times"));
  }
  ui::Columns columns({2, 3}, 260, 24);
  draw_business_stage(state, requests);
  draw_goals(state, requests);
  columns.next();
  ui::heading(3, "What that does to the order of fixes");
  const std::vector<Priority>& priorities = state.studies.fixes().priorities;
  std::vector<std::size_t> plain(priorities.size());
  for (std::size_t i = 0; i < plain.size(); ++i) plain[i] = i;
  std::vector<std::size_t> focused = plain;
  std::ranges::stable_sort(plain, std::ranges::greater{},
                           [&](std::size_t at) { return priorities[at].journey_drop; });
  std::ranges::stable_sort(focused, std::ranges::greater{},
                           [&](std::size_t at) { return priorities[at].value; });
  if (focused.empty()) ui::note("There are no fixes yet.");
  std::vector<std::size_t> place_before(plain.size());
  for (std::size_t i = 0; i < plain.size(); ++i) place_before[plain[i]] = i;
  std::size_t& listed = ui_state.priorities.order_listed;
  {
    const ui::List list{"Order of fixes"};
    for (std::size_t i = 0; i < std::min(listed, focused.size()); ++i)
      draw_place_in_order(state.audit.fixes[focused[i]], ui_state, i, place_before[focused[i]]);
  }
  draw_rest_of_list(listed, focused.size());
}

}  // namespace touchstone::app
