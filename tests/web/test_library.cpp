// The library: what is kept in the browser's store survives, whatever happens to the store.
#include <algorithm>
#include <map>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "app/library.hpp"
#include "assets/embedded.hpp"
#include "audit/edits.hpp"
#include "audit/new_audit.hpp"
#include "audit/read.hpp"
#include "audit/write.hpp"
#include "platform/headless.hpp"
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

bool stands_on_the_page(std::string_view text) {
  return headless::describe().find(text) != std::string::npos;
}

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
  CHECK(recovered->lost == 0);
  CHECK(recovered->audit == document.audit());
}

TEST_CASE(
    "of a journal with a missing record all before it is recovered, and the rest is counted") {
  Document document = small_document();
  Records records = three_edits(document);
  records.erase("audit/7/000001/000002");
  const Result<Recovered> recovered = recover(sort_records("7", records), shipped_model());
  REQUIRE(recovered);
  CHECK(recovered->audit.header.title == "One");
  CHECK(recovered->lost == 1);
}

TEST_CASE("of a journal with a broken record all before it is recovered, and the rest is counted") {
  Document document = small_document();
  Records records = three_edits(document);
  records["audit/7/000001/000002"] = "{\"label\":";
  const Result<Recovered> recovered = recover(sort_records("7", records), shipped_model());
  REQUIRE(recovered);
  CHECK(recovered->audit.header.title == "One");
  CHECK(recovered->lost == 2);
}

TEST_CASE(
    "where the newest checkpoint cannot be read the one before it is taken, and that is told") {
  Document document = small_document();
  Records records = three_edits(document);
  records["audit/7/000002"] = "{\"format\":\"touch";
  const Result<Recovered> recovered = recover(sort_records("7", records), shipped_model());
  REQUIRE(recovered);
  CHECK(recovered->audit.header.title == "Three");
  CHECK(recovered->lost == 1);
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
  CHECK(stands_on_the_page("This is not the passphrase, or the file is damaged."));
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
  CHECK(stands_on_the_page("Another window edits this audit"));
  CHECK_FALSE(headless::enter("textbox", "Title", "Overwritten"));
  CHECK(headless::title() == "Shared · Touchstone");
  REQUIRE(headless::press("button", "Edit here instead"));
  headless::frames();
  page.type_title("Taken over");
  CHECK(headless::title() == "Taken over · Touchstone");
}

TEST_CASE("a damaged journal opens as a copy and leaves the original alone") {
  Page page;
  page.type_title("First");
  page.type_title("Second");
  page.type_title("Third");
  Records& store = headless::stored();
  const std::string id = store["open"];
  store[concat("audit/", id, "/000001/000001")] = "damaged";
  page.start_again();
  CHECK(headless::title() == "First · Touchstone");
  const Records before = headless::stored();
  page.type_title("Going on");
  for (const auto& [key, bytes] : before) {
    INFO(key);
    if (key.starts_with("audit/")) CHECK(headless::stored()[key] == bytes);
  }
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
  CHECK(kept_audits() == 1);
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
  CHECK(
      stands_on_the_page("\"Later work\" was changed here after audit.touchstone.json was saved"));
  SECTION("the later work") {
    REQUIRE(headless::press("button", "Open the later work"));
    headless::frames();
    CHECK(headless::title() == "Later work · Touchstone");
    page.type_title("Gone on");
    CHECK(kept_audits() == 1);
  }
  SECTION("the file") {
    REQUIRE(headless::press("button", "Open the file as it is"));
    headless::frames();
    CHECK(headless::title() == in_the_file);
    page.type_title("Another way");
    CHECK(kept_audits() == 2);
  }
}

TEST_CASE("whether the work is in a file is known after a new start") {
  Page page;
  page.type_title("Mine");
  CHECK(stands_on_the_page("Not in a file"));
  save();
  CHECK_FALSE(stands_on_the_page("Not in a file"));
  page.start_again();
  CHECK(stands_on_the_page("As in Mine.touchstone.json."));
  CHECK_FALSE(headless::is_unsaved());
  page.type_title("Mine, again");
  CHECK(headless::is_unsaved());
  CHECK(stands_on_the_page("Not in a file"));
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
    CHECK_FALSE(stands_on_the_page("workshop.touchstone.json"));
  }
}

TEST_CASE("a store that refuses is told on the screen") {
  Page page;
  headless::break_store();
  page.type_title("Not kept");
  CHECK(stands_on_the_page("Not kept in this browser"));
}

TEST_CASE("a read-only page shows everything and changes nothing") {
  headless::start(1280, 800, {{"read-only", ""}});
  headless::frames();
  REQUIRE(headless::press("button", "Audit set-up"));
  CHECK(stands_on_the_page("read-only copy"));
  CHECK_FALSE(headless::enter("textbox", "Title", "Changed"));
  REQUIRE(headless::key("N"));
  headless::frames();
  CHECK(stands_on_the_page("nothing was changed"));
  headless::stop();
}

}  // namespace
}  // namespace touchstone::app
