// Numbers as text and back, rounded correctly: to the nearest, of two nearest to the even one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace touchstone {

// With so many places, 0 to 20: "61.30". `value` is finite.
std::string fixed_text(double value, int decimals);

// With as many digits as tell the finite number from all others, at most 17; like C's "%.15g" where
// 15 suffice: "0.1", "1e+22".
std::string exact_text(double value);

// What such a text, or any in the syntax of JSON, says; nothing for other texts. May be infinite.
std::optional<double> number_in(std::string_view text);

}  // namespace touchstone
