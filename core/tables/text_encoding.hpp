// From the bytes of somebody's file to UTF-8.
//
// Read are UTF-8 and UTF-16 of both byte orders, each with or without a byte order mark, and
// Windows-1252 when the caller says so: its bytes look like any other single-byte code, so it is
// never guessed. Bytes that are no character become U+FFFD and are reported by line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::tables {

enum class Encoding : std::uint8_t { utf8, utf16_le, utf16_be, windows_1252 };

// "utf-8", "utf-16le", "utf-16be", "windows-1252": the words options and reports use.
std::string_view encoding_name(Encoding encoding);
std::optional<Encoding> encoding_named(std::string_view name);

struct BadLine {
  std::uint32_t line;   // from 1; a line ends with LF, CR or CR LF
  std::uint32_t bytes;  // how many bytes (UTF-16: units) of it are no character
  std::uint32_t first;  // the first of them
};

struct DecodedText {
  std::string text;  // UTF-8 without a mark
  Encoding encoding = Encoding::utf8;
  bool had_mark = false;
  std::vector<BadLine> bad_lines;  // the first k_most_bad_lines of them, in order
  std::size_t bad_line_count = 0;  // all of them
};

inline constexpr std::size_t k_most_bad_lines = 1000;

// Decodes `bytes`; without `encoding` it is detected: by the mark, else UTF-16 if zero bytes stand
// where the high halves of Latin letters would, else UTF-8. Linear; a zero byte is no character.
DecodedText decode_text(std::string bytes, std::optional<Encoding> encoding = std::nullopt);

// Appends the character (up to U+10FFFF, no surrogate) as UTF-8.
void append_utf8(std::string& out, std::uint32_t character);

}  // namespace touchstone::tables
