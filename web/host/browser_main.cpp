// The page's main: start, frames on demand, and the page's own events (shell/frames.js, page.js).
#include <algorithm>
#include <cstdlib>
#include <new>

#include <emscripten.h>
#include <imgui.h>

#include "host/browser.hpp"
#include "host/runtime.hpp"
#include "ui/theme.hpp"

// clang-format off
EM_JS(void, ts_js_start, (), {
  touchstone.guard.start();
  touchstone.page.start();
  touchstone.input.start();
  touchstone.files.start();
  touchstone.store.start();
});
EM_JS(void, ts_js_out_of_memory, (), { throw new WebAssembly.RuntimeError('out of memory'); });
EM_JS(void, ts_js_started, (), { touchstone.page.started(); });
EM_JS(double, ts_js_now, (), { return performance.now(); });
EM_JS(double, ts_js_unix, (), { return Date.now() / 1000; });
EM_JS(void, ts_js_schedule, (int wanted, double in_ms), { touchstone.frames.schedule(wanted !== 0, in_ms); });
EM_JS(void, ts_js_cursor, (int cursor), { touchstone.page.set_cursor(cursor); });
EM_JS(void, ts_js_scheme, (int dark, int text, int dimmed), {
  const css = (c) => '#' + (c >>> 0).toString(16).padStart(6, '0');
  touchstone.page.set_scheme(dark !== 0, css(text), css(dimmed));
});
EM_JS(void, ts_js_stats, (const char* wake, int size, double frame, double app, double mirror, int nodes, int updates), {
  touchstone.frames.stats(wake, size, frame, app, mirror, nodes, updates);
});
// clang-format on

namespace touchstone::platform {

double now_ms() {
  return ts_js_now();
}

double unix_seconds() {
  return ts_js_unix();
}

namespace browser {

namespace {

// Frames of logic in one event of the page: until the input is used up, and one more, because what
// an item reports changes the app's state only after the item was described.
constexpr int k_most_pumped = 6;

bool g_started = false;
ui::Scheme g_scheme_sent = ui::Scheme::light;
bool g_scheme_known = false;

int css_colour(ui::Colour c) {
  return c.r << 16 | c.g << 8 | c.b;
}

void send_scheme() {
  const ui::Theme& t = ui::theme();
  if (g_scheme_known && g_scheme_sent == t.scheme) return;
  g_scheme_known = true;
  g_scheme_sent = t.scheme;
  ts_js_scheme(t.scheme == ui::Scheme::light ? 0 : 1, css_colour(t.text), css_colour(t.dimmed));
}

enum class Seen { by_all, by_the_eye, by_the_mirror };

void run(Seen seen) {
  FrameStats& stats = runtime::stats();
  const double begin = now_ms();
  runtime::run_frame(begin);
  const ImDrawData* data = ImGui::GetDrawData();
  update_textures(*data);
  const double before_mirror = now_ms();
  send_scheme();
  if (seen != Seen::by_the_eye) send_mirror();
  stats.mirror_ms = now_ms() - before_mirror;
  if (seen != Seen::by_the_mirror) {
    draw(*data);
    ts_js_cursor(runtime::mouse_cursor());
  }
  stats.frame_ms = now_ms() - begin;
  const int wake_size = static_cast<int>(std::char_traits<char>::length(stats.last_wake));
  ts_js_stats(stats.last_wake, wake_size, stats.frame_ms, stats.app_ms, stats.mirror_ms,
              static_cast<int>(stats.mirror_nodes), static_cast<int>(stats.mirror_updates));
}

}  // namespace

void schedule() {
  if (!g_started) return;
  ts_js_schedule(runtime::wants_frame() ? 1 : 0, runtime::timer_ms(now_ms()));
}

}  // namespace browser
}  // namespace touchstone::platform

using namespace touchstone::platform;

extern "C" {

EMSCRIPTEN_KEEPALIVE void* ts_alloc(int size) {
  return std::malloc(static_cast<std::size_t>(std::max(size, 1)));
}

EMSCRIPTEN_KEEPALIVE void ts_free(void* memory) {
  std::free(memory);
}

EMSCRIPTEN_KEEPALIVE void ts_frame(double) {
  if (!browser::g_started) return;
  browser::run(browser::Seen::by_all);
  browser::schedule();
}

// The first picture is on the screen: from here on the page answers.
EMSCRIPTEN_KEEPALIVE void ts_begin() {
  browser::g_started = true;
  ts_frame(0);
}

EMSCRIPTEN_KEEPALIVE void ts_pump(double) {
  if (!browser::g_started) return;
  int left = browser::k_most_pumped;
  do {
    browser::run(browser::Seen::by_the_mirror);
  } while (--left > 0 && runtime::has_input_waiting());
  browser::run(browser::Seen::by_the_mirror);
  request_frames(1, "input");
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_stop() {
  if (!browser::g_started) return;
  browser::g_started = false;
  touchstone::app_stop();
}

EMSCRIPTEN_KEEPALIVE void ts_timer() {
  request_frames(1, "timer");
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_context_restored() {
  browser::forget_textures();
  request_frames(2, "graphics restored");
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_environment(int flags, double ratio, double width, double height,
                                         const char* language, int language_size) {
  Environment e;
  e.dark = (flags & 1) != 0;
  e.reduced_motion = (flags & 2) != 0;
  e.forced_colours = (flags & 4) != 0;
  e.more_contrast = (flags & 8) != 0;
  e.coarse_pointer = (flags & 16) != 0;
  e.mac_keys = (flags & 32) != 0;
  e.can_save_in_place = (flags & 64) != 0;
  e.opened_from_disk = (flags & 128) != 0;
  e.pixel_ratio = static_cast<float>(ratio);
  e.width = static_cast<float>(width);
  e.height = static_cast<float>(height);
  e.language.assign(language, static_cast<std::size_t>(language_size));
  runtime::set_environment(e);
  browser::schedule();
}

}  // extern "C"

int main() {
  // By its name, for the sentence with which the page stops (shell/boot.js): of an exception a
  // browser tells nothing.
  std::set_new_handler([] { ts_js_out_of_memory(); });
  ts_js_start();
  runtime::start(browser::font_loader());
  // What the eye sees comes first; the mirror's many elements are made once it is seen.
  browser::run(browser::Seen::by_the_eye);
  ts_js_started();
  return 0;
}
