#include "files/inflate.hpp"

#ifdef __EMSCRIPTEN__

#include <emscripten.h>

// clang-format off
// How many bytes were written; -1 when there are others than `size`.
EM_JS(int, ts_inflate, (const char* packed, int packed_size, char* out, int size), {
  try {
    const bytes = require("zlib").inflateRawSync(HEAPU8.subarray(packed, packed + packed_size), { maxOutputLength: size + 1 });
    if (bytes.length > size) return -1;
    HEAPU8.set(bytes, out);
    return bytes.length;
  } catch {
    return -1;
  }
});
// clang-format on

namespace touchstone::files {

std::optional<std::string> inflate(std::string_view packed, std::size_t size) {
  std::string out(size, '\0');
  const int written = ts_inflate(packed.data(), static_cast<int>(packed.size()), out.data(),
                                 static_cast<int>(size));
  if (written != static_cast<int>(size)) return std::nullopt;
  return out;
}

}  // namespace touchstone::files

#else

#include <zlib.h>

namespace touchstone::files {

std::optional<std::string> inflate(std::string_view packed, std::size_t size) {
  std::string in(packed);
  std::string out(size + 1, '\0');  // one more tells what is longer
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(in.data());  // NOLINT: zlib's own type of bytes
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());  // NOLINT
  stream.avail_out = static_cast<uInt>(out.size());
  constexpr int k_raw = -15;  // no head, the largest window
  if (inflateInit2(&stream, k_raw) != Z_OK) return std::nullopt;
  const int end = ::inflate(&stream, Z_FINISH);
  const bool is_whole = end == Z_STREAM_END && stream.total_out == size;
  inflateEnd(&stream);
  if (!is_whole) return std::nullopt;
  out.resize(size);
  return out;
}

}  // namespace touchstone::files

#endif
