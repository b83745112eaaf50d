// What both platforms share: ImGui's context, the queues of input and callbacks, and the frame
// itself. Included by web/platform only, and by web/ui for the input of the current frame.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "platform.hpp"
#include "platform/mirror.hpp"

struct ImFontLoader;

namespace touchstone::platform::runtime {

// A key: the Unicode code point of a printing key (letters in lower case), or one of these.
enum Key : std::uint32_t {
  key_enter = 0x110001,
  key_escape,
  key_tab,
  key_backspace,
  key_delete,
  key_left,
  key_right,
  key_up,
  key_down,
  key_home,
  key_end,
  key_page_up,
  key_page_down,
  key_f1,
  key_f2,
  key_f3,
  key_f4,
  key_f5,
  key_f6,
  key_f7,
  key_f8,
  key_f9,
  key_f10,
  key_f11,
  key_f12,
  key_menu
};

enum Modifier : std::uint32_t { mod_ctrl = 1, mod_shift = 2, mod_alt = 4, mod_meta = 8 };

struct KeyEvent {
  std::uint32_t key = 0;
  std::uint32_t modifiers = 0;
  bool repeat = false;
  bool in_text = false;   // a native text field has the focus
  bool for_item = false;  // means something to the item that has the focus
  bool taken = false;     // an item or a shortcut has used it in this frame
};

// What the page did to a mirrored field since the last frame, coalesced.
struct FieldEvent {
  std::string text;
  bool changed = false, committed = false, restored = false, left = false;
  bool paused = false;  // whoever types rests: what stands there is taken, but may be half a text
};

// Events that ui:: consumes during a frame; what nobody took is dropped at its end.
struct FrameInput {
  std::vector<KeyEvent> keys;
  std::vector<std::uint32_t> activated;  // assistive clicks
  std::unordered_map<std::uint32_t, FieldEvent> fields;
  std::unordered_map<std::uint32_t, double> values;                     // sliders
  std::unordered_map<std::uint32_t, std::pair<float, float>> scrolled;  // device px
  float zoom = 1;                                                       // Ctrl+wheel, pinch
  float scroll_x = 0, scroll_y = 0;                                     // wheel, touch: device px
  bool menu_wanted = false;  // under the pointer: the other button, touch held still
};

FrameInput& frame_input();

// Creates ImGui's context with glyphs from `loader`, then calls app_start().
void start(const ImFontLoader& loader);
void stop();

// One frame of logic: callbacks, app_frame(), ImGui::Render(), the mirror's tree. Afterwards the
// platform draws ImGui::GetDrawData() and sends the tree to the page.
void run_frame(double now_ms);

// Input from the page; each asks for frames. Positions are css px.
void pointer_moved(float x, float y, bool touch);
void pointer_button(int button, bool down, bool touch);
void pointer_left();
// css px to scroll by. False when the browser should use the event itself (Ctrl+wheel: its own
// zoom, unless a region under the pointer zooms).
bool wheel(float dx, float dy, std::uint32_t held);
void modifiers(std::uint32_t held);
// True when the key has a meaning here and now, so that the browser should not use it.
bool key(KeyEvent event);
void focus_moved(std::uint32_t id, bool by_keyboard);
void activate(std::uint32_t id);
void field(std::uint32_t id, FieldEvent event);
void slide(std::uint32_t id, double value);
void scrolled(std::uint32_t id, float x, float y);
void zoom(float factor);
void menu_wanted();
void pasted(std::string text);
std::optional<std::string> copied();
void dropped(std::vector<File> files);
void dragged_over(bool over);

void set_environment(const Environment& environment);

// Queues work for just before the next app_frame().
void post(std::function<void()> callback, const char* why);
void problem(std::string text);
void notice(std::string text);
void stored_elsewhere(std::string key);
void claimed(std::string name, bool held);
void peer_event(PeerEvent event);

// Whether another frame is wanted now, and in how many ms a timed one (below 0: none).
bool wants_frame();
bool has_input_waiting();
double timer_ms(double now_ms);

mirror::Tree& tree();
FrameStats& stats();
int mouse_cursor();  // ImGuiMouseCursor of the frame

}  // namespace touchstone::platform::runtime
