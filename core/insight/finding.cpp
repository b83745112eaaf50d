#include "insight/finding.hpp"

#include <algorithm>
#include <cmath>

#include "text/concat.hpp"
#include "text/number.hpp"

namespace touchstone {
namespace {

constexpr std::size_t k_most_names = 3;

std::string written(double value, ValueFormat format) {
  switch (format) {
    case ValueFormat::percent:
      return concat(fixed_text(100 * value, 0), " %");
    case ValueFormat::rating:
      return fixed_text(value, 1);
    case ValueFormat::points:
    case ValueFormat::count:
    case ValueFormat::days:
    case ValueFormat::text:
      break;
  }
  return fixed_text(value, 0);
}

bool replace(std::string& text, std::string_view placeholder, std::string_view with) {
  bool found = false;
  for (std::size_t at = text.find(placeholder); at != std::string::npos;
       at = text.find(placeholder, at + with.size())) {
    text.replace(at, placeholder.size(), with);
    found = true;
  }
  return found;
}

}  // namespace

std::string named(const Audit& audit, const Scores& scores,
                  const std::vector<std::size_t>& touchpoints) {
  std::vector<std::size_t> order = touchpoints;
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    const auto& ranks = scores.touchpoints;
    return ranks[a].rank != ranks[b].rank ? ranks[a].rank < ranks[b].rank : a < b;
  });
  std::string text;
  const std::size_t shown = std::min(order.size(), k_most_names);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 == order.size() ? " and " : ", ";
    text += shown_name(audit.touchpoints[order[i]]);
  }
  if (order.size() > shown) text += concat(" and ", std::to_string(order.size() - shown), " more");
  return text;
}

std::string message_of(const Audit& audit, const Scores& scores, const DiagnosticRow& row,
                       const Finding& finding) {
  if (finding.state == DiagnosticState::clear) return row.clear;
  if (finding.state == DiagnosticState::not_assessable) {
    const std::string missing =
        finding.lacking.empty()
            ? std::string()
            : concat(" Not looked at enough: ", named(audit, scores, finding.lacking), ".");
    return concat(row.not_assessable, missing, " ", row.settle);
  }
  std::string text = row.fired;
  const std::string names = named(audit, scores, finding.touchpoints);
  // Numbers and the model's own words first: a touchpoint's name may hold anything.
  if (finding.value) replace(text, "{value}", written(*finding.value, row.value_format));
  if (finding.other && row.other_format)
    replace(text, "{other}", written(*finding.other, *row.other_format));
  if (!finding.word.empty()) {
    replace(text, "{metric}", finding.word);
    replace(text, "{other}", finding.word);
  }
  const bool has_names = replace(text, "{touchpoints}", names);
  if (!has_names && !names.empty()) text += concat(" See ", names, ".");
  return text;
}

}  // namespace touchstone
