// Drawings kept from frame to frame, so that a picture of many items costs little while few of them
// change.
//
//   Drawing& kept = drawings().find(id, look);         // empty unless drawn like this before
//   if (kept.is_empty()) {
//     const Recording recording(list, corner);
//     ... draw ...
//     recording.keep(kept);
//   } else {
//     kept.repeat(list, corner);
//   }
//
// A drawing is its triangles, from its corner. It stays as long as it is asked for in every frame,
// with the same look: a number made of everything the picture depends on, the theme, the texture of
// the glyphs and the place within a pixel included (look_of).
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include <imgui.h>

#include "ui/painter.hpp"

namespace touchstone::ui {

struct Drawing {
  std::uint64_t look = 0;
  std::string name;  // for the mirror
  std::vector<ImDrawVert> corners;
  std::vector<ImDrawIdx> triangles;

  bool is_empty() const { return triangles.empty(); }

  void repeat(ImDrawList& list, Vec2 corner) const;
};

// What is added to the list while it lives.
class Recording {
public:
  Recording(const ImDrawList& list, Vec2 corner);
  // Keeps nothing when a new texture or clipping began meanwhile: that would be more than
  // triangles.
  void keep(Drawing& drawing) const;

private:
  const ImDrawList& list_;
  Vec2 corner_;
  int first_corner_, first_triangle_, commands_;
};

class Drawings {
public:
  // Emptied if it looked otherwise; `look` is set.
  Drawing& find(std::uint32_t id, std::uint64_t look);
  void begin_frame();
  // After a change of the scale or the fonts.
  void clear();

private:
  std::unordered_map<std::uint32_t, Drawing> now_, before_;
};

// `version` stands for the content, `state` for hovered, selected and the like.
std::uint64_t look_of(std::uint64_t version, unsigned state, Rect rect);

Drawings& drawings();

}  // namespace touchstone::ui
