#include "text/concat.hpp"

#include <cstddef>

namespace touchstone::detail {

std::string join(std::initializer_list<std::string_view> pieces) {
  std::size_t size = 0;
  for (const std::string_view piece : pieces) size += piece.size();
  std::string joined;
  joined.reserve(size);
  append(joined, pieces);
  return joined;
}

void append(std::string& text, std::initializer_list<std::string_view> pieces) {
  for (const std::string_view piece : pieces) text += piece;
}

}  // namespace touchstone::detail
