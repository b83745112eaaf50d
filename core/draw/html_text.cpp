#include "draw/html_text.hpp"

#include "json/utf8.hpp"

namespace touchstone::draw {
namespace {

constexpr std::string_view k_replacement = "\xEF\xBF\xBD";  // U+FFFD

// `length` bytes at text[at] are one well-formed character.
char32_t decode(std::string_view text, std::size_t at, std::size_t length) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  if (length == 1) return byte(0);
  char32_t code = byte(0) & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) code = code << 6U | (byte(i) & 0x3FU);
  return code;
}

bool turns_direction(char32_t code) {
  return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

bool is_forbidden(char32_t code) {
  const bool control = code < 0x20 || (code >= 0x7F && code <= 0x9F);
  const bool noncharacter = (code & 0xFFFEU) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF);
  return control || noncharacter;
}

}  // namespace

std::string clean_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_sequence(text, at);
    if (length == 0) {
      out += k_replacement;
      ++at;
      continue;
    }
    const char32_t code = decode(text, at, length);
    if (code == '\r') {
      if (at + 1 == text.size() || text[at + 1] != '\n') out += '\n';
    } else if (code == '\n' || code == 0x2028 || code == 0x2029) {
      out += '\n';
    } else if (code == '\t') {
      out += ' ';
    } else if (is_forbidden(code)) {
      out += k_replacement;
    } else if (!turns_direction(code)) {
      out.append(text, at, length);
    }
    at += length;
  }
  return out;
}

std::string html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : clean_text(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string excerpt(std::string_view text, std::size_t most) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (characters++ == most) return std::string(text.substr(0, at)) + " […]";
    const std::size_t length = utf8_sequence(text, at);
    at += length == 0 ? 1 : length;
  }
  return std::string(text);
}

}  // namespace touchstone::draw
