// Dialogs, toasts, tooltips: what stands above the page.
#include <algorithm>
#include <cmath>
#include <string>

#include "ui/core.hpp"

namespace touchstone::ui {

using namespace detail;

// Dialog.

namespace {

constexpr int k_dialog_step = 10;
constexpr float k_dialog_padding = 20;

Id dialog_id(std::string_view title) {
  return id_of(title, {});
}

void close_if_open(Id id) {
  ImGuiContext* g = ImGui::GetCurrentContext();
  for (int i = 0; i < g->OpenPopupStack.Size; ++i) {
    if (g->OpenPopupStack[i].PopupId != id) continue;
    ImGui::ClosePopupToLevel(i, false);
    return_focus_of_dialog(id);
    platform::request_frames(3, "dialog closed");
    return;
  }
}

bool begin_modal(Id id, Rect r) {
  ImGui::SetNextWindowPos({r.x, r.y});
  ImGui::SetNextWindowSize({r.w, r.h});
  const ImGuiWindowFlags flags =
      ImGuiWindowFlags_Popup | ImGuiWindowFlags_Modal | ImGuiWindowFlags_NoCollapse |
      ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground;
  return ImGui::BeginPopupEx(id, flags);
}

Rect dialog_rect(Id id, const DialogOptions& options) {
  const Rect page = screen();
  const auto& known = state().remembered;
  const auto it = known.find(id);
  const float wanted = it == known.end() ? px(240) : it->second;
  const float w = std::min(px(options.width), page.w - px(24));
  const float h = std::min(wanted, page.h - px(24));
  const float top = std::max(px(12), std::round((page.h - h) * 0.4F));
  return {std::round((page.w - w) / 2), top, std::round(w), std::round(h)};
}

bool draw_head(std::string_view title, Rect r) {
  const float pad = px(k_dialog_padding);
  const float size = px(28);
  const Rect close{r.right() - pad - size + px(6), layout().y - px(2), size, size};
  const Rect head = place(-1, line_height(TextStyle::title));
  current_painter().text_fit({head.x, head.y, head.w - size, head.h}, TextStyle::title,
                             theme().text, title);
  annotate(text_id(), mirror::Role::heading, head, title).level = 2;
  const Item item = interact(id_of("Close", "##close"), close);
  if (item.hovered) current_painter().fill(close, theme().hover, px(k_radius));
  current_painter().icon(Icon::close, close.inset(px(6)), theme().dimmed);
  if (item.focus_ring) draw_focus_ring(close);
  show_tooltip_for(item, "Close", "Escape");
  annotate(item, mirror::Role::button, "Close");
  state().dialog_close = item.id;
  return item.clicked;
}

}  // namespace

Dialog::Dialog(std::string_view title, bool open, const DialogOptions& options) {
  State& s = state();
  const Id id = dialog_id(title);
  if (!open) {
    close_if_open(id);
    return;
  }
  if (!is_popup_open(id)) {
    s.focus_before_dialog[id] = s.focus;
    ImGui::OpenPopupEx(id, ImGuiPopupFlags_None);
    platform::request_frames(4, "dialog");
  }
  const Rect r = dialog_rect(id, options);
  open_ = begin_modal(id, r);
  if (!open_) return;
  s.overlay_open = true;
  s.overlay_level += k_dialog_step;
  ++s.open_dialogs;
  draw_floating_box(r, px(10));
  mirror::Node& node = platform::tree().add_to_page(
      id, options.alert ? mirror::Role::alert_dialog : mirror::Role::dialog);
  std::vector<MirrorParent> none;
  none.swap(s.parents);
  place_node(node, r);
  s.parents.swap(none);
  node.name = keep(title);
  node.flags |= mirror::overlay | mirror::modal;
  node.level = static_cast<std::uint8_t>(s.overlay_level);
  const ImGuiWindow* window = ImGui::GetCurrentWindow();
  annotate_scrolling(node, window);
  open_node({r.x, r.y - window->Scroll.y});
  const float pad = px(k_dialog_padding);
  begin_flow(r.x + pad, r.right() - pad, r.y - window->Scroll.y + pad, px(12));
  layout().padding_below = pad;
  dismissed_ = draw_head(title, r);
  if (ImGui::IsWindowAppearing()) focus_next();
}

Dialog::~Dialog() {
  if (!open_) return;
  State& s = state();
  const Layout& flow = layout();
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  const float height = flow.bottom - flow.top + 2 * flow.padding_below;
  extend_content({flow.left, flow.top, 0, flow.bottom - flow.top + flow.padding_below});
  end_flow();
  float& known = s.remembered[window->PopupId];
  if (known != height) platform::request_frames(2, "dialog size");
  known = height;
  if (s.focus_next) {
    s.focus_next = false;
    give_focus(s.dialog_close, true);
  }
  s.overlay_level -= k_dialog_step;
  close_node();
  ImGui::EndPopup();
}

bool Dialog::dismissed() const {
  if (dismissed_) return true;
  const ImGuiContext* g = ImGui::GetCurrentContext();
  if (g->OpenPopupStack.Size > g->BeginPopupStack.Size) return false;  // Escape is for the popup
  for (platform::KeyEvent& e : platform::frame_input().keys) {
    if (e.taken || e.key != platform::key_escape) continue;
    e.taken = true;
    return true;
  }
  return false;
}

// Toasts.

void toast(std::string_view text, Tone tone) {
  Toast t;
  t.text = text;
  t.tone = tone;
  t.until_ms = tone == Tone::danger ? -1 : platform::now_ms() + 6000;
  state().toasts.push_back(std::move(t));
  if (state().toasts.size() > 4) state().toasts.erase(state().toasts.begin());
  platform::announce(text, tone == Tone::danger);
  platform::request_frames(2, "toast");
}

namespace {

// True when closed by the user.
bool draw_toast(const Toast& toast, std::uint32_t number) {
  const float pad = px(12);
  const float close_size = px(24);
  const float width = available_width();
  const float room = width - 2 * pad - px(26) - close_size;
  const Vec2 size = measure(TextStyle::body, toast.text, room);
  const Rect r = place(-1, std::max(size.y, close_size) + 2 * px(10));
  draw_floating_box(r, px(8));
  Painter p = current_painter();
  const Icon icon = toast.tone == Tone::danger || toast.tone == Tone::warning ? Icon::warning
                    : toast.tone == Tone::good                                ? Icon::check
                                                                              : Icon::info;
  p.icon(icon, {r.x + pad, r.y + (r.h - px(18)) / 2, px(18), px(18)}, tone_colour(toast.tone));
  const float y = r.y + std::round((r.h - size.y) / 2);
  p.text_wrap({r.x + pad + px(26), y, room, size.y}, TextStyle::body, theme().text, toast.text);
  annotate(text_id(), mirror::Role::paragraph, r, toast.text);
  const Rect close{r.right() - pad - close_size, r.y + (r.h - close_size) / 2, close_size,
                   close_size};
  const Item item = interact(derive(ImGui::GetCurrentWindow()->ID, number), close);
  if (item.hovered) p.fill(close, theme().hover, px(4));
  p.icon(Icon::close, close.inset(px(5)), theme().dimmed);
  if (item.focus_ring) draw_focus_ring(close, 4);
  annotate(item, mirror::Role::button, "Dismiss message");
  return item.clicked;
}

}  // namespace

void detail::draw_toasts() {
  State& s = state();
  const double now = platform::now_ms();
  std::erase_if(s.toasts, [now](const Toast& t) { return t.until_ms >= 0 && t.until_ms <= now; });
  if (s.toasts.empty()) return;
  const Rect page = screen();
  const float w = std::min(px(400), page.w - px(24));
  const float known = s.remembered[1];
  const Rect r{std::round((page.w - w) / 2), page.h - px(56) - known, w, std::max(known, px(44))};
  ImGui::SetNextWindowPos({r.x, r.y});
  ImGui::SetNextWindowSize({r.w, r.h});
  ImGui::Begin("##toasts", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoFocusOnAppearing);
  mirror::Node& node = annotate(ImGui::GetCurrentWindow()->ID, mirror::Role::region, r, "Messages");
  node.flags |= mirror::overlay;
  node.level = 5;
  open_node({r.x, r.y});
  begin_flow(r.x, r.right(), r.y, px(8));
  double soonest = -1;
  std::size_t closed = s.toasts.size();
  for (std::size_t i = 0; i < s.toasts.size(); ++i) {
    if (draw_toast(s.toasts[i], static_cast<std::uint32_t>(i))) closed = i;
    const double until = s.toasts[i].until_ms;
    if (until >= 0 && (soonest < 0 || until < soonest)) soonest = until;
  }
  const float height = layout().bottom - r.y;
  if (s.remembered[1] != height) platform::request_frames(1, "toast");
  s.remembered[1] = height;
  end_flow();
  close_node();
  ImGui::End();
  if (closed < s.toasts.size()) {
    s.toasts.erase(s.toasts.begin() + static_cast<std::ptrdiff_t>(closed));
    platform::request_frames(2, "toast closed");
  }
  if (soonest >= 0) platform::request_frame_after((soonest - now) / 1000.0 + 0.01, "toast");
}

// Tooltip.

namespace {
constexpr double k_tooltip_delay_ms = 500;
}

void detail::show_tooltip_for(const Item& item, std::string_view text, std::string_view shortcut) {
  State& st = state();
  if (text.empty() || item.held || !(item.hovered || item.focus_ring)) return;
  if (!item.hovered && !st.tooltip_text.empty()) return;  // what is pointed at comes first
  if (st.tooltip_id != item.id) {
    st.tooltip_id = item.id;
    st.tooltip_since = platform::now_ms();
  }
  st.tooltip_text = text;
  st.tooltip_shortcut = shortcut;
  st.tooltip_item = item.rect;
}

void detail::draw_tooltip() {
  State& s = state();
  if (s.tooltip_text.empty()) {
    s.tooltip_id = 0;
    return;
  }
  for (platform::KeyEvent& e : platform::frame_input().keys) {
    if (e.key == platform::key_escape && !e.taken) s.tooltip_since = 1e18;
  }
  const double waited = platform::now_ms() - s.tooltip_since;
  if (waited < 0) return;
  if (waited < k_tooltip_delay_ms) {
    platform::request_frame_after((k_tooltip_delay_ms - waited) / 1000.0 + 0.005, "tooltip");
    return;
  }
  const Theme& t = theme();
  const bool dark = t.scheme == Scheme::light;
  const Colour ground = dark ? rgb(0x1B2330) : t.raised;
  const Colour ink = dark ? rgb(0xFFFFFF) : t.text;
  const float pad = px(8);
  const Vec2 size = measure(TextStyle::small, s.tooltip_text, px(280));
  const float keys_width =
      s.tooltip_shortcut.empty() ? 0 : text_width(TextStyle::small, s.tooltip_shortcut) + px(10);
  const Rect page = screen();
  Rect r{s.tooltip_item.x, s.tooltip_item.bottom() + px(6),
         std::ceil(size.x + keys_width) + 2 * pad, size.y + 2 * px(5)};
  if (r.bottom() > page.bottom()) r.y = s.tooltip_item.y - r.h - px(6);
  r.x = std::round(std::clamp(r.x, px(4), std::max(px(4), page.right() - r.w - px(4))));
  Painter p(ImGui::GetForegroundDrawList());
  p.fill(r, ground, px(5));
  if (!dark) p.outline(r, t.control_border, 0, px(5));
  p.text_wrap({r.x + pad, r.y + px(5), size.x + px(1), size.y}, TextStyle::small, ink,
              s.tooltip_text);
  if (keys_width > 0) {
    p.text({r.right() - pad - keys_width + px(10), r.y + px(5)}, TextStyle::small,
           mix(ink, ground, 0.35F), s.tooltip_shortcut);
  }
}

void point_at(Rect rect) {
  Painter p(ImGui::GetForegroundDrawList());
  p.outline(rect.inset(px(2)), theme().accent, px(3), px(6));
}

}  // namespace touchstone::ui
