// The library: what is kept in the browser's store survives, whatever happens to the store.
#include <algorithm>
#include <map>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "assets/embedded.hpp"
#include "document/edits.hpp"
#include "document/journal.hpp"
#include "document/new_audit.hpp"
#include "document/read.hpp"
#include "document/write.hpp"
#include "host/headless.hpp"
#include "keeping/library.hpp"
#include "support/page.hpp"
#include "text/concat.hpp"

namespace touchstone::app {
namespace {

namespace headless = platform::headless;
using Records = std::map<std::string, std::string>;

Document small_document() {
  return Document(*read_audit(assets::samples().front().text, shipped_model()), shipped_model());
}

Command retitle(const Document& document, std::string title) {
  Header header = document.audit().header;
  header.title = std::move(title);
  return change_header(document, std::move(header), "Title");
}

Stage later_stage() {
  Stage stage;
  stage.id = StageId("later");
  return stage;
}

// A checkpoint and three edits after it, as the store holds them.
Records three_edits(Document& document) {
  Records records{{"audit/7/000001", write_audit(document.audit())}};
  for (const char* title : {"One", "Two", "Three"}) {
    const Command command = retitle(document, title);
    REQUIRE(document.apply(command).empty());
    records[concat("audit/7/000001/00000", std::to_string(records.size()))] =
        write_command(command);
  }
  return records;
}

// The program in a page without a machine, begun anew as often as wanted with the same store.
class Page : public test::OpenPage {
public:
  Page() : OpenPage(test::PageSetting{.width = 1280, .height = 800}) {}

  static void start_again() {
    headless::start_again();
    headless::frames();
  }

  static void type_title(std::string_view title) {
    REQUIRE(headless::press("button", "Audit set-up"));
    REQUIRE(headless::enter("textbox", "Title", title));
    headless::frames();
  }
};

void open_library() {
  REQUIRE(headless::press("button", "Audit"));
  REQUIRE(headless::press("menuitem", "Library ..."));
  headless::frames();
}

TEST_CASE("a journal leads to the audit as it was after its last edit") {
  Document document = small_document();
  const Result<Recovered> recovered =
      recover(sort_records("7", three_edits(document)), shipped_model());
  REQUIRE(recovered);
  CHECK(recovered->is_whole());
  CHECK(recovered->audit == document.audit());
}

TEST_CASE("of a journal with a missing record all that fits is recovered, and the rest set aside") {
  Document document = small_document();
  Records records = three_edits(document);
  records.erase("audit/7/000001/000002");
  const Result<Recovered> recovered = recover(sort_records("7", records), shipped_model());
  REQUIRE(recovered);
  // "Three" took the place of "Two", which is not there.
  CHECK(recovered->audit.header.title == "One");
  REQUIRE(recovered->set_aside.size() == 2);
  CHECK(recovered->set_aside[0].record.empty());
  CHECK(recovered->set_aside[1].label == "Title");
}

TEST_CASE("of a journal with a broken record all that fits is recovered, and the rest set aside") {
  Document document = small_document();
  Records records = three_edits(document);
  records["audit/7/000001/000002"] = "{\"label\":";
  const Command stage = insert_element(document, later_stage(), "Add a stage");
  REQUIRE(document.apply(stage).empty());
  records["audit/7/000001/000004"] = write_command(stage);
  const Result<Recovered> recovered = recover(sort_records("7", records), shipped_model());
  REQUIRE(recovered);
  CHECK(recovered->audit.header.title == "One");
  CHECK(recovered->audit.stages == document.audit().stages);
  REQUIRE(recovered->set_aside.size() == 2);
  CHECK(recovered->set_aside[0].record == "{\"label\":");
}

TEST_CASE("edits after a checkpoint that cannot be read are carried out on what came before it") {
  Document document = small_document();
  Records records = three_edits(document);
  records["audit/7/000002"] = "{";
  const Command stage = insert_element(document, later_stage(), "Add a stage");
  REQUIRE(document.apply(stage).empty());
  records["audit/7/000002/000001"] = write_command(stage);
  const Result<Recovered> recovered = recover(sort_records("7", records), shipped_model());
  REQUIRE(recovered);
  CHECK(recovered->audit == document.audit());
  REQUIRE(recovered->set_aside.size() == 1);
  CHECK(recovered->set_aside[0].record == "{");
}

TEST_CASE(
    "where the newest checkpoint cannot be read the one before it is taken, and that is told") {
  Document document = small_document();
  Records records = three_edits(document);
  records["audit/7/000002"] = "{\"format\":\"touch";
  const Result<Recovered> recovered = recover(sort_records("7", records), shipped_model());
  REQUIRE(recovered);
  CHECK(recovered->audit.header.title == "Three");
  CHECK(recovered->set_aside.size() == 1);
}

TEST_CASE("the newest checkpoint counts, and only its own edits") {
  Document document = small_document();
  Records records = three_edits(document);
  Document later = small_document();
  REQUIRE(later.apply(retitle(later, "Later")).empty());
  records["audit/7/000002"] = write_audit(later.audit());
  const Result<Recovered> recovered = recover(sort_records("7", records), shipped_model());
  REQUIRE(recovered);
  CHECK(recovered->audit.header.title == "Later");
}

TEST_CASE("an audit of which nothing can be read says why") {
  const Result<Recovered> nothing = recover(KeptRecords{}, shipped_model());
  CHECK_FALSE(nothing);
  const Result<Recovered> broken =
      recover(sort_records("7", {{"audit/7/000001", "no JSON"}}), shipped_model());
  REQUIRE_FALSE(broken);
  CHECK_FALSE(broken.problems().front().message.empty());
}

TEST_CASE("keys that are none of the journal's are left out") {
  const KeptRecords records = sort_records("7", {{"audit/7/1", "a"},
                                                 {"audit/7/00000x", "b"},
                                                 {"audit/77/000001", "c"},
                                                 {"audit/7/000003/000001", "d"}});
  CHECK(records.checkpoints.empty());
}

TEST_CASE("what the library shows of an audit is read as it was written") {
  const KeptAudit about{.id = "7",
                        .title = "Kündigung </script>",
                        .changed = 1.8e9,
                        .touchpoints = 41,
                        .bytes = 38000,
                        .deleted = 1.8e9 + 60};
  const std::optional<KeptAudit> read = read_about("7", write_about(about));
  REQUIRE(read);
  CHECK(read->title == about.title);
  CHECK(read->changed == about.changed);
  CHECK(read->touchpoints == about.touchpoints);
  CHECK(read->deleted == about.deleted);
  CHECK_FALSE(read_about("7", "[1, 2]"));
  CHECK_FALSE(read_about("7", "{"));
}

TEST_CASE("of a sealed audit the library does not keep the title") {
  const std::string text =
      write_about({.id = "7", .title = "Secret plan", .sealed = true, .deleted = {}});
  CHECK(text.find("Secret") == std::string::npos);
  CHECK(read_about("7", text)->sealed);
}

TEST_CASE("an edit is kept by one short record, and the work is there after a new start") {
  Page page;
  page.type_title("First");
  page.type_title("Second");
  std::size_t checkpoints = 0, edits = 0;
  for (const auto& [key, bytes] : headless::stored()) {
    if (!key.starts_with("audit/")) continue;
    key.ends_with("/000001") && std::ranges::count(key, '/') == 2 ? ++checkpoints : ++edits;
    if (std::ranges::count(key, '/') == 3) CHECK(bytes.size() < 2000);
  }
  CHECK(checkpoints == 1);
  CHECK(edits == 1);
  page.start_again();
  CHECK(headless::title() == "Second · Touchstone");
}

TEST_CASE("opening another audit leaves the kept one in the library, to be opened again") {
  Page page;
  page.type_title("My own work");
  open_library();
  REQUIRE(headless::press("button", "Close"));
  REQUIRE(headless::press("button", "Audit"));
  REQUIRE(headless::press("menuitem", "New audit"));
  REQUIRE(headless::press("button", "Start the audit"));
  headless::frames();
  CHECK(headless::title() == "New audit · Touchstone");
  CHECK(headless::stored().size() > 1);
  open_library();
  REQUIRE(headless::press("button", "Open"));
  headless::frames();
  CHECK(headless::title() == "My own work · Touchstone");
}

TEST_CASE("a deleted audit can be brought back") {
  Page page;
  page.type_title("My own work");
  open_library();
  REQUIRE(headless::press("button", "Delete"));
  headless::frames();
  CHECK(headless::title() != "My own work · Touchstone");
  REQUIRE(headless::press("button", "Deleted, 1"));
  REQUIRE(headless::press("button", "Bring back"));
  headless::frames();
  REQUIRE(headless::press("button", "Open"));
  headless::frames();
  CHECK(headless::title() == "My own work · Touchstone");
}

TEST_CASE("with a passphrase nothing readable is kept, and a new start asks for it") {
  Page page;
  page.type_title("Secret plan");
  REQUIRE(headless::press("button", "Audit"));
  REQUIRE(headless::press("menuitem", "Passphrase ..."));
  REQUIRE(headless::enter("textbox", "Passphrase", "correct horse"));
  REQUIRE(headless::enter("textbox", "The same again", "correct horse"));
  REQUIRE(headless::press("button", "Seal"));
  headless::frames();
  page.type_title("Secret plan, second draft");
  for (const auto& [key, bytes] : headless::stored()) {
    INFO(key);
    if (key.starts_with("about/")) CHECK(bytes.find("Secret") == std::string::npos);
    if (key.starts_with("audit/")) CHECK(is_sealed(bytes));
  }
  page.start_again();
  REQUIRE(headless::enter("textbox", "Passphrase", "wrong"));
  headless::frames();
  CHECK(test::OpenPage::says("This is not the passphrase, or the file is damaged."));
  REQUIRE(headless::enter("textbox", "Passphrase", "correct horse"));
  headless::frames();
  REQUIRE(headless::press("button", "Audit set-up"));
  CHECK(headless::value_of("textbox", "Title") == "Secret plan, second draft");
}

TEST_CASE("an audit that another window keeps is shown and not edited, until it is taken over") {
  Page page;
  page.type_title("Shared");
  std::string id = headless::stored()["open"];
  headless::hold_elsewhere(id);
  page.start_again();
  REQUIRE(headless::press("button", "Audit set-up"));
  CHECK(test::OpenPage::says("Another window edits this audit"));
  CHECK_FALSE(headless::enter("textbox", "Title", "Overwritten"));
  CHECK(headless::title() == "Shared · Touchstone");
  REQUIRE(headless::press("button", "Edit here instead"));
  headless::frames();
  page.type_title("Taken over");
  CHECK(headless::title() == "Taken over · Touchstone");
}

TEST_CASE("what another window writes while its last edit is being read is seen too") {
  Page page;
  page.type_title("First");
  page.type_title("Second");
  page.type_title("Third");
  const std::string id = headless::stored()["open"];
  const auto key_of = [&id](int edit) {
    return concat("audit/", id, "/000001/00000", std::to_string(edit));
  };
  const auto without = [](const std::string& key) {
    auto record = headless::stored().extract(key);
    REQUIRE_FALSE(record.empty());
    return record.mapped();
  };
  const std::string third = without(key_of(2));
  const std::string second = without(key_of(1));
  headless::hold_elsewhere(id);
  page.start_again();
  CHECK(headless::title() == "First · Touchstone");
  SECTION("in a window that looks on") {}
  SECTION("in a window that takes over") {
    REQUIRE(headless::press("button", "Edit here instead"));
  }
  headless::store_elsewhere(key_of(1), second);
  headless::store_elsewhere(key_of(2), third);
  headless::frames();
  CHECK(headless::title() == "Third · Touchstone");
}

TEST_CASE("a damaged journal opens as a copy and leaves the original alone") {
  Page page;
  page.type_title("First");
  page.type_title("Second");
  page.type_title("Third");
  Records& store = headless::stored();
  const std::string id = store["open"];
  store[concat("audit/", id, "/000001/000001")] = "damaged";
  const Records before = headless::stored();
  page.start_again();
  CHECK(headless::title() == "First · Touchstone");
  CHECK(headless::exists("dialog", "2 edits set aside"));
  CHECK(test::OpenPage::says("The record is damaged and cannot be read."));
  REQUIRE(headless::press("button", "Save them as a file"));
  headless::frames();
  CHECK(headless::saved_files().back().name == "First-set-aside.json");
  CHECK(headless::saved_files().back().bytes.find("\"record\":\"damaged\"") != std::string::npos);
  REQUIRE(headless::press("button", "Close"));
  page.type_title("Going on");
  for (const auto& [key, bytes] : before) {
    INFO(key);
    if (key.starts_with("audit/")) CHECK(headless::stored()[key] == bytes);
  }
  page.start_again();
  CHECK(headless::title() == "Going on · Touchstone");
}

TEST_CASE("an edit that does not fit is set aside, and the later ones are carried out") {
  Page page;
  page.type_title("First");
  page.type_title("Second");
  REQUIRE(headless::enter("textbox", "Organisation", "Bank of Examples"));
  headless::frames();
  Records& store = headless::stored();
  const std::string id = store["open"];
  store[concat("audit/", id, "/000001/000001")] = "damaged";
  page.start_again();
  CHECK(headless::exists("dialog", "1 edit set aside"));
  REQUIRE(headless::press("button", "Close"));
  REQUIRE(headless::press("button", "Audit set-up"));
  CHECK(headless::value_of("textbox", "Title") == "First");
  CHECK(headless::value_of("textbox", "Organisation") == "Bank of Examples");
}

std::size_t kept_audits() {
  return static_cast<std::size_t>(std::ranges::count_if(
      headless::stored(), [](const auto& record) { return record.first.starts_with("about/"); }));
}

void drop(std::string_view bytes) {
  headless::drop({{.name = "audit.touchstone.json", .bytes = std::string(bytes)}});
  headless::frames();
}

void start_another() {
  REQUIRE(headless::press("button", "Audit"));
  REQUIRE(headless::press("menuitem", "New audit"));
  REQUIRE(headless::press("button", "Start the audit"));
  headless::frames();
}

void save() {
  REQUIRE(headless::press("button", "Save"));
  headless::frames();
}

TEST_CASE("a file that is worked on in two sittings is one audit of the library") {
  Page page;
  drop(write_audit(small_document().audit()));
  page.type_title("First sitting");
  save();
  start_another();
  drop(headless::saved_files().back().bytes);
  CHECK(headless::title() == "First sitting · Touchstone");
  page.type_title("Second sitting");
  CHECK(kept_audits() == 2);  // with the new one that came between
  page.start_again();
  CHECK(headless::title() == "Second sitting · Touchstone");
}

TEST_CASE("a file of which the library holds later work asks which of the two to open") {
  const std::string file = write_audit(small_document().audit());
  Page page;
  drop(file);
  const std::string in_the_file = headless::title();
  page.type_title("Later work");
  start_another();
  drop(file);
  CHECK(headless::title() == "New audit · Touchstone");
  CHECK(test::OpenPage::says("\"audit.touchstone.json\" holds the audit as it was on "));
  CHECK(test::OpenPage::says("This browser keeps later work on it, last changed on "));
  SECTION("the later work") {
    REQUIRE(headless::press("button", "Open the later work"));
    headless::frames();
    CHECK(headless::title() == "Later work · Touchstone");
    page.type_title("Gone on");
    CHECK(kept_audits() == 2);
  }
  SECTION("the file") {
    REQUIRE(headless::press("button", "Open the file as it is"));
    headless::frames();
    CHECK(headless::title() == in_the_file);
    page.type_title("Another way");
    CHECK(kept_audits() == 3);
  }
}

TEST_CASE("whether the work is in a file is known after a new start") {
  Page page;
  page.type_title("Mine");
  CHECK(test::OpenPage::says("Not in a file"));
  save();
  CHECK_FALSE(test::OpenPage::says("Not in a file"));
  page.start_again();
  CHECK(test::OpenPage::says("As in Mine.touchstone.json."));
  CHECK_FALSE(headless::is_unsaved());
  page.type_title("Mine, again");
  CHECK(headless::is_unsaved());
  CHECK(test::OpenPage::says("Not in a file"));
  page.start_again();
  CHECK(headless::is_unsaved());
  save();
  CHECK(headless::saved_files().back().name == "Mine.touchstone.json");
  CHECK(headless::saved_files().back().handle == headless::saved_files().front().handle);
}

TEST_CASE("a recent file is opened from the library, or taken off the list") {
  Page page;
  headless::recent() = {{7, "workshop.touchstone.json", 1.8e9}};
  open_library();
  SECTION("opened") {
    headless::offer_file(
        {.name = "workshop.touchstone.json", .bytes = write_audit(new_audit({20000}, "Workshop"))});
    REQUIRE(headless::press("button", "Open"));
    headless::frames();
    CHECK(headless::title() == "Workshop · Touchstone");
    CHECK_FALSE(headless::exists("dialog", "Library"));
  }
  SECTION("taken off") {
    REQUIRE(headless::press("button", "Forget"));
    headless::frames();
    CHECK_FALSE(test::OpenPage::says("workshop.touchstone.json"));
  }
}

TEST_CASE("a store that refuses is told on the screen") {
  Page page;
  headless::break_store();
  page.type_title("Not kept");
  CHECK(test::OpenPage::says("Not kept in this browser"));
}

TEST_CASE("a narrow page, which has no status line, tells above the view that nothing is kept") {
  const test::OpenPage page(test::PageSetting{.width = 390, .height = 844});
  headless::break_store();
  start_another();
  CHECK(test::OpenPage::says("Not kept in this browser"));
}

TEST_CASE("what a store refused is kept as soon as it takes it, without another edit") {
  Page page;
  headless::break_store();
  page.type_title("Not kept at first");
  headless::mend_store();
  headless::advance_clock(1000);
  headless::frames();
  CHECK(test::OpenPage::says("Kept in this browser at"));
  page.start_again();
  CHECK(headless::title() == "Not kept at first · Touchstone");
}

TEST_CASE("while a store refuses it is tried again, less and less often") {
  Page page;
  headless::break_store();
  page.type_title("Not kept");
  for (int second = 0; second < 30; ++second) {
    headless::advance_clock(1000);
    headless::frames();
    CHECK(test::OpenPage::says("Not kept in this browser"));
  }
  headless::mend_store();
  headless::advance_clock(60000);
  headless::frames();
  CHECK(test::OpenPage::says("Kept in this browser at"));
}

TEST_CASE("a new audit is kept from its first moment, and leaving asks") {
  Page page;
  start_another();
  CHECK(headless::is_unsaved());
  CHECK(test::OpenPage::says("Not in a file"));
  page.start_again();
  CHECK(headless::title() == "New audit · Touchstone");
}

TEST_CASE(
    "rows pasted into an empty audit and a title typed after them are there after a new start") {
  Page page;
  start_another();
  REQUIRE(headless::press("button", "Touchpoints 0"));
  headless::paste("Refund call\nSign-up\nInvoice");
  page.type_title("My first quarter of an hour");
  page.type_title("My first half hour");
  page.start_again();
  CHECK(headless::title() == "My first half hour · Touchstone");
  REQUIRE(headless::press("button", "Touchpoints 3"));
  CHECK(test::OpenPage::says("Refund call"));
  CHECK_FALSE(test::OpenPage::says("set aside"));
}

TEST_CASE("a store that was cleared is told once, with the day of what it kept") {
  Page page;
  page.type_title("Gone");
  headless::stored().clear();
  page.start_again();
  CHECK(headless::exists("alertdialog", "What this browser kept is gone"));
  page.start_again();
  CHECK_FALSE(headless::exists("alertdialog", "What this browser kept is gone"));
}

TEST_CASE("a library whose last audit was deleted for good is no cleared store") {
  Page page;
  page.type_title("Not wanted");
  open_library();
  REQUIRE(headless::press("button", "Delete"));
  headless::frames();
  REQUIRE(headless::press("button", "Deleted, 1"));
  REQUIRE(headless::press("button", "Delete for good"));
  headless::frames();
  page.start_again();
  CHECK_FALSE(headless::exists("alertdialog", "What this browser kept is gone"));
}

// A page that was saved with an audit.

class SavedPage : public Page {
public:
  SavedPage() {
    headless::save_page_with(write_audit(new_audit({20000}, "As it was saved")));
    start_again();
  }
};

TEST_CASE("a saved page that is opened again offers the later work that this browser keeps") {
  SavedPage page;
  CHECK(headless::title() == "As it was saved · Touchstone");
  page.type_title("Worked on in the page");
  page.start_again();
  REQUIRE(headless::exists("alertdialog", "Later work on this audit"));
  CHECK(test::OpenPage::says("This page holds the audit as it was on "));
  CHECK(test::OpenPage::says("This browser keeps later work on it, last changed on "));
  SECTION("which is opened and goes on where it was left") {
    REQUIRE(headless::press("button", "Open the later work"));
    headless::frames();
    CHECK(headless::title() == "Worked on in the page · Touchstone");
    page.type_title("Gone on");
    CHECK(kept_audits() == 1);
  }
  SECTION("or left alone") {
    REQUIRE(headless::press("button", "Stay with the page"));
    headless::frames();
    CHECK(headless::title() == "As it was saved · Touchstone");
    page.type_title("Another way");
    CHECK(kept_audits() == 2);
  }
}

TEST_CASE("saving in a saved page writes the page again, and then nothing later is offered") {
  SavedPage page;
  page.type_title("Worked on in the page");
  REQUIRE(headless::key("Ctrl+S"));
  headless::frames();
  const auto saved = headless::saved_files().back();
  CHECK(saved.name == "audit.touchstone.html");
  CHECK(saved.mime == "text/html");
  REQUIRE(saved.bytes.starts_with("<html>"));
  CHECK_FALSE(headless::is_unsaved());
  headless::save_page_with(saved.bytes.substr(std::string_view("<html>").size()));
  page.start_again();
  CHECK(headless::title() == "Worked on in the page · Touchstone");
  CHECK_FALSE(test::OpenPage::says("Later work on this audit"));
  page.type_title("And again");
  CHECK(kept_audits() == 1);
  page.start_again();
  REQUIRE(headless::press("button", "Open the later work"));
  headless::frames();
  REQUIRE(headless::key("Ctrl+S"));
  headless::frames();
  CHECK(headless::saved_files().back().name == "audit.touchstone.html");
  CHECK(headless::saved_files().back().handle == saved.handle);
}

TEST_CASE("an older copy of a saved page is met again, too") {
  SavedPage page;
  page.type_title("Worked on in the page");
  REQUIRE(headless::key("Ctrl+S"));
  headless::frames();
  page.type_title("After that");
  page.start_again();
  CHECK(headless::exists("alertdialog", "Later work on this audit"));
}

TEST_CASE(
    "an older file of an audit whose newest file is current is not opened for it in silence") {
  Page page;
  drop(write_audit(small_document().audit()));
  page.type_title("First sitting");
  save();
  const std::string first = headless::saved_files().back().bytes;
  page.type_title("Second sitting");
  save();
  start_another();
  drop(first);
  CHECK(test::OpenPage::says("holds the audit as it was on "));
  REQUIRE(headless::press("button", "Open the later work"));
  headless::frames();
  CHECK(headless::title() == "Second sitting · Touchstone");
}

TEST_CASE("a page saved from the program is met again in this browser") {
  Page page;
  page.type_title("Mine");
  REQUIRE(headless::press("button", "Audit"));
  REQUIRE(headless::press("menuitem", "Save as web page ..."));
  headless::frames();
  const std::string html = headless::saved_files().back().bytes;
  page.type_title("Mine, later");
  headless::save_page_with(html.substr(std::string_view("<html>").size()));
  page.start_again();
  CHECK(headless::title() == "Mine · Touchstone");
  REQUIRE(headless::press("button", "Open the later work"));
  headless::frames();
  CHECK(headless::title() == "Mine, later · Touchstone");
  REQUIRE(headless::key("Ctrl+S"));
  headless::frames();
  CHECK(headless::saved_files().back().mime == "text/html");
}

TEST_CASE("a read-only page shows everything and changes nothing") {
  headless::start(1280, 800, {{"read-only", ""}});
  headless::frames();
  REQUIRE(headless::press("button", "Audit set-up"));
  CHECK(test::OpenPage::says("read-only copy"));
  CHECK_FALSE(headless::enter("textbox", "Title", "Changed"));
  REQUIRE(headless::key("N"));
  headless::frames();
  CHECK(test::OpenPage::says("nothing was changed"));
  headless::stop();
}

}  // namespace
}  // namespace touchstone::app
