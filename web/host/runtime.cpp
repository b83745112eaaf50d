#include "host/runtime.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <imgui.h>
#include <imgui_internal.h>

#include "ui/core.hpp"

namespace touchstone::platform {

namespace {

struct Queued {
  std::function<void()> call;
};

struct Runtime {
  std::vector<Queued> queue;
  int wanted = 0;
  const char* wake = "start";
  double timer_at_ms = -1;  // by now_ms(); below 0: none
  FrameStats stats;
  Environment environment;
  double last_frame_ms = -1;
  bool over = false;
  std::function<void()> environment_listener;
  std::function<void(std::vector<File>)> drop_listener;
  std::function<void(std::string)> paste_listener;
  std::function<std::optional<std::string>()> copy_listener;
  std::function<void(std::string)> problem_listener;
  std::function<void(std::string)> notice_listener;
  std::function<void(std::string)> store_listener;
  std::function<void(std::string, bool)> claim_listener;
  std::function<void(PeerEvent)> peer_listener;
};

Runtime& self() {
  static Runtime runtime;
  return runtime;
}

}  // namespace

void request_frames(int count, const char* why) {
  Runtime& r = self();
  if (r.wanted <= 0) r.wake = why;
  r.wanted = std::max(r.wanted, count);
}

void request_frame_after(double seconds, const char* why) {
  Runtime& r = self();
  const double at = now_ms() + seconds * 1000.0;
  if (r.timer_at_ms < 0 || at < r.timer_at_ms) {
    r.timer_at_ms = at;
    if (r.wanted <= 0) r.wake = why;
  }
}

const FrameStats& frame_stats() {
  return self().stats;
}

const Environment& environment() {
  return self().environment;
}

void set_environment_listener(std::function<void()> listener) {
  self().environment_listener = std::move(listener);
}

void set_drop_listener(std::function<void(std::vector<File>)> listener) {
  self().drop_listener = std::move(listener);
}

bool is_file_dragged_over() {
  return self().over;
}

void set_paste_listener(std::function<void(std::string)> listener) {
  self().paste_listener = std::move(listener);
}

void set_copy_listener(std::function<std::optional<std::string>()> listener) {
  self().copy_listener = std::move(listener);
}

void set_problem_listener(std::function<void(std::string)> listener) {
  self().problem_listener = std::move(listener);
}

void set_notice_listener(std::function<void(std::string)> listener) {
  self().notice_listener = std::move(listener);
}

void set_store_listener(std::function<void(std::string)> listener) {
  self().store_listener = std::move(listener);
}

void set_peer_listener(std::function<void(PeerEvent)> listener) {
  self().peer_listener = std::move(listener);
}

void set_claim_listener(std::function<void(std::string, bool)> listener) {
  self().claim_listener = std::move(listener);
}

namespace runtime {

FrameStats& stats() {
  return self().stats;
}

void post(std::function<void()> callback, const char* why) {
  self().queue.push_back({std::move(callback)});
  request_frames(2, why);
}

void problem(std::string text) {
  post(
      [text = std::move(text)] {
        if (self().problem_listener) self().problem_listener(text);
      },
      "problem");
}

void notice(std::string text) {
  post(
      [text = std::move(text)] {
        if (self().notice_listener) self().notice_listener(text);
      },
      "notice");
}

void stored_elsewhere(std::string key) {
  post(
      [key = std::move(key)] {
        if (self().store_listener) self().store_listener(key);
      },
      "stored elsewhere");
}

void peer_event(PeerEvent event) {
  post(
      [event = std::move(event)] {
        if (self().peer_listener) self().peer_listener(event);
      },
      "peer");
}

void claimed(std::string name, bool held) {
  post(
      [name = std::move(name), held] {
        if (self().claim_listener) self().claim_listener(name, held);
      },
      "claim");
}

void set_environment(const Environment& environment) {
  if (environment == self().environment) return;
  self().environment = environment;
  post(
      [] {
        if (self().environment_listener) self().environment_listener();
      },
      "environment");
}

void start(const ImFontLoader& loader) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_HasMouseCursors;
  io.ConfigFlags = ImGuiConfigFlags_None;
  io.ConfigErrorRecovery = true;
  io.KeyRepeatDelay = 1e9F;
  io.MouseDoubleClickTime = 0.35F;
#ifdef IMGUI_ENABLE_TEST_ENGINE
  ImGui::GetCurrentContext()->TestEngineHookItems = true;
#endif
  ui::load_fonts(loader);
  app_start();
  request_frames(3, "start");
}

void stop() {
  app_stop();
  ImGui::DestroyContext();
  self() = Runtime{};
  frame_input() = FrameInput();
  tree() = mirror::Tree();
}

namespace {

void deliver_callbacks() {
  std::vector<Queued> now;
  now.swap(self().queue);
  for (const Queued& q : now) q.call();
}

// Whether anything came in that a view may answer in this frame.
bool has_input() {
  const FrameInput& in = frame_input();
  return !in.keys.empty() || !in.activated.empty() || !in.fields.empty() || !in.values.empty() ||
         !in.scrolled.empty() || in.zoom != 1 || in.scroll_x != 0 || in.scroll_y != 0 ||
         in.menu_wanted || ImGui::GetCurrentContext()->InputEventsQueue.Size > 0 ||
         !self().queue.empty();
}

void drop_events() {
  FrameInput& in = frame_input();
  in.keys.clear();
  in.activated.clear();
  in.fields.clear();
  in.values.clear();
  in.scrolled.clear();
  in.zoom = 1;
  in.scroll_x = in.scroll_y = 0;
  in.menu_wanted = false;
}

}  // namespace

void run_frame(double now) {
  Runtime& r = self();
  r.stats.last_wake = r.wake;
  ++r.stats.frames;
  if (r.wanted > 0) --r.wanted;
  r.timer_at_ms = -1;
  // What a view drawn late answers, one drawn early shows in the next frame.
  if (has_input()) request_frames(1, "after input");

  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {std::round(r.environment.width * r.environment.pixel_ratio),
                    std::round(r.environment.height * r.environment.pixel_ratio)};
  io.DisplayFramebufferScale = {1, 1};
  const double elapsed = r.last_frame_ms < 0 ? 16.0 : now - r.last_frame_ms;
  io.DeltaTime = static_cast<float>(std::clamp(elapsed, 0.1, 1000.0) / 1000.0);
  r.last_frame_ms = now;

  deliver_callbacks();
  ui::detail::prepare_fonts();
  tree().begin_frame();
  ImGui::NewFrame();
  ui::begin_frame();
  const double before = now_ms();
  app_frame();
  r.stats.app_ms = now_ms() - before;
  ui::end_frame();
  ImGui::Render();
  tree().end_frame();
  r.stats.mirror_nodes = tree().nodes().size();
  drop_events();
  if (ImGui::GetCurrentContext()->InputEventsQueue.Size > 0) request_frames(1, "input queue");
}

bool wants_frame() {
  return self().wanted > 0;
}

bool has_input_waiting() {
  return ImGui::GetCurrentContext()->InputEventsQueue.Size > 0;
}

double timer_ms(double now) {
  const double at = self().timer_at_ms;
  return at < 0 ? -1 : std::max(0.0, at - now);
}

int mouse_cursor() {
  return ImGui::GetMouseCursor();
}

// Input.

void pointer_moved(float x, float y, bool touch) {
  ImGuiIO& io = ImGui::GetIO();
  const float s = self().environment.pixel_ratio;
  io.AddMouseSourceEvent(touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(std::floor(x * s), std::floor(y * s));
  request_frames(2, "pointer");
}

void pointer_button(int button, bool down, bool touch) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  io.AddMouseButtonEvent(button, down);
  request_frames(3, "pointer button");
}

void pointer_left() {
  ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  request_frames(2, "pointer left");
}

bool wheel(float dx, float dy, std::uint32_t held) {
  request_frames(3, "wheel");
  if ((held & (mod_ctrl | mod_meta)) != 0) {
    if (!ui::wants_zoom()) return false;
    frame_input().zoom *= std::exp2(-dy / 300.0F);
    return true;
  }
  frame_input().scroll_x += dx * self().environment.pixel_ratio;
  frame_input().scroll_y += dy * self().environment.pixel_ratio;
  return true;
}

void modifiers(std::uint32_t held) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Ctrl, (held & mod_ctrl) != 0);
  io.AddKeyEvent(ImGuiMod_Shift, (held & mod_shift) != 0);
  io.AddKeyEvent(ImGuiMod_Alt, (held & mod_alt) != 0);
  io.AddKeyEvent(ImGuiMod_Super, (held & mod_meta) != 0);
}

bool key(KeyEvent event) {
  modifiers(event.modifiers);
  if (!ui::wants_key(event)) return false;
  event.for_item = ui::is_for_focused_item(event);
  frame_input().keys.push_back(event);
  request_frames(3, "key");
  return true;
}

void focus_moved(std::uint32_t id, bool by_keyboard) {
  ui::focus_moved(id, by_keyboard);
  request_frames(2, "focus");
}

void activate(std::uint32_t id) {
  frame_input().activated.push_back(id);
  request_frames(3, "assistive click");
}

void field(std::uint32_t id, FieldEvent event) {
  FieldEvent& kept = frame_input().fields[id];
  kept.text = std::move(event.text);
  kept.changed |= event.changed;
  kept.committed |= event.committed;
  kept.restored |= event.restored;
  kept.left |= event.left;
  kept.paused |= event.paused;
  request_frames(3, "text");
}

void slide(std::uint32_t id, double value) {
  frame_input().values[id] = value;
  request_frames(3, "slider");
}

void scrolled(std::uint32_t id, float x, float y) {
  const float s = self().environment.pixel_ratio;
  frame_input().scrolled[id] = {x * s, y * s};
  request_frames(2, "scroll");
}

void zoom(float factor) {
  frame_input().zoom *= factor;
  request_frames(2, "pinch");
}

void menu_wanted() {
  frame_input().menu_wanted = true;
  request_frames(3, "menu wanted");
}

void pasted(std::string text) {
  post(
      [text = std::move(text)] {
        if (self().paste_listener) self().paste_listener(text);
      },
      "paste");
}

std::optional<std::string> copied() {
  return self().copy_listener ? self().copy_listener() : std::nullopt;
}

void dropped(std::vector<File> files) {
  self().over = false;
  post(
      [files = std::move(files)]() mutable {
        if (self().drop_listener) self().drop_listener(std::move(files));
      },
      "files dropped");
}

void dragged_over(bool over) {
  if (over == self().over) return;
  self().over = over;
  request_frames(2, "file dragged");
}

}  // namespace runtime
}  // namespace touchstone::platform
