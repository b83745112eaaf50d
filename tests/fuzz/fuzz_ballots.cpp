// Any bytes as ballots and as texts around them, taken into a workshop between any of its steps.
// Corpus: tests/fuzz/corpus/ballots, replayed by tests/core/test_fuzz_corpus.cpp.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "ballot_property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string fault = touchstone::test::fault_with_ballots(std::string(data, data + size));
  if (!fault.empty()) {
    std::fprintf(stderr, "%s\n", fault.c_str());
    std::abort();
  }
  return 0;
}
