// Any bytes for the CSV reader and for the import of every kind, with any options and mapping.
// Corpus: tests/fuzz/corpus/csv, replayed by tests/core/test_fuzz_corpus.cpp.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "import_property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string fault = touchstone::test::fault_with_import(std::string(data, data + size));
  if (!fault.empty()) {
    std::fprintf(stderr, "%s\n", fault.c_str());
    std::abort();
  }
  return 0;
}
