// Cards, pictures, disclosures.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "ui/core.hpp"
#include "ui/drawings.hpp"
#include "ui/sketch.hpp"

namespace touchstone::ui {

using namespace detail;

namespace {
// Beyond this many nodes a card off the screen is left out of the mirror (see platform/mirror.hpp).
constexpr std::size_t k_mirror_all_up_to = 500;

void draw_frame(Painter& p, Rect rect, const Item& item, bool selected) {
  const Theme& t = theme();
  const float radius = px(k_radius);
  p.fill(rect, selected ? t.selected : item.hovered ? t.hover : t.raised, radius);
  p.outline(rect,
            selected       ? t.accent_text
            : item.hovered ? t.control_border
                           : t.border,
            px(selected ? 2 : 1), radius);
}

// A press that goes far enough drags, and ends where it is let go.
void follow_drag(const Item& item, CardEvent& event) {
  State& s = state();
  if (item.held && ImGui::IsMouseDragging(ImGuiMouseButton_Left, px(6))) s.dragging = item.id;
  if (s.dragging != item.id) return;
  if (shortcut("Escape")) {
    s.dragging = 0;
    ImGui::ClearActiveID();
    return;
  }
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  event = {.dragged = Vec2{pointer.x, pointer.y}};
  if (item.held) return;
  event.dropped = ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  s.dragging = 0;
}
}  // namespace

CardEvent card(std::string_view key, Rect rect, const CardOptions& o,
               FunctionRef<std::string()> name_of,
               FunctionRef<void(Painter&, const ItemState&)> draw) {
  const Id id = id_of(key);
  const bool on_screen = im(rect).Overlaps(ImGui::GetCurrentWindow()->ClipRect);
  extend_content(rect);
  const bool crowded = platform::tree().nodes().size() > k_mirror_all_up_to;
  if (!on_screen && crowded && state().focus != id && state().focus_when_drawn != id) {
    state().last_id = id;  // what follows belongs to this card, not to the one before
    state().last = {};
    return {};
  }
  const Item item = interact(id, rect);
  const unsigned shown = (o.selected ? 1U : 0U) | (item.hovered ? 2U : 0U) |
                         (item.focused ? 4U : 0U) | (item.held ? 8U : 0U);
  Drawing fleeting;
  Drawing& kept = o.version == 0 ? fleeting : drawings().find(id, look_of(o.version, shown, rect));
  if (kept.name.empty()) kept.name = name_of();
  const std::string& name = kept.name;
  if (item.visible) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Vec2 corner{rect.x, rect.y};
    if (kept.is_empty()) {
      const Recording recording(list, corner);
      Painter p = current_painter();
      if (o.frame) draw_frame(p, rect, item, o.selected);
      draw(p, {rect, item.hovered, item.focused, item.held, true});
      if (o.version != 0) recording.keep(kept);
    } else {
      kept.repeat(list, corner);
    }
    if (item.focus_ring) draw_focus_ring(rect);
    if (item.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  }
  if (o.tooltip) show_tooltip_for(item, o.description.empty() ? name : o.description);
  mirror::Node& node =
      annotate(item, o.option ? mirror::Role::option : mirror::Role::button, name, o.description);
  if (o.option) {
    node.flags |= mirror::selectable | (o.selected ? mirror::selected : 0U);
  } else if (o.selected) {
    node.flags |= mirror::pressable | mirror::pressed;
  } else {
    node.flags |= mirror::pressable;
  }
  CardEvent event;
  event.clicked = item.clicked;
  event.activated = item.double_clicked || (item.clicked && !item.by_pointer && o.selected);
  if (o.draggable) follow_drag(item, event);
  return event;
}

void picture(std::string_view name, Rect rect, FunctionRef<void(Painter&)> draw,
             std::string_view description) {
  extend_content(rect);
  if (im(rect).Overlaps(ImGui::GetCurrentWindow()->ClipRect) || sketch() != nullptr) {
    Painter p = current_painter();
    p.push_clip(rect);
    draw(p);
    p.pop_clip();
  }
  annotate(text_id(), mirror::Role::image, rect, name).description = keep(description);
}

void document(std::string_view name, std::string_view html, std::uint64_t version, Rect rect) {
  extend_content(rect);
  const Id id = id_of(name);
  if (std::exchange(state().document_version, version) != version)
    platform::show_document(id, html);
  annotate(id, mirror::Role::document, rect, name);
}

// Disclosure.

Disclosure::Disclosure(std::string_view label, const DisclosureOptions& o) {
  State& s = state();
  const Theme& t = theme();
  Layout& flow = layout();
  if (!flow.first) flow.y -= std::min(flow.gap, px(6));  // lines of a tree stand close together
  const Rect r = place(-1, px(32));
  const Id id = id_of(label, o.key);
  const auto [known, is_new] = s.disclosures.try_emplace(id, o.open_at_first);
  if (o.open) known->second = *o.open;
  Interaction how;
  how.keys = mirror::keys_activate | mirror::keys_arrows;
  const Item item = interact(id, r, how);
  if (item.clicked) known->second = !known->second;
  if (key_pressed(id, platform::key_right)) known->second = true;
  if (key_pressed(id, platform::key_left)) known->second = false;
  open_ = known->second;
  Painter p = current_painter();
  if (item.hovered) p.fill(r, t.hover, px(k_radius));
  if (item.focus_ring) draw_focus_ring(r.inset(px(1)));
  Rect inner = r.inset(px(6), 0);
  const Rect arrow = inner.cut_left(px(20));
  p.icon(open_ ? Icon::chevron_down : Icon::chevron_right,
         {arrow.x, arrow.y + (arrow.h - px(14)) / 2, px(14), px(14)}, t.dimmed);
  if (o.icon != Icon::none) {
    const Rect box = inner.cut_left(px(24));
    p.icon(o.icon, {box.x, box.y + (box.h - px(16)) / 2, px(16), px(16)}, t.dimmed);
  }
  if (o.friction) {
    const Rect pill = inner.cut_right(px(60));
    draw_friction(p, {pill.x, pill.y + (pill.h - px(22)) / 2, pill.w, px(22)}, o.friction);
    inner.cut_right(px(8));
  }
  if (!o.trailing.empty()) {
    const float room = std::min(std::ceil(text_width(TextStyle::body, o.trailing)), inner.w * 0.6F);
    p.text_fit(inner.cut_right(room), TextStyle::body, t.dimmed, o.trailing, Align::end);
    inner.cut_right(px(8));
  }
  p.text_fit(inner, TextStyle::strong, t.text, label);
  show_tooltip_for(item, o.description);
  mirror::Node& node = annotate(item, mirror::Role::button, label, o.description);
  std::string name(label);
  if (!o.trailing.empty()) name += ", " + std::string(o.trailing);
  if (o.friction) name += ", " + friction_name("friction", o.friction);
  node.name = keep(beginning(name, k_most_of_a_paragraph));
  node.flags |= mirror::expandable | (open_ ? mirror::expanded : 0U);
  if (!open_) return;
  ImGui::PushID(static_cast<int>(id));
  layout().left += px(20);
  layout().x += px(20);
}

Disclosure::~Disclosure() {
  if (!open_) return;
  ImGui::PopID();
  layout().left -= px(20);
  layout().x -= px(20);
}

}  // namespace touchstone::ui
