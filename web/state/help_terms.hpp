// The words of the field as Help explains them (assets/help/terms.json).
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace touchstone::app {

struct HelpTerm {
  std::string_view id, term, meaning;
  std::string_view formula, source;  // "" where there is none
  std::string_view see;              // ids of related terms, with blanks between
};

struct HelpGroup {
  std::string_view name;
  std::string_view view;  // the name of the view where these terms matter
  std::vector<HelpTerm> terms;
};

// Read once, at the first call.
std::span<const HelpGroup> help_groups();

// Asserts that there is such a term.
const HelpTerm& help_term(std::string_view id);

// Takes the first word off a list with blanks between.
std::string_view take_word(std::string_view& list);

}  // namespace touchstone::app
