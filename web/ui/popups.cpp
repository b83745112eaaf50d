// Popups: selects, menus, help. The page gets a list box or menu above everything else, and the
// focus moves into it; it returns to its owner when the popup closes.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>

#include "ui/core.hpp"

namespace touchstone::ui {

using namespace detail;

namespace detail {

namespace {

constexpr int k_level_step = 10;
constexpr std::uint32_t k_landmark = 0x10000;  // beyond the numbers of a list's rows

bool is_inside(Id id, int container) {
  const auto nodes = platform::tree().nodes();
  for (std::size_t i = nodes.size(); i-- > 0;) {
    if (nodes[i].id != id) continue;
    for (int at = static_cast<int>(i); at >= 0; at = nodes[static_cast<std::size_t>(at)].parent) {
      if (at == container) return true;
    }
  }
  return false;
}

// A popup stands beside all landmarks of the page; what a page holds shall be in one.
void open_landmark(Id id, Rect r) {
  State& s = state();
  mirror::Node& node = platform::tree().add_to_page(id, mirror::Role::region);
  std::vector<MirrorParent> none;
  none.swap(s.parents);
  place_node(node, r);
  s.parents.swap(none);
  node.name = keep("Pop-up");
  node.flags |= mirror::overlay;
  node.level = static_cast<std::uint8_t>(s.overlay_level);
  open_node({r.x, r.y});
}

Rect popup_rect(Rect anchor, const PopupStyle& style) {
  const Rect page = screen();
  const float gap = px(4);
  const float edge = px(8);
  const float w = std::min(std::max(style.width, anchor.w), page.w - 2 * edge);
  const float below = page.bottom() - edge - (anchor.bottom() + gap);
  const float above = anchor.y - gap - edge;
  const bool down = below >= style.height || below >= above;
  const float h = std::min(style.height, std::max(down ? below : above, px(60)));
  const float x = std::clamp(anchor.x, edge, std::max(edge, page.w - edge - w));
  const float y = down ? anchor.bottom() + gap : anchor.y - gap - h;
  return {std::round(x), std::round(y), std::round(w), std::round(h)};
}

}  // namespace

void draw_floating_box(Rect r, float radius) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRectFullScreen();
  Painter p(list);
  const Theme& t = theme();
  constexpr int k_steps = 6;
  for (int i = k_steps; i >= 1; --i) {
    const float grow = px(static_cast<float>(i) * 1.5F);
    Rect shade = r.inset(-grow);
    shade.y += px(4);
    p.fill(shade, with_alpha(t.shadow, static_cast<std::uint8_t>(t.shadow.a / k_steps)),
           radius + grow);
  }
  p.fill(r, t.raised, radius);
  p.outline(r, t.scheme == Scheme::light ? t.border : t.control_border, 0, radius);
  list->PopClipRect();
}

void open_popup(Id id) {
  ImGui::OpenPopupEx(id, ImGuiPopupFlags_None);
  platform::request_frames(3, "popup");
}

bool is_popup_open(Id id) {
  return ImGui::IsPopupOpen(id, ImGuiPopupFlags_None);
}

bool begin_popup(Id id, Rect anchor, const PopupStyle& style, mirror::Role role,
                 std::string_view name) {
  if (!is_popup_open(id)) return false;
  State& s = state();
  const Rect r = popup_rect(anchor, style);
  ImGui::SetNextWindowPos({r.x, r.y});
  ImGui::SetNextWindowSize({r.w, r.h});
  const bool open =
      ImGui::BeginPopupEx(id, ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                  ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                  ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground);
  if (!open) return false;
  s.overlay_open = true;
  s.overlay_level += k_level_step;
  draw_floating_box(r, px(8));
  open_landmark(derive(id, k_landmark), r);
  mirror::Node& node = annotate(id, role, r, name);
  const ImGuiWindow* window = ImGui::GetCurrentWindow();
  annotate_scrolling(node, window);
  open_node({r.x - window->Scroll.x, r.y - window->Scroll.y});
  const float pad = px(style.padding);
  begin_flow(r.x + pad, r.right() - pad - window->ScrollbarSizes.x, r.y - window->Scroll.y + pad,
             0);
  layout().padding_below = pad;
  return true;
}

void end_popup() {
  State& s = state();
  const Layout& flow = layout();
  extend_content({flow.left, flow.top, 0, flow.bottom - flow.top + flow.padding_below});
  end_flow();
  const int index = s.parents.back().index;
  for (platform::KeyEvent& e : platform::frame_input().keys) {
    if (e.taken || e.key != platform::key_escape) continue;
    e.taken = true;
    close_popup();
  }
  // Tab leads out of a popup: then it closes.
  if (s.focus != 0 && !is_inside(s.focus, index) && !ImGui::IsWindowAppearing() &&
      platform::tree().find(s.focus) != nullptr && s.focus != s.popup_owner) {
    ImGui::CloseCurrentPopup();
  }
  s.overlay_level -= k_level_step;
  close_node();
  close_node();  // its landmark
  ImGui::EndPopup();
}

void close_popup() {
  ImGui::CloseCurrentPopup();
  return_focus(state().popup_owner);
  platform::request_frames(3, "popup closed");
}

Item popup_row(Id list, int position, int count, const PopupRow& row, mirror::Role role) {
  const Theme& t = theme();
  const bool has_note = !row.note.empty() && role == mirror::Role::option;
  const Rect r = place(-1, px(has_note ? 46 : 32));
  Interaction how;
  how.enabled = row.enabled;
  how.tab_stop = false;
  how.keys = mirror::keys_activate | mirror::keys_vertical | mirror::keys_home_end;
  const Id id = derive(list, static_cast<std::uint32_t>(position));
  const Item item = interact(id, r, how);
  Painter p = current_painter();
  if (item.hovered || item.focused) p.fill(r, t.hover, px(4));
  if (item.focus_ring) p.outline(r, t.focus, px(2), px(4));
  Rect inner = r.inset(px(10), 0);
  const Colour c = !row.enabled ? t.disabled : row.danger ? danger_text(t) : t.text;
  const bool marked = role == mirror::Role::option || row.checked.has_value();
  if (marked) {
    const Rect box = inner.cut_left(px(24));
    if (row.selected || row.checked.value_or(false)) {
      p.icon(Icon::check, {box.x, r.y + (r.h - px(16)) / 2, px(16), px(16)}, t.accent_text);
    }
  }
  if (row.icon != Icon::none) {
    const Rect box = inner.cut_left(px(24));
    p.icon(row.icon, {box.x, r.y + (r.h - px(16)) / 2, px(16), px(16)}, row.danger ? c : t.dimmed);
  }
  if (has_note) {
    inner.cut_top(px(5));
    p.text_fit(inner.cut_top(line_height(TextStyle::body)), TextStyle::body, c, row.label);
    p.text_fit(inner.cut_top(line_height(TextStyle::small)), TextStyle::small, t.dimmed, row.note);
  } else {
    if (!row.note.empty()) {
      const Rect keys = inner.cut_right(std::ceil(text_width(TextStyle::small, row.note)) + px(12));
      p.text_fit(keys, TextStyle::small, t.dimmed, row.note, Align::end);
    }
    p.text_fit(inner, TextStyle::body, c, row.label);
  }
  mirror::Node& node = annotate(item, role, row.label, row.note);
  node.row = position + 1;
  node.rows = count;
  if (role == mirror::Role::option) {
    node.flags |= mirror::selectable | (row.selected ? mirror::selected : 0U);
  }
  if (row.checked) node.flags |= mirror::checkable | (*row.checked ? mirror::checked : 0U);
  const auto go = [&](int to) {
    state().focus_when_drawn = derive(list, static_cast<std::uint32_t>((to + count) % count));
    platform::request_frames(2, "popup keys");
  };
  if (key_pressed(id, platform::key_down)) go(position + 1);
  if (key_pressed(id, platform::key_up)) go(position - 1);
  if (key_pressed(id, platform::key_home)) go(0);
  if (key_pressed(id, platform::key_end)) go(count - 1);
  return item;
}

}  // namespace detail

// Select.

namespace {

constexpr int k_filter_from = 13;

bool contains_folded(std::string_view text, std::string_view part) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  };
  return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

// The list box that belongs to the field drawn last: Down leads into it. Close its node.
void open_list_below_field(Id rows, Id list, std::string_view label) {
  State& s = state();
  if (key_pressed(s.last_id, platform::key_down)) s.focus_when_drawn = derive(rows, 0);
  space(4);
  const Rect at = place(-1, 0);
  annotate(list, mirror::Role::list_box, at, label);
  open_node({at.x, at.y});
}

bool option_row(Id rows, int position, int count, const Option& option, bool selected) {
  PopupRow row;
  row.label = option.label;
  row.note = option.description;
  row.icon = option.icon;
  row.enabled = option.enabled;
  row.selected = selected;
  return popup_row(rows, position, count, row, mirror::Role::option).clicked;
}

}  // namespace

FinderEdit finder(std::string_view label, std::string_view text, Options found,
                  const FieldOptions& options) {
  const Id owner = id_of(label, options.key);
  const Id rows = derive(owner, 1);
  FinderEdit result;
  const TextEdit edit = search_field(label, text, options);
  result.changed = edit.changed || edit.committed;
  result.entered = state().field_outcome == FieldOutcome::entered;
  result.escaped = state().field_outcome == FieldOutcome::escaped;
  result.text = edit.text;
  const int count = static_cast<int>(found.items().size());
  open_list_below_field(rows, derive(owner, 2), label);
  const Spacing tight(0);
  for (int i = 0; i < count; ++i) {
    if (option_row(rows, i, count, found.items()[static_cast<std::size_t>(i)], false)) {
      result.chosen = i;
    }
  }
  close_node();
  return result;
}

std::optional<int> detail::select_popup(Id owner, Rect anchor, std::string_view label,
                                        std::span<const Option> options, int selected) {
  const Id popup = derive(owner, 1);
  if (!is_popup_open(popup)) return std::nullopt;
  State& s = state();
  s.popup_owner = owner;
  const bool filtered = static_cast<int>(options.size()) >= k_filter_from;
  std::string& filter = s.texts[popup];
  float height = px(8);
  float width = anchor.w;
  std::vector<int> shown;
  for (int i = 0; i < static_cast<int>(options.size()); ++i) {
    const Option& o = options[static_cast<std::size_t>(i)];
    if (filtered && !filter.empty() && !contains_folded(o.label, filter)) continue;
    shown.push_back(i);
    height += px(o.description.empty() ? 32 : 46);
    width = std::max(width, text_width(TextStyle::body, o.label) + px(64));
    width =
        std::max(width, std::min(text_width(TextStyle::small, o.description) + px(64), px(420)));
  }
  if (filtered) height += px(40);
  PopupStyle style;
  style.width = width;
  style.height = std::min(height, px(360));
  // With a filter the popup is a group that holds the field and the list box.
  const mirror::Role role = filtered ? mirror::Role::group : mirror::Role::list_box;
  if (!begin_popup(popup, anchor, style, role, label)) return std::nullopt;
  std::optional<int> chosen;
  if (filtered) {
    FieldOptions field;
    field.label_hidden = true;
    field.placeholder = "Filter";
    if (ImGui::IsWindowAppearing()) focus_next();
    const TextEdit edit = search_field("Filter", filter, field);
    if (edit.changed || edit.committed) filter = edit.text;
    // Text and Enter may come in one frame: the list shown is then that of the text before.
    for (int i = 0; s.field_outcome == FieldOutcome::entered && !chosen &&
                    i < static_cast<int>(options.size());
         ++i) {
      if (contains_folded(options[static_cast<std::size_t>(i)].label, filter)) chosen = i;
    }
    open_list_below_field(popup, derive(owner, 2), label);
  } else if (ImGui::IsWindowAppearing()) {
    s.focus_when_drawn = derive(popup, static_cast<std::uint32_t>(std::max(selected, 0)));
  }
  const int count = static_cast<int>(shown.size());
  for (int k = 0; k < count; ++k) {
    const int i = shown[static_cast<std::size_t>(k)];
    if (option_row(popup, k, count, options[static_cast<std::size_t>(i)], i == selected))
      chosen = i;
  }
  if (filtered) close_node();
  if (chosen) {
    filter.clear();
    close_popup();
  }
  end_popup();
  return chosen == selected ? std::nullopt : chosen;
}

std::optional<int> detail::select_in(Rect r, Id id, std::string_view label,
                                     std::span<const Option> options, int selected,
                                     const FieldOptions& field) {
  const Theme& t = theme();
  Interaction how;
  how.enabled = field.enabled;
  how.keys = mirror::keys_activate | mirror::keys_vertical;
  const Item item = interact(id, r, how);
  const Id popup = derive(id, 1);
  const bool open = is_popup_open(popup);
  const bool has = selected >= 0 && selected < static_cast<int>(options.size());
  const std::string_view value =
      has ? options[static_cast<std::size_t>(selected)].label : field.placeholder;
  Painter p = current_painter();
  p.fill(r, item.hovered ? t.hover : t.raised, px(k_radius));
  p.outline(r,
            open            ? t.focus
            : field.enabled ? t.control_border
                            : t.disabled,
            px(open ? 2 : 1), px(k_radius));
  if (item.focus_ring) draw_focus_ring(r);
  Rect inner = r.inset(px(10), 0);
  const Rect arrow = inner.cut_right(px(20));
  p.icon(Icon::chevron_down, {arrow.x + px(4), arrow.y + (arrow.h - px(16)) / 2, px(16), px(16)},
         t.dimmed);
  p.text_fit(inner, TextStyle::body, !field.enabled ? t.disabled : has ? t.text : t.dimmed, value);
  show_tooltip_for(item, field.description);
  mirror::Node& node = annotate(item, mirror::Role::combo_box, label, field.description);
  node.value = keep(value);
  node.flags |= mirror::expandable | mirror::popup_list | (open ? mirror::expanded : 0U);
  node.columns = static_cast<std::int32_t>(options.size() >= k_filter_from ? derive(id, 2) : popup);
  if (item.clicked || key_pressed(id, platform::key_down) || key_pressed(id, platform::key_up)) {
    if (!open) open_popup(popup);
  }
  return select_popup(id, r, label, options, selected);
}

std::optional<int> select(std::string_view label, Options options, int selected,
                          const FieldOptions& given) {
  const FieldOptions field = allowed(given);
  const Rect r = place_field(label, field, px(k_control_height));
  return select_in(r, id_of(label, field.key), label, options.items(), selected, field);
}

// Menus.

namespace {

std::optional<int> menu_popup(Id owner, Id popup, Rect anchor, std::string_view label,
                              const std::vector<MenuItem>& items) {
  State& s = state();
  s.popup_owner = owner;
  PopupStyle style;
  style.width = px(180);
  style.height = px(8);
  for (const MenuItem& m : items) {
    style.height += px(32) + (m.separator_before ? px(9) : 0);
    style.width = std::max(style.width, text_width(TextStyle::body, m.label) + px(60) +
                                            text_width(TextStyle::small, m.shortcut) + px(24));
  }
  if (!begin_popup(popup, anchor, style, mirror::Role::menu, label)) return std::nullopt;
  if (ImGui::IsWindowAppearing()) s.focus_when_drawn = derive(popup, 0);
  std::optional<int> chosen;
  const int count = static_cast<int>(items.size());
  for (int i = 0; i < count; ++i) {
    const MenuItem& m = items[static_cast<std::size_t>(i)];
    if (m.separator_before) {
      space(4);
      separator();
      space(4);
    }
    PopupRow row;
    row.label = m.label;
    row.note = m.shortcut;
    row.icon = m.icon;
    row.enabled = m.enabled;
    row.danger = m.danger;
    row.checked = m.checked;
    const mirror::Role role = m.checked ? mirror::Role::menu_item_check : mirror::Role::menu_item;
    if (popup_row(popup, i, count, row, role).clicked) chosen = i;
  }
  if (chosen) close_popup();
  end_popup();
  return chosen;
}

}  // namespace

std::optional<int> menu_button(std::string_view label, MenuItems items,
                               const ButtonOptions& options) {
  ButtonOptions o = options;
  if (o.icon == Icon::none) o.icon = Icon::chevron_down;
  const Item item = button_item(label, o);
  const Id popup = derive(item.id, 1);
  const bool open = is_popup_open(popup);
  mirror::Node& node = annotate(item, mirror::Role::button, label, o.description);
  node.flags |= mirror::popup_menu | mirror::expandable | (open ? mirror::expanded : 0U);
  node.columns = static_cast<std::int32_t>(popup);
  if (item.clicked && !open) open_popup(popup);
  if (!is_popup_open(popup)) return std::nullopt;
  return menu_popup(item.id, popup, item.rect, label, items());
}

std::optional<int> context_menu(FunctionRef<Menu()> menu) {
  State& s = state();
  const Id owner = s.last_id;
  const Rect rect = s.last.rect;
  const Id popup = derive(owner, 3);
  const bool pointed = s.last.hovered && platform::frame_input().menu_wanted;
  const bool keys = key_pressed(owner, platform::key_menu) ||
                    key_pressed(owner, platform::key_f10, platform::mod_shift);
  if (pointed || keys) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    s.context_at = keys ? Vec2{rect.x + px(12), rect.bottom()} : Vec2{mouse.x, mouse.y};
    open_popup(popup);
  }
  if (!is_popup_open(popup)) return std::nullopt;
  const Menu shown = menu();
  return menu_popup(owner, popup, {s.context_at.x, s.context_at.y, 0, 0}, shown.name, shown.items);
}

// Help.

bool help(std::string_view term, std::string_view meaning, std::string_view source,
          std::string_view more) {
  const Rect r = place(px(20), px(20));
  const Item item = interact(id_of(std::string(term) + "##help"), r);
  const Theme& t = theme();
  const Id popup = derive(item.id, 1);
  current_painter().icon(Icon::question, r.inset(px(2)), item.hovered ? t.text : t.dimmed);
  if (item.focus_ring) draw_focus_ring(r, 10);
  std::string name = "What is " + std::string(term) + "?";
  mirror::Node& node = annotate(item, mirror::Role::button, name);
  node.flags |= mirror::expandable | (is_popup_open(popup) ? mirror::expanded : 0U);
  if (item.clicked && !is_popup_open(popup)) open_popup(popup);
  if (!is_popup_open(popup)) return false;
  State& s = state();
  s.popup_owner = item.id;
  PopupStyle style;
  style.padding = 14;
  style.width = px(320);
  const float room = std::min(style.width, screen().w - px(16)) - 2 * px(14);
  style.height = 2 * px(14) + line_height(TextStyle::strong) + px(6) +
                 measure(TextStyle::body, meaning, room).y;
  if (!source.empty()) style.height += px(6) + measure(TextStyle::small, source, room).y;
  if (!more.empty()) style.height += px(32);
  if (!begin_popup(popup, r, style, mirror::Role::dialog, name)) return false;
  text(term, TextStyle::strong);
  space(6);
  paragraph(meaning);
  if (!source.empty()) {
    space(6);
    note(source);
  }
  bool wants_more = false;
  if (!more.empty()) {
    space(6);
    wants_more = link(more);
  }
  if (wants_more) close_popup();
  end_popup();
  return wants_more;
}

}  // namespace touchstone::ui
