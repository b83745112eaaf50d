// Puts a WebAssembly module together again that shell/streams.mjs has taken apart.
//
// What stands behind one another in a module is of different kinds: what to do, with which
// variable, at which place in memory. Kinds of their own repeat themselves more, so LZMA makes a
// module that is sorted by kind a twelfth smaller. Nothing is lost: the bytes that come out are
// those that went in.
//
// The form: the size of the module, four bytes, lowest first; the same for each stream; then the
// streams. The order in which bytes are taken from them follows from the bytes themselves, as in
// the specification of WebAssembly ("Binary Format"). Three things are written otherwise than
// there: variables by how recently they were used, long constants with an instruction of their own,
// and functions without their sizes, which their instructions tell.
#pragma once

#include <cstddef>
#include <cstdint>

#include "unpack/progress.hpp"

namespace touchstone::unpack {

// More variables than any function has.
inline constexpr std::uint32_t k_most_variables = 16384;

class Program {
public:
  // `apart` and `out` stay where they are until the end; `room` is the size of the module, which
  // stands in the head. False when the sizes make no sense.
  bool begin(const std::uint8_t* apart, std::size_t apart_size, std::uint8_t* out,
             std::size_t room);

  // Puts some `bytes` more together: whole functions.
  Progress step(std::size_t bytes);

private:
  // In the order of the file.
  enum Kind {
    frame,      // sections but code and data; variables of functions
    code,       // instructions, and what belongs to them and has no stream of its own
    locals,     // which variable, counted from the one used last
    calls,      // which function
    offsets,    // places in memory, from an address
    numbers,    // of at most two bytes
    addresses,  // longer ones, mostly places of data
    longs,      // of 64 bits
    floats,     // and vectors
    data,
    k_kinds
  };

  struct Stream {
    const std::uint8_t* next = nullptr;
    const std::uint8_t* end = nullptr;
  };

  void put(std::uint8_t byte);
  std::uint8_t take(Kind kind);
  void copy(Kind kind, std::size_t count);
  std::uint32_t number(Kind kind);  // copies it, too
  void variable();
  void section();
  void function();
  void put_size(std::size_t start);
  void instruction();
  void bulk_instruction();
  void vector_instruction();

  Stream streams_[k_kinds];
  std::uint8_t* out_ = nullptr;
  std::size_t done_ = 0, room_ = 0;
  std::uint32_t functions_left_ = 0;
  // The function's variables, the one used last in front; from known_ on each at its own place.
  std::uint16_t recent_[k_most_variables];
  std::uint32_t known_ = 0;
  std::uint32_t depth_ = 0;  // of blocks that are open, the function itself among them
  bool damaged_ = false;
};

}  // namespace touchstone::unpack
