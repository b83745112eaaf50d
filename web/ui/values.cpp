// Sliders and progress.
#include <algorithm>
#include <cmath>
#include <string>

#include "ui/core.hpp"

namespace touchstone::ui {

using namespace detail;

namespace {

double on_grid(double value, const SliderRange& range) {
  if (range.step > 0) value = range.min + std::round((value - range.min) / range.step) * range.step;
  return std::clamp(value, range.min, range.max);
}

std::optional<double> key_target(Id id, double value, const SliderRange& range) {
  const double step = range.step > 0 ? range.step : (range.max - range.min) / 100;
  const double page = std::max(step, (range.max - range.min) / 10);
  if (key_pressed(id, platform::key_right) || key_pressed(id, platform::key_up))
    return value + step;
  if (key_pressed(id, platform::key_left) || key_pressed(id, platform::key_down))
    return value - step;
  if (key_pressed(id, platform::key_page_up)) return value + page;
  if (key_pressed(id, platform::key_page_down)) return value - page;
  if (key_pressed(id, platform::key_home)) return range.min;
  if (key_pressed(id, platform::key_end)) return range.max;
  return std::nullopt;
}

void draw_slider(Rect track, float t, const Item& item, bool enabled) {
  const Theme& th = theme();
  Painter p = current_painter();
  const float r = px(9);
  const Rect bar{track.x, track.centre().y - px(2), track.w, px(4)};
  const float x = track.x + r + (track.w - 2 * r) * t;
  const Colour on =
      enabled ? (item.hovered || item.held ? th.accent_hover : th.accent) : th.disabled;
  p.fill(bar, mix(th.pressed, th.control_border, 0.4F), px(2));
  p.fill({bar.x, bar.y, x - bar.x, bar.h}, on, px(2));
  p.circle({x, track.centre().y}, r, on);
  p.circle({x, track.centre().y}, r - px(3), th.raised);
  if (item.focus_ring) draw_focus_ring({x - r, track.centre().y - r, 2 * r, 2 * r}, 9);
}

}  // namespace

SliderEdit slider(std::string_view label, double value, const SliderRange& range,
                  const FieldOptions& given) {
  const FieldOptions o = allowed(given);
  State& s = state();
  const Rect r = place_field(label, o, px(28));
  const Id id = id_of(label, o.key);
  const int decimals = range.step > 0 && range.step < 1 ? 2 : 0;
  std::string shown = number_text(value, decimals);
  if (!range.unit.empty()) shown += " " + std::string(range.unit);
  // Room for the longest value, so the track does not move while it is dragged.
  const float text_room = std::max({text_width(TextStyle::body, shown),
                                    text_width(TextStyle::body, number_text(range.max, decimals) +
                                                                    " " + std::string(range.unit)),
                                    px(32)});
  Rect track = r;
  const Rect value_box = track.cut_right(std::ceil(text_room) + px(10));
  Interaction how;
  how.enabled = o.enabled;
  how.keys = mirror::keys_arrows | mirror::keys_home_end | mirror::keys_pages;
  const Item item = interact(id, track, how);
  SliderEdit edit;
  edit.value = value;
  const double span = std::max(range.max - range.min, 1e-12);
  const auto set = [&](double to, bool commit) {
    const double v = on_grid(to, range);
    edit.changed = v != value;
    edit.committed = commit;
    edit.value = v;
  };
  if (item.held) {
    const float knob = px(9);
    const float along =
        (ImGui::GetIO().MousePos.x - track.x - knob) / std::max(track.w - 2 * knob, 1.0F);
    set(range.min + static_cast<double>(std::clamp(along, 0.0F, 1.0F)) * span, false);
    s.dragged_slider = id;
  } else if (s.dragged_slider == id) {
    s.dragged_slider = 0;
    edit.committed = true;
  }
  if (const auto to = key_target(id, value, range)) set(*to, true);
  if (const auto it = platform::frame_input().values.find(id);
      it != platform::frame_input().values.end()) {
    set(it->second, true);
  }
  draw_slider(track, static_cast<float>(std::clamp((value - range.min) / span, 0.0, 1.0)), item,
              o.enabled);
  current_painter().text_fit(value_box, TextStyle::body,
                             o.enabled ? theme().text : theme().disabled, shown, Align::end);
  show_tooltip_for(item, o.description);
  mirror::Node& node = annotate(item, mirror::Role::slider, label, o.description);
  node.flags |= mirror::has_value | mirror::drags;
  node.now = static_cast<float>(value);
  node.min = static_cast<float>(range.min);
  node.max = static_cast<float>(range.max);
  node.step = static_cast<float>(range.step);
  node.hint = keep(shown);
  return edit;
}

bool progress(std::string_view label, double fraction, bool can_cancel) {
  const Theme& t = theme();
  const float head = line_height(TextStyle::small);
  Rect r = place(-1, head + px(4) + px(can_cancel ? 32 : 8));
  const Rect all = r;
  const Rect line = r.cut_top(head);
  Painter p = current_painter();
  p.text_fit(line, TextStyle::small, t.dimmed, label);
  r.cut_top(px(4));
  bool cancelled = false;
  if (can_cancel) {
    const Rect box = r.cut_right(px(32));
    r.cut_right(px(8));
    const Item item = interact(id_of(label, "##cancel"), box);
    if (item.hovered) p.fill(box, t.hover, px(k_radius));
    p.icon(Icon::close, box.inset(px(8)), t.dimmed);
    if (item.focus_ring) draw_focus_ring(box);
    show_tooltip_for(item, "Cancel");
    annotate(item, mirror::Role::button, "Cancel " + std::string(label));
    cancelled = item.clicked;
  }
  const Rect bar{r.x, r.centre().y - px(4), r.w, px(8)};
  p.fill(bar, t.pressed, px(4));
  if (fraction >= 0) {
    p.fill({bar.x, bar.y, bar.w * static_cast<float>(std::clamp(fraction, 0.0, 1.0)), bar.h},
           t.accent, px(4));
  } else {
    const double phase =
        platform::environment().reduced_motion ? 0.5 : std::fmod(platform::now_ms() / 1600.0, 1.0);
    const float w = bar.w * 0.25F;
    const float x = bar.x + (bar.w - w) * static_cast<float>(0.5 - 0.5 * std::cos(phase * 6.28318));
    p.fill({x, bar.y, w, bar.h}, t.accent, px(4));
    if (!platform::environment().reduced_motion) platform::request_frames(1, "progress");
  }
  mirror::Node& node = annotate(text_id(), mirror::Role::progress, all, label);
  if (fraction >= 0) {
    node.flags |= mirror::has_value;
    node.now = static_cast<float>(std::round(fraction * 100));
    node.max = 100;
  }
  return cancelled;
}

}  // namespace touchstone::ui
