#include "unpack/lzma.hpp"

#include <algorithm>
#include <utility>

namespace touchstone::unpack {
namespace {

constexpr std::size_t k_head = 13;
constexpr Guess k_even = 1024;
constexpr int k_guess_bits = 11, k_learning_shift = 5;
constexpr std::uint32_t k_states_after_literal = 7;  // below: the last thing was a literal
constexpr std::uint32_t k_least_match = 2;

}  // namespace

// ---- The range coder ----------------------------------------------------------------------------

inline void Lzma::Coder::refill() {
  if (range >= 1U << 24) return;
  range <<= 8;
  code <<= 8;
  if (next != end) {
    code |= *next++;
  } else {
    overrun = true;
  }
}

inline std::uint32_t Lzma::Coder::bit(Guess& guess) {
  const std::uint32_t bound = (range >> k_guess_bits) * guess;
  if (code < bound) {
    range = bound;
    guess = static_cast<Guess>(guess + (((1 << k_guess_bits) - guess) >> k_learning_shift));
    refill();
    return 0;
  }
  range -= bound;
  code -= bound;
  guess = static_cast<Guess>(guess - (guess >> k_learning_shift));
  refill();
  return 1;
}

// The highest bit first; guesses[1] is the first bit's.
inline std::uint32_t Lzma::Coder::tree(Guess* guesses, int bits) {
  std::uint32_t node = 1;
  for (int i = 0; i < bits; ++i) node = node << 1 | bit(guesses[node]);
  return node - (1U << bits);
}

inline std::uint32_t Lzma::Coder::reverse_tree(Guess* guesses, int bits) {
  std::uint32_t node = 1, value = 0;
  for (int i = 0; i < bits; ++i) {
    const std::uint32_t b = bit(guesses[node]);
    node = node << 1 | b;
    value |= b << i;
  }
  return value;
}

// Bits that nobody guesses.
inline std::uint32_t Lzma::Coder::even_bits(int bits) {
  std::uint32_t value = 0;
  for (int i = 0; i < bits; ++i) {
    range >>= 1;
    const std::uint32_t b = code >= range ? 1 : 0;
    if (b != 0) code -= range;
    value = value << 1 | b;
    refill();
  }
  return value;
}

// ---- What the bits mean -------------------------------------------------------------------------

// A byte. After a match it is told apart from the byte that the match would have gone on with.
inline std::uint8_t Lzma::literal(Coder& coder) {
  const std::uint32_t before = done_ > 0 ? out_[done_ - 1] : 0;
  const std::uint32_t context =
      ((static_cast<std::uint32_t>(done_) & literal_position_mask_) << literal_bits_) +
      (before >> (8 - literal_bits_));
  Guess* guesses = guesses_.literal + std::size_t{0x300} * context;
  std::uint32_t node = 1;
  if (state_ >= k_states_after_literal) {
    std::uint32_t expected = out_[done_ - distances_[0] - 1];
    while (node < 0x100) {
      const std::uint32_t expected_bit = expected >> 7 & 1;
      expected <<= 1;
      const std::uint32_t b = coder.bit(guesses[((1 + expected_bit) << 8) + node]);
      node = node << 1 | b;
      if (b != expected_bit) break;
    }
  }
  while (node < 0x100) node = node << 1 | coder.bit(guesses[node]);
  state_ = state_ < 4 ? 0 : state_ < 10 ? state_ - 3 : state_ - 6;
  return static_cast<std::uint8_t>(node);
}

inline std::uint32_t Lzma::length(Coder& coder, Lengths& lengths, std::uint32_t position) {
  if (coder.bit(lengths.beyond_low) == 0)
    return k_least_match + coder.tree(lengths.low[position], 3);
  if (coder.bit(lengths.beyond_middle) == 0)
    return k_least_match + 8 + coder.tree(lengths.middle[position], 3);
  return k_least_match + 16 + coder.tree(lengths.high, 8);
}

// A slot says how many bits the distance has, and its two highest ones.
inline std::uint32_t Lzma::distance(Coder& coder, std::uint32_t length) {
  const std::uint32_t kind = std::min(length - k_least_match, std::uint32_t{3});
  const std::uint32_t slot = coder.tree(guesses_.slot[kind], 6);
  if (slot < 4) return slot;
  const int bits = static_cast<int>(slot >> 1) - 1;
  const std::uint32_t high = (2 | (slot & 1)) << bits;
  if (slot < k_near_slots) return high + coder.reverse_tree(guesses_.near + high - slot, bits);
  const std::uint32_t middle = coder.even_bits(bits - k_align_bits) << k_align_bits;
  return high + middle + coder.reverse_tree(guesses_.align, k_align_bits);
}

inline std::uint32_t Lzma::match(Coder& coder, std::uint32_t position) {
  const bool after_literal = state_ < k_states_after_literal;
  if (coder.bit(guesses_.is_repeat[state_]) == 0) {
    std::copy_backward(distances_, distances_ + 3, distances_ + 4);
    state_ = after_literal ? 7 : 10;
    const std::uint32_t bytes = length(coder, guesses_.match, position);
    distances_[0] = distance(coder, bytes);
    return bytes;
  }
  if (coder.bit(guesses_.is_older[state_]) == 0) {
    if (coder.bit(guesses_.is_longer[state_][position]) == 0) {
      state_ = after_literal ? 9 : 11;
      return 1;
    }
  } else {
    std::size_t which = 1;
    if (coder.bit(guesses_.is_third[state_]) != 0)
      which = 2 + coder.bit(guesses_.is_fourth[state_]);
    std::rotate(distances_, distances_ + which, distances_ + which + 1);
  }
  state_ = after_literal ? 8 : 11;
  return length(coder, guesses_.repeat, position);
}

// ---- The whole ----------------------------------------------------------------------------------

bool Lzma::begin(const std::uint8_t* packed, std::size_t packed_size, std::uint8_t* out,
                 std::size_t room) {
  // The range coder begins with a byte 0 and four of its code.
  if (packed_size < k_head + 5 || packed[k_head] != 0) return false;
  const std::uint32_t settings = packed[0];
  literal_bits_ = static_cast<int>(settings % 9);
  const std::uint32_t literal_position_bits = settings / 9 % 5, position_bits = settings / 45;
  const bool fits = literal_bits_ + static_cast<int>(literal_position_bits) <= k_most_literal_bits;
  if (!fits || position_bits > 4) return false;
  position_mask_ = (1U << position_bits) - 1;
  literal_position_mask_ = (1U << literal_position_bits) - 1;
  std::fill_n(reinterpret_cast<Guess*>(&guesses_), sizeof(Guesses) / sizeof(Guess), k_even);
  state_ = 0;
  std::fill(distances_, distances_ + 4, 0);
  out_ = out;
  size_ = room;
  done_ = 0;
  coder_ = {};
  coder_.next = packed + k_head + 1;
  coder_.end = packed + packed_size;
  for (int i = 0; i < 4; ++i) coder_.code = coder_.code << 8 | *coder_.next++;
  return true;
}

Progress Lzma::step(std::size_t bytes) {
  Coder coder = coder_;
  const std::size_t until = std::min(size_, done_ + bytes);
  while (done_ < until) {
    const std::uint32_t position = static_cast<std::uint32_t>(done_) & position_mask_;
    if (coder.bit(guesses_.is_match[state_][position]) == 0) {
      out_[done_] = literal(coder);
      ++done_;
      continue;
    }
    const std::size_t count = match(coder, position);
    const std::size_t back = std::size_t{distances_[0]} + 1;
    if (back == 0 || back > done_ || count > size_ - done_) return Progress::damaged;
    // Byte by byte: what is copied may be what was just copied.
    for (std::size_t i = 0; i < count; ++i, ++done_) out_[done_] = out_[done_ - back];
  }
  coder_ = coder;
  if (coder.overrun) return Progress::damaged;
  return done_ == size_ ? Progress::done : Progress::more;
}

}  // namespace touchstone::unpack
