#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "fuzz/ballot_property.hpp"
#include "fuzz/command_property.hpp"
#include "fuzz/import_property.hpp"
#include "fuzz/imports_property.hpp"
#include "fuzz/workbook_property.hpp"
#include "support/documents.hpp"
#include "text/concat.hpp"

using namespace touchstone::test;

namespace {

// Replays each file of a corpus; returns how many there are.
template <class F>
std::size_t replay(const std::string& corpus, F&& fault_with) {
  std::size_t replayed = 0;
  const std::filesystem::path folder = TOUCHSTONE_SOURCE_DIR "/tests/fuzz/corpus/" + corpus;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    CAPTURE(file.path().filename().string());
    CHECK(fault_with(file_text(file.path().string())) == "");
    ++replayed;
  }
  return replayed;
}

}  // namespace

TEST_CASE("the fuzzer's corpus of imports holds what must hold for any bytes", "[fuzz][import]") {
  CHECK(replay("csv", fault_with_import) >= 20);
}

TEST_CASE("the fuzzer's corpus of imports holds whatever kind it is said to be", "[fuzz][import]") {
  CHECK(replay("csv", fault_with_every_kind) >= 20);
}

TEST_CASE("the fuzzer's corpus of imports one after the other holds", "[fuzz][import]") {
  CHECK(replay("imports", fault_with_imports) >= 12);
}

TEST_CASE("each file of the corpus of imports is imported twice in a row", "[fuzz][import]") {
  CHECK(replay("csv", [](std::string_view input) {
          return fault_with_imports(touchstone::concat(input, "\n==\n", input));
        }) >= 20);
}

TEST_CASE("the fuzzer's corpus of ballots holds what must hold for any of them", "[fuzz]") {
  CHECK(replay("ballots", fault_with_ballots) >= 20);
}

TEST_CASE("the fuzzer's corpus of workbooks holds what must hold for any bytes", "[fuzz][import]") {
  CHECK(replay("workbook", fault_with_workbook) >= 6);
}

TEST_CASE("the fuzzer's corpus of commands holds what must hold for any sequence", "[fuzz]") {
  CHECK(replay("commands", fault_with_commands) >= 10);
}
