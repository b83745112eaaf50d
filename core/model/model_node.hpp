// A place in a model file while it is read: a value, or the lack of one, with its pointer.
//
// Asking a place for what it does not hold reports a problem once and answers with something
// harmless, so that reading goes on and all problems are found.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/names.hpp"
#include "json/result.hpp"
#include "json/tree.hpp"

namespace touchstone {

// What a number may be; the ends count as inside unless `open`.
struct Limits {
  double low;
  double high;
  bool open = false;
  bool whole = false;
};

class ModelNode {
public:
  ModelNode(std::optional<JsonValue> value, std::string pointer, Problems& problems)
      : value_(value), pointer_(std::move(pointer)), problems_(&problems) {}

  // The place under a key; nothing is reported until it is asked for a value.
  ModelNode at(std::string_view key) const;

  bool missing() const { return !value_.has_value(); }

  bool is_null() const { return value_ && value_->type() == JsonType::null; }

  bool is_number() const { return value_ && value_->type() == JsonType::number; }

  const std::string& pointer() const { return pointer_; }

  double number(Limits limits) const;
  // null is none; a missing key is a problem.
  std::optional<double> number_or_null(Limits limits) const;
  bool boolean() const;
  std::string text() const;             // not empty
  std::string text_or_nothing() const;  // "" when the key is missing

  // A word of k_names<E>; null is none in the second form.
  template <class E>
  E word() const {
    const std::optional<E> found = value_of<E>(text_or_nothing());
    if (!found) report(concat_words(k_names<E>));
    return found.value_or(E{});
  }

  template <class E>
  std::optional<E> word_or_null() const {
    if (is_null()) return std::nullopt;
    return word<E>();
  }

  // Elements of a list, members of an object (key and place); a problem and none for anything else.
  std::vector<ModelNode> elements() const;
  std::vector<std::pair<std::string, ModelNode>> members() const;

  // "Found ..., expected <expected>."
  void report(std::string_view expected) const;

private:
  template <class Names>
  static std::string concat_words(const Names& names) {
    std::string words = "one of";
    for (const std::string_view name : names) words.append(" ").append(name);
    return words;
  }

  std::optional<JsonValue> value_;
  std::string pointer_;
  Problems* problems_;
};

}  // namespace touchstone
