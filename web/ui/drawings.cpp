#include "ui/drawings.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace touchstone::ui {

void Drawing::repeat(ImDrawList& list, Vec2 corner) const {
  list.PrimReserve(static_cast<int>(triangles.size()), static_cast<int>(corners.size()));
  std::ranges::copy(corners, list._VtxWritePtr);
  for (ImDrawVert* c = list._VtxWritePtr; c != list._VtxWritePtr + corners.size(); ++c) {
    c->pos.x += corner.x;
    c->pos.y += corner.y;
  }
  std::ranges::transform(triangles, list._IdxWritePtr,
                         [first = list._VtxCurrentIdx](ImDrawIdx i) { return first + i; });
  list._VtxWritePtr += corners.size();
  list._IdxWritePtr += triangles.size();
  list._VtxCurrentIdx += static_cast<unsigned>(corners.size());
}

Recording::Recording(const ImDrawList& list, Vec2 corner)
    : list_(list),
      corner_(corner),
      first_corner_(list.VtxBuffer.Size),
      first_triangle_(list.IdxBuffer.Size),
      commands_(list.CmdBuffer.Size) {}

void Recording::keep(Drawing& drawing) const {
  if (list_.CmdBuffer.Size != commands_) return;
  const auto first = static_cast<ImDrawIdx>(first_corner_);
  drawing.corners.assign(list_.VtxBuffer.begin() + first_corner_, list_.VtxBuffer.end());
  drawing.triangles.assign(list_.IdxBuffer.begin() + first_triangle_, list_.IdxBuffer.end());
  for (ImDrawVert& c : drawing.corners) {
    c.pos.x -= corner_.x;
    c.pos.y -= corner_.y;
  }
  for (ImDrawIdx& i : drawing.triangles) i -= first;
}

Drawing& Drawings::find(std::uint32_t id, std::uint64_t look) {
  auto at = now_.find(id);
  if (at == now_.end()) {
    auto kept = before_.extract(id);
    at = kept ? now_.insert(std::move(kept)).position : now_.try_emplace(id).first;
  }
  if (at->second.look != look) {
    at->second = {};
    at->second.look = look;
  }
  return at->second;
}

void Drawings::begin_frame() {
  before_.swap(now_);
  now_.clear();
}

void Drawings::clear() {
  now_.clear();
  before_.clear();
}

std::uint64_t look_of(std::uint64_t version, unsigned state, Rect rect) {
  std::uint64_t look = version;
  const auto add = [&](std::uint32_t value) { look = (look ^ value) * 0x100000001B3ULL; };
  add(state);
  add(static_cast<std::uint32_t>(theme().scheme));
  add(static_cast<std::uint32_t>(ImGui::GetIO().Fonts->TexData->UniqueID));
  for (const float f : {rect.x - std::floor(rect.x), rect.y - std::floor(rect.y), rect.w, rect.h}) {
    add(std::bit_cast<std::uint32_t>(f));
  }
  return look;
}

Drawings& drawings() {
  static Drawings one;
  return one;
}

}  // namespace touchstone::ui
