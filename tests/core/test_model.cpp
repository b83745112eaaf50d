// The scoring model: the shipped file, look-ups, overrides.
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "assets/embedded.hpp"
#include "model/model.hpp"

using namespace touchstone;

namespace {

Problems problems_of(std::vector<Override> overrides) {
  return effective_model(shipped_model(), overrides).problems();
}

Model with(std::vector<Override> overrides) {
  Result<Model> model = effective_model(shipped_model(), overrides);
  REQUIRE(model.ok());
  return std::move(*model);
}

// The shipped file with one piece of its text replaced.
Problems broken_file(const std::string& from, const std::string& to) {
  std::string json(assets::model_json());
  const std::size_t at = json.find(from);
  REQUIRE(at != std::string::npos);
  json.replace(at, from.size(), to);
  return parse_model(json).problems();
}

}  // namespace

TEST_CASE("the shipped model has no problems") {
  const Result<Model> model = parse_model(assets::model_json());
  std::string found;
  for (const Problem& problem : model.problems()) found += problem.pointer + ": " + problem.message;
  CHECK(found.empty());
}

TEST_CASE("the shipped model has the tables of the specification") {
  const Model& model = shipped_model();
  CHECK(model.factors.size() == 14);
  CHECK(model.metrics.size() == 33);
  CHECK(model.rules.size() == 27);
  CHECK(model.goals.size() == 11);
  CHECK(model.diagnostics.size() == 22);
}

TEST_CASE("every row of the shipped model has a source") {
  const Model& model = shipped_model();
  for (const Factor& factor : model.factors) CHECK_FALSE(factor.source.empty());
  for (const Metric& metric : model.metrics) CHECK_FALSE(metric.source.empty());
  for (const Rule& rule : model.rules) CHECK_FALSE(rule.source.empty());
  for (const ModelValue& value : model_values(model)) {
    CAPTURE(value.pointer);
    const bool note_beside_it = value.pointer == "/quality/unknown_n_factor";
    CHECK((note_beside_it || !value.source.empty()));
  }
}

TEST_CASE("all factors weigh 1 unless an audit says otherwise") {
  for (const Factor& factor : shipped_model().factors) CHECK(factor.weight == 1);
}

TEST_CASE("rows are found by id") {
  const Model& model = shipped_model();
  REQUIRE(model.factor(FactorId("trust")) != nullptr);
  CHECK(model.factor(FactorId("trust"))->level == Level::relationship);
  REQUIRE(model.metric(MetricId("sus")) != nullptr);
  CHECK(model.factors[*model.metric(MetricId("sus"))->factor].id.text == "clarity");
  CHECK(model.rule(RuleId("O12"))->number == 12);
  CHECK(model.rule(12).id.text == "O12");
}

TEST_CASE("ids that the model does not have are not found") {
  const Model& model = shipped_model();
  CHECK_FALSE(model.factor_index("overall").has_value());
  CHECK_FALSE(model.metric_index("ces").has_value());
  CHECK_FALSE(model.rule_index("O28").has_value());
  CHECK(model.goal(GoalId("world_peace")) == nullptr);
}

TEST_CASE("retention has the anchors of churn and is judged by its complement") {
  const Metric& retention = *shipped_model().metric(MetricId("retention_monthly"));
  const Metric& churn = *shipped_model().metric(MetricId("churn_monthly"));
  CHECK(retention.complement);
  CHECK_FALSE(churn.complement);
  REQUIRE(retention.anchors.size() == churn.anchors.size());
  CHECK(retention.anchors[1].value == churn.anchors[1].value);
}

TEST_CASE("cadence, family and kind follow the metric's side") {
  const Model& model = shipped_model();
  for (const Metric& metric : model.metrics) {
    CAPTURE(metric.id.text);
    if (metric.vanity) {
      CHECK(metric.cadence == 30);
      CHECK_FALSE(metric.family.has_value());
      CHECK_FALSE(metric.min_n.has_value());
      continue;
    }
    const bool ux = model.factors[*metric.factor].discipline == Discipline::ux;
    const bool loyal = metric.family == MetricFamily::relationship;
    CHECK(metric.cadence == (ux || loyal ? 91 : 30));
    const bool interaction = ux && metric.id.text != "abandonment";
    CHECK((metric.family == MetricFamily::interaction) == interaction);
  }
}

TEST_CASE("churn and retention are metrics of loyalty, and no others") {
  for (const Metric& metric : shipped_model().metrics) {
    CAPTURE(metric.id.text);
    CHECK(metric.loyalty ==
          (metric.id.text == "churn_monthly" || metric.id.text == "retention_monthly"));
  }
}

TEST_CASE("survey metrics that rule O8 refuses say where") {
  const auto unfit_at = [](const char* metric) {
    return shipped_model().metric(MetricId(metric))->unfit_at;
  };
  for (const char* metric : {"nps", "csat_top2", "csat_mean", "ces7", "ces5", "effort10"})
    CHECK(unfit_at(metric) == UnfitPlace::ux_interaction);
  CHECK(unfit_at("sus") == UnfitPlace::cx);
  CHECK_FALSE(unfit_at("seq").has_value());
}

TEST_CASE("metrics that count traffic, and a lifetime value without a unit, have no aliases") {
  for (const Metric& metric : shipped_model().metrics) {
    CAPTURE(metric.id.text);
    CHECK(metric.aliases.empty() == (metric.vanity || metric.id.text == "clv"));
  }
}

TEST_CASE("an override replaces a value and nothing else") {
  const Model model = with({{"/factors/trust/weight", "2.5"}, {"/rules/O12/severity", "[10,40]"}});
  CHECK(model.factor(FactorId("trust"))->weight == 2.5);
  CHECK(model.factor(FactorId("effort"))->weight == 1);
  CHECK(model.rule(12).severities == std::vector<double>{10, 40});
  CHECK(model.metrics.size() == shipped_model().metrics.size());
}

TEST_CASE("an override may reach into a list") {
  const Model model = with({{"/rules/O12/severity/1", "44"}, {"/metrics/sus/anchors/0/1", "90"}});
  CHECK(model.rule(12).severities == std::vector<double>{15, 44});
  CHECK(model.metric(MetricId("sus"))->anchors[0].friction == 90);
}

TEST_CASE("no overrides leave the model as it is") {
  CHECK(with({}).json == shipped_model().json);
}

TEST_CASE("an override's pointer must lead somewhere in the model") {
  for (const std::string pointer :
       {"/nowhere", "/factors/joy/weight", "/rules/O1/severity/0", "/rules/O12/severity/2",
        "/rules/O12/severity/01", "/factors/"}) {
    CAPTURE(pointer);
    const Problems problems = problems_of({{pointer, "1"}});
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].message.find("leads nowhere") != std::string::npos);
  }
}

TEST_CASE("an override's problem stands at its own key in the audit") {
  const Problems problems = problems_of({{"/factors/trust/weight", "-1"}});
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].pointer == "/overrides/~1factors~1trust~1weight");
}

TEST_CASE("what is no JSON Pointer is a problem") {
  CHECK(problems_of({{"factors/trust/weight", "1"}}).size() == 1);
  CHECK(problems_of({{"/factors/~2/weight", "1"}}).size() == 1);
  CHECK(problems_of({{"", "1"}}).size() == 1);
}

TEST_CASE("severities lie strictly between 0 and 100") {
  CHECK(problems_of({{"/rules/O1/severity", "0"}}).size() == 1);
  CHECK(problems_of({{"/rules/O1/severity", "100"}}).size() == 1);
  CHECK(problems_of({{"/rules/O1/severity", "99.9"}}).empty());
}

TEST_CASE("an override has the type and shape of what it replaces") {
  CHECK(problems_of({{"/rules/O1/severity", "\"80\""}}).size() == 1);
  CHECK(problems_of({{"/rules/O1/severity", "null"}}).size() == 1);
  CHECK(problems_of({{"/rules/O12/severity", "15"}}).size() == 1);
  CHECK(problems_of({{"/rules/O12/severity", "[15]"}}).size() == 1);
  CHECK(problems_of({{"/metrics/sus/default_sd", "null"}}).size() == 1);
  CHECK(problems_of({{"/metrics/sus/min_n", "null"}}).empty());
}

TEST_CASE("texts, sources and whole rows cannot be overridden") {
  CHECK(problems_of({{"/factors/trust/name", "\"Faith\""}}).size() == 1);
  CHECK(problems_of({{"/rules/O1/source", "\"me\""}}).size() == 1);
  CHECK(problems_of({{"/rules/O1/message", "\"!\""}}).size() == 1);
  CHECK(problems_of({{"/factors/trust", "{}"}}).size() == 1);
  CHECK(problems_of({{"/goals/launch/side", "\"cx\""}}).size() == 1);
  CHECK(problems_of({{"/metrics/sus/aliases/0", "\"usability\""}}).size() == 1);
  CHECK(problems_of({{"/metrics/sus/unfit_at", "\"ux_interaction\""}}).size() == 1);
  CHECK(problems_of({{"/metrics/sus/loyalty", "true"}}).size() == 1);
}

TEST_CASE("not all weights may be 0") {
  std::vector<Override> overrides;
  for (const Factor& factor : shipped_model().factors) {
    overrides.push_back({"/factors/" + factor.id.text + "/weight", "0"});
  }
  const Problems problems = problems_of(overrides);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].pointer == "/overrides");
  overrides.pop_back();
  CHECK(problems_of(overrides).empty());
}

TEST_CASE("all bad overrides are reported, not the first") {
  CHECK(problems_of({{"/a", "1"}, {"/factors/trust/weight", "1"}, {"/b", "2"}}).size() == 2);
}

TEST_CASE("anchors must rise and stay on the scale") {
  CHECK(problems_of({{"/metrics/ces5/anchors", "[[1,0],[1,100]]"}}).size() == 1);
  CHECK(problems_of({{"/metrics/ces5/anchors", "[[1,0],[5,101]]"}}).size() == 1);
  CHECK(problems_of({{"/metrics/ces5/anchors", "[[1,0]]"}}).size() == 1);
  CHECK(problems_of({{"/metrics/ces5/anchors", "[[1,0],[3,20],[5,100]]"}}).empty());
}

TEST_CASE("an interval method must suit the unit") {
  CHECK(problems_of({{"/metrics/sus/interval", "\"proportion\""}}).size() == 1);
}

TEST_CASE("a model file that lacks a rule, a text or a weight is refused with all problems") {
  CHECK(broken_file("\"O27\": {", "\"O28\": {").size() > 1);
  CHECK(broken_file("\"name\": \"Effectiveness\",", "").size() == 1);
  CHECK(broken_file("\"weight\": 1,", "\"weight\": \"1\",").size() == 1);
  CHECK(broken_file("\"effectiveness\": {", "\"effectiveness\": {{").size() == 1);
}

TEST_CASE("an alias is in plain words and of one metric only") {
  CHECK(broken_file("\"aliases\": [\"lostness\"],", "").size() == 1);
  CHECK(broken_file("\"aliases\": [\"lostness\"],", "\"aliases\": \"lostness\",").size() == 1);
  CHECK(broken_file("[\"lostness\"]", "[]").empty());
  for (const char* alias :
       {"\"\"", "\"Lostness\"", "\"lost-ness\"", "\" lost\"", "\"lost \"", "\"lost  ness\"", "7"}) {
    CAPTURE(alias);
    CHECK(broken_file("[\"lostness\"]", "[" + std::string(alias) + "]").size() == 1);
  }
  const Problems taken = broken_file("[\"lostness\"]", "[\"lostness\", \"sus score\"]");
  REQUIRE(taken.size() == 1);
  CHECK(taken[0].pointer == "/metrics/lostness/aliases/1");
}

TEST_CASE("where a metric is unfit and whether it is one of loyalty must be said") {
  CHECK(broken_file("\"unfit_at\": \"cx\",", "").size() == 1);
  CHECK(broken_file("\"unfit_at\": \"cx\",", "\"unfit_at\": \"ux\",").size() == 1);
  CHECK(broken_file("\"unfit_at\": \"cx\",", "\"unfit_at\": null,").empty());
  CHECK(broken_file("\"loyalty\": true,", "").size() == 1);
  CHECK(broken_file("\"loyalty\": true,", "\"loyalty\": null,").size() == 1);
}

TEST_CASE("a gap is wide from a value of the model up, 0 to 100") {
  CHECK(shipped_model().thresholds.wide_gap == 60);
  CHECK(with({{"/thresholds/wide_gap/value", "45"}}).thresholds.wide_gap == 45);
  CHECK(problems_of({{"/thresholds/wide_gap/value", "101"}}).size() == 1);
}

TEST_CASE("the settings list holds every weight, severity and threshold under its pointer") {
  const std::vector<ModelValue> values = model_values(shipped_model());
  const auto value_at = [&](const std::string& pointer) {
    for (const ModelValue& value : values) {
      if (value.pointer == pointer) return value.value;
    }
    return -1.0;
  };
  CHECK(value_at("/factors/trust/weight") == 1);
  CHECK(value_at("/rules/O1/severity") == 80);
  CHECK(value_at("/rules/O12/severity/1") == 30);
  CHECK(value_at("/thresholds/coverage_thin/value") == 0.6);
  CHECK(value_at("/metrics/sus/anchors/1/0") == 51.7);
}

TEST_CASE("every value of the settings list can be overridden with itself") {
  for (const ModelValue& value : model_values(shipped_model())) {
    CAPTURE(value.pointer);
    Override same{value.pointer, std::to_string(value.value)};
    CHECK(problems_of({same}).empty());
  }
}

TEST_CASE("trust applies at relationship level only, and never to ux") {
  const Factor& trust = *shipped_model().factor(FactorId("trust"));
  Touchpoint touchpoint;
  CHECK_FALSE(applies(trust, touchpoint));
  touchpoint.level = Level::relationship;
  CHECK(applies(trust, touchpoint));
  touchpoint.discipline = Discipline::ux;
  CHECK_FALSE(applies(trust, touchpoint));
}

TEST_CASE("a touchpoint uses the factors of its discipline, both and unknown use all") {
  const auto count = [](std::optional<Discipline> discipline) {
    Touchpoint touchpoint;
    touchpoint.discipline = discipline;
    int applicable = 0;
    for (const Factor& factor : shipped_model().factors) applicable += applies(factor, touchpoint);
    return applicable;
  };
  CHECK(count(Discipline::ux) == 7);
  CHECK(count(Discipline::cx) == 6);
  CHECK(count(Discipline::both) == 13);
  CHECK(count(std::nullopt) == 13);
}

TEST_CASE("factors listed as not applicable do not apply") {
  Touchpoint touchpoint;
  touchpoint.not_applicable.emplace_back("mobile");
  CHECK_FALSE(applies(*shipped_model().factor(FactorId("mobile")), touchpoint));
  CHECK(applies(*shipped_model().factor(FactorId("speed")), touchpoint));
}
