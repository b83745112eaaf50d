#include <algorithm>
#include <cmath>

#include "ui/core.hpp"

namespace touchstone::ui {

using namespace detail;

namespace detail {

void draw_focus_ring(Rect rect, float radius) {
  const float out = px(2);
  current_painter().outline(rect.inset(-out), theme().focus, px(2), px(radius) + out);
}

Colour soft_border() {
  return mix(theme().border, theme().control_border, 0.35F);
}

}  // namespace detail

namespace {

struct Look {
  Colour fill, border, text;
};

Look look_of(const ButtonOptions& o, const Item& item) {
  const Theme& t = theme();
  const bool down = item.held && item.hovered;
  Look look{t.raised, soft_border(), t.text};
  switch (o.variant) {
    case Variant::primary:
      look = {item.hovered ? t.accent_hover : t.accent, {0, 0, 0, 0}, t.on_accent};
      break;
    case Variant::danger:
      look = {item.hovered ? t.danger_hover : t.danger, {0, 0, 0, 0}, t.on_danger};
      break;
    case Variant::quiet:
      look = {down ? t.pressed : item.hovered ? t.hover : Colour{0, 0, 0, 0}, {0, 0, 0, 0}, t.text};
      break;
    case Variant::normal:
      if (item.hovered) look.fill = down ? t.pressed : t.hover;
      break;
  }
  const bool filled = o.variant == Variant::primary || o.variant == Variant::danger;
  if ((o.pressed.value_or(false) || o.current) && !filled) {
    look.fill = t.selected;
    look.text = t.accent_text;
    if (o.variant == Variant::normal) look.border = t.accent_text;
  }
  if (!o.enabled) {
    look.text = t.disabled;
    if (filled) look.fill = t.pressed;
    if (o.variant == Variant::quiet) look.fill = {0, 0, 0, 0};
  }
  return look;
}

float natural_width(std::string_view label, const ButtonOptions& o, TextStyle style) {
  if (o.icon_only) return px(k_control_height);
  float width = std::ceil(text_width(style, label)) + 2 * px(12);
  if (o.icon != Icon::none) width += px(16) + px(6);
  if (!o.badge.empty()) width += text_width(TextStyle::small, o.badge) + px(20);
  return width;
}

void draw_button(const Item& item, std::string_view label, const ButtonOptions& o,
                 TextStyle style) {
  Painter p = current_painter();
  const Look look = look_of(o, item);
  const float radius = px(k_radius);
  p.fill(item.rect, look.fill, radius);
  if (look.border.a != 0) p.outline(item.rect, look.border, 0, radius);
  if (item.focus_ring) draw_focus_ring(item.rect);
  if (o.icon_only) {
    const Vec2 c = item.rect.centre();
    p.icon(o.icon, {c.x - px(8), c.y - px(8), px(16), px(16)}, look.text);
    return;
  }
  Rect inner = item.rect.inset(px(12), 0);
  if (!o.badge.empty()) {
    const float w = std::ceil(text_width(TextStyle::small, o.badge)) + px(12);
    Rect pill = inner.cut_right(w);
    pill.x += px(4);
    pill = {pill.x, pill.y + (pill.h - px(18)) / 2, pill.w, px(18)};
    p.fill(pill, o.current ? mix(theme().selected, theme().accent_text, 0.15F) : theme().pressed,
           px(9));
    p.text_fit(pill, TextStyle::small, theme().text, o.badge, Align::centre);
    inner.cut_right(px(4));
  }
  const float mark = o.icon == Icon::none ? 0 : px(16) + px(6);
  if (!o.align_start) {
    const float used = std::min(inner.w, mark + std::ceil(text_width(style, label)));
    inner = {inner.x + std::floor((inner.w - used) / 2), inner.y, used, inner.h};
  }
  if (mark > 0) {
    const Rect box = inner.cut_left(mark);
    p.icon(o.icon, {box.x - px(1), box.y + (box.h - px(16)) / 2, px(16), px(16)}, look.text);
  }
  p.text_fit(inner, style, look.text, label);
}

}  // namespace

Item detail::button_item(std::string_view label, const ButtonOptions& given) {
  const ButtonOptions o = allowed(given);
  const TextStyle style = o.current || o.variant == Variant::primary || o.variant == Variant::danger
                              ? TextStyle::strong
                              : TextStyle::body;
  const std::string_view shown = o.shown.empty() ? label : o.shown;
  const float width = o.width == k_fill ? -1
                      : o.width > 0     ? o.width
                                        : natural_width(shown, o, style);
  const Rect r = place(width, px(k_control_height));
  Interaction how;
  how.enabled = o.enabled;
  const Item item = interact(id_of(label, o.key), r, how);
  if (item.visible) draw_button(item, shown, o, style);
  if (item.hovered && o.enabled) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  show_tooltip_for(item, o.icon_only && o.description.empty() ? label : o.description, o.shortcut);
  return item;
}

bool button(std::string_view label, const ButtonOptions& o) {
  const Item item = button_item(label, o);
  mirror::Node& node = annotate(item, mirror::Role::button, label, o.description);
  if (!o.badge.empty()) node.name = keep(std::string(label) + " " + std::string(o.badge));
  if (o.pressed) node.flags |= mirror::pressable | (*o.pressed ? mirror::pressed : 0U);
  if (o.current) node.flags |= mirror::current;
  return item.clicked;
}

bool link(std::string_view label, std::string_view description) {
  const float height = line_height(TextStyle::body);
  const Rect r = place(std::ceil(text_width(TextStyle::body, label)), height);
  const Item item = interact(id_of(label), r);
  Painter p = current_painter();
  const Colour c = theme().link;
  p.text_fit(r, TextStyle::body, c, label);
  p.fill({r.x, r.bottom() - px(2), r.w, px(1)}, item.hovered ? c : with_alpha(c, 110));
  if (item.focus_ring) draw_focus_ring(r, 3);
  if (item.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  show_tooltip_for(item, description);
  annotate(item, mirror::Role::button, label, description);
  return item.clicked;
}

}  // namespace touchstone::ui
