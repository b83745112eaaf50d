// The platform without a machine: for native tests of the views. Input is given by role and name as
// a screen reader would, files and store are maps in memory, the clock stands still until it is
// moved.
//
//   headless::start();
//   headless::press("button", "Add touchpoint");
//   headless::enter("textbox", "Name", "Refund call");
//   REQUIRE(headless::exists("rowheader", "Refund call"));
//   headless::stop();
//
// Functions that operate an item draw the frames needed for it to take effect. They return false
// when there is no such item, or it is disabled or behind a dialog.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/mirror.hpp"
#include "platform/platform.hpp"

namespace touchstone::platform::headless {

// Creates the context and calls app_start(); parameters are what url_parameter() answers.
void start(float width = 1280, float height = 800,
           std::map<std::string, std::string> parameters = {});
void stop();
// A new page on the same machine: its store is as it was left.
void start_again();

// Draws that many frames, 16 ms apart; at least until no more are wanted when count is 0 (at most
// 50).
void frames(int count = 0);
void advance_clock(double ms);
void set_environment(const Environment& environment);

// Roles as ARIA calls them: "button", "checkbox", "textbox", "rowheader" ...; name exactly.
const mirror::Node* find(std::string_view role, std::string_view name);
bool exists(std::string_view role, std::string_view name);
std::string value_of(std::string_view role, std::string_view name);
std::string_view text(mirror::Text text);
// All nodes, one per line, "role name value state": to read in a failing test.
std::string describe();

bool press(std::string_view role, std::string_view name);
bool focus(std::string_view role, std::string_view name);
// A key for the item with the focus, as ui::shortcut names chords: "Ctrl+Z", "Down", "4".
bool key(std::string_view chord);
bool enter(std::string_view role, std::string_view name, std::string_view text);
bool slide(std::string_view name, double value);
void click_at(float x, float y);
// A press at the first place, the way to the second, and letting go there; `before_letting_go`, a
// key, comes in between.
void drag(float from_x, float from_y, float to_x, float to_y,
          std::string_view before_letting_go = {});
void paste(std::string_view text);
void drop(std::vector<File> files);

// What the next open_file() gets; without one the dialog is cancelled.
void offer_file(File file);

struct SavedFile {
  std::string name, mime, bytes;
  FileHandle handle = k_no_handle;
};

std::vector<SavedFile>& saved_files();  // a picture with the SVG it is made from
// What the page was last given to show in a frame.
const std::string& document();
std::map<std::string, std::string>& stored();
// What the browser remembers of opened and saved files.
std::vector<RecentFile>& recent();
// Another window holds the name until it is taken over.
void hold_elsewhere(std::string_view name);
// Another window writes a record, and tells of it.
void store_elsewhere(const std::string& key, std::string bytes);
// The store refuses everything from now on, or takes it again.
void break_store();
void mend_store();
// Pages started from now on are ones that were saved with this audit in them.
void save_page_with(std::string_view audit);

// What was sent to peers, and what comes from one.
std::vector<std::string>& sent_to_peers();
void peer(PeerEvent event);

std::string title();
std::vector<std::string>& announcements();
bool is_unsaved();

}  // namespace touchstone::platform::headless
