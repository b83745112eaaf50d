// Text from an audit, made harmless for HTML and SVG: nobody's words become markup, leave their
// place or turn the rest of a line round.
//
// clean_text() is for text that is measured or wrapped first, html() for what goes into a file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "text/concat.hpp"

namespace touchstone::draw {

// Well-formed UTF-8 that XML 1.0 allows: bytes that are no character, control characters and
// noncharacters become U+FFFD; every kind of line end, U+2028 and U+2029 become \n, a tab a space;
// embeddings, overrides and isolates of direction (U+202A..E, U+2066..9) are left out.
std::string clean_text(std::string_view text);

// clean_text() with & < > " ' as character references: for element content and quoted attributes.
std::string html(std::string_view text);

// `text` if it has at most `most` characters, else its beginning and " […]".
std::string excerpt(std::string_view text, std::size_t most);

}  // namespace touchstone::draw
