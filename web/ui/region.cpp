// Regions: landmarks as child windows with their own scrolling, kept in step with the mirror.
#include <algorithm>
#include <cmath>

#include "ui/core.hpp"

namespace touchstone::ui {

using namespace detail;

namespace {

mirror::Role role_of(Landmark landmark) {
  switch (landmark) {
    case Landmark::region:
      return mirror::Role::region;
    case Landmark::main:
      return mirror::Role::main;
    case Landmark::navigation:
      return mirror::Role::navigation;
    case Landmark::complementary:
      return mirror::Role::complementary;
    case Landmark::contentinfo:
      return mirror::Role::contentinfo;
    case Landmark::banner:
      return mirror::Role::banner;
    case Landmark::search:
      return mirror::Role::search;
    case Landmark::none:
      break;
  }
  return mirror::Role::none;
}

void draw_ground(Rect rect, const RegionOptions& options) {
  Painter p = current_painter();
  p.fill(rect, surface_colour(options.fill));
  const Colour line = theme().border;
  const float t = px(1);
  if ((options.edges & edge_left) != 0) p.fill({rect.x, rect.y, t, rect.h}, line);
  if ((options.edges & edge_right) != 0) p.fill({rect.right() - t, rect.y, t, rect.h}, line);
  if ((options.edges & edge_top) != 0) p.fill({rect.x, rect.y, rect.w, t}, line);
  if ((options.edges & edge_bottom) != 0) p.fill({rect.x, rect.bottom() - t, rect.w, t}, line);
}

ImGuiWindowFlags window_flags(const RegionOptions& options) {
  ImGuiWindowFlags flags = ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground;
  if (options.scroll_x) flags |= ImGuiWindowFlags_HorizontalScrollbar;
  if (!options.scroll_y && !options.scroll_x) {
    flags |= ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
  }
  return flags;
}

// Dragging where there is no item moves the content under the pointer. Runs when the region's items
// are drawn, so that they have had the press first; the press itself moves nothing, wherever the
// pointer came from.
void pan(Id id) {
  State& s = state();
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  const ImGuiContext* g = ImGui::GetCurrentContext();
  const bool on_ground = g->HoveredWindow == window && g->HoveredId == 0 && g->ActiveId == 0;
  if (on_ground && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    s.panning = id;
    return;
  }
  if (s.panning != id) return;
  if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    s.panning = 0;
    return;
  }
  const ImVec2 moved = ImGui::GetIO().MouseDelta;
  ImGui::SetScrollX(std::clamp(window->Scroll.x - moved.x, 0.0F, window->ScrollMax.x));
  ImGui::SetScrollY(std::clamp(window->Scroll.y - moved.y, 0.0F, window->ScrollMax.y));
  ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
}

}  // namespace

void detail::annotate_scrolling(mirror::Node& node, const ImGuiWindow* window) {
  const float scale = state().scale;
  node.flags |= mirror::scrolls | mirror::clips;
  node.scroll_x = std::round(window->Scroll.x) / scale;
  node.scroll_y = std::round(window->Scroll.y) / scale;
  node.content_w = (window->ScrollMax.x + window->InnerRect.GetWidth()) / scale;
  node.content_h = (window->ScrollMax.y + window->InnerRect.GetHeight()) / scale;
}

Region::Region(std::string_view name, Rect rect, const RegionOptions& options)
    : padding_(px(options.padding)), rect_(rect) {
  State& s = state();
  const Id id = id_of(name);
  draw_ground(rect, options);
  const auto& scrolled = platform::frame_input().scrolled;
  if (const auto it = scrolled.find(id); it != scrolled.end()) {
    ImGui::SetNextWindowScroll({it->second.first, it->second.second});
  }
  ImGui::SetCursorScreenPos({rect.x, rect.y});
  visible_ = ImGui::BeginChild(id, {std::max(rect.w, 1.0F), std::max(rect.h, 1.0F)},
                               ImGuiChildFlags_None, window_flags(options));
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  mirror::Node& node = annotate(id, role_of(options.landmark), rect,
                                options.landmark == Landmark::none ? std::string_view{} : name);
  annotate_scrolling(node, window);
  const Vec2 origin{rect.x - window->Scroll.x, rect.y - window->Scroll.y};
  open_node(origin);

  // The scroll bar lies over the padding, so content does not jump when it comes and goes.
  const float bar = std::max(0.0F, window->ScrollbarSizes.x - padding_);
  begin_flow(origin.x + padding_, origin.x + rect.w - padding_ - bar, origin.y + padding_, px(12));
  layout().padding_below = padding_;

  State::OpenRegion open;
  open.id = id;
  if (ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows |
                             ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) {
    open.hovered = true;
    open.zoom = platform::frame_input().zoom;
    open.zoom_centre = {ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y};
  }
  open.pans = options.drag_to_pan;
  s.regions.push_back(open);
}

Region::~Region() {
  State& s = state();
  const Layout& flow = layout();
  if (!flow.first) extend_content({flow.left, flow.top, 0, flow.bottom - flow.top + padding_});
  end_flow();
  if (s.regions.back().pans) pan(s.regions.back().id);
  s.regions.pop_back();
  ImGui::EndChild();
  close_node();
}

Rect Region::view() const {
  return rect_.inset(padding_);
}

Vec2 Region::origin() const {
  const ImGuiWindow* window = ImGui::GetCurrentWindow();
  return {rect_.x - window->Scroll.x + padding_, rect_.y - window->Scroll.y + padding_};
}

void Region::set_content_size(float w, float h) {
  const Vec2 at = origin();
  extend_content({at.x, at.y, w + padding_, h + padding_});
}

float Region::zoom_factor() const {
  State& s = state();
  s.zooms |= s.regions.back().hovered;
  return s.regions.back().zoom;
}

Vec2 Region::zoom_centre() const {
  return state().regions.back().zoom_centre;
}

void reveal(Rect rect) {
  ImGui::ScrollToRectEx(ImGui::GetCurrentWindow(), im(rect.inset(-px(8))),
                        ImGuiScrollFlags_KeepVisibleEdgeX | ImGuiScrollFlags_KeepVisibleEdgeY);
  platform::request_frames(2, "reveal");
}

}  // namespace touchstone::ui
