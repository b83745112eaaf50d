// Colours and text sizes as data. No ImGui, no browser: unit tests check this table directly.
//
// Three palettes share one struct: light, dark, high contrast. Every text colour names the surfaces
// it may stand on; text_pairs() lists these pairs so that a test can hold each to WCAG 2.2
// (contrast 4.5:1 for text, 3:1 for large text, borders of controls and the focus ring).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace touchstone::ui {

// sRGB, straight (not premultiplied) alpha.
struct Colour {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  bool operator==(const Colour&) const = default;
};

constexpr Colour rgb(std::uint32_t hex) {
  return {static_cast<std::uint8_t>(hex >> 16U & 0xFFU),
          static_cast<std::uint8_t>(hex >> 8U & 0xFFU), static_cast<std::uint8_t>(hex & 0xFFU),
          255};
}

constexpr Colour with_alpha(Colour c, std::uint8_t a) {
  return {c.r, c.g, c.b, a};
}

// Straight blend in sRGB; t = 0 gives a, t = 1 gives b.
Colour mix(Colour a, Colour b, float t);

enum class Scheme { light, dark, high_contrast };

struct Theme {
  Scheme scheme = Scheme::light;
  // Surfaces, from the back to the front.
  Colour page, surface, raised, sunken, hover, pressed, selected;
  // Lines.
  Colour border, control_border, grid_line, focus;
  // Text.
  Colour text, dimmed, disabled, on_accent, on_danger, link;
  // Meaning.
  Colour accent, accent_hover, accent_soft, accent_text;
  Colour good, good_soft, warning, warning_soft, danger, danger_hover, danger_soft;
  Colour shadow, scrim;
};

const Theme& theme_of(Scheme scheme);

// The theme in use (set by ui at the start of each frame).
const Theme& theme();
void use_theme(Scheme scheme);

// Text in the danger tone: t.danger itself is a fill, too dark for text in the dark scheme.
Colour danger_text(const Theme& theme);

// WCAG 2.2 relative luminance (0..1) and contrast ratio (1..21); alpha is ignored.
double luminance(Colour c);
double contrast(Colour a, Colour b);

struct TextPair {
  std::string_view what;  // "dimmed on raised"
  Colour text, surface;
  double required;  // least contrast ratio
};

std::vector<TextPair> text_pairs(const Theme& theme);

// Friction.

// Colour of a friction value, 0 (none) to 100 (worst), clamped. Lightness falls steadily from a
// pale blue over yellow to dark red, so that the order survives every kind of colour blindness and
// print in grey. The same in all schemes: a saved picture means the same everywhere.
Colour friction_colour(double friction);

// Near-black or white: whichever reads better on friction_colour(friction). Contrast is at
// least 4.5.
Colour on_friction(double friction);

// Redundancy beside colour: five bands with a word and a count of filled pips (1..5).
//   0..20 "very low", 20..40 "low", 40..60 "medium", 60..80 "high", 80..100 "very high"
struct FrictionBand {
  std::string_view word;
  int pips;
};

FrictionBand friction_band(double friction);

// Text.

enum class TextStyle { small, body, strong, title, display, poster };

// Size of the em in css px: 12, 14, 14, 20, 28, and 44 to be read across a room.
float text_size(TextStyle style);
bool is_bold(TextStyle style);

}  // namespace touchstone::ui
