#include "text/number.hpp"

#include <array>
#include <cmath>
#include <cstddef>

#ifdef __EMSCRIPTEN__
#include <emscripten.h>

// clang-format off
// Both write what they return the size of. Of two nearest numbers toFixed takes the larger: the exact
// digits, of which a double has no more than these behind the last place where that matters, tell.
EM_JS(int, ts_fixed_text, (double value, int decimals, char* out), {
  const size = Math.abs(value);
  let text = size < 1e21 ? size.toFixed(decimals) : BigInt(size) + (decimals ? "." + "0".repeat(decimals) : "");
  if (size < 1e21) {
    const exact = size.toFixed(decimals + 25);
    const cut = exact.slice(0, decimals ? -25 : -26);
    if (exact.slice(-25) === "5".padEnd(25, "0") && "02468".includes(cut.at(-1))) text = cut;
  }
  if (value < 0 || Object.is(value, -0)) text = "-" + text;
  for (let i = 0; i < text.length; i += 1) HEAPU8[out + i] = text.charCodeAt(i);
  return text.length;
});
EM_JS(int, ts_exact_text, (double value, int precision, char* out), {
  const [mantissa, power] = Math.abs(value).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const exponent = Number(power);
  let text = digits;
  if (exponent < -4 || exponent >= Math.max(precision, digits.length)) {
    const sign = exponent < 0 ? "-" : "+";
    text = mantissa + "e" + sign + String(Math.abs(exponent)).padStart(2, "0");
  } else if (exponent < 0) {
    text = "0." + "0".repeat(-exponent - 1) + digits;
  } else if (digits.length > exponent + 1) {
    text = digits.slice(0, exponent + 1) + "." + digits.slice(exponent + 1);
  } else {
    text = digits.padEnd(exponent + 1, "0");
  }
  if (value < 0 || Object.is(value, -0)) text = "-" + text;
  for (let i = 0; i < text.length; i += 1) HEAPU8[out + i] = text.charCodeAt(i);
  return text.length;
});
EM_JS(double, ts_number_in, (const char* text, int size), {
  return Number(new TextDecoder().decode(HEAPU8.subarray(text, text + size)));
});
// clang-format on
#else
#include <cstdio>
#include <cstdlib>
#endif

namespace touchstone {
namespace {

constexpr int k_safe_digits = 15;  // every text of so many digits is kept by a normal double

bool is_number_text(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.-+eE") == std::string_view::npos &&
         text.front() != '+';
}

}  // namespace

#ifdef __EMSCRIPTEN__

std::string fixed_text(double value, int decimals) {
  std::array<char, 340> buffer;
  const int size = ts_fixed_text(value, decimals, buffer.data());
  return {buffer.data(), static_cast<std::size_t>(size)};
}

std::string exact_text(double value) {
  std::array<char, 32> buffer;
  const int size = ts_exact_text(value, std::isnormal(value) ? k_safe_digits : 1, buffer.data());
  return {buffer.data(), static_cast<std::size_t>(size)};
}

std::optional<double> number_in(std::string_view text) {
  if (!is_number_text(text)) return std::nullopt;
  const double value = ts_number_in(text.data(), static_cast<int>(text.size()));
  return std::isnan(value) ? std::nullopt : std::optional(value);
}

#else

std::string fixed_text(double value, int decimals) {
  std::array<char, 340> buffer;
  const int size = std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
  return {buffer.data(), static_cast<std::size_t>(size)};
}

std::string exact_text(double value) {
  std::array<char, 32> buffer;
  for (int digits = std::isnormal(value) ? k_safe_digits : 1; digits <= 17; ++digits) {
    std::snprintf(buffer.data(), buffer.size(), "%.*g", digits, value);
    if (std::strtod(buffer.data(), nullptr) == value) break;
  }
  return buffer.data();
}

// Nothing here sets a locale, so the decimal point is a point.
std::optional<double> number_in(std::string_view text) {
  if (!is_number_text(text)) return std::nullopt;
  const std::string copy(text);
  char* stop = nullptr;
  const double value = std::strtod(copy.c_str(), &stop);
  return stop == copy.c_str() + copy.size() ? std::optional(value) : std::nullopt;
}

#endif

}  // namespace touchstone
