// docs/audit.schema.json says the same as the tables of fields.hpp. (That it is a schema and that
// the samples fit it is tested in tests/e2e/schema.test.mjs, with a schema validator.)
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "document/fields.hpp"
#include "json/text.hpp"
#include "json/tree.hpp"
#include "support/documents.hpp"

using namespace touchstone;

namespace {

class Schema {
public:
  Schema() : text_(test::file_text(TOUCHSTONE_SOURCE_DIR "/docs/audit.schema.json")) {
    REQUIRE(parse_json(text_, tree_).empty());
  }

  JsonValue root() const { return tree_.root(); }

  JsonValue definition(std::string_view name) const {
    CAPTURE(name);
    const auto defs = root().find("$defs");
    REQUIRE(defs);
    const auto found = defs->find(name);
    REQUIRE(found);
    return *found;
  }

private:
  std::string text_;
  JsonTree tree_;
};

JsonValue child(JsonValue value, std::string_view key) {
  CAPTURE(key);
  const auto found = value.find(key);
  REQUIRE(found);
  return *found;
}

std::set<std::string> keys_of(JsonValue object) {
  std::set<std::string> keys;
  for (const JsonValue each : object) keys.insert(each.key());
  return keys;
}

std::set<std::string> texts_of(JsonValue list) {
  std::set<std::string> texts;
  for (const JsonValue each : list)
    texts.insert(each.type() == JsonType::null ? "null" : each.text());
  return texts;
}

std::string first_type(JsonValue property) {
  const JsonValue type = child(property, "type");
  return type.type() == JsonType::string ? type.text() : (*type.begin()).text();
}

// The definition a property points to, through "anyOf" with null or a list's "items".
std::string referred(JsonValue property) {
  if (const auto any = property.find("anyOf")) return referred(*any->begin());
  if (const auto items = property.find("items")) return referred(*items);
  const auto ref = property.find("$ref");
  return ref ? ref->text().substr(std::string_view("#/$defs/").size()) : "";
}

template <class M>
struct Inner {
  using Type = M;
};

template <class M>
struct Inner<std::optional<M>> : Inner<M> {};

void check_range(JsonValue property, const Range& range) {
  const auto low = property.find("minimum");
  const auto high = property.find("maximum");
  CHECK(low.has_value() == std::isfinite(range.low));
  CHECK(high.has_value() == std::isfinite(range.high));
  if (low) CHECK(low->number() == range.low);
  if (high) CHECK(high->number() == range.high);
  CHECK(first_type(property) == (range.whole ? "integer" : "number"));
}

template <class T>
void check_definition(const Schema& schema, JsonValue definition);

template <class V, class Row>
void check_property(const Schema& schema, JsonValue property, const Row& row) {
  if constexpr (std::is_same_v<V, double>) {
    check_range(property, row.range);
  } else if constexpr (std::is_same_v<V, bool>) {
    CHECK(first_type(property) == "boolean");
  } else if constexpr (std::is_same_v<V, Date>) {
    CHECK(referred(property) == "date");
  } else if constexpr (std::is_enum_v<V>) {
    std::set<std::string> names(k_names<V>.begin(), k_names<V>.end());
    names.insert("null");
    CHECK(texts_of(child(property, "enum")) == names);
  } else if constexpr (std::is_same_v<V, std::string>) {
    CHECK(first_type(property) == (row.form == Form::json_object ? "object" : "string"));
  } else if constexpr (k_is_id<V>) {
    CHECK(first_type(property) == "string");
    CHECK(child(property, "minLength").number() == 1);
  } else if constexpr (k_is_object<V>) {
    check_definition<V>(schema, schema.definition(referred(property)));
  } else if constexpr (std::is_same_v<V, std::vector<Override>>) {
    CHECK(first_type(property) == "object");
  } else {
    CHECK(first_type(property) == "array");
    using Element = typename V::value_type;
    if constexpr (k_is_object<Element>)
      check_definition<Element>(schema, schema.definition(referred(property)));
    else
      CHECK(first_type(child(property, "items")) == "string");
  }
}

template <class T>
void check_definition(const Schema& schema, JsonValue definition) {
  const JsonValue properties = child(definition, "properties");
  std::set<std::string> keys;
  std::set<std::string> required;
  for_each_field<T>([&](const auto& row, std::size_t) {
    CAPTURE(row.key);
    keys.emplace(row.key);
    if (row.form == Form::own_id || row.form == Form::required) required.emplace(row.key);
    using M = typename std::decay_t<decltype(row)>::Member;
    check_property<typename Inner<M>::Type>(schema, child(properties, row.key), row);
  });
  CHECK(keys_of(properties) == keys);
  const auto listed = definition.find("required");
  CHECK((listed ? texts_of(*listed) : std::set<std::string>{}) == required);
}

}  // namespace

TEST_CASE("the schema has exactly the document's keys at the top") {
  const Schema schema;
  std::set<std::string> keys = {"format", "version"};
  for_each_field<Header>([&](const auto& row, std::size_t) { keys.emplace(row.key); });
  for_each_list([&](const auto& list) { keys.emplace(list.key); });
  CHECK(keys_of(child(schema.root(), "properties")) == keys);
  CHECK(texts_of(child(schema.root(), "required")) == std::set<std::string>{"format", "version"});
}

TEST_CASE("the schema's header fields are those of the tables") {
  const Schema schema;
  const JsonValue properties = child(schema.root(), "properties");
  for_each_field<Header>([&](const auto& row, std::size_t) {
    CAPTURE(row.key);
    using M = typename std::decay_t<decltype(row)>::Member;
    check_property<typename Inner<M>::Type>(schema, child(properties, row.key), row);
  });
}

TEST_CASE("the schema's lists hold the keys, ranges and words of the tables") {
  const Schema schema;
  const JsonValue properties = child(schema.root(), "properties");
  for_each_list([&](const auto& list) {
    CAPTURE(list.key);
    using T = typename std::decay_t<decltype(list)>::Element;
    const JsonValue property = child(properties, list.key);
    CHECK(first_type(property) == "array");
    check_definition<T>(schema, schema.definition(referred(property)));
  });
}
