// Shared by web/platform/browser_*.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <emscripten.h>

struct ImDrawData;
struct ImFontLoader;

namespace touchstone::platform::browser {

// Tells the page what the program wants next: a frame, a timer, or nothing. Called at the end of
// every function the page calls.
void schedule();

const ImFontLoader& font_loader();

// Draws with WebGL (shell/gpu.js). update_textures alone is for frames of logic that are not drawn.
void start_drawing();  // an error of JavaScript's, shown by shell/boot.js, where WebGL 2 is missing
void update_textures(const ImDrawData& data);
void draw(const ImDrawData& data);
// After a lost context: every texture is to be sent again.
void forget_textures();

// Sends the frame's mirror and focus to the page.
void send_mirror();

// An answer from the page to a request; meaning of the fields by request.
struct Reply {
  int code = 0;
  std::uint32_t handle = 0;
  std::string first, second;
};

// A token to hand to the page; `then` runs with the callbacks of the next frame.
int await_reply(std::function<void(Reply)> then);

}  // namespace touchstone::platform::browser
