// Figures, words and names as people read them, in reports and on the screen: plain text, which
// whoever writes HTML, SVG or CSV escapes for the format.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/directory.hpp"
#include "score/scores.hpp"

namespace touchstone::words {

// "61" for a friction or a gap.
std::string points(double value);
// "55 to 66".
std::string interval_text(double low, double high);
// "35 %"; one decimal below 10 %: "0.4 %".
std::string percent(double share);
// "12,500", "0.85": grouped by thousands, at most `decimals` places.
std::string figure(double value, int decimals = 2);
// "1 touchpoint", "3 touchpoints".
std::string counted(std::size_t count, std::string_view one, std::string_view many);
// With a capital letter in front, if it begins with a small ASCII one.
std::string sentence_case(std::string text);
// "1 November 2026".
std::string long_date(Date date);
// "A", "A and B", "A, B and C"; of more than `most` the first ones "and 4 more".
std::string listed(const std::vector<std::string>& names, std::size_t most);

// "3,000 EUR", in the audit's currency.
std::string money(const Audit& audit, double amount);

// A value of a metric with its unit: "94 %", "3.5 h", "1.22".
std::string measured(const Metric& metric, double value);

std::string_view discipline_word(std::optional<Discipline> discipline);  // "UX", "CX", "UX and CX"
std::string_view status_word(std::optional<FixStatus> status);           // "open" where unknown
std::string_view category_word(FixCategory category);
// "enough evidence", "thin evidence", "insufficient evidence".
std::string_view evidence_words(EvidenceLevel level);
// The same with ", one person's judgement" where it is one.
std::string evidence_note(const TouchpointScore& score);

// The name, or the id where there is none.
std::string name_of_touchpoint(const Audit& audit, std::size_t touchpoint);
std::string stage_name(const Audit& audit, std::size_t stage);
// Of a touchpoint; "" if it has none.
std::string stage_of(const Audit& audit, const Directory& directory, const Touchpoint& touchpoint);
std::string channel_of(const Audit& audit, const Directory& directory,
                       const Touchpoint& touchpoint);
std::vector<std::string> owner_names(const Audit& audit, const std::vector<OwnerId>& ids);

}  // namespace touchstone::words
