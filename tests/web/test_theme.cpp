// The palettes and the friction scale as data: contrast by WCAG 2.2, order for colour-blind eyes.
#include <cmath>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "ui/theme.hpp"

namespace touchstone::ui {
namespace {

constexpr Scheme k_schemes[] = {Scheme::light, Scheme::dark, Scheme::high_contrast};

// Brightness to somebody without red cones, after Viénot, Brettel and Mollon (1999): in linear
// light red counts as a mixture of mostly green.
double luminance_without_red_cones(Colour c) {
  const auto linear = [](double v) {
    v /= 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  };
  return 0.1124 * linear(c.r) + 0.8876 * linear(c.g);
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
  CHECK(friction_band(19.9).word == "very low");
  CHECK(friction_band(20).word == "low");
  CHECK(friction_band(59.9).pips == 3);
  CHECK(friction_band(100).word == "very high");
  CHECK(friction_band(100).pips == 5);
}

}  // namespace
}  // namespace touchstone::ui
