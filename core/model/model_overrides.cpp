// Overrides: the model's text with some values replaced, read again; and the list of what can be
// replaced.
#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>

#include "json/text.hpp"
#include "json/tree.hpp"
#include "model/model.hpp"
#include "text/concat.hpp"

namespace touchstone {
namespace {

constexpr std::array<std::string_view, 6> k_open_roots = {"factors",    "metrics", "rules",
                                                          "thresholds", "quality", "multipliers"};

// Keys that hold values; what lies inside their lists may be replaced one by one. Every other key
// names a row, a text or a reference.
struct ValueKey {
  std::string_view key;
  std::string_view label;
  bool may_be_null;
};

constexpr std::array<ValueKey, 23> k_value_keys = {{
    {"weight", "Weight", false},
    {"anchors", "Anchor", false},
    {"log", "Interpolate in the logarithm", false},
    {"min_n", "Fewest people", true},
    {"interval", "Interval method", false},
    {"family", "Family", false},
    {"kind", "Kind of evidence", false},
    {"cadence", "Read every (days)", false},
    {"default_sd", "Assumed standard deviation", true},
    {"default_log_sd", "Assumed standard deviation of the logarithm", true},
    {"severity", "Severity", false},
    {"value", "", false},
    {"v", "Worth", false},
    {"unknown_n_factor", "Worth where n is unknown, times", false},
    {"ux", "UX", false},
    {"cx", "CX", false},
    {"goal", "Bonus of a goal", false},
    {"cap", "Cap", false},
    {"marketing", "CX in marketing stages", false},
    {"sales", "CX in sales stages", false},
    {"onboarding", "CX in onboarding stages", false},
    {"billing", "CX in billing stages", false},
    {"support", "CX in support stages", false},
}};

const ValueKey* value_key(std::string_view key) {
  const auto found = std::find_if(k_value_keys.begin(), k_value_keys.end(),
                                  [&](const ValueKey& row) { return row.key == key; });
  return found == k_value_keys.end() ? nullptr : &*found;
}

// The steps of a JSON Pointer (RFC 6901); nullopt for a text that is none. "" has no steps.
std::optional<std::vector<std::string>> steps_of(std::string_view pointer) {
  std::vector<std::string> steps;
  if (pointer.empty()) return steps;
  if (pointer.front() != '/') return std::nullopt;
  for (std::size_t at = 0; at < pointer.size(); ++at) {
    if (pointer[at] == '/') {
      steps.emplace_back();
    } else if (pointer[at] != '~') {
      steps.back().push_back(pointer[at]);
    } else {
      ++at;
      if (at == pointer.size() || (pointer[at] != '0' && pointer[at] != '1')) return std::nullopt;
      steps.back().push_back(pointer[at] == '0' ? '~' : '/');
    }
  }
  return steps;
}

std::optional<JsonValue> child_at(JsonValue value, std::string_view step) {
  if (value.type() == JsonType::object) return value.find(step);
  if (value.type() != JsonType::array) return std::nullopt;
  std::size_t index = 0;
  for (const JsonValue element : value) {
    if (std::to_string(index) == step) return element;
    ++index;
  }
  return std::nullopt;
}

// The value an override would replace and whether it is one that may be replaced.
struct Target {
  std::optional<JsonValue> value;  // none: the pointer leads nowhere
  const ValueKey* key = nullptr;   // none: not a value
};

Target find_target(JsonValue root, const std::vector<std::string>& steps) {
  Target target;
  target.value = root;
  for (const std::string& step : steps) {
    const bool in_list = target.value->type() == JsonType::array;
    target.value = child_at(*target.value, step);
    if (!target.value) return {};
    if (!in_list) target.key = value_key(step);
  }
  const bool open = !steps.empty() && std::find(k_open_roots.begin(), k_open_roots.end(),
                                                steps.front()) != k_open_roots.end();
  if (!open || target.value->type() == JsonType::object) target.key = nullptr;
  return target;
}

// What is wrong with one override on its own; "" if nothing.
std::string fault_of(const Override& change, JsonValue root) {
  const auto steps = steps_of(change.pointer);
  if (!steps) return "This is no JSON Pointer; expected one such as /factors/trust/weight.";
  const Target target = find_target(root, *steps);
  if (!target.value) return "This leads nowhere in the scoring model.";
  if (target.key == nullptr) {
    return "This is not a value that an audit may replace: weights, anchors, severities, "
           "thresholds and multipliers are.";
  }
  JsonTree tree;
  if (!parse_json(change.json, tree).empty()) return "The value is not JSON.";
  const JsonType found = tree.root().type();
  const JsonType now = target.value->type();
  const bool nullable = target.key->may_be_null &&
                        (now == JsonType::null || now == JsonType::number) &&
                        (found == JsonType::null || found == JsonType::number);
  if (found == now || nullable) return "";
  return concat("Found ", described(tree.root()), "; the model has ", described(*target.value),
                " here.");
}

// Writes `value` with the replacements below it. `pointer` is where it stands.
class Patcher {
public:
  explicit Patcher(std::span<const Override> changes) {
    for (const Override& change : changes) {
      places_[canonical(change.pointer)] = &change;
      // Everything above a replacement must be walked into.
      for (std::size_t at = 0; at < change.pointer.size(); ++at) {
        if (change.pointer[at] == '/') above_[canonical(change.pointer.substr(0, at))] = true;
      }
    }
  }

  void write(std::string& out, JsonValue value, const std::string& pointer) const {
    const auto replaced = places_.find(pointer);
    if (replaced != places_.end()) {
      out += replaced->second->json;
      return;
    }
    if (!above_.contains(pointer)) {
      append_json(out, value);
      return;
    }
    const bool object = value.type() == JsonType::object;
    out += object ? '{' : '[';
    std::size_t index = 0;
    for (const JsonValue child : value) {
      if (index > 0) out += ',';
      if (object) {
        append_json_string(out, child.key());
        out += ':';
      }
      write(out, child, object ? pointer_to(pointer, child.key()) : pointer_to(pointer, index));
      ++index;
    }
    out += object ? '}' : ']';
  }

private:
  // ~1 and ~0 written one way, whatever way they came.
  static std::string canonical(std::string_view pointer) {
    std::string text;
    for (const std::string& step : steps_of(pointer).value_or(std::vector<std::string>{})) {
      text = pointer_to(text, step);
    }
    return text;
  }

  std::unordered_map<std::string, const Override*> places_;
  std::unordered_map<std::string, bool> above_;
};

std::string pointer_of(const Override& change) {
  return pointer_to("/overrides", change.pointer);
}

// Whether one pointer is the other or lies inside it.
bool related(std::string_view one, std::string_view other) {
  const std::string_view outer = one.size() <= other.size() ? one : other;
  const std::string_view inner = one.size() <= other.size() ? other : one;
  return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

// A problem of the patched model, told to whoever caused it; what concerns a whole table, to all.
Problem blamed(const Problem& problem, std::span<const Override> overrides) {
  const bool whole_table = std::count(problem.pointer.begin(), problem.pointer.end(), '/') < 2;
  for (const Override& change : overrides) {
    if (!whole_table && related(problem.pointer, change.pointer))
      return {pointer_of(change), problem.message};
  }
  return {"/overrides", concat(problem.message, " (", problem.pointer, " of the scoring model)")};
}

// The label of a value: its row's name, its key's meaning, its place in a list.
std::string label_of(const std::vector<std::string>& steps, const ValueKey& key,
                     std::string_view row_name) {
  std::string label(row_name);
  if (!key.label.empty()) label += label.empty() ? std::string(key.label) : concat(": ", key.label);
  const auto at = std::find(steps.begin(), steps.end(), key.key);
  const std::vector<std::string> places(at + 1, steps.end());
  if (key.key == "anchors" && places.size() == 2) {
    return concat(label, " ", std::to_string(std::stoul(places[0]) + 1),
                  places[1] == "0" ? ", value" : ", friction");
  }
  if (!places.empty()) label += concat(" ", std::to_string(std::stoul(places[0]) + 1));
  return label;
}

// Walks the model's text and collects the numbers that may be replaced.
class ValueCollector {
public:
  std::vector<ModelValue> values;

  void walk(JsonValue value, const ValueKey* key, std::string row_name, std::string source) {
    if (value.type() == JsonType::object) {
      if (const auto name = value.find("name"); name && name->type() == JsonType::string) {
        row_name = name->text();
      } else if (steps_.size() > 1) {
        row_name = concat(row_name, row_name.empty() ? "" : ": ", spaced(steps_.back()));
      }
      if (const auto own = value.find("source")) source = own->text();
      for (const JsonValue child : value) {
        const std::string step = child.key();
        steps_.push_back(step);
        walk(child, value_key(step), row_name, source);
        steps_.pop_back();
      }
    } else if (value.type() == JsonType::array && key != nullptr) {
      std::size_t index = 0;
      for (const JsonValue child : value) {
        steps_.push_back(std::to_string(index++));
        walk(child, key, row_name, source);
        steps_.pop_back();
      }
    } else if (value.type() == JsonType::number && key != nullptr) {
      std::string pointer;
      for (const std::string& step : steps_) pointer = pointer_to(pointer, step);
      values.push_back(
          {pointer, group(row_name), label_of(steps_, *key, row_name), value.number(), source});
    }
  }

  void walk_root(std::string_view root, JsonValue value) {
    steps_ = {std::string(root)};
    walk(value, nullptr, "", "");
  }

private:
  static std::string spaced(std::string text) {
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
  }

  std::string group(std::string_view row_name) const {
    std::string group = steps_.front();
    group.front() = static_cast<char>(group.front() - 'a' + 'A');
    return steps_.front() == "metrics" ? concat(group, ": ", row_name) : group;
  }

  std::vector<std::string> steps_;
};

}  // namespace

Result<Model> effective_model(const Model& base, std::span<const Override> overrides) {
  if (overrides.empty()) return base;
  JsonTree tree;
  Problems problems = parse_json(base.json, tree);
  if (!problems.empty()) return problems;
  for (const Override& change : overrides) {
    const std::string fault = fault_of(change, tree.root());
    if (!fault.empty()) problems.push_back({pointer_of(change), fault});
  }
  if (!problems.empty()) return problems;

  std::string patched;
  patched.reserve(base.json.size());
  Patcher(overrides).write(patched, tree.root(), "");
  Result<Model> model = parse_model(patched);
  if (model.ok()) return model;
  for (const Problem& problem : model.problems()) problems.push_back(blamed(problem, overrides));
  return problems;
}

std::vector<ModelValue> model_values(const Model& model) {
  JsonTree tree;
  ValueCollector collector;
  if (!parse_json(model.json, tree).empty()) return {};
  for (const std::string_view root : k_open_roots) {
    if (const auto value = tree.root().find(root)) collector.walk_root(root, *value);
  }
  return std::move(collector.values);
}

}  // namespace touchstone
