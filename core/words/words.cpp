#include "words/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "score/gap_text.hpp"
#include "text/concat.hpp"
#include "text/figure.hpp"

namespace touchstone::words {

std::string points(double value) {
  return std::to_string(std::lround(value));
}

std::string interval_text(double low, double high) {
  return concat(points(low), " to ", points(high));
}

std::string percent(double share) {
  const double value = share * 100;
  return concat(short_number(value, std::fabs(value) < 9.95 ? 1 : 0), " %");
}

std::string figure(double value, int decimals) {
  return in_groups(short_number(value, decimals));
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return concat(figure(static_cast<double>(count), 0), " ", count == 1 ? one : many);
}

std::string sentence_case(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

std::string long_date(Date date) {
  constexpr std::array<std::string_view, 12> k_months = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  const std::string iso = format_date(date);
  const auto digit = [&](std::size_t at) { return static_cast<std::size_t>(iso[at] - '0'); };
  const std::size_t month = 10 * digit(5) + digit(6);
  const std::size_t day = 10 * digit(8) + digit(9);
  return concat(std::to_string(day), " ", k_months[month - 1], " ", iso.substr(0, 4));
}

std::string listed(const std::vector<std::string>& names, std::size_t most) {
  const std::size_t shown = std::min(most, names.size());
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == names.size();
    add(text, i == 0 ? "" : last ? " and " : ", ", names[i]);
  }
  if (shown < names.size()) add(text, " and ", std::to_string(names.size() - shown), " more");
  return text;
}

std::string money(const Audit& audit, double amount) {
  const std::optional<Economics>& economics = audit.header.economics;
  const bool known = economics && !economics->currency.empty();
  return concat(figure(amount, 0), known ? " " : "", known ? economics->currency : std::string());
}

std::string measured(const Metric& metric, double value) {
  const std::string& unit = metric.unit.name;
  if (unit == "share") return percent(value);
  std::string number = figure(value, std::fabs(value) < 100 ? 2 : 0);
  if (unit == "h" || unit == "s") return concat(number, " ", unit);
  return number;
}

std::string_view discipline_word(std::optional<Discipline> discipline) {
  constexpr std::array<std::string_view, 3> k_words = {"UX", "CX", "UX and CX"};
  return discipline ? k_words[static_cast<std::size_t>(*discipline)] : "discipline not known";
}

std::string_view status_word(std::optional<FixStatus> status) {
  constexpr std::array<std::string_view, 4> k_words = {"open", "in progress", "done", "dropped"};
  return k_words[static_cast<std::size_t>(status.value_or(FixStatus::open))];
}

std::string_view category_word(FixCategory category) {
  constexpr std::array<std::string_view, 6> k_words = {"looks",     "function", "service",
                                                       "ownership", "content",  "accessibility"};
  return k_words[static_cast<std::size_t>(category)];
}

std::string_view evidence_words(EvidenceLevel level) {
  constexpr std::array<std::string_view, 3> k_words = {"insufficient evidence", "thin evidence",
                                                       "enough evidence"};
  return k_words[static_cast<std::size_t>(level)];
}

std::string evidence_note(const TouchpointScore& score) {
  return concat(evidence_words(score.evidence), score.one_rater ? ", one person's judgement" : "");
}

std::string name_of_touchpoint(const Audit& audit, std::size_t touchpoint) {
  return shown_name(audit.touchpoints[touchpoint]);
}

std::string stage_name(const Audit& audit, std::size_t stage) {
  return shown_name(audit.stages[stage]);
}

std::string stage_of(const Audit& audit, const Directory& directory, const Touchpoint& touchpoint) {
  if (!touchpoint.stage) return "";
  const std::optional<std::size_t> stage = directory.stage(audit, *touchpoint.stage);
  return stage ? stage_name(audit, *stage) : touchpoint.stage->text;
}

std::string channel_of(const Audit& audit, const Directory& directory,
                       const Touchpoint& touchpoint) {
  if (!touchpoint.channel) return "";
  const std::optional<std::size_t> channel = directory.channel(audit, *touchpoint.channel);
  return channel ? shown_name(audit.channels[*channel]) : touchpoint.channel->text;
}

std::vector<std::string> owner_names(const Audit& audit, const std::vector<OwnerId>& ids) {
  std::vector<std::string> names;
  for (const OwnerId& id : ids) names.push_back(shown_owner(audit, id));
  return names;
}

}  // namespace touchstone::words
