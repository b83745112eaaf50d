#include "json/tree.hpp"

#include "json/text.hpp"

namespace touchstone {

std::string JsonValue::text() const {
  const JsonTree::Node& node = tree_->nodes_[node_];
  assert(node.type == JsonType::string);
  const std::string_view raw = tree_->text_.substr(node.at, node.size);
  return node.escaped ? without_escapes(raw) : std::string(raw);
}

std::string JsonValue::key() const {
  const JsonTree::Node& node = tree_->nodes_[node_];
  const std::string_view raw = tree_->text_.substr(node.key_at, node.key_size);
  return node.key_escaped ? without_escapes(raw) : std::string(raw);
}

std::optional<JsonValue> JsonValue::find(std::string_view key) const {
  std::optional<JsonValue> found;
  if (type() != JsonType::object) return found;
  for (const JsonValue child : *this)
    if (child.key_is(key)) found = child;
  return found;
}

void append_step(std::string& pointer, std::string_view key) {
  pointer += '/';
  while (true) {
    const std::size_t special = key.find_first_of("~/");
    pointer += key.substr(0, special);
    if (special == std::string_view::npos) return;
    pointer += key[special] == '~' ? "~0" : "~1";
    key.remove_prefix(special + 1);
  }
}

std::string pointer_to(std::string_view parent, std::string_view key) {
  std::string pointer(parent);
  append_step(pointer, key);
  return pointer;
}

std::string pointer_to(std::string_view parent, std::size_t index) {
  return std::string(parent) + '/' + std::to_string(index);
}

}  // namespace touchstone
