// ImFontLoader over the browser's own fonts (shell/fonts.js): a glyph, or the picture of a whole
// run of text (ui/shaping.hpp), is drawn when it is first shown.
#include <cmath>
#include <cstdlib>

#include <emscripten.h>
#include <imgui.h>
#include <imgui_internal.h>

#include "host/browser.hpp"
#include "ui/core.hpp"
#include "ui/shaping.hpp"

// clang-format off
EM_JS(void, ts_js_font_metrics, (float* out), { touchstone.fonts.metrics(out); });
EM_JS(void, ts_js_letter, (int code, double em, int bold, int metrics_only, void* out), { touchstone.fonts.letter(code, em, bold !== 0, metrics_only !== 0, out); });
EM_JS(void, ts_js_run, (const char* text, int size, int ink, double em, int bold, int metrics_only, void* out), { touchstone.fonts.run(touchstone.text(text, size), ink, em, bold !== 0, metrics_only !== 0, out); });
// clang-format on

namespace touchstone::platform::browser {

namespace {

constexpr int k_no_ink = -1;

// As written by shell/fonts.js.
struct Glyph {
  float advance = 0;
  int x = 0, y = 0, w = 0, h = 0;
  unsigned char* pixels = nullptr;  // straight RGBA, ours to free
  int coloured = 0;
};

struct Metrics {
  float ascent = 0.93F, descent = 0.23F;  // per em
};

Metrics& metrics() {
  static Metrics m;
  return m;
}

bool is_invisible(ImWchar c) {
  return c < 0x20 || c == 0x200B || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF ||
         (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x00AD;
}

bool init_source(ImFontAtlas*, ImFontConfig*) {
  return true;
}

bool contains(ImFontAtlas*, ImFontConfig*, ImWchar) {
  return true;
}

bool init_baked(ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*) {
  const float em = ui::detail::em_of_line_height(baked->Size);
  baked->Ascent = std::round(metrics().ascent * em);
  baked->Descent = baked->Ascent - baked->Size;
  return true;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code,
                ImFontGlyph* out, float* out_advance) {
  Glyph glyph;
  const double em = ui::detail::em_of_line_height(baked->Size);
  const int bold = static_cast<int>(source->FontNo);
  const int metrics_only = out == nullptr ? 1 : 0;
  if (const ui::ShapedRun* run = ui::shaper().run_of(code)) {
    const int ink = run->inked ? static_cast<int>(run->ink) : k_no_ink;
    ts_js_run(run->text.data(), static_cast<int>(run->text.size()), ink, em, bold, metrics_only,
              &glyph);
    ui::shaper().took(static_cast<std::size_t>(glyph.w) * static_cast<std::size_t>(glyph.h));
  } else if (!is_invisible(code)) {
    ts_js_letter(static_cast<int>(code), em, bold, metrics_only, &glyph);
  }
  const float advance = std::round(glyph.advance);
  if (out_advance != nullptr) {
    *out_advance = advance;
    return true;
  }
  out->Codepoint = code;
  out->AdvanceX = advance;
  if (glyph.pixels == nullptr) return true;
  const ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, glyph.w, glyph.h);
  if (id == ImFontAtlasRectId_Invalid) {
    std::free(glyph.pixels);
    return false;
  }
  ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, id);
  out->X0 = static_cast<float>(glyph.x);
  out->Y0 = static_cast<float>(glyph.y) + baked->Ascent;
  out->X1 = out->X0 + static_cast<float>(glyph.w);
  out->Y1 = out->Y0 + static_cast<float>(glyph.h);
  out->Visible = 1;
  out->Colored = glyph.coloured != 0 ? 1U : 0U;
  out->PackId = id;
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, out, rect, glyph.pixels,
                                     ImTextureFormat_RGBA32, glyph.w * 4);
  std::free(glyph.pixels);
  return true;
}

}  // namespace

const ImFontLoader& font_loader() {
  static ImFontLoader loader = [] {
    ImFontLoader l;
    l.Name = "the browser's fonts";
    l.FontSrcInit = init_source;
    l.FontSrcContainsGlyph = contains;
    l.FontBakedInit = init_baked;
    l.FontBakedLoadGlyph = load_glyph;
    return l;
  }();
  ts_js_font_metrics(&metrics().ascent);
  ui::detail::set_font_metrics(metrics().ascent + metrics().descent);
  return loader;
}

}  // namespace touchstone::platform::browser
