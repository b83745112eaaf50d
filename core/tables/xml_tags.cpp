#include "tables/xml_tags.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "tables/text_encoding.hpp"

namespace touchstone::tables {
namespace {

// What "&...;" stands for is appended; false when it is none that XML has.
bool append_reference(std::string& out, std::string_view name) {
  constexpr std::array<std::pair<std::string_view, char>, 5> k_named = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [known, character] : k_named) {
    if (name != known) continue;
    out += character;
    return true;
  }
  if (!name.starts_with('#')) return false;
  const bool is_hex = name.size() > 1 && name[1] == 'x';
  name.remove_prefix(is_hex ? 2 : 1);
  std::uint32_t code = 0;
  const auto [stop, error] =
      std::from_chars(name.data(), name.data() + name.size(), code, is_hex ? 16 : 10);
  if (error != std::errc() || stop != name.data() + name.size()) return false;
  constexpr std::uint32_t k_no_character = 0xFFFD;
  const bool is_character = code != 0 && code <= 0x10FFFF && (code < 0xD800 || code >= 0xE000);
  append_utf8(out, is_character ? code : k_no_character);
  return true;
}

std::string_view without_space(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

std::string plain_xml_text(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t sign = std::min(text.find('&', at), text.size());
    out += text.substr(at, sign - at);
    if (sign == text.size()) break;
    // No reference is longer: looked for further, each of many signs would cost the whole text.
    constexpr std::size_t k_longest = 12;
    const std::size_t size = text.substr(sign, k_longest + 1).find(';');
    if (size == std::string_view::npos || !append_reference(out, text.substr(sign + 1, size - 1))) {
      out += '&';
      at = sign + 1;
    } else {
      at = sign + size + 1;
    }
  }
  return out;
}

bool XmlTags::next() {
  for (;;) {
    const std::size_t open = xml_.find('<', at_);
    if (open == std::string_view::npos) return false;
    text_ = xml_.substr(at_, open - at_);
    const std::string_view rest = xml_.substr(open);
    if (rest.starts_with("<!--")) {
      at_ = behind(open, "-->");
      continue;
    }
    at_ = behind(open, ">");
    if (rest.starts_with("<?") || rest.starts_with("<!")) continue;
    take(xml_.substr(open + 1, at_ - open - 2));
    return true;
  }
}

std::string XmlTags::attribute(std::string_view wanted) const {
  for (std::size_t at = 0; at < attributes_.size();) {
    const std::size_t equals = attributes_.find('=', at);
    if (equals == std::string_view::npos || equals + 1 >= attributes_.size()) break;
    std::string_view key = attributes_.substr(at, equals - at);
    while (!key.empty() && key.front() <= ' ') key.remove_prefix(1);
    while (!key.empty() && key.back() <= ' ') key.remove_suffix(1);
    const std::size_t begin = attributes_.find_first_of("\"'", equals);
    if (begin == std::string_view::npos) break;
    const std::size_t end = attributes_.find(attributes_[begin], begin + 1);
    if (end == std::string_view::npos) break;
    if (without_space(key) == wanted)
      return plain_xml_text(attributes_.substr(begin + 1, end - begin - 1));
    at = end + 1;
  }
  return "";
}

std::size_t XmlTags::behind(std::size_t from, std::string_view mark) const {
  const std::size_t found = xml_.find(mark, from);
  return found == std::string_view::npos ? xml_.size() : found + mark.size();
}

void XmlTags::take(std::string_view tag) {
  closes_ = tag.starts_with('/');
  if (closes_) tag.remove_prefix(1);
  is_empty_ = tag.ends_with('/');
  if (is_empty_) tag.remove_suffix(1);
  const std::size_t end = std::min(tag.find_first_of(" \t\r\n"), tag.size());
  name_ = without_space(tag.substr(0, end));
  attributes_ = tag.substr(end);
}

}  // namespace touchstone::tables
