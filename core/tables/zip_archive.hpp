// The parts of a ZIP archive (PKWARE's APPNOTE), by name; nothing is unpacked here.
//
// An archive tells of each part how large it is, and may lie: whoever unpacks takes no more than it
// has room for (inflate.hpp). Linear in the file.
#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_map>

#include "json/result.hpp"

namespace touchstone::tables {

struct PackedPart {
  std::string_view packed;   // within the archive's bytes
  bool is_deflated = false;  // RFC 1951; else `packed` is the part itself
  bool is_sealed = false;    // with a password
  bool is_whole = true;      // false: it is not where the archive says, or packed in another way
};

// Whether the bytes begin as an archive does.
bool looks_like_zip(std::string_view bytes);

class ZipArchive {
public:
  // `bytes` outlive it; problems if they are no whole archive.
  static Result<ZipArchive> open(std::string_view bytes);

  bool has(std::string_view name) const { return entries_.contains(name); }

  // Only if it has it.
  PackedPart part(std::string_view name) const;

private:
  explicit ZipArchive(std::string_view bytes) : bytes_(bytes) {}

  std::string_view bytes_;
  std::unordered_map<std::string_view, std::size_t> entries_;  // where each stands in the list
};

}  // namespace touchstone::tables
