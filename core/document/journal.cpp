#include "document/journal.hpp"

#include <cmath>
#include <optional>
#include <type_traits>
#include <utility>

#include "document/fields.hpp"
#include "document/read.hpp"
#include "document/write.hpp"
#include "json/text.hpp"

namespace touchstone {
namespace {

constexpr std::string_view k_header = "header";

template <class T>
void write_edit(std::string& out, const ListEdit<T>& edit) {
  out += "{\"list\":\"" + std::string(k_list_of<T>.key) + "\",\"at\":" + std::to_string(edit.at);
  if (edit.before) {
    out += ",\"before\":";
    write_element(out, *edit.before);
  }
  if (edit.after) {
    out += ",\"after\":";
    write_element(out, *edit.after);
  }
  out += '}';
}

void write_edit(std::string& out, const HeaderEdit& edit) {
  out += "{\"list\":\"" + std::string(k_header) + "\",\"before\":";
  write_element(out, edit.before);
  out += ",\"after\":";
  write_element(out, edit.after);
  out += '}';
}

class CommandReader {
public:
  explicit CommandReader(ProblemList& problems) : problems_(problems) {}

  Command read(JsonValue root) {
    Command command;
    if (root.type() != JsonType::object) {
      wrong(root, "an object");
      return command;
    }
    command.label = text(root, "label");
    command.merge_key = text(root, "merge_key");
    const StepInto step(path_, "edits");
    const std::optional<JsonValue> edits = root.find("edits");
    if (!edits || edits->type() != JsonType::array) {
      problems_.add(path_.pointer(), "The edits are missing; expected a list.");
      return command;
    }
    std::size_t index = 0;
    for (const JsonValue edit : *edits) {
      const StepInto into(path_, index++);
      if (edit.type() == JsonType::object)
        read_edit(edit, command.edits);
      else
        wrong(edit, "an object");
    }
    return command;
  }

private:
  void wrong(JsonValue found, std::string_view expected) {
    problems_.add(path_.pointer(),
                  "Found " + described(found) + "; expected " + std::string(expected) + ".");
  }

  std::string text(JsonValue object, std::string_view key) {
    const std::optional<JsonValue> found = object.find(key);
    if (!found) return "";
    const StepInto step(path_, key);
    if (found->type() == JsonType::string) return found->text();
    wrong(*found, "a text");
    return "";
  }

  void read_edit(JsonValue edit, std::vector<Edit>& edits) {
    const std::string list = text(edit, "list");
    if (list == k_header) {
      edits.push_back(HeaderEdit{header(edit, "before"), header(edit, "after")});
      return;
    }
    bool found = false;
    for_each_list([&](const auto& each) {
      if (each.key != list) return;
      found = true;
      using T = typename std::decay_t<decltype(each)>::Element;
      edits.push_back(
          ListEdit<T>{place(edit), element<T>(edit, "before"), element<T>(edit, "after")});
    });
    const StepInto step(path_, "list");
    if (!found) problems_.add(path_.pointer(), "There is no list " + quoted(list) + ".");
  }

  template <class T>
  std::optional<T> element(JsonValue edit, std::string_view key) {
    const std::optional<JsonValue> found = edit.find(key);
    if (!found) return std::nullopt;
    const StepInto step(path_, key);
    return read_element<T>(*found, path_, problems_);
  }

  Header header(JsonValue edit, std::string_view key) {
    std::optional<Header> found = element<Header>(edit, key);
    const StepInto step(path_, key);
    if (!found) problems_.add(path_.pointer(), "The header is missing; expected an object.");
    return found ? *std::move(found) : Header{};
  }

  std::size_t place(JsonValue edit) {
    const StepInto step(path_, "at");
    const std::optional<JsonValue> found = edit.find("at");
    const bool is_place = found && found->type() == JsonType::number && found->number() >= 0 &&
                          found->number() < 4e9 && found->number() == std::trunc(found->number());
    if (is_place) return static_cast<std::size_t>(found->number());
    problems_.add(path_.pointer(), "The place is missing; expected a whole number, 0 or more.");
    return 0;
  }

  Path path_;
  ProblemList& problems_;
};

}  // namespace

std::string write_command(const Command& command) {
  std::string out = "{\"label\":";
  append_json_string(out, command.label);
  if (!command.merge_key.empty()) {
    out += ",\"merge_key\":";
    append_json_string(out, command.merge_key);
  }
  out += ",\"edits\":[";
  for (std::size_t i = 0; i < command.edits.size(); ++i) {
    if (i > 0) out += ',';
    std::visit([&](const auto& edit) { write_edit(out, edit); }, command.edits[i]);
  }
  out += "]}";
  return out;
}

Result<Command> read_command(std::string_view bytes) {
  ProblemList problems;
  JsonTree tree;
  problems.add_all(parse_json(bytes, tree));
  Command command;
  if (tree.complete()) command = CommandReader(problems).read(tree.root());
  if (!problems.empty()) return problems.take();
  return command;
}

}  // namespace touchstone
