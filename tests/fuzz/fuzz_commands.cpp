// Any sequence of commands, undo and redo: bytes as choices, or a journal as text.
// Corpus: tests/fuzz/corpus/commands, replayed by tests/core/test_fuzz_corpus.cpp.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "command_property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string fault = touchstone::test::fault_with_commands(std::string(data, data + size));
  if (!fault.empty()) {
    std::fprintf(stderr, "%s\n", fault.c_str());
    std::abort();
  }
  return 0;
}
