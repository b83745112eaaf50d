// Joins pieces of text. Used instead of std::format, whose tables would add 150 KB to the page.
#pragma once

#include <string>
#include <string_view>

namespace touchstone {

// concat("Rate ", factor.name, " of ", touchpoint.name)
template <class... Parts>
std::string concat(const Parts&... parts) {
  std::string joined;
  joined.reserve((std::string_view(parts).size() + ... + 0));
  (joined.append(std::string_view(parts)), ...);
  return joined;
}

}  // namespace touchstone
