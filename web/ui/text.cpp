// Text, badges, meters: items that are read and not operated.
#include <algorithm>
#include <cmath>
#include <string>

#include "ui/core.hpp"

namespace touchstone::ui {

using namespace detail;

namespace detail {

Colour tone_colour(Tone tone) {
  const Theme& t = theme();
  switch (tone) {
    case Tone::dimmed:
      return t.dimmed;
    case Tone::accent:
      return t.accent_text;
    case Tone::good:
      return t.good;
    case Tone::warning:
      return t.warning;
    case Tone::danger:
      return danger_text(t);
    case Tone::normal:
      break;
  }
  return t.text;
}

Colour tone_soft(Tone tone) {
  const Theme& t = theme();
  switch (tone) {
    case Tone::accent:
      return t.accent_soft;
    case Tone::good:
      return t.good_soft;
    case Tone::warning:
      return t.warning_soft;
    case Tone::danger:
      return t.danger_soft;
    case Tone::normal:
    case Tone::dimmed:
      break;
  }
  return t.pressed;
}

Id text_id() {
  const int parent = platform::tree().parent_index();
  const Id seed = parent < 0 ? 1 : platform::tree().nodes()[static_cast<std::size_t>(parent)].id;
  return derive(seed, platform::tree().next_ordinal() * 4 + 1);
}

bool in_row() {
  return layout().kind == Layout::Kind::row;
}

std::string friction_text(std::optional<double> friction) {
  return friction ? std::to_string(std::lround(std::nearbyint(*friction))) : "–";
}

std::string friction_name(std::string_view label, std::optional<double> friction) {
  std::string name(label);
  if (!friction) return name + " not known";
  return name + " " + friction_text(friction) + " of 100, " +
         std::string(friction_band(*friction).word);
}

// Number and pips on the colour of the value, within the rectangle.
void draw_friction(Painter& p, Rect pill, std::optional<double> friction) {
  const Theme& t = theme();
  const float radius = px(4);
  if (!friction) {
    p.fill(pill, t.sunken, radius);
    p.outline(pill, t.border, 0, radius);
    p.text_fit(pill, TextStyle::strong, t.dimmed, "–", Align::centre);
    return;
  }
  const Colour on = on_friction(*friction);
  p.fill(pill, friction_colour(*friction), radius);
  Rect inner = pill.inset(px(7), 0);
  // Five bars, as many filled as the band says: the value without colour.
  const int count = friction_band(*friction).pips;
  const Rect bars = inner.cut_right(5 * px(2) + 4 * px(1));
  const float base = pill.y + std::round((pill.h + px(11)) / 2);
  for (int i = 0; i < 5; ++i) {
    const float height = px(3) + px(2) * static_cast<float>(i);
    const Rect bar{bars.x + static_cast<float>(i) * (px(2) + px(1)), base - height, px(2), height};
    p.fill(bar, i < count ? on : with_alpha(on, 70));
  }
  p.text_fit(inner, TextStyle::strong, on, friction_text(friction));
}

}  // namespace detail

void heading(int level, std::string_view text, float most) {
  const TextStyle style = level <= 2 ? TextStyle::title : TextStyle::strong;
  const float width = in_row() ? std::min(std::ceil(text_width(style, text)), px(most)) : -1;
  const Rect r = place(width, line_height(style));
  current_painter().text_fit(r, style, theme().text, text);
  annotate(text_id(), mirror::Role::heading, r, text).level = static_cast<std::uint8_t>(level);
}

void text(std::string_view text, TextStyle style, Tone tone) {
  const Rect r = place(std::ceil(text_width(style, text)), line_height(style));
  current_painter().text_fit(r, style, tone_colour(tone), text);
  annotate(text_id(), mirror::Role::text, r, text);
}

namespace {

Rect wrapped_at(std::string_view s, TextStyle style, Colour colour) {
  const float width = available_width();
  const Vec2 size = measure(style, s, width);
  const Rect r = place(in_row() ? std::ceil(size.x) : -1, std::max(size.y, line_height(style)));
  current_painter().text_wrap({r.x, r.y, width, r.h}, style, colour, s);
  return r;
}

void wrapped(std::string_view s, TextStyle style, Colour colour) {
  annotate(text_id(), mirror::Role::paragraph, wrapped_at(s, style, colour), s);
}

}  // namespace

void poster(int level, std::string_view text) {
  constexpr float k_room = 900;  // css px that large letters ask for
  const TextStyle style = screen_width_css() < k_room ? TextStyle::title : TextStyle::poster;
  const Rect r = wrapped_at(text, style, theme().text);
  annotate(text_id(), mirror::Role::heading, r, text).level = static_cast<std::uint8_t>(level);
}

void paragraph(std::string_view text, Tone tone) {
  wrapped(text, TextStyle::body, tone_colour(tone));
}

void note(std::string_view text) {
  wrapped(text, TextStyle::small, theme().dimmed);
}

void fact(std::string_view label, std::string_view value, Tone tone) {
  const float width =
      std::max(text_width(TextStyle::small, label), text_width(TextStyle::body, value));
  const float upper = line_height(TextStyle::small);
  const float lower = line_height(TextStyle::body);
  Rect r = place(in_row() ? std::ceil(width) : -1, upper + px(2) + lower);
  const Rect all = r;
  Painter p = current_painter();
  p.text_fit(r.cut_top(upper), TextStyle::small, theme().dimmed, label);
  r.cut_top(px(2));
  p.text_fit(r, TextStyle::body, tone_colour(tone), value);
  annotate(text_id(), mirror::Role::text, all, std::string(label) + ": " + std::string(value));
}

void callout(std::string_view text, Tone tone) {
  const Icon icon = tone == Tone::warning || tone == Tone::danger ? Icon::warning
                    : tone == Tone::good                          ? Icon::check
                                                                  : Icon::info;
  const float pad = px(12);
  const float icon_box = px(18);
  const float width = available_width();
  const float room = std::max(px(40), width - 2 * pad - icon_box - px(8));
  const Vec2 size = measure(TextStyle::body, text, room);
  const Rect r = place(-1, std::max(size.y, icon_box) + 2 * px(10));
  Painter p = current_painter();
  p.fill(r, tone == Tone::normal ? theme().sunken : tone_soft(tone), px(k_radius));
  p.icon(icon, {r.x + pad, r.y + px(10), icon_box, icon_box}, tone_colour(tone));
  p.text_wrap({r.x + pad + icon_box + px(8), r.y + px(10), room, size.y}, TextStyle::body,
              theme().text, text);
  annotate(text_id(), mirror::Role::paragraph, r, text);
}

void empty_state(Icon icon, std::string_view title, std::string_view what_to_do) {
  const Theme& t = theme();
  const float width = std::min(available_width(), px(420));
  const Vec2 size = measure(TextStyle::body, what_to_do, width);
  const float box = px(56);
  Rect r = place(-1, px(40) + box + px(12) + line_height(TextStyle::title) + px(6) + size.y);
  r.cut_top(px(40));
  Painter p = current_painter();
  const Rect top = r.cut_top(box);
  p.circle(top.centre(), box / 2, t.accent_soft);
  const Vec2 c = top.centre();
  p.icon(icon, {c.x - px(12), c.y - px(12), px(24), px(24)}, t.accent_text);
  r.cut_top(px(12));
  const Rect head = r.cut_top(line_height(TextStyle::title));
  p.text_fit(head, TextStyle::title, t.text, title, Align::centre);
  annotate(text_id(), mirror::Role::heading, head, title).level = 3;
  r.cut_top(px(6));
  const float x = r.x + std::round((r.w - std::min(size.x, r.w)) / 2);
  p.text_wrap({x, r.y, width, size.y}, TextStyle::body, t.dimmed, what_to_do);
  annotate(text_id(), mirror::Role::paragraph, r, what_to_do);
}

// Values.

void badge(std::string_view text, Tone tone, Icon icon) {
  const float height = px(22);
  const float mark = icon == Icon::none ? 0 : px(16);
  const float width = std::ceil(text_width(TextStyle::small, text)) + 2 * px(8) + mark;
  const Rect r = place(width, height);
  Painter p = current_painter();
  p.fill(r, tone_soft(tone), height / 2);
  Rect inner = r.inset(px(8), 0);
  if (icon != Icon::none) {
    const Rect box = inner.cut_left(mark);
    p.icon(icon, {box.x - px(1), box.y + (box.h - px(13)) / 2, px(13), px(13)}, tone_colour(tone));
  }
  p.text_fit(inner, TextStyle::small, tone_colour(tone), text);
  annotate(text_id(), mirror::Role::text, r, text);
}

void friction_badge(std::optional<double> friction, std::string_view label) {
  const Rect r = place(px(54), px(24));
  Painter p = current_painter();
  draw_friction(p, r, friction);
  annotate(text_id(), mirror::Role::image, r, friction_name(label, friction));
}

void interval_meter(std::string_view label, double value, double low, double high, double min,
                    double max, Colour colour, std::string_view text, float width) {
  const Theme& t = theme();
  Rect r = place(width == k_fill ? -1 : width, px(20));
  const Rect all = r;
  Painter p = current_painter();
  if (!text.empty()) {
    const float room = std::ceil(text_width(TextStyle::small, text)) + px(8);
    p.text_fit(r.cut_right(room), TextStyle::small, t.text, text, Align::end);
  }
  const Rect bar{r.x, r.y + std::round((r.h - px(8)) / 2), r.w, px(8)};
  const double span = max > min ? max - min : 1;
  const auto at = [&](double v) {
    return bar.x + bar.w * static_cast<float>(std::clamp((v - min) / span, 0.0, 1.0));
  };
  p.fill(bar, t.pressed, px(4));
  const float end = at(value);
  if (end > bar.x) p.fill({bar.x, bar.y, std::max(end - bar.x, px(4)), bar.h}, colour, px(4));
  if (high > low) {
    const float y = bar.centre().y;
    p.line({at(low), y}, {at(high), y}, t.text, px(2));
    for (const double edge : {low, high}) {
      p.line({at(edge), bar.y - px(2)}, {at(edge), bar.bottom() + px(2)}, t.text, px(2));
    }
  }
  mirror::Node& node = annotate(text_id(), mirror::Role::meter, all, label);
  node.flags |= mirror::has_value;
  node.now = static_cast<float>(value);
  node.min = static_cast<float>(min);
  node.max = static_cast<float>(max);
  node.hint = keep(text);
}

void meter(std::string_view label, double value, double min, double max, Colour colour,
           std::string_view text, float width) {
  interval_meter(label, value, value, value, min, max, colour, text, width);
}

void status(std::string_view text, Tone tone) {
  const Rect r = place(in_row() ? std::ceil(text_width(TextStyle::small, text)) : -1,
                       line_height(TextStyle::small));
  current_painter().text_fit(r, TextStyle::small, tone_colour(tone), text);
  annotate(text_id(), mirror::Role::status, r, text);
}

}  // namespace touchstone::ui
