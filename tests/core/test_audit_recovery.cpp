// What was kept of an audit comes back as it was; of a damaged journal as much as can be.
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "document/document.hpp"
#include "document/edits.hpp"
#include "document/history.hpp"
#include "document/journal.hpp"
#include "document/new_audit.hpp"
#include "document/recovery.hpp"
#include "document/write.hpp"
#include "json/tree.hpp"
#include "support/documents.hpp"

namespace touchstone {
namespace {

using test::document;
using test::read;

Touchpoint touchpoint(std::string id) {
  Touchpoint it;
  it.id = TouchpointId(id);
  it.name = std::move(id);
  return it;
}

// A command that puts a touchpoint into an audit that does not know its touchpoints, as pasted rows
// do.
Command bare_insertion(const char* id) {
  Command command{"Paste", {}, ""};
  command.edits.emplace_back(ListEdit<Touchpoint>{0, std::nullopt, touchpoint(id)});
  return command;
}

Command retitle(const Document& document, std::string title) {
  Header after = document.audit().header;
  after.title = std::move(title);
  return change_header(document, std::move(after), "Title");
}

Command rename(const Document& document, std::size_t at, std::string name) {
  Touchpoint after = document.audit().touchpoints[at];
  after.name = std::move(name);
  return replace_element(document, at, std::move(after), "Rename");
}

// Carries commands out and writes them down.
struct Writer {
  explicit Writer(Audit start)
      : written(std::move(start), shipped_model()), base(write_audit(written.audit())) {}

  void perform(const Command& command) {
    REQUIRE(written.apply(command).empty());
    lines.push_back(write_command(command));
  }

  Recovered recovered() const { return *recover(base, lines, shipped_model()); }

  Document written;
  std::string base;
  std::vector<std::string> lines;
};

TEST_CASE("an audit in memory is the audit that is read from its file") {
  Document document(Audit(), shipped_model());
  REQUIRE(document.apply(bare_insertion("call")).empty());
  CHECK(document.audit() == *read_audit(write_audit(document.audit()), shipped_model()));
}

TEST_CASE("a title typed after rows were pasted into an empty audit and a checkpoint is kept") {
  Writer writer{Audit()};
  writer.perform(bare_insertion("call"));
  // The checkpoint, and the commands that come after it from the audit in memory.
  writer.base = write_audit(writer.written.audit());
  writer.lines.clear();
  writer.perform(retitle(writer.written, "Mine"));
  const Recovered recovered = writer.recovered();
  CHECK(recovered.is_whole());
  CHECK(recovered.audit == writer.written.audit());
}

TEST_CASE(
    "a journal of a version that did not say which lists came to be known is carried out whole") {
  // The checkpoint knows the touchpoints; the header in the record does not.
  const std::vector<std::string> lines = {
      R"({"label":"Title","edits":[{"list":"header","before":{"known":[],"keys":{}},)"
      R"("after":{"known":[],"keys":{"title":"Mine"}}}]})"};
  const std::string base =
      R"({"format":"touchstone-audit","version":1,"touchpoints":[{"id":"call"}]})";
  const Result<Recovered> recovered = recover(base, lines, shipped_model());
  REQUIRE(recovered);
  CHECK(recovered->is_whole());
  CHECK(recovered->audit.header.title == "Mine");
  CHECK(recovered->audit.touchpoints.size() == 1);
}

TEST_CASE("undo takes a first insertion back with the list it made known") {
  Document document(Audit(), shipped_model());
  const std::string empty = write_audit(document.audit());
  History history;
  const Result<Command> done = history.perform(document, bare_insertion("call"));
  REQUIRE(done);
  CHECK(done->edits.size() == 2);
  REQUIRE(history.undo(document));
  CHECK(write_audit(document.audit()) == empty);
}

TEST_CASE("a refused first insertion leaves its list unknown") {
  Document document(Audit(), shipped_model());
  Touchpoint bad = touchpoint("call");
  bad.volume = -1;
  Command command{"Paste", {}, ""};
  command.edits.emplace_back(ListEdit<Touchpoint>{0, std::nullopt, bad});
  REQUIRE_FALSE(document.apply(command).empty());
  CHECK(document.audit() == Audit());
}

TEST_CASE("a header changed after an insertion in one command fits what the insertion made known") {
  Document document(Audit(), shipped_model());
  Command command = bare_insertion("call");
  const Command title = retitle(document, "Mine");
  command.edits.insert(command.edits.end(), title.edits.begin(), title.edits.end());
  const Command settled = document.settled(command);
  REQUIRE(document.apply(settled).empty());
  CHECK(document.audit().header.title == "Mine");
  REQUIRE(document.apply(inverse(settled)).empty());
  CHECK(document.audit() == Audit());
}

TEST_CASE("an edit whose record is damaged is set aside, and the later ones are carried out") {
  Writer writer(*read(document()));
  writer.perform(insert_element(writer.written, touchpoint("first"), "Add first", 0));
  writer.perform(rename(writer.written, 1, "A"));  // stands at 1 only since "first" came
  writer.perform(retitle(writer.written, "Mine"));
  writer.lines[0] = "{\"label\":\"Add fi";
  const Recovered recovered = writer.recovered();
  REQUIRE(recovered.set_aside.size() == 1);
  CHECK(recovered.set_aside[0].record == writer.lines[0]);
  CHECK(recovered.audit.touchpoints[0].name == "A");
  CHECK(recovered.audit.header.title == "Mine");
}

TEST_CASE("an edit of what a lost edit had added is set aside with its label and the reason") {
  Writer writer(*read(document()));
  writer.perform(insert_element(writer.written, touchpoint("chat"), "Add chat"));
  writer.perform(rename(writer.written, 2, "Live chat"));
  writer.lines[0] = "";
  const Recovered recovered = writer.recovered();
  REQUIRE(recovered.set_aside.size() == 2);
  CHECK(recovered.set_aside[0].why == "The record is gone.");
  CHECK(recovered.set_aside[1].label == "Rename");
  CHECK(recovered.set_aside[1].why == "The touchpoint that it changes is not there any more.");
  CHECK(recovered.audit.touchpoints.size() == 2);
}

TEST_CASE("of an element only what an edit was about is changed") {
  Writer writer(*read(document()));
  writer.perform(rename(writer.written, 0, "A"));
  Touchpoint after = writer.written.audit().touchpoints[0];
  after.volume = 1200;
  writer.perform(replace_element(writer.written, 0, std::move(after), "Volume"));
  writer.lines[0] = "damaged";
  const Recovered recovered = writer.recovered();
  CHECK(recovered.set_aside.size() == 1);
  CHECK(recovered.audit.touchpoints[0].name.empty());
  CHECK(recovered.audit.touchpoints[0].volume == 1200.0);
}

TEST_CASE("an edit that changes what a lost one had changed is set aside") {
  Writer writer(*read(document()));
  writer.perform(rename(writer.written, 0, "A"));
  writer.perform(rename(writer.written, 0, "AB"));
  writer.lines[0] = "damaged";
  const Recovered recovered = writer.recovered();
  REQUIRE(recovered.set_aside.size() == 2);
  CHECK(recovered.set_aside[1].why ==
        "The touchpoint that it changes is another one by now, in just what it changes.");
}

TEST_CASE("an erasure finds its element again, and one that others need is set aside") {
  Writer writer(*read(document()));
  writer.perform(insert_element(writer.written, touchpoint("first"), "Add first", 0));
  writer.perform(erase_element<Touchpoint>(writer.written, 2, "Delete b"));  // and hand-off "h"
  writer.lines[0] = "damaged";
  const Recovered recovered = writer.recovered();
  CHECK(recovered.set_aside.size() == 1);
  REQUIRE(recovered.audit.touchpoints.size() == 1);
  CHECK(recovered.audit.touchpoints[0].id.text == "a");
  CHECK(recovered.audit.handoffs.empty());
}

TEST_CASE("what was set aside is a file of JSON that holds each record as it was kept") {
  const std::vector<SetAside> records = {
      {"Rename", "It is gone.", R"({"label":"Rename","edits":[]})"},
      {"", "The record is damaged and cannot be read.", "{\"label\":\"\xff"}};
  const std::string text = write_set_aside("Täst \"1\"", records);
  JsonTree tree;
  REQUIRE(parse_json(text, tree).empty());
  const JsonValue list = *tree.root().find("records");
  REQUIRE(list.size() == 2);
  CHECK(text.find(R"("record":{"label":"Rename","edits":[]})") != std::string::npos);
  CHECK(tree.root().find("audit")->text() == "Täst \"1\"");
}

}  // namespace
}  // namespace touchstone
