// An evaluation that follows edits equals one from nothing, bit for bit.
#include <algorithm>
#include <random>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "document/document.hpp"
#include "document/history.hpp"
#include "score/evaluation.hpp"
#include "support/scoring.hpp"

using namespace touchstone;
using namespace touchstone::test;

namespace {

class RandomEdits {
public:
  explicit RandomEdits(unsigned seed) : random_(seed) {}

  // A number below n.
  std::size_t pick(std::size_t n) { return random_() % n; }

  bool chance(std::size_t percent) { return pick(100) < percent; }

  template <class T>
  const T& any(const std::vector<T>& list) {
    return list[pick(list.size())];
  }

  Audit start() {
    AuditBuilder it = audit();
    it.as_of("2026-11-01");
    for (int i = 0; i < 4; ++i) {
      it.team("team " + std::to_string(i), static_cast<Discipline>(pick(3)));
      it.stage("stage " + std::to_string(i)).channel("channel " + std::to_string(i));
      it.rater("rater " + std::to_string(i)).persona("persona " + std::to_string(i));
    }
    for (int i = 0; i < 6; ++i) {
      it.person("person " + std::to_string(i), "team " + std::to_string(pick(4)));
    }
    for (int i = 0; i < 14; ++i) it.touchpoint("touchpoint " + std::to_string(i));
    Audit audit = it.build();
    for (Touchpoint& touchpoint : audit.touchpoints) {
      for (int i = 0; i < 6; ++i) change(audit, touchpoint);
    }
    for (int i = 0; i < 60; ++i) audit.ratings.push_back(rating(audit));
    return audit;
  }

  Command command(const Audit& audit) {
    Command command{"change", {}, ""};
    for (std::size_t edits = 1 + pick(2); edits > 0; --edits) add_edit(audit, command);
    return command;
  }

private:
  template <class T>
  Edit replaced(const std::vector<T>& list, std::size_t at, T after) {
    return ListEdit<T>{at, list[at], std::move(after)};
  }

  template <class T>
  Edit inserted(const std::vector<T>& list, T element) {
    return ListEdit<T>{pick(list.size() + 1), std::nullopt, std::move(element)};
  }

  template <class T>
  Edit erased(const std::vector<T>& list) {
    const std::size_t at = pick(list.size());
    return ListEdit<T>{at, list[at], std::nullopt};
  }

  OwnerId owner(const Audit& audit) {
    return chance(50) ? any(audit.teams).id : any(audit.people).id;
  }

  Rating rating(const Audit& audit) {
    Rating rating;
    rating.rater = any(audit.raters).id;
    rating.touchpoint = any(audit.touchpoints).id;
    rating.factor = chance(30) ? FactorId("overall") : any(shipped_model().factors).id;
    if (chance(90)) rating.score = static_cast<double>(pick(5));
    if (chance(50)) rating.date = Date{20000 + static_cast<std::int32_t>(pick(1000))};
    return rating;
  }

  Measure measure() {
    const char* metrics[] = {"sus",    "completion", "csat_top2", "first_response_hours",
                             "clicks", "nps"};
    const double values[] = {60, .8, .7, 12, 1e5, 20};
    const std::size_t which = pick(6);
    Measure measure;
    measure.metric = MetricId(metrics[which]);
    measure.value = values[which];
    if (chance(70)) measure.n = static_cast<double>(1 + pick(200));
    if (chance(70)) measure.date = Date{20000 + static_cast<std::int32_t>(pick(1000))};
    return measure;
  }

  void change(const Audit& audit, Touchpoint& it) {
    if (!it.ownership) it.ownership.emplace();
    switch (pick(14)) {
      case 0:
        it.discipline = static_cast<Discipline>(pick(3));
        break;
      case 1:
        it.level = static_cast<Level>(pick(3));
        break;
      case 2:
        it.stage = any(audit.stages).id;
        break;
      case 3:
        it.channel = any(audit.channels).id;
        break;
      case 4:
        it.volume = chance(20) ? std::nullopt : std::optional<double>(pick(5) * 100);
        break;
      case 5:
        it.importance = 1 + static_cast<double>(pick(5));
        break;
      case 6:
        it.measures.emplace().push_back(measure());
        break;
      case 7:
        if (it.measures) it.measures->push_back(measure());
        break;
      case 8:
        it.ownership->accountable = std::vector{owner(audit)};
        break;
      case 9:
        it.ownership->accountable = std::vector{any(audit.people).id, owner(audit)};
        break;
      case 10:
        it.ownership->contributors = std::vector{any(audit.teams).id};
        break;
      case 11:
        it.ownership->teams_crossed = std::vector{any(audit.teams).id, any(audit.teams).id};
        break;
      case 12:
        it.personas = std::vector{any(audit.personas).id};
        break;
      default:
        it.notes += "!";
        break;
    }
    if (chance(3)) it.ownership.reset();
    if (chance(5)) it.not_applicable = {FactorId("speed"), FactorId("effort")};
  }

  void add_edit(const Audit& audit, Command& command) {
    switch (pick(16)) {
      case 0:
      case 1:
      case 2:
      case 3:
      case 4: {
        const std::size_t at = pick(audit.touchpoints.size());
        Touchpoint after = audit.touchpoints[at];
        change(audit, after);
        command.edits.push_back(replaced(audit.touchpoints, at, after));
        break;
      }
      case 5:
      case 6:
        command.edits.push_back(inserted(audit.ratings, rating(audit)));
        break;
      case 7:
        if (!audit.ratings.empty()) command.edits.push_back(erased(audit.ratings));
        break;
      case 8:
        if (!audit.ratings.empty()) {
          command.edits.push_back(
              replaced(audit.ratings, pick(audit.ratings.size()), rating(audit)));
        }
        break;
      case 9:
        add_kpi_edit(audit, command);
        break;
      case 10:
        add_handoff_edit(audit, command);
        break;
      case 11:
        add_accepted_edit(audit, command);
        break;
      case 12:
        add_team_edit(audit, command);
        break;
      case 13:
        add_rare_edit(audit, command);
        break;
      case 14:
        add_stage_edit(audit, command);
        break;
      default:
        add_touchpoint_edit(audit, command);
        break;
    }
  }

  void add_kpi_edit(const Audit& audit, Command& command) {
    Kpi kpi;
    kpi.id = KpiId("kpi " + std::to_string(pick(1000000)));
    kpi.team = any(audit.teams).id;
    kpi.quantity = chance(50) ? "calls" : "sales";
    kpi.direction = static_cast<KpiDirection>(pick(2));
    kpi.shared = chance(50);
    command.edits.push_back(chance(30) && !audit.kpis.empty() ? erased(audit.kpis)
                                                              : inserted(audit.kpis, kpi));
  }

  void add_handoff_edit(const Audit& audit, Command& command) {
    Handoff handoff;
    handoff.id = HandoffId("handoff " + std::to_string(pick(1000000)));
    handoff.from = audit.touchpoints[pick(5)].id;
    handoff.to = audit.touchpoints[5 + pick(5)].id;
    if (chance(50)) handoff.receiver = any(audit.teams).id;
    command.edits.push_back(chance(30) && !audit.handoffs.empty()
                                ? erased(audit.handoffs)
                                : inserted(audit.handoffs, handoff));
  }

  void add_accepted_edit(const Audit& audit, Command& command) {
    AcceptedGap gap;
    gap.target = chance(50) ? any(audit.touchpoints).id.text : any(audit.stages).id.text;
    gap.rule = RuleId(chance(50) ? "O26" : "O3");
    if (chance(20) && !audit.handoffs.empty()) {
      gap.target = any(audit.handoffs).id.text;
      gap.rule = RuleId("O17");
    }
    command.edits.push_back(chance(40) && !audit.accepted_gaps.empty()
                                ? erased(audit.accepted_gaps)
                                : inserted(audit.accepted_gaps, gap));
  }

  void add_team_edit(const Audit& audit, Command& command) {
    if (chance(50)) {
      const std::size_t at = pick(audit.teams.size());
      Team team = audit.teams[at];
      team.discipline = static_cast<Discipline>(pick(3));
      if (chance(30)) team.name += "!";
      command.edits.push_back(replaced(audit.teams, at, team));
    } else {
      const std::size_t at = pick(audit.people.size());
      Person person = audit.people[at];
      person.team = any(audit.teams).id;
      command.edits.push_back(replaced(audit.people, at, person));
    }
  }

  void add_stage_edit(const Audit& audit, Command& command) {
    const std::size_t at = pick(audit.stages.size());
    Stage stage = audit.stages[at];
    stage.lead = chance(50) ? std::optional<OwnerId>(any(audit.teams).id) : std::nullopt;
    command.edits.push_back(replaced(audit.stages, at, stage));
  }

  void add_touchpoint_edit(const Audit& audit, Command& command) {
    if (chance(60) && audit.touchpoints.size() > 12) {
      command.edits.push_back(erased(audit.touchpoints));  // refused where something refers to it
      return;
    }
    Touchpoint touchpoint;
    touchpoint.id = TouchpointId("touchpoint " + std::to_string(pick(1000000)));
    change(audit, touchpoint);
    command.edits.push_back(inserted(audit.touchpoints, touchpoint));
  }

  void add_rare_edit(const Audit& audit, Command& command) {
    if (chance(40)) {
      const std::size_t at = pick(audit.raters.size());
      Rater rater = audit.raters[at];
      rater.spectator = !rater.spectator;
      command.edits.push_back(replaced(audit.raters, at, rater));
      return;
    }
    Header header = audit.header;
    if (chance(50)) {
      header.as_of = Date{20400 + static_cast<std::int32_t>(pick(600))};
    } else {
      header.overrides = {{"/factors/clarity/weight", std::to_string(1 + pick(3))}};
    }
    command.edits.push_back(HeaderEdit{audit.header, header});
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE(
    "following thousands of random edits, undo and redo, gives what a full evaluation gives") {
  int applied = 0;
  for (unsigned seed = 1; seed <= 6; ++seed) {
    RandomEdits random(seed);
    Document document(random.start(), shipped_model());
    History history;
    Evaluation evaluation(document.audit(), document.model());
    for (int step = 0; step < 600; ++step) {
      std::optional<Command> done;
      if (random.chance(15)) {
        done = history.undo(document);
      } else if (random.chance(10)) {
        done = history.redo(document);
      } else {
        Command command = random.command(document.audit());
        if (const auto performed = history.perform(document, std::move(command))) done = *performed;
      }
      if (!done) continue;
      ++applied;
      evaluation.follow(document.audit(), document.model(), *done);
      const bool equal = evaluation.scores() == evaluate(document.audit(), document.model());
      if (!equal) FAIL("seed " << seed << ", step " << step);
    }
  }
  CHECK(applied > 2000);
}

TEST_CASE("an edit of one touchpoint does not evaluate everything") {
  Command command{"", {}, ""};
  Touchpoint before;
  before.id = TouchpointId("a");
  Touchpoint after = before;
  after.volume = 5;
  command.edits.push_back(ListEdit<Touchpoint>{3, before, after});
  const Changes changes = changes_of(command);
  CHECK_FALSE(changes.everything);
  CHECK(changes.touchpoints == std::vector<std::size_t>{3});
}

TEST_CASE("renaming a touchpoint's id, and adding one, evaluate everything") {
  Touchpoint before;
  before.id = TouchpointId("a");
  Touchpoint after = before;
  after.id = TouchpointId("b");
  CHECK(changes_of({"", {ListEdit<Touchpoint>{0, before, after}}, ""}).everything);
  CHECK(changes_of({"", {ListEdit<Touchpoint>{0, {}, after}}, ""}).everything);
}

TEST_CASE("fixes, snapshots and names touch no score") {
  Fix fix;
  Team team;
  Team renamed = team;
  renamed.name = "new";
  const Changes changes =
      changes_of({"", {ListEdit<Fix>{0, {}, fix}, ListEdit<Team>{0, team, renamed}}, ""});
  CHECK_FALSE(changes.everything);
  CHECK_FALSE(changes.judged_anew);
  CHECK(changes.touchpoints.empty());
}
