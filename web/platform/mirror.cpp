#include "platform/mirror.hpp"

#include <algorithm>
#include <bit>
#include <tuple>
#include <utility>

namespace touchstone::mirror {

namespace {

// Buffer read by shell/mirror.js, in 32-bit words:
//   0 structure changed (0 or 1), 1 number of nodes, 2 number of updates, 3 bytes of text
//   with a changed structure, for every node in order: id, index of its parent (or -1)
//   for every update: index, id, k_update_words of fields in the order of write_update
//   the UTF-8 text, padded to words
// A text's size of k_unchanged means: as before.
constexpr std::uint32_t k_unchanged = 0xFFFFFFFFU;
constexpr std::size_t k_header_words = 4;

std::uint32_t bits(float value) {
  return std::bit_cast<std::uint32_t>(value);
}

std::uint64_t hash_step(std::uint64_t hash, std::uint32_t value) {
  return (hash ^ value) * 0x100000001B3ULL;
}

auto numbers(const Node& n) {
  return std::tie(n.role, n.level, n.text_size, n.flags, n.x, n.y, n.w, n.h, n.scroll_x, n.scroll_y,
                  n.content_w, n.content_h, n.now, n.min, n.max, n.step, n.pad_left, n.pad_right,
                  n.line_height, n.row, n.column, n.rows, n.columns, n.revision);
}

void write_numbers(std::vector<std::uint32_t>& out, const Node& n) {
  out.push_back(static_cast<std::uint32_t>(n.role) | static_cast<std::uint32_t>(n.level) << 8U |
                static_cast<std::uint32_t>(n.text_size) << 16U);
  out.push_back(n.flags);
  for (const float f : {n.x, n.y, n.w, n.h, n.scroll_x, n.scroll_y, n.content_w, n.content_h, n.now,
                        n.min, n.max, n.step, n.pad_left, n.pad_right, n.line_height}) {
    out.push_back(bits(f));
  }
  for (const std::int32_t i : {n.row, n.column, n.rows, n.columns}) {
    out.push_back(static_cast<std::uint32_t>(i));
  }
  out.push_back(n.revision);
}

}  // namespace

void Places::clear() {
  std::ranges::fill(slots_, Slot{});
  taken_ = 0;
}

std::size_t Places::slot_of(std::uint32_t id) const {
  const std::size_t last = slots_.size() - 1;
  std::size_t at = id & last;  // ids are hashes already
  while (slots_[at].place >= 0 && slots_[at].id != id) at = (at + 1) & last;
  return at;
}

bool Places::add(std::uint32_t id, int place) {
  if (2 * (taken_ + 1) > slots_.size()) {
    const std::vector<Slot> before =
        std::exchange(slots_, std::vector<Slot>(std::max<std::size_t>(64, 2 * slots_.size())));
    for (const Slot& slot : before) {
      if (slot.place >= 0) slots_[slot_of(slot.id)] = slot;
    }
  }
  Slot& slot = slots_[slot_of(id)];
  if (slot.place >= 0) return false;
  slot = {id, place};
  ++taken_;
  return true;
}

int Places::find(std::uint32_t id) const {
  return slots_.empty() ? -1 : slots_[slot_of(id)].place;
}

void Tree::begin_frame() {
  nodes_.clear();
  arena_.clear();
  open_.clear();
  ordinals_.clear();
  ordinals_.push_back(0);
  places_.clear();
  structure_ = 0xCBF29CE484222325ULL;
  duplicates_ = 0;
}

Node& Tree::add(std::uint32_t id, Role role) {
  while (!places_.add(id, static_cast<int>(nodes_.size()))) {
    ++duplicates_;
    id = id * 2654435761U + 1U;
  }
  Node node;
  node.id = id;
  node.parent = parent_index();
  node.role = role;
  const std::uint32_t parent_id =
      node.parent < 0 ? 0U : nodes_[static_cast<std::size_t>(node.parent)].id;
  structure_ =
      hash_step(hash_step(hash_step(structure_, id), parent_id), static_cast<std::uint32_t>(role));
  return nodes_.emplace_back(node);
}

Node& Tree::add_to_page(std::uint32_t id, Role role) {
  std::vector<int> kept;
  kept.swap(open_);
  Node& node = add(id, role);
  open_.swap(kept);
  return node;
}

void Tree::open(int index) {
  open_.push_back(index);
  ordinals_.push_back(0);
}

void Tree::close() {
  open_.pop_back();
  ordinals_.pop_back();
}

std::uint32_t Tree::next_ordinal() {
  return ++ordinals_.back();
}

void Tree::end_frame() {
  int modal_level = -1;
  for (const Node& n : nodes_) {
    if ((n.flags & modal) != 0 && n.level > modal_level) modal_level = n.level;
  }
  if (modal_level < 0) return;
  for (Node& n : nodes_) {
    const int level = (n.flags & overlay) != 0 ? n.level : -1;
    if (n.parent < 0 && level < modal_level) n.flags |= inert;
  }
}

Text Tree::keep(std::string_view text) {
  const Text t{static_cast<std::uint32_t>(arena_.size()), static_cast<std::uint32_t>(text.size())};
  arena_.append(text);
  return t;
}

const Node* Tree::find(std::uint32_t id) const {
  const int place = places_.find(id);
  return place < 0 ? nullptr : &nodes_[static_cast<std::size_t>(place)];
}

bool Tree::same(const Node& a, const Node& before, unsigned& changed_texts) const {
  changed_texts = 0;
  const auto differs = [&](Text now, Text then) {
    return std::string_view(arena_).substr(now.offset, now.size) !=
           std::string_view(arena_before_).substr(then.offset, then.size);
  };
  if (differs(a.name, before.name)) changed_texts |= 1U;
  if (differs(a.description, before.description)) changed_texts |= 2U;
  if (differs(a.value, before.value)) changed_texts |= 4U;
  if (differs(a.hint, before.hint)) changed_texts |= 8U;
  return changed_texts == 0 && numbers(a) == numbers(before);
}

bool Tree::encode(std::vector<std::uint32_t>& words) {
  words.assign(k_header_words, 0);
  std::string bytes;
  const bool structure_changed = structure_ != structure_before_;
  if (structure_changed) {
    for (const Node& n : nodes_) {
      words.push_back(n.id);
      words.push_back(static_cast<std::uint32_t>(n.parent));
    }
  }
  std::uint32_t updates = 0;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Node& n = nodes_[i];
    const Node* before = nullptr;
    if (!structure_changed) {
      before = &before_[i];
    } else if (const int place = places_before_.find(n.id); place >= 0) {
      before = &before_[static_cast<std::size_t>(place)];
      if (before->role != n.role) before = nullptr;
    }
    unsigned texts = 15;
    if (before != nullptr && same(n, *before, texts)) continue;
    ++updates;
    words.push_back(static_cast<std::uint32_t>(i));
    words.push_back(n.id);
    write_numbers(words, n);
    unsigned bit = 1;
    for (const Text t : {n.name, n.description, n.value, n.hint}) {
      const bool send = (texts & bit) != 0;
      words.push_back(static_cast<std::uint32_t>(bytes.size()));
      words.push_back(send ? t.size : k_unchanged);
      if (send) bytes.append(text(t));
      bit <<= 1U;
    }
  }
  words[0] = structure_changed ? 1 : 0;
  words[1] = static_cast<std::uint32_t>(nodes_.size());
  words[2] = updates;
  words[3] = static_cast<std::uint32_t>(bytes.size());
  const std::size_t text_at = words.size();
  words.resize(text_at + (bytes.size() + 3) / 4);
  bytes.resize((bytes.size() + 3) / 4 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 4) {
    std::uint32_t w = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      w |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i + k])) << (8U * k);
    }
    words[text_at + i / 4] = w;
  }
  before_ = nodes_;
  arena_before_ = arena_;
  places_before_ = places_;
  structure_before_ = structure_;
  return structure_changed || updates > 0;
}

}  // namespace touchstone::mirror
