#include "state/help_terms.hpp"

#include <algorithm>
#include <cassert>

#include "assets/embedded.hpp"
#include "json/tree.hpp"

namespace touchstone::app {
namespace {

// The file is ours and has no escapes: its texts can be used where they stand.
std::string_view text_of(const JsonValue& object, std::string_view key) {
  const std::optional<JsonValue> value = object.find(key);
  return value ? *value->plain_text() : std::string_view();
}

std::vector<HelpGroup> read_groups() {
  JsonTree tree;
  const Problems problems = parse_json(assets::help().front().text, tree);
  assert(problems.empty());
  std::vector<HelpGroup> groups;
  for (const JsonValue group : tree.root()) {
    HelpGroup& read =
        groups.emplace_back(HelpGroup{text_of(group, "group"), text_of(group, "view"), {}});
    const std::optional<JsonValue> terms = group.find("terms");
    for (const JsonValue term : *terms)
      read.terms.push_back({text_of(term, "id"), text_of(term, "term"), text_of(term, "meaning"),
                            text_of(term, "formula"), text_of(term, "source"),
                            text_of(term, "see")});
  }
  return groups;
}

}  // namespace

std::span<const HelpGroup> help_groups() {
  static const std::vector<HelpGroup> groups = read_groups();
  return groups;
}

const HelpTerm& help_term(std::string_view id) {
  for (const HelpGroup& group : help_groups()) {
    const auto found = std::ranges::find(group.terms, id, &HelpTerm::id);
    if (found != group.terms.end()) return *found;
  }
  assert(false);
  return help_groups().front().terms.front();
}

std::string_view take_word(std::string_view& list) {
  const std::size_t end = std::min(list.find(' '), list.size());
  const std::string_view word = list.substr(0, end);
  list.remove_prefix(std::min(end + 1, list.size()));
  return word;
}

}  // namespace touchstone::app
