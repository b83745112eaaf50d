#include "text/concat.hpp"

namespace touchstone::detail {

std::string join(std::initializer_list<Piece> pieces) {
  std::size_t size = 0;
  for (const Piece& piece : pieces) size += piece.text().size();
  std::string joined;
  joined.reserve(size);
  append(joined, pieces);
  return joined;
}

void append(std::string& text, std::initializer_list<Piece> pieces) {
  for (const Piece& piece : pieces) text += piece.text();
}

}  // namespace touchstone::detail
