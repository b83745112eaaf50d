// Any files of any kind imported one after the other, in steps, into one audit.
// Corpus: tests/fuzz/corpus/imports, replayed by tests/core/test_fuzz_corpus.cpp.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "imports_property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string fault = touchstone::test::fault_with_imports(std::string(data, data + size));
  if (!fault.empty()) {
    std::fprintf(stderr, "%s\n", fault.c_str());
    std::abort();
  }
  return 0;
}
