// A WebAssembly module sorted by kind is put together again, whole and damaged.
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "unpack/program.hpp"

namespace touchstone::unpack {
namespace {

using Bytes = std::vector<std::uint8_t>;

// As web/unpack/program.hpp orders them.
enum Kind { frame, code, locals, calls, offsets, numbers, addresses, longs, floats, data, k_kinds };

// A module and, beside it, its bytes by kind.
struct Module {
  Bytes whole;
  std::array<Bytes, k_kinds> kinds;

  void add(Kind kind, std::initializer_list<std::uint8_t> bytes) {
    whole.insert(whole.end(), bytes);
    kinds[kind].insert(kinds[kind].end(), bytes);
  }

  // A local.get, and how many others were used since this one was.
  void add_variable(unsigned which, unsigned others) {
    add(code, {0x20});
    add_number(whole, which);
    add_number(kinds[locals], others);
  }

  static void add_number(Bytes& bytes, unsigned number) {
    for (; number >= 0x80; number >>= 7) bytes.push_back(static_cast<std::uint8_t>(number | 0x80));
    bytes.push_back(static_cast<std::uint8_t>(number));
  }

  // An i32.const of more than two bytes stands as 0xFF among the instructions.
  void add_address(std::initializer_list<std::uint8_t> number) {
    whole.push_back(0x41);
    kinds[code].push_back(0xFF);
    add(addresses, number);
  }

  Bytes apart() const { return apart(whole.size()); }

  Bytes apart(std::size_t room) const {
    Bytes bytes;
    const auto add_size = [&](std::size_t size) {
      for (unsigned shift = 0; shift < 32; shift += 8)
        bytes.push_back(static_cast<std::uint8_t>(size >> shift));
    };
    add_size(room);
    for (const Bytes& kind : kinds) add_size(kind.size());
    for (const Bytes& kind : kinds) bytes.insert(bytes.end(), kind.begin(), kind.end());
    return bytes;
  }
};

void add_instructions(Module& m) {
  m.add(code, {0x02, 0x40});  // block
  m.add_variable(1, 1);       // the first time at its own place
  m.add_variable(1, 0);       // now the last used
  m.add_variable(0, 1);
  m.add_variable(300, 300);
  m.add_variable(1, 2);
  m.add(code, {0x41});  // i32.const 300
  m.add(numbers, {0xAC, 0x02});
  m.add_address({0x80, 0x80, 0x04});
  m.add(code, {0x28, 0x02});  // i32.load at 1000
  m.add(offsets, {0xE8, 0x07});
  m.add(code, {0x6A, 0x10});  // i32.add, call 200
  m.add(calls, {0xC8, 0x01});
  m.add(code, {0x0E, 0x02, 0x00, 0x01, 0x00});  // br_table of two and the last
  m.add(code, {0x42});                          // i64.const
  m.add(longs, {0xFF, 0xFF, 0x7F});
  m.add(code, {0x43});  // f32.const
  m.add(floats, {0, 0, 0x80, 0x3F});
  m.add(code, {0x44});  // f64.const
  m.add(floats, {0, 0, 0, 0, 0, 0, 0xF0, 0x3F});
  m.add(code, {0x1C, 0x01, 0x7F, 0x11, 0x05, 0x00});  // select, call_indirect
  m.add(code, {0xFC, 0x0A, 0x00, 0x00});              // memory.copy
  m.add(code, {0xFC, 0x0B, 0x00});                    // memory.fill
  m.add(code, {0xFC, 0x02});                          // i32.trunc_sat_f64_s
  m.add(code, {0xFD, 0x00, 0x04});                    // v128.load at 16
  m.add(offsets, {0x10});
  m.add(code, {0xFD, 0x0C});  // v128.const
  m.add(floats, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
  m.add(code, {0xFD, 0x15, 0x03});  // i8x16.extract_lane_s 3
  m.add(code, {0xFD, 0x54, 0x00});  // v128.load8_lane at 8, lane 1
  m.add(offsets, {0x08});
  m.add(code, {0x01});
  m.add(code, {0xFD, 0xAE, 0x01});  // i32x4.add
  m.add(code, {0x0B, 0x0B});        // end, end
}

Module module_of_every_kind() {
  Module body;
  body.add(frame, {1, 2, 0x7F});  // two variables of one type
  add_instructions(body);

  Module m;
  m.add(frame, {0x00, 0x61, 0x73, 0x6D, 1, 0, 0, 0});
  m.add(frame, {1, 4, 1, 0x60, 0, 0});  // a section of types
  const auto size = static_cast<std::uint8_t>(body.whole.size());
  REQUIRE(body.whole.size() < 124);  // sizes of one byte
  m.add(frame, {10, static_cast<std::uint8_t>(size + 4), 2});
  m.whole.push_back(size);  // the sizes of functions stand in the module alone
  m.whole.insert(m.whole.end(), body.whole.begin(), body.whole.end());
  for (std::size_t kind = 0; kind < k_kinds; ++kind)
    m.kinds[kind].insert(m.kinds[kind].end(), body.kinds[kind].begin(), body.kinds[kind].end());
  m.whole.push_back(2);
  m.add(frame, {0});  // a function without variables
  m.add(code, {0x0B});
  m.add(frame, {11, 6});
  m.add(data, {1, 1, 3, 'a', 'b', 'c'});
  return m;
}

struct Outcome {
  bool began = false;
  Progress progress = Progress::more;
  Bytes module;
};

// Both in buffers of exactly their size, so that the sanitizers see a byte too many.
Outcome put_together(Bytes apart, std::size_t room, std::size_t step) {
  apart.shrink_to_fit();
  Outcome outcome;
  outcome.module.resize(room);
  Program program;
  outcome.began = program.begin(apart.data(), apart.size(), outcome.module.data(), room);
  if (!outcome.began) return outcome;
  do {
    outcome.progress = program.step(step);
  } while (outcome.progress == Progress::more);
  return outcome;
}

TEST_CASE("a module sorted by kind is put together, at one go and function by function") {
  const Module m = module_of_every_kind();
  for (const std::size_t step : {std::size_t{1}, std::size_t{1000}}) {
    const Outcome outcome = put_together(m.apart(), m.whole.size(), step);
    CHECK(outcome.progress == Progress::done);
    CHECK(outcome.module == m.whole);
  }
}

TEST_CASE("streams that do not fill the file are not begun") {
  const Module m = module_of_every_kind();
  Bytes apart = m.apart();
  apart.push_back(0);
  CHECK_FALSE(put_together(apart, m.whole.size(), 1000).began);
  apart.resize(apart.size() - 2);
  CHECK_FALSE(put_together(apart, m.whole.size(), 1000).began);
  apart.resize(43);
  CHECK_FALSE(put_together(apart, m.whole.size(), 1000).began);
}

TEST_CASE("a module with too little room is damaged") {
  const Module m = module_of_every_kind();
  for (std::size_t room = 8; room < m.whole.size(); ++room) {
    INFO(room);
    CHECK(put_together(m.apart(room), room, 1000).progress != Progress::more);
    CHECK(put_together(m.apart(room), room, 1000).module.size() == room);
  }
  CHECK(put_together(m.apart(40), 40, 1000).progress == Progress::damaged);
}

TEST_CASE("whatever bit of a module is wrong, nothing outside of the two buffers is touched") {
  const Module m = module_of_every_kind();
  std::size_t told = 0;
  for (std::size_t at = 0; at < m.apart().size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      Bytes apart = m.apart();
      apart[at] = static_cast<std::uint8_t>(apart[at] ^ (1 << bit));
      const Outcome outcome = put_together(apart, m.whole.size(), 1000);
      if (!outcome.began || outcome.progress == Progress::damaged) ++told;
    }
  }
  CHECK(told > 300);
}

}  // namespace
}  // namespace touchstone::unpack
