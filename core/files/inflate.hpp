// Unpacks what ZIP archives hold (RFC 1951): natively by zlib, as WebAssembly by Node's. The page
// has the browser's (platform::inflate).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace touchstone::files {

// Nothing if it does not unpack to just `size` bytes.
std::optional<std::string> inflate(std::string_view packed, std::size_t size);

}  // namespace touchstone::files
