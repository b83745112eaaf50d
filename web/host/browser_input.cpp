// Input from the page (shell/input.js, fields.js, mirror.js), handed on to the runtime's queues.
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <emscripten.h>

#include "host/browser.hpp"
#include "host/runtime.hpp"
#include "ui/core.hpp"

using namespace touchstone::platform;

namespace {

std::string string_of(const char* bytes, int size) {
  return {bytes, static_cast<std::size_t>(size)};
}

std::vector<File>& dropped_files() {
  static std::vector<File> files;
  return files;
}

// What the page sends as `what` with a field's text.
enum FieldBits : int {
  field_changed = 1,
  field_committed = 2,
  field_restored = 4,
  field_left = 8,
  field_paused = 16
};

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void ts_pointer_moved(double x, double y, int touch) {
  runtime::pointer_moved(static_cast<float>(x), static_cast<float>(y), touch != 0);
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_pointer_button(int button, int down, int touch) {
  // The DOM counts left, middle, right; ImGui left, right, middle.
  static constexpr int k_order[] = {0, 2, 1};
  if (button < 0 || button > 2) return;
  runtime::pointer_button(k_order[button], down != 0, touch != 0);
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_pointer_left() {
  runtime::pointer_left();
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE int ts_wheel(double dx, double dy, int modifiers) {
  const bool used = runtime::wheel(static_cast<float>(dx), static_cast<float>(dy),
                                   static_cast<std::uint32_t>(modifiers));
  browser::schedule();
  return used ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void ts_zoom(double factor) {
  runtime::zoom(static_cast<float>(factor));
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_menu_wanted() {
  runtime::menu_wanted();
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_modifiers(int held) {
  runtime::modifiers(static_cast<std::uint32_t>(held));
}

EMSCRIPTEN_KEEPALIVE int ts_key(int key, int modifiers, int repeat, int in_text) {
  KeyEvent event;
  event.key = static_cast<std::uint32_t>(key);
  event.modifiers = static_cast<std::uint32_t>(modifiers);
  event.repeat = repeat != 0;
  event.in_text = in_text != 0;
  const bool used = runtime::key(event);
  browser::schedule();
  return used ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void ts_focus(unsigned id, int by_keyboard) {
  runtime::focus_moved(id, by_keyboard != 0);
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_activate(unsigned id) {
  runtime::activate(id);
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_scrolled(unsigned id, double x, double y) {
  runtime::scrolled(id, static_cast<float>(x), static_cast<float>(y));
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_slide(unsigned id, double value) {
  runtime::slide(id, value);
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_field(unsigned id, const char* text, int size, int what) {
  FieldEvent event;
  event.text = string_of(text, size);
  event.changed = (what & field_changed) != 0;
  event.committed = (what & field_committed) != 0;
  event.restored = (what & field_restored) != 0;
  event.left = (what & field_left) != 0;
  event.paused = (what & field_paused) != 0;
  runtime::field(id, std::move(event));
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_pasted(const char* text, int size) {
  runtime::pasted(string_of(text, size));
  browser::schedule();
}

// A block of memory the page frees: the size in four bytes, then the text; null for nothing to
// copy.
EMSCRIPTEN_KEEPALIVE void* ts_copied() {
  const std::optional<std::string> text = runtime::copied();
  if (!text) return nullptr;
  auto* block = static_cast<char*>(std::malloc(4 + text->size()));
  const auto size = static_cast<std::uint32_t>(text->size());
  std::memcpy(block, &size, 4);
  std::memcpy(block + 4, text->data(), text->size());
  return block;
}

EMSCRIPTEN_KEEPALIVE void ts_dragged_over(int over) {
  runtime::dragged_over(over != 0);
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_dropped_file(const char* name, int name_size, const char* bytes,
                                          int size, int handle) {
  dropped_files().push_back(
      {string_of(name, name_size), string_of(bytes, size), static_cast<FileHandle>(handle)});
}

EMSCRIPTEN_KEEPALIVE void ts_dropped() {
  runtime::dropped(std::exchange(dropped_files(), {}));
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_problem(const char* text, int size) {
  runtime::problem(string_of(text, size));
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_page_hidden() {
  touchstone::platform::request_frames(1, "hidden");
}

}  // extern "C"

// clang-format off
EM_JS(void, ts_js_mirror, (const void* words, int count, int focus), { touchstone.mirror.apply(words, count, focus); });
// clang-format on

namespace touchstone::platform::browser {

void send_mirror() {
  static std::vector<std::uint32_t> words;
  const bool changed = tree().encode(words);
  const std::optional<std::uint32_t> focus = ui::take_focus_request();
  if (!changed && !focus) return;
  if (changed) ++runtime::stats().mirror_updates;
  ts_js_mirror(words.data(), changed ? static_cast<int>(words.size()) : 0,
               focus ? static_cast<int>(*focus) : -1);
}

}  // namespace touchstone::platform::browser
