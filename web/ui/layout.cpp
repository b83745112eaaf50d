#include "ui/layout.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "ui/core.hpp"

namespace touchstone::ui {

using namespace detail;

// Lengths and identity.

float px(float css) {
  if (css == 0) return 0;
  const float length = std::round(css * state().scale);
  return css > 0 ? std::max(1.0F, length) : std::min(-1.0F, length);
}

Rect screen() {
  const ImVec2 size = ImGui::GetMainViewport()->Size;
  return {0, 0, size.x, size.y};
}

float screen_width_css() {
  return platform::environment().width;
}

Frozen::Frozen(bool holds) : holds_(holds) {
  if (holds_) ++state().frozen;
}

Frozen::~Frozen() {
  if (holds_) --state().frozen;
}

Scope::Scope(std::string_view key) {
  ImGui::PushID(key.data(), key.data() + key.size());
}

Scope::Scope(std::uint64_t key) {
  const auto* bytes = reinterpret_cast<const char*>(&key);
  ImGui::PushID(bytes, bytes + sizeof key);
}

Scope::~Scope() {
  ImGui::PopID();
}

// The flow.

namespace detail {

Layout& layout() {
  return state().layouts.back();
}

void extend_content(Rect used) {
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  const ImVec2 corner{used.right(), used.bottom()};
  window->DC.CursorMaxPos = ImMax(window->DC.CursorMaxPos, corner);
  window->DC.IdealMaxPos = ImMax(window->DC.IdealMaxPos, corner);
}

void begin_flow(float left, float right, float top, float gap) {
  Layout flow;
  flow.left = left;
  flow.right = right;
  flow.x = left;
  flow.y = flow.top = flow.bottom = top;
  flow.gap = gap;
  flow.max_right = left;
  if (!state().layouts.empty()) flow.padding_below = layout().padding_below;
  state().layouts.push_back(flow);
}

void end_flow() {
  state().layouts.pop_back();
}

namespace {

Rect place_in_row(Layout& row, float w, float h) {
  float width = w < 0 ? std::max(row.right - row.x, px(40)) : w;
  if (row.wrap && !row.first && row.x + width > row.right + 0.5F) {
    row.x = row.left;
    row.y += row.line_height + row.gap;
    row.line_height = row.row_min;
    if (w < 0) width = row.right - row.left;
  }
  width = std::min(width, std::max(row.right - row.left, px(16)));
  row.line_height = std::max(row.line_height, h);
  const Rect r{row.x, row.y + std::max(0.0F, std::round((row.row_min - h) / 2)), width, h};
  row.x += width + row.gap;
  row.first = false;
  row.bottom = std::max(row.bottom, row.y + std::max(h, row.row_min));
  row.max_right = std::max(row.max_right, r.right());
  return r;
}

}  // namespace

Rect place(float w, float h) {
  Layout& l = layout();
  Rect r;
  if (l.kind == Layout::Kind::row) {
    r = place_in_row(l, w, h);
  } else {
    const float full = std::max(l.right - l.left, 0.0F);
    if (!l.first) l.y += l.gap;
    r = {l.left, l.y, w < 0 ? full : std::min(w, full), h};
    l.y += h;
    l.first = false;
    l.bottom = l.y;
    l.max_right = std::max(l.max_right, r.right());
  }
  extend_content(r);
  return r;
}

Painter current_painter() {
  return Painter(ImGui::GetWindowDrawList());
}

Colour surface_colour(Surface surface) {
  const Theme& t = theme();
  switch (surface) {
    case Surface::page:
      return t.page;
    case Surface::surface:
      return t.surface;
    case Surface::raised:
      return t.raised;
    case Surface::sunken:
      return t.sunken;
    case Surface::none:
      break;
  }
  return {0, 0, 0, 0};
}

}  // namespace detail

Painter painter() {
  return current_painter();
}

float available_width() {
  const Layout& l = layout();
  return std::max(0.0F, l.right - (l.kind == Layout::Kind::row ? l.x : l.left));
}

float available_height() {
  const Layout& l = layout();
  const ImGuiWindow* window = ImGui::GetCurrentWindow();
  const float bottom = window->InnerRect.Max.y + window->Scroll.y - l.padding_below;
  const float top = l.y + (l.first ? 0 : l.gap);
  return std::max(0.0F, bottom - top);
}

void space(float css) {
  Layout& l = layout();
  if (l.kind == Layout::Kind::row) {
    l.x += px(css);
  } else {
    l.y += px(css);
    l.bottom = l.y;
  }
}

void separator() {
  const Rect r = place(-1, px(1));
  current_painter().fill(r, theme().border);
}

Rect take(float w, float h) {
  return place(w <= 0 ? -1 : w, h <= 0 ? available_height() : h);
}

// Rows.

namespace {

Id row_id(std::uint32_t salt) {
  return derive(ImGui::GetCurrentWindow()->GetID("##row"),
                platform::tree().next_ordinal() * 4 + salt);
}

}  // namespace

namespace {

float known_width(Id memory) {
  const auto& known = state().remembered;
  const auto it = known.find(memory);
  return it == known.end() ? 0 : it->second;
}

}  // namespace

Row::Row(const RowOptions& options) {
  const Layout& outer = layout();
  Layout row;
  row.kind = Layout::Kind::row;
  row.left = outer.kind == Layout::Kind::row ? outer.x : outer.left;
  row.right = outer.right;
  row.x = row.left;
  row.y = outer.y + (outer.first || outer.kind == Layout::Kind::row ? 0 : outer.gap);
  row.top = row.bottom = row.y;
  row.gap = px(options.gap);
  row.row_min = row.line_height = px(options.height);
  row.wrap = options.wrap;
  row.max_right = row.left;
  row.memory = row_id(0);
  if (options.align != Align::start) {
    const float width = known_width(row.memory);
    const float room = row.right - row.left - width;
    // Until the width is known, and while it fits, the row is one line.
    if (room >= 0) {
      row.wrap = false;
      row.x += options.align == Align::end ? room : std::round(room / 2);
    }
    row.pushed_from = row.x;
  }
  state().layouts.push_back(row);
}

void Row::push_right() {
  Layout& row = layout();
  const float width = known_width(row.memory);
  if (row.wrap && !row.first && row.x + width > row.right + 0.5F) {
    row.x = row.left;
    row.y += row.line_height + row.gap;
    row.line_height = row.row_min;
  }
  row.x = std::max(row.x, row.right - width);
  row.pushed_from = row.x;
  row.wrap = false;
}

Row::~Row() {
  State& s = state();
  const Layout row = layout();
  s.layouts.pop_back();
  if (row.pushed_from >= 0) {
    const float width = std::max(0.0F, row.x - row.gap - row.pushed_from);
    float& known = s.remembered[row.memory];
    if (known != width) platform::request_frames(1, "layout");
    known = width;
  }
  Layout& outer = layout();
  const float height = std::max(row.bottom - row.top, row.first ? 0 : row.row_min);
  if (outer.kind == Layout::Kind::row) {
    outer.x = row.max_right + outer.gap;
    outer.line_height = std::max(outer.line_height, height);
    outer.bottom = std::max(outer.bottom, row.bottom);
    outer.max_right = std::max(outer.max_right, row.max_right);
    outer.first = false;
  } else if (!row.first) {
    outer.y = outer.bottom = row.top + height;
    outer.first = false;
    outer.max_right = std::max(outer.max_right, row.max_right);
  }
}

// Columns.

namespace {

void begin_columns(const float* weights, std::size_t count, float min_width, float gap) {
  const Layout& outer = layout();
  State::ColumnSet set;
  set.gap = px(gap);
  set.top = set.bottom = outer.y + (outer.first ? 0 : outer.gap);
  const float full = outer.right - outer.left;
  const float room = full - set.gap * static_cast<float>(count - 1);
  float total = 0;
  float least = 1e9F;
  for (std::size_t i = 0; i < count; ++i) {
    total += weights[i];
    least = std::min(least, weights[i]);
  }
  set.stacked = room * least / total < px(min_width);
  float x = outer.left;
  for (std::size_t i = 0; i < count; ++i) {
    const float w = set.stacked ? full : std::floor(room * weights[i] / total);
    set.lefts.push_back(set.stacked ? outer.left : x);
    set.widths.push_back(w);
    x += w + set.gap;
  }
  const float inner_gap = outer.gap;
  begin_flow(set.lefts[0], set.lefts[0] + set.widths[0], set.top, inner_gap);
  state().columns.push_back(std::move(set));
}

void close_column(State::ColumnSet& set) {
  set.bottom = std::max(set.bottom, layout().bottom);
  end_flow();
}

}  // namespace

Columns::Columns(int count, float min_width, float gap) {
  const std::vector<float> weights(static_cast<std::size_t>(std::max(count, 1)), 1.0F);
  begin_columns(weights.data(), weights.size(), min_width, gap);
}

Columns::Columns(std::initializer_list<float> weights, float min_width, float gap) {
  begin_columns(weights.begin(), weights.size(), min_width, gap);
}

void Columns::next() {
  State::ColumnSet& set = state().columns.back();
  const float inner_gap = layout().gap;
  close_column(set);
  set.at = (set.at + 1) % set.lefts.size();
  if (set.at == 0 || set.stacked) set.top = set.bottom + inner_gap;
  begin_flow(set.lefts[set.at], set.lefts[set.at] + set.widths[set.at], set.top, inner_gap);
}

Columns::~Columns() {
  State& s = state();
  close_column(s.columns.back());
  Layout& outer = layout();
  outer.y = outer.bottom = s.columns.back().bottom;
  outer.first = false;
  outer.max_right = outer.right;
  s.columns.pop_back();
}

// Panels and groups.

namespace {

void open_container(mirror::Role role, std::string_view name, Vec2 origin, float width) {
  const Id parent =
      platform::tree().parent_index() < 0
          ? 1
          : platform::tree().nodes()[static_cast<std::size_t>(platform::tree().parent_index())].id;
  const Id id = derive(parent, platform::tree().next_ordinal() * 4 + 3);
  annotate(id, role, {origin.x, origin.y, width, 0}, name);
  open_node(origin);
}

void close_container(float height) {
  const int index = state().parents.back().index;
  platform::tree().nodes()[static_cast<std::size_t>(index)].h = height / state().scale;
  close_node();
}

Vec2 flow_position() {
  const Layout& l = layout();
  if (l.kind == Layout::Kind::row) return {l.x, l.y};
  return {l.left, l.y + (l.first ? 0 : l.gap)};
}

}  // namespace

Panel::Panel(std::string_view name, const PanelOptions& options) {
  const Layout outer = layout();
  auto* box = new State::Box;  // owned by the stack of boxes until the panel ends
  box->options = options;
  const float pad = px(options.padding);
  const Vec2 at = flow_position();
  box->rect = {at.x, at.y, std::max(outer.right - at.x, px(40)), 0};
  box->named = !name.empty();
  if (box->named)
    open_container(mirror::Role::group, name, {box->rect.x, box->rect.y}, box->rect.w);
  box->splitter.Split(ImGui::GetWindowDrawList(), 2);
  box->splitter.SetCurrentChannel(ImGui::GetWindowDrawList(), 1);
  state().boxes.push_back(box);
  begin_flow(box->rect.x + pad, box->rect.right() - pad, box->rect.y + pad, px(10));
}

// What could be thrown is for want of memory, which ends the program anyway.
Panel::~Panel() {  // NOLINT(bugprone-exception-escape)
  State& s = state();
  const std::unique_ptr<State::Box> box(s.boxes.back());
  s.boxes.pop_back();
  box->rect.h = layout().bottom - box->rect.y + px(box->options.padding);
  end_flow();
  ImDrawList* list = ImGui::GetWindowDrawList();
  box->splitter.SetCurrentChannel(list, 0);
  Painter p(list);
  const float radius = px(8);
  p.fill(box->rect, surface_colour(box->options.fill), radius);
  if (box->options.border) p.outline(box->rect, theme().border, 0, radius);
  if (box->options.stripe.a != 0) {
    const Rect stripe{box->rect.x, box->rect.y, px(4), box->rect.h};
    list->AddRectFilled({stripe.x, stripe.y}, {stripe.right(), stripe.bottom()},
                        pack(box->options.stripe), radius, ImDrawFlags_RoundCornersLeft);
  }
  box->splitter.Merge(list);
  if (box->named) close_container(box->rect.h);
  place(box->rect.w, box->rect.h);
}

Group::Group(std::string_view name) {
  open_container(mirror::Role::group, name, flow_position(), available_width());
}

Group::~Group() {
  close_container(flow_position().y - state().parents.back().y);
}

List::List(std::string_view name) {
  open_container(mirror::Role::list, name, flow_position(), available_width());
}

List::~List() {
  close_container(flow_position().y - state().parents.back().y);
}

ListItem::ListItem() {
  open_container(mirror::Role::list_item, {}, flow_position(), available_width());
}

ListItem::~ListItem() {
  close_container(flow_position().y - state().parents.back().y);
}

Spacing::Spacing(float css) : before_(layout().gap) {
  layout().gap = px(css);
}

Spacing::~Spacing() {
  layout().gap = before_;
}

Indent::Indent(float css) : amount_(px(css)) {
  layout().left += amount_;
  layout().x += amount_;
}

Indent::~Indent() {
  layout().left -= amount_;
  layout().x -= amount_;
}

}  // namespace touchstone::ui
