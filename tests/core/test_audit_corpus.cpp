#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "support/document_property.hpp"
#include "support/documents.hpp"

using namespace touchstone::test;

TEST_CASE("the fuzzer's corpus of documents holds what must hold for any bytes") {
  const std::filesystem::path folder = TOUCHSTONE_SOURCE_DIR "/tests/fuzz/corpus/document";
  std::size_t replayed = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    CAPTURE(file.path().filename().string());
    CHECK(fault_with(file_text(file.path().string())).empty());
    ++replayed;
  }
  CHECK(replayed > 20);
}
