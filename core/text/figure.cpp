#include "text/figure.hpp"

#include <algorithm>
#include <cstddef>

#include "text/number.hpp"

namespace touchstone {

std::string short_number(double value, int decimals) {
  std::string text = fixed_text(value, decimals);
  if (decimals > 0) {
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

std::string in_groups(std::string number) {
  constexpr std::size_t k_group = 3;
  const std::size_t first_digit = number.starts_with('-') ? 1 : 0;
  std::size_t end = std::min(number.find('.'), number.size());
  while (end > first_digit + k_group) {
    end -= k_group;
    number.insert(end, ",");
  }
  return number;
}

}  // namespace touchstone
