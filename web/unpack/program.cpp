#include "unpack/program.hpp"

#include <algorithm>

namespace touchstone::unpack {
namespace {

constexpr std::size_t k_head = 8;  // of every module
constexpr std::uint8_t k_code_section = 10, k_data_section = 11;
constexpr std::uint8_t k_i32_const = 0x41;
// No instruction of WebAssembly's: an i32.const of more than two bytes.
constexpr std::uint8_t k_address = 0xFF;

std::size_t size_at(const std::uint8_t* bytes) {
  std::size_t size = 0;
  for (int byte = 3; byte >= 0; --byte) size = size << 8 | bytes[byte];
  return size;
}

}  // namespace

bool Program::begin(const std::uint8_t* apart, std::size_t apart_size, std::uint8_t* out,
                    std::size_t room) {
  out_ = out;
  room_ = room;
  done_ = functions_left_ = 0;
  damaged_ = false;
  std::size_t at = std::size_t{4} * (1 + k_kinds);
  if (apart_size < at || size_at(apart) != room) return false;
  const std::uint8_t* next_size = apart + 4;
  for (Stream& stream : streams_) {
    const std::size_t size = size_at(next_size);
    if (size > apart_size - at) return false;
    stream = {apart + at, apart + at + size};
    at += size;
    next_size += 4;
  }
  copy(frame, k_head);
  return at == apart_size && !damaged_;
}

Progress Program::step(std::size_t bytes) {
  const std::size_t until = room_ - done_ > bytes ? done_ + bytes : room_;
  while (done_ < until && !damaged_) {
    if (functions_left_ > 0) {
      --functions_left_;
      function();
    } else {
      section();
    }
  }
  if (damaged_) return Progress::damaged;
  return done_ == room_ ? Progress::done : Progress::more;
}

void Program::put(std::uint8_t byte) {
  if (done_ == room_) {
    damaged_ = true;
  } else {
    out_[done_++] = byte;
  }
}

std::uint8_t Program::take(Kind kind) {
  Stream& stream = streams_[kind];
  if (stream.next != stream.end) return *stream.next++;
  damaged_ = true;
  return 0;
}

void Program::copy(Kind kind, std::size_t count) {
  for (; count > 0 && !damaged_; --count) put(take(kind));
}

// In LEB128: seven bits a byte, the lowest first, the eighth when there are more.
std::uint32_t Program::number(Kind kind) {
  std::uint32_t value = 0;
  std::uint8_t byte = 0;
  unsigned shift = 0;
  do {
    byte = take(kind);
    put(byte);
    if (shift < 32) value |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
    shift += 7;
  } while (byte >= 0x80);
  return value;
}

void Program::variable() {
  std::uint32_t place = 0;
  std::uint8_t byte = 0x80;
  for (unsigned shift = 0; byte >= 0x80 && shift < 28; shift += 7) {
    byte = take(locals);
    place |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
  }
  if (place >= k_most_variables) {
    damaged_ = true;
    return;
  }
  for (; known_ <= place; ++known_) recent_[known_] = static_cast<std::uint16_t>(known_);
  std::uint16_t which = recent_[place];
  for (; place > 0; --place) recent_[place] = recent_[place - 1];
  recent_[0] = which;
  for (; which >= 0x80; which = static_cast<std::uint16_t>(which >> 7))
    put(static_cast<std::uint8_t>(which | 0x80));
  put(static_cast<std::uint8_t>(which));
}

void Program::section() {
  const std::uint8_t id = take(frame);
  put(id);
  const std::uint32_t size = number(frame);
  if (id == k_code_section) {
    functions_left_ = number(frame);
  } else {
    copy(id == k_data_section ? data : frame, size);
  }
}

void Program::function() {
  const std::size_t start = done_;
  known_ = 0;
  depth_ = 1;
  for (std::uint32_t groups = number(frame); groups > 0 && !damaged_; --groups) {
    number(frame);
    copy(frame, 1);
  }
  while (depth_ > 0 && !damaged_) instruction();
  put_size(start);
}

// In front of what has been put since `start`: its size.
void Program::put_size(std::size_t start) {
  const std::size_t size = done_ - start;
  std::size_t bytes = 1;
  while (size >> (7 * bytes) != 0) ++bytes;
  if (damaged_ || bytes > room_ - done_) {
    damaged_ = true;
    return;
  }
  std::copy_backward(out_ + start, out_ + done_, out_ + done_ + bytes);
  done_ += bytes;
  for (std::size_t i = 0; i < bytes; ++i) {
    const auto more = static_cast<std::uint8_t>(i + 1 < bytes ? 0x80 : 0);
    out_[start + i] = static_cast<std::uint8_t>((size >> (7 * i) & 0x7F) | more);
  }
}

void Program::instruction() {
  const std::uint8_t instruction = take(code);
  if (instruction == k_address) {
    put(k_i32_const);
    number(addresses);
    return;
  }
  put(instruction);
  // What the loads and stores from memory have in common: how they are aligned, and where.
  if (instruction >= 0x28 && instruction <= 0x3E) {
    number(code);
    number(offsets);
    return;
  }
  switch (instruction) {
    case 0x20:  // local.get
    case 0x21:  // local.set
    case 0x22:  // local.tee
      variable();
      break;
    case k_i32_const:
      number(numbers);
      break;
    case 0x10:  // call
    case 0xD2:  // ref.func
      number(calls);
      break;
    case 0x02:  // block
    case 0x03:  // loop
    case 0x04:  // if
    case 0x06:  // try
      ++depth_;
      number(code);
      break;
    case 0x0B:  // end
      --depth_;
      break;
    case 0x18:  // delegate, which ends a try
      --depth_;
      number(code);
      break;
    case 0x07:  // catch
    case 0x08:  // throw
    case 0x09:  // rethrow
    case 0x0C:  // br
    case 0x0D:  // br_if
    case 0x23:  // global.get
    case 0x24:  // global.set
    case 0x25:  // table.get
    case 0x26:  // table.set
    case 0x3F:  // memory.size
    case 0x40:  // memory.grow
    case 0xD0:  // ref.null
      number(code);
      break;
    case 0x11:  // call_indirect
      number(code);
      number(code);
      break;
    case 0x0E:  // br_table: the other targets, and the last
      for (std::uint32_t left = number(code); left > 0 && !damaged_; --left) number(code);
      number(code);
      break;
    case 0x1C:  // select of named types
      for (std::uint32_t left = number(code); left > 0 && !damaged_; --left) number(code);
      break;
    case 0x42:  // i64.const
      number(longs);
      break;
    case 0x43:  // f32.const
      copy(floats, 4);
      break;
    case 0x44:  // f64.const
      copy(floats, 8);
      break;
    case 0xFC:
      bulk_instruction();
      break;
    case 0xFD:
      vector_instruction();
      break;
    default:
      break;
  }
}

// Saturating conversions (0 to 7) and what moves memory and tables.
void Program::bulk_instruction() {
  const std::uint32_t instruction = number(code);
  if (instruction < 8) return;
  number(code);
  // memory.init, memory.copy, table.init, table.copy
  if (instruction == 8 || instruction == 10 || instruction == 12 || instruction == 14) number(code);
}

void Program::vector_instruction() {
  const std::uint32_t instruction = number(code);
  const bool moves_lane = instruction >= 84 && instruction <= 91;  // from or to memory
  if (instruction <= 11 || (instruction >= 84 && instruction <= 93)) {
    number(code);
    number(offsets);
  }
  if (instruction == 12 || instruction == 13) copy(floats, 16);  // v128.const, i8x16.shuffle
  if (moves_lane || (instruction >= 21 && instruction <= 34)) copy(code, 1);  // which lane
}

}  // namespace touchstone::unpack
