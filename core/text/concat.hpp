// Joins pieces of text: strings, views and literals.
//
// Instead of std::format, whose tables would add some 150 KB to the page.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace touchstone {

namespace detail {

std::string join(std::initializer_list<std::string_view> pieces);
void append(std::string& text, std::initializer_list<std::string_view> pieces);

}  // namespace detail

// concat("Rate ", factor.name, " of ", touchpoint.name)
template <class... Parts>
std::string concat(const Parts&... parts) {
  return detail::join({std::string_view(parts)...});
}

// Adds the pieces at the end of `text`.
template <class... Parts>
void add(std::string& text, const Parts&... parts) {
  detail::append(text, {std::string_view(parts)...});
}

}  // namespace touchstone
