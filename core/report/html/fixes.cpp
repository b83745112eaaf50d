// Patterns across the journey, the fixes, and the plan that a budget allows.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <set>

#include "insight/worth.hpp"
#include "report/html/page.hpp"
#include "text/concat.hpp"
#include "words/words.hpp"

namespace touchstone::report {
namespace {

std::vector<const DiagnosticResult*> results_in(const ReportPage& page, DiagnosticState state) {
  std::vector<const DiagnosticResult*> results;
  for (const DiagnosticResult& result : page.scores.diagnostics)
    if (result.state == state) results.push_back(&result);
  return results;
}

const DiagnosticRow& row_of(const ReportPage& page, const DiagnosticResult& result) {
  return page.model.diagnostics[result.row];
}

void write_fired(std::string& out, const ReportPage& page, const DiagnosticResult& result) {
  const DiagnosticRow& diagnostic = row_of(page, result);
  add(out, "<article class=\"finding\">\n<h3>", html(diagnostic.name), "</h3>\n<p>",
      html(result.message), "</p>\n");
  if (!result.touchpoints.empty()) {
    std::vector<std::size_t> proof = result.touchpoints;
    std::ranges::stable_sort(proof, [&](std::size_t a, std::size_t b) {
      return page.scores.touchpoints[a].rank < page.scores.touchpoints[b].rank;
    });
    std::vector<std::string> names;
    for (const std::size_t i : proof)
      names.push_back(concat(page.name(i), " (", words::points(page.scores.touchpoints[i].friction),
                             page.insufficient(i) ? "?" : "", ")"));
    add(out, "<p class=\"evidence\"><strong>Proof, with friction:</strong> ",
        words::listed(names, 12), "</p>\n");
  }
  add(out, "<p class=\"evidence\"><strong>To be surer:</strong> ", html(diagnostic.settle),
      "</p>\n</article>\n");
}

std::string fix_cell(const ReportPage& page, const Fix& fix) {
  std::string small(words::status_word(fix.status));
  if (fix.category) add(small, ", ", words::category_word(*fix.category));
  if (fix.owner) add(small, ", ", bdi(words::owner_names(page.audit, {*fix.owner}).front()));
  if (fix.due) add(small, ", due ", words::long_date(*fix.due));
  return concat(bdi(shown_name(fix)), "<small>", small, "</small>");
}

// "Refund call −30 %, Chat −8 %".
std::string effects_cell(const ReportPage& page, const Fix& fix) {
  std::vector<std::string> parts;
  for (const Effect& effect : fix.effects) {
    const auto touchpoint = page.directory.touchpoint(page.audit, effect.touchpoint);
    if (!touchpoint) continue;
    const std::string reduces =
        effect.reduces ? concat(" −", words::percent(*effect.reduces)) : " effect not known";
    parts.push_back(page.name(*touchpoint) + reduces);
  }
  return parts.empty() ? "none stated" : words::listed(parts, parts.size());
}

std::vector<std::size_t> fixes_by_value(const ReportPage& page) {
  std::vector<std::size_t> order(page.audit.fixes.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto closed = [&](std::size_t fix) {
    const auto status = page.audit.fixes[fix].status;
    return status == FixStatus::done || status == FixStatus::dropped;
  };
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    if (closed(a) != closed(b)) return closed(b);
    return page.values.journey_drop(a) > page.values.journey_drop(b);
  });
  return order;
}

// "38,000 EUR", and below it what the fix brings a month and when it has paid for itself.
std::string cost_cell(const ReportPage& page, const Fix& fix, const FixWorth& worth) {
  std::string cell = fix.cost ? html(words::money(page.audit, *fix.cost)) : "not known";
  if (!worth.benefit.value || *worth.benefit.value < 0.5) return cell;
  add(cell, "<small>brings ", html(words::money(page.audit, *worth.benefit.value)), " a month");
  if (worth.low && worth.high)
    add(cell, " (", words::figure(*worth.low, 0), " to ", words::figure(*worth.high, 0), ")");
  if (worth.payback.value && fix.cost.value_or(0) > 0)
    add(cell, ", pays back in ", words::figure(*worth.payback.value, 1), " months");
  return cell + "</small>";
}

// What an audit would have to state for every fix's worth.
void write_missing_worth(std::string& out, const std::vector<FixWorth>& worths) {
  std::set<std::string> missing;
  for (const FixWorth& worth : worths)
    missing.insert(worth.benefit.missing.begin(), worth.benefit.missing.end());
  if (missing.empty()) return;
  std::vector<std::string> keys;
  for (std::string key : missing) {
    std::replace(key.begin(), key.end(), '_', ' ');
    keys.push_back(html(key));
  }
  add_paragraph(out,
                "What a fix is worth in money is told only where the audit has the "
                "figures for it; missing in places: ",
                words::listed(keys, keys.size()), ".");
}

void write_fix_table(std::string& out, const ReportPage& page) {
  static constexpr auto k_columns =
      std::to_array<PageColumn>({{"Fix", "name"},
                                 {"Expected effect"},
                                 {"Confidence", "number"},
                                 {"Days", "number"},
                                 {"Cost and benefit"},
                                 {"Points off the journey", "number"}});
  const std::vector<FixWorth> worths = fix_worths(page.audit);
  add_heading(out, "All fixes");
  open_table(out, "All fixes, the largest effect first", k_columns);
  for (const std::size_t i : fixes_by_value(page)) {
    const Fix& fix = page.audit.fixes[i];
    const bool closed = fix.status == FixStatus::done || fix.status == FixStatus::dropped;
    add_row(
        out, k_columns,
        {fix_cell(page, fix), effects_cell(page, fix),
         fix.confidence ? words::percent(*fix.confidence) : "not stated",
         fix.effort ? words::figure(*fix.effort, 1) : "not known", cost_cell(page, fix, worths[i]),
         closed ? "–" : words::figure(page.values.journey_drop(i), 1)});
  }
  close_table(out);
  add_paragraph(
      out,
      "The last column tells how far the journey's friction would fall if this fix alone were "
      "done, its effect multiplied by the confidence in it. Effects are estimates of the people "
      "who planned the fix; several fixes at one place do not add up.");
  write_missing_worth(out, worths);
}

// Whether a repeat audit could tell the plan's effect from chance.
std::string detectable(const ReportPage& page, double drop) {
  const double noise =
      page.model.thresholds.change_z * std::numbers::sqrt2 * page.scores.journey->sd;
  const std::string least = concat(
      "A repeat audit with evidence as good as today's can tell a "
      "change of about ",
      words::points(std::ceil(noise)), " points from chance");
  return drop > noise ? concat(least, "; the plan's effect would show.")
                      : concat(least,
                               ". The plan's effect is smaller: it may come out as no "
                               "detectable change unless more evidence is collected.");
}

void write_plan(std::string& out, const ReportPage& page) {
  if (!page.plan) return;
  const Plan& plan = *page.plan;
  add_heading(out, concat("The plan for ", words::figure(*page.options.budget, 1), " person-days"));
  if (plan.fixes.empty() || !plan.journey_before || !plan.journey_after) {
    add_paragraph(out, "No open fix with a known effort fits this budget.");
    return;
  }
  const double drop = *plan.journey_before - *plan.journey_after;
  add_paragraph(
      out, words::counted(plan.fixes.size(), "fix", "fixes"), ", ", words::figure(plan.effort, 1),
      " person-days. The journey's friction is expected to fall from <strong>",
      words::figure(*plan.journey_before, 1), "</strong> to <strong>",
      words::figure(*plan.journey_after, 1), "</strong>. ",
      plan.optimal ? "No other choice within the budget is worth more."
                   : concat("A better choice may exist: at most ", words::percent(plan.gap),
                            " of the friction mass is left on the table."));
  add_paragraph(out, detectable(page, drop));
  static constexpr auto k_columns =
      std::to_array<PageColumn>({{"Fix", "name"}, {"Days", "number"}, {"Owner"}, {"Due"}});
  open_table(out, "The fixes of the plan", k_columns);
  std::vector<std::size_t> order = plan.fixes;
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    return page.values.journey_drop(a) > page.values.journey_drop(b);
  });
  for (const std::size_t i : order) {
    const Fix& fix = page.audit.fixes[i];
    add_row(out, k_columns,
            {bdi(shown_name(fix)), words::figure(fix.effort.value_or(0), 1),
             fix.owner ? bdi(words::owner_names(page.audit, {*fix.owner}).front()) : "nobody yet",
             fix.due ? words::long_date(*fix.due) : "no date"});
  }
  close_table(out);
}

}  // namespace

void write_diagnostics(std::string& out, const ReportPage& page) {
  const auto fired = results_in(page, DiagnosticState::fired);
  const auto open = results_in(page, DiagnosticState::not_assessable);
  const auto clear = results_in(page, DiagnosticState::clear);
  add_paragraph(out, "Of ", std::to_string(page.scores.diagnostics.size()), " known patterns, ",
                std::to_string(fired.size()), " show in this audit, ", std::to_string(clear.size()),
                " do not, and ", std::to_string(open.size()),
                " cannot be assessed with what is known.");
  for (const DiagnosticResult* result : fired) write_fired(out, page, *result);
  if (!open.empty()) {
    add_heading(out, "Not assessable");
    std::vector<std::string> items;
    for (const DiagnosticResult* result : open)
      items.push_back(concat("<strong>", html(row_of(page, *result).name), ":</strong> ",
                             html(result->message)));
    add_bullets(out, items);
  }
  if (!clear.empty()) {
    add_heading(out, "Clear");
    std::vector<std::string> names;
    for (const DiagnosticResult* result : clear) names.push_back(html(row_of(page, *result).name));
    add_paragraph(out, words::listed(names, names.size()), ".");
  }
}

void write_fixes(std::string& out, const ReportPage& page) {
  write_plan(out, page);
  write_fix_table(out, page);
}

}  // namespace touchstone::report
