#include "state/wording.hpp"

#include <array>
#include <cmath>
#include <string>

#include "text/concat.hpp"
#include "text/figure.hpp"
#include "text/number.hpp"

namespace touchstone::app {
namespace {
using Words = std::string_view;
constexpr std::array k_phases = {Words{"Before purchase"}, Words{"Purchase"},
                                 Words{"After purchase"}, Words{"Advocacy"}};
constexpr std::array k_roles = {Words{"Marketing"}, Words{"Sales"},   Words{"Onboarding"},
                                Words{"Use"},       Words{"Billing"}, Words{"Support"},
                                Words{"Refund"},    Words{"Renewal"}, Words{"Advocacy"}};
constexpr std::array k_channel_kinds = {Words{"Digital"}, Words{"Human"}, Words{"Physical"}};
constexpr std::array k_disciplines = {Words{"UX"}, Words{"CX"}, Words{"UX and CX"}};
constexpr std::array k_levels = {Words{"Interaction"}, Words{"Journey"}, Words{"Relationship"}};
constexpr std::array k_evidence_kinds = {Words{"Behaviour"}, Words{"Survey"}, Words{"Rating"},
                                         Words{"Stand-in"}, Words{"Anecdote"}};
constexpr std::array k_business_stages = {Words{"Early"}, Words{"Scaling"}, Words{"Mature"}};
constexpr std::array k_fix_statuses = {Words{"Open"}, Words{"Under way"}, Words{"Done"},
                                       Words{"Dropped"}};
constexpr std::array k_fix_categories = {Words{"Looks"},   Words{"Function"},
                                         Words{"Service"}, Words{"Ownership"},
                                         Words{"Content"}, Words{"Accessibility"}};
constexpr std::array k_severities = {Words{"No problem"}, Words{"Cosmetic"}, Words{"Minor"},
                                     Words{"Major"}, Words{"Catastrophe"}};

std::string fixed(double value, int decimals) {
  constexpr double k_whole = 1e15;  // up to here every whole number is a double
  if (decimals == 0 && std::abs(value) < k_whole)
    return std::to_string(static_cast<long long>(std::nearbyint(value)));
  return fixed_text(value, decimals);
}
}  // namespace

std::span<const std::string_view> words(FixStatus) {
  return k_fix_statuses;
}

std::span<const std::string_view> words(FixCategory) {
  return k_fix_categories;
}

std::span<const std::string_view> words(Phase) {
  return k_phases;
}

std::span<const std::string_view> words(StageRole) {
  return k_roles;
}

std::span<const std::string_view> words(ChannelKind) {
  return k_channel_kinds;
}

std::span<const std::string_view> words(Discipline) {
  return k_disciplines;
}

std::span<const std::string_view> words(Level) {
  return k_levels;
}

std::span<const std::string_view> words(EvidenceKind) {
  return k_evidence_kinds;
}

std::span<const std::string_view> words(BusinessStage) {
  return k_business_stages;
}

std::span<const std::string_view> severity_words() {
  return k_severities;
}

std::string points(std::optional<double> value) {
  return value ? fixed(*value, 0) : "–";
}

std::string tenths(double value) {
  return fixed(value, 1);
}

std::string interval(double low, double high) {
  return concat(fixed(low, 0), " to ", fixed(high, 0));
}

std::string percent(double share) {
  const double value = share * 100;
  if (value > 0 && value < 0.05) return "< 0.1 %";
  return concat(fixed(value, value != 0 && std::abs(value) < 10 ? 1 : 0), " %");
}

std::string figure(double value, int decimals) {
  return in_groups(short_number(value, decimals));
}

std::string count_of(std::size_t n, std::string_view singular, std::string_view plural) {
  return concat(figure(static_cast<double>(n), 0), " ", n == 1 ? singular : plural);
}

}  // namespace touchstone::app
