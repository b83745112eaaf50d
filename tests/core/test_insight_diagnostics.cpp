// Each diagnostic firing, clear and not assessable, on audits made for it.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "insight/diagnostics.hpp"
#include "score/score.hpp"
#include "support/audit_builder.hpp"

using namespace touchstone;
using namespace touchstone::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;

namespace {

struct Verdict {
  DiagnosticState state;
  std::optional<double> value;
  std::vector<std::string> touchpoints;
  std::string message;
};

Verdict diagnosed(const Audit& audit, std::string_view id) {
  const Model& model = shipped_model();
  const Scores scores = evaluate(audit, model);
  const auto results = diagnose(audit, model, scores);
  REQUIRE(results.size() == model.diagnostics.size());
  const auto row = std::ranges::find(model.diagnostics, id, &DiagnosticRow::id);
  REQUIRE(row != model.diagnostics.end());
  const DiagnosticResult& result =
      results[static_cast<std::size_t>(row - model.diagnostics.begin())];
  Verdict verdict{result.state, result.value, {}, result.message};
  for (const std::size_t i : result.touchpoints)
    verdict.touchpoints.push_back(audit.touchpoints[i].id.text);
  CHECK_FALSE(verdict.message.empty());
  CHECK(verdict.message.find('{') == std::string::npos);
  return verdict;
}

DiagnosticState state_of(const Audit& audit, std::string_view id) {
  return diagnosed(audit, id).state;
}

constexpr auto fired = DiagnosticState::fired;
constexpr auto clear = DiagnosticState::clear;
constexpr auto unknown = DiagnosticState::not_assessable;
using Names = std::vector<std::string>;

// A touchpoint on which three raters agree about every factor of its discipline.
AuditBuilder& judged(AuditBuilder& builder, const std::string& name, Discipline discipline,
                     int severity) {
  builder.touchpoint(name).discipline(discipline);
  for (const Factor& factor : shipped_model().factors) {
    if (factor.discipline != discipline || factor.level) continue;
    for (const char* rater : {"r1", "r2", "r3"}) builder.rated(factor.id.text, severity, rater);
  }
  return builder;
}

AuditBuilder ux_and_cx(int ux, int cx) {
  AuditBuilder builder = audit();
  judged(builder, "app", Discipline::ux, ux);
  judged(builder, "call", Discipline::cx, cx);
  return builder;
}

}  // namespace

TEST_CASE("Diagnostics: a pleasant product with a terrible service is the great-UX trap",
          "[diagnostics]") {
  const Verdict trap = diagnosed(ux_and_cx(0, 4), "great_ux_trap");
  CHECK(trap.state == fired);
  CHECK(trap.touchpoints == Names{"call"});
  CHECK_THAT(trap.message, ContainsSubstring("call"));
  CHECK(state_of(ux_and_cx(4, 4), "great_ux_trap") == clear);
  CHECK(state_of(ux_and_cx(0, 1), "great_ux_trap") == clear);
  AuditBuilder unseen = ux_and_cx(0, 4);
  unseen.touchpoint("refund").discipline(Discipline::cx);
  CHECK(state_of(unseen, "great_ux_trap") == fired);  // half is enough
  unseen.touchpoint("bill").discipline(Discipline::cx);
  const Verdict open = diagnosed(unseen, "great_ux_trap");
  CHECK(open.state == unknown);
  CHECK_FALSE(open.value);
  CHECK_THAT(open.message, ContainsSubstring("refund"));
  CHECK_THAT(open.message, ContainsSubstring("Rate or measure"));
}

TEST_CASE("Diagnostics: both counts neither as UX nor as CX but as a core task", "[diagnostics]") {
  AuditBuilder builder = audit();
  builder.touchpoint("pay").discipline(Discipline::both).core_task();
  for (const Factor& factor : shipped_model().factors)
    if (!factor.level)
      for (const char* rater : {"r1", "r2", "r3"}) builder.rated(factor.id.text, 4, rater);
  CHECK(state_of(builder, "broken_core") == fired);
  CHECK(state_of(builder, "great_ux_trap") == unknown);
}

TEST_CASE("Diagnostics: a core task of 70 and more is broken", "[diagnostics]") {
  AuditBuilder builder = audit();
  judged(builder, "pay", Discipline::ux, 4).core_task();
  CHECK(diagnosed(builder, "broken_core").touchpoints == Names{"pay"});
  AuditBuilder good = audit();
  judged(good, "pay", Discipline::ux, 1).core_task();
  CHECK(state_of(good, "broken_core") == clear);
  CHECK(state_of(ux_and_cx(4, 4), "broken_core") == unknown);  // no core task
}

TEST_CASE("Diagnostics: silos are counted among the touchpoints that cross teams",
          "[diagnostics]") {
  AuditBuilder builder = audit();
  builder.touchpoint("a").owner("one").crosses({"one", "two"}).no_contributors();
  builder.touchpoint("b").owner("one").crosses({"one", "two"}).contributor("two");
  builder.touchpoint("c").owner("one").crosses({"one"}).no_contributors();
  const Verdict half = diagnosed(builder, "silos");
  CHECK(half.state == fired);
  CHECK(half.value == 0.5);
  CHECK(half.touchpoints == Names{"a"});
  builder.accept("a", "O14");
  CHECK(state_of(builder, "silos") == fired);  // accepted gaps still count
  builder.touchpoint("d").owner("one").crosses({"one", "two"}).contributor("two");
  CHECK(state_of(builder, "silos") == clear);
  CHECK(state_of(audit().touchpoint("a").owner("one"), "silos") == unknown);
  CHECK(state_of(audit().touchpoint("a").owner("x").crosses({"x", "y"}), "silos") == unknown);
}

TEST_CASE("Diagnostics: three measures in ten that count traffic are vanity", "[diagnostics]") {
  AuditBuilder builder = audit();
  builder.touchpoint("a").measure("page_views", 9).measure("completion", 0.9);
  CHECK(diagnosed(builder, "vanity").value == 0.5);
  CHECK(state_of(builder, "vanity") == fired);
  builder.touchpoint("b").measure("completion", 0.9).measure("sus", 70);
  CHECK(state_of(builder, "vanity") == clear);
  CHECK(state_of(audit().touchpoint("a").no_measures(), "vanity") == unknown);
}

TEST_CASE("Diagnostics: one survey metric on half of both sides cannot tell them apart",
          "[diagnostics]") {
  AuditBuilder builder = ux_and_cx(1, 1);
  CHECK(state_of(builder, "same_metrics") == unknown);
  builder.touchpoint("app").measure("nps", 20);
  CHECK(state_of(builder, "same_metrics") == clear);
  builder.touchpoint("call").measure("nps", 30);
  const Verdict same = diagnosed(builder, "same_metrics");
  CHECK(same.state == fired);
  CHECK(same.value == 1);
  CHECK_THAT(same.message, ContainsSubstring("NPS"));
}

TEST_CASE("Diagnostics: before the purchase is ignored below 15 % of the placed touchpoints",
          "[diagnostics]") {
  AuditBuilder builder = audit();
  builder.stage("find", Phase::pre_purchase).stage("use", Phase::post_purchase).stage("other");
  for (int i = 0; i < 17; ++i) builder.touchpoint("u" + std::to_string(i)).in_stage("use");
  builder.touchpoint("nowhere");
  CHECK(state_of(builder, "pre_purchase_ignored") == fired);
  builder.touchpoint("a").in_stage("find").touchpoint("b").in_stage("find");
  CHECK(state_of(builder, "pre_purchase_ignored") == fired);  // 2 of 19
  builder.touchpoint("c").in_stage("find");
  CHECK(state_of(builder, "pre_purchase_ignored") == clear);  // 3 of 20 are 15 %
  CHECK(state_of(audit().touchpoint("a"), "pre_purchase_ignored") == unknown);
}

TEST_CASE("Diagnostics: after the purchase wants advocacy, and support or refunds",
          "[diagnostics]") {
  AuditBuilder builder = audit();
  builder.stage("help", Phase::post_purchase, StageRole::support)
      .stage("tell", Phase::advocacy)
      .touchpoint("call")
      .in_stage("help");
  const Verdict half = diagnosed(builder, "after_purchase_ignored");
  CHECK(half.state == fired);
  CHECK(half.value == 1);
  builder.touchpoint("invite").in_stage("tell");
  CHECK(state_of(builder, "after_purchase_ignored") == clear);
  AuditBuilder no_roles = audit();
  no_roles.stage("tell", Phase::advocacy).touchpoint("invite").in_stage("tell");
  CHECK(state_of(no_roles, "after_purchase_ignored") == unknown);
}

TEST_CASE("Diagnostics: offline is judged by the list of channels", "[diagnostics]") {
  AuditBuilder builder = audit();
  CHECK(state_of(builder, "offline_ignored") == unknown);
  builder.channel("web", ChannelKind::digital);
  CHECK(state_of(builder, "offline_ignored") == fired);
  builder.channel("letter", ChannelKind::physical);
  CHECK(state_of(builder, "offline_ignored") == clear);
}

TEST_CASE("Diagnostics: mobile is ignored when nobody looks or when it is much worse",
          "[diagnostics]") {
  AuditBuilder builder = audit();
  builder.channel("app", ChannelKind::digital, true).channel("web", ChannelKind::digital);
  builder.touchpoint("site").on_channel("web").volume(700);
  CHECK(state_of(builder, "mobile_ignored") == clear);  // no mobile touchpoint
  builder.touchpoint("phone").on_channel("app").volume(299);
  CHECK(state_of(builder, "mobile_ignored") == unknown);
  builder.volume(300);
  const Verdict unseen = diagnosed(builder, "mobile_ignored");
  CHECK(unseen.state == fired);
  CHECK(unseen.touchpoints == Names{"phone"});

  AuditBuilder worse = audit();
  worse.channel("app", ChannelKind::digital, true).channel("web", ChannelKind::digital);
  judged(worse, "site", Discipline::ux, 1).on_channel("web");
  judged(worse, "phone", Discipline::ux, 3).on_channel("app");
  CHECK(state_of(worse, "mobile_ignored") == fired);
  CHECK(diagnosed(worse, "mobile_ignored").value > 15);
  AuditBuilder alike = audit();
  alike.channel("app", ChannelKind::digital, true).channel("web", ChannelKind::digital);
  judged(alike, "site", Discipline::ux, 2).on_channel("web");
  judged(alike, "phone", Discipline::ux, 2).on_channel("app");
  CHECK(state_of(alike, "mobile_ignored") == clear);
}

TEST_CASE("Diagnostics: most work on a touchpoint that holds little friction is a misplaced focus",
          "[diagnostics]") {
  AuditBuilder builder = ux_and_cx(0, 4);
  CHECK(state_of(builder, "one_touchpoint_focus") == unknown);
  builder.fix("polish", 6).reduces("app", 0.5).fix("train", 4).reduces("call", 0.5);
  const Verdict focus = diagnosed(builder, "one_touchpoint_focus");
  CHECK(focus.state == fired);
  CHECK(focus.touchpoints == Names{"app"});
  CHECK_THAT(*focus.value, WithinAbs(0.6, 1e-12));
  builder.fix("more", 1).reduces("call", 0.1);
  CHECK(state_of(builder, "one_touchpoint_focus") == clear);
}

TEST_CASE("Diagnostics: one problem only, while two others hold much of the friction",
          "[diagnostics]") {
  AuditBuilder builder = ux_and_cx(3, 3);
  judged(builder, "bill", Discipline::cx, 3);
  CHECK(state_of(builder, "one_problem_only") == unknown);
  builder.fix("f", 1).reduces("app", 0.5).fix("g", 1).reduces("app", 0.1).status(FixStatus::doing);
  const Verdict only = diagnosed(builder, "one_problem_only");
  CHECK(only.state == fired);
  CHECK(only.touchpoints == Names{"call", "bill"});
  builder.fix("h", 1).reduces("bill", 0.5);
  CHECK(state_of(builder, "one_problem_only") == clear);
}

TEST_CASE("Diagnostics: work on what few meet and is not terrible is work on edge cases",
          "[diagnostics]") {
  AuditBuilder builder = ux_and_cx(2, 2);
  builder.fix("f", 3).reduces("app", 0.5).fix("g", 7).reduces("call", 0.5);
  CHECK(state_of(builder, "edge_cases") == unknown);  // no volumes
  builder.touchpoint("app").volume(4).touchpoint("call").volume(96);
  const Verdict edge = diagnosed(builder, "edge_cases");
  CHECK(edge.state == fired);
  CHECK(edge.touchpoints == Names{"app"});
  builder.raw().fixes.front().category = FixCategory::accessibility;
  CHECK(state_of(builder, "edge_cases") == clear);
}

TEST_CASE("Diagnostics: half of the money on looks while something does not work",
          "[diagnostics]") {
  AuditBuilder builder = ux_and_cx(0, 4);
  builder.fix("paint", 1).reduces("app", 0.1).cost(600);
  CHECK(state_of(builder, "polish_over_function") == unknown);  // no category
  builder.category(FixCategory::visual).fix("train", 9).reduces("call", 0.5).cost(400);
  builder.category(FixCategory::service);
  const Verdict polish = diagnosed(builder, "polish_over_function");
  CHECK(polish.state == fired);
  CHECK(polish.touchpoints == Names{"call"});
  builder.raw().fixes.back().cost.reset();  // then by effort: 1 of 10
  CHECK(state_of(builder, "polish_over_function") == clear);
  AuditBuilder working = ux_and_cx(0, 0);
  working.fix("paint", 1).reduces("app", 0.1).category(FixCategory::visual);
  CHECK(state_of(working, "polish_over_function") == clear);
}

TEST_CASE("Diagnostics: churn is high and nobody looked at the service", "[diagnostics]") {
  AuditBuilder builder = audit();
  builder.stage("help", Phase::post_purchase, StageRole::support);
  builder.touchpoint("call").in_stage("help").touchpoint("whole").discipline(Discipline::cx);
  builder.level(Level::relationship);
  CHECK(state_of(builder, "blaming_the_product") == unknown);
  builder.measure("retention_monthly", 0.88);
  const Verdict blamed = diagnosed(builder, "blaming_the_product");
  CHECK(blamed.state == fired);
  CHECK(blamed.touchpoints == Names{"call"});
  builder.touchpoint("call").rated("overall", 2);
  CHECK(state_of(builder, "blaming_the_product") == clear);
}

TEST_CASE("Diagnostics: more than 85 % of the evidence of one kind", "[diagnostics]") {
  AuditBuilder builder = audit();
  CHECK(state_of(builder.touchpoint("a").discipline(Discipline::ux), "one_kind_of_evidence") ==
        unknown);
  builder.rated("clarity", 2).rated("clarity", 3, "r2").rated("overall", 2);
  const Verdict ratings = diagnosed(builder, "one_kind_of_evidence");
  CHECK(ratings.state == fired);
  CHECK(ratings.value == 1);
  CHECK_THAT(ratings.message, ContainsSubstring("Rating"));
  builder.measure("completion", 0.9);
  CHECK_THAT(*diagnosed(builder, "one_kind_of_evidence").value, WithinAbs(2.0 / 3, 1e-12));
  CHECK(state_of(builder, "one_kind_of_evidence") == clear);
}

TEST_CASE("Diagnostics: high friction without a word why", "[diagnostics]") {
  AuditBuilder builder = ux_and_cx(0, 4);
  CHECK(diagnosed(builder, "unexplained").touchpoints == Names{"call"});
  builder.touchpoint("call").evidence("");
  CHECK(state_of(builder, "unexplained") == fired);
  builder.evidence("\"I waited two weeks.\"", EvidenceType::quote);
  CHECK(state_of(builder, "unexplained") == clear);
  builder.touchpoint("x").touchpoint("y").touchpoint("z");
  CHECK(state_of(builder, "unexplained") == unknown);
}

TEST_CASE("Diagnostics: a promise rated 3 on average after the purchase is a gap",
          "[diagnostics]") {
  AuditBuilder builder = audit();
  builder.stage("use", Phase::post_purchase).stage("tell", Phase::advocacy);
  builder.touchpoint("invite").in_stage("tell").discipline(Discipline::cx).rated("promise", 4);
  builder.touchpoint("bill").in_stage("use").discipline(Discipline::cx);
  CHECK(state_of(builder, "promise_gap") == unknown);
  builder.rated("promise", 2, "r1").rated("promise", 3, "r2");
  CHECK(state_of(builder, "promise_gap") == clear);
  CHECK(diagnosed(builder, "promise_gap").value == 2.5);
  builder.rated("promise", 4, "r3");
  CHECK(diagnosed(builder, "promise_gap").touchpoints == Names{"bill"});
  builder.rater("r3", true);
  CHECK(state_of(builder, "promise_gap") == clear);  // spectators do not count
}

TEST_CASE("Diagnostics: friction that rises across a weak hand-off", "[diagnostics]") {
  AuditBuilder builder = ux_and_cx(0, 4);
  CHECK(state_of(builder, "handoff_break") == unknown);
  builder.handoff("app", "call");
  const Verdict broken = diagnosed(builder, "handoff_break");
  CHECK(broken.state == fired);
  CHECK(broken.touchpoints == Names{"app", "call"});
  builder.accept("app -> call", "O16").accept("app -> call", "O17");
  CHECK(state_of(builder, "handoff_break") == fired);  // G with accepted gaps left in
  builder.receiver("support").passes_on("the case").answers_within(4);
  CHECK(state_of(builder, "handoff_break") == clear);
}

TEST_CASE("Diagnostics: the work does not suit the stage of the business", "[diagnostics]") {
  AuditBuilder builder = ux_and_cx(2, 2);
  builder.fix("f", 4).reduces("app", 0.5).fix("g", 6).reduces("call", 0.5);
  CHECK(state_of(builder, "stage_mismatch") == unknown);
  builder.business_stage(BusinessStage::early);
  CHECK(diagnosed(builder, "stage_mismatch").touchpoints == Names{"call"});
  builder.business_stage(BusinessStage::scaling);
  CHECK(state_of(builder, "stage_mismatch") == clear);
  builder.raw().fixes.front().effort = 60;
  CHECK(diagnosed(builder, "stage_mismatch").touchpoints == Names{"app"});
  builder.business_stage(BusinessStage::mature);
  CHECK(state_of(builder, "stage_mismatch") == clear);
}

TEST_CASE("Diagnostics: a snapshot is too old after 92 days", "[diagnostics]") {
  AuditBuilder builder = audit();
  builder.as_of("2026-11-01");
  CHECK(state_of(builder, "no_re_audit") == unknown);
  builder.snapshot("2026-07-31", "summer");
  const Verdict old = diagnosed(builder, "no_re_audit");
  CHECK(old.state == fired);
  CHECK(old.value == 93);
  builder.snapshot("2026-08-01", "August");
  CHECK(state_of(builder, "no_re_audit") == clear);
}

TEST_CASE("Diagnostics: copying a competitor where no customer was heard", "[diagnostics]") {
  AuditBuilder builder = ux_and_cx(2, 2);
  builder.fix("f", 1).reduces("app", 0.5);
  CHECK(state_of(builder, "copying") == unknown);
  builder.rationale(Rationale::competitor).status(FixStatus::dropped);
  CHECK(diagnosed(builder, "copying").touchpoints == Names{"app"});  // ratings are no user
  builder.touchpoint("app").measure("completion", 0.9);
  CHECK(state_of(builder, "copying") == clear);
}

TEST_CASE("Diagnostics: two touchpoints with conflicting KPIs", "[diagnostics]") {
  AuditBuilder builder = audit();
  builder.touchpoint("a").owner("sales").no_contributors();
  builder.touchpoint("b").owner("sales").no_contributors();
  CHECK(state_of(builder, "conflicting_kpis") == unknown);
  builder.kpi("more").of_team("sales").counts("calls", KpiDirection::up);
  CHECK(state_of(builder, "conflicting_kpis") == clear);
  builder.kpi("fewer").of_team("sales").counts("calls", KpiDirection::down);
  const Verdict conflict = diagnosed(builder, "conflicting_kpis");
  CHECK(conflict.state == fired);
  CHECK(conflict.value == 2);
}

TEST_CASE("Diagnostics: an empty audit has nothing to say", "[diagnostics]") {
  const Audit empty = audit();
  for (const DiagnosticRow& row : shipped_model().diagnostics) {
    INFO(row.id);
    const bool is_clear = row.id == "mobile_ignored";  // no mobile touchpoint is clear
    CHECK(state_of(empty, row.id) == (is_clear ? clear : unknown));
  }
}

TEST_CASE("Diagnostics: names beyond three are counted", "[diagnostics]") {
  AuditBuilder builder = audit();
  for (const char* name : {"a", "b", "c", "d", "e"}) judged(builder, name, Discipline::ux, 4);
  CHECK_THAT(diagnosed(builder, "unexplained").message, ContainsSubstring("a, b, c and 2 more"));
}
