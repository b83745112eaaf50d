// Unpacks what ZIP archives hold (RFC 1951): natively by zlib, as WebAssembly by Node's. The page
// has the browser's (platform::inflate).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace touchstone::tables {

// The bytes that were packed; of more than `most` the first most + 1, and no more is unpacked.
// Nothing if they are damaged. A few packed bytes can stand for a thousand times as many, so memory
// is taken as they come, whatever an archive says.
std::optional<std::string> inflate(std::string_view packed, std::size_t most);

}  // namespace touchstone::tables
