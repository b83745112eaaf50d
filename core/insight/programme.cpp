#include "insight/programme.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "text/concat.hpp"

namespace touchstone {
namespace {

constexpr std::int32_t k_quarter_days = 91;

StepState taken_if(bool taken, bool begun) {
  return taken ? StepState::taken : begun ? StepState::begun : StepState::open;
}

ProgrammeStep step(StepState state, std::string_view name, std::string shows,
                   std::string_view next) {
  return {state, std::string(name), std::move(shows),
          state == StepState::taken ? std::string() : std::string(next)};
}

std::string of_all(std::size_t count, std::size_t all, std::string_view what) {
  return concat(std::to_string(count), " of ", std::to_string(all),
                all == 1 ? " touchpoint " : " touchpoints ", what, ".");
}

// Which sides of the company something stands on.
struct Sides {
  bool ux = false, cx = false;

  void add(std::optional<Discipline> discipline) {
    if (!discipline) return;
    ux = ux || *discipline != Discipline::cx;
    cx = cx || *discipline != Discipline::ux;
  }

  bool both() const { return ux && cx; }

  bool any() const { return ux || cx; }
};

std::string in_words(const Sides& sides, std::string_view both, std::string_view ux,
                     std::string_view cx, std::string_view none) {
  return std::string(sides.both() ? both : sides.ux ? ux : sides.cx ? cx : none);
}

ProgrammeStep touchpoints_audited(const Audit& audit, const Scores& scores) {
  const std::size_t all = audit.touchpoints.size();
  const auto judged = static_cast<std::size_t>(std::ranges::count_if(
      scores.touchpoints,
      [](const TouchpointScore& score) { return score.evidence != EvidenceLevel::insufficient; }));
  return step(taken_if(all > 0 && judged == all, judged > 0), "Audit every touchpoint",
              all == 0 ? "No touchpoint is listed yet."
                       : of_all(judged, all, "have evidence enough to be judged"),
              "Vote on the others, or enter what was measured there.");
}

ProgrammeStep joint_team(const Audit& audit) {
  Sides sides;
  std::set<OwnerId> teams;
  for (const Rater& rater : audit.raters) {
    if (rater.spectator || !rater.team) continue;
    teams.insert(*rater.team);
    const auto team = std::ranges::find(audit.teams, *rater.team, &Team::id);
    if (team != audit.teams.end()) sides.add(team->discipline);
  }
  return step(taken_if(sides.both(), teams.size() > 1), "Score as one team of UX and CX",
              teams.empty()
                  ? "No rater belongs to a team."
                  : in_words(sides, "Raters come from UX and from CX teams.",
                             "All raters come from UX teams.", "All raters come from CX teams.",
                             "Of the raters' teams nobody has said whether they are UX or CX."),
              "Have people of both sides vote, and say of each team which side it is.");
}

ProgrammeStep one_map(const Audit& audit) {
  const std::size_t all = audit.touchpoints.size();
  const auto placed = static_cast<std::size_t>(std::ranges::count_if(
      audit.touchpoints,
      [](const Touchpoint& touchpoint) { return touchpoint.stage.has_value(); }));
  return step(taken_if(all > 0 && placed == all, placed > 0), "Keep one journey map",
              all == 0 ? "No touchpoint is listed yet."
                       : of_all(placed, all, "stand in a stage of the journey"),
              "Give every touchpoint its stage.");
}

ProgrammeStep shared_kpis(const Audit& audit) {
  const auto shared = std::ranges::count_if(audit.kpis, &Kpi::shared);
  return step(taken_if(shared == 2 || shared == 3, shared > 0), "Share two or three KPIs",
              shared == 0 ? "UX and CX share no KPI."
                          : concat("UX and CX share ", std::to_string(shared),
                                   shared == 1 ? " KPI." : " KPIs."),
              shared > 3 ? "Choose the three that say most." : "Agree on two or three.");
}

ProgrammeStep joint_testing(const Audit& audit) {
  const std::optional<Date> as_of = audit.header.as_of;
  const auto is_recent = [&](const Measure& measure) {
    return measure.date && (!as_of || as_of->days - measure.date->days <= k_quarter_days);
  };
  Sides sides;
  for (const Touchpoint& touchpoint : audit.touchpoints) {
    if (touchpoint.measures && std::ranges::any_of(*touchpoint.measures, is_recent))
      sides.add(touchpoint.discipline);
  }
  return step(taken_if(sides.both(), sides.any()), "Test together",
              in_words(sides, "UX and CX touchpoints were measured in the last quarter.",
                       "In the last quarter only UX touchpoints were measured.",
                       "In the last quarter only CX touchpoints were measured.",
                       "Nothing was measured in the last quarter."),
              "Measure both sides in one round, each value with its date.");
}

ProgrammeStep quarterly_repeat(const Audit& audit) {
  const std::optional<Date> as_of = audit.header.as_of;
  std::optional<Date> latest;
  for (const Snapshot& snapshot : audit.snapshots) {
    const bool is_earlier = snapshot.date && (!as_of || snapshot.date->days < as_of->days);
    if (is_earlier && (!latest || latest->days < snapshot.date->days)) latest = snapshot.date;
  }
  const bool in_time = latest && as_of && as_of->days - latest->days <= k_quarter_days;
  return step(taken_if(in_time, latest.has_value()), "Repeat it every quarter",
              in_time  ? "The audit before this one is of the last quarter."
              : latest ? "The audit before this one is older than a quarter."
                       : "No earlier audit is kept to compare with.",
              "Take a snapshot of this audit, and score again within a quarter.");
}

}  // namespace

std::array<ProgrammeStep, 6> programme(const Audit& audit, const Scores& scores) {
  return {touchpoints_audited(audit, scores),
          joint_team(audit),
          one_map(audit),
          shared_kpis(audit),
          joint_testing(audit),
          quarterly_repeat(audit)};
}

}  // namespace touchstone
