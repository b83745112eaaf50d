// What a frame gets and gives: the keys, clicks, texts and turns of the wheel since the last one,
// and the mirror's tree. The host (web/host) fills the one and sends the other; web/ui uses them.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "platform/mirror.hpp"

namespace touchstone::platform {

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

// Of the current frame.
FrameInput& frame_input();

// What the current frame says to those who cannot see it.
mirror::Tree& tree();

}  // namespace touchstone::platform
