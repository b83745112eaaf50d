// The one seam between the C++ front end and the machine it runs on.
//
// Two implementations, picked by the build: web/platform/browser_*.cpp (Emscripten, one HTML page)
// and web/host/headless.cpp (native, for tests; driven through platform/headless.hpp).
// Nothing else in web/ talks to JavaScript, to a file, to a clock or to a store.
//
// Flow of a frame, all on one thread:
//
//   something happens (input, a file arrives, a timer)   -> request_frames(n, why)
//   next animation frame:  deliver queued callbacks -> app_frame() -> draw -> accessibility mirror
//   nothing wanted any more                              -> no frame, no timer, no script at all
//
// Callbacks are never called from inside the function that took them, nor between frames: every
// answer is queued and delivered just before app_frame() of the next frame, in the order of
// arrival. So a callback may change the app's state freely and needs no lock. A callback given to
// one request is called exactly once; a listener (set_..._listener) as often as its event happens.
//
// Strings are UTF-8. Bytes of files travel in std::string. "css px" are the browser's logical
// pixels; ImGui and ui:: work in device pixels (css px times pixel_ratio).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone {

// Provided by the app (web/app), called by the platform.
//
// app_start: once, after fonts, theme and the graphics context exist, before the first frame.
// app_frame: once a frame, between ui's begin and end of frame; draws everything through ui::.
// app_stop: once, when the page goes away or a headless run ends; the last chance to drop state.
//   A browser gives no time for asynchronous work then: autosave must have happened before.
void app_start();
void app_frame();
void app_stop();

}  // namespace touchstone

namespace touchstone::platform {

// Frames on demand.

// Makes sure that at least `count` more frames are drawn; larger wishes win over smaller ones.
// Input, delivered callbacks and changed environment ask for frames by themselves, so a view calls
// this only for work of its own that goes on (an animation, a sliced computation).
// `why` is shown by the ?debug panel; it must be a string literal (only the pointer is kept).
void request_frames(int count, const char* why);

// Asks for one frame not before `seconds` from now (a caret's next phase, a tooltip's delay, a
// debounce). The earliest wish wins; a frame drawn earlier cancels it, so ask again while you need
// it.
void request_frame_after(double seconds, const char* why);

struct FrameStats {
  std::uint64_t frames = 0;    // drawn since the start
  const char* last_wake = "";  // why the latest frame was drawn
  double frame_ms = 0;         // script time of the latest frame, drawing calls included
  double mirror_ms = 0;        // of which the accessibility mirror, the call into the page included
  double app_ms = 0;           // of which app_frame()
  std::uint64_t mirror_nodes = 0;
  std::uint64_t mirror_updates = 0;  // frames in which the mirror had to touch the page
};

const FrameStats& frame_stats();

// Milliseconds of a monotonic clock with arbitrary start; for durations and DeltaTime only.
double now_ms();

// Seconds since 1970-01-01 UTC by the wall clock, for the date of a saved audit. It may jump.
double unix_seconds();

enum class TimeStyle { day_and_minute, second };

// A moment as people here write it: "22 Nov 2026, 14:03", "14:03:21".
std::string time_text(double unix_seconds, TimeStyle style);

// What the machine is like.

struct Environment {
  bool dark = false;               // prefers-color-scheme
  bool reduced_motion = false;     // prefers-reduced-motion
  bool forced_colours = false;     // forced-colors: the user's own palette, high contrast
  bool more_contrast = false;      // prefers-contrast: more
  bool coarse_pointer = false;     // fingers rather than a mouse
  bool mac_keys = false;           // show and read the Command key where others have Ctrl
  bool can_save_in_place = false;  // File System Access exists: save() overwrites the opened file
  bool opened_from_disk = false;   // the page's address is file:
  float pixel_ratio = 1;           // device pixels per css px
  float width = 0, height = 0;     // of the page, in css px
  std::string language = "en";     // BCP 47
  bool operator==(const Environment&) const = default;
};

// Current values; they change only between frames, and a frame is drawn whenever they did.
const Environment& environment();

// Called when any field above changed (the new values are in environment()).
void set_environment_listener(std::function<void()> listener);

// The value of ?name=value or #name=value in the page's address; "" for a bare ?name; nothing when
// absent.
std::optional<std::string> url_parameter(std::string_view name);

// Files.

// A file the browser lets us write again. Its number stays the same for as long as the browser
// remembers the file (recent_files), also in later pages. 0 means none: the file came in by a plain
// upload, or the browser has no File System Access.
using FileHandle = std::uint32_t;
inline constexpr FileHandle k_no_handle = 0;

struct File {
  std::string name;
  std::string bytes;
  FileHandle handle = k_no_handle;
};

// One kind of file in a file dialog, for example {"Touchstone audit", "application/json",
// {".json"}}.
struct FileKind {
  std::string title;
  std::string mime;
  std::vector<std::string> extensions;  // with the dot
};

// Shows the browser's file dialog. Needs a user's click or key press within the last seconds (a
// button's result in app_frame counts). `done` gets the chosen file, or nothing when cancelled or
// unreadable (an unreadable file is also announced as a problem through the problem listener).
void open_file(const std::vector<FileKind>& kinds, std::function<void(std::optional<File>)> done);

// Shows the browser's dialog for several files at once. Needs a user's click, as open_file(). What
// is chosen arrives as if it were dropped.
void choose_files();

// Unpacks what ZIP archives hold (RFC 1951), piece by piece between other tasks: of more than
// `most` bytes only so many and some more, and then it stops. Nothing if they are damaged. `packed`
// is copied.
void inflate(std::string_view packed, std::size_t most,
             std::function<void(std::optional<std::string> bytes)> done);

struct RecentFile {
  FileHandle handle = k_no_handle;
  std::string name;
  double used = 0;  // when last opened or saved, Unix seconds
};

// The last twelve files opened or saved through handles, newest first; empty where browsers give
// none.
void recent_files(std::function<void(std::vector<RecentFile>)> done);

// Reads one of them, after the browser asked whether we may. `done` as in open_file().
void open_recent(FileHandle handle, std::function<void(std::optional<File>)> done);

void forget_recent(FileHandle handle, std::function<void()> done);

// Files dropped anywhere on the page, all files of one drop together.
void set_drop_listener(std::function<void(std::vector<File>)> listener);

// True while files are dragged over the page: the app may draw a drop target.
bool is_file_dragged_over();

enum class SaveOutcome {
  saved,       // written in place, or where the user said
  downloaded,  // handed to the browser's downloads; the browser does not tell whether it was kept
  cancelled,   // the user closed the dialog; nothing was written
  failed,      // `problem` says why in a sentence
};

struct SaveResult {
  SaveOutcome outcome = SaveOutcome::failed;
  std::string name;                 // as the file is called now
  FileHandle handle = k_no_handle;  // for the next save() over the same file
  std::string problem;
};

using SaveDone = std::function<void(SaveResult)>;

// Always a download. For reports, exports, pictures.
void save_file(std::string_view name, std::string_view mime, std::string_view bytes,
               SaveDone done = {});

// Asks where to (File System Access), else a download. Needs a user's click or key press.
void save_as(std::string_view suggested_name, const FileKind& kind, std::string_view bytes,
             SaveDone done);

// Overwrites the file behind `handle`; with k_no_handle, or when permission is refused, as save_as.
// The write replaces the file at its end only: a crash in between leaves the old content.
void save(FileHandle handle, std::string_view suggested_name, const FileKind& kind,
          std::string_view bytes, SaveDone done);

// Saves an SVG as a PNG, `scale` pixels for each of its units, or fewer where that would be more
// than browsers can draw.
void save_picture(std::string_view name, std::string_view svg, double scale, SaveDone done);

// Documents.

// The HTML document that the mirror's node `id` shows (ui::document); one at a time.
void show_document(std::uint32_t id, std::string_view html);

// Clipboard.

// Text pasted while no text field has the focus (rows from a spreadsheet come as tab-separated
// lines).
void set_paste_listener(std::function<void(std::string text)> listener);

// Text for Ctrl+C while no text field has the focus; nothing when there is nothing to copy.
void set_copy_listener(std::function<std::optional<std::string>()> listener);

// Puts text on the clipboard. Needs a user's click or key press. `done(false)` when refused.
void copy_text(std::string_view text, std::function<void(bool ok)> done = {});

// The working copy in the browser's store (IndexedDB).
// A safety net, never the primary copy: people clear it, private windows drop it, and on file:
// other local pages can read it. Keys are the app's own ("audit/<id>", "settings").

// A key made from a passphrase, kept by the browser for this page's life; 0: none.
using SealKey = std::uint32_t;
inline constexpr SealKey k_no_key = 0;

enum class Durability {
  relaxed,  // acknowledged when the system has it: survives a killed browser; for each keystroke
  strict,   // acknowledged when flushed to disk: survives a power cut; for an explicit save
};

// `done("")` once the bytes are kept, else with the problem in a sentence. Writes are kept in the
// order in which they were asked for; one that is overtaken by a newer write to the same key before
// it began is dropped and acknowledged together with the newer one. With a key the bytes are sealed
// before they reach the store.
void store(std::string_view key, std::string_view bytes, Durability durability,
           std::function<void(std::string problem)> done = {}, SealKey seal_key = k_no_key);

// The bytes kept under the key; nothing when there are none or the store cannot be read.
void load(std::string_view key, std::function<void(std::optional<std::string> bytes)> done);

// All keys that begin with `prefix`, in byte order.
void list_keys(std::string_view prefix, std::function<void(std::vector<std::string>)> done);

// Takes out every key that begins with `prefix`. Where the browser has closed or cleared the store,
// the next write fails once, so that what follows can begin with all that is to be kept.
void remove_keys(std::string_view prefix, std::function<void(std::string problem)> done = {});

// Called with the key whenever another window of this browser has written it.
void set_store_listener(std::function<void(std::string key)> listener);

// Windows that share the store.
// One window at a time holds a name. A claim is granted at once, or when the holder goes away; with
// `take_over` the holder loses it. Claiming another name, or "",
// lets the one before go. Where the browser
// has no such locks every claim is granted.

void claim(std::string_view name, bool take_over);

// Called when a claim was granted (true), must wait because another window holds the name, or was
// lost to another window (false).
void set_claim_listener(std::function<void(std::string name, bool held)> listener);

// False while the store is unusable (private window, full disk): say so on the screen. Each request
// tries it again.
bool is_store_usable();

// One short text kept outside of the store, "" for none. Whoever finds the text but an empty store
// knows that the store was cleared.
std::string mark();
void set_mark(std::string_view text);

// The page.

void set_title(std::string_view title);

// Speaks through the page's live region; `urgent` interrupts what is being spoken.
// For results a sighted person sees change elsewhere: "Journey friction 54, was 61".
void announce(std::string_view text, bool urgent = false);

// While true, closing the page asks the user first; so it does while something is being kept.
void set_unsaved(bool unsaved);

// Problems of the platform itself (store lost, file unreadable, graphics lost), each one sentence.
void set_problem_listener(std::function<void(std::string problem)> listener);

// The audit data block the page was saved with ("Save as web page"); empty in the plain program.
std::string embedded_audit();

// What the file of this page is called; "" where its address names none.
std::string page_name();

// Whether this page was saved for reading only.
bool is_read_only();

// The page itself as one HTML file with `audit` (a document, or a sealed one) inside.
std::string whole_page(std::string_view audit, bool read_only);

// News that are no problem, each a sentence: a new version is ready.
void set_notice_listener(std::function<void(std::string notice)> listener);

// Sealing with a passphrase (docs/sealed-format.md).

// `key` is k_no_key when it could not be made; `problem` then says why.
void make_key(std::string_view passphrase,
              std::function<void(SealKey key, std::string problem)> done);

// Nothing when the browser refused.
void seal(SealKey key, std::string_view bytes,
          std::function<void(std::optional<std::string> sealed)> done);

struct Unsealed {
  enum class Outcome { opened, wrong_passphrase, failed };
  Outcome outcome = Outcome::failed;
  std::string bytes;
  SealKey key = k_no_key;
  std::string problem;  // a sentence, when failed
};

void unseal(std::string_view passphrase, std::string_view sealed,
            std::function<void(Unsealed)> done);
// With a key that is already known.
void unseal(SealKey key, std::string_view sealed, std::function<void(Unsealed)> done);

// Workshops (docs/workshop.md).

struct BallotKeys {
  std::string public_key, private_key;  // letters
  std::string problem;                  // a sentence, when there are none
};

void make_ballot_keys(std::function<void(BallotKeys)> done);

// The bytes as a line of letters that only the private key opens; nothing when the key is none, or
// the browser refused.
void seal_ballot(std::string_view public_key, std::string_view bytes,
                 std::function<void(std::optional<std::string> line)> done);

// Nothing when it was sealed with another key, or is damaged.
void open_ballot(std::string_view private_key, std::string_view line,
                 std::function<void(std::optional<std::string> bytes)> done);

// Browser to browser. The participant's request and the facilitator's answer travel as text that
// people paste; `done` gets the text, or the problem in a sentence.
using InvitationDone = std::function<void(std::string text, std::string problem)>;
bool can_connect();
void request_to_join(InvitationDone done);
// One answer for all requests in the text.
void answer_requests(std::string_view text, InvitationDone done);
void accept_answer(std::string_view text, InvitationDone done);
void leave_workshop();

struct PeerEvent {
  enum class Kind { joined, left, message };
  Kind kind = Kind::joined;
  std::uint32_t peer = 0;  // its number in this page's life
  std::string text;        // of a message
};

void set_peer_listener(std::function<void(PeerEvent)> listener);
// To one peer, or to all (0). Nothing tells whether it arrived.
void send_to_peers(std::uint32_t peer, std::string_view text);

}  // namespace touchstone::platform
