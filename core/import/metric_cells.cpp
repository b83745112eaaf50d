#include "import/metric_cells.hpp"

#include <algorithm>
#include <cmath>

#include "json/text.hpp"
#include "tables/values.hpp"
#include "text/concat.hpp"

namespace touchstone::importing {
namespace {

using F = ImportField;

std::string unit_words(const Metric& metric) {
  if (metric.unit.high == 1) return "a share 0 to 1 or a percentage";
  const std::string low = number_text(metric.unit.low);
  if (!std::isfinite(metric.unit.low)) return concat("a number (", metric.unit.name, ")");
  if (!std::isfinite(metric.unit.high)) return concat(low, " or more (", metric.unit.name, ")");
  return concat(low, " to ", number_text(metric.unit.high));
}

void append_key(std::string& key, const Measure& measure) {
  key += concat("\n", measure.metric.text);
  for (const auto& number : {measure.value, measure.n, measure.baseline, measure.target})
    key += concat("\n", number ? number_text(*number) : "");
  if (measure.date) key += concat("\n", format_date(*measure.date));
}

}  // namespace

std::string_view day_refusal(std::string_view text) {
  return tables::is_ambiguous_day(text)
             ? "It could be two days; say which number is the month: dates=mdy or dates=dmy."
             : "Expected a date such as 2026-03-01.";
}

std::optional<CesMetric> ces_metric(const ImportOptions& options) {
  if (!options.ces_scale || !options.ces_high_is_easy) return std::nullopt;
  const bool easy = *options.ces_high_is_easy;
  if (*options.ces_scale == 7) return CesMetric{"ces7", 7, !easy};
  if (*options.ces_scale == 5) return CesMetric{"ces5", 5, easy};
  return CesMetric{"effort10", 10, easy};
}

MetricCells::MetricCells(const ConvertInput& input, ImportContent& content)
    : input_(input), content_(content) {
  std::size_t values = 0;
  std::size_t metrics = 0;
  std::size_t ns = 0;
  std::size_t baselines = 0;
  std::size_t targets = 0;
  const auto nth = [this](std::size_t& count) -> Group& {
    if (count >= groups_.size()) groups_.resize(count + 1);
    return groups_[count++];
  };
  std::vector<Group> of_columns;
  for (std::size_t i = 0; i < input.mapping.size(); ++i) {
    const MappedColumn& column = input.mapping[i];
    if (column.field == F::metric) nth(metrics).metric = i;
    if (column.field == F::value) nth(values).value = i;
    if (column.field == F::n) nth(ns).n = i;
    if (column.field == F::baseline) nth(baselines).baseline = i;
    if (column.field == F::target) nth(targets).target = i;
    if (column.field == F::date) date_ = i;
    if (column.field != F::metric_value) continue;
    Group group;
    group.value = i;
    group.named = column.metric;
    of_columns.push_back(std::move(group));
  }
  groups_.insert(groups_.end(), of_columns.begin(), of_columns.end());
}

std::string_view MetricCells::cell(std::optional<std::size_t> column, std::size_t row) const {
  if (!column) return {};
  const std::string_view text = tables::trimmed(input_.table.cell(row, *column));
  return tables::says_unknown(text) ? std::string_view() : text;
}

void MetricCells::refuse(std::size_t column, std::size_t row, std::string_view reason) {
  content_.problems.add(input_.table.line(row), input_.mapping[column].column.label,
                        tables::trimmed(input_.table.cell(row, column)), reason);
}

void MetricCells::read(std::size_t row, Touchpoint& touchpoint) {
  for (const Group& group : groups_) {
    bool any = false;
    for (const auto& column : {group.metric, group.value, group.n, group.baseline, group.target})
      any = any || !cell(column, row).empty();
    if (any) read_group(group, row, touchpoint);
  }
}

const Metric* MetricCells::metric_of_group(const Group& group, std::size_t row, bool& turn) {
  const std::string_view name =
      group.named.empty() ? cell(group.metric, row) : std::string_view(group.named);
  const std::string words = tables::plain_words(name);
  turn = false;
  if (is_unscaled_ces(words)) {
    const auto ces = ces_metric(input_.options);
    if (!ces) {
      refuse(group.named.empty() ? *group.metric : *group.value, row, k_ces_refusal);
      return nullptr;
    }
    turn = ces->turned;
    return input_.model.metric(MetricId(std::string(ces->metric)));
  }
  if (const Metric* metric = input_.model.metric(MetricId(std::string(name)))) return metric;
  if (const Metric* known = metric_of(input_.model, name)) return known;
  for (const Metric& metric : input_.model.metrics)
    if (!words.empty() && tables::plain_words(metric.name) == words) return &metric;
  if (group.metric && !name.empty()) {
    refuse(*group.metric, row,
           "No metric of the scoring model has this name; its value is left out.");
  } else {
    for (const auto& column : {group.value, group.n, group.baseline, group.target}) {
      if (cell(column, row).empty()) continue;
      refuse(*column, row, "The row names no metric that this could be about.");
      break;
    }
  }
  return nullptr;
}

std::optional<double> MetricCells::value(const Metric& metric, std::optional<std::size_t> column,
                                         std::size_t row, bool turned) {
  const std::string_view text = cell(column, row);
  if (text.empty()) return std::nullopt;
  auto value = tables::parse_number(text, input_.decimal);
  const bool percentage = text.ends_with('%') && metric.unit.high != 1;
  if (value && turned) value = metric.unit.high + metric.unit.low - *value;
  if (value && !percentage && *value >= metric.unit.low && *value <= metric.unit.high) return value;
  refuse(*column, row, concat("Expected ", unit_words(metric), " for ", metric.name, "."));
  return std::nullopt;
}

std::optional<Date> MetricCells::date_of(std::size_t row) {
  const std::string_view text = cell(date_, row);
  if (text.empty()) return std::nullopt;
  const auto date = tables::parse_day(text, input_.options.dates);
  if (!date) refuse(*date_, row, day_refusal(text));
  return date;
}

void MetricCells::read_group(const Group& group, std::size_t row, Touchpoint& touchpoint) {
  bool turned = false;
  const Metric* const metric = metric_of_group(group, row, turned);
  if (metric == nullptr) return;
  Measure measure;
  measure.metric = metric->id;
  measure.value = value(*metric, group.value, row, turned);
  // Without the value it was written for there is no measure, whatever its target.
  if (!measure.value && !cell(group.value, row).empty()) return;
  measure.baseline = value(*metric, group.baseline, row, turned);
  measure.target = value(*metric, group.target, row, turned);
  if (measure.target && measure.baseline && *measure.target == *measure.baseline) {
    refuse(*group.target, row, "The target is the baseline; it is left out.");
    measure.target.reset();
  }
  if (const std::string_view text = cell(group.n, row); !text.empty()) {
    const auto n = tables::parse_number(text, input_.decimal);
    if (n && *n >= 1 && *n == std::trunc(*n) && *n < 1e15)
      measure.n = n;
    else
      refuse(*group.n, row, "Expected a whole number of people, 1 or more.");
  }
  measure.date = date_of(row);
  measure.source = input_.file_name;
  if (measure.date) {
    auto& newest = content_.newest;
    auto& first = content_.first;
    if (!newest || *newest < *measure.date) newest = measure.date;
    if (!first || *measure.date < *first) first = measure.date;
  }
  if (!touchpoint.measures) touchpoint.measures.emplace();
  std::string key = touchpoint.id.text;
  append_key(key, measure);
  if (seen_.insert(std::move(key)).second) touchpoint.measures->push_back(std::move(measure));
}

}  // namespace touchstone::importing
