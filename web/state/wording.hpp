// Plain words and figures for the screen: one place says how a phase, a level or a share is called.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "audit/audit.hpp"
#include "ui/ui.hpp"

namespace touchstone::app {

// An enumerator with what the screen calls it, in the enumerator's order.
std::span<const std::string_view> words(Phase);
std::span<const std::string_view> words(StageRole);
std::span<const std::string_view> words(ChannelKind);
std::span<const std::string_view> words(Discipline);
std::span<const std::string_view> words(Level);
std::span<const std::string_view> words(EvidenceKind);
std::span<const std::string_view> words(BusinessStage);
std::span<const std::string_view> words(FixStatus);
std::span<const std::string_view> words(FixCategory);

template <class Enum>
std::string_view word(Enum value) {
  return words(value)[static_cast<std::size_t>(value)];
}

template <class Enum>
std::string_view word(std::optional<Enum> value, std::string_view unknown = "Not known") {
  return value ? word(*value) : unknown;
}

// Nielsen's severity words for a rating of 0..4.
std::span<const std::string_view> severity_words();

// "54" for a friction or gap on the 0..100 scale; "–" when there is none.
std::string points(std::optional<double> value);
// "54.3": where a small change shall show.
std::string tenths(double value);
// "48 to 61".
std::string interval(double low, double high);
// "35 %" for a share of 0..1; one decimal below 10 %.
std::string percent(double share);
// "12,500": whole numbers grouped by thousands, else up to `decimals` places without trailing
// zeros.
std::string figure(double value, int decimals = 2);
// "1 touchpoint", "3 touchpoints".
std::string count_of(std::size_t n, std::string_view singular, std::string_view plural);

}  // namespace touchstone::app
