// The words by which the model's enumerators stand in its file and in results.
#pragma once

#include <array>
#include <string_view>

#include "audit/names.hpp"
#include "model/model.hpp"

namespace touchstone {

template <>
inline constexpr std::array<std::string_view, 3> k_names<MetricFamily> = {"interaction", "journey",
                                                                          "relationship"};
template <>
inline constexpr std::array<std::string_view, 2> k_names<UnfitPlace> = {"ux_interaction", "cx"};
template <>
inline constexpr std::array<std::string_view, 6> k_names<IntervalMethod> = {
    "proportion", "mean", "logmean", "median", "count", "nps"};
template <>
inline constexpr std::array<std::string_view, 4> k_names<RuleLevel> = {"touchpoint", "handoff",
                                                                       "stage", "audit"};
template <>
inline constexpr std::array<std::string_view, 6> k_names<ValueFormat> = {
    "points", "percent", "count", "rating", "days", "text"};
template <>
inline constexpr std::array<std::string_view, 3> k_names<SizeBy> = {"discovery", "interval",
                                                                    "fixed"};

}  // namespace touchstone
