// The friction scale as data: which colour and which word a friction of 0..100 has, wherever it is
// shown. Pale blue to yellow to dark red, darker all the way up, so that it also reads in grey and
// under the common colour-vision deficiencies. A word or a number always stands beside the colour.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace touchstone::draw {

struct FrictionStop {
  double friction;    // 0..100, rising
  std::uint32_t rgb;  // 0xRRGGBB, luminance falling
};

inline constexpr std::array<FrictionStop, 6> k_friction_stops = {{{0, 0xD8E9F8},
                                                                  {22, 0xC6DEC9},
                                                                  {45, 0xEBC65A},
                                                                  {65, 0xE08E3A},
                                                                  {82, 0xC2492C},
                                                                  {100, 0x7A1526}}};

// The words of the five bands 0..20, 20..40, ..., 80..100.
inline constexpr std::array<std::string_view, 5> k_friction_words = {"very low", "low", "medium",
                                                                     "high", "very high"};

// Points that a scale names: what the anchors of every metric are set by.
struct FrictionMark {
  double friction;
  std::string_view word;
};

inline constexpr std::array<FrictionMark, 3> k_friction_marks = {
    {{25, "good"}, {50, "typical"}, {75, "poor"}}};

// 0..4, the place in k_friction_words; of a shown whole number, so that 80 is always "very high".
inline std::size_t friction_band_of(double friction) {
  const double shown = std::round(std::clamp(friction, 0.0, 100.0));
  return std::min<std::size_t>(static_cast<std::size_t>(shown / 20), 4);
}

inline std::string_view friction_word(double friction) {
  return k_friction_words[friction_band_of(friction)];
}

// 0xRRGGBB between the stops, linear in each channel.
inline std::uint32_t friction_rgb(double friction) {
  const double f = std::isfinite(friction) ? std::clamp(friction, 0.0, 100.0) : 0;
  std::size_t i = 1;
  while (i + 1 < k_friction_stops.size() && f > k_friction_stops[i].friction) ++i;
  const FrictionStop& a = k_friction_stops[i - 1];
  const FrictionStop& b = k_friction_stops[i];
  const double t = (f - a.friction) / (b.friction - a.friction);
  std::uint32_t rgb = 0;
  for (const unsigned shift : {16U, 8U, 0U}) {
    const double from = a.rgb >> shift & 0xFFU;
    const double to = b.rgb >> shift & 0xFFU;
    rgb |= static_cast<std::uint32_t>(std::lround(from + (to - from) * t)) << shift;
  }
  return rgb;
}

// Relative luminance of 0xRRGGBB, 0..1 (WCAG 2).
inline double luminance_of(std::uint32_t rgb) {
  double sum = 0;
  constexpr std::array<double, 3> k_weights = {0.2126, 0.7152, 0.0722};
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = (rgb >> (16 - 8 * i) & 0xFFU) / 255.0;
    sum += k_weights[i] * (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
  }
  return sum;
}

// Whether black reads better than white on the colour of this friction.
inline bool takes_black_text(double friction) {
  const double ground = luminance_of(friction_rgb(friction)) + 0.05;
  return ground / 0.05 >= 1.05 / ground;
}

}  // namespace touchstone::draw
