// Text and number fields. The page's own field edits the text (see items.hpp); here the box is
// drawn, the text while nobody edits it, and the events are handed to the caller.
#include <algorithm>
#include <cmath>
#include <string>

#include "text/figure.hpp"
#include "text/number.hpp"
#include "ui/core.hpp"

namespace touchstone::ui {

using namespace detail;

namespace detail {

Rect place_field(std::string_view label, const FieldOptions& o, float height) {
  const float head = o.label_hidden ? 0 : line_height(TextStyle::small) + px(4);
  const float width = o.width == k_fill ? -1 : o.width > 0 ? o.width : px(180);
  Rect r = place(width, head + height);
  if (head > 0) {
    const Rect line = r.cut_top(head);
    current_painter().text_fit({line.x, line.y, line.w, line_height(TextStyle::small)},
                               TextStyle::small, theme().dimmed, label);
  }
  return r;
}

void draw_field_problem(std::string_view problem) {
  if (problem.empty()) return;
  const float width = available_width();
  const Vec2 size = measure(TextStyle::small, problem, width);
  layout().y -= px(4);
  const Rect r = place(-1, size.y);
  current_painter().text_wrap({r.x, r.y, width, r.h}, TextStyle::small, danger_text(theme()),
                              problem);
  annotate(text_id(), mirror::Role::alert, r, problem);
}

namespace {

void draw_field_box(Rect r, const Item& item, bool enabled, bool invalid) {
  const Theme& t = theme();
  Painter p = current_painter();
  const float radius = px(k_radius);
  p.fill(r, !enabled ? t.sunken : t.raised, radius);
  if (item.focused) {
    p.outline(r, invalid ? danger_text(t) : t.focus, px(2), radius);
  } else {
    const Colour line = invalid        ? danger_text(t)
                        : !enabled     ? t.border
                        : item.hovered ? mix(t.control_border, t.text, 0.3F)
                                       : t.control_border;
    p.outline(r, line, 0, radius);
  }
}

// Browsers lay out whatever a field holds, and stand still meanwhile: for more than a second with
// 5 MB. Beyond this many bytes a text is shown in part and cannot be edited in place.
constexpr std::size_t k_most_in_a_field = 1'000'000;
constexpr std::string_view k_too_long =
    "This text is too long to be edited here (over a million bytes); its beginning is shown.";

std::string_view part_to_show(std::string_view whole) {
  if (whole.size() <= k_most_in_a_field) return whole;
  std::size_t end = 4000;
  while (end > 0 && (static_cast<unsigned char>(whole[end]) & 0xC0) == 0x80) --end;
  return whole.substr(0, end);
}

}  // namespace

TextEdit native_field(const NativeField& f, Id id, std::string_view name, std::string_view value,
                      const FieldOptions& options) {
  State& s = state();
  const std::string_view part = part_to_show(value);
  FieldOptions o = options;
  const bool too_long = part.size() < value.size();
  if (too_long) {
    o.enabled = false;
    o.description = k_too_long;
  }
  Interaction how;
  how.enabled = o.enabled;
  how.keys = f.keys;
  const Item item = interact(id, f.rect, how);
  const bool invalid = !o.problem.empty();
  if (f.box) draw_field_box(f.rect, item, o.enabled, invalid);
  const Theme& t = theme();
  Rect inner = f.rect;
  inner.cut_left(f.pad_left);
  inner.cut_right(f.pad_right);
  if (!item.focused && item.visible) {
    Painter p = current_painter();
    const bool empty = part.empty();
    const Colour c = !o.enabled ? t.disabled : empty ? t.dimmed : t.text;
    std::string dots;
    for (std::size_t i = 0; o.secret && i < part.size(); ++i) dots += "•";
    const std::string_view shown = empty ? o.placeholder : o.secret ? std::string_view(dots) : part;
    if (f.rows > 1) {
      p.push_clip(f.rect);
      p.text_wrap({inner.x, inner.y + px(7), inner.w, inner.h - px(8)}, TextStyle::body, c, shown);
      p.pop_clip();
    } else {
      p.text_fit(inner, TextStyle::body, c, shown, f.align);
    }
  }
  if (!item.focused) show_tooltip_for(item, o.description);
  mirror::Node& node = annotate(item, f.role, name, o.description);
  node.value = keep(part);
  node.hint = keep(o.placeholder);
  node.pad_left = f.pad_left / s.scale;
  node.pad_right = f.pad_right / s.scale;
  node.line_height = line_height(TextStyle::body) / s.scale;
  node.text_size = static_cast<std::uint8_t>(text_size(TextStyle::body));
  if (f.align == Align::end) node.flags |= mirror::vertical;  // read by the page as right-aligned
  if (invalid) node.flags |= mirror::invalid;
  if (o.secret) node.flags |= mirror::secret;
  if (const auto it = s.revisions.find(id); it != s.revisions.end()) node.revision = it->second;

  TextEdit edit;
  s.field_outcome = FieldOutcome::none;
  auto& fields = platform::frame_input().fields;
  const auto it = fields.find(id);
  if (it == fields.end()) return edit;
  const platform::FieldEvent event = std::move(it->second);
  fields.erase(it);
  if (too_long) return edit;  // the page's field holds a part: nothing of it may become the whole
  if (event.committed) s.field_outcome = FieldOutcome::entered;
  if (event.restored) s.field_outcome = FieldOutcome::escaped;
  if (event.left) s.field_outcome = FieldOutcome::left;
  edit.text = event.text;
  edit.changed = event.changed || event.restored;
  edit.paused = event.paused && !event.committed;
  edit.committed = (event.committed || event.restored || event.paused) && event.text != part;
  s.typing = {id, edit.paused, event.left || event.committed};
  if (event.committed) {
    // The page shows what became of the text once the caller had its say.
    s.bump_next.push_back(id);
    platform::request_frames(3, "text committed");
  }
  return edit;
}

}  // namespace detail

namespace {

void draw_field_notes(const FieldOptions& o, std::string_view value) {
  const bool too_long = part_to_show(value).size() < value.size();
  draw_field_problem(too_long ? k_too_long : o.problem);
}

}  // namespace

TextEdit text_field(std::string_view label, std::string_view value, const FieldOptions& given) {
  const FieldOptions o = allowed(given);
  NativeField f;
  f.rect = place_field(label, o, px(k_control_height));
  const TextEdit edit = native_field(f, id_of(label, o.key), label, value, o);
  draw_field_notes(o, value);
  return edit;
}

TextEdit text_area(std::string_view label, std::string_view value, int rows,
                   const FieldOptions& given) {
  const FieldOptions o = allowed(given);
  NativeField f;
  f.role = mirror::Role::text_area;
  f.rows = std::max(rows, 2);
  f.rect =
      place_field(label, o, line_height(TextStyle::body) * static_cast<float>(f.rows) + px(16));
  const TextEdit edit = native_field(f, id_of(label, o.key), label, value, o);
  draw_field_notes(o, value);
  return edit;
}

TextEdit search_field(std::string_view label, std::string_view value, const FieldOptions& o) {
  NativeField f;
  f.role = mirror::Role::search_field;
  f.rect = place_field(label, o, px(k_control_height));
  f.pad_left = px(32);
  f.pad_right = px(30);
  f.keys = mirror::keys_vertical;
  const Id id = id_of(label, o.key);
  TextEdit edit = native_field(f, id, label, value, o);
  const ItemState last = last_item();
  Painter p = current_painter();
  const Rect r = f.rect;
  p.icon(Icon::search, {r.x + px(9), r.y + (r.h - px(16)) / 2, px(16), px(16)}, theme().dimmed);
  if (!value.empty()) {
    const Rect box{r.right() - px(28), r.y + (r.h - px(24)) / 2, px(24), px(24)};
    const Item clear = interact(derive(id, 7), box);
    if (clear.hovered) p.fill(box, theme().hover, px(4));
    p.icon(Icon::close, box.inset(px(5)), theme().dimmed);
    if (clear.focus_ring) draw_focus_ring(box, 4);
    annotate(clear, mirror::Role::button, "Clear " + std::string(label));
    if (clear.clicked) {
      edit.changed = edit.committed = true;
      edit.text.clear();
      state().bump_next.push_back(id);
      state().focus_when_drawn = id;
      platform::request_frames(3, "cleared");
    }
  }
  state().last = last;
  state().last_id = id;
  return edit;
}

// Numbers.

namespace detail {

std::string number_text(double value, int decimals) {
  return short_number(value, std::clamp(decimals, 0, 12));
}

namespace {

std::string problem_with(std::string_view text, std::optional<double> read,
                         const NumberRange& range) {
  if (!read) return "“" + std::string(text) + "” is not a number. The value was kept.";
  return "The value must lie between " + number_text(range.min, range.decimals) + " and " +
         number_text(range.max, range.decimals) + ". The value was kept.";
}

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t'; });
}

}  // namespace

NumberEdit number_in(NativeField f, Id id, std::string_view label, std::optional<double> value,
                     const NumberRange& range, FieldOptions o) {
  State& s = state();
  const std::string shown = value ? number_text(*value, range.decimals) : std::string{};
  std::string& problem = s.texts[id];
  if (!problem.empty()) o.problem = problem;
  f.role = mirror::Role::number_field;
  const float unit = range.unit.empty() ? 0 : text_width(TextStyle::small, range.unit) + px(8);
  f.pad_right += std::ceil(unit);
  const TextEdit text = native_field(f, id, label, shown, o);
  if (unit > 0) {
    Rect r = f.rect;
    r.cut_right(px(10));
    current_painter().text_fit(r, TextStyle::small, theme().dimmed, range.unit, Align::end);
  }
  NumberEdit edit;
  if (text.changed && !text.committed) problem.clear();
  if (!text.committed) return edit;
  // Half a number is not worth a word.
  const bool paused = text.paused;
  const std::optional<double> so_far = read_number(text.text);
  if (paused && (!so_far || *so_far < range.min || *so_far > range.max)) return edit;
  problem.clear();
  if (is_blank(text.text)) {
    edit.committed = value.has_value();
    return edit;
  }
  const std::optional<double> read = read_number(text.text);
  if (!read || *read < range.min || *read > range.max) {
    problem = problem_with(text.text, read, range);
    platform::announce(problem);
    return edit;
  }
  edit.committed = read != value;
  edit.value = read;
  return edit;
}

}  // namespace detail

NumberEdit number_field(std::string_view label, std::optional<double> value,
                        const NumberRange& range, const FieldOptions& given) {
  const FieldOptions o = allowed(given);
  NativeField f;
  f.rect = place_field(label, o, px(k_control_height));
  const Id id = id_of(label, o.key);
  const NumberEdit edit = number_in(f, id, label, value, range, o);
  const std::string& problem = state().texts[id];
  draw_field_problem(problem.empty() ? o.problem : std::string_view(problem));
  return edit;
}

namespace {

// "12,500", but not "0,125".
bool groups_thousands(std::string_view digits) {
  constexpr std::size_t k_group = 3;
  const std::size_t comma = digits.find(',');
  const std::string_view before = digits.substr(0, comma);
  const std::string_view lead = before.starts_with('-') ? before.substr(1) : before;
  return !lead.empty() && lead.size() <= k_group && lead != "0" &&
         digits.size() - comma - 1 == k_group;
}

}  // namespace

// Spaces, apostrophes and thin spaces group digits; of comma and point the last one that appears
// once is the decimal mark. A comma alone with three digits behind it groups, as on the screen.
std::optional<double> read_number(std::string_view text) {
  std::string digits;
  std::size_t commas = 0;
  std::size_t points = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const std::string_view rest = text.substr(i);
    if (c == ' ' || c == '\'' || c == '_' || c == '\t') continue;
    if (rest.starts_with("\xC2\xA0")) {
      ++i;
      continue;
    }
    if (rest.starts_with("\xE2\x80\xAF") || rest.starts_with("\xE2\x80\x89")) {
      i += 2;
      continue;
    }
    if (rest.starts_with("\xE2\x88\x92")) {  // the minus sign proper
      digits += '-';
      i += 2;
      continue;
    }
    if (c == '+' && digits.empty()) continue;
    commas += c == ',' ? 1U : 0U;
    points += c == '.' ? 1U : 0U;
    digits += c;
  }
  char decimal = '.';
  if (commas > 0 && points > 0) {
    decimal = digits.rfind(',') > digits.rfind('.') ? ',' : '.';
  } else if (commas == 1) {
    decimal = groups_thousands(digits) ? '.' : ',';
  } else if (points > 1) {
    decimal = '\0';
  }
  std::string plain;
  for (const char c : digits) {
    if (c == decimal) {
      plain += '.';
    } else if (c != ',' && c != '.') {
      plain += c;
    }
  }
  const bool plausible = !plain.empty() && std::all_of(plain.begin(), plain.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == 'e' || c == 'E';
  });
  const std::optional<double> value = plausible ? touchstone::number_in(plain) : std::nullopt;
  return value && std::isfinite(*value) ? value : std::nullopt;
}

}  // namespace touchstone::ui
