// Joins pieces of text. Used instead of std::format, whose tables would add 150 KB to the page.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace touchstone {

namespace detail {

// A string or a view of one. Told apart only when they are joined: there are hundreds of calls, and
// what each brings counts in the page.
class Piece {
public:
  Piece(const std::string& text)  // NOLINT(google-explicit-constructor)
      : start_(&text), size_(k_is_string) {}

  Piece(std::string_view text)  // NOLINT(google-explicit-constructor)
      : start_(text.data()), size_(text.size()) {}

  Piece(const char* text) : Piece(std::string_view(text)) {}  // NOLINT(google-explicit-constructor)

  std::string_view text() const {
    return size_ == k_is_string ? std::string_view(*static_cast<const std::string*>(start_))
                                : std::string_view(static_cast<const char*>(start_), size_);
  }

private:
  static constexpr std::size_t k_is_string = std::string_view::npos;
  const void* start_;
  std::size_t size_;
};

std::string join(std::initializer_list<Piece> pieces);
void append(std::string& text, std::initializer_list<Piece> pieces);

}  // namespace detail

// concat("Rate ", factor.name, " of ", touchpoint.name)
template <class... Parts>
std::string concat(const Parts&... parts) {
  return detail::join({detail::Piece(parts)...});
}

// Adds the pieces at the end of `text`.
template <class... Parts>
void add(std::string& text, const Parts&... parts) {
  detail::append(text, {detail::Piece(parts)...});
}

}  // namespace touchstone
