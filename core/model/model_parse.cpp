// Reads a model file. Rows first, then what ties them together (references, at least one weight).
#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_set>
#include <utility>

#include "json/tree.hpp"
#include "model/model.hpp"
#include "model/model_node.hpp"
#include "model/words.hpp"
#include "text/concat.hpp"

namespace touchstone {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();
constexpr Limits k_any{-k_infinity, k_infinity};
constexpr Limits k_from_0{0, k_infinity};
constexpr Limits k_positive{0, k_infinity, true};
constexpr Limits k_share_limits{0, 1};
constexpr Limits k_friction{0, 100};
constexpr Limits k_people{1, k_infinity, false, true};

Factor read_factor(const std::string& id, const ModelNode& row) {
  Factor factor;
  factor.id = FactorId(id);
  factor.name = row.at("name").text();
  factor.asks = row.at("asks").text();
  factor.discipline = row.at("discipline").word<Discipline>();
  if (factor.discipline == Discipline::both) row.at("discipline").report("ux or cx");
  factor.weight = row.at("weight").number(k_from_0);
  if (!row.at("level").missing()) factor.level = row.at("level").word<Level>();
  factor.source = row.at("source").text();
  return factor;
}

std::vector<Anchor> read_anchors(const ModelNode& list, bool log) {
  std::vector<Anchor> anchors;
  for (const ModelNode& pair : list.elements()) {
    const std::vector<ModelNode> ends = pair.elements();
    if (ends.size() != 2) {
      pair.report("a value and its friction");
      continue;
    }
    const double value = ends[0].number(log ? k_positive : k_any);
    const Anchor anchor{value, ends[1].number(k_friction), log ? std::log(value) : value};
    if (!anchors.empty() && !(anchor.value > anchors.back().value)) {
      ends[0].report("a value above the anchor before it");
    }
    anchors.push_back(anchor);
  }
  return anchors;
}

Unit read_unit(const ModelNode& row) {
  Unit unit;
  unit.low = row.at("low").number_or_null(k_any).value_or(-k_infinity);
  unit.high = row.at("high").number_or_null(k_any).value_or(k_infinity);
  unit.name = row.at("name").text();
  if (!(unit.low < unit.high)) row.report("low below high");
  return unit;
}

// What the interval methods take for granted about a metric.
void check_interval(const Metric& metric, const ModelNode& row) {
  switch (*metric.interval) {
    case IntervalMethod::proportion:
      if (metric.unit.low != 0 || metric.unit.high != 1) row.at("unit").report("0 to 1");
      break;
    case IntervalMethod::nps:
      if (metric.unit.low != -100 || metric.unit.high != 100) row.at("unit").report("-100 to 100");
      break;
    case IntervalMethod::mean:
      if (!metric.default_sd) row.at("default_sd").report("a spread for means without one");
      break;
    case IntervalMethod::logmean:
    case IntervalMethod::median:
      if (!metric.default_log_sd) row.at("default_log_sd").report("a spread for times without one");
      [[fallthrough]];
    case IntervalMethod::count:
      if (!(metric.unit.low >= 0)) row.at("unit").at("low").report("0 or more");
      break;
  }
}

// Imports find an alias by comparing it with other words so written.
bool is_plain_words(std::string_view text) {
  bool blank = true;
  for (const char c : text) {
    const bool of_a_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
    if (!of_a_word && (c != ' ' || blank)) return false;
    blank = c == ' ';
  }
  return !blank;
}

std::vector<std::string> read_aliases(const ModelNode& list) {
  std::vector<std::string> aliases;
  for (const ModelNode& alias : list.elements()) {
    aliases.push_back(alias.text_or_nothing());
    if (!is_plain_words(aliases.back())) alias.report("a name in small letters and digits");
  }
  return aliases;
}

Metric read_metric(const std::string& id, const ModelNode& row) {
  Metric metric;
  metric.id = MetricId(id);
  metric.name = row.at("name").text();
  metric.aliases = read_aliases(row.at("aliases"));
  metric.unit = read_unit(row.at("unit"));
  metric.log = row.at("log").boolean();
  metric.anchors = read_anchors(row.at("anchors"), metric.log);
  metric.complement = !row.at("judged_as").missing();
  metric.min_n = row.at("min_n").number_or_null(k_from_0);
  metric.interval = row.at("interval").word_or_null<IntervalMethod>();
  metric.family = row.at("family").word_or_null<MetricFamily>();
  metric.unfit_at = row.at("unfit_at").word_or_null<UnfitPlace>();
  metric.loyalty = row.at("loyalty").boolean();
  metric.kind = row.at("kind").word<EvidenceKind>();
  metric.cadence = row.at("cadence").number(k_positive);
  metric.default_sd = row.at("default_sd").number_or_null(k_from_0);
  metric.default_log_sd = row.at("default_log_sd").number_or_null(k_from_0);
  const std::string direction = row.at("direction").text();
  metric.higher_is_better = direction == "up";
  if (direction != "up" && direction != "down") row.at("direction").report("up or down");
  metric.vanity = row.at("vanity").boolean();
  metric.source = row.at("source").text();
  if (metric.vanity) return metric;
  if (!metric.complement && metric.anchors.size() < 2)
    row.at("anchors").report("two anchors or more");
  if (!metric.family) row.at("family").report("a family");
  if (metric.interval) {
    check_interval(metric, row);
  } else {
    row.at("interval").report("an interval method");
  }
  return metric;
}

// Whether the file gives the rule the severities its code looks for.
bool has_two_severities(int number) {
  return number == 12 || number == 22 || number == 24;
}

RuleLevel level_of(int number) {
  if (number >= 16 && number <= 18) return RuleLevel::handoff;
  if (number == 21 || number == 22) return RuleLevel::audit;
  return number == 26 ? RuleLevel::stage : RuleLevel::touchpoint;
}

// 1..27 of "O1".."O27", else 0.
int rule_number(std::string_view id) {
  for (int number = 1; number <= k_rule_count; ++number) {
    if (id == concat("O", std::to_string(number))) return number;
  }
  return 0;
}

RuleSet read_rule_set(const ModelNode& list) {
  RuleSet set = 0;
  for (const ModelNode& element : list.elements()) {
    const int number = rule_number(element.text_or_nothing());
    if (number == 0) {
      element.report("a rule");
    } else {
      set |= RuleSet{1} << number;
    }
  }
  return set;
}

Rule read_rule(int number, const ModelNode& row) {
  constexpr Limits k_severity{0, 100, true};
  Rule rule;
  rule.number = number;
  rule.id = RuleId(concat("O", std::to_string(number)));
  rule.name = row.at("name").text();
  rule.level = row.at("level").word<RuleLevel>();
  if (rule.level != level_of(number))
    row.at("level").report(k_names<RuleLevel>[static_cast<std::size_t>(level_of(number))]);
  if (has_two_severities(number)) {
    const std::vector<ModelNode> severities = row.at("severity").elements();
    for (const ModelNode& severity : severities)
      rule.severities.push_back(severity.number(k_severity));
    if (severities.size() != 2) row.at("severity").report("a list of two severities");
  } else {
    rule.severities.push_back(row.at("severity").number(k_severity));
  }
  rule.silences = read_rule_set(row.at("silences"));
  if (!row.at("stands_for").missing()) rule.stands_for = read_rule_set(row.at("stands_for"));
  rule.message = row.at("message").text();
  rule.remedy = row.at("remedy").text();
  rule.source = row.at("source").text();
  return rule;
}

Quality read_quality(const ModelNode& row) {
  constexpr Limits k_worth{std::numeric_limits<double>::min(), 1};
  Quality quality;
  for (std::size_t i = 0; i < quality.kinds.size(); ++i) {
    const ModelNode kind = row.at("kinds").at(k_names<EvidenceKind>[i]);
    quality.kinds[i] = {kind.at("v").number(k_worth), kind.at("name").text(),
                        kind.at("source").text()};
  }
  quality.overall_vote = row.at("overall_vote").at("v").number(k_worth);
  quality.unknown_n_factor = row.at("unknown_n_factor").number(k_worth);
  return quality;
}

struct FlatThreshold {
  std::string_view name;
  double Thresholds::* member;
  Limits limits;
};

constexpr FlatThreshold k_flat_thresholds[] = {
    {"coverage_insufficient", &Thresholds::coverage_insufficient, k_share_limits},
    {"coverage_thin", &Thresholds::coverage_thin, k_share_limits},
    {"single_rating_sigma", &Thresholds::single_rating_sigma, k_positive},
    {"rating_sd_floor", &Thresholds::rating_sd_floor, k_positive},
    {"sigma_floor", &Thresholds::sigma_floor, k_positive},
    {"rating_half_life_days", &Thresholds::rating_half_life_days, k_positive},
    {"age_floor_exponent", &Thresholds::age_floor_exponent, {0, 1000}},
    {"alpha_rely", &Thresholds::alpha_rely, {-1, 1}},
    {"alpha_tentative", &Thresholds::alpha_tentative, {-1, 1}},
    {"alpha_variance_factor", &Thresholds::alpha_variance_factor, {1, 1e6}},
    {"journey_power", &Thresholds::journey_power, {1, 64}},
    {"overload_count", &Thresholds::overload_count, k_from_0},
    {"overload_median_factor", &Thresholds::overload_median_factor, k_from_0},
    {"sync_days", &Thresholds::sync_days, k_from_0},
    {"review_days", &Thresholds::review_days, k_from_0},
    {"few_people", &Thresholds::few_people, k_from_0},
    {"stale_factor", &Thresholds::stale_factor, {1, k_infinity}},
    {"crossing_teams", &Thresholds::crossing_teams, {1, k_infinity}},
    {"shared_kpis_min", &Thresholds::shared_kpis_min, k_people},
    {"shared_kpis_max", &Thresholds::shared_kpis_max, k_people},
    {"interval_z", &Thresholds::interval_z, k_positive},
    {"measure_z", &Thresholds::measure_z, k_positive},
    {"unknown_n_proportion", &Thresholds::unknown_n_proportion, k_people},
    {"unknown_n_mean", &Thresholds::unknown_n_mean, k_people},
    {"unknown_n_median", &Thresholds::unknown_n_median, k_people},
    {"unknown_n_nps", &Thresholds::unknown_n_nps, k_people},
    {"unknown_n_count", &Thresholds::unknown_n_count, k_people},
    {"assessable_share", &Thresholds::assessable_share, k_share_limits},
    {"plan_exact_limit", &Thresholds::plan_exact_limit, {0, 40, false, true}},
    {"rank_draws", &Thresholds::rank_draws, k_people},
    {"rank_kappa_sure", &Thresholds::rank_kappa_sure, k_positive},
    {"rank_kappa_unsure", &Thresholds::rank_kappa_unsure, k_positive},
    {"rank_top", &Thresholds::rank_top, k_people},
    {"rank_plan_draws", &Thresholds::rank_plan_draws, k_people},
    {"rank_robust", &Thresholds::rank_robust, k_share_limits},
    {"rank_contested", &Thresholds::rank_contested, k_share_limits},
    {"change_z", &Thresholds::change_z, k_positive},
    {"wide_gap", &Thresholds::wide_gap, k_friction},
};

void read_diagnostic_thresholds(const ModelNode& row, Thresholds& t) {
  const auto value = [&](std::string_view diagnostic, std::string_view name, Limits limits) {
    return row.at(diagnostic).at(name).at("value").number(limits);
  };
  t.great_ux_trap = {value("great_ux_trap", "ux_median_max", k_friction),
                     value("great_ux_trap", "cx_max_min", k_friction)};
  t.broken_core = {value("broken_core", "friction_min", k_friction)};
  t.silos.share_min = value("silos", "share_min", k_share_limits);
  t.vanity.share_min = value("vanity", "share_min", k_share_limits);
  t.same_metrics = {value("same_metrics", "ux_share_min", k_share_limits),
                    value("same_metrics", "cx_share_min", k_share_limits)};
  t.pre_purchase_ignored = {value("pre_purchase_ignored", "share_below", k_share_limits)};
  t.mobile_ignored = {value("mobile_ignored", "reach_share_min", k_share_limits),
                      value("mobile_ignored", "friction_gap_min", k_friction)};
  t.one_touchpoint_focus = {value("one_touchpoint_focus", "effort_share_min", k_share_limits),
                            value("one_touchpoint_focus", "journey_share_below", k_share_limits)};
  t.one_problem_only = {value("one_problem_only", "others_min", k_from_0),
                        value("one_problem_only", "journey_share_min", k_share_limits)};
  t.edge_cases = {value("edge_cases", "effort_share_min", k_share_limits),
                  value("edge_cases", "reach_share_below", k_share_limits),
                  value("edge_cases", "friction_below", k_friction)};
  t.polish_over_function = {value("polish_over_function", "cost_share_min", k_share_limits),
                            value("polish_over_function", "effectiveness_min", k_friction),
                            value("polish_over_function", "cx_max_min", k_friction)};
  t.blaming_the_product = {value("blaming_the_product", "churn_friction_min", k_friction)};
  t.one_kind_of_evidence = {value("one_kind_of_evidence", "share_above", k_share_limits)};
  t.unexplained = {value("unexplained", "friction_min", k_friction)};
  t.promise_gap = {value("promise_gap", "rating_min", {0, 4})};
  t.handoff_break = {value("handoff_break", "gap_min", k_friction),
                     value("handoff_break", "friction_rise_min", k_friction)};
  t.stage_mismatch = {value("stage_mismatch", "early_cx_share_above", k_share_limits),
                      value("stage_mismatch", "scaling_cx_share_below", k_share_limits)};
  t.no_re_audit = {value("no_re_audit", "days", k_from_0)};
  t.conflicting_kpis = {value("conflicting_kpis", "count_min", k_from_0)};
}

Thresholds read_thresholds(const ModelNode& row) {
  Thresholds thresholds;
  for (const FlatThreshold& flat : k_flat_thresholds) {
    thresholds.*flat.member = row.at(flat.name).at("value").number(flat.limits);
  }
  if (!(thresholds.alpha_tentative < thresholds.alpha_rely)) {
    row.at("alpha_tentative").at("value").report("a value below alpha_rely");
  }
  for (const ModelNode& impact : row.at("rice_impacts").at("value").elements()) {
    thresholds.rice_impacts.push_back(impact.number(k_positive));
  }
  read_diagnostic_thresholds(row, thresholds);
  return thresholds;
}

DiagnosticRow read_diagnostic(const std::string& id, const ModelNode& row) {
  DiagnosticRow diagnostic;
  diagnostic.id = id;
  diagnostic.name = row.at("name").text();
  diagnostic.question = row.at("question").text();
  diagnostic.value = row.at("value").text();
  diagnostic.value_format = row.at("value_format").word<ValueFormat>();
  diagnostic.other = row.at("other").text_or_nothing();
  if (!diagnostic.other.empty())
    diagnostic.other_format = row.at("other_format").word<ValueFormat>();
  diagnostic.fired = row.at("fired").text();
  diagnostic.clear = row.at("clear").text();
  diagnostic.not_assessable = row.at("not_assessable").text();
  diagnostic.settle = row.at("settle").text();
  diagnostic.source = row.at("source").text();
  return diagnostic;
}

Multipliers read_multipliers(const ModelNode& row) {
  Multipliers multipliers;
  for (std::size_t i = 0; i < multipliers.stages.size(); ++i) {
    const ModelNode stage = row.at(k_names<BusinessStage>[i]);
    StageMultiplier& multiplier = multipliers.stages[i];
    multiplier.ux = stage.at("ux").number(k_positive);
    multiplier.cx = stage.at("cx").number(k_positive);
    if (stage.at("roles").missing()) continue;
    for (const auto& [name, value] : stage.at("roles").members()) {
      const std::optional<StageRole> role = value_of<StageRole>(name);
      if (role) {
        multiplier.cx_by_role[static_cast<std::size_t>(*role)] = value.number(k_positive);
      } else {
        value.report("the role of a stage as its key");
      }
    }
  }
  multipliers.goal = row.at("goal").number(k_positive);
  const std::vector<ModelNode> cap = row.at("cap").elements();
  if (cap.size() == 2) {
    multipliers.cap_low = cap[0].number(k_positive);
    multipliers.cap_high = cap[1].number({multipliers.cap_low, k_infinity});
  } else {
    row.at("cap").report("the lowest and the highest multiplier");
  }
  multipliers.source = row.at("source").text();
  return multipliers;
}

std::vector<std::size_t> read_factor_list(const ModelNode& list, const Model& model) {
  std::vector<std::size_t> factors;
  for (const ModelNode& element : list.elements()) {
    if (const auto factor = model.factor_index(element.text_or_nothing())) {
      factors.push_back(*factor);
    } else {
      element.report("a factor");
    }
  }
  return factors;
}

Method read_method(const std::string& id, const ModelNode& row, const Model& model) {
  Method method;
  method.id = id;
  method.name = row.at("name").text();
  method.how = row.at("how").text();
  method.best_for = read_factor_list(row.at("best_for"), model);
  method.also_for = read_factor_list(row.at("also_for"), model);
  method.people_low = row.at("people").at("low").number(k_people);
  method.people_high = row.at("people").at("high").number(k_people);
  if (!row.at("every_days").missing()) method.every_days = row.at("every_days").number(k_positive);
  if (!row.at("within_hours").missing())
    method.within_hours = row.at("within_hours").number(k_positive);
  method.size_by = row.at("size_by").word<SizeBy>();
  if (method.size_by == SizeBy::discovery) {
    method.discovery_p = row.at("discovery_p").number({0, 1, true});
  }
  method.source = row.at("source").text();
  return method;
}

// The metric that `judged_as` names lends its curve; the factor a metric is evidence for is a row.
void tie_metric(Metric& metric, const ModelNode& row, const Model& model) {
  if (!metric.vanity) {
    metric.factor = model.factor_index(row.at("factor").text_or_nothing());
    if (!metric.factor) row.at("factor").report("a factor");
  }
  if (!metric.complement) return;
  const ModelNode judged_as = row.at("judged_as");
  const auto judge = model.metric_index(judged_as.text_or_nothing());
  if (!judge || model.metrics[*judge].complement) {
    judged_as.report("a metric with anchors of its own");
    return;
  }
  metric.anchors = model.metrics[*judge].anchors;
  metric.log = model.metrics[*judge].log;
}

// An alias that two metrics have would mean whichever stands first.
void check_aliases(const std::vector<Metric>& metrics, const ModelNode& rows) {
  std::unordered_set<std::string_view> taken;
  for (const Metric& metric : metrics) {
    const ModelNode list = rows.at(metric.id.text).at("aliases");
    for (std::size_t i = 0; i < metric.aliases.size(); ++i) {
      if (!taken.insert(metric.aliases[i]).second)
        list.elements()[i].report("a name that no metric has already");
    }
  }
}

}  // namespace

Result<Model> parse_model(std::string_view json) {
  JsonTree tree;
  Problems problems = parse_json(json, tree);
  if (!problems.empty() || !tree.complete()) return problems;

  Model model;
  model.json = std::string(json);
  const ModelNode root(tree.root(), "", problems);
  for (const auto& [id, row] : root.at("factors").members()) {
    model.factor_places_.emplace(id, model.factors.size());
    model.factors.push_back(read_factor(id, row));
  }
  for (const auto& [id, row] : root.at("metrics").members()) {
    model.metric_places_.emplace(id, model.metrics.size());
    model.metrics.push_back(read_metric(id, row));
  }
  for (Metric& metric : model.metrics)
    tie_metric(metric, root.at("metrics").at(metric.id.text), model);
  check_aliases(model.metrics, root.at("metrics"));
  model.quality = read_quality(root.at("quality"));
  for (int number = 1; number <= k_rule_count; ++number) {
    const std::string id = concat("O", std::to_string(number));
    model.rule_places_.emplace(id, model.rules.size());
    model.rules.push_back(read_rule(number, root.at("rules").at(id)));
  }
  const ModelNode unrecorded = root.at("unrecorded_handoff");
  model.unrecorded_handoff = {unrecorded.at("name").text(),
                              unrecorded.at("severity").number({0, 100, true}),
                              unrecorded.at("message").text(), unrecorded.at("remedy").text(),
                              unrecorded.at("source").text()};
  model.thresholds = read_thresholds(root.at("thresholds"));
  for (const auto& [id, row] : root.at("diagnostics").members()) {
    model.diagnostics.push_back(read_diagnostic(id, row));
  }
  for (const auto& [id, row] : root.at("goals").members()) {
    model.goal_places_.emplace(id, model.goals.size());
    model.goals.push_back({GoalId(id), row.at("name").text(), row.at("side").word<Discipline>(),
                           row.at("source").text()});
    if (model.goals.back().side == Discipline::both) row.at("side").report("ux or cx");
  }
  model.multipliers = read_multipliers(root.at("multipliers"));
  for (const auto& [id, row] : root.at("methods").members()) {
    model.methods.push_back(read_method(id, row, model));
  }
  constexpr std::size_t k_most_factors = 32;
  if (model.factors.empty() || model.factors.size() > k_most_factors) {
    root.at("factors").report("1 to 32 factors");
  } else if (std::none_of(model.factors.begin(), model.factors.end(),
                          [](const Factor& factor) { return factor.weight > 0; })) {
    problems.push_back({"/factors", "All factors weigh 0; at least one weight must be above 0."});
  }
  if (!problems.empty()) return problems;
  return model;
}

}  // namespace touchstone
