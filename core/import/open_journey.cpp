// OpenJourney maps (.ojf), read leniently: whatever is there in any of its dialects.
#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "import/content.hpp"
#include "json/text.hpp"
#include "json/tree.hpp"
#include "tables/values.hpp"
#include "text/concat.hpp"

namespace touchstone::importing {
namespace {

struct SeverityWord {
  std::string_view word;
  double score;
};

// Nobody who says "high" of three says "catastrophe": 4 stays for people to give.
constexpr std::array<SeverityWord, 4> k_severity = {
    {{"low", 1}, {"med", 2}, {"medium", 2}, {"high", 3}}};

// What of a node is read; ids and places on the canvas say nothing by themselves.
constexpr std::array<std::string_view, 17> k_node_keys = {
    "id",      "title",      "name",     "label",       "stageId",
    "stage",   "swimlaneId", "swimlane", "description", "isMomentOfTruth",
    "purpose", "score",      "tags",     "severity",    "sentiment",
    "x",       "y"};
constexpr std::size_t k_most_left_out = 10'000;

// The first of these keys that holds a text or a number.
std::string text_of(JsonValue object, std::initializer_list<std::string_view> keys) {
  if (object.type() == JsonType::string) return object.text();
  if (object.type() != JsonType::object) return "";
  for (const std::string_view key : keys) {
    const auto value = object.find(key);
    if (!value) continue;
    if (value->type() == JsonType::string && !tables::trimmed(value->text()).empty())
      return std::string(tables::trimmed(value->text()));
    if (value->type() == JsonType::number) return number_text(value->number());
  }
  return "";
}

class JourneyReader {
public:
  JourneyReader(std::string_view file_name, ImportContent& content)
      : file_name_(file_name), content_(content), build_(content) {}

  void read(JsonValue root);

private:
  std::map<std::string, std::string> names_by_id(JsonValue root, std::string_view list);
  void read_persona(JsonValue root);
  void read_node(JsonValue node, std::uint32_t number);
  void read_severity(JsonValue node, std::uint32_t number, const TouchpointId& touchpoint);
  void read_sentiment(JsonValue node, std::uint32_t number, Touchpoint& touchpoint);

  std::string_view file_name_;
  ImportContent& content_;
  ContentBuilder build_;
  std::map<std::string, std::string> stages_, lanes_;
  std::size_t left_out_ = 0;
};

std::map<std::string, std::string> JourneyReader::names_by_id(JsonValue root,
                                                              std::string_view list) {
  std::map<std::string, std::string> names;
  const auto elements = root.find(list);
  if (!elements || elements->type() != JsonType::array) return names;
  for (const JsonValue element : *elements) {
    const std::string name = text_of(element, {"title", "name", "label", "id"});
    const std::string id = text_of(element, {"id", "title", "name"});
    if (!id.empty()) names.emplace(id, name);
    if (list == "stages" && !name.empty()) build_.stage(name);
    if (build_.is_too_much()) break;
  }
  return names;
}

void JourneyReader::read_persona(JsonValue root) {
  const auto persona = root.find("persona");
  if (!persona) return;
  const std::string name = text_of(*persona, {"name", "title"});
  if (!name.empty()) build_.persona(name);
}

void JourneyReader::read(JsonValue root) {
  const auto metadata = root.find("metadata");
  content_.audit.header.title = text_of(root, {"title", "name", "pointOfView"});
  if (metadata && content_.audit.header.title.empty())
    content_.audit.header.title = text_of(*metadata, {"title", "name", "pointOfView"});
  stages_ = names_by_id(root, "stages");
  lanes_ = names_by_id(root, "swimlanes");
  read_persona(root);
  if (metadata && metadata->type() == JsonType::object) read_persona(*metadata);
  const auto nodes = root.find("nodes");
  std::uint32_t number = 0;
  if (nodes && nodes->type() == JsonType::array)
    for (const JsonValue node : *nodes) {
      read_node(node, ++number);
      if (build_.is_too_much()) return;
    }
}

void JourneyReader::read_node(JsonValue node, std::uint32_t number) {
  ++content_.rows;
  const std::string name = text_of(node, {"title", "name", "label"});
  if (name.empty() || node.type() != JsonType::object) {
    content_.problems.add(number, "", node.type() == JsonType::object ? "" : described(node),
                          "The node has no title; it is left out.");
    return;
  }
  ++content_.rows_used;
  const auto looked_up = [](const std::map<std::string, std::string>& names,
                            const std::string& id) {
    const auto found = names.find(id);
    return found == names.end() ? id : found->second;
  };
  const std::string stage = looked_up(stages_, text_of(node, {"stageId", "stage"}));
  const std::string lane = looked_up(lanes_, text_of(node, {"swimlaneId", "swimlane"}));
  Touchpoint& touchpoint = build_.touchpoint(name, stage);
  if (touchpoint.description.empty()) touchpoint.description = text_of(node, {"description"});
  const auto moment = node.find("isMomentOfTruth");
  if (moment && moment->type() == JsonType::boolean && moment->boolean())
    touchpoint.moment_of_truth = true;
  const auto note = [&](std::string_view label, const std::string& text) {
    if (!text.empty())
      touchpoint.notes += concat(touchpoint.notes.empty() ? "" : "\n", label, ": ", text);
  };
  note("Swimlane", lane);
  note("Purpose", text_of(node, {"purpose"}));
  note("Score", text_of(node, {"score"}));
  if (const auto tags = node.find("tags"); tags && tags->type() == JsonType::array) {
    std::string joined;
    for (const JsonValue tag : *tags)
      joined += concat(joined.empty() ? "" : ", ", text_of(tag, {"name", "label", "title"}));
    note("Tags", joined);
  }
  read_sentiment(node, number, touchpoint);
  read_severity(node, number, TouchpointId(touchpoint.id));
  for (const JsonValue value : node) {
    const std::string key = value.key();
    const bool known = std::find(k_node_keys.begin(), k_node_keys.end(), key) != k_node_keys.end();
    if (known || value.type() == JsonType::null || left_out_ > k_most_left_out) continue;
    ++left_out_;
    content_.left_out.add(concat("key ", tables::cut_text(key), " of nodes"),
                          "An audit has no place for it.");
  }
}

void JourneyReader::read_sentiment(JsonValue node, std::uint32_t number, Touchpoint& touchpoint) {
  const auto sentiment = node.find("sentiment");
  if (!sentiment || sentiment->type() == JsonType::null) return;
  const bool good = sentiment->type() == JsonType::number && sentiment->number() >= -5 &&
                    sentiment->number() <= 5;
  if (!good) {
    content_.problems.add(number, "sentiment", described(*sentiment), "Expected a number -5 to 5.");
    return;
  }
  build_.rule("Sentiment -5 to 5 becomes the emotion -2 to 2: times 0.4.");
  touchpoint.emotion = sentiment->number() * 2 / 5;
}

void JourneyReader::read_severity(JsonValue node, std::uint32_t number,
                                  const TouchpointId& touchpoint) {
  const std::string found = text_of(node, {"severity"});
  if (found.empty() || tables::plain_words(found) == "none") return;
  for (const SeverityWord& row : k_severity) {
    if (row.word != tables::plain_words(found)) continue;
    build_.rule(
        "Severity low, medium, high becomes a rating of all in all: 1, 2, 3 of 4 (cosmetic, minor, "
        "major).");
    Rating rating;
    rating.rater = build_.rater(concat("Severity in ", file_stem(file_name_)));
    rating.touchpoint = touchpoint;
    rating.factor = FactorId(std::string(k_overall));
    rating.score = row.score;
    content_.audit.ratings.push_back(std::move(rating));
    return;
  }
  content_.problems.add(number, "severity", found, "Expected low, med or high.");
}

}  // namespace

ImportContent convert_open_journey(std::string_view json, std::string_view file_name) {
  ImportContent content;
  JsonTree tree;
  for (const Problem& problem : parse_json(json, tree))
    content.problems.add(0, problem.pointer, "", problem.message);
  if (!tree.complete()) return content;
  if (tree.root().type() != JsonType::object) {
    content.problems.add("Expected an object with stages and nodes.");
    return content;
  }
  JourneyReader(file_name, content).read(tree.root());
  return content;
}

}  // namespace touchstone::importing
