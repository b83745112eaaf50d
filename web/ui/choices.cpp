// Check boxes, switches, radio groups, segmented choices, tabs, ratings.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "ui/core.hpp"

namespace touchstone::ui {

using namespace detail;

namespace {

enum class BoolLook { box, toggle };

void draw_box(Rect box, bool value, const Item& item, bool enabled) {
  const Theme& t = theme();
  Painter p = current_painter();
  const float radius = px(4);
  if (value) {
    p.fill(box, enabled ? (item.hovered ? t.accent_hover : t.accent) : t.disabled, radius);
    p.icon(Icon::check, box.inset(px(1)), t.on_accent);
  } else {
    p.fill(box, item.hovered ? t.hover : t.raised, radius);
    p.outline(box, enabled ? t.control_border : t.disabled, px(1), radius);
  }
  if (item.focus_ring) draw_focus_ring(box, 4);
}

void draw_toggle(Rect track, bool value, const Item& item, bool enabled) {
  const Theme& t = theme();
  Painter p = current_painter();
  const Colour off = item.hovered ? mix(t.control_border, t.text, 0.15F) : t.control_border;
  const Colour on = item.hovered ? t.accent_hover : t.accent;
  p.fill(track, !enabled ? t.disabled : value ? on : off, track.h / 2);
  const float r = track.h / 2 - px(3);
  const float x = value ? track.right() - track.h / 2 : track.x + track.h / 2;
  p.circle({x, track.centre().y}, r, value ? t.on_accent : t.raised);
  if (item.focus_ring) draw_focus_ring(track, track.h / 2 / state().scale);
}

std::optional<bool> bool_item(std::string_view label, bool value, const FieldOptions& given,
                              BoolLook look) {
  const FieldOptions o = allowed(given);
  const float mark = look == BoolLook::box ? px(18) : px(34);
  const float text = o.label_hidden ? 0 : px(8) + std::ceil(text_width(TextStyle::body, label));
  const Rect r = place(mark + text, px(24));
  Interaction how;
  how.enabled = o.enabled;
  const Item item = interact(id_of(label, o.key), r, how);
  const float mark_height = px(look == BoolLook::box ? 18 : 20);
  const Rect box{r.x, r.y + std::round((r.h - mark_height) / 2), mark, mark_height};
  if (look == BoolLook::box) {
    draw_box(box, value, item, o.enabled);
  } else {
    draw_toggle(box, value, item, o.enabled);
  }
  if (!o.label_hidden) {
    current_painter().text_fit({r.x + mark + px(8), r.y, r.w - mark - px(8), r.h}, TextStyle::body,
                               o.enabled ? theme().text : theme().disabled, label);
  }
  if (item.hovered && o.enabled) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  show_tooltip_for(item, o.description);
  mirror::Node& node =
      annotate(item, look == BoolLook::box ? mirror::Role::check_box : mirror::Role::toggle, label,
               o.description);
  node.flags |= mirror::checkable | (value ? mirror::checked : 0U);
  if (item.clicked) return !value;
  return std::nullopt;
}

// Arrow keys of a group with one tab stop: the index to go to.
std::optional<int> arrow_target(Id focused, int at, int count, std::span<const Option> options) {
  const auto step_to = [&](int from, int step) {
    for (int i = 0; i < count; ++i) {
      from = (from + step + count) % count;
      if (options.empty() || options[static_cast<std::size_t>(from)].enabled) return from;
    }
    return at;
  };
  if (key_pressed(focused, platform::key_right) || key_pressed(focused, platform::key_down)) {
    return step_to(at, 1);
  }
  if (key_pressed(focused, platform::key_left) || key_pressed(focused, platform::key_up)) {
    return step_to(at, -1);
  }
  if (key_pressed(focused, platform::key_home)) return step_to(count - 1, 1);
  if (key_pressed(focused, platform::key_end)) return step_to(0, -1);
  return std::nullopt;
}

constexpr std::uint32_t k_group_keys =
    mirror::keys_activate | mirror::keys_arrows | mirror::keys_home_end;

Interaction member(bool tab_stop, bool enabled, std::uint32_t keys = k_group_keys) {
  Interaction how;
  how.tab_stop = tab_stop;
  how.enabled = enabled;
  how.keys = keys;
  return how;
}

int tab_stop_of(int selected, int count) {
  return selected >= 0 && selected < count ? selected : 0;
}

void describe_member(mirror::Node& node, int i, int count, bool is_on, std::uint32_t has,
                     std::uint32_t on) {
  node.flags |= has | (is_on ? on : 0U);
  node.row = i + 1;
  node.rows = count;
}

void draw_segment(const Item& item, const Option& option, bool on, bool enabled) {
  const Theme& t = theme();
  Painter p = current_painter();
  const Rect inner = item.rect.inset(px(2));
  if (on) {
    p.fill(inner, t.raised, px(k_radius - 1));
    p.outline(inner, t.scheme == Scheme::light ? soft_border() : t.control_border, 0,
              px(k_radius - 1));
  } else if (item.hovered) {
    p.fill(inner, t.hover, px(k_radius - 1));
  }
  const TextStyle style = on ? TextStyle::strong : TextStyle::body;
  const Colour c = !enabled ? t.disabled : on ? t.text : t.dimmed;
  Rect text = inner.inset(px(8), 0);
  if (option.icon != Icon::none) {
    const float used = std::min(text.w, px(22) + text_width(style, option.label));
    text = {text.x + std::floor((text.w - used) / 2), text.y, used, text.h};
    const Rect box = text.cut_left(px(22));
    p.icon(option.icon, {box.x, box.y + (box.h - px(16)) / 2, px(16), px(16)}, c);
  }
  p.text_fit(text, style, c, option.label, Align::centre);
  if (item.focus_ring) draw_focus_ring(inner);
}

}  // namespace

std::optional<bool> check_box(std::string_view label, bool value, const FieldOptions& options) {
  return bool_item(label, value, options, BoolLook::box);
}

std::optional<bool> toggle(std::string_view label, bool value, const FieldOptions& options) {
  return bool_item(label, value, options, BoolLook::toggle);
}

// Segmented choice and radio list.

std::optional<int> choice(std::string_view label, Options list, int selected,
                          const FieldOptions& given) {
  const FieldOptions field = allowed(given);
  const std::span<const Option> options = list.items();
  const int count = static_cast<int>(options.size());
  float natural = px(4);
  for (const Option& o : options) {
    natural += std::ceil(text_width(TextStyle::strong, o.label)) + px(28) +
               (o.icon == Icon::none ? 0 : px(22));
  }
  FieldOptions sized = field;
  if (field.width == k_fill) sized.width = std::min(natural, available_width());
  const Rect track = place_field(label, sized, px(k_control_height));
  Painter p = current_painter();
  p.fill(track, theme().sunken, px(k_radius + 1));
  p.outline(track, theme().border, 0, px(k_radius + 1));
  const Id group = id_of(label, field.key);
  annotate(group, mirror::Role::radio_group, track, label).description = keep(field.description);
  open_node({track.x, track.y});
  std::optional<int> chosen;
  float x = track.x;
  for (int i = 0; i < count; ++i) {
    const Option& option = options[static_cast<std::size_t>(i)];
    const float share = natural <= 0 ? 0
                                     : (std::ceil(text_width(TextStyle::strong, option.label)) +
                                        px(28) + (option.icon == Icon::none ? 0 : px(22))) /
                                           (natural - px(4));
    const float right = i + 1 == count ? track.right() : std::round(x + share * track.w);
    const bool enabled = field.enabled && option.enabled;
    const Item item =
        interact(derive(group, static_cast<std::uint32_t>(i)), {x, track.y, right - x, track.h},
                 member(i == tab_stop_of(selected, count), enabled));
    x = right;
    draw_segment(item, option, i == selected, enabled);
    show_tooltip_for(item, option.description);
    describe_member(annotate(item, mirror::Role::radio, option.label, option.description), i, count,
                    i == selected, mirror::checkable, mirror::checked);
    if (item.clicked && i != selected) chosen = i;
    if (const auto to = arrow_target(item.id, i, count, options)) {
      chosen = to;
      state().focus_when_drawn = derive(group, static_cast<std::uint32_t>(*to));
      platform::request_frames(2, "choice");
    }
  }
  close_node();
  return chosen;
}

std::optional<int> radio_list(std::string_view label, Options list, int selected,
                              const FieldOptions& given) {
  const FieldOptions field = allowed(given);
  const std::span<const Option> options = list.items();
  const int count = static_cast<int>(options.size());
  FieldOptions head = field;
  head.width = k_fill;
  const Id group = id_of(label, field.key);
  const Rect at = place_field(label, head, 0);
  const Spacing tight(2);
  annotate(group, mirror::Role::radio_group, at, label).description = keep(field.description);
  open_node({at.x, at.y});
  std::optional<int> chosen;
  for (int i = 0; i < count; ++i) {
    const Option& option = options[static_cast<std::size_t>(i)];
    const float note_room = option.description.empty() ? 0 : line_height(TextStyle::small);
    const Rect r = place(-1, px(24) + note_room);
    const bool enabled = field.enabled && option.enabled;
    const Item item = interact(derive(group, static_cast<std::uint32_t>(i)), r,
                               member(i == tab_stop_of(selected, count), enabled));
    const Theme& t = theme();
    Painter p = current_painter();
    const Vec2 c{r.x + px(9), r.y + px(12)};
    p.circle(c, px(9), i == selected ? t.accent : item.hovered ? t.hover : t.raised);
    if (i == selected) {
      p.circle(c, px(4), t.on_accent);
    } else {
      p.ring(c, px(9) - px(1) / 2, enabled ? t.control_border : t.disabled, px(1));
    }
    if (item.focus_ring) draw_focus_ring({c.x - px(9), c.y - px(9), px(18), px(18)}, 9);
    p.text_fit({r.x + px(26), r.y, r.w - px(26), px(24)}, TextStyle::body,
               enabled ? t.text : t.disabled, option.label);
    p.text_fit({r.x + px(26), r.y + px(22), r.w - px(26), note_room}, TextStyle::small, t.dimmed,
               option.description);
    describe_member(annotate(item, mirror::Role::radio, option.label, option.description), i, count,
                    i == selected, mirror::checkable, mirror::checked);
    if (item.clicked && i != selected) chosen = i;
    if (const auto to = arrow_target(item.id, i, count, options)) {
      chosen = to;
      state().focus_when_drawn = derive(group, static_cast<std::uint32_t>(*to));
      platform::request_frames(2, "choice");
    }
  }
  close_node();
  return chosen;
}

// Tabs.

namespace {

constexpr float k_tab_height = 38;

// Side by side from the left, on as many lines as they need.
std::vector<Rect> tab_places(std::span<const Option> options, float room) {
  std::vector<Rect> places;
  float x = 0;
  float y = 0;
  for (const Option& option : options) {
    const float width = std::ceil(text_width(TextStyle::strong, option.label)) + px(24);
    if (x > 0 && x + width > room) {
      x = 0;
      y += px(k_tab_height);
    }
    places.push_back({x, y, width, px(k_tab_height)});
    x += width;
  }
  return places;
}

}  // namespace

std::optional<int> tabs(std::string_view label, Options list, int selected) {
  const std::span<const Option> options = list.items();
  const int count = static_cast<int>(options.size());
  const std::vector<Rect> places = tab_places(options, available_width());
  const Rect strip = place(-1, places.empty() ? px(k_tab_height) : places.back().bottom());
  const Theme& t = theme();
  Painter p = current_painter();
  p.fill({strip.x, strip.bottom() - px(1), strip.w, px(1)}, t.border);
  const Id group = id_of(label);
  annotate(group, mirror::Role::tab_list, strip, label);
  open_node({strip.x, strip.y});
  std::optional<int> chosen;
  for (int i = 0; i < count; ++i) {
    const Option& option = options[static_cast<std::size_t>(i)];
    const bool on = i == selected;
    Rect at = places[static_cast<std::size_t>(i)];
    at.x += strip.x;
    at.y += strip.y;
    const Item item = interact(derive(group, static_cast<std::uint32_t>(i)), at,
                               member(i == tab_stop_of(selected, count), option.enabled));
    const Rect body = item.rect.inset(px(2), px(4));
    if (item.hovered && !on) p.fill(body, t.hover, px(k_radius));
    p.text_fit(item.rect, on ? TextStyle::strong : TextStyle::body,
               !option.enabled ? t.disabled
               : on            ? t.accent_text
                               : t.dimmed,
               option.label, Align::centre);
    if (on) {
      p.fill({at.x + px(10), at.bottom() - px(3), at.w - px(20), px(3)}, t.accent_text, px(1));
    }
    if (item.focus_ring) draw_focus_ring(body);
    show_tooltip_for(item, option.description);
    describe_member(annotate(item, mirror::Role::tab, option.label, option.description), i, count,
                    on, mirror::selectable, mirror::selected);
    if (item.clicked && !on) chosen = i;
    if (const auto to = arrow_target(item.id, i, count, options)) {
      chosen = to;
      state().focus_when_drawn = derive(group, static_cast<std::uint32_t>(*to));
      platform::request_frames(2, "tabs");
    }
  }
  close_node();
  return chosen;
}

TabPanel::TabPanel(std::string_view name) {
  const Layout& l = layout();
  const Rect at{l.left, l.y + l.gap, l.right - l.left, 0};
  annotate(id_of(name, "##tabpanel"), mirror::Role::tab_panel, at, name);
  open_node({at.x, at.y});
}

TabPanel::~TabPanel() {
  const MirrorParent parent = state().parents.back();
  platform::tree().nodes()[static_cast<std::size_t>(parent.index)].h =
      (layout().bottom - parent.y) / state().scale;
  close_node();
}

// Rating.

namespace {

constexpr std::uint32_t k_rating_keys = mirror::keys_activate | mirror::keys_arrows |
                                        mirror::keys_home_end | mirror::keys_digits |
                                        mirror::keys_delete;

void draw_step(const Item& item, int step, bool on, std::string_view word, bool enabled,
               bool compact) {
  const Theme& t = theme();
  Painter p = current_painter();
  const Rect box = item.rect.inset(px(1));
  const float radius = px(compact ? 4 : k_radius);
  p.fill(box, on ? t.accent : item.hovered ? t.hover : t.raised, radius);
  if (!on) p.outline(box, soft_border(), 0, radius);
  const Colour c = !enabled ? t.disabled : on ? t.on_accent : t.text;
  if (compact) {
    p.text_fit(box, on ? TextStyle::strong : TextStyle::body, c, std::to_string(step),
               Align::centre);
  } else {
    Rect inner = box.inset(px(4), px(5));
    p.text_fit(inner.cut_top(line_height(TextStyle::strong)), TextStyle::strong, c,
               std::to_string(step), Align::centre);
    p.text_fit(inner, TextStyle::small, on ? t.on_accent : t.dimmed, word, Align::centre);
  }
  if (item.focus_ring) draw_focus_ring(box, compact ? 4 : k_radius);
}

// Where the steps are too narrow for their words: the two ends and the chosen one's, below.
void draw_words_below(Rect line, std::span<const std::string_view> words,
                      std::optional<int> value) {
  Painter p = current_painter();
  const int last = static_cast<int>(words.size()) - 1;
  const auto draw = [&](int at, Align align) {
    const bool chosen = value == at;
    p.text_fit(line, chosen ? TextStyle::strong : TextStyle::small,
               chosen ? theme().text : theme().dimmed, words[static_cast<std::size_t>(at)], align);
  };
  draw(0, Align::start);
  draw(last, Align::end);
  if (value && *value > 0 && *value < last) draw(*value, Align::centre);
}

}  // namespace

RatingEdit rating(std::string_view label, std::optional<int> value,
                  std::span<const std::string_view> words, const FieldOptions& given,
                  bool compact) {
  const FieldOptions options = allowed(given);
  const int count = static_cast<int>(words.size());
  const float clear = px(28);
  FieldOptions sized = options;
  const float compact_width = px(30) * static_cast<float>(count) + clear;
  if (compact && options.width == k_fill) sized.width = std::min(compact_width, available_width());
  Rect track = place_field(label, sized, compact ? px(28) : px(46));
  const Id group = id_of(label, options.key);
  mirror::Node& head = annotate(group, mirror::Role::radio_group, track, label);
  head.description = keep(options.description);
  if (!value) head.hint = keep("not rated");
  open_node({track.x, track.y});
  Rect last = track.cut_right(clear);
  const float step_width = track.w / static_cast<float>(count);
  const bool words_fit =
      compact || std::all_of(words.begin(), words.end(), [&](std::string_view word) {
        return text_width(TextStyle::small, word) <= step_width - px(10);
      });
  if (!words_fit) {
    draw_words_below(track.cut_bottom(px(18)), words, value);
    last.h = track.h;
  }
  RatingEdit edit;
  const auto set = [&](std::optional<int> v) {
    if (v != value) {
      edit.changed = true;
      edit.value = v;
    }
    const auto to = static_cast<std::uint32_t>(v.value_or(0));
    state().focus_when_drawn = derive(group, to);
    platform::request_frames(2, "rating");
  };
  float x = track.x;
  for (int i = 0; i < count; ++i) {
    const float right =
        std::round(track.x + track.w * static_cast<float>(i + 1) / static_cast<float>(count));
    const bool on = value == i;
    const Item item = interact(
        derive(group, static_cast<std::uint32_t>(i)), {x, track.y, right - x, track.h},
        member(i == tab_stop_of(value.value_or(0), count), options.enabled, k_rating_keys));
    x = right;
    const std::string_view word = words[static_cast<std::size_t>(i)];
    draw_step(item, i, on, word, options.enabled, compact || !words_fit);
    show_tooltip_for(item, compact || !words_fit ? word : std::string_view{});
    describe_member(
        annotate(item, mirror::Role::radio, std::to_string(i) + " " + std::string(word)), i, count,
        on, mirror::checkable, mirror::checked);
    if (item.clicked && !on) set(i);
    if (const auto to = arrow_target(item.id, i, count, {})) set(to);
    for (int digit = 0; digit < count && digit < 10; ++digit) {
      if (key_pressed(item.id, static_cast<std::uint32_t>('0' + digit))) set(digit);
    }
    if (key_pressed(item.id, platform::key_delete) || key_pressed(item.id, platform::key_backspace))
      set({});
  }
  close_node();
  if (value && options.enabled) {
    const Rect box{last.x + px(4), last.y + std::round((last.h - px(24)) / 2), px(24), px(24)};
    const Item item = interact(derive(group, 99), box, member(true, true, mirror::keys_activate));
    Painter p = current_painter();
    if (item.hovered) p.fill(box, theme().hover, px(4));
    p.icon(Icon::close, box.inset(px(5)), theme().dimmed);
    if (item.focus_ring) draw_focus_ring(box, 4);
    show_tooltip_for(item, "Not rated");
    annotate(item, mirror::Role::button, "Clear " + std::string(label));
    if (item.clicked) set({});
  }
  return edit;
}

}  // namespace touchstone::ui
