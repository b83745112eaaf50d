// The palettes and the friction scale as data: contrast by WCAG 2.2, order for colour-blind eyes.
#include <algorithm>
#include <cmath>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "ui/theme.hpp"

namespace touchstone::ui {
namespace {

constexpr Scheme k_schemes[] = {Scheme::light, Scheme::dark, Scheme::high_contrast};

double linear(double v) {
  v /= 255.0;
  return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

// Brightness to somebody without red cones, after Viénot, Brettel and Mollon (1999): in linear
// light red counts as a mixture of mostly green.
double luminance_without_red_cones(Colour c) {
  return 0.1124 * linear(c.r) + 0.8876 * linear(c.g);
}

struct Eyes {
  const char* name;
  double seen[3][3];  // of linear red, green and blue
};

// Machado, Oliveira and Fernandes (2009), severity 1: how eyes without one kind of cones see
// colours.
constexpr Eyes k_eyes[] = {{"all cones", {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
                           {"no red cones",
                            {{0.152286, 1.052583, -0.204868},
                             {0.114503, 0.786281, 0.099216},
                             {-0.003882, -0.048116, 1.051998}}},
                           {"no green cones",
                            {{0.367322, 0.860646, -0.227968},
                             {0.280085, 0.672501, 0.047413},
                             {-0.011820, 0.042940, 0.968881}}},
                           {"no blue cones",
                            {{1.255528, -0.076749, -0.178779},
                             {-0.078411, 0.930809, 0.147602},
                             {0.004733, 0.691367, 0.303900}}}};

struct Lab {
  double l, a, b;
};

// CIE 1976, white D65.
Lab lab_seen_by(const Eyes& eyes, Colour c) {
  const double rgb[3] = {linear(c.r), linear(c.g), linear(c.b)};
  double seen[3] = {};
  for (int row = 0; row < 3; ++row) {
    for (int i = 0; i < 3; ++i) seen[row] += eyes.seen[row][i] * rgb[i];
    seen[row] = std::clamp(seen[row], 0.0, 1.0);
  }
  const auto [r, g, b] = seen;
  const auto bent = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  const double x = bent((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const double y = bent(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
  const double z = bent((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

TEST_CASE("every text and control stands out from its surface as WCAG 2.2 asks") {
  for (const Scheme scheme : k_schemes) {
    for (const TextPair& pair : text_pairs(theme_of(scheme))) {
      INFO(std::string(pair.what) << " in scheme " << static_cast<int>(scheme));
      CHECK(contrast(pair.text, pair.surface) >= pair.required);
    }
  }
}

TEST_CASE("contrast agrees with WCAG's own extremes") {
  CHECK(std::abs(contrast(rgb(0x000000), rgb(0xFFFFFF)) - 21.0) < 1e-9);
  CHECK(contrast(rgb(0x777777), rgb(0x777777)) == 1.0);
  CHECK(std::abs(contrast(rgb(0x777777), rgb(0xFFFFFF)) - 4.48) < 0.01);
}

TEST_CASE("the friction scale darkens with every step, so order survives print in grey") {
  for (int f = 1; f <= 100; ++f) {
    INFO(f);
    CHECK(luminance(friction_colour(f)) < luminance(friction_colour(f - 1)));
  }
}

TEST_CASE("the friction scale darkens for eyes without red cones too") {
  for (int f = 5; f <= 100; f += 5) {
    INFO(f);
    CHECK(luminance_without_red_cones(friction_colour(f)) <
          luminance_without_red_cones(friction_colour(f - 5)));
  }
}

TEST_CASE(
    "for the three common colour-vision deficiencies the friction scale darkens step by step") {
  for (const Eyes& eyes : k_eyes)
    for (int f = 5; f <= 100; f += 5) {
      INFO(eyes.name << ", friction " << f);
      CHECK(lab_seen_by(eyes, friction_colour(f)).l < lab_seen_by(eyes, friction_colour(f - 5)).l);
    }
}

// 10 units of CIE 1976 are several times what an eye tells apart on a screen.
TEST_CASE("the middles of neighbouring bands of friction differ well to all eyes") {
  for (const Eyes& eyes : k_eyes)
    for (int middle = 30; middle <= 90; middle += 20) {
      INFO(eyes.name << ", " << middle - 20 << " and " << middle);
      const Lab here = lab_seen_by(eyes, friction_colour(middle));
      const Lab below = lab_seen_by(eyes, friction_colour(middle - 20));
      CHECK(std::hypot(here.l - below.l, here.a - below.a, here.b - below.b) >= 10);
    }
}

TEST_CASE("the number on a friction colour is always readable") {
  for (int f = 0; f <= 100; ++f) {
    INFO(f);
    CHECK(contrast(on_friction(f), friction_colour(f)) >= 4.5);
  }
}

TEST_CASE("friction beyond its range takes the colour of the end") {
  CHECK(friction_colour(-5) == friction_colour(0));
  CHECK(friction_colour(130) == friction_colour(100));
}

TEST_CASE("friction bands have a word and one to five pips") {
  CHECK(friction_band(0).pips == 1);
  CHECK(friction_band(19.4).word == "very low");
  CHECK(friction_band(19.9).word == "low");  // it is shown as 20
  CHECK(friction_band(20).word == "low");
  CHECK(friction_band(59.4).pips == 3);
  CHECK(friction_band(100).word == "very high");
  CHECK(friction_band(100).pips == 5);
}

}  // namespace
}  // namespace touchstone::ui
