// What time and evidence say: what has changed since the last audit, and where to look next.
#include <algorithm>
#include <array>

#include "insight/compare.hpp"
#include "insight/evidence_plan.hpp"
#include "report/html/page.hpp"
#include "text/concat.hpp"
#include "words/words.hpp"

namespace touchstone::report {
namespace {

std::string_view change_word(Change change) {
  return change == Change::none ? "no detectable change" : name_of(change);
}

std::string touchpoint_name(const ReportPage& page, const std::string& id) {
  const auto place = page.directory.touchpoint(page.audit, TouchpointId(id));
  return place ? page.name(*place) : bdi(id);
}

std::string names_of(const ReportPage& page, const std::vector<std::string>& ids) {
  constexpr std::size_t k_most = 8;
  std::vector<std::string> names;
  for (const std::string& id : ids) names.push_back(touchpoint_name(page, id));
  return words::listed(names, k_most);
}

void write_detected(std::string& out, const ReportPage& page, const FrozenComparison& change) {
  std::vector<FrozenChange> detected;
  for (const FrozenChange& each : change.touchpoints)
    if (each.change != Change::none) detected.push_back(each);
  const std::size_t same = change.touchpoints.size() - detected.size();
  std::ranges::stable_sort(detected, [](const auto& a, const auto& b) {
    return a.after - a.before > b.after - b.before;
  });
  if (!detected.empty()) {
    static constexpr auto k_columns = std::to_array<PageColumn>(
        {{"Touchpoint", "name"}, {"Before", "number"}, {"Now", "number"}, {"Change"}});
    open_table(out, "Touchpoints whose friction has changed", k_columns);
    for (const FrozenChange& each : detected)
      add_row(out, k_columns,
              {touchpoint_name(page, each.id), badge(each.before, false), badge(each.after, false),
               std::string(change_word(each.change))});
    close_table(out);
  }
  if (same > 0)
    add_paragraph(out, "No detectable change at ", detected.empty() ? "any of " : "the other ",
                  words::counted(same, "touchpoint", "touchpoints"),
                  ": differences there are smaller than the evidence can tell apart.");
}

// "5 to 8 people": how many the method needs, and what that many show.
std::string people(const EvidenceAdvice& advice) {
  std::string text = words::figure(advice.people, 0);
  if (advice.discovered)
    add(text, "<small>show about ", words::percent(*advice.discovered), " of the problems</small>");
  if (advice.margin)
    add(text, "<small>give a share within ±", words::percent(*advice.margin), "</small>");
  return text;
}

}  // namespace

const Snapshot* last_snapshot(const Audit& audit) {
  const Snapshot* last = nullptr;
  for (const Snapshot& snapshot : audit.snapshots) {
    if (snapshot.scores.empty() || !snapshot.date) continue;
    if (audit.header.as_of && *snapshot.date >= *audit.header.as_of) continue;
    if (last == nullptr || *last->date < *snapshot.date) last = &snapshot;
  }
  return last;
}

void write_changes(std::string& out, const ReportPage& page) {
  const Snapshot& snapshot = *last_snapshot(page.audit);
  const FrozenScores before = frozen_scores(snapshot.scores);
  const FrozenScores after = frozen_scores(page.audit, page.scores);
  const FrozenComparison change = compare(before, after, page.model.thresholds);
  std::string text = concat(
      "Compared with ",
      snapshot.label.empty() ? std::string("the snapshot") : concat("“", bdi(snapshot.label), "”"),
      " of ", words::long_date(*snapshot.date), ": ");
  if (before.journey && after.journey && change.journey) {
    add(text, "the journey's friction was ", words::points(before.journey->friction), " (",
        words::interval_text(before.journey->low, before.journey->high), ") and is ",
        words::points(after.journey->friction), " (",
        words::interval_text(after.journey->low, after.journey->high), "), <strong>",
        change_word(*change.journey), "</strong>.");
  } else {
    text += "the snapshot holds no friction of the whole journey.";
  }
  add_paragraph(out, text);
  if (!change.touchpoints.empty()) write_detected(out, page, change);
  if (!change.added.empty())
    add_paragraph(out, "New in the audit: ", names_of(page, change.added), ".");
  if (!change.removed.empty())
    add_paragraph(out, "No longer in it: ", names_of(page, change.removed), ".");
}

void write_evidence_plan(std::string& out, const ReportPage& page) {
  constexpr std::size_t k_shown = 10;
  const std::vector<EvidenceAdvice> advice = plan_evidence(page.model, page.scores);
  if (advice.empty()) {
    add_paragraph(out, "No interval is wider than one step of the rating scale (25 points).");
    return;
  }
  const std::size_t shown = std::min(k_shown, advice.size());
  add_paragraph(
      out, words::counted(advice.size(), "touchpoint has", "touchpoints have"),
      " an interval wider than one step of the rating scale (25 points). The table names, for ",
      shown < advice.size() ? concat("the ", std::to_string(shown), " that matter most")
                            : std::string("each"),
      ", the factor whose evidence would narrow it most, and how to get it.");
  static constexpr auto k_columns = std::to_array<PageColumn>({{"Touchpoint", "name"},
                                                               {"Friction", "number"},
                                                               {"90 % interval"},
                                                               {"Look at"},
                                                               {"How"},
                                                               {"People or cases"}});
  open_table(out, "Where more evidence would tell most", k_columns);
  for (std::size_t i = 0; i < shown; ++i) {
    const TouchpointScore& score = page.scores.touchpoints[advice[i].touchpoint];
    const Method& method = page.model.methods[advice[i].method];
    add_row(
        out, k_columns,
        {page.name(advice[i].touchpoint), badge(score), words::interval_text(score.low, score.high),
         html(page.model.factors[advice[i].factor].name),
         concat(html(method.name), "<small>", html(method.how), "</small>"), people(advice[i])});
  }
  close_table(out);
}

}  // namespace touchstone::report
