// A JSON text as a compact tree that keeps the order of keys and elements.
//
//   JsonTree tree;
//   Problems problems = parse_json(bytes, tree);   // everything that is wrong with the text
//   if (tree.complete()) use(tree.root());
//
// The parser is our own because a document reports *all* its problems: after a number that is not
// finite or a text that is not UTF-8 it goes on, which no SAX interface at hand allows. It uses no
// recursion (hostile nesting cannot overflow the stack), throws nothing, and is linear in the text:
// nodes lie in one vector in the order of the text, texts stay where they are in `bytes` until
// asked for.
//
// Reported, with a JSON Pointer:
//   ""            anything that is not JSON (line, column, what was found, where it stands); a text
//                 that is not UTF-8 or names half of a surrogate pair; more than 256 MB or
//                 8,000,000 values
//   the value     a number beyond the range of a double; a container deeper than 256 levels (the
//                 root is level 1)
//   the key       a key that stands more than once in its object (once per key)
// Only a breach of the grammar and a text that is too large leave the tree incomplete. One byte
// order mark is skipped. Of very many problems the first are listed (limits.hpp).
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "json/result.hpp"

namespace touchstone {

// `broken`: a value that was reported already (not finite, not UTF-8, too deep).
enum class JsonType : std::uint8_t { null, boolean, number, string, array, object, broken };

class JsonTree;

// One value of a tree; valid while the tree and its bytes live. Asking for what another type has
// (the number of a string) is misuse and asserts.
class JsonValue {
public:
  JsonType type() const;
  bool boolean() const;
  double number() const;
  std::string text() const;  // of a string, escapes resolved
  // The number of elements or keys of a container.
  std::size_t size() const;

  // The key under which this value stands in its object.
  std::string key() const;
  bool key_is(std::string_view text) const;
  bool text_is(std::string_view text) const;

  // The raw bytes between the quotes when they hold no escape, which is nearly always.
  std::optional<std::string_view> plain_key() const;
  std::optional<std::string_view> plain_text() const;

  // Of an object: the value under `key`; if the key stands more than once, the last.
  std::optional<JsonValue> find(std::string_view key) const;

  class Iterator {
  public:
    Iterator(const JsonTree* tree, std::uint32_t node) : tree_(tree), node_(node) {}

    JsonValue operator*() const { return JsonValue(tree_, node_); }

    Iterator& operator++();

    bool operator!=(const Iterator& other) const { return node_ != other.node_; }

  private:
    const JsonTree* tree_;
    std::uint32_t node_;
  };

  // The children of a container in the order of the text; none for any other type.
  Iterator begin() const;
  Iterator end() const;

private:
  friend class JsonTree;
  friend class JsonParser;

  JsonValue(const JsonTree* tree, std::uint32_t node) : tree_(tree), node_(node) {}

  const JsonTree* tree_;
  std::uint32_t node_;
};

class JsonTree {
public:
  // Whether the text was JSON to its end.
  bool complete() const { return complete_; }

  // Only when complete().
  JsonValue root() const { return JsonValue(this, 0); }

  // Numbers, texts, truth values, nulls, lists and objects, all together.
  std::size_t values() const { return nodes_.size(); }

private:
  friend class JsonValue;
  friend class JsonValue::Iterator;
  friend class JsonParser;

  // Offsets count into text_; a string's and a key's span excludes the quotes.
  struct Node {
    std::uint32_t key_at = 0, key_size = 0;
    std::uint32_t at = 0;  // string: offset; number: index into numbers_; container: the node after
    std::uint32_t size = 0;  // string: bytes; container: children; boolean: 0 or 1
    JsonType type = JsonType::null;
    bool key_escaped = false, escaped = false;
  };

  // The node after this one's subtree.
  std::uint32_t after(std::uint32_t node) const {
    const Node& it = nodes_[node];
    return it.type == JsonType::array || it.type == JsonType::object ? it.at : node + 1;
  }

  std::string_view text_;
  std::vector<Node> nodes_;
  std::vector<double> numbers_;
  bool complete_ = false;
};

// What readers ask of every value is short enough to stand here.

inline JsonType JsonValue::type() const {
  return tree_->nodes_[node_].type;
}

inline bool JsonValue::boolean() const {
  assert(type() == JsonType::boolean);
  return tree_->nodes_[node_].size != 0;
}

inline double JsonValue::number() const {
  assert(type() == JsonType::number);
  return tree_->numbers_[tree_->nodes_[node_].at];
}

inline std::size_t JsonValue::size() const {
  const JsonTree::Node& node = tree_->nodes_[node_];
  return node.type == JsonType::array || node.type == JsonType::object ? node.size : 0;
}

inline std::optional<std::string_view> JsonValue::plain_key() const {
  const JsonTree::Node& node = tree_->nodes_[node_];
  if (node.key_escaped) return std::nullopt;
  return tree_->text_.substr(node.key_at, node.key_size);
}

inline std::optional<std::string_view> JsonValue::plain_text() const {
  const JsonTree::Node& node = tree_->nodes_[node_];
  assert(node.type == JsonType::string);
  if (node.escaped) return std::nullopt;
  return tree_->text_.substr(node.at, node.size);
}

inline bool JsonValue::key_is(std::string_view text) const {
  const std::optional<std::string_view> plain = plain_key();
  return plain ? *plain == text : key() == text;
}

inline bool JsonValue::text_is(std::string_view text) const {
  const std::optional<std::string_view> plain = plain_text();
  return plain ? *plain == text : this->text() == text;
}

inline JsonValue::Iterator& JsonValue::Iterator::operator++() {
  node_ = tree_->after(node_);
  return *this;
}

inline JsonValue::Iterator JsonValue::begin() const {
  const JsonType kind = type();
  const bool container = kind == JsonType::array || kind == JsonType::object;
  return {tree_, container ? node_ + 1 : tree_->after(node_)};
}

inline JsonValue::Iterator JsonValue::end() const {
  return {tree_, tree_->after(node_)};
}

// Reads `bytes` into `tree` (whatever it held before is gone); returns all problems of the text,
// none for a good one. The tree refers to `bytes`.
Problems parse_json(std::string_view bytes, JsonTree& tree);

// A temporary string would be gone before the tree is used.
template <class S>
  requires std::is_same_v<S, std::string>
Problems parse_json(S&& bytes, JsonTree& tree) = delete;

// `parent` + "/" + `key`, escaped as RFC 6901 asks (~ as ~0, / as ~1).
std::string pointer_to(std::string_view parent, std::string_view key);
// The same in place: a pointer of many steps costs what it is long.
void append_step(std::string& pointer, std::string_view key);
std::string pointer_to(std::string_view parent, std::size_t index);

}  // namespace touchstone
