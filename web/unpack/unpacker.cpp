// The unpacker as a WebAssembly module of its own, some 3 KB, which shell/boot.js runs before
// anything else. The caller puts the packed bytes behind __heap_base and grows the memory for both.
#include "unpack/lzma.hpp"

namespace {
touchstone::unpack::Lzma the_lzma;
}

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

}  // extern "C"
