// What the views see, and the only thing they may ask for.
//
// State is read-only: the audit, its scores and where it is kept. UiState is theirs to keep:
// selection, filters, half-made choices. Requests is the queue of changes they want; App carries it
// out after the frame. So a view is a function draw_...(const State&, UiState&, Requests&) and
// holds nothing.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "audit/audit.hpp"
#include "document/command.hpp"
#include "document/document.hpp"
#include "document/edits.hpp"
#include "document/history.hpp"
#include "draw/map_grid.hpp"
#include "keeping/library.hpp"
#include "model/model.hpp"
#include "platform/platform.hpp"
#include "rooms/import_room.hpp"
#include "rooms/workshop_room.hpp"
#include "score/scores.hpp"
#include "state/insights.hpp"
#include "state/ownership_ui.hpp"
#include "state/studies.hpp"
#include "state/touchpoint_table.hpp"
#include "ui/ui.hpp"

namespace touchstone::app {

// Where the open audit came from and where it is kept, and so where "Save" puts it.
struct Keeping {
  enum class Origin { sample, fresh, file, library, page };
  Origin origin = Origin::sample;
  std::string file_name = {};  // as opened or last saved; "" before that
  platform::FileHandle handle = platform::k_no_handle;
  bool is_page = false;      // the file is a saved page: saving writes the page again
  std::string kept = {};     // what the status line says about the last save, in a sentence
  std::string trouble = {};  // why keeping it failed; "" when it did not
  bool in_no_file = false;   // kept in the library with changes that its file does not hold
  bool follows = false;      // another window keeps it: shown, not edited
  bool takes_over = false;   // follows until what the other window did last has been read
  platform::SealKey key = platform::k_no_key;  // of its passphrase

  bool is_sample() const { return origin == Origin::sample; }
};

// A file that could not be opened, with all its problems; the open audit stays as it is.
struct RefusedFile {
  std::string name;
  Problems problems;
};

// What of a kept audit could not be carried out again; the open audit is all that could.
struct SetAsideEdits {
  std::string title;  // of the audit
  std::vector<SetAside> records;
};

// Something sealed that waits for its passphrase.
struct Locked {
  std::string name;          // of the file, or of the audit in the library
  std::string text;          // sealed
  std::string kept_id = {};  // in the library; "": a file or this page
  platform::FileHandle handle = platform::k_no_handle;
  bool is_this_page = false;
  std::string problem = {};  // why the last passphrase did not open it
};

struct State {
  const Document& document;  // for the builders of commands (audit/edits.hpp)
  const Audit& audit;        // document.audit()
  const Model& model;        // document.model(): with the audit's overrides
  const Scores& scores;
  Insights& insights;     // found out when a view asks
  Studies& studies;       // the same, over several frames
  std::uint64_t version;  // another after every change of the audit, and so of its scores
  const History& history;
  const Keeping& keeping;
  const OtherAudit* other;         // read to be compared with; null: none
  const RefusedFile* refused;      // null: none
  const SetAsideEdits* set_aside;  // null: none
  const Locked* locked;            // null: none
  const Library& library;
  const WorkshopRoom& room;   // of a workshop, what is in no audit
  const ImportRoom& imports;  // files on their way into the audit
  std::string_view kept_id;   // of the open audit in the library; "" while it is not kept
  bool unsaved;               // has changes that are in no file
  bool read_only;             // this page was saved for reading only
  double evaluate_ms;         // of the latest evaluation

  bool can_edit() const { return !read_only && !keeping.follows; }
};

enum class View {
  overview,
  map,
  touchpoints,
  ownership,
  priorities,
  diagnostics,
  workshop,
  compare,
  report,
  importing,
  setup,
  model,
  help
};

using draw::Lanes;  // of the journey map

// Things to do that are no edits of the audit.
struct Undo {};

struct Redo {};

struct NewAudit {
  std::optional<std::size_t> from_template = {};  // in assets::templates(); none: empty
  std::string title = {};                         // "": "New audit"
};

struct OpenSample {
  std::size_t index;  // in assets::samples()
};

struct OpenFile {};

struct OpenRecent {
  platform::FileHandle handle;
};

struct ForgetRecent {
  platform::FileHandle handle;
};

struct CompareWithFile {};

struct CompareWithKept {  // of the library
  std::string id;
};

struct Save {};

struct SaveAs {};

struct SavePage {
  bool read_only;
};

// A file that nobody works on in Touchstone: a report, a table, a picture.
struct SaveOutput {
  std::string suffix;  // of the file's name, with the ending
  std::string mime;    // "image/png": a picture to be made from an SVG
  std::string bytes;
};

struct DismissRefusal {};

// Of the library, by id.
struct OpenKept {
  std::string id;
};

struct RenameKept {
  std::string id, title;
};

struct DuplicateKept {
  std::string id;
};

struct DeleteKept {
  std::string id;
};

struct BringBackKept {
  std::string id;
};

struct TakeOutKept {
  std::string id;
};

struct ExportKept {  // a file with whatever can be read of it
  std::string id;
};

struct ExportStore {};  // every record of the store as one file

struct TakeOver {};  // edit here what another window keeps

struct SetPassphrase {
  std::string passphrase;  // "": none any more
};

struct Unlock {
  std::string passphrase;
};

struct DismissLocked {};

struct SaveSetAside {};

struct DismissSetAside {};

struct ReplaceAudit {};  // open what waits for the answer to a question

struct SaveAndReplace {};  // the same, once the open audit is saved

using Action =
    std::variant<Undo, Redo, NewAudit, OpenSample, OpenFile, OpenRecent, ForgetRecent, Save, SaveAs,
                 SavePage, DismissRefusal, OpenKept, RenameKept, DuplicateKept, DeleteKept,
                 BringBackKept, TakeOutKept, ExportKept, ExportStore, TakeOver, SetPassphrase,
                 Unlock, DismissLocked, SaveSetAside, DismissSetAside, ReplaceAudit, SaveAndReplace,
                 CompareWithFile, CompareWithKept, SaveOutput>;

// Something that waits for an answer; without one nothing happens.
struct Question {
  struct Answer {
    std::string label;
    Action action;
    bool loses_work = false;
  };

  std::string title, text;
  std::vector<Answer> answers;
  std::string without = "Cancel";  // leaves all as it is
};

struct UiState {
  View view = View::map;
  std::optional<TouchpointId> selected;
  std::optional<RaterId> rater;  // whose ratings the inspector edits; none: the first
  bool inspector_open = false;   // on a narrow page the inspector covers the view
  TouchpointFilter filter;

  struct TouchpointTable {
    ui::GridState grid;
    std::vector<TouchpointField> columns = usual_columns();
    TableOrder order;
    std::set<TouchpointId> chosen;       // several rows; one is `selected` alone
    std::optional<TouchpointId> anchor;  // where choosing with Shift begins
    bool has_focus = false;              // one of its cells, in the latest frame
    std::optional<std::string> pasted;   // waits for the next frame
    Problems refused;                    // why nothing was pasted
    bool find_wanted = false;            // put the focus into the search field
    // The rows as shown, and what they were found for.
    TableRows shown;
    std::uint64_t shown_version = 0;
    TouchpointFilter shown_filter;
    TableOrder shown_order;
  } table;

  OwnershipUi ownership;
  Lanes lanes = Lanes::none;
  float map_zoom = 1;
  bool map_fit_wanted = false;  // the zoom at which all of the map is seen
  bool map_handoffs = true;     // lines from card to card
  int inspector_tab = 0;
  int setup_tab = 0;
  ui::GridState setup_grid;
  bool show_keys = false;
  bool show_library = false;
  bool show_passphrase = false;
  std::string passphrase, passphrase_again;  // half-typed
  std::optional<std::string> palette;        // what is typed into the open command palette
  bool name_wanted = false;                  // a new touchpoint: put the focus into its name
  bool card_wanted = false;                  // the arrows moved on: put the focus onto the card
  bool first_step_wanted = false;            // a new audit: put the focus on what to do first
  bool show_about_sample = true;
  std::optional<int> edited_measure;  // position in the selected touchpoint's measures
  std::string date_problem;           // what is wrong with the date just typed
  std::string accepting_rule;         // the gap whose acceptance is being reasoned
  std::string acceptance_reason;
  std::optional<Question> question;

  struct NewAuditForm {
    bool open = false;
    int from = 0;  // 0: empty, else the template before
    std::string title;
  } new_audit;

  struct Help {
    int tab = 0;
    std::string wanted = {};  // what is searched for
    std::string term = {};    // the open one, by id
    bool focus_wanted = false;
  } help;

  struct Tour {
    std::size_t step = 0;  // 0: no tour
    bool focus_wanted = false;
  } tour;

  struct Compare {
    int tab = 0;
    std::optional<ComparedWith> with;  // none chosen: the latest snapshot
    bool only_detectable = false;
    ui::GridState grid;
    std::optional<std::size_t> wrong_date_of;  // the snapshot whose date was just mistyped
  } compare;

  struct Priorities {
    int tab = 0;
    std::optional<FixId> fix;                  // whose details are shown
    std::optional<double> budget;              // person-days; none chosen: half of all effort
    std::optional<std::vector<FixId>> chosen;  // switched on by hand; none: the best plan
    ui::GridState fixes, plan, certainty, worth;
    std::size_t benefits_listed = k_list_page, order_listed = k_list_page;
    std::string date_problem;
  } priorities;

  struct Diagnostics {
    int filter = 0;        // 0: all
    std::string wanted;    // id of the one to put the focus on
    std::string more_of;   // the one whose proof is shown at greater length
    std::size_t more = 0;  // by so many touchpoints
  } diagnostics;

  struct Report {
    int tab = 0;  // of a narrow page
    ReportWishes wishes;
    bool stopped = false;  // the making of it
  } report;

  struct ImportView {
    int tab = 0;
    std::size_t file = 0;  // which of the files is shown
    std::string pasted;    // half-typed
    int into = -1;         // 0: the open audit, 1: a new one; not chosen: what fits
    Problems refused;      // why nothing was imported
    ui::GridState columns, rows, problems, left_out;
  } importing;

  struct WorkshopView {
    int tab = 0;
    int scope = 0;  // which touchpoints it begins with
    std::optional<double> minutes = 2;
    bool show_when_all = false;
    std::string new_name;   // half-typed
    std::string pasted;     // into the field for ballots and invitations
    bool passing = false;   // the device goes round
    bool only_open = true;  // of the own votes, those not yet given
    // Whose vote is being given, and what it says so far.
    std::optional<RaterId> voter;
    std::optional<int> choice;
    std::string thanks;
  } workshop;

  struct ModelSettings {
    int tab = 0;
    std::string wanted;
    bool only_changed = false;
    std::string selected;  // a number, by its pointer
    ui::GridState grid;
    std::vector<std::size_t> rows;  // as shown
    // Weights by comparison: factors, rising, and the answer to each pair.
    std::vector<std::size_t> compared = {0, 1, 2};
    std::map<std::pair<std::size_t, std::size_t>, int> answers;
  } model;
};

// What the views asked for in this frame, in order.
class Requests {
public:
  void edit(Command command) { edits_.push_back(std::move(command)); }

  void act(const Action& action) { actions_.push_back(action); }

  void act(AtWorkshop wish) { at_workshop_.push_back(std::move(wish)); }

  void act(AtImport wish) { imports_.push_back(std::move(wish)); }

  std::vector<Command> take_edits() { return std::exchange(edits_, {}); }

  std::vector<Action> take_actions() { return std::exchange(actions_, {}); }

  std::vector<AtWorkshop> take_workshop() { return std::exchange(at_workshop_, {}); }

  std::vector<AtImport> take_imports() { return std::exchange(imports_, {}); }

private:
  std::vector<Command> edits_;
  std::vector<Action> actions_;
  std::vector<AtWorkshop> at_workshop_;
  std::vector<AtImport> imports_;
};

}  // namespace touchstone::app
