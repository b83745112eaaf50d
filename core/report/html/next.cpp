// What to do next: the few steps that follow from the figures, in the order of their weight.
#include <algorithm>

#include "insight/next_steps.hpp"
#include "report/facts.hpp"
#include "report/html/page.hpp"
#include "score/gap_text.hpp"
#include "text/concat.hpp"

namespace touchstone::report {
namespace {

constexpr std::size_t k_names = 4;

std::string fix_in_words(const ReportPage& page, std::size_t fix) {
  const Fix& row = page.audit.fixes[fix];
  return concat("<em>", bdi(shown_name(row)), "</em>",
                row.effort ? concat(" (", words::figure(*row.effort, 1), " person-days)") : "");
}

std::string plan_step(const ReportPage& page) {
  const Plan& plan = *page.plan;
  if (plan.fixes.empty()) return "";
  std::vector<std::string> titles;
  for (const std::size_t fix : plan.fixes)
    titles.push_back(concat("<em>", bdi(shown_name(page.audit.fixes[fix])), "</em>"));
  return concat("Carry out the plan for ", words::figure(*page.options.budget, 1),
                " person-days: ", words::listed(titles, titles.size() <= 6 ? 6 : k_names),
                ". It is expected to bring the journey's friction from ",
                words::figure(*plan.journey_before, 1), " to ",
                words::figure(*plan.journey_after, 1), " (<a href=\"#fixes\">Fixes and plan</a>).");
}

// Without a budget: the fix that takes most off the journey, and the one that does so cheapest.
std::string first_fixes_step(const ReportPage& page) {
  const std::vector<bool> can_begin = fixes_that_can_begin(page.audit);
  std::optional<std::size_t> most;
  std::optional<std::size_t> cheapest;
  const auto rate = [&](std::size_t fix) {
    return page.values.journey_drop(fix) / *page.audit.fixes[fix].effort;
  };
  for (std::size_t i = 0; i < page.audit.fixes.size(); ++i) {
    const Fix& fix = page.audit.fixes[i];
    const double drop = page.values.journey_drop(i);
    if (!can_begin[i] || drop < 0.05) continue;
    if (!most || drop > page.values.journey_drop(*most)) most = i;
    if (fix.effort.value_or(0) > 0 && (!cheapest || rate(i) > rate(*cheapest))) cheapest = i;
  }
  if (!most) return "";
  const auto drop = [&](std::size_t fix) {
    return words::figure(page.values.journey_drop(fix), 1);
  };
  std::string text =
      concat("Of the fixes that can begin now, ", fix_in_words(page, *most),
             " is expected to take most off the journey's friction: ", drop(*most), " points");
  if (cheapest && *cheapest != *most) {
    add(text, "; ", fix_in_words(page, *cheapest), " takes most for its effort: ", drop(*cheapest),
        " points");
  }
  return text + ".";
}

std::string owners_step(const ReportPage& page) {
  constexpr int k_no_owner = 1;
  constexpr int k_never_asked = 19;
  const auto firing = [&](int rule) {
    std::vector<std::size_t> found;
    for (const std::uint32_t i : page.scores.ranking)
      if (contains(page.scores.touchpoints[i].rules.listed(), rule)) found.push_back(i);
    return found;
  };
  const std::vector<std::size_t> ownerless = firing(k_no_owner);
  const std::vector<std::size_t> unasked = firing(k_never_asked);
  std::string text;
  if (!ownerless.empty())
    text = concat("Name one accountable person for ", page.names(ownerless, k_names), ".");
  if (!unasked.empty())
    add(text, text.empty() ? "" : " ", "Ask who owns ", page.names(unasked, k_names), ".");
  return text;
}

std::string handoff_step(const ReportPage& page) {
  std::optional<std::size_t> worst;
  for (std::size_t i = 0; i < page.scores.handoffs.size(); ++i) {
    const double gap = page.scores.handoffs[i].gap;
    if (gap >= 0.5 && (!worst || gap > page.scores.handoffs[*worst].gap)) worst = i;
  }
  if (!worst) return "";
  const std::vector<Gap> gaps = listed_gaps(page.scores.handoffs[*worst].rules, page.model);
  std::string text = "Mend the weakest hand-off. ";
  for (const Gap& gap : gaps) {
    const GapText words = page.gap_texts.handoff(*worst, gap.rule);
    if (gap.rule == gaps.front().rule) add(text, html(words.message), " ");
    add(text, html(words.remedy), " ");
  }
  text.pop_back();
  return text;
}

std::string evidence_step(const ReportPage& page) {
  std::vector<std::size_t> unsure;
  for (const std::uint32_t i : by_journey_share(page.scores))
    if (page.insufficient(i)) unsure.push_back(i);
  if (unsure.empty()) return "";
  return concat("Collect evidence on ", page.names(unsure, k_names),
                " before deciding anything about ", unsure.size() == 1 ? "it" : "them", ".");
}

std::string repeat_step(const ReportPage& page) {
  if (!page.audit.header.as_of) return "Repeat the audit every quarter.";
  Date next = *page.audit.header.as_of;
  next.days += static_cast<std::int32_t>(page.model.thresholds.no_re_audit.days);
  return concat("Repeat the audit by ", words::long_date(next),
                ": only a second look shows whether friction has fallen.");
}

}  // namespace

void write_next_steps(std::string& out, const ReportPage& page) {
  add_heading(out, "What to do next");
  out += "<ol class=\"steps\">\n";
  for (const std::string& step :
       {page.plan ? plan_step(page) : first_fixes_step(page), owners_step(page), handoff_step(page),
        evidence_step(page), repeat_step(page)}) {
    if (!step.empty()) add(out, "<li>", step, "</li>\n");
  }
  out += "</ol>\n";
}

}  // namespace touchstone::report
