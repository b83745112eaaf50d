#include "model/model.hpp"

#include <algorithm>
#include <cassert>

#include "assets/embedded.hpp"

namespace touchstone {
namespace {

template <class Index>
std::optional<std::size_t> find_in(const Index& index, std::string_view id) {
  const auto found = index.find(id);
  if (found == index.end()) return std::nullopt;
  return found->second;
}

template <class Row>
const Row* row_at(const std::vector<Row>& rows, std::optional<std::size_t> place) {
  return place ? &rows[*place] : nullptr;
}

}  // namespace

std::optional<std::size_t> Model::factor_index(std::string_view id) const {
  return find_in(factor_places_, id);
}

std::optional<std::size_t> Model::metric_index(std::string_view id) const {
  return find_in(metric_places_, id);
}

std::optional<std::size_t> Model::goal_index(std::string_view id) const {
  return find_in(goal_places_, id);
}

std::optional<std::size_t> Model::rule_index(std::string_view id) const {
  return find_in(rule_places_, id);
}

const Factor* Model::factor(const FactorId& id) const {
  return row_at(factors, factor_index(id.text));
}

const Metric* Model::metric(const MetricId& id) const {
  return row_at(metrics, metric_index(id.text));
}

const Rule* Model::rule(const RuleId& id) const {
  return row_at(rules, rule_index(id.text));
}

const Goal* Model::goal(const GoalId& id) const {
  return row_at(goals, goal_index(id.text));
}

const Model& shipped_model() {
  static const Model model = [] {
    Result<Model> parsed = parse_model(assets::model_json());
    assert(parsed.ok() && "assets/model.json is broken; tests/core/test_model.cpp says where");
    return std::move(*parsed);
  }();
  return model;
}

bool applies(const Factor& factor, const Touchpoint& touchpoint) {
  const Discipline discipline = touchpoint.discipline.value_or(Discipline::both);
  if (discipline != Discipline::both && discipline != factor.discipline) return false;
  if (factor.level && factor.level != touchpoint.level) return false;
  const std::vector<FactorId>& not_applicable = touchpoint.not_applicable;
  return std::find(not_applicable.begin(), not_applicable.end(), factor.id) == not_applicable.end();
}

}  // namespace touchstone
