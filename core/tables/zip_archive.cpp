#include "tables/zip_archive.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace touchstone::tables {
namespace {

constexpr std::size_t k_end_size = 22, k_entry_size = 46, k_local_size = 30;
constexpr std::uint32_t k_end_mark = 0x06054B50, k_entry_mark = 0x02014B50,
                        k_local_mark = 0x04034B50;

// `size` bytes from `at`, lowest first; 0 beyond the end.
std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i > 0; --i) {
    const std::size_t place = at + i - 1;
    value = value << 8U | (place < bytes.size() ? static_cast<unsigned char>(bytes[place]) : 0U);
  }
  return value;
}

// Where the list of entries ends: behind it only a remark of at most 64 KB may follow.
std::optional<std::size_t> end_of_archive(std::string_view bytes) {
  if (bytes.size() < k_end_size) return std::nullopt;
  const std::size_t last = bytes.size() - k_end_size;
  for (std::size_t back = 0; back <= std::min<std::size_t>(last, 0xFFFF); ++back)
    if (number_at(bytes, last - back, 4) == k_end_mark) return last - back;
  return std::nullopt;
}

}  // namespace

bool looks_like_zip(std::string_view bytes) {
  return number_at(bytes, 0, 4) == k_local_mark;
}

Result<ZipArchive> ZipArchive::open(std::string_view bytes) {
  const std::optional<std::size_t> end = end_of_archive(bytes);
  if (!end)
    return Problems{
        {"", "The file is no whole spreadsheet file: its end is missing. Save it anew."}};
  ZipArchive archive(bytes);
  std::size_t at = number_at(bytes, *end + 16, 4);
  for (std::uint32_t left = number_at(bytes, *end + 10, 2); left > 0; --left) {
    if (at >= *end || number_at(bytes, at, 4) != k_entry_mark)
      return Problems{{"", "The spreadsheet file is damaged: its list of parts ends too soon."}};
    const std::size_t name_size = number_at(bytes, at + 28, 2);
    const std::size_t name_at = std::min(at + k_entry_size, *end);
    archive.entries_[bytes.substr(0, *end).substr(name_at, name_size)] = at;
    at += k_entry_size + name_size + number_at(bytes, at + 30, 2) + number_at(bytes, at + 32, 2);
  }
  return archive;
}

PackedPart ZipArchive::part(std::string_view name) const {
  const std::size_t entry = entries_.at(name);
  const std::size_t local = number_at(bytes_, entry + 42, 4);
  const std::size_t packed_size = number_at(bytes_, entry + 20, 4);
  const std::uint32_t method = number_at(bytes_, entry + 10, 2);
  const std::size_t begin =
      local + k_local_size + number_at(bytes_, local + 26, 2) + number_at(bytes_, local + 28, 2);
  PackedPart part;
  part.is_deflated = method == 8;
  part.is_sealed = (number_at(bytes_, entry + 8, 2) & 1U) != 0;
  part.is_whole = number_at(bytes_, local, 4) == k_local_mark && (method == 0 || method == 8) &&
                  begin <= bytes_.size() && packed_size <= bytes_.size() - begin;
  if (part.is_whole) part.packed = bytes_.substr(begin, packed_size);
  return part;
}

}  // namespace touchstone::tables
