// ImDrawData to the page: one flat description of the frame, one call (shell/gpu.js draws it).
#include <algorithm>
#include <cmath>
#include <vector>

#include <emscripten.h>
#include <imgui.h>

#include "host/browser.hpp"

// clang-format off
EM_JS(void, ts_js_gpu_draw, (const void* words), { touchstone.gpu.draw(words); });
EM_JS(int, ts_js_texture_create, (int w, int h, const void* pixels), { return touchstone.gpu.createTexture(w, h, pixels); });
EM_JS(void, ts_js_texture_update, (int id, int width, int x, int y, int w, int h, const void* pixels), { touchstone.gpu.updateTexture(id, width, x, y, w, h, pixels); });
EM_JS(void, ts_js_texture_destroy, (int id), { touchstone.gpu.destroyTexture(id); });
// clang-format on

namespace touchstone::platform::browser {

namespace {

int texture_number(const ImTextureData& texture) {
  return static_cast<int>(texture.GetTexID());
}

void update_texture(ImTextureData& texture) {
  switch (texture.Status) {
    case ImTextureStatus_WantCreate: {
      const int id = ts_js_texture_create(texture.Width, texture.Height, texture.GetPixels());
      if (id == 0) return;  // the context is lost: asked again after it is back
      texture.SetTexID(static_cast<ImTextureID>(id));
      texture.SetStatus(ImTextureStatus_OK);
      break;
    }
    case ImTextureStatus_WantUpdates:
      for (const ImTextureRect& r : texture.Updates) {
        ts_js_texture_update(texture_number(texture), texture.Width, r.x, r.y, r.w, r.h,
                             texture.GetPixels());
      }
      texture.SetStatus(ImTextureStatus_OK);
      break;
    case ImTextureStatus_WantDestroy:
      if (texture.UnusedFrames == 0) return;
      ts_js_texture_destroy(texture_number(texture));
      texture.SetTexID(ImTextureID_Invalid);
      texture.SetStatus(ImTextureStatus_Destroyed);
      break;
    case ImTextureStatus_OK:
    case ImTextureStatus_Destroyed:
      break;
  }
}

int address(const void* p) {
  return static_cast<int>(reinterpret_cast<std::uintptr_t>(p));
}

void describe_list(std::vector<int>& words, const ImDrawList& list, ImVec2 screen) {
  words.push_back(address(list.VtxBuffer.Data));
  words.push_back(list.VtxBuffer.size_in_bytes());
  words.push_back(address(list.IdxBuffer.Data));
  words.push_back(list.IdxBuffer.size_in_bytes());
  const std::size_t count_at = words.size();
  words.push_back(0);
  for (const ImDrawCmd& command : list.CmdBuffer) {
    const float left = std::max(command.ClipRect.x, 0.0F);
    const float top = std::max(command.ClipRect.y, 0.0F);
    const float right = std::min(command.ClipRect.z, screen.x);
    const float bottom = std::min(command.ClipRect.w, screen.y);
    if (right <= left || bottom <= top || command.ElemCount == 0) continue;
    const int x = static_cast<int>(std::floor(left));
    const int y = static_cast<int>(std::floor(top));
    ++words[count_at];
    words.push_back(x);
    words.push_back(y);
    words.push_back(static_cast<int>(std::ceil(right)) - x);
    words.push_back(static_cast<int>(std::ceil(bottom)) - y);
    words.push_back(static_cast<int>(command.GetTexID()));
    words.push_back(static_cast<int>(command.ElemCount));
    words.push_back(static_cast<int>(command.IdxOffset));
  }
}

}  // namespace

void update_textures(const ImDrawData& data) {
  if (data.Textures == nullptr) return;
  for (ImTextureData* texture : *data.Textures) update_texture(*texture);
}

void draw(const ImDrawData& data) {
  static std::vector<int> words;
  words.clear();
  words.push_back(static_cast<int>(data.DisplaySize.x));
  words.push_back(static_cast<int>(data.DisplaySize.y));
  words.push_back(data.CmdListsCount);
  for (const ImDrawList* list : data.CmdLists) describe_list(words, *list, data.DisplaySize);
  ts_js_gpu_draw(words.data());
}

void forget_textures() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_OK || texture->Status == ImTextureStatus_WantUpdates) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_WantCreate);
    }
  }
}

}  // namespace touchstone::platform::browser
