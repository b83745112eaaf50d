#include "ui/theme.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "draw/friction_scale.hpp"

namespace touchstone::ui {

namespace {

constexpr Theme make_light() {
  Theme t;
  t.scheme = Scheme::light;
  t.page = rgb(0xF5F6F8);
  t.surface = rgb(0xFFFFFF);
  t.raised = rgb(0xFFFFFF);
  t.sunken = rgb(0xF2F4F7);
  t.hover = rgb(0xEFF2F6);
  t.pressed = rgb(0xE2E7EE);
  t.selected = rgb(0xE6EEFC);
  t.border = rgb(0xE0E4EA);
  t.control_border = rgb(0x838D9C);
  t.grid_line = rgb(0xE9ECF1);
  t.focus = rgb(0x1F5FE0);
  t.text = rgb(0x18202C);
  t.dimmed = rgb(0x556071);
  t.disabled = rgb(0x8E97A5);
  t.on_accent = rgb(0xFFFFFF);
  t.on_danger = rgb(0xFFFFFF);
  t.link = rgb(0x1D56C9);
  t.accent = rgb(0x2459CF);
  t.accent_hover = rgb(0x1B49B0);
  t.accent_soft = rgb(0xE6EEFC);
  t.accent_text = rgb(0x1D4FBE);
  t.good = rgb(0x13693B);
  t.good_soft = rgb(0xE1F3E8);
  t.warning = rgb(0x8A4B00);
  t.warning_soft = rgb(0xFDF0D9);
  t.danger = rgb(0xB3261E);
  t.danger_hover = rgb(0x8F1C16);
  t.danger_soft = rgb(0xFBE7E5);
  t.shadow = {16, 24, 40, 28};
  t.scrim = {16, 24, 40, 110};
  return t;
}

constexpr Theme make_dark() {
  Theme t;
  t.scheme = Scheme::dark;
  t.page = rgb(0x10141A);
  t.surface = rgb(0x171C24);
  t.raised = rgb(0x1D232D);
  t.sunken = rgb(0x12161D);
  t.hover = rgb(0x262D39);
  t.pressed = rgb(0x313A49);
  t.selected = rgb(0x213255);
  t.border = rgb(0x2C3441);
  t.control_border = rgb(0x758194);
  t.grid_line = rgb(0x252C37);
  t.focus = rgb(0x8AB0FF);
  t.text = rgb(0xE8ECF2);
  t.dimmed = rgb(0xA5B0C0);
  t.disabled = rgb(0x6C7685);
  t.on_accent = rgb(0xFFFFFF);
  t.on_danger = rgb(0xFFFFFF);
  t.link = rgb(0x8FB4FF);
  t.accent = rgb(0x2F66DE);
  t.accent_hover = rgb(0x2759C4);
  t.accent_soft = rgb(0x1E2C4B);
  t.accent_text = rgb(0x9DBDFF);
  t.good = rgb(0x74D29A);
  t.good_soft = rgb(0x17301F);
  t.warning = rgb(0xF0B85F);
  t.warning_soft = rgb(0x382811);
  t.danger = rgb(0xC9372C);
  t.danger_hover = rgb(0xAE2A20);
  t.danger_soft = rgb(0x3E1A18);
  t.shadow = {0, 0, 0, 120};
  t.scrim = {0, 0, 0, 150};
  return t;
}

constexpr Theme make_high_contrast() {
  Theme t;
  t.scheme = Scheme::high_contrast;
  t.page = rgb(0x000000);
  t.surface = rgb(0x000000);
  t.raised = rgb(0x000000);
  t.sunken = rgb(0x000000);
  t.hover = rgb(0x1A1A1A);
  t.pressed = rgb(0x333333);
  t.selected = rgb(0x00306B);
  t.border = rgb(0xFFFFFF);
  t.control_border = rgb(0xFFFFFF);
  t.grid_line = rgb(0x9A9A9A);
  t.focus = rgb(0xFFE600);
  t.text = rgb(0xFFFFFF);
  t.dimmed = rgb(0xFFFFFF);
  t.disabled = rgb(0xA8A8A8);
  t.on_accent = rgb(0x000000);
  t.on_danger = rgb(0x000000);
  t.link = rgb(0x7FD4FF);
  t.accent = rgb(0x7FD4FF);
  t.accent_hover = rgb(0xB5E6FF);
  t.accent_soft = rgb(0x00264D);
  t.accent_text = rgb(0x7FD4FF);
  t.good = rgb(0x7CFF9B);
  t.good_soft = rgb(0x002B10);
  t.warning = rgb(0xFFD24D);
  t.warning_soft = rgb(0x2B2000);
  t.danger = rgb(0xFF8A80);
  t.danger_hover = rgb(0xFFB4AD);
  t.danger_soft = rgb(0x330000);
  t.shadow = {0, 0, 0, 0};
  t.scrim = {0, 0, 0, 200};
  return t;
}

constexpr Theme k_light = make_light();
constexpr Theme k_dark = make_dark();
constexpr Theme k_high_contrast = make_high_contrast();

Scheme g_scheme = Scheme::light;

double linear(std::uint8_t channel) {
  static const std::array<double, 256> k_linear = [] {
    std::array<double, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
      const double c = static_cast<double>(i) / 255;
      table[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    }
    return table;
  }();
  return k_linear[channel];
}

}  // namespace

Colour mix(Colour a, Colour b, float t) {
  const auto channel = [t](std::uint8_t x, std::uint8_t y) {
    const float v = static_cast<float>(x) + (static_cast<float>(y) - static_cast<float>(x)) * t;
    return static_cast<std::uint8_t>(std::clamp(std::lround(v), 0L, 255L));
  };
  return {channel(a.r, b.r), channel(a.g, b.g), channel(a.b, b.b), channel(a.a, b.a)};
}

const Theme& theme_of(Scheme scheme) {
  switch (scheme) {
    case Scheme::dark:
      return k_dark;
    case Scheme::high_contrast:
      return k_high_contrast;
    case Scheme::light:
      break;
  }
  return k_light;
}

const Theme& theme() {
  return theme_of(g_scheme);
}

void use_theme(Scheme scheme) {
  g_scheme = scheme;
}

double luminance(Colour c) {
  return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

double contrast(Colour a, Colour b) {
  const double la = luminance(a);
  const double lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

std::vector<TextPair> text_pairs(const Theme& t) {
  constexpr double text = 4.5;
  constexpr double shape = 3.0;
  return {{"text on page", t.text, t.page, text},
          {"text on surface", t.text, t.surface, text},
          {"text on raised", t.text, t.raised, text},
          {"text on sunken", t.text, t.sunken, text},
          {"text on hover", t.text, t.hover, text},
          {"text on pressed", t.text, t.pressed, text},
          {"text on selected", t.text, t.selected, text},
          {"dimmed on page", t.dimmed, t.page, text},
          {"dimmed on surface", t.dimmed, t.surface, text},
          {"dimmed on raised", t.dimmed, t.raised, text},
          {"dimmed on sunken", t.dimmed, t.sunken, text},
          {"dimmed on hover", t.dimmed, t.hover, text},
          {"dimmed on selected", t.dimmed, t.selected, text},
          {"link on surface", t.link, t.surface, text},
          {"link on raised", t.link, t.raised, text},
          {"accent text on surface", t.accent_text, t.surface, text},
          {"accent text on accent soft", t.accent_text, t.accent_soft, text},
          {"accent text on selected", t.accent_text, t.selected, text},
          {"on accent", t.on_accent, t.accent, text},
          {"on accent hover", t.on_accent, t.accent_hover, text},
          {"on danger", t.on_danger, t.danger, text},
          {"on danger hover", t.on_danger, t.danger_hover, text},
          {"good on good soft", t.good, t.good_soft, text},
          {"good on surface", t.good, t.surface, text},
          {"warning on warning soft", t.warning, t.warning_soft, text},
          {"warning on surface", t.warning, t.surface, text},
          {"danger text on danger soft", danger_text(t), t.danger_soft, text},
          {"danger text on surface", danger_text(t), t.surface, text},
          {"danger text on raised", danger_text(t), t.raised, text},
          {"control border on surface", t.control_border, t.surface, shape},
          {"control border on raised", t.control_border, t.raised, shape},
          {"control border on page", t.control_border, t.page, shape},
          {"focus on surface", t.focus, t.surface, shape},
          {"focus on page", t.focus, t.page, shape},
          {"focus on selected", t.focus, t.selected, shape}};
}

Colour danger_text(const Theme& t) {
  return t.scheme == Scheme::dark ? rgb(0xFF9A91) : t.danger;
}

Colour friction_colour(double friction) {
  return rgb(draw::friction_rgb(friction));
}

Colour on_friction(double friction) {
  const Colour ground = friction_colour(friction);
  constexpr Colour black = rgb(0x000000);
  constexpr Colour white = rgb(0xFFFFFF);
  return contrast(black, ground) >= contrast(white, ground) ? black : white;
}

FrictionBand friction_band(double friction) {
  const std::size_t band = draw::friction_band_of(friction);
  return {draw::k_friction_words[band], static_cast<int>(band) + 1};
}

float text_size(TextStyle style) {
  switch (style) {
    case TextStyle::small:
      return 12;
    case TextStyle::title:
      return 20;
    case TextStyle::display:
      return 28;
    case TextStyle::poster:
      return 44;
    case TextStyle::body:
    case TextStyle::strong:
      break;
  }
  return 14;
}

bool is_bold(TextStyle style) {
  return style != TextStyle::small && style != TextStyle::body;
}

}  // namespace touchstone::ui
