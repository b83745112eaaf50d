#include "model/model_node.hpp"

#include <cmath>

#include "json/text.hpp"
#include "text/concat.hpp"

namespace touchstone {

ModelNode ModelNode::at(std::string_view key) const {
  std::optional<JsonValue> child;
  if (value_ && value_->type() == JsonType::object) child = value_->find(key);
  return ModelNode(child, pointer_to(pointer_, key), *problems_);
}

void ModelNode::report(std::string_view expected) const {
  problems_->push_back(
      {pointer_, concat(value_ ? "Found " : "There is nothing here",
                        value_ ? described(*value_) : "", "; expected ", expected, ".")});
}

double ModelNode::number(Limits limits) const {
  if (is_number()) {
    const double number = value_->number();
    const bool inside = limits.open ? number > limits.low && number < limits.high
                                    : number >= limits.low && number <= limits.high;
    if (inside && (!limits.whole || number == std::floor(number))) return number;
  }
  std::string expected = limits.whole ? "a whole number" : "a number";
  if (std::isfinite(limits.low)) {
    expected += concat(limits.open ? " above " : " of at least ", number_text(limits.low));
  }
  if (std::isfinite(limits.high)) {
    expected += concat(std::isfinite(limits.low) ? " and" : "",
                       limits.open ? " below " : " at most ", number_text(limits.high));
  }
  report(expected);
  return std::isfinite(limits.low) ? limits.low : 0;
}

std::optional<double> ModelNode::number_or_null(Limits limits) const {
  if (is_null()) return std::nullopt;
  return number(limits);
}

bool ModelNode::boolean() const {
  if (value_ && value_->type() == JsonType::boolean) return value_->boolean();
  report("true or false");
  return false;
}

std::string ModelNode::text() const {
  std::string text = text_or_nothing();
  if (text.empty()) report("a text");
  return text;
}

std::string ModelNode::text_or_nothing() const {
  if (value_ && value_->type() == JsonType::string) return value_->text();
  return {};
}

std::vector<ModelNode> ModelNode::elements() const {
  std::vector<ModelNode> elements;
  if (!value_ || value_->type() != JsonType::array) {
    report("a list");
    return elements;
  }
  for (const JsonValue element : *value_) {
    elements.emplace_back(element, pointer_to(pointer_, elements.size()), *problems_);
  }
  return elements;
}

std::vector<std::pair<std::string, ModelNode>> ModelNode::members() const {
  std::vector<std::pair<std::string, ModelNode>> members;
  if (!value_ || value_->type() != JsonType::object) {
    report("an object");
    return members;
  }
  for (const JsonValue member : *value_) {
    std::string key = member.key();
    ModelNode node(member, pointer_to(pointer_, key), *problems_);
    members.emplace_back(std::move(key), std::move(node));
  }
  return members;
}

}  // namespace touchstone
