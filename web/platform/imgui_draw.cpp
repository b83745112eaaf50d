// Dear ImGui's drawing unit without stb_truetype: glyphs come from the browser (browser_fonts.cpp),
// which saves 27 KB of WebAssembly.
#ifndef IMGUI_DEFINE_MATH_OPERATORS
#define IMGUI_DEFINE_MATH_OPERATORS
#endif
#include <imgui.h>
#include <imgui_internal.h>

#undef IMGUI_ENABLE_STB_TRUETYPE
// By way of a folder only ImGui has: this file bears the same name and may be found first.
#include <backends/../imgui_draw.cpp>  // NOLINT(bugprone-suspicious-include)
