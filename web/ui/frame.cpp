// Begin and end of a frame: theme, fonts, the page-sized window, what is left of keys, tooltips,
// toasts.
#include <algorithm>
#include <cmath>

#include "ui/core.hpp"
#include "ui/drawings.hpp"
#include "ui/shaping.hpp"

namespace touchstone::ui {

namespace detail {

namespace {

struct Fonts {
  ImFont* regular = nullptr;
  ImFont* bold = nullptr;
  float line_per_em = 1.2F;
  float scale = 0;
  std::array<float, 6> em{}, line{};  // by TextStyle, device px
};

Fonts& fonts() {
  static Fonts f;
  return f;
}

constexpr std::array k_styles{TextStyle::small, TextStyle::body,    TextStyle::strong,
                              TextStyle::title, TextStyle::display, TextStyle::poster};

void size_fonts(float scale) {
  Fonts& f = fonts();
  f.scale = scale;
  for (const TextStyle style : k_styles) {
    const auto i = static_cast<std::size_t>(style);
    f.em[i] = text_size(style) * scale;
    f.line[i] = std::round(f.em[i] * f.line_per_em);
  }
}

}  // namespace

ImFont* font_of(TextStyle style) {
  return is_bold(style) ? fonts().bold : fonts().regular;
}

float font_px(TextStyle style) {
  return fonts().line[static_cast<std::size_t>(style)];
}

float em_of_line_height(float line_height) {
  const Fonts& f = fonts();
  for (std::size_t i = 0; i < f.line.size(); ++i) {
    if (f.line[i] == line_height) return f.em[i];
  }
  return line_height / f.line_per_em;
}

void set_font_metrics(float line_per_em) {
  fonts().line_per_em = line_per_em;
  if (fonts().scale > 0) size_fonts(fonts().scale);
}

void prepare_fonts() {
  const float scale = std::max(0.25F, platform::environment().pixel_ratio);
  const bool resized = scale != fonts().scale;
  if (!shaper().start_over_if_full() && !resized) return;
  size_fonts(scale);
  // A line height may mean another em now, a stand-in another run: glyphs are drawn anew.
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  for (ImFont* font : atlas->Fonts) ImFontAtlasFontDiscardBakes(atlas, font, 0);
  drawings().clear();
}

float text_width(TextStyle style, std::string_view s) {
  if (s.empty()) return 0;
  const std::string_view line = shaper().drawable(beginning(s, k_most_of_a_line), 0);
  return font_of(style)
      ->CalcTextSizeA(font_px(style), FLT_MAX, 0, line.data(), line.data() + line.size())
      .x;
}

}  // namespace detail

using detail::State;
using detail::state;

void load_fonts(const ImFontLoader& loader) {
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  atlas->SetFontLoader(&loader);
  ImFontConfig config;
  config.FontLoader = &loader;
  config.SizePixels = 0;
  config.EllipsisChar = 0x2026;
  config.PixelSnapH = true;
  config.FontNo = 0;
  detail::fonts().regular = atlas->AddFont(&config);
  config.FontNo = 1;
  detail::fonts().bold = atlas->AddFont(&config);
  ImGui::GetStyle().FontSizeBase = 16;
  detail::size_fonts(1);
}

namespace {

Scheme wanted_scheme() {
  const platform::Environment& e = platform::environment();
  switch (state().choice) {
    case SchemeChoice::light:
      return Scheme::light;
    case SchemeChoice::dark:
      return Scheme::dark;
    case SchemeChoice::high_contrast:
      return Scheme::high_contrast;
    case SchemeChoice::system:
      break;
  }
  if (e.forced_colours || e.more_contrast) return Scheme::high_contrast;
  return e.dark ? Scheme::dark : Scheme::light;
}

ImVec4 colour4(Colour c) {
  return ImGui::ColorConvertU32ToFloat4(detail::pack(c));
}

void style_imgui() {
  ImGuiStyle& style = ImGui::GetStyle();
  const Theme& t = theme();
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.PopupBorderSize = 0;
  style.ChildBorderSize = 0;
  style.ItemSpacing = {0, 0};
  style.WindowMinSize = {1, 1};
  style.ScrollbarSize = px(platform::environment().coarse_pointer ? 5.0F : 10.0F);
  style.ScrollbarRounding = px(5);
  style.GrabMinSize = px(28);
  style.AntiAliasedLinesUseTex = true;
  style.CircleTessellationMaxError = 0.2F;
  style.Colors[ImGuiCol_ScrollbarBg] = {0, 0, 0, 0};
  style.Colors[ImGuiCol_ScrollbarGrab] = colour4(with_alpha(t.dimmed, 90));
  style.Colors[ImGuiCol_ScrollbarGrabHovered] = colour4(with_alpha(t.dimmed, 140));
  style.Colors[ImGuiCol_ScrollbarGrabActive] = colour4(with_alpha(t.dimmed, 190));
  style.Colors[ImGuiCol_WindowBg] = colour4(t.page);
  style.Colors[ImGuiCol_ChildBg] = {0, 0, 0, 0};
  style.Colors[ImGuiCol_PopupBg] = {0, 0, 0, 0};
  style.Colors[ImGuiCol_ModalWindowDimBg] = colour4(t.scrim);
}

// Wheel and touch move the innermost window under the pointer that has somewhere to go, by exactly
// as many pixels as the page says.
void scroll_under_pointer() {
  const platform::FrameInput& in = platform::frame_input();
  const auto along = [](std::size_t axis, float by) {
    if (by == 0) return;
    for (ImGuiWindow* w = ImGui::GetCurrentContext()->HoveredWindow; w != nullptr;
         w = (w->Flags & ImGuiWindowFlags_ChildWindow) != 0 ? w->ParentWindow : nullptr) {
      const float to = std::clamp(w->Scroll[axis] + by, 0.0F, w->ScrollMax[axis]);
      if (to == w->Scroll[axis]) continue;
      w->Scroll[axis] = to;
      return;
    }
  };
  along(0, in.scroll_x);
  along(1, in.scroll_y);
}

void reset_for_frame(State& s) {
  s.layouts.clear();
  s.parents.clear();
  s.regions.clear();
  s.columns.clear();
  s.overlay_level = 0;
  s.overlay_open = false;
  s.open_dialogs_before = s.open_dialogs;
  s.open_dialogs = 0;
  s.chords_before.swap(s.chords);
  s.chords.clear();
  s.zooms_before = s.zooms;
  s.zooms = false;
  s.press_took_focus = false;
  s.typing = {};
  s.tooltip_text.clear();
  s.unannotated.clear();
  for (const detail::Id id : s.bump_next) ++s.revisions[id];
  s.bump_next.clear();
}

}  // namespace

void begin_frame() {
  State& s = state();
  use_theme(wanted_scheme());
  s.scale = std::max(0.25F, platform::environment().pixel_ratio);
  style_imgui();
  reset_for_frame(s);
  drawings().begin_frame();
  scroll_under_pointer();

  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(viewport->Pos);
  ImGui::SetNextWindowSize(viewport->Size);
  ImGui::Begin("##page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse);
  detail::begin_flow(0, viewport->Size.x, 0, 0);
}

namespace {

// Keys nobody used: paging through the region under the focus or the pointer.
void page_by_keys() {
  for (platform::KeyEvent& e : platform::frame_input().keys) {
    const bool down = e.key == platform::key_page_down;
    if (e.taken || e.in_text || e.modifiers != 0 || (!down && e.key != platform::key_page_up))
      continue;
    ImGuiWindow* window = ImGui::GetCurrentContext()->NavWindow;
    while (window != nullptr && window->ScrollMax.y <= 0) window = window->ParentWindow;
    if (window == nullptr) continue;
    const float step = window->InnerRect.GetHeight() * 0.85F;
    ImGui::SetScrollY(window, window->Scroll.y + (down ? step : -step));
    platform::request_frames(2, "paging");
  }
}

// A popup whose owner is no longer drawn would block the page unseen.
void close_orphaned_popups() {
  const ImGuiContext* g = ImGui::GetCurrentContext();
  for (int i = 0; i < g->OpenPopupStack.Size; ++i) {
    const ImGuiWindow* window = g->OpenPopupStack[i].Window;
    if (window != nullptr && !window->Active) {
      const detail::Id id = g->OpenPopupStack[i].PopupId;
      ImGui::ClosePopupToLevel(i, false);
      detail::return_focus_of_dialog(id);
      platform::request_frames(2, "popup orphaned");
      return;
    }
  }
}

void check_annotations() {
#ifdef IMGUI_ENABLE_TEST_ENGINE
  for (const detail::Id id : state().unannotated) {
    if (platform::tree().find(id) == nullptr) detail::report_unannotated(id);
  }
#endif
}

}  // namespace

void end_frame() {
  State& s = state();
  detail::end_flow();
  ImGui::End();
  detail::draw_toasts();
  detail::draw_tooltip();
  page_by_keys();
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !s.press_took_focus && s.focus != 0) {
    s.focus = 0;
    s.focus_request = 0;
  }
  if (s.focus != 0 && platform::tree().find(s.focus) == nullptr) s.focus = 0;
  if (s.focus_next || s.focus_when_drawn != 0) {
    // What should get the focus was not drawn: give it one more frame, then forget it.
    if (!s.focus_waited) platform::request_frames(1, "focus");
    if (s.focus_waited) s.focus_when_drawn = 0;
    s.focus_waited = !s.focus_waited;
  } else {
    s.focus_waited = false;
  }
  // Which shortcuts hold is known once a frame has been drawn with as many dialogs as before it.
  if (s.open_dialogs != s.open_dialogs_before) platform::request_frames(1, "dialogs");
  ImGuiContext* g = ImGui::GetCurrentContext();
  if (g->DimBgRatio > 0 && g->DimBgRatio < 1) g->DimBgRatio = 1;
  close_orphaned_popups();
  check_annotations();
}

bool field_entered() {
  return state().field_outcome == detail::FieldOutcome::entered;
}

Typing typing() {
  return state().typing;
}

bool wants_zoom() {
  return state().zooms_before || state().zooms;
}

void choose_scheme(SchemeChoice choice) {
  if (choice == state().choice) return;
  state().choice = choice;
  platform::request_frames(2, "scheme");
}

SchemeChoice chosen_scheme() {
  return state().choice;
}

}  // namespace touchstone::ui
