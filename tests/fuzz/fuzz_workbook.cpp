// Any bytes as a workbook, or as the texts of its parts.
// Corpus: tests/fuzz/corpus/workbook, replayed by tests/core/test_fuzz_corpus.cpp.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "workbook_property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string fault = touchstone::test::fault_with_workbook(std::string(data, data + size));
  if (!fault.empty()) {
    std::fprintf(stderr, "%s\n", fault.c_str());
    std::abort();
  }
  return 0;
}
