// Who answers for what: gaps with what would close them, hand-offs, what was accepted, what nobody
// has asked.
#include <algorithm>
#include <array>
#include <map>

#include "draw/map_lines.hpp"
#include "report/facts.hpp"
#include "report/html/page.hpp"
#include "score/gap_text.hpp"
#include "text/concat.hpp"

namespace touchstone::report {
namespace {

// How often each rule fires: where the company as a whole is weak.
void write_by_rule(std::string& out, const ReportPage& page) {
  struct Count {
    int rule;
    std::vector<std::size_t> touchpoints;
  };

  std::vector<Count> counts;
  const std::vector<std::uint32_t> by_gap = by_ownership_gap(page.scores);
  for (int rule = 1; rule <= k_rule_count; ++rule) {
    Count count{rule, {}};
    for (const std::uint32_t i : by_gap)
      if (contains(page.scores.touchpoints[i].rules.listed(), rule)) count.touchpoints.push_back(i);
    if (!count.touchpoints.empty()) counts.push_back(std::move(count));
  }
  if (counts.empty()) return;
  std::ranges::stable_sort(counts, [](const Count& a, const Count& b) {
    return a.touchpoints.size() > b.touchpoints.size();
  });
  static constexpr auto k_columns = std::to_array<PageColumn>(
      {{"Gap", "name"}, {"Severity", "number"}, {"Touchpoints", "number"}, {"Where"}});
  add_heading(out, "Gaps by kind");
  open_table(out, "How often each gap occurs", k_columns);
  for (const Count& count : counts) {
    const Rule& rule = page.model.rule(count.rule);
    const auto [low, high] = std::minmax_element(rule.severities.begin(), rule.severities.end());
    add_row(out, k_columns,
            {html(words::sentence_case(rule.name)),
             *low == *high ? words::points(*low)
                           : concat(words::points(*low), " or ", words::points(*high)),
             std::to_string(count.touchpoints.size()), page.names(count.touchpoints, 3)});
  }
  close_table(out);
}

void write_by_touchpoint(std::string& out, const ReportPage& page) {
  static constexpr auto k_columns = std::to_array<PageColumn>({{"Touchpoint", "name"},
                                                               {"Severity", "number"},
                                                               {"What is missing"},
                                                               {"What would close it"}});
  bool any = false;
  for (const std::uint32_t i : by_ownership_gap(page.scores)) {
    std::vector<Gap> gaps = listed_gaps(page.scores.touchpoints[i].rules, page.model);
    if (gaps.empty()) continue;
    std::ranges::stable_sort(gaps,
                             [](const Gap& a, const Gap& b) { return a.severity > b.severity; });
    if (!any) {
      add_heading(out, "Gaps by touchpoint");
      open_table(out, "Gaps by touchpoint, the widest first", k_columns);
    }
    any = true;
    bool first = true;
    for (const Gap& gap : gaps) {
      const GapText text = page.gap_texts.touchpoint(i, gap.rule);
      if (first) {
        add(out, "</tbody>\n<tbody class=\"together\">\n<tr><th scope=\"rowgroup\" rowspan=\"",
            std::to_string(gaps.size()), "\">", page.name(i), "<small>ownership gap ",
            words::points(page.scores.touchpoints[i].ownership_gap), "</small></th>");
      } else {
        out += "<tr>";
      }
      add(out, "<td class=\"number\">", words::points(gap.severity), "</td><td>",
          html(text.message), "</td><td>", html(text.remedy), "</td></tr>\n");
      first = false;
    }
  }
  if (any) close_table(out);
  if (!any) add_paragraph(out, "No ownership gap is known at any touchpoint.");
}

void write_audit_gaps(std::string& out, const ReportPage& page) {
  std::vector<std::string> items;
  for (const AuditGap& gap : page.scores.audit_gaps) {
    if (gap.accepted) continue;
    const GapText text = audit_gap_text(page.audit, page.model, gap);
    items.push_back(concat("<strong>", html(text.message), "</strong> ", html(text.remedy)));
  }
  if (items.empty()) return;
  add_heading(out, "Gaps of the journey as a whole");
  add_bullets(out, items);
}

void write_load(std::string& out, const ReportPage& page) {
  std::map<std::string, std::vector<std::size_t>> by_owner;  // by id: a fixed order
  for (const std::uint32_t i : page.scores.ranking) {
    const std::optional<Ownership>& ownership = page.audit.touchpoints[i].ownership;
    if (!ownership || !ownership->accountable) continue;
    for (const OwnerId& id : *ownership->accountable) {
      std::vector<std::size_t>& owned = by_owner[id.text];
      if (owned.empty() || owned.back() != i) owned.push_back(i);
    }
  }
  if (by_owner.empty()) return;
  std::vector<std::pair<std::string, std::vector<std::size_t>>> owners(by_owner.begin(),
                                                                       by_owner.end());
  std::ranges::stable_sort(
      owners, [](const auto& a, const auto& b) { return a.second.size() > b.second.size(); });
  static constexpr auto k_columns = std::to_array<PageColumn>({{"Accountable", "name"},
                                                               {"Touchpoints", "number"},
                                                               {"Share of the friction", "number"},
                                                               {"The worst of them"}});
  add_heading(out, "Load");
  open_table(out, "How much each owner answers for", k_columns);
  for (const auto& [id, owned] : owners) {
    double share = 0;
    for (const std::size_t i : owned) share += page.scores.touchpoints[i].journey_share;
    add_row(out, k_columns,
            {bdi(shown_owner(page.audit, OwnerId(id))), std::to_string(owned.size()),
             words::percent(share), page.names(owned, 3)});
  }
  close_table(out);
}

void write_accepted(std::string& out, const ReportPage& page) {
  static constexpr auto k_columns =
      std::to_array<PageColumn>({{"Where", "name"}, {"Gap"}, {"Reason"}, {"Accepted by"}});
  const AcceptedPlaces places(page.audit);
  bool any = false;
  for (const AcceptedGap& gap : page.audit.accepted_gaps) {
    const Rule* rule = gap.rule ? page.model.rule(*gap.rule) : nullptr;
    if (rule == nullptr) continue;
    if (!any) {
      add_heading(out, "Accepted gaps");
      add_paragraph(out, "Somebody decided to live with these; they count in no figure.");
      open_table(out, "Gaps that were accepted", k_columns);
    }
    any = true;
    std::string by = bdi(gap.by);
    if (gap.date) add(by, "<small>", words::long_date(*gap.date), "</small>");
    add_row(out, k_columns,
            {bdi(words::sentence_case(places.name_of(gap))), html(words::sentence_case(rule->name)),
             gap.reason.empty() ? "No reason was written down." : bdi(gap.reason), by});
  }
  if (any) close_table(out);
}

void write_questions(std::string& out, const ReportPage& page) {
  const std::vector<OpenQuestion> questions = open_questions(page.audit, page.model);
  if (questions.empty()) return;
  static constexpr auto k_columns =
      std::to_array<PageColumn>({{"Not known", "name"}, {"At how many touchpoints", "number"}});
  add_heading(out, "Not asked yet");
  add_paragraph(
      out,
      "A rule whose facts are unknown does not fire. These facts would let the rest be judged.");
  open_table(out, "Open questions", k_columns);
  for (const OpenQuestion& question : questions)
    add_row(out, k_columns,
            {html(words::sentence_case(std::string(question.words))),
             std::to_string(question.touchpoints)});
  close_table(out);
}

std::string ends_of(const ReportPage& page, std::size_t from, std::size_t to) {
  return concat(page.name(from), " → ", page.name(to));
}

std::string teams_of(const ReportPage& page, const Handoff& handoff) {
  const auto team = [&](const std::optional<OwnerId>& id) {
    return id ? bdi(shown_owner(page.audit, *id)) : std::string("nobody");
  };
  return concat(team(handoff.giver), " to ", team(handoff.receiver));
}

void write_handoffs(std::string& out, const ReportPage& page) {
  const Scores& scores = page.scores;
  if (scores.handoffs.empty()) return;
  static constexpr auto k_columns = std::to_array<PageColumn>(
      {{"On the map", "tag"}, {"Hand-off", "name"}, {"Gap", "number"}, {"What would close it"}});
  add_heading(out, "Hand-offs between teams");
  open_table(out, "Hand-offs", k_columns);
  for (std::size_t i = 0; i < scores.handoffs.size(); ++i) {
    const Handoff& handoff = page.audit.handoffs[i];
    const auto from = page.directory.touchpoint(page.audit, handoff.from);
    const auto to = page.directory.touchpoint(page.audit, handoff.to);
    if (!from || !to) continue;
    std::string missing;
    for (const Gap& gap : listed_gaps(scores.handoffs[i].rules, page.model)) {
      const GapText text = page.gap_texts.handoff(i, gap.rule);
      add(missing, "<p><strong>", html(words::sentence_case(page.model.rule(gap.rule).name)),
          ":</strong> ", html(text.remedy), "</p>");
    }
    add_row(out, k_columns,
            {draw::handoff_tag(i),
             concat(ends_of(page, *from, *to), "<small>", teams_of(page, handoff), "</small>"),
             words::points(scores.handoffs[i].gap),
             missing.empty() ? "Receiver, context and response time are agreed." : missing});
  }
  close_table(out);
}

void write_unrecorded(std::string& out, const ReportPage& page) {
  if (page.scores.unrecorded_handoffs.empty()) return;
  add_heading(out, "Hand-offs nobody has written down");
  add_paragraph(out, "Here customers go from one team to another, and no hand-off is recorded. ",
                html(page.model.unrecorded_handoff.remedy));
  std::vector<std::string> items;
  for (std::size_t i = 0; i < page.scores.unrecorded_handoffs.size(); ++i) {
    const UnrecordedHandoff& handoff = page.scores.unrecorded_handoffs[i];
    items.push_back(concat("<strong>", draw::unrecorded_tag(i), "</strong> ",
                           ends_of(page, handoff.from, handoff.to)));
  }
  add_bullets(out, items);
}

}  // namespace

void write_ownership(std::string& out, const ReportPage& page) {
  add_paragraph(
      out,
      "An ownership gap runs from 0, all is settled, to 100. It combines the severities of the "
      "rules that fire at a place; the rules and their sources stand in the "
      "<a href=\"#appendix\">appendix</a>.");
  write_by_rule(out, page);
  write_audit_gaps(out, page);
  write_handoffs(out, page);
  write_unrecorded(out, page);
  write_by_touchpoint(out, page);
  write_load(out, page);
  write_accepted(out, page);
  write_questions(out, page);
}

}  // namespace touchstone::report
