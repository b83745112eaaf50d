#include "tables/table.hpp"

#include <algorithm>

namespace touchstone::tables {

void Table::begin_row(std::uint32_t line) {
  rows_.push_back({static_cast<std::uint32_t>(spans_.size()), line});
}

void Table::add_span(std::size_t at, std::size_t size) {
  spans_.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(size)});
  columns_ = std::max(columns_, spans_.size() - rows_.back().first);
}

void Table::add_text(std::string_view text) {
  const std::size_t at = text_.size();
  text_ += text;
  add_span(at, text.size());
}

void Table::drop_blank_row() {
  if (rows_.empty() || spans_.size() - rows_.back().first != 1 || spans_.back().size != 0) return;
  spans_.pop_back();
  rows_.pop_back();
}

}  // namespace touchstone::tables
