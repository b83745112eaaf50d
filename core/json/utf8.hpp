// UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing beyond U+10FFFF.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace touchstone {

// The length (1..4) of the well-formed character at text[at], or 0 if there is none.
std::size_t utf8_sequence(std::string_view text, std::size_t at);

// `text` with each byte that is part of no character replaced by U+FFFD.
std::string valid_utf8(std::string_view text);

}  // namespace touchstone
