// The touchpoint table: rows found, sorted and gathered; cells pasted, filled and copied; several
// rows chosen and changed at once.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "host/headless.hpp"
#include "host/runtime.hpp"
#include "model/model.hpp"
#include "score/evaluation.hpp"
#include "state/touchpoint_table.hpp"
#include "support/audit_builder.hpp"
#include "support/page.hpp"

namespace touchstone::app {
namespace {

namespace headless = platform::headless;
using Field = TouchpointField;
using test::audit;
using Names = std::vector<std::string>;

// Two stages, two channels, four touchpoints; nobody was asked about the bill.
Audit shop() {
  return audit()
      .as_of("2026-11-01")
      .stage("buy")
      .stage("help")
      .channel("web")
      .channel("phone")
      .touchpoint("offer")
      .in_stage("buy")
      .on_channel("web")
      .owner("sales")
      .touchpoint("bill")
      .in_stage("buy")
      .touchpoint("call")
      .in_stage("help")
      .on_channel("phone")
      .owner("support")
      .touchpoint("claim")
      .build();
}

class Opened {
public:
  explicit Opened(Audit audit = shop())
      : document_(std::move(audit), shipped_model()),
        evaluation_(document_.audit(), document_.model()) {}

  const Document& document() const { return document_; }

  Scored scored() const { return {document_.audit(), evaluation_.scores()}; }

  // The columns as text, line by line, after the command.
  Block after(const Command& command, std::vector<Field> columns) {
    REQUIRE(document_.apply(command).empty());
    evaluation_ = Evaluation(document_.audit(), document_.model());
    std::vector<std::size_t> all(document_.audit().touchpoints.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    return copy_of(scored(), {all, columns});
  }

private:
  Document document_;
  Evaluation evaluation_;
};

const std::vector<Field> k_text_columns = {Field::name, Field::stage, Field::channel, Field::owner};
const std::vector<std::size_t> k_all = {0, 1, 2, 3};

Names titles_and_names(const Opened& opened, const TableRows& rows) {
  Names names;
  for (const TableRow& row : rows.rows)
    names.push_back(row.is_group ? "# " + rows.groups[row.at].title
                                 : opened.document().audit().touchpoints[row.at].name);
  return names;
}

// The clipboard's text.

TEST_CASE("a block of cells is read as spreadsheets write it") {
  CHECK(block_of("a\tb\r\nc\td\r\n") == Block{{"a", "b"}, {"c", "d"}});
  CHECK(block_of("one") == Block{{"one"}});
  CHECK(block_of("").empty());
  CHECK(block_of("a\n\nb") == Block{{"a"}, {""}, {"b"}});
  CHECK(block_of("\tb\na\t") == Block{{"", "b"}, {"a", ""}});
  CHECK(block_of("\"two\nlines\"\t\"say \"\"hi\"\"\"") == Block{{"two\nlines", "say \"hi\""}});
  // A quote that no cell ends is a character.
  CHECK(block_of("5\" pipe\t\"half") == Block{{"5\" pipe", "\"half"}});
}

TEST_CASE("a block written is the block read") {
  const Block block = {{"plain", "two\nlines"}, {"", "a \"b\"\tc"}};
  CHECK(block_of(block_text(block)) == block);
}

TEST_CASE("each column's text is taken as it was told") {
  Opened opened;
  const Audit& a = opened.document().audit();
  Touchpoint copy = a.touchpoints[2];
  copy.moment_of_truth = true;
  copy.level = Level::journey;
  copy.discipline = Discipline::cx;
  copy.volume = 12500;
  copy.importance = 4.5;
  copy.notes = "seen";
  Audit with = a;
  with.touchpoints[2] = copy;
  const Opened told(with);
  Touchpoint blank;
  blank.id = copy.id;
  for (const TouchpointColumn& column : touchpoint_columns()) {
    if (column.worked_out) continue;
    INFO(column.column.title);
    CHECK(take_text(a, blank, column.field, text_of(told.scored(), 2, column.field)).empty());
  }
  CHECK(blank == copy);
}

TEST_CASE("a text is taken in any case, blank is not known, the rest is told with what there is") {
  const Audit a = shop();
  Touchpoint t = a.touchpoints[0];
  CHECK(take_text(a, t, Field::stage, " HELP ").empty());
  CHECK(t.stage == StageId("help"));
  CHECK(take_text(a, t, Field::stage, "").empty());
  CHECK(!t.stage);
  CHECK(take_text(a, t, Field::stage, "hlp") == "There is no stage \"hlp\". There are: buy, help.");
  CHECK(take_text(a, t, Field::owner, "support; sales").empty());
  CHECK(t.ownership->accountable == std::vector{OwnerId("support"), OwnerId("sales")});
  CHECK(take_text(a, t, Field::owner, "nobody").empty());
  CHECK(t.ownership->accountable == std::vector<OwnerId>{});
  CHECK(take_text(a, t, Field::owner, "").empty());
  CHECK(!t.ownership->accountable);
  CHECK(take_text(a, t, Field::volume, "12,500").empty());
  CHECK(t.volume == 12500);
  CHECK(take_text(a, t, Field::volume, "0,125").empty());
  CHECK(t.volume == 0.125);
  CHECK(take_text(a, t, Field::volume, "many") == "\"many\" is no number.");
  CHECK(take_text(a, t, Field::importance, "7") == "It is from 1 to 5, not 7.");
  CHECK(take_text(a, t, Field::moment_of_truth, "maybe") == "\"maybe\" is neither yes nor no.");
  CHECK(take_text(a, t, Field::name, " ") == "A touchpoint needs a name.");
  CHECK(!take_text(a, t, Field::friction, "3").empty());
}

// Rows.

TEST_CASE("rows are gathered by a column, in its order, with those not known last") {
  const Opened opened;
  const TableRows rows = rows_of(opened.scored(), {}, {.grouped_by = Field::stage});
  CHECK(titles_and_names(opened, rows) ==
        Names{"# buy", "offer", "bill", "# help", "call", "# Not known", "claim"});
  CHECK(rows.groups[0].touchpoints == 2);
  CHECK(rows.touchpoints == 4);
}

TEST_CASE("a closed group keeps its heading, and rows are sorted within the groups") {
  const Opened opened;
  const TableRows rows =
      rows_of(opened.scored(), {},
              {.sorted_by = Field::name, .grouped_by = Field::stage, .closed = {"help"}});
  CHECK(titles_and_names(opened, rows) ==
        Names{"# buy", "bill", "offer", "# help", "# Not known", "claim"});
}

TEST_CASE("what is not known stands last whichever way is sorted") {
  const Opened opened;
  CHECK(titles_and_names(opened, rows_of(opened.scored(), {}, {.sorted_by = Field::channel})) ==
        Names{"offer", "call", "bill", "claim"});
  CHECK(titles_and_names(opened, rows_of(opened.scored(), {},
                                         {.sorted_by = Field::channel, .descending = true})) ==
        Names{"call", "offer", "bill", "claim"});
}

// Many cells.

TEST_CASE("a pasted block goes over the cells and adds the rows it has beyond the last") {
  Opened opened;
  const std::vector<std::size_t> from_call = {2, 3};
  const CellChanges changes =
      paste_into(opened.document(), {from_call, k_text_columns},
                 block_of("hotline\thelp\tphone\tsupport\nclaim\tbuy\nvisit\tHelp\nvisit\t\tweb"));
  REQUIRE(changes.problems.empty());
  CHECK(changes.added == 2);
  CHECK(opened.after(changes.command, k_text_columns) ==
        Block{{"offer", "buy", "web", "sales"},
              {"bill", "buy", "", ""},
              {"hotline", "help", "phone", "support"},
              {"claim", "buy", "", ""},
              {"visit", "help", "", ""},
              {"visit", "", "web", ""}});
}

TEST_CASE("a first line of titles says which columns a block is for") {
  Opened opened;
  const CellChanges changes = paste_into(opened.document(), {{}, k_text_columns},
                                         block_of("touchpoint\tVolume\tOwner\nvisit\t300\tsales"));
  REQUIRE(changes.problems.empty());
  CHECK(opened.after(changes.command, {Field::name, Field::volume, Field::owner}).back() ==
        Names{"visit", "300", "sales"});
}

TEST_CASE("a block with anything wrong in it changes nothing and tells all of it by place") {
  const Opened opened;
  const CellChanges changes =
      paste_into(opened.document(), {k_all, k_text_columns},
                 block_of("offer\tbye\nbill\tbuy\tfax\n\tbuy\na\tbuy\tweb\tsales\tmore"));
  CHECK(changes.command.empty());
  REQUIRE(changes.problems.size() == 4);
  CHECK(changes.problems[0] ==
        Problem{"Line 1, Stage", "There is no stage \"bye\". There are: buy, help."});
  CHECK(changes.problems[1].pointer == "Line 2, Channel");
  CHECK(changes.problems[2] == Problem{"Line 3, Touchpoint", "A touchpoint needs a name."});
  CHECK(changes.problems[3] == Problem{"Line 4",
                                       "5 cells for 4 columns. Begin further left, or show more "
                                       "columns."});
}

TEST_CASE("without names a block cannot go beyond the last row") {
  const Opened opened;
  const std::vector<std::size_t> last = {3};
  const std::vector<Field> stage = {Field::stage};
  const CellChanges changes = paste_into(opened.document(), {last, stage}, block_of("buy\nhelp"));
  CHECK(changes.command.empty());
  REQUIRE(changes.problems.size() == 1);
  CHECK(changes.problems[0].pointer == "Line 2");
}

TEST_CASE("cells that are worked out are passed over by a paste and told") {
  Opened opened;
  const std::vector<Field> columns = {Field::name, Field::friction, Field::stage};
  const CellChanges changes =
      paste_into(opened.document(), {k_all, columns}, block_of("offer\t99\thelp"));
  REQUIRE(changes.problems.empty());
  CHECK(changes.passed_over == std::vector{Field::friction});
  CHECK(opened.after(changes.command, {Field::stage}).front() == Names{"help"});
}

TEST_CASE("a column of several touchpoints is set in one step") {
  Opened opened;
  const std::vector<std::size_t> some = {0, 3};
  const CellChanges changes = fill(opened.document(), some, Field::channel, "phone");
  CHECK(changes.command.edits.size() == 2);
  CHECK(opened.after(changes.command, {Field::channel}) ==
        Block{{"phone"}, {""}, {"phone"}, {"phone"}});
}

// On the page.

class Page : public test::OpenPage {
public:
  explicit Page(const Audit& shown = shop()) : OpenPage(shown, "T") {}

  static Names stages() {
    Names names;
    for (const Touchpoint& t : kept().touchpoints) names.push_back(t.stage ? t.stage->text : "");
    return names;
  }
};

// The cell with the focus: of this touchpoint, so many columns to the right.
void go_to(std::string_view touchpoint, int columns) {
  REQUIRE(headless::press("rowheader", touchpoint));
  for (int i = 0; i < columns; ++i) headless::key("Right");
}

constexpr int k_stage = 5;  // the Stage column, counted from the name

TEST_CASE("Shift and the arrows choose rows, whose stage is set at once and undone at once") {
  const Page page;
  go_to("offer", 0);
  headless::key("Shift+Down");
  headless::key("Shift+Down");
  CHECK(test::OpenPage::says("4 touchpoints, 3 chosen"));
  REQUIRE(headless::press("combobox", "Set Stage"));
  REQUIRE(headless::press("option", "help"));
  CHECK(Page::stages() == Names{"help", "help", "help", ""});
  REQUIRE(headless::key("Ctrl+Z"));
  CHECK(Page::stages() == Names{"buy", "buy", "help", ""});
}

TEST_CASE("rows apart are chosen by Ctrl+arrows and Space; Escape leaves one") {
  const Page page;
  go_to("offer", 0);
  headless::key("Ctrl+Down");
  headless::key("Ctrl+Down");
  headless::key("Space");
  CHECK(test::OpenPage::says("2 chosen"));
  headless::key("Ctrl+Down");
  headless::key("Space");
  CHECK(test::OpenPage::says("3 chosen"));
  headless::key("Space");
  CHECK(test::OpenPage::says("2 chosen"));
  REQUIRE(headless::press("combobox", "Set Stage"));
  REQUIRE(headless::press("option", "Not known"));
  CHECK(Page::stages() == Names{"", "buy", "", ""});
  REQUIRE(headless::focus("rowheader", "offer"));
  headless::key("Escape");
  CHECK(!test::OpenPage::says("2 chosen"));
}

TEST_CASE("Ctrl+D fills the column with the focus down, over what is chosen or from above") {
  const Page page;
  go_to("offer", k_stage);
  REQUIRE(headless::key("Ctrl+A"));
  REQUIRE(headless::key("Ctrl+D"));
  CHECK(Page::stages() == Names{"buy", "buy", "buy", "buy"});
  REQUIRE(headless::key("Ctrl+Z"));
  go_to("claim", k_stage);
  REQUIRE(headless::key("Ctrl+D"));
  CHECK(Page::stages() == Names{"buy", "buy", "help", "help"});
}

TEST_CASE("cells are copied and pasted; one cell goes into all rows that are chosen") {
  const Page page;
  go_to("call", k_stage);
  CHECK(platform::runtime::copied() == "help");
  go_to("offer", k_stage);
  headless::key("Shift+Down");
  headless::paste("help");
  CHECK(Page::stages() == Names{"help", "help", "help", ""});
  go_to("bill", k_stage);
  headless::paste("buy\nbuy\nbuy");
  CHECK(Page::stages() == Names{"help", "buy", "buy", "buy"});
}

TEST_CASE("several rows are copied with all columns shown") {
  const Page page;
  go_to("offer", 0);
  headless::key("Shift+Down");
  const std::optional<std::string> text = platform::runtime::copied();
  REQUIRE(text);
  const Block block = block_of(*text);
  REQUIRE(block.size() == 2);
  CHECK(block[0].size() == usual_columns().size());
  CHECK(block[0][0] == "offer");
  CHECK(block[0][k_stage] == "buy");
  CHECK(block[1][0] == "bill");
}

TEST_CASE("cells that are not understood are told by line, and nothing is pasted") {
  const Page page;
  go_to("offer", k_stage);
  headless::paste("help\nhelpp");
  CHECK(headless::exists("dialog", "Nothing was pasted"));
  CHECK(test::OpenPage::says("Line 2, Stage"));
  REQUIRE(headless::key("Escape"));
  CHECK(Page::stages() == Names{"buy", "buy", "help", ""});
}

TEST_CASE("rows pasted into an empty audit become its touchpoints") {
  Audit empty = shop();
  empty.touchpoints.clear();
  const Page page(empty);
  headless::paste("Touchpoint\tStage\noffer\tbuy\ncall\thelp\n");
  const Audit kept = Page::kept();
  REQUIRE(kept.touchpoints.size() == 2);
  CHECK(kept.touchpoints[1].name == "call");
  CHECK(kept.touchpoints[1].stage == StageId("help"));
}

TEST_CASE("Delete takes away all rows that are chosen") {
  const Page page;
  go_to("offer", 0);
  headless::key("Shift+Down");
  REQUIRE(headless::key("Delete"));
  const Audit kept = Page::kept();
  REQUIRE(kept.touchpoints.size() == 2);
  CHECK(kept.touchpoints[0].name == "call");
}

TEST_CASE("groups open and close by keys and tell their number and worst friction") {
  const Page page;
  REQUIRE(headless::press("combobox", "Group by"));
  REQUIRE(headless::press("option", "Stage"));
  CHECK(headless::exists("rowheader", "buy, 2 touchpoints"));
  go_to("offer", 2);
  headless::key("Up");
  headless::key("Left");
  CHECK(!headless::exists("rowheader", "offer"));
  CHECK(headless::exists("rowheader", "call"));
  headless::key("Right");
  CHECK(headless::exists("rowheader", "offer"));
}

TEST_CASE("columns are shown and hidden from a menu") {
  const Page page;
  CHECK(headless::exists("columnheader", "Stage"));
  REQUIRE(headless::press("button", "Columns"));
  REQUIRE(headless::press("menuitemcheckbox", "Stage"));
  CHECK(!headless::exists("columnheader", "Stage"));
  REQUIRE(headless::press("button", "Columns"));
  REQUIRE(headless::press("menuitemcheckbox", "Moment of truth"));
  CHECK(headless::exists("columnheader", "Moment of truth"));
}

}  // namespace
}  // namespace touchstone::app
