#include "draw/svg_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "json/utf8.hpp"

namespace touchstone::draw {
namespace {

// Thousandths of an em, U+0020 to U+007E.
constexpr std::array<std::uint16_t, 95> k_widths = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};

struct CodeRange {
  char32_t first, last;
};

constexpr std::array<CodeRange, 9> k_combining = {{{0x0300, 0x036F},
                                                   {0x0483, 0x0489},
                                                   {0x0591, 0x05BD},
                                                   {0x0610, 0x061A},
                                                   {0x064B, 0x065F},
                                                   {0x200B, 0x200F},
                                                   {0x20D0, 0x20F0},
                                                   {0xFE00, 0xFE0F},
                                                   {0xFE20, 0xFE2F}}};
constexpr std::array<CodeRange, 6> k_square = {{{0x1100, 0x115F},
                                                {0x2E80, 0xA4CF},
                                                {0xAC00, 0xD7A3},
                                                {0xF900, 0xFAFF},
                                                {0xFE30, 0xFF60},
                                                {0x1F000, 0x3FFFF}}};

template <std::size_t N>
bool lies_in(const std::array<CodeRange, N>& ranges, char32_t code) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const CodeRange& range) {
    return code >= range.first && code <= range.last;
  });
}

char32_t code_at(std::string_view text, std::size_t at, std::size_t length) {
  if (length <= 1) return static_cast<unsigned char>(text[at]);
  char32_t code = static_cast<unsigned char>(text[at]) & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i)
    code = code << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  return code;
}

std::size_t length_at(std::string_view text, std::size_t at) {
  const std::size_t length = utf8_sequence(text, at);
  return length == 0 ? 1 : length;
}

double ems(char32_t code) {
  if (code >= 0x20 && code <= 0x7E) return k_widths[code - 0x20] / 1000.0;
  if (lies_in(k_combining, code)) return 0;
  if (lies_in(k_square, code)) return 1;
  return code == 0x2014 || code == 0x2026 ? 1 : 0.6;
}

// How many bytes of `text`, at least one character, fit into `width`.
std::size_t bytes_that_fit(std::string_view text, double size, bool bold, double width) {
  std::size_t at = length_at(text, 0);
  while (at < text.size()) {
    const std::size_t next = at + length_at(text, at);
    if (text_width(text.substr(0, next), size, bold) > width) break;
    at = next;
  }
  return at;
}

std::string shortened(std::string line, double size, bool bold, double width) {
  constexpr std::string_view k_ellipsis = "…";
  const double room = width - text_width(k_ellipsis, size, bold);
  if (text_width(line, size, bold) > room) line.resize(bytes_that_fit(line, size, bold, room));
  while (line.ends_with(' ')) line.pop_back();
  return line.append(k_ellipsis);
}

class Wrapping {
public:
  Wrapping(double size, bool bold, double width, std::size_t most)
      : size_(size), bold_(bold), width_(width), most_(most) {}

  // False once there is no room.
  bool put(std::string_view word) {
    while (true) {
      const std::string joined =
          line_.empty() ? std::string(word) : line_ + ' ' + std::string(word);
      if (text_width(joined, size_, bold_) <= width_) {
        line_ = joined;
        return true;
      }
      if (!line_.empty()) {
        if (!end_line()) return false;
        continue;
      }
      const std::size_t bytes = bytes_that_fit(word, size_, bold_, width_);
      line_ = word.substr(0, bytes);
      word.remove_prefix(bytes);
      if (word.empty()) return true;
      if (!end_line()) return false;
    }
  }

  std::vector<std::string> take(bool complete) {
    if (!line_.empty() && lines_.size() < most_) lines_.push_back(line_);
    if (!complete) lines_.back() = shortened(lines_.back(), size_, bold_, width_);
    return std::move(lines_);
  }

private:
  bool end_line() {
    lines_.push_back(std::move(line_));
    line_.clear();
    return lines_.size() < most_;
  }

  double size_;
  bool bold_;
  double width_;
  std::size_t most_;
  std::string line_;
  std::vector<std::string> lines_;
};

}  // namespace

double text_width(std::string_view text, double size, bool bold) {
  double sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = length_at(text, at);
    sum += ems(code_at(text, at, length));
    at += length;
  }
  return sum * size * k_width_margin * (bold ? 1.07 : 1);
}

std::vector<std::string> wrap_text(std::string_view text, double size, bool bold, double width,
                                   std::size_t most) {
  Wrapping wrapping(size, bold, width, most);
  bool complete = true;
  while (complete) {
    const std::size_t begin = text.find_first_not_of(" \n");
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
    complete = wrapping.put(text.substr(begin, end - begin));
    text.remove_prefix(end);
  }
  return wrapping.take(complete);
}

}  // namespace touchstone::draw
