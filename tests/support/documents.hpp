// Documents as text, for tests of the reader.
//
// document({{"touchpoints", R"([{"id":"a"}])"}}) is a small valid document with that one key
// replaced (or added). The small document has one of everything to refer to: stage "s", channel
// "c", team "t", person "p", persona "q", touchpoints "a" and "b", rater "r", hand-off "h", KPI
// "k", fix "f".
#pragma once

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/read.hpp"
#include "model/model.hpp"

namespace touchstone::test {

using Key = std::pair<std::string_view, std::string_view>;

inline std::string document(std::initializer_list<Key> changed = {}) {
  std::vector<Key> keys = {
      {"format", R"("touchstone-audit")"}, {"version", "1"},
      {"stages", R"([{"id":"s"}])"},       {"channels", R"([{"id":"c"}])"},
      {"teams", R"([{"id":"t"}])"},        {"people", R"([{"id":"p"}])"},
      {"personas", R"([{"id":"q"}])"},     {"touchpoints", R"([{"id":"a"},{"id":"b"}])"},
      {"raters", R"([{"id":"r"}])"},       {"handoffs", R"([{"id":"h","from":"a","to":"b"}])"},
      {"kpis", R"([{"id":"k"}])"},         {"fixes", R"([{"id":"f"}])"},
  };
  for (const Key& change : changed) {
    const auto found = std::find_if(keys.begin(), keys.end(),
                                    [&](const Key& key) { return key.first == change.first; });
    if (found == keys.end())
      keys.push_back(change);
    else
      found->second = change.second;
  }
  std::string text;
  for (const Key& key : keys) {
    text += text.empty() ? "{" : ",";
    text += '"' + std::string(key.first) + "\":" + std::string(key.second);
  }
  return text + '}';
}

// A document whose touchpoint "a" has these keys as well.
inline std::string with_touchpoint(std::string_view keys) {
  const std::string list = R"([{"id":"a",)" + std::string(keys) + R"(},{"id":"b"}])";
  return document({{"touchpoints", list}});
}

// A document whose touchpoint "a" has this one measure.
inline std::string with_measure(std::string_view keys) {
  return with_touchpoint(R"("measures":[{)" + std::string(keys) + "}]");
}

inline Result<Audit> read(std::string_view text) {
  return read_audit(text, shipped_model());
}

// Where the problems of a document stand, sorted; empty for a valid one.
inline std::vector<std::string> pointers(std::string_view text) {
  std::vector<std::string> pointers;
  for (const Problem& problem : read(text).problems()) pointers.push_back(problem.pointer);
  std::sort(pointers.begin(), pointers.end());
  return pointers;
}

inline std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::vector<std::string> pointers_of(const Problems& problems) {
  std::vector<std::string> pointers;
  for (const Problem& problem : problems) pointers.push_back(problem.pointer);
  return pointers;
}

}  // namespace touchstone::test
