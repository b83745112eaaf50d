#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "document/read.hpp"
#include "intake/limits.hpp"
#include "support/documents.hpp"

using namespace touchstone;
using namespace touchstone::test;

namespace {

using Pointers = std::vector<std::string>;

// A document and where its problems stand; none: it is valid.
struct Case {
  std::string text;
  Pointers expected;
};

void check_each(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    CAPTURE(each.text);
    CHECK(pointers(each.text) == each.expected);
  }
}

std::string message_of(const std::string& text) {
  const Result<Audit> audit = read(text);
  return audit ? "" : audit.problems().front().message;
}

const std::string k_a = "/touchpoints/0";
const std::string k_m = "/touchpoints/0/measures/0";

}  // namespace

TEST_CASE("an audit with nothing in it is valid") {
  CHECK(pointers(R"({"format":"touchstone-audit","version":1})").empty());
  CHECK(pointers(document()).empty());
}

TEST_CASE("format and version must be there and be ours") {
  check_each({
      {"{}", {"/format", "/version"}},
      {R"({"format":null,"version":null})", {"/format", "/version"}},
      {document({{"format", R"("touchstone-scores")"}}), {"/format"}},
      {document({{"format", "1"}}), {"/format"}},
      {document({{"version", "2"}}), {"/version"}},
      {document({{"version", R"("1")"}}), {"/version"}},
      {document({{"version", "1.0"}}), {}},
  });
}

TEST_CASE("a document that is no object is refused as a whole") {
  check_each({{"[]", {""}}, {"null", {""}}, {"3", {""}}, {"\"x\"", {""}}});
}

TEST_CASE("required keys are reported where they would stand, missing or null") {
  check_each({
      {document({{"stages", R"([{"name":"x"},{"id":null}])"}}), {"/stages/0/id", "/stages/1/id"}},
      {document({{"channels", "[{}]"}}), {"/channels/0/id"}},
      {document({{"teams", "[{}]"}}), {"/teams/0/id"}},
      {document({{"people", "[{}]"}}), {"/people/0/id"}},
      {document({{"personas", "[{}]"}}), {"/personas/0/id"}},
      {document({{"raters", "[{}]"}}), {"/raters/0/id"}},
      {document({{"kpis", "[{}]"}}), {"/kpis/0/id"}},
      {document({{"fixes", "[{}]"}}), {"/fixes/0/id"}},
      {document({{"touchpoints", R"([{"id":"a"},{"id":"b"},{}])"}}), {"/touchpoints/2/id"}},
      {document({{"handoffs", "[{}]"}}), {"/handoffs/0/from", "/handoffs/0/id", "/handoffs/0/to"}},
      {document({{"ratings", "[{}]"}}),
       {"/ratings/0/factor", "/ratings/0/rater", "/ratings/0/touchpoint"}},
      {with_measure(""), {k_m + "/metric"}},
      {document({{"fixes", R"([{"id":"f","effects":[{}]}])"}}), {"/fixes/0/effects/0/touchpoint"}},
      {document({{"snapshots", "[{}]"}, {"accepted_gaps", "[{}]"}}), {}},
      {with_touchpoint(R"("evidence":[{}])"), {}},
  });
}

TEST_CASE("an id is never empty") {
  check_each({
      {document({{"stages", R"([{"id":""}])"}}), {"/stages/0/id"}},
      {with_touchpoint(R"("stage":"")"), {k_a + "/stage"}},
  });
}

TEST_CASE("ids are unique in their list, teams and people in one") {
  check_each({
      {document({{"stages", R"([{"id":"s"},{"id":"x"},{"id":"s"},{"id":"s"}])"}}),
       {"/stages/2/id", "/stages/3/id"}},
      {document({{"touchpoints", R"([{"id":"a"},{"id":"b"},{"id":"a"}])"}}), {"/touchpoints/2/id"}},
      {document({{"people", R"([{"id":"t"}])"}}), {"/people/0/id"}},
      {document({{"fixes", R"([{"id":"f"},{"id":"f"}])"}}), {"/fixes/1/id"}},
      {document({{"channels", R"([{"id":"s"}])"}, {"personas", R"([{"id":"a"}])"}}), {}},
      {document({{"handoffs", R"([{"id":"a","from":"a","to":"b"}])"}}), {}},
  });
}

TEST_CASE("references must lead somewhere, and a list's entry is named by its place") {
  check_each({
      {document({{"stages", R"([{"id":"s","lead":"p"}])"}}), {"/stages/0/lead"}},
      {document({{"stages", R"([{"id":"s","lead":"t"}])"}}), {}},
      {document({{"people", R"([{"id":"p","team":"p"}])"}}), {"/people/0/team"}},
      {document({{"raters", R"([{"id":"r","team":"x"}])"}}), {"/raters/0/team"}},
      {with_touchpoint(R"("stage":"c","channel":"s")"), {k_a + "/channel", k_a + "/stage"}},
      {with_touchpoint(R"("stage":"s","channel":"c","personas":["q"])"), {}},
      {with_touchpoint(R"("personas":["q","a"])"), {k_a + "/personas/1"}},
      {with_touchpoint(R"("not_applicable":["speed","haste"])"), {k_a + "/not_applicable/1"}},
      {with_touchpoint(R"("not_applicable":["overall"])"), {k_a + "/not_applicable/0"}},
      {document({{"handoffs", R"([{"id":"h","from":"x","to":"y","giver":"p","receiver":"z"}])"}}),
       {"/handoffs/0/from", "/handoffs/0/giver", "/handoffs/0/receiver", "/handoffs/0/to"}},
      {document({{"kpis", R"([{"id":"k","team":"p","conflicts_with":["k","j"]}])"}}),
       {"/kpis/0/conflicts_with/1", "/kpis/0/team"}},
      {document({{"fixes", R"([{"id":"f","owner":"x","requires":["g"],"excludes":["f","h"],
                                "effects":[{"touchpoint":"a"},{"touchpoint":"x"}]}])"}}),
       {"/fixes/0/effects/1/touchpoint", "/fixes/0/excludes/1", "/fixes/0/owner",
        "/fixes/0/requires/0"}},
      {document({{"fixes", R"([{"id":"f","owner":"p"},{"id":"g","owner":"t"}])"}}), {}},
      {document({{"ratings", R"([{"rater":"x","touchpoint":"y","factor":"z"}])"}}),
       {"/ratings/0/factor", "/ratings/0/rater", "/ratings/0/touchpoint"}},
      {document({{"ratings", R"([{"rater":"r","touchpoint":"a","factor":"overall"},
                                 {"rater":"r","touchpoint":"a","factor":"trust"}])"}}),
       {}},
      {document({{"goals", R"(["reduce_churn","world_peace"])"}}), {"/goals/1"}},
  });
}

TEST_CASE("owners may be teams or people where the format says so, and only teams elsewhere") {
  const auto owned = [](std::string_view keys) {
    return with_touchpoint(R"("ownership":{)" + std::string(keys) + "}");
  };
  const std::string at = k_a + "/ownership";
  check_each({
      {owned(R"("accountable":["t","p"],"responsible":["p","t"],"deputy":"p")"), {}},
      {owned(R"("deputy":"t","contributors":["t"],"teams_crossed":["t"])"), {}},
      {owned(R"("accountable":["x"],"responsible":["t","y"],"deputy":"z")"),
       {at + "/accountable/0", at + "/deputy", at + "/responsible/1"}},
      {owned(R"("contributors":["p"],"teams_crossed":["t","p"])"),
       {at + "/contributors/0", at + "/teams_crossed/1"}},
  });
}

TEST_CASE(
    "an accepted gap names a touchpoint, hand-off or stage there is and a rule of the model") {
  const auto gap = [](std::string_view keys) {
    return document({{"accepted_gaps", "[{" + std::string(keys) + "}]"}});
  };
  check_each({
      {gap(R"("target":"a","rule":"O1")"), {}},
      {gap(R"("target":"h","rule":"O16")"), {}},
      {gap(R"("target":"s","rule":"O26")"), {}},
      {gap(R"("target":null,"rule":"O21")"), {}},
      {gap(R"("rule":"O22")"), {}},
      {gap(R"("target":"c","rule":"O1")"), {"/accepted_gaps/0/target"}},
      {gap(R"("target":"a","rule":"O99")"), {"/accepted_gaps/0/rule"}},
  });
}

TEST_CASE("numbers must lie in their range") {
  check_each({
      {with_touchpoint(R"("volume":-1)"), {k_a + "/volume"}},
      {with_touchpoint(R"("volume":0,"importance":1,"lost_share":0,"contacts":0,"emotion":-2)"),
       {}},
      {with_touchpoint(R"("importance":5,"lost_share":1,"emotion":1.5)"), {}},
      {with_touchpoint(R"("importance":0.9,"lost_share":1.1,"contacts":-1,"emotion":2.1)"),
       {k_a + "/contacts", k_a + "/emotion", k_a + "/importance", k_a + "/lost_share"}},
      {document({{"personas", R"([{"id":"q","share":1.5}])"}}), {"/personas/0/share"}},
      {document({{"fixes", R"([{"id":"f","effort":0,"cost":0,"confidence":1}])"}}), {}},
      {document({{"fixes", R"([{"id":"f","effort":-1,"cost":-1,"confidence":2,
                                "effects":[{"touchpoint":"a","reduces":1.01}]}])"}}),
       {"/fixes/0/confidence", "/fixes/0/cost", "/fixes/0/effects/0/reduces", "/fixes/0/effort"}},
      {document({{"handoffs", R"([{"id":"h","from":"a","to":"b","response_hours":-0.5}])"}}),
       {"/handoffs/0/response_hours"}},
      {document({{"economics", R"({"margin_per_month":-1,"retention_monthly":1.2,
                                  "discount_monthly":-1,"cost_per_contact":-1})"}}),
       {"/economics/cost_per_contact", "/economics/discount_monthly", "/economics/margin_per_month",
        "/economics/retention_monthly"}},
      {document({{"seed", "7"}}), {}},
      {document({{"seed", "-1"}}), {"/seed"}},
      {document({{"seed", "1.5"}}), {"/seed"}},
  });
}

TEST_CASE("a rating is a whole number from 0 to 4, or null") {
  const auto score = [](std::string_view value) {
    return document({{"ratings", R"([{"rater":"r","touchpoint":"a","factor":"speed","score":)" +
                                     std::string(value) + "}]"}});
  };
  for (const char* good : {"0", "4", "2.0", "null"}) CHECK(pointers(score(good)).empty());
  for (const char* bad : {"-1", "5", "2.5", "\"3\"", "true"}) {
    CAPTURE(bad);
    CHECK(pointers(score(bad)) == Pointers{"/ratings/0/score"});
  }
}

TEST_CASE("what a measure says lies in its metric's unit") {
  struct Unit {
    const char* metric;
    const char* inside_low;
    const char* inside_high;
    const char* outside_low;
    const char* outside_high;
  };

  // An open end has no outside.
  const std::vector<Unit> units = {
      {"sus", "0", "100", "-1", "100.5"},
      {"seq", "1", "7", "0.9", "7.1"},
      {"completion", "0", "1", "-0.1", "1.1"},
      {"abandonment", "0", "1", "-1", "2"},
      {"time_ratio", "0", "900", "-0.1", nullptr},
      {"lostness", "0", "1.5", "-0.1", "1.6"},
      {"errors_per_attempt", "0", "50", "-1", nullptr},
      {"load_seconds", "0", "99", "-1", nullptr},
      {"wcag_failures", "0", "99", "-1", nullptr},
      {"mobile_gap", "-100", "100", "-101", "101"},
      {"ces7", "1", "7", "0", "8"},
      {"ces5", "1", "5", "0", "6"},
      {"effort10", "1", "10", "0", "11"},
      {"csat_top2", "0", "1", "-1", "85"},
      {"csat_mean", "1", "5", "0.5", "5.5"},
      {"nps", "-100", "100", "-101", "101"},
      {"first_response_hours", "0", "99", "-1", nullptr},
      {"hold_seconds", "0", "9999", "-1", nullptr},
      {"churn_monthly", "0", "1", "-0.1", "1.1"},
      {"retention_monthly", "0", "1", "-0.1", "1.1"},
      {"support_load", "0", "9", "-1", nullptr},
      {"clv", "0", "9", "-1", nullptr},
      {"page_views", "0", "1e9", nullptr, nullptr},
  };
  for (const Unit& unit : units) {
    CAPTURE(unit.metric);
    for (const char* key : {"value", "baseline", "target"}) {
      const auto says = [&](const char* number) {
        return with_measure(R"("metric":")" + std::string(unit.metric) + "\",\"" + key +
                            "\":" + number);
      };
      CHECK(pointers(says(unit.inside_low)).empty());
      CHECK(pointers(says(unit.inside_high)).empty());
      if (unit.outside_low != nullptr)
        CHECK(pointers(says(unit.outside_low)) == Pointers{k_m + "/" + key});
      if (unit.outside_high != nullptr)
        CHECK(pointers(says(unit.outside_high)) == Pointers{k_m + "/" + key});
    }
  }
  CHECK(pointers(with_measure(R"("metric":"csat_top2","low":-1,"high":2)")) ==
        Pointers{k_m + "/high", k_m + "/low"});
}

TEST_CASE("a KPI's metric may be any words") {
  check_each({
      {document({{"kpis", R"([{"id":"k","metric":"calls per case","target":-40}])"}}), {}},
      {document({{"kpis", R"([{"id":"k","metric":"nps","target":40}])"}}), {}},
      {document({{"kpis", R"([{"id":"k","metric":3}])"}}), {"/kpis/0/metric"}},
  });
}

TEST_CASE("an unknown metric is refused, and ces with the three that are meant") {
  CHECK(pointers(with_measure(R"("metric":"happiness")")) == Pointers{k_m + "/metric"});
  const std::string ces = with_measure(R"("metric":"ces","value":5)");
  CHECK(pointers(ces) == Pointers{k_m + "/metric"});
  for (const char* scale : {"ces7", "ces5", "effort10"})
    CHECK(message_of(ces).find(scale) != std::string::npos);
}

TEST_CASE("n is whole and at least 1") {
  check_each({
      {with_measure(R"("metric":"sus","n":1)"), {}},
      {with_measure(R"("metric":"sus","n":0)"), {k_m + "/n"}},
      {with_measure(R"("metric":"sus","n":-3)"), {k_m + "/n"}},
      {with_measure(R"("metric":"sus","n":2.5)"), {k_m + "/n"}},
      {with_measure(R"("metric":"sus","sd":-1,"log_sd":-1)"), {k_m + "/log_sd", k_m + "/sd"}},
  });
}

TEST_CASE("counts need n and stay within it") {
  check_each({
      {with_measure(R"("metric":"completion","successes":4,"n":5)"), {}},
      {with_measure(R"("metric":"completion","successes":5,"n":5)"), {}},
      {with_measure(R"("metric":"completion","successes":6,"n":5)"), {k_m + "/successes"}},
      {with_measure(R"("metric":"completion","successes":4)"), {k_m + "/n"}},
      {with_measure(R"("metric":"completion","successes":-1,"n":5)"), {k_m + "/successes"}},
      {with_measure(R"("metric":"completion","successes":1.5,"n":5)"), {k_m + "/successes"}},
      {with_measure(R"("metric":"nps","promoters":3,"detractors":2,"n":5)"), {}},
      {with_measure(R"("metric":"nps","promoters":3,"detractors":3,"n":5)"), {k_m + "/detractors"}},
      {with_measure(R"("metric":"nps","promoters":6,"detractors":0,"n":5)"), {k_m + "/promoters"}},
      {with_measure(R"("metric":"nps","promoters":0,"detractors":6,"n":5)"), {k_m + "/detractors"}},
      {with_measure(R"("metric":"nps","promoters":3,"detractors":2)"), {k_m + "/n"}},
  });
}

TEST_CASE("low and high come together and in order") {
  const auto effect = [](std::string_view keys) {
    return document(
        {{"fixes", R"([{"id":"f","effects":[{"touchpoint":"a",)" + std::string(keys) + "}]}]"}});
  };
  const std::string at = "/fixes/0/effects/0";
  check_each({
      {with_measure(R"("metric":"sus","low":60,"high":70)"), {}},
      {with_measure(R"("metric":"sus","low":60,"high":60)"), {}},
      {with_measure(R"("metric":"sus","low":60)"), {k_m + "/high"}},
      {with_measure(R"("metric":"sus","high":60,"low":null)"), {k_m + "/low"}},
      {with_measure(R"("metric":"sus","low":71,"high":70)"), {k_m + "/low"}},
      {effect(R"("low":0.1,"high":0.3)"), {}},
      {effect(R"("low":0.1)"), {at + "/high"}},
      {effect(R"("high":0.1)"), {at + "/low"}},
      {effect(R"("low":0.4,"high":0.3)"), {at + "/low"}},
      {effect(R"("low":-0.4,"high":1.3)"), {at + "/high", at + "/low"}},
  });
}

TEST_CASE("a target differs from its baseline") {
  check_each({
      {with_measure(R"("metric":"sus","baseline":60,"target":70)"), {}},
      {with_measure(R"("metric":"sus","baseline":60,"target":60)"), {k_m + "/target"}},
  });
}

TEST_CASE("a hand-off leads from one touchpoint to another") {
  check_each({
      {document({{"handoffs", R"([{"id":"h","from":"a","to":"a"}])"}}), {"/handoffs/0/to"}},
      {document({{"handoffs", R"([{"id":"h","from":"b","to":"a"}])"}}), {}},
  });
}

TEST_CASE("requirements of fixes make no circle") {
  const auto fixes = [](std::string_view list) { return document({{"fixes", list}}); };
  check_each({
      {fixes(R"([{"id":"f","requires":["f"]}])"), {"/fixes/0/requires/0"}},
      {fixes(R"([{"id":"f","requires":["g"]},{"id":"g","requires":["f"]}])"),
       {"/fixes/1/requires/0"}},
      {fixes(R"([{"id":"f","requires":["g","h"]},{"id":"g","requires":["h"]},{"id":"h"}])"), {}},
      {fixes(R"([{"id":"f"},{"id":"g","requires":["f","h"]},{"id":"h","requires":["f","g"]}])"),
       {"/fixes/2/requires/1"}},
      {fixes(R"([{"id":"f","excludes":["g"]},{"id":"g","excludes":["f"]}])"), {}},
  });
}

TEST_CASE("a chain through as many fixes as an audit may have is followed to its end") {
  constexpr std::size_t k_fixes = most_elements("fixes");
  std::string list = R"([{"id":"f0"})";
  for (std::size_t i = 1; i < k_fixes; ++i)
    list +=
        R"(,{"id":"f)" + std::to_string(i) + R"(","requires":["f)" + std::to_string(i - 1) + "\"]}";
  CHECK(pointers(document({{"fixes", list + "]"}})).empty());
  const std::string last = "f" + std::to_string(k_fixes - 1);
  list.replace(list.find(R"({"id":"f0"})"), 11, R"({"id":"f0","requires":[")" + last + "\"]}");
  CHECK(pointers(document({{"fixes", list + "]"}})).size() == 1);
}

TEST_CASE("a touchpoint needs a factor that applies and weighs something") {
  const std::string ux =
      R"("effectiveness","efficiency","errors","clarity","speed","accessibility","mobile")";
  const std::string cx =
      R"("effort","responsiveness","resolution","promise","continuity","reliability")";
  const auto without = [](const std::string& keys, const std::string& factors) {
    return with_touchpoint(keys + R"("not_applicable":[)" + factors + "]");
  };
  const std::string at = k_a + "/not_applicable";
  check_each({
      {without(R"("discipline":"ux",)", ux), {at}},
      {without(R"("discipline":"cx",)", ux), {}},
      {without(R"("discipline":"cx",)", cx), {at}},
      {without(R"("discipline":"cx","level":"relationship",)", cx), {}},
      {without(R"("discipline":"cx","level":"relationship",)", cx + R"(,"trust")"), {at}},
      {without(R"("discipline":"ux","level":"relationship",)", ux), {at}},
      {without(R"("discipline":"both",)", ux), {}},
      {without("", ux + "," + cx), {at}},
      {without("", ux), {}},
  });
}

TEST_CASE("a touchpoint whose factors all weigh 0 after overrides has none") {
  const std::string zero =
      R"({"/factors/effectiveness/weight":0,"/factors/efficiency/weight":0,"/factors/errors/weight":0,
          "/factors/clarity/weight":0,"/factors/speed/weight":0,"/factors/accessibility/weight":0,
          "/factors/mobile/weight":0})";
  check_each({
      {document(
           {{"overrides", zero}, {"touchpoints", R"([{"id":"a","discipline":"ux"},{"id":"b"}])"}}),
       {k_a}},
      {document({{"overrides", zero}}), {}},
  });
}

TEST_CASE("overrides must lead to a value of the model and leave it sound") {
  const auto one = [](std::string_view pointer, std::string_view value) {
    return document(
        {{"overrides", "{\"" + std::string(pointer) + "\":" + std::string(value) + "}"}});
  };
  check_each({
      {one("/factors/trust/weight", "2"), {}},
      {one("/rules/O1/severity", "60"), {}},
      {one("/rules/O12/severity", "[10,20]"), {}},
      {one("/factors/happiness/weight", "2"), {"/overrides/~1factors~1happiness~1weight"}},
      {one("/rules/O1/severity", "0"), {"/overrides/~1rules~1O1~1severity"}},
      {one("/rules/O1/severity", "100"), {"/overrides/~1rules~1O1~1severity"}},
      {one("/rules/O1/severity", "\"high\""), {"/overrides/~1rules~1O1~1severity"}},
      {one("/factors/trust/weight", "-1"), {"/overrides/~1factors~1trust~1weight"}},
      {document({{"overrides", "[]"}}), {"/overrides"}},
  });
}

TEST_CASE("enumerators are those of the format") {
  check_each({
      {document({{"business_stage", R"("late")"}}), {"/business_stage"}},
      {document({{"stages", R"([{"id":"s","phase":"Purchase","role":"sales "}])"}}),
       {"/stages/0/phase", "/stages/0/role"}},
      {document({{"channels", R"([{"id":"c","kind":"phone"}])"}}), {"/channels/0/kind"}},
      {document({{"teams", R"([{"id":"t","discipline":"none"}])"}}), {"/teams/0/discipline"}},
      {with_touchpoint(R"("discipline":"dx","level":"moment")"),
       {k_a + "/discipline", k_a + "/level"}},
      {with_measure(R"("metric":"sus","kind":"guess")"), {k_m + "/kind"}},
      {with_touchpoint(R"("evidence":[{"type":"rumour"}])"), {k_a + "/evidence/0/type"}},
      {document({{"kpis", R"([{"id":"k","direction":"sideways"}])"}}), {"/kpis/0/direction"}},
      {document({{"fixes", R"([{"id":"f","status":"idle","category":"x","rationale":"y"}])"}}),
       {"/fixes/0/category", "/fixes/0/rationale", "/fixes/0/status"}},
      {document(
           {{"fixes",
             R"([{"id":"f","status":"dropped","category":"content","rationale":"opinion"}])"}}),
       {}},
  });
}

TEST_CASE("dates are days that exist") {
  check_each({
      {document({{"as_of", R"("2026-02-28")"}}), {}},
      {document({{"as_of", R"("2026-02-30")"}}), {"/as_of"}},
      {document({{"as_of", "20260228"}}), {"/as_of"}},
      {document({{"fixes", R"([{"id":"f","due":"2026-13-01"}])"}}), {"/fixes/0/due"}},
      {with_measure(R"("metric":"sus","date":"01.02.2026")"), {k_m + "/date"}},
      {with_touchpoint(R"("evidence":[{"date":"2026-04-31"}])"), {k_a + "/evidence/0/date"}},
      {with_touchpoint(R"("ownership":{"last_sync":"never","last_review":""})"),
       {k_a + "/ownership/last_review", k_a + "/ownership/last_sync"}},
      {document({{"snapshots", R"([{"date":"2026-6-1"}])"}}), {"/snapshots/0/date"}},
      {document({{"accepted_gaps", R"([{"date":"x"}])"}}), {"/accepted_gaps/0/date"}},
      {document({{"ratings", R"([{"rater":"r","touchpoint":"a","factor":"speed","date":"x"}])"}}),
       {"/ratings/0/date"}},
  });
}

TEST_CASE("a value of the wrong JSON type is one problem, in its place") {
  check_each({
      {document({{"title", "1"}}), {"/title"}},
      {document({{"auditors", R"("me")"}}), {"/auditors"}},
      {document({{"auditors", R"(["me",2])"}}), {"/auditors/1"}},
      {document({{"stages", R"({"id":"s"})"}}), {"/stages"}},
      {document({{"stages", R"(["s",{"id":"s"}])"}}), {"/stages/0"}},
      {document({{"stages", R"([{"id":5}])"}}), {"/stages/0/id"}},
      {document({{"economics", "[]"}}), {"/economics"}},
      {document({{"snapshots", R"([{"scores":[]}])"}}), {"/snapshots/0/scores"}},
      {with_touchpoint(R"("name":null,"core_task":"yes","volume":"12")"),
       {k_a + "/core_task", k_a + "/volume"}},
      {with_touchpoint(R"("ownership":[],"measures":{},"evidence":"x")"),
       {k_a + "/evidence", k_a + "/measures", k_a + "/ownership"}},
      {with_touchpoint(R"("ownership":{"accountable":"t","authority":1})"),
       {k_a + "/ownership/accountable", k_a + "/ownership/authority"}},
      {with_measure(R"("metric":7,"n":"ten","successes":3)"), {k_m + "/metric", k_m + "/n"}},
      {document({{"handoffs", R"([{"id":"h","from":"a","to":"b","context":"all"}])"}}),
       {"/handoffs/0/context"}},
  });
}

TEST_CASE("null inside a list is a problem, null elsewhere is not known") {
  check_each({
      {document({{"stages", R"([null,{"id":"s"}])"}}), {"/stages/0"}},
      {document({{"goals", "[null]"}}), {"/goals/0"}},
      {document({{"auditors", "[null]"}}), {"/auditors/0"}},
      {with_touchpoint(R"("personas":[null],"measures":[null],"evidence":[null])"),
       {k_a + "/evidence/0", k_a + "/measures/0", k_a + "/personas/0"}},
      {with_touchpoint(R"("ownership":{"accountable":[null]})"),
       {k_a + "/ownership/accountable/0"}},
      {document({{"handoffs", R"([{"id":"h","from":"a","to":"b","context":[null]}])"}}),
       {"/handoffs/0/context/0"}},
      {with_touchpoint(R"("name":null,"stage":null,"core_task":null,"personas":null,"measures":null,
                          "ownership":null,"evidence":null,"volume":null,"not_applicable":null)"),
       {}},
      {document(
           {{"stages", "null"}, {"economics", "null"}, {"overrides", "null"}, {"goals", "null"}}),
       {}},
  });
}

TEST_CASE("null and missing read the same, an empty list does not") {
  const Result<Audit> missing = read(R"({"format":"touchstone-audit","version":1})");
  const Result<Audit> null =
      read(R"({"format":"touchstone-audit","version":1,"stages":null,"goals":null,"title":null})");
  const Result<Audit> empty =
      read(R"({"format":"touchstone-audit","version":1,"stages":[],"goals":[]})");
  CHECK(*missing == *null);
  CHECK_FALSE(missing->header.known.stages);
  CHECK(empty->header.known.stages);
  CHECK(empty->header.goals.has_value());
}

TEST_CASE("all problems of a document are listed, whatever their kind") {
  const std::string text = R"({"format":"touchstone-audit","version":1,"as_of":"2026-02-30",
    "stages":[{"id":"s","phase":"later"},{"id":"s"}],"x":1e999,"title":"a","title":"b",
    "touchpoints":[{"id":"a","stage":"z","volume":-1,"measures":[{"metric":"ces"},{"metric":"sus","low":1}]},
                   null,{"name":"n"}]})";
  CHECK(pointers(text) == Pointers{"/as_of", "/stages/0/phase", "/stages/1/id", "/title",
                                   "/touchpoints/0/measures/0/metric",
                                   "/touchpoints/0/measures/1/high", "/touchpoints/0/stage",
                                   "/touchpoints/0/volume", "/touchpoints/1", "/touchpoints/2/id",
                                   "/x"});
}

TEST_CASE("each problem says what was found and what was expected") {
  CHECK(message_of(with_touchpoint(R"("volume":-1)")) == "Found -1; expected a number, 0 or more.");
  CHECK(message_of(with_touchpoint(R"("stage":"x")")) ==
        "There is no stage \"x\"; expected the id of a stage of this audit.");
  CHECK(message_of(document({{"as_of", R"("2026-02-30")"}})) ==
        "Found \"2026-02-30\"; expected a day that exists, written \"YYYY-MM-DD\".");
  CHECK(message_of(document({{"business_stage", R"("late")"}})) ==
        "Found \"late\"; expected one of \"early\", \"scaling\", \"mature\".");
}

TEST_CASE("problems of hostile texts are valid UTF-8 themselves") {
  const Result<Audit> audit =
      read("{\"format\":\"\xFF\",\"overrides\":{\"/\xFE\":1},\"\xFD\":1e999}");
  REQUIRE_FALSE(audit);
  for (const Problem& problem : audit.problems())
    CHECK((problem.pointer + problem.message).find_first_of("\xFD\xFE\xFF") == std::string::npos);
}

TEST_CASE("an index of references takes hostile sizes in its stride") {
  std::string ratings = "[";
  for (int i = 0; i < 200000; ++i)
    ratings +=
        std::string(i > 0 ? "," : "") + R"({"rater":"x","touchpoint":"a","factor":"overall"})";
  // The first are listed, and a last line says that there may be more.
  CHECK(pointers(document({{"ratings", ratings + "]"}})).size() == k_most_problems + 1);
}
