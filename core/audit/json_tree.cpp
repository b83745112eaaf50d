#include "audit/json_tree.hpp"

#include <cassert>

#include "audit/json_text.hpp"

namespace touchstone {

JsonType JsonValue::type() const {
  return tree_->nodes_[node_].type;
}

bool JsonValue::boolean() const {
  assert(type() == JsonType::boolean);
  return tree_->nodes_[node_].size != 0;
}

double JsonValue::number() const {
  assert(type() == JsonType::number);
  return tree_->numbers_[tree_->nodes_[node_].at];
}

std::string JsonValue::text() const {
  const JsonTree::Node& node = tree_->nodes_[node_];
  assert(node.type == JsonType::string);
  const std::string_view raw = tree_->text_.substr(node.at, node.size);
  return node.escaped ? without_escapes(raw) : std::string(raw);
}

std::size_t JsonValue::size() const {
  const JsonTree::Node& node = tree_->nodes_[node_];
  return node.type == JsonType::array || node.type == JsonType::object ? node.size : 0;
}

std::string JsonValue::key() const {
  const JsonTree::Node& node = tree_->nodes_[node_];
  const std::string_view raw = tree_->text_.substr(node.key_at, node.key_size);
  return node.key_escaped ? without_escapes(raw) : std::string(raw);
}

bool JsonValue::key_is(std::string_view text) const {
  const std::optional<std::string_view> plain = plain_key();
  return plain ? *plain == text : key() == text;
}

bool JsonValue::text_is(std::string_view text) const {
  const std::optional<std::string_view> plain = plain_text();
  return plain ? *plain == text : this->text() == text;
}

std::optional<std::string_view> JsonValue::plain_key() const {
  const JsonTree::Node& node = tree_->nodes_[node_];
  if (node.key_escaped) return std::nullopt;
  return tree_->text_.substr(node.key_at, node.key_size);
}

std::optional<std::string_view> JsonValue::plain_text() const {
  const JsonTree::Node& node = tree_->nodes_[node_];
  assert(node.type == JsonType::string);
  if (node.escaped) return std::nullopt;
  return tree_->text_.substr(node.at, node.size);
}

std::optional<JsonValue> JsonValue::find(std::string_view key) const {
  std::optional<JsonValue> found;
  if (type() != JsonType::object) return found;
  for (const JsonValue child : *this)
    if (child.key_is(key)) found = child;
  return found;
}

JsonValue::Iterator& JsonValue::Iterator::operator++() {
  node_ = tree_->after(node_);
  return *this;
}

JsonValue::Iterator JsonValue::begin() const {
  const JsonType kind = type();
  const bool container = kind == JsonType::array || kind == JsonType::object;
  return {tree_, container ? node_ + 1 : tree_->after(node_)};
}

JsonValue::Iterator JsonValue::end() const {
  return {tree_, tree_->after(node_)};
}

std::string pointer_to(std::string_view parent, std::string_view key) {
  std::string pointer(parent);
  pointer += '/';
  for (const char c : key) {
    if (c == '~')
      pointer += "~0";
    else if (c == '/')
      pointer += "~1";
    else
      pointer += c;
  }
  return pointer;
}

std::string pointer_to(std::string_view parent, std::size_t index) {
  return std::string(parent) + '/' + std::to_string(index);
}

}  // namespace touchstone
