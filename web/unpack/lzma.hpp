// Unpacks LZMA, by which the page is a fifth smaller than by the gzip that browsers unpack
// themselves.
//
// The format is Igor Pavlov's, as `xz --format=lzma` writes it: 13 bytes of head (a byte for lc, lp
// and pb, four for the dictionary, eight for the unpacked size), then what the range coder made.
// Bits are guessed one by one from how often they were 0 in the same context; a guess moves by 1/32
// of what it was wrong by.
//
// Nothing but what is needed to unpack a whole that lies in memory: the unpacked bytes are the
// dictionary. It works in steps, because a browser makes a function faster only between its calls.
#pragma once

#include <cstddef>
#include <cstdint>

#include "unpack/progress.hpp"

namespace touchstone::unpack {

// Half: as likely 0 as 1, of 2048.
using Guess = std::uint16_t;

class Lzma {
public:
  // `packed` and `out` stay where they are until the end; `room` is the size that the head names.
  // False when the head is no LZMA's.
  bool begin(const std::uint8_t* packed, std::size_t packed_size, std::uint8_t* out,
             std::size_t room);

  // Unpacks some `bytes` more.
  Progress step(std::size_t bytes);

private:
  struct Coder {
    std::uint32_t range = 0xFFFFFFFF, code = 0;
    const std::uint8_t* next = nullptr;
    const std::uint8_t* end = nullptr;
    bool overrun = false;

    [[gnu::always_inline]] void refill();
    [[gnu::always_inline]] std::uint32_t bit(Guess& guess);
    [[gnu::always_inline]] std::uint32_t tree(Guess* guesses, int bits);
    [[gnu::always_inline]] std::uint32_t reverse_tree(Guess* guesses, int bits);
    [[gnu::always_inline]] std::uint32_t even_bits(int bits);
  };

  static constexpr int k_states = 12, k_positions = 16, k_most_literal_bits = 4;
  static constexpr int k_distance_slots = 64, k_near_slots = 14, k_align_bits = 4;

  struct Lengths {
    Guess beyond_low, beyond_middle;
    Guess low[k_positions][8], middle[k_positions][8], high[256];
  };

  // All guesses one after the other, so that they can be begun together.
  struct Guesses {
    Guess is_match[k_states][k_positions];
    Guess is_repeat[k_states];
    Guess is_older[k_states];
    Guess is_longer[k_states][k_positions];
    Guess is_third[k_states];
    Guess is_fourth[k_states];
    Guess slot[4][k_distance_slots];
    Guess near[128];
    Guess align[1 << k_align_bits];
    Lengths match, repeat;
    Guess literal[0x300 << k_most_literal_bits];
  };

  [[gnu::always_inline]] std::uint8_t literal(Coder& coder);
  [[gnu::always_inline]] static std::uint32_t length(Coder& coder, Lengths& lengths,
                                                     std::uint32_t position);
  [[gnu::always_inline]] std::uint32_t distance(Coder& coder, std::uint32_t length);
  // Of the match that comes next; 0 when there is none any more.
  [[gnu::always_inline]] std::uint32_t match(Coder& coder, std::uint32_t position);

  Coder coder_;
  Guesses guesses_;
  std::uint8_t* out_ = nullptr;
  std::size_t size_ = 0, done_ = 0;
  int literal_bits_ = 0;
  std::uint32_t position_mask_ = 0, literal_position_mask_ = 0;
  std::uint32_t state_ = 0;
  std::uint32_t distances_[4] = {};  // of the last matches, newest first; 0 is the byte before
};

}  // namespace touchstone::unpack
