#include "tables/inflate.hpp"

#ifdef __EMSCRIPTEN__

#include <emscripten.h>

// clang-format off
// How many bytes there are, at most `most` and one more; -1 when they are damaged.
EM_JS(int, ts_inflate, (const char* packed, int packed_size, int most), {
  const zlib = require("zlib");
  const bytes = HEAPU8.subarray(packed, packed + packed_size);
  try {
    Module.inflated = zlib.inflateRawSync(bytes, { maxOutputLength: most + 1 });
    return Module.inflated.length;
  } catch (error) {
    return error.code === "ERR_BUFFER_TOO_LARGE" ? most + 1 : -1;
  }
});
// The bytes of the last call, once.
EM_JS(void, ts_inflated, (char* out), {
  HEAPU8.set(Module.inflated, out);
  Module.inflated = undefined;
});
// clang-format on

namespace touchstone::tables {

std::optional<std::string> inflate(std::string_view packed, std::size_t most) {
  const int size =
      ts_inflate(packed.data(), static_cast<int>(packed.size()), static_cast<int>(most));
  if (size < 0) return std::nullopt;
  std::string out(static_cast<std::size_t>(size), '\0');
  if (out.size() <= most && !out.empty()) ts_inflated(out.data());
  return out;
}

}  // namespace touchstone::tables

#else

#include <algorithm>
#include <zlib.h>

namespace touchstone::tables {

std::optional<std::string> inflate(std::string_view packed, std::size_t most) {
  std::string in(packed);
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(in.data());  // NOLINT: zlib's own type of bytes
  stream.avail_in = static_cast<uInt>(in.size());
  constexpr int k_raw = -15;  // no head, the largest window
  if (inflateInit2(&stream, k_raw) != Z_OK) return std::nullopt;
  std::string out;
  int state = Z_OK;
  while (state == Z_OK && out.size() <= most) {
    constexpr std::size_t k_first = std::size_t{64} * 1024;
    const std::size_t filled = out.size();
    out.resize(std::min(std::max(k_first, 2 * filled), most + 1));
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + filled);  // NOLINT
    stream.avail_out = static_cast<uInt>(out.size() - filled);
    state = ::inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (state != Z_STREAM_END && out.size() <= most) return std::nullopt;
  return out;
}

}  // namespace touchstone::tables

#endif
