#include "json/text.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <vector>

#include "json/utf8.hpp"
#include "text/number.hpp"

namespace touchstone {
namespace {

void append_unicode_escape(std::string& out, unsigned code) {
  constexpr std::string_view k_hex = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += k_hex[(code >> shift) & 0xF];
}

void append_utf8(std::string& out, std::uint32_t code) {
  const auto byte = [&out](std::uint32_t value) { out += static_cast<char>(value); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | (code >> 6));
    byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | (code >> 12));
    byte(0x80 | ((code >> 6) & 0x3F));
    byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | (code >> 18));
    byte(0x80 | ((code >> 12) & 0x3F));
    byte(0x80 | ((code >> 6) & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

std::uint32_t hex4(std::string_view raw, std::size_t at) {
  std::uint32_t code = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const char c = raw[i];
    const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    code = code * 16 + static_cast<std::uint32_t>(digit);
  }
  return code;
}

// The bytes a JSON string may not hold as they are, "<", and all that is beyond ASCII.
constexpr std::array<bool, 256> k_needs_care = [] {
  std::array<bool, 256> care{};
  for (std::size_t c = 0; c < 0x20; ++c) care[c] = true;
  care['"'] = care['\\'] = care['<'] = true;
  for (std::size_t c = 0x80; c < 0x100; ++c) care[c] = true;
  return care;
}();

// Appends the character at `at`; returns its bytes. What is no UTF-8 becomes U+FFFD, so that a file
// once written can be read.
std::size_t append_beyond_ascii(std::string& out, std::string_view text, std::size_t at) {
  const std::size_t length = utf8_sequence(text, at);
  const std::string_view character = text.substr(at, length);
  if (length == 0)
    append_unicode_escape(out, 0xFFFD);
  else if (character == "\xE2\x80\xA8" || character == "\xE2\x80\xA9")
    append_unicode_escape(out, character[2] == '\xA8' ? 0x2028 : 0x2029);
  else
    out += character;
  return std::max<std::size_t>(length, 1);
}

// Appends what stands for the byte at `at`, which needs care; returns the bytes used up.
std::size_t append_escaped(std::string& out, std::string_view text, std::size_t at) {
  const char c = text[at];
  switch (c) {
    case '"':
      out += "\\\"";
      return 1;
    case '\\':
      out += "\\\\";
      return 1;
    case '\n':
      out += "\\n";
      return 1;
    case '\r':
      out += "\\r";
      return 1;
    case '\t':
      out += "\\t";
      return 1;
    default:
      break;
  }
  if (static_cast<unsigned char>(c) >= 0x80) return append_beyond_ascii(out, text, at);
  append_unicode_escape(out, static_cast<unsigned char>(c));
  return 1;
}

void append_whole(std::string& out, std::int64_t number) {
  std::array<char, 24> buffer;
  const auto done = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  out.append(buffer.data(), done.ptr);
}

// Most figures are a whole number over a small power of ten. Both are exact doubles and a division
// is rounded as reading is, so a quotient that equals `number` names the text that reads back.
bool append_few_decimals(std::string& out, double number) {
  constexpr double k_most = 9e15;  // below 2^53
  double power = 1;
  for (std::size_t decimals = 1; decimals <= 6; ++decimals) {
    power *= 10;
    const double scaled = std::nearbyint(number * power);
    if (!(std::abs(scaled) < k_most)) return false;
    if (scaled == 0 || scaled / power != number) continue;
    std::string digits;
    append_whole(digits, static_cast<std::int64_t>(std::abs(scaled)));
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    digits.insert(digits.size() - decimals, 1, '.');
    if (number < 0) out += '-';
    out += digits;
    return true;
  }
  return false;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t begin = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    if (!k_needs_care[static_cast<unsigned char>(text[at])]) {
      ++at;
      continue;
    }
    out.append(text, begin, at - begin);
    at += append_escaped(out, text, at);
    begin = at;
  }
  out.append(text, begin, at - begin);
  out += '"';
}

void append_json_number(std::string& out, double number) {
  assert(std::isfinite(number));
  const bool whole = std::abs(number) < 1e15 && number == std::trunc(number);
  if (whole && !(number == 0 && std::signbit(number))) {
    append_whole(out, static_cast<std::int64_t>(number));
  } else if (!append_few_decimals(out, number)) {
    out += exact_text(number);
  }
}

void append_json(std::string& out, JsonValue root) {
  struct Open {
    JsonValue::Iterator next, end;
    bool object, first;
  };

  std::vector<Open> open;
  const auto begin_value = [&](JsonValue value) {
    switch (value.type()) {
      case JsonType::broken:
      case JsonType::null:
        out += "null";
        break;
      case JsonType::boolean:
        out += value.boolean() ? "true" : "false";
        break;
      case JsonType::number:
        append_json_number(out, value.number());
        break;
      case JsonType::string:
        append_json_string(out, value.text());
        break;
      case JsonType::array:
      case JsonType::object: {
        const bool object = value.type() == JsonType::object;
        out += object ? '{' : '[';
        open.push_back({value.begin(), value.end(), object, true});
        break;
      }
    }
  };
  begin_value(root);
  while (!open.empty()) {
    Open& top = open.back();
    if (!(top.next != top.end)) {
      out += top.object ? '}' : ']';
      open.pop_back();
      continue;
    }
    const JsonValue child = *top.next;
    ++top.next;
    if (!top.first) out += ',';
    top.first = false;
    if (top.object) {
      append_json_string(out, child.key());
      out += ':';
    }
    begin_value(child);
  }
}

std::string compact_json(JsonValue value) {
  std::string out;
  append_json(out, value);
  return out;
}

std::string without_escapes(std::string_view raw) {
  std::string text;
  text.reserve(raw.size());
  std::size_t at = 0;
  while (at < raw.size()) {
    const std::size_t escape = raw.find('\\', at);
    text.append(raw, at, escape == std::string_view::npos ? escape : escape - at);
    if (escape == std::string_view::npos) break;
    const char c = raw[escape + 1];
    at = escape + 2;
    switch (c) {
      case 'b':
        text += '\b';
        break;
      case 'f':
        text += '\f';
        break;
      case 'n':
        text += '\n';
        break;
      case 'r':
        text += '\r';
        break;
      case 't':
        text += '\t';
        break;
      case 'u': {
        std::uint32_t code = hex4(raw, at);
        at += 4;
        if (code >= 0xD800 && code < 0xDC00) {
          code = 0x10000 + ((code - 0xD800) << 10) + (hex4(raw, at + 2) - 0xDC00);
          at += 6;
        }
        append_utf8(text, code);
        break;
      }
      default:
        text += c;
    }
  }
  return text;
}

std::string quoted(std::string_view text) {
  constexpr std::size_t k_most = 60;
  std::string shown(text.substr(0, k_most));
  if (text.size() > k_most) {
    while (!shown.empty() && (static_cast<unsigned char>(text[shown.size()]) & 0xC0) == 0x80)
      shown.pop_back();
    shown += "...";
  }
  return '"' + shown + '"';
}

std::string number_text(double number) {
  if (!std::isfinite(number)) return "a number that is not finite";
  std::string text;
  append_json_number(text, number);
  return text;
}

std::string described(JsonValue value) {
  switch (value.type()) {
    case JsonType::null:
      return "null";
    case JsonType::boolean:
      return value.boolean() ? "true" : "false";
    case JsonType::number:
      return number_text(value.number());
    case JsonType::string:
      return quoted(value.text());
    case JsonType::array:
      return "a list";
    case JsonType::object:
      return "an object";
    case JsonType::broken:
      break;
  }
  return "something unreadable";
}

}  // namespace touchstone
