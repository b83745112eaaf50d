#include <random>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "document/edits.hpp"
#include "document/history.hpp"
#include "document/journal.hpp"
#include "document/read.hpp"
#include "document/write.hpp"
#include "support/audit_builder.hpp"
#include "support/documents.hpp"
#include "support/random_edits.hpp"

using namespace touchstone;
using namespace touchstone::test;

namespace {

Document two_touchpoints() {
  return Document(audit().touchpoint("call").touchpoint("refund").rater("bob"), shipped_model());
}

Command rename(const Document& document, std::size_t at, std::string name) {
  Touchpoint after = document.audit().touchpoints[at];
  after.name = std::move(name);
  return replace_element(document, at, after, "Rename touchpoint", "name of " + after.id.text);
}

}  // namespace

TEST_CASE("nothing can be undone or redone at first, and nothing is unsaved") {
  Document document = two_touchpoints();
  History history;
  CHECK_FALSE(history.can_undo());
  CHECK_FALSE(history.can_redo());
  CHECK_FALSE(history.undo(document));
  CHECK_FALSE(history.redo(document));
  CHECK(history.undo_label().empty());
  CHECK_FALSE(history.has_unsaved_changes());
}

TEST_CASE("a step is undone and done again under its label") {
  Document document = two_touchpoints();
  History history;
  REQUIRE(history.perform(document, rename(document, 0, "Phone call")));
  CHECK(history.undo_label() == "Rename touchpoint");
  REQUIRE(history.undo(document));
  CHECK(document.audit().touchpoints[0].name == "call");
  CHECK(history.redo_label() == "Rename touchpoint");
  REQUIRE(history.redo(document));
  CHECK(document.audit().touchpoints[0].name == "Phone call");
}

TEST_CASE("undo tells which command it carried out") {
  Document document = two_touchpoints();
  History history;
  const Command command = rename(document, 1, "Refund form");
  REQUIRE(history.perform(document, command));
  CHECK(history.undo(document) == inverse(command));
  CHECK(history.redo(document) == command);
}

TEST_CASE("a new step after undo ends what could be redone") {
  Document document = two_touchpoints();
  History history;
  REQUIRE(history.perform(document, rename(document, 0, "one")));
  REQUIRE(history.perform(document, rename(document, 1, "two")));
  REQUIRE(history.undo(document));
  REQUIRE(history.perform(document, rename(document, 1, "three")));
  CHECK_FALSE(history.can_redo());
  REQUIRE(history.undo(document));
  CHECK(document.audit().touchpoints[1].name == "refund");
}

TEST_CASE("typing into one field is one step") {
  Document document = two_touchpoints();
  History history;
  for (const char* typed : {"P", "Ph", "Pho"})
    REQUIRE(history.perform(document, rename(document, 0, typed)));
  REQUIRE(history.perform(document, rename(document, 1, "R")));
  REQUIRE(history.undo(document));
  CHECK(document.audit().touchpoints[0].name == "Pho");
  REQUIRE(history.undo(document));
  CHECK(document.audit().touchpoints[0].name == "call");
  CHECK_FALSE(history.can_undo());
}

TEST_CASE("typing that was ended, undone or saved in between is several steps") {
  Document document = two_touchpoints();
  History history;
  const auto steps = [&] {
    int count = 0;
    while (history.undo(document)) ++count;
    return count;
  };
  REQUIRE(history.perform(document, rename(document, 0, "a")));
  history.end_step();
  REQUIRE(history.perform(document, rename(document, 0, "ab")));
  CHECK(steps() == 2);
  REQUIRE(history.perform(document, rename(document, 0, "a")));
  history.mark_saved();
  REQUIRE(history.perform(document, rename(document, 0, "ab")));
  CHECK(steps() == 2);
  REQUIRE(history.perform(document, rename(document, 0, "a")));
  REQUIRE(history.perform(document, rename(document, 1, "b")));
  REQUIRE(history.undo(document));
  REQUIRE(history.perform(document, rename(document, 0, "ab")));
  CHECK(steps() == 2);
}

TEST_CASE("a refused command leaves no step, a command that changes nothing neither") {
  Document document = two_touchpoints();
  History history;
  Touchpoint negative = document.audit().touchpoints[0];
  negative.volume = -1;
  CHECK_FALSE(history.perform(document, replace_element(document, 0, negative, "x")));
  CHECK(history.perform(document, rename(document, 0, "call")));
  CHECK_FALSE(history.can_undo());
}

TEST_CASE("unsaved changes are told by where the last save was") {
  Document document = two_touchpoints();
  History history;
  REQUIRE(history.perform(document, rename(document, 0, "one")));
  CHECK(history.has_unsaved_changes());
  history.mark_saved();
  CHECK_FALSE(history.has_unsaved_changes());
  REQUIRE(history.undo(document));
  CHECK(history.has_unsaved_changes());
  REQUIRE(history.redo(document));
  CHECK_FALSE(history.has_unsaved_changes());
  REQUIRE(history.undo(document));
  REQUIRE(history.perform(document, rename(document, 0, "other")));
  CHECK(history.has_unsaved_changes());
  REQUIRE(history.undo(document));
  CHECK(history.has_unsaved_changes());
}

TEST_CASE("undo restores identical bytes after thousands of random commands") {
  RandomEdits random(7);
  Document document(Audit{}, shipped_model());
  History history;
  std::vector<std::string> bytes = {write_audit(document.audit())};
  while (bytes.size() <= 3000) {
    Command command = random.next(document);
    if (command.empty() || !history.perform(document, std::move(command))) continue;
    history.end_step();
    bytes.push_back(write_audit(document.audit()));
  }
  REQUIRE(read(bytes.back()));
  for (std::size_t step = bytes.size(); step-- > 1;) {
    REQUIRE(history.undo(document));
    REQUIRE(write_audit(document.audit()) == bytes[step - 1]);
  }
  CHECK_FALSE(history.can_undo());
  for (std::size_t step = 1; step < bytes.size(); ++step) REQUIRE(history.redo(document));
  CHECK(write_audit(document.audit()) == bytes.back());
}

TEST_CASE("what random commands leave is valid, and what is refused changes nothing") {
  RandomEdits random(8);
  Document document(Audit{}, shipped_model());
  int refused = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::string before = write_audit(document.audit());
    const Problems problems = document.apply(random.next(document));
    const std::string after = write_audit(document.audit());
    if (!problems.empty()) {
      ++refused;
      REQUIRE(after == before);
    }
    const Result<Audit> back = read(after);
    for (const Problem& problem : back.problems())
      UNSCOPED_INFO(problem.pointer + ": " + problem.message);
    REQUIRE(back);
    REQUIRE(document.index().is_consistent());
  }
  CHECK(refused > 30);
}

TEST_CASE("a refused command would have made a document that the reader refuses") {
  RandomEdits random(9);
  Document document(Audit{}, shipped_model());
  int compared = 0;
  for (int i = 0; i < 3000; ++i) {
    const Command command = random.next(document);
    if (document.apply(command).empty()) continue;
    Audit forced = document.audit();
    if (!force(forced, command)) continue;
    ++compared;
    REQUIRE_FALSE(read(write_audit(forced)));
  }
  CHECK(compared > 50);
}

TEST_CASE("a command survives being written and read") {
  RandomEdits random(10);
  Document document(Audit{}, shipped_model());
  for (int i = 0; i < 1000; ++i) {
    const Command command = random.next(document);
    const std::string line = write_command(command);
    REQUIRE(line.find('\n') == std::string::npos);
    const Result<Command> back = read_command(line);
    for (const Problem& problem : back.problems())
      UNSCOPED_INFO(problem.pointer + ": " + problem.message);
    REQUIRE(back);
    REQUIRE(*back == command);
    document.apply(command);
  }
}

TEST_CASE("a command on what a file states explicitly survives being written and read") {
  const Result<Audit> audit = read(test::document(
      {{"title", "\"\""},
       {"touchpoints", R"([{"id":"a","name":"","evidence":[],"ownership":{"accountable":["t"]},
                           "measures":[{"metric":"sus","source":""}]},{"id":"b"}])"}}));
  REQUIRE(audit);
  const Document document(*audit, shipped_model());
  Touchpoint named = document.audit().touchpoints[0];
  named.name = "A";
  named.evidence.resize(1);
  named.measures->front().source = "test";
  const Command rename = replace_element(document, 0, named, "Rename");
  CHECK(*read_command(write_command(rename)) == rename);
  Header titled = document.audit().header;
  titled.title = "T";
  const Command title = change_header(document, titled, "Title");
  CHECK(*read_command(write_command(title)) == title);
}

TEST_CASE("a journal of commands played again gives the same document") {
  RandomEdits random(11);
  Document document(Audit{}, shipped_model());
  Document again(Audit{}, shipped_model());
  for (int i = 0; i < 500; ++i) {
    const Command command = random.next(document);
    if (!document.apply(command).empty()) continue;
    REQUIRE(again.apply(*read_command(write_command(command))).empty());
  }
  CHECK(write_audit(again.audit()) == write_audit(document.audit()));
}

TEST_CASE("a line that is no command is refused with pointers") {
  const auto pointers = [](std::string_view line) {
    std::vector<std::string> found;
    for (const Problem& problem : read_command(line).problems()) found.push_back(problem.pointer);
    return found;
  };
  using Pointers = std::vector<std::string>;
  CHECK(pointers("[") == Pointers{""});
  CHECK(pointers("[]") == Pointers{""});
  CHECK(pointers("{}") == Pointers{"/edits"});
  CHECK(pointers(R"({"label":1,"edits":[1,{"list":"x"},{"list":"stages","at":-1}]})") ==
        Pointers{"/label", "/edits/0", "/edits/1/list", "/edits/2/at"});
  CHECK(pointers(R"({"edits":[{"list":"stages","at":0,"after":{"id":1}},{"list":"header"}]})") ==
        Pointers{"/edits/0/after/id", "/edits/1/before", "/edits/1/after"});
  CHECK(pointers(R"({"edits":[{"list":"header","before":{"keys":{}},"after":{}}]})") ==
        Pointers{"/edits/0/after/keys"});
}

TEST_CASE("two commands as one are undone, though the second changes what the first brought") {
  Document document = two_touchpoints();
  const std::string before = write_audit(document.audit());
  Stage stage;
  stage.id = StageId("use");
  stage.name = "Use";
  Command first = insert_element(document, stage, "Import list", 0);
  REQUIRE(document.apply(first).empty());
  Touchpoint shop;
  shop.id = TouchpointId("shop");
  shop.name = "Shop";
  shop.stage = stage.id;
  const Command second = insert_element(document, shop, "Import list", 2);
  REQUIRE(document.apply(second).empty());
  first = merged(std::move(first), second);
  // In front of it comes another, so that it stands elsewhere.
  Touchpoint shelf = shop;
  shelf.id = TouchpointId("shelf");
  const Command third = insert_element(document, shelf, "Import more", 0);
  REQUIRE(document.apply(third).empty());
  first = merged(std::move(first), third);
  Touchpoint named = shop;
  named.name = "Shop in town";
  const Command fourth = replace_element(document, 3, named, "Import more");
  REQUIRE(document.apply(fourth).empty());
  const std::string after = write_audit(document.audit());
  Document again = two_touchpoints();
  const Command whole = merged(first, fourth);
  REQUIRE(again.apply(whole).empty());
  CHECK(write_audit(again.audit()) == after);

  // What was changed without anything coming in between is changed once.
  Document other = two_touchpoints();
  Command insert = insert_element(other, shop, "", 2);
  insert = merged(insert_element(other, stage, "", 0), insert);
  REQUIRE(other.apply(insert).empty());
  const Command both = merged(insert, replace_element(other, 2, named, ""));
  CHECK(both.edits.size() == insert.edits.size());
  Document third_one = two_touchpoints();
  History history;
  REQUIRE(history.perform(third_one, both));
  CHECK(third_one.audit().touchpoints[2].name == "Shop in town");
  REQUIRE(history.undo(third_one));
  CHECK(write_audit(third_one.audit()) == before);
}
