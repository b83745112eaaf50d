// Text that is read line by line.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace touchstone {

// The first line, without its end; `rest` becomes what follows it.
inline std::string next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string line(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

}  // namespace touchstone
