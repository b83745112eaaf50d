#include "ui/shaping.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include "json/utf8.hpp"

namespace touchstone::ui {

namespace {

struct Range {
  std::uint32_t first, last;
};

// Ranges of code points, rising (Unicode 15, blocks by their purpose).
//
// Letters that join, change places or run from right to left, and what steers that.
constexpr std::array k_shaped = {
    Range{0x0590, 0x109F},    // Hebrew to Myanmar: all that is written right to left or with
                              // letters around others, Thai and Lao included
    Range{0x1100, 0x11FF},    // Hangul by its parts
    Range{0x1700, 0x18AF},    // Philippine scripts, Khmer, Mongolian
    Range{0x1900, 0x1AAF},    // Limbu to Tai Tham
    Range{0x1B00, 0x1CFF},    // Balinese to the Vedic signs
    Range{0x200E, 0x200F},    // marks of direction
    Range{0x202A, 0x202E},    // embeddings of direction
    Range{0x2066, 0x2069},    // isolates of direction
    Range{0xA800, 0xAAFF},    // Syloti Nagri to Meetei Mayek
    Range{0xABC0, 0xABFF},    // Meetei Mayek
    Range{0xD7B0, 0xD7FF},    // more parts of Hangul
    Range{0xFB1D, 0xFDFF},    // forms of Hebrew and Arabic letters
    Range{0xFE70, 0xFEFE},    // more of them
    Range{0x10800, 0x10FFF},  // old scripts from right to left
    Range{0x11000, 0x11FFF},  // Brahmi and its kin
    Range{0x1E800, 0x1EFFF},  // Mende Kikakui, Adlam, Arabic mathematics
};

// What belongs to the letter before it.
constexpr std::array k_attached = {
    Range{0x0300, 0x036F},   Range{0x1AB0, 0x1AFF},   Range{0x1DC0, 0x1DFF},
    Range{0x200C, 0x200D},   Range{0x20D0, 0x20FF},   Range{0xFE00, 0xFE0F},
    Range{0xFE20, 0xFE2F},   Range{0x1F3FB, 0x1F3FF},  // shades of skin
    Range{0xE0020, 0xE007F},                           // tags of regional flags
    Range{0xE0100, 0xE01EF},                           // variants of ideographs
};

// May be drawn in colours of their own.
constexpr std::array k_pictorial = {
    Range{0x203C, 0x203C},
    Range{0x2049, 0x2049},
    Range{0x2190, 0x2BFF},
    Range{0x1F000, 0x1FAFF},
};

constexpr std::uint32_t k_joiner = 0x200D;
constexpr Range k_flag_letters{0x1F1E6, 0x1F1FF};
constexpr Range k_private{Shaper::k_first, Shaper::k_first + Shaper::k_stand_ins - 1};

bool is_in(const Range& range, std::uint32_t letter) {
  return letter >= range.first && letter <= range.last;
}

bool is_in(std::span<const Range> ranges, std::uint32_t letter) {
  return std::ranges::any_of(ranges, [&](const Range& range) { return is_in(range, letter); });
}

// The letter at `at`, and where the next one begins. At the text's end: 0. A byte that is part of
// no character stands for U+FFFD.
std::uint32_t letter_at(std::string_view text, std::size_t at, std::size_t& next) {
  next = at;
  if (at == text.size()) return 0;
  const std::size_t bytes = utf8_sequence(text, at);
  next = at + std::max<std::size_t>(bytes, 1);
  if (bytes == 0) return 0xFFFD;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  if (bytes == 1) return byte(0);
  std::uint32_t letter = byte(0) & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) letter = letter << 6 | (byte(i) & 0x3FU);
  return letter;
}

// Calls visit(letter) until it returns true; tells whether it did.
template <class Visit>
bool any_letter(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    if (visit(letter_at(text, at, at))) return true;
  }
  return false;
}

// Below U+0300 nothing needs a picture; there the first byte of a character is below 0xCC. Eight
// bytes of ASCII, as nearly all are, are seen at once.
bool is_plain(std::string_view text) {
  constexpr std::uint64_t k_high_bits = 0x8080808080808080;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + at, 8);
    if ((eight & k_high_bits) != 0) break;
  }
  return std::ranges::none_of(text.substr(at),
                              [](char c) { return static_cast<unsigned char>(c) >= 0xCC; });
}

// Of the private use area: three bytes.
void append_stand_in(std::string& text, std::uint32_t letter) {
  text += static_cast<char>(0xE0 | letter >> 12);
  text += static_cast<char>(0x80 | (letter >> 6 & 0x3F));
  text += static_cast<char>(0x80 | (letter & 0x3F));
}

}  // namespace

bool Shaper::is_one_picture(std::string_view text) {
  return !is_plain(text) &&
         any_letter(text, [](std::uint32_t letter) { return is_in(k_shaped, letter); });
}

bool Shaper::needs_pictures(std::string_view text) {
  return !is_plain(text) && any_letter(text, [](std::uint32_t letter) {
    return is_in(k_shaped, letter) || is_in(k_attached, letter) || is_in(k_flag_letters, letter) ||
           is_in(k_private, letter);
  });
}

std::size_t Shaper::character_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  std::uint32_t last = letter_at(text, at, end);
  if (is_in(k_flag_letters, last)) {
    std::size_t next = end;
    if (is_in(k_flag_letters, letter_at(text, end, next))) end = next;
  }
  while (end < text.size()) {
    std::size_t next = end;
    const std::uint32_t letter = letter_at(text, end, next);
    if (!is_in(k_attached, letter) && last != k_joiner) break;
    last = letter;
    end = next;
  }
  return end;
}

std::string_view Shaper::drawable(std::string_view line, std::uint32_t ink) {
  if (!needs_pictures(line)) return line;
  line_.clear();
  if (is_one_picture(line)) {
    const bool inked =
        any_letter(line, [](std::uint32_t letter) { return is_in(k_pictorial, letter); });
    append_picture(line, ink, inked);
    return line_;
  }
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = character_end(line, at);
    const std::string_view character = line.substr(at, end - at);
    std::size_t one = at;
    const std::uint32_t first = letter_at(line, at, one);
    if (end > one || is_in(k_private, first)) {
      append_picture(character, ink, false);
    } else {
      line_ += character;
    }
    at = end;
  }
  return line_;
}

void Shaper::append_picture(std::string_view run, std::uint32_t ink, bool inked) {
  std::string key = inked ? std::to_string(ink) : std::string();
  key += '\n';
  key += run;
  const auto known = stand_ins_.find(key);
  if (known != stand_ins_.end()) {
    append_stand_in(line_, known->second);
    return;
  }
  if (runs_.size() == k_stand_ins) {  // more than a screen can hold: better unshaped than nothing
    line_ += run;
    return;
  }
  const auto letter = static_cast<std::uint32_t>(k_first + runs_.size());
  const auto kept = stand_ins_.emplace(std::move(key), letter).first;
  runs_.push_back(
      {std::string_view(kept->first).substr(kept->first.size() - run.size()), ink, inked});
  append_stand_in(line_, letter);
}

const ShapedRun* Shaper::run_of(std::uint32_t letter) const {
  if (letter < k_first || letter - k_first >= runs_.size()) return nullptr;
  return &runs_[letter - k_first];
}

bool Shaper::start_over_if_full() {
  constexpr std::size_t k_most_pixels = 4'000'000;  // as many as a texture of 2,000 by 2,000
  constexpr std::size_t k_most_stand_ins = k_stand_ins * 3 / 4;
  if (runs_.size() < k_most_stand_ins && pixels_ < k_most_pixels) return false;
  stand_ins_.clear();
  runs_.clear();
  pixels_ = 0;
  return true;
}

Shaper& shaper() {
  static Shaper one;
  return one;
}

}  // namespace touchstone::ui
