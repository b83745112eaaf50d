// The formatting that Dear ImGui needs here: names of windows and popups, of words and whole
// numbers
// ("%s/%s_%08X"). Other conversions come out as "?".
#include <algorithm>
#include <cstdarg>
#include <cstdint>
#include <string>

#include <imgui.h>
#include <imgui_internal.h>

namespace {

void append_number(std::string& out, std::uint64_t value, unsigned base, std::size_t width) {
  std::string digits;
  do {
    digits += "0123456789ABCDEF"[value % base];
    value /= base;
  } while (value > 0);
  if (digits.size() < width) digits.append(width - digits.size(), '0');
  out.append(digits.rbegin(), digits.rend());
}

std::string formatted(const char* format, va_list arguments) {
  std::string out;
  for (; *format != '\0'; ++format) {
    if (*format != '%') {
      out += *format;
      continue;
    }
    std::size_t width = 0;
    for (++format; *format >= '0' && *format <= '9'; ++format)
      width = width * 10 + static_cast<std::size_t>(*format - '0');
    switch (*format) {
      case 's':
        out += va_arg(arguments, const char*);
        break;
      case 'd': {
        const std::int64_t value = va_arg(arguments, int);
        if (value < 0) out += '-';
        append_number(out, static_cast<std::uint64_t>(value < 0 ? -value : value), 10, width);
        break;
      }
      case 'x':
      case 'X':
        append_number(out, va_arg(arguments, unsigned), 16, width);
        break;
      case '%':
        out += '%';
        break;
      default:
        return out + '?';
    }
  }
  return out;
}

}  // namespace

// As ImGui declares them: what does not fit is cut, the result ends in 0; without a buffer the
// size.
int ImFormatStringV(char* buf, std::size_t buf_size, const char* fmt, va_list args) {
  const std::string text = formatted(fmt, args);
  if (buf == nullptr) return static_cast<int>(text.size());
  const std::size_t fits = std::min(text.size(), buf_size - 1);
  std::copy_n(text.data(), fits, buf);
  buf[fits] = '\0';
  return static_cast<int>(fits);
}

int ImFormatString(char* buf, std::size_t buf_size, const char* fmt, ...) {
  va_list args;
  va_start(args, fmt);
  const int written = ImFormatStringV(buf, buf_size, fmt, args);
  va_end(args);
  return written;
}
