// Texts that letters set side by side cannot show: scripts whose letters join, change places or run
// from right to left, and signs made of several code points (families of emoji, flags, letters with
// separate accents).
//
// The browser draws each such run as one picture. To Dear ImGui a picture is one letter, its
// *stand-in* from Unicode's private use area: it is measured, packed into the atlas and drawn like
// any other, and the platform's font loader asks here what it stands for. Texts without such runs,
// nearly all there are, pass untouched.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace touchstone::ui {

// What a stand-in stands for.
struct ShapedRun {
  std::string_view text;         // UTF-8
  std::uint32_t ink = 0xFFFFFF;  // 0xRRGGBB; what is not coloured by itself
  bool inked = false;            // drawn in the ink's colour: letters beside coloured signs
};

class Shaper {
public:
  static constexpr std::uint32_t k_first = 0xE000;  // of the private use area
  static constexpr std::size_t k_stand_ins = 6400;

  // Whether anything in the text has to be drawn as a picture. UTF-8.
  static bool needs_pictures(std::string_view text);

  // Whether the whole line is one picture, because letters join or change places in it.
  static bool is_one_picture(std::string_view text);

  // Where the character that begins at `at` ends: a letter with its accents, a flag, a family.
  static std::size_t character_end(std::string_view text, std::size_t at);

  // One line as Dear ImGui shall see it: the text itself, or a copy with stand-ins, valid until the
  // next call. `ink` is the colour it will have.
  std::string_view drawable(std::string_view line, std::uint32_t ink);

  // Null for a letter that stands for nothing but itself.
  const ShapedRun* run_of(std::uint32_t letter) const;

  // To be told how much of the atlas pictures take, in pixels.
  void took(std::size_t pixels) { pixels_ += pixels; }

  // Between frames: true if so many stand-ins or pixels are in use that the glyphs have to be
  // thrown away and drawn anew; all stand-ins are then free again.
  bool start_over_if_full();

private:
  void append_picture(std::string_view run, std::uint32_t ink, bool inked);

  std::unordered_map<std::string, std::uint32_t> stand_ins_;  // by ink and text
  std::vector<ShapedRun> runs_;                               // by stand-in; texts live in the keys
  std::size_t pixels_ = 0;
  std::string line_;
};

Shaper& shaper();

}  // namespace touchstone::ui
