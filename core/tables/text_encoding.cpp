#include "tables/text_encoding.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "json/utf8.hpp"

namespace touchstone::tables {
namespace {

constexpr std::array<std::string_view, 4> k_encoding_names = {"utf-8", "utf-16le", "utf-16be",
                                                              "windows-1252"};

constexpr std::uint32_t k_no_character = 0xFFFD;

// Bytes 80..9F of Windows-1252 (Unicode's mapping table); 0 where none is assigned.
constexpr std::array<std::uint16_t, 32> k_windows_1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// Writes characters, counts lines and notes what was no character.
class Writer {
public:
  explicit Writer(DecodedText& out) : out_(out) {}

  void put(std::uint32_t character) {
    if (character == 0) {
      bad(0);
      return;
    }
    append_utf8(out_.text, character);
    if (character == '\r' || (character == '\n' && !after_return_)) ++line_;
    after_return_ = character == '\r';
  }

  // A well-formed piece of UTF-8 of several bytes: never a line end.
  void put(std::string_view sequence) {
    out_.text += sequence;
    after_return_ = false;
  }

  void bad(std::uint32_t found) {
    append_utf8(out_.text, k_no_character);
    after_return_ = false;
    if (last_bad_ != line_) {
      last_bad_ = line_;
      ++out_.bad_line_count;
      if (out_.bad_lines.size() < k_most_bad_lines) out_.bad_lines.push_back({line_, 0, found});
    }
    if (!out_.bad_lines.empty() && out_.bad_lines.back().line == line_)
      ++out_.bad_lines.back().bytes;
  }

private:
  DecodedText& out_;
  std::uint32_t line_ = 1;
  std::uint32_t last_bad_ = 0;
  bool after_return_ = false;
};

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

bool is_clean_utf8(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const unsigned byte = byte_at(bytes, at);
    if (byte == 0) return false;
    const std::size_t length = byte < 0x80 ? 1 : utf8_sequence(bytes, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

void decode_utf8(std::string_view bytes, Writer& writer) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const unsigned byte = byte_at(bytes, at);
    const std::size_t length = byte < 0x80 ? 1 : utf8_sequence(bytes, at);
    if (byte < 0x80)
      writer.put(byte);
    else if (length == 0)
      writer.bad(byte);
    else
      writer.put(bytes.substr(at, length));
    at += length == 0 ? 1 : length;
  }
}

void decode_utf16(std::string_view bytes, bool big_endian, Writer& writer) {
  const auto unit = [&](std::size_t at) {
    const unsigned first = byte_at(bytes, at);
    const unsigned second = byte_at(bytes, at + 1);
    return big_endian ? (first << 8) | second : (second << 8) | first;
  };
  std::size_t at = 0;
  for (; at + 1 < bytes.size(); at += 2) {
    const unsigned high = unit(at);
    if (high < 0xD800 || high > 0xDFFF) {
      writer.put(high);
      continue;
    }
    const unsigned low = high <= 0xDBFF && at + 3 < bytes.size() ? unit(at + 2) : 0;
    if (low < 0xDC00 || low > 0xDFFF) {
      writer.bad(high);
      continue;
    }
    writer.put(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
    at += 2;
  }
  if (at < bytes.size()) writer.bad(byte_at(bytes, at));
}

void decode_windows_1252(std::string_view bytes, Writer& writer) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const unsigned byte = byte_at(bytes, at);
    const bool special = byte >= 0x80 && byte < 0xA0;
    const std::uint32_t character = special ? k_windows_1252[byte - 0x80] : byte;
    if (character == 0)
      writer.bad(byte);
    else
      writer.put(character);
  }
}

struct Mark {
  std::string_view bytes;
  Encoding encoding;
};

constexpr std::array<Mark, 3> k_byte_order_marks = {{{"\xEF\xBB\xBF", Encoding::utf8},
                                                     {"\xFF\xFE", Encoding::utf16_le},
                                                     {"\xFE\xFF", Encoding::utf16_be}}};

// Text has no zero bytes in UTF-8, and in UTF-16 each line end, blank and delimiter has one.
Encoding without_mark(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, 4096);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t at = 0; at < sample.size(); ++at)
    if (sample[at] == '\0') ++zeros[at % 2];
  const std::size_t few = sample.size() / 100;
  if (zeros[1] > few && zeros[1] > 10 * zeros[0]) return Encoding::utf16_le;
  if (zeros[0] > few && zeros[0] > 10 * zeros[1]) return Encoding::utf16_be;
  return Encoding::utf8;
}

}  // namespace

std::string_view encoding_name(Encoding encoding) {
  return k_encoding_names[static_cast<std::size_t>(encoding)];
}

std::optional<Encoding> encoding_named(std::string_view name) {
  const auto found = std::find(k_encoding_names.begin(), k_encoding_names.end(), name);
  if (found == k_encoding_names.end()) return std::nullopt;
  return static_cast<Encoding>(found - k_encoding_names.begin());
}

void append_utf8(std::string& out, std::uint32_t character) {
  const auto byte = [&out](std::uint32_t value) { out += static_cast<char>(value); };
  const auto tail = [&](unsigned shift) { byte(0x80 | ((character >> shift) & 0x3F)); };
  if (character < 0x80) {
    byte(character);
  } else if (character < 0x800) {
    byte(0xC0 | (character >> 6));
    tail(0);
  } else if (character < 0x10000) {
    byte(0xE0 | (character >> 12));
    tail(6);
    tail(0);
  } else {
    byte(0xF0 | (character >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

DecodedText decode_text(std::string bytes, std::optional<Encoding> encoding) {
  DecodedText out;
  std::size_t begin = 0;
  const auto mark =
      std::find_if(k_byte_order_marks.begin(), k_byte_order_marks.end(), [&](const Mark& it) {
        return bytes.starts_with(it.bytes) && (!encoding || *encoding == it.encoding);
      });
  if (mark != k_byte_order_marks.end()) {
    out.had_mark = true;
    begin = mark->bytes.size();
    out.encoding = mark->encoding;
  } else {
    out.encoding = encoding ? *encoding : without_mark(bytes);
  }
  const std::string_view rest = std::string_view(bytes).substr(begin);
  if (out.encoding == Encoding::utf8 && is_clean_utf8(rest)) {
    if (begin > 0) bytes.erase(0, begin);
    out.text = std::move(bytes);
    return out;
  }
  out.text.reserve(rest.size());
  Writer writer(out);
  if (out.encoding == Encoding::utf8)
    decode_utf8(rest, writer);
  else if (out.encoding == Encoding::windows_1252)
    decode_windows_1252(rest, writer);
  else
    decode_utf16(rest, out.encoding == Encoding::utf16_be, writer);
  return out;
}

}  // namespace touchstone::tables
