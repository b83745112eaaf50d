#include "text/number.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace touchstone {
namespace {

constexpr int k_safe_digits = 15;  // every text of so many digits is kept by a normal double
constexpr int k_most_digits = 17;  // which tell any double from all others

bool is_number_text(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.-+eE") == std::string_view::npos &&
         text.front() != '+';
}

}  // namespace

std::string fixed_text(double value, int decimals) {
  std::array<char, 340> buffer;
  const auto done = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                  std::chars_format::fixed, decimals);
  return {buffer.data(), done.ptr};
}

std::string exact_text(double value) {
  std::array<char, 32> buffer;
  for (int digits = std::isnormal(value) ? k_safe_digits : 1;; ++digits) {
    const auto done = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                    std::chars_format::general, digits);
    const std::string_view text(buffer.data(), done.ptr);
    if (digits == k_most_digits || number_in(text) == value) return std::string(text);
  }
}

// std::from_chars of a double is in libc++ only since its release 20. Nothing here sets a locale,
// so the decimal point is a point.
std::optional<double> number_in(std::string_view text) {
  if (!is_number_text(text)) return std::nullopt;
  const std::string copy(text);
  char* stop = nullptr;
  const double value = std::strtod(copy.c_str(), &stop);
  return stop == copy.c_str() + copy.size() ? std::optional(value) : std::nullopt;
}

}  // namespace touchstone
