#include "ui/core.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "ui/sketch.hpp"

namespace touchstone::ui {

namespace detail {

State& state() {
  static State s;
  return s;
}

std::string_view beginning(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

Id id_of(std::string_view label, std::string_view key) {
  const std::string_view s = key.empty() ? label : key;
  return ImGui::GetCurrentWindow()->GetID(s.data(), s.data() + s.size());
}

Id derive(Id id, std::uint32_t salt) {
  const Id d = ImHashData(&salt, sizeof salt, id);
  return d == 0 ? 1 : d;
}

// The mirror.

mirror::Text keep(std::string_view text) {
  return platform::tree().keep(text);
}

void place_node(mirror::Node& node, Rect rect) {
  const State& s = state();
  Vec2 origin;
  if (node.parent >= 0 && !s.parents.empty()) origin = {s.parents.back().x, s.parents.back().y};
  node.x = (rect.x - origin.x) / s.scale;
  node.y = (rect.y - origin.y) / s.scale;
  node.w = rect.w / s.scale;
  node.h = rect.h / s.scale;
}

mirror::Node& annotate(Id id, mirror::Role role, Rect rect, std::string_view name) {
  mirror::Node& node = platform::tree().add(id, role);
  place_node(node, rect);
  node.name = keep(beginning(name, k_most_of_a_paragraph));
  return node;
}

mirror::Node& annotate(const Item& item, mirror::Role role, std::string_view name,
                       std::string_view description) {
  mirror::Node& node = annotate(item.id, role, item.rect, name);
  node.flags = item.node_flags;
  node.keys = item.node_keys;
  node.description = keep(description);
  return node;
}

void open_node(Vec2 origin) {
  const int index = platform::tree().last_index();
  platform::tree().open(index);
  state().parents.push_back({index, origin.x, origin.y});
}

void close_node() {
  platform::tree().close();
  state().parents.pop_back();
}

// Interaction.

bool key_pressed(Id id, std::uint32_t key, std::uint32_t modifiers) {
  if (state().focus != id) return false;
  for (platform::KeyEvent& e : platform::frame_input().keys) {
    if (!e.taken && e.key == key && e.modifiers == modifiers) {
      e.taken = true;
      return true;
    }
  }
  return false;
}

void give_focus(Id id, bool visible) {
  State& s = state();
  s.focus = id;
  s.focus_visible = visible;
  s.focus_request = id;
}

void return_focus_of_dialog(Id dialog) {
  State& s = state();
  const auto before = s.focus_before_dialog.find(dialog);
  if (before == s.focus_before_dialog.end()) return;
  if (platform::tree().find(before->second) != nullptr) give_focus(before->second, s.keys_in_use);
  s.focus_before_dialog.erase(before);
}

void return_focus(Id id) {
  if (platform::tree().find(id) != nullptr) {
    give_focus(id, state().keys_in_use);
  } else {
    state().focus_when_drawn = id;
  }
}

namespace {

void take_keys(Item& item, const Interaction& how) {
  if ((how.keys & mirror::keys_activate) == 0) return;
  if (key_pressed(item.id, platform::key_enter) || key_pressed(item.id, ' ')) item.clicked = true;
}

void take_pointer(Item& item, const Interaction& how, ImRect box) {
  State& s = state();
  const bool was_active = ImGui::GetActiveID() == item.id;
  // Of hundreds of items at most one is under the pointer.
  if (!was_active && !box.Contains(ImGui::GetIO().MousePos)) return;
  bool hovered = false;
  bool held = false;
  ImGuiButtonFlags flags = ImGuiButtonFlags_PressedOnClickRelease | ImGuiButtonFlags_NoNavFocus;
  flags |= ImGuiButtonFlags_MouseButtonLeft;
  const bool released_on = ImGui::ButtonBehavior(box, item.id, &hovered, &held, flags);
  item.hovered = hovered;
  item.held = held;
  item.pressed = held && !was_active;
  item.clicked = released_on;
  item.by_pointer = released_on;
  item.double_clicked = hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  if (item.pressed) s.keys_in_use = false;
  if (item.pressed && how.focusable) {
    give_focus(item.id, false);
    s.press_took_focus = true;
  }
}

}  // namespace

Item interact(Id id, Rect rect, const Interaction& how) {
  State& s = state();
  Item item;
  item.id = id;
  item.rect = rect;
  const ImRect box = im(rect);
  const ImGuiItemFlags disabled =
      how.enabled ? 0 : static_cast<ImGuiItemFlags>(ImGuiItemFlags_Disabled);
  item.visible =
      ImGui::ItemAdd(box, id, nullptr, ImGuiItemFlags_NoNav | disabled) || sketch() != nullptr;
  if (how.enabled) {
    if (item.visible) take_pointer(item, how, box);
    auto& activated = platform::frame_input().activated;
    if (const auto it = std::find(activated.begin(), activated.end(), id); it != activated.end()) {
      activated.erase(it);
      item.clicked = true;
      if (how.focusable) give_focus(id, true);
    }
    if (how.focusable && (s.focus_next || s.focus_when_drawn == id)) {
      s.focus_next = false;
      s.focus_when_drawn = 0;
      give_focus(id, s.keys_in_use);
      reveal(rect);
    }
    take_keys(item, how);
  } else if (item.visible) {
    // A disabled item still explains itself by its tooltip.
    item.hovered = ImGui::IsMouseHoveringRect(box.Min, box.Max) &&
                   ImGui::GetCurrentContext()->HoveredWindow == ImGui::GetCurrentWindow();
  }
  item.focused = s.focus == id;
  item.focus_ring = item.focused && s.focus_visible;
  item.node_flags = how.enabled ? 0U : mirror::disabled;
  if (how.focusable && how.enabled) {
    item.node_flags |= mirror::focusable | (how.tab_stop ? mirror::tab_stop : 0U);
  }
  item.node_keys = how.keys;
  s.last = {rect, item.hovered, item.focused, item.held, item.visible};
  s.last_id = id;
  return item;
}

void report_unannotated([[maybe_unused]] Id id) {
#ifndef NDEBUG
  std::fprintf(stderr, "ui: item %08x was drawn but not annotated\n", id);
#endif
}

}  // namespace detail

using detail::State;
using detail::state;

// Keys.

namespace {

struct Chord {
  std::uint32_t key = 0;
  std::uint32_t modifiers = 0;
};

constexpr std::pair<std::string_view, std::uint32_t> k_key_names[] = {
    {"Enter", platform::key_enter},
    {"Escape", platform::key_escape},
    {"Delete", platform::key_delete},
    {"Backspace", platform::key_backspace},
    {"Space", ' '},
    {"Tab", platform::key_tab},
    {"Left", platform::key_left},
    {"Right", platform::key_right},
    {"Up", platform::key_up},
    {"Down", platform::key_down},
    {"Home", platform::key_home},
    {"End", platform::key_end},
    {"PageUp", platform::key_page_up},
    {"PageDown", platform::key_page_down},
    {"F1", platform::key_f1},
    {"F2", platform::key_f2},
    {"F3", platform::key_f3},
    {"F4", platform::key_f4},
    {"F5", platform::key_f5},
    {"F6", platform::key_f6},
    {"F7", platform::key_f7},
    {"F8", platform::key_f8},
    {"F9", platform::key_f9},
    {"F10", platform::key_f10},
    {"F11", platform::key_f11},
    {"F12", platform::key_f12}};

bool is_letter_or_digit(std::uint32_t key) {
  return (key >= 'a' && key <= 'z') || (key >= '0' && key <= '9');
}

Chord parse_chord(std::string_view text) {
  Chord chord;
  const bool mac = platform::environment().mac_keys;
  for (std::size_t plus = text.find('+', 1); plus != std::string_view::npos;
       plus = text.find('+', 1)) {
    const std::string_view part = text.substr(0, plus);
    if (part == "Ctrl") chord.modifiers |= mac ? platform::mod_meta : platform::mod_ctrl;
    if (part == "Shift") chord.modifiers |= platform::mod_shift;
    if (part == "Alt") chord.modifiers |= platform::mod_alt;
    text.remove_prefix(plus + 1);
  }
  for (const auto& [name, key] : k_key_names) {
    if (text == name) chord.key = key;
  }
  if (chord.key == 0 && text.size() == 1) {
    const char c = text[0];
    chord.key = static_cast<std::uint32_t>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  return chord;
}

bool matches(const Chord& chord, const platform::KeyEvent& e) {
  if (chord.key != e.key) return false;
  // "?" already needs Shift on many keyboards, and on some it does not.
  const bool symbol = chord.key < 0x110000 && !is_letter_or_digit(chord.key) && chord.key != ' ';
  const std::uint32_t ignored = symbol ? platform::mod_shift : 0U;
  return (chord.modifiers & ~ignored) == (e.modifiers & ~ignored);
}

// What a text field does itself with a key: editing, moving, selecting.
bool belongs_to_text(const platform::KeyEvent& e) {
  const bool command = (e.modifiers & (platform::mod_ctrl | platform::mod_meta)) != 0;
  if (!command) {
    return (e.modifiers & platform::mod_alt) == 0 &&
           (e.key < 0x110000 || (e.key >= platform::key_enter && e.key <= platform::key_page_down));
  }
  if (e.key >= 0x110000) return e.key <= platform::key_page_down;
  return e.key == 'z' || e.key == 'y' || e.key == 'a' || e.key == 'c' || e.key == 'v' ||
         e.key == 'x';
}

bool in_key_set(std::uint32_t keys, const platform::KeyEvent& e) {
  using namespace mirror;
  const bool command =
      (e.modifiers & (platform::mod_ctrl | platform::mod_alt | platform::mod_meta)) != 0;
  switch (e.key) {
    case platform::key_enter:
      return (keys & keys_activate) != 0;
    case ' ':
      return (keys & keys_activate) != 0 && !e.in_text;
    case platform::key_left:
    case platform::key_right:
      return (keys & keys_arrows) != 0 && !command;
    case platform::key_up:
    case platform::key_down:
      if (command) return (keys & keys_ctrl_vertical) != 0 && e.modifiers == platform::mod_ctrl;
      return (keys & (keys_arrows | keys_vertical)) != 0;
    case platform::key_home:
    case platform::key_end:
      return (keys & keys_home_end) != 0;
    case platform::key_page_up:
    case platform::key_page_down:
      return (keys & keys_pages) != 0;
    case platform::key_delete:
    case platform::key_backspace:
      return (keys & keys_delete) != 0 && !command;
    case platform::key_f2:
      return (keys & keys_f2) != 0;
    case platform::key_f10:
      return (e.modifiers & platform::mod_shift) != 0;
    case platform::key_menu:
      return true;
    default:
      break;
  }
  return e.key >= '0' && e.key <= '9' && (keys & keys_digits) != 0 && !command;
}

}  // namespace

bool is_for_focused_item(const platform::KeyEvent& e) {
  const mirror::Node* focused = platform::tree().find(state().focus);
  return focused != nullptr && in_key_set(focused->keys, e);
}

bool wants_key(const platform::KeyEvent& e) {
  State& s = state();
  s.keys_in_use = true;
  if (is_for_focused_item(e)) return true;
  if (e.key == platform::key_escape && (s.overlay_open || s.tooltip_id != 0)) return true;
  if (!(e.in_text && belongs_to_text(e))) {
    for (const std::string& chord : s.chords_before) {
      if (matches(parse_chord(chord), e)) return true;
    }
  }
  return !e.in_text && e.modifiers == 0 &&
         (e.key == platform::key_page_up || e.key == platform::key_page_down);
}

bool shortcut(std::string_view chord) {
  State& s = state();
  if (s.open_dialogs_before > 0 && s.overlay_level == 0) return false;
  s.chords.emplace_back(chord);
  const Chord wanted = parse_chord(chord);
  for (platform::KeyEvent& e : platform::frame_input().keys) {
    if (e.taken || e.for_item || !matches(wanted, e) || (e.in_text && belongs_to_text(e))) continue;
    e.taken = true;
    return true;
  }
  return false;
}

platform::KeyEvent key_event(std::string_view chord) {
  const Chord parsed = parse_chord(chord);
  platform::KeyEvent event;
  event.key = parsed.key;
  event.modifiers = parsed.modifiers;
  return event;
}

void focus_next() {
  state().focus_next = true;
}

ItemState last_item() {
  return state().last;
}

void focus_moved(std::uint32_t id, bool by_keyboard) {
  State& s = state();
  s.focus = id;
  s.focus_visible = by_keyboard;
}

std::optional<std::uint32_t> take_focus_request() {
  std::optional<std::uint32_t> request;
  request.swap(state().focus_request);
  return request;
}

}  // namespace touchstone::ui

#ifdef IMGUI_ENABLE_TEST_ENGINE
// Dear ImGui's hooks: every item it sees has to be in the mirror by the end of the frame.
namespace {
bool is_scrollbar(ImGuiID id) {
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  return id == ImGui::GetWindowScrollbarID(window, ImGuiAxis_X) ||
         id == ImGui::GetWindowScrollbarID(window, ImGuiAxis_Y);
}
}  // namespace

void ImGuiTestEngineHook_ItemAdd(ImGuiContext*, ImGuiID id, const ImRect&,
                                 const ImGuiLastItemData* data) {
  const ImGuiWindow* window = ImGui::GetCurrentWindow();
  // ImGui adds windows themselves (title, child frame) and scroll bars as items too.
  const bool own = id == window->ID || id == window->MoveId || id == window->ChildId;
  if (data == nullptr || own || is_scrollbar(id)) return;
  touchstone::ui::detail::state().unannotated.push_back(id);
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, const char*, ImGuiItemStatusFlags) {}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) {
  return nullptr;
}
#endif
