// The unpacker as a WebAssembly module of its own, some 4 KB, which shell/boot.js runs before
// anything else: LZMA first, then the program is put together. The caller puts the packed bytes
// behind __heap_base and grows the memory for all.
#include "unpack/lzma.hpp"
#include "unpack/program.hpp"

namespace {
touchstone::unpack::Lzma the_lzma;
touchstone::unpack::Program the_program;
}  // namespace

extern "C" {

// 1 when it could begin.
int begin(const std::uint8_t* packed, std::size_t packed_size, std::uint8_t* out,
          std::size_t room) {
  return the_lzma.begin(packed, packed_size, out, room) ? 1 : 0;
}

// 0: call it again; 1: all is unpacked; 2: the packed bytes are damaged.
int step(std::size_t bytes) {
  return static_cast<int>(the_lzma.step(bytes));
}

int begin_program(const std::uint8_t* apart, std::size_t apart_size, std::uint8_t* out,
                  std::size_t room) {
  return the_program.begin(apart, apart_size, out, room) ? 1 : 0;
}

// As step().
int step_program(std::size_t bytes) {
  return static_cast<int>(the_program.step(bytes));
}

}  // extern "C"
