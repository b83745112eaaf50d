// What both hosts share: ImGui's context, the queues of input and callbacks, and the frame itself.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/frame_input.hpp"
#include "platform/platform.hpp"

struct ImFontLoader;

namespace touchstone::platform::runtime {

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

FrameStats& stats();
int mouse_cursor();  // ImGuiMouseCursor of the frame

}  // namespace touchstone::platform::runtime
