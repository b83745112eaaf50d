// How Dear ImGui is compiled, for every translation unit that includes it (IMGUI_USER_CONFIG).
#pragma once

#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEFAULT_FONT

// Code points above U+FFFF (emoji, rare ideographs) are drawn by the browser's own fonts.
#define IMGUI_USE_WCHAR32

// WebGL has no base vertex: large pictures need 32-bit indices instead.
#define ImDrawIdx unsigned int

#ifndef NDEBUG
// Items that reach ImGui without an annotation in the accessibility mirror are reported
// (web/ui/core.cpp implements the hooks).
#define IMGUI_ENABLE_TEST_ENGINE
#endif
