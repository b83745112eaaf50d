// Files for tests of imports, and what they become.
//
//   const Imported it = imported("survey.csv", "NPS\n10\n", {.options = {"by=none"}});
//   it.audit          the new audit; it.preview says what was made of the file
//   measure_of(it.audit, "survey", "nps").value
//
// The files under tests/golden/import were made by hand for these tests, in each program's dialect
// with the quirks docs/import.md names.
#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "document/document.hpp"
#include "import/import.hpp"

namespace touchstone::test {

// What a user would say about a file.
struct Say {
  std::optional<importing::ImportKind> kind = {};
  std::vector<std::string> maps = {};
  std::vector<std::string> options = {};
};

struct Imported {
  Audit audit;
  importing::ImportPreview preview;
  importing::Merged merged;
};

inline importing::ImportSettings settings_of(const Say& say) {
  importing::ImportSettings settings;
  settings.kind = say.kind;
  settings.changes = say.maps;
  for (const std::string& option : say.options)
    REQUIRE(importing::set_option(settings.options, option) == "");
  return settings;
}

inline Imported imported_into(const Audit& audit, std::string_view name, std::string bytes,
                              const Say& say = {}) {
  Document document(audit, shipped_model());
  const importing::ImportSettings settings = settings_of(say);
  const importing::ImportSource source =
      importing::read_import(name, std::move(bytes), settings.kind, settings.options);
  Result<importing::ImportResult> result = importing::carry_out(source, settings, document);
  for (const Problem& problem : result.problems()) UNSCOPED_INFO(problem.message);
  REQUIRE(result.ok());
  for (const Problem& problem : document.apply(result->merged.command))
    FAIL(problem.pointer << " " << problem.message);
  return {document.audit(), std::move(result->preview), std::move(result->merged)};
}

inline Imported imported(std::string_view name, std::string bytes, const Say& say = {}) {
  return imported_into(Audit(), name, std::move(bytes), say);
}

inline std::string import_file(const std::string& name) {
  std::ifstream file(std::string(TOUCHSTONE_SOURCE_DIR) + "/tests/golden/import/" + name,
                     std::ios::binary);
  REQUIRE(file.is_open());
  return {std::istreambuf_iterator<char>(file), {}};
}

inline Imported imported_file(const std::string& name, const Say& say = {}) {
  return imported(name, import_file(name), say);
}

inline const Touchpoint& touchpoint_of(const Audit& audit, std::string_view name) {
  const auto found = std::find_if(audit.touchpoints.begin(), audit.touchpoints.end(),
                                  [&](const Touchpoint& it) { return it.name == name; });
  INFO("touchpoint " << name);
  REQUIRE(found != audit.touchpoints.end());
  return *found;
}

inline const Measure& measure_of(const Audit& audit, std::string_view touchpoint,
                                 std::string_view metric) {
  const Touchpoint& holder = touchpoint_of(audit, touchpoint);
  INFO("measure " << metric << " of " << touchpoint);
  REQUIRE(holder.measures.has_value());
  const auto found = std::find_if(holder.measures->begin(), holder.measures->end(),
                                  [&](const Measure& it) { return it.metric.text == metric; });
  REQUIRE(found != holder.measures->end());
  return *found;
}

// The problems as "line|column|value", in order.
inline std::vector<std::string> problem_places(const importing::ImportPreview& preview) {
  std::vector<std::string> places;
  for (const tables::ImportProblem& problem : preview.problems)
    places.push_back(std::to_string(problem.line) + "|" + problem.column + "|" + problem.value);
  return places;
}

// How many rows or cells were left out as this; 0 if it is not listed.
inline std::size_t left_out(const importing::ImportPreview& preview, std::string_view what) {
  for (const tables::LeftOut& it : preview.left_out)
    if (it.what == what) return it.count;
  return 0;
}

inline std::vector<std::string> personal_columns(const importing::ImportPreview& preview) {
  std::vector<std::string> columns;
  for (const tables::LeftOut& it : preview.left_out)
    if (it.personal) columns.push_back(it.what.substr(std::string_view("column ").size()));
  return columns;
}

inline std::vector<std::string> names_of(const Audit& audit) {
  std::vector<std::string> names;
  for (const Touchpoint& touchpoint : audit.touchpoints) names.push_back(touchpoint.name);
  return names;
}

}  // namespace touchstone::test
